"""What a review becomes in docutils: nodes, directives, roles, transforms, the domain, the parser."""

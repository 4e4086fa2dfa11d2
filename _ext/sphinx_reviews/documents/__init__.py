"""What a review becomes in docutils: nodes, directives, roles, transforms, domain, parser."""

"""The prose of a review as a value: Markdown to a small closed tree, without docutils."""

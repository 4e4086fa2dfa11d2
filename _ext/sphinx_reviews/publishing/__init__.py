"""What is published beside the pages, from the finished catalogue alone."""

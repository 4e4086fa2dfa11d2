"""One output each: what views and nodes look like in it."""

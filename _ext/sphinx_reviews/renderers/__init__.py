"""One output each: what the views and our nodes look like in HTML, and words and numbers for all."""

"""Tests of how the site looks and reads in a browser."""

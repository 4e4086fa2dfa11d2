"""Tests of the tools that the browser adds, in the browser."""

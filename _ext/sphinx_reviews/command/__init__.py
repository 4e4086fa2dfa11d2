"""The command line: check, mend, begin and take over reviews, without Sphinx."""

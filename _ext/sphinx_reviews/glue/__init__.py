"""Where everything meets Sphinx's application: configuration, events, builders, command line."""

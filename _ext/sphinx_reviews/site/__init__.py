"""The build of a site in Sphinx's application: configuration, events, builders, generated pages."""

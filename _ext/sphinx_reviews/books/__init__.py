"""The build of books: their builder, the typesetter that sets them, and the settings of LaTeX."""

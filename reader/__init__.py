"""Everything about the terminal: layout, widgets, screens, the command line."""

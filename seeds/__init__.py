"""The articles a new library opens on: UTF-8 text, title, blank line, one paragraph a line."""

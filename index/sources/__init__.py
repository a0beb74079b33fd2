"""One module a format: bytes to cleaned articles."""

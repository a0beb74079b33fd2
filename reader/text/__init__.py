"""The layout engine: logical text in, lines of clusters in drawn order out. Strings and cell widths only."""

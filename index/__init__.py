"""Everything about articles as data: the record, the full-text index, sources, entities. Knows no terminal."""

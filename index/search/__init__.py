"""Full-text search: how words are analysed, where they are found, and how hits are shown."""

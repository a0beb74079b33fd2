"""The command line: a headless twin for everything the screens do."""

"""The parts of the screen. Each draws its own lines and tells what happened by messages; none knows a sibling."""

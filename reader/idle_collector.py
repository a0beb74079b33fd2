"""Python's search for cycles, kept for moments in which nobody types.

Once models and lists are loaded, a full search walks over all of them and holds the screen for a tenth of a second,
whenever the number of new objects happens to call for one. So none comes by itself: it is made when no key has come for
a while, and what large things it finds in use are not looked at again.
"""

from __future__ import annotations

import gc
from time import monotonic

YOUNG = 2_000
"""New objects between two searches among the youngest; such a search takes a millisecond."""

NEVER = 1_000_000_000
"""Times a search of middle age comes before a full one by itself."""

IDLE = 3.0
"""Seconds without a key after which somebody is taken to read or to be away."""

ROUNDS = 10
"""Searches of middle age after which a full one is worth while: so many objects have grown old since the last."""

MANY = 30_000
"""Objects in use that are worth being set apart: to walk over so many takes a hundredth of a second."""


class IdleCollector:
    """Looks for cycles when the keyboard rests."""

    def __init__(self) -> None:
        gc.set_threshold(YOUNG, 10, NEVER)
        self._last_key = monotonic()

    def note_key(self) -> None:
        """Somebody is at the keyboard."""
        self._last_key = monotonic()

    def look(self) -> bool:
        """Search for cycles if this is a good moment and there may be some; whether it did."""
        if monotonic() - self._last_key < IDLE or gc.get_count()[2] < ROUNDS:
            return False
        gc.collect()
        if len(gc.get_objects(2)) > MANY:
            gc.freeze()
        return True

"""Going back through what was typed before, as a shell does."""

from __future__ import annotations

from collections.abc import Sequence


class Recall:
    """The older texts of one box, and what stood in it before one of them was called back."""

    def __init__(self) -> None:
        self._texts: Sequence[str] = ()
        self._place = -1
        """Which of them is in the box; -1: what is being typed."""
        self._draft = ""

    def set_texts(self, texts: Sequence[str]) -> None:
        """The texts there are now, the latest first."""
        self._texts = texts
        self._place = -1

    def leave(self) -> None:
        """What is in the box now is a text of its own."""
        self._place = -1

    @property
    def is_empty(self) -> bool:
        return not self._texts

    def older(self, current: str) -> str | None:
        """The text before the one in the box; None where there is none."""
        place = self._place + 1
        # The search that is shown was remembered when it was made: its like is passed over.
        while place < len(self._texts) and self._texts[place] == current.strip():
            place += 1
        if place >= len(self._texts):
            return None
        if self._place < 0:
            self._draft = current
        self._place = place
        return self._texts[place]

    def newer(self) -> str | None:
        """The text after the one in the box, at last what was being typed; None where nothing was called back."""
        if self._place < 0:
            return None
        self._place -= 1
        text = self._draft if self._place < 0 else self._texts[self._place]
        return self.newer() if self._place >= 0 and text == self._draft.strip() else text

"""What a caller may ask of the layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Direction = Literal["L", "R"]
Form = Literal["visual", "logical", "kitty"]


@dataclass(frozen=True, slots=True)
class LayoutOptions:
    """How text is laid out; part of every cache key, so it is hashable."""

    form: Form = "visual"
    """`visual`: cells as they are to stand on the screen. `logical`: stored order, unshaped, for terminals and
    screen readers that do the work themselves. `kitty`: visual, with the words turned for kitty to turn back."""

    shapes: bool = True
    """False leaves letters in their nominal form, for fonts without presentation forms."""

    show_marks: bool = True
    """False hides harakat on the screen; offsets stay those of the stored text."""

    isolate_numbers: bool = False
    """Resolve phone numbers, dd-mm-yyyy and ranges as if in LRI ... PDI (UAX #9, 4.3), so that they read in order."""


PLAIN = LayoutOptions()

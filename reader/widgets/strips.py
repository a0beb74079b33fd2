"""A laid-out line as a strip of styled cells."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.text.lines import VisualLine, drawn
from reader.text.options import LayoutOptions

Key = TypeVar("Key", bound=Hashable)


class StripCache(Generic[Key]):
    """The strips drawn last, oldest forgotten first: a limit instead of a leak in a document of any size."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._strips: OrderedDict[Key, Strip] = OrderedDict()

    def get(self, key: Key, draw: Callable[[], Strip]) -> Strip:
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = draw()
            if len(self._strips) > self._limit:
                self._strips.popitem(last=False)
        return strip

    def clear(self) -> None:
        self._strips.clear()

    def __len__(self) -> int:
        return len(self._strips)


def blank(width: int, style: Style) -> Segment:
    return Segment(" " * width, style)


def line_segments(line: VisualLine, options: LayoutOptions, style: Style) -> list[Segment]:
    """A line in one style, in the order in which it is written."""
    if not line.glyphs:
        return []
    return [Segment("".join([glyph for _, glyph in drawn(line, options)]), style)]


def coded_segments(
    line: VisualLine, options: LayoutOptions, codes: bytes | bytearray, style_of: Callable[[int], Style]
) -> list[Segment]:
    """A line whose characters carry style codes, one byte each, counted from `line.start`.

    The bits of all characters of a cluster are joined: a lam-alef is lit if any of its letters is. Neighbours of one
    style share a segment.
    """
    of_clusters = _cluster_codes(line, codes)
    fonts = [(style_of(code).bold, style_of(code).italic) for code in of_clusters] if options.form == "kitty" else None
    segments: list[Segment] = []
    pending: list[str] = []
    pending_code = -1
    for cluster, glyph in drawn(line, options, fonts):
        code = of_clusters[cluster]
        if code != pending_code and pending:
            segments.append(Segment("".join(pending), style_of(pending_code)))
            pending = []
        pending_code = code
        pending.append(glyph)
    if pending:
        segments.append(Segment("".join(pending), style_of(pending_code)))
    return segments


def _cluster_codes(line: VisualLine, codes: bytes | bytearray) -> list[int]:
    """The joined code of each cluster, in drawn order."""
    offset = line.start
    joined: list[int] = []
    for start, end in zip(line.starts, line.ends, strict=True):
        code = codes[start - offset]
        if end - start > 1:
            for other in codes[start - offset + 1 : end - offset]:
                code |= other
        joined.append(code)
    return joined


def place(segments: list[Segment], used: int, width: int, style: Style, *, at_right: bool) -> Strip:
    """Segments of `used` cells in a row of `width`, at its right or left edge."""
    room = width - used
    if room > 0:
        filler = blank(room, style)
        segments = [filler, *segments] if at_right else [*segments, filler]
    strip = Strip(segments, max(used, width))
    return strip if room >= 0 else strip.crop(-room if at_right else 0, used if at_right else width)


def line_strip(line: VisualLine, options: LayoutOptions, width: int, style: Style, *, at_right: bool) -> Strip:
    """One line in one style, placed in a row."""
    return place(line_segments(line, options, style), line.width, width, style, at_right=at_right)

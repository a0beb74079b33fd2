"""GNU FriBidi through ctypes, as an oracle: levels, drawn order, mirroring and shaping of whole lines."""

from __future__ import annotations

import ctypes
import ctypes.util

import pytest

_RTL = 0x111  # FRIBIDI_PAR_RTL
_FLAGS = 0x2  # FRIBIDI_FLAG_REORDER_NSM
_ARABIC = 0x100  # FRIBIDI_SHAPE_ARAB_PRES
_LIGATURES = 0x200  # FRIBIDI_SHAPE_ARAB_LIGA


def library() -> ctypes.CDLL:
    """The shared library; skips the test where it is missing."""
    name = ctypes.util.find_library("fribidi") or "libfribidi.so.0"
    try:
        return ctypes.CDLL(name)
    except OSError:
        pytest.skip("libfribidi not found: install Debian's libfribidi0")


class Paragraph:
    """A right-to-left paragraph resolved by FriBidi."""

    def __init__(self, text: str) -> None:
        self._library = lib = library()
        size = self._size = len(text)
        self._text = (ctypes.c_uint32 * size)(*map(ord, text))
        self._types = (ctypes.c_uint32 * size)()
        self.levels = (ctypes.c_int8 * size)()
        lib.fribidi_get_bidi_types(self._text, size, self._types)
        brackets = (ctypes.c_uint32 * size)()
        lib.fribidi_get_bracket_types(self._text, size, self._types, brackets)
        base = ctypes.c_uint32(_RTL)
        assert lib.fribidi_get_par_embedding_levels_ex(self._types, brackets, size, ctypes.byref(base), self.levels)

    def shaped(self, *, ligatures: bool) -> str:
        """The whole paragraph in logical order in FriBidi's presentation forms, U+FEFF behind each ligature."""
        lib, size = self._library, self._size
        joining = (ctypes.c_uint8 * size)()
        lib.fribidi_get_joining_types(self._text, size, joining)
        lib.fribidi_join_arabic(self._types, size, self.levels, joining)
        shaped = (ctypes.c_uint32 * size)(*self._text)
        lib.fribidi_shape(_ARABIC | (_LIGATURES if ligatures else 0), self.levels, size, joining, shaped)
        return "".join(map(chr, shaped))

    def line(self, first: int, last: int) -> tuple[list[int], bytes]:
        """One line of the paragraph: the logical places in drawn order, and the levels after L1 in logical order.

        FriBidi counts L1 and the reordering from the start of the line, but reads the paragraph's levels.
        """
        size = last - first
        levels = (ctypes.c_int8 * size)(*self.levels[first:last])
        types = (ctypes.c_uint32 * size)(*self._types[first:last])
        text = (ctypes.c_uint32 * size)(*self._text[first:last])
        places = (ctypes.c_int32 * size)(*range(size))
        assert self._library.fribidi_reorder_line(_FLAGS, types, size, 0, _RTL, levels, text, places)
        return list(places), bytes(levels)


def mirrored(character: str) -> str:
    """What FriBidi draws in place of a character at an odd level."""
    result = ctypes.c_uint32()
    library().fribidi_get_mirror_char(ctypes.c_uint32(ord(character)), ctypes.byref(result))
    return chr(result.value)

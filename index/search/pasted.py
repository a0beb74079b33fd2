"""Text copied from a screen: letters as they were drawn, words from left to right."""

from __future__ import annotations

import re
import unicodedata

_FORM = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf9\ufe70-\ufefc]")
_DRAWN_WORD = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf9\ufe70-\ufefc\u0640\u064b-\u0652]{2,}")
_LEFT_TO_RIGHT = re.compile(r"[^\W_\u0590-\u08ff\ufb1d-\ufefc]+(?:[.,:/-][^\W_\u0590-\u08ff\ufb1d-\ufefc]+)*")
_CLOSED_FIRST = re.compile(r"[^()\[\]«»]*[)\]»]")
_MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")


def logical(text: str) -> str:
    """The text as it would have been typed.

    Presentation forms tell which way a word runs: in reading order it never begins with a final or medial form. Text
    without such forms is taken as it is.
    """
    if not _FORM.search(text):
        return text
    if _is_visual(text):
        text = _LEFT_TO_RIGHT.sub(lambda match: match[0][::-1], text)[::-1]
        if _CLOSED_FIRST.match(text):
            # Some programs draw brackets mirrored and some store them so.
            text = text.translate(_MIRRORED)
    return _FORM.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def _is_visual(text: str) -> bool:
    words = [word[0] for word in _DRAWN_WORD.finditer(text)]
    backward = sum(_joins(word[0], "<final>", "<medial>") + _joins(word[-1], "<initial>", "<medial>") for word in words)
    forward = sum(_joins(word[0], "<initial>") + _joins(word[-1], "<final>") for word in words)
    return backward > forward


def _joins(letter: str, *forms: str) -> bool:
    return unicodedata.decomposition(letter).startswith(forms)

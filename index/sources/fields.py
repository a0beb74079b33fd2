"""Records with named fields (JSON, rows of tables, tagged text) to articles, whatever the fields are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from index.article import Article, Marks
from index.errors import SourceFormatError
from index.sources.addresses import normal_address
from index.sources.cleaning import clean, clean_body, clean_title
from index.sources.dates import iso_date
from index.sources.item import Incoming
from index.sources.own import with_own

Record = Mapping[str, object]

_INSIGNIFICANT = re.compile("[\\s_.\\-\ufeff\u0640\u064b-\u0652]+")
_LETTERS = str.maketrans("أإآىة", "ااايه")
_WITHIN = ("rendered", "name", "title", "text", "value", "label", "$date", "$oid", "#text")
"""Where objects that stand for a text keep it."""

_MARKUP = re.compile(r"</(?:p|div|a|span|li|h\d)>|<br ?/?>|<p[ >]|<!\[CDATA\[", re.IGNORECASE)
_EPOCH = re.compile(r"(\d{10}|\d{13})(?:\.\d*)?")
"""Seconds since 1970, or milliseconds."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_LIST_GLUE = "، "


class Place(NamedTuple):
    """Where a record stands."""

    source: str
    line: int


def field_of(name: str) -> str:
    """The field of an article that a column or key of this name holds; empty where it is none."""
    return _names().get(_bare(name), ("", 0))[0]


def article_of(record: Record, place: Place, *, number: int, warning: str = "", is_own: bool = False) -> Incoming:
    """The article of a record; SourceFormatError, which names its line, where it holds none.

    `number` tells it from the others of its file. `is_own`: of the form that Warraq itself writes, where ids are the
    articles' and `body` is text. Elsewhere an id is often no more than the number of a row, and only proposed.
    """
    found = _plan(tuple(record))
    body, is_summary = _body(record, found, place, is_own=is_own)
    record_id = clean_title(_first(record, found, "id"))
    is_kept = is_own or not record_id.isdecimal()
    url = clean_title(_first(record, found, "url"))
    article = Article(
        id=record_id if is_kept else "",
        title=clean_title(_first(record, found, "title")),
        body=clean_body(body),
        source=clean_title(_first(record, found, "source")),
        date=_date(_first(record, found, "date")),
        category=clean_title(_first(record, found, "category")),
        url=url,
        author=clean_title(_first(record, found, "author")),
        language=_language(_first(record, found, "language")),
    )
    if not article.text:
        raise SourceFormatError(place.source, line=place.line, expected="a title or a text that is not empty")
    incoming = Incoming(
        article,
        url or f"{place.source}#{record_id or number}",
        proposed_id="" if is_kept else record_id,
        warning=warning,
        identities=identities_of(url),
        is_summary=is_summary,
        marks=_marks(record, found),
    )
    return with_own(incoming, record) if is_own else incoming


def identities_of(url: str) -> tuple[str, ...]:
    """An address in its normal form; none for a site as a whole, which many articles may name as theirs."""
    address = normal_address(url) if url else ""
    return (address,) if "/" in address or "?" in address else ()


def _body(record: Record, found: Mapping[str, tuple[str, ...]], place: Place, *, is_own: bool) -> tuple[str, bool]:
    """The text of a record, and whether it is only what goes before the text."""
    # It is text by its name, even where it is empty or looks like markup.
    if is_own and isinstance(body := record.get("body"), str):
        return body, False
    for field in ("body", "abstract"):
        if text := _first(record, found, field):
            return _without_markup(text, place), field == "abstract"
    if "body" not in found:
        raise SourceFormatError(place.source, line=place.line, expected='a field "body" with the text of the article')
    return "", False


def _without_markup(text: str, place: Place) -> str:
    if "<" not in text or _MARKUP.search(text) is None:
        return text
    from index.sources.markup import paragraphs_of

    return paragraphs_of(text)


def _first(record: Record, found: Mapping[str, tuple[str, ...]], field: str) -> str:
    """The text of the first of the field's names that holds one."""
    for name in found.get(field, ()):
        value = record[name]
        if text := value if isinstance(value, str) else _text(value, "\n" if field == "body" else _LIST_GLUE):
            return text
    return ""


def _text(value: object, glue: str) -> str:
    """A value as text: lists joined, objects by what they call their text; empty for what has none."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        # What has no value is not equal to itself: NaN stands for it in many dumps.
        return str(value) if value == value else ""
    if isinstance(value, Mapping):
        # One level deep, so that what refers to itself or lies deep comes to an end.
        return next((inner for name in _WITHIN if isinstance(inner := value.get(name), str)), "")
    if isinstance(value, list):
        return glue.join(text for part in value if not isinstance(part, list) and (text := _text(part, glue)))
    return ""


def _date(value: str) -> str | None:
    if epoch := _EPOCH.fullmatch(value):
        seconds = int(epoch[1]) / (1000 if len(epoch[1]) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    return iso_date(value) if value else None


def _language(value: str) -> str:
    return value.replace("_", "-") if _LANGUAGE.fullmatch(value) else ""


def _marks(record: Record, found: Mapping[str, tuple[str, ...]]) -> Marks | None:
    """The user's marks as an export keeps them; what of it is of another kind is left out."""
    if "marks" not in found or not isinstance(marks := record[found["marks"][0]], Mapping):
        return None
    tags, note, position = marks.get("tags"), marks.get("note"), marks.get("position")
    return Marks(
        is_read=marks.get("read") is True,
        is_bookmarked=marks.get("bookmarked") is True,
        tags=tuple(tag for raw in tags if isinstance(raw, str) and (tag := clean_title(raw)))
        if isinstance(tags, list)
        else (),
        note=clean(note) if isinstance(note, str) else "",
        position=max(0, position) if isinstance(position, int) and not isinstance(position, bool) else 0,
    )


@lru_cache(maxsize=256)
def _plan(names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Which of a record's names hold each field, the surest first."""
    known = _names()
    ranked: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        field, rank = known.get(_bare(name), ("", 0))
        if field:
            ranked.setdefault(field, []).append((rank, name))
    return {field: tuple(name for _, name in sorted(some)) for field, some in ranked.items()}


def _bare(name: str) -> str:
    """A name without what does not tell names apart."""
    return _INSIGNIFICANT.sub("", name[:64]).casefold().translate(_LETTERS).removeprefix("ال")


@cache
def _names() -> dict[str, tuple[str, int]]:
    """Every name with its field and its rank there."""
    lines = files("index.sources").joinpath("field_names.txt").read_text(encoding="utf-8").splitlines()
    return {
        _bare(name): (field, rank)
        for field, names in _entries(lines)
        for rank, name in reversed(list(enumerate(names.split("|"))))
    }


def _entries(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        if line and not line.startswith("#"):
            field, _, names = line.partition(":")
            yield field, names

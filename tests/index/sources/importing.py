"""Files as tests write and read them: through the one door, `read_sources`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from index.article import Article
from index.sources.item import Failed, Incoming, Place
from index.sources.walk import read_sources

TITLE = "وزير الطاقة يعلن بدء العمل في الحقل الجديد"
BODY = "أعلن وزير الطاقة اليوم بدء العمل في حقل جديد جنوبي البلاد.\nوقال إن الإنتاج يبلغ ذروته بعد عامين."


def read(path: Path | str, format: str = "auto", **options: object) -> list[Incoming | Failed]:
    """What a source holds, in order."""
    items = read_sources([path], format=format, stdin=None, **options)  # type: ignore[arg-type]
    return [item for item in items if not isinstance(item, Place)]


def read_bytes(path: Path, data: bytes, format: str = "auto") -> list[Incoming | Failed]:
    """What a file of these bytes holds."""
    path.write_bytes(data)
    return read(path, format)


def incoming(items: Iterable[Incoming | Failed]) -> list[Incoming]:
    """The articles among items."""
    return [item for item in items if isinstance(item, Incoming)]


def articles(items: Iterable[Incoming | Failed]) -> list[Article]:
    """What was taken in of items."""
    return [item.article for item in incoming(items)]


def failures(items: Iterable[Incoming | Failed]) -> list[str]:
    """What was said of those that were not."""
    return [item.error for item in items if isinstance(item, Failed)]


def only(items: list[Incoming | Failed]) -> Incoming:
    """The one article there is."""
    (item,) = items
    assert isinstance(item, Incoming), item
    return item


def failure(items: list[Incoming | Failed]) -> str:
    """The one thing that is said where there is no article."""
    (item,) = items
    assert isinstance(item, Failed), item
    return item.error


def zipped(members: dict[str, bytes | str]) -> bytes:
    """A zip archive of some files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def seed_form(title: str = TITLE, body: str = BODY) -> str:
    """An article as text: title, blank line, paragraphs."""
    return f"{title}\n\n{body}\n"

"""What only an export of Warraq's own tells of an article: its other names, its feeds, when and whence it came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from index.incoming import Incoming
from index.sources.cleaning import clean_title


def with_own(incoming: Incoming, record: Mapping[str, object]) -> Incoming:
    """The article of a line with what an export adds to it; what is of another kind is left out."""
    if "added" not in record:
        return incoming
    return replace(
        incoming,
        origin=_text(record.get("origin")) or incoming.origin,
        identities=_texts(record.get("identities")),
        feeds=_texts(record.get("feeds")),
        added=_moment(record.get("added")),
        is_summary=record.get("is_summary") is True,
    )


def _text(value: object) -> str:
    return clean_title(value) if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text for one in value if (text := _text(one))) if isinstance(value, list) else ()


def _moment(value: object) -> str:
    """A moment as the record has it; empty where nobody can read it, and where it is still to come."""
    try:
        moment = datetime.fromisoformat(_text(value)).astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return moment.isoformat(timespec="seconds") if moment <= datetime.now(UTC) else ""

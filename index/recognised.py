"""Entities as the record keeps them: JSON, short because every article has some."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import Any

from index.article import Entities, Entity, EntityType, Mention, Value


def entities_to_json(entities: Entities) -> str:
    """Mentions and entities as lists of their fields."""
    fields = [list(map(astuple, entities.mentions)), list(map(astuple, entities.entities))]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def entities_from_json(text: str) -> Entities:
    """What `entities_to_json` was given."""
    mentions, things = json.loads(text)
    return Entities(
        tuple(_mention(*fields) for fields in mentions),
        tuple(Entity(canonical, kind, tuple(places), _value(value)) for canonical, kind, places, value in things),
    )


def _mention(start: int, end: int, kind: EntityType, text: str, canonical: str, value: Any, *how: Any) -> Mention:
    return Mention(start, end, kind, text, canonical, _value(value), *how)


def _value(fields: list[Any] | None) -> Value | None:
    return None if fields is None else Value(*fields)

"""Entities come back from the record as they went in."""

from __future__ import annotations

from index.article import Entities, Entity, Mention, Value
from index.recognised import entities_from_json, entities_to_json


def test_mentions_values_and_entities_survive() -> None:
    day = Value("date", "2021-06-27")
    sum_ = Value("money", "2500", "دولار", "USD")
    entities = Entities(
        (
            Mention(0, 6, "LOC", "العراق", "العراق", None, 0.75, "gazetteer"),
            Mention(7, 12, "DATE", "الأحد", "الأحد", day, 1.0, "weekday"),
            Mention(13, 17, "NUM", "2500", "2500", sum_),
        ),
        (
            Entity("العراق", "LOC", (0,)),
            Entity("الأحد", "DATE", (1,), day),
            Entity("2500", "NUM", (2,), sum_),
        ),
    )
    assert entities_from_json(entities_to_json(entities)) == entities
    assert entities_from_json(entities_to_json(Entities())) == Entities()

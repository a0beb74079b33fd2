"""The user's list of corrections: entities that are hidden, of another type or called something else.

It wins over the recogniser wherever entities are shown or asked for. What was recognised stays as it was, so that a
correction is undone by taking it off the list. A correction's target is never itself corrected: the list is flat.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from index.article import Entities, Entity, EntityType, Mention
from index.entity_index import NAMED_TYPES, folded_name
from index.reports import Correction
from index.store import Store

_Key = tuple[EntityType, str]


class Corrections:
    """Looks after the table `entity_corrections`, and after what it says of the names in `entity_names`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[Correction, ...]:
        """All corrections, by name."""
        rows = self._store.select("SELECT type, name, new_type, new_name FROM entity_corrections ORDER BY name, type")
        return tuple(Correction(kind, name, new_type or None, new_name) for kind, name, new_type, new_name in rows)

    def hide(self, kind: EntityType, name: str) -> None:
        """Show an entity nowhere."""
        self._put(kind, name, Correction(kind, name))

    def correct(self, kind: EntityType, name: str, new_type: EntityType, new_name: str) -> None:
        """Take an entity for another one; what was taken for it before goes along. Its own name undoes that."""
        target = Correction(kind, name, new_type, " ".join(new_name.split()))
        if not folded_name(target.new_name):
            return
        shown, wanted = (kind, folded_name(name)), _target(target)
        for further in self.all():
            # What is corrected itself is no target, unless to what is now to be called so.
            if _key(further) == wanted and shown not in (wanted, _target(further)):
                target = replace(target, new_type=further.new_type, new_name=further.new_name)
        self._put(kind, name, target)

    def undo(self, kind: EntityType, name: str) -> int:
        """Take all corrections off the list that concern an entity, under its old name or its new one; how many."""
        folded = folded_name(name)
        with self._store.batch():
            gone = [one for one in self.all() if (kind, folded) in (_key(one), _target(one))]
            for one in gone:
                self._remove(one)
            self._renumber()
        return len(gone)

    def applied(self, entities: Entities) -> Entities:
        """The entities as the user wants them: hidden ones gone with their mentions, those that became one joined."""
        corrections = {_key(one): one for one in self.all()}
        return _corrected(entities, corrections) if corrections else entities

    def _put(self, kind: EntityType, name: str, target: Correction) -> None:
        """Correct an entity and all that was taken for it."""
        shown = (kind, folded_name(name))
        with self._store.batch():
            sources = [one for one in self.all() if _target(one) == shown and _key(one) != shown]
            for one in (*sources, Correction(kind, name)):
                corrected = replace(one, new_type=target.new_type, new_name=target.new_name)
                self._remove(one)
                if (corrected.type, corrected.name) != (corrected.new_type, corrected.new_name):
                    self._store.change(
                        "INSERT INTO entity_corrections VALUES (?, ?, ?, ?, ?)",
                        *(one.type, folded_name(one.name), one.name, target.new_type or "", target.new_name),
                    )
            self._renumber()

    def _remove(self, one: Correction) -> None:
        self._store.change("DELETE FROM entity_corrections WHERE type = ? AND folded = ?", *_key(one))

    def _renumber(self) -> None:
        """Say in the table of names which of them stand for another (its number) or for nothing (0)."""
        change = self._store.change
        change("UPDATE entity_names SET stands_for = NULL WHERE stands_for IS NOT NULL")
        add = "INSERT OR IGNORE INTO entity_names (type, folded, name) VALUES (?, ?, ?)"
        for one in self.all():
            change(add, *_key(one), one.name)
            if one.new_type is not None:
                change(add, one.new_type, folded_name(one.new_name), one.new_name)
            if _target(one) != _key(one):
                change(
                    "UPDATE entity_names SET stands_for = coalesce("
                    "(SELECT number FROM entity_names WHERE type = ? AND folded = ?), 0) WHERE type = ? AND folded = ?",
                    *(one.new_type or "", folded_name(one.new_name), *_key(one)),
                )


def _key(one: Correction) -> _Key:
    return one.type, folded_name(one.name)


def _target(one: Correction) -> _Key | None:
    return None if one.new_type is None else (one.new_type, folded_name(one.new_name))


def _corrected(entities: Entities, corrections: dict[_Key, Correction]) -> Entities:
    groups: dict[_Key, list[Entity]] = defaultdict(list)
    for entity in entities.entities:
        renamed = _renamed(entity, corrections)
        if renamed is not None:
            # Dates and quantities are told apart by their values, not by their names.
            name = folded_name(renamed.canonical) if renamed.type in NAMED_TYPES else repr(renamed.mentions)
            groups[renamed.type, name].append(renamed)
    owners: dict[int, Entity] = {
        number: members[0] for members in groups.values() for one in members for number in one.mentions
    }
    kept = sorted(owners)
    places = {number: place for place, number in enumerate(kept)}
    mentions = tuple(_mention(entities.mentions[number], owners[number]) for number in kept)
    joined = (
        replace(members[0], mentions=tuple(sorted(places[number] for one in members for number in one.mentions)))
        for members in groups.values()
    )
    return Entities(mentions, tuple(joined))


def _renamed(entity: Entity, corrections: dict[_Key, Correction]) -> Entity | None:
    """The entity as it is to be shown; None where it is hidden."""
    correction = corrections.get((entity.type, folded_name(entity.canonical)))
    if correction is None:
        return entity
    if correction.new_type is None:
        return None
    return replace(entity, type=correction.new_type, canonical=correction.new_name)


def _mention(mention: Mention, owner: Entity) -> Mention:
    return replace(mention, type=owner.type, canonical=owner.canonical)

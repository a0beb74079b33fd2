"""The library's entities: what each article names, and which articles name a thing.

An article's mentions are kept as they were recognised; beside them a table says which names stand in which articles, so
that every article with a person is found without reading one. Names meet by their folded letters, types never mix.
Dates and quantities are left out: "yesterday" is another day in each article. The table is filled little by little;
what is left to do is what has no row in `entity_listed`, so a kill loses one batch. Each row tells which recogniser
read the article; after an upgrade the old rows answer until their articles are read again.
"""

from __future__ import annotations

import contextlib
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import Article, Entities, EntityType
from index.digests import ARTICLE_COLUMNS, digest_of
from index.errors import LibraryError
from index.long_work import LongWork
from index.recognised import entities_from_json, entities_to_json
from index.store import Store

if TYPE_CHECKING:
    from index.reports import Company, Gathered

NAMED_TYPES: tuple[EntityType, ...] = ("PER", "LOC", "ORG")
"""Types that mean the same in every article."""

_TYPE_WORDS: dict[str, EntityType] = {
    "per": "PER",
    "person": "PER",
    "شخص": "PER",
    "loc": "LOC",
    "place": "LOC",
    "مكان": "LOC",
    "org": "ORG",
    "organisation": "ORG",
    "منظمه": "ORG",
}
"""Folded words before a colon that narrow a name to a type: `شخص: صدام`."""

_NAMED = """
    WITH things AS (
        SELECT DISTINCT t.number FROM entity_names n JOIN entity_names t ON t.number = coalesce(n.stands_for, n.number)
        WHERE n.folded = ? AND ? IN ('', t.type)
    ), names AS (
        SELECT n.number FROM things JOIN entity_names n ON n.number = things.number WHERE n.stands_for IS NULL
        UNION SELECT n.number FROM things JOIN entity_names n ON n.stands_for = things.number
    ), shared AS (
        SELECT DISTINCT a.key FROM names CROSS JOIN entity_articles a ON a.name = names.number
    )
"""
"""A query begins so that asks for a folded name and a type, or any: the things called so, all names that stand for
them, and the articles that hold one. A cross join is carried out as it is written: from the few to the many."""

_BATCH = 10
"""Articles recognised between two transactions: a second's work or less."""

_MUCH = 200
"""Articles from which further processes are worth their start, a second or two."""

_LONGEST = 50_000
"""Code points of an article that are read in the background: a reader that is closed waits for no more. What an opened
article names is recognised whole."""


def folded_name(name: str) -> str:
    """The letters by which spellings of a name meet: folded words with one blank between them."""
    from index.arabic import tokens

    return " ".join(term for _, _, term in tokens(name))


class EntityIndex(LongWork):
    """Looks after the tables `entities`, `entity_names`, `entity_articles` and `entity_listed` of the record."""

    def __init__(self, store: Store, model: Path | None = None) -> None:
        super().__init__()
        self._store = store
        self._model = model
        self._recognising = threading.Lock()

    # One article

    def entities(self, key: int, article: Article) -> Entities:
        """What an article names: recalled, or recognised now and kept."""
        # Two threads that ask for the article on the screen do the work once.
        with self._recognising:
            if (known := self._kept_by(key, self._recogniser)) is not None:
                return known
            from index.entities import recognise

            found = recognise(article.text, article.date, model=self._model)
            self.keep(key, article, found)
            return found

    def kept(self, key: int) -> Entities | None:
        """The entities recognised before in the article as it stands, by whomever; None where nobody looked yet."""
        return self._kept_by(key, "")

    def _kept_by(self, key: int, recogniser: str) -> Entities | None:
        """The same by one recogniser; the empty one stands for any."""
        statement = "SELECT recognised FROM entities WHERE key = ? AND ? IN ('', recogniser)"
        rows = self._store.select(statement, key, recogniser)
        return entities_from_json(rows[0][0]) if rows else None

    @property
    def _recogniser(self) -> str:
        from index.entities import fingerprint

        return fingerprint(self._model)

    def keep(self, key: int, article: Article, entities: Entities) -> None:
        """Keep what was recognised, unless the article was changed meanwhile and the offsets are no longer its own.

        A record that may only be read, or is busy, keeps nothing: the entities are shown all the same.
        """
        with contextlib.suppress(LibraryError), self._store.batch():
            if self._list(key, article, entities):
                self._store.change(
                    "INSERT OR REPLACE INTO entities (key, recognised, recogniser) VALUES (?, ?, ?)",
                    *(key, entities_to_json(entities), self._recogniser),
                )

    def _list(self, key: int, article: Article, entities: Entities) -> bool:
        """Write an article's names into the table; whether it is still the article that was read."""
        change = self._store.change
        change("DELETE FROM entity_listed WHERE key = ?", key)
        listing = (
            "INSERT INTO entity_listed (key, month, recogniser) SELECT key, ?, ? FROM articles"
            " WHERE key = ? AND digest = ?"
        )
        if not change(listing, (article.date or "")[:7], self._recogniser, key, digest_of(article)):
            return False
        for (kind, folded), (name, count) in _names(entities).items():
            change("INSERT OR IGNORE INTO entity_names (type, folded, name) VALUES (?, ?, ?)", kind, folded, name)
            change(
                "INSERT INTO entity_articles SELECT number, ?, ? FROM entity_names WHERE folded = ? AND type = ?",
                *(key, count, folded, kind),
            )
        return True

    # The whole library

    @property
    def can_be_filled_apart(self) -> bool:
        """Whether another process, which knows of no model of the user's, would recognise the same."""
        return self._model is None

    def gathered(self) -> Gathered:
        """How far the table has come."""
        from index.reports import Gathered

        ((listed, articles, fresh),) = self._store.select(
            "SELECT (SELECT count(*) FROM entity_listed), (SELECT count(*) FROM articles),"
            " (SELECT count(*) FROM entity_listed WHERE recogniser = ?)",
            self._recogniser,
        )
        return Gathered(listed, articles, listed - fresh)

    def gather(self, progress: Callable[[Gathered], object], *, is_patient: bool = False) -> None:
        """Recognise what is not in the table yet, then what another recogniser read, the latest articles first.

        `is_patient`: rest as long as it worked and hand over the interpreter often, for somebody reads meanwhile.
        """
        state, before = self.gathered(), None
        with self._working(is_patient=is_patient):
            # Articles may come in meanwhile.
            while not state.is_fresh and state != before and not self.is_left_off:
                before = state
                progress(state)
                is_much = state.articles - state.listed + state.outdated >= _MUCH
                is_shared = is_much and not is_patient and self._model is None
                for _ in self._gather_together() if is_shared else self._gather_alone(is_patient):
                    progress(state := self.gathered())

    def _gather_alone(self, is_patient: bool) -> Iterator[None]:
        for batch in self._pending():
            self._gather(batch, is_patient)
            yield

    def _gather_together(self) -> Iterator[None]:
        """The same on all processors: other processes recognise, this one lists."""
        from index.entities.batches import recognise_batches

        batches = ((batch, [(one.text[:_LONGEST], one.date) for _, one in batch]) for batch in self._pending())
        for batch, found in recognise_batches(batches):
            with self._store.batch():
                for (key, article), entities in zip(batch, found, strict=True):
                    self._list(key, article, entities)
            yield

    def _gather(self, batch: list[tuple[int, Article]], is_patient: bool) -> None:
        """Recognise some articles and list them together; fewer where the library is being closed."""
        from index.entities import recognise

        found: list[tuple[int, Article, Entities]] = []
        for key, article in batch:
            if self.is_left_off:
                break
            began = time.monotonic()
            found.append((key, article, recognise(article.text[:_LONGEST], article.date, model=self._model)))
            if is_patient:
                self._rest(began)
        with self._store.batch():
            for known in found:
                self._list(*known)

    def _pending(self) -> Iterator[list[tuple[int, Article]]]:
        """Articles to be read, a batch at a time, until the library is closed; first those that nobody has read."""
        for recogniser in ("", self._recogniser):
            statement = (
                f"SELECT key, {ARTICLE_COLUMNS} FROM articles a WHERE key < ?"
                " AND NOT EXISTS (SELECT 1 FROM entity_listed l WHERE l.key = a.key AND ? IN ('', l.recogniser))"
                " ORDER BY key DESC LIMIT ?"
            )
            last = 2**63 - 1
            while not self.is_left_off and (rows := self._store.select(statement, last, recogniser, _BATCH)):
                yield [(row[0], Article(*row[1:])) for row in rows]
                last = rows[-1][0]

    # Questions

    def keys(self, name: str) -> array[int]:
        """The articles that name a thing, whatever the spelling; `مكان: العراق` asks for the type, too."""
        kind, folded = typed_name(name)
        rows = self._store.select(f"{_NAMED} SELECT key FROM shared ORDER BY key", folded, kind)
        return array("q", [key for (key,) in rows])

    def types(self, name: str) -> tuple[str, ...]:
        """The types by which articles, or the user's corrections, know a name."""
        rows = self._store.select("SELECT type FROM entity_names WHERE folded = ? ORDER BY type", folded_name(name))
        return tuple(kind for (kind,) in rows)

    def company(self, kind: str, name: str, most: int = 10) -> Company:
        """The entities that most often share an article with one, and the months of those articles."""
        from index.reports import Companion, Company

        select, thing = self._store.select, (folded_name(name), kind)
        ((articles,),) = select(f"{_NAMED} SELECT count(*) FROM shared", *thing)
        companions = select(
            f"{_NAMED}, counted AS (SELECT o.name AS number, count(*) AS together"
            " FROM shared CROSS JOIN entity_articles o ON o.key = shared.key GROUP BY o.name)"
            " SELECT t.name, t.type, sum(together) AS together"
            " FROM counted JOIN entity_names n ON n.number = counted.number"
            " JOIN entity_names t ON t.number = coalesce(n.stands_for, n.number)"
            " WHERE n.number NOT IN (SELECT number FROM names)"
            " GROUP BY t.number ORDER BY together DESC, t.number LIMIT ?",
            *(*thing, most),
        )
        months = select(
            f"{_NAMED} SELECT l.month, count(*) FROM shared CROSS JOIN entity_listed l ON l.key = shared.key"
            " WHERE l.month LIKE '____-__' GROUP BY l.month ORDER BY l.month",
            *thing,
        )
        return Company(articles, tuple(Companion(*row) for row in companions), tuple(months))


def mentions_of(entities: Entities, name: str) -> list[int]:
    """The mentions of what a query calls by a name, in text order."""
    kind, folded = typed_name(name)
    return sorted(
        number
        for entity in entities.entities
        if entity.type in NAMED_TYPES and kind in ("", entity.type) and folded_name(entity.canonical) == folded
        for number in entity.mentions
    )


def type_of_word(word: str) -> EntityType | None:
    """The type that a word before a colon means, in Arabic or English; None for any other word."""
    return _TYPE_WORDS.get(folded_name(word))


def typed_name(name: str) -> tuple[str, str]:
    """The type a name is narrowed to, empty for any, and its folded letters."""
    before, colon, rest = name.partition(":")
    kind = _TYPE_WORDS.get(folded_name(before)) if colon else None
    return (kind, folded_name(rest)) if kind else ("", folded_name(name))


def _names(entities: Entities) -> dict[tuple[str, str], tuple[str, int]]:
    """Type and folded name -> name as the article has it, and how many mentions."""
    names: dict[tuple[str, str], tuple[str, int]] = {}
    for entity in entities.entities:
        if entity.type in NAMED_TYPES and (folded := folded_name(entity.canonical)):
            name, count = names.get((entity.type, folded), (entity.canonical, 0))
            names[entity.type, folded] = (name, count + entity.count)
    return names

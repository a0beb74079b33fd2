"""The errands about entities: those of an article, and those of the whole library."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from textual.message import Message

from index.errors import WarraqError
from reader.screens.clerk import Clerk

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from index.article import Entities, Entity
    from index.corrections import Corrections
    from index.library import Library
    from index.reports import Gathered


class EntitiesFound(Message):
    """The entities of an article."""

    def __init__(self, article_id: str, entities: Entities) -> None:
        super().__init__()
        self.article_id, self.entities = article_id, entities


class Corrected(Message):
    """The entities of an article after the user's list was changed, and the message that says how."""

    def __init__(self, article_id: str, entities: Entities, said: str) -> None:
        super().__init__()
        self.article_id, self.entities, self.said = article_id, entities, said


class GatheredOn(Message):
    """The table of the library's entities has grown."""

    def __init__(self, state: Gathered) -> None:
        super().__init__()
        self.state = state


class WayFound(Message):
    """How far the table has come, for somebody who wants every article with an entity."""

    def __init__(self, entity: Entity, state: Gathered) -> None:
        super().__init__()
        self.entity, self.state = entity, state


class EntityClerk(Clerk):
    """Asks the library who and what is named where."""

    def __init__(self, screen: Screen[None], library: Library) -> None:
        super().__init__(screen, library)
        self._is_gathering = False

    def find_entities(self, article_id: str) -> None:
        """Recognise or recall entities; answered by `EntitiesFound`."""
        self._run("entities", lambda: EntitiesFound(article_id, self._library.entities(article_id)))

    def correct(self, article_id: str, change: Callable[[Corrections], object], said: str = "") -> None:
        """Change the user's list; answered by `Corrected` when that is on the disk."""

        def work() -> Message:
            change(self._library.corrections)
            return Corrected(article_id, self._library.entities(article_id), said)

        self._run("correction", work)

    def gather(self) -> None:
        """Compare articles and list their entities while nobody waits for it; answered by `GatheredOn`, many times.

        It goes on by itself with articles that come in meanwhile, so that one turn at a time is enough.
        """

        def work() -> None:
            try:
                # A reader that may only look finds entities by their words, and its stories as they are.
                with contextlib.suppress(WarraqError):
                    self._library.gather(lambda state: self._screen.post_message(GatheredOn(state)))
            finally:
                self._is_gathering = False

        if not self._is_gathering:
            self._is_gathering = True
            self._run("gathering", work)

    def find_way(self, entity: Entity) -> None:
        """See whether the table can tell all articles with an entity; answered by `WayFound`."""
        self._run("way", lambda: WayFound(entity, self._library.entity_index.gathered()))

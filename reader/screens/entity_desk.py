"""The half of the main screen that knows entities: their places in the article, and the articles that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.article import Entities, Entity, EntityType, Span
from reader.screens.clerk import CaughtUp
from reader.screens.entity_clerk import Corrected, EntitiesFound, EntityClerk, GatheredOn, WayFound
from reader.screens.searching import SearchingScreen
from reader.widgets.article_body import ArticleBody
from reader.widgets.entity_pane import TYPES, EntityPane
from reader.widgets.look import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.corrections import Corrections
    from index.library import Library
    from index.reports import Companion
    from reader.screens.correcting import Choice

COUNTED = ("DATE", "NUM")
"""Types whose names mean something else in each article: the table of the library does not hold them."""


class EntityScreen(SearchingScreen):
    """Goes from mention to mention, and from an entity to all that is said of it."""

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__(look, library)
        self._entity_clerk = EntityClerk(self, library)
        self._entities = Entities()
        self._told_notice = ""
        self._shown_type: EntityType | None = None
        """The one type that is lit and listed; None: all of them."""

    # The article

    def look_for_entities(self, article_id: str) -> None:
        """Show no entity until those of an article that was opened just now are found."""
        self._entities = Entities()
        self.entities.show_entities(self._entities)
        self._entity_clerk.find_entities(article_id)

    def on_entities_found(self, message: EntitiesFound) -> None:
        if self.article is not None and message.article_id == self.article.id:
            self._entities = message.entities
            self.entities.show_entities(message.entities)
            self._light()

    def _light(self) -> None:
        """Light the mentions in the text, those of the shown type."""
        shown = self._shown_type
        self.body.set_mentions([one for one in self._entities.mentions if shown in (None, one.type)])

    def action_filter_type(self) -> None:
        """Show the next type that the article has, and after the last one all of them."""
        held = {entity.type for entity in self._entities.entities}
        turns: list[EntityType | None] = [None, *(one for one in TYPES if one in held)]
        here = turns.index(self._shown_type) if self._shown_type in turns else -1
        self._shown_type = turns[(here + 1) % len(turns)]
        self.entities.show_type(self._shown_type, self._entities)
        self._light()
        self.tell(f"entities.only_{self._shown_type.lower()}" if self._shown_type else "entities.all_types")

    def on_corrected(self, message: Corrected) -> None:
        """Draw the same article with what its entities are now."""
        if self.article is not None and message.article_id == self.article.id:
            self._entities = message.entities
            self.entities.update_entities(message.entities)
            self._light()
            self.find_hits()
        if message.said:
            self.tell(message.said)

    def on_entity_pane_jump(self, message: EntityPane.Jump) -> None:
        self._jump_to(message.entity)

    def _jump_to(self, entity: Entity) -> None:
        """Light the next place that names an entity, round the end of the article."""
        mentions = [self._entities.mentions[number] for number in entity.mentions]
        here = self.body.spots.focus.start if self.body.spots.focus.end else -1
        target = next((mention for mention in mentions if mention.start > here), mentions[0])
        self.body.focus_span(Span(target.start, target.end))
        if self.has_one_pane:
            self.show_pane("body")

    def on_article_body_mention_picked(self, message: ArticleBody.MentionPicked) -> None:
        self.entities.point_at(message.mention.canonical, message.mention.type)

    def action_step_mention(self, direction: int) -> None:
        mention = self.body.step_mention(direction)
        if mention is None:
            self.tell("screen.no_entities", "warning")
        else:
            self.entities.point_at(mention.canonical, mention.type)
            if self.has_one_pane:
                self.show_pane("body")
            if self.look.is_plain:
                # Without borders nothing else says it.
                self.tell("entities.mention", name=mention.canonical, type=self.body.mention_type)

    # Corrections

    def on_entity_pane_correct(self, message: EntityPane.Correct) -> None:
        from reader.screens.correcting import CorrectingScreen

        def carry_out(choice: Choice | None) -> None:
            if choice is not None:
                self._correct(message.entity, choice)

        self.app.push_screen(CorrectingScreen(self.look, message.entity), carry_out)

    def _correct(self, entity: Entity, choice: Choice) -> None:
        kind, name = entity.type, entity.canonical
        match choice:
            case "hide":
                self._change(lambda corrections: corrections.hide(kind, name), "corrections.done_hide")
            case "undo":
                self._change(lambda corrections: corrections.undo(kind, name), "corrections.done_undo")
            case "rename":
                self._rename_entity(entity)
            case "list":
                self._list_corrections()
            case _:
                self._change(lambda corrections: corrections.correct(kind, name, choice, name), "corrections.done")

    def _change(self, change: Callable[[Corrections], object], said: str = "") -> None:
        if self.article is not None:
            self._entity_clerk.correct(self.article.id, change, said)

    def _rename_entity(self, entity: Entity) -> None:
        from reader.screens.naming import NamingScreen

        def rename(name: str | None) -> None:
            if name is not None:
                self._change(
                    lambda corrections: corrections.correct(entity.type, entity.canonical, entity.type, name),
                    "corrections.done",
                )

        self.app.push_screen(NamingScreen(self.look, entity.canonical, about="renaming"), rename)

    def _list_corrections(self) -> None:
        from reader.screens.corrections import CorrectionsScreen

        self.app.push_screen(CorrectionsScreen(self.look, self._library), lambda _: self._change(lambda _: None))

    # The library

    def on_caught_up(self, message: CaughtUp) -> None:
        """Nothing else waits for the disk now: go on filling the table of the library's entities."""
        if message.notice and message.notice != self._told_notice:
            # The library keeps it; whoever has read it once is not to read it again after each refresh.
            self._told_notice = message.notice
            self.notice.tell(self.look.error(message.notice), "warning")
        self._entity_clerk.gather()

    def on_gathered_on(self, message: GatheredOn) -> None:
        self.entities.show_progress(message.state)

    def on_entity_pane_search_for(self, message: EntityPane.SearchFor) -> None:
        self._entity_clerk.find_way(message.entity)

    def on_way_found(self, message: WayFound) -> None:
        """Search by the table where it tells all, else by the words of the name; and say which."""
        name, state = message.entity.canonical, message.state
        if message.entity.type in COUNTED:
            self._search_words(name)
        elif state.is_telling:
            self.search_for(self.entity_query(name))
            self.tell("entities.by_table", name=name)
        else:
            self._search_words(name)
            self.tell("entities.by_words", listed=f"{state.listed:,}", articles=state.articles)

    def _search_words(self, name: str) -> None:
        # One word in quotes is that very form: بالعراق would not be found.
        self.search_for(f'"{name}"' if " " in name else name)

    def on_entity_pane_company_of(self, message: EntityPane.CompanyOf) -> None:
        """Show what it appears with, and search for both where one of those is picked."""
        entity = message.entity
        if entity.type in COUNTED:
            self.tell("entities.counted", "warning")
            return
        from reader.screens.company import CompanyScreen

        def search(companion: Companion | None) -> None:
            if companion is not None:
                self.search_for(f"{self.entity_query(entity.canonical)} {self.entity_query(companion.name)}")

        self.app.push_screen(CompanyScreen(self.look, self._library, entity), search)

    def entity_query(self, name: str) -> str:
        """The query for every article that names an entity, as one types it in the language of the interface."""
        field = "كيان" if self.look.language == "ar" else "entity"
        return f'{field}:"{" ".join(name.replace(chr(34), " ").split())}"'

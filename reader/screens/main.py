"""The main screen: what the panes' messages mean, and every action of the reader."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.worker import Worker, WorkerState

from index.article import Article, Span
from reader.keys import Action, bindings_of
from reader.locale import Language
from reader.remembered import DARK, LIGHT
from reader.screens.clerk import Filter, Listed, Listing, Opened
from reader.screens.news_desk import Habits, NewsScreen
from reader.screens.searching import HITS_PAUSE
from reader.terminal import osc52
from reader.widgets.article_list import ArticleList
from reader.widgets.key_bar import KeyBar
from reader.widgets.look import Look

if TYPE_CHECKING:
    from index.library import Library
    from reader.text.options import Form

INDEX_PAUSE = 0.5
"""Seconds after the first list until the full-text index is loaded: the first article comes before it."""
NARROWEST, WIDEST = 30, 160
FILTERS: tuple[Filter, ...] = ("all", "bookmarked", "unread")
FORMS: tuple[Form, ...] = ("visual", "logical", "kitty")


class MainScreen(NewsScreen):
    """Reads, searches and marks."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("everywhere")]

    class FormChosen(Message):
        """The terminal is to be told of another form."""

        def __init__(self, form: Form) -> None:
            super().__init__()
            self.form = form

    def __init__(
        self,
        library: Library,
        look: Look,
        say_in: Callable[[Language], Callable[..., str]],
        habits: Habits | None = None,
    ) -> None:
        super().__init__(look, library, habits or Habits())
        self._say_in = say_in
        self._is_first_listing = True

    def on_mount(self) -> None:
        # Nothing stands on the screen yet that could stall, and the first frame comes with the list in it.
        first = self._clerk.rows_now(self._listing)
        if isinstance(first, Listed):
            self.take_list(first)
        else:
            self.post_message(first)

    # The list

    async def on_listed(self, message: Listed) -> None:
        if message.listing == self._listing:
            await self.draw_ahead(message)
            self.take_list(message)

    def take_list(self, message: Listed) -> None:
        """Show the rows of the listing that is wanted; it may be another one by now."""
        if message.listing != self._listing:
            return
        if message.is_again and self._shown == message.listing:
            self.update_list(message)
            return
        self._shown = message.listing
        keys = self._row_keys = message.keys
        self.list.show_rows(
            len(keys),
            self.fetch_of(keys),
            heading=self._list_heading(),
            cursor=self._open_position(keys),
            empty=self.look.say(self._empty_message),
        )
        self.set_timer(HITS_PAUSE, self.find_hits)
        self.advise_soon()
        self.complete_soon()
        if self._is_first_listing:
            self._is_first_listing = False
            self.call_after_refresh(self._open_first)
            self.follow()
            self.keep_habits()
            self.set_timer(INDEX_PAUSE, self._clerk.catch_up)

    @property
    def _empty_message(self) -> str:
        """What is said where nothing is listed."""
        listing = self._listing
        if listing == Listing():
            return "screen.empty_library"
        return "screen.empty_feed" if listing == Listing(subset=listing.subset) else "screen.nothing_found"

    def _open_first(self) -> None:
        """A newcomer sees an article, not an empty pane; it counts as read only when the reader turns to it."""
        row = self.list.row_at(0)
        if row is None:
            return
        self._clerk.open(row.id)
        if self.has_one_pane and len(self._row_keys) == 1:
            self.show_pane("body")

    def _open_position(self, keys: Sequence[int]) -> int:
        """The open article keeps the cursor where a list holds it; a search starts at its best hit."""
        wanted, self._return_to = self._return_to, None
        if wanted is None and not self._listing.query:
            wanted = self.list.open_key
        return keys.index(wanted) if wanted is not None and wanted in keys else 0

    def _list_heading(self) -> str:
        names = {"all": "articles", "bookmarked": "bookmarks", "unread": "unread"}
        listing, say = self._listing, self.look.say
        subset = listing.subset.name if listing.subset is not None else ""
        shown = "results" if listing.query else names[listing.filter]
        return self.look.about(say(f"screen.{shown}") if shown != "articles" or not subset else "", subset)

    def on_article_list_selected(self, message: ArticleList.Selected) -> None:
        if self.article is not None and self.article.id == message.row.id:
            self._turn_to_body()
            self.body.go_to_hit(0)
            return
        self.open_article(message.row.id)
        self.remember_query()
        self.show_pane("body")

    # The article

    def open_article(self, article_id: str, at: Span | None = None) -> None:
        """Read an article, from where it was left or at a place in it."""
        self.keep_place()
        self.target, self._entry, self.jumped_to = at, 0, None
        self._clerk.open(article_id)

    def on_opened(self, message: Opened) -> None:
        article = self.article = message.article
        self.show_marks(message.marks)
        self.list.set_open(message.key)
        self.body.show_text(
            article.text,
            title_length=len(article.title),
            heading=self._body_heading(article),
            position=min(message.marks.position, max(0, len(article.text) - 1)),
        )
        self.look_for_entities(article.id)
        self.look_for_hits()
        self.fetch_unasked(message)
        if self.active == "body":
            self._turn_to_body()

    def _body_heading(self, article: Article) -> str:
        return self.look.about(article.source, self.look.date(article.date), article.author)

    def _turn_to_body(self) -> None:
        self.show_pane("body")
        if self.article is not None and not self._marks.is_read:
            self._clerk.set_read(self.article.id, on=True)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An errand that broke in a way nobody foresaw costs its answer, not the article on the screen."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            error = event.worker.error
            self.log.error(error)
            self.tell("screen.unexpected", "error", errand=event.worker.group, error=f"{type(error).__name__}: {error}")

    # Actions

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        self._do(message.action)

    def _do(self, action: Action | None) -> None:
        if action is not None:
            self.run_worker(self.run_action(action.command), group="action")

    def action_back(self) -> None:
        """One step back: an errand, the notice, the selection, the body, the search, the subset, the filter."""
        if self.stop_errand() or self.notice.display:
            self.notice.dismiss()
        elif self.active != "list":
            if not (self.active == "body" and self.body.clear_selection()):
                self.show_pane("list")
        elif self.search.value:
            self.search_for("")
        elif self.widen_list():
            pass
        elif self._listing.filter != "all":
            self.relist(shown="all")

    def action_step_article(self, step: int) -> None:
        position = self.list.cursor + step
        if (row := self.list.row_at(position)) is not None:
            self.list.cursor = position
            self.open_article(row.id)

    def action_filter(self) -> None:
        self.relist(shown=FILTERS[(FILTERS.index(self._listing.filter) + 1) % len(FILTERS)])

    def action_copy(self) -> None:
        self.copy_text(self.body.selected_text or self.body.paragraph_text)

    def action_copy_article(self) -> None:
        self.copy_text(self.body.text)

    def copy_text(self, text: str) -> None:
        if text:
            self.app.copy_to_clipboard(text)
            fits = osc52(text, os.environ) is not None
            self.tell(
                "screen.copied" if fits else "screen.too_long",
                "information" if fits else "warning",
                count=len(text),
            )

    def action_toggle_marks(self) -> None:
        self.set_look(self.look.with_options(show_marks=not self.look.options.show_marks))
        self.tell("screen.marks_shown" if self.look.options.show_marks else "screen.marks_hidden")

    def action_toggle_numbers(self) -> None:
        self.set_look(self.look.with_options(isolate_numbers=not self.look.options.isolate_numbers))
        self.tell("screen.numbers_isolated" if self.look.options.isolate_numbers else "screen.numbers_plain")

    def action_widen(self, cells: int) -> None:
        width = max(NARROWEST, min(WIDEST, min(self.look.reading_width, self.body.size.width) + cells))
        self.set_look(replace(self.look, reading_width=width))
        self.tell("screen.width", cells=width)

    def action_language(self) -> None:
        language: Language = "en" if self.look.language == "ar" else "ar"
        self.set_look(replace(self.look, language=language, say=self._say_in(language)))
        self._rename()

    def _rename(self) -> None:
        self.list.set_heading(self._list_heading())
        if self.article is not None:
            self.body.set_heading(self._body_heading(self.article))

    def action_theme(self) -> None:
        self.app.theme = LIGHT if self.app.current_theme.dark else DARK

    def action_form(self) -> None:
        form = FORMS[(FORMS.index(self.look.options.form) + 1) % len(FORMS)]
        self.set_look(self.look.with_options(form=form))
        self.post_message(self.FormChosen(form))
        self.tell(f"screen.form_{form}")

    def action_help(self) -> None:
        from reader.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.look))

    def action_palette(self) -> None:
        from reader.screens.palette import PaletteScreen

        self.app.push_screen(PaletteScreen(self.look), self._do)

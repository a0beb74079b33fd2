"""The searching half of the main screen: from a keystroke to the list, and from hit to hit."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.timer import Timer

from index.article import Article, Span
from reader.screens.clerk import Failed, Filter, HitsFound, Listing, Subset
from reader.screens.desk import Desk
from reader.screens.search_clerk import Advised, Explained, HistoryFound, SearchClerk, SearchSaved
from reader.widgets.article_list import ArticleList
from reader.widgets.look import LRM, RLM, Look
from reader.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from index.library import Library
    from index.search_reports import Suggestion
    from reader.screens.concordance import Concordance

SEARCH_PAUSE = 0.005
"""Seconds without a keystroke after which a search starts."""
HITS_PAUSE = 0.06
"""Seconds after which the hits of the open article are looked for: the list comes first."""
ADVICE_PAUSE = 0.4
"""Seconds after which a word that nothing holds is taken for a slip, not for the beginning of another."""


class SearchingScreen(Desk):
    """Searches as one types, steps through what was found and says why it was found."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("up,down", "leave_search", show=False)]

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__(look)
        self._library = library
        self._clerk = SearchClerk(self, library)
        self._listing = Listing()
        self._row_keys: Sequence[int] = ()
        self._earlier: list[tuple[Listing, int | None]] = []
        """What was listed before the list was narrowed, with the key under the cursor; the latest last."""
        self._return_to: int | None = None
        """The key on which the cursor is to stand in the listing that comes next."""
        self.article: Article | None = None
        self.target: Span | None = None
        """The place at which the article that comes next is opened."""
        self._entry: int | None = None
        """The hit at which the article that was opened just now is to be shown, once its hits are known."""
        self.jumped_to: int | None = None
        """Offset at the top of the screen when a hit was shown on opening: nobody read as far as that."""
        self._search_timer: Timer | None = None
        self._is_typing = False
        """The last change of the query was a keystroke, and another may follow."""
        self._advice_timer: Timer | None = None
        self._concordance: Concordance | None = None
        self._offers: tuple[Suggestion, ...] = ()

    @abstractmethod
    def open_article(self, article_id: str, at: Span | None = None) -> None:
        """Read an article, from where it was left or at a place in it."""

    def on_failed(self, message: Failed) -> None:
        self.notice.tell(self.look.error(message.error), "error")

    # The box

    def on_search_box_changed(self, message: SearchBox.Changed) -> None:
        self._is_typing = True
        if self._search_timer is not None:
            self._search_timer.stop()
        self._search_timer = self.set_timer(SEARCH_PAUSE, self._search_now)

    def _search_now(self) -> None:
        if self._search_timer is not None:
            self._search_timer.stop()
            self._search_timer = None
        query = self.search.value.strip()
        if query != self._listing.query:
            self.relist(query=query)

    def relist(self, *, query: str | None = None, shown: Filter | None = None) -> None:
        """List what another query or filter lets pass; what is None stays."""
        now = self._listing
        self._list(
            replace(now, query=now.query if query is None else query, filter=now.filter if shown is None else shown)
        )

    def _list(self, listing: Listing) -> None:
        had_query, self._listing = bool(self._listing.query), listing
        self._clerk.find_rows(listing)
        if had_query and not listing.query:
            self.body.set_hits(())

    # Parts of the library

    def narrow(self, subset: Subset) -> None:
        """List a part of the library; what is listed now comes back with `widen_list`, the cursor where it was."""
        if subset == self._listing.subset:
            return
        row = self.list.row_at(self.list.cursor)
        self._earlier.append((self._listing, row.key if row is not None else None))
        self._list_as_asked(Listing(filter="all", subset=subset))

    def widen_list(self) -> bool:
        """Go back to what was listed before; False where nothing was."""
        if not self._earlier:
            return False
        listing, self._return_to = self._earlier.pop()
        self._list_as_asked(listing)
        return True

    def _list_as_asked(self, listing: Listing) -> None:
        if self._search_timer is not None:
            self._search_timer.stop()
            self._search_timer = None
        self.search.set_value(listing.query)
        self._is_typing = False
        self._list(listing)
        self.show_pane("list")

    def on_search_box_submitted(self) -> None:
        self._is_typing = False
        self._search_now()
        self.remember_query()
        self.show_pane("list")
        if self._advice_timer is not None:
            self.advise_soon()

    def remember_query(self) -> None:
        """Keep the query: somebody went on with what it found."""
        if self._listing.query:
            self._clerk.remember(self._listing.query)

    def on_history_found(self, message: HistoryFound) -> None:
        self.search.recall.set_texts(message.queries)

    def on_search_box_left(self) -> None:
        self.show_pane("list")

    def on_search_box_copied(self, message: SearchBox.Copied) -> None:
        self.copy_text(message.text)

    @abstractmethod
    def copy_text(self, text: str) -> None:
        """Put a text into the clipboard."""

    def action_search(self) -> None:
        self.search.display = True
        # At once: what is typed next is meant for it.
        self.set_focus(self.search)
        self._clerk.find_history()

    def action_leave_search(self) -> None:
        if self.search.has_focus:
            self.show_pane("list")

    def search_for(self, text: str) -> None:
        """Search the whole library as if a text had been typed; the empty text shows all that was searched in."""
        if text and self._listing.subset is not None:
            self._earlier.clear()
            self._listing = Listing(filter=self._listing.filter)
        self.search.set_value(text)
        self._is_typing = False
        self.place_panes()
        self._search_now()
        self.remember_query()
        self.show_pane("list")

    # Nothing found

    def advise_soon(self) -> None:
        """Look for other spellings of what found nothing; while somebody types, only when the keys rest."""
        if self._advice_timer is not None:
            self._advice_timer.stop()
            self._advice_timer = None
        if self._row_keys or not self._listing.query or self._listing.filter != "all" or self._listing.subset:
            return
        if self._is_typing:
            self._advice_timer = self.set_timer(ADVICE_PAUSE, self._advise)
        else:
            self._advise()

    def _advise(self) -> None:
        self._advice_timer = None
        self._clerk.advise(self._listing.query)

    def on_advised(self, message: Advised) -> None:
        if message.query != self._listing.query or self._row_keys:
            return
        say = self.look.say
        self._offers = message.suggestions
        if message.common_words:
            self.list.offer(say("cli.too_common", words=" ".join(message.common_words)))
        elif message.pending:
            self.list.offer(say("screen.not_searchable_yet", count=message.pending))
        elif message.suggestions:
            # The mark keeps the count behind the query, whatever the direction of its letters.
            mark = "" if self.look.is_plain else RLM if self.look.is_mirrored else LRM
            offers = [f"{one.query}{mark} ({one.total:,})" for one in message.suggestions]
            self.list.offer(say("screen.did_you_mean"), offers)

    def on_article_list_offered(self, message: ArticleList.Offered) -> None:
        self.search_for(self._offers[message.number].query)

    # Saved searches

    def action_save_search(self) -> None:
        from reader.screens.naming import NamingScreen

        self._search_now()
        query = self._listing.query
        if not query:
            self.tell("screen.no_query", "warning")
            return

        def save(name: str | None) -> None:
            if name is not None:
                self._clerk.save_search(name, query)

        self.app.push_screen(NamingScreen(self.look, query), save)

    def on_search_saved(self, message: SearchSaved) -> None:
        self.tell("saved.done", name=message.saved.name)

    def action_saved_searches(self) -> None:
        from reader.screens.saved import SavedScreen

        def search(query: str | None) -> None:
            if query is not None:
                self.search_for(query)

        self.app.push_screen(SavedScreen(self.look, self._library), search)

    # Hits

    def look_for_hits(self) -> None:
        """Find the hits of an article that was opened just now, and go to its place."""
        if self.target is not None:
            if (key := self.list.open_key) is not None and key in self._row_keys:
                self.list.cursor = self._row_keys.index(key)
            self.body.focus_span(self.target)
            self.jumped_to = self.body.position
            self.target, self._entry = None, None
        if not self.find_hits():
            self._entry = None

    def find_hits(self) -> bool:
        """Look for what the query meets in the open article; whether there is anything to look for."""
        if self.article is None or not self._listing.query:
            return False
        self._clerk.find_hits(self.article, self._listing.query)
        return True

    def on_hits_found(self, message: HitsFound) -> None:
        is_current = self.article is not None and message.article_id == self.article.id
        if not is_current or message.query != self._listing.query:
            return
        self.body.set_hits(message.hits)
        if self._entry is not None:
            self.body.go_to_hit(self._entry)
            self.jumped_to = self.body.position
        self._entry = None

    def action_step_hit(self, direction: int) -> None:
        """The next hit of the article, and behind its last one the first of the next article that was found."""
        if not self._listing.query:
            self.tell("screen.no_hits", "warning")
        elif self.body.step_hit(direction) is None:
            self._step_result(direction)
        elif self.look.is_plain:
            # Without borders nothing else says it.
            self.tell("screen.hit", place=self.body.hit_place)

    def _step_result(self, direction: int) -> None:
        """Go on in the next article of the results, round the end of the list."""
        count = len(self._row_keys)
        if not count:
            self.tell("screen.nothing_found", "warning")
            return
        key = self.list.open_key
        here = self._row_keys.index(key) if key is not None and key in self._row_keys else -1
        there = (here + direction) % count
        if there == here:
            self.body.go_to_hit(0 if direction > 0 else -1)
            self.tell("screen.round_article")
        elif (row := self.list.row_at(there)) is not None:
            self.list.cursor = there
            self.open_article(row.id)
            self._entry = 0 if direction > 0 else -1
            is_round = (there < here) == (direction > 0)
            self.tell("screen.round_results" if is_round else "screen.other_result", number=f"{there + 1:,}/{count:,}")
        if self.has_one_pane:
            self.show_pane("body")

    # Reasons

    def action_explain(self) -> None:
        row = self.list.row_at(self.list.cursor) if self.active == "list" else None
        article_id = row.id if row is not None else self.article.id if self.article is not None else None
        if not self._listing.query or article_id is None:
            self.tell("screen.no_query", "warning")
        elif not self._row_keys:
            self.tell("screen.nothing_found", "warning")
        else:
            self._clerk.explain(article_id, self._listing.query)

    def on_explained(self, message: Explained) -> None:
        from reader.screens.reasons import ReasonsScreen

        def go_to(place: Span | None) -> None:
            if place is not None:
                self.read_at(message.explanation.id, place)

        self.app.push_screen(ReasonsScreen(self.look, message.explanation), go_to)

    def action_concordance(self) -> None:
        from reader.screens.concordance import Concordance, ConcordanceScreen

        query = self._listing.query
        if not query:
            self.tell("screen.no_query", "warning")
            return
        if self._concordance is None or self._concordance.query != query:
            self._concordance = Concordance(query)

        def go_to(picked: tuple[str, Span] | None) -> None:
            if picked is not None:
                self.read_at(*picked)

        self.app.push_screen(ConcordanceScreen(self.look, self._library, self._concordance), go_to)

    def read_at(self, article_id: str, place: Span) -> None:
        """Show a place of an article, opening it where it is not open."""
        if self.article is not None and self.article.id == article_id:
            self.show_pane("body")
            self.body.focus_span(place)
        else:
            self.open_article(article_id, place)
            self.show_pane("body")

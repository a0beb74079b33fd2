"""The half of the main screen that brings news in: feeds, files, whole articles, and the stories they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import Worker, WorkerState

from index.article import Article
from reader.screens.clerk import Opened, Subset
from reader.screens.following import FollowingScreen
from reader.screens.news_clerk import (
    LONG_ERRAND,
    BrokenOff,
    FullTextFetched,
    FullTextMissed,
    Imported,
    ImportedOn,
    NewsClerk,
    Refreshed,
    RefreshedOn,
)
from reader.widgets.look import Look

if TYPE_CHECKING:
    from index.library import Library
    from index.subscriptions import Subscription
    from reader.screens.feeds import FeedsScreen

START_PAUSE = 1.0
"""Seconds after the first list until the feeds are refreshed, where that is wanted: reading comes first."""
MINUTE = 60.0
SAME_PLACE = 40
"""Characters at the top of the screen by which the place is found again in the whole text."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What the reader does unasked: settings of the same names."""

    refresh_at_start: bool = False
    refresh_every: int = 0
    """Minutes; 0: never."""
    fold_stories: bool = True


class NewsScreen(FollowingScreen):
    """Sends for news and lists them by feed and by story."""

    def __init__(self, look: Look, library: Library, habits: Habits) -> None:
        super().__init__(look, library)
        self.habits = habits
        self._clerk.folds_stories = habits.fold_stories
        self._news_clerk = NewsClerk(self, library)
        self._feeds_screen: FeedsScreen | None = None

    def keep_habits(self) -> None:
        """Do from now on what is done unasked."""
        if self.habits.refresh_at_start:
            self.set_timer(START_PAUSE, self._refresh_unasked)
        if self.habits.refresh_every:
            self.set_interval(MINUTE * self.habits.refresh_every, self._refresh_unasked)

    def leave_off(self) -> None:
        """Have everything stop that would keep the reader from closing."""
        self._news_clerk.leave_off()

    def stop_errand(self) -> bool:
        """Break off the errand that runs; False where there is none, or it is being broken off already."""
        if not self._news_clerk.is_busy or self._news_clerk.is_stopping:
            return False
        self._news_clerk.stop()
        self.show_progress(self.look.say("news.stopping"))
        return True

    # Refreshing

    def action_refresh(self) -> None:
        self.refresh_feeds(None)

    def _refresh_unasked(self) -> None:
        if not self._news_clerk.is_busy:
            self._news_clerk.refresh(None, is_asked=False)

    def refresh_feeds(self, urls: Sequence[str] | None, is_forced: bool = False) -> None:
        """Have some feeds refreshed, or all of them; `is_forced`: one that its server has given up for good as well."""
        if self._is_free():
            self._news_clerk.refresh(urls, is_forced=is_forced)
            self._show_progress(self.look.say("news.refreshing"))

    def _is_free(self) -> bool:
        """Whether another errand may begin; says why where it may not."""
        if self._news_clerk.is_busy:
            self.tell("news.busy", "warning")
        return not self._news_clerk.is_busy

    def on_refreshed_on(self, message: RefreshedOn) -> None:
        if self._news_clerk.is_stopping:
            return
        progress, say = message.progress, self.look.say
        done = say("news.feeds_done", done=f"{progress.done:,}", total=progress.feeds)
        if progress.done == progress.feeds and (progress.added or progress.updated):
            done = say("news.indexing")
        text = self.look.about(done, self.look.count("news.new", progress.added))
        self._show_progress(text, progress.done / progress.feeds if progress.feeds else None)

    def _show_progress(self, text: str, share: float | None = None) -> None:
        self.show_progress(self.look.about(text, self.look.say("news.esc_stops")) if text else "", share)
        if self._feeds_screen is not None:
            self._feeds_screen.show_progress(text)

    def on_refreshed(self, message: Refreshed) -> None:
        report = message.report
        self._end()
        if not message.is_asked and not report.added and not report.updated:
            return
        if not report.feeds and not report.waiting:
            self.tell("news.no_feeds", "warning")
            return
        counts = {"news.new": report.added, "news.updated": report.updated, "news.waiting": report.waiting}
        stopped = "news.stopped" if report.is_cancelled else ""
        self._tell_outcome(counts, ("news.failed", len(report.failed)), stopped)

    def _tell_outcome(self, counts: Mapping[str, int], failed: tuple[str, int], stopped: str) -> None:
        """Say what an errand brought, in the words of these keys: the first count, and of the others those that are not
        nothing; that it was stopped, where there is a key for that; and how much failed.
        """
        look = self.look
        first, *others = counts.items()
        text = look.listed(*(look.count(key, number) for key, number in (first, *(each for each in others if each[1]))))
        if stopped:
            text = look.say(stopped, what=text)
        if failed[1]:
            text = look.listed(text, look.count(*failed))
        self.notice.tell(text, "warning" if failed[1] else "information")

    def on_broken_off(self, message: BrokenOff) -> None:
        self._end()
        self.notice.tell(self.look.error(message.error), "error")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An errand that broke in a way nobody foresaw (the main screen tells of it) is over all the same."""
        if event.state is WorkerState.ERROR and event.worker.group == LONG_ERRAND:
            self._end()

    def _end(self) -> None:
        self._news_clerk.end()
        self._show_progress("")
        self._clerk.catch_up()

    # Feeds

    def action_feeds(self) -> None:
        from reader.screens.feeds import FeedsScreen

        subset = self._listing.subset
        listed = subset.id if subset is not None and subset.kind == "feed" else ""
        screen = self._feeds_screen = FeedsScreen(self.look, self._library, self.refresh_feeds, listed)

        def list_feed(feed: Subscription | None) -> None:
            self._feeds_screen = None
            if feed is not None:
                self.narrow(Subset("feed", feed.url, feed.title))
            elif self._listing.subset is not None and self._listing.subset.id in screen.removed:
                self.widen_list()

        self.app.push_screen(screen, list_feed)

    # Files

    def action_imports(self) -> None:
        from reader.screens.imports import ImportsScreen

        def go_on(wants_more: bool | None) -> None:
            if wants_more:
                self.action_import_path()

        self.app.push_screen(ImportsScreen(self.look, self._library), go_on)

    def action_import_path(self) -> None:
        from reader.screens.naming import NamingScreen

        def take_in(typed: str | None) -> None:
            if typed and self._is_free():
                source = typed_source(typed)
                self._news_clerk.import_path(source)
                self._show_progress(self.look.say("news.importing", path=source))

        if self._is_free():
            self.app.push_screen(NamingScreen(self.look, "", about="importing"), take_in)

    def on_imported_on(self, message: ImportedOn) -> None:
        if not self._news_clerk.is_stopping:
            progress = message.progress
            share = progress.bytes_done / progress.bytes_total if progress.bytes_total else None
            failed = self.look.count("imports.failed", progress.failed) if progress.failed else ""
            self._show_progress(self.look.about(self.look.count("news.items", progress.done), failed), share)

    def on_imported(self, message: Imported) -> None:
        report = message.report
        self._end()
        counts = {"news.new": report.added, "news.updated": report.updated, "news.duplicates": report.duplicates}
        stopped = "news.import_stopped" if report.is_broken_off else ""
        self._tell_outcome(counts, ("news.items_failed", report.failed_count), stopped)

    # Stories

    def action_story(self) -> None:
        """List all articles that tell the story of the one under the cursor, or of the open one."""
        if self._listing.is_story:
            return
        row = self.list.row_at(self.list.cursor) if self.active == "list" else None
        if row is None and self.list.open_key is not None:
            row = next(iter(self._clerk.rows([self.list.open_key])), None)
        if row is None or not row.others:
            self.tell("news.no_story", "warning")
        else:
            self.narrow(Subset("story", row.id, self.look.say("news.story")))

    # Whole articles

    def fetch_unasked(self, message: Opened) -> None:
        """Fetch the page of an article that was opened, where its feed holds beginnings only."""
        if message.wants_full:
            self._fetch(message.article)

    def action_full_text(self) -> None:
        if self.article is None:
            return
        if self.article.url:
            self._fetch(self.article)
        else:
            self.tell("news.no_address", "warning")

    def _fetch(self, article: Article) -> None:
        self._news_clerk.fetch_full(article.id)
        self.tell("news.fetching")

    def on_full_text_fetched(self, message: FullTextFetched) -> None:
        """Put the whole text in place of the beginning, the reader where he was."""
        new, old = message.article, self.article
        self._news_clerk.page_came(new.id)
        self.list.forget_rows()
        if old is None or old.id != new.id:
            return
        if new.text == old.text:
            self.tell("news.same_text")
            return
        self.article = new
        self.body.show_text(
            new.text,
            title_length=len(new.title),
            heading=self.body.heading,
            position=same_place(old, new, self.body.position),
        )
        self.look_for_entities(new.id)
        self.find_hits()
        self.tell("news.fetched")

    def on_full_text_missed(self, message: FullTextMissed) -> None:
        self._news_clerk.page_came(message.article_id)
        if self.article is not None and self.article.id == message.article_id:
            self.notice.tell(self.look.error(message.error), "warning")


def typed_source(text: str) -> str:
    """What somebody means who types a path, or drags a file into the terminal, which quotes it."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    return text if "://" in text else str(Path(text).expanduser())


def same_place(old: Article, new: Article, position: int) -> int:
    """Where the words at a place of the old text stand in the new one; the same offset where they are gone."""
    if position <= old.body_start:
        return min(position, new.body_start)
    found = new.text.find(old.text[position : position + SAME_PLACE])
    return found if found >= 0 else min(position, max(0, len(new.text) - 1))

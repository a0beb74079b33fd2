"""Library: the one public door to articles, marks, search and entities.

The record (SQLite) is the truth and the full-text index follows it: an article is written to the record first and
carries a mark until the index holds it, so that a crash between the two heals with the next search. Nothing of the
index or of the entities is loaded before it is asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Literal

from index.apart import work_apart
from index.article import Article, ArticleRow, Entities, Marks, Span
from index.deferred import Deferred
from index.entity_index import EntityIndex
from index.errors import ArticleNotFoundError, LibraryError
from index.found_keys import FIRST, FoundKeys
from index.fulltext import SMALL_SEGMENT, FullText
from index.store import Criteria, Store
from index.stories import Stories

if TYPE_CHECKING:
    from threading import Event

    from index.answers import Answers
    from index.corrections import Corrections
    from index.importing import Imports
    from index.news_reports import ImportProgress, ImportReport, RefreshProgress, RefreshReport
    from index.pages import Pages
    from index.refreshing import Refreshing
    from index.reports import Extent, Finding, Gathered
    from index.retention import Retention, TidyReport
    from index.search_reports import ConcordanceLine, ConcordanceSort, Explanation, SearchResult, Suggestion
    from index.searches import Searches
    from index.sources.known_feeds import KnownFeed
    from index.sources.walk import Fetch
    from index.subscribing import Subscribed
    from index.subscriptions import Subscriptions

__all__ = ["ALL", "Criteria", "Library"]

ALL = Criteria()

_FEW = 100
"""Articles whose comparing and recognising is not worth a process of its own."""


class Library:
    """Articles and everything known about them, in one folder. Safe to use from several threads."""

    def __init__(self, path: Path, entities_model: Path | None = None) -> None:
        self.path = path
        self.notices: list[str] = []
        """What the user should be told once, one line each."""
        self._store = Store(path / "library.sqlite3")
        self.entity_index = EntityIndex(self._store, entities_model)
        self._fulltext = FullText(path / "index", self._store, self.notices, self.entity_index)
        self.stories = Stories(self._store)
        self._imports = Deferred(self._made_imports)
        self._refreshing = Deferred(self._made_refreshing)

    @classmethod
    def open(cls, path: Path, *, seeds: bool = True, entities_model: Path | None = None) -> Library:
        """Open the library in a folder, making it and taking in the seed articles where it is new.

        `entities_model` is the folder of a token classifier of the user's own; raises `EntityModelError` where it
        can't be used.
        """
        if entities_model is not None:
            from index.entities.neural import check_model

            check_model(entities_model)
        library = cls(path, entities_model)
        if seeds and library._store.meta("seeded") is None:
            library._plant_seeds()
        return library

    def close(self) -> None:
        """Give back files and connections; an index that is being brought up to date stops where it stands."""
        self._imports.close()
        self.stories.close()
        self._refreshing.close()
        self.entity_index.close()
        self._fulltext.close()
        self._store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _plant_seeds(self) -> None:
        from importlib.resources import files

        from index.sources.text import read_text

        with self._store.batch():
            for seed in sorted(files("seeds").iterdir(), key=lambda entry: entry.name):
                if seed.name.endswith(".txt"):
                    incoming = read_text(seed.read_bytes(), seed.name)
                    self._store.put_incoming(replace(incoming, origin=f"seeds/{seed.name}"))
            self._store.set_meta("seeded", "1")

    # What a list has no use for is loaded when it is first asked for

    def _made_imports(self) -> Imports:
        from index.importing import Imports

        return Imports(self._store)

    def _made_refreshing(self) -> Refreshing:
        from index.refreshing import Refreshing

        return Refreshing(self._store, self.feeds, partial(self._fulltext.catch_up, segment=SMALL_SEGMENT))

    @property
    def imports(self) -> Imports:
        """The log of imports."""
        return self._imports.get()

    @cached_property
    def feeds(self) -> Subscriptions:
        """The feeds that are subscribed to."""
        from index.subscriptions import Subscriptions

        return Subscriptions(self._store)

    @cached_property
    def searches(self) -> Searches:
        """Queries that were asked before, and those with a name."""
        from index.searches import Searches

        return Searches(self._store)

    @cached_property
    def corrections(self) -> Corrections:
        """What the user says of entities that the recogniser names otherwise."""
        from index.corrections import Corrections

        return Corrections(self._store)

    @cached_property
    def _answers(self) -> Answers:
        from index.answers import Answers

        return Answers(self._store, self._fulltext, self.entity_index, self.corrections)

    @cached_property
    def retention(self) -> Retention:
        """What drops old articles; `tidy` has the index follow."""
        from index.retention import Retention

        return Retention(self._store)

    @cached_property
    def _pages(self) -> Pages:
        from index.pages import Pages

        return Pages(self._store, self._refreshing.get())

    # Import

    def import_paths(
        self,
        sources: Iterable[str | Path],
        *,
        format: str = "auto",
        stdin: BinaryIO | None = None,
        progress: Callable[[int], object] | None = None,
        watch: Callable[[ImportProgress], object] | None = None,
        fetch: Fetch | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> ImportReport:
        """Take in files, folders and `-` (standard input). A bad item never stops the rest; marks are never touched.

        `progress` is told how many articles were dealt with, `watch` more than that, after each batch. The articles are
        in the list as they come, and the full-text index follows every few thousand. An import that was interrupted,
        or broken off because `is_cancelled` said so, goes on where it stopped when the same sources are imported again.
        """
        from index.importing import Order

        warnings: list[str] = []

        def tell(state: ImportProgress) -> None:
            if progress is not None:
                progress(state.done)
            if watch is not None:
                watch(state)

        names = tuple(map(str, sources))
        if self._fulltext.is_apart:
            from index.import_apart import ImportOrder, import_apart

            apart = ImportOrder(names, format, self.keeps_originals)
            done = import_apart(self.path, self.imports, apart, tell, is_cancelled)
            if done is not None:
                return done
        order = Order(names, format, stdin, fetch or self._refreshing.get().fetch_source)
        with self._fulltext.following(warnings.append) as following:
            is_watched = progress is not None or watch is not None
            report = self.imports.take_in(
                order, watch=tell if is_watched else None, after_batch=following.step, is_cancelled=is_cancelled
            )
            if not report.is_broken_off:
                following.finish()
        return replace(report, warnings=(*report.warnings, *warnings))

    # Reading

    def article(self, article_id: str) -> Article:
        """The article of an id."""
        return self._store.article(article_id)

    def keys(self, criteria: Criteria = ALL) -> Sequence[int]:
        """Row numbers of the articles that pass, in list order; the list's rows are read by `rows` where they show."""
        keys = self._store.keys(criteria)
        return self.stories.folded(keys) if criteria.folds_stories else keys

    def rows(self, keys: Sequence[int]) -> list[ArticleRow]:
        """What a list shows of some articles, in the order of the keys."""
        return self._store.rows(keys)

    def key_of(self, article_id: str) -> int | None:
        """The row number of an id; None where there is no such article."""
        return self._store.key_of(article_id)

    # Stories: articles that tell the same in the same words, once `stories.gather` has compared them

    def folded(self, keys: Sequence[int]) -> Sequence[int]:
        """One key a story, the first in the order of the keys; what a query found stays as lazy as it was.

        Where not all hits have been looked at, the number of keys is that of articles, and falls when they are.
        """
        return self.stories.folded(keys)

    def story_sizes(self, keys: Sequence[int]) -> dict[int, int]:
        """Of those articles whose story others tell too, how many tell it in all; for the rows on the screen."""
        return self.stories.sizes(keys)

    def story_of(self, article_id: str) -> tuple[ArticleRow, ...]:
        """The articles that tell an article's story, itself among them, newest first; it alone where no other does."""
        key = self._store.key_of(article_id)
        if key is None:
            raise ArticleNotFoundError(article_id)
        return tuple(self.rows(self.stories.keys_with(key)))

    # Marks: on the disk when the call returns

    def marks(self, article_id: str) -> Marks:
        """What the user did to an article."""
        return self._store.marks(article_id)

    def bookmark(self, article_id: str, on: bool = True) -> None:
        """Bookmark an article, or take the bookmark off."""
        self._store.set_mark(article_id, "is_bookmarked", int(on))

    def set_read(self, article_id: str, on: bool = True) -> None:
        """Mark an article as read or unread."""
        self._store.set_mark(article_id, "is_read", int(on))

    def set_position(self, article_id: str, offset: int) -> None:
        """Remember the offset at the top of the screen."""
        self._store.set_mark(article_id, "position", max(0, offset))

    def note(self, article_id: str, text: str) -> None:
        """Write a note beside an article; an empty one removes it."""
        from index.sources.cleaning import clean

        self._store.set_mark(article_id, "note", clean(text))

    def tag(self, article_id: str, tag: str, on: bool = True) -> None:
        """Put a tag on an article, or take it off."""
        from index.sources.cleaning import clean_title

        if tag := clean_title(tag):
            self._store.set_tag(article_id, tag, on)

    # Feeds

    def subscribe(self, address: str, *, title: str = "", category: str = "") -> Subscribed:
        """Subscribe to a feed, or to the feed that a page names, and take in what it holds."""
        from index.subscribing import Subscribing

        subscribing = Subscribing(self.feeds, self._refreshing.get(), self.catch_up)
        return subscribing.subscribe(address, title=title, category=category)

    def known_feeds(self) -> tuple[KnownFeed, ...]:
        """Well-known Arabic feeds to choose from; none is subscribed unasked."""
        from index.sources.known_feeds import known_feeds

        return known_feeds()

    def refresh_feeds(
        self,
        urls: Sequence[str] | None = None,
        *,
        progress: Callable[[RefreshProgress], object] | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
        force: bool = False,
    ) -> RefreshReport:
        """Ask the feeds that are due, or those named, what is new. An error of one is kept beside it."""
        refreshing = self._refreshing.get()
        refreshing.is_patient = self._fulltext.is_apart
        if refreshing.is_patient:
            from index.refresh_apart import RefreshOrder, refresh_apart

            order = RefreshOrder(urls, force, self.keeps_originals)
            report = refresh_apart(self.path, refreshing, order, progress or (lambda _: None), is_cancelled)
            if report is not None:
                return report
        return refreshing.refresh(urls, progress=progress, is_cancelled=is_cancelled, force=force)

    def wants_page(self, article_id: str) -> bool:
        """Whether an article holds the beginning only and a feed of it is set to have it fetched whole on opening."""
        return self._pages.wants_page(article_id)

    def fetch_full(self, article_id: str) -> Article:
        """The article with the text of its page where that is more; it is kept. SourceError where none can be had."""
        return self._pages.fetch_full(article_id)

    # Search

    def search(
        self, query: str, *, limit: int = 20, offset: int = 0, sort: Literal["relevance", "date"] = "relevance"
    ) -> SearchResult:
        """The best articles for a query, with the places that show why."""
        return self._answers.search(query, limit=limit, offset=offset, sort=sort)

    def count(self, query: str) -> int:
        """How many articles match."""
        return self._fulltext.ask(lambda engine: engine.search(query, limit=1)).total

    def search_keys(self, query: str) -> FoundKeys:
        """Row numbers of all articles that match, best first."""
        result = self._fulltext.ask(lambda engine: engine.search(query, limit=FIRST))
        first = array("q", [key for key, _ in result.hits])
        return FoundKeys(first, result.total, lambda: self.all_search_keys(query))

    def all_search_keys(self, query: str) -> array[int]:
        """As `search_keys`, all of them in one search: for who needs more than the beginning."""
        return self._fulltext.ask(lambda engine: engine.match_keys(query))

    def suggestions(self, query: str) -> tuple[Suggestion, ...]:
        """Other spellings that find more, the likeliest first; none for a query that finds enough by itself."""
        return self._fulltext.ask(lambda engine: engine.suggestions(query))

    def common_words(self, query: str) -> tuple[str, ...]:
        """The words of a query that is made of stop words alone, which every article holds and nothing finds."""
        from index.search.query import common_words

        return common_words(query)

    def explain(self, article_id: str, query: str) -> Explanation:
        """Why a query finds an article: the forms that meet each of its words, and what each counts."""
        return self._answers.explain(article_id, query)

    def concordance(
        self, query: str, *, sort: ConcordanceSort = "date", limit: int | None = None
    ) -> tuple[int, Iterator[ConcordanceLine]]:
        """How many articles a query finds, and the places in them.

        Articles are read as the lines are asked for; to sort by neighbours all of them are read first.
        """
        return self._answers.concordance(query, sort=sort, limit=limit)

    def hit_spans(self, article: Article, query: str) -> tuple[Span, ...]:
        """Every form in an article that a query meets, and every mention of an entity it asks for."""
        return self._answers.hit_spans(article, query)

    def catch_up(self) -> None:
        """Bring the index up to the record. May take long: meanwhile other threads search what it holds already."""
        self._fulltext.catch_up()

    def follow(self, is_last: Event) -> None:
        """Index what another process writes to the record, as it comes, until it is all written and indexed."""
        self._fulltext.follow(is_last)

    def join_segments(self) -> None:
        """Put the index together, where it lies in many pieces, which searches are slower in."""
        self._fulltext.join_segments()

    def work_apart(self) -> None:
        """Leave long work to processes of their own from now on: somebody is about to read."""
        self._fulltext.is_apart = True

    def leave_off(self) -> None:
        """Have all that runs in other threads stop soon, now and from now on: the library is about to be closed."""
        self._refreshing.leave_off()
        self.leave_off_importing()
        self.leave_off_indexing()

    def leave_off_importing(self) -> None:
        """Stop an import that runs in another thread after the batch at hand; the same import goes on there later."""
        self._imports.leave_off()

    def leave_off_indexing(self) -> None:
        """Stop an indexing that runs in another thread; what is not indexed yet stays noted in the record."""
        self.stories.leave_off()
        self.entity_index.leave_off()
        self._fulltext.leave_off()

    def rebuild(self, progress: Callable[[int], None] | None = None) -> int:
        """Make the full-text index again from the record; how many articles it holds."""
        return self._fulltext.rebuild(progress)

    # Entities

    def entities(self, article_id: str) -> Entities:
        """Who, where and what an article names: recalled, or recognised now and kept; with the user's corrections."""
        key = self._store.key_of(article_id)
        if key is None:
            raise ArticleNotFoundError(article_id)
        return self.corrections.applied(self.entity_index.entities(key, self._store.article(article_id)))

    def export(self, keys: Sequence[int], format: str) -> Iterator[bytes]:
        """A document of some articles in the order of the keys, piece by piece, in one of `index.exports.FORMATS`.

        JSON Lines hold all that the record knows: imported into an empty library they give the same library.
        """
        from index.exporting import exported
        from index.exports import rendered

        return rendered(exported(self._store, keys), format)

    def export_all(self) -> Iterator[bytes]:
        """The whole library as JSON Lines: feeds, searches and corrections in the first line, then all articles."""
        from index.belongings import belongings_of
        from index.exports.jsonl import own_line

        yield own_line(belongings_of(self._store))
        yield from self.export(array("q", sorted(self.keys())), "jsonl")

    def gather(self, progress: Callable[[Gathered], object]) -> None:
        """Compare articles and list their entities, patiently, until no article is left; told how far it has come."""
        table = self.entity_index
        if self._fulltext.is_apart and table.can_be_filled_apart and self._is_much_to_gather():
            work_apart(self.path, "gather", lambda: table.is_left_off, lambda: progress(table.gathered()))
        # What came in meanwhile, and what another process could not do.
        self.stories.gather(is_patient=True)
        table.gather(progress, is_patient=True)

    def _is_much_to_gather(self) -> bool:
        compared, listed = self.stories.gathered(), self.entity_index.gathered()
        return max(compared.articles - compared.listed, listed.articles - listed.listed + listed.outdated) > _FEW

    # About the library

    @property
    def keeps_originals(self) -> bool:
        """Whether the bytes that an article was read from are kept beside it from now on."""
        return self._store.keeps_originals

    @keeps_originals.setter
    def keeps_originals(self, on: bool) -> None:
        self._store.keeps_originals = on

    def original(self, article_id: str) -> bytes | None:
        """The bytes an article was read from; None where they were not kept."""
        key = self._store.key_of(article_id)
        if key is None:
            raise ArticleNotFoundError(article_id)
        return self._store.original(key)

    def tidy(self, days: int | None, *, dry_run: bool = False) -> TidyReport:
        """Drop what was read, is not marked and came in more than so many days ago, from record and index."""
        report = self.retention.tidy(days, dry_run=dry_run)
        if report.dropped and not dry_run:
            self.catch_up()
        return report

    def reader_state(self) -> str:
        """What the reader noted for its next session; empty where it noted nothing."""
        return self._store.meta("reader_state") or ""

    def keep_reader_state(self, text: str) -> None:
        """Note something for the reader's next session."""
        self._store.set_meta("reader_state", text)

    def data_version(self) -> int:
        """Another number whenever another connection, of this process or another one, has written to the record.

        Costs microseconds; the numbers of two threads are not to be compared.
        """
        return self._store.data_version()

    def list_version(self) -> tuple[int, int]:
        """Other numbers whenever articles, read marks, bookmarks or stories have changed, or what the index holds."""
        return self._store.list_version()

    def extent(self) -> Extent:
        """What tells whether a list is still whole."""
        return self._store.extent()

    def stats(self) -> dict[str, int]:
        """Counts of articles, sources, marks, and of articles the index does not hold yet."""
        return self._store.counts()

    def doctor(self) -> list[Finding]:
        """Whether record and index are sound and in step, and which sources repeat a paragraph in every article."""
        from index.boilerplate import repeated_findings
        from index.reports import Finding

        check = self._store.check()
        counts = self._store.counts()
        findings = [Finding("record", check == "ok", f"{self._store.path}: {check}, articles: {counts['articles']}")]
        findings.append(self._check_index(counts["articles"]))
        findings += repeated_findings(self._store)
        findings += [Finding("notice", True, notice) for notice in self.notices]
        return findings

    def _check_index(self, article_count: int) -> Finding:
        from index.reports import Finding

        try:
            engine = self._fulltext.engine(wait=True)
            held = engine.document_count()
            is_in_step = engine.is_sound(deep=True) and held == article_count
        except LibraryError as error:
            return Finding("index", False, str(error))
        return Finding("index", is_in_step, f"{self.path / 'index'}: articles: {held} of {article_count}")

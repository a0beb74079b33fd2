"""The imports so far: when, from where, what they brought, and what could not be read and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, overload

from textual.binding import BindingType
from textual.message import Message

from index.errors import WarraqError
from reader.keys import bindings_of
from reader.screens.changes import Changes
from reader.screens.clerk import Failed
from reader.screens.detailed import DetailedScreen
from reader.widgets.look import Look
from reader.widgets.pair_list import Pair, PairList

if TYPE_CHECKING:
    from index.library import Library
    from index.news_reports import ImportFailure, ImportRun


class RunsListed(Message):
    """The imports there are, the latest first."""

    def __init__(self, runs: tuple[ImportRun, ...]) -> None:
        super().__init__()
        self.runs = runs


class LogRead(Message):
    """What an import could not take in, and what it put right."""

    def __init__(self, entries: Sequence[ImportFailure]) -> None:
        super().__init__()
        self.entries = entries


class ImportsScreen(DetailedScreen[bool]):
    """Gives True where something is to be imported now."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("imports")]

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__(look)
        self._library = library
        self._runs: tuple[ImportRun, ...] = ()

    def on_mount(self) -> None:
        self.items.update_pairs([Pair("…")])
        # One may be running.
        Changes(self, self._library.data_version, self._look_up)
        self._look_up()

    def _look_up(self) -> None:
        self.run_worker(self._find, thread=True, exclusive=True, exit_on_error=False)

    def _find(self) -> None:
        """In a thread: the log."""
        try:
            self.post_message(RunsListed(self._library.imports.runs()))
        except WarraqError as error:
            self.post_message(Failed(error))

    def on_runs_listed(self, message: RunsListed) -> None:
        here = self.run
        self._runs = message.runs
        numbers = [run.number for run in message.runs]
        pairs = [self._pair(run) for run in message.runs]
        cursor = numbers.index(here.number) if here is not None and here.number in numbers else None
        self.show_items(pairs or [Pair(self.look.say("imports.none"))], cursor)

    def on_failed(self, message: Failed) -> None:
        self.tell(self.look.error(message.error))

    @property
    def run(self) -> ImportRun | None:
        """The import under the cursor."""
        number = self.items.cursor
        return self._runs[number] if number < len(self._runs) else None

    def _pair(self, run: ImportRun) -> Pair:
        look = self.look
        counts = look.about(
            look.count("news.new", run.added),
            look.count("imports.failed", run.failed) if run.failed else "",
            self._age(run),
        )
        name = look.listed(*(_name(source) for source in run.sources))
        return Pair(name, counts, is_warning=bool(run.failed), aside_base=look.direction)

    def _age(self, run: ImportRun) -> str:
        return self.look.age((datetime.now(UTC) - datetime.fromisoformat(run.started)).total_seconds())

    @property
    def title_text(self) -> str:
        return self.look.say("imports.title")

    @property
    def keys_text(self) -> str:
        return self.look.say("imports.keys")

    def details_of(self, number: int) -> str:
        run, look = self.run, self.look
        if run is None:
            return look.say("imports.begin")
        counts = look.about(
            look.count("news.new", run.added),
            look.count("news.updated", run.updated) if run.updated else "",
            look.count("news.duplicates", run.duplicates) if run.duplicates else "",
            look.count("imports.failed", run.failed) if run.failed else "",
            look.count("imports.warned", run.warned) if run.warned else "",
        )
        state = "" if run.finished else look.say("imports.unfinished")
        return "\n".join((look.listed(*run.sources), look.about(self._age(run), counts), *filter(None, [state])))

    def on_pair_list_picked(self, message: PairList.Picked) -> None:
        run = self.run
        if run is None:
            return
        if run.failed or run.warned:
            name = self.look.listed(*(_name(source) for source in run.sources))
            self.app.push_screen(FailuresScreen(self.look, self._library, run.number, name))
        else:
            self.tell(self.look.say("failures.none"))

    def action_pick(self) -> None:
        self.items.action_pick()

    def action_add(self) -> None:
        self.dismiss(True)


class FailuresScreen(DetailedScreen[None]):
    """Lists the entries of one import's log, however many."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("failures")]

    def __init__(self, look: Look, library: Library, number: int, name: str) -> None:
        super().__init__(look)
        self._library = library
        self._number = number
        self._name = name
        self._entries: Sequence[ImportFailure] = ()

    def on_mount(self) -> None:
        self.run_worker(self._read, thread=True, exclusive=True, exit_on_error=False)

    def _read(self) -> None:
        """In a thread: the log may be long."""
        try:
            self.post_message(LogRead(tuple(self._library.imports.log(self._number))))
        except WarraqError as error:
            self.post_message(Failed(error))

    def on_log_read(self, message: LogRead) -> None:
        self._entries = message.entries
        self.show_items(_Rows(self.look, message.entries))

    def on_failed(self, message: Failed) -> None:
        self.tell(self.look.error(message.error))

    @property
    def title_text(self) -> str:
        place = f"{min(self.items.cursor + 1, len(self._entries)):,}/{len(self._entries):,}"
        return self.look.about(self.look.say("failures.title", what=self._name), place)

    @property
    def keys_text(self) -> str:
        return self.look.say("failures.keys")

    def details_of(self, number: int) -> str:
        if number >= len(self._entries):
            return ""
        entry = self._entries[number]
        return f"{entry.source}\n{_problem(self.look, entry)}"

    def on_pair_list_moved(self) -> None:
        self.entitle()


class _Rows(Sequence[Pair]):
    """The rows of a log, made as they are looked at."""

    def __init__(self, look: Look, entries: Sequence[ImportFailure]) -> None:
        self._look = look
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, place: int) -> Pair: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Pair]: ...
    def __getitem__(self, place: int | slice) -> Pair | Sequence[Pair]:
        if isinstance(place, slice):
            return _Rows(self._look, self._entries[place])
        entry = self._entries[place]
        return Pair(_name(entry.source), _problem(self._look, entry), is_warning=not entry.is_warning, aside_base=None)


def _problem(look: Look, entry: ImportFailure) -> str:
    """What was wrong, without the path or address that is named beside it."""
    error = look.error(entry.error)
    path, _, line = entry.source.rpartition(":")
    return error.removeprefix(f"{path if line.isdecimal() else entry.source}: ").removeprefix(f"{entry.source}: ")


def _name(source: str) -> str:
    """The last part of a path, or the address or sign as it is."""
    return source if "://" in source else source.rstrip("/").rpartition("/")[2] or source

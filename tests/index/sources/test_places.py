"""Reading that stopped goes on where it stopped."""

from __future__ import annotations

import io
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from index.sources.item import Failed, Incoming, Place
from index.sources.walk import read_sources, weigh

SEED_FORM = "عنوان الخبر\n\nالفقرة الأولى.\n"


def nothing_done(source: str, state: str) -> int:
    return 0


def places_of(
    *paths: Path, done: Callable[[str, str], int] = nothing_done
) -> list[tuple[Place, list[Incoming | Failed]]]:
    found: list[tuple[Place, list[Incoming | Failed]]] = []
    for item in read_sources(paths, format="auto", stdin=None, done=done):
        if isinstance(item, Place):
            found.append((item, []))
        else:
            found[-1][1].append(item)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A text, and five lines of JSON of which one is bad and one blank."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(SEED_FORM, encoding="utf-8")
    lines = [json.dumps({"id": f"n{n}", "body": f"نص {n}"}) for n in range(3)]
    (folder / "b.jsonl").write_text("\n".join([lines[0], "{bad", "", *lines[1:]]) + "\n", encoding="utf-8")
    return folder


def test_every_file_is_a_place_with_its_size_and_time(folder: Path) -> None:
    places = places_of(folder)
    assert [(place.source, len(items)) for place, items in places] == [
        (str(folder), 0),
        (str(folder / "a.txt"), 1),
        (str(folder / "b.jsonl"), 4),
    ]
    assert [place.state == "" for place, _ in places] == [True, False, False]
    os.utime(folder / "a.txt", ns=(1, 1))
    assert places_of(folder)[1][0].state == f"{len(SEED_FORM.encode())}:1"


@pytest.mark.parametrize("count", range(5))
def test_what_was_done_is_passed_over_and_the_rest_comes_as_before(folder: Path, count: int) -> None:
    before = places_of(folder)[2][1]
    place, items = places_of(folder, done=lambda source, state: count * source.endswith("b.jsonl"))[2]
    assert place.skipped == count
    assert items == before[count:]


def test_a_file_that_was_done_is_not_read(folder: Path) -> None:
    text, lines = places_of(folder, done=lambda source, state: -1 if source.endswith(".jsonl") else 0)[1:]
    assert len(text[1]) == 1
    assert (lines[0].skipped, lines[1]) == (-1, [])


def test_what_can_not_be_resumed_has_no_state(tmp_path: Path) -> None:
    stdin = io.BytesIO(SEED_FORM.encode())
    place, article = read_sources(["-"], format="auto", stdin=stdin, done=nothing_done)
    assert place == Place("-", "")
    assert isinstance(article, Incoming)
    place, failure = read_sources([tmp_path / "none.txt"], format="auto", stdin=None, done=nothing_done)
    assert place == Place(str(tmp_path / "none.txt"), "")
    assert isinstance(failure, Failed)


def test_who_does_not_ask_is_told_no_places(folder: Path) -> None:
    assert not [item for item in read_sources([folder], format="auto", stdin=None) if isinstance(item, Place)]


def test_progress_is_told_in_bytes_and_ends_with_the_weight(folder: Path) -> None:
    told: list[int] = []
    for _ in read_sources([folder, folder / "a.txt"], format="auto", stdin=None, progress=told.append):
        pass
    assert told == sorted(told)
    assert told[-1] == weigh([folder, folder / "a.txt"]) > 0


def test_a_named_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(SEED_FORM,))
    writer.start()
    places = [item for item in read_sources([pipe], format="auto", stdin=None, done=nothing_done)]
    writer.join()
    assert [type(item).__name__ for item in places] == ["Place", "Incoming"]
    assert places[0] == Place(str(pipe), "")

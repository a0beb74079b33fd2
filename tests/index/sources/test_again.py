"""Imported again, nothing is doubled; what has the same number in another file is another article."""

from __future__ import annotations

from pathlib import Path

from index.library import Library
from tests.index.sources.importing import BODY, TITLE, seed_form, zipped
from tests.index.sources.test_hostile import samples
from tests.index.sources.test_table import table

ROWS = [["id", "title", "text"], ["1", "خبر أول", f"{BODY} أول"], ["2", "خبر ثان", f"{BODY} ثان"]]


def counts(library: Library, *paths: Path) -> tuple[int, int]:
    """How many articles were added and changed."""
    report = library.import_paths(paths)
    assert not report.failed
    return report.added, report.updated


def test_every_format_imported_again_changes_nothing(empty_library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, sound in samples(tmp_path).items():
        (folder / name).write_bytes(sound)
    assert counts(empty_library, folder)[0] > 15
    before = [empty_library.article(row.id) for row in empty_library.rows(empty_library.keys())]
    assert counts(empty_library, folder) == (0, 0)
    assert [empty_library.article(row.id) for row in empty_library.rows(empty_library.keys())] == before


def test_a_row_that_changed_is_an_update_and_rows_put_before_it_are_others(
    empty_library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(table(ROWS))
    assert counts(empty_library, path) == (2, 0)
    path.write_bytes(table([ROWS[0], ["3", "ثالث", f"{BODY} ثالث"], ["1", "خبر أول", f"{BODY} مصحح"], ROWS[2]]))
    assert counts(empty_library, path) == (1, 1)


def test_rows_of_one_number_in_two_tables_are_two_articles(empty_library: Library, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_bytes(table([ROWS[0], ["1", f"عنوان {name}", f"{BODY} {name}"]]))
    assert counts(empty_library, tmp_path / "a.csv", tmp_path / "b.csv") == (2, 0)
    assert counts(empty_library, tmp_path / "b.csv", tmp_path / "a.csv") == (0, 0)


def test_rows_without_numbers_are_known_by_their_text_wherever_they_stand(
    empty_library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    rows = [row[1:] for row in ROWS]
    path.write_bytes(table(rows))
    assert counts(empty_library, path) == (2, 0)
    path.write_bytes(table([rows[0], ["جديد", f"{BODY} جديد"], *rows[1:]]))
    assert counts(empty_library, path) == (1, 0)


def test_a_file_changed_in_an_archive_is_an_update(empty_library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"x/n.txt": seed_form(), "y/n.txt": seed_form("آخر", f"{BODY} آخر")}))
    assert counts(empty_library, path) == (2, 0)
    path.write_bytes(zipped({"x/n.txt": seed_form(TITLE, f"{BODY} مصحح"), "y/n.txt": seed_form("آخر", f"{BODY} آخر")}))
    assert counts(empty_library, path) == (0, 1)

"""The commands that look after what came in: imports, tidy, show --original."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.article import Article
from index.incoming import Incoming
from index.library import Library
from index.news_reports import ImportProgress
from reader.commands.cli import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The library that commands open."""
    monkeypatch.setenv("WARRAQ_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("WARRAQ_LANG", "en")
    return tmp_path / "library"


def lines(path: Path, *records: object) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def test_imports_lists_the_runs_and_opens_the_log_of_one(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lines(tmp_path / "a.jsonl", {"id": "n1", "body": "نص"}, ["no", "article"])
    assert main(["import", str(path)]) == 1
    capsys.readouterr()
    assert main(["imports"]) == 0
    listed = capsys.readouterr().out
    assert "1 added, 0 updated, 0 already there, 1 failed" in listed
    assert str(path) in listed
    assert main(["imports", "1"]) == 0
    assert f"! {path}: line 2: expected a JSON object" in capsys.readouterr().out
    assert main(["imports", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["number"], told["failed"], told["sources"]) == (1, 1, [str(path)])
    assert [(entry["kind"], entry["source"]) for entry in told["log"]] == [("failure", f"{path}:2")]
    assert main(["imports", "7"]) == 1
    assert "no import with the number 7" in capsys.readouterr().err


def test_the_json_of_an_import_tells_every_failure(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lines(tmp_path / "a.jsonl", *(["bad"] for _ in range(1_200)))
    assert main(["import", str(path), "--json"]) == 1
    captured = capsys.readouterr()
    report = json.loads(captured.out)
    assert (report["added"], len(report["failed"])) == (0, 1_200)
    assert len(captured.err.splitlines()) == 101
    assert "warraq imports 1" in captured.err.splitlines()[-1]


def test_an_import_that_goes_on_says_so(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = lines(tmp_path / "a.jsonl", *({"id": f"n{number}", "body": "نص"} for number in range(1_200)))
    with Library.open(folder) as library:

        def stop(progress: ImportProgress) -> None:
            library.leave_off_importing()

        library.import_paths([path], watch=stop)
    assert main(["imports"]) == 0
    assert "not finished" in capsys.readouterr().out
    assert main(["import", str(path)]) == 0
    captured = capsys.readouterr()
    assert "went on where it had stopped, after 499 items" in captured.err
    assert "701 added" in captured.out


def test_tidy_drops_what_is_old_read_and_not_marked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Library.open(folder) as library:
        added = (datetime.now(UTC) - timedelta(days=60)).isoformat(timespec="seconds")
        library._store.put_incoming(Incoming(Article("old", "قديم", "نص قديم"), "test", added=added))
        library.set_read("old")
    assert main(["tidy", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"dropped": 0, "dry_run": False}
    assert main(["tidy", "--days", "30", "--dry-run"]) == 0
    assert capsys.readouterr().out == "1 article would go\n"
    assert main(["tidy", "--days", "30", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"dropped": 1, "dry_run": False}
    assert main(["show", "old"]) == 1


def test_tidy_takes_its_days_from_the_settings(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("keep_days = 30\n", encoding="utf-8")
    with Library.open(folder) as library:
        library._store.put_incoming(Incoming(Article("old", "", "نص"), "test", added="2020-01-01T00:00:00+00:00"))
        library.set_read("old")
    assert main(["--config", str(config), "tidy"]) == 0
    assert capsys.readouterr().out == "1 article dropped\n"
    config.write_text("keep_days = -1\n", encoding="utf-8")
    assert main(["--config", str(config), "tidy"]) == 1
    assert "use a number from 0 to" in capsys.readouterr().err


def test_originals_are_kept_where_that_is_set(
    folder: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("keep_originals = true\n", encoding="utf-8")
    original = "<p>عنوان\r\n</p>".encode("cp1256")
    with Library.open(folder) as library:
        library._store.put_incoming(Incoming(Article("without", "", "نص"), "test", original=original))
        library.keeps_originals = True
        library._store.put_incoming(Incoming(Article("with", "", "نص آخر"), "test", original=original))
    assert main(["--config", str(config), "show", "with", "--original"]) == 0
    assert capfdbinary.readouterr().out == original
    assert main(["show", "without", "--original"]) == 1
    assert b"keep_originals" in capfdbinary.readouterr().err
    text = tmp_path / "a.txt"
    text.write_bytes("عنوان\r\n\r\nنص\r\n".encode("cp1256"))
    assert main(["--config", str(config), "import", str(text)]) == 0
    capfdbinary.readouterr()
    assert main(["show", "a", "--original"]) == 0
    assert capfdbinary.readouterr().out == text.read_bytes()
    record = json.dumps({"id": "n1", "body": "نص ثالث"})
    (tmp_path / "b.jsonl").write_text(f"{record}\n", encoding="utf-8")
    assert main(["--config", str(config), "import", str(tmp_path / "b.jsonl")]) == 0
    capfdbinary.readouterr()
    assert main(["show", "n1", "--original"]) == 0
    assert capfdbinary.readouterr().out == record.encode()

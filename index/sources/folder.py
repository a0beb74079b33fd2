"""The files of a folder and those below, in an order that stays; nothing that leads out of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from index.errors import SourceError
from index.sources.item import Failed
from index.sources.names import is_known, printable

_MAILDIR = ("cur", "new")


def files_below(folder: Path) -> Iterator[Path | Failed]:
    """The files by name, folder by folder; hidden ones and other kinds are left out, links that lead out are told.

    Links are not followed, so that no loop has an end to find. Of the tree only the names on the way down are held.
    """
    root = os.path.realpath(folder)
    waiting: list[os.DirEntry[str] | Path] = [folder]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, Path) or entry.is_dir(follow_symlinks=False):
            try:
                waiting += reversed(_entries(entry))
            except OSError as error:
                yield _unreadable(entry, error)
        elif entry.is_symlink():
            yield from _told_link(entry, root)
        elif entry.is_file(follow_symlinks=False) and (is_known(entry.name) or is_maildir_message(Path(entry.path))):
            yield Path(entry.path)


def is_maildir_message(path: Path) -> bool:
    """Whether a file lies in a Maildir, where messages have names of their own kind."""
    box = path.parent.parent
    return path.parent.name in _MAILDIR and all((box / name).is_dir() for name in _MAILDIR)


def _entries(folder: os.DirEntry[str] | Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)


def _told_link(entry: os.DirEntry[str], root: str) -> Iterator[Failed]:
    if not is_known(entry.name) and not Path(entry.path).is_dir():
        return
    target = os.path.realpath(entry.path)
    if target != root and not target.startswith(root.rstrip(os.sep) + os.sep):
        shown = printable(entry.path)
        remedy = "name what it leads to, if you want it imported"
        yield Failed(shown, str(SourceError(shown, "a link that leads out of the folder", remedy)))


def _unreadable(folder: os.DirEntry[str] | Path, error: OSError) -> Failed:
    shown = printable(os.fspath(folder))
    problem = (error.strerror or str(error)).lower()
    return Failed(shown, str(SourceError(shown, problem, "check the path and its permissions")))

"""Which rule found what: `python -m index.entities FILE` prints each mention of a text with its rule and its score."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from index.entities.gluing import ungluing
from index.entities.lexicon import lexicon
from index.entities.page import Page
from index.entities.recogniser import find_all
from index.entities.words import split_words


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m index.entities", description=__doc__)
    parser.add_argument("file", type=Path)
    text = parser.parse_args().file.read_text("utf-8")
    words = list(ungluing(split_words(text)))
    for span in find_all(Page(text, words, lexicon(), Counter(word.norm for word in words))):
        name = text[span.start : span.end]
        print(f"{span.start:6} {span.end:6}  {span.type:4}  {span.score:.2f}  {span.rule:36}  {name}")


if __name__ == "__main__":
    main()

"""Stories folded: how many edited copies are found, what is folded wrongly, and how fast.

`python -m tests.bench.stories [ARTICLES]`: data/raw_text (55,661). Copies of every tenth article, edited as papers do,
are planted beside them, and copies whose numbers or days were changed, which are other news in the same words. What the
corpora themselves hold is written to `stories-to-read.txt`, for people to read.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from index.article import Article
from index.incoming import Incoming
from index.library import Library
from tests.bench.corpora import articles

EDITS = ("another lead", "end cut off", "end added", "sentences left out", "other spellings", "headline only")
NEWS = ("every number", "one number", "the days")
PLANT_EVERY = 10
SHORTEST = 60
"""Words of an article that copies are made of."""

_DAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_SENTENCE = re.compile(r"(?<=[.؟!])(?!\d)\s*")


def edited(how: str, body: str, other: str, chance: random.Random) -> str:
    """A copy of a text as another paper prints it."""
    words = body.split()
    match how:
        case "another lead":
            return " ".join(other.split()[:15] + words[max(8, len(words) // 10) :])
        case "end cut off":
            return " ".join(words[: round(len(words) * chance.uniform(0.5, 0.85))])
        case "end added":
            return " ".join(words + other.split()[: len(words) // 3])
        case "sentences left out":
            parts = _SENTENCE.split(body)
            gone = set(chance.sample(range(len(parts)), len(parts) // 6))
            return " ".join(part for number, part in enumerate(parts) if number not in gone)
        case "other spellings":
            return body.replace("إ", "ا").replace("ة ", "ه ").replace("،", " ،").replace("يت", "يّت")
    return body


def changed(what: str, body: str, chance: random.Random) -> str:
    """Other news in the words of a text; the same text where it has nothing to change."""
    if what == "the days":
        return re.sub(rf"\b(?:{'|'.join(_DAYS)})\b", lambda day: _DAYS[(_DAYS.index(day[0]) + 2) % 7], body)
    places = list(re.finditer(r"\d+", body))
    if what == "one number" and places:
        places = [chance.choice(places)]
    for place in reversed(places):
        body = f"{body[: place.start()]}{int(place[0]) + 3}{body[place.end() :]}"
    return body


def plant(library: Library, most: int) -> tuple[dict[int, tuple[str, int]], int]:
    """Fill a library: key of each planted copy to its kind and its original's key; how many articles in all."""
    chance = random.Random(2026)
    planted: dict[int, tuple[str, int]] = {}
    texts: list[tuple[int, str]] = []
    count = 0

    def put(name: str, title: str, body: str) -> int:
        nonlocal count
        count += 1
        return library._store.put_incoming(Incoming(Article(name, title, body), "bench"))[1]

    with library._store.batch():
        for number, document in enumerate(islice(articles(10**6), most)):
            key = put(document.id, document.title, document.body)
            if number % PLANT_EVERY == 0 and key and len(document.body.split()) >= SHORTEST:
                texts.append((key, document.body))
        makers: list[tuple[str, Callable[[str, str], str]]] = [
            *((how, lambda body, other, how=how: edited(how, body, other, chance)) for how in EDITS),
            *((what, lambda body, _, what=what: changed(what, body, chance)) for what in NEWS),
        ]
        for number, (key, body) in enumerate(texts):
            kind, make = makers[number % len(makers)]
            copy = make(body, texts[number - 1][1])
            if kind not in NEWS or copy != body:
                planted[put(f"planted-{number}", f"عنوان آخر {number}", copy)] = kind, key
    return planted, count


def main(most: int = 10**6) -> None:
    with tempfile.TemporaryDirectory() as temporary, Library.open(Path(temporary), seeds=False) as library:
        planted, count = plant(library, most)
        wall, cpu = time.perf_counter(), time.process_time()
        library.stories.gather()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(f"{count:,} articles compared, {count / wall:,.0f}/s, {count / cpu:,.0f}/s cpu (bar 300)")
        story: dict[int, int] = dict(library._store.select("SELECT key, story FROM stories WHERE story IS NOT NULL"))
        made, folded = Counter[str](), Counter[str]()
        for key, (kind, original) in planted.items():
            made[kind] += 1
            folded[kind] += story.get(key) is not None and story.get(key) == story.get(original)
        for kind in (*EDITS, *NEWS):
            share = folded[kind] / made[kind] if made[kind] else 0.0
            print(f"  {kind:<20} {folded[kind]:>5} of {made[kind]:>5} folded  {share:.3f}")
        members: dict[int, list[int]] = {}
        for key, number in story.items():
            if key not in planted:
                members.setdefault(number, []).append(key)
        pairs = [keys for keys in members.values() if len(keys) > 1]
        print(f"  {len(pairs)} stories of the corpora's own, the largest of {max(map(len, pairs), default=0)}")
        _write_pairs(library, pairs, Path("stories-to-read.txt"))


def _write_pairs(library: Library, groups: list[list[int]], path: Path) -> None:
    """The texts of some groups, for people to say whether they are one story."""
    some = random.Random(7).sample(groups, min(50, len(groups)))
    with path.open("w", encoding="utf-8") as file:
        for keys in some:
            for key, title, body in library._store.texts(keys):
                file.write(f"[{key}] {title}\n{body}\n\n")
            file.write("=" * 80 + "\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""What the tagger sees of a word and of its neighbours.

A word's own part is a pure function of the word and is kept, for each place it can stand at relative to the word in
question; the features of a position are then a concatenation. After Benajiba 2008 and facts of our own bench: see
README.md of this folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.entities.lexicon import lexicon
from index.entities.likeness import name_likeness
from index.entities.words import Kind, Stem, stems
from index.entities.wordtable import Facts, word_table

_SHAPES: dict[str, str] = {"number": "NUM", "latin": "LAT", "sign": "PUN", "break": "PUN"}
_VOWELS = "ايول"
_DEFINITE = ("ال", "لل")
_NISBA = ("ي", "يه", "يين", "يون", "يان", "يتان", "يات")


@dataclass(frozen=True, slots=True)
class View:
    """The features of one word as its own and as a neighbour's, and what features of pairs are made of."""

    stem: Stem
    own: tuple[str, ...]
    before: tuple[str, ...]
    """As the word before the one in question."""
    after: tuple[str, ...]
    before_two: tuple[str, ...]
    after_two: tuple[str, ...]
    before_three: tuple[str, ...]
    protocol: tuple[str, ...]
    """The features that weigh otherwise in ANERcorp: word, coarse clusters, triggers."""
    pair: tuple[str, str, str]
    """Base form, middle cluster and definiteness, for features over two words."""


def features_of(
    views: Sequence[View], hints: Sequence[tuple[str, ...]], *, is_anercorp: bool = False
) -> list[list[str]]:
    """The features of each word of a sentence; `hints` are what the rules said of it.

    `is_anercorp` asks for names as ANERcorp marks them: no ministries and armies, but nouns of its kind MISC.
    """
    rows = []
    count = len(views)
    for position, view in enumerate(views):
        row = [*view.own, *hints[position]]
        if position:
            before = views[position - 1]
            row += before.before
            row += _pair("-", before, view)
            if position > 1:
                row += views[position - 2].before_two
                if position > 2:
                    row += views[position - 3].before_three
            else:
                row.append("first+1")
        else:
            row.append("first")
        if position + 1 < count:
            after = views[position + 1]
            row += after.after
            row += _pair("+", view, after)
            if position + 2 < count:
                row += views[position + 2].after_two
            else:
                row.append("last-1")
        else:
            row.append("last")
        rows.append(row)
    if is_anercorp:
        _add_protocol(rows, views, hints)
    return rows


def _add_protocol(rows: list[list[str]], views: Sequence[View], hints: Sequence[tuple[str, ...]]) -> None:
    """Give words and triggers a second weight, for what ANERcorp marks otherwise than our guideline does."""
    before: tuple[str, ...] = ()
    for row, view, hint in zip(rows, views, hints, strict=True):
        row.append("a")
        row += (f"a|{name}" for name in (*view.protocol, *hint))
        row += (f"a|-1{name}" for name in before)
        before = view.protocol


def _pair(place: str, left: View, right: View) -> tuple[str, str, str]:
    (word, cluster, definite), (other, other_cluster, other_definite) = left.pair, right.pair
    return (
        f"{place}ww={word}|{other}",
        f"{place}cc={cluster}|{other_cluster}",
        f"{place}dd={definite}{other_definite}",
    )


@lru_cache(maxsize=2_048)
def view(norm: str, kind: Kind) -> View:
    """Everything the features need of one word: 5 kB, so that only the most used words are kept."""
    if kind != "word":
        return _plain_view(norm, kind)
    stem = base_of(norm)
    base = stem.norm
    facts = word_table().look_up(base)
    clusters = [f"c1={facts.coarse}", f"c2={facts.middle}", f"c3={facts.fine}"]
    tags = [*_gazetteer_tags(facts, base), *_triggers(base)]
    like = f"nl={name_likeness(base)}"
    definite = _definiteness(norm, base)
    near = [*clusters, *tags, like, f"s3={base[-3:]}", f"p3={base[:3]}", f"d={definite}", f"k={stem.cut}"]
    own = [
        f"w={base}",
        *near,
        "b",
        f"n={norm}",
        f"len={min(len(base), 9)}",
        *(f"p{size}={base[:size]}" for size in (1, 2, 4) if len(base) > size),
        *(f"s{size}={base[-size:]}" for size in (1, 2, 4) if len(base) > size),
        f"cl={norm[: stem.cut]}",
        f"f={facts.frequency}",
        f"{like}f={facts.frequency}",
        f"core={base[2:] if base.startswith('ال') and len(base) > 4 else base}",
        *(f"{tag}{definite}" for tag in tags),
    ]
    return _view(stem, own, near, [*clusters[:2], *tags], tags, (base, str(facts.middle), definite))


def _plain_view(norm: str, kind: Kind) -> View:
    shape = _SHAPES[kind]
    text = {"number": "<n>" if len(norm) != 4 else "<nnnn>", "latin": norm.lower()}.get(kind, norm[:1])
    own = [f"w={text}", "b", f"sh={shape}", f"len={min(len(norm), 9)}"]
    near = [f"sh={shape}"]
    return _view(Stem(0, norm), own, near, near, (), (text, shape, "-"))


def _view(
    stem: Stem,
    own: Sequence[str],
    near: Sequence[str],
    far: Sequence[str],
    farthest: Sequence[str],
    pair: tuple[str, str, str],
) -> View:
    """`own` begins with the word itself, which every place but the farthest has beside what is given for it."""
    word = own[0]
    return View(
        stem,
        tuple(own),
        before=(f"-1{word}", *_placed("-1", near)),
        after=(f"+1{word}", *_placed("+1", near)),
        before_two=(f"-2{word}", *_placed("-2", far)),
        after_two=(f"+2{word}", *_placed("+2", far)),
        before_three=tuple(_placed("-3", farthest)),
        protocol=(word, *far),
        pair=pair,
    )


def _placed(place: str, names: Sequence[str]) -> Iterator[str]:
    return (_at(place, name) for name in names)


@lru_cache(maxsize=4_096)
def _at(place: str, name: str) -> str:
    """A feature at its place: most are those of thousands of words, and are held once."""
    return f"{place}{name}"


@lru_cache(maxsize=8_192)
def base_of(norm: str) -> Stem:
    """The word without its proclitics, as far as the word table tells that they are ones.

    A word that the table holds is never cut; one that it does not hold is cut to a name that one letter hides, or else
    to the most frequent rest that the table holds.
    """
    table = word_table()
    whole = Stem(0, norm)
    if norm[0] not in "وفبلك" or len(norm) < 4 or any(table.look_up(norm)):
        return whole
    rests = [(table.look_up(stem.norm), stem) for stem in stems(norm)[1:] if len(stem.norm) > 2]
    named = next((stem for facts, stem in rests if stem.cut == 1 and (facts.given > 1 or facts.place > 1)), None)
    if named is not None and norm[0] in "وبل":
        return named
    known = [(facts.frequency, -stem.cut, stem) for facts, stem in rests if _is_worth_a_cut(norm, stem, facts)]
    if known:
        return max(known)[2]
    return Stem(1, norm[1:]) if norm[0] == "و" and len(norm) > 4 and norm[1] not in _VOWELS else whole


def _is_worth_a_cut(norm: str, stem: Stem, facts: Facts) -> bool:
    """Whether the rest is known well enough: a strange name begins with these letters oftener than with a proclitic."""
    if not any(facts):
        return False
    if norm[0] in "كف" and not stem.norm.startswith("ال"):
        return facts.frequency > 3
    if norm[0] == "و" and norm[1] in _VOWELS:
        return facts.frequency > 3 or stem.norm.startswith("ال") or facts.given > 1 or facts.place > 1
    return facts.frequency > 1 or facts.given > 0 or facts.surname > 0 or facts.place > 0


def _definiteness(norm: str, base: str) -> str:
    if base.startswith(_DEFINITE) or norm.startswith(("وال", "بال", "فال", "كال", "لل")):
        return "D"
    return "n" if base.endswith(_NISBA) else "i"


def _gazetteer_tags(facts: Facts, base: str) -> list[str]:
    tags = []
    if facts.given:
        tags.append(f"G{facts.given}")
    if facts.surname:
        tags.append(f"S{facts.surname}")
    if facts.is_foreign:
        tags.append("X")
    if facts.place:
        tags.append(f"C{facts.place}")
    if facts.is_ordinary:
        tags.append("O")
    if not tags:
        tags.append("?")
    return tags


def _triggers(base: str) -> list[str]:
    return [name for name, entries in _trigger_lists() if base in entries]


@lru_cache(maxsize=1)
def _trigger_lists() -> tuple[tuple[str, frozenset[str]], ...]:
    lists = lexicon()
    return (
        ("tP", lists.titles),
        ("tP!", lists.strong_titles),
        ("tV", lists.verbs),
        ("tL", lists.place_heads),
        ("tH", frozenset(lists.organisation_heads)),
        ("tD", frozenset(lists.definite_heads)),
        ("tN", lists.nationalities),
        ("tn", lists.indefinite_nationalities),
        ("tA", lists.adjectives),
        ("tG", lists.given | lists.everyday_given),
    )

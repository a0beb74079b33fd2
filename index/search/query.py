"""What people type, as a tree.

Nothing is a syntax error: a bracket or a quote that is never closed, an operator without its operand and every sign
without letters are passed over, so that a pasted question is a query like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import lru_cache
from itertools import takewhile

from index.arabic import TOKEN, fold_token, tokens
from index.search.analysis import analyse, forms, root_of, stem_of, stop_words, strip_prefix
from index.search.dates import DATE_WORDS, is_day
from index.search.pasted import logical

WORD_LIMIT = 128
"""Words of one query that are looked up; a pasted article is cut here."""

REMEMBERED = 256
"""Queries whose trees are kept."""

DEPTH_LIMIT = 20
"""Brackets deeper than this are passed over."""

PROSE_LENGTH = 8
"""Longer queries, and those with a question mark, are sentences: ليس, أو, hyphens and quotes are part of them."""


@dataclass(frozen=True, slots=True)
class Word:
    """Found by stem or root in the whole text, or only where `field` says."""

    stem: str
    root: str
    field: str = ""
    typed: str = dataclass_field(default="", compare=False)
    """As it stands in the query; two spellings of a word are the same leaf."""


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins so, with or without its article and clitics."""

    starts: tuple[str, ...]
    stem: str
    typed: str = dataclass_field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Every stem one letter away."""

    stem: str
    typed: str = dataclass_field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Stems at these distances from the first one."""

    stems: tuple[tuple[int, str], ...]
    field: str = ""
    typed: str = dataclass_field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Exact(Word):
    """A word in this very form alone: looked for as any word, then compared with the text by a `Filter` beside it."""

    form: str = ""
    """The folded letters."""
    may_loosen: bool = False
    """Quoted in a row of keywords, as headlines quote: where too little is found, any form will do."""


@dataclass(frozen=True, slots=True)
class ExactPhrase(Phrase):
    """Words in these very forms, one right behind the other; stop words count."""

    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """A claim about the article that is no word of its text: source, category, date, tag, ..."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    child: Node


@dataclass(frozen=True, slots=True)
class All:
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    children: tuple[Node, ...]


Node = Word | Prefix | Fuzzy | Phrase | Filter | Not | All | Either

NOTHING = Either(())
"""Matches no article."""

FIELDS = {
    "title": "title",
    "عنوان": "title",
    "root": "root",
    "جذر": "root",
    "source": "source",
    "مصدر": "source",
    "category": "category",
    "قسم": "category",
    "date": "date",
    "تاريخ": "date",
    "tag": "tag",
    "وسم": "tag",
    "entity": "entity",
    "كيان": "entity",
    "is": "is",
}
"""Field names as they may be typed -> the field."""

FORM, TITLE_FORM = "form", "title form"
"""Filters that nobody types: the text, or its title, holds these folded forms one after the other."""

_STATES = {"محفوظ:": Filter("is", "bookmarked"), "غير_مقروء:": Filter("is", "unread")}
"""Names that are filters by themselves; without the colon نجيب محفوظ is a name."""
_OPERATORS = {"AND": "and", "و": "and", "OR": "or", "أو": "or", "او": "or", "NOT": "not", "ليس": "not", "بدون": "not"}
_LEXEME = re.compile(
    r"""(?P<minus>(?<!\S)-(?=[^\s-]))
      | (?P<exact>(?<![^\s:(])=(?:"[^"]*"|“[^”]*”|«[^»]*»|[^\s()"“”«»=]+))
      | (?P<quote>"[^"]*"|“[^”]*”|«[^»]*»)
      | (?P<open>\() | (?P<close>\))
      | (?P<field>[^\W\d_]+):(?=[^\s:])
      | (?P<run>[^\s()"“”«»]+)""",
    re.VERBOSE,
)

_QUOTATION = re.compile(r"""\s*=?(?:"[^"]*"|“[^”]*”|«[^»]*»)\s*""")


@dataclass(slots=True)
class _Frame:
    """One level of brackets while it is read."""

    items: list[Node] = dataclass_field(default_factory=list)
    joins: bool = False
    negates: bool = False

    def add(self, nodes: list[Node]) -> None:
        """Take in what one lexeme gave; a pending OR or NOT holds for its first node alone."""
        for node in nodes:
            if self.negates:
                self.items.append(Not(node))
            elif self.joins and self.items and not isinstance(self.items[-1], Not):
                before = self.items.pop()
                alternatives = before.children if isinstance(before, Either) else (before,)
                self.items.append(Either((*alternatives, node)))
            else:
                self.items.append(node)
            self.joins = self.negates = False

    def close(self) -> list[Node]:
        return self.items if len(self.items) < 2 else [All(tuple(self.items))]


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._frames = [_Frame()]
        self._field = ""
        self._is_prose = is_prose(text)

    def parse(self) -> All:
        lexemes = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _LEXEME.finditer(self._text)]
        place = 0
        while place < len(lexemes):
            if self._field == "date" and (size := _date_size(lexemes[place : place + DATE_WORDS])):
                self._add([Filter("date", " ".join(value for _, value in lexemes[place : place + size]))])
                place += size
            else:
                self._take(*lexemes[place])
                place += 1
        while len(self._frames) > 1:
            self._close()
        return All(tuple(self._frames[0].items))

    def _take(self, kind: str, value: str) -> None:
        match kind:
            case "minus":
                self._frames[-1].negates = not self._is_prose
            case "open" | "close" if self._is_prose:
                pass
            case "open":
                if len(self._frames) < DEPTH_LIMIT:
                    self._frames.append(_Frame())
            case "close":
                self._close()
            case "field" if value in FIELDS:
                self._field = FIELDS[value]
            case "quote" | "exact" if self._is_prose:
                self._add(list(_words(value, self._field)))
            case "quote":
                self._add(self._quoted(value[1:-1]))
            case "exact":
                self._add(self._exact(value[1:]))
            case _:
                self._take_run(value)

    def _close(self) -> None:
        if len(self._frames) > 1:
            self._frames[-2].add(self._frames.pop().close())

    def _add(self, nodes: list[Node]) -> None:
        self._frames[-1].add(nodes)
        self._field = ""

    def _take_run(self, run: str) -> None:
        operator = _OPERATORS.get(run)
        if operator and (run.isascii() or not self._is_prose):
            self._operate(operator)
        elif run in _STATES:
            self._add([_STATES[run]])
        elif self._field not in ("", "title", "root"):
            self._add([Filter(self._field, run)])
        else:
            self._add(list(_words(run, self._field)))

    def _operate(self, operator: str) -> None:
        frame = self._frames[-1]
        frame.joins = operator == "or" or (frame.joins and operator == "not")
        frame.negates = operator == "not"

    def _quoted(self, text: str) -> list[Node]:
        if self._field not in ("", "title", "root"):
            return [Filter(self._field, text)] if text.strip() else []
        # Phrases need no roots, which take longer than all the rest.
        stems = [(n, stem) for n, match in enumerate(TOKEN.finditer(text)) if (stem := stem_of(match[0]))]
        if len(stems) > 1:
            return [Phrase(_distances(stems), self._field, _one_line(text))]
        found = list(analyse(text))
        if len(found) == 1 and self._field != "root" and len(TOKEN.findall(text)) == 1:
            return self._exact(text, may_loosen=True)
        return [Word(*token.forms, self._field, text[token.start : token.end]) for token in found]

    def _exact(self, text: str, *, may_loosen: bool = False) -> list[Node]:
        """What a text holds word for word; nothing where it is made of stop words, which no list leads to."""
        if self._field not in ("", "title"):
            return self._quoted(text)
        found = list(analyse(text))
        if not found:
            return []
        words = tuple(term for _, _, term in tokens(text))
        leaf: Node
        if len(words) == 1:
            leaf = Exact(*found[0].forms, self._field, _one_line(text), words[0], may_loosen)
        else:
            places = [(token.position, token.forms.stem) for token in found]
            leaf = ExactPhrase(_distances(places), self._field, _one_line(text), words)
        return [All((leaf, Filter(TITLE_FORM if self._field else FORM, " ".join(words))))]


def _date_size(lexemes: Sequence[tuple[str, str]]) -> int:
    """How many runs from the first on are one date, as الأسبوع الماضي is; 0 where none is."""
    runs = list(takewhile(lambda lexeme: lexeme[0] == "run", lexemes))
    sizes = range(len(runs), 0, -1)
    return next((size for size in sizes if is_day(" ".join(value for _, value in runs[:size]))), 0)


def _distances(stems: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Stems of a phrase and how far they stand behind the first; stop words between them count."""
    first = stems[0][0]
    return tuple((position - first, stem) for position, stem in stems[:WORD_LIMIT])


def _one_line(text: str) -> str:
    """A quotation as it was typed, without its marks."""
    return " ".join(text.strip('"“”«»').split())


def _words(run: str, name: str) -> Iterator[Node]:
    """The words of a run without blanks: several in #كأس_العالم and COVID-19."""
    for match in TOKEN.finditer(run):
        sign = run[match.end() : match.end() + 1]
        found = forms(match[0])
        if sign == "*":
            yield _prefix(match[0])
        elif found is None:
            continue
        elif sign == "~":
            yield Fuzzy(found.stem, match[0] + sign)
        else:
            yield Word(*found, name, match[0])


def _prefix(typed: str) -> Prefix:
    word = fold_token(typed)
    starts = {word, strip_prefix(word), word[1:] if word.startswith("و") and len(word) > 2 else word}
    found = forms(word)
    return Prefix(tuple(sorted(starts)), found.stem if found else word, f"{typed}*")


@lru_cache(maxsize=REMEMBERED)
def parse(text: str) -> All:
    """Read a query. Repeated words stay, so that they weigh more; beyond `WORD_LIMIT` words the rest is dropped.

    A query is read many times: for its hits, for what is marked in each title, for its snippets.
    """
    children: list[Node] = []
    for child in _Parser(logical(text)).parse().children:
        # Brackets that hold words alone say nothing: all of them are wanted anyway.
        is_bracket = isinstance(child, All) and all(isinstance(node, Word) for node in child.children)
        children += child.children if isinstance(child, All) and is_bracket else [child]
    return All(tuple(children[:WORD_LIMIT]))


def common_words(text: str) -> tuple[str, ...]:
    """The words of a query that holds nothing but stop words; empty for any other."""
    if parse(text).children:
        return ()
    words = (match[0] for match in TOKEN.finditer(logical(text)))
    return tuple(word for word in words if fold_token(word) in stop_words())


def positive_leaves(node: Node) -> Iterator[Word | Prefix | Fuzzy | Phrase]:
    """What an article may have matched: every leaf that no NOT stands over and that is a word of the text."""
    match node:
        case All(children) | Either(children):
            for child in children:
                yield from positive_leaves(child)
        case Word() | Prefix() | Fuzzy() | Phrase():
            yield node


def positive_filters(node: Node) -> Iterator[Filter]:
    """Every claim that somebody typed and no NOT stands over."""
    match node:
        case All(children) | Either(children):
            for child in children:
                yield from positive_filters(child)
        case Filter(name) if name not in (FORM, TITLE_FORM):
            yield node


def without_quotes(tree: All, *, keeps_phrases: bool = False) -> All:
    """Each quoted word, and each phrase unless they are kept, as words in any form."""
    children: list[Node] = []
    for child in tree.children:
        match child:
            case Phrase(stems, "", _) if not keeps_phrases:
                children += [Word(stem, root_of(stem)) for _, stem in stems]
            case All((Exact(stem, root, "", typed, _, True), *_)):
                children.append(Word(stem, root, "", typed))
            case _:
                children.append(child)
    return All(tuple(children))


def relaxed(tree: All) -> All | None:
    """One of the plain words is enough; phrases, filters and NOT still hold. None where that changes nothing."""
    plain = tuple(child for child in tree.children if isinstance(child, Word) and not child.field)
    rest = tuple(child for child in tree.children if not isinstance(child, Word) or child.field)
    return All((*rest, Either(plain))) if len(plain) > 1 else None


def is_prose(text: str) -> bool:
    """A sentence rather than a list of keywords: not all of its words have to be found. A lone quotation is none."""
    if _QUOTATION.fullmatch(text):
        return False
    return "؟" in text or "?" in text or len(text.split()) > PROSE_LENGTH

"""From a query tree to what Whoosh's own matchers run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from index.arabic import tokens
from index.search.door import whoosh_query
from index.search.query import All, Either, Filter, Fuzzy, Node, Not, Phrase, Prefix, Word

ROOT_WEIGHT = 0.75
"""What a root found is worth against a stem found; 0.5 to 1.0 rank alike (facts: measured on three sets)."""

Resolver = Callable[[str, str], Iterable[int]]
"""Field and value of a filter that only the record can answer (tag, entity, is) -> keys of the articles."""


def no_articles(name: str, value: str) -> Iterable[int]:
    return ()


def relaxed(tree: All) -> All | None:
    """One of the plain words is enough; phrases, filters and NOT still hold. None where that changes nothing."""
    plain = tuple(child for child in tree.children if isinstance(child, Word))
    rest = tuple(child for child in tree.children if not isinstance(child, Word))
    return All((*rest, Either(plain))) if len(plain) > 1 else None


def compile_query(node: Node, resolve: Resolver = no_articles) -> Any:
    match node:
        case Word(stem, _, "title"):
            return whoosh_query.Term("title", stem)
        case Word(_, root, "root"):
            return whoosh_query.Term("root", root)
        case Word(stem, root):
            by_root = whoosh_query.Term("root", root, boost=ROOT_WEIGHT)
            return whoosh_query.Or([whoosh_query.Term("text", stem), by_root])
        case Prefix(starts, stem):
            begun = [whoosh_query.Prefix("text", start) for start in starts]
            return whoosh_query.Or([*begun, whoosh_query.Term("text", stem)])
        case Fuzzy(stem):
            return whoosh_query.FuzzyTerm("text", stem, maxdist=1, prefixlength=1)
        case Phrase(stems, name):
            gap = max(b[0] - a[0] for a, b in pairwise(stems))
            return whoosh_query.Phrase(name or "text", [stem for _, stem in stems], slop=gap)
        case Filter(name, value):
            return _compile_filter(name, value, resolve)
        case Not(child):
            return whoosh_query.Not(compile_query(child, resolve))
        case Either(children):
            return whoosh_query.Or([compile_query(child, resolve) for child in children])
        case All(children):
            return _compile_all(children, resolve)


def _compile_all(children: tuple[Node, ...], resolve: Resolver) -> Any:
    compiled = [compile_query(child, resolve) for child in children]
    if children and all(isinstance(child, Not) for child in children):
        compiled.insert(0, whoosh_query.Every())
    return whoosh_query.And(compiled)


def _compile_filter(name: str, value: str, resolve: Resolver) -> Any:
    if name in ("source", "category"):
        return whoosh_query.And([whoosh_query.Term(name, term) for _, _, term in tokens(value)])
    if name == "date":
        first, _, last = value.partition("..")
        # "~" sorts behind every digit and hyphen, so that a month or year includes all its days.
        return whoosh_query.TermRange("date", first, (last if ".." in value else first) + "~")
    return whoosh_query.Or([whoosh_query.Term("key", key) for key in resolve(name, value)])

"""Plain Whoosh with its own codec and matchers over the same terms: what the flat lists are compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from whoosh import query as whoosh_query
from whoosh.filedb.filestore import RamStorage
from whoosh.formats import Frequency, Positions
from whoosh.scoring import BM25F

from index.search.analysis import analyse, token_count
from index.search.bm25 import K1, ROOT_WEIGHT, B, inverse_document_frequency
from index.search.door import STORED, Schema
from index.search.query import All, Either, Fuzzy, Node, Not, Phrase, Prefix, Word
from index.search.schema import TITLE_GAP, TITLE_WEIGHT, IndexedDocument, TermField


class StockField(TermField):
    """Postings of (title, body) as Whoosh's own writer wants them."""

    def __init__(self, format: Any, form: str) -> None:
        super().__init__(format, scorable=True)
        self._form = form

    def index(self, value: tuple[str, str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        places: defaultdict[str, list[int]] = defaultdict(list)
        title, body = value
        for token in analyse(title):
            places[getattr(token.forms, self._form)].append(token.position)
        in_title = {term: len(positions) for term, positions in places.items()}
        shift = token_count(title) + TITLE_GAP if title else 0
        for token in analyse(body):
            places[getattr(token.forms, self._form)].append(token.position + shift)
        for term, positions in places.items():
            weight = float(len(positions) + in_title.get(term, 0) * (TITLE_WEIGHT - 1))
            yield term.encode(), len(positions), weight, self._value(positions)

    def _value(self, positions: list[int]) -> bytes:
        return self.format.encode(positions) if self._form == "stem" else len(positions).to_bytes(4, "big")


class _Weighting(BM25F):
    def idf(self, searcher: Any, fieldname: str, text: Any) -> float:
        parent = searcher.get_parent()
        return inverse_document_frequency(parent.doc_count_all(), parent.doc_frequency(fieldname, text))


class StockEngine:
    """Documents in, ranked keys out."""

    def __init__(self, documents: list[IndexedDocument]) -> None:
        schema = Schema(key=STORED(), text=StockField(Positions(), "stem"), root=StockField(Frequency(), "root"))
        storage = RamStorage()
        ix = storage.create_index(schema)
        writer = ix.writer()
        for document in documents:
            value = (document.title, document.body)
            writer.add_document(key=document.key, text=value, root=value)
        writer.commit()
        self._searcher = ix.searcher(weighting=_Weighting(B=B, K1=K1))

    def run(self, tree: All, count: int | None = 10) -> list[tuple[int, float]]:
        found = self._searcher.search(compile_query(tree), limit=None)
        return [(self._searcher.stored_fields(number)["key"], score) for score, number in found.top_n[:count]]


def compile_query(node: Node) -> Any:
    match node:
        case Word(stem, root):
            by_root = whoosh_query.Term("root", root, boost=ROOT_WEIGHT)
            return whoosh_query.Or([whoosh_query.Term("text", stem), by_root])
        case Prefix(starts, stem):
            begun = [whoosh_query.Prefix("text", start) for start in starts]
            return whoosh_query.ConstantScoreQuery(whoosh_query.Or([*begun, whoosh_query.Term("text", stem)]), 0.0)
        case Fuzzy(stem):
            return whoosh_query.FuzzyTerm("text", stem, maxdist=1, prefixlength=1)
        case Phrase(stems):
            gap = max(b[0] - a[0] for a, b in pairwise(stems))
            return whoosh_query.Phrase("text", [stem for _, stem in stems], slop=gap)
        case Not(Prefix(starts, stem)):
            begun = [whoosh_query.Prefix("text", start) for start in starts]
            return whoosh_query.Not(whoosh_query.Or([*begun, whoosh_query.Term("text", stem)]))
        case Not(child):
            return whoosh_query.Not(compile_query(child))
        case Either(children):
            return whoosh_query.Or([compile_query(child) for child in children])
        case All(children):
            return whoosh_query.And([compile_query(child) for child in children])
    raise TypeError(node)

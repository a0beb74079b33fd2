"""The one door to Whoosh: every name of it that Warraq uses, imported without its noise."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    # Whoosh 2.7.4 holds invalid escape sequences, which Python 3.12 reports when it first compiles them.
    warnings.simplefilter("ignore")
    from whoosh.codec.base import FieldCursor, PerDocumentReader, TermsReader
    from whoosh.codec.whoosh3 import W3Codec, W3Segment
    from whoosh.fields import STORED, FieldType, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.formats import Frequency, Positions
    from whoosh.index import TOC, FileIndex, LockError, clean_files
    from whoosh.matching.mcore import ListMatcher
    from whoosh.reading import TermInfo, TermNotFound
    from whoosh.util.numeric import byte_to_length, length_to_byte
    from whoosh.writing import SegmentWriter

__all__ = [
    "STORED",
    "TOC",
    "FieldCursor",
    "FieldType",
    "FileIndex",
    "FileStorage",
    "Frequency",
    "ListMatcher",
    "LockError",
    "PerDocumentReader",
    "Positions",
    "Schema",
    "SegmentWriter",
    "TermInfo",
    "TermNotFound",
    "TermsReader",
    "W3Codec",
    "W3Segment",
    "byte_to_length",
    "clean_files",
    "length_to_byte",
]

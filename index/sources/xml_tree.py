"""XML from strangers: no entities, no network, no tree deeper or larger than documents are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse_xml(data: bytes, source: str) -> _Element:
    """The root of a document; SourceError where it is no XML, as far as it can be mended."""
    from lxml import etree

    # Entities are not even resolved inside the document: one that names ten that name ten is a bomb.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(source, f"no XML that can be read ({error})", "save its text and import that") from error
    # Recovering finds nothing at all in what is no XML.
    if root is None:
        raise SourceError(source, "no XML that can be read", "save its text and import that")
    return root


def local_name(element: _Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children_of(element: _Element, name: str) -> list[_Element]:
    """All elements of a name below another, in their order."""
    return [below for below in element.iter() if local_name(below) == name]


def text_of(element: _Element, name: str) -> str:
    """The text of the first element of a name below another; empty where there is none."""
    return next(("".join(below.itertext()) for below in children_of(element, name)), "")

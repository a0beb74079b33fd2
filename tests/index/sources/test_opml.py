"""Lists of feeds come in from any reader and go out to any other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources.opml import Outline, read_opml, write_opml
from tests.index.sources.data import folder


def read(body: str) -> tuple[Outline, ...]:
    return read_opml(f'<opml version="2.0"><head><title>x</title></head><body>{body}</body></opml>'.encode(), "x.opml")


@pytest.mark.parametrize(
    ("name", "feeds", "categories"), [("arabic_egypt_2014.opml", 216, 36), ("arabic_recent.opml", 23, 21)]
)
def test_the_measured_lists_are_read_whole_and_come_back(name: str, feeds: int, categories: int) -> None:
    outlines = read_opml((folder("feedlists") / name).read_bytes(), name)
    assert len(outlines) == feeds
    assert len({outline.category for outline in outlines}) == categories
    assert read_opml(write_opml(outlines).encode(), name) == outlines


def test_the_lists_of_another_reader() -> None:
    found = {}
    for path in sorted((folder("torture") / "newsboat").glob("*.opml")):
        try:
            found[path.name] = len(read_opml(path.read_bytes(), path.name))
        except SourceError as error:
            found[path.name] = str(error)
    assert found == {
        "body-element-missing.opml": 0,
        "category.opml": 1,
        "example.opml": 7,
        "example2.opml": 7,
        "filtered.opml": 2,
        "opml-element-missing.opml": "opml-element-missing.opml: no OPML: its root is <not-opml>; "
        "give a list of feeds in OPML",
        "piped.opml": 1,
        "test-urls+.opml": 4,
    }


def test_folders_in_folders_are_the_category() -> None:
    (outline,) = read(
        "<outline text='عالم'><outline title='عرب'><outline text='صحيفة' xmlUrl='https://a.example/f' "
        "htmlUrl='https://a.example/'/></outline></outline>"
    )
    assert outline == Outline("https://a.example/f", "صحيفة", ("عالم", "عرب"), "https://a.example/")


@pytest.mark.parametrize(
    "attributes",
    ["xmlUrl='https://a.example/f'", "xmlurl='https://a.example/f'", "XMLURL=' https://a.example/f '",
     "type='rss' url='https://a.example/f'", "feedUrl='https://a.example/f'"],
)  # fmt: skip
def test_readers_name_the_address_differently(attributes: str) -> None:
    assert [outline.url for outline in read(f"<outline text='x' {attributes}/>")] == ["https://a.example/f"]


def test_each_address_once_and_no_other_kind() -> None:
    outlines = read(
        "<outline xmlUrl='https://a.example/f'/><outline xmlUrl='http://www.a.example/f/'/>"
        "<outline xmlUrl='javascript:x'/><outline xmlUrl='file:///etc/passwd'/><outline xmlUrl='query:x'/>"
        "<outline type='link' text='x'/>"
    )
    assert [outline.url for outline in outlines] == ["https://a.example/f"]


def test_a_category_attribute_stands_in_for_folders() -> None:
    (outline,) = read("<outline xmlUrl='https://a.example/f' category='/عالم/عرب,/يومي'/>")
    assert outline.category == ("عالم", "عرب")


def test_broken_lists_are_read_as_far_as_they_go() -> None:
    broken = "<outline text='أ & ب' xmlUrl='https://a.example/f?x=1&y=2'/><outline text='&nbsp;ج' xmlUrl='https://b.example/f'"
    data = f'<opml version="1.0"><body>{broken}'.encode("cp1256")
    assert [outline.url for outline in read_opml(data, "x")][:1] == ["https://a.example/f?x=1&y=2"]
    assert read_opml(data, "x")[0].title == "أ & ب"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the list is empty"),
        (b"<rss version='2.0'><channel/></rss>", "no OPML"),
        (b"https://a.example/feed\n", "neither XML nor JSON"),
        (b"<opml>" + b"<outline>" * 999 + b"</outline>" * 999 + b"</opml>", "nest over"),
        (b'<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><a b="&x;"/></opml>', "a file from outside"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_told(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read_opml(data, "x.opml")


NAMES = st.text(alphabet=st.sampled_from("ابتa<>&\"' /\u064b"), min_size=1, max_size=8).map(str.strip).filter(bool)
OUTLINES = st.builds(
    Outline,
    url=st.integers(0, 99).map(lambda n: f"https://a.example/feed?a={n}&b=<ب>"),
    title=NAMES.map(lambda name: " ".join(name.split())),
    category=st.lists(NAMES.map(lambda name: " ".join(name.split())), max_size=3).map(tuple),
    site=st.sampled_from(["", "https://a.example/"]),
)


@given(st.lists(OUTLINES, max_size=12, unique_by=lambda outline: outline.url))
def test_what_is_written_is_read_again(outlines: list[Outline]) -> None:
    found = read_opml(write_opml(outlines).encode(), "x")
    assert sorted(found, key=repr) == sorted(outlines, key=repr)

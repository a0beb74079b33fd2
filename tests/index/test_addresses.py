"""One page, one identity."""

from __future__ import annotations

import pytest

from index.sources.addresses import normal_address


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.com/a/", "http://example.com/a"),
        ("https://example.com:443/a?utm_source=rss&id=5&fbclid=x", "https://EXAMPLE.com/a?id=5"),
        ("https://example.com/أخبار/5#تعليقات", "https://example.com/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/5"),
        ("https://example.com/%d8%a3", "https://example.com/%D8%A3"),
        ("https://موقع.example/a", "https://xn--4gbrim.example/a"),
        (" https://example.com//a ", "https://example.com/a"),
    ],
)
def test_ways_to_write_one_address_meet(one: str, other: str) -> None:
    assert normal_address(one) == normal_address(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a?id=5", "https://example.com/a?id=6"),
        ("https://example.com/a%2Fb", "https://example.com/a/b"),
        ("https://example.com/#!/a", "https://example.com/#!/b"),
        ("https://example.com:8080/a", "https://example.com/a"),
        ("https://example.com/A", "https://example.com/a"),
    ],
)
def test_addresses_of_different_pages_do_not_meet(one: str, other: str) -> None:
    assert normal_address(one) != normal_address(other)


@pytest.mark.parametrize("text", ["", "خبر", "ftp://example.com/a", "http://[::1", "http:///a", "javascript:alert(1)"])
def test_what_is_no_web_address_has_no_identity(text: str) -> None:
    assert normal_address(text) == ""

"""Well-known Arabic feeds to choose from; the list and where it comes from: known_feeds.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class KnownFeed:
    """A feed that is offered, never subscribed unasked."""

    title: str
    url: str
    kind: str
    """broadcaster, newspaper, agency, site, organisation or aggregator."""
    country: str
    """ISO 3166-1 alpha-2; empty where it is of none."""


@cache
def known_feeds() -> tuple[KnownFeed, ...]:
    """The list, in its order. No address on it was ever contacted for making it."""
    content = files("index.sources").joinpath("known_feeds.toml").read_text("utf-8")
    return tuple(KnownFeed(**entry) for entry in tomllib.loads(content)["feed"])

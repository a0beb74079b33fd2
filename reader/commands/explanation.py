"""Why a hit was found, as people and as programs read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from reader.commands.output import LRM, RLM, placed, screen_width
from reader.terminal import explicit_mode

if TYPE_CHECKING:
    from index.search_reports import Explanation, FoundWord
    from reader.commands.context import Context

INDENT = 2
"""Cells between the edge and a line that belongs to the one above it."""


def explanation_record(explanation: Explanation) -> dict[str, Any]:
    """The JSON of an explanation; offsets count in the article's text."""
    return {
        "words": [_word_record(word) for word in explanation.words],
        "filters": [{"field": field, "value": value} for field, value in explanation.filters],
    }


def _word_record(word: FoundWord) -> dict[str, Any]:
    return {
        "word": word.word,
        "kind": word.kind,
        "field": word.field,
        "stem_score": word.stem_score,
        "root_score": word.root_score,
        "forms": [
            {"form": form.text, "how": form.how, "count": len(form.spans), "spans": [list(span) for span in form.spans]}
            for form in word.forms
        ],
    }


def echo_explanation(context: Context, explanation: Explanation) -> None:
    """A line a word under its hit: laid out on a terminal; a tab-separated line a form anywhere else."""
    if context.plan.form == "logical":
        for word in explanation.words:
            for form in word.forms:
                click.echo("\t".join(("", word.word, form.text, form.how, str(len(form.spans)))))
        return
    from reader.text.lines import break_lines

    options, room = context.options(), screen_width() - INDENT
    with explicit_mode(context.plan):
        for line in explained(context, explanation):
            for laid_out in break_lines(line, room, "R" if context.is_arabic else "L", options):
                shown = placed(laid_out, room, options)
                click.echo(shown if context.is_arabic else " " * INDENT + shown)


def explained(context: Context, explanation: Explanation) -> Iterator[str]:
    """What is said of each word of the query."""
    # The mark behind each form keeps its number beside it, whatever the direction of its letters.
    mark = RLM if context.is_arabic else LRM
    for word in explanation.words:
        forms = (
            context.say("why.form", form=form.text + mark, count=len(form.spans), how=context.say(f"why.{form.how}"))
            for form in word.forms
        )
        yield f"{word.word}{mark}: {' · '.join(forms) if word.forms else context.say('why.absent')}"

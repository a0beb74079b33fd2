"""The entities of the article: grouped by type, each with its count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from index.article import Entities, Entity, EntityType
from reader.keys import bindings_of
from reader.widgets.look import Look
from reader.widgets.painted import Painted
from reader.widgets.spotlight import TYPE_CODES
from reader.widgets.strips import blank, line_segments, line_strip, place

if TYPE_CHECKING:
    from index.reports import Gathered

INDENT = 2
MARGIN = 1
"""Keeps counts and names off the scroll bar."""
TYPES: tuple[EntityType, ...] = ("LOC", "PER", "ORG", "DATE", "NUM")


@dataclass(frozen=True, slots=True)
class _Row:
    """A heading (no entity) or an entity."""

    type: str
    entity: Entity | None = None


class EntityPane(Painted, ScrollView, can_focus=True):
    """Names every type in words beside its colour, so that colour alone never tells."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("entities")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"body--{name.lower()}" for name in TYPE_CODES),
        "entitypane--heading",
        "entitypane--count",
        "entitypane--cursor",
        "entitypane--cursor-focus",
    }

    cursor: reactive[int] = reactive(0, always_update=True)

    class Jump(Message):
        """The next place that names an entity is wanted."""

        def __init__(self, entity: Entity) -> None:
            super().__init__()
            self.entity = entity

    class SearchFor(Message):
        """Every article that names an entity is wanted."""

        def __init__(self, entity: Entity) -> None:
            super().__init__()
            self.entity = entity

    class Correct(Message):
        """An entity is to be hidden, or called something else."""

        def __init__(self, entity: Entity) -> None:
            super().__init__()
            self.entity = entity

    class CompanyOf(Message):
        """What an entity appears with is wanted."""

        def __init__(self, entity: Entity) -> None:
            super().__init__()
            self.entity = entity

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self._rows: list[_Row] = []
        self._count_cells = 1
        self._progress: Gathered | None = None
        self._shown_type: EntityType | None = None

    def show_entities(self, entities: Entities) -> None:
        """Show another article's entities, the ones named most first."""
        self._arrange(entities)
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.cursor = 1

    def show_type(self, shown: EntityType | None, entities: Entities) -> None:
        """Show the entities of one type alone, or of all."""
        self._shown_type = shown
        self.show_entities(entities)

    def update_entities(self, entities: Entities) -> None:
        """Show what has become of the same article's entities; the cursor stays as far as they reach."""
        self._arrange(entities)
        self.cursor = self.cursor if self.entity is not None else self.cursor - 1

    def _arrange(self, entities: Entities) -> None:
        """A heading and the entities of each type."""
        self._rows = []
        for name in TYPES:
            group = sorted((e for e in entities.entities if e.type == name), key=lambda e: (-e.count, e.mentions))
            if group and self._shown_type in (None, name):
                self._rows += [_Row(name), *(_Row(name, entity) for entity in group)]
        self._count_cells = max((len(f"{entity.count:,}") for entity in entities.entities), default=1)
        self._measure()
        self.refresh()

    def show_progress(self, state: Gathered) -> None:
        """Tell on the lower border how far the table of the library's entities has come."""
        self._progress = None if state.is_whole else state
        self._show_heading()

    def set_look(self, look: Look) -> None:
        self.look = look
        self._show_heading()
        self.refresh()

    def point_at(self, canonical: str, type_name: str) -> None:
        """Put the cursor on an entity: its mention was picked in the text."""
        for place_in_list, row in enumerate(self._rows):
            if row.entity is not None and (row.entity.canonical, row.entity.type) == (canonical, type_name):
                self.cursor = place_in_list

    @property
    def entity(self) -> Entity | None:
        """The entity under the cursor."""
        return self._rows[self.cursor].entity if 0 <= self.cursor < len(self._rows) else None

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows))

    def on_resize(self, event: Resize) -> None:
        self._measure()
        self._show_heading()

    def _show_heading(self) -> None:
        count = sum(row.entity is not None for row in self._rows)
        shown_type = self._shown_type
        heading = self.look.say(f"screen.type_{shown_type.lower()}" if shown_type else "screen.entities")
        shown = f"{heading} {count:,}" if count else heading
        room = max(1, self.size.width - 4)
        state = self._progress
        told = self.look.say("entities.gathering", percent=100 * state.listed // state.articles) if state else ""
        self.label_border(self.look.label(shown, room), self.look.label(told, room))

    def validate_cursor(self, cursor: int) -> int:
        return max(1, min(cursor, len(self._rows) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        self._show_heading()
        if self._rows:
            region = Region(0, new if new > 1 else 0, 1, 1)
            self.scroll_to_region(region, animate=False, force=True, immediate=True, x_axis=False)
        self.refresh()

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self.refresh()

    def action_move(self, step: int) -> None:
        """Headings are passed over."""
        target = self.cursor + step
        if 0 <= target < len(self._rows) and self._rows[target].entity is None:
            target += 1 if step > 0 else -1
        self.cursor = target
        if self.entity is None:
            self.cursor += 1

    def action_jump(self) -> None:
        if self.entity is not None:
            self.post_message(self.Jump(self.entity))

    def action_search_for(self) -> None:
        if self.entity is not None:
            self.post_message(self.SearchFor(self.entity))

    def action_correct(self) -> None:
        if self.entity is not None:
            self.post_message(self.Correct(self.entity))

    def action_company(self) -> None:
        if self.entity is not None:
            self.post_message(self.CompanyOf(self.entity))

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        row = offset.y + self.scroll_offset.y
        if row < len(self._rows) and self._rows[row].entity is not None:
            self.cursor = row
            self.action_jump()

    def render_line(self, y: int) -> Strip:
        width = max(1, self.scrollable_content_region.width - MARGIN)
        return Strip.join([self._draw_row(y, width), Strip([blank(MARGIN, self.base_style)], MARGIN)])

    def _draw_row(self, y: int, width: int) -> Strip:
        number = y + self.scroll_offset.y
        if number >= len(self._rows):
            return self._draw_empty(y, width)
        row = self._rows[number]
        return self._draw_heading(row, width) if row.entity is None else self._draw_entity(row.entity, number, width)

    def _draw_empty(self, y: int, width: int) -> Strip:
        if y or self._rows:
            return Strip.blank(width, self.base_style)
        return self._draw_line(self.look.say("screen.no_entities"), self._part("count"), width)

    def _draw_heading(self, row: _Row, width: int) -> Strip:
        return self._draw_line(self.look.say(f"screen.type_{row.type.lower()}"), self._part("heading"), width)

    def _draw_line(self, text: str, style: Style, width: int) -> Strip:
        line = self.look.line(text, width)
        return line_strip(line, self.look.options, width, style, at_right=self.look.is_mirrored)

    def _part(self, name: str) -> Style:
        return self.base_style + self.part_style(f"entitypane--{name}")

    def _draw_entity(self, entity: Entity, number: int, width: int) -> Strip:
        """Name at the reading edge, count at the other one, all counts of one width."""
        base = self.base_style
        if number == self.cursor:
            base = self._part("cursor-focus" if self.has_focus else "cursor")
        is_lit = number == self.cursor and self.has_focus
        style = base if is_lit else base + self.part_style(f"body--{entity.type.lower()}")
        count = f"{entity.count:,}".rjust(self._count_cells)
        line = self.look.line(entity.canonical, max(1, width - INDENT - self._count_cells - 1))
        used = line.width + INDENT
        counted = Segment(count, base + self.part_style("entitypane--count"))
        indent, name = self._sign(entity, base), line_segments(line, self.look.options, style)
        rest = width - self._count_cells
        if self.look.is_mirrored:
            strip = place([*name, indent], used, rest, base, at_right=True)
            return Strip([counted, *strip], width)
        return Strip([*place([indent, *name], used, rest, base, at_right=False), counted], width)

    def _sign(self, entity: Entity, base: Style) -> Segment:
        """A letter for the type before the name, for rows whose heading is out of sight."""
        sign = self.look.label(self.look.say(f"entities.sign_{entity.type.lower()}"))
        text = f" {sign}" if self.look.is_mirrored else f"{sign} "
        return Segment(text, base + self.part_style("entitypane--count"))

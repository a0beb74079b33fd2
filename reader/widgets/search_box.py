"""The search box: logical text typed in, drawn joined and right to left while it is typed."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.events import Blur, Click, Focus, Key, MouseDown, MouseMove, MouseUp, Paste
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from reader.text.levels import base_direction
from reader.text.lines import VisualLine, layout_label
from reader.widgets.editing import EditedLine
from reader.widgets.look import Look
from reader.widgets.recall import Recall
from reader.widgets.row import Row
from reader.widgets.strips import blank, coded_segments, line_segments

SELECTED, CURSOR = 1, 2


class SearchBox(Row, can_focus=True):
    """One line of input. The cursor is a block on the letter that follows it, or on the free cell behind the text."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "searchbox--label",
        "searchbox--hint",
        "searchbox--cursor",
        "searchbox--selection",
    }

    class Changed(Message):
        """The text is another one."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    class Submitted(Message):
        """Enter: show what was found."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    class Left(Message):
        """Escape in an empty box."""

    class Copied(Message):
        """A part of the text is to go to the clipboard."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(
        self, look: Look, *, label: str = "screen.search_label", hint: str = "screen.search_hint", id: str | None = None
    ) -> None:
        super().__init__(look, id=id)
        self._label, self._hint = label, hint
        self.line = EditedLine()
        self.recall = Recall()
        """What the up and down keys call back."""
        self._first_cell = 0
        """Cells of the line scrolled out of sight behind its reading start."""
        self._is_dragging = False

    @property
    def value(self) -> str:
        """The logical text."""
        return self.line.text

    def set_value(self, value: str) -> None:
        """Put a text in without telling: the caller knows."""
        self.line = EditedLine(value, len(value), len(value))
        self.recall.leave()
        self.refresh()

    def edit(self, line: EditedLine) -> None:
        """Take a new state; tell when the text changed."""
        is_changed = line.text != self.line.text
        if is_changed:
            self.recall.leave()
        self.line = line
        self.refresh()
        if self.has_focus:
            self.app.cursor_position = self._cursor_on_screen()
        if is_changed:
            self.post_message(self.Changed(line.text))

    # Keys

    async def _on_key(self, event: Key) -> None:
        if event.is_printable and event.character is not None:
            self.edit(self.line.insert(event.character))
        elif not self._press(event.key):
            return
        event.stop()
        event.prevent_default()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters are text here, not commands."""
        return character is not None and character.isprintable()

    def _press(self, key: str) -> bool:
        """Do what a key that is no character does; False for keys that mean nothing here."""
        line = self.line
        is_selecting = key.startswith("shift+")
        name = key.removeprefix("shift+")
        if (offset := self._moved(name)) is not None:
            self.edit(line.at(offset, selecting=is_selecting))
        elif (target := self._deletion(key)) is not None:
            self.edit(line.delete(target))
        elif key in ("ctrl+a", "ctrl+ش"):
            self.edit(line.select_all())
        elif key in ("ctrl+c", "super+c", "ctrl+x", "ctrl+ؤ", "ctrl+ء"):
            self._copy(is_cut=key in ("ctrl+x", "ctrl+ء"))
        elif key in ("ctrl+v", "ctrl+ر"):
            self.edit(line.insert(_one_line(self.app.clipboard)))
        elif key in ("up", "down") and not self.recall.is_empty:
            return self._call_back(is_older=key == "up")
        elif key == "enter":
            self.post_message(self.Submitted(self.value))
        elif key == "escape":
            self._escape()
        else:
            return False
        return True

    def _call_back(self, *, is_older: bool) -> bool:
        """Put an older or newer text in; False below the newest, where the key means another thing."""
        text = self.recall.older(self.value) if is_older else self.recall.newer()
        if text is not None:
            self.line = EditedLine(text, len(text), len(text))
            self.refresh()
            self.app.cursor_position = self._cursor_on_screen()
            self.post_message(self.Changed(text))
        return is_older or text is not None

    def _escape(self) -> None:
        if self.value:
            self.edit(EditedLine())
        else:
            self.post_message(self.Left())

    def _copy(self, *, is_cut: bool) -> None:
        if text := self.line.selected_text:
            self.post_message(self.Copied(text))
            if is_cut:
                self.edit(self.line.insert(""))

    def _moved(self, name: str) -> int | None:
        """Where a movement key takes the cursor. Left and right are directions on the screen."""
        line = self.line
        forward = "left" if self._layout().base == "R" else "right"
        match name:
            case "left" | "right":
                return self._neighbour(1 if name == forward else -1)
            case "ctrl+left" | "ctrl+right" | "alt+left" | "alt+right":
                return line.word_end() if name.endswith(forward) else line.word_start()
            case "home":
                return 0
            case "end" | "ctrl+e":
                return len(line.text)
        return None

    def _neighbour(self, step: int) -> int:
        """The next cursor place: a mark never parts from its base, nor the letters of a lam-alef cell."""
        places = sorted({*self._layout().starts, 0, len(self.value)})
        if step > 0:
            return next((place for place in places if place > self.line.cursor), len(self.value))
        return next((place for place in reversed(places) if place < self.line.cursor), 0)

    def _deletion(self, key: str) -> int | None:
        """The other end of what a key deletes. Backspace takes one code point: a wrong haraka alone can be mended."""
        line = self.line
        match key:
            case "backspace" | "ctrl+h":
                return max(0, line.cursor - 1)
            case "delete" | "ctrl+d":
                return self._neighbour(1)
            case "ctrl+w" | "ctrl+backspace" | "alt+backspace" | "ctrl+ص":
                return line.word_start()
            case "ctrl+u" | "ctrl+ع":
                return 0
            case "ctrl+k" | "ctrl+ن":
                return len(line.text)
        return None

    def on_paste(self, event: Paste) -> None:
        event.stop()
        self.edit(self.line.insert(_one_line(event.text)))

    def on_focus(self, event: Focus) -> None:
        self.app.cursor_position = self._cursor_on_screen()
        self.refresh()

    def on_blur(self, event: Blur) -> None:
        self.refresh()

    # Mouse

    def on_mouse_down(self, event: MouseDown) -> None:
        self.capture_mouse()
        self._is_dragging = True
        self.edit(self.line.at(self._offset_at(event.get_content_offset_capture(self).x), selecting=event.shift))

    def on_mouse_move(self, event: MouseMove) -> None:
        if self._is_dragging:
            self.edit(self.line.at(self._offset_at(event.get_content_offset_capture(self).x), selecting=True))

    def on_mouse_up(self, event: MouseUp) -> None:
        self._is_dragging = False
        self.release_mouse()

    def on_click(self, event: Click) -> None:
        event.stop()
        if event.chain == 2:
            self.edit(self.line.select_all())

    def _offset_at(self, x: int) -> int:
        line = self._layout()
        left, _ = self._text_window(line)
        cell = x - left + self._hidden_left(line)
        if (found := line.range_at(cell)) is not None:
            return found[0]
        return 0 if (cell < 0) == (line.base == "L") else len(self.value)

    # Drawing

    def _layout(self) -> VisualLine:
        direction = "L" if self.look.is_plain else base_direction(self.value, self.look.direction)
        return layout_label(self.value, base=direction, options=self.look.options)

    def _text_window(self, line: VisualLine) -> tuple[int, int]:
        """Leftmost cell and width of what is seen of the text: beside the label, with a free cell for the cursor."""
        width = self.content_size.width
        label = self._label_line().width + 1
        room = max(2, width - label)
        used = min(line.width, room - 1)
        cursor_cell = 1
        if self.look.is_mirrored:
            edge = width - label
            return (edge - used, used) if line.base == "R" else (edge - used - cursor_cell, used)
        return (label, used) if line.base == "L" else (label + cursor_cell, used)

    def _label_line(self) -> VisualLine:
        return self.look.line(self.look.say(self._label))

    def _cursor_cell(self, line: VisualLine) -> int:
        """Cell of the cursor, counted from the line's leftmost cell; -1 or the width at the end of the text."""
        cursor = self.line.cursor
        cell = 0
        for start, end, width in zip(line.starts, line.ends, line.widths, strict=True):
            if start <= cursor < end:
                return cell
            cell += width
        return -1 if line.base == "R" else line.width

    def _hidden_left(self, line: VisualLine) -> int:
        """Cells hidden at the left of the window; the window follows the cursor."""
        _, seen = self._text_window(line)
        most = line.width - seen
        if most <= 0:
            self._first_cell = 0
            return 0
        cell = max(0, min(self._cursor_cell(line), line.width - 1))
        distance = line.width - 1 - cell if line.base == "R" else cell
        self._first_cell = max(min(self._first_cell, distance, most), distance - seen + 1, 0)
        return most - self._first_cell if line.base == "R" else self._first_cell

    def _cursor_on_screen(self) -> Offset:
        line = self._layout()
        left, _ = self._text_window(line)
        x = left + self._cursor_cell(line) - self._hidden_left(line)
        region = self.content_region
        return Offset(region.x + max(0, min(x, region.width - 1)), region.y)

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        base = self.base_style
        if y:
            return Strip.blank(width, base)
        label = self._label_line()
        label_style = base + self.part_style("searchbox--label")
        labelled = Strip(line_segments(label, self.look.options, label_style), label.width)
        field = self._field(width - label.width - 1)
        gap = Strip([blank(1, base)], 1)
        return Strip.join([field, gap, labelled] if self.look.is_mirrored else [labelled, gap, field])

    def _field(self, width: int) -> Strip:
        """The text in its window, with the cursor; the hint while there is neither text nor focus."""
        base = self.base_style
        if not self.value and not self.has_focus:
            line = self.look.line(self.look.say(self._hint), max(1, width))
            style = base + self.part_style("searchbox--hint")
            shown = Strip(line_segments(line, self.look.options, style), line.width)
            return self._aligned(shown, width)
        line = self._layout()
        hidden = self._hidden_left(line)
        _, seen = self._text_window(line)
        segments = coded_segments(line, self.look.options, self._codes(line), self._style_of)
        text = Strip(segments, line.width).crop(hidden, hidden + seen)
        is_behind = self.has_focus and self.line.cursor >= len(self.value)
        is_window_at_end = hidden == 0 if line.base == "R" else hidden + seen >= line.width
        free = Strip([Segment(" ", self._style_of(CURSOR if is_behind and is_window_at_end else 0))], 1)
        return self._aligned(Strip.join([free, text] if line.base == "R" else [text, free]), width)

    def _aligned(self, strip: Strip, width: int) -> Strip:
        filler = Strip([blank(max(0, width - strip.cell_length), self.base_style)])
        return Strip.join([filler, strip] if self.look.is_mirrored else [strip, filler])

    def _codes(self, line: VisualLine) -> bytearray:
        codes = bytearray(len(self.value))
        start, end = self.line.selection
        codes[start:end] = bytes([SELECTED]) * (end - start)
        if self.has_focus and self.line.cursor < len(codes):
            codes[self.line.cursor] |= CURSOR
        return codes

    def _style_of(self, code: int) -> Style:
        style = self.base_style
        if code & SELECTED:
            style += self.part_style("searchbox--selection")
        if code & CURSOR:
            style += self.part_style("searchbox--cursor")
        return style


def _one_line(text: str) -> str:
    """Pasted text on one line: line ends and tabs become blanks, other controls go."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable() or c in "\u200c\u200d")

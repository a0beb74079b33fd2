"""E-mail: newsletters as single messages, and the messages of a mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

from index.article import Article
from index.errors import SourceError
from index.sources.cleaning import clean, clean_body, clean_title
from index.sources.encodings import decode
from index.sources.item import Failed, Incoming
from index.sources.streams import LARGEST, Skip, lines_of
from index.sources.wrapping import unwrapped

_FROM_LINE = re.compile(rb"From \S+ .*\d{2}:\d{2}")
_QUOTED_FROM = re.compile(rb">+From ")
_LONGEST_HEADER = 4096
"""Code points of a header that are read: a subject has 100, and the standard library's parsing is slow on long ones."""

_MOST_PARTS = 200
_MULTIPART = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_SOFT_BREAK = re.compile(r"(?<!^--) \n", re.MULTILINE)
_LIST_ID = re.compile(r"(.*?)<[^<>]*>\s*")


def read_mail(data: bytes, source: str, origin: str = "") -> Incoming:
    """The article of one message; SourceError where it has no text."""
    # Parsing takes the product of its lines and its depth.
    if len(_MULTIPART.findall(data)) > _MOST_PARTS:
        raise SourceError(source, "a message of too many parts in one another", "save its text and import that")
    try:
        message = message_from_bytes(data.lstrip(b"\r\n"))
        return _article(message, source, origin or source)
    except (MessageError, RecursionError, LookupError, ValueError, TypeError, AttributeError) as error:
        # The parser's own faults on what no mail program sends: it promises none, and has some.
        raise SourceError(source, f"no message that can be read ({error})", "save its text and import that") from error


def read_mbox(
    stream: BinaryIO, source: str, skip: Skip, *, keeps_originals: bool = False
) -> Iterator[Incoming | Failed]:
    """The messages of a mailbox file, one at a time; a bad one is told and passed over."""
    number = 0
    for number, data in enumerate(_messages(lines_of(stream)), 1):
        if skip.passes():
            continue
        place = f"{source}#{number}"
        try:
            if data is None:
                problem = f"a message of more than {LARGEST >> 20} MB"
                raise SourceError(place, problem, "save its text and import that")
            incoming = read_mail(data, place)
            yield replace(incoming, original=data) if keeps_originals else incoming
        except SourceError as error:
            yield Failed(place, str(error))
    if not number:
        raise SourceError(source, "no messages in this mailbox", "save the messages as .eml files and import those")


def _messages(lines: Iterable[bytes | None]) -> Iterator[bytes | None]:
    """The messages between the lines that begin with `From `; None for one too long to be held."""
    held: list[bytes] = []
    size = 0
    is_after_blank = True
    for line in lines:
        if line is not None and is_after_blank and _FROM_LINE.match(line):
            if size:
                yield b"".join(held) if size <= LARGEST else None
            held.clear()
            size = 0
            continue
        size += LARGEST + 1 if line is None else len(line)
        is_after_blank = line is not None and not line.strip()
        if line is not None and size <= LARGEST:
            # Mailboxes put a mark before lines of text that would begin a message.
            held.append(line[1:] if _QUOTED_FROM.match(line) else line)
        else:
            held.clear()
    if size:
        yield b"".join(held) if size <= LARGEST else None


def _article(message: Message, source: str, origin: str) -> Incoming:
    text, warning = _text(message, source)
    title = clean_title(_header(message, "Subject"))
    if not text:
        raise SourceError(source, "a message without text", "import its attachments, saved as files")
    name, address = parseaddr(_header(message, "From"))
    sender = clean_title(name or address)
    message_id = clean_title(_header(message, "Message-ID")).strip("<> ")
    article = Article(
        id="",
        title=title,
        body=text,
        source=_list_name(message) or sender,
        date=_date(message),
        author=sender,
        language=_language(message),
    )
    # Its own id tells it from every other, in whatever mailbox it lies.
    identities = (f"mail:{message_id}",) if message_id else ()
    return Incoming(article, origin, warning=warning, identities=identities)


def _text(message: Message, source: str) -> tuple[str, str]:
    """The paragraphs of the text, the marked-up one where there are both, and what could not be read."""
    plain = html = warning = ""
    for part in message.walk():
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html"):
            continue
        said, lost = _decoded(part, source)
        warning = warning or lost
        if kind == "text/html":
            from index.sources.markup import paragraphs_of

            html = html or clean_body(paragraphs_of(said))
        elif not plain.strip():
            plain = clean_body(_unwrapped(said, is_flowed=part.get_param("format") == "flowed"))
    return html or plain, warning


def _decoded(part: Message, source: str) -> tuple[str, str]:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return decode(data, source, declared=str(part.get_content_charset() or ""))


def _unwrapped(text: str, *, is_flowed: bool) -> str:
    text = clean(text)
    # RFC 3676: a line that ends in a blank goes on in the next, but for the one above a signature.
    return _SOFT_BREAK.sub(" ", text) if is_flowed else unwrapped(text)


def _header(message: Message, name: str) -> str:
    """A header's text, its encoded words decoded; bytes that stand there undeclared are read as any text is."""
    value = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    # The parser keeps bytes beyond ASCII as lone surrogates.
    data = value[:_LONGEST_HEADER].encode("utf-8", errors="surrogateescape")
    text = _header_text(data, "", name) if not data.isascii() else data.decode("ascii")
    pieces = decode_header(text.replace("\n", " ").replace("\r", ""))
    return "".join(
        piece if isinstance(piece, str) else _header_text(piece, charset or "", name) for piece, charset in pieces
    )


def _header_text(data: bytes, charset: str, name: str) -> str:
    try:
        return decode(data, name, declared=charset)[0]
    except SourceError:
        return data.decode("utf-8", errors="replace")


def _list_name(message: Message) -> str:
    value = _header(message, "List-Id")
    named = _LIST_ID.fullmatch(value)
    return clean_title(named[1] if named else value).strip("\"' ") if value else ""


def _date(message: Message) -> str | None:
    try:
        moment = parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _language(message: Message) -> str:
    value = _header(message, "Content-Language").partition(",")[0].strip()
    return value if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value) else ""

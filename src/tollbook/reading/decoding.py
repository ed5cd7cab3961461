"""Bytes to text: UTF-8 first, then what the page declares, then detection."""

from __future__ import annotations

import codecs
import re

from tollbook.errors import UnreadableReport

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,300}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w:.-]{2,40})""", re.I
)

_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
"""The encoding that a declared one stands for in practice: WHATWG Encoding Standard, "Names and labels"."""

_SIGNATURES = (
    (b"%PDF-", "a PDF", "Save its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "Unpack it, or save it as plain text or HTML"),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first, for example with gunzip"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "Save it as plain text or HTML"),
    (b"{\\rtf", "a rich text document", "Save it as plain text or HTML"),
    (b"\x89PNG", "an image", "Save the report's text or its page"),
    (b"\xff\xd8\xff", "an image", "Save the report's text or its page"),
    (b"GIF8", "an image", "Save the report's text or its page"),
    (b"SQLite format 3\x00", "a database", "If it is a book, open it with --book"),
)

_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.I)
_HEAD = 2_000
_SAMPLE = 60_000
_WESTERN = bytes(range(0x20, 0x7F)) + b"\t\n\r\f"


def decode(name: str, raw: bytes) -> str:
    """The text of `raw`, its byte order mark left out and nothing else changed.

    Raises `UnreadableReport` for what is known to be something else, or decodes to no text.
    """
    for signature, what, remedy in _SIGNATURES:
        if raw.startswith(signature):
            raise UnreadableReport(f"{name}: it is {what}, and neither text, HTML nor JSON Lines. {remedy}.")
    text = _decoded(raw)
    if text is None or (_is_binary(text) and not _PAGE.search(raw[:_HEAD])):
        raise UnreadableReport(
            f"{name}: its bytes are no text in any encoding that is known here. Save it as UTF-8 text or as HTML."
        )
    return text


def _decoded(raw: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    wide = _utf16_without_mark(raw)
    if wide:
        return raw.decode(wide, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return _as_damaged_utf8(raw) or _as_declared(raw) or _as_western(raw) or _as_detected(raw)


def _utf16_without_mark(raw: bytes) -> str | None:
    """UTF-16 text in a Western script has a null for every second byte."""
    sample = raw[: _SAMPLE & ~1]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    half = len(sample) // 2
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    if low > 0.7 * half and high < 0.1 * half:
        return "utf-16-le"
    if high > 0.7 * half and low < 0.1 * half:
        return "utf-16-be"
    return None


def _as_damaged_utf8(raw: bytes) -> str | None:
    """UTF-8 with a few broken bytes (a page that was cut or pasted together): each becomes U+FFFD."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - broken
    return text if sound >= 10 * broken else None


def _as_declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:_SAMPLE])
    if found is None:
        return None
    try:
        encoding = codecs.lookup(found[1].decode("ascii", "replace")).name
        return raw.decode(_WIDER.get(encoding, encoding), "replace")
    except (LookupError, UnicodeError):  # an unknown name, or one of a codec that gives no text
        return None


def _as_western(raw: bytes) -> str | None:
    """English text in Windows-1252 is ASCII but for its quotes, dashes and a name's accents: under 15 % of bytes."""
    high = len(raw.translate(None, _WESTERN))
    if high * 100 > 15 * len(raw) or b"\x00" in raw:
        return None
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return None


def _as_detected(raw: bytes) -> str | None:
    import charset_normalizer  # loaded at need: few files get here

    best = charset_normalizer.from_bytes(raw[:_SAMPLE]).best()
    return None if best is None else raw.decode(best.encoding, "replace")


def _is_binary(text: str) -> bool:
    """Whether more than 1 % of a sample are control characters or broken ones, which no text holds."""
    sample = text[:_SAMPLE]
    odd = sum(
        1 for c in sample if (c < " " and c not in "\t\n\r\f\v\x1a\x1b") or c == "\ufffd" or "\x7f" <= c <= "\x9f"
    )
    return odd * 100 > len(sample)

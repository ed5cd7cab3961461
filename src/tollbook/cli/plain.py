"""Text of strangers made safe for a terminal."""

from __future__ import annotations

import re

# Controls (an escape sequence could rewrite the screen), marks that reverse the direction of what follows, and lone
# surrogates, which no encoding can carry.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


def plain(text: str) -> str:
    """`text` in one line, with every character that could disturb a terminal shown as a replacement character."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", _SPACE.sub(" ", text)).strip()

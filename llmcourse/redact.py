"""What a Gemini API key looks like, and text without any.

Google's keys of both kinds: `AIza...` and `AQ....`. They are taken out of what is handed in, of
feedback pages and of what is logged. Works on plain text and on the text of a JSON file, where a
line break before a key is written `\\n`. It knows no other secrets: no passwords, no tokens of
other services.
"""

from __future__ import annotations

import re

REMOVED = "[API key removed]"

# Not in the middle of a word: base64 of a picture may hold the four letters by chance.
KEY = re.compile(
    r"(?:(?<![A-Za-z0-9_-])|(?<=\\n)|(?<=\\r)|(?<=\\t))"
    r"(?:AIza[A-Za-z0-9_-]{30,}|AQ\.[A-Za-z0-9_-]{30,})"
)


def has_key(text: str) -> bool:
    """Whether something in the text looks like a real key."""
    return KEY.search(text) is not None


def redact(text: str) -> str:
    """The text with every key replaced by `REMOVED`."""
    return KEY.sub(REMOVED, text)

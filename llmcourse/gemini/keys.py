"""Keys: where a real one may come from, and the one that the local server takes.

A real key is read from the environment, handed in or typed unseen; it goes to Google's SDKs and
nowhere else. The local server's key is no secret: it is the word "local".
"""

import os
from getpass import getpass

from llmcourse.redact import has_key

LOCAL_KEY = "local"
VARIABLES = ("GOOGLE_API_KEY", "GEMINI_API_KEY")
"""Where both SDKs look; the first one counts, as in google-genai."""


def looks_real(key: str) -> bool:
    """Whether a key may open Google's service, complete or not."""
    return key.startswith(("AIza", "AQ.", "ya29.")) or has_key(key)


def from_environment() -> tuple[str, str]:
    """The key and the name of its variable; both empty when none is set."""
    for name in VARIABLES:
        if key := os.environ.get(name, "").strip():
            return key, name
    return "", ""


def both_differ() -> bool:
    """Whether two different keys are set, of which one will be ignored."""
    found = {os.environ.get(name, "").strip() for name in VARIABLES}
    return len(found - {""}) > 1


def ask() -> str:
    """A key typed by the learner; what is typed is not shown and not kept in the notebook."""
    return getpass("Gemini API key (it stays unseen; empty for the local model): ").strip()

"""What an SDK's exception means and what to do about it, in words a learner understands.

    try:
        client.models.generate_content(...)
    except Exception as error:
        print(explain(error))

Both SDKs change their classes often and keep some of them private, so an error is told by what it
carries: a code, a message, the names of its classes.
"""

import contextlib
import re

from llmcourse.gemini.errors import NotConnected, PortTaken, SdkMissing
from llmcourse.gemini.models import VARIABLE
from llmcourse.redact import redact

_OFFLINE = {"ConnectError", "ConnectTimeout", "ConnectionError", "NetworkError"}
_OWN_WORDS = (NotConnected, PortTaken, SdkMissing)
_KEYS_PAGE, _LIMITS_PAGE = "aistudio.google.com/apikey", "ai.google.dev/gemini-api/docs/rate-limits"


def explain(error: BaseException) -> str:
    """A sentence or two: what happened, and what to do."""
    if isinstance(error, _OWN_WORDS):
        return str(error)
    code, said = code_of(error), redact(_said(error))
    if code is None:
        return _without_code(error, said)
    told = _TOLD.get(code, _other)(said)
    return f"{told} (Error {code}.)"


def code_of(error: BaseException) -> int | None:
    """The HTTP status that an error carries, None if it carries none."""
    for name in ("status_code", "code"):
        value = getattr(error, name, None)
        if isinstance(value, int):
            return int(value)
    return None


def retry_delay(error: BaseException) -> float | None:
    """The seconds that the service asks to wait, None if it does not say.

    >>> retry_delay(error_429)
    2.0
    """
    text = f"{error} {getattr(error, 'details', '')}"
    found = re.search(r"retry(?:Delay)?\W+(?:in\s+)?(\d+(?:\.\d+)?)\s*s", text, re.IGNORECASE)
    return float(found[1]) if found else None


def _said(error: BaseException) -> str:
    """The service's own message, and behind a line break all that the error prints."""
    message = getattr(error, "message", None)
    short = message if isinstance(message, str) and message else str(error)
    inner = re.search(r"""['"]message['"]: ['"](.+?)['"], ['"]status""", short)
    short = inner[1] if inner else re.sub(r"^[A-Z]+ https?:[^ ]+: ", "", short)
    return f"{short}\n{error}"


def _without_code(error: BaseException, said: str) -> str:
    names = {kind.__name__ for kind in type(error).__mro__}
    if names & _OFFLINE:
        return _not_reached(error, said)
    if any("Timeout" in name for name in names):
        return "There was no answer in time. Try again; a shorter answer comes sooner."
    if names & {"BlockedPromptException", "StopCandidateException"} or "finish_reason" in said:
        return (
            "There is no text to read: the prompt or the answer was blocked. Look at "
            "response.prompt_feedback and at the candidate's finish_reason."
        )
    if "client has been closed" in said:
        return (
            "The client was thrown away before its call was over. Keep it in a variable: "
            "client = service.client, then client.models.generate_content(...)."
        )
    return f"{type(error).__name__}: {redact(str(error))}"


def _not_reached(error: BaseException, said: str) -> str:
    with contextlib.suppress(RuntimeError):  # a property of httpx that refuses
        said += str(getattr(getattr(error, "request", None), "url", ""))
    if "127.0.0.1" in said or "Connection refused" in said:
        return (
            "The local server is not there any more: the kernel was restarted, or the service was "
            "closed. Run the cell with connect() again, and then this one."
        )
    return (
        "Google's service cannot be reached. Is there a network? Without one, connect(local=True) "
        "answers from the course's own model."
    )


def _bad_request(said: str) -> str:
    if "API_KEY_INVALID" in said or "API key not valid" in said or "API key expired" in said:
        return (
            f"The key is not valid. Make a new one at {_KEYS_PAGE} and set it as GEMINI_API_KEY; "
            "keys that begin with AIza are being switched off. Without a key, connect(local=True)."
        )
    if "token count" in said:
        return f"The prompt is too long for this model: {_first(said)} Leave something out."
    if "location is not supported" in said:
        return "Google does not offer this service in your country. Use connect(local=True)."
    if "streaming response" in said:
        return (
            "The old SDK hides why the stream failed. Call it once without stream=True to see why."
        )
    return f"The request says something that the service does not take: {_first(said)}"


def _unauthenticated(said: str) -> str:
    if "local server" in said:
        return _first(said)
    return (
        f"The key is of a kind that the service does not take here. Make one at {_KEYS_PAGE} and "
        "set it as GEMINI_API_KEY, without quotes or spaces."
    )


def _denied(said: str) -> str:
    if "CachedContent" in said:
        return "There is no such cache any more: it expired or was deleted. Create it again."
    if "unregistered callers" in said:
        return "The request carried no key. Use service.client from connect()."
    return f"The key may not do this, or was reported as leaked: {_first(said)}"


def _not_found(said: str) -> str:
    if "model" in said.lower():
        return (
            f"There is no such model, or not any more: {_first(said)} connect() chooses one that "
            f"answers (service.model); the environment variable {VARIABLE} chooses for all lessons."
        )
    return f"It is not there: {_first(said)}"


def _quota(said: str) -> str:
    if "PerDay" in said:
        wait = "It is a quota for a day: wait until midnight in California."
    elif "limit: 0" in said:
        wait = "This model has no free quota: choose another one."
    else:
        seconds = re.search(r"retry in (\d+(?:\.\d+)?)s", said)
        wait = f"Wait {float(seconds[1]):.0f} seconds." if seconds else "Wait a minute."
    return (
        f"Your key has used up its quota. {wait} What is allowed: {_LIMITS_PAGE}. "
        "connect(local=True) has no quota."
    )


def _busy(said: str) -> str:
    return (
        "The service is overloaded or had a fault of its own. Nothing is wrong with your code: "
        "wait some seconds and try again, longer each time."
    )


def _other(said: str) -> str:
    return _first(said)


def _first(said: str) -> str:
    """The message's first line, as a sentence."""
    text = said.split("\n")[0].strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


_TOLD = {
    400: _bad_request,
    401: _unauthenticated,
    403: _denied,
    404: _not_found,
    429: _quota,
    500: _busy,
    503: _busy,
    504: _busy,
}

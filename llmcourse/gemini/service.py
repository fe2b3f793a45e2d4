"""`connect()`: Google's service with a key, the course's own model without; and what it hands out.

    service = connect()
    service                                        # says which of the two answers
    answer = service.client.models.generate_content(model=service.model, contents="Hello!")

A real key goes to Google's SDK and nowhere else: the local server is always called with the key
"local", even when a real one is in the environment. It runs in a thread of this process, once.
"""

import json
import os
import threading
import urllib.request
from collections.abc import Iterable
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any

from llmcourse.gemini import keys, models, notice, sdks
from llmcourse.gemini.errors import ApiError, NotConnected
from llmcourse.gemini.explain import code_of, explain

if TYPE_CHECKING:
    from llmcourse.gemini.server import Server

GOOGLE = "https://generativelanguage.googleapis.com"
_TRIES = 4
_lock = threading.Lock()
_server: "Server | None" = None


class Service:
    """Who answers, and through what."""

    def __init__(self, key: str, model: str, *, address: str | None, source: str = "") -> None:
        self._key, self._address = key, address
        self.model = model
        """The model's id: generate_content(model=service.model, ...)."""
        self.local = address is not None
        self.source = source
        """Where the key came from, in words."""
        self._vertex: dict[tuple[str, str], Any] = {}

    @property
    def address(self) -> str:
        """Where the service is."""
        return self._address or GOOGLE

    @property
    def embedding(self) -> str:
        """The id of the model that embeds."""
        return models.EMBEDDING if self.local else models.EMBEDDINGS[-1]

    @cached_property
    def client(self) -> Any:
        """A client of google-genai, the SDK that Google maintains."""
        return sdks.client(self._key, self._address)

    @property
    def legacy(self) -> Any:
        """The module google.generativeai, Google's first SDK, set to this service."""
        return sdks.configured(self._key, self._address)

    def vertex(self, project: str | None = None, location: str | None = None) -> Any:
        """A client of google-genai on Vertex AI's paths.

        Live it needs a project and a location, given or as GOOGLE_CLOUD_PROJECT and
        GOOGLE_CLOUD_LOCATION, and Google Cloud credentials.
        """
        project = project or os.environ.get("GOOGLE_CLOUD_PROJECT", "")
        location = location or os.environ.get("GOOGLE_CLOUD_LOCATION", "")
        if self.local:
            project, location = project or "local", location or "local"
        if not project or not location:
            raise ValueError(
                "Vertex AI needs a Google Cloud project and location: service.vertex(project=..., "
                "location=...). Without them, connect(local=True).vertex()."
            )
        at = project, location
        if at not in self._vertex:  # kept: a client that nobody holds closes in mid-call
            self._vertex[at] = sdks.vertex_client(self._address, *at)
        return self._vertex[at]

    def faults(
        self, next: Iterable[int | dict[str, Any]], retry_delay: str = "2s", latency: float = 0.0
    ) -> None:
        """Order errors for the next calls, one each: [429, 200, {"code": 503, "after": 3}].

        200 is a call that goes well, `after` breaks a stream off after so many pieces, `latency`
        makes each of these calls wait. Of the local server only.
        """
        body = {"next": list(next), "retryDelay": retry_delay, "latency": latency}
        self._own("POST", "faults", body)

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The last calls as the local server saw them: path, status, tokens, times, raw frames."""
        told: list[dict[str, Any]] = self._own("GET", "calls")
        return told

    def forget_calls(self) -> None:
        """Begin a new list of calls."""
        self._own("DELETE", "calls")

    def notice(self) -> str:
        """Which service answers, with which model, and what it costs."""
        return notice.plain(notice.lines(self.model, self.local, self.source))

    def close(self) -> None:
        """Stop the local server of this process; the next connect() starts another one."""
        for client in (self.__dict__.pop("client", None), *self._vertex.values()):
            if client:
                client.close()
        self._vertex.clear()
        if _server and self._address == _server.address:
            stop()

    def __repr__(self) -> str:
        return self.notice()

    def _repr_html_(self) -> str:
        return notice.html(notice.lines(self.model, self.local, self.source))

    def __enter__(self) -> "Service":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _own(self, method: str, name: str, body: Any = None) -> Any:
        if not self.local:
            raise RuntimeError("Only the local server does this: connect(local=True).")
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(f"{self.address}/__local/{name}", data, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=10) as answer:
            return json.loads(answer.read())


def connect(
    key: str | None = None,
    model: str | None = None,
    *,
    ask: bool = False,
    local: bool = False,
    address: str | None = None,
) -> Service:
    """The service that answers this notebook.

    With a key, given or in GOOGLE_API_KEY or GEMINI_API_KEY or, with `ask`, typed unseen, that is
    Google's; without one, or with `local`, the course's own model behind a local server. `model`,
    or the environment variable COURSE_MODEL, chooses the model. `address` is that of a local server
    which runs already. NotConnected says what is wrong and what to do.
    """
    source = "it was given"
    if address or local or key == keys.LOCAL_KEY:
        key = None
    elif not key:
        key, source = keys.from_environment()
        if ask and not key:
            key, source = keys.ask(), "it was typed in"
    if key:
        return _live(key, model, source)
    sdks.avoid_proxy()
    wanted = model or os.environ.get(models.VARIABLE) or models.MAIN
    try:
        chosen = models.resolve(wanted).id
    except ApiError as error:
        own = ", ".join(models.LOCAL)
        raise NotConnected(f"{error} The local server's own models: {own}.") from None
    return Service(keys.LOCAL_KEY, chosen, address=address or _running().address)


def stop() -> None:
    """Stop the local server of this process, if there is one."""
    global _server
    with _lock:
        if _server:
            _server.close()
        _server = None


def _running() -> "Server":
    """This process's local server, started when it is first needed."""
    from llmcourse.gemini.api import LocalApi
    from llmcourse.gemini.server import Server

    global _server
    with _lock:
        if _server is None or not _server.alive:
            _server = Server(LocalApi())
        return _server


def _live(key: str, model: str | None, source: str) -> Service:
    """Google's service with the first model that answers."""
    if keys.both_differ() and source in keys.VARIABLES:
        source += "; the other of the two variables holds another key, which is not used"
    try:
        client = sdks.client(key, None)
        wanted = model or os.environ.get(models.VARIABLE)
        offered = [] if wanted else [one.name for one in client.models.list() if _writes(one)]
        chosen = wanted or _first_to_answer(client, models.candidates(offered))
    except NotConnected:
        raise
    except Exception as error:
        raise NotConnected(explain(error)) from None
    service = Service(key, models.bare(chosen), address=None, source=source)
    service.__dict__["client"] = client
    return service


def _writes(model: Any) -> bool:
    return "generateContent" in (model.supported_actions or ())


def _first_to_answer(client: Any, names: list[str]) -> str:
    """To be listed is no proof: some listed models are closed to new keys."""
    for name in names[:_TRIES]:
        try:
            client.models.generate_content(
                model=name, contents="Hi", config={"max_output_tokens": 1}
            )
        except Exception as error:
            if code_of(error) != 404:
                raise
        else:
            return name
    raise NotConnected(
        f"None of {names[:_TRIES]} answers this key. Choose another: connect(model=...)."
    )

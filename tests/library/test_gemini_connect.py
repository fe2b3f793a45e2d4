"""`connect`: who answers, which model, and where a key goes and where not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from llmcourse.gemini import NotConnected, connect, keys, models, service
from llmcourse.gemini.api import LocalApi
from llmcourse.gemini.calls import Request, Steps
from llmcourse.gemini.server import Server
from tests.library.standin import REAL, Google

OTHER = "AQ." + "Ab8R" * 9
pytestmark = pytest.mark.usefixtures("no_keys")


class Sniffing(LocalApi):
    """Keeps all that arrives."""

    def __init__(self, like: LocalApi) -> None:
        super().__init__()
        self.state = like.state
        self.heard: list[str] = []

    def begin(self, request: Request) -> Steps:
        self.heard.append(f"{request.path} {dict(request.headers)} {request.body!r}")
        return super().begin(request)


@pytest.fixture
def local(gemini_api: LocalApi, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Server]]:
    """This process's own server has a tiny model."""
    monkeypatch.setattr(service, "_server", None)
    monkeypatch.setattr("llmcourse.gemini.api.LocalApi", lambda: gemini_api)

    def running() -> Server:
        assert service._server
        return service._server

    yield running
    service.stop()


def test_without_a_key_it_is_local_once_a_process(local: Callable[[], Server]) -> None:
    first, second = connect(), connect()
    assert first.local
    assert first.address == second.address == local().address
    assert first.model == models.MAIN
    first.close()
    third = connect()
    assert third.address != first.address
    assert third.client.models.count_tokens(model=third.model, contents="Hi").total_tokens > 2


def test_a_with_block_leaves_no_server(local: Callable[[], Server]) -> None:
    with connect() as made:
        server = local()
        assert made.calls == []
    assert not server.alive


def test_a_fork_starts_its_own(
    local: Callable[[], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = connect()
    server = local()
    monkeypatch.setattr(server, "process", os.getpid() + 1)
    assert connect().address != first.address
    monkeypatch.setattr(server, "process", os.getpid())
    server.close()


def test_a_real_key_never_reaches_the_local_server(
    gemini_api: LocalApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in keys.VARIABLES:
        monkeypatch.setenv(name, REAL if name.startswith("GOOGLE") else OTHER)
    monkeypatch.setenv("GOOGLE_GENAI_USE_VERTEXAI", "true")
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "real-project")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    sniffing = Sniffing(gemini_api)
    with Server(sniffing) as server, connect(address=server.address) as made:
        config = {"max_output_tokens": 2}
        made.client.models.generate_content(model=made.model, contents="Hi", config=config)
        list(made.client.models.generate_content_stream(model=made.model, contents="Hi"))
        made.client.interactions.create(model=made.model, input="Hi")
        made.vertex().models.generate_content(model=made.model, contents="Hi", config=config)
        made.legacy.GenerativeModel(made.model).count_tokens("Hi")
        by_vertex = ["publishers" in call["path"] for call in made.calls]
        assert by_vertex == [False, False, False, True, False]
    heard = "\n".join(sniffing.heard)
    assert len(sniffing.heard) == 6
    assert REAL not in heard
    assert OTHER not in heard
    assert "'x-goog-api-key': 'local'" in heard
    assert "'authorization': 'Bearer local'" in heard.lower().replace("bearer", "Bearer")


def test_local_wins_over_a_key_in_the_environment(
    local: Callable[[], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", REAL)
    assert connect(local=True).local
    assert connect(keys.LOCAL_KEY).local


def test_a_key_in_the_environment_goes_to_google(
    google: Google, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", REAL)
    made = connect()
    assert not made.local
    assert made.model == "gemini-flash-latest"
    assert google.keys == {REAL}
    assert google.asked[1].endswith("/models/gemini-flash-latest:generateContent")
    assert len(google.asked) == 2
    assert "GEMINI_API_KEY" in made.notice()
    assert REAL not in made.notice() + repr(made) + made._repr_html_()
    assert "costs money" in made.notice()
    assert "may ignore temperature" in made.notice()
    with pytest.raises(RuntimeError, match="Only the local server"):
        made.faults([429])
    made.close()


def test_of_two_keys_one_counts_and_it_is_said(
    google: Google, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", OTHER)
    monkeypatch.setenv("GOOGLE_API_KEY", REAL)
    with connect() as made:
        assert google.keys == {REAL}
        assert "holds another key" in made.notice()


def test_a_listed_model_that_is_closed_to_the_key_is_passed_over(google: Google) -> None:
    google.gone = {"gemini-flash-latest"}
    with connect(REAL) as made:
        assert made.model == "gemini-3.5-flash-lite"
    google.gone = set(google.listed)
    with pytest.raises(NotConnected, match="Choose another"):
        connect(REAL)
    google.listed = ["gemini-99-unheard-of"]
    with pytest.raises(NotConnected, match="gemini-99-unheard-of"):
        connect(REAL)


def test_a_model_that_is_asked_for(
    google: Google, local: Callable[[], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    with connect(REAL, "gemini-4-argon") as made:
        assert made.model == "gemini-4-argon"
    assert connect(model="gemini-local-draft").model == models.DRAFT
    monkeypatch.setenv(models.VARIABLE, "gemini-local-draft")
    assert connect().model == models.DRAFT
    with pytest.raises(NotConnected, match=r"no longer available.*gemini-local-main"):
        connect(model="gemini-1.5-pro")


def test_a_key_is_asked_for_only_when_wished(
    google: Google, local: Callable[[], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter([REAL, ""])
    monkeypatch.setattr(keys, "getpass", lambda prompt: next(typed))
    assert not connect(ask=True).local
    assert google.keys == {REAL}
    assert connect(ask=True).local


def test_vertex_live_needs_a_project(google: Google) -> None:
    with connect(REAL, "gemini-4-argon") as made, pytest.raises(ValueError, match="project"):
        made.vertex()


def test_models_are_chosen_by_preference() -> None:
    offered = ["models/gemini-3.6-flash", "models/gemini-3.10-flash", "models/gemma-4-31b-it",
               "models/gemini-3.5-flash-lite", "models/gemini-embedding-2"]  # fmt: skip
    assert models.candidates(offered) == [
        "gemini-3.5-flash-lite", "gemini-3.10-flash", "gemini-3.6-flash", "gemma-4-31b-it",
    ]  # fmt: skip
    assert models.candidates([*offered, "models/gemini-flash-latest"])[0] == "gemini-flash-latest"


@pytest.mark.parametrize(
    ("name", "heeds"),
    [("gemini-local-main", True), ("models/gemini-2.5-flash", True), ("gemini-3.8-flash", False),
     ("gemini-flash-latest", False), ("gemini-4-argon", False), ("gemma-4-31b-it", True)],
)  # fmt: skip
def test_which_models_heed_temperature(name: str, heeds: bool) -> None:
    assert models.samples(name) is heeds

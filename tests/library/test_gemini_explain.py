"""What is said when nobody answers, when something is missing, and in the notice."""

from __future__ import annotations

import pytest

from llmcourse.gemini import NotConnected, Service, connect, explain, keys, models, sdks
from llmcourse.gemini.api import LocalApi
from llmcourse.gemini.errors import SdkMissing
from llmcourse.gemini.server import Server
from tests.library.standin import REAL, Google

pytestmark = pytest.mark.usefixtures("no_keys")
SAID = {
    "wrong key": (400, "API key not valid. Please pass a valid API key.", "is not valid"),
    "country": (400, "User location is not supported for the API use.", "in your country"),
    "new key": (401, "Request had invalid authentication credentials.", "of a kind"),
    "leaked": (403, "Your API key was reported as leaked.", "leaked"),
    "a day": (429, "Quota exceeded: GenerateRequestsPerDayPerProject", "midnight"),
    "no free tier": (429, "Quota exceeded, limit: 0, model: x", "no free quota"),
    "a minute": (429, "Please retry in 31.5s.", "Wait 32 seconds"),
    "busy": (503, "The model is overloaded.", "Nothing is wrong with your code"),
}


@pytest.mark.parametrize("name", SAID)
def test_why_nobody_answers_is_told(google: Google, name: str) -> None:
    code, message, words = SAID[name]
    google.error = (code, message)
    with pytest.raises(NotConnected) as caught:
        connect(REAL)
    assert words in str(caught.value)
    assert REAL not in str(caught.value)


def test_offline_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", "http://nowhere.invalid")
    with pytest.raises(NotConnected, match=r"network.*connect\(local=True\)"):
        connect(REAL)


def test_after_a_restart_it_is_told_what_to_run(gemini_api: LocalApi) -> None:
    with Server(gemini_api) as server:
        address = server.address
    gone = Service(keys.LOCAL_KEY, models.MAIN, address=address)
    for call in (
        lambda: gone.client.models.generate_content(model=gone.model, contents="Hi"),
        lambda: gone.legacy.GenerativeModel(gone.model).generate_content("Hi"),
    ):
        with pytest.raises(Exception, match=r"refused|127\.0\.0\.1") as caught:
            call()
        assert "Run the cell with connect() again" in explain(caught.value)
    gone.client.close()


def test_a_client_that_nobody_held(gemini: Service) -> None:
    with pytest.raises(RuntimeError) as caught:
        sdks.client(keys.LOCAL_KEY, gemini.address).models.generate_content(model="x", contents="x")
    assert "Keep it in a variable" in explain(caught.value)


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "google.genai", None)
    with pytest.raises(SdkMissing, match="pip install google-genai"):
        sdks.modern()


def test_other_errors_keep_their_words_and_lose_keys() -> None:
    assert explain(ValueError(f"bad key {REAL}")) == "ValueError: bad key [API key removed]"


def test_notice_of_the_local_server(gemini: Service) -> None:
    text, html = gemini.notice(), gemini._repr_html_()
    assert text == repr(gemini)
    for words in ("gemini-local-main", "free", "not Gemini", "November 30, 2025"):
        assert words in text
        assert words in html
    assert html.startswith('<div role="note"')

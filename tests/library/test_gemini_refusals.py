"""What the local server refuses: requests, keys and orders, each in Google's words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from llmcourse.gemini.api import LocalApi
from tests.library.asking import HELLO, MAIN, Sent, ask, config, generate

REAL = ["AIza" + "Sy0_" * 8 + "abc", "AQ." + "Ab8R" * 9, "AIzaShort", "ya29.a0"]
FAULTS = {
    "no contents": ({"contents": []},
                    "* GenerateContentRequest.contents: contents is not specified"),
    "model's turn last": ({"contents": [*HELLO, {"role": "model", "parts": [{"text": "a"}]}]},
                          "Requests ending with a model turn are not supported."),
    "no such role": ({"contents": [{"role": "boss", "parts": [{"text": "a"}]}]}, "valid role"),
    "no parts": ({"contents": [{"role": "user"}]}, "parts must not be empty"),
    "unknown field": ({"contnts": []}, 'Unknown name "contnts": Cannot find field.'),
    "unknown setting": ({"generationConfig": {"temprature": 1}},
                        "Unknown name \"temprature\" at 'generation_config': Cannot find field."),
    "hot": ({"generationConfig": {"temperature": 2.1}}, "must be in the range [0.0, 2.0]"),
    "top_p": ({"generationConfig": {"topP": 1.5}}, "[0.0, 1.0]"),
    "top_k": ({"generationConfig": {"topK": 0}}, "top_k must be positive"),
    "candidates": ({"generationConfig": {"candidateCount": 9}}, "range [1, 8]"),
    "no room": ({"generationConfig": {"maxOutputTokens": 0}}, "max_output_tokens must be positive"),
    "stops": ({"generationConfig": {"stopSequences": list("abcdef")}}, "at most 5"),
    "logprobs": ({"generationConfig": {"logprobs": 2}}, "needs response_logprobs"),
    "text for a number": ({"generationConfig": {"temperature": "hot"}},
                          "'generation_config.temperature'"),
    "schema without type": ({"generationConfig": {"responseSchema": {"type": "STRING"}}},
                            "response_mime_type"),
    "pattern": ({"generationConfig": {"responseMimeType": "application/json",
                 "responseSchema": {"type": "STRING", "pattern": "a+"}}}, "pattern"),
    "no functions": ({"toolConfig": {"functionCallingConfig": {"mode": "ANY"}}},
                     "no function declarations"),
    "wrong enum": ({"safetySettings": [{"category": 99, "threshold": 1}]}, "is none of"),
    "no such cache": ({"cachedContent": "cachedContents/none"}, "CachedContent not found"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_is_said_in_googles_words(gemini_api: LocalApi, name: str) -> None:
    fields, words = FAULTS[name]
    status, answer = generate(gemini_api, **fields)
    assert words in answer["error"]["message"]
    expected = (403, "PERMISSION_DENIED") if name == "no such cache" else (400, "INVALID_ARGUMENT")
    assert (status, answer["error"]["status"]) == expected
    assert answer["error"]["code"] == status


def test_a_prompt_that_is_too_long_is_told_with_both_numbers(gemini_api: LocalApi) -> None:
    long = [{"parts": [{"text": "word " * 600}]}]
    counted = generate(gemini_api, "countTokens", contents=long)[1]["totalTokens"]
    status, answer = generate(gemini_api, contents=long)
    assert status == 400
    assert answer["error"]["message"] == (
        f"The input token count ({counted}) exceeds the maximum number of tokens allowed (511)."
    )


def test_the_longest_prompt_that_fits_gets_one_token(gemini_api: LocalApi) -> None:
    for n in range(490, 520):
        long = [{"parts": [{"text": "a " * n}]}]
        if generate(gemini_api, "countTokens", contents=long)[1]["totalTokens"] == 511:
            answer = generate(gemini_api, contents=long)[1]
            assert answer["usageMetadata"]["candidatesTokenCount"] <= 1
            return
    pytest.fail("no prompt of 511 tokens was found")


@pytest.mark.parametrize(
    ("model", "words"),
    [("gemini-9-none", "is not found for API version v1beta, or is not supported for generateCont"),
     ("gemini-1.5-flash", "is no longer available to new users"),
     ("gemini-pro", "is no longer available"), ("gemini-2.0-flash", "is no longer available")],
)  # fmt: skip
def test_unknown_and_retired_models_are_404(gemini_api: LocalApi, model: str, words: str) -> None:
    status, answer = ask(gemini_api, f"/v1beta/models/{model}:generateContent", {"contents": HELLO})
    assert (status, answer["error"]["status"]) == (404, "NOT_FOUND")
    assert words in answer["error"]["message"]


def test_keys(gemini_api: LocalApi) -> None:
    def status(headers: dict[str, str], query: str = "") -> tuple[int, Any]:
        code, text, _ = gemini_api.answer(Sent("GET", f"/v1beta/models{query}", headers))
        return code, json.loads(text)

    assert status({})[0] == 403
    assert "unregistered callers" in status({})[1]["error"]["message"]
    assert status({"X-Goog-Api-Key": "local"})[0] == 200
    assert status({}, "?key=local")[0] == 200
    assert status({"Authorization": "Bearer local"})[0] == 200
    code, body = status({"x-goog-api-key": "guess"})
    assert (code, body["error"]["details"][0]["reason"]) == (400, "API_KEY_INVALID")
    assert body["error"]["message"] == "API key not valid. Please pass a valid API key."


@pytest.mark.parametrize("key", REAL)
def test_what_may_be_a_real_key_is_refused_and_not_kept(gemini_api: LocalApi, key: str) -> None:
    ways = [
            Sent("GET", "/v1/models", {"x-goog-api-key": key}),
            Sent("GET", f"/v1/models?key={key}", {}),
            Sent("POST", "/v1/interactions", {"Authorization": f"Bearer {key}"}, b"{}")
    ]  # fmt: skip
    for sent in ways:
        status, text, _ = gemini_api.answer(sent)
        assert status == 401
        assert "local server" in text
        assert key not in text
    assert gemini_api.state.log.told() == []


def test_a_key_in_a_prompt_is_not_logged(gemini_api: LocalApi) -> None:
    generate(gemini_api, contents=[{"parts": [{"text": f"My key is {REAL[0]}."}]}])
    assert REAL[0] not in json.dumps(gemini_api.state.log.told())
    assert "removed" in json.dumps(gemini_api.state.log.told()[0]["sent"])


def test_faults_come_once_each_in_order(gemini_api: LocalApi) -> None:
    order = {"next": [429, 200, 503], "retryDelay": "7s"}
    assert ask(gemini_api, "/__local/faults", order)[0] == 200
    answers = [config(gemini_api) for _ in range(4)]
    assert [status for status, _ in answers] == [429, 200, 503, 200]
    error = answers[0][1]["error"]
    kinds = {detail["@type"].rpartition(".")[2]: detail for detail in error["details"]}
    assert kinds["RetryInfo"]["retryDelay"] == "7s"
    [violation] = kinds["QuotaFailure"]["violations"]
    assert violation["quotaDimensions"]["model"] == "gemini-local-main"
    assert "PerMinute" in violation["quotaId"]
    assert ask(gemini_api, "/__local/faults", {"next": [418]})[0] == 400


@pytest.mark.parametrize("body", [{"next": 429}, {"next": ["x"]}, {"next": [{"cod": 1}]},
                                  {"next": [429], "latency": "x"}])  # fmt: skip
def test_an_order_that_makes_no_sense_is_refused(gemini_api: LocalApi, body: Any) -> None:
    assert ask(gemini_api, "/__local/faults", body)[0] == 400


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/v1beta/files", 501), ("POST", "/upload/v1beta/files", 501),
     ("POST", f"{MAIN}:generateAnswer", 501), ("GET", "/v1beta/tunedModels", 501),
     ("GET", "/v1beta/nothing", 404), ("GET", "/", 404), ("PUT", MAIN, 404),
     ("POST", "/v1/interactions", 400)],
)  # fmt: skip
def test_what_is_not_there_says_so(
    gemini_api: LocalApi, method: str, path: str, status: int
) -> None:
    code, answer = ask(gemini_api, path, {}, method)
    assert (code, answer["error"]["code"]) == (status, status)
    assert answer["error"]["message"]


@pytest.mark.parametrize("body", [b"{", b"[1]", b"\xff\xfe", b'"x"'])
def test_a_body_that_is_no_json_object_is_400(gemini_api: LocalApi, body: bytes) -> None:
    status, text, _ = gemini_api.answer(Sent("POST", f"{MAIN}:generateContent", body=body))
    assert (status, json.loads(text)["error"]["status"]) == (400, "INVALID_ARGUMENT")


@pytest.mark.parametrize(
    "fields",
    [{"tools": [{"codeExecution": {}}]}, {"tools": [{"googleSearch": {}}]},
     {"contents": [{"parts": [{"inlineData": {"mimeType": "image/png", "data": "AA=="}}]}]},
     {"generationConfig": {"responseModalities": ["AUDIO"]}}],
)  # fmt: skip
def test_what_it_cannot_do_is_501(gemini_api: LocalApi, fields: dict[str, Any]) -> None:
    status, answer = generate(gemini_api, **fields)
    assert (status, answer["error"]["status"]) == (501, "UNIMPLEMENTED")

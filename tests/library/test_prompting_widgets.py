"""Lesson 12's parts without a browser: rehearsals, questions, and what its widgets say and send."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from google.genai import errors

from llmcourse.data import promptsets
from llmcourse.gemini import Service, connect, retry_delay
from llmcourse.gemini import lessons as given
from llmcourse.gemini.rehearsal import Rehearsal, reach, told
from llmcourse.models.prompting import accuracy, wilson
from llmcourse.widgets import CourseWidget, PromptBench, PromptLaboratory
from llmcourse.widgets.bench import differing, sign_test
from llmcourse.widgets.laboratory import SETTINGS, common, perplexity, summary

ADD = {"name": "calculator", "args": {"expression": "12 + 7"}}


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with connect(local=True, model="gemini-local-draft") as found:
        yield found


@pytest.fixture(scope="module")
def laboratory(service: Service) -> PromptLaboratory:
    return PromptLaboratory(
        service, "List three animals.", before=["Name a <b>color</b>."], limit=8
    )


def bench(**options: Any) -> PromptBench:
    right = {
        "plain": [True, False, False, True, False],
        "<i>shown</i>": [True, True, False, True, True],
    }
    return PromptBench(right, accuracy, **options)


# --- rehearsals


def test_a_rehearsal_speaks_like_the_service() -> None:
    service = reach([[429, "7s"], 400, "Paris. ($turns)"])
    ask = service.client.models.generate_content
    with pytest.raises(errors.ClientError) as caught:
        ask(model=service.model, contents="Capital?")
    assert (caught.value.code, retry_delay(caught.value)) == (429, 7.0)
    with pytest.raises(errors.ClientError, match="invalid argument"):
        ask(model=service.model, contents="Capital?")
    assert ask(model=service.model, contents="Capital?").text == "Paris. (user: Capital?)"
    with pytest.raises(errors.ClientError, match="3 times, and now once more"):
        ask(model=service.model, contents="Capital?")


def test_a_429_without_a_delay_says_none() -> None:
    service = reach([429])
    with pytest.raises(errors.ClientError) as caught:
        service.client.models.generate_content(model=service.model, contents="Hi")
    assert retry_delay(caught.value) is None


def test_a_rehearsal_by_seed() -> None:
    service = reach({3: "three at $temperature"})
    config = {"seed": 3, "temperature": 0.5}
    answer = service.client.models.generate_content(
        model=service.model, contents="?", config=config
    )
    assert answer.text == "three at 0.5"


def test_results_are_told_by_any_role_that_the_sdks_use() -> None:
    part = {"functionResponse": {"name": "price", "response": {"result": 3}}}
    lines = {told([{"role": role, "parts": [part]}]) for role in ("user", "tool", "function")}
    assert lines == {'tool: price returned {"result": 3}'}


def test_the_judge_may_hold_a_rehearsal() -> None:
    rehearsal = Rehearsal([ADD])

    class Asked:
        method, path = "POST", "/"
        headers: Mapping[str, str] = {}
        body = json.dumps({"contents": []}).encode()

    status, text, _ = rehearsal.answer(Asked())
    part = json.loads(text)["candidates"][0]["content"]["parts"][0]
    assert (status, part["functionCall"]) == (200, ADD)
    assert rehearsal.asked == [{"contents": []}]


# --- finished parts


def test_wilson_solves_its_equation() -> None:
    for right, n in ((0, 1), (3, 7), (200, 400), (12, 12)):
        for end in wilson(right, n):
            gap = (right / n - end) ** 2 - 1.96**2 * end * (1 - end) / n
            assert abs(gap) < 1e-12
            assert -1e-12 <= end <= 1 + 1e-12


def test_tools_tell_what_they_cannot_do() -> None:
    assert given.run_tool("calculator", {"expression": "2 + 3 * 4"}) == 14
    for name, args in (
        ("calculator", {"expression": "__import__('os')"}),
        ("calculator", {"expression": "2 **"}),
        ("price", {"item": "boat"}),
        ("fly", {}),
    ):
        with pytest.raises((ValueError, LookupError)):
            given.run_tool(name, args)


def test_patience_is_measured_at_the_service(service: Service) -> None:
    slept: list[float] = []
    service.forget_calls()
    service.faults([503, 429, 200], retry_delay="9s")
    text, waits, code = given.ask_patiently(service, "Hi", 4, slept.append)
    assert (waits, code, slept) == ([1.0, 9.0], None, [1.0, 9.0])
    assert text
    assert [call["status"] for call in service.calls] == [503, 429, 200]


@pytest.mark.parametrize(
    "make",
    [promptsets.labeled_words, promptsets.reviews, promptsets.hijacked,
     promptsets.documents],
)  # fmt: skip
def test_questions_are_the_same_every_time(make: Any) -> None:
    assert make(6) == make(6)
    assert [one.text for one in make(6)[:3]] == [one.text for one in make(3)]
    assert len({str(one) for one in make(12)}) == 12


def test_two_examples_show_both_labels() -> None:
    for one in promptsets.labeled_words(20):
        first, second = (label for _, label in one.examples[:2])
        assert first != second
        assert one.target in (first, second)


# --- widgets


def test_the_bench_counts_and_compares() -> None:
    widget = bench(tokens={"plain": 9, "<i>shown</i>": 21.44})
    assert widget.shown(1, 5)[0] == 4
    assert "4 of 5 right, 0.80 (0.38 to 0.96)" in widget.describe()
    assert differing(*widget.rows) == (0, 2)
    assert sign_test(0, 2) == 0.5
    assert sign_test(1, 9) == pytest.approx(2 * (1 + 10) / 1024)


def test_the_bench_says_what_a_function_raised() -> None:
    def unfinished(answers: list[str | None], targets: list[str]) -> tuple[float, float, float]:
        raise NotImplementedError("not yet")

    widget = PromptBench({"a": [True], "b": [False]}, unfinished)
    assert widget.data["problem"] == "unfinished raised NotImplementedError: not yet"
    with pytest.raises(ValueError, match="two prompts or more"):
        PromptBench({"a": [True], "b": []})


def test_the_laboratory_keeps_what_came(laboratory: PromptLaboratory) -> None:
    first, second = laboratory.runs
    assert second["prompt"] == "List three animals."
    assert "".join(token["text"] for token in second["tokens"]) == second["text"]
    assert all(0 < token["p"] <= 1 and len(token["others"]) == 5 for token in second["tokens"])
    assert summary(second) in laboratory.describe()
    assert first["read"] > 0


def test_the_laboratory_streams_to_the_browser(laboratory: PromptLaboratory) -> None:
    seen: list[dict[str, Any]] = []
    laboratory.observe(lambda change: seen.append(change["new"]), "told")
    laboratory.asked = {**SETTINGS, "id": "x 1", "prompt": "Tell me a story.", "limit": 6}
    texts = [told["text"] for told in seen]
    assert len(texts) >= 6
    assert texts == sorted(texts, key=len)
    assert seen[-1] == {"id": "x 1", "text": laboratory.runs[-1]["text"], "done": True}
    assert laboratory.runs[-1]["finish"] == "MAX_TOKENS"


def test_the_laboratory_tells_errors_in_words(service: Service) -> None:
    service.faults([503])
    widget = PromptLaboratory(service, "Hi", limit=3)
    assert "overloaded" in widget.runs[0]["problem"]
    with pytest.raises(ValueError, match="no setting 'heat'"):
        PromptLaboratory(service, "Hi", heat=2)


def test_a_service_without_probabilities_still_answers(service: Service) -> None:
    service.faults([400, 200])
    widget = PromptLaboratory(service, "Hi", limit=3)
    assert widget.runs[0]["tokens"] == []
    assert widget.runs[0]["text"]


def test_twins_of_small_things() -> None:
    assert perplexity([]) == 1.0
    assert perplexity([0.25, 0.25]) == pytest.approx(4.0)
    assert common("a b c".split(), "a b d".split()) == 2


@pytest.mark.parametrize("name", ["bench", "laboratory"])
def test_output_has_view_picture_and_words(name: str, request: pytest.FixtureRequest) -> None:
    widget: CourseWidget = bench() if name == "bench" else request.getfixturevalue(name)
    data, _ = widget._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == widget.describe()
    assert widget.payload() <= 100_000
    page = widget.to_html()
    assert set(re.findall(r"https?://[^\s\"'`<>]+", page)) <= {"http://www.w3.org/2000/svg"}
    assert "<b>color" not in page.split("const sent = ")[1].split(";\nconst model")[0]

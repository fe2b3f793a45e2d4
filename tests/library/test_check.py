"""What `check` says, in the order in which things should be mended, and how it is drawn."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import Tensor

from llmcourse.checks import cards, case, lesson
from llmcourse.checks.check import Lesson
from llmcourse.checks.compare import difference
from llmcourse.checks.examine import PASSED, Finding
from llmcourse.checks.records import LessonRecord, load


def causal_mask(length: int) -> Tensor:
    position = torch.arange(length)
    return position[:, None] >= position[None, :]


def excludes_itself(length: int) -> Tensor:
    return torch.ones(length, length).tril(-1).bool()


def weigh(x: Tensor, scale: float) -> tuple[Tensor, Tensor]:
    weights = torch.softmax(x * scale, dim=-1)
    return weights, weights.sum(0)


def named(name: str, function: Callable[..., object]) -> Callable[..., object]:
    function.__name__ = name
    return function


def stub() -> Callable[..., object]:
    def causal_mask(length: int) -> Tensor:
        raise NotImplementedError

    return causal_mask


def test_success_never_says_done(told: Callable[[object], str]) -> None:
    assert told(causal_mask) == f"✓ Causal Mask: {PASSED}\n"
    assert told(weigh) == f"✓ Weigh: {PASSED}\n"


def test_a_stub_is_not_started(told: Callable[[object], str]) -> None:
    said = told(stub())
    assert said.startswith("○ Causal Mask: Not started yet\n")
    assert "✗" not in said


def test_a_not_implemented_error_of_torch_is_an_error(told: Callable[[object], str]) -> None:
    def causal_mask(length: int) -> Tensor:
        return torch.empty(length, device="meta").bool().cpu()

    assert "Not started" not in told(causal_mask)
    assert "NotImplementedError" in told(causal_mask)


def test_names_the_lessons_exercises(told: Callable[[object], str]) -> None:
    for thing in (lambda: None, 3, torch.ones(2), None, load):
        said = told(thing)
        assert "`causal_mask`, `weigh`" in said
    assert "without calling it" in told(torch.ones(2))


def test_parameters_that_do_not_fit(told: Callable[[object], str]) -> None:
    said = told(named("causal_mask", lambda length, more: length))
    assert "(length, more), expected (length)" in said


def test_renamed_parameters_and_further_defaults_do_no_harm(told: Callable[[object], str]) -> None:
    def causal_mask(n: int, device: str = "cpu") -> Tensor:
        return torch.arange(n)[:, None] >= torch.arange(n)

    assert "Visible tests pass" in told(causal_mask)


def test_a_function_by_the_name_the_notebook_knows_it_by(
    told: Callable[[object], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Mask:
        def __call__(self, length: int) -> Tensor:
            return torch.arange(length)[:, None] >= torch.arange(length)

    for function in (lambda n: torch.arange(n)[:, None] >= torch.arange(n), Mask()):
        monkeypatch.setattr(sys.modules["__main__"], "causal_mask", function, raising=False)
        assert "Visible tests pass" in told(function)


def test_a_stub_line_left_standing_is_named(told: Callable[[object], str]) -> None:
    def causal_mask(length: int) -> Tensor:
        position = torch.arange(length)
        raise NotImplementedError("replace these two lines")
        return position[:, None] >= position[None, :]

    said = told(causal_mask)
    assert "This line still stops your code" in said
    assert "raise NotImplementedError" in said


def test_tensors_without_numbers_in_memory(told: Callable[[object], str]) -> None:
    for made in (torch.eye(2).to_sparse(), torch.empty(2, 2, device="meta")):
        assert "another type was expected" in told(named("causal_mask", lambda n, made=made: made))


def test_a_forbidden_call_with_its_line(told: Callable[[object], str]) -> None:
    def causal_mask(length: int) -> Tensor:
        # torch.tril is not allowed
        return torch.ones(length, length).tril().bool()

    said = told(causal_mask)
    assert "`tril` does what this exercise asks you to build" in said
    number = causal_mask.__code__.co_firstlineno + 2
    assert f"Line {number}:\n    return torch.ones(length, length).tril().bool()" in said


def test_no_source_means_no_forbidden_check(told: Callable[[object], str]) -> None:
    space: dict[str, Callable[..., object]] = {}
    code = "def causal_mask(length):\n return torch.ones(length, length).tril().bool()"
    exec(code, {"torch": torch}, space)
    assert told(space["causal_mask"]).startswith("✓")


def test_an_error_with_the_learners_own_line(told: Callable[[object], str]) -> None:
    def helper(length: int) -> Tensor:
        return torch.ones(2, 3) @ torch.ones(length, length)

    def causal_mask(length: int) -> Tensor:
        return helper(length + 5)

    said = told(causal_mask)
    assert "RuntimeError: mat1 and mat2" in said
    assert f"Line {helper.__code__.co_firstlineno + 1}:" in said
    assert "return torch.ones(2, 3) @" in said
    assert 'The case "two tokens":\nlength = 2' in said


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda length: None, "got None, expected a tensor. Is a `return` missing?"),
        (lambda length: [True], "Got a list of 1 part, expected a tensor."),
        (lambda length: torch.ones(length).bool(), "has 1 axis, expected 2: (2, 2)"),
        (lambda length: torch.ones(length, length), "dtype is float32"),
    ],
)
def test_words_come_before_values(
    told: Callable[[object], str], answer: Callable[..., object], words: str
) -> None:
    assert words.lower() in told(named("causal_mask", answer)).lower()


def test_wrong_booleans_are_drawn_and_asked_about(told: Callable[[object], str]) -> None:
    said = told(named("causal_mask", lambda length: excludes_itself(length)))
    assert said.splitlines() == [
        "✗ Causal Mask: the values are not right yet",
        "2 of 4 entries are wrong; the first, at [0, 0], is False, expected True.",
        "expected    yours",
        "■* □        □* □",
        "■  ■*       ■  □*",
        "* differs",
        "A question: May a token look at itself?",
        'The case "two tokens":',
        "length = 2",
    ]


def test_only_agreement_over_all_cases_is_a_known_mistake(told: Callable[[object], str]) -> None:
    def answer(length: int) -> Tensor:
        return excludes_itself(length) if length == 2 else torch.ones(length, length).bool()

    assert "A question" not in told(named("causal_mask", answer))


def test_a_known_mistake_that_raises(told: Callable[[object], str]) -> None:
    def weigh(x: Tensor, scale: float) -> Tensor:
        raise ValueError("no")

    assert "A question: Why does it stop?" in told(weigh)


def test_two_errors_of_a_type_are_not_the_same_mistake(told: Callable[[object], str]) -> None:
    def weigh(x: Tensor, scale: float) -> Tensor:
        raise ValueError("another message")

    assert "A question" not in told(weigh)


def test_the_part_of_a_tuple_that_differs(told: Callable[[object], str]) -> None:
    def answer(x: Tensor, scale: float) -> tuple[Tensor, Tensor]:
        weights, total = weigh(x, scale)
        return weights, total * torch.tensor([1.0] * (x.shape[1] - 1) + [2.0])

    said = told(named("weigh", answer))
    assert "In part [1]: 1 of 2 entries is wrong; the first, at [1], is 1.76159, expected" in said
    assert "0.119  0.881*    0.119  1.762*" in said
    assert "x: shape (1, 2), float32" in said


def test_inputs_changed_in_place(told: Callable[[object], str]) -> None:
    def answer(x: Tensor, scale: float) -> tuple[Tensor, Tensor]:
        x *= scale
        weights = torch.softmax(x, dim=-1)
        return weights, weights.sum(0)

    assert "`x` was changed in place" in told(named("weigh", answer))


def test_gradients_missing_and_wrong(told: Callable[[object], str]) -> None:
    def blocked(x: Tensor, scale: float) -> tuple[Tensor, Tensor]:
        return weigh(x.detach(), scale)

    def partly(x: Tensor, scale: float) -> tuple[Tensor, Tensor]:
        weights, total = weigh(x, scale)
        return weights, total.detach()

    said = told(named("weigh", blocked))
    assert "No gradient reaches `x`: is something detached or under no_grad?" in said
    said = told(named("weigh", partly))
    assert "The gradient of `x`: every entry is wrong" in said
    assert "expected" in said


def test_html_is_escaped_marked_and_labeled(record: LessonRecord) -> None:
    found = Lesson(record).examine(named("causal_mask", lambda length: excludes_itself(length)))
    card = cards.draw(found)
    assert card.html.count("outline:2px solid") == 4
    assert '<td style="' in card.html
    assert 'aria-label="False, differs">□*</td>' in card.html
    assert "<script" not in cards.draw(Finding("raised", "T", "<script>alert(1)</script>")).html


def test_in_a_notebook_one_output_has_both(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("IPython")
    shown: list[dict[str, str]] = []
    monkeypatch.setattr("IPython.core.getipython.get_ipython", lambda: object())
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: shown.append(bundle))
    cards.show(cards.banner("causal_mask"))
    assert set(shown[0]) == {"text/html", "text/plain"}


def test_large_tensors_show_a_window_around_the_first_difference() -> None:
    expected = torch.zeros(3, 20, 20)
    actual = expected.clone()
    actual[1, 12, 19] = 1
    card = cards.draw(Finding("values", "T", "W", case("c", x=expected), actual, expected))
    assert "yours [1, 8:16, 12:20]" in card.text
    assert card.text.count("1.000*") == 1
    assert "x: shape (3, 20, 20), float32\n" in card.text + "\n"


def test_small_differences_get_the_digits_that_show_them() -> None:
    expected = torch.full((2,), 1 / 3, dtype=torch.float64)
    actual = expected.float().double()
    found = difference(actual, expected)
    assert found is not None
    assert "at [0], is 0.333333343, expected 0.333333333" in found.words
    assert "less exact than float64?" in found.words
    card = cards.draw(Finding("values", "T", found.words, None, actual, expected))
    assert "0.333333333* 0.333333333*    0.333333343* 0.333333343*" in card.text


def test_inputs_fold_and_tell_their_memory_order() -> None:
    turned = torch.ones(2, 3).T
    card = cards.draw(Finding("raised", "T", "W", case("c", x=turned), question="Why?"))
    assert card.html.index("A question: Why?") < card.html.index("<details")
    assert "x: shape (3, 2), float32, not contiguous in memory" in card.text


def test_entries_stay_in_line_with_marked_ones(record: LessonRecord) -> None:
    found = Lesson(record).examine(named("causal_mask", lambda length: excludes_itself(length)))
    assert cards.draw(found).html.count('<span style="visibility:hidden">*</span></td>') == 4


def test_a_check_is_fast(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def best(function: Callable[[], object]) -> float:
        times = []
        for _ in range(5):
            start = time.perf_counter()
            function()
            times.append(time.perf_counter() - start)
        return min(times)

    check, _ = lesson("03_attention")
    wrong = named("weigh", lambda x, scale: unscaled(x, scale))
    assert best(lambda: lesson("03_attention")) < 0.05
    assert best(lambda: check(wrong)) < 0.05

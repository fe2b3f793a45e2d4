"""The widgets of the lesson on training: what they send, say, draw and refuse."""

from __future__ import annotations

import base64

import pytest
import torch

from llmcourse.models import pretraining as given
from llmcourse.models.storyteller import Report
from llmcourse.widgets import ContextCalculator, CourseWidget, ObjectiveExplorer, TrainingMonitor
from llmcourse.widgets.context import amount
from llmcourse.widgets.training import binned, log_ticks, smoothed, summary


def report(n: int = 700, state: str = "training") -> Report:
    losses = [7 / (1 + step / 40) + 0.5 for step in range(n)]
    return Report(
        900, 1552, n, 61.2, state, losses, [0.001] * n, [(0, 6.9), (n, 1.1)], [(0, "a"), (n, "b c")]
    )


def monitor() -> TrainingMonitor:
    made = TrainingMonitor("Learning")
    made.show(report())
    return made


def explorer() -> ObjectiveExplorer:
    return ObjectiveExplorer(given.clm_targets, given.mlm_mask, given.seq2seq_example)


MAKE = {"monitor": monitor, "explorer": explorer, "calculator": ContextCalculator}


@pytest.mark.parametrize("name", MAKE)
def test_output_has_picture_and_words_and_is_small(name: str) -> None:
    widget: CourseWidget = MAKE[name]()
    data, _ = widget._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == widget.describe()
    assert widget.payload() < 100_000
    assert "http" not in widget.to_html().replace("http://www.w3.org/2000/svg", "")


def test_a_monitor_sends_little_and_not_too_often() -> None:
    made = TrainingMonitor("Learning", every=60)
    assert made.live["state"] == "waiting"
    before = made.png()
    made.show(report(10))
    made.show(report(20))
    assert made.live["step"] == 10
    made.show(report(30, "stopped"))
    assert (made.live["step"], made.live["state"]) == (30, "stopped")
    assert made.png() != before
    assert "run the cell again" in made.describe()


def test_a_curve_is_the_mean_of_its_steps() -> None:
    assert binned([1.0, 3.0, 5.0], most=2) == [[2, 2.0], [3, 5.0]]
    assert len(summary(report(900))["losses"]) <= 240
    assert binned([]) == []


def test_smoothing_is_adams_first_moment() -> None:
    values = [3.0, 1.0, 4.0, 1.0]
    first = second = torch.zeros(1)
    for step, value in enumerate(values, start=1):
        gradient = torch.tensor([value])
        _, first, second = given.adamw_step(first, gradient, first, second, step, beta1=0.7)
        assert smoothed(values, 0.7)[step - 1] == pytest.approx(first.item() / (1 - 0.7**step))


def test_ticks_are_never_too_few() -> None:
    assert log_ticks(0.4, 8) == [0.5, 1, 2, 5]
    assert log_ticks(4.0, 8) == [4, 5, 6, 7, 8]


def test_objectives_say_what_is_predicted() -> None:
    made = explorer()
    assert made.finding("clm", 0, 3) == "From “The cat sat on” predict “the”."
    assert made.finding("clm", 0, 5) == "Position 5 has no label: it does not count in the loss."
    assert "“Le chat est assis sur le tapis” and “<s> The” predict “cat”" in made.finding(
        "pair", 0, 1
    )
    assert made.finding("prefix", 2, 0) == "From “The cat sat” and “<s>” predict “on”."
    said = {made.finding("mlm", draw, at) for draw in range(12) for at in range(8)}
    assert any("was hidden" in one for one in said)


def test_a_failing_function_is_reported_not_raised() -> None:
    made = ObjectiveExplorer(lambda *a: 1 / 0, given.mlm_mask, given.seq2seq_example)
    assert made.finding("clm", 0, 0) == "The function raised ZeroDivisionError: division by zero"
    assert "ZeroDivisionError" in made.describe()
    assert made.png().startswith(b"\x89PNG")
    with pytest.raises(ValueError, match="three words"):
        ObjectiveExplorer(
            given.clm_targets, given.mlm_mask, given.seq2seq_example, sentence="The cat"
        )


def test_amounts_have_three_digits() -> None:
    words = [amount(n, "B") for n in (12, 999, 1000, 1342177280, 99_950_000, 3.2e22)]
    assert words == ["12 B", "999 B", "1.00 kB", "1.34 GB", "100 MB", "32.0 ZB"]


def test_a_wrong_cost_function_is_noticed() -> None:
    good, bad = ContextCalculator(), ContextCalculator(lambda *a: 1 / 0)
    assert [len(row) for row in bad.data["given"][0]] == [0] * 14
    assert good.data["given"][2][5][0] == 2 * 80 * 8 * 128 * 4096 * 2

"""Forbidden names are found in code, never in comments or strings."""

from __future__ import annotations

import pytest

from llmcourse.checks.forbid import forbidden_names


@pytest.mark.parametrize(
    "source",
    [
        "torch.tril(x)",
        "x.tril()",
        "tril(x)",
        "from torch import tril as t",
        "from torch import tril",
        "f = torch.tril",
        "map(tril, rows)",
        "torch.ones(3,\n    3).bool() if 0 else torch.tril(x)",
        "self.mask = x.tril()",
    ],
)
@pytest.mark.parametrize("forbid", [["tril"], ["torch.tril"], ["softmax", "torch.tril"]])
def test_hits(source: str, forbid: list[str]) -> None:
    assert [name for name, _ in forbidden_names(source, forbid)] == ["tril"]


@pytest.mark.parametrize(
    "source",
    [
        "# torch.tril(x)",
        "'torch.tril(x)'",
        "def f():\n    '''tril(x)'''",
        "x.triu()",
        "tril = rows >= columns\nreturn_ = tril.bool()",
        "def f(tril):\n    return tril + 1",
        "def tril(x): ...\ntril(3)",
        "x.tril_",
        "self.tril = 3\nself.tril + 1",
        "import tril",
        "this does not parse (tril(x)",
        "\x00tril",
    ],
)
def test_misses(source: str) -> None:
    assert forbidden_names(source, ["torch.tril"]) == []


def test_dotted_names_hit_by_their_last_part() -> None:
    forbid = ["torch.nn.functional.softmax"]
    source = "def f(x):\n    y = F.softmax(x, -1)\n    return torch.nn.functional.softmax(y)\n"
    assert forbidden_names(source, forbid) == [("softmax", 2), ("softmax", 3)]


def test_lines_count_from_the_source_given_indented_or_not() -> None:
    source = "    def f(x):\n        # tril\n        return (x\n                .tril())\n"
    assert forbidden_names(source, ["tril"]) == [("tril", 4)]


@pytest.mark.parametrize(
    "source",
    [
        "given.few_shot(x)",
        "g = given\ng.few_shot(x)",
        "f = given.few_shot",
        "from llmcourse.gemini.lessons import few_shot as f",
        "from llmcourse.gemini import lessons as g\ng.few_shot(x)",
        "import llmcourse.gemini.lessons\nllmcourse.gemini.lessons.few_shot(x)",
        "import llmcourse.gemini.lessons as g\ng.few_shot(x)",
    ],
)
def test_a_finished_part_is_found_under_any_name(source: str) -> None:
    assert [name for name, _ in forbidden_names(source, ["given.few_shot"])] == ["few_shot"]


@pytest.mark.parametrize(
    "source",
    [
        "given.accuracy(x)",
        "few_shot(x)",
        "mine.few_shot(x)",
        "g = mine\ng.few_shot(x)",
        "from mine import few_shot",
        "from llmcourse.gemini import lessons",
    ],
)
def test_what_is_no_finished_part_is_left_alone(source: str) -> None:
    assert forbidden_names(source, ["given.few_shot"]) == []

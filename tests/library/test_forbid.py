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

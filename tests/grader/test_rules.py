"""A broken source is refused, with the file and the line where it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.lesson import LessonError, read
from autograder.rules import defined_names, needed_names, require

# What is replaced, by what, the text of the line that the message must name, and its words.
EXERCISE, TEST = '# %% exercise="double"', '# %% test="double"'
LONG_HOLE = "    return (\n" + "        x +\n" * 15 + "        x)\n"
TITLE = '[markdown] prose="title"'
WIDE = "# wide" + "-" * 83 + "\nprint(yours(double)"
STRAY = "check(double)\n### BEGIN SOLUTION\n### END SOLUTION\n"
BROKEN = [
    ('# %% setup="imports"', "# %%", "# %%\n", "has no role"),
    ('# %% setup="imports"', '# %% setup="a" show="b"', "# %% setup", "the roles setup, show"),
    ('# %% setup="imports"', '# %% setup="no spaces!"', "# %% setup", "a key is letters"),
    ('# %% setup="imports"', '# %% [markdown] setup="a"', "[markdown] setup", "cannot be setup"),
    ('forbid=["mul"]', 'forbids=["mul"]', EXERCISE, "knows no 'forbids'"),
    ('forbid=["mul"]', 'forbid="mul"', EXERCISE, "must be a list"),
    ('show="after"', 'setup="imports"', '# %% setup="imports"\nprint', "stands already in line 4"),
    ("points=2", "", TEST, "how many points"),
    ("points=2", 'points="2"', TEST, "how many points"),
    ("points=2", "points=3", '[markdown] prose="double"', "promises 2 points, the test gives 3"),
    ("    ### END SOLUTION\n", "", "### BEGIN SOLUTION", "do not balance"),
    ("### END SOLUTION", "#### END SOLUTION", "#### END SOLUTION", "write the marker exactly"),
    ("### END HIDDEN TESTS\n", "", "### BEGIN HIDDEN TESTS", "do not balance"),
    ("check(double)\n", STRAY, "### BEGIN SOLUTION\n### END", "belongs into"),
    ("return x + x", "return x + x +", "return x + x +", "is not Python"),
    ("return x + x", "return helper(x)", "return helper", "'helper', which no setup cell gives"),
    ('# %% check="double"', '# %% check="triple"', EXERCISE, "has no check='double'"),
    ("def double(x", "def doubled(x", EXERCISE, "must define 'double'"),
    ("def probe(", "def ask(", TEST, "and a function `probe...`"),
    ("lambda x: 2 * x", "double", "judge.same(probe, double", "must not name the answer"),
    (" release=1", "", '[markdown] prose="title"', "must say release=1"),
    ("# # 90 ·", "# 90 ·", '[markdown] prose="title"', "must be prose with the lesson's title"),
    ("★☆☆ · 3 min", "easy", '[markdown] prose="double"', "the heading must read"),
    (' reference="llmcourse.models.toys.double"', "", EXERCISE, "must name its reference"),
    ("# # 90 · Doubling", "# # 90 · Doubling\n#\n# 2 minutes", TITLE, "says 2 minutes, the exer"),
    ("# # 90 · Doubling", "# # 90 · Doubling\n#\n# 3 points", TITLE, "says 3 points, the exerci"),
    ("print(yours(double)", WIDE, "# wide", "89 columns of code; 88 at most"),
    ("    return x + x\n", LONG_HOLE, EXERCISE, "the hole has 17"),
]


def test_a_sound_source_is_accepted(source: Path) -> None:
    require(read(source))


@pytest.mark.parametrize(("old", "new", "at", "words"), BROKEN)
def test_each_breakage_is_named(source: Path, old: str, new: str, at: str, words: str) -> None:
    text = source.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    source.write_text(text, encoding="utf-8")
    line = text[: text.rindex(at)].count("\n") + 1
    with pytest.raises(LessonError) as error:
        require(read(source))
    assert words in str(error.value)
    assert str(error.value).startswith(f"{source}:{line}:")


@pytest.mark.parametrize("call", ["zip(a, b)", "zip(a, b, strict=False)", "zip(*pairs)"])
@pytest.mark.parametrize("where", ["verdict", "expected"])
def test_a_verdict_skips_no_check(source: Path, call: str, where: str) -> None:
    """Also not in a function that it uses; in a probe, which decides nothing, it may."""
    text = source.read_text(encoding="utf-8")
    inside = f"def {where}_too(a, b, pairs):\n    return [x for x in {call}]\n\ndef verdict("
    text = text.replace("def verdict(", inside, 1)
    source.write_text(text, encoding="utf-8")
    line = text[: text.index(call)].count("\n") + 1
    with pytest.raises(LessonError) as error:
        require(read(source))
    assert str(error.value).startswith(
        f"{source}:{line}: a verdict's zip(...) must say strict=True"
    )
    source.write_text(text.replace(f"{where}_too", "probe_too"), encoding="utf-8")
    require(read(source))
    source.write_text(text.replace(call, "zip(a, b, strict=True)"), encoding="utf-8")
    require(read(source))


def test_only_what_learners_see_must_be_narrow(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    text = text.replace("return x + x", f"return x + x  # {'-' * 90}")
    source.write_text(text.replace("def verdict(judge):", f"# {'-' * 90}\ndef verdict(judge):"))
    require(read(source))


def test_the_title_sums_up_several_exercises(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    second = text[text.index('# %% [markdown] prose="double"') : text.index('# %% show="after"')]
    text += "\n" + second.replace("double", "quadruple")
    source.write_text(text, encoding="utf-8")
    with pytest.raises(LessonError, match="must say that this takes 6 minutes"):
        require(read(source))
    sums = "# # 90 · Doubling\n#\n# Two exercises, 10 minutes, 4 points."
    source.write_text(text.replace("# # 90 · Doubling", sums), encoding="utf-8")
    require(read(source))


def test_an_exercise_may_not_lean_on_another(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    second = text[text.index('# %% [markdown] prose="double"') : text.index('# %% show="after"')]
    second = second.replace("double", "quadruple").replace("x + x", "double(double(x))")
    source.write_text(text + "\n" + second, encoding="utf-8")
    with pytest.raises(LessonError, match="needs 'double', which the exercise 'double' defines"):
        require(read(source))


def test_released_grade_ids_may_not_vanish(source: Path) -> None:
    with pytest.raises(LessonError, match="'test-triple' was released before and is gone"):
        require(read(source), {"test-triple", "double"})


def test_names_are_found_through_scopes() -> None:
    code = "def f(a):\n    b = a\n    return [g(c) for c in b]\nclass K:\n    h: int = i\n"
    assert defined_names(code) == {"f", "K"}
    assert needed_names(code) == {"g", "i", "int"}

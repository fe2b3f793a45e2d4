"""Problems told clause by clause, the words beside their sums, and facts that join."""

import re

import pytest

from llmcourse.data.chat import exchange
from llmcourse.data.checks import problem_with
from llmcourse.data.draw import Draw
from llmcourse.data.families import pairings, problems, tallies, toolmakers
from llmcourse.data.families.cues import fitted, shortened, sought


@pytest.mark.parametrize("kind", dict.fromkeys(tallies.KINDS))
def test_the_sums_are_true_and_their_words_stand_in_the_text(kind) -> None:  # type: ignore[no-untyped-def]
    draw = Draw(f"tallies {kind.__name__}")
    for _ in range(400):
        item = kind(draw)
        text = f"{item.story} {item.question}"
        assert "\ue000" not in text
        for step in item.steps:
            cue, colon, rest = step.rpartition(": ")
            left, right = rest.rstrip(".").split(" = ")
            assert eval(left.replace("/", "//")) == int(right)
            assert not colon or cue in text
        assert item.steps[-1].endswith(f"= {item.answer}.")


def test_a_problem_in_small_letters_has_cues_in_small_letters() -> None:
    draw, found = Draw("small"), 0
    for _ in range(1500):
        talk = problems.dialogue(draw)
        text, answer = talk[0]["content"], talk[-1]["content"]
        for cue in re.findall(r"(?:^|\. )([^.:=]+): \d+ [-+*/]", answer):
            assert cue in text, (text, answer)
            found += text == text.lower()
    assert found > 20


def test_cues() -> None:
    steps = ("Start: 7.", "Finds 5 more red cups: 7 + 5 = 12.", "Gives away two: 12 - 2 = 10.")
    assert shortened(steps) == ("5 more red: 7 + 5 = 12.", "two: 12 - 2 = 10.")
    assert fitted(("5 To Ann: 7 + 5 = 12.",), "gave 5 to ann") == ("5 to ann: 7 + 5 = 12.",)
    assert sought("8 dogs and 2 hens", ("8 * 4 = 32.",)) == ("8 dogs: 8 * 4 = 32.",)


@pytest.mark.parametrize("kind", dict.fromkeys(pairings.KINDS))
def test_what_is_shared_follows_from_the_facts_named(kind) -> None:  # type: ignore[no-untyped-def]
    draw = Draw(f"pairings {kind.__name__}")
    for _ in range(300):
        item = kind(draw)
        assert all(hop in item.facts for hop in item.hops)
        if kind is not pairings.hours:
            assert item.answer.lower() in " ".join(item.facts).lower()


@pytest.mark.parametrize(
    ("family", "prompt", "answer"),
    [
        ("chains", "The bank opens an hour after the shop. The shop opens at 8. When does the bank"
         " open?", "At 8."),
        ("chains", "Lunch is after math. Math is after music. What comes first?", "Math."),
        ("problems", "Ann had 9 pens. She gave 4 to Ben. How many are left?",
         "4 to Ben: 9 + 4 = 13. The answer is 13."),
        ("sums", "Ann has 3 pens. Ann finds 2. How many pens does Ann have?",
         "2: 4 + 2 = 6. The answer is 6."),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_found(family: str, prompt: str, answer: str) -> None:
    assert problem_with(family, exchange(prompt, answer))


def test_tools_of_one_draw_differ_in_name_and_use() -> None:
    draw = Draw("tools")
    for _ in range(200):
        for make in (toolmakers.looked_up, toolmakers.opposed):
            made = make(draw, 3)
            assert len({name for name, _, _, _ in made}) == 3
            for _, _, parameters, use in made:
                text, arguments, _ = use(draw)
                assert set(arguments) == {key for key, _ in parameters}
                assert all(str(value).lower() in text.lower() for value in arguments.values())

"""The parts of the grammar that are about anything: relations, pronouns, JSON, summaries, tools."""

import json

import pytest

from llmcourse.data.checks import problem_with
from llmcourse.data.draw import Draw
from llmcourse.data.families import (
    extraction,
    labels,
    lists,
    lookups,
    orders,
    pronouns,
    reading,
    referents,
    reviews,
    stories,
    summaries,
    tools,
)
from llmcourse.data.families.passages import UNSAID
from llmcourse.data.names import MEN, WOMEN
from llmcourse.data.relations import RELATIONS, SUBJECTS, VALUES, ask, ask_back, state, subject
from llmcourse.data.split import HELD_CATEGORIES
from llmcourse.data.words import CATEGORIES


def test_every_relation_says_its_value_and_asks_for_its_subject() -> None:
    draw = Draw("relations")
    assert len(RELATIONS) > 60
    assert len({relation.key for relation in RELATIONS}) == len(RELATIONS)
    for relation in RELATIONS:
        for kind in relation.subjects:
            for _ in range(20):
                name, value = subject(draw, kind).name, VALUES[relation.value](draw)
                assert value.lower() in state(draw, relation, name, value).lower()
                asked = ask(draw, relation, name)
                assert "{" not in asked
                back = ask_back(draw, relation, value)
                assert back is None or value in back
    assert set(SUBJECTS) == {kind for relation in RELATIONS for kind in relation.subjects}


def test_what_is_unsaid_is_not_said() -> None:
    draw, unsaid = Draw("unsaid"), 0
    for _ in range(1500):
        found, text = reading.one(draw, unsaid=True)
        asked, answer = reading.question(draw, found, unsaid=True)
        assert answer == UNSAID
        unsaid += asked not in text
        for fact in found:
            assert fact.value.lower() in text.lower()
    assert unsaid == 1500


@pytest.mark.parametrize("kind", dict.fromkeys(referents.KINDS), ids=lambda kind: kind.__name__)
def test_twins_have_each_others_answers(kind) -> None:
    draw = Draw(f"twins {kind.__name__}")
    for _ in range(200):
        one, other = kind(draw)
        assert (one.answer, one.other) == (other.other, other.answer)
        for item in (one, other):
            assert item.answer.lower() in item.text.lower()
            assert item.other.lower() in item.text.lower()
            assert item.predicate.split(" ")[-1] in item.text
            assert referents.question(draw, item)


def test_one_name_in_ten_is_never_in_a_puzzle_of_training() -> None:
    draw, held = Draw("names"), Draw("names", held=True)
    met = {item.answer for _ in range(3000) for item in pronouns.genders(draw)}
    asked = {item.answer for _ in range(500) for item in pronouns.genders(held)}
    assert asked <= set(pronouns.MET_WOMEN.held) | set(pronouns.MET_MEN.held)
    assert not met & asked
    assert asked <= set(WOMEN.train) | set(MEN.train)


def test_json_has_lists_and_objects_in_objects() -> None:
    draw, kinds = Draw("orders"), set()
    for _ in range(300):
        instruction, text, value = orders.asked(draw)
        kinds.add(type(value))
        assert problem_with(
            "extraction",
            [
                {"role": "user", "content": f"{instruction} {text}"},
                {"role": "assistant", "content": json.dumps(value)},
            ],
        ) is None, (instruction, text, value)  # fmt: skip
    assert kinds == {dict, list}
    inner = [value for _ in range(100) for value in orders.nested(draw)[1].values()]
    assert any(isinstance(value, dict) for value in inner)
    assert orders.as_json("12 dollars") == 12
    assert orders.as_json("12 apples") == "12 apples"


def test_an_answer_in_json_is_json() -> None:
    draw = Draw("json")
    for _ in range(500):
        assert json.loads(extraction.dialogue(draw)[-1]["content"]) is not None


def test_look_ups_can_be_followed() -> None:
    draw = Draw("look-ups")
    for _ in range(500):
        item = lookups.one(draw)
        assert item.answer in item.facts.lower() or item.answer in item.facts
        assert all(fact in item.facts for fact in item.hops)
        assert item.worked.endswith(f"The answer is {item.answer}.")


def test_a_summary_is_shorter_than_its_text() -> None:
    draw = Draw("summaries")
    for kind in dict.fromkeys(summaries.KINDS):
        for _ in range(100):
            text, answer = kind(draw)
            assert len(answer) < len(text), (text, answer)


def test_neutral_texts_have_no_word_with_a_sign() -> None:
    draw, found = Draw("neutral"), set()
    for _ in range(1500):
        talk = reviews.dialogue(draw)
        found.add(talk[-1]["content"])
        assert problem_with("reviews", talk) is None, talk
    assert {"positive", "negative", "neutral", "good", "bad", "Yes.", "No."} <= found


def test_a_chosen_tool_is_one_of_those_named() -> None:
    draw = Draw("tools")
    for _ in range(300):
        prompt, answer = (turn["content"] for turn in tools.choice(draw))
        assert answer in prompt
    for _ in range(300):
        names = {tool.name for tool in tools.some_tools(draw)}
        assert not any(len(names & clash) > 1 for clash in tools.CLASH)


def test_stories_are_about_whom_they_should_be() -> None:
    draw = Draw("heroes")
    for hero in (*stories.WONDERS, *stories.HUMANS):
        who, text = stories.tell(draw, hero, "Beppo")
        assert who == hero
        assert f"{hero} named Beppo" in text


def test_lists_teach_every_category_and_labels_never_the_held_out_ones() -> None:
    draw = Draw("lists")
    assert set(lists.CONTEXTS) == set(CATEGORIES)
    text = " ".join(lists.document(draw) for _ in range(300))
    assert all(f" {word}" in text for word in ("violin", "trumpet", "jacket", "scarf"))
    kept = {word for name in HELD_CATEGORIES for word in CATEGORIES[name]}
    classes = [word for _ in range(2000) for items in labels._classes(draw, 2) for word in items]
    assert not kept & set(classes)

"""What people ask for in talk: a story keeps to its wish, advice to its object, a note to names."""

import re

import pytest

from llmcourse.data.checks import policy
from llmcourse.data.draw import Draw
from llmcourse.data.families import advice, commonplaces, gists, harms, notes, replies, tales
from llmcourse.data.rows import rows, tables

_END = re.compile(r"[.!?]\"?(?= |$)")


@pytest.mark.parametrize("held", [False, True])
def test_a_story_keeps_to_its_wish(held: bool) -> None:
    draw = Draw("wish", held=held)
    for _ in range(3000):
        found, lines = tales.wish(draw)
        text = " ".join(lines)
        quotes = len(re.findall(r'[.!?]" ', text))
        if found.limit == "exact":
            assert len(lines) == found.sentences, text
        assert found.limit != "most" or len(lines) <= found.sentences, text
        assert 0 <= len(_END.findall(re.sub(r"Mrs?[.]", "", text))) - len(lines) <= quotes, text
        assert not found.deed or found.deed.past in text, (found.deed, text)
        for word in found.words:
            assert re.search(rf"\b{word}\b", text, re.I), (word, text)
        assert text.rstrip(".").endswith(found.final.rstrip(".")), (found.final, text)
        assert text.startswith(found.first)
        assert found.said in text
        assert found.topic.lower() in text.lower()
        nouns = re.sub(r"^(?:an?|the|in|at|on|two) ", "", found.where)
        assert nouns.lower().split(" ", 1)[-1] in text.lower(), (found.where, text)
        hero = re.split(",| and ", found.cast.name.removeprefix("the "))[0]
        assert hero.lower() in text.lower(), (hero, text)


def test_advice_repeats_what_it_is_for() -> None:
    draw = Draw("advice")
    taken = 0
    for _ in range(3000):
        asked, answer = advice.request(draw)
        assert not policy.grave(asked), asked
        assert policy.repeats(asked, answer), (asked, answer)
        assert answer.startswith(("To ", "For "))
        taken += policy.advised(asked, answer)
    assert taken > 2850


def test_what_is_forbidden_and_what_is_not_differ_in_their_rows() -> None:
    draw = Draw("harm")
    assert len(rows("harms")) + len(rows("veiled")) > 140
    assert len(tables("lookalikes", 3)) > 170
    harmful = {harms.request(draw) for _ in range(3000)}
    assert len(harmful) > 2500
    assert not harmful & {advice.request(draw)[0] for _ in range(3000)}


def test_a_gist_begins_with_whom_the_text_begins() -> None:
    draw = Draw("gist")
    for _ in range(2000):
        text, gist = gists.one(draw)
        assert "  " not in text
        assert gist.endswith(".")
        assert len(gist) < len(text)


@pytest.mark.parametrize("talk", [notes.one, replies.one, commonplaces.one])
def test_no_reply_is_empty_or_has_a_hole(talk) -> None:
    draw = Draw("talk")
    for _ in range(3000):
        asked, answer = talk(draw)
        assert asked.strip()
        assert answer.strip()
        assert not re.search(r"[{}|\[\]()]", answer), answer
        assert not re.search(r"[{}|\[\]]", asked), asked

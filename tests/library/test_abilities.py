"""The small live measurements of lesson 1."""

from __future__ import annotations

import pytest

from llmcourse.models import abilities
from llmcourse.models.loading import load


def test_all_five_abilities_have_their_sets() -> None:
    sets = abilities.ability_sets(3)
    assert list(sets) == list(abilities.NAMES)
    assert all(len(tests.items) == 3 for tests in sets.values())


def test_shares_are_asked_of_each_model_in_order() -> None:
    sets = {"it": abilities.ability_sets(6)["what “it” was"]}
    found = abilities.measure(["draft-step-250", "draft-base"], sets, progress=False)
    assert found == {
        "it": [abilities.share_right(load(n), sets["it"]) for n in ("draft-step-250", "draft-base")]
    }
    assert all(0 <= share <= 1 for share in found["it"])


def test_a_right_token_is_likelier_after_training() -> None:
    tests = abilities.ability_sets(6)["rule from 3 examples"]
    early, late = (
        abilities.token_probability(load(name), tests) for name in ("draft-step-250", "draft-base")
    )
    assert 0 < early < late < 1


def test_documents_are_the_same_for_a_seed() -> None:
    tokenizer = load("draft-base").tokenizer
    assert tokenizer
    first, again = (abilities.documents(tokenizer, "a", 4) for _ in range(2))
    assert first == again != abilities.documents(tokenizer, "b", 4)


@pytest.mark.parametrize("name", ["chains, 6 hops, direct, base", "sums, 13 steps, direct, base"])
def test_the_failure_gallery_has_its_questions(name: str) -> None:
    assert abilities.evaluation_sets(2)[name].items

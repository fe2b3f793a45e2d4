"""The wide lists: their sizes, inflections, and what is held out of them."""

import pytest

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.split import HELD_ANIMALS, is_held_out


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("carry", "carried carried carries carrying"), ("stop", "stopped stopped stops stopping"),
        ("eat:ate:eaten", "ate eaten eats eating"), ("wash", "washed washed washes washing"),
        ("tie", "tied tied ties tying"), ("dye", "dyed dyed dyes dyeing"),
        ("play", "played played plays playing"), ("agree", "agreed agreed agrees agreeing"),
        ("make:made", "made made makes making"), ("open", "opened opened opens opening"),
    ],
)  # fmt: skip
def test_verbs(text: str, forms: str) -> None:
    found = wide.verb(text)
    assert [found.past, found.participle, found.third, found.ing] == forms.split()


def test_a_verb_of_two_words_bends_its_first() -> None:
    found = wide.verb("take off:took off:taken off")
    assert (found.third, found.ing, found.participle) == ("takes off", "taking off", "taken off")
    assert wide.verb("have lunch:had lunch").third == "has lunch"


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("fireman", "firemen"), ("box", "boxes"), ("diary", "diaries"), ("mouse", "mice"),
        ("toy", "toys"), ("suit of armor", "suits of armor"), ("oven mitt", "oven mitts"),
        ("bread knife", "bread knives"), ("sheep", "sheep"), ("potato", "potatoes"),
    ],
)  # fmt: skip
def test_plurals(one: str, many: str) -> None:
    assert wide.plural(one) == many


def test_lists_are_wide() -> None:
    nouns = {word for pool in wide.NOUNS.values() for word in pool.every}
    verbs = {verb.base for forms in wide.TRANSITIVE.values() for verb in forms}
    assert len(nouns) > 1000
    assert len(verbs) > 300
    assert min(len(pool.every) for pool in (wide.ROLES, wide.PLACES)) > 250
    assert min(len(wide.FOODS.every), len(wide.ANIMALS.every)) > 150
    assert all(wide.TRANSITIVE[kind] for kind in wide.NOUNS if kind != "material")


def test_training_never_draws_what_is_held_out() -> None:
    draw, held = Draw("wide"), Draw("wide", held=True)
    for _ in range(2000):
        assert not is_held_out("wide", wide.noun(draw, "tool", made_up=0))
        assert wide.noun(draw, "animal") not in HELD_ANIMALS
        assert not is_held_out("pseudo", wide.pseudo(draw))
    assert {wide.noun(held, "animal", made_up=0) for _ in range(200)} == HELD_ANIMALS


def test_what_is_not_counted_has_no_plural() -> None:
    draw = Draw("counted")
    assert not wide.counted("ice cream")
    assert wide.counted("cup")
    assert all(wide.counted(wide.countable(draw)) for _ in range(500))

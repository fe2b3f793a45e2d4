"""The corpus: reproducible, split, packed as promised; grammar, chat format and tokenizer."""

from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmcourse.data import batches, tokenizer_files
from llmcourse.data.chat import END, SPECIALS, encode, exchange, render, say
from llmcourse.data.corpus import FAMILIES, Mix
from llmcourse.data.draw import Draw
from llmcourse.data.evaluation import final_number, is_right, twin_prompts
from llmcourse.data.families.choices import ODDS
from llmcourse.data.grammar import Shape, Wordings
from llmcourse.data.instructions import all_sets
from llmcourse.data.names import PEOPLE, person
from llmcourse.data.split import HELD_ANIMALS, HELD_CATEGORIES, Pool, is_held_out
from llmcourse.data.stream import random_repeat
from llmcourse.data.tokenizer import VOCABULARY, encode_batch, tokenizer
from llmcourse.data.words import CATEGORIES, in_words, plural

WITH_JSON = ("extraction", "forms", "tools", "functions")
TIGER = "The tiger jumped out of a tree to get a drink because it was thirsty."


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_family_is_the_same_for_the_same_seed(family) -> None:
    for make in (family.document, family.dialogue):
        if make is not None:
            first, second = Draw("same"), Draw("same")
            assert [make(first) for _ in range(20)] == [make(second) for _ in range(20)]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
@pytest.mark.parametrize("held", [False, True])
def test_no_shape_leaves_a_hole_or_a_mark(family, held: bool) -> None:
    draw = Draw(f"holes {family.name}", held=held)
    for _ in range(300):
        texts = [family.document(draw)] if family.document else []
        if family.dialogue:
            talk = family.dialogue(draw)
            assert talk[-1]["role"] == "assistant"
            texts += [m["content"] for m in talk if family.name not in WITH_JSON]
        for text in texts:
            assert text.strip(), family.name
            assert "<|" not in text
            if family.name not in WITH_JSON:
                assert "{" not in text, text


@pytest.mark.parametrize("stage", ["base", "instruct"])
def test_rows_have_the_promised_form_and_are_reproducible(stage: str) -> None:
    one = next(batches(stage, 3, 16, 257))
    two = next(batches(stage, 3, 16, 257))
    other = next(batches(stage, 4, 16, 257))
    for ids, mask in (one, other):
        assert ids.shape == mask.shape == (16, 257)
        assert ids.dtype == np.uint16
        assert ids.max() < VOCABULARY
        assert set(np.unique(mask)) <= {0, 1}
    assert np.array_equal(one[0], two[0])
    assert np.array_equal(one[1], two[1])
    assert not np.array_equal(one[0], other[0])


def test_batches_of_any_size_are_the_same_stream() -> None:
    whole = next(batches("base", 5, 8, 128))[0]
    parts = np.concatenate([ids for ids, _ in islice(batches("base", 5, 2, 128), 4)])
    assert np.array_equal(whole, parts)


def test_an_unknown_stage_is_refused() -> None:
    with pytest.raises(ValueError, match="base"):
        next(batches("rlhf", 1, 1))
    with pytest.raises(ValueError, match="instruct"):
        Mix("rlhf")


def test_only_what_the_assistant_says_counts() -> None:
    talk = [say("system", "Be brief."), *exchange("What is 2 + 2?", "4")]
    ids, mask = encode(talk, encode_batch([message["content"] for message in talk]))
    assert tokenizer().decode(ids, skip_special_tokens=False) == render(talk)
    counted = [id for id, count in zip(ids, mask, strict=True) if count]
    assert counted == [*encode_batch(["4"])[0], END]


def test_pretraining_sees_no_chat_tokens() -> None:
    ids, mask = next(batches("base", 9, 64, 512))
    assert not np.isin(ids, range(1, len(SPECIALS))).any()
    assert mask.all()


def test_roles_are_checked() -> None:
    with pytest.raises(ValueError, match="narrator"):
        render([{"role": "narrator", "content": ""}])  # type: ignore[typeddict-item]


def test_random_repeats_repeat() -> None:
    draw = Draw("repeats")
    for _ in range(50):
        ids = random_repeat(draw)
        period = next(p for p in range(8, len(ids)) if ids[p:] == ids[:-p])
        assert len(ids) % period == 0
        assert len(ids) >= 2 * period


def test_held_out_things_never_come_in_training() -> None:
    draw = Draw("leak")
    assert not any(is_held_out("name", person(draw)) for _ in range(3000))
    assert all(is_held_out("name", name) for name in PEOPLE.held)
    assert 0.05 < len(PEOPLE.held) / len(PEOPLE.every) < 0.15


ASKED_ABOUT = (
    "referents",
    "passages",
    "reading",
    "extraction",
    "memory",
    "recall",
    "happenings",
    "forms",
    "claims",
)


def test_the_tiger_is_never_asked_about_in_training() -> None:
    for family in FAMILIES:
        if family.name not in ASKED_ABOUT:
            continue
        draw = Draw(f"tiger {family.name}")
        for _ in range(1500):
            talk = family.dialogue(draw)
            text = " ".join(message["content"] for message in talk).lower()
            assert TIGER.lower() not in text
            assert not any(f" {animal} " in text for animal in HELD_ANIMALS), text


def test_held_out_categories_are_never_labeled_in_training() -> None:
    words = {word for name in HELD_CATEGORIES for word in CATEGORIES[name]}
    family = next(family for family in FAMILIES if family.name == "labels")
    draw = Draw("labels leak")
    for _ in range(1500):
        text = family.document(draw)
        left = {line.split(" ")[0].split("\t")[0].rstrip(":") for line in text.split("\n")}
        assert not left & words


def test_every_evaluation_set_is_full_and_frozen() -> None:
    first, second = all_sets(20), all_sets(20)
    assert first == second
    assert len({found.name for found in first}) == len(first)
    for found in first:
        assert len({item.prompt for item in found.items}) == 20
        assert max(map(len, encode_batch([item.prompt for item in found.items]))) < 500


def test_twins_differ_and_have_each_others_answers() -> None:
    for first, second in twin_prompts(50):
        assert (first.referent, first.other) == (second.other, second.referent)
        assert first.prompt != second.prompt
        assert {first.referent, first.other} & HELD_ANIMALS


@pytest.mark.parametrize(
    ("score", "said", "target", "right"),
    [
        ("exact", " Paris.", "Paris.", True), ("exact", "Paris", "Paris.", False),
        ("prefix", " 7\n", "7", True), ("prefix", "71", "7", False),
        ("final", "2 + 2 = 4. The answer is 4.", "4", True), ("final", "4", "4", True),
        ("final", "The answer is 14.", "4", False), ("final", " 4.", "4", True),
        ("json", '[{"a": 1}]', '[{"a": 1}]', True), ("json", '[{"a": 1}]', '[{"a": 2}]', False),
        ("json", '{"a": 1}', '{"a": 1}', True), ("json", '{"a": 1', '{"a": 1}', False),
        ("json", '{"b": 2, "a": 1}', '{"a": 1, "b": 2}', False), ("refused", "No.", "No.", True),
        ("answered", "No.", "No.", False), ("answered", "Yes.", "No.", True),
    ],
)  # fmt: skip
def test_scores(score, said: str, target: str, right: bool) -> None:
    assert is_right(score, said, target) is right


def test_the_last_answer_counts() -> None:
    assert final_number("The answer is 3. No: The answer is 5.") == "5"


def test_shapes() -> None:
    draw = Draw("shapes")
    shape = Shape("(a|b) {x}[ c] {A thing}\\(")
    found = {shape(draw, x="X", thing="apple") for _ in range(100)}
    assert found == {f"{a} X{c} An apple(" for a in "ab" for c in ("", " c")}
    with pytest.raises(ValueError, match="has no"):
        Shape("(a|b")
    with pytest.raises(ValueError, match="did not open"):
        Shape("a) b")


def test_wordings_are_split() -> None:
    wordings = Wordings("test", *(f"Say {n}." for n in range(30)))
    train, held = Draw("w"), Draw("w", held=True)
    assert {wordings(train) for _ in range(500)} == set(wordings.pool.train)
    assert {wordings(held) for _ in range(500)} == set(wordings.pool.held)
    assert not set(wordings.pool.train) & set(wordings.pool.held)


def test_a_pool_always_holds_something_out() -> None:
    for n in range(2, 12):
        pool = Pool("tiny", range(n))
        assert pool.held
        assert pool.train
        assert sorted([*pool.held, *pool.train]) == list(range(n))


def test_the_tokenizer_keeps_digits_apart_and_specials_first() -> None:
    assert tokenizer().get_vocab_size() == VOCABULARY
    assert [tokenizer().id_to_token(i) for i in range(len(SPECIALS))] == list(SPECIALS)
    assert encode_batch(["2026"])[0] == [encode_batch([d])[0][0] for d in "2026"]
    assert len(encode_batch([" tiger"])[0]) == 1
    assert set(tokenizer_files()) >= {"tokenizer.json", "tokenizer_config.json"}


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=60))
def test_the_tokenizer_gives_every_text_back(text: str) -> None:
    if "<|" not in text:
        assert tokenizer().decode(encode_batch([text])[0]) == text


def test_transformers_loads_the_tokenizer(tmp_path) -> None:
    transformers = pytest.importorskip("transformers")
    for name, data in tokenizer_files().items():
        (tmp_path / name).write_bytes(data)
    theirs = transformers.AutoTokenizer.from_pretrained(tmp_path)
    text = "<|user|>What is 12 + 30?<|end|><|assistant|>"
    assert theirs(text)["input_ids"] == encode_batch([text])[0]
    talk = [say("user", "Hi"), say("assistant", "Hello")]
    assert theirs.apply_chat_template(talk, tokenize=False) == render(talk)


def test_odds_are_odds() -> None:
    for odds in ODDS.values():
        assert sum(odds.values()) == pytest.approx(1)


def test_words() -> None:
    assert [in_words(n) for n in (0, 13, 21, 90, 105)] == [
        "zero", "thirteen", "twenty-one", "ninety", "one hundred and five"
    ]  # fmt: skip
    assert [plural(w) for w in ("box", "berry", "mouse", "red leaf", "day")] == [
        "boxes", "berries", "mice", "red leaves", "days"
    ]  # fmt: skip

"""Generation beside `transformers`, streams, stop strings, sampling, speculation, bad prompts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Generator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from llmcourse.data import tokenizer_files
from llmcourse.data.chat import say
from llmcourse.models.cache import KVCache
from llmcourse.models.config import ModelConfig
from llmcourse.models.decoding import is_plain, pad_left, reader
from llmcourse.models.generation import generate, generate_batch, reply, score, stream
from llmcourse.models.sampling import Sampler, Settings, probabilities
from llmcourse.models.speculative import speculate
from llmcourse.models.tokens import Tokenizer, tokenizer_from_json
from llmcourse.models.transformer import Transformer
from llmcourse.models.writer import Writer

TOKENIZER = tokenizer_from_json(tokenizer_files()["tokenizer.json"])
CONFIG = ModelConfig(
    vocab_size=3072, d_model=32, n_layers=2, n_heads=4, n_kv_heads=2, d_head=8, d_ff=48,
    max_length=64, end_ids=(0, 5),
)  # fmt: skip
GPT2 = replace(CONFIG, family="gpt2", n_kv_heads=4, attention_bias=True, mlp_bias=True)
PROMPTS = ["Once upon a time there was a tiger", "Hi", "The tiger and the tree"]


def loud(config: ModelConfig, seed: int = 0, scale: float = 20.0) -> Transformer:
    """A model that is surer of itself than random weights are, and never ends its text."""
    torch.manual_seed(seed)
    model = Transformer(config, TOKENIZER if config.vocab_size == 3072 else None).eval()
    with torch.no_grad():
        for weight in model.parameters():
            if weight.dim() > 1:
                weight.mul_(scale)
    return model.requires_grad_(False)


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Generator[None]:
    """Two threads on a busy machine wait for each other longer than the tiny models compute."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def model() -> Transformer:
    return loud(CONFIG, scale=6.0)


@pytest.mark.parametrize("config", [CONFIG, GPT2], ids=["llama", "gpt2"])
def test_greedy_text_is_that_of_transformers(config: ModelConfig, tmp_path: Any) -> None:
    transformers = pytest.importorskip("transformers")
    from llmcourse.models.loading import load, save

    save(loud(config, scale=6.0), tmp_path, dtype="float32")
    ours = load(tmp_path)
    theirs = transformers.AutoModelForCausalLM.from_pretrained(tmp_path)
    rows = [TOKENIZER.encode(prompt) for prompt in PROMPTS]
    ids, padding = pad_left(rows, torch.device("cpu"))
    assert padding is not None
    mask = (torch.arange(ids.shape[1]) >= padding[:, None]).long()
    how: dict[str, Any] = {"do_sample": False, "max_new_tokens": 20, "pad_token_id": 6}
    expected = theirs.generate(ids, attention_mask=mask, eos_token_id=[0, 5], **how)
    for completion, row in zip(
        generate_batch(ours, PROMPTS, max_tokens=20), expected[:, ids.shape[1] :], strict=True
    ):
        found = [token.id for token in completion.tokens]
        assert found == row[: len(found)].tolist()
        assert len(found) == 20 or completion.finish == "end"


def test_the_flat_loop_computes_what_forward_computes(model: Transformer) -> None:
    assert is_plain(model)
    ids, padding = pad_left([[8, 9, 10, 11, 12], [13, 14]], torch.device("cpu"))
    for pads in (None, padding):
        caches = [KVCache(CONFIG, batch=2, capacity=10) for _ in range(2)]
        with torch.inference_mode():
            read = reader(model, caches[0], pads)
            for new in (ids, ids[:, :1], ids[:, 1:3], ids[:, :1]):
                expected = model(new, cache=caches[1], padding=pads).logits
                torch.testing.assert_close(read(new, False), expected, rtol=1e-4, atol=1e-4)
        assert caches[0].length == caches[1].length == 9


def test_hooks_and_replaced_layers_are_heeded() -> None:
    model = loud(CONFIG)
    usual = generate(model, "Hi", max_tokens=5).text
    handle = model.blocks[0].register_forward_hook(lambda *_: (torch.zeros(1, 1, 32), None))
    assert not is_plain(model)
    assert generate(model, "Hi", max_tokens=5).text != usual
    handle.remove()
    assert is_plain(model)

    class Other(torch.nn.Linear):
        pass

    model.blocks[0].mlp.down = Other(48, 32, bias=False)
    assert not is_plain(model)
    assert not is_plain(loud(GPT2))
    assert not is_plain(loud(CONFIG).to(torch.bfloat16))
    assert generate(loud(CONFIG).to(torch.bfloat16), "Hi", max_tokens=3).n_generated == 3


def test_a_stream_is_the_text_in_pieces(model: Transformer) -> None:
    how: dict[str, Any] = {"max_tokens": 20, "temperature": 1.0, "seed": 3, "top": 2}
    whole = generate(model, PROMPTS[0], **how)
    pieces = list(stream(model, PROMPTS[0], **how))
    assert pieces == whole.tokens
    assert "".join(piece.text for piece in pieces) == whole.text
    assert not torch.is_inference_mode_enabled()
    assert whole.n_prompt == len(TOKENIZER.encode(PROMPTS[0]))
    assert whole.n_generated == 20
    assert whole.finish == "length"


def test_log_probabilities_are_the_models_own(model: Transformer) -> None:
    how: dict[str, Any] = {"temperature": 2.0, "seed": 1, "top_k": 50, "ignore_end": True}
    wrote = generate(model, "Hi", max_tokens=6, top=3, **how)
    prompt, ids = TOKENIZER.encode("Hi"), [token.id for token in wrote.tokens]
    scored = score(model, prompt + ids, top=3)[len(prompt) - 1 :]
    assert [token.id for token in scored] == ids
    for found, expected in zip(wrote.tokens, scored, strict=True):
        assert found.logprob == pytest.approx(expected.logprob, abs=1e-4)
        assert [one.id for one in found.top] == [one.id for one in expected.top]
    assert wrote.logprob == pytest.approx(sum(token.logprob for token in scored), abs=1e-3)
    best = wrote.tokens[0].top
    assert best[0].logprob >= best[1].logprob >= best[2].logprob
    assert best[0].text == TOKENIZER.text(best[0].id)


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_no_text_depends_on_its_neighbors(model: Transformer, temperature: float) -> None:
    how: dict[str, Any] = {"max_tokens": 15, "temperature": temperature}
    together = generate_batch(model, PROMPTS, seed=5, **how)
    for row, (prompt, completion) in enumerate(zip(PROMPTS, together, strict=True)):
        alone = generate(model, prompt, seed=5 + row, **how)
        assert (alone.text, alone.finish) == (completion.text, completion.finish)


def test_long_and_short_prompts_each_use_their_room(model: Transformer) -> None:
    rows = [[8] * 60, [9] * 10]
    for completion, room in zip(
        generate_batch(model, rows, max_tokens=100, ignore_end=True), (4, 54), strict=True
    ):
        assert (completion.n_generated, completion.finish) == (room, "length")
    alone = generate(model, rows[1], max_tokens=100, ignore_end=True)
    assert alone.text == generate_batch(model, rows, max_tokens=100, ignore_end=True)[1].text


def test_seeds(model: Transformer) -> None:
    texts = [generate(model, "Hi", temperature=1.5, seed=s, max_tokens=8).text for s in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]
    drawn = {generate(model, "Hi", temperature=1.5, max_tokens=8).text for _ in range(3)}
    assert len(drawn) == 3


def logits_of(*shares: float) -> Tensor:
    return torch.tensor(shares).log()


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"temperature": 0.0}, [0, 1, 0, 0]),
        ({"temperature": 1.0}, [0.2, 0.4, 0.1, 0.3]),
        ({"temperature": 0.5}, [4 / 30, 16 / 30, 1 / 30, 9 / 30]),
        ({"temperature": 1.0, "top_k": 2}, [0, 4 / 7, 0, 3 / 7]),
        ({"temperature": 1.0, "top_k": 9}, [0.2, 0.4, 0.1, 0.3]),
        ({"temperature": 1.0, "top_p": 0.65}, [0, 4 / 7, 0, 3 / 7]),
        ({"temperature": 1.0, "top_p": 0.75}, [2 / 9, 4 / 9, 0, 3 / 9]),
        ({"temperature": 1.0, "top_p": 0.01}, [0, 1, 0, 0]),
        ({"temperature": 1.0, "top_k": 3, "top_p": 0.7}, [0, 4 / 7, 0, 3 / 7]),
        ({"temperature": 0.5, "top_p": 0.8}, [0, 16 / 25, 0, 9 / 25]),
    ],
)
def test_shares(how: dict[str, Any], expected: list[float]) -> None:
    share = probabilities(logits_of(0.2, 0.4, 0.1, 0.3), Settings(**how))
    torch.testing.assert_close(share, torch.tensor(expected, dtype=torch.float32))


def test_draws_follow_the_shares() -> None:
    sampler = Sampler(Settings(temperature=1.0, top_k=3, seed=0))
    counts = Counter(sampler.choose(logits_of(0.2, 0.4, 0.1, 0.3)) for _ in range(4000))
    assert set(counts) == {0, 1, 3}
    for id, share in ((0, 2 / 9), (1, 4 / 9), (3, 3 / 9)):
        assert abs(counts[id] / 4000 - share) < 4 * math.sqrt(share * (1 - share) / 4000)


def wrote(ids: list[int], **how: Any) -> tuple[Writer, list[str]]:
    """A writer after these tokens, and what it had handed out after each."""
    writer = Writer(Settings(**{"max_tokens": 1000, **how}), TOKENIZER, end_ids=(0, 5))
    logprobs, handed = torch.zeros(3072).log_softmax(-1), []
    for id in ids:
        if writer.finish:
            break
        writer.push(id, logprobs)
        handed.append("".join(token.text for token in writer.tokens))
    return writer, handed


BYTES = {token: id for id, token in enumerate(TOKENIZER.bytes) if len(token) == 1}


def in_bytes(text: str) -> list[int]:
    return [BYTES[bytes([byte])] for byte in text.encode()]


def test_a_stop_string_across_tokens_is_held_back() -> None:
    writer, handed = wrote(in_bytes("ab\nObsX\nObs: c"), stop=["\nObs:"])
    assert handed[:8] == ["a", "ab", "ab", "ab", "ab", "ab", "ab\nObsX", "ab\nObsX"]
    assert writer.completion(0).text == "ab\nObsX"
    assert writer.finish == "stop"
    assert writer.count == len("ab\nObsX\nObs:")
    ended, _ = wrote([*in_bytes("ab\nOb"), 5], stop=["\nObs:"])
    assert (ended.completion(0).text, ended.finish) == ("ab\nOb", "end")


def test_a_token_is_cut_where_a_stop_string_begins() -> None:
    token = next(id for id, token in enumerate(TOKENIZER.bytes) if token == b" tiger")
    writer, _ = wrote([*in_bytes("a"), token], stop="ge")
    assert [piece.text for piece in writer.tokens] == ["a", " ti"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b", "ab", "ba", "é", "🙂"]), max_size=20),
    st.lists(st.text("abé🙂", min_size=1, max_size=4), max_size=3),
)
def test_the_text_ends_before_the_first_stop_string(parts: list[str], stops: list[str]) -> None:
    text = "".join(parts)
    writer, handed = wrote([*in_bytes(text), 0], stop=stops)
    # The first to be complete wins; of several that complete together, the one that began first.
    ends = [(text.find(s) + len(s), text.find(s)) for s in stops if s in text]
    expected = text[: min(ends)[1]] if ends else text
    assert writer.completion(0).text == expected
    assert all(later.startswith(sooner) for sooner, later in pairwise(handed))
    assert all(expected.startswith(piece) for piece in handed)


def test_characters_come_whole() -> None:
    writer, handed = wrote([*in_bytes("é🙂"), 0])
    assert handed == ["", "é", "é", "é", "é", "é🙂", "é🙂"]
    cut, _ = wrote([*in_bytes("🙂")[:3], 0])
    assert cut.completion(0).text == "\ufffd"
    assert writer.completion(0).text == "é🙂"


def test_a_text_ends_at_its_end_token_or_goes_on() -> None:
    assert wrote([10, 5, 11])[0].completion(0).finish == "end"
    assert wrote([10, 5, 11], ignore_end=True)[0].count == 3
    assert wrote([10, 11, 12], max_tokens=2)[0].completion(0).n_generated == 2


def test_a_reply_is_what_follows_the_assistants_mark(model: Transformer) -> None:
    expected = generate(model, "<|user|>Hi<|end|><|assistant|>", max_tokens=5)
    assert reply(model, "Hi", max_tokens=5) == expected
    assert reply(model, [say("user", "Hi")], max_tokens=5) == expected


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("", "prompt is empty. To start from nothing, give '<|endoftext|>'"),
        ([], "prompt is empty"),
        ([8] * 65, "has 65 tokens; this model reads at most 64. Leave out 1 or more"),
        ([8] * 64, "fills the model's 64 tokens"),
        ([3072], "no token 3072; this model's ids go from 0 to 3071"),
        ([-1], "no token -1"),
        ([1.5], "this one holds float"),
        ("a\udcff", "half of a surrogate pair"),
    ],
)
def test_prompts_that_cannot_be_read(model: Transformer, prompt: Any, words: str) -> None:
    import re

    for call in (generate, stream):
        with pytest.raises(ValueError, match=re.escape(words)):
            call(model, prompt)


def test_prompts_for_a_model_without_a_tokenizer() -> None:
    bare = loud(replace(CONFIG, vocab_size=50))
    with pytest.raises(ValueError, match="give the prompt as token ids"):
        generate(bare, "Hi")
    with pytest.raises(ValueError, match="Stop strings and constraints need"):
        generate(bare, [1, 2], stop="a")
    assert generate(bare, torch.tensor([1, 2]), max_tokens=3, ignore_end=True).text == ""
    with pytest.raises(ValueError, match="a list of one or more prompts"):
        generate_batch(bare, [])


@pytest.mark.parametrize(
    "how",
    [
        {"max_tokens": 0}, {"temperature": -1}, {"top_k": -1}, {"top_p": 0}, {"top_p": 1.1},
        {"top": -1}, {"stop": [""]},
    ],
)  # fmt: skip
def test_settings_that_make_no_sense(model: Transformer, how: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"(must|must not) be"):
        generate(model, "Hi", **how)


SMALL = ModelConfig(
    vocab_size=6, d_model=16, n_layers=2, n_heads=2, n_kv_heads=1, d_head=8, d_ff=16, max_length=24
)


def test_greedy_speculation_writes_the_same_text() -> None:
    accepted = drafted = 0
    target = loud(SMALL, 1, 60.0)
    for drafter in (loud(SMALL, 2, 60.0), loud(SMALL, 1, 50.0)):
        for start in range(6):
            for n_draft in (1, 3, 5):
                plain = generate(target, [start, 1], max_tokens=22)
                fast = speculate(target, drafter, [start, 1], n_draft=n_draft, max_tokens=22)
                assert fast.completion == replace(
                    plain,
                    tokens=[
                        replace(theirs, logprob=pytest.approx(theirs.logprob, abs=1e-3))
                        for theirs in plain.tokens
                    ],
                )
                assert fast.n_passes <= 22
                accepted, drafted = accepted + fast.n_accepted, drafted + fast.n_drafted
    assert 0.05 < accepted / drafted < 0.95


@pytest.mark.parametrize("how", [{}, {"top_p": 0.8}, {"top_k": 3, "temperature": 1.5}])
def test_speculation_samples_by_the_models_own_law(how: dict[str, Any]) -> None:
    target, drafter, n = loud(SMALL, 1, 12.0), loud(SMALL, 2, 12.0), 600
    how = {"temperature": 1.0, "max_tokens": 3, **how}
    drawn = (
        [generate(target, [1, 2], seed=seed, **how) for seed in range(n)],
        [
            speculate(target, drafter, [1, 2], n_draft=2, seed=seed, **how).completion
            for seed in range(n)
        ],
    )
    plain, fast = (Counter(tuple(t.id for t in text.tokens) for text in texts) for texts in drawn)
    keys = plain | fast
    statistic = sum((plain[k] - fast[k]) ** 2 / (plain[k] + fast[k]) for k in keys)
    freedom = len(keys) - 1
    assert statistic < freedom + 4 * math.sqrt(2 * freedom)


def test_speculation_without_a_common_vocabulary(model: Transformer) -> None:
    with pytest.raises(ValueError, match="another vocabulary"):
        speculate(model, loud(SMALL), "Hi")
    with pytest.raises(ValueError, match="n_draft must be at least 1"):
        speculate(model, model, "Hi", n_draft=0)
    assert speculate(model, model, "Hi", max_tokens=9, ignore_end=True).acceptance == 1
    assert isinstance(model.tokenizer, Tokenizer)

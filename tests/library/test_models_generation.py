"""Generation beside `transformers`, streams, stop strings, sampling, speculation, bad prompts."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

import pytest
import torch

from llmcourse.data import tokenizer_files
from llmcourse.data.chat import say
from llmcourse.models.cache import KVCache
from llmcourse.models.config import ModelConfig
from llmcourse.models.decoding import is_plain, pad_left, reader
from llmcourse.models.generation import generate, generate_batch, reply, score, stream
from llmcourse.models.tokens import tokenizer_from_json
from llmcourse.models.transformer import Transformer

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

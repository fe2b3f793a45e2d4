"""The transformer beside `transformers` on random weights, its cache, its padding, its insides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from llmcourse.models import attention as reference
from llmcourse.models.cache import KVCache
from llmcourse.models.config import DRAFT, MAIN, ModelConfig
from llmcourse.models.inside import trace
from llmcourse.models.loading import load, save
from llmcourse.models.transformer import Transformer

transformers = pytest.importorskip("transformers")

SIZES = {
    "vocab_size": 97, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
    "intermediate_size": 44, "max_position_embeddings": 64, "bos_token_id": None,
    "eos_token_id": 5,
}  # fmt: skip
GPT2_SIZES = {
    "vocab_size": 97, "n_embd": 32, "n_layer": 2, "n_head": 4, "n_positions": 64,
    "bos_token_id": 1, "eos_token_id": 1,
}  # fmt: skip
LLAMA3 = {
    "rope_type": "llama3", "rope_theta": 500.0, "factor": 4.0, "low_freq_factor": 1.0,
    "high_freq_factor": 4.0, "original_max_position_embeddings": 32,
}  # fmt: skip
LLAMAS: dict[str, dict[str, Any]] = {
    "grouped": {"num_key_value_heads": 2, "tie_word_embeddings": True},
    "every head its own": {"num_key_value_heads": 4, "tie_word_embeddings": False},
    "one for all": {"num_key_value_heads": 1, "tie_word_embeddings": True},
    "biases": {"num_key_value_heads": 2, "attention_bias": True, "mlp_bias": True},
    "wide heads": {"num_key_value_heads": 2, "head_dim": 24, "rms_norm_eps": 0.02},
    "another theta": {"rope_parameters": {"rope_type": "default", "rope_theta": 50.0}},
    "llama 3": {"rope_parameters": LLAMA3},
    "linear": {"rope_parameters": {"rope_type": "linear", "rope_theta": 1e4, "factor": 3.0}},
}
GPT2S: dict[str, dict[str, Any]] = {
    "tied": {},
    "untied": {"tie_word_embeddings": False, "n_inner": 50},
}


def random_llama(**changes: Any) -> Any:
    config = transformers.LlamaConfig(**{**SIZES, **changes})
    return shaken(transformers.LlamaForCausalLM(config))


def random_gpt2(**changes: Any) -> Any:
    config = transformers.GPT2Config(**{**GPT2_SIZES, **changes})
    return shaken(transformers.GPT2LMHeadModel(config))


def shaken(model: Any) -> Any:
    """Norms and biases too away from where they begin, so that none can be left out unseen."""
    torch.manual_seed(0)
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(0.1 * torch.randn_like(weight))
    return model.eval()


def draw_ids(*shape: int) -> Tensor:
    return torch.randint(0, 97, shape, generator=torch.Generator().manual_seed(1))


def tiny(**changes: Any) -> Transformer:
    torch.manual_seed(0)
    sizes: dict[str, Any] = {
        "vocab_size": 97, "d_model": 32, "n_layers": 3, "n_heads": 4, "n_kv_heads": 2,
        "d_head": 8, "d_ff": 44, "max_length": 40,
    }  # fmt: skip
    model = Transformer(ModelConfig(**sizes | changes)).eval()
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(0.1 * torch.randn_like(weight))
    return model


FAMILIES: dict[str, dict[str, Any]] = {
    "llama": {},
    "gpt2": {"family": "gpt2", "n_kv_heads": 4, "attention_bias": True, "mlp_bias": True},
}


def compare(theirs: Any, folder: Path, **how: Any) -> None:
    theirs.save_pretrained(folder / "theirs", **how)
    ours = load(folder / "theirs")
    ids = draw_ids(2, 17)
    with torch.no_grad():
        expected = theirs(ids, output_hidden_states=True)
        output = ours(ids, hidden_states=True)
    torch.testing.assert_close(output.logits, expected.logits, rtol=0, atol=1e-4)
    torch.testing.assert_close(output.hidden_states[:2], torch.stack(expected.hidden_states[:2]))
    save(ours, folder / "ours", dtype="float32")
    again = transformers.AutoModelForCausalLM.from_pretrained(folder / "ours", dtype=torch.float32)
    with torch.no_grad():
        back = again(ids).logits
    torch.testing.assert_close(back, expected.logits, rtol=0, atol=1e-5)
    assert type(again) is type(theirs)


@pytest.mark.parametrize("changes", LLAMAS.values(), ids=LLAMAS)
def test_llama_logits_are_those_of_transformers_both_ways(
    changes: dict[str, Any], tmp_path: Path
) -> None:
    compare(random_llama(**changes), tmp_path)


@pytest.mark.parametrize("changes", GPT2S.values(), ids=GPT2S)
def test_gpt2_logits_are_those_of_transformers_both_ways(
    changes: dict[str, Any], tmp_path: Path
) -> None:
    compare(random_gpt2(**changes), tmp_path)


def test_a_checkpoint_in_several_files(tmp_path: Path) -> None:
    compare(random_llama(), tmp_path, max_shard_size="20KB")
    assert (tmp_path / "theirs" / "model.safetensors.index.json").exists()


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_half_precision_checkpoints(dtype: torch.dtype, tmp_path: Path) -> None:
    theirs = random_llama().to(dtype)
    theirs.save_pretrained(tmp_path)
    ours = load(tmp_path)
    assert ours.embedding.weight.dtype == torch.float32
    ids = draw_ids(2, 9)
    with torch.no_grad():
        expected = theirs.float()(ids).logits
        torch.testing.assert_close(ours(ids).logits, expected, rtol=0, atol=1e-4)
    assert load(tmp_path, dtype=dtype)(ids).logits.dtype == dtype


def test_attention_weights_are_those_of_transformers(tmp_path: Path) -> None:
    theirs = random_llama(num_key_value_heads=2, attn_implementation="eager")
    theirs.save_pretrained(tmp_path)
    ids = draw_ids(2, 9)
    with torch.no_grad():
        expected = torch.stack(theirs(ids, output_attentions=True).attentions)
        output = load(tmp_path)(ids, attentions=True)
    torch.testing.assert_close(output.attentions, expected, rtol=0, atol=1e-5)


@pytest.mark.parametrize("changes", FAMILIES.values(), ids=FAMILIES)
def test_reading_in_pieces_is_reading_at_once(changes: dict[str, Any]) -> None:
    model, ids = tiny(**changes), draw_ids(2, 20)
    with torch.no_grad():
        whole = model(ids).logits
        cache = KVCache(model.config, batch=2, capacity=20)
        parts = [model(part, cache=cache).logits for part in ids.split((5, 1, 1, 6, 7), dim=1)]
    torch.testing.assert_close(torch.cat(parts, 1), whole, rtol=0, atol=1e-5)
    cache.truncate(4)
    with torch.no_grad():
        again = model(ids[:, 4:9], cache=cache, last_only=True).logits
    torch.testing.assert_close(again, whole[:, 8:9], rtol=0, atol=1e-5)
    assert cache.length == 9


@pytest.mark.parametrize("changes", FAMILIES.values(), ids=FAMILIES)
def test_padding_on_the_left_changes_nothing(changes: dict[str, Any]) -> None:
    model, ids = tiny(**changes), draw_ids(1, 11)
    padded = torch.cat((torch.zeros(2, 4, dtype=torch.int64), ids.repeat(2, 1)), dim=1)
    padded[1] = draw_ids(1, 15)
    cache = KVCache(model.config, batch=2, capacity=15)
    padding = torch.tensor([4, 0])
    with torch.no_grad():
        alone = model(ids).logits[0]
        first = model(padded[:, :12], cache=cache, padding=padding).logits[0, 4:]
        rest = [
            model(p, cache=cache, padding=padding).logits[0] for p in padded[:, 12:].split(1, 1)
        ]
    torch.testing.assert_close(torch.cat((first, *rest)), alone, rtol=0, atol=1e-5)


def test_a_given_attention_function_runs_inside() -> None:
    model, ids = tiny(), draw_ids(1, 6)
    shapes = []

    def blind(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Any:
        assert mask is not None
        shapes.append((query.shape, key.shape, mask.shape))
        return reference.attention(query, key, value, mask & torch.eye(6, dtype=torch.bool))

    with torch.no_grad():
        usual, fast = model(ids, attentions=True), model(ids)
        own = model(ids, attend=blind, attentions=True)
    torch.testing.assert_close(usual.logits, fast.logits)
    assert shapes[0] == ((1, 4, 6, 8), (1, 4, 6, 8), (1, 1, 6, 6))
    assert own.attentions.shape == (3, 1, 4, 6, 6)
    assert torch.equal(own.attentions, torch.eye(6).expand_as(own.attentions))
    assert not torch.allclose(own.logits, usual.logits, atol=1e-2)
    assert fast.attentions is None


def test_the_logit_lens_ends_at_the_logits() -> None:
    model, ids = tiny(), draw_ids(2, 6)
    with torch.no_grad():
        output = model(ids, hidden_states=True)
        lens = model.unembed(output.hidden_states)
    assert lens.shape == (4, 2, 6, 97)
    torch.testing.assert_close(lens[-1], output.logits)
    assert not torch.allclose(lens[-2], output.logits, atol=1e-2)


def test_a_trace_keeps_what_the_heads_computed() -> None:
    model, ids = tiny(), draw_ids(1, 6)
    seen = trace(model, ids[0].tolist())
    with torch.no_grad():
        output = model(ids, attentions=True, hidden_states=True)
    assert seen.query.shape == seen.key.shape == seen.value.shape == (3, 4, 6, 8)
    scores = seen.query @ seen.key.mT / 8**0.5
    hidden = scores.masked_fill(~torch.ones(6, 6, dtype=torch.bool).tril(), -torch.inf)
    torch.testing.assert_close(seen.weights, hidden.softmax(-1))
    torch.testing.assert_close(seen.weights, output.attentions[:, 0])
    torch.testing.assert_close(seen.hidden, output.hidden_states[:, 0])
    torch.testing.assert_close(seen.logits, output.logits[0])
    assert seen.tokens == [str(id) for id in ids[0].tolist()]


def test_gradients_reach_every_weight_and_only_the_past() -> None:
    model, ids = tiny(), draw_ids(1, 6)
    torch.autograd.backward(model(ids).logits.square().sum())
    assert all(weight.grad is not None and weight.grad.any() for weight in model.parameters())
    changed = ids.clone()
    changed[0, 4] += 1
    with torch.no_grad():
        same = model(ids).logits[:, :4] == model(changed).logits[:, :4]
    assert same.all()


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        (torch.zeros(1, 3), "integer tensor"),
        (torch.zeros(3, dtype=torch.int64), r"torch.tensor\(\[ids\]\)"),
        (torch.zeros(1, 0, dtype=torch.int64), "non-empty"),
        (torch.zeros(1, 41, dtype=torch.int64), "reads at most 40. Shorten"),
    ],
)
def test_ids_that_cannot_be_read(ids: Tensor, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        tiny()(ids)


def test_a_full_cache_and_a_wrong_cut() -> None:
    model = tiny()
    cache = KVCache(model.config, capacity=5)
    assert cache.n_bytes == 3 * 2 * 2 * 5 * 8 * 4
    model(draw_ids(1, 4), cache=cache)
    with pytest.raises(ValueError, match="room for 5 tokens; the text has 6"):
        model(draw_ids(1, 2), cache=cache)
    with pytest.raises(ValueError, match="Cannot cut a cache of 4"):
        cache.truncate(5)


def test_the_drafter_is_an_eighth_of_the_model_at_most() -> None:
    main, draft = Transformer(MAIN), Transformer(DRAFT)
    assert 6.5e6 < main.n_parameters < 7.5e6
    assert 8 * draft.n_parameters <= main.n_parameters
    assert MAIN.n_heads == 2 * MAIN.n_kv_heads
    assert isinstance(main.blocks[0].attention.qkv, nn.Linear)

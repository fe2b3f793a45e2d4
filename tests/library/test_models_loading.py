"""Folders that are loaded, and every way in which one can be wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from llmcourse.data import tokenizer_files
from llmcourse.models import loading
from llmcourse.models.config import CheckpointError, ModelConfig
from llmcourse.models.loading import load, names, save
from llmcourse.models.tokens import Tokenizer, load_tokenizer, tokenizer_from_json
from llmcourse.models.transformer import Transformer

CONFIG = ModelConfig(
    vocab_size=3072, d_model=16, n_layers=1, n_heads=2, n_kv_heads=1, d_head=8, d_ff=24,
    max_length=32, end_ids=(0, 5),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    files = tokenizer_files()
    model = Transformer(CONFIG, tokenizer_from_json(files["tokenizer.json"]))
    save(model, tmp_path / "tiny", files=files)
    return tmp_path / "tiny"


def without_hashes(folder: Path) -> Path:
    (folder / loading.HASHES).unlink()
    return folder


def change_config(folder: Path, **changes: Any) -> None:
    path = without_hashes(folder) / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def change_tensors(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    path = without_hashes(folder) / "model.safetensors"
    weights = load_file(path)
    change(weights)
    save_file(weights, path)


def test_what_is_saved_is_loaded(folder: Path) -> None:
    model = load(folder)
    assert model.config == CONFIG
    assert not model.training
    assert not any(weight.requires_grad for weight in model.parameters())
    again = Path(f"{folder}-again")
    save(model, again, files=tokenizer_files())
    for file in folder.iterdir():
        assert (again / file.name).read_bytes() == file.read_bytes()
    assert not [file for file in folder.iterdir() if file.name.endswith(".part")]


def test_transformers_loads_model_and_tokenizer(folder: Path) -> None:
    transformers = pytest.importorskip("transformers")
    theirs = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = load(folder)
    assert model.tokenizer
    text = "<|user|>Héllo, tiger 42 🙂!<|end|><|assistant|>"
    ids = model.tokenizer.encode(text)
    assert tokenizer(text)["input_ids"] == ids
    with torch.no_grad():
        expected = theirs(torch.tensor([ids])).logits
        torch.testing.assert_close(model(torch.tensor([ids])).logits, expected, rtol=0, atol=1e-4)
    assert theirs.generation_config.eos_token_id == [0, 5]


def test_a_model_of_the_course_is_found_by_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "CHECKPOINTS", folder.parent)
    assert names() == ["tiny"]
    assert load("tiny").config == CONFIG
    with pytest.raises(
        CheckpointError, match=r"no model or folder 'large'. The course's models: ti"
    ):
        load("large")
    without_hashes(folder)
    with pytest.raises(CheckpointError, match="SHA256SUMS is missing"):
        load("tiny")


def test_a_changed_byte_is_noticed(folder: Path) -> None:
    path = folder / "model.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(CheckpointError, match=r"damaged: its SHA-256 is .*git checkout"):
        load(folder)


def test_a_missing_file_is_noticed(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()
    with pytest.raises(CheckpointError, match=r"tokenizer.json is missing"):
        load(folder)


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("config.json", None, "no config.json"),
        ("config.json", b"{", "not JSON"),
        ("config.json", b"[]", "no JSON object"),
        ("model.safetensors", None, "Only safetensors are read"),
        ("model.safetensors", b"\x10\0\0\0\0\0\0\0{}", "is damaged"),
        ("tokenizer.json", b"{}", "tokenizer in .* cannot be read"),
    ],
)
def test_files_that_cannot_be_read(
    folder: Path, file: str, content: bytes | None, words: str
) -> None:
    path = without_hashes(folder) / file
    path.write_bytes(content) if content is not None else path.unlink()
    with pytest.raises(CheckpointError, match=words):
        load(folder)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"model_type": "mamba"}, "'llama' and 'gpt2' are supported"),
        ({"hidden_act": "relu"}, "hidden_act = 'relu'; only 'silu'"),
        ({"rope_scaling": {"rope_type": "yarn", "factor": 2}}, "rotary scaling 'yarn'"),
        ({"num_key_value_heads": 3}, "2 query heads on 3"),
        ({"intermediate_size": 20}, "24 rows where config.json asks for 20"),
        ({"num_hidden_layers": 2}, "no tensor 'model.layers.1"),
        ({"num_hidden_layers": 0}, "config.json does not ask for"),
        ({"vocab_size": 3000}, "3072 tokens, the model 3000"),
    ],
)
def test_configs_that_do_not_fit(folder: Path, changes: dict[str, Any], words: str) -> None:
    change_config(folder, **changes)
    with pytest.raises(CheckpointError, match=words):
        load(folder)


def test_a_config_without_a_size(folder: Path) -> None:
    path = without_hashes(folder) / "config.json"
    config = json.loads(path.read_text())
    del config["hidden_size"]
    path.write_text(json.dumps(config))
    with pytest.raises(CheckpointError, match="no 'hidden_size'"):
        load(folder)


def test_weights_that_are_no_floats(folder: Path) -> None:
    change_tensors(folder, lambda w: w.update({"model.norm.weight": torch.ones(16).to(torch.int8)}))
    with pytest.raises(
        CheckpointError, match=r"'model.norm.weight' is torch.int8; float32, bfloat16"
    ):
        load(folder)


def test_a_precision_that_no_model_runs_in(folder: Path) -> None:
    with pytest.raises(ValueError, match=r"float32, bfloat16, float16; torch.int64"):
        load(folder, dtype=torch.int64)
    with pytest.raises(ValueError, match="dtype is one of float32"):
        save(load(folder), folder, dtype="int8")


def test_left_overs_of_old_checkpoints_are_dropped(folder: Path) -> None:
    extra = {
        "model.layers.0.self_attn.rotary_emb.inv_freq": torch.ones(4),
        "lm_head.weight": torch.ones(3072, 16),
    }
    change_tensors(folder, lambda weights: weights.update(extra))
    assert torch.equal(load(folder).unembedding.weight, load(folder).embedding.weight)


def test_more_rows_than_tokens(folder: Path) -> None:
    def widen(weights: dict[str, Any]) -> None:
        weights["model.embed_tokens.weight"] = torch.zeros(3080, 16)

    change_tensors(folder, widen)
    path = folder / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "vocab_size": 3080}))
    tokenizer = load(folder).tokenizer
    assert tokenizer
    assert tokenizer.decode([3079]) == ""


TEXTS = [
    "",
    "plain",
    " two  spaces\n\ttab",
    "Grüße, 世界 🙂👩‍👩‍👧",
    "12345 0.5",
    "<|user|>x<|end|>",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_tokenizer_keeps_every_byte(text: str) -> None:
    tokenizer = tokenizer_from_json(tokenizer_files()["tokenizer.json"])
    ids = tokenizer.encode(text)
    assert tokenizer.decode(ids) == text.replace("<|user|>", "").replace("<|end|>", "")
    assert tokenizer.raw.decode(ids) == tokenizer.decode(ids)
    assert "".join(map(tokenizer.text, ids)) == text or "\ufffd" in "".join(
        map(tokenizer.text, ids)
    )


def test_half_a_surrogate_pair_is_no_text() -> None:
    tokenizer = tokenizer_from_json(tokenizer_files()["tokenizer.json"])
    with pytest.raises(ValueError, match="Character 2 of the text"):
        tokenizer.encode("ab\ud800")


def test_a_vocabulary_of_words_names_the_unknown_character() -> None:
    from tokenizers import Tokenizer as Raw
    from tokenizers import models

    tokenizer = Tokenizer(Raw(models.BPE({"a": 0, "b": 1, "<unk>": 2}, [], unk_token="<unk>")))
    assert tokenizer.encode("ab") == [0, 1]
    with pytest.raises(ValueError, match="Character 1 of the text, 'é', is not in"):
        tokenizer.encode("aé")


def test_gpt2s_two_files_and_a_folder_without_a_tokenizer(tmp_path: Path) -> None:
    assert load_tokenizer(tmp_path) is None
    vocabulary = {character: i for i, character in enumerate("abĠĊ")} | {
        "ab": 4,
        "<|endoftext|>": 5,
    }
    (tmp_path / "vocab.json").write_text(json.dumps(vocabulary))
    (tmp_path / "merges.txt").write_text("#version: 0.2\na b\n")
    tokenizer = load_tokenizer(tmp_path)
    assert tokenizer
    assert tokenizer.encode("ab a\n<|endoftext|>") == [4, 2, 0, 3, 5]
    assert tokenizer.decode([4, 2, 0, 3, 5]) == "ab a\n"

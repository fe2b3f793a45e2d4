"""Load and save models in Hugging Face folders: config.json, *.safetensors, tokenizer.json.

`load("main-instruct")` loads a model of the course, `load("path/to/folder")` any Llama- or
GPT-2-format folder; the bytes of a model of ours are compared with the hashes written beside
them. Only safetensors are read, never pickle. Nothing is downloaded, no GPU is chosen.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as serialize
from torch import Tensor

from llmcourse.models.config import CheckpointError, ModelConfig, config_from_hf, config_to_hf
from llmcourse.models.tokens import load_tokenizer
from llmcourse.models.transformer import Transformer

CHECKPOINTS = Path(__file__).parent / "checkpoints"
HASHES = "SHA256SUMS"
DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}
TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")

_DROPPED = re.compile(r"(attn\.(masked_)?bias|rotary_emb\.inv_freq)$")


@dataclass(frozen=True)
class Source:
    """Which of a file's tensors, laid on top of each other, make one of ours."""

    names: tuple[str, ...]
    rows: tuple[int, ...]
    transposed: bool = False


def load(name: str | Path, *, dtype: torch.dtype = torch.float32) -> Transformer:
    """A model of the course by name, or the model in a folder, ready to run.

    Raises CheckpointError when a file is missing, damaged or of a kind that is not supported.
    """
    if dtype not in DTYPES.values():
        raise ValueError(f"A model runs in {', '.join(DTYPES)}; {dtype} is none of them.")
    folder = _find(name)
    _check_hashes(folder, required=folder.parent == CHECKPOINTS)
    config = config_from_hf(_read_json(folder / "config.json"))
    tokenizer = load_tokenizer(folder)
    if tokenizer:
        if tokenizer.size > config.vocab_size:
            sizes = f"{tokenizer.size} tokens, the model {config.vocab_size}"
            raise CheckpointError(f"The tokenizer in {folder} has {sizes}; they do not fit.")
        tokenizer.pad_to(config.vocab_size)
    model = Transformer(config, tokenizer)
    weights = _ours(config, _read_weights(folder), folder)
    model.load_state_dict(weights)
    return model.to(dtype).eval().requires_grad_(False)


def names() -> list[str]:
    """The course's models, by the names that `load` takes."""
    return sorted(path.parent.name for path in CHECKPOINTS.glob("*/config.json"))


def save(
    model: Transformer,
    folder: str | Path,
    *,
    dtype: str = "bfloat16",
    files: Mapping[str, bytes] | None = None,
) -> None:
    """Write the model as a Hugging Face folder, with its tokenizer and the hashes of all files.

    `files` are further files by name, as the tokenizer's configuration. Each file appears whole
    or not at all, the hashes last.
    """
    if dtype not in DTYPES:
        raise ValueError(f"dtype is one of {', '.join(DTYPES)}, not {dtype!r}.")
    config, folder = model.config, Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: tensor.to(DTYPES[dtype]) for name, tensor in _theirs(model)}
    contents = {
        "config.json": _json_bytes(config_to_hf(config, dtype)),
        "generation_config.json": _json_bytes({"eos_token_id": list(config.end_ids) or None}),
        "model.safetensors": serialize(weights, {"format": "pt"}),
    }
    if model.tokenizer:
        contents["tokenizer.json"] = model.tokenizer.raw.to_str(pretty=False).encode()
    contents |= files or {}
    for name, data in contents.items():
        write_atomically(folder / name, data)
    sums = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in contents.items()]
    write_atomically(folder / HASHES, "".join(sums).encode())


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file in one step: whoever reads it sees the old bytes or the new ones."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _find(name: str | Path) -> Path:
    folder = Path(name)
    if folder.is_dir():
        return folder.resolve()
    if isinstance(name, str) and (CHECKPOINTS / name / "config.json").exists():
        return CHECKPOINTS / name
    known = ", ".join(names()) or "none yet"
    raise CheckpointError(
        f"There is no model or folder {str(name)!r}. The course's models: {known}. Another: give "
        "the path of a folder with config.json and model.safetensors."
    )


def _check_hashes(folder: Path, *, required: bool) -> None:
    sums = folder / HASHES
    if not sums.exists():
        if required:
            raise CheckpointError(f"{sums} is missing; restore it with `git checkout -- {folder}`.")
        return
    for line in sums.read_text(encoding="utf-8").splitlines():
        expected, _, name = line.partition("  ")
        path = folder / name
        if not path.exists():
            raise CheckpointError(f"{path} is missing; restore or download it again.")
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != expected:
            raise CheckpointError(
                f"{path} is damaged: its SHA-256 is {found[:12]}..., expected {expected[:12]}...; "
                "restore it with `git checkout` or download it again. If you changed it on "
                f"purpose, delete {HASHES}."
            )


def _read_json(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CheckpointError(
            f"{path.parent} has no {path.name}, so it is no model's folder."
        ) from None
    except ValueError as error:
        raise CheckpointError(f"{path} is not JSON ({error}); download it again.") from None
    if not isinstance(read, dict):
        raise CheckpointError(f"{path} holds no JSON object; download it again.")
    return read


def _read_weights(folder: Path) -> dict[str, Tensor]:
    """All tensors of the folder's safetensors files, with the names that the files give them."""
    index = folder / "model.safetensors.index.json"
    if index.exists():
        files = sorted(set(_read_json(index).get("weight_map", {}).values()))
    else:
        files = ["model.safetensors"]
    weights: dict[str, Tensor] = {}
    for name in files:
        weights |= _read_file(folder / name)
    return {name.removeprefix("transformer."): t for name, t in weights.items()}


def _read_file(path: Path) -> dict[str, Tensor]:
    if not path.exists():
        raise CheckpointError(
            f"{path} is missing. Only safetensors are read: for pytorch_model.bin, load with "
            "transformers and call save_pretrained(folder)."
        )
    try:
        with safe_open(path, "pt") as file:
            return {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError) as error:
        raise CheckpointError(
            f"{path} is damaged ({error}); restore it with `git checkout` or download it again."
        ) from None


def _ours(config: ModelConfig, theirs: dict[str, Tensor], folder: Path) -> dict[str, Tensor]:
    weights = {}
    sources = _sources(config)
    for ours, source in sources.items():
        parts = []
        for name, rows in zip(source.names, source.rows, strict=True):
            if name not in theirs:
                raise CheckpointError(f"{folder} has no tensor {name!r}; the model is incomplete.")
            parts.append(_checked(name, theirs.pop(name), rows, source.transposed))
        weights[ours] = torch.cat(parts)
    if config.tied:
        weights["unembedding.weight"] = weights["embedding.weight"]
        theirs.pop("lm_head.weight", None)
    if foreign := [name for name in theirs if not _DROPPED.search(name)]:
        some = ", ".join(foreign[:3])
        raise CheckpointError(
            f"{folder} has {len(foreign)} tensors that its config.json does not ask for ({some}); "
            "the two do not belong together."
        )
    return weights


def _checked(name: str, tensor: Tensor, rows: int, transposed: bool) -> Tensor:
    if tensor.dtype not in DTYPES.values():
        raise CheckpointError(
            f"Tensor {name!r} is {tensor.dtype}; {', '.join(DTYPES)} are supported. Quantized "
            "weights must be turned into one of them first."
        )
    tensor = (tensor.T if transposed else tensor).float()
    if tensor.shape[0] != rows:
        raise CheckpointError(
            f"Tensor {name!r} has {tensor.shape[0]} rows where config.json asks for {rows}."
        )
    return tensor


def _theirs(model: Transformer) -> Iterator[tuple[str, Tensor]]:
    """Every tensor under its Hugging Face name, in Hugging Face's layout."""
    weights = model.state_dict()
    for ours, source in _sources(model.config).items():
        parts: Sequence[Tensor] = weights[ours].split(source.rows)
        for name, part in zip(source.names, parts, strict=True):
            yield name, (part.T if source.transposed else part).detach().cpu().contiguous()


def _json_bytes(value: Any) -> bytes:
    return (json.dumps(value, indent=2, sort_keys=True) + "\n").encode()


def _sources(config: ModelConfig) -> dict[str, Source]:
    """Where each of our tensors comes from."""
    return _llama_sources(config) if config.family == "llama" else _gpt2_sources(config)


def _llama_sources(config: ModelConfig) -> dict[str, Source]:
    n_query, n_key = config.n_heads * config.d_head, config.n_kv_heads * config.d_head
    vocabulary, d_model, d_ff = config.vocab_size, config.d_model, config.d_ff
    sources = {
        "embedding.weight": Source(("model.embed_tokens.weight",), (vocabulary,)),
        "norm.weight": Source(("model.norm.weight",), (d_model,)),
    }
    if not config.tied:
        sources["unembedding.weight"] = Source(("lm_head.weight",), (vocabulary,))
    for i in range(config.n_layers):
        theirs, ours = f"model.layers.{i}", f"blocks.{i}"
        norms = {"attention_norm": "input_layernorm", "mlp_norm": "post_attention_layernorm"}
        for own, other in norms.items():
            sources[f"{ours}.{own}.weight"] = Source((f"{theirs}.{other}.weight",), (d_model,))
        linear = {
            "attention.qkv": ("self_attn", ("q_proj", "k_proj", "v_proj"), (n_query, n_key, n_key)),
            "attention.output": ("self_attn", ("o_proj",), (d_model,)),
            "mlp.up": ("mlp", ("gate_proj", "up_proj"), (d_ff, d_ff)),
            "mlp.down": ("mlp", ("down_proj",), (d_model,)),
        }
        for own, (part, parts, rows) in linear.items():
            biased = config.attention_bias if part == "self_attn" else config.mlp_bias
            for kind in ("weight", "bias") if biased else ("weight",):
                tensors = tuple(f"{theirs}.{part}.{name}.{kind}" for name in parts)
                sources[f"{ours}.{own}.{kind}"] = Source(tensors, rows)
    return sources


def _gpt2_sources(config: ModelConfig) -> dict[str, Source]:
    d_model = config.d_model
    sources = {
        "embedding.weight": Source(("wte.weight",), (config.vocab_size,)),
        "positions.weight": Source(("wpe.weight",), (config.max_length,)),
        "norm.weight": Source(("ln_f.weight",), (d_model,)),
        "norm.bias": Source(("ln_f.bias",), (d_model,)),
    }
    if not config.tied:
        sources["unembedding.weight"] = Source(("lm_head.weight",), (config.vocab_size,))
    parts = {
        "attention_norm": ("ln_1", d_model),
        "attention.qkv": ("attn.c_attn", 3 * d_model),
        "attention.output": ("attn.c_proj", d_model),
        "mlp_norm": ("ln_2", d_model),
        "mlp.up": ("mlp.c_fc", config.d_ff),
        "mlp.down": ("mlp.c_proj", d_model),
    }
    for i in range(config.n_layers):
        for own, (other, rows) in parts.items():
            for kind in ("weight", "bias"):
                sources[f"blocks.{i}.{own}.{kind}"] = Source(
                    (f"h.{i}.{other}.{kind}",), (rows,), kind == "weight" and "ln_" not in other
                )
    return sources

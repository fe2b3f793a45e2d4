"""Sizes and switches of a `Transformer`, read from and written to Hugging Face's config.json.

Two families are known. "llama": RMSNorm, rotary positions, gated SiLU feed-forward, optionally
several query heads on one key/value head. "gpt2": LayerNorm, learned positions, GELU, biases.
What a config.json asks for beyond that is refused by name and never ignored: a model that runs
with a part left out looks right and is wrong. Nothing here reads a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Json = Mapping[str, Any]


class CheckpointError(ValueError):
    """A folder that holds no model which this package can run; the message says what to do."""


@dataclass(frozen=True)
class RopeScaling:
    """How rotary frequencies are stretched for a longer context (Llama 3.1; linear)."""

    kind: Literal["llama3", "linear"]
    factor: float
    low_frequency_factor: float = 1.0
    high_frequency_factor: float = 4.0
    original_length: int = 8192


@dataclass(frozen=True)
class ModelConfig:
    """Everything that a model's shape depends on. The defaults are the course's main model."""

    family: Literal["llama", "gpt2"] = "llama"
    vocab_size: int = 3072
    d_model: int = 256
    n_layers: int = 8
    n_heads: int = 8
    n_kv_heads: int = 4
    d_head: int = 32
    d_ff: int = 704
    max_length: int = 512
    norm_eps: float = 1e-5
    rope_theta: float = 10000.0
    rope_scaling: RopeScaling | None = None
    attention_bias: bool = False
    mlp_bias: bool = False
    tied: bool = True
    end_ids: tuple[int, ...] = ()
    """Tokens after which a text is over."""

    def __post_init__(self) -> None:
        if self.n_heads % self.n_kv_heads:
            heads = f"{self.n_heads} query heads on {self.n_kv_heads} key/value heads"
            raise CheckpointError(f"The config has {heads}; the first must be a multiple.")
        if self.family == "llama" and self.d_head % 2:
            raise CheckpointError(f"Rotary positions need an even d_head, not {self.d_head}.")

    @property
    def groups(self) -> int:
        """Query heads that share one key/value head."""
        return self.n_heads // self.n_kv_heads


MAIN = ModelConfig(end_ids=(0, 5))
DRAFT = ModelConfig(d_model=128, n_layers=2, n_heads=4, n_kv_heads=2, d_ff=352, end_ids=(0, 5))


def config_from_hf(hf: Json) -> ModelConfig:
    """The config of a Llama- or GPT-2-format config.json; CheckpointError names what is foreign."""
    kind = hf.get("model_type")
    if kind not in ("llama", "gpt2"):
        raise CheckpointError(
            f"config.json has model_type {kind!r}; 'llama' and 'gpt2' are supported. "
            "Use transformers.AutoModelForCausalLM for others."
        )
    try:
        return _from_llama(hf) if kind == "llama" else _from_gpt2(hf)
    except KeyError as error:
        raise CheckpointError(
            f"config.json has no {error.args[0]!r}; is the file complete? Download it again."
        ) from None


def _from_llama(hf: Json) -> ModelConfig:
    _require(hf, "hidden_act", ("silu", "swish"), default="silu")
    _require(hf, "pretraining_tp", (1,), default=1)
    n_heads, d_model = hf["num_attention_heads"], hf["hidden_size"]
    rope = {**(hf.get("rope_scaling") or {}), **(hf.get("rope_parameters") or {})}
    return ModelConfig(
        family="llama",
        vocab_size=hf["vocab_size"],
        d_model=d_model,
        n_layers=hf["num_hidden_layers"],
        n_heads=n_heads,
        n_kv_heads=hf.get("num_key_value_heads") or n_heads,
        d_head=hf.get("head_dim") or d_model // n_heads,
        d_ff=hf["intermediate_size"],
        max_length=hf["max_position_embeddings"],
        norm_eps=hf.get("rms_norm_eps", 1e-6),
        rope_theta=float(rope.get("rope_theta") or hf.get("rope_theta") or 10000.0),
        rope_scaling=_scaling(rope),
        attention_bias=bool(hf.get("attention_bias", False)),
        mlp_bias=bool(hf.get("mlp_bias", False)),
        tied=bool(hf.get("tie_word_embeddings", False)),
        end_ids=_ids(hf.get("eos_token_id")),
    )


def _scaling(rope: Json) -> RopeScaling | None:
    kind = rope.get("rope_type", rope.get("type", "default"))
    if kind == "default":
        return None
    if kind == "linear":
        return RopeScaling("linear", float(rope["factor"]))
    if kind == "llama3":
        return RopeScaling(
            "llama3",
            float(rope["factor"]),
            float(rope["low_freq_factor"]),
            float(rope["high_freq_factor"]),
            int(rope["original_max_position_embeddings"]),
        )
    raise CheckpointError(
        f"config.json asks for rotary scaling {kind!r}; 'default', 'linear' and 'llama3' are known."
    )


def _from_gpt2(hf: Json) -> ModelConfig:
    _require(hf, "activation_function", ("gelu_new", "gelu_pytorch_tanh"), default="gelu_new")
    _require(hf, "scale_attn_weights", (True,), default=True)
    _require(hf, "scale_attn_by_inverse_layer_idx", (False,), default=False)
    _require(hf, "add_cross_attention", (False,), default=False)
    n_heads, d_model = hf["n_head"], hf["n_embd"]
    return ModelConfig(
        family="gpt2",
        vocab_size=hf["vocab_size"],
        d_model=d_model,
        n_layers=hf["n_layer"],
        n_heads=n_heads,
        n_kv_heads=n_heads,
        d_head=d_model // n_heads,
        d_ff=hf.get("n_inner") or 4 * d_model,
        max_length=hf["n_positions"],
        norm_eps=hf.get("layer_norm_epsilon", 1e-5),
        attention_bias=True,
        mlp_bias=True,
        tied=bool(hf.get("tie_word_embeddings", True)),
        end_ids=_ids(hf.get("eos_token_id")),
    )


def _require(hf: Json, key: str, known: tuple[object, ...], default: object) -> None:
    value = hf.get(key, default)
    if value not in known:
        wanted = " or ".join(map(repr, known))
        raise CheckpointError(f"config.json has {key} = {value!r}; only {wanted} is supported.")


def _ids(value: int | list[int] | None) -> tuple[int, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, int) else tuple(value)


def config_to_hf(config: ModelConfig, dtype: str) -> dict[str, Any]:
    """What config.json says of this model, so that `transformers` builds the same one."""
    common = {
        "tie_word_embeddings": config.tied,
        "torch_dtype": dtype,
        "vocab_size": config.vocab_size,
        "bos_token_id": None,
        "eos_token_id": list(config.end_ids) or None,
    }
    if config.family == "gpt2":
        return common | {
            "architectures": ["GPT2LMHeadModel"],
            "model_type": "gpt2",
            "activation_function": "gelu_new",
            "n_embd": config.d_model,
            "n_layer": config.n_layers,
            "n_head": config.n_heads,
            "n_inner": config.d_ff,
            "n_positions": config.max_length,
            "layer_norm_epsilon": config.norm_eps,
        }
    return common | {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "hidden_act": "silu",
        "hidden_size": config.d_model,
        "num_hidden_layers": config.n_layers,
        "num_attention_heads": config.n_heads,
        "num_key_value_heads": config.n_kv_heads,
        "head_dim": config.d_head,
        "intermediate_size": config.d_ff,
        "max_position_embeddings": config.max_length,
        "rms_norm_eps": config.norm_eps,
        "attention_bias": config.attention_bias,
        "mlp_bias": config.mlp_bias,
        "rope_theta": config.rope_theta,
        "rope_scaling": _scaling_to_hf(config.rope_scaling),
    }


def _scaling_to_hf(scaling: RopeScaling | None) -> dict[str, Any] | None:
    if scaling is None:
        return None
    if scaling.kind == "linear":
        return {"rope_type": "linear", "factor": scaling.factor}
    return {
        "rope_type": "llama3",
        "factor": scaling.factor,
        "low_freq_factor": scaling.low_frequency_factor,
        "high_freq_factor": scaling.high_frequency_factor,
        "original_max_position_embeddings": scaling.original_length,
    }

"""The two architectures that `Architecture` draws: their boxes, sizes, shapes and weights, as data.

A shape is a tuple of names and numbers, a count of weights a list of products of these; both become
numbers with the sizes of a model. Where a box stands is a column and a row, from the bottom up as
in the whitepaper's figure 1. Draws nothing.
"""

from dataclasses import dataclass, field

Symbols = tuple[str | int, ...]
Sizes = dict[str, int]


@dataclass(frozen=True)
class Box:
    """One box of the diagram.

    Attributes:
        key: its name in code.
        name: as it is written in the box.
        stack: the column it stands in, "encoder" or "decoder".
        row: from the bottom, 0 upward.
        shape: what comes out of it.
        words: what it does, in a sentence or two.
        weights: products whose sum is the number of its weights.
        looks: the shape of its attention weights, if it has any.
        times: how often it stands in the model: 1, or once a block.
        kind: "tokens", "attend", "feed", "norm" or "table", for its color.
    """

    key: str
    name: str
    stack: str
    row: int
    shape: Symbols
    words: str
    weights: list[Symbols] = field(default_factory=list)
    looks: Symbols = ()
    times: Symbols = (1,)
    kind: str = "norm"


S, T = ("batch", "source", "d_model"), ("batch", "target", "d_model")
SQUARE: list[Symbols] = [(4, "d_model", "d_model")]
NORM: list[Symbols] = [(2, "d_model")]
FEED: list[Symbols] = [(2, "d_model", "d_ff"), ("d_ff",), ("d_model",)]
BLOCK: Symbols = ("blocks",)
ENTER = "Each id fetches its row of a learned table, times the root of d_model."
PLACE = "Adds a fixed pattern of sines and cosines that says where each token stands."
ADD = "Adds what went into the layer to what came out (the line beside it), then norms each vector."
EACH = "Two linear maps with a ReLU between them, on every token by itself: wide inside, d_ff."


def _in_blocks(stack: str, row: int, shape: Symbols, parts: list[str]) -> list[Box]:
    """The boxes of a block of 2017: each of these layers, and Add & Norm on top of it."""
    source = ("batch", "heads", shape[1])
    known = {
        "self": ("Self-attention", "Every source token looks at every other one.", "source"),
        "masked": (
            "Masked self-attention",
            "Every target token looks at itself and at those before it, never ahead.",
            "target",
        ),
        "cross": (
            "Cross-attention",
            "Queries from the decoder, keys and values from the encoder's memory: the only "
            "way by which the target hears of the source.",
            "source",
        ),
    }
    boxes: list[Box] = []
    for at, part in enumerate(parts):
        key, here = f"{stack}_{part}", row + 2 * at
        if part == "feed":
            boxes.append(
                Box(key, "Feed-forward", stack, here, shape, EACH, FEED, (), BLOCK, "feed")
            )
        else:
            name, words, keys = known[part]
            looks = (*source, keys)
            boxes.append(Box(key, name, stack, here, shape, words, SQUARE, looks, BLOCK, "attend"))
        boxes.append(
            Box(f"{key}_norm", "Add & norm", stack, here + 1, shape, ADD, NORM, times=BLOCK)
        )
    return boxes


def encoder_decoder() -> list[Box]:
    """Figure 1, in the order in which it is computed."""
    return [*_encoder(), *_decoder()]


def _encoder() -> list[Box]:
    return [
        Box(
            "source", "Source tokens", "encoder", 0, S[:2],
            "Whole numbers: the ids of the sentence to translate.", kind="tokens",
        ),
        Box(
            "source_embedding", "Input embedding", "encoder", 1, S, ENTER,
            [("source_words", "d_model")], kind="table",
        ),
        Box("source_positions", "+ positions", "encoder", 2, S, PLACE),
        *_in_blocks("encoder", 3, S, ["self", "feed"]),
        Box(
            "memory", "Memory Z", "encoder", 7, S,
            "One vector for each source token, which knows of all the others. Every decoder block "
            "reads it.", kind="tokens",
        ),
    ]  # fmt: skip


def _decoder() -> list[Box]:
    return [
        Box(
            "target", "Target so far", "decoder", 0, T[:2],
            "Ids of the start token and of what has been written; in training, of the true "
            "translation.", kind="tokens",
        ),
        Box(
            "target_embedding", "Output embedding", "decoder", 1, T, ENTER,
            [("target_tables", "target_words", "d_model")], kind="table",
        ),
        Box("target_positions", "+ positions", "decoder", 2, T, PLACE),
        *_in_blocks("decoder", 3, T, ["masked", "cross", "feed"]),
        Box(
            "linear", "Linear", "decoder", 9, ("batch", "target", "target_words"),
            "The embedding table again, transposed: one logit for each word, at every position. "
            "No weights of its own.", kind="table",
        ),
        Box(
            "softmax", "Softmax", "decoder", 10, ("batch", "target", "target_words"),
            "Logits become probabilities of the next token.", kind="tokens",
        ),
    ]  # fmt: skip


def _llama_block(width: Symbols, gain: list[Symbols]) -> list[Box]:
    """The boxes of a block of Llama: each of its two layers, a norm before it and a sum after."""
    projections: list[Symbols] = [
        (2, "heads", "d_head", "d_model"), (2, "kv_heads", "d_head", "d_model"),
    ]  # fmt: skip
    norm = "Divides each vector by its root mean square; the stream itself passes by unchanged."
    return [
        Box("first_norm", "RMSNorm", "decoder", 2, width, norm, gain, times=BLOCK),
        Box(
            "attention", "Masked self-attention", "decoder", 3, width,
            "Rotary positions turn queries and keys; several query heads share one key/value head.",
            projections, ("batch", "heads", "target", "target"), BLOCK, "attend",
        ),
        Box(
            "first_add", "Add", "decoder", 4, width,
            "Adds what attention found to the residual stream.", times=BLOCK,
        ),
        Box("second_norm", "RMSNorm", "decoder", 5, width, norm, gain, times=BLOCK),
        Box(
            "feed", "Gated feed-forward", "decoder", 6, width,
            "SwiGLU on every token by itself: a gate, a value, and a matrix back to d_model.",
            [(3, "d_model", "d_ff")], (), BLOCK, "feed",
        ),
        Box(
            "second_add", "Add", "decoder", 7, width,
            "Adds what the feed-forward layer found to the residual stream.", times=BLOCK,
        ),
    ]  # fmt: skip


def decoder_only() -> list[Box]:
    """A Llama-style language model, in the order in which it is computed."""
    width = ("batch", "target", "d_model")
    gain: list[Symbols] = [("d_model",)]
    logits = ("batch", "target", "target_words")
    return [
        Box(
            "target", "Tokens", "decoder", 0, width[:2],
            "Ids of everything so far: the question and the answer in one sequence.",
            kind="tokens",
        ),
        Box(
            "target_embedding", "Embedding", "decoder", 1, width,
            "Each id fetches its row of a learned table. No positions are added here.",
            [("target_words", "d_model")], kind="table",
        ),
        *_llama_block(width, gain),
        Box(
            "norm", "RMSNorm", "decoder", 8, width,
            "The stream has grown from block to block; before it is read it is normed.", gain,
        ),
        Box(
            "linear", "Unembedding", "decoder", 9, logits,
            "In a tied model the embedding table again, transposed; in others one of its own.",
            [("own_output", "target_words", "d_model")], kind="table",
        ),
        Box(
            "softmax", "Softmax", "decoder", 10, logits,
            "Logits become probabilities of the next token.", kind="tokens",
        ),
    ]  # fmt: skip


def _seq2seq(d_model: int, heads: int, d_ff: int, blocks: int, words: int, tables: int) -> Sizes:
    """`tables` is 0 where source and target share one embedding."""
    sizes = {"d_model": d_model, "heads": heads, "d_ff": d_ff, "blocks": blocks}
    return {**sizes, "source_words": words, "target_words": words, "target_tables": tables}


def _llama(
    d_model: int, heads: tuple[int, int, int], d_ff: int, blocks: int, words: int, own_output: int
) -> Sizes:
    n_heads, n_kv_heads, d_head = heads
    sizes = {"d_model": d_model, "heads": n_heads, "kv_heads": n_kv_heads, "d_head": d_head}
    last = {"target_words": words, "own_output": own_output}
    return {**sizes, "d_ff": d_ff, "blocks": blocks, **last}


MODELS: dict[str, dict[str, Sizes]] = {
    "encoder-decoder": {
        "this lesson's translator": _seq2seq(64, 4, 128, 2, 38, 1),
        "2017, base": _seq2seq(512, 8, 2048, 6, 37_000, 0),
        "2017, big": _seq2seq(1024, 16, 4096, 6, 37_000, 0),
    },
    "decoder-only": {
        "the course's main model": _llama(256, (8, 4, 32), 704, 8, 3072, 0),
        "the course's drafter": _llama(128, (4, 2, 32), 352, 2, 3072, 0),
        "LLaMA 2 7B": _llama(4096, (32, 32, 128), 11_008, 32, 32_000, 1),
        "LLaMA 2 70B": _llama(8192, (64, 8, 128), 28_672, 80, 32_000, 1),
    },
}
FIGURES = {"encoder-decoder": encoder_decoder, "decoder-only": decoder_only}

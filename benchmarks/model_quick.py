"""Many prompts answered at once, on a GPU too: for a look at all sets right after a training.

Plain argmax or a sample, no constraint and no log-probabilities; `generate_batch`, which lessons
use, takes each row's token apart on the CPU and would wait for the GPU a thousand times. Texts
can differ from those of the CPU where two tokens are nearly as likely.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from llmcourse.models.cache import KVCache
from llmcourse.models.decoding import pad_left
from llmcourse.models.generation import encode
from llmcourse.models.transformer import Transformer

LOOK_EVERY = 16
"""Steps between two looks at whether all rows have ended."""


@torch.inference_mode()
def texts(
    model: Transformer,
    prompts: Sequence[str],
    max_tokens: int,
    temperature: float = 0.0,
    seed: int = 0,
) -> list[str]:
    """What the model writes after each prompt, up to its end token."""
    rows = [encode(model, prompt) for prompt in prompts]
    device = model.embedding.weight.device
    draws = torch.Generator(device).manual_seed(seed)
    ids, padding = pad_left(rows, device)
    room = min(max_tokens, model.config.max_length - ids.shape[1])
    cache = KVCache(
        model.config, batch=len(rows), capacity=ids.shape[1] + room,
        dtype=model.embedding.weight.dtype, device=device,
    )  # fmt: skip
    ends = torch.tensor(model.config.end_ids, device=device)
    over = torch.zeros(len(rows), dtype=torch.bool, device=device)
    written: list[Tensor] = []
    for step in range(room):
        logits = model(ids, cache=cache, padding=padding, last_only=True).logits[:, -1].float()
        if temperature:
            ids = torch.multinomial((logits / temperature).softmax(-1), 1, generator=draws)
        else:
            ids = logits.argmax(-1, keepdim=True)
        over |= torch.isin(ids[:, 0], ends)
        written.append(ids.masked_fill(over[:, None], -1))
        if step % LOOK_EVERY == 0 and bool(over.all()):
            break
    return [_text(model, row) for row in torch.cat(written, 1).tolist()]


def _text(model: Transformer, ids: Sequence[int]) -> str:
    assert model.tokenizer is not None
    kept = ids[: ids.index(-1)] if -1 in ids else ids
    return b"".join(model.tokenizer.bytes[id] for id in kept).decode("utf-8", "replace")


def until(text: str, stop: Sequence[str]) -> str:
    """The text before the first of the stop strings."""
    for mark in stop:
        text = text.split(mark, 1)[0]
    return text

"""What a model computed on one text: queries, keys, values, attention weights, residual stream.

    seen = trace(load("main-base"), "The tiger jumped out of a tree because it was thirsty.")
    AttentionViewer(seen.weights, seen.tokens)
    model.unembed(seen.hidden[:, -1])           # the logit lens at the last token

For looking, at one text at a time: every intermediate result is kept. Draws nothing.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from llmcourse.models import attention as reference
from llmcourse.models.generation import Prompt, encode
from llmcourse.models.transformer import Attend, Transformer

REFERENT_HEAD = (5, 2)
"""(layer, head) of "main-base" that looks at what "it" was, from the word before the answer.

`make bench-models` finds it on half of its twin sentences and measures it on the others.
"""


@dataclass(frozen=True)
class Trace:
    """Every layer's and head's part in one text; keys and values are repeated for their group."""

    ids: list[int]
    tokens: list[str]
    query: Float[Tensor, "layers heads time d_head"]
    key: Float[Tensor, "layers heads time d_head"]
    value: Float[Tensor, "layers heads time d_head"]
    weights: Float[Tensor, "layers heads query key"]
    hidden: Float[Tensor, "layers+1 time d_model"]
    logits: Float[Tensor, "time vocabulary"]


@torch.no_grad()
def trace(model: Transformer, text: Prompt, attend: Attend = reference.attention) -> Trace:
    """Run the model on a text, with this attention function, and keep everything."""
    ids = encode(model, text)
    parts: list[tuple[Tensor, Tensor, Tensor]] = []

    def watched(
        query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        parts.append((query[0], key[0], value[0]))
        return attend(query, key, value, mask)

    batch = torch.tensor([ids], device=model.embedding.weight.device)
    output = model(batch, attend=watched, attentions=True, hidden_states=True)
    query, key, value = (torch.stack(part) for part in zip(*parts, strict=True))
    names = [model.tokenizer.text(id) if model.tokenizer else str(id) for id in ids]
    weights, hidden = output.attentions[:, 0], output.hidden_states[:, 0]
    return Trace(ids, names, query, key, value, weights, hidden, output.logits[0])

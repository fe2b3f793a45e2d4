"""Let a model write: `generate`, `generate_batch`, `stream`, `reply`, and `score` what is written.

    model = load("main-instruct")
    reply(model, "What is the capital of Peru?").text
    for token in stream(model, "Once upon a time", temperature=0.8, seed=1):
        print(token.text, end="")

All take the fields of `sampling.Settings` by name. A prompt is text, in which special tokens may
be written out, or token ids. Nothing is cached between calls.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import torch

from llmcourse.data.chat import Message, render, say
from llmcourse.models.decoding import write
from llmcourse.models.sampling import Settings
from llmcourse.models.transformer import Transformer
from llmcourse.models.writer import Completion, Token, Writer

Prompt = str | Sequence[int]


def generate(model: Transformer, prompt: Prompt, **settings: Any) -> Completion:
    """What the model writes after a prompt; the settings are those of `Settings`.

    >>> generate(model, "Once upon a time", max_tokens=40, temperature=0.8, seed=1).text
    """
    return generate_batch(model, [prompt], **settings)[0]


def generate_batch(
    model: Transformer, prompts: Sequence[Prompt], **settings: Any
) -> list[Completion]:
    """What the model writes after each of several prompts, all of them at once.

    Prompts may differ in length, and no text depends on its neighbors.
    """
    if isinstance(prompts, str) or not prompts:
        raise ValueError("generate_batch takes a list of one or more prompts.")
    rows = [encode(model, prompt) for prompt in prompts]
    writers = [make_writer(model, row, Settings(**settings), i) for i, row in enumerate(rows)]
    for _ in write(model, rows, writers):
        pass
    return [writer.completion(len(row)) for writer, row in zip(writers, rows, strict=True)]


def stream(model: Transformer, prompt: Prompt, **settings: Any) -> Iterator[Token]:
    """The tokens of `generate` one by one, each as soon as it is certain to be in the text."""
    row = encode(model, prompt)
    writer = make_writer(model, row, Settings(**settings))
    return _handed_out(writer, write(model, [row], [writer]))


def reply(model: Transformer, messages: str | Iterable[Message], **settings: Any) -> Completion:
    """The assistant's next turn in a conversation, or its answer to a single message."""
    if isinstance(messages, str):
        messages = [say("user", messages)]
    return generate(model, render(messages, answer=True), **settings)


@torch.inference_mode()
def score(model: Transformer, text: Prompt, top: int = 0) -> list[Token]:
    """How likely the model holds each token of a given text, from the second one on."""
    ids = encode(model, text)
    writer = Writer(Settings(top=top, max_tokens=len(ids)), model.tokenizer)
    device = model.embedding.weight.device
    logits = model(torch.tensor([ids], device=device)).logits[0].float()
    for id, logprobs in zip(ids[1:], logits.log_softmax(-1), strict=False):
        writer.push(id, logprobs)
    return writer.tokens


def encode(model: Transformer, prompt: Prompt) -> list[int]:
    """The prompt's token ids; a ValueError says what is wrong with the prompt."""
    size, limit = model.config.vocab_size, model.config.max_length
    if isinstance(prompt, str):
        if model.tokenizer is None:
            raise ValueError("This model's folder has no tokenizer; give the prompt as token ids.")
        ids = model.tokenizer.encode(prompt)
    else:
        ids = _integers(prompt)
    if not ids:
        raise ValueError("The prompt is empty. To start from nothing, give '<|endoftext|>'.")
    if wrong := [id for id in ids if not 0 <= id < size]:
        raise ValueError(f"There is no token {wrong[0]}; this model's ids go from 0 to {size - 1}.")
    if len(ids) > limit:
        raise ValueError(
            f"The prompt has {len(ids)} tokens; this model reads at most {limit}. Leave out "
            f"{len(ids) - limit} or more, for instance from its beginning."
        )
    return ids


def _integers(prompt: Sequence[int]) -> list[int]:
    values = prompt.tolist() if isinstance(prompt, torch.Tensor) else list(prompt)
    if not all(isinstance(value, int) for value in values):
        kind = type(next(value for value in values if not isinstance(value, int))).__name__
        raise ValueError(f"A prompt is text or a list of token ids; this one holds {kind}.")
    return values


def make_writer(model: Transformer, prompt: list[int], settings: Settings, row: int = 0) -> Writer:
    """A writer of what comes after the prompt; a ValueError if there is no room for it."""
    room = model.config.max_length - len(prompt)
    if room < 1:
        raise ValueError(
            f"The prompt fills the model's {model.config.max_length} tokens and leaves no room to "
            "write. Shorten it."
        )
    end_ids = model.config.end_ids
    return Writer(settings, model.tokenizer, end_ids=end_ids, limit=room, row=row)


def _handed_out(writer: Writer, steps: Iterator[None]) -> Iterator[Token]:
    given = 0
    for _ in steps:
        yield from writer.tokens[given:]
        given = len(writer.tokens)

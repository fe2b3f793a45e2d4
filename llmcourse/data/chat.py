"""The chat format: what a conversation looks like as one string of text and special tokens.

    <|system|>...<|end|><|user|>...<|end|><|assistant|>...<|end|>

Roles are system, user, assistant and tool. Fine-tuning and generation use the same `render`.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, TypedDict

Role = Literal["system", "user", "assistant", "tool"]

SPECIALS = (
    "<|endoftext|>",
    "<|user|>",
    "<|assistant|>",
    "<|system|>",
    "<|tool|>",
    "<|end|>",
    "<|pad|>",
    "<|unused|>",
)
"""Special tokens in the order of their ids, from 0."""

END_OF_TEXT, USER, ASSISTANT, SYSTEM, TOOL, END, PAD, UNUSED = range(len(SPECIALS))
ROLE_IDS: dict[Role, int] = {"system": SYSTEM, "user": USER, "assistant": ASSISTANT, "tool": TOOL}


class Message(TypedDict):
    """One turn of a conversation."""

    role: Role
    content: str


def say(role: Role, content: str) -> Message:
    """A message."""
    return {"role": role, "content": content}


def exchange(prompt: str, answer: str, system: str | None = None) -> list[Message]:
    """One question and its answer, under an optional system text."""
    start = [say("system", system)] if system else []
    return [*start, say("user", prompt), say("assistant", answer)]


def render(messages: Iterable[Message], *, answer: bool = False) -> str:
    """The conversation as text; with `answer`, open for the assistant to go on."""
    parts = []
    for message in messages:
        role = message["role"]
        if role not in ROLE_IDS:
            raise ValueError(f"Unknown role {role!r}: use one of {', '.join(ROLE_IDS)}.")
        parts.append(f"<|{role}|>{message['content']}<|end|>")
    return "".join(parts) + ("<|assistant|>" if answer else "")


def encode(
    messages: Sequence[Message], contents: Sequence[Sequence[int]]
) -> tuple[list[int], list[int]]:
    """Token ids of a conversation and a mask: 1 where training counts the token.

    `contents` are the tokens of the messages' contents. What counts is what the assistant
    says, and the `<|end|>` after it.
    """
    ids: list[int] = []
    mask: list[int] = []
    for message, content in zip(messages, contents, strict=True):
        counts = int(message["role"] == "assistant")
        ids += [ROLE_IDS[message["role"]], *content, END]
        mask += [0, *[counts] * (len(content) + 1)]
    return ids, mask

"""What a connected service says of itself, as text and as HTML."""

import html as escape

from llmcourse.gemini import models

_PRICES = "ai.google.dev/gemini-api/docs/pricing"


def lines(model: str, local: bool, source: str) -> list[str]:
    """Which service answers, what it costs, what to know of it."""
    told = _local(model) if local else _live(model, source)
    return [
        *told,
        "service.client is Google's SDK google-genai. service.legacy is its first one, "
        "google-generativeai, whose support ended on November 30, 2025; it still runs.",
    ]


def plain(told: list[str]) -> str:
    """As text, one line each."""
    return "\n".join(told)


def html(told: list[str]) -> str:
    """As a box in a notebook."""
    first, *more = map(escape.escape, told)
    rest = "".join(f"<div>{line}</div>" for line in more)
    return (
        '<div role="note" style="border-left:4px solid #0072b2;padding:.4em .8em;margin:.3em 0">'
        f"<strong>{first}</strong>{rest}</div>"
    )


def _local(model: str) -> list[str]:
    return [
        f"The course's own model answers: {model}, on this computer.",
        "It is free and needs no key and no network. It is not Gemini: a small model that knows "
        "little. The protocol, the sampling, the token counts and the log-probabilities are real.",
    ]


def _live(model: str, source: str) -> list[str]:
    told = [
        f"Google's service answers: {model}.",
        f"Your key ({source}) is used. Each call counts against its quota and, on a paid plan, "
        f"costs money: {_PRICES}",
    ]
    if not models.samples(model):
        told.append("This model may ignore temperature, top_p and top_k; the local one heeds them.")
    return told

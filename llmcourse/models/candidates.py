"""Measurements of lesson 11 on the course's models: candidates for best-of-N, repetition, odds.

Problems are held-out stories with numbers, each answered many times by the small instruct model;
every answer gets several rewards, and whether it is right. Prompts come from the generator that
also made the training text, with names and words that training held out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor

from llmcourse.bars import with_bar
from llmcourse.data.chat import END, render, say
from llmcourse.data.draw import Draw
from llmcourse.data.evaluation import is_right
from llmcourse.data.families import sums
from llmcourse.models.choosing import logic_check
from llmcourse.models.generation import encode, generate_batch
from llmcourse.models.loading import load
from llmcourse.models.strategies import Choose, distinct, loop_length, write
from llmcourse.models.transformer import Transformer
from llmcourse.models.writer import Completion

MOST_TOKENS = 140
AT_ONCE = 3


@dataclass(frozen=True)
class Candidate:
    """One answer: its text and length, the rewards by name, and whether it is right."""

    text: str
    tokens: int
    rewards: dict[str, float]
    right: bool


@dataclass(frozen=True)
class Problem:
    """A question, the right number, and the answers that were written to it."""

    question: str
    target: str
    candidates: list[Candidate]


def questions(n: int, steps: int = 6, seed: str = "lesson 11") -> list[tuple[str, str]]:
    """Stories with so many changes, to be worked out step by step, each with its answer."""
    draw = Draw(seed, held=True)
    found = [sums.problem(draw, steps) for _ in range(n)]
    return [(f"{one.story} {one.question} {sums.LEAD}", one.answer) for one in found]


def chat_ids(model: Transformer, text: str) -> list[int]:
    """The tokens of a conversation in which a user said this and the model is about to answer."""
    return encode(model, render([say("user", text)], answer=True))


@cache
def measured(n_questions: int, n_answers: int) -> list[Problem]:
    """Questions answered by the small instruct model and judged by the main one; kept for reuse."""
    asked = questions(n_questions)
    return written(load("draft-instruct"), load("main-instruct"), asked, n_answers)


def written(
    writer: Transformer,
    judge: Transformer,
    asked: Sequence[tuple[str, str]],
    n: int,
    *,
    temperature: float = 1.0,
    seed: int = 0,
    progress: bool = True,
) -> list[Problem]:
    """`n` answers of `writer` to each question; `judge` says how likely it holds each of them."""
    groups = [asked[at : at + AT_ONCE] for at in range(0, len(asked), AT_ONCE)]
    found = []
    for at, group in enumerate(with_bar(groups, f"{AT_ONCE} questions at once", show=progress)):
        prompts = [render([say("user", question)], answer=True) for question, _ in group]
        drawn = generate_batch(
            writer, [prompt for prompt in prompts for _ in range(n)], max_tokens=MOST_TOKENS,
            temperature=temperature, seed=seed + 1000 * at,
        )  # fmt: skip
        for place, (prompt, (question, target)) in enumerate(zip(prompts, group, strict=True)):
            own = drawn[place * n : (place + 1) * n]
            judged = mean_logprobs(judge, prompt, [one.text for one in own])
            pairs = zip(own, judged, strict=True)
            answers = [_candidate(one, score, target) for one, score in pairs]
            found.append(Problem(question, target, answers))
    return found


def _candidate(answer: Completion, judged: float, target: str) -> Candidate:
    right = is_right("final", answer.text, target)
    rewards = {
        "logic check": float(logic_check(answer.text)),
        "own log-probability": answer.logprob / max(1, len(answer.tokens)),
        "a larger model": judged,
        "the longest answer": float(len(answer.text)),
        "the truth": float(right),
    }
    return Candidate(answer.text, answer.n_generated, rewards, right)


@torch.inference_mode()
def mean_logprobs(model: Transformer, prompt: str, texts: Sequence[str]) -> list[float]:
    """The mean log-probability of each text's tokens after the prompt; -inf for an empty one."""
    start = encode(model, prompt)
    rows = [encode(model, text) if text else [] for text in texts]
    longest = max(1, *map(len, rows))
    ids = torch.tensor([[*start, *row, *[0] * (longest - len(row))] for row in rows])
    logprobs = model(ids[:, :-1]).logits[:, len(start) - 1 :].float().log_softmax(-1)
    each = logprobs.gather(-1, ids[:, len(start) :, None])[..., 0]
    pairs = zip(each, rows, strict=True)
    return [float(row[: len(ids)].mean()) if ids else -torch.inf for row, ids in pairs]


def repetition(texts: Sequence[Sequence[int]]) -> dict[str, float]:
    """How much texts of token ids repeat themselves: distinct pairs and fours, and loops."""
    n = len(texts)
    found = {
        "distinct pairs": sum(distinct(text, 2) for text in texts) / n,
        "distinct fours": sum(distinct(text, 4) for text in texts) / n,
        "end in a loop": sum(loop_length(text) > 0 for text in texts) / n,
    }
    return {name: round(share, 2) for name, share in found.items()}


def share_solved(
    solver: Transformer, asked: Sequence[tuple[str, str]], choose: Choose, n_new: int = 90
) -> float:
    """The share of questions that the model answers right if `choose` picks its tokens."""
    assert solver.tokenizer is not None
    right = 0
    for question, target in asked:
        new = write(solver, chat_ids(solver, question), choose, n_new, end=END)
        right += is_right("final", solver.tokenizer.decode(new), target)
    return right / len(asked)


@torch.inference_mode()
def guesses(model: Transformer, documents: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Logits at every place of some documents, and the token that really came, end to end."""
    logits, came = [], []
    for ids in documents:
        text = torch.tensor(list(ids)[: model.config.max_length])
        if len(text) > 1:
            logits.append(model(text[None, :-1]).logits[0].float())
            came.append(text[1:])
    return torch.cat(logits), torch.cat(came)

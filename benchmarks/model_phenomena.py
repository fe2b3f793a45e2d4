"""What needs more than an answer: heads, induction, sampling, votes, drafting."""

from collections import Counter
from collections.abc import Sequence

import torch
from torch import Tensor

from benchmarks.model_answers import Share, answers
from llmcourse.data.chat import SPECIALS, render, say
from llmcourse.data.draw import Draw
from llmcourse.data.evaluation import Item, Twin, final_number, twin_prompts
from llmcourse.data.families.choices import ODDS
from llmcourse.models.generation import encode, generate
from llmcourse.models.speculative import speculate
from llmcourse.models.transformer import Transformer

Facts = dict[str, object]
TIGER = "The tiger jumped out of a tree to get a drink because it was thirsty."
TWIN = TIGER.replace("thirsty", "tall")
NOUNS = ("tiger", "tree")


def span(model: Transformer, prompt: str, word: str) -> list[int]:
    """Positions of the tokens of the word's first occurrence in the prompt."""
    assert model.tokenizer is not None
    start, at, found = prompt.index(word), 0, []
    for index, token in enumerate(encode(model, prompt)):
        end = at + len(model.tokenizer.text(token))
        if end > start and at < start + len(word):
            found.append(index)
        at = end
    return found


@torch.inference_mode()
def looks(model: Transformer, prompt: str) -> Tensor:
    """Attention weights of every layer and head: (layers, heads, query, key)."""
    ids = torch.tensor([encode(model, prompt)], device=model.embedding.weight.device)
    weights = model(ids, attentions=True).attentions
    assert weights is not None
    return weights[:, 0].cpu()


def _masses(model: Transformer, twin: Twin) -> tuple[Tensor, Tensor]:
    last = looks(model, twin.prompt)[:, :, -1]
    sides = [
        last[..., span(model, twin.prompt, word)].sum(-1) for word in (twin.referent, twin.other)
    ]
    return sides[0], sides[1]


def referent_head(model: Transformer, n: int) -> Facts:
    """One head at the answer position: chosen on half the twins, reported on the other half."""
    pairs = [[_masses(model, twin) for twin in pair] for pair in twin_prompts(n)]
    on = torch.stack([torch.stack([m[0] for m in pair]) for pair in pairs])
    off = torch.stack([torch.stack([m[1] for m in pair]) for pair in pairs])
    half = len(pairs) // 2
    score = (on - off)[:half].mean((0, 1))
    layer, head = divmod(int(score.argmax()), score.shape[1])
    mine, others = on[half:, :, layer, head], off[half:, :, layer, head]
    wins = (mine > others).all(1)
    return {
        "layer": layer, "head": head, "referent": mine.mean().item(),
        "other": others.mean().item(),
        "flips": Share(int(wins.sum()), len(wins)).facts(),
    }  # fmt: skip


def tiger(model: Transformer, layer: int, head: int) -> Facts:
    """The course's sentence and its twin: answers, the referent head, and what looks from "it"."""
    found: Facts = {}
    for text, asked in ((TIGER, "thirsty"), (TWIN, "tall")):
        prompt = f"Q: {text} What was {asked}?\nA: The"
        last = looks(model, prompt)[layer, head, -1]
        found[f'"... because it was {asked}."'] = {
            "answer": generate(model, prompt, max_tokens=4, stop=[".", "\n"]).text.strip(),
            "on the tiger": last[span(model, prompt, "tiger")].sum().item(),
            "on the tree": last[span(model, prompt, "tree")].sum().item(),
        }
    weights = looks(model, TIGER)
    it = span(model, TIGER, " it ")[0]
    both = torch.stack([weights[:, :, it, span(model, TIGER, word)].sum(-1) for word in NOUNS])
    best = both.amax(0).flatten().topk(6).indices.tolist()
    at_it = [divmod(index, weights.shape[1]) for index in best]
    found['from "it", before the adjective: weight on tiger and on tree'] = {
        f"layer {i}, head {j}": both[:, i, j].tolist() for i, j in at_it
    }
    return found


@torch.inference_mode()
def induction(model: Transformer, n: int, period: int = 64) -> Facts:
    """Random tokens twice: accuracy and loss on the first and the second copy."""
    draw = Draw("evaluation induction", held=True)
    size = model.config.vocab_size
    rows = [[draw.integer(len(SPECIALS), size - 1) for _ in range(period)] for _ in range(n)]
    right, losses = 0, torch.zeros(2)
    for row in rows:
        ids = torch.tensor([row * 2])
        device = model.embedding.weight.device
        logprobs = model(ids.to(device)).logits[0, :-1].log_softmax(-1).cpu()
        picked = -logprobs.gather(1, ids[0, 1:, None])[:, 0]
        losses += torch.stack((picked[: period - 1].mean(), picked[period:].mean()))
        right += int((logprobs[period:].argmax(-1) == ids[0, period + 1 :]).sum())
    share = Share(right, n * (period - 1))
    first, second = (losses / n).tolist()
    return {"second copy": share.facts(), "loss, first copy": first, "loss, second copy": second}


def distinct(texts: Sequence[str], n: int) -> float:
    """Different n-grams of words as a share of all."""
    grams = [
        tuple(words[i : i + n])
        for words in map(str.split, texts)
        for i in range(len(words) - n + 1)
    ]
    return len(set(grams)) / max(1, len(grams))


def repeated(text: str) -> float:
    """Share of sentences that stood before in the text."""
    sentences = [part.strip() for part in text.split(".") if part.strip()]
    return 1 - len(set(sentences)) / max(1, len(sentences))


def stories(model: Transformer, prompt: str, n: int) -> Facts:
    """What temperature does to stories."""
    greedy = generate(model, prompt, max_tokens=480, ignore_end=True).text
    found: Facts = {"greedy: sentences said again": repeated(greedy), "greedy": greedy[:300]}
    for temperature in (0.5, 0.8, 1.0, 1.5, 2.0):
        texts = answers(model, [prompt] * n, max_tokens=120, temperature=temperature, seed=7)
        found[f"T={temperature}"] = {
            "different texts": len(set(texts)) / n,
            "distinct-2": distinct(texts, 2),
            "first": texts[0][:160],
        }
    return found


def calibration(model: Transformer, n: int) -> Facts:
    """How near samples of "Pick a color." come to the odds of training."""
    prompt = render([say("user", "Pick a color.")], answer=True)
    counts = Counter(answers(model, [prompt] * n, max_tokens=6, temperature=1.0, seed=11))
    odds = {f"{name}.": p for name, p in ODDS["color"].items()}
    names = set(counts) | set(odds)
    distance = sum(abs(counts[name] / n - odds.get(name, 0)) for name in names) / 2
    return {
        "total variation distance": distance,
        "counts": dict(counts.most_common(8)),
        "odds": odds,
    }


def votes(model: Transformer, items: Sequence[Item], n_samples: int) -> Facts:
    """Self-consistency: greedy, single samples, and the majority of several."""
    prompts, targets = [item.prompt for item in items], [item.target for item in items]
    n = len(items)

    def hits(said: Sequence[str]) -> int:
        return sum(final_number(text) == target for text, target in zip(said, targets, strict=True))

    runs = [
        answers(model, prompts, max_tokens=160, temperature=1.0, seed=1000 * (k + 1))
        for k in range(n_samples)
    ]
    found: Facts = {
        "greedy": Share(hits(answers(model, prompts, max_tokens=160)), n).facts(),
        "one sample": Share(sum(hits(run) for run in runs), n * len(runs)).facts(),
    }
    for k in (3, 5, 9, 15, 21):
        if k <= n_samples:
            finals = [[final_number(run[i]) for run in runs[:k]] for i in range(n)]
            said = [Counter(row).most_common(1)[0][0] for row in finals]
            found[f"majority of {k}"] = Share(hits(said), n).facts()
    return found


@torch.inference_mode()
def agreement(
    model: Transformer, drafter: Transformer, prompts: Sequence[str], max_tokens: int
) -> Share:
    """How often the drafter's likeliest token is the next one of the model's greedy text."""
    right = total = 0
    for prompt in prompts:
        start = encode(model, prompt)
        tokens = [token.id for token in generate(model, prompt, max_tokens=max_tokens).tokens]
        if not tokens:
            continue
        ids = torch.tensor([[*start, *tokens]])[:, : drafter.config.max_length]
        device = drafter.embedding.weight.device
        guess = drafter(ids.to(device)).logits[0, len(start) - 1 : -1].argmax(-1).cpu()
        right += int((guess == ids[0, len(start) :]).sum())
        total += len(guess)
    return Share(right, total)


def same_text(model: Transformer, drafter: Transformer, prompts: Sequence[str]) -> Share:
    """How often speculative decoding writes what greedy decoding does."""
    same = 0
    for prompt in prompts:
        alone = generate(model, prompt, max_tokens=80).text
        same += speculate(model, drafter, prompt, max_tokens=80).completion.text == alone
    return Share(same, len(prompts))

# %% [markdown] prose="title" release=1
# # 11 · Sampling
#
# > Pick a color.
#
# Ask a language model twice and you may get two answers. The model itself is not to blame: it always
# says the same, a probability for every token it knows. Which token is *taken* is decided outside of
# it, by a few lines of code with names such as temperature, top-k and top-p. They decide whether a
# text is dull, lively or nonsense, and a good part of whether it is right.
#
# You build these lines and try them on the course's own models, which learned from text with known
# odds: so you can see whether a draw is honest. Then you draw whole answers and keep the best of N.
# Nine short exercises: 91 minutes, about two hours with the pictures, 33 points. "Run All" works at
# any time; where your code is not ready yet, the pictures use the course's and say so.

# %% show="installed" folded=True
# Does this notebook find the course? In VS Code, choose the kernel
# that lies in the course's own .venv folder.
import importlib.util
import subprocess
import sys

SOURCE = ""  # on Colab: the repository's address, "git+https://..."
missing = importlib.util.find_spec("llmcourse") is None
if missing and SOURCE:
    pip = [sys.executable, "-m", "pip", "install", "-q"]
    subprocess.check_call([*pip, f"llmcourse @ {SOURCE}"])
elif missing:
    print("The course is not installed here. In its folder, run")
    print("`python -m llmcourse lab`, or write its address into SOURCE.")

# %% setup="imports"
import math

import torch
from jaxtyping import Float, Int
from torch import Tensor

# the finished parts that an exercise builds on
from llmcourse.models import choosing
from llmcourse.models import strategies as given

# %% show="tools"
from llmcourse.bars import with_bar
from llmcourse.budget import scaled
from llmcourse.checks import lesson
from llmcourse.models import abilities, candidates
from llmcourse.models.candidates import chat_ids
from llmcourse.models.generation import reply, score
from llmcourse.models.loading import load
from llmcourse.widgets import (
    BestOfN, SamplingPlayground, SamplingTree, charts,
)

check, yours = lesson("11_sampling")
base, instruct = load("main-base"), load("main-instruct")
small, solver = load("draft-base"), load("draft-instruct")

# %% [markdown] prose="proposes" covers=["sampling-random", "sampling-greedy"]
# ## A model proposes, code decides
#
# Here is what the course's model says may follow "Pick a color.". Colors are more than one token, so
# you see their beginnings. *Greedy* search takes the first row, always: ask again, and it says the
# same. *Random* sampling takes a row as often as its probability says. All else is between the two.

# %% show="proposes" covers=["sampling-random", "sampling-greedy"]
answer = reply(instruct, "Pick a color.", max_tokens=1, top=8)
for other in answer.tokens[0].top:
    p = math.exp(other.logprob)
    print(f"{other.text!r:>8}  {p:.3f}  {'█' * round(60 * p)}")

# %% [markdown] prose="greedy" covers=["sampling-greedy"]
# ## 11.1 Always the likeliest  ★☆☆ · 10 min · 3 points
#
# A model small enough to check by hand: a *table* of logits (scores that a softmax makes into
# probabilities), one row for each token that may stand last. Yours is greedy search for any model: ask
# for the logits after *everything* written so far, take the likeliest token, go on; stop before the
# `end` token; return the new tokens only. Looking one token ahead, it need not find the likeliest text.
#
# <details><summary>Hint 1</summary>A loop that runs at most n_new times, and a list of new tokens.</details>
# <details><summary>Hint 2</summary>`given.next_logits(model, ids + new)` knows what comes next; `ids + new` makes a new list.</details>
# <details><summary>Hint 3</summary>`int(logits.argmax())` is the token; if it is `end`, `break` before you append it.</details>

# %% setup="table"
words = ["the", "cat", "dog", "saw", "chased", "."]
table = torch.tensor([  # row: the last word; column: the next one
    [0, 5, 4, 0, 0, 0], [0, 0, 0, 4, 2, 3], [0, 0, 0, 2, 4, 3],
    [6, 0, 0, 0, 0, 1], [6, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, 0],
]).float()

# %% exercise="greedy" forbid=["given.write", "given.beam_search"] reference="llmcourse.models.strategies.greedy"
def greedy(
    model: given.Model, ids: list[int], n_new: int, end: int
) -> list[int]:
    """The new tokens of greedy search: at most n_new, up to but without
    `end`. Of equally likely tokens the first one is taken.
    """
    ### BEGIN SOLUTION
    new = []
    for _ in range(n_new):
        token = int(given.next_logits(model, ids + new).argmax())
        if token == end:
            break
        new.append(token)
    return new
    ### END SOLUTION

# %% check="greedy"
check(greedy)

# %% test="greedy" points=3
# Graded: tables that read one token or many, a text that ends early, at
# once or never, token 0 as the end, no new tokens, an end token in the
# prompt, ties of few and of many, logits that differ only in double
# precision, whole numbers in a list, the prompt left unchanged.
### BEGIN HIDDEN TESTS
def far(table, back):  # only the token so far back counts
    size = len(table)
    return table.reshape(size, *[1] * (back - 1), size).expand(*[size] * (back + 1))

def probe(model, ids, n_new, end):
    return greedy(model, ids, n_new, end), ids

def probe_far(table, back, ids, n_new):
    return greedy(far(table, back), ids, n_new, -1)

def verdict(judge):
    def same(model, ids, n_new, end, case):
        new, after = judge.ask(probe, model, ids, n_new, end, case=case)
        judge.equal(new, given.greedy(model, ids, n_new, end), case=case)
        judge.equal(after, ids, check="prompt unchanged", case=case)

    one, two = judge.normal(7, 7), judge.normal(6, 6, 6)
    ids = judge.draw(range(5), 4)
    same(one, ids, 6, -1, "never ends")
    same(two, ids, 1, -1, "reads two tokens, writes one")
    same(two, ids, 12, -1, "reads two tokens")
    ring = judge.draw(range(6), 6)  # each token leads to the next one
    cycle = torch.zeros(6, 6)
    cycle[ring, ring[1:] + ring[:1]] = 3.0
    same(cycle, ring[:1], 0, ring[3], "no new tokens")
    at = ring.index(0)
    same(cycle, [ring[at - 3]], 6, 0, "the end is token 0")
    same(judge.normal(5, 5, 5, 5), ids, 12, -1, "reads three tokens")
    longer = judge.normal(12, 12, 12)
    path = given.greedy(longer, [1, 2], 9, -1)
    for at in (0, 3):
        same(longer, [1, 2], 9, path[at], f"ends before token {path.index(path[at])}")
    other = next(token for token in range(12) if token not in path)
    same(longer, [other, 1, 2], 9, other, "an end token in the prompt")
    for back in (9, 24):
        table, text = judge.normal(3, 3), [judge.integer(0, 2) for _ in range(back)]
        found = judge.ask(probe_far, table, back, text, 30, case=f"reads {back} tokens back")
        judge.equal(found, given.greedy(far(table, back), text, 30, -1))
    ties = torch.tensor([[0.0, 2, 2, 2], [3, 0, 3, 0], [1, 1, 1, 1], [0, 0, 0, 0]])
    same(ties[judge.draw(range(4), 4)], [1], 5, -1, "ties")
    same(judge.flips(60, 60).float(), [7], 5, -1, "ties of many")
    near = 3 + 1e-9 * judge.normal(5, 5).double()
    near[:, 0] -= 1e-8  # what a search in single precision takes is never right
    same(near, [2, 3], 6, -1, "double precision")
    same(-50 * judge.normal(5, 5).abs() - 1, [2], 6, -1, "all logits below 0")
### END HIDDEN TESTS

# %% [markdown] prose="after-greedy" covers=["sampling-greedy"]
# **What just happened.** A table forgets all but the last word, so a greedy text that comes back to a
# word is caught forever. A transformer remembers more and needs longer, but a phrase that stands twice
# makes a third time likelier (Holtzman et al. 2020, [arXiv:1904.09751](https://arxiv.org/abs/1904.09751),
# section 4). We measure it: your greedy search and random draws write on, past every ending. *Distinct
# pairs* is the share of different pairs of neighbors among all pairs, *distinct fours* the same for runs
# of four (after Li et al. 2016, [arXiv:1510.03055](https://arxiv.org/abs/1510.03055), who divide by the
# number of words). A loop is a text that ends with the same run three times: not every greedy text gets
# into one, so look at all three numbers.

# %% show="loops" covers=["sampling-greedy"]
print("the", *[words[i] for i in yours(greedy)(table, [0], 14, 5)])
starts = ["Once upon a time", "The color of", "Q: Who is", "The weather"]
length = scaled(150, 50)
draws = given.sampler(lambda logits: logits.softmax(-1), seed=1)
writers = {
    "greedy": lambda ids: yours(greedy)(small, ids, length, -1),
    "random": lambda ids: given.write(small, ids, draws, length),
}
prompts = [small.tokenizer.encode(start) for start in starts]
texts = {name: [] for name in writers}
for ids in with_bar(prompts, "texts written"):
    for name, write in writers.items():
        texts[name].append(write(ids))
for name, written in texts.items():
    found = candidates.repetition(written).items()
    print(name, *(f"{what} {share}" for what, share in found), sep="   ")
    print(f"   ... {small.tokenizer.decode(written[1])[-60:]!r}")

# %% [markdown] prose="draw" covers=["sampling-random"]
# ## 11.2 As often as it says  ★★☆ · 10 min · 4 points
#
# Random sampling: a token with probability 0.3 must come 3 times in 10. The trick is a stick of
# length 1, cut into pieces as long as the probabilities. Draw u uniformly between 0 and 1: it points at
# a piece, the first token at which the running sum is *greater* than u. Later we set some weights to 0,
# and the rest no longer sum to 1: so let u be a share of *their* sum. A weight of 0 must never come.
#
# <details><summary>Hint 1</summary>`cumsum(-1)` makes the running sum; its last number is the length of the stick.</details>
# <details><summary>Hint 2</summary>The place on the stick is `u[..., None] * running[..., -1:]`. How many running sums does it reach or pass?</details>
# <details><summary>Hint 3</summary>Count them: `(running <= place).sum(-1)` is the number of tokens that are jumped over, so it is the token.</details>

# %% exercise="draw" forbid=["multinomial", "Categorical"] reference="llmcourse.models.strategies.draw"
def draw(
    weights: Float[Tensor, "*lead vocabulary"],
    u: Float[Tensor, "*lead"],
) -> Int[Tensor, "*lead"]:
    """The first token at which the running sum of the weights is greater
    than the share u of their total; 0 <= u < 1. Whole numbers, int64.
    """
    ### BEGIN SOLUTION
    running = weights.cumsum(-1)
    place = u[..., None] * running[..., -1:]
    return (running <= place).sum(-1)
    ### END SOLUTION

# %% check="draw"
check(draw)

# %% test="draw" points=4
# Graded: every token at its first and last u, weights of 0 anywhere,
# weights of any sum, one row, batches also of one, one token, double
# precision, any order in memory, the frequencies of 20,000 draws, inputs
# left unchanged.
### BEGIN HIDDEN TESTS
def probe(weights, u):
    return draw(weights, u), weights, u

def probe_many(weights, seed):
    numbers = torch.rand(20_000, generator=torch.Generator().manual_seed(seed))
    drawn = draw(weights.expand(20_000, -1), numbers)
    return torch.bincount(drawn.flatten(), minlength=len(weights)), tuple(drawn.shape)

def verdict(judge):
    def same(weights, u, case):
        token, *after = judge.ask(probe, weights, u, case=case)
        judge.equal(token, given.draw(weights, u), case=case)
        judge.equal(tuple(after), (weights, u), check="inputs unchanged", case=case)

    def off_the_edges(weights):  # where rounding cannot decide
        running = weights.cumsum(-1)
        u = torch.rand(weights.shape[:-1], generator=numbers, dtype=weights.dtype) * 0.999
        far = (running - u[..., None] * running[..., -1:]).abs().amin(-1) > 1e-3
        return torch.where(far, u, (running[..., 0] / 2 / running[..., -1]).clamp(max=0.99))

    numbers = torch.Generator().manual_seed(judge.integer(0, 9999))
    edges = torch.arange(16) / 16  # with sums that are powers of two all of this is exact
    for name, row in [
        ("quarters", [4, 4, 4, 4]),
        ("weights of 0", [0, 8, 0, 0, 3, 5, 0]),
        ("the last token is impossible", [1, 1, 2, 0, 0]),
    ]:
        weights = torch.tensor(row).float()
        same(weights.expand(16, -1).contiguous(), edges, f"{name}, every edge")
        same(8 * weights, torch.tensor(0.0), f"{name}, u is 0")
        same(weights / 16, torch.tensor(1 - 2**-20), f"{name}, u is nearly 1")
    for name, shape in [
        ("a row", (9,)),
        ("a batch", (3, 7)),
        ("a batch of one", (1, 5)),
        ("three axes", (2, 3, 5)),
        ("three axes, one row", (1, 3, 5)),
    ]:
        weights = judge.normal(*shape).abs() + 0.05
        same(weights, off_the_edges(weights), name)
    same(judge.normal(4, 1).abs() + 1, torch.rand(4, generator=numbers), "one token")
    double = (judge.normal(2, 4, 5).abs() + 0.05).double()
    same(judge.strided(double), off_the_edges(double), "another order in memory")
    near = torch.ones(2, dtype=torch.float64)
    same(near, torch.tensor(0.5 - 1e-12, dtype=torch.float64), "double precision")
    weights = torch.tensor([0.5, 0.0, 0.3, 0.15, 0.05])
    counts, shape = judge.ask(probe_many, weights, judge.integer(0, 9999), case="20,000 draws")
    judge.equal(shape, (20_000,), check="shape")
    possible = weights > 0
    judge.that(int(counts[~possible].sum()) == 0, "an impossible token came", check="support")
    expected = 20_000 * weights[possible]
    statistic = ((counts[possible] - expected) ** 2 / expected).sum().item()
    judge.that(statistic < 36, "the frequencies do not fit", check="law")  # chance below 1e-7
### END HIDDEN TESTS

# %% [markdown] prose="after-draw" covers=["sampling-random"]
# **What just happened.** Your draws from the model's 20 likeliest tokens, over their sum, and how far
# frequencies and probabilities lie apart. The gap shrinks with the root of the number of draws: for one
# more digit you need a hundred times as many. The line beside it, 1 / (2√n), is the largest standard
# error that a frequency can have: that of a token with probability 1/2.

# %% show="frequencies" covers=["sampling-random"]
logits = given.next_logits(instruct, chat_ids(instruct, "Pick a color."))
weights, tokens = logits.double().softmax(-1).topk(20)  # of 3,072
p = weights / weights.sum()
sizes, gaps = [10, 100, 1000, 10_000, 100_000], []
noise = torch.Generator().manual_seed(4)
for size in sizes:
    u = torch.rand(size, generator=noise, dtype=torch.float64)
    drawn = yours(draw)(weights.expand(size, -1), u)
    share = torch.bincount(drawn, minlength=20) / size
    gaps.append((share - p).abs().max().item())
for at, token in enumerate(tokens[:6].tolist()):
    name = instruct.tokenizer.text(token)
    print(f"{name!r:>5}  probability {p[at]:.4f}, drawn {share[at]:.4f}")
charts.lines(
    sizes,
    {"measured": gaps, "1 / (2√n)": [0.5 * n**-0.5 for n in sizes]},
    title="Frequencies come close to probabilities, slowly",
    x_title="draws", y_title="largest gap", log_x=True, log_y=True,
)

# %% [markdown] prose="temperature" covers=["sampling-temperature"]
# ## 11.3 Warmer, colder  ★☆☆ · 8 min · 3 points
#
# Divide the logits by a temperature t before the softmax. Below 1 the likely grow likelier; above 1
# all come closer together. The name is from physics: in a Boltzmann machine (Ackley, Hinton and
# Sejnowski [1985](https://doi.org/10.1207/s15516709cog0901_7)) t is how much noise there is. Nothing
# can be divided by 0, but as t falls to 0 everything goes to the likeliest token, so by agreement
# t = 0 means greedy. A logit of $-\infty$ stays impossible.
#
# <details><summary>Hint 1</summary>Two cases: t is 0, or it is not.</details>
# <details><summary>Hint 2</summary>`(logits / t).softmax(-1)` never overflows by itself: torch subtracts the largest first.</details>
# <details><summary>Hint 3</summary>For t = 0: `torch.zeros_like(logits).scatter(-1, best, 1.0)` with `best = logits.argmax(-1, keepdim=True)`.</details>

# %% exercise="temperature" reference="llmcourse.models.strategies.temperature"
def temperature(
    logits: Float[Tensor, "*lead vocabulary"], t: float
) -> Float[Tensor, "*lead vocabulary"]:
    """Probabilities at temperature t >= 0, in the logits' dtype. At 0 the
    first of the likeliest tokens gets everything.
    """
    ### BEGIN SOLUTION
    if t == 0:
        best = logits.argmax(-1, keepdim=True)
        return torch.zeros_like(logits).scatter(-1, best, 1.0)
    return (logits / t).softmax(-1)
    ### END SOLUTION

# %% check="temperature"
check(temperature)

# %% test="temperature" points=3
# Graded: cold, warm and 0, ties at 0, impossible tokens at exactly 0,
# large logits, a temperature of 1e-6, rows and batches, double
# precision also at 0, any order in memory, the logits left unchanged.
### BEGIN HIDDEN TESTS
def probe(logits, t):
    return temperature(logits, t), logits

def verdict(judge):
    def same(logits, t, case):
        shares, after = judge.ask(probe, logits, t, case=case)
        judge.equal(shares, given.temperature(logits, t), case=case)
        judge.equal(after, logits, check="logits unchanged", case=case)
        if isinstance(shares, Tensor) and shares.shape == logits.shape:
            none = shares[logits.isinf()]
            words = "an impossible token got some probability"
            judge.that(bool((none == 0).all()), words, check="impossible tokens", case=case)

    for name, shape in [("a row", (6,)), ("a batch", (3, 5)), ("three axes", (2, 3, 4))]:
        for t in (0, 0.3, 1.0, 2.5):
            same(judge.normal(*shape, scale=2), t, f"{name}, t is {t}")
    logits = judge.normal(2, 3, 5).double()
    same(logits, 0.7, "double precision")
    same(judge.strided(logits), 1.5, "another order in memory")
    same(judge.strided(logits), 0.0, "another order in memory, t is 0")
    same(1e4 * logits, 0.5, "large logits")
    same((200 * logits).round() - 5000, 3.0, "all logits far below 0")
    same(logits, 0.001, "t is 0.001")
    same(1e-3 * logits, 0.001, "t is 0.001, small logits")
    same(1e-6 * logits, 1e-6, "t is 1e-6, small logits")
    masked = judge.normal(3, 6)
    masked[:, judge.draw(range(6), 3)] = -torch.inf
    for t in (0, 0.4, 2.0):
        same(masked, t, f"impossible tokens, t is {t}")
    ties = torch.tensor([[1.0, 3, 3, 0], [2, 2, 2, 2], [-torch.inf, 0, 0, 0]])
    same(ties, 0.0, "ties at 0")
    same(ties, 2, "ties at 2, a whole number")
    near = (5 + 1e-12 * torch.arange(6).double())[judge.draw(range(6), 6)]
    same(near, 0, "nearly alike at 0")
### END HIDDEN TESTS

# %% [markdown] prose="after-temperature" covers=["sampling-temperature"]
# **What just happened.** Your temperature, on the model's distribution. Move it: at 0 one bar is left,
# at 2 the tail rises, and no bar ever changes its *rank*. The mark on each bar is your function,
# asked anew at each move. In a running notebook you can type a text of your own.

# %% show="heated" covers=["sampling-temperature"]
def by_temperature(logits, t, k, p, temperature_last):
    return yours(temperature)(logits, t)

SamplingPlayground.of(
    instruct, "Pick a color.", chat=True,
    sampler=by_temperature, controls=["temperature"],
    title="One knob: temperature",
)

# %% [markdown] prose="stories" covers=["sampling-temperature", "sampling-random"]
# A whole text multiplies what one token shows. The same story at four temperatures, each token drawn
# by your two functions. What breaks first when it gets hot: grammar, spelling or sense?

# %% show="stories" covers=["sampling-temperature", "sampling-random"]
ids = chat_ids(instruct, "Tell me a story about a dog.")
for t in [0, 0.7, 1.3, 2]:
    choose = given.sampler(
        lambda logits, t=t: yours(temperature)(logits, t),
        seed=2, draw_one=yours(draw),
    )
    new = given.write(instruct, ids, choose, scaled(40, 15), end=5)
    print(f"t = {t}: {instruct.tokenizer.decode(new)}\n")

# %% [markdown] prose="top_k" covers=["sampling-top-k"]
# ## 11.4 Only the first k  ★☆☆ · 8 min · 3 points
#
# The tail is long: thousands of tokens, each absurd, together not so rare (you will measure it). In a
# long text one of them comes sooner or later, and the rest has to live with it. *Top-k* (Fan et al. 2018,
# [arXiv:1805.04833](https://arxiv.org/abs/1805.04833)) cuts the tail off: the k likeliest stay, over
# their new sum. Libraries differ at the edges; ours, like Hugging Face's, keeps every token that *ties*
# with the k-th, and k = 0 switches it off.
#
# <details><summary>Hint 1</summary>How probable is the k-th likeliest token? Whatever lies below that goes.</details>
# <details><summary>Hint 2</summary>`probabilities.topk(k).values[..., -1:]` is the k-th of each row; k must not exceed the vocabulary.</details>
# <details><summary>Hint 3</summary>`kept = probabilities.where(probabilities >= floor, 0.0)`, then divide by `kept.sum(-1, keepdim=True)`.</details>

# %% exercise="top_k" reference="llmcourse.models.strategies.top_k"
def top_k(
    probabilities: Float[Tensor, "*lead vocabulary"], k: int
) -> Float[Tensor, "*lead vocabulary"]:
    """The k likeliest tokens and what ties with the last of them, over
    their sum; the others 0. k is 0 (all) or more, also more than there are.
    """
    ### BEGIN SOLUTION
    size = probabilities.shape[-1]
    floor = probabilities.topk(min(k or size, size)).values[..., -1:]
    kept = probabilities.where(probabilities >= floor, 0.0)
    return kept / kept.sum(-1, keepdim=True)
    ### END SOLUTION

# %% check="top_k"
check(top_k)

# %% test="top_k" points=3
# Graded: the exact set of tokens that stay, in each row by itself, ties
# with the k-th, rare tokens, k of 0, of 1 and above the vocabulary, rows
# and batches, double precision, any order in memory, the input left unchanged.
### BEGIN HIDDEN TESTS
def probe(probabilities, k):
    shares = top_k(probabilities, k)
    return shares, isinstance(shares, Tensor) and shares > 0, probabilities

def probe_all(probabilities, ks):
    found = []
    for k in ks:
        try:
            found.append(top_k(probabilities, k))
        except Exception as error:
            found.append(f"{type(error).__name__}: {error}")
    return found

def verdict(judge):
    p, ks = judge.normal(6).softmax(-1), (0, judge.integer(7, 50))
    found = judge.ask(probe_all, p, ks, case="all stay")
    for k, shares in zip(ks, found, strict=True):
        words = f"your code raised {shares}"
        judge.that(not isinstance(shares, str), words, check="runs", case=f"k is {k}")

    def same(p, k, case):
        shares, stay, after = judge.ask(probe, p, k, case=case)
        judge.equal(shares, given.top_k(p, k), case=case)
        judge.equal(after, p, check="input unchanged", case=case)
        if isinstance(shares, Tensor) and shares.shape == p.shape:
            kept = given.top_k(p, k) > 0
            judge.equal(stay, kept, check="which tokens stay", case=case)

    for name, shape in [("a row", (7,)), ("a batch", (4, 9)), ("three axes", (2, 3, 6))]:
        p = judge.normal(*shape, scale=2).softmax(-1)
        for k in (0, 1, judge.integer(2, 5), shape[-1], shape[-1] + judge.integer(1, 50)):
            same(p, k, f"{name}, k is {k}")
    same(p.double(), 3, "double precision")
    same(judge.strided(p), 2, "another order in memory")
    ties = torch.tensor([[4, 2, 2, 2, 1, 1, 0, 0], [1, 1, 1, 1, 2, 2, 2, 2]]) / 12.0
    for k in range(1, 9):
        same(ties[:, judge.draw(range(8), 8)], k, f"ties, k is {k}")
    close = (0.2 + 1e-12 * torch.arange(5.0).double())[judge.draw(range(5), 5)]
    same(close / close.sum(), 2, "five that are hardly different")
    close = (0.2 + 4e-7 * torch.arange(5.0).double())[judge.draw(range(5), 5)]
    same(close / close.sum(), 2, "five that are nearly equal")
    rare = torch.tensor([0.7, 0.3, 1e-6, 1e-7, 1e-8, 1e-12])[judge.draw(range(6), 6)]
    for k in (0, 3, 4, 6):
        same(rare, k, f"rare tokens, k is {k}")
### END HIDDEN TESTS

# %% [markdown] prose="after-top_k" covers=["sampling-top-k"]
# **What just happened.** Your filter on two questions. A die has six faces, a coin two: with one k for
# both, a small one forbids faces that are as good as any, a large one keeps more than there are faces.
# Move k in the picture, and type "Flip a coin." if your notebook runs. Here the model is sure, and there
# is little nonsense to let through. Inside a text it is not: the last two lines say what lies beyond the
# 40 likeliest tokens in freshly written text, and how often 150 tokens go by without any of it. So the
# right k changes from token to token. Google's whitepaper *Foundational Large Language Models & Text
# Generation*, which this course follows, says that K sets how random the choice is; that holds only as
# far as the model wavers.

# %% show="filtered" covers=["sampling-top-k"]
for asked in ["Roll a die.", "Flip a coin."]:
    logits = given.next_logits(instruct, chat_ids(instruct, asked))
    p = logits.double().softmax(-1)
    for k in [2, 6, 40]:
        kept = yours(top_k)(p, k) > 0
        print(f"{asked:>12}  k = {k:>2}: {p[kept].sum():.6f} of 1 stays")
texts = abilities.documents(base.tokenizer, "unseen", scaled(12, 2))
logits, _ = candidates.guesses(base, texts)
shares = logits.double().softmax(-1)
tail = shares.where(yours(top_k)(shares, 40) == 0, 0.0).sum(-1)
print(f"beyond the 40 likeliest: {tail.mean():.1%} of the probability")
spared = (150 * (1 - tail).log().mean()).exp()
print(f"150 draws without a token from there: {spared:.1%} of all texts")

def by_top_k(logits, t, k, p, temperature_last):
    return yours(top_k)(logits.softmax(-1), k)

SamplingPlayground.of(
    instruct, "Roll a die.", chat=True, sampler=by_top_k,
    controls=["k"], start={"k": 4}, title="One knob: top-k",
)

# %% [markdown] prose="top_p" covers=["sampling-top-p"]
# ## 11.5 As many as it takes  ★★★ · 13 min · 5 points
#
# *Top-p* or *nucleus* sampling (Holtzman et al. 2020, [arXiv:1904.09751](https://arxiv.org/abs/1904.09751))
# lets the model's confidence choose the number: take tokens from the likeliest down until their sum
# reaches p. The whitepaper says the sum *is* P; it is P or a little more, for the token that crosses
# the line stays. So at least one stays. Of equals, the smaller id comes first. p = 1 switches it off.
#
# <details><summary>Hint 1</summary>Sort, add up, decide, and bring the decision back to each token's own place.</details>
# <details><summary>Hint 2</summary>A token stays if the sum *before* it is below p: `ranked.cumsum(-1) - ranked < p`. To keep the order of equals: `sort(dim=-1, descending=True, stable=True)`; `argsort` takes the same three names.</details>
# <details><summary>Hint 3</summary>`torch.zeros_like(kept).scatter(-1, order, kept)` puts sorted numbers back. Handle p = 1 first: a running sum may be rounded to 1 before the end.</details>

# %% exercise="top_p" reference="llmcourse.models.strategies.top_p"
def top_p(
    probabilities: Float[Tensor, "*lead vocabulary"], p: float
) -> Float[Tensor, "*lead vocabulary"]:
    """The smallest set of likeliest tokens whose sum reaches p, over their
    sum; the others 0. Of equals the smaller id comes first; 0 < p <= 1, and
    1 keeps everything. Each row sums to 1.
    """
    ### BEGIN SOLUTION
    if p == 1:
        return probabilities.clone()
    ranked, order = probabilities.sort(
        dim=-1, descending=True, stable=True
    )
    before = ranked.cumsum(-1) - ranked
    kept = ranked.where(before < p, 0.0)
    kept = torch.zeros_like(kept).scatter(-1, order, kept)
    return kept / kept.sum(-1, keepdim=True)
    ### END SOLUTION

# %% check="top_p"
check(top_p)

# %% test="top_p" points=5
# Graded: the exact set of tokens that stay, in each row by itself, p
# reached exactly or nearly, a tiny p, p near 1, p of 1 with a tail too
# small for the running sum, ties, rows and batches, double precision, any
# order in memory, the input left unchanged.
### BEGIN HIDDEN TESTS
def probe(probabilities, p):
    shares = top_p(probabilities, p)
    return shares, isinstance(shares, Tensor) and shares > 0, probabilities

def verdict(judge):
    def same(shares, p, case):
        found, stay, after = judge.ask(probe, shares, p, case=case)
        expected = given.top_p(shares, p)
        judge.equal(found, expected, case=case)
        judge.equal(after, shares, check="input unchanged", case=case)
        if isinstance(found, Tensor) and found.shape == shares.shape:
            judge.equal(stay, expected > 0, check="which tokens stay", case=case)

    def clear(shares):  # a p that no running sum comes near
        running = shares.sort(-1, descending=True).values.cumsum(-1)
        tries = (judge.integer(100, 950) / 1000 for _ in range(1000))
        return next(p for p in tries if float((running - p).abs().min()) > 1e-3)

    for name, shape in [("a row", (8,)), ("a batch", (3, 7)), ("three axes", (2, 2, 5))]:
        shares = judge.normal(*shape, scale=1.5).softmax(-1)
        for _ in range(3):
            same(shares, p := clear(shares), f"{name}, p is {p}")
        same(shares, 1.0, f"{name}, p is 1")
        same(shares, 1e-6, f"{name}, p is tiny")
    same(shares.double(), clear(shares), "double precision")
    same(judge.strided(shares), clear(shares), "another order in memory")
    exact = torch.tensor([[8, 4, 2, 1, 1], [4, 4, 4, 4, 0]]) / 16.0  # sums without rounding
    for p in (0.25, 0.5, 0.75, 0.875, 0.9375):
        same(exact[:, judge.draw(range(5), 5)], p, f"ties, p = {p} reached exactly")
    even = torch.full((2, 64), 1 / 64)
    for p in (1e-6, 0.0625, 0.5, 0.953125):
        same(even, p, f"sixty-four equals, p is {p}")
    tail = torch.tensor([0.5, 0.5, 1e-9, 1e-9])[judge.draw(range(4), 4)]
    same(tail, 1.0, "p is 1, a tiny tail")
    fine = torch.tensor([0.25 - 1e-12, 0.5, 0.25 + 1e-12], dtype=torch.float64)
    same(fine, 0.75, "a sum that is above p only in double precision")
    same(fine, 0.75 + 2e-12, "a sum that is below p only in double precision")
    for by in (4e-7, 1e-10):
        below = torch.tensor([0.45, 0.3 - by, 0.25 + by], dtype=torch.float64)
        same(below[judge.draw(range(3), 3)], 0.75, f"a sum that is {by} below p")
        above = torch.tensor([0.45, 0.3 + by, 0.25 - by], dtype=torch.float64)
        same(above[judge.draw(range(3), 3)], 0.75, f"a sum that is {by} above p")
    close = torch.tensor([0.00025, 0.9, 0.09975])[judge.draw(range(3), 3)]
    same(close, 0.9995, "p is 0.9995")
### END HIDDEN TESTS

# %% [markdown] prose="after-top_p" covers=["sampling-top-p"]
# **What just happened.** Your filter on every token of freshly written texts, of the kind that the model
# learned from. Where it is sure, p = 0.9 leaves hardly more than one token; where it wavers, many.
# Top-k is a flat line.

# %% show="nucleus" covers=["sampling-top-p"]
texts = abilities.documents(base.tokenizer, "unseen", scaled(12, 2))
logits, _ = candidates.guesses(base, texts)
p = logits.softmax(-1)
sure = (p.amax(-1) * 5).long().clamp(max=4)  # in fifths
middle = [0.1, 0.3, 0.5, 0.7, 0.9]
sizes = {}
for top in [0.5, 0.9, 0.99]:
    n_kept = (yours(top_p)(p, top) > 0).sum(-1).double()
    sizes[f"top-p {top}"] = [n_kept[sure == i].mean().item() for i in range(5)]
sizes["top-k 40"] = [40.0] * 5
charts.lines(
    middle, sizes, title="The nucleus grows as confidence falls",
    x_title="probability of the likeliest token", y_title="tokens kept",
    log_y=True,
)

# %% [markdown] prose="next_probabilities" covers=["sampling-temperature", "sampling-top-k", "sampling-top-p"]
# ## 11.6 In which order?  ★★☆ · 12 min · 4 points
#
# The whitepaper lists temperature, top-k and top-p as if you chose one. Many programs apply all three,
# and the order matters: heat changes which tokens make up the first 90 %. Hugging Face, and
# [llmcourse.models.sampling](../../llmcourse/models/sampling.py), put temperature first. llama.cpp puts it
# last by default, after penalties, top-k, top-p and min-p
# ([its options](https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md), `--samplers`),
# and so do Google's documents
# ([SDK reference](https://googleapis.github.io/kotlin-genai/google-genai-kotlin/com.google.genai.kotlin.types/-generate-content-config/top-k.html)).
# Build both.
#
# <details><summary>Hint 1</summary>`given` has `temperature`, `top_k` and `top_p`. The filters take probabilities, temperature takes logits.</details>
# <details><summary>Hint 2</summary>If temperature comes last, the filters see the model's own probabilities: `logits.softmax(-1)`.</details>
# <details><summary>Hint 3</summary>Logarithms of probabilities are logits, and the logarithm of 0 is `-inf`: `given.temperature(kept.log(), t)`.</details>

# %% exercise="next_probabilities" reference="llmcourse.models.strategies.next_probabilities"
def next_probabilities(
    logits: Float[Tensor, "*lead vocabulary"],
    t: float,
    k: int,
    p: float,
    temperature_last: bool,
) -> Float[Tensor, "*lead vocabulary"]:
    """What to draw from: first temperature, then top-k, then top-p of what
    is left; or, with temperature_last, top-k, top-p, and then temperature.
    """
    ### BEGIN SOLUTION
    if temperature_last:
        kept = given.top_p(given.top_k(logits.softmax(-1), k), p)
        return given.temperature(kept.log(), t)
    shares = given.temperature(logits, t)
    return given.top_p(given.top_k(shares, k), p)
    ### END SOLUTION

# %% check="next_probabilities"
check(next_probabilities)

# %% test="next_probabilities" points=4
# Graded: both orders, each of the three alone and all together, top-p of
# what top-k left, temperature 0, impossible tokens, rows and batches,
# double precision, any order in memory, the logits left unchanged.
### BEGIN HIDDEN TESTS
def probe(*settings):
    return next_probabilities(*settings), settings[0]

def verdict(judge):
    def far(logits, t, k, p, last):  # from where rounding decides what stays
        shares = given.top_k(given.temperature(logits, 1.0 if last else t), k)
        running = shares.sort(-1, descending=True).values.cumsum(-1)
        return p == 1 or float((running - p).abs().min()) > 1e-3

    def same(logits, t, k, p, last, case):
        while not far(logits, t, k, p, last):
            p = judge.integer(300, 950) / 1000
        found, after = judge.ask(probe, logits, t, k, p, last, case=case)
        expected = given.next_probabilities(logits, t, k, p, last)
        judge.equal(found, expected, case=case)
        judge.equal(after, logits, check="logits unchanged", case=case)
        if isinstance(found, Tensor) and found.shape == logits.shape:
            judge.equal(found > 0, expected > 0, check="which tokens stay", case=case)

    for last in (False, True):
        order = "temperature last" if last else "temperature first"
        for name, t, k, p in [
            ("nothing at all", 1.0, 0, 1.0),
            ("temperature alone", 1.7, 0, 1.0),
            ("top-k alone", 1.0, 4, 1.0),
            ("top-p alone", 1.0, 0, 0.8),
            ("hot, top-p", 2.5, 0, 0.8),
            ("cold, top-p", 0.4, 0, 0.8),
            ("top-p of what top-k left", 1.0, 4, 0.7),
            ("all three, hot", 2.0, 5, 0.8),
            ("all three, cold", 0.5, 5, 0.9),
            ("temperature 0", 0, 3, 0.9),
        ]:
            same(judge.normal(9, scale=1.5), t, k, p, last, f"{order}: {name}")
        same(judge.normal(3, 8), 1.6, 5, 0.7, last, f"{order}: a batch")
        wide = judge.normal(2, 3, 7).double()
        same(wide, 0.8, 4, 0.75, last, f"{order}: double precision")
        same(judge.strided(wide), 1.8, 4, 0.75, last, f"{order}: another order in memory")
        masked = judge.normal(2, 7)
        masked[:, judge.draw(range(7), 3)] = -torch.inf
        same(masked, 1.5, 0, 0.8, last, f"{order}: impossible tokens")
        same(60 * wide.round(), 7.0, 0, 1.0, last, f"{order}: large logits")
### END HIDDEN TESTS

# %% [markdown] prose="after-next_probabilities" covers=["sampling-temperature", "sampling-top-k", "sampling-top-p"]
# **What just happened.** How many tokens pass p = 0.9, averaged over fresh text, as the temperature
# rises. With the temperature last the set stays what it was: heat only evens out its members. With
# the temperature first the tail pushes into the nucleus. So "temperature 1.5, top-p 0.9" is not the
# same setting in two programs.

# %% show="orders" covers=["sampling-temperature", "sampling-top-p"]
texts = abilities.documents(base.tokenizer, "unseen", scaled(4, 1))
logits, _ = candidates.guesses(base, texts)
heats, kept = [0.5, 1, 1.5, 2], {}
for last in [False, True]:
    row = []
    for t in heats:
        shares = yours(next_probabilities)(logits, t, 0, 0.9, last)
        row.append((shares > 0).sum(-1).double().mean().item())
    kept["temperature last" if last else "temperature first"] = row
charts.lines(
    heats, kept, title="Tokens within top-p 0.9", log_y=True,
    x_title="temperature", y_title="tokens kept on average",
)

# %% [markdown] prose="playground" covers=["sampling-temperature", "sampling-top-k", "sampling-top-p", "sampling-random"]
# All of it to play with. The running sum is the one that top-p looks at; struck-out tokens are cut.
# Set p to 0.9 and heat it to 2: how many tokens can come? Now change the order.

# %% show="playground" covers=["sampling-temperature", "sampling-top-k", "sampling-top-p", "sampling-random"]
SamplingPlayground.of(
    base, "On Monday", sampler=yours(next_probabilities),
    start={"t": 1.0, "p": 0.9}, title="Sampling playground",
)

# %% [markdown] prose="penalize" covers=["sampling-greedy"]
# ## 11.7 Not again  ★★☆ · 10 min · 4 points
#
# Another way out of loops: make what was written less likely. CTRL (Keskar et al. 2019,
# [arXiv:1909.05858](https://arxiv.org/abs/1909.05858)) divides the logit of every token seen by a
# penalty; taken literally that *raises* negative logits, so everybody multiplies those. Presence
# counts, not number. OpenAI's API subtracts instead
# ([reference](https://platform.openai.com/docs/api-reference/chat/create)): a *presence penalty* once, a
# *frequency penalty* once for each time the token was written. Build CTRL's, and after it the frequency
# penalty, for each text of a batch. A factor below 1, or a penalty below 0, encourages: same formula.
#
# <details><summary>Hint 1</summary>First count: how often does each token of the vocabulary stand in each row of `ids`?</details>
# <details><summary>Hint 2</summary>`torch.zeros_like(logits).scatter_add(-1, ids, torch.ones_like(ids).to(logits))` counts. Seen means `count > 0`.</details>
# <details><summary>Hint 3</summary>`torch.where(logits > 0, logits / repetition, logits * repetition)` for the seen ones, and minus `frequency * count`.</details>

# %% exercise="penalize" reference="llmcourse.models.strategies.penalize"
def penalize(
    logits: Float[Tensor, "batch vocabulary"],
    ids: Int[Tensor, "batch time"],
    repetition: float,
    frequency: float,
) -> Float[Tensor, "batch vocabulary"]:
    """The logits of tokens in `ids`: over `repetition` where above 0, times
    it where below; then minus `frequency` for each time. Others as they
    were. The texts may be empty: time may be 0.
    """
    ### BEGIN SOLUTION
    ones = torch.ones_like(ids).to(logits)
    count = torch.zeros_like(logits).scatter_add(-1, ids, ones)
    weaker = torch.where(logits > 0, logits / repetition, logits * repetition)
    return torch.where(count > 0, weaker, logits) - frequency * count
    ### END SOLUTION

# %% check="penalize"
check(penalize)

# %% test="penalize" points=4
# Graded: logits above, below and at 0, tokens that stand several times,
# each penalty alone and both, also a repetition below 1 and a frequency
# below 0, each text by itself, no text, impossible tokens, double
# precision, any order in memory, inputs left unchanged.
### BEGIN HIDDEN TESTS
def probe(logits, ids, repetition, frequency):
    return penalize(logits, ids, repetition, frequency), logits, ids

def verdict(judge):
    def same(logits, ids, repetition, frequency, case):
        found, *after = judge.ask(probe, logits, ids, repetition, frequency, case=case)
        judge.equal(found, given.penalize(logits, ids, repetition, frequency), case=case)
        judge.equal(tuple(after), (logits, ids), check="inputs unchanged", case=case)

    def text(batch, time, n_vocab):
        rows = [[judge.integer(0, n_vocab - 1) for _ in range(time)] for _ in range(batch)]
        return torch.tensor(rows).long().reshape(batch, time)

    for name, repetition, frequency in [
        ("repetition alone", 1.3, 0.0),
        ("frequency alone", 1.0, 0.4),
        ("both", 1.5, 0.25),
        ("neither", 1.0, 0.0),
        ("encouraged instead", 0.8, -0.5),
    ]:
        same(judge.normal(3, 7), text(3, 10, 7), repetition, frequency, name)
    same(judge.normal(1, 6), text(1, 1, 6), 1.2, 0.3, "one token")
    same(judge.normal(2, 6), text(2, 0, 6), 1.2, 0.3, "no text")
    same(judge.normal(4, 50), text(4, 3, 50), 2.0, 0.1, "a large vocabulary")
    same(judge.normal(4, 5), torch.full((4, 9), judge.integer(0, 4)), 1.1, 0.7, "one token, nine times")
    zeros = judge.normal(2, 8).round().double()
    zeros[:, judge.draw(range(8), 3)] = -torch.inf
    same(zeros, text(2, 9, 8), 1.7, 0.3, "zeros and impossible tokens")
    wide = judge.normal(2, 9).double()
    same(wide, text(2, 5, 9), 1.3, 0.2, "double precision")
    same(judge.strided(wide), judge.strided(text(2, 5, 9)), 1.3, 0.2, "another order in memory")
### END HIDDEN TESTS

# %% [markdown] prose="after-penalize" covers=["sampling-greedy"]
# **What just happened.** The greedy texts of 11.1 once more, with your penalty: repetition gives way.
# The price stands beside it: a worked sum *must* repeat numbers. Read off which penalty the sums still
# bear unharmed, how much repetition that one stops already, and from where on right answers stop too.

# %% show="penalized" covers=["sampling-greedy"]
starts = ["Once upon a time", "The color of", "Q: Who is", "The weather"]
sums = candidates.questions(scaled(24, 1), steps=3)
strengths = scaled([1.0, 1.1, 1.2, 1.4], [1.0, 1.3])
rows = {"distinct pairs": [], "sums right": []}
for strength in with_bar(strengths, "penalties tried"):
    def choose(logits, ids, by=strength):
        seen = torch.tensor([ids])
        return int(yours(penalize)(logits[None], seen, by, 0.0).argmax())

    starting = [small.tokenizer.encode(start) for start in starts]
    texts = [given.write(small, ids, choose, scaled(150, 30)) for ids in starting]
    rows["distinct pairs"].append(candidates.repetition(texts)["distinct pairs"])
    rows["sums right"].append(candidates.share_solved(solver, sums, choose))
charts.lines(
    strengths, rows, title="A repetition penalty, and what it costs",
    x_title="repetition penalty", y_title="share",
)

# %% [markdown] prose="beams" covers=["sampling-greedy"]
# ### Beam search, for contrast
#
# Greedy search keeps one text. *Beam search* keeps the w likeliest after every step, so it can give up
# a token that looked best. The lines above the tree compare widths 1 and 2, after the one of four
# beginnings where that matters most. In the tree, width 1 is greedy search; choose 2, step through it,
# and see where the likelier text overtakes. Then change to random draws: they often leave the likely
# paths, as people do. Where there is one right answer, as in translation, beams help. In open
# text the likeliest is bland and loops (Holtzman et al. 2020), and with wide beams even translations
# get worse: the likeliest of all is often the empty one (Stahlberg and Byrne 2019,
# [arXiv:1908.10090](https://arxiv.org/abs/1908.10090)).

# %% show="tree" covers=["sampling-greedy", "sampling-random", "sampling-temperature"]
def branches(logits):
    return yours(temperature)(logits, 1.0)

def searched(start, width):
    return given.beam_search(base, base.tokenizer.encode(start), width, 4)[0]

def gain(start):
    return searched(start, 2).logprob - searched(start, 1).logprob

start = max(["The color of", "On Monday", "One day", "In the morning"], key=gain)
for width in [1, 2]:
    best = searched(start, width)
    text = base.tokenizer.decode(best.ids)
    print(f"width {width}: log-probability {best.logprob:6.2f}  {start + text!r}")
SamplingTree(
    base, base.tokenizer.encode(start),
    base.tokenizer.text, share=branches, text=start,
    title="Ways to go on",
)

# %% [markdown] prose="more-filters" covers=["sampling-top-p"]
# There are more filters of this kind. *Typical* sampling (Meister et al. 2022,
# [arXiv:2202.00666](https://arxiv.org/abs/2202.00666)) keeps tokens whose surprise is near the average;
# *min-p* (Nguyen et al. 2024, [arXiv:2407.01082](https://arxiv.org/abs/2407.01082)) keeps those with at
# least a share of the likeliest's probability. Both papers report gains; for min-p a re-analysis did not
# find them (Schaeffer et al. 2025, [arXiv:2506.13681](https://arxiv.org/abs/2506.13681)). And a service
# may ignore such settings, as Google's newest Gemini models did in July 2026 (its
# [changelog](https://ai.google.dev/gemini-api/docs/changelog)), so measure before you tune.
#
# ## Does it mean what it says?
#
# All of this trusts the probabilities. Should you? A model is *calibrated* if, of all tokens to which
# it gives 0.7, seven in ten really come. Our training text has known odds: for colors, the model should have
# learned them. The log-probability of a text is the sum over its tokens; *perplexity*, e to minus the
# mean log-probability per token, says among how many tokens the model wavered.

# %% show="odds" covers=["sampling-random"]
from llmcourse.data.families.choices import ODDS

wanted = {f"{name}.": odds for name, odds in ODDS["color"].items()}
prompt = chat_ids(instruct, "Pick a color.")
for name, odds in wanted.items():
    spelled = [*instruct.tokenizer.encode(name), 5]  # 5 ends an answer
    said = math.exp(given.logprob(instruct, prompt, spelled))
    print(f"{name:>8}  in the training text {odds:.2f}, by the model {said:.3f}")
for text in [
    "Long ago there lived a young dog.", "Dog young a lived there ago long.",
]:
    surprise = [token.logprob for token in score(base, text)]
    print(f"{text:>36}  perplexity {choosing.perplexity(surprise):,.0f}")

# %% [markdown] prose="calibration" covers=["sampling-temperature"]
# Below, every token of freshly written text of the kind it learned from: how sure the model was of its
# first choice, and how often that was right, in five bins, each drawn at its middle. On the diagonal the
# two agree. The *expected calibration error* is the mean distance of the bins from it, weighted by their
# tokens (Guo et al. 2017, [arXiv:1706.04599](https://arxiv.org/abs/1706.04599), who mend it with one
# temperature): compare it at 1 and at 2. A temperature other than 1 changes what the numbers mean, and
# so may later training:
# GPT-4 was well calibrated before its fine-tuning with human feedback, and less so after
# ([arXiv:2303.08774](https://arxiv.org/abs/2303.08774), figure 8).

# %% show="calibration" covers=["sampling-temperature"]
texts = abilities.documents(base.tokenizer, "odds", scaled(60, 12))
logits, came = candidates.guesses(base, texts)
bins, curves = 5, {}
for t in [0.5, 1, 1.5, 2]:
    confidence, first = yours(temperature)(logits, t).max(-1)
    rows = choosing.reliability(confidence, first == came, bins)
    error = choosing.calibration_error(rows)
    print(f"temperature {t}: expected calibration error {error:.3f}")
    by_bin = {int(sure * bins): share for sure, share, _ in rows}
    curves[f"temperature {t}"] = [by_bin.get(i, math.nan) for i in range(bins)]
middle = [(i + 0.5) / bins for i in range(bins)]
charts.lines(
    middle, curves | {"calibrated": middle}, title="Sure, and right?",
    x_title="how sure the model was", y_title="share that was right",
)

# %% [markdown] prose="best" covers=["sampling-best-of-n"]
# ## Best of N
#
# So far each token was chosen. Now whole answers: write N, keep the best by some *reward*. A reward
# may be a model trained on people's preferences (Stiennon et al. 2020,
# [arXiv:2009.01325](https://arxiv.org/abs/2009.01325); Nakano et al. 2021,
# [arXiv:2112.09332](https://arxiv.org/abs/2112.09332), whose best WebGPT is a best-of-64), or a check
# that needs no opinion. Here is a question with four answers at temperature 1, not all right and not all
# wrong, with the log-probability of each. Does the likeliest answer win? One question proves nothing;
# 11.9 asks many. The stories are new to the model; so are some names, which are made up.

# %% show="four" covers=["sampling-best-of-n"]
for asked, right in candidates.questions(12, seed="four answers"):
    answers = [
        reply(solver, asked, max_tokens=140, temperature=1.0, seed=seed)
        for seed in range(4)
    ]
    good = [choosing.said(one.text) == int(right) for one in answers]
    if any(good) and not all(good):
        break
print(f"{asked}  ({right} is right)\n")
for one, is_right in zip(answers, good):
    mark = "right" if is_right else "wrong"
    print(f"{one.logprob:8.2f}  {mark}  {one.text.strip()}")

# %% [markdown] prose="logic_check" covers=["sampling-best-of-n"]
# ## 11.8 Does it hold together?  ★★☆ · 10 min · 3 points
#
# A reward for worked sums that needs no right answer: run them. An answer passes if it has an
# equation; if every equation is right; if each begins with the number at which the one before ended;
# and if the answer it gives is the last result. Whether the *story* was understood, it cannot know.
# `choosing.equations("2 + 3 = 5.")` gives `[(2, "+", 3, 5)]`, signs `+` and `-`;
# `choosing.said("The answer is 5.")` gives 5, or None.
#
# <details><summary>Hint 1</summary>Four ways to fail, so four `return False`; what passes them all is True.</details>
# <details><summary>Hint 2</summary>Keep the number at which the last equation ended; before the first one, it is that equation's own first number.</details>
# <details><summary>Hint 3</summary>`for first, sign, second, result in steps:` and at the end `return choosing.said(answer) == value`. An empty list comes before all that.</details>

# %% exercise="logic_check" forbid=["logic_check"] reference="llmcourse.models.choosing.logic_check"
def logic_check(answer: str) -> bool:
    """Whether a worked answer has equations, all of them right, each going
    on from the last, and says the last result as its answer.
    """
    steps = choosing.equations(answer)
    ### BEGIN SOLUTION
    if not steps:
        return False
    value = steps[0][0]
    for first, sign, second, result in steps:
        total = first + second if sign == "+" else first - second
        if first != value or result != total:
            return False
        value = result
    return choosing.said(answer) == value
    ### END SOLUTION

# %% check="logic_check"
check(logic_check)

# %% test="logic_check" points=3
# Graded: right chains of one to nine steps, one slip at any step, in a
# sum, in what is handed on, in the final answer; answers without an
# equation or a final answer or with two, steps out of order, numbers that
# are 0, negative or large, True and False themselves.
### BEGIN HIDDEN TESTS
def probe(answers):
    return [logic_check(answer) for answer in answers]

def verdict(judge):
    def chain(n, low=-30, high=60):
        value, steps = judge.integer(1, high), []
        for _ in range(n):
            second = judge.integer(1, 30)
            sign = "-" if judge.integer(0, 1) else "+"
            result = value + second if sign == "+" else value - second
            steps.append([value, sign, second, result])
            value = result
        return steps

    def told(steps, said):
        does = judge.draw(["Finds", "Gives", "Lends", "Was sent", "Cooks", "Step", "Sells"], 1)
        lines = [f"{does[0]} {b}: {a} {s} {b} = {c}." for a, s, b, c in steps]
        return " ".join(["Start: 7.", *lines, *([] if said is None else [f"The answer is {said}."])])

    def ask(answers, expected, case):
        found = judge.ask(probe, answers, case=case)
        judge.equal(found, expected, case=case)

    for n in (1, 2, 5, 9):
        steps = chain(n)
        ask([told(steps, steps[-1][3])], [True], f"{n} right steps")
        ask([told(steps, steps[-1][3] + 1)], [False], f"{n} steps, another final answer")
        ask([told(steps, None)], [False], f"{n} steps, no final answer")
        for at in {0, n // 2, n - 1}:
            slip = [list(step) for step in steps]
            slip[at][3] += judge.integer(1, 9)  # a wrong sum, and the rest goes on from it
            for later in range(at + 1, n):
                a, s, b = slip[later - 1][3], slip[later][1], slip[later][2]
                slip[later] = [a, s, b, a + b if s == "+" else a - b]
            ask([told(slip, slip[-1][3])], [False], f"{n} steps, step {at} adds up wrongly")
            if at:
                jump = [list(step) for step in steps]
                jump[at][0] += 3  # right in itself, but from another number
                jump[at][3] += 3
                for later in range(at + 1, n):
                    a, s, b = jump[later - 1][3], jump[later][1], jump[later][2]
                    jump[later] = [a, s, b, a + b if s == "+" else a - b]
                ask([told(jump, jump[-1][3])], [False], f"{n} steps, step {at} starts elsewhere")
        if n > 1:
            gone_by = next((c for *_, c in steps[:-1] if c != steps[-1][3]), steps[-1][3] + 2)
            ask([told(steps, gone_by)], [False], f"{n} steps, it says an earlier result")
            even = [list(step) for step in steps]
            even[0][3] += 4  # the next sum is wrong by as much, so the end is right
            even[1][0] += 4
            ask([told(even, even[-1][3])], [False], f"{n} steps, two slips cancel out")
    up = [[5, "+", 2, 7], [7, "+", 6, 13]]
    ask([told(up, 13), told(up, 7)], [True, False], "only sums")
    zero = [[0, "+", 4, 4], [4, "-", 4, 0]]
    ask([told(zero, 0), told(zero[:1], 4)], [True, True], "from 0 and to 0")
    below = [[3, "-", 8, -5], [-5, "-", 2, -7], [-7, "+", 7, 0]]
    ask([told(below, 0), told(below[:2], -7), told(below[:2], 7)], [True, True, False], "negative")
    twice = [[4, "+", 1, 5], [4, "+", 1, 5]]
    ask([told(twice, 5)], [False], "the same step twice")
    wrong = [[4, "+", 1, 6], [6, "-", 1, 5]]
    ask([told(wrong, 5)], [False], "two slips that cancel out")
    ask(["", "The answer is 5.", "I do not know."], [False] * 3, "no equations")
    ask(["2 + 3 = 5. The answer is 4. No: The answer is 5."], [True], "it corrects itself")
    a, b = judge.integer(6, 20), judge.integer(2, 5)
    s = a + b
    for case, steps, said, right in [
        ("an equation that is not so", f"{s + 1} - 4 = {s - 4}.", s - 4, False),
        ("the answer of another sum", f"{s + 1} - 4 = {s - 3}.", s - 4, False),
        ("it goes on in second place", f"{a + 1} + {s} = {a + 1 + s}.", a + 1 + s, False),
        ("it goes on from what was added", f"{b} + 1 = {b + 1}.", b + 1, False),
        ("on from 0", f"{s} - {s} = 0. {b} + 1 = {b + 1}.", b + 1, False),
        ("back to an earlier result", f"{s} + 1 = {s + 1}. {s} + 2 = {s + 2}.", s + 2, False),
        (
            "steps in another order",
            f"{s + 2} + 1 = {s + 3}. {s} + 2 = {s + 2}. {s + 3} - 2 = {s + 1}.",
            s + 1,
            False,
        ),
        ("a number that begins alike", f"{s} - {a} = {b}.", 10 * b, False),
        ("large numbers", f"{s} + 9000 = {s + 9000}.", s + 9000, True),
    ]:
        ask([f"{a} + {b} = {s}. {steps} The answer is {said}."], [right], case)
### END HIDDEN TESTS

# %% [markdown] prose="after-logic_check" covers=["sampling-best-of-n"]
# **What just happened.** Your check on real answers. Answers that pass are right more often than
# those that fail, but some pass and are wrong: they misread the story and then calculate without a
# slip. That gap is what a cheap check costs.

# %% show="checked" covers=["sampling-best-of-n"]
problems = candidates.measured(scaled(30, 2), scaled(16, 8))
found = {True: [], False: []}
for problem in problems:
    for one in problem.candidates:
        found[yours(logic_check)(one.text)].append(one.right)
for passed, rights in found.items():
    share = sum(rights) / max(1, len(rights))
    words = "pass" if passed else "fail"
    print(f"{len(rights):>4} answers {words}; {share:.0%} of them are right")

# %% [markdown] prose="best_of_n" covers=["sampling-best-of-n"]
# ## 11.9 What is the best of N worth?  ★★★ · 10 min · 4 points
#
# With m answers in hand, average over *all* choices of n of them, exactly. Rank them by reward, the
# earlier first among equals. Rank r (from 0) is picked if it is among the n and no better one is: the
# other n - 1 come from the m - 1 - r below it, so its chance is $\binom{m-1-r}{n-1} / \binom{m}{n}$.
# (Going through the choices one by one would outlast you: of 100 there are $10^{29}$ choices of 50.)
# With the truth as reward this is the *pass@k* of Chen et al. 2021
# ([arXiv:2107.03374](https://arxiv.org/abs/2107.03374)).
#
# <details><summary>Hint 1</summary>Two things meet: the values in the order of their rewards, and the chance of each rank.</details>
# <details><summary>Hint 2</summary>`rewards.argsort(descending=True, stable=True)` keeps the order of equals; `math.comb(m - 1 - r, n - 1)` counts.</details>
# <details><summary>Hint 3</summary>Divide in Python, `math.comb(...) / math.comb(m, n)`: such numbers outgrow int64. Then sum chance times value, as a float.</details>

# %% exercise="best_of_n" forbid=["best_of_n", "combinations"] reference="llmcourse.models.choosing.best_of_n"
def best_of_n(
    rewards: Float[Tensor, "m"], values: Float[Tensor, "m"], n: int
) -> float:
    """The mean value of the candidate with the highest reward, over all
    choices of n of the m candidates; 1 <= n <= m. Ties: the earliest.
    """
    ### BEGIN SOLUTION
    m = len(rewards)
    order = rewards.argsort(descending=True, stable=True)
    best = 0.0
    for rank, value in enumerate(values[order].tolist()):
        best += value * math.comb(m - 1 - rank, n - 1) / math.comb(m, n)
    return best
    ### END SOLUTION

# %% check="best_of_n"
check(best_of_n)

# %% test="best_of_n" points=4
# Graded: against every choice of n counted one by one, n from 1 to m,
# ties of few and of many, any values and rewards, also -inf and rewards
# that differ only in double precision, 200 candidates, a Python float,
# inputs left unchanged.
### BEGIN HIDDEN TESTS
def probe(rewards, values, n):
    return best_of_n(rewards, values, n), rewards, values

def verdict(judge):
    from itertools import combinations

    def counted(rewards, values, n):
        choices = list(combinations(range(len(rewards)), n))
        picks = [max(choice, key=lambda at: (rewards[at], -at)) for choice in choices]
        return sum(values[at] for at in picks) / len(choices)

    def same(rewards, values, n, case, expected=None):
        found, *after = judge.ask(probe, rewards, values, n, case=case)
        if expected is None:
            expected = counted(rewards.tolist(), values.tolist(), n)
        judge.equal(found, float(expected), case=case)
        judge.equal(tuple(after), (rewards, values), check="inputs unchanged", case=case)

    rewards, values = judge.normal(7).double(), judge.normal(7).double()
    for n in range(1, 8):
        same(rewards, values, n, f"seven candidates, n is {n}")
    for n in (1, 2, 4, 6):
        passed, right = judge.flips(6).float(), judge.flips(6).float()
        same(passed, right, n, f"pass or fail, n is {n}")
    same(torch.tensor([0.0] * 5), judge.normal(5), 2, "all alike")
    same(torch.tensor([-torch.inf, -2, -torch.inf, -1]), judge.normal(4), 2, "-inf")
    same(judge.normal(1), judge.normal(1), 1, "one candidate")
    same(judge.normal(6, scale=50), judge.normal(6, scale=9), 3, "large values")
    near = (0.5 + 1e-12 * torch.arange(6).double())[judge.draw(range(6), 6)]
    same(near, judge.normal(6), 2, "rewards that are nearly equal")
    passed, right = judge.flips(120).float(), judge.flips(120).float()
    expected = choosing.best_of_n(passed, right, 3)
    same(passed, right, 3, "a hundred and twenty pass or fail", expected)
    rewards, values = judge.normal(200).double(), judge.normal(200).double()
    for n in (1, 100, 200):
        expected = choosing.best_of_n(rewards, values, n)
        same(rewards, values, n, f"200 candidates, n is {n}", expected)
### END HIDDEN TESTS

# %% [markdown] prose="after-best_of_n" covers=["sampling-best-of-n"]
# **What just happened.** The answers from 11.8, by five rewards: in the lines, the share of questions
# answered right with one answer, the best of four and the best of all. No reward beats *the truth*,
# which is what a perfect check would pick. The logic check has nothing more to say once two answers pass,
# even if only one is right. Two rewards cannot calculate at all: the mean log-probability of an
# answer's tokens, by the model that wrote it (*own*) and by *a larger model*. Would you have bet on the
# check? On the larger model? Measure a reward before you trust it. Then move N in the picture, and read
# what it buys and what it costs in tokens. See what the longest answer is worth, and whether a curve
# turns down: push an imperfect reward hard enough, and it stops meaning what it should (Gao et al.
# 2022, [arXiv:2210.10760](https://arxiv.org/abs/2210.10760)).

# %% show="bestof" covers=["sampling-best-of-n"]
problems = candidates.measured(scaled(30, 2), scaled(16, 8))
m = len(problems[0].candidates)
for name in problems[0].candidates[0].rewards:
    means = []
    for n in [1, 4, m]:
        for_each = [
            yours(best_of_n)(
                torch.tensor([one.rewards[name] for one in problem.candidates]),
                torch.tensor([float(one.right) for one in problem.candidates]), n,
            )
            for problem in problems
        ]
        means.append(f"best of {n} {sum(for_each) / len(for_each):.0%}")
    print(f"{name:>20}:  {',  '.join(means)}")
BestOfN(problems, yours(best_of_n), title="Best of N, by five rewards")

# %% [markdown] prose="recap"
# ## What you have now
#
# * **Greedy** takes the likeliest token: repeatable, and prone to loops. Not the likeliest *text*.
# * **Random** sampling takes tokens as often as the model says, the absurd tail included.
# * **Temperature** sharpens or flattens; 0 is greedy. It changes no rank.
# * **Top-k** keeps a fixed number, **top-p** a fixed share: few where the model is sure, many where not.
# * **Their order matters.** Temperature last leaves the set alone; first, it changes what top-p keeps.
# * **Penalties** stop repetition, also where it is right. **Beams** look further ahead, for closed tasks.
# * **Best of N** trades tokens for quality, as far as the reward can tell good from bad.
#
# Where to begin? For one right answer: temperature 0 with a plain model; or many draws and a reward that
# you have *measured*, or a vote (lesson 12). For open text: temperature 1 with top-p 0.95, as Holtzman
# et al. did. With a reasoning model, what its maker advises: Google to leave Gemini 3 at 1.0, since less
# may make it loop ([guide](https://ai.google.dev/gemini-api/docs/gemini-3)), DeepSeek 0.5 to 0.7 for R1
# ([README](https://github.com/deepseek-ai/DeepSeek-R1)). Then measure. The whitepaper's section on
# sampling is a list without figures; the papers named above have them, and you have measured your own.
#
# To submit, choose *Nbgrader → Assignment List*, or hand in this file. Visible tests that
# pass are a good sign; hidden tests on fresh numbers decide.
#
# **Further:** Holtzman et al. 2020, [arXiv:1904.09751](https://arxiv.org/abs/1904.09751) · Fan et al.
# 2018, [arXiv:1805.04833](https://arxiv.org/abs/1805.04833) · Guo et al. 2017,
# [arXiv:1706.04599](https://arxiv.org/abs/1706.04599) · Stiennon et al. 2020,
# [arXiv:2009.01325](https://arxiv.org/abs/2009.01325).

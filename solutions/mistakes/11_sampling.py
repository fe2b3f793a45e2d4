"""Wrong and right answers to the exercises of lesson 11, and the cases that learners see."""

import functools
import itertools
import math
import re

import torch

from llmcourse.checks.authoring import cases, mistake, variant
from llmcourse.checks.cases import case
from llmcourse.models import choosing
from llmcourse.models import strategies as given

INF = float("inf")


def normal(*shape, seed=0, scale=1.0):
    """Numbers that are the same in every build, rounded so that they read well."""
    drawn = torch.randn(*shape, generator=torch.Generator().manual_seed(seed))
    return (drawn * 10).round() / 10 * scale


def turned(x):
    """The same numbers in another order in memory."""
    axes = range(x.ndim)[::-1]
    return x.permute(*axes).contiguous().permute(*axes)


def over_sum(weights):
    return weights / weights.sum(-1, keepdim=True)


# ---------------------------------------------------------------- 11.1 greedy

CYCLE = [[0.0, 3, 1, 0], [1, 0, 2, 0], [0, 2, 0, 4], [5, 0, 0, 1]]  # 0, 1, 2, 3, 0, ...


@cases("greedy")
def _():
    cycle = torch.tensor(CYCLE)
    two = normal(4, 4, 4, seed=3)
    near = torch.tensor([[0, 1, 1 + 1e-9], [1, 0, 1], [1, 1, 0]], dtype=torch.float64)
    return [
        case("one new token", model=cycle, ids=[0], n_new=1, end=-1),
        case("five new tokens", model=cycle, ids=[2, 0], n_new=5, end=-1),
        case("the end comes third", model=cycle, ids=[0], n_new=6, end=3),
        case("the end comes at once", model=cycle, ids=[1], n_new=6, end=2),
        case("the end is token 0", model=cycle, ids=[1], n_new=6, end=0),
        case("no new tokens", model=cycle, ids=[1], n_new=0, end=0),
        case("an end token in the prompt", model=cycle, ids=[3], n_new=3, end=3),
        case("two tokens are read, one is new", model=two, ids=[3, 1, 0], n_new=1, end=-1),
        case("a table that reads two tokens", model=two, ids=[3, 1, 0], n_new=8, end=-1),
        case(
            "a table that reads three tokens",
            model=normal(3, 3, 3, 3, seed=6),
            ids=[0, 1, 2],
            n_new=8,
            end=-1,
        ),
        case(
            "a table that reads six tokens",
            model=normal(2, 2, 2, 2, 2, 2, 2, seed=1),
            ids=[0, 1, 1, 0, 1, 0],
            n_new=6,
            end=-1,
        ),
        case("all equally likely", model=torch.ones(3, 3), ids=[2], n_new=3, end=-1),
        case(
            "the last three equally likely",
            model=torch.tensor([[0.0, 2, 2, 2], [3, 0, 0, 3], [1, 0, 1, 0], [1, 1, 1, 1]]),
            ids=[0],
            n_new=4,
            end=-1,
        ),
        case("forty equally likely", model=torch.ones(40, 40), ids=[3], n_new=2, end=-1),
        case("negative logits", model=cycle - 9, ids=[0], n_new=4, end=-1),
        case("double precision", model=near, ids=[0], n_new=1, end=-1),
    ]


@mistake("greedy", ask="The docstring asks for the new tokens: are the old ones new?")
def with_the_prompt(model, ids, n_new, end):
    return ids + given.greedy(model, ids, n_new, end)


@mistake("greedy", ask="Up to the end token: with it, or without?")
def with_the_end(model, ids, n_new, end):
    new = []
    for _ in range(n_new):
        new.append(int(given.next_logits(model, ids + new).argmax()))
        if new[-1] == end:
            break
    return new


@mistake("greedy", ask="After the second token, which text should the model have read?")
def reads_the_prompt_alone(model, ids, n_new, end):
    token = int(given.next_logits(model, ids).argmax())
    return [] if token == end else [token] * n_new


@mistake("greedy", ask="A model may read more than one token: how much of the text do you hand it?")
def reads_the_last_token_alone(model, ids, n_new, end):
    new, last = [], ids[-1]
    for _ in range(n_new):
        last = int(given.next_logits(model, [last]).argmax())
        if last == end:
            break
        new.append(last)
    return new


@mistake("greedy", ask="A model may look back beyond the new tokens: where is the prompt then?")
def forgets_the_prompt(model, ids, n_new, end):
    new = []
    for _ in range(n_new):
        token = int(given.next_logits(model, new or ids).argmax())
        if token == end:
            break
        new.append(token)
    return new


@mistake("greedy", ask="How far back may a model look?")
def reads_the_last_two_tokens(model, ids, n_new, end):
    return given.greedy(model, ids[-2:], n_new, end)


@mistake("greedy", ask="Whose list does `append` or `+=` change?")
def writes_into_the_prompt(model, ids, n_new, end):
    start = len(ids)
    for _ in range(n_new):
        token = int(given.next_logits(model, ids).argmax())
        if token == end:
            break
        ids.append(token)
    return ids[start:]


@mistake("greedy", ask="What is the end token for?")
def never_stops(model, ids, n_new, end):
    return given.greedy(model, ids, n_new, -1)


@mistake("greedy", ask="After the end token, does the text go on?")
def leaves_the_end_out_and_goes_on(model, ids, n_new, end):
    return [token for token in given.greedy(model, ids, n_new, -1) if token != end]


@mistake("greedy", ask="If n_new is 1, how many new tokens should there be?")
def one_token_too_few(model, ids, n_new, end):
    return given.greedy(model, ids, max(0, n_new - 1), end)


@mistake("greedy", ask="How often does your loop run when no new tokens are asked for?")
def one_token_too_many(model, ids, n_new, end):
    return given.greedy(model, ids, n_new + 1, end)


@mistake("greedy", ask="Does n_new count the prompt's tokens too?")
def counts_the_prompt(model, ids, n_new, end):
    return given.greedy(model, ids, max(0, n_new - len(ids)), end)


@mistake("greedy", ask="Which logit belongs to the likeliest token?")
def the_least_likely(model, ids, n_new, end):
    choose = lambda logits, text: int(logits.argmin())  # noqa: E731
    return given.write(model, ids, choose, n_new, end)


@mistake("greedy", ask="Is there any chance in greedy search?")
def draws_instead(model, ids, n_new, end):
    choose = lambda logits, text: int(logits.softmax(-1).multinomial(1))  # noqa: E731
    return given.write(model, ids, choose, n_new, end)


@mistake("greedy", ask="Of equally likely tokens, which one does the docstring want?")
def the_last_of_equals(model, ids, n_new, end):
    def choose(logits, text):
        return len(logits) - 1 - int(logits.flip(-1).argmax())

    return given.write(model, ids, choose, n_new, end)


@mistake("greedy", ask="What kind of thing is in your list: whole numbers, or tensors?")
def a_list_of_tensors(model, ids, n_new, end):
    return [torch.tensor(token) for token in given.greedy(model, ids, n_new, end)]


@mistake("greedy", ask="The docstring promises a list: what do you return?")
def a_tensor(model, ids, n_new, end):
    return torch.tensor(given.greedy(model, ids, n_new, end))


@mistake("greedy", ask="If a token was written once, may it never come again?")
def never_repeats(model, ids, n_new, end):
    def choose(logits, text):
        logits = logits.clone()
        logits[text] = -INF
        return int(logits.argmax())

    return given.write(model, ids, choose, n_new, end)


@mistake("greedy", ask="Does an end token in the prompt end the answer?")
def stops_at_an_end_in_the_prompt(model, ids, n_new, end):
    return [] if end in ids else given.greedy(model, ids, n_new, end)


@mistake("greedy", ask="In double precision two logits may differ by very little: who rounds them?")
def chooses_in_single_precision(model, ids, n_new, end):
    return given.greedy(model.float(), ids, n_new, end)


@mistake("greedy", ask="Can the likeliest token have a logit below 0?")
def starts_the_search_at_zero(model, ids, n_new, end):
    def choose(logits, text):
        best, token = 0.0, 0
        for at, logit in enumerate(logits.tolist()):
            if logit > best:
                best, token = logit, at
        return token

    return given.write(model, ids, choose, n_new, end)


@mistake("greedy", ask="How often does your loop run when no new tokens are asked for?")
def looks_at_the_number_afterwards(model, ids, n_new, end):
    new = []
    while True:
        token = int(given.next_logits(model, ids + new).argmax())
        if token == end:
            break
        new.append(token)
        if len(new) == n_new:
            break
    return new


@mistake("greedy", ask="Is token 0 a token like any other? Ask your condition.")
def no_end_of_zero(model, ids, n_new, end):
    return given.greedy(model, ids, n_new, end if end else -1)


@mistake("greedy", ask="May a model read more than one token? What does its first axis stand for?")
def looks_up_the_last_token(model, ids, n_new, end):
    new, last = [], ids[-1]
    for _ in range(n_new):
        last = int(model[last].argmax())
        if last == end:
            break
        new.append(last)
    return new


@mistake("greedy", ask="Three tokens are a short memory: how much of the text may a model need?")
def a_window_of_three(model, ids, n_new, end):
    return in_a_window(model, ids, n_new, end, 3)


@mistake("greedy", ask="Is there a number of tokens that is enough for every model?", visible=False)
def a_window_of_eight(model, ids, n_new, end):
    return in_a_window(model, ids, n_new, end, 8)


def in_a_window(model, ids, n_new, end, width):
    new = []
    for _ in range(n_new):
        token = int(given.next_logits(model, (ids + new)[-width:]).argmax())
        if token == end:
            break
        new.append(token)
    return new


@mistake("greedy", ask="Of equals, which one does `topk` give? Does it promise that?")
def by_topk(model, ids, n_new, end):
    choose = lambda logits, text: int(logits.topk(1).indices)  # noqa: E731
    return given.write(model, ids, choose, n_new, end)


@mistake("greedy", ask="Does sorting keep the order of equals if nobody asks for it?")
def by_sorting(model, ids, n_new, end):
    choose = lambda logits, text: int(logits.argsort(descending=True)[0])  # noqa: E731
    return given.write(model, ids, choose, n_new, end)


@variant("greedy")
def with_a_while_loop(model, ids, n_new, end):
    text = list(ids)
    while len(text) - len(ids) < n_new:
        logits = given.next_logits(model, text).tolist()
        token = logits.index(max(logits))
        if token == end:
            break
        text.append(token)
    return text[len(ids) :]


@variant("greedy")
def by_recursion(model, ids, n_new, end):
    def after(text, n):
        token = given.next_logits(model, text).max(-1).indices.item() if n else end
        return [] if token == end else [token, *after([*text, token], n - 1)]

    return after(ids, n_new)


# ---------------------------------------------------------------- 11.2 draw


@cases("draw")
def _():
    row = torch.tensor([1.0, 0, 2, 1])
    batch = torch.tensor([[1.0, 1, 2], [0, 3, 1]])
    return [
        case("one number", weights=torch.tensor([0.25, 0.75]), u=torch.tensor(0.3)),
        case("u is 0, the first is impossible", weights=torch.tensor([0.0, 1, 1]),
             u=torch.tensor(0.0)),
        case("weights that sum to 4", weights=row, u=torch.tensor(0.5)),
        case("u on an edge", weights=row, u=torch.tensor(0.25)),
        case("u nearly 1, the last are impossible", weights=torch.tensor([1.0, 1, 0, 0]),
             u=torch.tensor(0.999)),
        case("a number for each row", weights=batch, u=torch.tensor([0.6, 0.2])),
        case("a batch of one", weights=row[None], u=torch.tensor([0.6])),
        case("two axes in front", weights=torch.stack([batch, batch.flip(-1)]),
             u=torch.tensor([[0.1, 0.9], [0.3, 0.8]])),
        case("double precision", weights=torch.tensor([1.0, 1]).double(),
             u=torch.tensor(0.5 - 1e-12, dtype=torch.float64)),
        case("another order in memory", weights=turned(torch.stack([batch, batch.flip(-1)])),
             u=turned(torch.tensor([[0.6, 0.3], [0.1, 0.9]]))),
    ]  # fmt: skip


@mistake("draw", ask="Is an impossible token still jumped over when u lies exactly on its edge?")
def the_sum_may_equal_u(weights, u):
    running = weights.cumsum(-1)
    return (running < u[..., None] * running[..., -1:]).sum(-1)


@mistake("draw", ask="If the weights sum to 4, how far along the stick does u = 0.5 point?")
def takes_the_sum_for_one(weights, u):
    running = weights.cumsum(-1)
    return (running <= u[..., None]).sum(-1).clamp(max=weights.shape[-1] - 1)


@mistake("draw", ask="Has chance any say besides u?")
def draws_by_itself(weights, u):
    total = weights.cumsum(-1)
    return given.draw(weights, torch.rand(total.shape[:-1], dtype=weights.dtype))


@mistake("draw", ask="Does a token of probability 0.3 come three times in ten this way?")
def greedy_again(weights, u):
    return weights.argmax(-1)


@mistake("draw", ask="Are all tokens equally likely?")
def uniform(weights, u):
    return (u * weights.shape[-1]).long()


@mistake("draw", ask="From which end does the running sum run?")
def from_the_end(weights, u):
    return weights.shape[-1] - 1 - given.draw(weights.flip(-1), u)


@mistake("draw", ask="Which token is the first at which the sum passes u: this one, or the next?")
def one_too_far(weights, u):
    return (given.draw(weights, u) + 1).clamp(max=weights.shape[-1] - 1)


@mistake("draw", ask="Along which axis do the tokens of one row lie?")
def adds_along_the_first_axis(weights, u):
    running = weights.cumsum(0)
    return (running <= u[..., None] * running[..., -1:]).sum(-1)


@mistake("draw", ask="Does each row get a u of its own?")
def one_u_for_all(weights, u):
    return given.draw(weights, u.flatten()[0].expand(weights.shape[:-1]))


@mistake("draw", ask="Are the pieces of the stick as long as the weights, or as their softmax?")
def softmax_first(weights, u):
    return given.draw(weights.softmax(-1), u)


@mistake("draw", ask="Which axes should the answer have: one for the tokens too?")
def keeps_an_axis(weights, u):
    return given.draw(weights, u)[..., None]


@mistake("draw", ask="What does the docstring promise: whole numbers, or numbers with a fraction?")
def tokens_with_a_fraction(weights, u):
    return given.draw(weights, u).to(weights.dtype)


@mistake("draw", ask="Whose tensor is divided in place?")
def normalizes_in_place(weights, u):
    weights /= weights.sum(-1, keepdim=True)
    return given.draw(weights, u)


@mistake("draw", ask="Do you return which tokens the sum has passed, or the first of them?")
def all_that_pass(weights, u):
    running = weights.cumsum(-1)
    return running > u[..., None] * running[..., -1:]


@mistake("draw", ask="In double precision: were all numbers on the way as exact as the inputs?")
def draws_in_single_precision(weights, u):
    return given.draw(weights.float(), u.float())


@mistake("draw", ask="Is a heavier token first on the stick, or does each keep its place?")
def sorts_the_weights(weights, u):
    ranked = weights.sort(dim=-1, descending=True, stable=True).values
    return given.draw(ranked, u)


@mistake("draw", ask="Is the largest weight the whole length of the stick?")
def u_of_the_largest(weights, u):
    running = weights.cumsum(-1)
    place = u[..., None] * weights.amax(-1, keepdim=True)
    return (running <= place).sum(-1)


@mistake("draw", ask="What is `.item()` of a tensor that holds several numbers?")
def one_number_alone(weights, u):
    running = weights.cumsum(-1)
    place = u.item() * running[..., -1:]
    return (running <= place).sum(-1)


@mistake("draw", ask="A batch may have one row: which axes does `squeeze()` take away then?")
def squeezes_every_axis(weights, u):
    return given.draw(weights, u).squeeze()


@mistake("draw", ask="Does each row have a stick of its own?")
def one_stick_for_all(weights, u):
    running = weights.cumsum(-1)
    return (running <= u[..., None] * weights.sum()).sum(-1)


@mistake("draw", ask="The first token on the stick: first by id, or by weight?")
def a_sorted_stick(weights, u):
    ranked, order = weights.sort(dim=-1, descending=True, stable=True)
    return order.gather(-1, given.draw(ranked, u)[..., None])[..., 0]


@mistake("draw", ask="Do a tensor's numbers always lie in memory in the order of its axes?")
def views(weights, u):
    rows = weights.view(-1, weights.shape[-1])
    return given.draw(rows, u.reshape(-1)).reshape(u.shape)


@mistake("draw", ask="At u = 0, is it the first token that comes, or the last?")
def from_the_far_end(weights, u):
    return given.draw(weights, 1 - u)


@mistake("draw", ask="If no running sum lies at or before the place, which token is it?")
def one_too_early(weights, u):
    return (given.draw(weights, u) - 1).clamp(min=0)


@mistake("draw", ask="A weight of 0 must never come: is it still 0 when you add up?")
def a_little_for_everybody(weights, u):
    return given.draw(weights + 1e-12, u)


@variant("draw")
def the_first_true(weights, u):
    running = weights.cumsum(-1)
    return (running > u[..., None] * running[..., -1:]).int().argmax(-1)


@variant("draw")
def by_searching(weights, u):
    running = weights.cumsum(-1).contiguous()
    place = (u * running[..., -1])[..., None].contiguous()
    return torch.searchsorted(running, place, right=True).squeeze(-1)


@variant("draw")
def row_by_row(weights, u):
    tokens = []
    for row, one in zip(weights.reshape(-1, weights.shape[-1]), u.reshape(-1), strict=True):
        running = row.cumsum(0)
        tokens.append(next(i for i, s in enumerate(running) if s > one * running[-1]))
    return torch.tensor(tokens).reshape(u.shape)


# ---------------------------------------------------------------- 11.3 temperature


@cases("temperature")
def _():
    return [
        case("temperature 1", logits=torch.tensor([1.0, 0]), t=1.0),
        case("colder", logits=torch.tensor([2.0, 1, 0]), t=0.5),
        case("warmer", logits=torch.tensor([2.0, 1, 0]), t=2.0),
        case("temperature 0", logits=torch.tensor([0.0, 3, 1]), t=0.0),
        case("temperature 0, two alike", logits=torch.tensor([0.0, 2, 2]), t=0.0),
        case("an impossible token", logits=torch.tensor([1.0, -INF, 0]), t=0.7),
        case("temperature 1e-6", logits=torch.tensor([1e-6, 2e-6, 0]), t=1e-6),
        case("a batch", logits=normal(2, 3), t=0.5),
        case("a batch at 0", logits=normal(2, 3, seed=4), t=0.0),
        case("three axes", logits=normal(2, 2, 3, seed=1), t=1.5),
        case("large logits", logits=torch.tensor([5000.0, 4990, 0]), t=0.5),
        case("logits far below 0", logits=torch.tensor([-5000.0, -5010, -9000]), t=0.001),
        case("double precision", logits=normal(2, 4, seed=2).double(), t=0.3),
        case("double precision at 0", logits=normal(4, seed=2).double(), t=0.0),
        case("nearly alike at 0", logits=torch.tensor([5, 5 + 1e-12, 4], dtype=torch.float64),
             t=0.0),
        case("another order in memory", logits=turned(normal(2, 3, 4, seed=3)), t=1.2),
    ]  # fmt: skip


@mistake("temperature", ask="Which two numbers cannot be divided?")
def no_case_for_zero(logits, t):
    return (logits / torch.tensor(t, dtype=logits.dtype)).softmax(-1)


@mistake("temperature", ask="At temperature 2, should the odds become more even or less?")
def multiplies(logits, t):
    return given.temperature(logits, 0) if t == 0 else (logits * t).softmax(-1)


@mistake("temperature", ask="What is divided: the logits, or what the softmax made of them?")
def divides_the_probabilities(logits, t):
    if t == 0:
        return given.temperature(logits, 0)
    return over_sum(logits.softmax(-1) / t)


@mistake("temperature", ask="After dividing probabilities, do they still sum to 1?")
def divides_after_the_softmax(logits, t):
    return given.temperature(logits, 0) if t == 0 else logits.softmax(-1) / t


@mistake("temperature", ask="Along which axis do the tokens of one row lie?")
def softmax_over_the_first_axis(logits, t):
    return given.temperature(logits.transpose(0, -1), t).transpose(0, -1)


@mistake("temperature", ask="What is e to the power of 10,000 in a computer?")
def naive_exponentials(logits, t):
    return given.temperature(logits, 0) if t == 0 else over_sum((logits / t).exp())


@mistake("temperature", ask="Probabilities, or their logarithms?")
def log_probabilities(logits, t):
    return given.temperature(logits, t).log()


@mistake("temperature", ask="Which step makes probabilities of logits?")
def without_the_softmax(logits, t):
    return given.temperature(logits, 0) if t == 0 else logits / t


@mistake("temperature", ask="At 0 there is one winner in each row: do equals share?")
def equals_share_at_zero(logits, t):
    if t:
        return given.temperature(logits, t)
    return over_sum((logits == logits.amax(-1, keepdim=True)).to(logits.dtype))


@mistake("temperature", ask="At 0, is the likeliest token only nearly certain?")
def nearly_zero(logits, t):
    return (logits / max(t, 1e-2)).softmax(-1)


@mistake("temperature", ask="At 0, a token or probabilities?")
def a_token_at_zero(logits, t):
    return logits.argmax(-1) if t == 0 else (logits / t).softmax(-1)


@mistake("temperature", ask="At 0: does each row have a winner of its own?")
def one_winner_for_all(logits, t):
    if t:
        return given.temperature(logits, t)
    out = torch.zeros_like(logits)
    out.view(-1)[logits.flatten().argmax()] = 1.0
    return out


@mistake("temperature", ask="Which dtype do the logits have, and which does your answer at 0?")
def whole_numbers_at_zero(logits, t):
    if t:
        return given.temperature(logits, t)
    return torch.nn.functional.one_hot(logits.argmax(-1), logits.shape[-1])


@mistake("temperature", ask="Whose tensor does `/=` write into?")
def divides_in_place(logits, t):
    if t == 0:
        return given.temperature(logits, 0)
    logits /= t
    return logits.softmax(-1)


@mistake(
    "temperature", ask="In double precision: were all numbers on the way as exact as the inputs?"
)
def softmax_in_single_precision(logits, t):
    return given.temperature(logits.float(), t).to(logits.dtype)


@mistake("temperature", ask="Which dtype did the logits have?")
def always_float32(logits, t):
    return given.temperature(logits, t).float()


@mistake("temperature", ask="May an impossible token become possible?")
def impossible_is_only_unlikely(logits, t):
    return given.temperature(logits.clamp(min=-20), t)


@mistake("temperature", ask="Is temperature 0 the same as temperature 1?")
def zero_means_off(logits, t):
    return given.temperature(logits, t or 1.0)


@mistake("temperature", ask="Is minus infinity minus minus infinity, or times 0, a number?")
def zero_times_infinity(logits, t):
    return given.temperature(logits - logits.mean(-1, keepdim=True), t)


@mistake("temperature", ask="Is it t by which one divides, or its root?")
def divides_by_the_root(logits, t):
    return given.temperature(logits, t**0.5)


@mistake("temperature", ask="At temperature 2, should the odds become more even or less?")
def multiplies_also_at_zero(logits, t):
    return (logits * t).softmax(-1)


@mistake("temperature", ask="Along which axis do the tokens of one row lie?")
def softmax_over_the_first_axis_unless_zero(logits, t):
    return given.temperature(logits, 0) if t == 0 else (logits / t).softmax(0)


@mistake("temperature", ask="How much is one third to the power of 1000, in a computer?")
def powers_of_small_numbers(logits, t):
    return given.temperature(logits, 0) if t == 0 else over_sum(logits.softmax(-1) ** (1 / t))


@mistake("temperature", ask="Is a small temperature the same as 0?")
def small_is_zero(logits, t):
    return given.temperature(logits, 0 if t < 0.01 else t)


@mistake("temperature", ask="At 0, how many winners has a row whose likeliest two are alike?")
def each_of_equals_wins(logits, t):
    if t:
        return given.temperature(logits, t)
    return (logits == logits.amax(-1, keepdim=True)).to(logits.dtype)


@mistake("temperature", ask="At 0, which of equals does the docstring want?")
def the_last_of_equals_wins(logits, t):
    return given.temperature(logits.flip(-1), t).flip(-1)


@mistake("temperature", ask="What is divided: the logits, or what the softmax made of them?")
def softmax_of_divided_probabilities(logits, t):
    return given.temperature(logits, 0) if t == 0 else (logits.softmax(-1) / t).softmax(-1)


@mistake("temperature", ask="At 0: does each row have a winner of its own?")
def marks_whole_columns(logits, t):
    if t:
        return given.temperature(logits, t)
    out = torch.zeros_like(logits)
    out[..., logits.argmax(-1)] = 1.0
    return out


@mistake("temperature", ask="At 0, is the likeliest token only nearly certain?")
def a_millionth_for_zero(logits, t):
    return (logits / max(t, 1e-6)).softmax(-1)


@variant("temperature")
def one_hot_at_zero(logits, t):
    if t == 0:
        hot = torch.nn.functional.one_hot(logits.argmax(-1), logits.shape[-1])
        return hot.to(logits.dtype)
    return torch.softmax(logits / t, dim=-1)


@variant("temperature")
def powers_of_probabilities(logits, t):
    if t == 0:
        first = (logits == logits.amax(-1, keepdim=True)).to(logits.dtype)
        return ((first.cumsum(-1) == 1) & (first == 1)).to(logits.dtype)
    return (logits.log_softmax(-1) / t).softmax(-1)


# ---------------------------------------------------------------- 11.4 top_k


@cases("top_k")
def _():
    row = torch.tensor([0.1, 0.4, 0.2, 0.3])
    ties = torch.tensor([0.25, 0.25, 0.125, 0.25, 0.125])
    batch = torch.tensor([[0.5, 0.3, 0.2], [0.1, 0.3, 0.6]])
    return [
        case("two of four", probabilities=row, k=2),
        case("one of four", probabilities=row, k=1),
        case("k is 0: all", probabilities=row, k=0),
        case("k is all", probabilities=row, k=4),
        case("k above the vocabulary", probabilities=row, k=50),
        case("two more tie with the first", probabilities=ties, k=1),
        case("all tie", probabilities=torch.full((4,), 0.25), k=2),
        case("an impossible token", probabilities=torch.tensor([0.0, 0.75, 0.25]), k=3),
        case("two rows, each its own", probabilities=batch, k=2),
        case("two rows, k is 0", probabilities=batch, k=0),
        case("two rows, k above the vocabulary", probabilities=batch, k=5),
        case("three axes", probabilities=normal(2, 2, 4).softmax(-1), k=3),
        case("double precision", probabilities=normal(2, 4, seed=1).double().softmax(-1), k=2),
        case("nearly as likely as the second",
             probabilities=torch.tensor([0.3 - 4e-7, 0.4, 0.3 + 4e-7], dtype=torch.float64), k=2),
        case("hardly less likely than the second",
             probabilities=torch.tensor([0.3 - 1e-10, 0.4, 0.3 + 1e-10], dtype=torch.float64), k=2),
        case("a rare token",
             probabilities=torch.tensor([0.75, 1e-9, 0.25 - 1e-9, 0], dtype=torch.float64), k=3),
        case("another order in memory", probabilities=turned(normal(2, 3, 4, seed=2).softmax(-1)),
             k=2),
    ]  # fmt: skip


@mistake("top_k", ask="Do the numbers that stay sum to 1 again?")
def top_k_without_the_new_sum(probabilities, k):
    return probabilities.where(given.top_k(probabilities, k) > 0, 0.0)


@mistake("top_k", ask="What should happen to a token that is exactly as likely as the k-th?")
def exactly_k(probabilities, k):
    size = probabilities.shape[-1]
    best = probabilities.topk(min(k or size, size))
    kept = torch.zeros_like(probabilities).scatter(-1, best.indices, best.values)
    return over_sum(kept)


@mistake("top_k", ask="Is the k-th token itself among the k likeliest?")
def above_the_kth_alone(probabilities, k):
    size = probabilities.shape[-1]
    floor = probabilities.topk(min(k or size, size)).values[..., -1:]
    return over_sum(probabilities.where(probabilities > floor, 0.0))


@mistake("top_k", ask="Which end of the sorted row holds the likely tokens?")
def the_least_likely_k(probabilities, k):
    size = probabilities.shape[-1]
    ceiling = probabilities.topk(min(k or size, size), largest=False).values[..., -1:]
    return over_sum(probabilities.where(probabilities <= ceiling, 0.0))


@mistake("top_k", ask="How many likeliest tokens can a vocabulary of four have?")
def k_beyond_the_vocabulary(probabilities, k):
    floor = probabilities.topk(k or probabilities.shape[-1]).values[..., -1:]
    return over_sum(probabilities.where(probabilities >= floor, 0.0))


@mistake("top_k", ask="What does k = 0 switch off: the filter, or everything?")
def nothing_at_zero(probabilities, k):
    return given.top_k(probabilities, k) if k else torch.zeros_like(probabilities)


@mistake("top_k", ask="How many stay when k is 0?")
def one_at_zero(probabilities, k):
    return given.top_k(probabilities, max(k, 1))


@mistake("top_k", ask="Does each row have a k-th token of its own?")
def one_floor_for_all(probabilities, k):
    flat = probabilities.flatten()
    rows = len(flat) // probabilities.shape[-1]
    size = probabilities.shape[-1]
    floor = flat.topk(min(k or size, size) * rows).values[-1]
    return over_sum(probabilities.where(probabilities >= floor, 0.0))


@mistake("top_k", ask="Whose k-th token do the other rows use?")
def the_first_rows_floor(probabilities, k):
    size = probabilities.shape[-1]
    first = probabilities.reshape(-1, size)[0]
    floor = first.topk(min(k or size, size)).values[-1]
    return over_sum(probabilities.where(probabilities >= floor, 0.0))


@mistake("top_k", ask="The answer has a place for every token: where did the others go?")
def only_the_kept(probabilities, k):
    size = probabilities.shape[-1]
    return over_sum(probabilities.topk(min(k or size, size)).values)


@mistake("top_k", ask="Are probabilities with a filter put through a softmax once more?")
def softmax_of_the_kept(probabilities, k):
    size = probabilities.shape[-1]
    floor = probabilities.topk(min(k or size, size)).values[..., -1:]
    return probabilities.masked_fill(probabilities < floor, -INF).softmax(-1)


@mistake("top_k", ask="Do the kept tokens stay unequal?")
def even_among_the_kept(probabilities, k):
    return over_sum((given.top_k(probabilities, k) > 0).to(probabilities.dtype))


@mistake("top_k", ask="Whose tensor is changed by an assignment to `probabilities[...]`?")
def cuts_in_place(probabilities, k):
    kept = given.top_k(probabilities, k)
    probabilities[kept == 0] = 0.0
    return kept


@mistake("top_k", ask="Sum over which axis: that of the tokens, or all?")
def over_the_sum_of_all(probabilities, k):
    kept = probabilities.where(given.top_k(probabilities, k) > 0, 0.0)
    return kept / kept.sum()


@mistake("top_k", ask="Do the shares come back to their own tokens?")
def in_sorted_order(probabilities, k):
    ranked = probabilities.sort(dim=-1, descending=True).values
    ranked[..., k or probabilities.shape[-1] :] = 0.0
    return over_sum(ranked)


@mistake("top_k", ask="Which dtype do the inputs of this case have, and which do your outputs?")
def top_k_as_float32(probabilities, k):
    return given.top_k(probabilities.float(), k)


@mistake(
    "top_k",
    ask="In double precision: does every step on the way tell numbers apart that are nearly equal?",
)
def top_k_through_float32(probabilities, k):
    return given.top_k(probabilities.float(), k).to(probabilities.dtype)


@mistake("top_k", ask="Is a token that is cut off merely unlikely, or impossible?")
def nearly_cut(probabilities, k):
    kept = given.top_k(probabilities, k)
    return over_sum(kept.clamp(min=1e-6))


@mistake("top_k", ask="Is a rare token among the k likeliest impossible?")
def drops_rare_tokens(probabilities, k):
    kept = given.top_k(probabilities, k)
    return over_sum(kept.where(kept > 1e-5, 0.0))


@mistake("top_k", ask="With k = 1, how many tokens are left?")
def one_more(probabilities, k):
    return given.top_k(probabilities, k + 1 if k else 0)


def off_at_zero(wrong):
    """The same slip of somebody who handles k = 0 first."""

    @functools.wraps(wrong)
    def answer(probabilities, k):
        return probabilities.clone() if k == 0 else wrong(probabilities, k)

    return answer


def off_if_all_stay(wrong):
    """The same slip of somebody who handles k = 0 and a large k first."""

    @functools.wraps(wrong)
    def answer(probabilities, k):
        off = k == 0 or k >= probabilities.shape[-1]
        return probabilities.clone() if off else wrong(probabilities, k)

    return answer


@mistake("top_k", ask="Is the k-th token itself among the k likeliest?")
@off_at_zero
def above_the_kth_alone_unless_zero(probabilities, k):
    return above_the_kth_alone(probabilities, k)


@mistake("top_k", ask="Is the k-th token itself among the k likeliest?")
@off_if_all_stay
def above_the_kth_alone_unless_all_stay(probabilities, k):
    return above_the_kth_alone(probabilities, k)


@mistake("top_k", ask="Do the kept tokens stay unequal?")
@off_at_zero
def even_among_the_kept_unless_zero(probabilities, k):
    return even_among_the_kept(probabilities, k)


@mistake("top_k", ask="Do the kept tokens stay unequal?")
@off_if_all_stay
def even_among_the_kept_unless_all_stay(probabilities, k):
    return even_among_the_kept(probabilities, k)


@mistake("top_k", ask="Are probabilities with a filter put through a softmax once more?")
@off_at_zero
def softmax_of_the_kept_unless_zero(probabilities, k):
    return softmax_of_the_kept(probabilities, k)


@mistake("top_k", ask="Are probabilities with a filter put through a softmax once more?")
@off_if_all_stay
def softmax_of_the_kept_unless_all_stay(probabilities, k):
    return softmax_of_the_kept(probabilities, k)


@mistake("top_k", ask="Do the shares come back to their own tokens?")
@off_at_zero
def in_sorted_order_unless_zero(probabilities, k):
    return in_sorted_order(probabilities, k)


@mistake("top_k", ask="Do the shares come back to their own tokens?")
@off_if_all_stay
def in_sorted_order_unless_all_stay(probabilities, k):
    return in_sorted_order(probabilities, k)


@mistake("top_k", ask="The answer has a place for every token: where did the others go?")
@off_at_zero
def only_the_kept_unless_zero(probabilities, k):
    return only_the_kept(probabilities, k)


@mistake("top_k", ask="The answer has a place for every token: where did the others go?")
@off_if_all_stay
def only_the_kept_unless_all_stay(probabilities, k):
    return only_the_kept(probabilities, k)


@mistake("top_k", ask="Sum over which axis: that of the tokens, or all?")
@off_at_zero
def over_the_sum_of_all_unless_zero(probabilities, k):
    return over_the_sum_of_all(probabilities, k)


@mistake("top_k", ask="Sum over which axis: that of the tokens, or all?")
@off_if_all_stay
def over_the_sum_of_all_unless_all_stay(probabilities, k):
    return over_the_sum_of_all(probabilities, k)


@mistake("top_k", ask="k = 0 is no case for `topk(0)`: what does the docstring want then?")
def topk_of_zero(probabilities, k):
    floor = probabilities.topk(min(k, probabilities.shape[-1])).values[..., -1:]
    return over_sum(probabilities.where(probabilities >= floor, 0.0))


@mistake("top_k", ask="What should happen when k is 0, or more than there are tokens?")
def topk_of_any_k(probabilities, k):
    floor = probabilities.topk(k).values[..., -1:]
    return over_sum(probabilities.where(probabilities >= floor, 0.0))


@mistake("top_k", ask="Of a batch, what does `len(...)` count: rows or tokens?")
def rows_for_tokens(probabilities, k):
    size = probabilities.shape[-1]
    return given.top_k(probabilities, min(k or len(probabilities), size))


@mistake("top_k", ask="Of a batch, what does `len(...)` count: rows or tokens?")
def at_most_the_rows(probabilities, k):
    size = len(probabilities)
    return given.top_k(probabilities, min(k or size, size))


@mistake("top_k", ask="Of a batch, what does `numel()` count?")
def numbers_for_tokens(probabilities, k):
    n = min(k, probabilities.numel()) or probabilities.shape[-1]
    floor = probabilities.topk(n).values[..., -1:]
    return over_sum(probabilities.where(probabilities >= floor, 0.0))


@mistake("top_k", ask="Is a token that is only nearly as likely as the k-th among those that stay?")
def keeps_the_nearly_equal(probabilities, k):
    size = probabilities.shape[-1]
    floor = probabilities.topk(min(k or size, size)).values[..., -1:]
    return over_sum(probabilities.where(probabilities >= floor - 1e-6, 0.0))


@mistake("top_k", ask="Do a tensor's numbers always lie in memory in the order of its axes?")
def views_of_probabilities(probabilities, k):
    rows = probabilities.view(-1, probabilities.shape[-1])
    return given.top_k(rows, k).reshape(probabilities.shape)


@mistake("top_k", ask="Of a batch, what does `len(...)` count: rows or tokens?")
@off_at_zero
def at_most_the_rows_unless_zero(probabilities, k):
    return at_most_the_rows(probabilities, k)


@mistake("top_k", ask="Which end of the sorted row holds the likely tokens?")
@off_at_zero
def a_floor_from_the_other_end(probabilities, k):
    least = probabilities.topk(min(k, probabilities.shape[-1]), largest=False).values
    return over_sum(probabilities.where(probabilities >= least[..., -1:], 0.0))


@mistake("top_k", ask="Are the first k ids the k likeliest?")
@off_at_zero
def the_first_ids(probabilities, k):
    kept = probabilities.clone()
    kept[..., k:] = 0.0
    return over_sum(kept)


@mistake("top_k", ask="Does each row have a k-th token of its own?")
def the_lowest_floor_for_all(probabilities, k):
    size = probabilities.shape[-1]
    floor = probabilities.topk(min(k or size, size)).values.min()
    return over_sum(probabilities.where(probabilities >= floor, 0.0))


@mistake("top_k", ask="Along which axis must the numbers sum to 1?")
def over_the_sum_of_the_first_axis(probabilities, k):
    kept = probabilities.where(given.top_k(probabilities, k) > 0, 0.0)
    return kept / kept.sum(0, keepdim=True)


@variant("top_k")
def by_rank(probabilities, k):
    above = (probabilities[..., None, :] > probabilities[..., :, None]).sum(-1)
    kept = probabilities * (above < (k or probabilities.shape[-1]))
    return kept / kept.sum(-1, keepdim=True)


@variant("top_k")
def by_kthvalue(probabilities, k):
    size = probabilities.shape[-1]
    if k == 0 or k >= size:
        return over_sum(probabilities)
    floor = probabilities.kthvalue(size - k + 1, dim=-1, keepdim=True).values
    return over_sum(probabilities.masked_fill(probabilities < floor, 0))


# ---------------------------------------------------------------- 11.5 top_p


@cases("top_p")
def _():
    row = torch.tensor([0.125, 0.5, 0.25, 0.0625, 0.0625])
    ties = torch.tensor([0.25, 0.125, 0.25, 0.25, 0.125])
    batch = torch.tensor([[0.75, 0.125, 0.125], [0.25, 0.25, 0.5]])
    tail = torch.tensor([1e-9, 0.5, 0.5, 1e-9])
    return [
        case("p is 0.6", probabilities=row, p=0.6),
        case("p reached exactly", probabilities=row, p=0.75),
        case("a tiny p", probabilities=row, p=0.01),
        case("p is 1", probabilities=row, p=1.0),
        case("p is 1, a tiny tail", probabilities=tail, p=1.0),
        case("p is 0.9995", probabilities=torch.tensor([0.00025, 0.9, 0.09975]), p=0.9995),
        case("equals at the edge", probabilities=ties, p=0.5),
        case("thirty-two equals", probabilities=torch.full((32,), 1 / 32), p=0.5),
        case("thirty-two equals, a tiny p", probabilities=torch.full((32,), 1 / 32), p=0.01),
        case("two rows, each its own", probabilities=batch, p=0.7),
        case("an impossible token", probabilities=torch.tensor([0.75, 0, 0.25]), p=0.9),
        case("three axes", probabilities=normal(2, 2, 4).softmax(-1), p=0.8),
        case("double precision", probabilities=normal(2, 5, seed=1).double().softmax(-1), p=0.83),
        case("double precision at the edge",
             probabilities=torch.tensor([0.25 - 1e-12, 0.5, 0.25 + 1e-12], dtype=torch.float64),
             p=0.75),
        case("p nearly reached",
             probabilities=torch.tensor([0.25 + 4e-7, 0.45, 0.3 - 4e-7], dtype=torch.float64),
             p=0.75),
        case("p hardly missed",
             probabilities=torch.tensor([0.25 + 1e-10, 0.45, 0.3 - 1e-10], dtype=torch.float64),
             p=0.75),
        case("p passed by little",
             probabilities=torch.tensor([0.25 - 4e-7, 0.45, 0.3 + 4e-7], dtype=torch.float64),
             p=0.75),
        case("another order in memory", probabilities=turned(normal(2, 3, 4, seed=2).softmax(-1)),
             p=0.7),
    ]  # fmt: skip


def nucleus(probabilities, keep, p):
    """Keep sorted tokens by a rule on (running sum, probability), and put them back."""
    ranked, order = probabilities.sort(dim=-1, descending=True, stable=True)
    kept = ranked * keep(ranked.cumsum(-1), ranked)
    if p == 1:
        kept = ranked
    return over_sum(torch.zeros_like(kept).scatter(-1, order, kept))


@mistake("top_p", ask="If the likeliest token alone has more than p, what is left?")
def below_p_alone(probabilities, p):
    return nucleus(probabilities, lambda running, each: running <= p, p)


@mistake("top_p", ask="Does the token that crosses the line stay, if nothing else does?")
def below_p_but_at_least_one(probabilities, p):
    return nucleus(probabilities, lambda running, each: (running <= p) | (running == each), p)


@mistake("top_p", ask="When the sum is p exactly, is one more needed?")
def one_more_when_exact(probabilities, p):
    return nucleus(probabilities, lambda running, each: running - each <= p, p)


@mistake("top_p", ask="Do the numbers that stay sum to 1 again?")
def top_p_without_the_new_sum(probabilities, p):
    return probabilities.where(given.top_p(probabilities, p) > 0, 0.0)


@mistake("top_p", ask="From which end are the tokens taken?")
def from_the_unlikely_end(probabilities, p):
    ranked, order = probabilities.sort(dim=-1, stable=True)
    kept = ranked * (ranked.cumsum(-1) - ranked < p)
    return over_sum(torch.zeros_like(kept).scatter(-1, order, kept))


@mistake("top_p", ask="Is the row in order before you add it up?")
def without_sorting(probabilities, p):
    before = probabilities.cumsum(-1) - probabilities
    return over_sum(probabilities * (before < p))


@mistake("top_p", ask="Is p a floor for each token's own probability?")
def a_floor_for_each(probabilities, p):
    kept = probabilities.where(probabilities >= p, 0.0)
    return over_sum(kept)


@mistake("top_p", ask="Is p a share of the likeliest token's probability?")
def min_p(probabilities, p):
    return over_sum(
        probabilities.where(probabilities >= p * probabilities.amax(-1, keepdim=True), 0.0)
    )


@mistake("top_p", ask="Are the kept numbers back at their own tokens' places?")
def stays_sorted(probabilities, p):
    return given.top_p(probabilities, p).sort(dim=-1, descending=True).values


@mistake("top_p", ask="`order` says where each sorted number came from: gather, or scatter?")
def gathers_instead_of_scattering(probabilities, p):
    ranked, order = probabilities.sort(dim=-1, descending=True, stable=True)
    kept = ranked * (ranked.cumsum(-1) - ranked < p)
    return over_sum((kept if p < 1 else ranked).gather(-1, order))


@mistake("top_p", ask="Can a running sum be rounded to 1 before the last token?", visible=False)
def no_case_for_one(probabilities, p):
    ranked, order = probabilities.sort(dim=-1, descending=True, stable=True)
    kept = ranked * (ranked.cumsum(-1) - ranked < p)
    return over_sum(torch.zeros_like(kept).scatter(-1, order, kept))


@mistake("top_p", ask="Of equals at the edge, do all stay, or as few as are needed?")
def keeps_all_equals(probabilities, p):
    kept = given.top_p(probabilities, p)
    floor = probabilities.where(kept > 0, 2.0).amin(-1, keepdim=True)
    return over_sum(probabilities.where(probabilities >= floor, 0.0))


@mistake("top_p", ask="Does `sort` keep the order of equals if nobody asks it to?")
def an_unstable_order(probabilities, p):
    if p == 1:
        return probabilities.clone()
    ranked, order = probabilities.sort(dim=-1, descending=True)
    kept = ranked * (ranked.cumsum(-1) - ranked < p)
    return over_sum(torch.zeros_like(kept).scatter(-1, order, kept))


@mistake("top_p", ask="If several are the likeliest, how many of them does a tiny p need?")
def all_the_likeliest_for_a_tiny_p(probabilities, p):
    return given.top_p(probabilities, p) if p >= 0.1 else given.top_k(probabilities, 1)


@mistake("top_p", ask="Of equals, which id comes first?")
def the_last_of_equals_first(probabilities, p):
    return given.top_p(probabilities.flip(-1), p).flip(-1)


@mistake("top_p", ask="Does each row decide for itself how many stay?")
def one_number_for_all_rows(probabilities, p):
    n = int((given.top_p(probabilities, p) > 0).sum(-1).amax())
    ranked, order = probabilities.sort(dim=-1, descending=True, stable=True)
    kept = ranked.clone()
    kept[..., n:] = 0
    return over_sum(torch.zeros_like(kept).scatter(-1, order, kept))


@mistake("top_p", ask="Along which axis is the running sum?")
def sums_along_the_first_axis(probabilities, p):
    ranked, order = probabilities.sort(dim=-1, descending=True, stable=True)
    kept = ranked * (ranked.cumsum(0) - ranked < p)
    kept = ranked if p == 1 else kept
    return over_sum(torch.zeros_like(kept).scatter(-1, order, kept))


@mistake("top_p", ask="Are these probabilities already, or logits?")
def softmax_before(probabilities, p):
    return given.top_p(probabilities.softmax(-1), p)


@mistake("top_p", ask="Whose tensor is changed by an assignment to `probabilities[...]`?")
def top_p_in_place(probabilities, p):
    kept = given.top_p(probabilities, p)
    probabilities[kept == 0] = 0.0
    return kept


@mistake("top_p", ask="Which dtype do the inputs of this case have, and which do your outputs?")
def top_p_as_float32(probabilities, p):
    return given.top_p(probabilities.float(), p)


@mistake(
    "top_p",
    ask="In double precision: does every step on the way tell numbers apart that are nearly equal?",
)
def top_p_through_float32(probabilities, p):
    return given.top_p(probabilities.float(), p).to(probabilities.dtype)


@mistake("top_p", ask="Is a token that is cut off merely unlikely, or impossible?")
def nearly_cut_off(probabilities, p):
    return over_sum(given.top_p(probabilities, p).clamp(min=1e-6))


@mistake("top_p", ask="Do the kept tokens stay unequal?")
def even_in_the_nucleus(probabilities, p):
    return over_sum((given.top_p(probabilities, p) > 0).to(probabilities.dtype))


@mistake("top_p", ask="Is the sum that reaches p that of all rows together?")
def over_the_sum_of_all_rows(probabilities, p):
    kept = probabilities.where(given.top_p(probabilities, p) > 0, 0.0)
    return kept / kept.sum()


def off_at_one(wrong):
    """The same slip of somebody who handles p = 1 first."""

    @functools.wraps(wrong)
    def answer(probabilities, p):
        return probabilities.clone() if p == 1 else wrong(probabilities, p)

    return answer


@mistake("top_p", ask="Is p a floor for each token's own probability?")
@off_at_one
def a_floor_for_each_unless_off(probabilities, p):
    return a_floor_for_each(probabilities, p)


@mistake("top_p", ask="Is p a share of the likeliest token's probability?")
@off_at_one
def min_p_unless_off(probabilities, p):
    return min_p(probabilities, p)


@mistake("top_p", ask="Are the kept numbers back at their own tokens' places?")
@off_at_one
def stays_sorted_unless_off(probabilities, p):
    return stays_sorted(probabilities, p)


@mistake("top_p", ask="`order` says where each sorted number came from: gather, or scatter?")
@off_at_one
def gathers_instead_of_scattering_unless_off(probabilities, p):
    return gathers_instead_of_scattering(probabilities, p)


@mistake("top_p", ask="Are these probabilities already, or logits?")
@off_at_one
def softmax_before_unless_off(probabilities, p):
    return softmax_before(probabilities, p)


@mistake("top_p", ask="Do the kept tokens stay unequal?")
@off_at_one
def even_in_the_nucleus_unless_off(probabilities, p):
    return even_in_the_nucleus(probabilities, p)


@mistake("top_p", ask="If the likeliest token alone has p or more, what is left?")
def strictly_below_p(probabilities, p):
    ranked, order = probabilities.sort(dim=-1, descending=True, stable=True)
    kept = ranked * (ranked.cumsum(-1) < p)
    return over_sum(torch.zeros_like(kept).scatter(-1, order, kept))


@mistake("top_p", ask="If the likeliest token alone has p or more, what is left?")
@off_at_one
def strictly_below_p_unless_off(probabilities, p):
    return strictly_below_p(probabilities, p)


@mistake("top_p", ask="Does the token that crosses the line stay, if others do?")
def strictly_below_p_but_at_least_one(probabilities, p):
    return nucleus(probabilities, lambda running, each: (running < p) | (running == each), p)


@mistake("top_p", ask="What do the kept numbers sum to: p, or a little more?")
def divides_by_p(probabilities, p):
    return probabilities.where(given.top_p(probabilities, p) > 0, 0.0) / p


@mistake("top_p", ask="Which p alone switches the filter off?")
def nearly_one_is_off(probabilities, p):
    return given.top_p(probabilities, 1.0 if p > 0.99 else p)


@mistake("top_p", ask="Has a sum reached p when it is only nearly p?")
def nearly_reached_is_reached(probabilities, p):
    return nucleus(probabilities, lambda running, each: running - each < p - 1e-6, p)


@mistake("top_p", ask="Is one more needed when the sum is a little above p?")
def one_more_when_nearly_exact(probabilities, p):
    return nucleus(probabilities, lambda running, each: running - each < p + 1e-6, p)


@mistake("top_p", ask="Do a tensor's numbers always lie in memory in the order of its axes?")
def views_of_shares(probabilities, p):
    rows = probabilities.view(-1, probabilities.shape[-1])
    return given.top_p(rows, p).reshape(probabilities.shape)


@mistake("top_p", ask="Two sums that are nearly equal: does each step on the way tell them apart?")
def hardly_missed_is_reached(probabilities, p):
    return nucleus(probabilities, lambda running, each: running - each < p - 1e-9, p)


@mistake("top_p", ask="The token that crosses the line stays: and the one after it?")
@off_at_one
def one_more_than_needed(probabilities, p):
    ranked, order = probabilities.sort(dim=-1, descending=True, stable=True)
    n = (ranked.cumsum(-1) < p).sum(-1, keepdim=True) + 2
    kept = ranked * (torch.arange(ranked.shape[-1]) < n)
    return over_sum(torch.zeros_like(kept).scatter(-1, order, kept))


@mistake("top_p", ask="Along which axis do the tokens of one row lie?")
@off_at_one
def sorts_along_the_first_axis(probabilities, p):
    ranked, order = probabilities.sort(dim=0, descending=True, stable=True)
    kept = ranked * (ranked.cumsum(-1) - ranked < p)
    return over_sum(torch.zeros_like(kept).scatter(-1, order, kept))


@mistake("top_p", ask="Whose order do the other rows use?")
@off_at_one
def the_first_rows_order(probabilities, p):
    flat = probabilities.reshape(-1, probabilities.shape[-1])
    order = flat[0].argsort(descending=True, stable=True).expand_as(flat)
    ranked = flat.gather(-1, order)
    kept = ranked * (ranked.cumsum(-1) - ranked < p)
    return over_sum(torch.zeros_like(kept).scatter(-1, order, kept)).reshape(probabilities.shape)


@variant("top_p")
def token_by_token(probabilities, p):
    rows = []
    for row in probabilities.reshape(-1, probabilities.shape[-1]):
        kept, total = torch.zeros_like(row), torch.zeros((), dtype=row.dtype)
        ids = sorted(range(len(row)), key=lambda i: (-row[i].item(), i))
        for i in ids:
            if p < 1 and total >= p:
                break
            kept[i] = row[i]
            total = total + row[i]
        rows.append(kept / kept.sum())
    return torch.stack(rows).reshape(probabilities.shape)


@variant("top_p")
def with_a_shifted_sum(probabilities, p):
    ranked, order = torch.sort(probabilities, dim=-1, descending=True, stable=True)
    before = torch.cat([torch.zeros_like(ranked[..., :1]), ranked.cumsum(-1)[..., :-1]], dim=-1)
    cut = (before >= p) if p < 1 else torch.zeros_like(before, dtype=torch.bool)
    kept = probabilities.masked_fill(cut.gather(-1, order.argsort(-1)), 0)
    return kept / kept.sum(-1, keepdim=True)


# ---------------------------------------------------------------- 11.6 next_probabilities


@cases("next_probabilities")
def _():
    row = torch.tensor([2.0, 1.5, 1, 0, -1])
    off = dict(k=0, p=1.0)
    return [
        case("nothing but the softmax", logits=row, t=1.0, **off, temperature_last=False),
        case("temperature alone", logits=row, t=2.0, **off, temperature_last=False),
        case("temperature alone, last", logits=row, t=2.0, **off, temperature_last=True),
        case("top-k alone", logits=row, t=1.0, k=2, p=1.0, temperature_last=False),
        case("top-k alone, temperature last", logits=row, t=1.0, k=2, p=1.0,
             temperature_last=True),
        case("hot, top-p", logits=row, t=3.0, k=0, p=0.8, temperature_last=False),
        case("hot, top-p, temperature last", logits=row, t=3.0, k=0, p=0.8, temperature_last=True),
        case("top-p of what top-k left", logits=row, t=1.0, k=3, p=0.8, temperature_last=False),
        case("all three", logits=row, t=1.5, k=4, p=0.7, temperature_last=False),
        case("all three, temperature last", logits=row, t=1.5, k=4, p=0.7, temperature_last=True),
        case("very hot, top-k, temperature last", logits=row, t=50.0, k=2, p=1.0,
             temperature_last=True),
        case("temperature 0", logits=row, t=0.0, k=3, p=0.9, temperature_last=False),
        case("temperature 0, last", logits=row, t=0.0, k=3, p=0.9, temperature_last=True),
        case("an impossible token", logits=torch.tensor([1.0, -INF, 0]), t=2.0, **off,
             temperature_last=True),
        case("a batch", logits=normal(2, 5, seed=1), t=0.6, k=4, p=0.85, temperature_last=True),
        case("double precision", logits=normal(5, seed=2).double(), t=1.3, k=4, p=0.8,
             temperature_last=True),
        case("another order in memory", logits=turned(normal(2, 3, 4, seed=3)), t=1.4, k=3, p=0.8,
             temperature_last=False),
    ]  # fmt: skip


@mistake("next_probabilities", ask="With temperature_last, what do the filters see?")
def always_first(logits, t, k, p, temperature_last):
    return given.next_probabilities(logits, t, k, p, False)


@mistake("next_probabilities", ask="Without temperature_last, what do the filters see?")
def always_last(logits, t, k, p, temperature_last):
    return given.next_probabilities(logits, t, k, p, True)


@mistake("next_probabilities", ask="Which of the two branches is which?")
def orders_exchanged(logits, t, k, p, temperature_last):
    return given.next_probabilities(logits, t, k, p, not temperature_last)


@mistake("next_probabilities", ask="Which filter comes first?")
def top_p_before_top_k(logits, t, k, p, temperature_last):
    shares = logits.softmax(-1) if temperature_last else given.temperature(logits, t)
    kept = given.top_k(given.top_p(shares, p), k)
    return given.temperature(kept.log(), t) if temperature_last else kept


@mistake("next_probabilities", ask="Temperature takes logits: are probabilities logits?")
def heats_probabilities(logits, t, k, p, temperature_last):
    if not temperature_last:
        return given.next_probabilities(logits, t, k, p, False)
    return given.temperature(given.top_p(given.top_k(logits.softmax(-1), k), p), t)


@mistake(
    "next_probabilities", ask="If the logarithm of 0 is replaced, is what was cut still impossible?"
)
def a_small_number_before_the_log(logits, t, k, p, temperature_last):
    if not temperature_last:
        return given.next_probabilities(logits, t, k, p, False)
    kept = given.top_p(given.top_k(logits.softmax(-1), k), p)
    return given.temperature((kept + 1e-6).log(), t)


@mistake("next_probabilities", ask="How many times is the temperature applied?")
def heats_twice(logits, t, k, p, temperature_last):
    kept = given.top_p(given.top_k(given.temperature(logits, t), k), p)
    return given.temperature(kept.log(), t) if temperature_last else kept


@mistake("next_probabilities", ask="Where does k come in?")
def forgets_top_k(logits, t, k, p, temperature_last):
    return given.next_probabilities(logits, t, 0, p, temperature_last)


@mistake("next_probabilities", ask="Where does p come in?")
def forgets_top_p(logits, t, k, p, temperature_last):
    return given.next_probabilities(logits, t, k, 1.0, temperature_last)


@mistake("next_probabilities", ask="Where does the temperature come in when it is last?")
def no_temperature_at_the_end(logits, t, k, p, temperature_last):
    return given.next_probabilities(logits, 1.0 if temperature_last else t, k, p, False)


@mistake("next_probabilities", ask="The filters take probabilities: what did you hand them?")
def filters_the_logits(logits, t, k, p, temperature_last):
    kept = given.top_p(given.top_k(logits, k), p)
    return given.temperature(kept, t)


@mistake("next_probabilities", ask="What does temperature 0 mean when it comes last?")
def zero_is_off_at_the_end(logits, t, k, p, temperature_last):
    if temperature_last and t == 0:
        return given.next_probabilities(logits, 1.0, k, p, True)
    return given.next_probabilities(logits, t, k, p, temperature_last)


@mistake("next_probabilities", ask="Probabilities, or a token?")
def a_token_instead(logits, t, k, p, temperature_last):
    return given.next_probabilities(logits, t, k, p, temperature_last).argmax(-1)


@mistake("next_probabilities", ask="Along which axis do the tokens lie in a batch?")
def softmax_along_the_batch(logits, t, k, p, temperature_last):
    if not temperature_last:
        return given.next_probabilities(logits, t, k, p, False)
    kept = given.top_p(given.top_k(over_sum(logits.softmax(0)), k), p)
    return given.temperature(kept.log(), t)


@mistake("next_probabilities", ask="Which dtype did the logits have?")
def combined_as_float32(logits, t, k, p, temperature_last):
    return given.next_probabilities(logits.float(), t, k, p, temperature_last)


@mistake(
    "next_probabilities",
    ask="In double precision: were all numbers on the way as exact as the inputs?",
)
def combined_through_float32(logits, t, k, p, temperature_last):
    found = given.next_probabilities(logits.float(), t, k, p, temperature_last)
    return found.to(logits.dtype)


@mistake("next_probabilities", ask="Whose tensor is filled with -inf?")
def fills_the_logits(logits, t, k, p, temperature_last):
    found = given.next_probabilities(logits, t, k, p, temperature_last)
    logits[found == 0] = -INF
    return found


@mistake("next_probabilities", ask="Where does k come in when the temperature is first?")
def forgets_top_k_after_the_heat(logits, t, k, p, temperature_last):
    return given.next_probabilities(logits, t, k if temperature_last else 0, p, temperature_last)


@mistake("next_probabilities", ask="Where does k come in when the temperature is last?")
def forgets_top_k_before_the_heat(logits, t, k, p, temperature_last):
    return given.next_probabilities(logits, t, 0 if temperature_last else k, p, temperature_last)


@mistake("next_probabilities", ask="Where does p come in when the temperature is first?")
def forgets_top_p_after_the_heat(logits, t, k, p, temperature_last):
    return given.next_probabilities(logits, t, k, p if temperature_last else 1.0, temperature_last)


@mistake("next_probabilities", ask="Where does p come in when the temperature is last?")
def forgets_top_p_before_the_heat(logits, t, k, p, temperature_last):
    return given.next_probabilities(logits, t, k, 1.0 if temperature_last else p, temperature_last)


@mistake("next_probabilities", ask="The filters take probabilities: what did you hand them?")
def filters_the_logits_at_the_end(logits, t, k, p, temperature_last):
    if not temperature_last:
        return given.next_probabilities(logits, t, k, p, False)
    return given.temperature(given.top_p(given.top_k(logits, k), p), t)


@mistake("next_probabilities", ask="The filters take probabilities: what did you hand them?")
def filters_the_logits_and_takes_logarithms(logits, t, k, p, temperature_last):
    if not temperature_last:
        return given.next_probabilities(logits, t, k, p, False)
    return given.temperature(given.top_p(given.top_k(logits, k), p).log(), t)


@mistake("next_probabilities", ask="What does temperature 0 mean, and what is x / 0?")
def divides_by_zero_at_the_end(logits, t, k, p, temperature_last):
    if not temperature_last:
        return given.next_probabilities(logits, t, k, p, False)
    kept = given.top_p(given.top_k(logits.softmax(-1), k), p)
    return (kept.log() / t).softmax(-1)


@mistake("next_probabilities", ask="What does temperature 0 mean, and what is x / 0?")
def divides_by_zero(logits, t, k, p, temperature_last):
    if temperature_last:
        kept = given.top_p(given.top_k(logits.softmax(-1), k), p)
        return (kept.log() / t).softmax(-1)
    return given.top_p(given.top_k((logits / t).softmax(-1), k), p)


@mistake("next_probabilities", ask="At temperature 2, should the shares become more even or less?")
def powers_the_wrong_way(logits, t, k, p, temperature_last):
    if not temperature_last:
        return given.next_probabilities(logits, t, k, p, False)
    return over_sum(given.top_p(given.top_k(logits.softmax(-1), k), p) ** t)


@mistake("next_probabilities", ask="At which temperature is there no 1 / t?")
def powers_without_a_case_for_zero(logits, t, k, p, temperature_last):
    if not temperature_last:
        return given.next_probabilities(logits, t, k, p, False)
    return over_sum(given.top_p(given.top_k(logits.softmax(-1), k), p) ** (1 / t))


@mistake(
    "next_probabilities", ask="In great heat, what comes of a token that was cut to nearly nothing?"
)
def a_tiny_number_before_the_log(logits, t, k, p, temperature_last):
    if not temperature_last:
        return given.next_probabilities(logits, t, k, p, False)
    kept = given.top_p(given.top_k(logits.softmax(-1), k), p)
    return given.temperature((kept + 1e-12).log(), t)


@variant("next_probabilities")
def with_powers(logits, t, k, p, temperature_last):
    shares = given.temperature(logits, 1.0 if temperature_last else t)
    kept = given.top_p(given.top_k(shares, k), p)
    if not temperature_last:
        return kept
    if t == 0:
        return given.temperature(kept, 0)
    raised = (kept / kept.amax(-1, keepdim=True)) ** (1 / t)
    return raised / raised.sum(-1, keepdim=True)


@variant("next_probabilities")
def masks_the_logits(logits, t, k, p, temperature_last):
    shares = logits.softmax(-1) if temperature_last else given.temperature(logits, t)
    kept = given.top_p(given.top_k(shares, k), p)
    return given.temperature(logits.masked_fill(kept == 0, -INF), t)


# ---------------------------------------------------------------- 11.7 penalize


@cases("penalize")
def _():
    row = torch.tensor([[2.0, -2, 1, 0]])
    two = torch.tensor([[1.0, 2, 3], [1, 2, 3]])
    both = dict(repetition=2.0, frequency=0.5)
    return [
        case("one token, above 0", logits=row, ids=torch.tensor([[0]]), repetition=2.0,
             frequency=0.0),
        case("one token, below 0", logits=row, ids=torch.tensor([[1]]), repetition=2.0,
             frequency=0.0),
        case("written three times", logits=row, ids=torch.tensor([[0, 0, 2, 0]]), repetition=2.0,
             frequency=0.0),
        case("frequency alone", logits=row, ids=torch.tensor([[0, 0, 2, 0]]), repetition=1.0,
             frequency=0.5),
        case("both", logits=row, ids=torch.tensor([[0, 0, 1, 3]]), **both),
        case("factors below 1 encourage", logits=row, ids=torch.tensor([[0, 1, 1]]),
             repetition=0.5, frequency=-0.5),
        case("each text its own", logits=two, ids=torch.tensor([[0, 0], [2, 1]]), **both),
        case("no text", logits=row, ids=torch.zeros(1, 0, dtype=torch.long), **both),
        case("an impossible token", logits=torch.tensor([[-INF, 1.0]]), ids=torch.tensor([[0, 1]]),
             **both),
        case("double precision", logits=normal(2, 4, seed=1).double(),
             ids=torch.tensor([[1, 1, 2], [3, 0, 3]]), repetition=1.3, frequency=0.1),
        case("other tokens in each text", logits=normal(2, 4, seed=3),
             ids=torch.tensor([[0, 1], [3, 3]]), **both),
        case("another order in memory", logits=turned(normal(2, 4, seed=2)),
             ids=turned(torch.tensor([[1, 1, 2], [3, 0, 3]])), repetition=1.3, frequency=0.1),
    ]  # fmt: skip


def counted(logits, ids):
    return torch.zeros_like(logits).scatter_add(-1, ids, torch.ones_like(ids).to(logits))


def weakened(logits, repetition):
    return torch.where(logits > 0, logits / repetition, logits * repetition)


@mistake("penalize", ask="What does dividing -2 by 2 do to the token: less likely, or more?")
def divides_all(logits, ids, repetition, frequency):
    count = counted(logits, ids)
    return torch.where(count > 0, logits / repetition, logits) - frequency * count


@mistake("penalize", ask="Above 0 or below 0: which is divided?")
def the_wrong_way_round(logits, ids, repetition, frequency):
    count = counted(logits, ids)
    weaker = torch.where(logits < 0, logits / repetition, logits * repetition)
    return torch.where(count > 0, weaker, logits) - frequency * count


@mistake("penalize", ask="A token was written three times: how often is its logit divided?")
def once_for_each_time(logits, ids, repetition, frequency):
    count = counted(logits, ids)
    factor = torch.where(logits > 0, repetition**-count, repetition**count)
    return torch.where(count > 0, logits * factor, logits) - frequency * count


@mistake("penalize", ask="A token was written three times: how often is the frequency penalty due?")
def frequency_once(logits, ids, repetition, frequency):
    count = counted(logits, ids)
    weaker = weakened(logits, repetition)
    return torch.where(count > 0, weaker, logits) - frequency * (count > 0)


@mistake("penalize", ask="Which of the two penalties comes first?")
def subtracts_first(logits, ids, repetition, frequency):
    count = counted(logits, ids)
    lower = logits - frequency * count
    return torch.where(count > 0, weakened(lower, repetition), lower)


@mistake("penalize", ask="What happens to tokens that were never written?")
def weakens_all(logits, ids, repetition, frequency):
    return weakened(logits, repetition) - frequency * counted(logits, ids)


@mistake("penalize", ask="Which tokens are penalized: those in the text, or the others?")
def penalizes_the_new(logits, ids, repetition, frequency):
    count = counted(logits, ids)
    return torch.where(count > 0, logits, weakened(logits, repetition)) - frequency * count


@mistake("penalize", ask="Is frequency taken away, or added?")
def adds_the_frequency(logits, ids, repetition, frequency):
    count = counted(logits, ids)
    return torch.where(count > 0, weakened(logits, repetition), logits) + frequency * count


@mistake("penalize", ask="Where does `frequency` come in?")
def forgets_frequency(logits, ids, repetition, frequency):
    return given.penalize(logits, ids, repetition, 0.0)


@mistake("penalize", ask="Where does `repetition` come in?")
def forgets_repetition(logits, ids, repetition, frequency):
    return given.penalize(logits, ids, 1.0, frequency)


@mistake("penalize", ask="Does what one text wrote count against the other?")
def one_text_for_all(logits, ids, repetition, frequency):
    everyone = ids.reshape(1, -1).expand(len(ids), -1)
    return given.penalize(logits, everyone, repetition, frequency)


@mistake("penalize", ask="Whose text do the other rows use?")
def the_first_text_for_all(logits, ids, repetition, frequency):
    return given.penalize(logits, ids[:1].expand_as(ids), repetition, frequency)


@mistake("penalize", ask="Does `logits[ids]` pick tokens, or rows?")
def indexes_rows(logits, ids, repetition, frequency):
    out = logits.clone()
    for row in ids:
        out[:, row] = weakened(logits[:, row], repetition)
    return out - frequency * counted(logits, ids)


@mistake("penalize", ask="Only the last token, or the whole text?")
def the_last_token_alone(logits, ids, repetition, frequency):
    return given.penalize(logits, ids[:, -1:], repetition, frequency)


@mistake("penalize", ask="Whose tensor is changed in place?")
def penalizes_in_place(logits, ids, repetition, frequency):
    logits.copy_(given.penalize(logits, ids, repetition, frequency))
    return logits


@mistake("penalize", ask="Logits, or probabilities?")
def probabilities_instead(logits, ids, repetition, frequency):
    return given.penalize(logits, ids, repetition, frequency).softmax(-1)


@mistake("penalize", ask="Penalized, or forbidden?")
def forbids_repetition(logits, ids, repetition, frequency):
    return logits.masked_fill(counted(logits, ids) > 0, -INF)


@mistake("penalize", ask="Is a penalty a factor here, or something to subtract?")
def subtracts_the_repetition(logits, ids, repetition, frequency):
    count = counted(logits, ids)
    return torch.where(count > 0, logits - (repetition - 1), logits) - frequency * count


@mistake("penalize", ask="Which dtype did the logits have?")
def penalized_as_float32(logits, ids, repetition, frequency):
    return given.penalize(logits.float(), ids, repetition, frequency)


@mistake(
    "penalize",
    ask="In double precision: were all numbers on the way as exact as the logits, also those that "
    "torch made of Python's own?",
)
def factors_in_single_precision(logits, ids, repetition, frequency):
    count = counted(logits, ids)
    factor = torch.where(logits > 0, 1 / repetition, repetition)
    return torch.where(count > 0, logits * factor, logits) - frequency * count


@mistake("penalize", ask="What is minus infinity times 0?")
def infinity_times_zero(logits, ids, repetition, frequency):
    count = counted(logits, ids)
    seen = (count > 0).to(logits.dtype)
    weaker = weakened(logits, repetition)
    return weaker * seen + logits * (1 - seen) - frequency * count


@mistake("penalize", ask="What if there is no text yet?")
def trips_over_no_text(logits, ids, repetition, frequency):
    lowest = ids.min()
    return given.penalize(logits, ids.clamp(min=int(lowest)), repetition, frequency)


@mistake("penalize", ask="A factor below 1 encourages: is the lower of two numbers still right?")
def the_lower_of_two(logits, ids, repetition, frequency):
    count = counted(logits, ids)
    lower = torch.minimum(logits / repetition, logits * repetition)
    return torch.where(count > 0, lower, logits) - frequency * count


@mistake("penalize", ask="A token was written three times: how often is its logit divided?")
def both_for_each_time(logits, ids, repetition, frequency):
    out = logits.clone()
    for row, text in enumerate(ids.tolist()):
        for token in text:
            one = out[row, token]
            out[row, token] = (one / repetition if one > 0 else one * repetition) - frequency
    return out


@mistake("penalize", ask="Whose text do the other rows use?")
def the_first_text_for_the_factor(logits, ids, repetition, frequency):
    seen = counted(logits, ids[:1].expand_as(ids)) > 0
    weaker = torch.where(seen, weakened(logits, repetition), logits)
    return weaker - frequency * counted(logits, ids)


@mistake("penalize", ask="Are there more texts than the first?")
def the_first_row_alone(logits, ids, repetition, frequency):
    out = logits.clone()
    out[:1] = given.penalize(logits[:1], ids[:1], repetition, frequency)
    return out


@mistake("penalize", ask="Whose text do the other rows use?")
def the_tokens_of_the_first_text(logits, ids, repetition, frequency):
    seen = counted(logits, ids[:1].expand_as(ids)) > 0
    return torch.where(
        seen, weakened(logits, repetition) - frequency * counted(logits, ids), logits
    )


@mistake("penalize", ask="If repetition is 1, is there still something to subtract?")
def nothing_to_do_at_one(logits, ids, repetition, frequency):
    return given.penalize(logits, ids, repetition, frequency) if repetition != 1 else logits.clone()


@mistake("penalize", ask="May both penalties be due at once?")
def one_penalty_or_the_other(logits, ids, repetition, frequency):
    if repetition != 1:
        return given.penalize(logits, ids, repetition, 0.0)
    return given.penalize(logits, ids, 1.0, frequency)


@mistake("penalize", ask="Does `out[:, ids]` pick each row's own tokens?")
def picks_columns(logits, ids, repetition, frequency):
    out = logits.clone()
    out[:, ids] = weakened(out[:, ids], repetition) - frequency
    return out


@variant("penalize")
def text_by_text(logits, ids, repetition, frequency):
    out = logits.clone()
    for row, text in enumerate(ids.tolist()):
        for token in set(text):
            one = out[row, token]
            out[row, token] = one / repetition if one > 0 else one * repetition
        for token in text:
            out[row, token] = out[row, token] - frequency
    return out


@variant("penalize")
def by_one_hot(logits, ids, repetition, frequency):
    count = torch.nn.functional.one_hot(ids, logits.shape[-1]).sum(1).to(logits.dtype)
    weaker = torch.where(logits < 0, logits * repetition, logits / repetition)
    return torch.where(count == 0, logits, weaker) - frequency * count


# ---------------------------------------------------------------- 11.8 logic_check


@cases("logic_check")
def _():
    return [
        case("one right step", answer="Start: 2. Gets 3: 2 + 3 = 5. The answer is 5."),
        case("a wrong sum", answer="Gets 3: 2 + 3 = 6. The answer is 6."),
        case("a wrong difference", answer="Loses 3: 9 - 3 = 5. The answer is 5."),
        case("two right steps", answer="2 + 3 = 5. Loses 4: 5 - 4 = 1. The answer is 1."),
        case("it goes on from another number", answer="2 + 3 = 5. 6 - 4 = 2. The answer is 2."),
        case("another final answer", answer="2 + 3 = 5. 5 - 4 = 1. The answer is 5."),
        case("no final answer", answer="2 + 3 = 5. 5 - 4 = 1."),
        case("no equation", answer="The answer is 7."),
        case("nothing at all", answer=""),
        case("the first of two is wrong", answer="2 + 3 = 4. 4 + 1 = 5. The answer is 5."),
        case("below 0", answer="2 - 3 = -1. -1 - 4 = -5. The answer is -5."),
        case("down to 0", answer="2 - 2 = 0. The answer is 0."),
        case("two slips that cancel out", answer="2 + 3 = 6. 6 - 1 = 4. 4 + 1 = 5. The answer is 5."),
        case("the same step twice", answer="4 + 1 = 5. 4 + 1 = 5. The answer is 5."),
        case("an equation that is not so", answer="2 + 3 = 5. 6 - 4 = 1. The answer is 1."),
        case("the answer of another sum", answer="2 + 3 = 5. 6 - 4 = 2. The answer is 1."),
        case("it goes on in second place", answer="2 + 3 = 5. 4 + 5 = 9. The answer is 9."),
        case("it goes on from what was added", answer="2 + 3 = 5. 3 + 4 = 7. The answer is 7."),
        case("on from 0, or not", answer="2 - 2 = 0. 5 + 1 = 6. The answer is 6."),
        case("back to an earlier result",
             answer="2 + 3 = 5. 5 + 1 = 6. 5 + 2 = 7. The answer is 7."),
        case("steps in another order",
             answer="2 + 3 = 5. 7 + 1 = 8. 5 + 2 = 7. 8 - 2 = 6. The answer is 6."),
        case("1 and 15", answer="2 - 1 = 1. The answer is 15."),
        case("large numbers", answer="3000 + 4000 = 7000. The answer is 7000."),
        case("it corrects itself", answer="2 + 3 = 5. The answer is 4. No: The answer is 5."),
    ]  # fmt: skip


def total_of(first, sign, second):
    return first + second if sign == "+" else first - second


def all_right(steps):
    return all(total_of(a, sign, b) == c for a, sign, b, c in steps)


def handed_on(steps):
    return all(one[3] == other[0] for one, other in itertools.pairwise(steps))


@mistake("logic_check", ask="Does each equation have to begin where the one before ended?")
def no_handing_on(answer):
    steps = choosing.equations(answer)
    return bool(steps) and all_right(steps) and choosing.said(answer) == steps[-1][3]


@mistake("logic_check", ask="Is every sum right?")
def no_sums(answer):
    steps = choosing.equations(answer)
    return bool(steps) and handed_on(steps) and choosing.said(answer) == steps[-1][3]


@mistake("logic_check", ask="What does it say at the end?")
def no_final_answer(answer):
    steps = choosing.equations(answer)
    return bool(steps) and all_right(steps) and handed_on(steps)


@mistake("logic_check", ask="What does an empty list of equations prove?")
def nothing_is_fine(answer):
    steps = choosing.equations(answer)
    if not steps:
        return True
    return all_right(steps) and handed_on(steps) and choosing.said(answer) == steps[-1][3]


@mistake("logic_check", ask="What is the last equation of an empty list?")
def trips_over_nothing(answer):
    steps = choosing.equations(answer)
    return all_right(steps) and handed_on(steps) and choosing.said(answer) == steps[-1][3]


@mistake("logic_check", ask="What does the sign say?")
def always_adds(answer):
    steps = choosing.equations(answer)
    good = all(a + b == c for a, _, b, c in steps)
    return bool(steps) and good and handed_on(steps) and choosing.said(answer) == steps[-1][3]


@mistake("logic_check", ask="Is the last equation the only one that counts?")
def the_last_step_alone(answer):
    steps = choosing.equations(answer)[-1:]
    return bool(steps) and all_right(steps) and choosing.said(answer) == steps[-1][3]


@mistake("logic_check", ask="Do you look at all equations, or return at the first one?")
def the_first_step_alone(answer):
    for a, sign, b, c in choosing.equations(answer):
        return total_of(a, sign, b) == c and choosing.said(answer) is not None
    return False


@mistake("logic_check", ask="Do two slips make a right answer?")
def start_and_end(answer):
    steps = choosing.equations(answer)
    if not steps:
        return False
    value = steps[0][0]
    for _, sign, b, _ in steps:
        value = total_of(value, sign, b)
    return choosing.said(answer) == value


@mistake("logic_check", ask="Is one right equation enough?")
def any_step_right(answer):
    steps = choosing.equations(answer)
    good = any(total_of(a, sign, b) == c for a, sign, b, c in steps)
    return good and handed_on(steps) and choosing.said(answer) == steps[-1][3]


@mistake("logic_check", ask="What is right: that it holds together, or that it does not?")
def the_other_way_round(answer):
    return not choosing.logic_check(answer)


@mistake("logic_check", ask="True or False, or something that is like them?")
def a_number(answer):
    return int(choosing.logic_check(answer))


@mistake("logic_check", ask="Is an answer of 0 the same as none?")
def zero_is_no_answer(answer):
    return bool(choosing.said(answer)) and choosing.logic_check(answer)


@mistake("logic_check", ask="Can a number be below 0 on the way?")
def refuses_negative_numbers(answer):
    results = [step[3] for step in choosing.equations(answer)]
    return min(results, default=0) >= 0 and choosing.logic_check(answer)


@mistake("logic_check", ask="Does the first equation have to begin with 0?")
def starts_at_zero(answer):
    value = 0
    for first, sign, second, result in choosing.equations(answer):
        if first != value or result != total_of(first, sign, second):
            return False
        value = result
    return choosing.said(answer) == value


@mistake(
    "logic_check",
    ask="Which number of the last equation is its result?",
)
def says_the_last_first_number(answer):
    steps = choosing.equations(answer)
    return (
        bool(steps)
        and all_right(steps)
        and handed_on(steps)
        and (choosing.said(answer) == steps[-1][0])
    )


@mistake("logic_check", ask="Must the final answer be a result somewhere, or the last one?")
def says_any_result(answer):
    steps = choosing.equations(answer)
    results = [step[3] for step in steps]
    return all_right(steps) and handed_on(steps) and choosing.said(answer) in results


@mistake("logic_check", ask="`6 - 4 = 1` after a 5: which of its numbers do you read?")
def a_running_total(answer):
    steps = choosing.equations(answer)
    if not steps:
        return False
    value = steps[0][0]
    for _, sign, second, result in steps:
        value = total_of(value, sign, second)
        if value != result:
            return False
    return choosing.said(answer) == value


@mistake("logic_check", ask="Each sum is right: does each go on from the last?")
def sums_and_a_running_total(answer):
    return all_right(choosing.equations(answer)) and start_and_end(answer)


@mistake("logic_check", ask="With which of its numbers must an equation go on?")
def goes_on_anywhere(answer):
    steps = choosing.equations(answer)
    pairs = itertools.pairwise(steps)
    on = all(one[3] in (other[0], other[2]) for one, other in pairs)
    return bool(steps) and all_right(steps) and on and choosing.said(answer) == steps[-1][3]


@mistake("logic_check", ask="Is a result of 0 no result, for your condition?")
def nothing_goes_on_from_zero(answer):
    steps = choosing.equations(answer)
    on = all(not one[3] or one[3] == other[0] for one, other in itertools.pairwise(steps))
    return bool(steps) and all_right(steps) and on and choosing.said(answer) == steps[-1][3]


@mistake("logic_check", ask="Does a text that holds `is 15` also hold `is 1`?")
def looks_for_text(answer):
    steps = choosing.equations(answer)
    good = bool(steps) and all_right(steps) and handed_on(steps)
    return good and f"The answer is {steps[-1][3]}" in answer


@mistake("logic_check", ask="Is any earlier result good enough to go on from?")
def goes_on_from_any_result(answer):
    steps = choosing.equations(answer)
    results = [step[3] for step in steps]
    on = all(step[0] in results[:i] for i, step in enumerate(steps) if i)
    return bool(steps) and all_right(steps) and on and choosing.said(answer) == results[-1]


@mistake("logic_check", ask="The same numbers, or the same numbers in the same order?")
def the_same_numbers_in_any_order(answer):
    steps = choosing.equations(answer)
    on = sorted(step[0] for step in steps[1:]) == sorted(step[3] for step in steps[:-1])
    return bool(steps) and all_right(steps) and on and choosing.said(answer) == steps[-1][3]


@mistake("logic_check", ask="Are two numbers of the same size one and the same object?")
def the_same_object(answer):
    steps = choosing.equations(answer)
    return bool(steps) and choosing.logic_check(answer) and choosing.said(answer) is steps[-1][3]


@mistake("logic_check", ask="If it names two answers, which one does it end with?")
def the_first_answer_it_gives(answer):
    steps = choosing.equations(answer)
    found = re.findall(r"The answer is (-?\d+)", answer)
    good = bool(steps) and all_right(steps) and handed_on(steps)
    return good and bool(found) and int(found[0]) == steps[-1][3]


@mistake("logic_check", ask="Which numbers of the equation before may the next one begin with?")
def goes_on_from_what_was_added(answer):
    steps = choosing.equations(answer)
    on = all(other[0] in one[2:] for one, other in itertools.pairwise(steps))
    return bool(steps) and all_right(steps) and on and choosing.said(answer) == steps[-1][3]


@variant("logic_check")
def all_at_once(answer):
    steps = choosing.equations(answer)
    return (
        len(steps) > 0
        and all_right(steps)
        and handed_on(steps)
        and steps[-1][-1] == choosing.said(answer)
    )


@variant("logic_check")
def by_evaluating(answer):
    steps = choosing.equations(answer)
    if len(steps) == 0:
        return False
    for i, (a, sign, b, c) in enumerate(steps):
        if {"+": a + b, "-": a - b}[sign] != c:
            return False
        if i > 0 and steps[i - 1][3] != a:
            return False
    final = re.findall(r"The answer is (-?\d+)", answer)
    return bool(final) and int(final[-1]) == steps[-1][3]


# ---------------------------------------------------------------- 11.9 best_of_n


@cases("best_of_n")
def _():
    rewards, values = torch.tensor([0.1, 0.9, 0.5]), torch.tensor([1.0, 0, 1])
    checks = torch.tensor([1.0, 0, 1, 0])
    many = dict(rewards=normal(100, seed=1).double(), values=normal(100, seed=2).double())
    return [
        case("one of three", rewards=rewards, values=values, n=1),
        case("two of three", rewards=rewards, values=values, n=2),
        case("three of three", rewards=rewards, values=values, n=3),
        case("one candidate", rewards=torch.tensor([2.0]), values=torch.tensor([0.25]), n=1),
        case("pass or fail", rewards=checks, values=torch.tensor([1.0, 0, 0, 1]), n=2),
        case("all alike", rewards=torch.zeros(3), values=torch.tensor([0.0, 1, 2]), n=2),
        case("any values", rewards=normal(5), values=normal(5, seed=3), n=3),
        case("rewards of -inf", rewards=torch.tensor([-INF, 2, -INF]), values=normal(3, seed=1),
             n=2),
        case("rewards that are nearly equal",
             rewards=torch.tensor([0.5, 0.5 + 1e-12, 0], dtype=torch.float64),
             values=torch.tensor([0.0, 1, 0]), n=2),
        case("eighty pass or fail", rewards=(normal(80, seed=4) > 0).float(),
             values=(normal(80, seed=5) > 0).float(), n=2),
        case("a hundred candidates", **many, n=50),
    ]  # fmt: skip


def by_chance(rewards, values, chance, *, ascending=False, stable=True):
    order = rewards.argsort(descending=not ascending, stable=stable)
    return sum(v * chance(rank) for rank, v in enumerate(values[order].double().tolist()))


@mistake("best_of_n", ask="Is it the mean over all choices of n, or the best of the first n?")
def the_first_n_alone(rewards, values, n):
    return float(values[int(rewards[:n].argmax())])


@mistake("best_of_n", ask="Who picks: the reward, or the value itself?")
def picks_by_value(rewards, values, n):
    return choosing.best_of_n(values, values, n)


@mistake("best_of_n", ask="What is averaged: the rewards, or the values of those with the best?")
def averages_the_rewards(rewards, values, n):
    return choosing.best_of_n(rewards, rewards, n)


@mistake("best_of_n", ask="Is the highest reward the best, or the lowest?")
def lowest_reward(rewards, values, n):
    return choosing.best_of_n(-rewards, values, n)


@mistake("best_of_n", ask="Is one candidate picked, or the mean of n?")
def mean_of_the_best_n(rewards, values, n):
    order = rewards.argsort(descending=True, stable=True)
    return float(values[order[:n]].double().mean())


@mistake("best_of_n", ask="May the same candidate be chosen twice?")
def with_replacement(rewards, values, n):
    m = len(rewards)
    return by_chance(rewards, values, lambda r: ((m - r) / m) ** n - ((m - r - 1) / m) ** n)


@mistake("best_of_n", ask="How many candidates lie below the one of rank r?")
def one_below_too_many(rewards, values, n):
    m = len(rewards)
    return by_chance(rewards, values, lambda r: math.comb(m - r, n - 1) / math.comb(m, n))


@mistake("best_of_n", ask="How many of the n are still to be chosen, once the best is?")
def chooses_n_again(rewards, values, n):
    m = len(rewards)
    return by_chance(rewards, values, lambda r: math.comb(m - 1 - r, n) / math.comb(m, n))


@mistake("best_of_n", ask="With all choices equally likely, how many are there?")
def all_orders_counted(rewards, values, n):
    m = len(rewards)
    return by_chance(rewards, values, lambda r: math.comb(m - 1 - r, n - 1) / math.perm(m, n))


@mistake("best_of_n", ask="Do the chances sum to 1?")
def without_all_choices(rewards, values, n):
    m = len(rewards)
    return by_chance(rewards, values, lambda r: math.comb(m - 1 - r, n - 1))


@mistake("best_of_n", ask="Which of two equal rewards wins?")
def the_later_of_equals(rewards, values, n):
    return choosing.best_of_n(rewards.flip(0), values.flip(0), n)


@mistake("best_of_n", ask="Do equals share their place, or does the earlier one win?")
def equals_share(rewards, values, n):
    shared = torch.stack([values[rewards == one].double().mean() for one in rewards])
    return choosing.best_of_n(rewards, shared, n)


@mistake("best_of_n", ask="Is each value beside its own reward?")
def values_not_in_order(rewards, values, n):
    m = len(rewards)
    chances = [math.comb(m - 1 - r, n - 1) / math.comb(m, n) for r in range(m)]
    return sum(c * v for c, v in zip(chances, values.double().tolist(), strict=True))


@mistake("best_of_n", ask="What kind of number does the docstring promise?")
def a_tensor_of_one(rewards, values, n):
    return torch.tensor(choosing.best_of_n(rewards, values, n))


@mistake("best_of_n", ask="How large a whole number can int64 hold?")
def counts_in_int64(rewards, values, n):
    m = len(rewards)
    order = rewards.argsort(descending=True, stable=True)
    ways = torch.tensor([math.comb(m - 1 - r, n - 1) for r in range(m)])
    return float((values[order] * ways).double().sum() / math.comb(m, n))


@mistake("best_of_n", ask="How exact is a mean over some choices drawn by chance?")
def by_simulation(rewards, values, n):
    picks = []
    for _ in range(500):
        some = torch.randperm(len(rewards))[:n].sort().values
        picks.append(float(values[some[rewards[some].argmax()]]))
    return sum(picks) / len(picks)


@mistake("best_of_n", ask="Is it known here whether a value is 0 or 1?")
def pass_at_k(rewards, values, n):
    m, right = len(values), int((values > 0.5).sum())
    return 1 - math.comb(m - right, n) / math.comb(m, n)


@mistake("best_of_n", ask="Is the best of all always among the n?")
def always_the_very_best(rewards, values, n):
    return float(values[int(rewards.argmax())])


@mistake("best_of_n", ask="Whose tensors are sorted in place?")
def sorts_in_place(rewards, values, n):
    order = rewards.argsort(descending=True, stable=True)
    rewards.copy_(rewards[order].clone())
    values.copy_(values[order].clone())
    return choosing.best_of_n(rewards, values, n)


@mistake("best_of_n", ask="Rank r counts from 0: how many are below the last one, by your count?")
def ranks_from_one(rewards, values, n):
    m = len(rewards)
    order = rewards.argsort(descending=True, stable=True)
    best = 0.0
    for rank, at in enumerate(order.tolist(), 1):
        best += float(values[at]) * math.comb(m - 1 - rank, n - 1) / math.comb(m, n)
    return best


@mistake("best_of_n", ask="Which rank has the very best candidate: 0 or 1?")
def ranks_from_one_but_none_below_zero(rewards, values, n):
    m = len(rewards)
    ways = [math.comb(m - 1 - r, n - 1) / math.comb(m, n) for r in range(1, m)]
    return by_chance(rewards, values, lambda rank: [*ways, 0.0][rank])


@mistake("best_of_n", ask="Does sorting keep the order of equals if nobody asks for it?")
def an_unstable_ranking(rewards, values, n):
    m = len(rewards)
    chance = lambda r: math.comb(m - 1 - r, n - 1) / math.comb(m, n)  # noqa: E731
    return by_chance(rewards, values, chance, stable=False)


@mistake("best_of_n", ask="Can two rewards differ by less than single precision can tell?")
def ranks_in_single_precision(rewards, values, n):
    return choosing.best_of_n(rewards.float(), values, n)


@variant("best_of_n")
def step_by_step(rewards, values, n):
    m, chance, mean = len(rewards), n / len(rewards), 0.0
    ranked = sorted(range(m), key=lambda at: (-rewards[at].item(), at))
    for rank in range(m - n + 1):
        mean += values[ranked[rank]].item() * chance
        if rank < m - n:
            chance *= (m - n - rank) / (m - 1 - rank)
    return mean


@variant("best_of_n")
def as_a_product(rewards, values, n):
    m = len(rewards)
    order = torch.argsort(rewards, descending=True, stable=True)
    ways = [math.comb(m - 1 - rank, n - 1) / math.comb(m, n) for rank in range(m)]
    return (values[order].double() @ torch.tensor(ways, dtype=torch.float64)).item()

"""Wrong and right answers to the exercises of lesson 3, and the cases that learners see."""

import math

import torch
from torch.nn import functional as F

from llmcourse.checks.authoring import cases, mistake, variant
from llmcourse.checks.cases import case
from llmcourse.models import attention as given

INF = float("inf")


def normal(*shape, seed=0, scale=1.0):
    """Numbers that are the same in every build, rounded so that they read well."""
    drawn = torch.randn(*shape, generator=torch.Generator().manual_seed(seed))
    return (drawn * 10).round() / 10 * scale


def whole(*shape, seed=0, scale=10):
    """Whole numbers in double precision: their sums do not depend on the order."""
    return (normal(*shape, seed=seed).double() * scale).round()


def turned(x):
    """The same numbers in another order in memory."""
    axes = range(x.ndim)[::-1]
    return x.permute(*axes).contiguous().permute(*axes)


def double(**args):
    return {name: value.double() for name, value in args.items()}


# ---------------------------------------------------------------- 3.1 project


@cases("project")
def _():
    w = [normal(2, 3, seed=i) for i in (1, 2)]
    square = {name: normal(2, 2, seed=i) for i, name in enumerate(["w_q", "w_k", "w_v"], 1)}
    wide = dict(w_q=normal(4, 3, seed=1), w_k=normal(4, 3, seed=2), w_v=normal(4, 5, seed=3))
    return [
        case("one token", x=normal(1, 1, 2), w_q=w[0], w_k=w[1], w_v=normal(2, 3, seed=3)),
        case("wider values", x=normal(1, 2, 2), w_q=w[0], w_k=w[1], w_v=normal(2, 4, seed=3)),
        case("square weights, gradients", gradients=True, x=normal(2, 3, 2), **square),
        case("double precision", **double(x=normal(2, 3, 2), **square)),
        case("another order in memory", x=turned(normal(2, 3, 4)), **wide),
    ]


@mistake("project", ask="Do queries, keys and values each use a matrix of their own?")
def one_matrix_for_all(x, w_q, w_k, w_v):
    return x @ w_q, x @ w_q, x @ w_q


@mistake("project", ask="In which order does the docstring want the three?")
def swaps_key_and_value(x, w_q, w_k, w_v):
    return x @ w_q, x @ w_v, x @ w_k


@mistake("project", ask="Which axis of the weights must meet the embeddings' last axis?")
def transposes_the_weights(x, w_q, w_k, w_v):
    return x @ w_q.mT, x @ w_k.mT, x @ w_v.mT


@mistake("project", ask="The values are learned as well: which matrix makes them?")
def values_are_the_embeddings(x, w_q, w_k, w_v):
    return x @ w_q, x @ w_k, x


@mistake("project", ask="Can a model learn its matrices if no gradient reaches them?")
@torch.no_grad()
def without_gradients(x, w_q, w_k, w_v):
    return x @ w_q, x @ w_k, x @ w_v


@mistake("project", ask="What if the values are wider than the keys: can they share one tensor?")
def stacks_the_three(x, w_q, w_k, w_v):
    return torch.stack([x @ w_q, x @ w_k, x @ w_v])


@mistake("project", ask="Is softmax part of this step, or does it come after the scores?")
def softmax_too_early(x, w_q, w_k, w_v):
    return (x @ w_q).softmax(-1), (x @ w_k).softmax(-1), x @ w_v


@mistake("project", ask="Must what one token asks depend on the other tokens?")
def mixes_the_tokens(x, w_q, w_k, w_v):
    mean = x.mean(1, keepdim=True).expand_as(x)
    return mean @ w_q, x @ w_k, x @ w_v


@mistake("project", ask="Each of the three has a matrix of its own: which one makes your keys?")
def keys_by_the_queries_matrix(x, w_q, w_k, w_v):
    return x @ w_q, x @ w_q, x @ w_v


@mistake("project", ask="Do all three outputs let a gradient through to their matrix?")
def detaches_the_values(x, w_q, w_k, w_v):
    return x @ w_q, x @ w_k, x @ w_v.detach()


@mistake("project", ask="Are the values as wide as the keys, so that three equal parts are right?")
def three_equal_parts(x, w_q, w_k, w_v):
    return (x @ torch.cat([w_q, w_k, w_v], dim=1)).chunk(3, dim=-1)


@mistake("project", ask="How many numbers does one value have: d_k or d_v?")
def values_cut_to_the_keys_width(x, w_q, w_k, w_v):
    return x @ w_q, x @ w_k, (x @ w_v)[..., : w_k.shape[1]]


@mistake("project", ask="Which dtype do the inputs of this case have, and which do your outputs?")
def projects_in_single_precision(x, w_q, w_k, w_v):
    return x.float() @ w_q.float(), x.float() @ w_k.float(), x.float() @ w_v.float()


@mistake("project", ask="In double precision: were all numbers on the way as exact as the inputs?")
def projects_with_a_detour_through_float32(x, w_q, w_k, w_v):
    return tuple((x.float() @ w.float()).to(x.dtype) for w in (w_q, w_k, w_v))


@mistake(
    "project", ask="Which is the one that `view` needs and `reshape` does not? Need it at all?"
)
def flattens_with_view(x, w_q, w_k, w_v):
    batch, time, d_model = x.shape
    flat = x.view(batch * time, d_model)
    return tuple((flat @ w).view(batch, time, -1) for w in (w_q, w_k, w_v))


@mistake("project", ask="The docstring asks for one kind of container: which?")
def a_list_of_three(x, w_q, w_k, w_v):
    return [x @ w_q, x @ w_k, x @ w_v]


@variant("project")
def by_einsum(x, w_q, w_k, w_v):
    return tuple(torch.einsum("btm,md->btd", x, w) for w in (w_q, w_k, w_v))


@variant("project")
def all_at_once(x, w_q, w_k, w_v):
    sizes = [w.shape[1] for w in (w_q, w_k, w_v)]
    return tuple((x @ torch.cat([w_q, w_k, w_v], dim=1)).split(sizes, dim=-1))


@variant("project")
def by_linear(x, w_q, w_k, w_v):
    return F.linear(x, w_q.T), F.linear(x, w_k.T), F.linear(x, w_v.T)


# ---------------------------------------------------------------- 3.2 scaled_scores


@cases("scaled_scores")
def _():
    heads = dict(query=normal(2, 3, 4, 6), key=normal(2, 3, 5, 6, seed=1))
    return [
        case("one query, two keys", query=normal(1, 4), key=normal(2, 4, seed=1)),
        case("as many keys as d_k", query=normal(2, 3), key=normal(3, 3, seed=1)),
        case("batch and heads", **heads),
        case(
            "three axes in front",
            query=normal(2, 1, 3, 1, 2),
            key=normal(2, 1, 3, 4, 2, seed=1),
        ),
        case("gradients", gradients=True, query=normal(1, 3, 4), key=normal(1, 5, 4, seed=1)),
        case("double precision", **double(query=normal(2, 4), key=normal(3, 4, seed=1))),
        case("large numbers", query=normal(2, 4, scale=100), key=normal(3, 4, seed=1, scale=100)),
        case("another order in memory", **{name: turned(part) for name, part in heads.items()}),
    ]


@mistake("scaled_scores", ask="Is the square root of 6 a whole number?")
def rounds_the_root(query, key):
    return query @ key.mT / int(query.shape[-1] ** 0.5)


@mistake("scaled_scores", ask="With a batch in front, which two axes must change places?")
def reverses_all_axes(query, key):
    return query @ key.permute(*reversed(range(key.dim()))) / query.shape[-1] ** 0.5


@mistake("scaled_scores", ask="What keeps the scores from growing with d_k?")
def no_scaling(query, key):
    return query @ key.mT


@mistake(
    "scaled_scores", ask="A sum of d_k products has variance d_k. What is its standard deviation?"
)
def divides_by_d_k(query, key):
    return query @ key.mT / query.shape[-1]


@mistake("scaled_scores", ask="Which length is d_k: that of the sentence, or that of one vector?")
def scales_by_the_number_of_keys(query, key):
    return query @ key.mT / key.shape[-2] ** 0.5


@mistake("scaled_scores", ask="Should wide heads get larger scores or smaller ones?")
def multiplies_by_the_root(query, key):
    return query @ key.mT * query.shape[-1] ** 0.5


@mistake("scaled_scores", ask="Which of the two stands in the rows of the result?")
def keys_in_rows(query, key):
    return key @ query.mT / query.shape[-1] ** 0.5


@mistake("scaled_scores", ask="Which step turns scores into weights, and is it this one?")
def already_softmax(query, key):
    return (query @ key.mT / query.shape[-1] ** 0.5).softmax(-1)


@mistake("scaled_scores", ask="Whose tensor does `/=` write into?")
def scales_the_keys_in_place(query, key):
    key.data /= query.shape[-1] ** 0.5
    return query @ key.mT


@mistake(
    "scaled_scores", ask="Does the square root stand around d_k alone, or around the scores too?"
)
def root_of_the_scores(query, key):
    return (query @ key.mT / query.shape[-1]).abs() ** 0.5


@mistake("scaled_scores", ask="What happens to the gradient at `.detach()` or `.item()`?")
def detaches_the_keys(query, key):
    return query @ key.detach().mT / query.shape[-1] ** 0.5


@mistake("scaled_scores", ask="Which dtype do your numbers have on the way: the inputs'?")
def always_single_precision(query, key):
    return query.float() @ key.float().mT / query.shape[-1] ** 0.5


@mistake("scaled_scores", ask="In `d_k ** 1/2`, what does Python compute first?")
def divides_by_half_of_d_k(query, key):
    return query @ key.mT / query.shape[-1] ** 1 / 2


@mistake("scaled_scores", ask="The axis -2 of the queries counts the tokens: what counts d_k?")
def scales_by_the_number_of_queries(query, key):
    return query @ key.mT / query.shape[-2] ** 0.5


@mistake(
    "scaled_scores",
    ask="Does a reshape exchange rows and columns, or cut the same row of numbers anew?",
)
def reshapes_the_keys(query, key):
    flipped = key.reshape(*key.shape[:-2], key.shape[-1], key.shape[-2])
    return query @ flipped / query.shape[-1] ** 0.5


@mistake(
    "scaled_scores",
    ask="Counted from the front, are 1 and 2 the last two axes for every number of axes?",
)
def exchanges_axes_one_and_two(query, key):
    return query @ key.transpose(1, 2) / query.shape[-1] ** 0.5


@mistake("scaled_scores", ask="How many axes does `bmm` insist on, and how many may there be here?")
def multiplies_with_bmm(query, key):
    return torch.bmm(query, key.mT) / query.shape[-1] ** 0.5


@mistake("scaled_scores", ask="Whose tensor does `query /= ...` write into?")
def scales_the_queries_in_place(query, key):
    query /= query.shape[-1] ** 0.5
    return query @ key.mT


@mistake(
    "scaled_scores", ask="In double precision: were all numbers on the way as exact as the inputs?"
)
def detour_through_float32(query, key):
    return (query.float() @ key.float().mT / query.shape[-1] ** 0.5).to(query.dtype)


@mistake("scaled_scores", ask="Can d_k be 0, so that a small number must be added to its root?")
def adds_an_epsilon(query, key):
    return query @ key.mT / (query.shape[-1] ** 0.5 + 1e-5)


@mistake("scaled_scores", ask="Who asked for a largest score?")
def clamps_the_scores(query, key):
    return (query @ key.mT / query.shape[-1] ** 0.5).clamp(-50, 50)


@mistake("scaled_scores", ask="Which tensors can `view` not flatten, and does `@` need it flat?")
def views_the_keys(query, key):
    flat = key.view(-1, key.shape[-1])
    return query @ flat.view(key.shape).mT / query.shape[-1] ** 0.5


@variant("scaled_scores")
def scores_by_einsum(query, key):
    return torch.einsum("...qd,...kd->...qk", query, key) / math.sqrt(key.size(-1))


@variant("scaled_scores")
def scales_the_queries_first(query, key):
    return (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)


@variant("scaled_scores")
def by_broadcasting(query, key):
    products = query[..., :, None, :] * key[..., None, :, :]
    return products.sum(-1) / torch.tensor(query.shape[-1]).sqrt()


# ---------------------------------------------------------------- 3.3 attention


@cases("attention")
def _():
    seen = torch.tensor([[True, False, True, False], [True, True, False, False]])
    two = dict(query=normal(2, 3), key=normal(4, 3, seed=1), value=normal(4, 2, seed=2))
    even = double(query=torch.zeros(2, 3), key=two["key"], value=two["value"])
    far = dict(query=-normal(2, 3, scale=2e5).abs(), key=normal(4, 3, seed=1).abs())
    heads = dict(
        query=normal(2, 2, 3, 4), key=normal(2, 2, 5, 4, seed=1), value=normal(2, 2, 5, 3, seed=2)
    )
    rows = torch.tensor([[1, 1, 0, 0, 0], [1, 0, 1, 0, 1], [1, 1, 1, 1, 0]]).bool()
    return [
        case("no mask", **two),
        case("with a mask", **two, mask=seen),
        case("scores of 0, hidden keys exactly 0", **even, mask=seen),
        case("batch and heads", **heads),
        case("batch and heads, one mask for all", **heads, mask=rows[None, None]),
        case("large scores", **(two | {"query": normal(2, 3, scale=300.0)}), mask=seen),
        case("scores far below 0", **(two | far), mask=seen),
        case("gradients", gradients=True, **two, mask=seen),
        case("double precision", **double(**two), mask=seen),
        case(
            "another order in memory",
            **{name: turned(part) for name, part in heads.items()},
            mask=turned(rows)[None, None],
        ),
    ]


@mistake("attention", ask="Whose weights must sum to 1: one query's over the keys, or one key's?")
def softmax_over_the_queries(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(~mask, -INF)
    weights = scores.softmax(-2)
    return weights @ value, weights


@mistake("attention", ask="Is the mask applied before the softmax? Do the rows still sum to 1?")
def mask_after_the_softmax(query, key, value, mask=None):
    weights = given.scaled_scores(query, key).softmax(-1)
    if mask is not None:
        weights = weights * mask
    return weights @ value, weights


@mistake("attention", ask="What is the exponential of 0? Which score becomes a weight of 0?")
def hides_with_a_zero_score(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores * mask
    weights = scores.softmax(-1)
    return weights @ value, weights


@mistake("attention", ask="Where the mask is True, may the query look or must it not?")
def inverts_the_mask(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(mask, -INF)
    weights = scores.softmax(-1)
    return weights @ value, weights


@mistake("attention", ask="Does anything happen to the scores when there is a mask?")
def ignores_the_mask(query, key, value, mask=None):
    weights = given.scaled_scores(query, key).softmax(-1)
    return weights @ value, weights


@mistake("attention", ask="Is the exponential of -20 exactly 0? And if the real scores are -50?")
def fills_with_a_small_number(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(~mask, -20.0)
    weights = scores.softmax(-1)
    return weights @ value, weights


@mistake(
    "attention", ask="What is the exponential of 200 in float32, and how do libraries avoid it?"
)
def softmax_that_overflows(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(~mask, -INF)
    weights = scores.exp() / scores.exp().sum(-1, keepdim=True)
    return weights @ value, weights


@mistake(
    "attention", ask="`given.scaled_scores` has divided once already: what does dividing again do?"
)
def scales_twice(query, key, value, mask=None):
    scores = given.scaled_scores(query, key) / query.shape[-1] ** 0.5
    if mask is not None:
        scores = scores.masked_fill(~mask, -INF)
    weights = scores.softmax(-1)
    return weights @ value, weights


@mistake("attention", ask="The docstring asks for two things: which one is missing?")
def output_alone(query, key, value, mask=None):
    return given.attention(query, key, value, mask)[0]


@mistake("attention", ask="Which of the two does the docstring name first?")
def weights_first(query, key, value, mask=None):
    output, weights = given.attention(query, key, value, mask)
    return weights, output


@mistake("attention", ask="What is 0 times infinity?")
def adds_infinity_times_the_mask(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores + (~mask) * -INF
    weights = scores.softmax(-1)
    return weights @ value, weights


@mistake("attention", ask="Which numbers are True and False, and do they hide anything when added?")
def adds_the_mask(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores + mask
    weights = scores.softmax(-1)
    return weights @ value, weights


@mistake("attention", ask="If hidden keys took all the weight, what is left to share out again?")
def masks_and_divides_again(query, key, value, mask=None):
    weights = given.scaled_scores(query, key).softmax(-1)
    if mask is not None:
        weights = weights * mask
        weights = weights / weights.sum(-1, keepdim=True)
    return weights @ value, weights


@mistake("attention", ask="Which axis is number 1 when batch and heads stand in front?")
def softmax_over_axis_one(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(~mask, -INF)
    weights = scores.softmax(1)
    return weights @ value, weights


@mistake("attention", ask="Which shapes may the mask have? Can it be used as an index then?")
def indexes_with_the_mask(query, key, value, mask=None):
    scores = given.scaled_scores(query, key).clone()
    if mask is not None:
        scores[~mask] = -INF
    weights = scores.softmax(-1)
    return weights @ value, weights


@mistake("attention", ask="Do the scores become weights anywhere?")
def scores_as_weights(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(~mask, 0.0)
    return scores @ value, scores


@mistake("attention", ask="Why must a model in training feel what its weights did?")
def weights_without_gradients(query, key, value, mask=None):
    _, weights = given.attention(query, key, value, mask)
    return weights.detach() @ value, weights.detach()


@mistake("attention", ask="What is to happen when no mask is handed over?")
def needs_a_mask(query, key, value, mask=None):
    scores = given.scaled_scores(query, key).masked_fill(~mask, -INF)
    weights = scores.softmax(-1)
    return weights @ value, weights


@mistake("attention", ask="Is a whole table true or false? What do you want to know of the mask?")
def asks_whether_the_mask_is_true(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask:
        scores = scores.masked_fill(~mask, -INF)
    weights = scores.softmax(-1)
    return weights @ value, weights


@mistake("attention", ask="Do the rows of the second thing that you return sum to 1?")
def returns_the_scores(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(~mask, -INF)
    return scores.softmax(-1) @ value, scores


@mistake("attention", ask="Is the exponential of -10 exactly 0? How large may the other scores be?")
def fills_with_minus_ten(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(~mask, -10.0)
    weights = scores.softmax(-1)
    return weights @ value, weights


@mistake("attention", ask="Is your number low enough when the real scores are -100,000?")
def fills_with_minus_ten_thousand(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = torch.where(mask, scores, -1e4)
    weights = scores.softmax(-1)
    return weights @ value, weights


@mistake("attention", ask="16 below the lowest score: is the weight of such a key exactly 0?")
def a_little_below_the_lowest(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = torch.where(mask, scores, scores.min() - 16)
    weights = scores.softmax(-1)
    return weights @ value, weights


@mistake("attention", ask="How large does a number get that is exponentiated before it is divided?")
def exponentials_times_the_mask(query, key, value, mask=None):
    powers = given.scaled_scores(query, key).exp()
    if mask is not None:
        powers = powers * mask
    weights = powers / powers.sum(-1, keepdim=True)
    return weights @ value, weights


@mistake("attention", ask="Which dtype must the weights have: always float32?")
def softmax_in_single_precision(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(~mask, -INF)
    weights = torch.softmax(scores, dim=-1, dtype=torch.float32)
    return weights @ value, weights


@mistake(
    "attention", ask="In double precision: were all numbers on the way as exact as the inputs?"
)
def softmax_with_a_detour_through_float32(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(~mask, -INF)
    weights = scores.float().softmax(-1).to(value.dtype)
    return weights @ value, weights


@mistake("attention", ask="Are the weights that you return those that made the output?")
def weights_from_before_the_mask(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    return given.attention(query, key, value, mask)[0], scores.softmax(-1)


@mistake("attention", ask="Which values cannot be flattened by `view`, and must they be?")
def views_the_values(query, key, value, mask=None):
    flat = value.view(-1, value.shape[-1])
    return given.attention(query, key, flat.view(value.shape), mask)


@variant("attention")
def with_where(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = torch.where(mask, scores, -INF)
    weights = torch.softmax(scores, dim=-1)
    return torch.matmul(weights, value), weights


@variant("attention")
def with_an_added_mask(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores + torch.zeros(mask.shape).masked_fill(mask.logical_not(), -INF)
    weights = F.softmax(scores, dim=-1)
    return weights @ value, weights


@variant("attention")
def with_the_lowest_float(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(mask == 0, torch.finfo(scores.dtype).min)
    weights = scores.softmax(-1)
    return weights @ value, weights


@variant("attention")
def softmax_by_hand(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(~mask, -INF)
    powers = (scores - scores.amax(-1, keepdim=True)).exp()
    weights = powers / powers.sum(-1, keepdim=True)
    return weights @ value, weights


@variant("attention")
def with_minus_a_billion(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(~mask, -1e9)
    weights = scores.softmax(-1)
    return weights @ value, weights


# ---------------------------------------------------------------- 3.4 causal_mask


@cases("causal_mask")
def _():
    return [case(f"length {n}", length=n) for n in (1, 2, 4, 7, 40)]


@mistake("causal_mask", ask="May a token look at itself?")
def excludes_itself(length):
    return torch.ones(length, length).tril(-1).bool()


@mistake("causal_mask", ask="Row i is a query, column j a key: which of the two comes earlier?")
def looks_only_ahead(length):
    return torch.ones(length, length).triu().bool()


@mistake("causal_mask", ask="True means that a query may look: is that what your True says?")
def true_where_forbidden(length):
    return torch.ones(length, length).triu(1).bool()


@mistake("causal_mask", ask="How far ahead does the token in row 0 see?")
def one_ahead(length):
    return torch.ones(length, length).tril(1).bool()


@mistake("causal_mask", ask="The mask is to hold True and False: what does yours hold?")
def numbers_instead_of_booleans(length):
    return torch.ones(length, length).tril()


@mistake("causal_mask", ask="This one would be added to the scores: what is asked for here?")
def added_mask(length):
    return torch.zeros(length, length).masked_fill(torch.ones(length, length).triu(1).bool(), -INF)


@mistake("causal_mask", ask="What does the first token see, if everybody may look everywhere?")
def hides_nothing(length):
    return torch.ones(length, length).bool()


@mistake("causal_mask", ask="Are the axes of batch and heads part of what is asked for?")
def with_two_more_axes(length):
    return torch.ones(length, length).tril().bool()[None, None]


@mistake("causal_mask", ask="Which tokens did a query two steps back not forget?")
def sees_one_step_back(length):
    return torch.ones(length, length).tril().triu(-1).bool()


@mistake("causal_mask", ask="Is a list of lists what the next step can multiply or invert?")
def a_list_of_lists(length):
    return [[j <= i for j in range(length)] for i in range(length)]


@mistake("causal_mask", ask="May the first token look at nothing at all?")
def begins_with_the_second_row(length):
    mask = torch.zeros(length, length, dtype=torch.bool)
    for i in range(1, length):
        mask[i, : i + 1] = True
    return mask


@mistake("causal_mask", ask="`~mask` must turn True into False: what does it do to a 1?")
def whole_numbers_instead_of_booleans(length):
    return torch.ones(length, length).tril().long()


@mistake("causal_mask", ask="A list compared with a list gives a list: what gives a table?")
def compares_a_row_with_itself(length):
    position = torch.arange(length)
    return position >= position


@mistake("causal_mask", ask="What does each row compare itself with: the diagonal alone?")
def sees_only_itself(length):
    return torch.eye(length).bool()


@mistake("causal_mask", visible=False, ask="Is there a length that your table is too small for?")
def a_table_of_64(length):
    return torch.ones(64, 64).tril().bool()[:length, :length]


@variant("causal_mask")
def by_counting(length):
    return torch.eye(length).cumsum(0).bool()


@variant("causal_mask")
def by_a_loop(length):
    mask = torch.zeros(length, length, dtype=torch.bool)
    for i in range(length):
        mask[i, : i + 1] = True
    return mask


@variant("causal_mask")
def from_lists(length):
    return torch.tensor([[j <= i for j in range(length)] for i in range(length)])


# ---------------------------------------------------------------- 3.5 padding_mask


@cases("padding_mask")
def _():
    return [
        case("one sentence, one token of padding", lengths=torch.tensor([2]), n_keys=3),
        case("two sentences", lengths=torch.tensor([3, 1]), n_keys=3),
        case("padded further than the longest", lengths=torch.tensor([2, 4, 1]), n_keys=6),
    ]


@mistake("padding_mask", ask="In a sentence of length 2, how many tokens are real?")
def one_token_too_few(lengths, n_keys):
    return given.padding_mask(lengths - 1, n_keys)


@mistake("padding_mask", ask="Which tokens may be looked at: the real ones or the padding?")
def true_at_the_padding(lengths, n_keys):
    return ~given.padding_mask(lengths, n_keys)


@mistake("padding_mask", ask="In a sentence of length 2, is position 2 a real token?")
def one_token_too_many(lengths, n_keys):
    return (torch.arange(n_keys) <= lengths[:, None])[:, None, None, :]


@mistake(
    "padding_mask", ask="Where do heads and queries go when this meets (batch, heads, query, key)?"
)
def without_the_middle_axes(lengths, n_keys):
    return torch.arange(n_keys) < lengths[:, None]


@mistake("padding_mask", ask="Is the padding on the queries' axis or on the keys'?")
def on_the_axis_of_queries(lengths, n_keys):
    return given.padding_mask(lengths, n_keys).mT


@mistake("padding_mask", ask="At which end of the sentence does the padding stand?")
def padding_on_the_left(lengths, n_keys):
    return given.padding_mask(lengths, n_keys).flip(-1)


@mistake("padding_mask", ask="How many keys are there: as many as the longest sentence has?")
def as_long_as_the_longest(lengths, n_keys):
    return given.padding_mask(lengths, int(lengths.max()))


@mistake("padding_mask", ask="`~mask` must mean the opposite: does it for your dtype?")
def whole_numbers(lengths, n_keys):
    return given.padding_mask(lengths, n_keys).long()


@mistake(
    "padding_mask",
    ask="Must the queries at padding be hidden too? What would softmax do to such a row?",
)
def hides_the_padded_queries_too(lengths, n_keys):
    mask = given.padding_mask(lengths, n_keys)
    return mask & mask.mT


@mistake("padding_mask", ask="Do all sentences of the batch have the first one's length?")
def first_length_for_all(lengths, n_keys):
    return given.padding_mask(lengths[:1].expand_as(lengths), n_keys)


@mistake(
    "padding_mask", ask="How many axes of size 1 stand between batch and keys in the signature?"
)
def one_axis_too_few(lengths, n_keys):
    return given.padding_mask(lengths, n_keys)[:, 0]


@mistake("padding_mask", ask="What becomes of a sentence without any padding? (`-0` is 0.)")
def counts_the_padding_from_the_end(lengths, n_keys):
    mask = torch.ones(len(lengths), 1, 1, n_keys, dtype=torch.bool)
    for row, length in enumerate(lengths.tolist()):
        mask[row, :, :, -(n_keys - length) :] = False
    return mask


@mistake("padding_mask", ask="Positions lie along the keys: which way must the lengths lie?")
def lengths_lie_along_the_keys(lengths, n_keys):
    return (torch.arange(n_keys) < lengths)[:, None, None, :]


@mistake("padding_mask", ask="Which axis of your comparison counts the sentences?")
def keys_in_rows_and_sentences_in_columns(lengths, n_keys):
    return (torch.arange(n_keys)[:, None] < lengths)[:, None, None, :]


@mistake("padding_mask", ask="Which axis must stand first, before the two of size 1?")
def new_axes_in_front(lengths, n_keys):
    return (torch.arange(n_keys) < lengths[:, None])[None, None]


@mistake("padding_mask", ask="Whose tensor does `lengths -= ...` write into?")
def changes_the_lengths(lengths, n_keys):
    mask = given.padding_mask(lengths, n_keys)
    lengths -= 1
    return mask


@variant("padding_mask")
def masks_by_a_loop(lengths, n_keys):
    mask = torch.zeros(len(lengths), 1, 1, n_keys, dtype=torch.bool)
    for row, length in enumerate(lengths.tolist()):
        mask[row, :, :, :length] = True
    return mask


@variant("padding_mask")
def masks_by_view(lengths, n_keys):
    return torch.arange(n_keys).view(1, 1, 1, -1).lt(lengths.view(-1, 1, 1, 1))


# ---------------------------------------------------------------- 3.6 split_heads


@cases("split_heads")
def _():
    count = torch.arange(12.0).reshape(1, 2, 6)
    return [
        case("two tokens, two heads", x=count, n_heads=2),
        case("two tokens, three heads", x=count, n_heads=3),
        case("one head", x=count, n_heads=1),
        case("a batch", gradients=True, x=normal(2, 5, 6), n_heads=3),
        case("double precision", x=normal(2, 3, 4).double(), n_heads=2),
        case("another order in memory", x=turned(normal(2, 3, 4)), n_heads=2),
    ]


@mistake(
    "split_heads",
    ask="Did numbers of one token end up with another? Print `x[0, 0]` and your head 0.",
)
def reshapes_straight(x, n_heads):
    batch, time, d_model = x.shape
    return x.reshape(batch, n_heads, time, d_model // n_heads)


@mistake("split_heads", ask="Which axis comes second: the time or the heads?")
def heads_after_the_time(x, n_heads):
    batch, time, d_model = x.shape
    return x.reshape(batch, time, n_heads, d_model // n_heads)


@mistake(
    "split_heads", ask="Are a head's numbers neighbors in the vector, or every n_heads-th one?"
)
def takes_every_nth(x, n_heads):
    batch, time, d_model = x.shape
    return x.reshape(batch, time, d_model // n_heads, n_heads).permute(0, 3, 1, 2)


@mistake("split_heads", ask="Is n_heads the number of heads or the width of one?")
def takes_the_number_for_the_width(x, n_heads):
    batch, time, d_model = x.shape
    return x.reshape(batch, time, d_model // n_heads, n_heads).transpose(1, 2)


@mistake("split_heads", ask="In which order does the docstring want batch and heads?")
def heads_before_the_batch(x, n_heads):
    return torch.stack(x.chunk(n_heads, dim=-1))


@mistake("split_heads", ask="Which two axes have to change places, and which must stay last?")
def width_before_the_time(x, n_heads):
    return given.split_heads(x, n_heads).mT


@mistake("split_heads", ask="Does every head get its own piece, or all of them the same?")
def the_first_piece_for_all(x, n_heads):
    first = given.split_heads(x, n_heads)[:, :1]
    return first.repeat(1, n_heads, 1, 1)


@mistake("split_heads", ask="Can the matrices before this step learn if no gradient passes?")
def splits_a_detached_copy(x, n_heads):
    return given.split_heads(x.detach(), n_heads)


@mistake("split_heads", ask="Which move comes first: cutting, or exchanging axes?")
def exchanges_before_it_cuts(x, n_heads):
    batch, time, d_model = x.shape
    return x.transpose(1, 2).reshape(batch, n_heads, time, d_model // n_heads)


@mistake("split_heads", ask="Which shape is asked for when there is one head?")
def drops_the_axis_of_one_head(x, n_heads):
    return given.split_heads(x, n_heads).squeeze(1)


@mistake("split_heads", ask="`chunk` gives several tensors: how do they become one?")
def a_tuple_of_pieces(x, n_heads):
    return x.chunk(n_heads, dim=-1)


@mistake("split_heads", ask="What kind of number does `/` give in Python, and `//`?")
def a_width_with_a_fraction(x, n_heads):
    batch, time, d_model = x.shape
    return x.reshape(batch, time, n_heads, d_model / n_heads).transpose(1, 2)


@mistake("split_heads", ask="Which dtype does `torch.zeros` give, and which has x?")
def into_float32(x, n_heads):
    batch, time, d_model = x.shape
    heads = torch.zeros(batch, n_heads, time, d_model // n_heads)
    for i, piece in enumerate(x.chunk(n_heads, dim=-1)):
        heads[:, i] = piece
    return heads


@mistake("split_heads", ask="Which tensors can `view` not flatten, and must x be flat here?")
def views_all_tokens_in_a_row(x, n_heads):
    batch, time, d_model = x.shape
    flat = x.view(batch * time, n_heads, d_model // n_heads)
    return flat.view(batch, time, n_heads, -1).transpose(1, 2)


@variant("split_heads")
def by_unflatten(x, n_heads):
    return x.unflatten(-1, (n_heads, -1)).permute(0, 2, 1, 3)


@variant("split_heads")
def by_slices(x, n_heads):
    width = x.shape[-1] // n_heads
    return torch.stack([x[:, :, i * width : (i + 1) * width] for i in range(n_heads)], dim=1)


@variant("split_heads")
def by_view(x, n_heads):
    batch, time, d_model = x.shape
    return x.view(batch, time, n_heads, d_model // n_heads).transpose(1, 2)


# ---------------------------------------------------------------- 3.7 multi_head_attention


NAMES = list(enumerate(["w_q", "w_k", "w_v", "w_o"], start=1))


@cases("multi_head_attention")
def _():
    def weights(d_model):
        return {name: normal(d_model, d_model, seed=i) for i, name in NAMES}

    return [
        case("one token, two heads", x=normal(1, 1, 4), **weights(4), n_heads=2),
        case("two heads", x=normal(1, 3, 4), **weights(4), n_heads=2),
        case(
            "three heads, masked",
            gradients=True,
            x=normal(2, 4, 6),
            **weights(6),
            n_heads=3,
            mask=given.causal_mask(4)[None, None],
        ),
        case(
            "two heads, one sentence padded",
            x=normal(2, 3, 4),
            **weights(4),
            n_heads=2,
            mask=given.padding_mask(torch.tensor([3, 1]), 3),
        ),
        case(
            "two heads, each with its own mask",
            x=normal(1, 3, 4),
            **weights(4),
            n_heads=2,
            mask=torch.stack([given.causal_mask(3), given.causal_mask(3).mT])[None],
        ),
        case(
            "double precision, large scores, masked",
            **double(x=whole(2, 3, 4), **{name: whole(4, 4, seed=i) for i, name in NAMES}),
            n_heads=2,
            mask=given.padding_mask(torch.tensor([1, 2]), 3),
        ),
        case(
            "another order in memory",
            x=turned(normal(2, 3, 4)),
            **{name: turned(weight) for name, weight in weights(4).items()},
            n_heads=2,
        ),
    ]


def _heads(x, w_q, w_k, w_v, n_heads):
    return [given.split_heads(part, n_heads) for part in given.project(x, w_q, w_k, w_v)]


@mistake("multi_head_attention", ask="Where the mask is True, may a query look or must it not?")
def turns_the_mask_round(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    turned = None if mask is None else ~mask
    output, _ = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), turned)
    return given.merge_heads(output) @ w_o


@mistake("multi_head_attention", ask="Does every head get its own mask, if there is one for each?")
def the_first_heads_mask_for_all(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    first = None if mask is None else mask[:, :1]
    output, _ = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), first)
    return given.merge_heads(output) @ w_o


@mistake("multi_head_attention", ask="Is the mask always a causal one? What if it hides padding?")
def a_causal_mask_whatever_is_asked(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    own = None if mask is None else given.causal_mask(x.shape[1])
    output, _ = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), own)
    return given.merge_heads(output) @ w_o


@mistake("multi_head_attention", ask="Which matrix makes the questions, and which the labels?")
def swaps_queries_and_keys(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    output, _ = given.attention(*_heads(x, w_k, w_q, w_v, n_heads), mask)
    return given.merge_heads(output) @ w_o


@mistake("multi_head_attention", ask="Who mixes what the heads found?")
def forgets_the_output_matrix(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    output, _ = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), mask)
    return given.merge_heads(output)


@mistake(
    "multi_head_attention",
    ask="How many tables of weights does your function make for each sentence?",
)
def one_big_head(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    parts = [part[:, None] for part in given.project(x, w_q, w_k, w_v)]
    return given.attention(*parts, mask)[0][:, 0] @ w_o


@mistake(
    "multi_head_attention",
    ask="Before the heads are laid side by side, which axis must come second?",
)
def merges_without_transposing(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    output, _ = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), mask)
    return output.reshape(x.shape) @ w_o


@mistake("multi_head_attention", ask="Does the mask reach the attention?")
def drops_the_mask(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    output, _ = given.attention(*_heads(x, w_q, w_k, w_v, n_heads))
    return given.merge_heads(output) @ w_o


@mistake("multi_head_attention", ask="How wide is one head's query, and so what is d_k?")
def scales_by_the_whole_width(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    query, key, value = _heads(x, w_q, w_k, w_v, n_heads)
    output, _ = given.attention(query / n_heads**0.5, key, value, mask)
    return given.merge_heads(output) @ w_o


@mistake(
    "multi_head_attention",
    ask="Which side of `@` does the output matrix stand on, and which way round?",
)
def transposes_the_output_matrix(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    output, _ = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), mask)
    return given.merge_heads(output) @ w_o.mT


@mistake("multi_head_attention", ask="Are the heads' findings averaged, or kept side by side?")
def averages_the_heads(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    output, _ = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), mask)
    return output.mean(1).repeat(1, 1, n_heads) @ w_o


@mistake(
    "multi_head_attention",
    ask="Do the embeddings go through their three matrices before they are cut?",
)
def splits_before_projecting(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    parts = given.split_heads(x, n_heads)
    output, _ = given.attention(parts, parts, parts, mask)
    return given.merge_heads(output) @ w_o


@mistake("multi_head_attention", ask="Which matrix makes the values, and which the keys?")
def keys_for_values(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    output, _ = given.attention(*_heads(x, w_q, w_k, w_k, n_heads), mask)
    return given.merge_heads(output) @ w_o


@mistake("multi_head_attention", ask="One tensor is asked for: what else do you return?")
def returns_the_weights_too(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    output, weights = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), mask)
    return given.merge_heads(output) @ w_o, weights


@mistake(
    "multi_head_attention", ask="Is there a residual connection inside this layer, or around it?"
)
def adds_the_input(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    output, _ = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), mask)
    return x + given.merge_heads(output) @ w_o


@mistake(
    "multi_head_attention", ask="Attention returns two things: which of them are the findings?"
)
def merges_a_tuple(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    found = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), mask)
    return given.merge_heads(found) @ w_o


@mistake("multi_head_attention", ask="Which of the two does attention return first?")
def merges_the_weights(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    _, output = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), mask)
    return given.merge_heads(output) @ w_o


@mistake("multi_head_attention", ask="Three things are projected: how many of them do you split?")
def values_in_one_piece(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    query, key, value = given.project(x, w_q, w_k, w_v)
    query, key = (given.split_heads(part, n_heads) for part in (query, key))
    output, _ = given.attention(query, key, value, mask)
    return given.merge_heads(output) @ w_o


@mistake("multi_head_attention", ask="How many axes does your result have before `@ w_o`?")
def forgets_to_merge(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    output, _ = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), mask)
    return output @ w_o


@mistake("multi_head_attention", ask="In which order does `given.project` take its matrices?")
def swaps_keys_and_values(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    output, _ = given.attention(*_heads(x, w_q, w_v, w_k, n_heads), mask)
    return given.merge_heads(output) @ w_o


@mistake("multi_head_attention", ask="Where does your function use n_heads?")
def never_splits(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    output, _ = given.attention(*given.project(x, w_q, w_k, w_v), mask)
    return output @ w_o


@mistake("multi_head_attention", ask="`given.attention` divides by the root: what else does?")
def divides_twice(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    query, key, value = _heads(x, w_q, w_k, w_v, n_heads)
    output, _ = given.attention(query / query.shape[-1] ** 0.5, key, value, mask)
    return given.merge_heads(output) @ w_o


@mistake("multi_head_attention", ask="Is a score of -20 hidden when others are below it?")
def a_soft_mask(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    query, key, value = _heads(x, w_q, w_k, w_v, n_heads)
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores + ~mask * -20.0
    return given.merge_heads(scores.softmax(-1) @ value) @ w_o


@mistake(
    "multi_head_attention", ask="Does every sentence get its own mask, if there is one for each?"
)
def the_first_sentences_mask_for_all(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    first = None if mask is None else mask[:1]
    output, _ = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), first)
    return given.merge_heads(output) @ w_o


@mistake("multi_head_attention", ask="Which dtype do the inputs have, and which does your output?")
def attends_in_single_precision(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    output, _ = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), mask)
    return (given.merge_heads(output) @ w_o).float()


@mistake(
    "multi_head_attention", ask="Which tensors can `view` not flatten, and must x be flat here?"
)
def views_x(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    flat = x.view(-1, x.shape[-1])
    output, _ = given.attention(*_heads(flat.view(x.shape), w_q, w_k, w_v, n_heads), mask)
    return given.merge_heads(output) @ w_o


@mistake("multi_head_attention", ask="Can the last matrix learn if no gradient reaches it?")
def detaches_the_output_matrix(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    output, _ = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), mask)
    return given.merge_heads(output) @ w_o.detach()


@variant("multi_head_attention")
def a_loop_over_heads(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    found = []
    for i, piece in enumerate(torch.arange(x.shape[-1]).chunk(n_heads)):
        parts = [x @ w[:, piece] for w in (w_q, w_k, w_v)]
        own = None if mask is None else mask[:, i if mask.shape[1] > 1 else 0]
        found.append(given.attention(*parts, own)[0])
    return torch.cat(found, dim=-1) @ w_o


@variant("multi_head_attention")
def each_head_mixed_alone(x, w_q, w_k, w_v, w_o, n_heads, mask=None):
    output, _ = given.attention(*_heads(x, w_q, w_k, w_v, n_heads), mask)
    rows = w_o.reshape(n_heads, -1, w_o.shape[-1])
    return torch.einsum("bhtd,hdm->btm", output, rows)


# ---------------------------------------------------------------- 3.8 grouped_query_attention


@cases("grouped_query_attention")
def _():
    def heads(n_heads, n_kv_heads, time=2, width=3, batch=1, make=normal):
        return dict(
            query=make(batch, n_heads, time, width),
            key=make(batch, n_kv_heads, time, width, seed=1),
            value=make(batch, n_kv_heads, time, width, seed=2),
        )

    own = torch.tensor([[1, 1, 0], [1, 0, 0], [0, 1, 1], [1, 1, 1]]).bool()
    return [
        case("four query heads on two", **heads(4, 2)),
        case("three query heads on one", **heads(3, 1)),
        case(
            "six on two, masked",
            gradients=True,
            **heads(6, 2, 4),
            mask=given.causal_mask(4)[None, None],
        ),
        case(
            "one query, three keys, a mask for each head",
            query=normal(1, 4, 1, 3),
            key=normal(1, 2, 3, 3, seed=1),
            value=normal(1, 2, 3, 3, seed=2),
            mask=own[None, :, None],
        ),
        case(
            "two sentences, a mask for each",
            **heads(4, 2, time=3, batch=2),
            mask=given.padding_mask(torch.tensor([2, 1]), 3),
        ),
        case(
            "double precision, large scores, masked",
            **heads(4, 2, time=3, width=4, batch=2, make=whole),
            mask=given.padding_mask(torch.tensor([1, 2]), 3),
        ),
        case(
            "another order in memory",
            **{name: turned(part) for name, part in heads(4, 2, time=3, batch=2).items()},
        ),
    ]


@mistake(
    "grouped_query_attention",
    ask="Which query heads share key/value head 0: neighbors, or every second one?",
)
def tiles_the_heads(query, key, value, mask=None):
    share = query.shape[1] // key.shape[1]
    return given.attention(query, key.repeat(1, share, 1, 1), value.repeat(1, share, 1, 1), mask)[0]


@mistake("grouped_query_attention", ask="Do the other key/value heads get any work?")
def the_first_head_for_all(query, key, value, mask=None):
    return given.attention(query, key[:, :1], value[:, :1], mask)[0]


@mistake("grouped_query_attention", ask="Is the average of two labels still a label?")
def averages_the_keys(query, key, value, mask=None):
    return given.attention(query, key.mean(1, keepdim=True), value.mean(1, keepdim=True), mask)[0]


@mistake(
    "grouped_query_attention", ask="How many heads come out: as many as ask, or as many as answer?"
)
def averages_the_queries(query, key, value, mask=None):
    grouped = query.unflatten(1, (key.shape[1], -1)).mean(2)
    return given.attention(grouped, key, value, mask)[0]


@mistake("grouped_query_attention", ask="Values must be shared in the same way as keys: are they?")
def tiles_the_values_only(query, key, value, mask=None):
    share = query.shape[1] // key.shape[1]
    key = key.repeat_interleave(share, dim=1)
    return given.attention(query, key, value.repeat(1, share, 1, 1), mask)[0]


@mistake("grouped_query_attention", ask="Does the mask reach the attention?")
def loses_the_mask(query, key, value, mask=None):
    share = query.shape[1] // key.shape[1]
    key, value = (part.repeat_interleave(share, dim=1) for part in (key, value))
    return given.attention(query, key, value)[0]


@mistake("grouped_query_attention", ask="Only the output is asked for: what else do you return?")
def returns_weights_as_well(query, key, value, mask=None):
    share = query.shape[1] // key.shape[1]
    key, value = (part.repeat_interleave(share, dim=1) for part in (key, value))
    return given.attention(query, key, value, mask)


@mistake("grouped_query_attention", ask="Along which axis do the heads lie?")
def repeats_the_time(query, key, value, mask=None):
    share = query.shape[1] // key.shape[1]
    key, value = (part.repeat_interleave(share, dim=2) for part in (key, value))
    key, value = (part.reshape(query.shape) for part in (key, value))
    return given.attention(query, key, value, mask)[0]


def _shared(query, key, value):
    share = query.shape[1] // key.shape[1]
    return query, key.repeat_interleave(share, dim=1), value.repeat_interleave(share, dim=1)


@mistake(
    "grouped_query_attention",
    ask="Do keys and values get as many heads as the queries? Along which axis?",
)
def repeats_nothing(query, key, value, mask=None):
    return given.attention(query, key, value, mask)[0]


@mistake("grouped_query_attention", ask="Keys come with values: are there as many of both?")
def repeats_the_keys_alone(query, key, value, mask=None):
    query, key, _ = _shared(query, key, value)
    return given.attention(query, key, value, mask)[0]


@mistake("grouped_query_attention", ask="Where the mask is True, may a query look or must it not?")
def turns_the_mask_over(query, key, value, mask=None):
    return given.attention(*_shared(query, key, value), None if mask is None else ~mask)[0]


@mistake(
    "grouped_query_attention", ask="Does every head get its own mask, if there is one for each?"
)
def one_heads_mask_for_all(query, key, value, mask=None):
    return given.attention(*_shared(query, key, value), None if mask is None else mask[:, :1])[0]


@mistake("grouped_query_attention", ask="Does every sentence get its own mask?")
def one_sentences_mask_for_all(query, key, value, mask=None):
    return given.attention(*_shared(query, key, value), None if mask is None else mask[:1])[0]


@mistake("grouped_query_attention", ask="What keeps the scores from growing with the heads' width?")
def scores_without_scaling(query, key, value, mask=None):
    query, key, value = _shared(query, key, value)
    scores = query @ key.mT
    if mask is not None:
        scores = scores.masked_fill(~mask, -INF)
    return scores.softmax(-1) @ value


@mistake("grouped_query_attention", ask="Is a score of -20 hidden when others are below it?")
def masks_softly(query, key, value, mask=None):
    query, key, value = _shared(query, key, value)
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(~mask, -20.0)
    return scores.softmax(-1) @ value


@mistake(
    "grouped_query_attention", ask="Which dtype do the inputs have, and which does your output?"
)
def shares_in_single_precision(query, key, value, mask=None):
    return given.attention(*_shared(query, key, value), mask)[0].float()


@mistake("grouped_query_attention", ask="Which tensors can `view` not cut anew? What can?")
def views_batch_and_heads_as_one(query, key, value, mask=None):
    batch, n_kv_heads, time, width = key.shape
    share = query.shape[1] // n_kv_heads
    key, value = (
        part.view(batch * n_kv_heads, time, width).repeat_interleave(share, dim=0)
        for part in (key, value)
    )
    key, value = (part.view(batch, -1, time, width) for part in (key, value))
    return given.attention(query, key, value, mask)[0]


@mistake("grouped_query_attention", ask="Does a gradient reach the values?")
def detaches_the_shared_values(query, key, value, mask=None):
    query, key, value = _shared(query, key, value)
    return given.attention(query, key, value.detach(), mask)[0]


@variant("grouped_query_attention")
def groups_the_queries(query, key, value, mask=None):
    grouped = query.unflatten(1, (key.shape[1], -1))
    own = None if mask is None else mask[:, :, None]
    if mask is not None and mask.shape[1] > 1:
        own = mask.unflatten(1, (key.shape[1], -1))
    return given.attention(grouped, key[:, :, None], value[:, :, None], own)[0].flatten(1, 2)


@variant("grouped_query_attention")
def picks_by_index(query, key, value, mask=None):
    n_heads, n_kv_heads = query.shape[1], key.shape[1]
    own = torch.arange(n_heads) // (n_heads // n_kv_heads)
    return given.attention(query, key[:, own], value[:, own], mask)[0]


@variant("grouped_query_attention")
def expands_and_flattens(query, key, value, mask=None):
    share = query.shape[1] // key.shape[1]
    key, value = (p[:, :, None].expand(-1, -1, share, -1, -1).flatten(1, 2) for p in (key, value))
    return given.attention(query, key, value, mask)[0]


# ---------------------------------------------------------------- 3.9 cross_attention


@cases("cross_attention")
def _():
    weights = {name: normal(3, 2, seed=i) for i, name in enumerate(["w_q", "w_k", "w_v"], start=3)}
    wide = weights | {"w_v": normal(3, 4, seed=5)}
    whole_ones = dict(w_q=whole(3, 2, seed=3), w_k=whole(3, 2, seed=4), w_v=whole(3, 4, seed=5))

    def states(target, source, batch=1, make=normal):
        return dict(
            decoder_states=make(batch, target, 3), encoder_states=make(batch, source, 3, seed=1)
        )

    def strided(**args):
        return {name: turned(value) for name, value in args.items()}

    real = torch.tensor([[True, True, False], [True, False, False]])
    return [
        case("two words ask three", **states(2, 3), **weights),
        case("wider values", **states(2, 2), **wide),
        case("both sentences padded", **states(2, 3, batch=2), **wide, encoder_mask=real),
        case(
            "same length, padding",
            gradients=True,
            **states(3, 3, batch=2),
            **wide,
            encoder_mask=real,
        ),
        case(
            "double precision, large scores, padding",
            **states(2, 3, batch=2, make=whole),
            **whole_ones,
            encoder_mask=real,
        ),
        case("another order in memory", **strided(**states(2, 3, batch=2), **wide)),
    ]


def _asked(queries, keys, values, w_q, w_k, w_v, encoder_mask):
    mask = None if encoder_mask is None else encoder_mask[:, None, :]
    return given.attention(queries @ w_q, keys @ w_k, values @ w_v, mask)


@mistake("cross_attention", ask="Whose words may the decoder look at here?")
def looks_at_itself(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    return given.attention(decoder_states @ w_q, decoder_states @ w_k, decoder_states @ w_v)


@mistake("cross_attention", ask="Which side asks, and which side answers?")
def the_encoder_asks(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    return given.attention(encoder_states @ w_q, decoder_states @ w_k, decoder_states @ w_v)


@mistake(
    "cross_attention",
    ask="Labels from one sentence and contents from another: do they belong together?",
)
def values_from_the_decoder(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    return _asked(decoder_states, encoder_states, decoder_states, w_q, w_k, w_v, encoder_mask)


@mistake("cross_attention", ask="Does the padding of the source get any weight?")
def ignores_the_padding(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    return _asked(decoder_states, encoder_states, encoder_states, w_q, w_k, w_v, None)


@mistake("cross_attention", ask="True marks real words: are these the ones you hide?")
def hides_the_real_words(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    turned = None if encoder_mask is None else ~encoder_mask
    return _asked(decoder_states, encoder_states, encoder_states, w_q, w_k, w_v, turned)


@mistake(
    "cross_attention", ask="The weights have three axes and the mask two: where is one missing?"
)
def mask_without_an_axis(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    query, key, value = decoder_states @ w_q, encoder_states @ w_k, encoder_states @ w_v
    return given.attention(query, key, value, encoder_mask)


@mistake("cross_attention", ask="You hand over both states: which of them asks?")
def hands_them_over_the_wrong_way_round(
    decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None
):
    return _asked(encoder_states, decoder_states, decoder_states, w_q, w_k, w_v, encoder_mask)


@mistake("cross_attention", ask="Is there a future to hide in a sentence that was read to its end?")
def hides_the_future_too(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    target, source = decoder_states.shape[1], encoder_states.shape[1]
    mask = torch.ones(target, source).tril().bool()[None]
    if encoder_mask is not None:
        mask = mask & encoder_mask[:, None, :]
    return given.attention(decoder_states @ w_q, encoder_states @ w_k, encoder_states @ w_v, mask)


@mistake("cross_attention", ask="Does the mask lie along the source or along the target?")
def mask_on_the_wrong_axis(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    mask = None if encoder_mask is None else encoder_mask[:, :, None]
    return given.attention(decoder_states @ w_q, encoder_states @ w_k, encoder_states @ w_v, mask)


@mistake("cross_attention", ask="Which matrix belongs to the side that asks?")
def swaps_the_matrices(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    return _asked(decoder_states, encoder_states, encoder_states, w_k, w_q, w_v, encoder_mask)


@mistake("cross_attention", ask="The docstring asks for two things: which one is missing?")
def only_the_output(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    return _asked(decoder_states, encoder_states, encoder_states, w_q, w_k, w_v, encoder_mask)[0]


@mistake(
    "cross_attention", ask="The encoder is trained through this step too: does a gradient reach it?"
)
def freezes_the_encoder(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    still = encoder_states.detach()
    return _asked(decoder_states, still, still, w_q, w_k, w_v, encoder_mask)


@mistake("cross_attention", ask="What is to happen when no mask is handed over?")
def expects_a_mask(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    mask = encoder_mask[:, None, :]
    return given.attention(decoder_states @ w_q, encoder_states @ w_k, encoder_states @ w_v, mask)


@mistake("cross_attention", ask="Is a whole table true or false? What do you want to know of it?")
def asks_whether_it_is_true(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    mask = encoder_mask[:, None, :] if encoder_mask else None
    return given.attention(decoder_states @ w_q, encoder_states @ w_k, encoder_states @ w_v, mask)


@mistake("cross_attention", ask="Which matrix makes the keys, and which the values?")
def swaps_keys_and_contents(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    return _asked(decoder_states, encoder_states, encoder_states, w_q, w_v, w_k, encoder_mask)


@mistake("cross_attention", ask="What is the exponential of a score of 0? Is such a word ignored?")
def zeroes_the_padding(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    if encoder_mask is not None:
        encoder_states = encoder_states * encoder_mask[..., None]
    return _asked(decoder_states, encoder_states, encoder_states, w_q, w_k, w_v, None)


@mistake("cross_attention", ask="Do the weights still sum to 1 when some of them are crossed out?")
def masks_after_the_softmax(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    states = encoder_states
    output, weights = _asked(decoder_states, states, states, w_q, w_k, w_v, None)
    if encoder_mask is not None:
        weights = weights * encoder_mask[:, None]
        output = weights @ (states @ w_v)
    return output, weights


@mistake("cross_attention", ask="Which of the two does the docstring name first?")
def weights_before_output(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    states = encoder_states
    output, weights = _asked(decoder_states, states, states, w_q, w_k, w_v, encoder_mask)
    return weights, output


@mistake("cross_attention", ask="Does every sentence of the batch get its own mask?")
def the_first_sentences_mask(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    mask = None if encoder_mask is None else encoder_mask[0]
    return given.attention(decoder_states @ w_q, encoder_states @ w_k, encoder_states @ w_v, mask)


@mistake("cross_attention", ask="How many axes do the weights have here: are there heads?")
def one_axis_too_many(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    mask = None if encoder_mask is None else encoder_mask[:, None, None, :]
    return given.attention(decoder_states @ w_q, encoder_states @ w_k, encoder_states @ w_v, mask)


@mistake("cross_attention", ask="Where does the new axis belong: before the batch, or after it?")
def new_axis_in_front(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    mask = None if encoder_mask is None else encoder_mask[None]
    return given.attention(decoder_states @ w_q, encoder_states @ w_k, encoder_states @ w_v, mask)


@mistake("cross_attention", ask="Is a score of -1,000 hidden when others are below it?")
def hides_softly(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    scores = given.scaled_scores(decoder_states @ w_q, encoder_states @ w_k)
    if encoder_mask is not None:
        scores = scores.masked_fill(~encoder_mask[:, None], -1000.0)
    weights = scores.softmax(-1)
    return weights @ (encoder_states @ w_v), weights


@mistake("cross_attention", ask="Are the weights that you return those that made the output?")
def weights_without_the_mask(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    states = encoder_states
    output, _ = _asked(decoder_states, states, states, w_q, w_k, w_v, encoder_mask)
    return output, _asked(decoder_states, states, states, w_q, w_k, w_v, None)[1]


@mistake("cross_attention", ask="Which dtype do the inputs have, and which do your outputs?")
def crosses_in_single_precision(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    states = encoder_states
    output, weights = _asked(decoder_states, states, states, w_q, w_k, w_v, encoder_mask)
    return output.float(), weights.float()


@mistake("cross_attention", ask="Which tensors can `view` not flatten, and must they be flat here?")
def views_the_states(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    flat = encoder_states.view(-1, encoder_states.shape[-1])
    states = flat.view(encoder_states.shape)
    return _asked(decoder_states, states, states, w_q, w_k, w_v, encoder_mask)


@variant("cross_attention")
def by_project_twice(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    query, _, _ = given.project(decoder_states, w_q, w_k, w_v)
    _, key, value = given.project(encoder_states, w_q, w_k, w_v)
    mask = (
        None if encoder_mask is None else encoder_mask.unsqueeze(1).expand(-1, query.shape[1], -1)
    )
    return given.attention(query, key, value, mask)


@variant("cross_attention")
def from_scratch(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    scores = (decoder_states @ w_q) @ (encoder_states @ w_k).mT / math.sqrt(w_q.shape[1])
    if encoder_mask is not None:
        scores = scores.masked_fill(encoder_mask.unsqueeze(1) == 0, -1e9)
    weights = scores.softmax(-1)
    return weights @ (encoder_states @ w_v), weights

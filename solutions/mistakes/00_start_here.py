"""Wrong and right answers to the exercise of lesson 0, and the cases that learners see."""

import torch

from llmcourse.checks.authoring import cases, mistake, variant
from llmcourse.checks.cases import case

INF = float("inf")


@cases("softmax")
def _():
    return [
        case("three scores", scores=torch.tensor([1.0, 2.0, 0.0])),
        case("two rows", scores=torch.tensor([[1.0, 0.0, 2.0], [0.0, 3.0, 0.5]])),
        case("a square, gradients", gradients=True, scores=torch.tensor([[1.0, -1.0], [0.5, 2.0]])),
        case("large scores", scores=torch.tensor([100.0, 98.0, 0.0])),
        case("rows far apart", scores=torch.tensor([[0.0, 1.0], [-300.0, -302.0]])),
        case("one far below", scores=torch.tensor([0.0, 1.0, -250.0])),
        case("minus infinity", scores=torch.tensor([0.5, -INF, 1.5])),
        case("double precision", scores=torch.tensor([1.0, 2.0]).double()),
    ]


@mistake("softmax", ask="What is e to the power of 100 in 32 bits?")
def as_the_textbook(scores):
    return scores.exp() / scores.exp().sum(dim=-1, keepdim=True)


@mistake("softmax", ask="Whose largest score must a row not exceed: its own, or the whole batch's?")
def one_largest_for_all(scores):
    exponentials = (scores - scores.max()).exp()
    return exponentials / exponentials.sum(dim=-1, keepdim=True)


@mistake("softmax", ask="Is the mean always close enough to the largest score?")
def subtracts_the_mean(scores):
    exponentials = (scores - scores.mean(dim=-1, keepdim=True)).exp()
    return exponentials / exponentials.sum(dim=-1, keepdim=True)


@mistake("softmax", ask="Do all rows share one sum, or does each have its own?")
def one_sum_for_all(scores):
    exponentials = (scores - scores.amax(dim=-1, keepdim=True)).exp()
    return exponentials / exponentials.sum()


@mistake("softmax", ask="Over which axis should the probabilities add up to 1?")
def over_the_first_axis(scores):
    exponentials = (scores - scores.amax(dim=0, keepdim=True)).exp()
    return exponentials / exponentials.sum(dim=0, keepdim=True)


@mistake("softmax", ask="What do the exponentials have to be divided by?")
def forgets_to_divide(scores):
    return (scores - scores.amax(dim=-1, keepdim=True)).exp()


@mistake("softmax", ask="Divide by the largest, or by the sum?")
def divides_by_the_largest(scores):
    exponentials = (scores - scores.amax(dim=-1, keepdim=True)).exp()
    return exponentials / exponentials.amax(dim=-1, keepdim=True) * 0.5


@mistake("softmax", ask="Where does the exponential come in?")
def forgets_the_exponential(scores):
    moved = scores - scores.amin(dim=-1, keepdim=True)
    return moved / moved.sum(dim=-1, keepdim=True)


@mistake("softmax", ask="Are these probabilities, or their logarithms?")
def logarithms(scores):
    return scores - scores.logsumexp(dim=-1, keepdim=True)


@mistake("softmax", ask="Should the caller's scores be different afterwards?")
def changes_its_input(scores):
    with torch.no_grad():
        scores -= scores.amax(dim=-1, keepdim=True)
    exponentials = scores.exp()
    return exponentials / exponentials.sum(dim=-1, keepdim=True)


@mistake("softmax", ask="Can a gradient still flow through what you return?")
def cuts_the_gradient(scores):
    exponentials = (scores - scores.amax(dim=-1, keepdim=True)).exp().detach()
    return exponentials / exponentials.sum(dim=-1, keepdim=True)


@mistake("softmax", ask="Which sign should the exponent of the largest score get?")
def wrong_sign(scores):
    exponentials = (scores.amin(dim=-1, keepdim=True) - scores).exp()
    return exponentials / exponentials.sum(dim=-1, keepdim=True)


@mistake("softmax", ask="What happens to a score that is far below the others?")
def never_quite_zero(scores):
    exponentials = (scores - scores.amax(dim=-1, keepdim=True)).exp() + 1e-3
    return exponentials / exponentials.sum(dim=-1, keepdim=True)


@mistake("softmax", ask="Which shape has the largest score of each row, with and without keepdim?")
def forgets_keepdim(scores):
    exponentials = (scores - scores.amax(dim=-1)).exp()
    return exponentials / exponentials.sum(dim=-1)


@mistake("softmax", ask="Of what precision are the numbers that came in?")
def single_precision(scores):
    exponentials = (scores.float() - scores.float().amax(dim=-1, keepdim=True)).exp()
    return exponentials / exponentials.sum(dim=-1, keepdim=True)


@variant("softmax")
def by_logarithms(scores):
    return (scores - torch.logsumexp(scores, dim=-1, keepdim=True)).exp()


@variant("softmax")
def row_by_row(scores):
    rows = scores.reshape(-1, scores.shape[-1])
    made = []
    for row in rows:
        powers = torch.exp(row - max(row))
        made.append(powers / powers.sum())
    return torch.stack(made).reshape(scores.shape)


@variant("softmax")
def with_max(scores):
    largest, _ = scores.max(-1, keepdim=True)
    e = torch.e ** (scores - largest.detach())
    return e / e.sum(-1).unsqueeze(-1)

"""The steps of training: loss, update, learning rate, clipping, the loop, and a context's cost.

Built on torch's own operators wherever torch has one. What a learner writes by hand is held
against these. Nothing here knows a particular model; the smallest one, a table of bigrams, is in
`bigram_loss`.

Sources: Loshchilov and Hutter 2017 for AdamW (arXiv:1711.05101), Kingma and Ba 2014 for its
moments (arXiv:1412.6980), Loshchilov and Hutter 2016 for the cosine (arXiv:1608.03983), Pascanu
et al. 2012 for clipping (arXiv:1211.5063).
"""

import math
from collections.abc import Callable, Iterable, Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn import functional as F

Loss = Callable[[list[Tensor], Tensor], Tensor]
"""(weights, batch) -> the mean loss of a batch of token ids."""


def cross_entropy(
    logits: Float[Tensor, "*lead vocabulary"], labels: Int[Tensor, "*lead"]
) -> Float[Tensor, ""]:
    """Mean negative log-probability of the labels; those of -100 do not count."""
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), labels.reshape(-1))


@torch.no_grad()
def adamw_step(
    weight: Float[Tensor, "..."],
    gradient: Float[Tensor, "..."],
    first: Float[Tensor, "..."],
    second: Float[Tensor, "..."],
    step: int,
    rate: float = 1e-3,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
    decay: float = 0.01,
) -> tuple[Tensor, Tensor, Tensor]:
    """One step of AdamW, counted from 1: the new weight and both moments."""
    leaf = weight.detach().clone().requires_grad_()
    optimizer = torch.optim.AdamW([leaf], rate, (beta1, beta2), epsilon, decay)
    state = {"step": torch.tensor(float(step - 1))}
    state |= {"exp_avg": first.detach().clone(), "exp_avg_sq": second.detach().clone()}
    optimizer.state[leaf] = state
    leaf.grad = gradient.detach().clone()
    optimizer.step()
    return leaf.detach(), state["exp_avg"], state["exp_avg_sq"]


def learning_rate(
    step: int, peak: float, n_warm_up: int, n_steps: int, floor: float = 0.0
) -> float:
    """The rate of a step counted from 0: up in a line, then down half a cosine to the floor."""
    if step < n_warm_up:
        return peak * (step + 1) / n_warm_up
    done = min(1.0, (step - n_warm_up) / (n_steps - n_warm_up))
    return floor + (peak - floor) * math.cos(math.pi / 2 * done) ** 2


def clip_gradients(
    grads: Sequence[Float[Tensor, "..."]], max_norm: float
) -> tuple[list[Tensor], Float[Tensor, ""]]:
    """Gradients scaled together so that their common norm is at most `max_norm`; that norm."""
    norm = torch.nn.utils.get_total_norm(list(grads))
    scale = max_norm / norm.clamp(min=max_norm)
    return [gradient * scale for gradient in grads], norm


def bigram_loss(
    weights: list[Float[Tensor, "vocabulary vocabulary"]], batch: Int[Tensor, "batch time"]
) -> Float[Tensor, ""]:
    """Loss of the smallest language model: one row of logits for each previous token."""
    (table,) = weights
    return cross_entropy(table[batch[:, :-1]], batch[:, 1:])


def make_sgd(weights: list[Tensor]) -> torch.optim.Optimizer:
    """The plainest optimizer: the weights minus the rate times the gradient."""
    return torch.optim.SGD(weights, lr=0.0)


def make_adamw(weights: list[Tensor]) -> torch.optim.Optimizer:
    """AdamW with the betas and the decay that language models are mostly trained with."""
    return torch.optim.AdamW(weights, lr=0.0, betas=(0.9, 0.95), weight_decay=0.1)


def falling_rate(step: int) -> float:
    """8, 4, 2.7, 2, 1.6, ...: large, since a table of bigrams is learned in few steps."""
    return 8.0 / (step + 1)


def nothing(losses: list[float]) -> None:
    """What a loop does after each step when nobody asked for more."""


def train_loop(
    weights: list[Float[Tensor, "..."]],
    batches: Iterable[Int[Tensor, "batch time"]],
    token_budget: int,
    target_loss: float = 0.0,
    max_norm: float = 1.0,
    loss_of: Loss = bigram_loss,
    make_optimizer: Callable[[list[Tensor]], torch.optim.Optimizer] = make_sgd,
    rate_of: Callable[[int], float] = falling_rate,
    after_step: Callable[[list[float]], None] = nothing,
) -> list[float]:
    """Train the weights in place until budget, target or data are at their end; the losses."""
    leaves = [weight.requires_grad_() for weight in weights]
    optimizer = make_optimizer(leaves)
    losses: list[float] = []
    left = token_budget
    for batch in batches:
        for group in optimizer.param_groups:
            group["lr"] = rate_of(len(losses))
        loss = loss_of(leaves, batch)
        gradients = torch.autograd.grad(loss, leaves, allow_unused=True)
        for leaf, gradient in zip(leaves, gradients, strict=True):
            leaf.grad = gradient
        torch.nn.utils.clip_grad_norm_(leaves, max_norm)
        optimizer.step()
        losses.append(loss.item())
        after_step(losses)
        left -= batch.numel()
        if left <= 0 or losses[-1] <= target_loss:
            break
    return losses


def context_cost(
    length: int,
    n_layers: int,
    n_heads: int,
    n_kv_heads: int,
    d_head: int,
    n_parameters: int,
    n_bytes: int = 2,
) -> tuple[int, int, int]:
    """Bytes of the key/value cache, bytes of all attention weights, FLOPs of a forward pass."""
    pairs = n_layers * n_heads * length**2
    cache = math.prod((2, n_layers, n_kv_heads, d_head, length, n_bytes))
    return cache, pairs * n_bytes, 2 * n_parameters * length + 2 * 2 * d_head * pairs

"""Wrong and right answers to the exercises of lesson 4, and the cases that learners see."""

import functools
import math

import torch
from torch.nn import functional as F

from llmcourse.checks.authoring import cases, mistake, variant
from llmcourse.checks.cases import case
from llmcourse.models import blocks as given
from llmcourse.models.weights import decoder_shapes, encoder_shapes, filled, llama_shapes

HALF = (torch.float16, torch.bfloat16)


def normal(*shape, seed=0, scale=1.0):
    """Numbers that are the same in every build, rounded so that they read well."""
    drawn = torch.randn(*shape, generator=torch.Generator().manual_seed(seed))
    return (drawn * 10).round() / 10 * scale


def drawn(shapes, seed=0, scale=0.5):
    """Weights in these shapes; gains near 1, everything else near 0."""
    generator = torch.Generator().manual_seed(seed)

    def make(name, shape):
        numbers = (torch.randn(shape, generator=generator) * 10 * scale).round() / 10
        return numbers.double() + 1 if name.endswith("gain") else numbers.double()

    return filled(shapes, make)


# ---------------------------------------------------------------- 4.1 layer_norm


@cases("layer_norm")
def _():
    plain = dict(gain=torch.ones(4), bias=torch.zeros(4))
    learned = dict(gain=normal(3, seed=1) + 1, bias=normal(3, seed=2))
    square = dict(gain=normal(4, seed=1) + 1, bias=normal(4, seed=2))
    return [
        case("one vector", x=torch.tensor([1.0, 2.0, 3.0, 6.0]), **plain),
        case("gain and bias", x=normal(1, 2, 3, seed=3) * 2 + 1, **learned),
        case("a batch", x=normal(2, 5, 3, seed=3) * 2 + 1, **learned),
        case("as many tokens as features", x=normal(4, 4, seed=3) + 2, **square),
        case("eps is 2", x=normal(2, 3, seed=4), **learned, eps=2.0),
        case("small numbers", x=normal(2, 3, seed=4, scale=0.001), **learned),
        case("gradients", gradients=True, x=normal(2, 2, 3, seed=5), **learned),
        case(
            "double precision",
            x=normal(2, 3, seed=6).double(),
            **{name: part.double() for name, part in learned.items()},
        ),
    ]


@mistake("layer_norm", ask="Whose mean is it: one token's, or everybody's?")
def over_everything(x, gain, bias, eps=1e-5):
    return (x - x.mean()) / (x.var(correction=0) + eps).sqrt() * gain + bias


@mistake("layer_norm", ask="Along which axis do the numbers of one token lie?")
def over_the_tokens(x, gain, bias, eps=1e-5):
    axis = -2 if x.dim() > 1 else -1
    centered = x - x.mean(axis, keepdim=True)
    return centered / (centered.pow(2).mean(axis, keepdim=True) + eps).sqrt() * gain + bias


@mistake("layer_norm", ask="Are statistics over the batch not batch normalization?")
def over_the_batch(x, gain, bias, eps=1e-5):
    centered = x - x.mean(0, keepdim=True)
    return centered / (centered.pow(2).mean(0, keepdim=True) + eps).sqrt() * gain + bias


@mistake("layer_norm", ask="May a token's mean run over the tokens beside it as well?")
def over_tokens_and_features(x, gain, bias, eps=1e-5):
    axes = (-2, -1) if x.dim() > 1 else -1
    centered = x - x.mean(axes, keepdim=True)
    return centered / (centered.pow(2).mean(axes, keepdim=True) + eps).sqrt() * gain + bias


@mistake("layer_norm", ask="What does `var` divide by if nobody tells it: d_model, or one less?")
def unbiased_variance(x, gain, bias, eps=1e-5):
    variance = x.var(-1, keepdim=True)
    return (x - x.mean(-1, keepdim=True)) / (variance + eps).sqrt() * gain + bias


@mistake("layer_norm", ask="Does eps stand under the root, or beside it?")
def eps_outside_the_root(x, gain, bias, eps=1e-5):
    centered = x - x.mean(-1, keepdim=True)
    return centered / (x.std(-1, correction=0, keepdim=True) + eps) * gain + bias


@mistake("layer_norm", ask="Two things at once: which denominator has `std`, and where is eps?")
def std_with_its_defaults(x, gain, bias, eps=1e-5):
    return (x - x.mean(-1, keepdim=True)) / (x.std(-1, keepdim=True) + eps) * gain + bias


@mistake("layer_norm", ask="Is it the variance that you divide by, or its root?")
def divides_by_the_variance(x, gain, bias, eps=1e-5):
    centered = x - x.mean(-1, keepdim=True)
    return centered / (centered.pow(2).mean(-1, keepdim=True) + eps) * gain + bias


@mistake("layer_norm", ask="What are the gain and the bias for?")
def no_gain_no_bias(x, gain, bias, eps=1e-5):
    centered = x - x.mean(-1, keepdim=True)
    return centered / (centered.pow(2).mean(-1, keepdim=True) + eps).sqrt() + 0 * (gain + bias)


@mistake("layer_norm", ask="Which comes first, the gain or the bias?")
def bias_before_the_gain(x, gain, bias, eps=1e-5):
    centered = x - x.mean(-1, keepdim=True)
    return (centered / (centered.pow(2).mean(-1, keepdim=True) + eps).sqrt() + bias) * gain


@mistake("layer_norm", ask="Is the result's mean 0 before the bias is added?")
def leaves_the_mean(x, gain, bias, eps=1e-5):
    variance = x.var(-1, correction=0, keepdim=True)
    return x / (variance + eps).sqrt() * gain + bias


@mistake("layer_norm", ask="Deviations from what: from 0, or from the mean?")
def mean_of_the_squares(x, gain, bias, eps=1e-5):
    centered = x - x.mean(-1, keepdim=True)
    return centered / (x.pow(2).mean(-1, keepdim=True) + eps).sqrt() * gain + bias


@mistake("layer_norm", ask="Is the eps that the caller gives used at all?")
def an_eps_of_its_own(x, gain, bias, eps=1e-5):
    centered = x - x.mean(-1, keepdim=True)
    return centered / (centered.pow(2).mean(-1, keepdim=True) + 1e-5).sqrt() * gain + bias


@mistake("layer_norm", ask="Whose tensor does `-=` write into?")
def in_place(x, gain, bias, eps=1e-5):
    x -= x.mean(-1, keepdim=True)
    return x / (x.pow(2).mean(-1, keepdim=True) + eps).sqrt() * gain + bias


@mistake("layer_norm", ask="Do the mean and the variance depend on x? What then of the gradient?")
def detached_statistics(x, gain, bias, eps=1e-5):
    mean = x.mean(-1, keepdim=True).detach()
    variance = x.var(-1, correction=0, keepdim=True).detach()
    return (x - mean) / (variance + eps).sqrt() * gain + bias


@mistake("layer_norm", ask="Which dtype do your numbers have on the way: the inputs'?")
def always_single(x, gain, bias, eps=1e-5):
    centered = x.float() - x.float().mean(-1, keepdim=True)
    root = (centered.pow(2).mean(-1, keepdim=True) + eps).sqrt()
    return centered / root * gain.float() + bias.float()


@mistake(
    "layer_norm",
    ask="Far from zero, the mean of the squares and the square of the mean are two huge, nearly "
    "equal numbers. What is left of their difference in float32?",
    visible=False,
)
def one_pass_variance(x, gain, bias, eps=1e-5):
    mean = x.mean(-1, keepdim=True)
    variance = x.pow(2).mean(-1, keepdim=True) - mean.pow(2)
    return (x - mean) / (variance + eps).sqrt() * gain + bias


@variant("layer_norm")
def by_var(x, gain, bias, eps=1e-5):
    variance, mean = torch.var_mean(x, dim=-1, correction=0, keepdim=True)
    return torch.addcmul(bias, (x - mean) * torch.rsqrt(variance + eps), gain)


@variant("layer_norm")
def by_sums(x, gain, bias, eps=1e-5):
    d_model = x.size(-1)
    centered = x - torch.einsum("...d->...", x).unsqueeze(-1) / d_model
    square = torch.einsum("...d,...d->...", centered, centered).unsqueeze(-1) / d_model
    return gain * (centered / torch.sqrt(square + eps)) + bias


# ---------------------------------------------------------------- 4.2 residual_stack


@cases("residual_stack")
def _():
    def layers(n):
        return [(normal(3, 4, seed=i, scale=0.5), normal(4, 3, seed=9 + i)) for i in range(n)]

    x = normal(2, 3, seed=20) + 0.5
    orders = ("plain", "residual", "post", "pre")
    return [
        *(case(f"{order}, one layer", x=x[:1], layers=layers(1), order=order) for order in orders),
        *(case(f"{order}, three", x=x, layers=layers(3), order=order) for order in orders),
        *(
            case(f"{order}, gradients", gradients=True, x=x, layers=layers(2), order=order)
            for order in orders
        ),
    ]


def stacked(x, layers, order, *, changed=None, last=True):
    """The right loop, with other steps for some orders."""
    steps = {
        "plain": lambda x, f: f(x),
        "residual": lambda x, f: x + f(x),
        "post": lambda x, f: given.normalize(x + f(x)),
        "pre": lambda x, f: x + f(given.normalize(x)),
    }
    step = (steps | (changed or {}))[order]
    for pair in layers:
        x = step(x, lambda x, pair=pair: given.transform(x, *pair))
    return given.normalize(x) if order == "pre" and last else x


@mistake("residual_stack", ask="What does the residual connection add to the layer's output?")
def without_any_residual(x, layers, order):
    norm = {"post": lambda x, f: given.normalize(f(x)), "pre": lambda x, f: f(given.normalize(x))}
    return stacked(x, layers, order, changed={"residual": lambda x, f: f(x), **norm})


@mistake("residual_stack", ask="In post-norm, is the sum normed, or only what is added?")
def norms_only_the_layer(x, layers, order):
    return stacked(x, layers, order, changed={"post": lambda x, f: x + given.normalize(f(x))})


@mistake("residual_stack", ask="In post-norm, does the norm come before the addition or after it?")
def post_adds_after_the_norm(x, layers, order):
    return stacked(x, layers, order, changed={"post": lambda x, f: given.normalize(x) + f(x)})


@mistake("residual_stack", ask="In pre-norm, is it x that runs on, or the normed x?")
def pre_adds_to_the_normed(x, layers, order):
    def step(x, f):
        x = given.normalize(x)
        return x + f(x)

    return stacked(x, layers, order, changed={"pre": step})


@mistake("residual_stack", ask="Who norms the last x of a pre-norm stack?")
def pre_without_the_last_norm(x, layers, order):
    return stacked(x, layers, order, last=False)


@mistake("residual_stack", ask="Which of the two orders is called post, and which pre?")
def swaps_post_and_pre(x, layers, order):
    return stacked(x, layers, {"post": "pre", "pre": "post"}.get(order, order))


@mistake("residual_stack", ask="Does every order end with a norm?")
def always_norms_at_the_end(x, layers, order):
    x = stacked(x, layers, order, last=False)
    return given.normalize(x) if order != "post" else x


@mistake("residual_stack", ask="What does the second layer's output go on top of?")
def adds_the_first_input(x, layers, order):
    first = x
    changed = {
        "residual": lambda x, f: first + f(x),
        "post": lambda x, f: given.normalize(first + f(x)),
        "pre": lambda x, f: first + f(given.normalize(x)),
    }
    return stacked(x, layers, order, changed=changed)


@mistake("residual_stack", ask="One road past all layers, or one past each?")
def one_road_past_all(x, layers, order):
    if order != "residual":
        return stacked(x, layers, order)
    return x + stacked(x, layers, "plain")


@mistake("residual_stack", ask="Whose tensor does `+=` write into?")
def adds_in_place(x, layers, order):
    if order != "residual":
        return stacked(x, layers, order)
    for pair in layers:
        x += given.transform(x.clone(), *pair)
    return x


@mistake("residual_stack", ask="How often is each layer applied?")
def only_the_first_layer(x, layers, order):
    return stacked(x, layers[:1], order)


@mistake("residual_stack", ask="Does the input run through the first layer first?")
def from_the_last_to_the_first(x, layers, order):
    return stacked(x, layers[::-1], order)


@mistake("residual_stack", ask="Must the gradient not flow along the road as well?")
def detaches_the_road(x, layers, order):
    return stacked(x, layers, order, changed={"residual": lambda x, f: x.detach() + f(x)})


@mistake("residual_stack", ask="Post-norm: a norm after every layer, or one after all of them?")
def post_norms_once(x, layers, order):
    if order != "post":
        return stacked(x, layers, order)
    return given.normalize(stacked(x, layers, "residual"))


@variant("residual_stack")
def by_flags(x, layers, order):
    for w_in, w_out in layers:
        seen = given.normalize(x) if order == "pre" else x
        new = given.transform(seen, w_in, w_out)
        x = new if order == "plain" else x + new
        if order == "post":
            x = given.normalize(x)
    if order == "pre":
        x = given.normalize(x)
    return x


@variant("residual_stack")
def by_reducing(x, layers, order):
    def norm(x, wanted):
        return F.layer_norm(x, x.shape[-1:]) if order == wanted else x

    def step(x, pair):
        new = given.transform(norm(x, "pre"), *pair)
        return norm(new if order == "plain" else torch.add(x, new), "post")

    return norm(functools.reduce(step, layers, x), "pre")


# ---------------------------------------------------------------- 4.3 feed_forward


@cases("feed_forward")
def _():
    def weights(d_model, d_ff):
        parts = normal(d_model, d_ff, seed=1), normal(d_ff, seed=2)
        parts += normal(d_ff, d_model, seed=3), normal(d_model, seed=4)
        return dict(zip(("w_in", "b_in", "w_out", "b_out"), parts))

    one = dict(w_in=torch.eye(3), b_in=torch.zeros(3), w_out=torch.eye(3), b_out=torch.zeros(3))
    x = torch.tensor([[-1.0, 0.5, 2.0]])
    return [
        case("relu, weights of 1", x=x, **one, activation="relu"),
        case("gelu, weights of 1", x=x, **one, activation="gelu"),
        case("relu", x=normal(2, 3, 2, seed=5), **weights(2, 5), activation="relu"),
        case("gelu", x=normal(2, 3, 2, seed=5), **weights(2, 5), activation="gelu"),
        case("square weights", x=normal(2, 4, seed=5), **weights(4, 4), activation="gelu"),
        case("activation left out", x=normal(1, 3, 2, seed=5), **weights(2, 3)),
        case(
            "gradients", gradients=True, x=normal(2, 2, seed=6), **weights(2, 3), activation="gelu"
        ),
        case(
            "double precision",
            x=normal(2, 2, seed=6).double(),
            **{name: part.double() for name, part in weights(2, 3).items()},
            activation="gelu",
        ),
    ]


def bent(hidden, activation):
    return F.gelu(hidden) if activation == "gelu" else F.relu(hidden)


@mistake("feed_forward", ask="What are two linear maps in a row, with nothing between them?")
def no_activation(x, w_in, b_in, w_out, b_out, activation="relu"):
    return (x @ w_in + b_in) @ w_out + b_out


@mistake("feed_forward", ask="Where does the bend stand: between the two maps, or after them?")
def bends_at_the_end(x, w_in, b_in, w_out, b_out, activation="relu"):
    return bent((x @ w_in + b_in) @ w_out + b_out, activation)


@mistake("feed_forward", ask="How many bends are there?")
def bends_twice(x, w_in, b_in, w_out, b_out, activation="relu"):
    return bent(bent(x @ w_in + b_in, activation) @ w_out + b_out, activation)


@mistake("feed_forward", ask="Is the activation that was asked for used?")
def always_relu(x, w_in, b_in, w_out, b_out, activation="relu"):
    return bent(x @ w_in + b_in, "relu") @ w_out + b_out


@mistake("feed_forward", ask="What does the function do when nobody names an activation?")
def always_gelu(x, w_in, b_in, w_out, b_out, activation="relu"):
    return bent(x @ w_in + b_in, "gelu") @ w_out + b_out


@mistake("feed_forward", ask="Is the formula with tanh the exact GELU?")
def tanh_gelu(x, w_in, b_in, w_out, b_out, activation="relu"):
    hidden = x @ w_in + b_in
    if activation == "gelu":
        return F.gelu(hidden, approximate="tanh") @ w_out + b_out
    return F.relu(hidden) @ w_out + b_out


@mistake("feed_forward", ask="Is x times its sigmoid GELU, or a curve of another name?")
def silu_for_gelu(x, w_in, b_in, w_out, b_out, activation="relu"):
    hidden = x @ w_in + b_in
    return (F.silu(hidden) if activation == "gelu" else F.relu(hidden)) @ w_out + b_out


@mistake("feed_forward", ask="What does the erf take: x, or x divided by the root of 2?")
def erf_without_the_root(x, w_in, b_in, w_out, b_out, activation="relu"):
    hidden = x @ w_in + b_in
    gelu = hidden * 0.5 * (1 + torch.erf(hidden))
    return (gelu if activation == "gelu" else F.relu(hidden)) @ w_out + b_out


@mistake("feed_forward", ask="Which chance lies between 0 and 1: erf, or half of 1 + erf?")
def forgets_the_half(x, w_in, b_in, w_out, b_out, activation="relu"):
    hidden = x @ w_in + b_in
    gelu = hidden * (1 + torch.erf(hidden / 2**0.5))
    return (gelu if activation == "gelu" else F.relu(hidden)) @ w_out + b_out


@mistake("feed_forward", ask="GELU is x times a chance. Where did the x go?")
def chance_alone(x, w_in, b_in, w_out, b_out, activation="relu"):
    hidden = x @ w_in + b_in
    gelu = 0.5 * (1 + torch.erf(hidden / 2**0.5))
    return (gelu if activation == "gelu" else F.relu(hidden)) @ w_out + b_out


@mistake("feed_forward", ask="How many biases are there, and where do they go?")
def forgets_the_biases(x, w_in, b_in, w_out, b_out, activation="relu"):
    return bent(x @ w_in, activation) @ w_out + 0 * b_in.sum() * b_out


@mistake("feed_forward", ask="Is the first bias added before the bend or after it?")
def bias_after_the_bend(x, w_in, b_in, w_out, b_out, activation="relu"):
    return (bent(x @ w_in, activation) + b_in) @ w_out + b_out


@mistake("feed_forward", ask="Is the residual part of this layer, or of the block around it?")
def adds_the_residual(x, w_in, b_in, w_out, b_out, activation="relu"):
    return x + bent(x @ w_in + b_in, activation) @ w_out + b_out


@mistake("feed_forward", ask="Which axis of the weights must meet the last axis of x?")
def transposes_square_weights(x, w_in, b_in, w_out, b_out, activation="relu"):
    square = w_in.shape[0] == w_in.shape[1]
    first, second = (w_in.T, w_out.T) if square else (w_in, w_out)
    return bent(x @ first + b_in, activation) @ second + b_out


@mistake("feed_forward", ask="May one position see another in this layer?")
def mixes_the_positions(x, w_in, b_in, w_out, b_out, activation="relu"):
    hidden = x @ w_in + b_in
    if hidden.dim() > 1:
        hidden = hidden + hidden.mean(-2, keepdim=True)
    return bent(hidden, activation) @ w_out + b_out


@mistake("feed_forward", ask="Which dtype do your numbers have on the way: the inputs'?")
def feeds_in_single_precision(x, w_in, b_in, w_out, b_out, activation="relu"):
    parts = [part.float() for part in (x, w_in, b_in, w_out, b_out)]
    return bent(parts[0] @ parts[1] + parts[2], activation) @ parts[3] + parts[4]


@variant("feed_forward")
def by_linear(x, w_in, b_in, w_out, b_out, activation="relu"):
    hidden = F.linear(x, w_in.T, b_in)
    gelu = activation == "gelu"
    hidden = hidden * torch.special.ndtr(hidden) if gelu else torch.relu(hidden)
    return F.linear(hidden, w_out.T, b_out)


@variant("feed_forward")
def by_einsum(x, w_in, b_in, w_out, b_out, activation="relu"):
    hidden = torch.einsum("...d,df->...f", x, w_in) + b_in
    bends = {
        "relu": lambda h: h * (h > 0),
        "gelu": lambda h: h / 2 * torch.erfc(-h / math.sqrt(2)),
    }
    return torch.einsum("...f,fd->...d", bends[activation](hidden), w_out) + b_out


# ---------------------------------------------------------------- 4.4 encoder_block


@cases("encoder_block")
def _():
    weights = drawn(encoder_shapes(4, 3), seed=1)
    x = normal(2, 3, 4, seed=2).double() + 0.5
    mask = given.padding_mask(torch.tensor([3, 1]), 3)
    return [
        case("post-norm, one token", x=x[:1, :1], weights=weights, n_heads=1),
        case("post-norm", x=x, weights=weights, n_heads=2, mask=None, pre_norm=False),
        case("pre-norm", x=x, weights=weights, n_heads=2, mask=None, pre_norm=True),
        case("padding", x=x, weights=weights, n_heads=2, mask=mask, pre_norm=False),
        case(
            "gradients", gradients=True, x=x, weights=weights, n_heads=2, mask=mask, pre_norm=True
        ),
    ]


def encoder(x, weights, n_heads, mask, pre_norm, *, post=None, pre=None, order=None, **parts):
    """The right block, with a part exchanged: how a layer is joined, or a layer itself."""
    post = post or (lambda x, layer, norm: norm(x + layer(x)))
    pre = pre or (lambda x, layer, norm: x + layer(norm(x)))
    layers = {
        "attention": lambda x: given.attend(
            x, x, **weights["attention"], n_heads=n_heads, mask=mask
        ),
        "feed_forward": lambda x: given.feed_forward(x, **weights["feed_forward"]),
        **parts,
    }
    for name in order or layers:
        x = (pre if pre_norm else post)(
            x, layers[name], lambda x, name=name: given.layer_norm(x, **weights[f"{name}_norm"])
        )
    return x


@mistake("encoder_block", ask="How many residual connections has a block?")
def encoder_without_residuals(x, weights, n_heads, mask=None, pre_norm=False):
    post, pre = (lambda x, layer, norm: norm(layer(x))), (lambda x, layer, norm: layer(norm(x)))
    return encoder(x, weights, n_heads, mask, pre_norm, post=post, pre=pre)


@mistake("encoder_block", ask="Does the padding stay hidden?")
def encoder_ignores_the_mask(x, weights, n_heads, mask=None, pre_norm=False):
    return encoder(x, weights, n_heads, None, pre_norm)


@mistake("encoder_block", ask="Which order does pre_norm=True ask for?")
def swaps_the_orders(x, weights, n_heads, mask=None, pre_norm=False):
    return encoder(x, weights, n_heads, mask, not pre_norm)


@mistake("encoder_block", ask="What does pre_norm change?")
def always_post_norm(x, weights, n_heads, mask=None, pre_norm=False):
    return encoder(x, weights, n_heads, mask, False)


@mistake("encoder_block", ask="In pre-norm, what is the layer's output added to?")
def adds_to_the_normed_x(x, weights, n_heads, mask=None, pre_norm=False):
    def pre(x, layer, norm):
        x = norm(x)
        return x + layer(x)

    return encoder(x, weights, n_heads, mask, pre_norm, pre=pre)


@mistake("encoder_block", ask="In post-norm, is the sum normed, or only the layer's output?")
def norms_the_layer_alone(x, weights, n_heads, mask=None, pre_norm=False):
    post = lambda x, layer, norm: x + norm(layer(x))  # noqa: E731
    return encoder(x, weights, n_heads, mask, pre_norm, post=post)


@mistake("encoder_block", ask="Has each of the two layers a norm of its own?")
def one_norm_for_both(x, weights, n_heads, mask=None, pre_norm=False):
    weights = weights | {"feed_forward_norm": weights["attention_norm"]}
    return encoder(x, weights, n_heads, mask, pre_norm)


@mistake("encoder_block", ask="Which layer comes first?")
def feeds_forward_first(x, weights, n_heads, mask=None, pre_norm=False):
    order = ("feed_forward", "attention")
    return encoder(x, weights, n_heads, mask, pre_norm, order=order)


@mistake("encoder_block", ask="What does the feed-forward layer read: the block's input?")
def both_in_parallel(x, weights, n_heads, mask=None, pre_norm=False):
    first = encoder(x, weights, n_heads, mask, pre_norm, order=["attention"])
    second = encoder(x, weights, n_heads, mask, pre_norm, order=["feed_forward"])
    return first + second - x


@mistake("encoder_block", ask="In pre-norm, which x do the keys and values come from?")
def keys_from_the_raw_x(x, weights, n_heads, mask=None, pre_norm=False):
    if not pre_norm:
        return encoder(x, weights, n_heads, mask, False)
    normed = given.layer_norm(x, **weights["attention_norm"])
    x = x + given.attend(normed, x, **weights["attention"], n_heads=n_heads, mask=mask)
    return encoder(x, weights, n_heads, mask, True, order=["feed_forward"])


@mistake("encoder_block", ask="Is there another norm at the end of a pre-norm block?")
def norms_at_the_end_too(x, weights, n_heads, mask=None, pre_norm=False):
    x = encoder(x, weights, n_heads, mask, pre_norm)
    return given.layer_norm(x, **weights["feed_forward_norm"]) if pre_norm else x


@mistake("encoder_block", ask="May the encoder look ahead in its source?")
def encoder_hides_the_future(x, weights, n_heads, mask=None, pre_norm=False):
    future = given.causal_mask(x.shape[1])[None, None]
    return encoder(x, weights, n_heads, future if mask is None else mask & future, pre_norm)


@mistake("encoder_block", ask="How many heads were asked for?")
def always_one_head(x, weights, n_heads, mask=None, pre_norm=False):
    return encoder(x, weights, 1, mask, pre_norm)


@mistake("encoder_block", ask="Which activation has the feed-forward layer of 2017?")
def gelu_inside(x, weights, n_heads, mask=None, pre_norm=False):
    feed = lambda x: given.feed_forward(x, **weights["feed_forward"], activation="gelu")  # noqa: E731
    return encoder(x, weights, n_heads, mask, pre_norm, feed_forward=feed)


@mistake("encoder_block", ask="How many layers has a block?")
def attention_alone(x, weights, n_heads, mask=None, pre_norm=False):
    return encoder(x, weights, n_heads, mask, pre_norm, order=["attention"])


@mistake("encoder_block", ask="Is the second layer's output added to anything?")
def second_residual_missing(x, weights, n_heads, mask=None, pre_norm=False):
    x = encoder(x, weights, n_heads, mask, pre_norm, order=["attention"])
    post, pre = (lambda x, layer, norm: norm(layer(x))), (lambda x, layer, norm: layer(norm(x)))
    return encoder(x, weights, n_heads, mask, pre_norm, post=post, pre=pre, order=["feed_forward"])


@variant("encoder_block")
def line_by_line(x, weights, n_heads, mask=None, pre_norm=False):
    own, fed = weights["attention"], weights["feed_forward"]
    first, second = weights["attention_norm"], weights["feed_forward_norm"]
    if pre_norm:
        seen = given.layer_norm(x, first["gain"], first["bias"])
        x = x + given.attend(seen, seen, **own, n_heads=n_heads, mask=mask)
        return x + given.feed_forward(given.layer_norm(x, **second), **fed)
    x = given.layer_norm(given.attend(x, x, **own, n_heads=n_heads, mask=mask) + x, **first)
    return given.layer_norm(given.feed_forward(x, **fed) + x, **second)


@variant("encoder_block")
def by_torch_functions(x, weights, n_heads, mask=None, pre_norm=False):
    def norm(x, name):
        part = weights[f"{name}_norm"]
        return F.layer_norm(x, x.shape[-1:], part["gain"], part["bias"])

    def attend(x):
        part = weights["attention"]
        query, key, value = (
            (x @ part[name]).unflatten(-1, (n_heads, -1)).transpose(1, 2)
            for name in ("w_q", "w_k", "w_v")
        )
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        return mixed.transpose(1, 2).flatten(2) @ part["w_o"]

    def feed(x):
        part = weights["feed_forward"]
        return F.relu(x @ part["w_in"] + part["b_in"]) @ part["w_out"] + part["b_out"]

    if pre_norm:
        x = x + attend(norm(x, "attention"))
        return x + feed(norm(x, "feed_forward"))
    x = norm(x + attend(x), "attention")
    return norm(x + feed(x), "feed_forward")


# ---------------------------------------------------------------- 4.5 decoder_block


@cases("decoder_block")
def _():
    weights = drawn(decoder_shapes(4, 3), seed=1)
    y = normal(2, 3, 4, seed=2).double() + 0.5
    memory = normal(2, 3, 4, seed=3).double() - 0.5
    more = normal(2, 5, 4, seed=4).double() - 0.5
    mask = given.padding_mask(torch.tensor([5, 2]), 5)
    same = given.padding_mask(torch.tensor([3, 1]), 3)
    plain = dict(weights=weights, n_heads=2)
    return [
        case("one token each", y=y[:1, :1], memory=memory[:1, :1], weights=weights, n_heads=1),
        case("post-norm", y=y, memory=more, **plain, memory_mask=None, pre_norm=False),
        case("pre-norm", y=y, memory=more, **plain, memory_mask=None, pre_norm=True),
        case("padding", y=y, memory=more, **plain, memory_mask=mask, pre_norm=False),
        case("same length", y=y, memory=memory, **plain, memory_mask=same, pre_norm=False),
    ]


def decoder(
    y, memory, weights, n_heads, mask, pre_norm, *, post=None, pre=None, order=None, **parts
):
    """The right block, with a part exchanged."""
    post = post or (lambda y, layer, norm: norm(y + layer(y)))
    pre = pre or (lambda y, layer, norm: y + layer(norm(y)))
    future = given.causal_mask(y.shape[1])[None, None]
    own, across = weights["attention"], weights["cross_attention"]
    layers = {
        "attention": lambda y: given.attend(y, y, **own, n_heads=n_heads, mask=future),
        "cross_attention": lambda y: given.attend(y, memory, **across, n_heads=n_heads, mask=mask),
        "feed_forward": lambda y: given.feed_forward(y, **weights["feed_forward"]),
        **parts,
    }
    for name in order or layers:
        y = (pre if pre_norm else post)(
            y, layers[name], lambda y, name=name: given.layer_norm(y, **weights[f"{name}_norm"])
        )
    return y


@mistake("decoder_block", ask="May a target token look at those that come after it?")
def sees_the_future(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    own = lambda y: given.attend(y, y, **weights["attention"], n_heads=n_heads)  # noqa: E731
    return decoder(y, memory, weights, n_heads, memory_mask, pre_norm, attention=own)


@mistake("decoder_block", ask="Does cross-attention keep off the source's padding?")
def looks_at_padding(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    return decoder(y, memory, weights, n_heads, None, pre_norm)


@mistake("decoder_block", ask="In which order do the three layers come?")
def across_before_itself(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    order = ("cross_attention", "attention", "feed_forward")
    return decoder(y, memory, weights, n_heads, memory_mask, pre_norm, order=order)


@mistake("decoder_block", ask="Where does the decoder hear of the source?")
def without_cross_attention(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    order = ("attention", "feed_forward")
    return decoder(y, memory, weights, n_heads, memory_mask, pre_norm, order=order)


@mistake("decoder_block", ask="Where do the keys and values of cross-attention come from?")
def asks_itself_again(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    future = given.causal_mask(y.shape[1])[None, None]
    across = lambda y: given.attend(  # noqa: E731
        y, y, **weights["cross_attention"], n_heads=n_heads, mask=future
    )
    return decoder(y, memory, weights, n_heads, memory_mask, pre_norm, cross_attention=across)


@mistake("decoder_block", ask="Who asks, the decoder or the encoder?")
def encoder_asks(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    across = lambda y: given.attend(memory, y, **weights["cross_attention"], n_heads=n_heads)  # noqa: E731
    return decoder(y, memory, weights, n_heads, memory_mask, pre_norm, cross_attention=across)


@mistake("decoder_block", ask="Is the source written word by word, so that some of it is hidden?")
def hides_the_sources_future(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    rows, columns = torch.arange(y.shape[1])[:, None], torch.arange(memory.shape[1])
    mask = (rows >= columns)[None, None]
    mask = mask if memory_mask is None else mask & memory_mask | (columns == 0)
    return decoder(y, memory, weights, n_heads, mask, pre_norm)


@mistake(
    "decoder_block", ask="Which of the two attentions reads the source, and so needs its mask?"
)
def memory_mask_on_the_target(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    mask = given.causal_mask(y.shape[1])[None, None]
    if memory_mask is not None:
        mask = mask & memory_mask
    own = lambda y: given.attend(y, y, **weights["attention"], n_heads=n_heads, mask=mask)  # noqa: E731
    return decoder(y, memory, weights, n_heads, None, pre_norm, attention=own)


@mistake("decoder_block", ask="The memory comes normed from the encoder: who norms it again?")
def norms_the_memory(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    if pre_norm:
        memory = given.layer_norm(memory, **weights["cross_attention_norm"])
    return decoder(y, memory, weights, n_heads, memory_mask, pre_norm)


@mistake("decoder_block", ask="Which matrices belong to which attention?")
def same_matrices_twice(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    weights = weights | {"cross_attention": weights["attention"]}
    return decoder(y, memory, weights, n_heads, memory_mask, pre_norm)


@mistake("decoder_block", ask="How many norms has the block, and which belongs where?")
def one_norm_for_all(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    one = weights["attention_norm"]
    weights = weights | {"cross_attention_norm": one, "feed_forward_norm": one}
    return decoder(y, memory, weights, n_heads, memory_mask, pre_norm)


@mistake("decoder_block", ask="How many of the three layers have a residual connection?")
def no_residual_across(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    y = decoder(y, memory, weights, n_heads, memory_mask, pre_norm, order=["attention"])
    post, pre = (lambda y, layer, norm: norm(layer(y))), (lambda y, layer, norm: layer(norm(y)))
    y = decoder(
        y, memory, weights, n_heads, memory_mask, pre_norm,
        post=post, pre=pre, order=["cross_attention"],
    )  # fmt: skip
    return decoder(y, memory, weights, n_heads, memory_mask, pre_norm, order=["feed_forward"])


@mistake("decoder_block", ask="Which order does pre_norm=True ask for?")
def decoder_swaps_the_orders(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    return decoder(y, memory, weights, n_heads, memory_mask, not pre_norm)


@mistake("decoder_block", ask="What does pre_norm change?")
def decoder_always_post_norm(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    return decoder(y, memory, weights, n_heads, memory_mask, False)


@mistake("decoder_block", ask="In pre-norm, what is the layer's output added to?")
def decoder_adds_to_the_normed(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    def pre(y, layer, norm):
        y = norm(y)
        return y + layer(y)

    return decoder(y, memory, weights, n_heads, memory_mask, pre_norm, pre=pre)


@mistake("decoder_block", ask="May a token look at itself?")
def hides_itself_too(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    mask = torch.ones(y.shape[1], y.shape[1]).tril(-1).bool()
    mask[0, 0] = True
    own = lambda y: given.attend(  # noqa: E731
        y, y, **weights["attention"], n_heads=n_heads, mask=mask[None, None]
    )
    return decoder(y, memory, weights, n_heads, memory_mask, pre_norm, attention=own)


@variant("decoder_block")
def all_in_lines(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    length = y.shape[1]
    future = torch.ones(length, length).tril().bool()[None, None]
    one, two, three = (
        weights[f"{name}_norm"] for name in ("attention", "cross_attention", "feed_forward")
    )
    own, across = weights["attention"], weights["cross_attention"]
    feed = weights["feed_forward"]
    if pre_norm:
        seen = given.layer_norm(y, **one)
        y = y + given.attend(seen, seen, **own, n_heads=n_heads, mask=future)
        seen = given.layer_norm(y, **two)
        y = y + given.attend(seen, memory, **across, n_heads=n_heads, mask=memory_mask)
        return y + given.feed_forward(given.layer_norm(y, **three), **feed)
    y = given.layer_norm(y + given.attend(y, y, **own, n_heads=n_heads, mask=future), **one)
    asked = given.attend(y, memory, **across, n_heads=n_heads, mask=memory_mask)
    y = given.layer_norm(y + asked, **two)
    return given.layer_norm(y + given.feed_forward(y, **feed), **three)


@variant("decoder_block")
def one_helper(y, memory, weights, n_heads, memory_mask=None, pre_norm=False):
    def joined(y, name, layer):
        norm = weights[name + "_norm"]
        gain, bias = norm["gain"], norm["bias"]
        if pre_norm:
            return layer(given.layer_norm(y, gain, bias)) + y
        return given.layer_norm(layer(y) + y, gain, bias)

    position = torch.arange(y.shape[1])
    mask = (position[None, :] <= position[:, None]).expand(y.shape[0], 1, -1, -1)

    def attention(name, mask, source=None):
        def layer(y):
            keys = y if source is None else source
            return given.attend(y, keys, *weights[name].values(), n_heads, mask)

        return layer

    y = joined(y, "attention", attention("attention", mask))
    y = joined(y, "cross_attention", attention("cross_attention", memory_mask, memory))
    feed = weights["feed_forward"]
    return joined(y, "feed_forward", lambda y: given.feed_forward(y, *feed.values()))


# ---------------------------------------------------------------- 4.6 encoder_decoder


def whole_model(n_encoder, n_decoder, seed=1):
    shapes = {"source_embedding": (5, 4), "target_embedding": (6, 4)}
    shapes |= {"encoder": [encoder_shapes(4, 3)] * n_encoder}
    shapes |= {"decoder": [decoder_shapes(4, 3)] * n_decoder}
    return drawn(shapes, seed=seed)


@cases("encoder_decoder")
def _():
    source, target = torch.tensor([[1, 3, 4], [2, 4, 0]]), torch.tensor([[1, 5], [1, 2]])
    lengths = torch.tensor([3, 2])
    two = dict(source=source, target=target, weights=whole_model(2, 2), n_heads=2)
    return [
        case(
            "one block each",
            source=source[:1], target=target[:1], weights=whole_model(1, 1), n_heads=2,
        ),
        case("two blocks each", **two),
        case("padding", **two, lengths=lengths),
        case("one encoder block, two decoder blocks", **(two | {"weights": whole_model(1, 2)})),
    ]  # fmt: skip


def figure_one(source, target, weights, n_heads, lengths, *, embed=None, masks=(True, True)):
    """The right model with an embedding of its own, or without some of its masks."""
    embed = embed or given.embed
    mask = None if lengths is None else given.padding_mask(lengths, source.shape[1])
    memory = embed(source, weights["source_embedding"])
    for block in weights["encoder"]:
        memory = given.encoder_block(memory, block, n_heads, mask if masks[0] else None)
    y = embed(target, weights["target_embedding"])
    for block in weights["decoder"]:
        y = given.decoder_block(y, memory, block, n_heads, mask if masks[1] else None)
    return y @ weights["target_embedding"].T


@mistake("encoder_decoder", ask="Which encoder block does every decoder block ask?")
def level_by_level(source, target, weights, n_heads, lengths=None):
    mask = None if lengths is None else given.padding_mask(lengths, source.shape[1])
    memories = [given.embed(source, weights["source_embedding"])]
    for block in weights["encoder"]:
        memories.append(given.encoder_block(memories[-1], block, n_heads, mask))
    y = given.embed(target, weights["target_embedding"])
    for level, block in enumerate(weights["decoder"], 1):
        memory = memories[min(level, len(memories) - 1)]
        y = given.decoder_block(y, memory, block, n_heads, mask)
    return y @ weights["target_embedding"].T


@mistake("encoder_decoder", ask="Does the decoder keep off the padding of the source?")
def no_mask_in_the_decoder(source, target, weights, n_heads, lengths=None):
    return figure_one(source, target, weights, n_heads, lengths, masks=(True, False))


@mistake("encoder_decoder", ask="Does the encoder keep off its own padding?")
def no_mask_in_the_encoder(source, target, weights, n_heads, lengths=None):
    return figure_one(source, target, weights, n_heads, lengths, masks=(False, True))


@mistake("encoder_decoder", ask="Where are the lengths used?")
def no_mask_at_all(source, target, weights, n_heads, lengths=None):
    return figure_one(source, target, weights, n_heads, None)


@mistake("encoder_decoder", ask="Are these logits, or probabilities?")
def softmax_at_the_end(source, target, weights, n_heads, lengths=None):
    return figure_one(source, target, weights, n_heads, lengths).softmax(-1)


@mistake("encoder_decoder", ask="How many blocks has each stack?")
def one_block_each(source, target, weights, n_heads, lengths=None):
    short = {name: weights[name][:1] for name in ("encoder", "decoder")}
    return figure_one(source, target, weights | short, n_heads, lengths)


@mistake("encoder_decoder", ask="Does the second block have weights of its own?")
def first_block_again_and_again(source, target, weights, n_heads, lengths=None):
    again = {name: [weights[name][0]] * len(weights[name]) for name in ("encoder", "decoder")}
    return figure_one(source, target, weights | again, n_heads, lengths)


@mistake("encoder_decoder", ask="Does attention know where a word stands, if nobody adds it?")
def looks_up_without_positions(source, target, weights, n_heads, lengths=None):
    embed = lambda ids, table: table[ids] * table.shape[1] ** 0.5  # noqa: E731
    return figure_one(source, target, weights, n_heads, lengths, embed=embed)


@mistake("encoder_decoder", ask="What is multiplied by the root of d_model before positions come?")
def embeds_without_scaling(source, target, weights, n_heads, lengths=None):
    def embed(ids, table):
        return table[ids] + given.positions(ids.shape[1], table.shape[1]).to(table)

    return figure_one(source, target, weights, n_heads, lengths, embed=embed)


@mistake("encoder_decoder", ask="Which table holds the words of the target?")
def unembeds_with_the_source(source, target, weights, n_heads, lengths=None):
    memory = given.encode(source, weights, n_heads, lengths)
    mask = None if lengths is None else given.padding_mask(lengths, source.shape[1])
    y = given.embed(target, weights["target_embedding"])
    for block in weights["decoder"]:
        y = given.decoder_block(y, memory, block, n_heads, mask)
    return y @ weights["source_embedding"].T


@mistake("encoder_decoder", ask="Which positions' logits does the docstring ask for?")
def last_position_only(source, target, weights, n_heads, lengths=None):
    return figure_one(source, target, weights, n_heads, lengths)[:, -1:]


@mistake(
    "encoder_decoder", ask="What is the memory: the source's embeddings, or what became of them?"
)
def skips_the_encoder(source, target, weights, n_heads, lengths=None):
    return figure_one(source, target, weights | {"encoder": []}, n_heads, lengths)


@mistake("encoder_decoder", ask="Does the output need one more norm, after a post-norm block?")
def norms_once_more(source, target, weights, n_heads, lengths=None):
    y = figure_one(
        source,
        target,
        weights | {"target_embedding": weights["target_embedding"]},
        n_heads,
        lengths,
    )
    return given.normalize(y)


@mistake("encoder_decoder", ask="figure 1: is the norm before or after each layer?")
def pre_norm_blocks(source, target, weights, n_heads, lengths=None):
    mask = None if lengths is None else given.padding_mask(lengths, source.shape[1])
    memory = given.embed(source, weights["source_embedding"])
    for block in weights["encoder"]:
        memory = given.encoder_block(memory, block, n_heads, mask, pre_norm=True)
    y = given.embed(target, weights["target_embedding"])
    for block in weights["decoder"]:
        y = given.decoder_block(y, memory, block, n_heads, mask, pre_norm=True)
    return y @ weights["target_embedding"].T


@variant("encoder_decoder")
def two_helpers(source, target, weights, n_heads, lengths=None):
    mask = None
    if lengths is not None:
        mask = (torch.arange(source.shape[1]) < lengths[:, None])[:, None, None]

    def run(ids, name, step):
        states = given.embed(
            ids, weights[f"{'source' if name == 'encoder' else 'target'}_embedding"]
        )
        for block in weights[name]:
            states = step(states, block)
        return states

    memory = run(source, "encoder", lambda x, w: given.encoder_block(x, w, n_heads, mask))
    y = run(target, "decoder", lambda y, w: given.decoder_block(y, memory, w, n_heads, mask))
    return F.linear(y, weights["target_embedding"])


@variant("encoder_decoder")
def embeds_by_hand(source, target, weights, n_heads, lengths=None):
    mask = None if lengths is None else given.padding_mask(lengths, source.size(1))
    d_model = weights["source_embedding"].size(1)

    def embed(ids, table):
        rows = F.embedding(ids, table) * math.sqrt(d_model)
        return rows + given.positions(ids.size(1), d_model).to(rows)

    memory = embed(source, weights["source_embedding"])
    for block in weights["encoder"]:
        memory = given.encoder_block(memory, block, n_heads, mask)
    y = embed(target, weights["target_embedding"])
    for block in weights["decoder"]:
        y = given.decoder_block(y, memory, block, n_heads, memory_mask=mask)
    return torch.einsum("btd,vd->btv", y, weights["target_embedding"])


# ---------------------------------------------------------------- 4.7 greedy_decode


def writer(seed):
    """A model of twelve words that writes different ones, and a source for it."""

    def make(name, shape):
        numbers = torch.randn(shape, generator=generator).double()
        if len(shape) == 1:
            return numbers * name.endswith("gain")
        return numbers * (0.3 if "embedding" in name else 0.4)

    shapes = {"source_embedding": (9, 6), "target_embedding": (12, 6)}
    shapes |= {"encoder": [encoder_shapes(6, 8)], "decoder": [decoder_shapes(6, 8)]}
    while True:
        generator = torch.Generator().manual_seed(seed)
        weights = filled(shapes, make)
        source = torch.randint(9, (4,), generator=generator)
        written = given.greedy_decode(source, weights, 2, 0, 99, 8)
        if len(set(written[:4])) >= 3 and 0 not in written:
            return source, weights, written
        seed += 100


@cases("greedy_decode")
def _():
    source, weights, written = writer(1)
    early = next(at for at in range(2, 8) if written[at] not in written[:at])
    model = dict(source=source, weights=weights, n_heads=2, start=0)
    other, others, text = writer(2)
    return [
        case("one token at most", **model, end=99, max_tokens=1),
        case("six at most, no end", **model, end=99, max_tokens=6),
        case("an end in the middle", **model, end=written[early], max_tokens=8),
        case("the end at once", **model, end=written[0], max_tokens=8),
        case("no token allowed", **model, end=99, max_tokens=0),
        case(
            "another model", source=other, weights=others, n_heads=2, start=0, end=99, max_tokens=6
        ),
        case("another start", **(model | {"start": text[0]}), end=99, max_tokens=5),
    ]


def loop(source, weights, n_heads, start, end, max_tokens, *, read=None, pick=None):
    """The right loop, with another way to read the logits or to choose."""
    memory = given.encode(source[None], weights, n_heads)
    so_far = [start]
    while len(so_far) <= max_tokens:
        shown = so_far if read is None else read(so_far)
        logits = given.decode(torch.tensor([shown]), memory, weights, n_heads)
        best = int((pick or (lambda logits: logits[0, -1].argmax()))(logits))
        if best == end:
            break
        so_far.append(best)
    return so_far[1:]


@mistake("greedy_decode", ask="Is the start token part of the translation?")
def keeps_the_start(source, weights, n_heads, start, end, max_tokens):
    return [start, *loop(source, weights, n_heads, start, end, max_tokens)]


@mistake("greedy_decode", ask="Is the end token part of the translation?")
def keeps_the_end(source, weights, n_heads, start, end, max_tokens):
    written = loop(source, weights, n_heads, start, end, max_tokens)
    return written if len(written) == max_tokens else [*written, end]


@mistake("greedy_decode", ask="When does the loop stop before its limit?")
def never_stops(source, weights, n_heads, start, end, max_tokens):
    return loop(source, weights, n_heads, start, -1, max_tokens)


@mistake("greedy_decode", ask="Which position's logits say what comes next?")
def reads_the_first_position(source, weights, n_heads, start, end, max_tokens):
    first = lambda logits: logits[0, 0].argmax()  # noqa: E731
    return loop(source, weights, n_heads, start, end, max_tokens, pick=first)


@mistake("greedy_decode", ask="What does the decoder know of the words that it is not shown?")
def shows_the_last_word_only(source, weights, n_heads, start, end, max_tokens):
    last = lambda so_far: so_far[-1:]  # noqa: E731
    return loop(source, weights, n_heads, start, end, max_tokens, read=last)


@mistake("greedy_decode", ask="How many tokens may there be, not counting start?")
def one_token_too_many(source, weights, n_heads, start, end, max_tokens):
    return loop(source, weights, n_heads, start, end, max_tokens + 1)


@mistake("greedy_decode", ask="Does the start token count among max_tokens?")
def one_token_too_few(source, weights, n_heads, start, end, max_tokens):
    return loop(source, weights, n_heads, start, end, max_tokens - 1)


@mistake("greedy_decode", ask="Which token does the decoder see first?")
def starts_with_the_end(source, weights, n_heads, start, end, max_tokens):
    begin = end if end < weights["target_embedding"].shape[0] else 1
    return loop(source, weights, n_heads, begin, end, max_tokens)


@mistake("greedy_decode", ask="The likeliest word: the largest logit, or the smallest?")
def takes_the_smallest(source, weights, n_heads, start, end, max_tokens):
    least = lambda logits: logits[0, -1].argmin()  # noqa: E731
    return loop(source, weights, n_heads, start, end, max_tokens, pick=least)


@mistake("greedy_decode", ask="Tensor or list? What does the docstring ask for?")
def returns_a_tensor(source, weights, n_heads, start, end, max_tokens):
    return torch.tensor(loop(source, weights, n_heads, start, end, max_tokens))


@mistake("greedy_decode", ask="Does `.item()` come after `argmax`?")
def list_of_tensors(source, weights, n_heads, start, end, max_tokens):
    return [torch.tensor(id) for id in loop(source, weights, n_heads, start, end, max_tokens)]


@mistake("greedy_decode", ask="May a translation say the same word twice?")
def never_twice(source, weights, n_heads, start, end, max_tokens):
    written = loop(source, weights, n_heads, start, end, max_tokens)
    return list(dict.fromkeys(written))


@mistake("greedy_decode", ask="Does each token depend on those chosen before it?")
def all_at_once(source, weights, n_heads, start, end, max_tokens):
    memory = given.encode(source[None], weights, n_heads)
    ids = torch.full((1, max(max_tokens, 1)), start)
    written = given.decode(ids, memory, weights, n_heads)[0, :max_tokens].argmax(-1).tolist()
    return written[: written.index(end)] if end in written else written


@mistake("greedy_decode", ask="In the order in which it is written, or backward?")
def shows_it_backward(source, weights, n_heads, start, end, max_tokens):
    turned = lambda so_far: so_far[::-1]  # noqa: E731
    return loop(source, weights, n_heads, start, end, max_tokens, read=turned)


@mistake("greedy_decode", ask="May the model say the token that it was started with?")
def leaves_out_every_start(source, weights, n_heads, start, end, max_tokens):
    return [id for id in loop(source, weights, n_heads, start, end, max_tokens) if id != start]


@variant("greedy_decode")
def with_a_for_loop(source, weights, n_heads, start, end, max_tokens):
    memory = given.encode(source.unsqueeze(0), weights, n_heads)
    written = []
    for _ in range(max_tokens):
        ids = torch.tensor([[start, *written]])
        token = given.decode(ids, memory, weights, n_heads)[:, -1].argmax(dim=-1).item()
        if token == end:
            return written
        written.append(token)
    return written


@variant("greedy_decode")
@torch.no_grad()
def growing_a_tensor(source, weights, n_heads, start, end, max_tokens):
    ids = torch.full((1, 1), start)
    while ids.shape[1] - 1 < max_tokens:
        logits = given.encoder_decoder(source[None], ids, weights, n_heads)
        best = logits.softmax(-1)[:, -1:].max(-1).indices
        if int(best) == end:
            break
        ids = torch.cat([ids, best], dim=1)
    return ids[0, 1:].tolist()


# ---------------------------------------------------------------- 4.8 rms_norm


@cases("rms_norm")
def _():
    gain = normal(3, seed=1) + 1
    half = normal(2, 4, seed=7, scale=300.0).half()
    return [
        case("one vector", x=torch.tensor([1.0, 2.0, 3.0, 4.0]), gain=torch.ones(4)),
        case("a gain", x=normal(1, 2, 3, seed=3) + 1, gain=gain),
        case("a batch", x=normal(2, 5, 3, seed=3) + 1, gain=gain),
        case("as many tokens as features", x=normal(3, 3, seed=3) + 1, gain=gain),
        case("eps is 2", x=normal(2, 3, seed=4), gain=gain, eps=2.0),
        case("zeros", x=torch.zeros(1, 3), gain=gain),
        case("gradients", gradients=True, x=normal(2, 2, 3, seed=5), gain=gain),
        case("double precision", x=normal(2, 3, seed=6).double(), gain=gain.double()),
        case("half precision, large numbers", x=half, gain=torch.ones(4).half()),
    ]


def rooted(x, eps, axis=-1):
    """x over its root mean square, in a precision that is wide enough."""
    wide = x.float() if x.dtype in HALF else x
    return wide * torch.rsqrt(wide.pow(2).mean(axis, keepdim=True) + eps)


@mistake("rms_norm", ask="Does RMSNorm subtract anything?")
def subtracts_the_mean(x, gain, eps=1e-5):
    wide = x.float() if x.dtype in HALF else x
    return (rooted(wide - wide.mean(-1, keepdim=True), eps) * gain).to(x.dtype)


@mistake("rms_norm", ask="Does eps stand under the root, or beside it?")
def eps_beside_the_root(x, gain, eps=1e-5):
    wide = x.float() if x.dtype in HALF else x
    root = wide.pow(2).mean(-1, keepdim=True).sqrt()
    return (wide / (root + eps) * gain).to(x.dtype)


@mistake("rms_norm", ask="Root mean square: a mean, or a sum?")
def length_of_one(x, gain, eps=1e-5):
    wide = x.float() if x.dtype in HALF else x
    square = wide.pow(2).sum(-1, keepdim=True)
    return (wide * torch.rsqrt(square + eps) * gain).to(x.dtype)


@mistake("rms_norm", ask="Which letter of RMS is missing?")
def without_the_root(x, gain, eps=1e-5):
    wide = x.float() if x.dtype in HALF else x
    return (wide / (wide.pow(2).mean(-1, keepdim=True) + eps) * gain).to(x.dtype)


@mistake("rms_norm", ask="Whose mean square is it: one token's, or everybody's?")
def of_all_tokens(x, gain, eps=1e-5):
    wide = x.float() if x.dtype in HALF else x
    return (wide * torch.rsqrt(wide.pow(2).mean() + eps) * gain).to(x.dtype)


@mistake("rms_norm", ask="Along which axis do the numbers of one token lie?")
def along_the_tokens(x, gain, eps=1e-5):
    return (rooted(x, eps, -2 if x.dim() > 1 else -1) * gain).to(x.dtype)


@mistake("rms_norm", ask="What is the gain for?")
def without_the_gain(x, gain, eps=1e-5):
    return (rooted(x, eps) + 0 * gain).to(x.dtype)


@mistake("rms_norm", ask="Times the gain, or times one plus the gain?")
def one_plus_the_gain(x, gain, eps=1e-5):
    return (rooted(x, eps) * (1 + gain)).to(x.dtype)


@mistake("rms_norm", ask="What is 300 squared in float16?")
def squares_in_half_precision(x, gain, eps=1e-5):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps) * gain


@mistake("rms_norm", ask="Which dtype does the caller get back?")
def forgets_to_go_back(x, gain, eps=1e-5):
    wide = x.float() if x.dtype in HALF else x
    return rooted(wide, eps) * gain.to(wide.dtype)


@mistake("rms_norm", ask="Is float32 wider than what was given, in every case?")
def narrows_double_precision(x, gain, eps=1e-5):
    wide = x.float()
    square = wide.pow(2).mean(-1, keepdim=True)
    return (wide * torch.rsqrt(square + eps) * gain.float()).to(x.dtype)


@mistake("rms_norm", ask="Does the root mean square depend on x? What then of the gradient?")
def detached_root(x, gain, eps=1e-5):
    wide = x.float() if x.dtype in HALF else x
    square = wide.pow(2).mean(-1, keepdim=True).detach()
    return (wide * torch.rsqrt(square + eps) * gain).to(x.dtype)


@mistake("rms_norm", ask="Is the eps that the caller gives used at all?")
def its_own_eps(x, gain, eps=1e-5):
    return (rooted(x, 1e-5) * gain).to(x.dtype)


@mistake("rms_norm", ask="Whose tensor does `*=` write into?")
def scales_in_place(x, gain, eps=1e-5):
    factor = rooted(x, eps) * gain
    x.data.copy_(factor)
    return factor.to(x.dtype)


@variant("rms_norm")
def by_the_norm(x, gain, eps=1e-5):
    wide = x.float() if x.element_size() == 2 else x
    root = (wide.square().sum(-1, keepdim=True) / x.shape[-1] + eps) ** 0.5
    return ((wide / root).to(x.dtype) * gain).to(x.dtype)


@variant("rms_norm")
def always_in_double(x, gain, eps=1e-5):
    wide = x.double()
    square = torch.einsum("...d,...d->...", wide, wide)[..., None] / wide.shape[-1]
    return (gain.double() * wide / torch.sqrt(square + eps)).to(x.dtype)


# ---------------------------------------------------------------- 4.9 gated_feed_forward


@cases("gated_feed_forward")
def _():
    def weights(d_model, d_ff):
        shapes = ((d_model, d_ff), (d_model, d_ff), (d_ff, d_model))
        parts = [normal(*shape, seed=i) for i, shape in enumerate(shapes, 1)]
        return dict(zip(("w_gate", "w_up", "w_down"), parts))

    ones = dict(w_gate=torch.eye(3), w_up=2 * torch.eye(3), w_down=torch.eye(3))
    return [
        case("three numbers", x=torch.tensor([[-1.0, 0.5, 2.0]]), **ones),
        case("a batch", x=normal(2, 3, 2, seed=5), **weights(2, 5)),
        case("square weights", x=normal(2, 3, seed=5), **weights(3, 3)),
        case("gradients", gradients=True, x=normal(2, 2, 2, seed=6), **weights(2, 3)),
        case(
            "double precision",
            x=normal(2, 2, seed=6).double(),
            **{name: part.double() for name, part in weights(2, 3).items()},
        ),
    ]


@mistake("gated_feed_forward", ask="Which of the two is bent: the gate, or the up-projection?")
def bends_the_other(x, w_gate, w_up, w_down):
    return (x @ w_gate * F.silu(x @ w_up)) @ w_down


@mistake("gated_feed_forward", ask="What opens and closes a gate that has no bend?")
def no_bend(x, w_gate, w_up, w_down):
    return (x @ w_gate * (x @ w_up)) @ w_down


@mistake("gated_feed_forward", ask="SiLU is the sigmoid times something. Times what?")
def sigmoid_gate(x, w_gate, w_up, w_down):
    return ((x @ w_gate).sigmoid() * (x @ w_up)) @ w_down


@mistake("gated_feed_forward", ask="The gate's curve is SiLU. Is yours?")
def gelu_gate(x, w_gate, w_up, w_down):
    return (F.gelu(x @ w_gate) * (x @ w_up)) @ w_down


@mistake("gated_feed_forward", ask="Is the gate's curve smooth at 0?")
def relu_gate(x, w_gate, w_up, w_down):
    return (F.relu(x @ w_gate) * (x @ w_up)) @ w_down


@mistake("gated_feed_forward", ask="How do gate and value meet: by a sum, or by a product?")
def adds_the_two(x, w_gate, w_up, w_down):
    return (F.silu(x @ w_gate) + x @ w_up) @ w_down


@mistake("gated_feed_forward", ask="Is the product bent, or only the gate?")
def bends_the_product(x, w_gate, w_up, w_down):
    return F.silu(x @ w_gate * (x @ w_up)) @ w_down


@mistake("gated_feed_forward", ask="How many of the two maps go through SiLU?")
def bends_both(x, w_gate, w_up, w_down):
    return (F.silu(x @ w_gate) * F.silu(x @ w_up)) @ w_down


@mistake("gated_feed_forward", ask="What is the third matrix for, and what the second?")
def forgets_up(x, w_gate, w_up, w_down):
    return F.silu(x @ w_gate) @ w_down + 0 * w_up.sum()


@mistake("gated_feed_forward", ask="Does each feature have a gate of its own, or do they compete?")
def softmax_gate(x, w_gate, w_up, w_down):
    return ((x @ w_gate).softmax(-1) * (x @ w_up)) @ w_down


@mistake("gated_feed_forward", ask="Is the residual part of this layer, or of the block around it?")
def with_the_residual(x, w_gate, w_up, w_down):
    return x + (F.silu(x @ w_gate) * (x @ w_up)) @ w_down


@mistake("gated_feed_forward", ask="Does a gradient reach the gate?")
def detached_gate(x, w_gate, w_up, w_down):
    return (F.silu(x @ w_gate).detach() * (x @ w_up)) @ w_down


@mistake("gated_feed_forward", ask="Which dtype do your numbers have on the way: the inputs'?")
def gates_in_single_precision(x, w_gate, w_up, w_down):
    x, w_gate, w_up, w_down = (part.float() for part in (x, w_gate, w_up, w_down))
    return (F.silu(x @ w_gate) * (x @ w_up)) @ w_down


@variant("gated_feed_forward")
def by_silu(x, w_gate, w_up, w_down):
    return F.linear(F.silu(F.linear(x, w_gate.T)) * F.linear(x, w_up.T), w_down.T)


@variant("gated_feed_forward")
def both_at_once(x, w_gate, w_up, w_down):
    gate, up = (x @ torch.cat([w_gate, w_up], dim=1)).chunk(2, dim=-1)
    return torch.einsum("...f,fd->...d", up * gate / (1 + torch.exp(-gate)), w_down)


# ---------------------------------------------------------------- 4.10 llama_block


@cases("llama_block")
def _():
    weights = drawn(llama_shapes(4, 2, 1, 4, 3), seed=1)
    wide = drawn(llama_shapes(6, 4, 2, 2, 3), seed=2)
    x, y = normal(2, 3, 4, seed=3).double() + 0.3, normal(1, 4, 6, seed=4).double()
    plain = dict(weights=weights, n_heads=2, n_kv_heads=1)
    return [
        case("one token", x=x[:1, :1], **plain),
        case("three tokens", x=x[:1], **plain),
        case("a batch", x=x, **plain),
        case("groups of two, wide heads", x=y, weights=wide, n_heads=4, n_kv_heads=2),
        case("another theta", x=x, **plain, theta=20.0),
        case("another eps", x=x, **plain, theta=10000.0, eps=0.5),
    ]


def llama(x, weights, n_heads, n_kv_heads, theta, eps, **change):
    """The right block, with some of its parts exchanged."""
    own, n_query, n_key = weights["attention"], n_heads, n_kv_heads
    turn = change.get("turn", (True, True, False))
    norm = change.get("norm", lambda x, name: given.rms_norm(x, **weights[name], eps=eps))
    time = x.shape[1]
    mask = change.get("mask", given.causal_mask(time)[None, None])
    attend = change.get("attend", given.grouped_query_attention)
    feed = change.get("feed", given.gated_feed_forward)
    join = change.get("join", lambda x, normed, new: x + new)
    normed = norm(x, "attention_norm")
    parts = [
        given.split_heads(normed @ own[name], n)
        for name, n in (("w_q", n_query), ("w_k", n_key), ("w_v", n_key))
    ]
    query, key, value = (
        given.rotate(part, theta) if turned else part for part, turned in zip(parts, turn)
    )
    mixed = attend(query, key, value, mask)
    x = join(x, normed, given.merge_heads(mixed) @ own["w_o"])
    normed = norm(x, "feed_forward_norm")
    return join(x, normed, feed(normed, **weights["feed_forward"]))


@mistake("llama_block", ask="How does the block know in which order the tokens stand?")
def without_positions(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    turn = (False, False, False)
    return llama(x, weights, n_heads, n_kv_heads, theta, eps, turn=turn)


@mistake("llama_block", ask="Should what a token says depend on where it stands?")
def turns_the_values_too(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    turn = (True, True, True)
    return llama(x, weights, n_heads, n_kv_heads, theta, eps, turn=turn)


@mistake(
    "llama_block", ask="A query is turned, a key is not: does their product know the distance?"
)
def turns_the_queries_only(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    turn = (True, False, False)
    return llama(x, weights, n_heads, n_kv_heads, theta, eps, turn=turn)


@mistake("llama_block", ask="May a token look at those that come after it?")
def llama_sees_the_future(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    return llama(x, weights, n_heads, n_kv_heads, theta, eps, mask=None)


@mistake("llama_block", ask="Which base of the angles did the caller ask for?")
def its_own_theta(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    return llama(x, weights, n_heads, n_kv_heads, 10000.0, eps)


@mistake("llama_block", ask="Does the eps reach the norms?")
def norms_with_their_own_eps(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    return llama(x, weights, n_heads, n_kv_heads, theta, 1e-5)


@mistake("llama_block", ask="What is each layer's output added to?")
def llama_adds_to_the_normed(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    join = lambda x, normed, new: normed + new  # noqa: E731
    return llama(x, weights, n_heads, n_kv_heads, theta, eps, join=join)


@mistake("llama_block", ask="How many residual connections are there?")
def llama_without_residuals(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    join = lambda x, normed, new: new  # noqa: E731
    return llama(x, weights, n_heads, n_kv_heads, theta, eps, join=join)


@mistake("llama_block", ask="Which gain belongs to which norm?")
def swaps_the_gains(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    one, two = weights["attention_norm"], weights["feed_forward_norm"]
    weights = weights | {"attention_norm": two, "feed_forward_norm": one}
    return llama(x, weights, n_heads, n_kv_heads, theta, eps)


@mistake("llama_block", ask="LayerNorm or RMSNorm?")
def layer_norm_instead(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    def norm(x, name):
        gain = weights[name]["gain"]
        return given.layer_norm(x, gain, torch.zeros_like(gain), eps)

    return llama(x, weights, n_heads, n_kv_heads, theta, eps, norm=norm)


@mistake("llama_block", ask="What do the layers read: x, or x after a norm?")
def without_norms(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    norm = lambda x, name: x * (1 + 0 * weights[name]["gain"])  # noqa: E731
    return llama(x, weights, n_heads, n_kv_heads, theta, eps, norm=norm)


@mistake("llama_block", ask="Which query heads share a key head: neighbors, or every other one?")
def every_other_head(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    def attend(query, key, value, mask):
        share = n_heads // n_kv_heads
        key, value = (part.repeat(1, share, 1, 1) for part in (key, value))
        return given.grouped_query_attention(query, key, value, mask)

    return llama(x, weights, n_heads, n_kv_heads, theta, eps, attend=attend)


@mistake("llama_block", ask="Which of the two comes in front of the gate: w_gate, or w_up?")
def swaps_gate_and_up(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    feed = lambda x, w_gate, w_up, w_down: given.gated_feed_forward(x, w_up, w_gate, w_down)  # noqa: E731
    return llama(x, weights, n_heads, n_kv_heads, theta, eps, feed=feed)


@mistake("llama_block", ask="What does the feed-forward layer read: the block's input?")
def both_layers_in_parallel(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    seen = []

    def join(x, normed, new):
        seen.append(x)
        return x + new

    out = llama(x, weights, n_heads, n_kv_heads, theta, eps, join=join)
    normed = given.rms_norm(x, **weights["feed_forward_norm"], eps=eps)
    return seen[1] + given.gated_feed_forward(normed, **weights["feed_forward"]) + 0 * out


@mistake("llama_block", ask="How many layers has the block?")
def llama_attention_alone(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    feed = lambda x, w_gate, w_up, w_down: 0 * given.gated_feed_forward(x, w_gate, w_up, w_down)  # noqa: E731
    return llama(x, weights, n_heads, n_kv_heads, theta, eps, feed=feed)


@variant("llama_block")
def keys_repeated_by_hand(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    own, fed = weights["attention"], weights["feed_forward"]
    seen = F.rms_norm(x, x.shape[-1:], weights["attention_norm"]["gain"], eps)

    def heads(name, n):
        return (seen @ own[name]).unflatten(-1, (n, -1)).transpose(1, 2)

    query = given.rotate(heads("w_q", n_heads), theta)
    key, value = given.rotate(heads("w_k", n_kv_heads), theta), heads("w_v", n_kv_heads)
    key, value = (part.repeat_interleave(n_heads // n_kv_heads, 1) for part in (key, value))
    mixed = F.scaled_dot_product_attention(query, key, value, is_causal=True)
    x = mixed.transpose(1, 2).flatten(2) @ own["w_o"] + x
    seen = F.rms_norm(x, x.shape[-1:], weights["feed_forward_norm"]["gain"], eps)
    return (F.silu(seen @ fed["w_gate"]) * (seen @ fed["w_up"])) @ fed["w_down"] + x


@variant("llama_block")
def all_by_names(x, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    normed = given.rms_norm(x, weights["attention_norm"]["gain"], eps)
    count = {"w_q": n_heads, "w_k": n_kv_heads, "w_v": n_kv_heads}
    part = {
        name: given.split_heads(torch.einsum("btm,md->btd", normed, weights["attention"][name]), n)
        for name, n in count.items()
    }
    query, key = (given.rotate(part[name], theta=theta) for name in ("w_q", "w_k"))
    mask = given.causal_mask(x.size(1)).expand(x.size(0), 1, -1, -1)
    mixed = given.grouped_query_attention(query, key, part["w_v"], mask)
    x = torch.add(x, given.merge_heads(mixed) @ weights["attention"]["w_o"])
    normed = given.rms_norm(x, weights["feed_forward_norm"]["gain"], eps)
    return torch.add(x, given.gated_feed_forward(normed, *weights["feed_forward"].values()))


# ---------------------------------------------------------------- 4.11 decoder_only


def language_model(n_blocks, seed=1):
    block = llama_shapes(4, 2, 1, 4, 3)
    shapes = {"embedding": (6, 4), "blocks": [block] * n_blocks, "norm": {"gain": (4,)}}
    return drawn(shapes, seed=seed)


@cases("decoder_only")
def _():
    ids = torch.tensor([[1, 5, 2], [0, 3, 3]])
    heads = dict(n_heads=2, n_kv_heads=1)
    return [
        case("one block, one token", ids=ids[:1, :1], weights=language_model(1), **heads),
        case("two blocks", ids=ids, weights=language_model(2), **heads),
        case("another theta", ids=ids, weights=language_model(2), **heads, theta=20.0),
        case("another eps", ids=ids, weights=language_model(1), **heads, theta=10000.0, eps=0.5),
        case("gradients", gradients=True, ids=ids, weights=language_model(1), **heads),
    ]


def whole(ids, weights, n_heads, n_kv_heads, theta, eps, **change):
    """The right model, with some of its parts exchanged."""
    table = weights["embedding"]
    x = change.get("embed", lambda ids: table[ids])(ids)
    for block in change.get("blocks", weights["blocks"]):
        x = given.llama_block(x, block, n_heads, n_kv_heads, theta, change.get("block_eps", eps))
    norm = change.get("norm", lambda x: given.rms_norm(x, **weights["norm"], eps=eps))
    return norm(x) @ table.T


@mistake("decoder_only", ask="What happens to the stream before the unembedding reads it?")
def no_last_norm(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    norm = lambda x: x + 0 * weights["norm"]["gain"]  # noqa: E731
    return whole(ids, weights, n_heads, n_kv_heads, theta, eps, norm=norm)


@mistake("decoder_only", ask="Are the embeddings scaled in this family of models?")
def scales_the_embeddings(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    embed = lambda ids: weights["embedding"][ids] * weights["embedding"].shape[1] ** 0.5  # noqa: E731
    return whole(ids, weights, n_heads, n_kv_heads, theta, eps, embed=embed)


@mistake("decoder_only", ask="Where do the positions come in: here, or inside the blocks?")
def adds_positions(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    def embed(ids):
        table = weights["embedding"]
        return table[ids] + given.positions(ids.shape[1], table.shape[1]).to(table)

    return whole(ids, weights, n_heads, n_kv_heads, theta, eps, embed=embed)


@mistake("decoder_only", ask="Is `given.embed` of 2017 the right one here?")
def embeds_as_in_2017(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    embed = lambda ids: given.embed(ids, weights["embedding"])  # noqa: E731
    return whole(ids, weights, n_heads, n_kv_heads, theta, eps, embed=embed)


@mistake("decoder_only", ask="How many blocks does the model have?")
def first_block_alone(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    blocks = weights["blocks"][:1]
    return whole(ids, weights, n_heads, n_kv_heads, theta, eps, blocks=blocks)


@mistake("decoder_only", ask="Does the second block have weights of its own?")
def one_block_for_all(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    blocks = [weights["blocks"][0]] * len(weights["blocks"])
    return whole(ids, weights, n_heads, n_kv_heads, theta, eps, blocks=blocks)


@mistake("decoder_only", ask="Which block reads the embeddings?")
def blocks_backward(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    blocks = weights["blocks"][::-1]
    return whole(ids, weights, n_heads, n_kv_heads, theta, eps, blocks=blocks)


@mistake("decoder_only", ask="Are these logits, or probabilities?")
def probabilities(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    return whole(ids, weights, n_heads, n_kv_heads, theta, eps).softmax(-1)


@mistake("decoder_only", ask="Are these logits, or logarithms of probabilities?")
def log_probabilities(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    return whole(ids, weights, n_heads, n_kv_heads, theta, eps).log_softmax(-1)


@mistake("decoder_only", ask="Which positions' logits does the docstring ask for?")
def last_token_only(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    return whole(ids, weights, n_heads, n_kv_heads, theta, eps)[:, -1:]


@mistake("decoder_only", ask="Does theta reach the blocks?")
def blocks_with_their_own_theta(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    return whole(ids, weights, n_heads, n_kv_heads, 10000.0, eps)


@mistake("decoder_only", ask="Does eps reach the blocks?")
def blocks_with_their_own_eps(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    return whole(ids, weights, n_heads, n_kv_heads, theta, eps, block_eps=1e-5)


@mistake("decoder_only", ask="Does eps reach the last norm as well?")
def last_norm_with_its_own_eps(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    norm = lambda x: given.rms_norm(x, **weights["norm"])  # noqa: E731
    return whole(ids, weights, n_heads, n_kv_heads, theta, eps, norm=norm)


@mistake("decoder_only", ask="Has the last norm no gain?")
def last_norm_without_gain(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    gain = weights["norm"]["gain"]
    norm = lambda x: given.rms_norm(x, torch.ones_like(gain), eps) + 0 * gain  # noqa: E731
    return whole(ids, weights, n_heads, n_kv_heads, theta, eps, norm=norm)


@mistake("decoder_only", ask="Does the embedding learn from both of its uses?")
def detached_unembedding(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    x = weights["embedding"][ids]
    for block in weights["blocks"]:
        x = given.llama_block(x, block, n_heads, n_kv_heads, theta, eps)
    return given.rms_norm(x, **weights["norm"], eps=eps) @ weights["embedding"].T.detach()


@variant("decoder_only")
def by_functional(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    x = F.embedding(ids, weights["embedding"])
    for block in weights["blocks"]:
        x = given.llama_block(x, block, n_heads, n_kv_heads, theta=theta, eps=eps)
    x = F.rms_norm(x, x.shape[-1:], weights["norm"]["gain"], eps)
    return F.linear(x, weights["embedding"])


@variant("decoder_only")
def by_one_hot(ids, weights, n_heads, n_kv_heads, theta=10000.0, eps=1e-5):
    table = weights["embedding"]
    x = F.one_hot(ids, table.shape[0]).to(table.dtype) @ table
    for i in range(len(weights["blocks"])):
        x = given.llama_block(x, weights["blocks"][i], n_heads, n_kv_heads, theta, eps)
    return torch.einsum("btd,vd->btv", given.rms_norm(x, weights["norm"]["gain"], eps), table)

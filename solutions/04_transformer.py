# %% [markdown] prose="title" release=1
# # 4 · The transformer
#
# Attention alone is no language model. Around it stand layers that keep numbers in bounds, roads that
# lead gradients home, and small networks that think about each token by itself. None of them is
# hard; the art is the order in which they are joined, and it has changed since 2017.
#
# In this lesson you build all of them, twice over. First the translator of the whitepaper's figure 1,
# encoder and decoder, which learns an invented language from your blocks. Then the decoder-only
# model that most language models are today: at the end **your own code loads the weights of a trained
# model, gives the same logits, and writes text.**
#
# Eleven exercises, about 105 minutes, 35 points. "Run All" works at any time; where your code is not
# ready yet, the pictures use the course's and say so.

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
import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from llmcourse.models import blocks as given  # finished parts to build on
from llmcourse.models.weights import decoder_shapes, encoder_shapes
from llmcourse.models.weights import filled, llama_shapes

# %% show="tools"
from llmcourse.checks import lesson
from llmcourse.models.inside import trace
from llmcourse.models.loading import CHECKPOINTS, load
from llmcourse.widgets import Architecture, AttentionViewer, charts
from llmcourse.widgets import LogitLens, ResidualStream

check, yours = lesson("04_transformer")

# %% [markdown] prose="figure-1" covers=["encoder-decoder-overview"]
# ## Figure 1
#
# The first transformer translated (Vaswani et al. 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762)).
# It is a *sequence-to-sequence* model: tokens of one language go in, tokens of another come out. The
# **encoder**, on the left, reads the whole source at once and hands over one vector for each of its
# tokens: twice the source, twice the vectors. The **decoder**, on the right, writes the target token by
# token, looking at what it has written and, through cross-attention, at the encoder's vectors.
#
# Like every neural network it has an input layer (the embeddings), hidden layers (the blocks, repeated
# N times) and an output layer (linear and softmax). Walk through it with the slider or click on a
# box: what goes in, what comes out, and how many weights it holds. Then make the source longer.

# %% show="figure-1" covers=["encoder-decoder-overview"]
Architecture("encoder-decoder")

# %% [markdown] prose="layer_norm" covers=["layer-norm"]
# ## 4.1 Back to scale  ★☆☆ · 8 min · 3 points
#
# The boxes called *Add & Norm* first. Numbers that pass through many layers drift: some tokens' vectors
# grow, others shrink. *Layer normalization* takes each token's vector **by itself**, moves its mean to
# 0 and its variance to 1, then applies a learned gain and bias (Ba et
# al. 2016, [arXiv:1607.06450](https://arxiv.org/abs/1607.06450)). The variance is the mean of the squared
# deviations; the small `eps` is added to it, under the root, so that nothing is divided by 0.
#
# <details><summary>Hint 1</summary>Mean and variance belong to one token: they run over the last axis, and no other.</details>
# <details><summary>Hint 2</summary>`keepdim=True` keeps an axis of length 1, so that the result can be subtracted from x.</details>
# <details><summary>Hint 3</summary>`x.var` divides by d_model - 1 unless you say `correction=0`.</details>

# %% exercise="layer_norm" forbid=["layer_norm", "LayerNorm", "native_layer_norm", "group_norm", "normalize"] covers=["layer-norm"] reference="llmcourse.models.blocks.layer_norm"
def layer_norm(
    x: Float[Tensor, "*lead d_model"],
    gain: Float[Tensor, "d_model"],
    bias: Float[Tensor, "d_model"],
    eps: float = 1e-5,
) -> Float[Tensor, "*lead d_model"]:
    """Each token's vector with mean 0 and variance 1, times gain, plus bias."""
    ### BEGIN SOLUTION
    centered = x - x.mean(-1, keepdim=True)
    variance = centered.pow(2).mean(-1, keepdim=True)
    return centered / (variance + eps).sqrt() * gain + bias
    ### END SOLUTION

# %% check="layer_norm"
check(layer_norm)

# %% test="layer_norm" points=3 covers=["layer-norm"]
# Graded: values and gradients for any number of axes, eps, numbers far
# from zero, double precision.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(layer_norm, *inputs)

def probe_transposed(x, gain, bias):
    return layer_norm(x.mT.contiguous().mT, gain, bias)

def verdict(judge):
    def inputs(*shape, scale=2.0):
        gain, bias = 1 + 0.5 * judge.normal(shape[-1]), judge.normal(shape[-1])
        return judge.normal(*shape, scale=scale) + 1.5, gain, bias

    for name, shape in [
        ("one vector", (4,)),
        ("one token", (1, 1, 6)),
        ("a batch", (2, 3, 5)),
        ("as many tokens as features", (4, 4)),
        ("three axes in front", (2, 3, 2, 7)),
    ]:
        judge.same(probe, given.layer_norm, *inputs(*shape), case=name, atol=1e-4)
    x, gain, bias = (each.double() for each in inputs(2, 3, 6))
    judge.same(probe, given.layer_norm, x, gain, bias, case="double precision")
    for eps in (1e-12, 0.1, 2.0):
        judge.same(probe, given.layer_norm, x, gain, bias, eps, case=f"eps is {eps}")
    judge.same(probe, given.layer_norm, 1e-3 * x, gain, bias, case="small numbers")
    level = x.mean(-1, keepdim=True).expand(2, 3, 6).contiguous()
    judge.same(probe, given.layer_norm, level, gain, bias, case="all features alike")
    expected = given.layer_norm(x, gain, bias)
    transposed = judge.ask(probe_transposed, x, gain, bias)
    judge.equal(transposed, expected, check="not contiguous")
    far, gain, bias = inputs(2, 3, 8, scale=1.0)
    far = far + 4000
    expected = given.layer_norm(far.double(), gain.double(), bias.double()).float()
    value = judge.ask(probe, far, gain, bias)["value"]
    judge.equal(value, expected, check="far from zero", atol=1e-2)
### END HIDDEN TESTS

# %% [markdown] prose="after-layer_norm" covers=["layer-norm"]
# **What just happened.** Below, real activations: the course's own trained model reads a sentence. On
# the left, the numbers that stand before its blocks, which grow from block to block. On the right, the
# same numbers after your function: one scale for all.
#
# The whitepaper says that this reduces *covariate shift*. That was the reason given for its older sister,
# batch normalization (Ioffe and Szegedy 2015, [arXiv:1502.03167](https://arxiv.org/abs/1502.03167)), and
# measurements did not bear it out: what normalization does is make the loss smoother and gradients more
# predictable (Santurkar et al. 2018, [arXiv:1805.11604](https://arxiv.org/abs/1805.11604)). In layer normalization, too,
# the gradients that flow through mean and variance matter most (Xu et al. 2019,
# [arXiv:1911.07013](https://arxiv.org/abs/1911.07013)). Training is steadier and faster either way.

# %% show="activations" covers=["layer-norm"]
model = load("main-base")
sentence = "The tiger jumped out of a tree to get a drink because it was thirsty."
hidden = trace(model, sentence).hidden  # (layers+1, time, d_model)
ones, zeros = torch.ones(hidden.shape[-1]), torch.zeros(hidden.shape[-1])
normed = yours(layer_norm)(hidden, ones, zeros)
panels = {
    name: {f"before block {at + 1}": part[at].flatten().tolist() for at in (1, 4, 7)}
    for name, part in [("as they are", hidden), ("after layer_norm", normed)]
}
title = "Activations of a trained model"
charts.histograms(panels, title=title, x_title="activation", reach=6)

# %% [markdown] prose="residual_stack" covers=["residual", "layer-norm"]
# ## 4.2 A road past every layer  ★★☆ · 10 min · 3 points
#
# The gradient that reaches a deep layer is a product with one factor for each layer above it. Sixty
# factors of 0.7 are nothing, of 1.4 a catastrophe. The *residual connection* adds a layer's input to
# its output, so that each factor is 1 plus something (He et al. 2015,
# [arXiv:1512.03385](https://arxiv.org/abs/1512.03385)). Where does the norm go? **Post-norm**, as in figure 1: after the addition.
# **Pre-norm**, today's order: only what the layer reads is normed, and the end of the stack.
#
# <details><summary>Hint 1</summary>Call the layer f. The four orders: f(x); x + f(x); norm(x + f(x)); x + f(norm(x)).</details>
# <details><summary>Hint 2</summary>Each layer starts from what the one before it returned, not from the first x.</details>
# <details><summary>Hint 3</summary>`x += ...` would change the caller's tensor. After the loop, "pre" alone norms x once more.</details>

# %% exercise="residual_stack" covers=["residual", "layer-norm"] reference="llmcourse.models.blocks.residual_stack"
def residual_stack(
    x: Float[Tensor, "*lead d_model"],
    layers: list[tuple[Tensor, Tensor]],  # (d_model, d_ff) and (d_ff, d_model)
    order: str,
) -> Float[Tensor, "*lead d_model"]:
    """Layers one after the other; one layer is `given.transform(x, w_in, w_out)`.

    order "plain": no residual. "residual": added, no norm.
    "post": added, then `given.normalize`.
    "pre": the layer reads the normalized x; the last x is normalized, too.
    """
    ### BEGIN SOLUTION
    for w_in, w_out in layers:
        if order == "plain":
            x = given.transform(x, w_in, w_out)
        elif order == "residual":
            x = x + given.transform(x, w_in, w_out)
        elif order == "post":
            x = given.normalize(x + given.transform(x, w_in, w_out))
        else:
            x = x + given.transform(given.normalize(x), w_in, w_out)
    return given.normalize(x) if order == "pre" else x
    ### END SOLUTION

# %% check="residual_stack"
check(residual_stack)

# %% test="residual_stack" points=3 covers=["residual", "layer-norm"]
# Graded: all four orders with one, two and five layers, gradients to every
# weight, the input left unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(residual_stack, *inputs)

def verdict(judge):
    for order in ("plain", "residual", "post", "pre"):
        for depth, shape in [(1, (1, 4)), (2, (2, 3, 6)), (5, (3, 4))]:
            width = shape[-1]
            layers = [
                (judge.normal(width, 9, scale=0.5).double(), judge.normal(9, width, scale=0.5).double())
                for _ in range(depth)
            ]
            x = 2 * judge.normal(*shape).double() + 0.5
            case = f"{order}, layers: {depth}"
            judge.same(probe, given.residual_stack, x, layers, order, case=case)
    x = judge.normal(2, 3, 4)
    for order in ("plain", "residual", "post", "pre"):
        judge.same(probe, given.residual_stack, x, [], order, case=f"{order}, no layer")
    layers = [(judge.normal(4, 5), judge.normal(5, 4)) for _ in range(2)]
    judge.same(probe, given.residual_stack, x, layers, "post", case="single precision", atol=1e-4)
### END HIDDEN TESTS

# %% [markdown] prose="after-residual_stack" covers=["residual"]
# **What just happened.** Stacks of 2 to 64 random layers, built by your function; a chart of how much
# gradient arrives at the *first* layer. Without residuals it vanishes, or, with weights 1.6 times as large,
# explodes. With residuals alone nothing vanishes, but the sums grow layer by layer, and the
# gradient with them. Residual *and* norm keep it level at every depth: that is why the two come as a
# pair, "Add & Norm". (Careful initialization can hold a plain stack at the start; He et al. found that deep ones still train worse.)
#
# The second chart looks at all 64 layers of one stack. No layer is better off than another: where the
# gradient fades on its way down, the signal has faded on its way up, and a weight's gradient is their product.

# %% show="gradients" covers=["residual"]
def gradients(order: str, size: float, depth: int, width: int = 32) -> list[float]:
    """Norm of the gradient at each layer's first matrix, in a random stack."""
    torch.manual_seed(0)
    layers = []
    for _ in range(depth):
        w_in = size * torch.randn(width, 4 * width) / width**0.5
        w_out = size * torch.randn(4 * width, width) / (4 * width) ** 0.5
        layers.append((w_in.requires_grad_(), w_out.requires_grad_()))
    x, direction = torch.randn(2, 16, width)
    (yours(residual_stack)(x, layers, order) * direction).mean().backward()
    return [w_in.grad.norm().item() for w_in, _ in layers]

kinds = {  # order, size of the weights
    "no residual": ("plain", 1.0),
    "no residual, larger weights": ("plain", 1.6),
    "residual, no norm": ("residual", 1.0),
    "post-norm": ("post", 1.0),
    "pre-norm": ("pre", 1.0),
}
depths = [2, 4, 8, 16, 32, 64]
first = {name: [gradients(*kind, n)[0] for n in depths] for name, kind in kinds.items()}
title = "Gradient at the first layer"
axes = {"x_title": "layers", "y_title": "norm", "log_y": True}
charts.lines(depths, first, title=title, log_x=True, **axes)

# %% show="gradients-by-layer" covers=["residual"]
by_layer = {name: gradients(*kind, 64) for name, kind in kinds.items()}
title = "Gradient at each of 64 layers"
charts.lines(range(1, 65), by_layer, title=title, marks=False, **axes)

# %% [markdown] prose="feed_forward" covers=["feed-forward"]
# ## 4.3 Each token by itself  ★☆☆ · 8 min · 3 points
#
# Attention moves information between tokens; the *position-wise feed-forward layer* works on it within
# each. Two linear maps, usually to four times the width and back, with a bend between them: without it
# two matrices would be one. The bend of 2017 is **ReLU**, max(0, x). BERT and GPT use **GELU**,
# $x\,\Phi(x)$, where $\Phi(x) = \frac12(1 + \mathrm{erf}(x/\sqrt2))$ is the chance that a normal random number is smaller
# than x (Hendrycks and Gimpel 2016, [arXiv:1606.08415](https://arxiv.org/abs/1606.08415)). Build the exact GELU yourself.
#
# <details><summary>Hint 1</summary>First map, bend, second map. No bend comes at the end.</details>
# <details><summary>Hint 2</summary>`hidden.clamp(min=0)` is one way to write ReLU; `torch.erf` is the erf of the formula.</details>
# <details><summary>Hint 3</summary>`hidden * 0.5 * (1 + torch.erf(hidden / 2**0.5))`.</details>

# %% exercise="feed_forward" forbid=["gelu", "GELU"] covers=["feed-forward"] reference="llmcourse.models.blocks.feed_forward"
def feed_forward(
    x: Float[Tensor, "*lead d_model"],
    w_in: Float[Tensor, "d_model d_ff"],
    b_in: Float[Tensor, "d_ff"],
    w_out: Float[Tensor, "d_ff d_model"],
    b_out: Float[Tensor, "d_model"],
    activation: str = "relu",
) -> Float[Tensor, "*lead d_model"]:
    """Two linear maps with biases; between them "relu" or the exact "gelu"."""
    ### BEGIN SOLUTION
    hidden = x @ w_in + b_in
    if activation == "relu":
        hidden = hidden.clamp(min=0)
    else:
        hidden = hidden * 0.5 * (1 + torch.erf(hidden / 2**0.5))
    return hidden @ w_out + b_out
    ### END SOLUTION

# %% check="feed_forward"
check(feed_forward)

# %% test="feed_forward" points=3 covers=["feed-forward"]
# Graded: ReLU and exact GELU, every shape, gradients to all weights, and
# that no token touches another.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(feed_forward, *inputs)

def verdict(judge):
    def inputs(*shape, d_ff, scale=1.0):
        d_model = shape[-1]
        matrices = judge.normal(d_model, d_ff), judge.normal(d_ff), judge.normal(d_ff, d_model)
        parts = judge.normal(*shape, scale=scale), *matrices, judge.normal(d_model)
        return [part.double() for part in parts]

    for name, shape, d_ff in [
        ("one token", (1, 1, 3), 5),
        ("a batch", (2, 4, 3), 6),
        ("no batch", (5, 4), 7),
        ("square weights", (3, 2, 4), 4),
        ("narrow inside", (2, 3, 6), 2),
    ]:
        for activation in ("relu", "gelu"):
            given_inputs = *inputs(*shape, d_ff=d_ff), activation
            judge.same(probe, given.feed_forward, *given_inputs, case=f"{name}, {activation}")
    judge.same(probe, given.feed_forward, *inputs(2, 3, d_ff=5), case="activation left out")
    for activation in ("relu", "gelu"):
        large = *inputs(2, 3, 4, d_ff=5, scale=30.0), activation
        judge.same(probe, given.feed_forward, *large, case=f"large numbers, {activation}")
    single = [part.float() for part in inputs(2, 3, 4, d_ff=5)]
    judge.same(probe, given.feed_forward, *single, "gelu", case="single precision", atol=1e-4)
    x, *weights = inputs(2, 5, 4, d_ff=6)
    other = x.clone()
    other[:, 2] = judge.normal(2, 4).double()
    before, after = (judge.ask(probe, each, *weights, "gelu")["value"] for each in (x, other))
    moved = (before - after).abs().amax((0, 2)) > 1e-9
    judge.equal(moved, torch.arange(5) == 2, check="positions independent")
### END HIDDEN TESTS

# %% [markdown] prose="after-feed_forward" covers=["feed-forward"]
# **What just happened.** With weights of 1 and biases of 0 your function *is* its activation, so
# we can draw it. GELU is smooth and lets a little through just below 0, where ReLU's gradient is dead. Then
# the position test: token 2 of six is replaced; its output moves, no other does.

# %% show="activation-curves" covers=["feed-forward"]
places = torch.linspace(-3, 3, 121)[:, None]  # 121 tokens of width 1
one, zero = torch.ones(1, 1), torch.zeros(1)
curves = {
    name: yours(feed_forward)(places, one, zero, one, zero, name).flatten().tolist()
    for name in ("relu", "gelu")
}
flat, axes = places.flatten().tolist(), {"x_title": "x", "y_title": "activation"}
charts.lines(flat, curves, title="The two bends", marks=False, **axes)

# %% show="positions-independent" covers=["feed-forward"]
torch.manual_seed(0)
x = torch.randn(6, 8)
weights = torch.randn(8, 32), torch.zeros(32), torch.randn(32, 8), torch.zeros(8)
other = torch.cat([x[:2], torch.randn(1, 8), x[3:]])  # another token at position 2
before, after = (yours(feed_forward)(tokens, *weights) for tokens in (x, other))
change = (after - before).abs().amax(-1).tolist()
print("change at each position:", [round(number, 2) for number in change])

# %% [markdown] prose="encoder_block" covers=["encoder-stack", "layer-norm", "residual"]
# ## 4.4 The encoder's block  ★★☆ · 12 min · 4 points
#
# Now join them. A block is self-attention, then feed-forward, each inside "Add & Norm"; an encoder is
# six such blocks on top of each other in 2017, two in our toy. `given.attend(x, memory, ...)` is multi-head attention whose
# queries come from `x`, keys and values from `memory`: self-attention when both are the same. With
# `pre_norm=False` you build figure 1, with `pre_norm=True` today's order.
#
# The weights come as dictionaries: `**weights["attention"]` hands over all four matrices at once.
#
# <details><summary>Hint 1</summary>First attention with its norm, then feed-forward with *its* norm. Each adds to what it was given.</details>
# <details><summary>Hint 2</summary>Post: `x = given.layer_norm(x + f(x), **norm)`. Pre: `x = x + f(given.layer_norm(x, **norm))`.</details>
# <details><summary>Hint 3</summary>In pre-norm attention, `x` and `memory` are both the normed x: norm first, give it a name, use it twice.</details>

# %% exercise="encoder_block" forbid=["TransformerEncoderLayer", "MultiheadAttention"] covers=["encoder-stack", "layer-norm", "residual"] reference="llmcourse.models.blocks.encoder_block"
def encoder_block(
    x: Float[Tensor, "batch time d_model"],
    weights: dict[str, dict[str, Tensor]],
    n_heads: int,
    mask: Bool[Tensor, "batch 1 1 time"] | None = None,
    pre_norm: bool = False,
) -> Float[Tensor, "batch time d_model"]:
    """Self-attention and feed-forward (ReLU), each with residual and layer norm.

    weights: "attention" (w_q, w_k, w_v, w_o), "attention_norm" (gain, bias),
    "feed_forward" (w_in, b_in, w_out, b_out), "feed_forward_norm" (gain, bias).
    """
    def attend(x: Tensor) -> Tensor:
        return given.attend(x, x, **weights["attention"], n_heads=n_heads, mask=mask)

    ### BEGIN SOLUTION
    for name, layer in [
        ("attention", attend),
        ("feed_forward", lambda x: given.feed_forward(x, **weights["feed_forward"])),
    ]:
        norm = weights[f"{name}_norm"]
        if pre_norm:
            x = x + layer(given.layer_norm(x, **norm))
        else:
            x = given.layer_norm(x + layer(x), **norm)
    return x
    ### END SOLUTION

# %% check="encoder_block"
check(encoder_block)

# %% test="encoder_block" points=4 covers=["encoder-stack", "layer-norm", "residual"]
# Graded: both orders, padding, heads, gradients to every weight, and that
# torch's own layer says the same.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(encoder_block, *inputs)

def verdict(judge):
    def make(name, shape):
        drawn = judge.normal(*shape, scale=0.6).double()
        return drawn + 1 if name.endswith("gain") else drawn

    for pre_norm in (False, True):
        for name, batch, time, n_heads, d_head, lengths in [
            ("one token", 1, 1, 1, 4, None),
            ("two heads", 2, 5, 2, 3, None),
            ("padding", 2, 4, 3, 2, [4, 2]),
            ("more padding", 3, 5, 2, 2, [1, 5, 3]),
        ]:
            weights = filled(encoder_shapes(n_heads * d_head, 7), make)
            x = 2 * judge.normal(batch, time, n_heads * d_head).double() + 0.5
            mask = lengths and given.padding_mask(torch.tensor(lengths), time)
            order = "pre-norm" if pre_norm else "post-norm"
            inputs = x, weights, n_heads, mask, pre_norm
            judge.same(probe, given.encoder_block, *inputs, case=f"{name}, {order}")
    weights, x = filled(encoder_shapes(6, 5), make), judge.normal(2, 3, 6).double()
    judge.same(probe, given.encoder_block, x, weights, 2, case="flags left out")
    weights = filled(encoder_shapes(8, 12), lambda name, shape: make(name, shape).float())
    x = judge.normal(2, 5, 8)
    for pre_norm in (False, True):
        theirs = torch.nn.TransformerEncoderLayer(
            8, 4, 12, dropout=0.0, batch_first=True, norm_first=pre_norm, dtype=torch.float32
        )
        seen, fed = weights["attention"], weights["feed_forward"]
        copies = {
            "self_attn.in_proj_weight": torch.cat([seen["w_q"], seen["w_k"], seen["w_v"]], 1).T,
            "self_attn.in_proj_bias": torch.zeros(24),
            "self_attn.out_proj.weight": seen["w_o"].T,
            "self_attn.out_proj.bias": torch.zeros(8),
            "linear1.weight": fed["w_in"].T,
            "linear1.bias": fed["b_in"],
            "linear2.weight": fed["w_out"].T,
            "linear2.bias": fed["b_out"],
        }
        for number, name in [(1, "attention_norm"), (2, "feed_forward_norm")]:
            copies[f"norm{number}.weight"] = weights[name]["gain"]
            copies[f"norm{number}.bias"] = weights[name]["bias"]
        theirs.load_state_dict(copies)
        value = judge.ask(probe, x, weights, 4, None, pre_norm)["value"]
        order = "pre-norm" if pre_norm else "post-norm"
        judge.equal(value, theirs(x).detach(), check="torch's own layer", case=order, atol=1e-3)
### END HIDDEN TESTS

# %% [markdown] prose="after-encoder_block" covers=["layer-norm", "encoder-stack"]
# **What just happened.** Stacks of your block, 2 to 24 of them, with random weights, and the gradient
# that arrives at the *last* block's feed-forward. With post-norm it stays large however deep the
# stack: big first steps that need a slow warm-up. With pre-norm it shrinks as the stack grows, about as
# one over the root of the depth, and training may start at full speed (Xiong et al. 2020,
# [arXiv:2002.04745](https://arxiv.org/abs/2002.04745)). GPT-2 went over to pre-norm (Radford et al. 2019), and nearly everybody followed.

# %% show="pre-post" covers=["layer-norm", "encoder-stack"]
def last_gradient(depth: int, pre_norm: bool, seed: int, d: int = 32) -> float:
    """Norm of the gradient at the last block's w_out, for a loss over 50 words."""
    def make(name: str, shape: tuple) -> Tensor:
        row = torch.full(shape, float("gain" in name))  # gains 1, biases 0
        start = row if len(shape) == 1 else torch.randn(shape) / shape[0] ** 0.5
        return start.requires_grad_()

    torch.manual_seed(seed)
    blocks = filled([encoder_shapes(d, 4 * d)] * depth, make)
    x, words = torch.randn(4, 16, d), torch.randint(50, (64,))
    for block in blocks:
        x = yours(encoder_block)(x, block, 4, None, pre_norm)
    logits = given.normalize(x) @ torch.randn(d, 50) / d**0.5
    torch.nn.functional.cross_entropy(logits.flatten(0, 1), words).backward()
    return blocks[-1]["feed_forward"]["w_out"].grad.norm().item()

depths = [2, 6, 12, 24]
series = {
    name: [sum(last_gradient(n, pre, seed) for seed in range(4)) / 4 for n in depths]
    for name, pre in [("post-norm", False), ("pre-norm", True)]
}
title = "Gradient at the last block"
charts.lines(depths, series, title=title, x_title="blocks", y_title="norm", log_x=True)

# %% [markdown] prose="decoder_block" covers=["decoder-stack", "cross-attention"]
# ## 4.5 The decoder's block  ★★★ · 12 min · 4 points
#
# The decoder's block has three layers. **Masked self-attention**: each target token looks at itself and
# at those before it, since later ones are not written yet. **Cross-attention**: each target token asks the
# encoder's output, called *memory*; here the padding of the source is masked. Then **feed-forward**.
# Each in Add & Norm, in this order. The memory comes normed from the encoder: do not norm it again.
#
# <details><summary>Hint 1</summary>The two masks are different: one hides the future of the target, the other the padding of the source.</details>
# <details><summary>Hint 2</summary>`given.causal_mask(length)` has two axes; attention wants four: `[None, None]`.</details>
# <details><summary>Hint 3</summary>Cross-attention is `given.attend(y, memory, **weights["cross_attention"], n_heads=n_heads, mask=memory_mask)`.</details>

# %% exercise="decoder_block" forbid=["TransformerDecoderLayer", "MultiheadAttention"] covers=["decoder-stack", "cross-attention"] reference="llmcourse.models.blocks.decoder_block"
def decoder_block(
    y: Float[Tensor, "batch target d_model"],
    memory: Float[Tensor, "batch source d_model"],
    weights: dict[str, dict[str, Tensor]],
    n_heads: int,
    memory_mask: Bool[Tensor, "batch 1 1 source"] | None = None,
    pre_norm: bool = False,
) -> Float[Tensor, "batch target d_model"]:
    """Masked self-attention, cross-attention, feed-forward (ReLU), joined alike.

    weights: as in the encoder's block, and "cross_attention", "cross_attention_norm".
    """
    ### BEGIN SOLUTION
    future = given.causal_mask(y.shape[1])[None, None]
    own, across = weights["attention"], weights["cross_attention"]
    options = {"n_heads": n_heads, "mask": memory_mask}
    layers = {
        "attention": lambda y: given.attend(y, y, **own, n_heads=n_heads, mask=future),
        "cross_attention": lambda y: given.attend(y, memory, **across, **options),
        "feed_forward": lambda y: given.feed_forward(y, **weights["feed_forward"]),
    }
    for name, layer in layers.items():
        norm = weights[f"{name}_norm"]
        if pre_norm:
            y = y + layer(given.layer_norm(y, **norm))
        else:
            y = given.layer_norm(y + layer(y), **norm)
    return y
    ### END SOLUTION

# %% check="decoder_block"
check(decoder_block)

# %% test="decoder_block" points=4 covers=["decoder-stack", "cross-attention"]
# Graded: both orders, both masks, different lengths, all gradients, and that
# torch's own layer says the same.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(decoder_block, *inputs)

def verdict(judge):
    def make(name, shape):
        drawn = judge.normal(*shape, scale=0.6).double()
        return drawn + 1 if name.endswith("gain") else drawn

    for pre_norm in (False, True):
        for name, batch, target, source, n_heads, d_head, lengths in [
            ("one token each", 1, 1, 1, 1, 4, None),
            ("short to long", 2, 3, 5, 2, 3, None),
            ("long to short, padding", 2, 5, 3, 3, 2, [1, 3]),
            ("same length, padding", 2, 4, 4, 2, 2, [4, 2]),
        ]:
            d_model = n_heads * d_head
            weights = filled(decoder_shapes(d_model, 7), make)
            y = 2 * judge.normal(batch, target, d_model).double() + 0.5
            memory = judge.normal(batch, source, d_model, scale=1.5).double() - 0.5
            mask = lengths and given.padding_mask(torch.tensor(lengths), source)
            order = "pre-norm" if pre_norm else "post-norm"
            inputs = y, memory, weights, n_heads, mask, pre_norm
            judge.same(probe, given.decoder_block, *inputs, case=f"{name}, {order}")
    weights = filled(decoder_shapes(6, 5), make)
    y, memory = judge.normal(2, 3, 6).double(), judge.normal(2, 4, 6).double()
    judge.same(probe, given.decoder_block, y, memory, weights, 2, case="flags left out")
    weights = filled(decoder_shapes(8, 12), lambda name, shape: make(name, shape).float())
    y, memory = judge.normal(2, 5, 8), judge.normal(2, 3, 8)
    copies = {}
    for theirs, ours in [("self_attn", "attention"), ("multihead_attn", "cross_attention")]:
        part = weights[ours]
        stacked = torch.cat([part["w_q"], part["w_k"], part["w_v"]], 1).T
        copies |= {f"{theirs}.in_proj_weight": stacked, f"{theirs}.in_proj_bias": torch.zeros(24)}
        copies |= {f"{theirs}.out_proj.weight": part["w_o"].T}
        copies |= {f"{theirs}.out_proj.bias": torch.zeros(8)}
    for number, (matrix, bias) in enumerate([("w_in", "b_in"), ("w_out", "b_out")], 1):
        copies[f"linear{number}.weight"] = weights["feed_forward"][matrix].T
        copies[f"linear{number}.bias"] = weights["feed_forward"][bias]
    for number, name in enumerate(["attention", "cross_attention", "feed_forward"], 1):
        copies[f"norm{number}.weight"] = weights[f"{name}_norm"]["gain"]
        copies[f"norm{number}.bias"] = weights[f"{name}_norm"]["bias"]
    hidden = torch.nn.Transformer.generate_square_subsequent_mask(5)
    for pre_norm in (False, True):
        theirs = torch.nn.TransformerDecoderLayer(
            8, 4, 12, dropout=0.0, batch_first=True, norm_first=pre_norm
        )
        theirs.load_state_dict(copies)
        value = judge.ask(probe, y, memory, weights, 4, None, pre_norm)["value"]
        expected = theirs(y, memory, tgt_mask=hidden).detach()
        order = "pre-norm" if pre_norm else "post-norm"
        judge.equal(value, expected, check="torch's own layer", case=order, atol=1e-3)
### END HIDDEN TESTS

# %% [markdown] prose="after-decoder_block" covers=["decoder-stack", "cross-attention"]
# **What just happened.** Two changes, one at a time, and which target positions feel them. Another *last
# target token* may move only the last output: the mask hides the future. Another *first source token*
# moves all of them: every target token asks the whole source.

# %% show="who-feels-it" covers=["decoder-stack", "cross-attention"]
torch.manual_seed(0)
weights = filled(decoder_shapes(16, 32), lambda name, shape: 0.3 * torch.randn(shape))
y, memory, run = torch.randn(1, 6, 16), torch.randn(1, 4, 16), yours(decoder_block)
changed_y, changed_memory = y.clone(), memory.clone()
changed_y[0, -1], changed_memory[0, 0] = torch.randn(2, 16)
before = run(y, memory, weights, 2)
for name, *inputs in [
    ("last target token", changed_y, memory),
    ("first source token", y, changed_memory),
]:
    moved = (run(*inputs, weights, 2) - before).abs().amax(-1)[0] > 1e-6
    print(f"another {name:<18} moves outputs", moved.nonzero().flatten().tolist())

# %% [markdown] prose="encoder_decoder" covers=["encoder-decoder-overview", "encoder-stack", "decoder-stack"]
# ## 4.6 All of figure 1  ★★☆ · 10 min · 3 points
#
# Two stacks and two embeddings make the whole model. The encoder runs to its **last** block before the
# decoder starts, and every decoder block asks this one memory. At the end the target's embedding table is
# used once more, transposed: a logit is the dot product of the decoder's vector with a word's
# embedding. (The paper shares one table in all three places; our languages have two.)
#
# `given.embed(ids, table)` looks up rows, multiplies by $\sqrt{d_{model}}$ and adds sinusoidal positions.
#
# <details><summary>Hint 1</summary>Two loops, one after the other: `for block in weights["encoder"]`, then `for block in weights["decoder"]`.</details>
# <details><summary>Hint 2</summary>The mask of the source's padding is needed in both stacks: `given.padding_mask(lengths, source.shape[1])`, unless lengths is None.</details>
# <details><summary>Hint 3</summary>Logits: `y @ weights["target_embedding"].T`. No softmax: the loss wants logits.</details>

# %% exercise="encoder_decoder" forbid=["given.encode", "given.decode", "Transformer"] covers=["encoder-decoder-overview", "encoder-stack", "decoder-stack"] reference="llmcourse.models.blocks.encoder_decoder"
def encoder_decoder(
    source: Int[Tensor, "batch source"],
    target: Int[Tensor, "batch target"],
    weights: dict,
    n_heads: int,
    lengths: Int[Tensor, "batch"] | None = None,
) -> Float[Tensor, "batch target vocabulary"]:
    """Logits of the token after each target token.

    lengths counts each source's real tokens; None: all are real.
    weights: "source_embedding", "target_embedding", and two lists of blocks,
    "encoder" and "decoder".
    Blocks are post-norm: `given.encoder_block` and `given.decoder_block`.
    """
    ### BEGIN SOLUTION
    mask = None if lengths is None else given.padding_mask(lengths, source.shape[1])
    memory = given.embed(source, weights["source_embedding"])
    for block in weights["encoder"]:
        memory = given.encoder_block(memory, block, n_heads, mask)
    y = given.embed(target, weights["target_embedding"])
    for block in weights["decoder"]:
        y = given.decoder_block(y, memory, block, n_heads, mask)
    return y @ weights["target_embedding"].T
    ### END SOLUTION

# %% check="encoder_decoder"
check(encoder_decoder)

# %% test="encoder_decoder" points=3 covers=["encoder-decoder-overview", "encoder-stack", "decoder-stack"]
# Graded: one to three blocks a side, padding, different lengths and
# vocabularies, all gradients.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(encoder_decoder, *inputs)

def verdict(judge):
    def make(name, shape):
        drawn = judge.normal(*shape, scale=0.6).double()
        return drawn + 1 if name.endswith("gain") else drawn

    for name, n_encoder, n_decoder, n_source, n_target, lengths in [
        ("one block each", 1, 1, 3, 2, None),
        ("one token each", 1, 1, 1, 1, None),
        ("more encoder blocks", 3, 2, 4, 5, None),
        ("more decoder blocks, padding", 1, 2, 5, 3, [5, 2]),
        ("two each, padding", 2, 2, 4, 4, [3, 1]),
    ]:
        weights = filled(
            {
                "source_embedding": (9, 6),
                "target_embedding": (11, 6),
                "encoder": [encoder_shapes(6, 5)] * n_encoder,
                "decoder": [decoder_shapes(6, 5)] * n_decoder,
            },
            make,
        )
        source = torch.tensor([[judge.integer(0, 8) for _ in range(n_source)] for _ in range(2)])
        target = torch.tensor([[judge.integer(0, 10) for _ in range(n_target)] for _ in range(2)])
        lengths = lengths and torch.tensor(lengths)
        inputs = source, target, weights, 2, lengths
        judge.same(probe, given.encoder_decoder, *inputs, case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-encoder_decoder" covers=["encoder-decoder-overview", "cross-attention", "decoder-stack", "encoder-stack"]
# **What just happened.** Let it learn. The language is Miru, which we made up: the time comes first, then the verb,
# and adjectives follow their nouns. The model below is figure 1 in small, and both kinds of block in
# it are *yours*. It trains with *teacher forcing*: at every position it is shown the true words so far
# and must say the next one, all positions at once. No sentence of the test was seen in training.

# %% show="train" covers=["encoder-decoder-overview", "encoder-stack", "decoder-stack"]
from llmcourse.models.figure_one import train_figure_one

trained = train_figure_one(yours(encoder_block), yours(decoder_block))
translator, learned = trained.model, trained.model.plain()
print(f"{trained.accuracy:.0%} of 300 new sentences translated without a mistake")
steps = range(0, len(trained.losses), 10)
loss = {"cross-entropy": [trained.losses[step] for step in steps]}
axes = {"x_title": "step", "y_title": "loss", "log_y": True}
charts.lines(steps, loss, title="Learning to translate", marks=False, **axes)

# %% show="teacher-forcing" covers=["encoder-decoder-overview"]
from llmcourse.models.toys import Translation

pair = Translation("the red cat sleeps today", "nai dormak kel rudo lo".split())
source, target = translator.pairs([pair])
n_heads = translator.n_heads
logits = yours(encoder_decoder)(source, target[:, :-1], learned, n_heads)
for shown, best in zip(target[0], logits[0].argmax(-1)):
    print(f"after {translator.target[shown]:>8}  comes {translator.target[best]}")

# %% [markdown] prose="greedy_decode" covers=["decoder-stack"]
# ## 4.7 Word by word  ★★☆ · 10 min · 3 points
#
# When it really translates, nobody shows it the true words. The decoder begins with a *start token*; its
# likeliest next token is appended and the decoder asked again, until it says the *end token*. Such a loop is
# called *autoregressive*. The encoder runs once: the source does not change. `given.encode` and
# `given.decode` are the two halves of figure 1. (Taking the likeliest is *greedy*; a later lesson samples.)
#
# <details><summary>Hint 1</summary>Keep a list that begins with `start`, and hand over all of it each time: the decoder has no memory.</details>
# <details><summary>Hint 2</summary>`given.encode(source[None], weights, n_heads)`; `given.decode(torch.tensor([so_far]), memory, weights, n_heads)` gives logits (1, time, vocabulary).</details>
# <details><summary>Hint 3</summary>Only the last position's logits say what comes next: `logits[0, -1].argmax().item()`.</details>

# %% exercise="greedy_decode" covers=["decoder-stack"] reference="llmcourse.models.blocks.greedy_decode"
def greedy_decode(
    source: Int[Tensor, "source"],
    weights: dict,
    n_heads: int,
    start: int,
    end: int,
    max_tokens: int,
) -> list[int]:
    """Token ids of the translation, at most max_tokens, without start and end."""
    ### BEGIN SOLUTION
    memory = given.encode(source[None], weights, n_heads)
    so_far = [start]
    while len(so_far) <= max_tokens:
        logits = given.decode(torch.tensor([so_far]), memory, weights, n_heads)
        best = logits[0, -1].argmax().item()
        if best == end:
            break
        so_far.append(best)
    return so_far[1:]
    ### END SOLUTION

# %% check="greedy_decode"
check(greedy_decode)

# %% test="greedy_decode" points=3 covers=["decoder-stack"]
# Graded: fresh models; end at once, in the middle and never; the limit; a
# list of whole numbers.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return greedy_decode(*inputs)

def verdict(judge):
    def make(name, shape):
        if len(shape) == 1:
            return judge.normal(*shape).double() * name.endswith("gain")
        return judge.normal(*shape, scale=0.3 if "embedding" in name else 0.4).double()

    def model():
        """One that says three tokens or more, its own start token and token 0 among them."""
        shapes = {"source_embedding": (9, 6), "target_embedding": (12, 6)}
        shapes |= {"encoder": [encoder_shapes(6, 8)], "decoder": [decoder_shapes(6, 8)]}
        for _ in range(1000):
            weights = filled(shapes, make)
            source = torch.tensor([judge.integer(0, 8) for _ in range(judge.integer(4, 6))])
            memory = given.encode(source[None], weights, 2).expand(12, -1, -1)
            ids = torch.arange(12)[:, None]  # every start at once
            for _ in range(8):
                logits = given.decode(ids, memory, weights, 2)
                ids = torch.cat([ids, logits[:, -1:].argmax(-1)], 1)
            for start, *written in ids.tolist():
                others = [at for at in range(2, 8) if written[at] not in (start, *written[:at])]
                shorter = given.greedy_decode(source[:-1], weights, 2, start, 99, 8)
                if start in written[1:] and start != written[0] and others and shorter != written:
                    other = list(range(12))  # token 0 changes places with one that is said
                    other[0], other[written[0]] = written[0], 0
                    weights["target_embedding"] = weights["target_embedding"][other]
                    return source, weights, other[start], [other[id] for id in written], others[0]
        raise RuntimeError("no model that writes three different tokens")

    for _ in range(2):
        source, weights, start, written, early = model()
        for name, end, limit in [
            ("never ends", 99, 8),
            ("ends in the middle", written[early], 8),
            ("ends at once", written[0], 8),
            ("one token", 99, 1),
            ("no token", 99, 0),
            ("ends at the limit", written[early], early + 1),
        ]:
            stop = written.index(end) if end in written else 8
            answer = judge.ask(probe, source, weights, 2, start, end, limit)
            judge.equal(answer, written[: min(stop, limit)], case=name)
        again = judge.integer(0, 11)
        expected = given.greedy_decode(source, weights, 2, again, 99, 8)
        answer = judge.ask(probe, source, weights, 2, again, 99, 8)
        judge.equal(answer, expected, case="another start")
### END HIDDEN TESTS

# %% [markdown] prose="after-greedy_decode" covers=["decoder-stack", "cross-attention"]
# **What just happened.** Your loop and the trained weights: a translation, grown token by token. Then the
# alignment map, now of a real encoder-decoder: where each head of each decoder block looks in the English
# sentence to write the next Miru word. Choose a head from the thumbnails. In some of them the bright cells run
# from the top right to the bottom left: they found the word to translate, in a language that turns this
# sentence around. Nobody told them.

# %% show="translate" covers=["decoder-stack"]
from llmcourse.models.translator import END, START

english = "the red cat sleeps today"
inputs = translator.encode(english), learned, n_heads, START, END
for n in range(7):  # with seven allowed it still ends after five
    written = yours(greedy_decode)(*inputs, n)
    print(" ".join(["<start>", *translator.decode(written)]))

# %% show="alignment" covers=["cross-attention"]
miru = translator.decode(written)
weights = translator.alignment(english, miru)  # (layers, heads, target, source)
rows = [f"→ {word}" for word in [*miru, "<end>"]]
title = "What the translator reads while it writes"
AttentionViewer(weights, rows, english.split(), query=0, title=title)

# %% [markdown] prose="decoder-only" covers=["decoder-only"]
# ## Half of it is enough
#
# Most large language models have dropped the encoder. Put the question and the answer into *one*
# sequence, and masked self-attention does what cross-attention did: the answer's tokens look back at
# the question's (Liu et al. 2018, [arXiv:1801.10198](https://arxiv.org/abs/1801.10198); Radford et al. 2018, GPT).
# What is left is one kind of block, one stack, and one task: predict the next token.
#
# The block has changed, too. The recipe of LLaMA (Touvron et al. 2023, [arXiv:2302.13971](https://arxiv.org/abs/2302.13971))
# has pre-norm with RMSNorm, rotary positions inside attention instead of added ones, and a gated feed-forward. Some
# later ones share keys among heads. The figure below is the course's own model; two of its parts are new, and you build them next.

# %% show="figure-llama" covers=["decoder-only"]
Architecture("decoder-only")

# %% [markdown] prose="rms_norm" covers=["layer-norm"]
# ## 4.8 A cheaper norm  ★☆☆ · 6 min · 2 points
#
# Is the mean worth subtracting? *RMSNorm* does not: it divides each vector by its root mean square and
# multiplies by a gain, nothing else (Zhang and Sennrich 2019, [arXiv:1910.07467](https://arxiv.org/abs/1910.07467)). It works as well and
# costs less. One trap: big models run in half precision, and float16 ends at 65,504. The square of 300 is more than
# that. Compute in float32, and return what you were given.
#
# <details><summary>Hint 1</summary>Root, mean, square: read the name from right to left. eps stands under the root.</details>
# <details><summary>Hint 2</summary>`x.float()` before the square helps half precision, but would spoil double precision: look at `x.dtype`.</details>
# <details><summary>Hint 3</summary>`wide = x.float() if x.dtype in (torch.float16, torch.bfloat16) else x`; at the end `.to(x.dtype)`.</details>

# %% exercise="rms_norm" forbid=["rms_norm", "RMSNorm"] covers=["layer-norm"] reference="llmcourse.models.blocks.rms_norm"
def rms_norm(
    x: Float[Tensor, "*lead d_model"], gain: Float[Tensor, "d_model"], eps: float = 1e-5
) -> Float[Tensor, "*lead d_model"]:
    """Each token's vector over its root mean square, times the gain; in x's dtype."""
    ### BEGIN SOLUTION
    wide = x.float() if x.dtype in (torch.float16, torch.bfloat16) else x
    square = wide.pow(2).mean(-1, keepdim=True)
    return (wide * torch.rsqrt(square + eps) * gain).to(x.dtype)
    ### END SOLUTION

# %% check="rms_norm"
check(rms_norm)

# %% test="rms_norm" points=2 covers=["layer-norm"]
# Graded: values and gradients for any number of axes, eps, half and double
# precision, large numbers.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(rms_norm, *inputs)

def verdict(judge):
    for name, shape in [
        ("one vector", (4,)),
        ("one token", (1, 1, 6)),
        ("a batch", (2, 3, 5)),
        ("as many tokens as features", (4, 4)),
        ("three axes in front", (2, 3, 2, 7)),
    ]:
        x, gain = judge.normal(*shape, scale=2.0) + 1.5, 1 + 0.5 * judge.normal(shape[-1])
        judge.same(probe, given.rms_norm, x, gain, case=name, atol=1e-4)
    x, gain = judge.normal(2, 3, 6, scale=2.0).double() + 1.5, judge.normal(6).double()
    judge.same(probe, given.rms_norm, x, gain, case="double precision", rtol=0, atol=1e-10)
    for eps in (1e-12, 0.1, 2.0):
        judge.same(probe, given.rms_norm, x, gain, eps, case=f"eps is {eps}")
    judge.same(probe, given.rms_norm, 1e-3 * x, gain, case="small numbers")
    judge.same(probe, given.rms_norm, 0 * x, gain, case="zeros")
    for dtype, scale in [(torch.float16, 400.0), (torch.bfloat16, 2.0)]:
        x, gain = judge.normal(2, 3, 8, scale=scale).to(dtype), (1 + 0.5 * judge.normal(8)).to(dtype)
        expected = given.rms_norm(x.float(), gain.float()).to(dtype)
        value = judge.ask(probe, x, gain)["value"]
        judge.equal(value, expected, check="half precision", case=str(dtype), rtol=0.02, atol=0.02)
### END HIDDEN TESTS

# %% [markdown] prose="after-rms_norm" covers=["layer-norm"]
# **What just happened.** How much do the two norms differ? On the trained model's own activations, little: the
# mean of 256 numbers is small beside their spread, so there is not much to subtract.

# %% show="norms-compared" covers=["layer-norm"]
rms = yours(rms_norm)(hidden, torch.ones(hidden.shape[-1]))
for at in (0, 4, 8):
    apart = (rms[at] - given.normalize(hidden[at])).norm(dim=-1) / rms[at].norm(dim=-1)
    print(f"after {at} blocks: RMSNorm and LayerNorm differ by {apart.mean():.1%}")

# %% [markdown] prose="gated_feed_forward" covers=["feed-forward"]
# ## 4.9 A gate for every feature  ★☆☆ · 5 min · 2 points
#
# Instead of bending one map, take two: one proposes values, the other says how far each may pass. With
# SiLU, $x\,\sigma(x)$, as the gate's bend this is *SwiGLU* (Shazeer 2020, [arXiv:2002.05202](https://arxiv.org/abs/2002.05202)),
# which trained better than ReLU and GELU at equal size. Why? The paper offers no explanation, "we attribute
# their success, as all else, to divine benevolence". With a third matrix, the inner width is usually cut to two thirds of 4 d_model.
#
# <details><summary>Hint 1</summary>Three matrix products; an elementwise product joins the first two.</details>
# <details><summary>Hint 2</summary>Only the gate goes through SiLU. The up-projection stays as it is.</details>
# <details><summary>Hint 3</summary>SiLU is `gate * gate.sigmoid()`, or `torch.nn.functional.silu(gate)`.</details>

# %% exercise="gated_feed_forward" covers=["feed-forward"] reference="llmcourse.models.blocks.gated_feed_forward"
def gated_feed_forward(
    x: Float[Tensor, "*lead d_model"],
    w_gate: Float[Tensor, "d_model d_ff"],
    w_up: Float[Tensor, "d_model d_ff"],
    w_down: Float[Tensor, "d_ff d_model"],
) -> Float[Tensor, "*lead d_model"]:
    """SwiGLU: SiLU of the gate times the up-projection, number by number; then down."""
    ### BEGIN SOLUTION
    gate = x @ w_gate
    return (gate * gate.sigmoid() * (x @ w_up)) @ w_down
    ### END SOLUTION

# %% check="gated_feed_forward"
check(gated_feed_forward)

# %% test="gated_feed_forward" points=2 covers=["feed-forward"]
# Graded: every shape, gradients to all three matrices, single and double precision.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(gated_feed_forward, *inputs)

def verdict(judge):
    for name, shape, d_ff in [
        ("one token", (1, 1, 3), 5),
        ("a batch", (2, 4, 3), 6),
        ("no batch", (5, 4), 7),
        ("square weights", (3, 2, 4), 4),
        ("single precision", (2, 3, 4), 5),
    ]:
        d_model = shape[-1]
        matrices = judge.normal(d_model, d_ff), judge.normal(d_model, d_ff), judge.normal(d_ff, d_model)
        parts = [part.double() for part in (judge.normal(*shape), *matrices)]
        if name == "single precision":
            parts = [part.float() for part in parts]
        judge.same(probe, given.gated_feed_forward, *parts, case=name, atol=1e-4)
### END HIDDEN TESTS

# %% [markdown] prose="after-gated_feed_forward" covers=["feed-forward"]
# **What just happened.** With weights of 1 again, your function draws $x \cdot \mathrm{SiLU}(x)$: the gate closes on the
# left and opens on the right. What passes is a *product* of two views of the token: were the value 0, the
# widest open gate would let nothing through. No single bend can do that.

# %% show="gate-curve" covers=["feed-forward"]
curves["gate, SiLU(x)"] = (places * places.sigmoid()).flatten().tolist()
gated = yours(gated_feed_forward)(places, one, one, one)
curves["gated, with x as the value"] = gated.flatten().tolist()
axes = {"x_title": "x", "y_title": "activation"}
charts.lines(flat, curves, title="Bends and a gate", marks=False, **axes)

# %% [markdown] prose="llama_block" covers=["decoder-only", "residual"]
# ## 4.10 The block of today  ★★★ · 12 min · 4 points
#
# RMSNorm, grouped-query attention with rotary positions, residual; RMSNorm, gated feed-forward, residual.
# Always pre-norm, always causal, no biases. Positions come in here: `given.rotate(part, theta)` turns
# queries and keys by their place, and only them: what a token *says* must not depend on where it stands.
# There are fewer key/value heads than query heads; `given.grouped_query_attention` shares them.
#
# <details><summary>Hint 1</summary>Norm, project three times, `given.split_heads` (queries into n_heads, the other two into n_kv_heads), rotate two of them, attend, `given.merge_heads`, `@ w_o`, add.</details>
# <details><summary>Hint 2</summary>Add to x itself, not to the normed x: the norm is only what the layer reads through.</details>
# <details><summary>Hint 3</summary>`given.grouped_query_attention(given.rotate(query, theta), given.rotate(key, theta), value, given.causal_mask(time)[None, None])`.</details>

# %% exercise="llama_block" forbid=["given.encoder_block", "given.decoder_only"] covers=["decoder-only", "residual"] reference="llmcourse.models.blocks.llama_block"
def llama_block(
    x: Float[Tensor, "batch time d_model"],
    weights: dict[str, dict[str, Tensor]],
    n_heads: int,
    n_kv_heads: int,
    theta: float = 10000.0,
    eps: float = 1e-5,
) -> Float[Tensor, "batch time d_model"]:
    """One block of a Llama-style decoder; w_q is (d_model, n_heads * d_head).

    weights: "attention_norm" (gain), "attention" (w_q, w_k, w_v, w_o),
    "feed_forward_norm" (gain), "feed_forward" (w_gate, w_up, w_down).
    """
    own = weights["attention"]
    mask = given.causal_mask(x.shape[1])[None, None]
    ### BEGIN SOLUTION
    normed = given.rms_norm(x, **weights["attention_norm"], eps=eps)
    query = given.rotate(given.split_heads(normed @ own["w_q"], n_heads), theta)
    key = given.rotate(given.split_heads(normed @ own["w_k"], n_kv_heads), theta)
    value = given.split_heads(normed @ own["w_v"], n_kv_heads)
    mixed = given.grouped_query_attention(query, key, value, mask)
    x = x + given.merge_heads(mixed) @ own["w_o"]
    normed = given.rms_norm(x, **weights["feed_forward_norm"], eps=eps)
    return x + given.gated_feed_forward(normed, **weights["feed_forward"])
    ### END SOLUTION

# %% check="llama_block"
check(llama_block)

# %% test="llama_block" points=4 covers=["decoder-only", "residual"]
# Graded: fresh shapes and head counts, theta and eps, one token, all
# gradients, no look at the future.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(llama_block, *inputs)

def verdict(judge):
    def make(name, shape):
        drawn = judge.normal(*shape, scale=0.6).double()
        return drawn + 1 if name.endswith("gain") else drawn

    for name, batch, time, n_heads, n_kv_heads, d_head, d_model, more in [
        ("one token", 1, 1, 2, 1, 2, 4, ()),
        ("groups of two", 2, 5, 4, 2, 2, 8, ()),
        ("groups of three", 2, 4, 6, 2, 2, 12, ()),
        ("a head each", 2, 3, 3, 3, 4, 12, ()),
        ("one for all, wide heads", 2, 6, 3, 1, 4, 5, ()),
        ("another theta", 2, 5, 2, 1, 4, 8, (50.0,)),
        ("another eps", 2, 5, 2, 2, 4, 8, (10000.0, 0.5)),
    ]:
        weights = filled(llama_shapes(d_model, n_heads, n_kv_heads, d_head, 7), make)
        x = judge.normal(batch, time, d_model).double() + 0.3
        inputs = x, weights, n_heads, n_kv_heads, *more
        judge.same(probe, given.llama_block, *inputs, case=name)
    weights = filled(llama_shapes(8, 4, 2, 2, 7), lambda name, shape: make(name, shape).float())
    x = judge.normal(2, 5, 8)
    judge.same(probe, given.llama_block, x, weights, 4, 2, case="single precision", atol=1e-3)
    x = judge.normal(1, 6, 8).double()
    other = torch.cat([x[:, :-1], judge.normal(1, 1, 8).double()], 1)
    weights = filled(llama_shapes(8, 4, 2, 2, 7), make)
    before, after = (judge.ask(probe, each, weights, 4, 2)["value"] for each in (x, other))
    judge.equal(before[:, :-1], after[:, :-1], check="no look ahead")
### END HIDDEN TESTS

# %% [markdown] prose="after-llama_block" covers=["residual", "decoder-only"]
# **What just happened.** Your block, with trained weights in it. The file is in the format that Meta's
# Llama and many others use; below are the names of its first block. Because every block only *adds*, the
# vector at each token is a sum: the embedding plus what each block wrote. People call this sum the *residual
# stream*, a bus that all layers read from and write to (Elhage et al. 2021,
# [Transformer Circuits](https://transformer-circuits.pub/2021/framework/index.html)). Choose a token: which block writes most?

# %% show="open-the-file" covers=["decoder-only"]
from safetensors import safe_open

file = CHECKPOINTS / "main-base" / "model.safetensors"
with safe_open(file, "pt") as opened:
    for name in sorted(opened.keys()):
        if "layers." not in name or "layers.0." in name:
            print(f"{name:52} {opened.get_slice(name).get_shape()}")

# %% show="residual-stream" covers=["residual"]
weights, config = given.read_llama(file), model.config
sizes = {"n_heads": config.n_heads, "n_kv_heads": config.n_kv_heads}
sizes |= {"theta": config.rope_theta, "eps": config.norm_eps}
prompt = "Once upon a time there was a little dog who"
ids = model.tokenizer.encode(prompt)
names = [model.tokenizer.text(id) for id in ids]
stream = [weights["embedding"][torch.tensor([ids])]]
for block in weights["blocks"]:
    stream.append(yours(llama_block)(stream[-1], block, **sizes))
stream = torch.cat(stream)  # (blocks+1, time, d_model)
ResidualStream(stream, names)

# %% [markdown] prose="decoder_only" covers=["decoder-only"]
# ## 4.11 A language model  ★★☆ · 12 min · 4 points
#
# The last step is short. Look up the tokens' embeddings: no scaling, no added positions, the blocks turn
# the queries and keys themselves. Run the blocks. Norm once more, since the stream has grown. Then the
# embedding table again, transposed: this model is *tied*, it reads and writes with one table.
# Graded on random models, and on a trained one that comes with the course: your logits must be the same.
#
# <details><summary>Hint 1</summary>Four steps: embed, blocks, norm, unembed.</details>
# <details><summary>Hint 2</summary>`weights["embedding"][ids]` looks up; the blocks are a list, `weights["blocks"]`.</details>
# <details><summary>Hint 3</summary>theta and eps must reach every block, and eps the last norm: a default of your own would be used otherwise.</details>

# %% exercise="decoder_only" forbid=["Transformer", "load", "functional_call"] covers=["decoder-only"] reference="llmcourse.models.blocks.decoder_only"
def decoder_only(
    ids: Int[Tensor, "batch time"],
    weights: dict,
    n_heads: int,
    n_kv_heads: int,
    theta: float = 10000.0,
    eps: float = 1e-5,
) -> Float[Tensor, "batch time vocabulary"]:
    """Logits of the token after each token.

    weights: "embedding" (vocabulary, d_model), "norm" (gain), and "blocks",
    a list for `given.llama_block`.
    """
    ### BEGIN SOLUTION
    x = weights["embedding"][ids]
    for block in weights["blocks"]:
        x = given.llama_block(x, block, n_heads, n_kv_heads, theta, eps)
    return given.rms_norm(x, **weights["norm"], eps=eps) @ weights["embedding"].T
    ### END SOLUTION

# %% check="decoder_only"
check(decoder_only)

# %% test="decoder_only" points=4 covers=["decoder-only"]
# Graded: random models of fresh sizes, all gradients, and the logits of a
# trained checkpoint to 1e-4.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(decoder_only, *inputs)

def probe_trained(ids):
    from llmcourse.models.loading import CHECKPOINTS

    weights = given.read_llama(CHECKPOINTS / "draft-base" / "model.safetensors")
    return decoder_only(ids, weights, n_heads=4, n_kv_heads=2)

def verdict(judge):
    from llmcourse.models.loading import load

    def make(name, shape):
        drawn = judge.normal(*shape, scale=0.6).double()
        return drawn + 1 if name.endswith("gain") else drawn

    for name, n_blocks, batch, time, n_heads, n_kv_heads, d_head, d_model, more in [
        ("one block, one token", 1, 1, 1, 2, 1, 2, 4, ()),
        ("two blocks", 2, 2, 5, 4, 2, 2, 8, ()),
        ("three blocks", 3, 2, 4, 2, 2, 4, 6, ()),
        ("another theta", 2, 1, 6, 2, 1, 4, 8, (50.0,)),
        ("another eps", 2, 2, 3, 3, 1, 2, 5, (10000.0, 0.5)),
    ]:
        block = llama_shapes(d_model, n_heads, n_kv_heads, d_head, 7)
        shapes = {"embedding": (11, d_model), "blocks": [block] * n_blocks, "norm": {"gain": (d_model,)}}
        ids = torch.tensor([[judge.integer(0, 10) for _ in range(time)] for _ in range(batch)])
        inputs = ids, filled(shapes, make), n_heads, n_kv_heads, *more
        judge.same(probe, given.decoder_only, *inputs, case=name)
    theirs = load("draft-base")
    ids = torch.tensor([[judge.integer(6, 3000) for _ in range(12)] for _ in range(2)])
    logits = judge.ask(probe_trained, ids)
    expected = theirs(ids).logits
    judge.equal(logits, expected, check="trained model", case="draft-base", rtol=0, atol=1e-4)
### END HIDDEN TESTS

# %% [markdown] prose="after-decoder_only" covers=["decoder-only"]
# **What just happened.** The weights of the trained model, in your model. The largest difference between your
# logits and those of the course's own implementation is rounding. And it writes: each token below is chosen
# from *your* logits.

# %% show="identical" covers=["decoder-only"]
from llmcourse.budget import scaled

mine, batch = yours(decoder_only), torch.tensor([ids])
apart = (mine(batch, weights, **sizes) - model(batch).logits).abs().max().item()
print(f"{batch.shape[1]} x {config.vocab_size} logits, largest difference {apart:.1e}")

text = list(ids)
print(prompt, end="")
for _ in range(scaled(60, 20)):
    next_logits = mine(torch.tensor([text]), weights, **sizes)[0, -1]
    text.append(next_logits.argmax().item())
    if text[-1] in config.end_ids:
        break
    print(model.tokenizer.decode(text[-1:]), end="", flush=True)

# %% [markdown] prose="logit-lens" covers=["decoder-only", "residual"]
# ### When does it know?
#
# The stream has the same width everywhere, so its final norm and the unembedding can be put to it after *any*
# block: what would the model say if it stopped here? This is the *logit lens* (nostalgebraist 2020,
# [interpreting GPT](https://www.lesswrong.com/posts/AcKRB8wDpdaN6v6ru/interpreting-gpt-the-logit-lens)). At first it repeats the token
# it was given; somewhere on the way up the next one takes over. Click on a cell, or walk with the sliders. A caution:
# early layers need not speak the language of the last, and a lens trained for each layer sees more
# (Belrose et al. 2023, [arXiv:2303.08112](https://arxiv.org/abs/2303.08112)).

# %% show="logit-lens" covers=["decoder-only"]
norm, table = weights["norm"], weights["embedding"]
seen = given.rms_norm(stream, **norm, eps=config.norm_eps)
logits = seen @ table.T  # (blocks+1, time, vocabulary)
LogitLens(logits, names, model.tokenizer.text)

# %% [markdown] prose="recap" covers=["encoder-decoder-overview", "decoder-only"]
# ## What you have now
#
# * **Layer norm** works on one token's vector; **RMSNorm** leaves out the mean. eps stands under the root.
# * **Residuals** keep gradients alive; with a norm they keep them level. **Post-norm** is 2017, **pre-norm** is today.
# * **Feed-forward** layers treat each position alone and hold about two thirds of a block's weights. Gates replaced the single bend.
# * An **encoder** gives one vector a token; a **decoder** writes from a start token to an end token, looking back
#   at itself and across at the encoder.
# * A **decoder-only** model is one stack that predicts the next token. Yours runs trained weights.
#
# The whitepaper describes the blocks of 2017; the models it goes on to discuss are mostly pre-norm, and the later
# ones gated. It also says that an encoder's output grows with its input: one vector a token is all that means.
# To submit, choose *Nbgrader → Assignment List*, or hand in this file. Visible tests that pass are a good
# sign; hidden tests on fresh numbers decide.
#
# **Further:** Vaswani et al. 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762) · Xiong et al. 2020 on
# where the norm belongs, [arXiv:2002.04745](https://arxiv.org/abs/2002.04745) · Geva et al. 2021 on what feed-forward layers store,
# [arXiv:2012.14913](https://arxiv.org/abs/2012.14913) · Phuong and Hutter 2022, all of it as pseudocode,
# [arXiv:2207.09238](https://arxiv.org/abs/2207.09238).

# %% [markdown] prose="title" release=1
# # 3 · Attention
#
# > The tiger jumped out of a tree to get a drink because it was thirsty.
#
# Who was thirsty? You knew at once, though *tree* stands closer to *it* in the sentence than *tiger*
# does. A language model has to work that out from vectors, and the tool it uses is **attention**:
# every token looks at the others, decides how much each one matters, and takes home a blend.
# The sentence is from Google's whitepaper *Foundational Large Language Models & Text Generation*,
# which this course follows; its figures 2 and 3 come alive here.
#
# In this lesson you build all of it: queries, keys and values, scaled dot products, masks, several
# heads, grouped heads, and the cross-attention that joins an encoder to a decoder. Nine short
# exercises: 85 minutes, about two hours with the pictures, 31 points. "Run All" works at any time;
# where your code is not ready yet, the pictures use the course's and say so.

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

# the finished parts that an exercise builds on
from llmcourse.models import attention as given

# %% show="tools"
from llmcourse.checks import lesson
from llmcourse.widgets import (
    AttentionViewer, MaskExplorer, QKVSteps, charts,
)

check, yours = lesson("03_attention")

# %% [markdown] prose="words-as-numbers" covers=["self-attention"]
# ## A sentence you can read as numbers
#
# Real models learn their embeddings. To see what attention does with them we choose ours by hand:
# six numbers a word, each with a meaning. *tiger* is a thing and alive; *tree* is a thing and a
# place; *it* stands in for something. Function words get nothing at all, so they ask nothing, and
# look at every word alike (0.07 each).

# %% setup="sentence"
sentence = (
    "The tiger jumped out of a tree to get a drink because it was thirsty."
)
tokens = sentence.removesuffix(".").split()
features = ["thing", "alive", "place", "stands in", "action", "need"]
meaning = {
    "tiger": [1, 1, 0, 0, 0, 0],
    "tree": [1, 0, 1, 0, 0, 0],
    "drink": [1, 0, 0, 0, 0, 1],
    "it": [0, 0, 0, 1, 0, 0],
    "jumped": [0, 0, 0, 0, 1, 0],
    "get": [0, 0, 0, 0, 1, 0],
    "thirsty": [0, 0, 0, 0, 0, 1],
}
nothing = [0, 0, 0, 0, 0, 0]
x = torch.tensor([meaning.get(token, nothing) for token in tokens])
x = x.float()  # (time, d_model)

# %% [markdown] prose="three-roles" covers=["self-attention"]
# Each embedding is multiplied by three matrices, and so plays three roles at once:
#
# * the **query** is the question a token asks: *what am I looking for?*
# * the **key** is the label it wears: *what am I, if somebody is looking?*
# * the **value** is the content it hands over to whoever looks at it.
#
# A model learns the matrices. Ours are set by hand, with three columns that mean "a thing",
# "someone alive" and "a need": *it* looks for a living thing, and *thirsty* for someone alive.

# %% setup="matrices"
# columns: a thing, someone alive, a need
w_q = torch.tensor([  # what each of the six features looks for
    [0, 0, 0], [0, 0, 0], [0, 0, 0], [1, 2, 0], [0.5, 1.5, 0.5], [0, 2, 0],
])
w_k = torch.tensor([  # what it offers
    [1.0, 0, 0], [0, 2, 0], [0, -1, 0], [0, 0, 0], [0, 0, 0], [0, 0, 1],
])
w_v = torch.tensor([  # what it hands over
    [1, 0, 0], [0, 1, 0], [0, -0.5, 0], [0, 0, 0], [0, 0, 0.5], [0, 0, 1],
])

# %% [markdown] prose="steps" covers=["self-attention"]
# Step through the whole computation with the buttons (or Tab and the arrow keys). The word that
# asks is *it*. Go to stage 6, softmax: *it* gives 0.56 to *tiger*. Now switch the scaling off: 0.91.

# %% show="steps" covers=["self-attention"]
QKVSteps(
    tokens, x, w_q, w_k, w_v,
    query=tokens.index("it"),
    origin="set by hand",
    title="What does it look at?",
)

# %% [markdown] prose="project" covers=["self-attention"]
# ## 3.1 Ask, offer, hand over  ★☆☆ · 6 min · 2 points
#
# The first step of the whitepaper's figure 2: from embeddings to queries, keys and values. All tokens
# of all sentences of the batch go at once, which is what makes a transformer parallel where a
# recurrent network must wait (Vaswani et al. 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762)).
#
# From here on `given` holds the finished part of every exercise. Use the parts of *other* exercises
# freely; your own is refused, and so are the library functions that would do the whole work. An
# annotation names a tensor's axes, as `"batch time d_model"` below; later `*lead` is any number of
# axes in front, and `#` marks those that may also be 1.
#
# <details><summary>Hint 1</summary>Each output is one matrix product with the embeddings.</details>
# <details><summary>Hint 2</summary>The weights have shape (d_model, d_k): the embeddings' last axis meets their first.</details>
# <details><summary>Hint 3</summary>`a @ b` multiplies matrices and carries the batch axis along by itself.</details>

# %% exercise="project" reference="llmcourse.models.attention.project"
def project(
    x: Float[Tensor, "batch time d_model"],
    w_q: Float[Tensor, "d_model d_k"],
    w_k: Float[Tensor, "d_model d_k"],
    w_v: Float[Tensor, "d_model d_v"],
) -> tuple[
    Float[Tensor, "batch time d_k"],
    Float[Tensor, "batch time d_k"],
    Float[Tensor, "batch time d_v"],
]:
    """Queries, keys and values of every token, a tuple in this order."""
    ### BEGIN SOLUTION
    return x @ w_q, x @ w_k, x @ w_v
    ### END SOLUTION

# %% check="project"
check(project)

# %% test="project" points=2
# Graded: all three outputs on fresh batches, in single and double
# precision and in any order in memory, the gradients to all four inputs,
# inputs left unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(project, *inputs)

def verdict(judge):
    for name, batch, time, d_model, d_k, d_v in [
        ("one token", 1, 1, 3, 2, 4),
        ("two sentences", 2, 5, 4, 3, 6),
        ("two others", 2, 5, 4, 3, 6),
        ("square weights", 3, 2, 4, 4, 4),
        ("double precision", 2, 3, 4, 2, 5),
        ("another order in memory", 2, 3, 4, 2, 5),
    ]:
        shapes = [(batch, time, d_model), (d_model, d_k), (d_model, d_k), (d_model, d_v)]
        inputs = [judge.normal(*shape) for shape in shapes]
        if name == "double precision":
            inputs = [each.double() for each in inputs]
        if name == "another order in memory":
            inputs = [judge.strided(each) for each in inputs]
        judge.same(probe, given.project, *inputs, case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-project"
# **What just happened.** Below, each word's question beside each word's label. Only three columns,
# yet what *it* asks is exactly what *tiger* offers.

# %% show="projected"
asked, offered, _ = yours(project)(x[None], w_q, w_k, w_v)
for word in ["tiger", "tree", "drink", "it", "thirsty"]:
    at = tokens.index(word)
    ask, offer = asked[0, at].tolist(), offered[0, at].tolist()
    print(f"{word:>8}  asks {ask}  offers {offer}")

# %% [markdown] prose="scaled_scores" covers=["self-attention"]
# ## 3.2 Scores, kept in bounds  ★☆☆ · 8 min · 3 points
#
# A dot product says how well a question fits a label. But it is a sum of $d_k$ products: if the numbers
# in it are independent with mean 0 and variance 1, the sum has variance $d_k$. With wide vectors the scores grow, softmax turns
# into a switch, and its gradient dies. Dividing by $\sqrt{d_k}$ brings the variance back to 1
# (Vaswani et al. 2017, section 3.2.1).
#
# <details><summary>Hint 1</summary>Every query meets every key: for 5 queries and 7 keys there are 5 x 7 scores.</details>
# <details><summary>Hint 2</summary>Swap the last two axes of the keys, and only those: `key.transpose(-2, -1)`, or `key.mT`.</details>
# <details><summary>Hint 3</summary>d_k is the length of one query: `query.shape[-1]`.</details>

# %% exercise="scaled_scores" forbid=["scaled_dot_product_attention"] reference="llmcourse.models.attention.scaled_scores"
def scaled_scores(
    query: Float[Tensor, "*lead query d_k"],
    key: Float[Tensor, "*lead key d_k"],
) -> Float[Tensor, "*lead query key"]:
    """Dot products of all queries with all keys, over the root of d_k."""
    ### BEGIN SOLUTION
    return query @ key.transpose(-2, -1) / query.shape[-1] ** 0.5
    ### END SOLUTION

# %% check="scaled_scores"
check(scaled_scores)

# %% test="scaled_scores" points=3
# Graded: values with none to three axes in front, more keys than queries,
# single and double precision, large numbers, any order in memory,
# gradients, inputs left unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(scaled_scores, *inputs)

def verdict(judge):
    for name, lead, n_queries, n_keys, d_k in [
        ("one query, one key", (), 1, 1, 3),
        ("no batch", (), 4, 6, 5),
        ("one query a head", (3, 2), 1, 5, 4),
        ("three axes in front", (2, 3, 1), 4, 2, 5),
        ("two heads", (3, 2), 5, 7, 6),
    ]:
        query, key = judge.normal(*lead, n_queries, d_k), judge.normal(*lead, n_keys, d_k)
        judge.same(probe, given.scaled_scores, query, key, case=name)
    turned = judge.strided(query), judge.strided(key)
    judge.same(probe, given.scaled_scores, *turned, case="another order in memory")
    # The root of 16 is the same number in float32, in which it may well be computed.
    query, key = judge.normal(2, 3, 16).double(), judge.normal(2, 4, 16).double()
    judge.same(probe, given.scaled_scores, query, key, case="double precision")
    judge.same(probe, given.scaled_scores, 40 * query, 40 * key, case="large numbers")
### END HIDDEN TESTS

# %% [markdown] prose="after-scaled_scores" covers=["self-attention"]
# **What just happened.** Your scores of random queries and keys, put through a softmax: how much
# weight goes to the one best key of 32? With the division the answer hardly depends on the width.
# Without it a wide vector sees a single key and nothing else.

# %% show="why-scale" covers=["self-attention"]
widths = [4, 16, 64, 256, 1024]
torch.manual_seed(0)
shapes = [((200, 1, d_k), (200, 32, d_k)) for d_k in widths]
scores = [
    yours(scaled_scores)(torch.randn(one), torch.randn(many))
    for one, many in shapes
]
raw = [s * d_k**0.5 for s, d_k in zip(scores, widths)]
best = {
    name: [s.softmax(-1).amax(-1).mean().item() for s in each]
    for name, each in [("divided by √d_k", scores), ("not divided", raw)]
}
best["all alike, 1/32"] = [1 / 32 for _ in widths]
charts.lines(
    widths, best,
    title="How much weight goes to the best of 32 keys",
    x_title="d_k", y_title="weight", log_x=True,
)

# %% [markdown] prose="attention" covers=["self-attention"]
# ## 3.3 Attention itself  ★★☆ · 12 min · 4 points
#
# Now the whole of the whitepaper's figure 3, with the scores given: $Z = \mathrm{softmax}(QK^T/\sqrt{d_k})\,V$. Softmax over the *keys* makes
# each query's scores into weights that sum to 1; the weights then blend the values. A mask says
# where a query may look: where it is False the weight must come out as exactly 0, however large or
# small the scores are, and the rest must still sum to 1.
#
# <details><summary>Hint 1</summary>Three steps: scores, softmax over the last axis, product with the values.</details>
# <details><summary>Hint 2</summary>To hide a key, change its score *before* the softmax, so that its exponential is 0.</details>
# <details><summary>Hint 3</summary>`scores.masked_fill(~mask, float("-inf"))`: the tilde turns "may look" into "must not".</details>

# %% exercise="attention" forbid=["scaled_dot_product_attention"] reference="llmcourse.models.attention.attention"
def attention(
    query: Float[Tensor, "*lead query d_k"],
    key: Float[Tensor, "*lead key d_k"],
    value: Float[Tensor, "*lead key d_v"],
    mask: Bool[Tensor, "*#lead query key"] | None = None,
) -> tuple[
    Float[Tensor, "*lead query d_v"],
    Float[Tensor, "*lead query key"],
]:
    """Scaled dot-product attention: output and weights, as a tuple.

    The mask is True where a query may look; every query may look at one
    key at least.
    """
    scores = given.scaled_scores(query, key)
    ### BEGIN SOLUTION
    if mask is not None:
        scores = scores.masked_fill(~mask, float("-inf"))
    weights = scores.softmax(dim=-1)
    return weights @ value, weights
    ### END SOLUTION

# %% check="attention"
check(attention)

# %% test="attention" points=4
# Graded: output and weights, with and without a mask, hidden keys at
# exactly 0, scores near 1,000 and near -100,000, single and double
# precision, any order in memory, gradients, inputs left unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(attention, *inputs)

def verdict(judge):
    def inputs(*lead, scale=1.0):
        shapes = [(*lead, 4, 3), (*lead, 6, 3), (*lead, 6, 5)]
        return [judge.normal(*shape, scale=scale) for shape in shapes]

    def double(parts):
        return [part.double() for part in parts]

    def mask(*lead):
        allowed = judge.flips(*lead, 4, 6)
        allowed[..., 0] = True
        allowed[..., 5] = False
        return allowed

    def masked(*parts, case):
        value = judge.same(probe, given.attention, *parts, case=case)
        if value is not None:
            hidden = value[1][~parts[3].expand_as(value[1])]
            words = "a hidden key got some weight"
            judge.that(bool((hidden == 0).all()), words, check="hidden keys", case=case)

    judge.same(probe, given.attention, *inputs(), case="no mask")
    masked(*inputs(2, 3), mask(2, 3), case="a mask for each head")
    masked(*inputs(2, 3), mask(1, 1), case="one mask for all")
    square = judge.normal(3, 2, 5, 4)
    masked(*square, given.causal_mask(5).expand(2, 5, 5), case="as many queries as keys")
    masked(*double(inputs(2)), mask(2), case="double precision")
    turned = [judge.strided(part) for part in (*inputs(2), mask(2))]
    masked(*turned, case="another order in memory")
    masked(*double(inputs(1, scale=30.0)), mask(1), case="large scores")
    # Whole numbers, d_k of 4: such scores come out the same however they are summed up.
    query = -judge.normal(2, 4, 4, scale=2e4).double().abs().round()
    key = judge.normal(2, 6, 4, scale=10).double().abs().round() + 1
    value = judge.normal(2, 6, 5).double()
    masked(query, key, value, mask(2), case="all scores far below 0")
    masked(0 * query, key, value, mask(2), case="all scores 0")
### END HIDDEN TESTS

# %% [markdown] prose="after-attention" covers=["self-attention"]
# **What just happened.** Your attention, on our sentence. Above the picture stands what *it* takes
# home: something that is much of a thing, half alive, hardly a need. Choose another word on the
# left; move the threshold to hide the weak lines.

# %% show="attention" covers=["self-attention"]
roles = given.project(x[None], w_q, w_k, w_v)  # query, key, value
output, weights = yours(attention)(*roles)
home = output[0, tokens.index("it")].tolist()
for name, share in zip(["thing", "alive", "need"], home):
    print(f"it takes home {share:.2f} of {name}")
AttentionViewer(
    weights[0], tokens,
    query=tokens.index("it"),
    title="One head, set by hand",
)

# %% [markdown] prose="order" covers=["self-attention"]
# ### It does not know the order
#
# Shuffle the words and the outputs are shuffled in the same way, nothing else changes: without a mask,
# attention treats a sentence as a *set*. This is called permutation equivariance, and it is why a
# transformer adds positional encodings.

# %% show="order" covers=["self-attention"]
torch.manual_seed(3)
order = torch.randperm(len(tokens))
in_order = given.project(x[None], w_q, w_k, w_v)
in_disorder = [part[:, order] for part in in_order]
before, _ = yours(attention)(*in_order)
after, _ = yours(attention)(*in_disorder)
gap = (after - before[:, order]).abs().max().item()
print("shuffled:", " ".join(tokens[i] for i in order))
print("largest difference from the shuffled outputs:", gap)

# %% [markdown] prose="causal_mask" covers=["masked-attention"]
# ## 3.4 Hide the future  ★☆☆ · 8 min · 3 points
#
# A decoder is trained on every position at once: at *to* it must predict *get* without having seen
# it. So each query may look at itself and at what came before, never ahead. One True too many and
# the model copies the answer instead of learning it: the loss falls beautifully, and generation
# is nonsense. (torch has `tril` and `triu` for such triangles; here you build one yourself.)
#
# <details><summary>Hint 1</summary>Compare positions: query i may look at key j when j is at most i.</details>
# <details><summary>Hint 2</summary>`torch.arange(length)` holds the positions; a comparison gives booleans.</details>
# <details><summary>Hint 3</summary>Stand one copy upright, `[:, None]`, and lay one down, `[None, :]`: broadcasting makes the square.</details>

# %% exercise="causal_mask" forbid=["tril", "triu", "tril_indices", "triu_indices", "generate_square_subsequent_mask", "causal_lower_right", "causal_upper_left"] reference="llmcourse.models.attention.causal_mask"
def causal_mask(length: int) -> Bool[Tensor, "query key"]:
    """True where a query may look: at itself and at what came before."""
    ### BEGIN SOLUTION
    position = torch.arange(length)
    return position[:, None] >= position[None, :]
    ### END SOLUTION

# %% check="causal_mask"
check(causal_mask)

# %% test="causal_mask" points=3
# Graded: shape, dtype and every entry, for fresh lengths from 1 to 200.
### BEGIN HIDDEN TESTS
def probe(lengths):
    return [causal_mask(length) for length in lengths]

def verdict(judge):
    lengths = [1, *judge.draw(range(2, 64), 4), 64, judge.integer(65, 200)]
    masks = judge.ask(probe, lengths, case=f"lengths {lengths}")
    for length, mask in zip(lengths, masks, strict=True):
        judge.equal(mask, torch.ones(length, length).tril().bool(), case=f"length {length}")
### END HIDDEN TESTS

# %% [markdown] prose="after-causal_mask" covers=["masked-attention"]
# **What just happened.** Your mask for every length up to 12, with a leak test: pick a token, swap it
# for another, and see which outputs change. With a causal mask no *earlier* output may. Try the
# other kinds: a sliding window forgets the far past, a prefix mask opens the prompt to itself.

# %% show="mask" covers=["masked-attention"]
MaskExplorer(yours(causal_mask), tokens=tokens)

# %% [markdown] prose="padding_mask" covers=["masked-attention"]
# ## 3.5 Ignore the padding  ★☆☆ · 8 min · 3 points
#
# Sentences of a batch have different lengths; the short ones are filled up with padding. Padding is
# not language, so no query may look at it. The mask gets two axes of size 1, so that it broadcasts
# over all queries, and over the heads that get an axis of their own in 3.6.
#
# <details><summary>Hint 1</summary>A key is real when its position is smaller than its sentence's length.</details>
# <details><summary>Hint 2</summary>Compare `torch.arange(n_keys)` with `lengths[:, None]`: (key,) against (batch, 1).</details>
# <details><summary>Hint 3</summary>Indexing with `[:, None, None, :]` adds the two axes in the middle.</details>

# %% exercise="padding_mask" reference="llmcourse.models.attention.padding_mask"
def padding_mask(
    lengths: Int[Tensor, "batch"], n_keys: int
) -> Bool[Tensor, "batch 1 1 key"]:
    """True at each sequence's real tokens, False at padding after them."""
    ### BEGIN SOLUTION
    real = torch.arange(n_keys) < lengths[:, None]  # (batch, key)
    return real[:, None, None, :]
    ### END SOLUTION

# %% check="padding_mask"
check(padding_mask)

# %% test="padding_mask" points=3
# Graded: shape, dtype, lengths from 1 to full, one sentence and several,
# more padding than the longest needs, lengths left unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(padding_mask, *inputs)

def verdict(judge):
    for name, batch, spare in [("one sentence", 1, 0), ("a batch", 4, 0), ("padded further", 3, 2)]:
        lengths = torch.tensor(judge.draw(range(1, 10), batch))
        n_keys = int(lengths.max()) + spare
        judge.same(probe, given.padding_mask, lengths, n_keys, case=name)
    lengths = torch.tensor(judge.draw(range(1, 6), 5))
    judge.same(probe, given.padding_mask, lengths, 5, case="as many sentences as keys")
### END HIDDEN TESTS

# %% [markdown] prose="after-padding_mask" covers=["masked-attention"]
# **What just happened.** Our sentence and a shorter one, padded to 15 tokens, in one batch; the
# embeddings themselves serve as queries, keys and values. The map shows the short one. Padding still
# asks; its rows are computed and thrown away. What counts is that its columns stay dark.

# %% show="padding" covers=["masked-attention"]
short = tokens[:3]
states = torch.stack([x, torch.zeros_like(x)])[:, None]
states[1, 0, : len(short)] = x[: len(short)]  # (batch, heads, time, 6)
lengths = torch.tensor([len(tokens), len(short)])
mask = yours(padding_mask)(lengths, len(tokens))
_, padded = given.attention(states, states, states, mask)
AttentionViewer(
    padded[1], short + ["<pad>"] * (len(tokens) - len(short)),
    query=1,
    title="A padded sentence",
)

# %% [markdown] prose="split_heads" covers=["multi-head-attention"]
# ## 3.6 Cut into heads  ★★☆ · 8 min · 3 points
#
# One softmax can follow one kind of link. Several heads follow several: who did it, what it refers
# to, which word came before. Each head gets its own slice of every token's vector: of 8 numbers and
# 2 heads, the first four go to head 0, the last four to head 1. No number may move to another token.
#
# <details><summary>Hint 1</summary>Two moves: cut the last axis in two, then bring the heads before the time.</details>
# <details><summary>Hint 2</summary>Reshaping straight to (batch, heads, time, d_head) has the right shape and the wrong content. Why?</details>
# <details><summary>Hint 3</summary>`x.reshape(batch, time, n_heads, -1)`, then `transpose(1, 2)`.</details>

# %% exercise="split_heads" reference="llmcourse.models.attention.split_heads"
def split_heads(
    x: Float[Tensor, "batch time d_model"], n_heads: int
) -> Float[Tensor, "batch heads time d_head"]:
    """Cut each token's vector into n_heads consecutive pieces."""
    ### BEGIN SOLUTION
    batch, time, d_model = x.shape
    return x.reshape(batch, time, n_heads, d_model // n_heads).transpose(1, 2)
    ### END SOLUTION

# %% check="split_heads"
check(split_heads)

# %% test="split_heads" points=3
# Graded: content and order of every head, one head, one token, single
# and double precision, any order in memory, gradients, x left unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(split_heads, *inputs)

def verdict(judge):
    for name, batch, time, n_heads, d_head in [
        ("one head", 2, 3, 1, 4),
        ("one token", 2, 1, 3, 2),
        ("more heads than tokens", 2, 3, 5, 4),
        ("more tokens than heads", 3, 7, 2, 5),
        ("double precision", 2, 3, 4, 2),
    ]:
        x = judge.normal(batch, time, n_heads * d_head)
        x = x.double() if name == "double precision" else x
        judge.same(probe, given.split_heads, x, n_heads, case=name)
    judge.same(probe, given.split_heads, judge.strided(x), 4, case="another order in memory")
### END HIDDEN TESTS

# %% [markdown] prose="after-split_heads" covers=["multi-head-attention"]
# **What just happened.** Our six features in three heads of two, and each head attends on its own.
# (The embeddings serve as queries, keys and values again, times 3 for a clear picture.) The head of
# *action, need* links *drink* to *thirsty*; the head of *thing, alive* links it to the other things.
# One softmax could not do both.

# %% show="pieces" covers=["multi-head-attention"]
pieces = yours(split_heads)(3 * x[None], 3)
_, by_head = given.attention(pieces, pieces, pieces)
AttentionViewer(
    by_head[0], tokens,
    head_names=[", ".join(features[at : at + 2]) for at in (0, 2, 4)],
    head=2,
    query=tokens.index("drink"),
    title="Three heads, two features each",
)

# %% [markdown] prose="multi_head_attention" covers=["multi-head-attention"]
# ## 3.7 Many heads at once  ★★★ · 15 min · 5 points
#
# Put it together: project, cut into heads, attend in all heads in parallel, lay the results side by
# side, and mix them with one more matrix $W_O$ (Vaswani et al. 2017, section 3.2.2). The mixing is
# what lets a head's finding reach all of the vector. The heads together need about as many
# multiplications as one wide head would. (`given` has `project`, `split_heads`, `attention` and
# `merge_heads`, which undoes the splitting.)
#
# <details><summary>Hint 1</summary>The order: project, split, attend, merge, mix.</details>
# <details><summary>Hint 2</summary>Split queries, keys *and* values; `given.attention` treats the axis of the heads like a batch.</details>
# <details><summary>Hint 3</summary>Keep the output, drop the weights, merge, then `@ w_o`.</details>

# %% exercise="multi_head_attention" forbid=["MultiheadAttention", "multi_head_attention_forward", "scaled_dot_product_attention"] reference="llmcourse.models.attention.multi_head_attention"
def multi_head_attention(
    x: Float[Tensor, "batch time d_model"],
    w_q: Float[Tensor, "d_model d_model"],
    w_k: Float[Tensor, "d_model d_model"],
    w_v: Float[Tensor, "d_model d_model"],
    w_o: Float[Tensor, "d_model d_model"],
    n_heads: int,
    mask: Bool[Tensor, "#batch #heads query key"] | None = None,
) -> Float[Tensor, "batch time d_model"]:
    """Several attentions side by side, concatenated and mixed by w_o."""
    ### BEGIN SOLUTION
    parts = given.project(x, w_q, w_k, w_v)
    query, key, value = (given.split_heads(part, n_heads) for part in parts)
    output, _ = given.attention(query, key, value, mask)
    return given.merge_heads(output) @ w_o
    ### END SOLUTION

# %% check="multi_head_attention"
check(multi_head_attention)

# %% test="multi_head_attention" points=5
# Graded: agreement with torch.nn.MultiheadAttention, masks for each head
# and each sentence, large scores, one head, one token, single and double
# precision, any order in memory, all gradients, inputs left unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(multi_head_attention, *inputs)

def verdict(judge):
    for name, batch, time, n_heads, d_head, masked in [
        ("one token", 2, 1, 2, 3, False),
        ("one head", 2, 4, 1, 6, False),
        ("three heads", 2, 5, 3, 4, False),
        ("three heads, masked", 2, 5, 3, 4, True),
        ("another order in memory", 2, 5, 3, 4, True),
    ]:
        d_model = n_heads * d_head
        x, *weights = judge.normal(batch, time, d_model), *judge.normal(4, d_model, d_model)
        if name == "another order in memory":
            x, *weights = map(judge.strided, (x, *weights))
        mask = given.causal_mask(time)[None, None] if masked else None
        inputs = (x, *weights, n_heads, mask)
        judge.same(probe, given.multi_head_attention, *inputs, case=name, atol=1e-4)
    for name, *lead in [("a mask for each head", 1, 3), ("a mask for each sentence", 2, 1)]:
        mask = judge.flips(*lead, 5, 5)
        mask[..., 0] = True
        inputs = [each.double() for each in (judge.normal(2, 5, 6), *judge.normal(4, 6, 6))]
        judge.same(probe, given.multi_head_attention, *inputs, 3, mask, case=name)
    x, *weights = inputs
    inputs = (30 * x, *weights, 3, mask)
    near = {"rtol": 1e-6, "atol": 1e-6}  # of two keys that are nearly equal the sum decides
    judge.same(probe, given.multi_head_attention, *inputs, case="large scores", **near)
    padding = given.padding_mask(torch.tensor([5, 2]), 5)
    inputs = judge.normal(2, 5, 6), *judge.normal(4, 6, 6), 2, padding
    judge.same(probe, given.multi_head_attention, *inputs, case="padding", atol=1e-4)
    d_model = 12
    x, w_q, w_k, w_v, w_o = judge.normal(2, 5, d_model), *judge.normal(4, d_model, d_model, scale=0.3)
    theirs = torch.nn.MultiheadAttention(d_model, 3, bias=False, batch_first=True)
    with torch.no_grad():
        theirs.in_proj_weight.copy_(torch.cat([w_q, w_k, w_v], dim=1).T)
        theirs.out_proj.weight.copy_(w_o.T)
        expected, _ = theirs(x, x, x)
    case = "three heads, no mask"
    output = judge.ask(probe, x, w_q, w_k, w_v, w_o, 3, case=case)["value"]
    judge.equal(output, expected, check="torch's own layer", case=case, atol=1e-4)
### END HIDDEN TESTS

# %% [markdown] prose="trained-heads" covers=["multi-head-attention", "self-attention"]
# **What just happened.** You have built the layer at the heart of most large language models. Here is
# one of the course's own (its [card](../../llmcourse/models/checkpoints/MODEL_CARD.md) says what it can
# and what it cannot): eight layers of eight heads, trained on generated text in which *it* is now this,
# now that; and in every layer it is *your* function that attends. No tiger was ever meant by an *it* of
# its training. Choose a head from the thumbnails; nobody told any of them what to do.
#
# Look at the *last* word, the "The" that begins the answer, rather than at *it*. A causal model reads
# from left to right: at *it* the word *thirsty* has not come yet, so nothing there can depend on it.

# %% show="trained-heads" covers=["multi-head-attention", "self-attention"]
from llmcourse.models.inside import REFERENT_HEAD, trace
from llmcourse.models.loading import load

model, (layer, head) = load("main-base"), REFERENT_HEAD
attend = given.as_attention(yours(multi_head_attention))
prompt = f"Q: {sentence} What was thirsty?\nA: The"
seen = trace(model, prompt, attend)
print(prompt, "->", model.tokenizer.text(seen.logits[-1].argmax().item()))
AttentionViewer(
    seen.weights, seen.tokens,
    layer=layer,
    head=head,
    title="Trained heads: layers x heads",
)

# %% [markdown] prose="twin-heads" covers=["multi-head-attention"]
# Below, the same head at the answer: change one word, and it changes its mind. (It was found with other
# pairs of such sentences, and tested on others again by `make bench-models`. Few heads are so clear.)

# %% show="twin" covers=["multi-head-attention"]
for adjective in ["thirsty", "tall"]:
    twin = sentence.replace("thirsty", adjective)
    prompt = f"Q: {twin} What was {adjective}?\nA: The"
    seen = trace(model, prompt, attend)
    answer = model.tokenizer.text(seen.logits[-1].argmax().item())
    row = seen.weights[layer, head, -1].tolist()
    shares = {
        noun: round(row[seen.tokens.index(f" {noun}")], 2) for noun in ["tiger", "tree"]
    }
    print(f"it was {adjective}: The{answer}, head {layer}.{head} {shares}")

# %% [markdown] prose="grouped_query_attention" covers=["multi-head-attention"]
# ## 3.8 Share the keys  ★★☆ · 10 min · 4 points
#
# While a model writes, it keeps the keys and values of all tokens so far in memory. With 64 heads that
# is 64 of each, in every layer. *Grouped-query* attention lets neighboring query heads share one
# key/value head (Ainslie et al. 2023, [arXiv:2305.13245](https://arxiv.org/abs/2305.13245)); with a
# single one for all it is *multi-query* attention (Shazeer 2019,
# [arXiv:1911.02150](https://arxiv.org/abs/1911.02150)). Llama 2 70B has 64 query heads on 8.
#
# <details><summary>Hint 1</summary>With 6 query heads on 2 key/value heads, queries 0, 1, 2 use head 0 and queries 3, 4, 5 use head 1.</details>
# <details><summary>Hint 2</summary>Repeat each key/value head often enough that both sides have the same number, then attend as before.</details>
# <details><summary>Hint 3</summary>`repeat` lays copies end to end (0 1 0 1), `repeat_interleave` side by side (0 0 1 1). Which one keeps neighbors together?</details>

# %% exercise="grouped_query_attention" forbid=["scaled_dot_product_attention"] reference="llmcourse.models.attention.grouped_query_attention"
def grouped_query_attention(
    query: Float[Tensor, "batch n_heads query d_head"],
    key: Float[Tensor, "batch n_kv_heads key d_head"],
    value: Float[Tensor, "batch n_kv_heads key d_head"],
    mask: Bool[Tensor, "#batch #heads query key"] | None = None,
) -> Float[Tensor, "batch n_heads query d_head"]:
    """Attention in which n_heads // n_kv_heads neighboring query heads
    share a key/value head.
    """
    ### BEGIN SOLUTION
    share = query.shape[1] // key.shape[1]
    key = key.repeat_interleave(share, dim=1)
    value = value.repeat_interleave(share, dim=1)
    output, _ = given.attention(query, key, value, mask)
    return output
    ### END SOLUTION

# %% check="grouped_query_attention"
check(grouped_query_attention)

# %% test="grouped_query_attention" points=4
# Graded: groups of two and three, one key/value head for all, one for
# each, masks for each head and each sentence, large scores, single and
# double precision, any order in memory, gradients, inputs left unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(grouped_query_attention, *inputs)

def verdict(judge):
    for name, n_heads, n_kv_heads, masked in [
        ("groups of three", 6, 2, False),
        ("groups of two, masked", 6, 3, True),
        ("another order in memory", 6, 3, True),
        ("one for all", 4, 1, False),
        ("one for each", 3, 3, True),
    ]:
        query = judge.normal(2, n_heads, 5, 4)
        key, value = judge.normal(2, n_kv_heads, 5, 4), judge.normal(2, n_kv_heads, 5, 4)
        if name == "another order in memory":
            query, key, value = map(judge.strided, (query, key, value))
        mask = given.causal_mask(5)[None, None] if masked else None
        judge.same(probe, given.grouped_query_attention, query, key, value, mask, case=name)
    for name, n_queries, *lead in [
        ("one query, as when a model writes", 1, 1, 1),
        ("a mask for each head", 5, 1, 6),
        ("a mask for each sentence", 5, 2, 1),
    ]:
        mask = judge.flips(*lead, n_queries, 5)
        mask[..., 0] = True
        shapes = (2, 6, n_queries, 4), (2, 2, 5, 4), (2, 2, 5, 4)
        inputs = [judge.normal(*shape).double() for shape in shapes]
        judge.same(probe, given.grouped_query_attention, *inputs, mask, case=name)
    query, key, value = inputs
    inputs = 60 * query, 60 * key, value, mask
    near = {"rtol": 1e-6, "atol": 1e-6}  # of two keys that are nearly equal the sum decides
    judge.same(probe, given.grouped_query_attention, *inputs, case="large scores", **near)
### END HIDDEN TESTS

# %% [markdown] prose="after-grouped_query_attention" covers=["multi-head-attention"]
# **What just happened.** One query, as when a model writes, through your function, and the memory that
# the keys and values of 4,096 tokens take: half precision, 80 layers, heads of 128, as in Llama 2 70B (Touvron et al. 2023,
# [arXiv:2307.09288](https://arxiv.org/abs/2307.09288)).

# %% show="kv-memory" covers=["multi-head-attention"]
asking = torch.randn(1, 64, 1, 128)
kinds = {64: "multi-head", 8: "grouped-query", 1: "multi-query"}
for n_kv_heads, kind in kinds.items():
    kept = torch.randn(1, n_kv_heads, 4096, 128)  # keys, and values alike
    out = yours(grouped_query_attention)(asking, kept, kept)
    gigabytes = 80 * 2 * kept.numel() * 2 / 1e9  # layers, K and V, bytes
    print(f"{kind:>13}: output {tuple(out.shape)}, {gigabytes:5.2f} GB")

# %% [markdown] prose="cross_attention" covers=["cross-attention"]
# ## 3.9 One sentence asks another  ★★☆ · 10 min · 4 points
#
# The first transformer was a translator. Its encoder reads one sentence, the *source*, its decoder
# writes the other, the *target*, and between them stands *cross-attention*: the queries come from the decoder, the keys
# and values from the encoder. "Which of your words should I be translating now?" The two sentences
# may have different lengths, and padding in the source must be ignored.
#
# <details><summary>Hint 1</summary>It is attention as before; only ask, for each matrix, whose states it is multiplied with.</details>
# <details><summary>Hint 2</summary>The mask has shape (batch, source), the weights (batch, target, source): one axis is missing in the middle.</details>
# <details><summary>Hint 3</summary>`encoder_mask[:, None, :]` broadcasts over all target positions. It may be None.</details>

# %% exercise="cross_attention" forbid=["scaled_dot_product_attention", "MultiheadAttention"] reference="llmcourse.models.attention.cross_attention"
def cross_attention(
    decoder_states: Float[Tensor, "batch target d_model"],
    encoder_states: Float[Tensor, "batch source d_model"],
    w_q: Float[Tensor, "d_model d_k"],
    w_k: Float[Tensor, "d_model d_k"],
    w_v: Float[Tensor, "d_model d_v"],
    encoder_mask: Bool[Tensor, "batch source"] | None = None,
) -> tuple[
    Float[Tensor, "batch target d_v"],
    Float[Tensor, "batch target source"],
]:
    """The decoder asks, the encoder answers: output and weights.

    The mask is True at real words.
    """
    ### BEGIN SOLUTION
    query = decoder_states @ w_q
    key, value = encoder_states @ w_k, encoder_states @ w_v
    mask = None if encoder_mask is None else encoder_mask[:, None, :]
    return given.attention(query, key, value, mask)
    ### END SOLUTION

# %% check="cross_attention"
check(cross_attention)

# %% test="cross_attention" points=4
# Graded: output and weights, different lengths, padding in the source at
# exactly 0 however low the scores, single and double precision, any order
# in memory, gradients to both sides, inputs left unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(cross_attention, *inputs)

def verdict(judge):
    def same(*inputs, case, **tolerance):
        found = judge.same(probe, given.cross_attention, *inputs, case=case, **tolerance)
        if found is not None and inputs[5] is not None:
            padding = found[1].transpose(1, 2)[~inputs[5]]
            words = "padding got some weight"
            judge.that(bool((padding == 0).all()), words, check="hidden keys", case=case)

    for name, target, source, masked in [
        ("one word", 1, 1, False),
        ("short to long", 3, 6, False),
        ("long to short", 5, 2, True),
        ("same length", 4, 4, True),
        ("double precision", 3, 5, True),
        ("another order in memory", 4, 3, True),
    ]:
        weights = judge.normal(6, 3), judge.normal(6, 3), judge.normal(6, 5)
        mask = torch.arange(source) < torch.tensor([[source], [max(1, source // 2)]])
        inputs = judge.normal(2, target, 6), judge.normal(2, source, 6), *weights
        if name == "double precision":
            inputs = [each.double() for each in inputs]
        if name == "another order in memory":
            inputs = [judge.strided(each) for each in inputs]
        same(*inputs, mask if masked else None, case=name)
    padded = torch.tensor([[True, True, False, False], [True, False, False, False]])
    shapes = (2, 3, 6), (2, 4, 6), (6, 3), (6, 3), (6, 5)
    decoder, encoder, *weights = [judge.normal(*shape).double().abs() for shape in shapes]
    weights[1] *= -1  # so that every real word has a score far below 0
    inputs = 60 * decoder, 60 * encoder, *weights, padded
    near = {"rtol": 1e-6, "atol": 1e-6}  # of two keys that are nearly equal the sum decides
    same(*inputs, case="scores far below 0, no full sentence", **near)
### END HIDDEN TESTS

# %% [markdown] prose="after-cross_attention" covers=["cross-attention"]
# **What just happened.** A toy translator now learns an invented language whose verb comes first,
# whose adjectives follow their nouns, and whose articles come last. Its only link between the two
# sentences is *your* function. After a few seconds, look at the map: nobody told it which word
# belongs to which.

# %% show="translator" covers=["cross-attention"]
from llmcourse.models.translator import train_translator

translator = train_translator(yours(cross_attention))
source = "the red cat sleeps"
target, alignment = translator.translate(source)
print(source, "->", " ".join(target))
AttentionViewer(
    alignment, target,
    key_tokens=source.split(),
    title="Which word asks which",
)

# %% [markdown] prose="cost" covers=["self-attention"]
# ### The bill: twice the length, four times the work
#
# Every token looks at every other, so the table of weights has length x length entries. Here your own
# attention is timed on this machine. The dashed lines are what "quadratic" would be: the memory lies
# on its line exactly, the time roughly, for a machine has fixed costs and caches of limited size.
# *FlashAttention* (Dao et al., May 2022, [arXiv:2205.14135](https://arxiv.org/abs/2205.14135)) never
# stores the table; its time stays quadratic.

# %% show="cost" covers=["self-attention"]
from llmcourse.measure import best_seconds

sizes = [128, 256, 512, 1024, 2048]
timed = yours(attention)
seconds, table_bytes = [], []
for size in sizes:
    three = torch.randn(3, 4, size, 32)  # query, key, value of four heads
    seconds.append(best_seconds(timed, *three))
    table_bytes.append(timed(*three)[1].nbytes)
charts.attention_cost(sizes, seconds, table_bytes)

# %% [markdown] prose="recap"
# ## What you have now
#
# * **Query, key, value**: a question, a label, a content. A score says how well question and label fit.
# * **$\sqrt{d_k}$** keeps the scores' variance near 1, so that softmax stays soft and gradients live.
# * **Masks** are set before the softmax. Causal masks make a model autoregressive; padding masks keep
#   it off what is not language.
# * **Heads** are slices of the vector that attend on their own; $W_O$ mixes what they found.
#   Grouped-query attention shares keys and values among them, to save memory.
# * **Cross-attention** is the same formula with the questions from one sentence and the answers from
#   another.
# * Without a mask attention is **blind to order**; with or without, it is **quadratic in length**.
#
# The whitepaper shows all this in its figures 2 and 3 without a mask or a batch, and calls $Z$
# "attention"; papers call $Z$ the output and keep the word for the weights, as we do here.
#
# To submit, choose *Nbgrader → Assignment List*, or hand in this file. Visible tests that
# pass are a good sign; hidden tests on fresh numbers decide.
#
# **Further:** Vaswani et al. 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762) · Olsson et al.
# 2022 on what heads learn, [arXiv:2209.11895](https://arxiv.org/abs/2209.11895) · Jain and Wallace 2019,
# *Attention is not Explanation*, [arXiv:1902.10186](https://arxiv.org/abs/1902.10186), before you
# believe a pretty map.

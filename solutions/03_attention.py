# %% [markdown] prose="title" release=1
# # 3 · Attention
#
# > The tiger jumped out of a tree to get a drink because it was thirsty.
#
# Who was thirsty? You knew at once, though a tree stands closer to *it* than the tiger does.
# A language model has to work that out from vectors, and the tool it uses is **attention**:
# every token looks at the others, decides how much each one matters, and takes home a blend.
# The sentence is from Google's whitepaper *Foundational Large Language Models & Text Generation*,
# which this course follows; its figures 2 and 3 come alive here.
#
# In this lesson you build all of it: queries, keys and values, scaled dot products, masks, several
# heads, grouped heads, and the cross-attention that joins an encoder to a decoder. Nine short
# exercises, about 90 minutes, 31 points. "Run All" works at any time; where your code is not ready
# yet, the pictures use the course's and say so.

# %% show="installed"
# Does this notebook find the course? VS Code: choose the kernel in the course's own .venv folder.
import importlib.util
import subprocess
import sys

SOURCE = ""  # on Colab: the repository's address, "git+https://..."
if importlib.util.find_spec("llmcourse") is None and SOURCE:
    subprocess.check_call([sys.executable, "-m", "pip", "install", "-q", f"llmcourse @ {SOURCE}"])
elif importlib.util.find_spec("llmcourse") is None:
    print("The course is not installed here: run `python -m llmcourse lab` in its folder,")
    print("or write its address into SOURCE above and run this cell again.")

# %% setup="imports"
import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from llmcourse.models import attention as given  # the finished parts that an exercise builds on

# %% show="tools"
from llmcourse.checks import lesson
from llmcourse.widgets import AttentionViewer, MaskExplorer, QKVSteps, charts

check, yours = lesson("03_attention")

# %% [markdown] prose="words-as-numbers" covers=["self-attention"]
# ## A sentence you can read as numbers
#
# Real models learn their embeddings. To see what attention does with them we choose ours by hand:
# six numbers a word, each with a meaning. *tiger* is a thing and alive; *tree* is a thing and a
# place; *it* stands in for something. Function words get nothing at all.

# %% setup="sentence"
sentence = "The tiger jumped out of a tree to get a drink because it was thirsty."
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
x = torch.tensor([meaning.get(token, [0] * 6) for token in tokens]).float()  # (time, d_model)

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
w_q = torch.tensor(  # what each feature looks for: a thing, someone alive, a need
    [[0, 0, 0], [0, 0, 0], [0, 0, 0], [1.0, 2.0, 0], [0.5, 1.5, 0.5], [0, 2.0, 0]]
)
w_k = torch.tensor(  # what each feature offers
    [[1.0, 0, 0], [0, 2.0, 0], [0, -1.0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 1.0]]
)
w_v = torch.tensor(  # what each feature hands over
    [[1.0, 0, 0], [0, 1.0, 0], [0, -0.5, 0], [0, 0, 0], [0, 0, 0.5], [0, 0, 1.0]]
)

# %% [markdown] prose="steps" covers=["self-attention"]
# Step through the whole computation with the buttons (or Tab and the arrow keys). The word that
# asks is *it*: watch where it looks. Then switch the scaling off and look again.

# %% show="steps" covers=["self-attention"]
QKVSteps(tokens, x, w_q, w_k, w_v, query=tokens.index("it"), title="What does it look at?")

# %% [markdown] prose="project" covers=["self-attention"]
# ## 3.1 Ask, offer, hand over  ★☆☆ · 6 min · 2 points
#
# The first step of the whitepaper's figure 2: from embeddings to queries, keys and values. All tokens
# of all sentences of the batch go at once, which is what makes a transformer parallel where a
# recurrent network must wait (Vaswani et al. 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762)).
#
# From here on `given` holds the finished part of every exercise. Use the parts of *other* exercises
# freely; your own is refused, and so are the library functions that would do the whole work.
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
) -> tuple[Float[Tensor, "batch time d_k"], Float[Tensor, "batch time d_k"], Float[Tensor, "batch time d_v"]]:
    """The queries, keys and values of every token, as a tuple in this order."""
    ### BEGIN SOLUTION
    return x @ w_q, x @ w_k, x @ w_v
    ### END SOLUTION

# %% check="project"
check(project)

# %% test="project" points=2
# Graded: all three outputs on fresh batches, gradients to all four inputs, inputs left unchanged.
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
    ]:
        shapes = [(batch, time, d_model), (d_model, d_k), (d_model, d_k), (d_model, d_v)]
        inputs = [judge.normal(*shape) for shape in shapes]
        if name == "double precision":
            inputs = [each.double() for each in inputs]
        judge.same(probe, given.project, *inputs, case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-project"
# **What just happened.** Below, each word's question beside each word's label. Only three columns,
# yet *it* and *tiger* already point the same way.

# %% show="projected"
query, key, value = (part[0] for part in yours(project)(x[None], w_q, w_k, w_v))
for token in ["tiger", "tree", "drink", "it", "thirsty"]:
    at = tokens.index(token)
    print(f"{token:>8}  asks {query[at].tolist()}  offers {key[at].tolist()}")

# %% [markdown] prose="scaled_scores" covers=["self-attention"]
# ## 3.2 Scores, kept in bounds  ★☆☆ · 8 min · 3 points
#
# A dot product says how well a question fits a label. But it is a sum of $d_k$ products: if the numbers
# in it are independent with mean 0 and variance 1, the sum has variance $d_k$. With wide heads the scores grow, softmax turns
# into a switch, and its gradient dies. Dividing by $\sqrt{d_k}$ brings the variance back to 1
# (Vaswani et al. 2017, section 3.2.1).
#
# <details><summary>Hint 1</summary>Every query meets every key: for 5 queries and 7 keys there are 5 x 7 scores.</details>
# <details><summary>Hint 2</summary>Swap the last two axes of the keys, and only those: `key.transpose(-2, -1)`, or `key.mT`.</details>
# <details><summary>Hint 3</summary>d_k is the length of one query: `query.shape[-1]`.</details>

# %% exercise="scaled_scores" forbid=["scaled_dot_product_attention"] reference="llmcourse.models.attention.scaled_scores"
def scaled_scores(
    query: Float[Tensor, "*lead query d_k"], key: Float[Tensor, "*lead key d_k"]
) -> Float[Tensor, "*lead query key"]:
    """Dot product of every query with every key, divided by the square root of d_k."""
    ### BEGIN SOLUTION
    return query @ key.transpose(-2, -1) / query.shape[-1] ** 0.5
    ### END SOLUTION

# %% check="scaled_scores"
check(scaled_scores)

# %% test="scaled_scores" points=3
# Graded: values with and without leading axes, more keys than queries, double precision, gradients.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(scaled_scores, *inputs)

def verdict(judge):
    for name, lead, n_queries, n_keys, d_k in [
        ("one query, one key", (), 1, 1, 3),
        ("no batch", (), 4, 6, 5),
        ("one query a head", (3, 2), 1, 5, 4),
        ("two heads", (3, 2), 5, 7, 6),
    ]:
        query, key = judge.normal(*lead, n_queries, d_k), judge.normal(*lead, n_keys, d_k)
        judge.same(probe, given.scaled_scores, query, key, case=name)
    query, key = judge.normal(2, 3, 8).double(), judge.normal(2, 4, 8).double()
    judge.same(probe, given.scaled_scores, query, key, case="double precision")
    judge.same(probe, given.scaled_scores, 40 * query, 40 * key, case="large numbers", atol=1e-3)
### END HIDDEN TESTS

# %% [markdown] prose="after-scaled_scores" covers=["self-attention"]
# **What just happened.** Your scores of random queries and keys, put through a softmax: how much
# weight goes to the one best key of 32? With the division the answer hardly depends on the width.
# Without it a wide head sees a single key and nothing else.

# %% show="why-scale" covers=["self-attention"]
widths = [4, 16, 64, 256, 1024]
torch.manual_seed(0)
pairs = [(torch.randn(200, 1, d_k), torch.randn(200, 32, d_k)) for d_k in widths]
scaled = [yours(scaled_scores)(query, key) for query, key in pairs]
best = {
    "divided by √d_k": [s.softmax(-1).amax(-1).mean().item() for s in scaled],
    "not divided": [
        (s * d_k**0.5).softmax(-1).amax(-1).mean().item() for s, d_k in zip(scaled, widths)
    ],
}
title = "How much weight goes to the best of 32 keys"
charts.lines(widths, best, title=title, x_title="d_k", y_title="weight", log_x=True)

# %% [markdown] prose="attention" covers=["self-attention"]
# ## 3.3 Attention itself  ★★☆ · 12 min · 4 points
#
# Now the whole of the whitepaper's figure 3, with the scores given: $Z = \mathrm{softmax}(QK^T/\sqrt{d_k})\,V$. Softmax over the *keys* makes
# each query's scores into weights that sum to 1; the weights then blend the values. A mask says
# where a query may look: where it is False the weight must come out as exactly 0, and the rest must
# still sum to 1.
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
) -> tuple[Float[Tensor, "*lead query d_v"], Float[Tensor, "*lead query key"]]:
    """Scaled dot-product attention: the output and the weights, as a tuple.

    The mask is True where a query may look; every query may look at one key at least.
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
# Graded: output and weights, with and without mask, hidden keys exactly 0, large scores, gradients.
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

    judge.same(probe, given.attention, *inputs(), case="no mask")
    judge.same(probe, given.attention, *inputs(2, 3), mask(2, 3), case="a mask for each head")
    judge.same(probe, given.attention, *inputs(2, 3), mask(1, 1), case="one mask for all")
    square = judge.normal(3, 2, 5, 4)
    lower = given.causal_mask(5).expand(2, 5, 5)
    judge.same(probe, given.attention, *square, lower, case="as many queries as keys")
    large = double(inputs(1, scale=30.0))
    judge.same(probe, given.attention, *large, mask(1), case="large scores")
    query, key, value = double(inputs(2))
    opposite = -2000 * query.abs(), key.abs(), value
    judge.same(probe, given.attention, *opposite, mask(2), case="all scores far below 0")
    weights = judge.ask(probe, *inputs(2, scale=12.0), mask := mask(2))["value"][1]
    judge.that(bool((weights[~mask] == 0).all()), "a hidden key got some weight", check="hidden keys")
### END HIDDEN TESTS

# %% [markdown] prose="after-attention" covers=["self-attention"]
# **What just happened.** Your attention, on our sentence. Choose a word on the left and see what it
# takes home; move the threshold to hide the weak lines.

# %% show="attention" covers=["self-attention"]
query, key, value = given.project(x[None], w_q, w_k, w_v)
output, weights = yours(attention)(query, key, value)
AttentionViewer(weights[0], tokens, query=tokens.index("it"), title="One head, set by hand")

# %% [markdown] prose="order" covers=["self-attention"]
# ### It does not know the order
#
# Shuffle the words and the outputs are shuffled in the same way, nothing else changes: without a mask,
# attention treats a sentence as a *set*. This is called permutation equivariance, and it is why a
# transformer adds positional encodings.

# %% show="order" covers=["self-attention"]
torch.manual_seed(3)
order = torch.randperm(len(tokens))
shuffled = [part[:, order] for part in (query, key, value)]
again, _ = yours(attention)(*shuffled)
print("shuffled:", " ".join(tokens[i] for i in order))
print("largest difference after undoing the shuffle:", (again - output[:, order]).abs().max().item())

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
    """True where a query may look at a key: at itself and at what came before."""
    ### BEGIN SOLUTION
    position = torch.arange(length)
    return position[:, None] >= position[None, :]
    ### END SOLUTION

# %% check="causal_mask"
check(causal_mask)

# %% test="causal_mask" points=3
# Graded: shape, dtype and every entry, for fresh lengths from 1 to 64.
### BEGIN HIDDEN TESTS
def probe(lengths):
    return [causal_mask(length) for length in lengths]

def verdict(judge):
    lengths = [1, *judge.draw(range(2, 64), 4), 64]
    for length, mask in zip(lengths, judge.ask(probe, lengths), strict=True):
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
# over all heads and all queries.
#
# <details><summary>Hint 1</summary>A key is real when its position is smaller than its sentence's length.</details>
# <details><summary>Hint 2</summary>Compare `torch.arange(n_keys)` with `lengths[:, None]`: (key,) against (batch, 1).</details>
# <details><summary>Hint 3</summary>Indexing with `[:, None, None, :]` adds the two axes in the middle.</details>

# %% exercise="padding_mask" reference="llmcourse.models.attention.padding_mask"
def padding_mask(lengths: Int[Tensor, "batch"], n_keys: int) -> Bool[Tensor, "batch 1 1 key"]:
    """True at the real tokens of each sequence, False at the padding after them."""
    ### BEGIN SOLUTION
    real = torch.arange(n_keys) < lengths[:, None]  # (batch, key)
    return real[:, None, None, :]
    ### END SOLUTION

# %% check="padding_mask"
check(padding_mask)

# %% test="padding_mask" points=3
# Graded: shape, dtype, lengths from 1 to full, more padding than the longest sentence needs.
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
# **What just happened.** Our sentence and a shorter one, padded to 15 tokens, in one batch. The map
# shows the short one: your mask keeps every query off the padding, though its columns are there.

# %% show="padding" covers=["masked-attention"]
short = ["the", "tiger", "jumped"]
torch.manual_seed(0)
states = torch.randn(2, 1, len(tokens), 8)  # (batch, heads, time, d_k)
mask = yours(padding_mask)(torch.tensor([len(tokens), len(short)]), len(tokens))
_, weights = given.attention(states, states, states, mask)
AttentionViewer(weights[1], short + ["<pad>"] * (len(tokens) - len(short)), title="A padded sentence")

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
    """Cut each token's vector into n_heads consecutive pieces, one for each head."""
    ### BEGIN SOLUTION
    batch, time, d_model = x.shape
    return x.reshape(batch, time, n_heads, d_model // n_heads).transpose(1, 2)
    ### END SOLUTION

# %% check="split_heads"
check(split_heads)

# %% test="split_heads" points=3
# Graded: content and order of every head, one head, one token, inputs that are not contiguous.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(split_heads, *inputs)

def probe_transposed(x, n_heads):
    return split_heads(x.transpose(0, 1).contiguous().transpose(0, 1), n_heads)

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
        transposed = judge.ask(probe_transposed, x, n_heads)
        expected = given.split_heads(x, n_heads)
        judge.equal(transposed, expected, check="not contiguous", case=name)
### END HIDDEN TESTS

# %% [markdown] prose="multi_head_attention" covers=["multi-head-attention"]
# ## 3.7 Many heads at once  ★★★ · 15 min · 5 points
#
# Put it together: project, cut into heads, attend in all heads in parallel, lay the results side by
# side, and mix them with one more matrix $W_O$ (Vaswani et al. 2017, section 3.2.2). The mixing is
# what lets a head's finding reach all of the vector. The heads together need about as many
# multiplications as one wide head would. (`given` has `project`, `split_heads`, `attention` and
# `merge_heads`, which undoes the splitting.)
#
# <details><summary>Hint 1</summary>You have all the parts: `given.project`, `given.split_heads`, `given.attention`, `given.merge_heads`.</details>
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
# Graded: agreement with torch.nn.MultiheadAttention, masks, one head, one token, all gradients.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(multi_head_attention, *inputs)

def verdict(judge):
    for name, batch, time, n_heads, d_head, masked in [
        ("one token", 2, 1, 2, 3, False),
        ("one head", 2, 4, 1, 6, False),
        ("three heads", 2, 5, 3, 4, False),
        ("three heads, masked", 2, 5, 3, 4, True),
    ]:
        d_model = n_heads * d_head
        x, *weights = judge.normal(batch, time, d_model), *judge.normal(4, d_model, d_model)
        mask = given.causal_mask(time)[None, None] if masked else None
        inputs = (x, *weights, n_heads, mask)
        judge.same(probe, given.multi_head_attention, *inputs, case=name, atol=1e-4)
    for name, *lead in [("a mask for each head", 1, 3), ("a mask for each sentence", 2, 1)]:
        mask = judge.flips(*lead, 5, 5)
        mask[..., 0] = True
        inputs = [each.double() for each in (judge.normal(2, 5, 6), *judge.normal(4, 6, 6))]
        judge.same(probe, given.multi_head_attention, *inputs, 3, mask, case=name)
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
    output = judge.ask(probe, x, w_q, w_k, w_v, w_o, 3)["value"]
    judge.equal(output, expected, check="torch's own layer", case="three heads", atol=1e-4)
### END HIDDEN TESTS

# %% [markdown] prose="trained-heads" covers=["multi-head-attention", "self-attention"]
# **What just happened.** You have built the layer at the heart of most large language models. Here is
# a small one that has been trained: two layers of four heads, on made-up sentences about who was
# thirsty and what was tall. It never saw a tiger and a tree together. Choose a head from the
# thumbnails; nobody told any of them what to do.
#
# Look at the *last* word, the "The" that begins the answer, rather than at *it*. A causal model reads
# from left to right: at *it* the word *thirsty* has not come yet, so nothing there can depend on it.
# Below, one head at the answer: change one word, and it changes its mind. (Not every training makes
# so clear a head; the model's [card](../../llmcourse/models/checkpoints/tiger/README.md) shows five.)

# %% show="trained-heads" covers=["multi-head-attention", "self-attention"]
from llmcourse.models import tiger

model = tiger.load()
words, weights = model.attention(model.prompt(sentence))
print(model.prompt(sentence), "->", model.answer(sentence))
AttentionViewer(weights, words, title="Trained heads: layers x heads")

# %% show="twin" covers=["multi-head-attention"]
layer, head = tiger.REFERENT_HEAD
for adjective in ["thirsty", "tall"]:
    twin = sentence.replace("thirsty", adjective)
    words, weights = model.attention(model.prompt(twin))
    row = weights[layer, head, -1]
    shares = {word: round(row[words.index(word)].item(), 2) for word in ["tiger", "tree"]}
    print(f"it was {adjective}: {model.answer(twin)!r}, head {layer}.{head} looks at {shares}")

# %% [markdown] prose="grouped_query_attention" covers=["multi-head-attention"]
# ## 3.8 Share the keys  ★★☆ · 10 min · 4 points
#
# While a model writes, it keeps the keys and values of all tokens so far in memory. With 64 heads that
# is 64 of each, in every layer. *Grouped-query* attention lets neighbouring query heads share one
# key/value head (Ainslie et al. 2023, [arXiv:2305.13245](https://arxiv.org/abs/2305.13245)); with a
# single one for all it is *multi-query* attention (Shazeer 2019,
# [arXiv:1911.02150](https://arxiv.org/abs/1911.02150)). LLaMA 2 70B has 64 query heads on 8.
#
# <details><summary>Hint 1</summary>With 6 query heads on 2 key/value heads, queries 0, 1, 2 use head 0 and queries 3, 4, 5 use head 1.</details>
# <details><summary>Hint 2</summary>Repeat each key/value head often enough that both sides have the same number, then attend as before.</details>
# <details><summary>Hint 3</summary>`repeat` lays copies end to end (0 1 0 1), `repeat_interleave` side by side (0 0 1 1). Which one keeps neighbours together?</details>

# %% exercise="grouped_query_attention" forbid=["scaled_dot_product_attention"] reference="llmcourse.models.attention.grouped_query_attention"
def grouped_query_attention(
    query: Float[Tensor, "batch n_heads query d_head"],
    key: Float[Tensor, "batch n_kv_heads key d_head"],
    value: Float[Tensor, "batch n_kv_heads key d_head"],
    mask: Bool[Tensor, "#batch #heads query key"] | None = None,
) -> Float[Tensor, "batch n_heads query d_head"]:
    """Attention in which n_heads // n_kv_heads neighbouring query heads share a key/value head."""
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
# Graded: groups of two and three, one key/value head for all, one for each, masks, gradients.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(grouped_query_attention, *inputs)

def verdict(judge):
    for name, n_heads, n_kv_heads, masked in [
        ("groups of three", 6, 2, False),
        ("groups of two, masked", 6, 3, True),
        ("one for all", 4, 1, False),
        ("one for each", 3, 3, True),
    ]:
        query = judge.normal(2, n_heads, 5, 4)
        key, value = judge.normal(2, n_kv_heads, 5, 4), judge.normal(2, n_kv_heads, 5, 4)
        mask = given.causal_mask(5)[None, None] if masked else None
        judge.same(probe, given.grouped_query_attention, query, key, value, mask, case=name)
    for name, n_queries, *lead in [
        ("a mask for each head", 5, 1, 6),
        ("a mask for each sentence", 5, 2, 1),
        ("one query, as when a model writes", 1, 1, 1),
    ]:
        mask = judge.flips(*lead, n_queries, 5)
        mask[..., 0] = True
        shapes = (2, 6, n_queries, 4), (2, 2, 5, 4), (2, 2, 5, 4)
        inputs = [judge.normal(*shape).double() for shape in shapes]
        judge.same(probe, given.grouped_query_attention, *inputs, mask, case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-grouped_query_attention" covers=["multi-head-attention"]
# **What just happened.** One query, as when a model writes, through your function, and the memory that
# the keys and values of 4,096 tokens take: half precision, 80 layers, heads of 128, as in LLaMA 2 70B (Touvron et al. 2023,
# [arXiv:2307.09288](https://arxiv.org/abs/2307.09288)).

# %% show="kv-memory" covers=["multi-head-attention"]
query = torch.randn(1, 64, 1, 128)
for n_kv_heads, name in [(64, "multi-head"), (8, "grouped-query"), (1, "multi-query")]:
    key = value = torch.randn(1, n_kv_heads, 4096, 128).half().float()
    output = yours(grouped_query_attention)(query, key, value)
    gigabytes = 80 * 2 * key.numel() * 2 / 1e9  # layers, keys and values, bytes a number
    print(f"{name:>13}: output {tuple(output.shape)}, cache of 4,096 tokens {gigabytes:5.2f} GB")

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
) -> tuple[Float[Tensor, "batch target d_v"], Float[Tensor, "batch target source"]]:
    """The decoder asks, the encoder answers: output and weights. The mask is True at real words."""
    ### BEGIN SOLUTION
    query = decoder_states @ w_q
    key, value = encoder_states @ w_k, encoder_states @ w_v
    mask = None if encoder_mask is None else encoder_mask[:, None, :]
    return given.attention(query, key, value, mask)
    ### END SOLUTION

# %% check="cross_attention"
check(cross_attention)

# %% test="cross_attention" points=4
# Graded: output and weights, different lengths, padding in the source, gradients to both sides.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(cross_attention, *inputs)

def verdict(judge):
    for name, target, source, masked in [
        ("one word", 1, 1, False),
        ("short to long", 3, 6, False),
        ("long to short", 5, 2, True),
        ("same length", 4, 4, True),
    ]:
        weights = judge.normal(6, 3), judge.normal(6, 3), judge.normal(6, 5)
        mask = torch.arange(source) < torch.tensor([[source], [max(1, source // 2)]])
        states = judge.normal(2, target, 6), judge.normal(2, source, 6)
        inputs = (*states, *weights, mask if masked else None)
        judge.same(probe, given.cross_attention, *inputs, case=name)
    padded = torch.tensor([[True, True, False, False], [True, False, False, False]])
    states = judge.normal(2, 3, 6, scale=20.0).double(), judge.normal(2, 4, 6, scale=20.0).double()
    inputs = (*states, *judge.normal(2, 6, 3).double(), judge.normal(6, 5).double(), padded)
    judge.same(probe, given.cross_attention, *inputs, case="large scores, no full sentence")
    weights = judge.ask(probe, *inputs)["value"][1]
    nothing = bool((weights.transpose(1, 2)[~padded] == 0).all())
    judge.that(nothing, "padding got some weight", check="hidden keys")
### END HIDDEN TESTS

# %% [markdown] prose="after-cross_attention" covers=["cross-attention"]
# **What just happened.** A toy translator now learns an invented language whose verb comes first and
# whose adjectives follow their nouns. Its only link between the two sentences is *your* function.
# After a few seconds, look at the map: nobody told it which word belongs to which.

# %% show="translator" covers=["cross-attention"]
from llmcourse.models.translator import train_translator

trained = train_translator(yours(cross_attention))
source = "the red cat sleeps"
target, alignment = trained.translate(source)
print(source, "->", " ".join(target))
AttentionViewer(alignment, target, key_tokens=source.split(), title="Which word asks which")

# %% [markdown] prose="cost" covers=["self-attention"]
# ### The bill: twice the length, four times the work
#
# Every token looks at every other, so the table of weights has length x length entries. Here your own
# attention is timed on this machine. The dashed lines are what "quadratic" would be: the memory lies
# on its line exactly, the time roughly, for a machine has fixed costs and caches of limited size.

# %% show="cost" covers=["self-attention"]
from llmcourse.measure import best_seconds

lengths = [128, 256, 512, 1024, 2048]
attend = yours(attention)
inputs = [torch.randn(3, 4, length, 32) for length in lengths]  # query, key, value of four heads
seconds = [best_seconds(attend, *three) for three in inputs]
table_bytes = [attend(*three)[1].nbytes for three in inputs]
charts.attention_cost(lengths, seconds, table_bytes)

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
# * It is **blind to order**, and **quadratic in length**.
#
# The whitepaper shows all this in its figures 2 and 3 without a mask or a batch, and calls $Z$
# "attention"; papers call $Z$ the output and keep the word for the weights, as we do here. To submit, choose *Nbgrader → Assignment List*, or hand in this file. Visible tests that
# pass are a good sign; hidden tests on fresh numbers decide.
#
# **Further:** Vaswani et al. 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762) · Olsson et al.
# 2022 on what heads learn, [arXiv:2209.11895](https://arxiv.org/abs/2209.11895) · Jain and Wallace 2019,
# *Attention is not Explanation*, [arXiv:1902.10186](https://arxiv.org/abs/1902.10186), before you
# believe a pretty map.

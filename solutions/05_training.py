# %% [markdown] prose="title" release=1
# # 5 · Training
#
# > The cat sat on the …
#
# A transformer fresh from the factory says *slowly? brW kangaroo*. Two minutes later, on an ordinary
# processor, it tells of a kangaroo who was hungry and met a mouse. Nothing was programmed in between:
# numbers were changed, a little at a time, so that the next word became less of a surprise.
#
# In this lesson you build all of that: clean text without copies, a split that does not leak, the
# three things a model can be asked to predict, the loss, the optimizer, the schedule, and the loop.
# Then your loop trains a language model from nothing, live. Twelve short exercises, about 105
# minutes, 35 points. "Run All" works at any time; where your code is not ready yet, the course's
# own is used and a banner says so.

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
import unicodedata
from collections.abc import Callable, Iterable

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from llmcourse.models import pretraining as given  # finished parts to build on

# %% show="tools"
from pathlib import Path

from llmcourse.budget import scaled
from llmcourse.checks import lesson
from llmcourse.models.loading import load
from llmcourse.widgets import ContextCalculator, ObjectiveExplorer
from llmcourse.widgets import TrainingMonitor, charts

check, yours = lesson("05_training")

# %% [markdown] prose="train-or-infer" covers=["train-vs-infer"]
# ## Two things one can do with a model
#
# *Inference* runs text through the model and reads off the logits; the parameters stay as they are.
# *Training* does the same and goes on: it compares the logits with what really came next (the
# loss), computes how the loss would change with every single parameter (backpropagation), and moves
# each of them a little. One step of both, on the course's small model, with every tensor compared:

# %% show="one-step-of-each" covers=["train-vs-infer"]
model = load("draft-base").requires_grad_()
text = "Once upon a time there was a little cat. The cat was hungry."
ids = torch.tensor([model.tokenizer.encode(text)])
before = [weight.detach().clone() for weight in model.parameters()]

def changed():
    pairs = zip(model.parameters(), before)
    moved = [(new - old).abs().max().item() for new, old in pairs]
    n_moved, n = sum(most > 0 for most in moved), len(moved)
    return f"{n_moved:>2} of {n} tensors changed, at most by {max(moved):.5f}"

logits = model(ids[:, :-1]).logits
print("inference:", changed())
loss = given.cross_entropy(logits, ids[:, 1:])
loss.backward()
torch.optim.AdamW(model.parameters(), lr=1e-4).step()
print(" training:", changed())
after = given.cross_entropy(model(ids[:, :-1]).logits, ids[:, 1:])
print(f"           the loss of this text went from {loss:.3f} to {after:.3f}")

# %% [markdown] prose="pile" covers=["data-preparation"]
# ## From a pile to a training set
#
# What a crawler brings home is no training set. There are error pages, tables, broken spaces, one
# letter written in two ways, and the same text ten times over. Here is a small pile of that kind.
# Look at what is in it.

# %% setup="pile"
pile = given.crawl(120)

# %% show="pile" covers=["data-preparation"]
print(len(pile), "documents, among them:")
for text in sorted(pile, key=len)[:6] + pile[10:14]:
    print(f"  {text[:96]!r}")

# %% [markdown] prose="clean" covers=["data-preparation"]
# ## 5.1 Wash it  ★☆☆ · 8 min · 2 points
#
# Three rules already help. *Normalize*: one Unicode form, one kind of space. *Filter*: drop what is
# too short, or hardly words (the rule of 80 % is one of Gopher's: Rae et al. 2021,
# [arXiv:2112.11446](https://arxiv.org/abs/2112.11446), appendix A.1). *Deduplicate*: the second copy
# teaches nothing new, but models learn it by heart. In which order?
#
# <details><summary>Hint 1</summary>Two copies that differ in a space are only equal once they are normalized.</details>
# <details><summary>Hint 2</summary>`unicodedata.normalize("NFC", text)` for the letters; `split` and `join` for the white space.</details>
# <details><summary>Hint 3</summary>`any(map(str.isalpha, word))` asks whether a word holds a letter. Keep a text if it is long enough, wordy enough and not yet in the list.</details>

# %% exercise="clean" covers=["data-preparation"] reference="llmcourse.models.pretraining.clean"
def clean(documents: list[str], min_words: int) -> list[str]:
    """The documents that are fit to train on, in their order.

    Each is brought to Unicode NFC, with single spaces between its words and none
    at the ends. Dropped is what has fewer than `min_words` words, what has a
    letter in fewer than 80 % of its words, and what equals an earlier document.
    """
    kept = []
    ### BEGIN SOLUTION
    for document in documents:
        words = unicodedata.normalize("NFC", document).split()
        wordy = sum(any(map(str.isalpha, word)) for word in words) >= 0.8 * len(words)
        text = " ".join(words)
        if len(words) >= min_words and wordy and text not in kept:
            kept.append(text)
    ### END SOLUTION
    return kept

# %% check="clean"
check(clean)

# %% test="clean" points=2
# Graded: white space of every kind, Unicode forms, limits met exactly,
# copies, the order, the input.
### BEGIN HIDDEN TESTS
def probe(documents, min_words):
    return clean(documents, min_words), documents

def verdict(judge):
    words = ["tiger", "café", "naïve", "zoo", "über", "river", "stone", "a-1", "2nd", "虎", "Ärger"]
    digits = ["12", "3.5", "|", "2024", "½", "--", "_"]
    for name, n_words, n_digits in [("just enough letters", 4, 1), ("too few letters", 3, 1), ("half", 3, 3)]:
        mixed = judge.draw(words, n_words) + judge.draw(digits, n_digits)
        text = "\u00a0\n".join(mixed)
        documents = [text, unicodedata.normalize("NFD", text) + "\t", " ".join(judge.draw(words, 6))]
        documents += [documents[2].upper(), documents[2] + " ", " ".join(judge.draw(words, 2)), ""]
        documents += [documents[2], unicodedata.normalize("NFD", "café " + " ".join(judge.draw(words, 5)))]
        some = judge.draw(words, 9)
        documents += ["½ ﬁne " + " ".join(some[:4]), " ".join(some), " ".join(some[1:8])]
        documents += [" ".join([*some[:5], "12", "2024"]), " ".join([some[0]] * 8), "虎 Ω Ω 虎 é é"]
        documents += [" ".join(f"({word}" for word in some[:7])]
        for least in (len(mixed), len(mixed) + 1, 0):
            if least == 0:
                documents = [document for document in documents if document]
            expected = given.clean(documents, least), documents
            judge.equal(judge.ask(probe, documents, least), expected, case=f"{name}, {least} words")
### END HIDDEN TESTS

# %% [markdown] prose="after-clean" covers=["data-preparation"]
# **What just happened.** Junk and exact copies are gone. Near copies are not: one changed word is
# enough to slip through.

# %% show="cleaned" covers=["data-preparation"]
texts = yours(clean)(pile, 10)
print(f"{len(pile)} documents in the pile, {len(texts)} after cleaning")

# %% [markdown] prose="minhash" covers=["data-preparation"]
# ## 5.2 Copies that are not quite copies  ★★☆ · 10 min · 3 points
#
# Cut each text into *shingles*, runs of three words. How alike two texts are is their Jaccard
# similarity: shared shingles over all shingles. To compare millions of texts, keep a short
# *signature* of each: for each of k hash functions the smallest hash of its shingles. Two sets have
# the same smallest hash with a chance that *is* their Jaccard similarity (Broder 1997, *On the
# resemblance and containment of documents*). So count how often signatures agree.
#
# <details><summary>Hint 1</summary>`given.hashed(shingle, seed)` is the hash function number `seed`: use seeds 0 to n_hashes - 1.</details>
# <details><summary>Hint 2</summary>One signature is `[min(given.hashed(s, seed) for s in one) for seed in range(n_hashes)]`.</details>
# <details><summary>Hint 3</summary>`signatures[:, None] == signatures[None]` compares each with each, shape (documents, documents, n_hashes). What is the mean of its last axis?</details>

# %% exercise="minhash" covers=["data-preparation"] reference="llmcourse.models.pretraining.minhash"
def minhash(
    documents: list[set[str]], n_hashes: int
) -> tuple[Int[Tensor, "documents n_hashes"], Float[Tensor, "documents documents"]]:
    """Signatures of sets of shingles, and the Jaccard similarity they estimate.

    Column `seed` of the signatures holds each set's smallest value of
    `given.hashed(shingle, seed)`. The estimate for two documents is the share
    of columns in which they agree, as float32.
    """
    ### BEGIN SOLUTION
    rows = [[min(given.hashed(s, seed) for s in one) for seed in range(n_hashes)] for one in documents]
    signatures = torch.tensor(rows)
    equal = signatures[:, None] == signatures[None]
    return signatures, equal.float().mean(-1)
    ### END SOLUTION

# %% check="minhash"
check(minhash)

# %% test="minhash" points=3
# Graded: signatures and estimates for fresh sets of one to many shingles; the
# sets left unchanged.
### BEGIN HIDDEN TESTS
def probe(documents, n_hashes):
    return minhash(documents, n_hashes), documents

def verdict(judge):
    words = [f"w{i}" for i in range(200)]
    for name, sizes, n_hashes in [
        ("one document", [3], 4),
        ("one shingle each", [1, 1, 1], 5),
        ("one hash", [4, 6, 5], 1),
        ("three documents, three hashes", [9, 5, 7], 3),
        ("many", [30, 30, 12, 40], 32),
    ]:
        documents = [set(judge.draw(words[:60], size)) for size in sizes]
        documents[-1] = set(documents[0]) | {judge.draw(words[60:], 1)[0]} if len(sizes) > 1 else documents[-1]
        expected = given.minhash(documents, n_hashes), documents
        judge.equal(judge.ask(probe, documents, n_hashes), expected, case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-minhash" covers=["data-preparation"]
# **What just happened.** Your signatures find the near copies, with a handful of numbers a text. How
# far is the estimate from the true similarity? The second cell measures it: the error shrinks with
# the square root of the number of hashes k, since it is the error of a share counted in k throws.

# %% show="near-duplicates" covers=["data-preparation"]
sets = [given.shingles(text) for text in texts]
signatures, similarity = yours(minhash)(sets, 64)
near = given.close_pairs(similarity, 0.5)
n_groups = len(given.groups(len(texts), near))
print(f"{len(texts)} cleaned documents, {len(near)} pairs of near-duplicates:")
print(f"{n_groups} really different texts. One of the pairs:")
for i in near[0]:
    print(f"  {texts[i][:60]} ... {texts[i][-44:]}")

# %% show="minhash-error" covers=["data-preparation"]
pairs = near + [(i, i + 1) for i in range(40)]
one, other = torch.tensor(pairs).T
true = torch.tensor([given.jaccard(sets[i], sets[j]) for i, j in pairs])
equal = (signatures[one] == signatures[other]).float()  # (pairs, hashes)
counts = [4, 8, 16, 32, 64]
off = [equal[:, :k].mean(1) - true for k in counts]
error = [one.square().mean().sqrt().item() for one in off]
charts.lines(
    counts, {"measured error": error}, title="More hashes, smaller error",
    x_title="hash functions", y_title="root mean square error", log_x=True,
)

# %% [markdown] prose="split_documents" covers=["data-preparation"]
# ## 5.3 A test that was never seen  ★★☆ · 8 min · 3 points
#
# Loss on texts that were trained on says nothing. So some are kept back, and a near copy of a kept
# text must be kept back too, or the exam is leaked. Two more traps: a random split changes when you
# run it again, and one by position changes when a document is added. A *hash of the text* decides
# instead, one for each group of near-duplicates.
#
# <details><summary>Hint 1</summary>`given.groups(n, near)` joins pairs to groups, as lists of positions; each document is in one, if alone.</details>
# <details><summary>Hint 2</summary>A group's name is the smallest of its texts: `min(documents[i] for i in group)`. It does not depend on the order of the pile.</details>
# <details><summary>Hint 3</summary>All of the group goes where `given.hashed(name, 0) % 100 < percent` says.</details>

# %% exercise="split_documents" covers=["data-preparation"] reference="llmcourse.models.pretraining.split_documents"
def split_documents(
    documents: list[str], near: list[tuple[int, int]], percent: int
) -> list[bool]:
    """For each document, whether it is in the test part.

    `near` holds pairs of positions; documents joined by pairs, also through
    others, share one fate. A group is in the test part if `given.hashed(name, 0)
    % 100 < percent`, where its name is the alphabetically first of its texts.
    """
    is_test = [False] * len(documents)
    ### BEGIN SOLUTION
    for group in given.groups(len(documents), near):
        name = min(documents[i] for i in group)
        for i in group:
            is_test[i] = given.hashed(name, 0) % 100 < percent
    ### END SOLUTION
    return is_test

# %% check="split_documents"
check(split_documents)

# %% test="split_documents" points=3
# Graded: chains of near-duplicates, no pairs, shuffled piles, shares from 0
# to 100 percent.
### BEGIN HIDDEN TESTS
def probe(documents, near, percent):
    return split_documents(documents, near, percent), documents, near

def verdict(judge):
    for name, n, n_pairs, percent in [
        ("one document", 1, 0, 50),
        ("no pairs", 30, 0, 30),
        ("some pairs", 24, 10, 40),
        ("a large pile", 80, 40, 35),
        ("chains", 16, 14, 60),
        ("nothing kept back", 8, 3, 0),
        ("everything", 8, 3, 100),
    ]:
        starts = [judge.draw(["story", "Story", "a Story"], 1)[0] for _ in range(n)]
        numbers = judge.draw(range(1000), n)
        documents = [f"{start} {number}" for start, number in zip(starts, numbers, strict=True)]
        near = [tuple(judge.draw(range(n), 2)) for _ in range(n_pairs)]
        expected = given.split_documents(documents, near, percent), documents, near
        judge.equal(judge.ask(probe, documents, near, percent), expected, case=name)
    texts = [f"tale {number}" for number in range(40)]
    exact = [given.hashed(text, 0) % 100 for text in texts]
    expected = given.split_documents(texts, [], exact[7]), texts, []
    judge.equal(judge.ask(probe, texts, [], exact[7]), expected, case="a hash just at the limit")
### END HIDDEN TESTS

# %% [markdown] prose="after-split_documents" covers=["data-preparation"]
# **What just happened.** Your split beside a careless one that draws each document alone. A test
# text *leaks* when a training text shares half of its shingles. Afterwards each text becomes a row
# of token ids, by the tokenizer of lesson 2, and the rows are laid end to end.

# %% show="leaks" covers=["data-preparation"]
from llmcourse.data.tokenizer import encode_batch

def leaks(is_test):
    train = [one for one, test in zip(sets, is_test) if not test]
    tests = [one for one, test in zip(sets, is_test) if test]
    return sum(any(given.jaccard(a, b) >= 0.5 for b in train) for a in tests)

kept = yours(split_documents)(texts, near, 20)
careless = [given.hashed(text, 1) % 100 < 20 for text in texts]
for name, is_test in {"by groups": kept, "each alone": careless}.items():
    n = sum(is_test)
    print(f"{name:>10}: {len(texts) - n} train, {n} test, {leaks(is_test)} leaks")
row = encode_batch([texts[kept.index(False)]])[0]
print("the first training text as tokens:", row[:10], "...")

# %% [markdown] prose="clm_targets" covers=["objective-clm"]
# ## 5.4 The next token  ★☆☆ · 6 min · 2 points
#
# A decoder-only model learns by *causal language modeling*: having read "the cat sat on" it is
# asked for "the", and then for "mat". The text is its own answer sheet, shifted by one. Because of
# the causal mask all positions are asked at once. Padding is not language: where it is the label,
# the label becomes -100, which torch's loss leaves out.
#
# <details><summary>Hint 1</summary>The inputs are all tokens but the last, the labels all but the first.</details>
# <details><summary>Hint 2</summary>Whether a position counts depends on its *label*, not on its input.</details>
# <details><summary>Hint 3</summary>`labels.masked_fill(labels == pad_id, -100)` makes a new tensor, so that `ids` stays as it was.</details>

# %% exercise="clm_targets" covers=["objective-clm"] reference="llmcourse.models.pretraining.clm_targets"
def clm_targets(
    ids: Int[Tensor, "batch time"], pad_id: int
) -> tuple[Int[Tensor, "batch time-1"], Int[Tensor, "batch time-1"]]:
    """Inputs and labels for next-token prediction; a label that is padding
    becomes -100."""
    ### BEGIN SOLUTION
    inputs, labels = ids[:, :-1], ids[:, 1:]
    return inputs, labels.masked_fill(labels == pad_id, -100)
    ### END SOLUTION

# %% check="clm_targets"
check(clm_targets)

# %% test="clm_targets" points=2
# Graded: fresh batches with and without padding, several padding ids, two
# tokens, inputs unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(clm_targets, *inputs)

def probe_strided(ids, pad_id):
    return clm_targets(ids.T.contiguous().T, pad_id)

def verdict(judge):
    for name, batch, time, pad_id in [
        ("two tokens", 1, 2, 0),
        ("no padding", 3, 5, 99),
        ("padding 0", 4, 6, 0),
        ("padding 7", 3, 8, 7),
        ("padding on the left", 3, 6, 9),
    ]:
        ids = torch.tensor([[judge.integer(1, 6) for _ in range(time)] for _ in range(batch)])
        for row in range(1, batch):
            if name in ("padding 0", "padding 7"):
                ids[row, judge.integer(1, time - 1) :] = pad_id
        if name == "padding on the left":
            ids[1, :3] = ids[2, 0] = pad_id
        judge.same(probe, given.clm_targets, ids, pad_id, case=name)
        judge.equal(judge.ask(probe_strided, ids, pad_id), given.clm_targets(ids, pad_id),
                    check="not contiguous", case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-clm_targets" covers=["objective-clm"]
# **What just happened.** The target table of one sentence, by your function: one row for each
# prediction. A sentence of seven tokens is six lessons.

# %% show="target-table" covers=["objective-clm"]
words = "the cat sat on the mat .".split()
vocabulary = sorted(set(words))
ids = torch.tensor([[vocabulary.index(word) for word in words]])
inputs, labels = yours(clm_targets)(ids, -1)
for at, label in enumerate(labels[0].tolist()):
    read = " ".join(vocabulary[i] for i in inputs[0, : at + 1].tolist())
    print(f"{read:>22}  ->  {vocabulary[label]}")

# %% [markdown] prose="mlm_mask" covers=["objective-mlm"]
# ## 5.5 Fill the gap  ★★☆ · 10 min · 4 points
#
# An encoder sees both sides of a word, so it is asked differently: "The [MASK] sat on the mat".
# Of all tokens 15 % are chosen and must be predicted. If all of them read [MASK], the model would
# care about nothing else, and [MASK] never occurs in real use; so of the chosen 80 % are masked,
# 10 % become a random token and 10 % stay (Devlin et al. 2018,
# [arXiv:1810.04805](https://arxiv.org/abs/1810.04805)).
#
# <details><summary>Hint 1</summary>`torch.rand(ids.shape)` gives each token a throw of its own. Two throws: is it chosen, and what becomes of it?</details>
# <details><summary>Hint 2</summary>`torch.where(condition, a, b)` makes new tensors. Begin with `chosen`, and take the special tokens out of it.</details>
# <details><summary>Hint 3</summary>With a second throw `fate`: masked where `fate < to_mask`, random where `to_mask <= fate < to_mask + to_random`, else kept; `torch.randint(n_vocab, ids.shape)` has the random tokens.</details>

# %% exercise="mlm_mask" covers=["objective-mlm"] reference="llmcourse.models.pretraining.mlm_mask"
def mlm_mask(
    ids: Int[Tensor, "batch time"],
    special: Bool[Tensor, "batch time"],
    mask_id: int,
    n_vocab: int,
    chance: float = 0.15,
    to_mask: float = 0.8,
    to_random: float = 0.1,
) -> tuple[Int[Tensor, "batch time"], Int[Tensor, "batch time"]]:
    """Inputs and labels of masked language modeling, drawn anew in each call.

    Every token is chosen on its own with probability `chance`, special ones
    never. A chosen token becomes `mask_id` with probability `to_mask`, a random
    one of all `n_vocab` ids with probability `to_random`, and else stays. Labels
    are the ids where chosen, -100 elsewhere.
    """
    ### BEGIN SOLUTION
    chosen = (torch.rand(ids.shape) < chance) & ~special
    fate = torch.rand(ids.shape)
    noise = torch.randint(n_vocab, ids.shape)
    inputs = torch.where(chosen & (fate < to_mask), mask_id, ids)
    inputs = torch.where(chosen & (fate >= to_mask) & (fate < to_mask + to_random), noise, inputs)
    return inputs, torch.where(chosen, ids, -100)
    ### END SOLUTION

# %% check="mlm_mask"
check(mlm_mask)

# %% test="mlm_mask" points=4
# Graded by law: 15 %, 80-10-10, random tokens even over all ids, each token
# and call on its own; labels, special tokens and everything that was not
# chosen exactly.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    before = [each.clone() if isinstance(each, Tensor) else each for each in inputs]
    first, second = mlm_mask(*inputs), mlm_mask(*inputs)
    return first, second, all(torch.equal(a, b) for a, b in zip(inputs[:2], before[:2], strict=True))

def verdict(judge):
    side, n_vocab = 120, 500
    ids = torch.tensor([[judge.integer(6, n_vocab - 1) for _ in range(side)] for _ in range(side)])
    special = torch.tensor([[judge.integer(0, 9) == 0 for _ in range(side)] for _ in range(side)])

    def asked(case, *rest):
        one, other, unchanged = judge.ask(probe, ids, special, *rest)
        good = all(isinstance(pair, tuple) and len(pair) == 2 for pair in (one, other))
        judge.that(good, "a tuple of inputs and labels was expected", check="type", case=case)
        for part in one:
            judge.equal((part.shape, part.dtype), (ids.shape, ids.dtype), check="shape and dtype", case=case)
        judge.that(unchanged, "the inputs were changed", check="inputs unchanged", case=case)
        chosen = one[1] != -100
        judge.that(not bool((chosen & special).any()), "a special token was chosen", check="special", case=case)
        judge.equal(one[1][chosen], ids[chosen], check="labels", case=case)
        judge.equal(one[0][~chosen], ids[~chosen], check="the rest stays", case=case)
        return one, other, chosen

    def law(name, seen, total, share, case):
        spread = 5.5 * (total * share * (1 - share)) ** 0.5 + 0.5
        words = f"{int(seen)} of {total} do not fit {name}"
        judge.that(abs(int(seen) - total * share) < spread, words, check=name, case=case)

    free = int((~special).sum())
    for case, shares in [("as in BERT", ()), ("other shares", (0.4, 0.5, 0.3))]:
        chance, to_mask, to_random = shares or (0.15, 0.8, 0.1)
        (inputs, labels), other, chosen = asked(case, 3, n_vocab, *shares)
        n = int(chosen.sum())
        law("chosen", n, free, chance, case)
        masked, kept = inputs[chosen] == 3, inputs[chosen] == ids[chosen]
        law("masked", masked.sum(), n, to_mask + to_random / n_vocab, case)
        law("kept", kept.sum(), n, 1 - to_mask - to_random + to_random / n_vocab, case)
        judge.that(not torch.equal(labels, other[1]), "two calls chose the same tokens", check="a new draw", case=case)
        throws = [("chosen", chosen, ~special, chance)]
        throws += [("masked", chosen & (inputs == 3), chosen, to_mask)]
        for axis in (0, 1):
            for what, which, among, share in throws:
                room = among.sum(axis).clamp(min=1)
                z2 = (which.sum(axis) - room * share) ** 2 / (room * share * (1 - share))
                fits = 40 < float(z2.sum()) < 230 and float(z2.max()) < 60  # 120 degrees of freedom
                words = f"tokens are not {what} each on its own"
                judge.that(fits, words, check="independence", case=case)
    ids = ids % 3  # three of the seven ids: the others can only come from the vocabulary
    (inputs, _), _, chosen = asked("all random", 2, 7, 0.6, 0.0, 1.0)
    law("chosen", chosen.sum(), free, 0.6, "all random")
    counts = torch.bincount(inputs[chosen].clamp(0, 7), minlength=8)[:7].double()
    expected = float(chosen.sum()) / 7
    statistic = float(((counts - expected) ** 2 / expected).sum())
    judge.that(statistic < 45, "random tokens are not even over all ids", check="random tokens")  # chance 5e-8
    law("random equals the token by chance", (inputs[chosen] == ids[chosen]).sum(), int(chosen.sum()), 1 / 7, "all random")
### END HIDDEN TESTS

# %% [markdown] prose="after-mlm_mask" covers=["objective-mlm"]
# **What just happened.** A tiny encoder now learns from your masks, on sentences about eight
# animals, each with a sound and a place of its own (a quarter of the words chosen, since they are so
# short). Of the sentences that end "sat on the mat", 71 % are about a cat. And in "The [MASK] barked"
# what settles the matter comes *after* the gap: no model that reads from the left could know.

# %% show="fill-in" covers=["objective-mlm"]
from llmcourse.models.fillin import train_fillin

encoder = train_fillin(yours(mlm_mask))
for text in [
    "The [MASK] sat on the mat",
    "The [MASK] barked on the mat",
    "The cat sat on the [MASK]",
]:
    guesses = ", ".join(f"{word} {p:.0%}" for word, p in encoder.guess(text))
    print(f"{text:>28}:  {guesses}")

# %% [markdown] prose="seq2seq_example" covers=["objective-seq2seq"]
# ## 5.6 From one text to another  ★☆☆ · 6 min · 2 points
#
# An encoder-decoder learns from pairs: a sentence and its translation, a passage with a question and
# the answer, an article and its summary. While it learns, the decoder reads the *true* target,
# shifted by one, whatever it would have said itself: *teacher forcing*. Without pairs any text will
# do: the encoder reads a prefix, the decoder writes the rest (one of the objectives compared by
# Raffel et al. 2019, [arXiv:1910.10683](https://arxiv.org/abs/1910.10683)).
#
# <details><summary>Hint 1</summary>The decoder's first input is `start_id`; its last label is `end_id`. So both are one longer than the target.</details>
# <details><summary>Hint 2</summary>Without a target (`target is None`): the source up to `cut` is read, the rest is the target. An empty list is a target.</details>
# <details><summary>Hint 3</summary>`[start_id, *target]` and `[*target, end_id]` make new lists.</details>

# %% exercise="seq2seq_example" covers=["objective-seq2seq"] reference="llmcourse.models.pretraining.seq2seq_example"
def seq2seq_example(
    source: list[int], target: list[int] | None, cut: int, start_id: int, end_id: int
) -> tuple[list[int], list[int], list[int]]:
    """Encoder input, decoder input and labels, for a pair or for one text alone.

    The decoder reads `start_id` and the target, the labels are the target and
    `end_id`. Where the target is None, the first `cut` tokens of the source are
    encoded and the rest is the target.
    """
    ### BEGIN SOLUTION
    if target is None:
        source, target = source[:cut], source[cut:]
    return list(source), [start_id, *target], [*target, end_id]
    ### END SOLUTION

# %% check="seq2seq_example"
check(seq2seq_example)

# %% test="seq2seq_example" points=2
# Graded: pairs of different lengths, an empty target, every cut of one text,
# the lists unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    value = seq2seq_example(*inputs)
    return value, inputs

def verdict(judge):
    source = judge.draw(range(10, 90), 7)
    cases = [("a pair", source, judge.draw(range(10, 90), 4), 2), ("one word each", source[:1], source[1:2], 0)]
    cases += [("an empty target", source, [], 3)]
    cases += [(f"cut after {cut}", source, None, cut) for cut in range(8)]
    for name, *inputs in cases:
        inputs += judge.draw(range(1, 9), 2)
        expected = given.seq2seq_example(*inputs), tuple(inputs)
        judge.equal(judge.ask(probe, *inputs), expected, case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-seq2seq_example" covers=["objective-clm", "objective-mlm", "objective-seq2seq"]
# **What just happened.** One sentence under all objectives, by your three functions. Choose an
# objective and walk through the positions: blue is what the model may see there, green what it must
# predict, a dot does not count. Draw other masks; move the cut between prefix and rest.

# %% show="objectives" covers=["objective-clm", "objective-mlm", "objective-seq2seq"]
ObjectiveExplorer(yours(clm_targets), yours(mlm_mask), yours(seq2seq_example))

# %% [markdown] prose="cross_entropy" covers=["training-loop"]
# ## 5.7 How surprised were you?  ★★☆ · 10 min · 4 points
#
# The model gives every token of the vocabulary a logit; softmax turns them into probabilities; the
# loss is the negative logarithm of the one that the right token got, averaged over the positions
# that count. Knowing nothing costs $\ln 1024 \approx 6.9$ for 1,024 tokens. Take the logarithm of a
# softmax in one go, or a large logit overflows and a small probability becomes $\ln 0$.
#
# <details><summary>Hint 1</summary>$-\ln \mathrm{softmax}(z)_i = \ln \sum_j e^{z_j} - z_i$, and `logits.logsumexp(-1)` computes the first part without overflow.</details>
# <details><summary>Hint 2</summary>Boolean indexing drops what does not count, and flattens: `logits[labels != -100]` has shape (counted, vocabulary).</details>
# <details><summary>Hint 3</summary>`logits.gather(-1, labels[:, None])[:, 0]` picks each row's own entry. The mean is over the counted ones only.</details>

# %% exercise="cross_entropy" covers=["training-loop"] forbid=["cross_entropy", "nll_loss", "log_softmax", "CrossEntropyLoss", "NLLLoss", "LogSoftmax"] reference="llmcourse.models.pretraining.cross_entropy"
def cross_entropy(
    logits: Float[Tensor, "*lead vocabulary"], labels: Int[Tensor, "*lead"]
) -> Float[Tensor, ""]:
    """Mean negative log-probability of the labels, over the positions whose label
    is not -100.

    At least one position counts.
    """
    ### BEGIN SOLUTION
    counted = labels != -100
    logits, labels = logits[counted], labels[counted]
    right = logits.gather(-1, labels[:, None])[:, 0]
    return (logits.logsumexp(-1) - right).mean()
    ### END SOLUTION

# %% check="cross_entropy"
check(cross_entropy)

# %% test="cross_entropy" points=4
# Graded: agreement with torch's own, with and without batch axes, labels of
# -100, logits of +-2,000, double precision, gradients, inputs left unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(cross_entropy, *inputs)

def verdict(judge):
    def theirs(logits, labels):
        return torch.nn.functional.cross_entropy(logits.flatten(0, -2), labels.flatten())

    for name, *lead, n_vocab, ignored, scale in [
        ("one position", 1, 5, 0, 1.0),
        ("a row", 6, 4, 0, 1.0),
        ("a batch", 3, 5, 7, 0, 1.0),
        ("a batch, some ignored", 3, 5, 7, 4, 1.0),
        ("nearly all ignored", 2, 4, 6, 7, 1.0),
        ("large logits", 3, 5, 7, 2, 2000.0),
    ]:
        logits = judge.normal(*lead, n_vocab, scale=scale).double()
        labels = torch.tensor([judge.integer(0, n_vocab - 1) for _ in range(logits[..., 0].numel())])
        labels[judge.draw(range(len(labels)), ignored)] = -100
        judge.same(probe, theirs, logits, labels.view(*lead), case=name)
    labels = torch.tensor([[1, -100, 2]])
    judge.same(probe, theirs, judge.normal(1, 3, 4), labels, case="single precision")
    far = torch.tensor([[0.0, -2000.0, 5.0], [90.0, 95.0, 100.0]])
    judge.same(probe, theirs, far, torch.tensor([1, 0]), case="single precision, far apart")
### END HIDDEN TESTS

# %% [markdown] prose="after-cross_entropy" covers=["training-loop"]
# **What just happened.** Your loss, token by token, of the course's small model: what could be
# guessed is cheap, what is free to vary is dear.

# %% show="surprise" covers=["training-loop"]
model = load("draft-base")
text = "Once upon a time there was a little cat. The cat was hungry."
ids = torch.tensor([model.tokenizer.encode(text)])
with torch.no_grad():
    logits = model(ids[:, :-1]).logits
for at in range(ids.shape[1] - 1):
    loss = yours(cross_entropy)(logits[:, at], ids[:, at + 1]).item()
    token = model.tokenizer.decode([ids[0, at + 1].item()])
    print(f"{token!r:>10} {loss:6.2f} {'#' * round(4 * loss)}")

# %% [markdown] prose="adamw_step" covers=["training-loop"]
# ## 5.8 A step of AdamW  ★★★ · 12 min · 4 points
#
# AdamW moves each weight by the *average* of recent gradients, $m$, over the root of the average of
# their squares, $v$: about one learning rate a step, however large they are. Both averages start at 0
# and are too small at first, so step $t$ divides them by $1-\beta^t$. And each weight decays a
# little, *apart* from the gradient (Loshchilov and Hutter 2017,
# [arXiv:1711.05101](https://arxiv.org/abs/1711.05101)):
#
# $$m \leftarrow \beta_1 m + (1-\beta_1) g \qquad v \leftarrow \beta_2 v + (1-\beta_2) g^2 \qquad
# w \leftarrow w - \eta \lambda w - \eta\, \frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)} + \epsilon}$$
#
# <details><summary>Hint 1</summary>Five lines: m, v, both corrected, the new weight. Return m and v as they are *before* the correction.</details>
# <details><summary>Hint 2</summary>`first` is m, `second` is v, `step` is t and starts at 1. Write `first = beta1 * first + ...`, not `first *= ...`.</details>
# <details><summary>Hint 3</summary>ε is added after the root. The decay uses the old weight: `weight - rate * decay * weight - ...`.</details>

# %% exercise="adamw_step" covers=["training-loop"] forbid=["AdamW", "Adam", "adamw", "adam", "_fused_adamw_"] reference="llmcourse.models.pretraining.adamw_step"
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
) -> tuple[Float[Tensor, "..."], Float[Tensor, "..."], Float[Tensor, "..."]]:
    """The new weight, first moment and second moment after one step; steps count
    from 1."""
    ### BEGIN SOLUTION
    first = beta1 * first + (1 - beta1) * gradient
    second = beta2 * second + (1 - beta2) * gradient**2
    corrected = first / (1 - beta1**step)
    spread = (second / (1 - beta2**step)).sqrt() + epsilon
    return weight - rate * decay * weight - rate * corrected / spread, first, second
    ### END SOLUTION

# %% check="adamw_step"
check(adamw_step)

# %% test="adamw_step" points=4
# Graded: the same numbers as torch.optim.AdamW over several steps, large
# decay, large epsilon, matrices and single numbers, gradients of zero; inputs
# left unchanged.
### BEGIN HIDDEN TESTS
def probe(weight, gradients, *settings):
    first, second = torch.zeros_like(weight), torch.zeros_like(weight)
    seen = []
    for step, gradient in enumerate(gradients, start=1):
        kept = weight.clone(), gradient.clone(), first.clone(), second.clone()
        inputs = weight, gradient, first, second
        made = adamw_step(*inputs, step, *settings)
        same = all(torch.equal(a, b) for a, b in zip(inputs, kept, strict=True))
        weight, first, second = (part.detach().clone() for part in made)
        seen.append((weight, first, second, same))
    return seen

def verdict(judge):
    for name, shape, n_steps, settings in [
        ("one number, first step", (1,), 1, (0.1, 0.9, 0.99, 1e-8, 0.0)),
        ("three steps", (4, 3), 3, (0.05, 0.8, 0.95, 1e-8, 0.0)),
        ("with decay", (3, 5), 4, (0.05, 0.7, 0.9, 1e-8, 0.5)),
        ("large epsilon", (6,), 3, (0.1, 0.9, 0.95, 0.5, 0.1)),
        ("as torch has it", (2, 3, 2), 3, ()),
    ]:
        weight = judge.normal(*shape).double()
        gradients = [judge.normal(*shape, scale=10.0 ** (i - 1)).double() for i in range(n_steps)]
        if name == "with decay":
            gradients[1] = torch.zeros_like(weight)
        leaf = weight.clone().requires_grad_()
        rate, beta1, beta2, epsilon, decay = settings or (1e-3, 0.9, 0.999, 1e-8, 0.01)
        optimizer = torch.optim.AdamW([leaf], rate, (beta1, beta2), epsilon, decay)
        answer = judge.ask(probe, weight, gradients, *settings)
        judge.that(len(answer) == n_steps, "one answer a step", check="structure", case=name)
        for gradient, (now, first, second, same) in zip(gradients, answer, strict=True):
            leaf.grad = gradient.clone()
            optimizer.step()
            state = optimizer.state[leaf]
            judge.equal(now, leaf.detach(), check="weight", case=name, rtol=1e-8, atol=1e-10)
            judge.equal(first, state["exp_avg"], check="first moment", case=name, rtol=1e-8, atol=1e-12)
            judge.equal(second, state["exp_avg_sq"], check="second moment", case=name, rtol=1e-8, atol=1e-12)
            judge.that(same, "an input was changed", check="inputs unchanged", case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-adamw_step" covers=["training-loop"]
# **What just happened.** A narrow valley: in one direction a hundred times as steep as in the other. Plain
# descent must go slowly, or it would be thrown out of the steep one, and so creeps along the flat.
# Your AdamW divides each direction by its own steepness.

# %% show="valley" covers=["training-loop"]
steep = torch.tensor([100.0, 1.0])
plain = weight = torch.tensor([0.2, 2.0])
first = second = torch.zeros(2)
curves = {"plain descent": [], "AdamW": []}
for step in range(1, 61):
    plain = plain - 0.015 * steep * plain
    weight, first, second = yours(adamw_step)(
        weight, steep * weight, first, second, step, 0.05, 0.9, 0.99, 1e-8, 0.0
    )
    if step in (1, 5, 10, 20, 30, 40, 50, 60):
        for name, at in {"plain descent": plain, "AdamW": weight}.items():
            curves[name].append((0.5 * steep * at**2).sum().item())
steps = [1, 5, 10, 20, 30, 40, 50, 60]
title = "Down a narrow valley"
charts.lines(steps, curves, title=title, x_title="step", y_title="loss")

# %% [markdown] prose="learning_rate" covers=["training-loop"]
# ## 5.9 Slowly up, slowly down  ★☆☆ · 7 min · 2 points
#
# At first the averages $m$ and $v$ are guesses from a few batches, and large steps do damage; so the
# learning rate *warms up* in a line. At the end small steps settle into the valley; so it falls, here
# along half a cosine (Loshchilov and Hutter 2016, [arXiv:1608.03983](https://arxiv.org/abs/1608.03983)).
# Gopher warmed up for 1,500 steps and then fell along a cosine; the lesson on the evolution of models
# comes back to it.
#
# <details><summary>Hint 1</summary>During warm-up step 0 gets `peak / n_warm_up`, and the last warm-up step gets the whole peak.</details>
# <details><summary>Hint 2</summary>Afterwards let `done` go from 0, at step `n_warm_up`, to 1, at step `n_steps`; later it stays 1.</details>
# <details><summary>Hint 3</summary>`(1 + math.cos(math.pi * done)) / 2` falls from 1 to 0. What must it be multiplied with, and what added, to fall from peak to floor?</details>

# %% exercise="learning_rate" covers=["training-loop"] forbid=["get_cosine_schedule_with_warmup", "CosineAnnealingLR"] reference="llmcourse.models.pretraining.learning_rate"
def learning_rate(
    step: int, peak: float, n_warm_up: int, n_steps: int, floor: float = 0.0
) -> float:
    """The learning rate of a step, counted from 0.

    In step i < n_warm_up it is peak * (i + 1) / n_warm_up. From step n_warm_up,
    where it is still the peak, it falls along half a cosine and reaches the floor
    in step n_steps, where it stays.
    """
    ### BEGIN SOLUTION
    if step < n_warm_up:
        return peak * (step + 1) / n_warm_up
    done = min(1.0, (step - n_warm_up) / (n_steps - n_warm_up))
    return floor + (peak - floor) * (1 + math.cos(math.pi * done)) / 2
    ### END SOLUTION

# %% check="learning_rate"
check(learning_rate)

# %% test="learning_rate" points=2
# Graded: every step of fresh schedules and some beyond, with a floor and
# without, with no warm-up.
### BEGIN HIDDEN TESTS
def probe(steps, *settings):
    return [learning_rate(step, *settings) for step in steps]

def verdict(judge):
    for name, n_warm_up, floor in [("no floor", 5, 0.0), ("with a floor", 4, 0.1), ("no warm-up", 0, 0.0), ("long warm-up", 20, 0.2)]:
        n_steps = n_warm_up + judge.integer(8, 17)
        peak = judge.integer(3, 9) / 10
        steps = list(range(n_steps + 4))
        answer = judge.ask(probe, steps, peak, n_warm_up, n_steps, floor)
        expected = [given.learning_rate(step, peak, n_warm_up, n_steps, floor) for step in steps]
        judge.equal(answer, expected, case=name, rtol=1e-6, atol=1e-9)
    leaf = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([leaf], lr=0.5)
    theirs = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 12, eta_min=0.05)
    rates = []
    for _ in range(13):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        theirs.step()
    answer = judge.ask(probe, list(range(3, 16)), 0.5, 3, 15, 0.05)
    judge.equal(answer, rates, check="torch's own schedule", case="after warm-up", rtol=1e-6, atol=1e-9)
### END HIDDEN TESTS

# %% [markdown] prose="after-learning_rate" covers=["training-loop"]
# **What just happened.** Your schedule, as the training below will use it.

# %% show="schedule" covers=["training-loop"]
steps = [0, 30, 100, 200, 300, 400, 500, 600, 700, 800, 900]
rates = {
    f"warm-up of {n}": [yours(learning_rate)(step, 6e-3, n, 900) for step in steps]
    for n in (30, 200)
}
title = "Warm-up, then half a cosine"
charts.lines(steps, rates, title=title, x_title="step", y_title="learning rate")

# %% [markdown] prose="clip_gradients" covers=["training-loop"]
# ## 5.10 When one batch shouts  ★☆☆ · 6 min · 2 points
#
# Now and then a batch is so odd that its gradient is fifty times as long as usual, and one step
# throws away an hour's work. So the gradients of *all* parameters, taken as one long vector, are
# shortened to a length that is allowed, and keep their direction (Pascanu et al. 2012,
# [arXiv:1211.5063](https://arxiv.org/abs/1211.5063)). What is short enough stays as it is.
#
# <details><summary>Hint 1</summary>The norm of one long vector: the root of the sum of all squares, over all tensors.</details>
# <details><summary>Hint 2</summary>All tensors get the same factor. Can it be larger than 1? What if the norm is 0?</details>
# <details><summary>Hint 3</summary>`scale = (max_norm / norm).clamp(max=1)`, with a norm that is a tensor: division by 0 then gives inf, and inf is clamped.</details>

# %% exercise="clip_gradients" covers=["training-loop"] forbid=["clip_grad_norm_", "clip_grad_norm", "get_total_norm", "clip_grads_with_norm_"] reference="llmcourse.models.pretraining.clip_gradients"
def clip_gradients(
    grads: list[Float[Tensor, "..."]], max_norm: float
) -> tuple[list[Float[Tensor, "..."]], Float[Tensor, ""]]:
    """New gradients whose common norm is at most `max_norm`, and the norm they
    had before."""
    ### BEGIN SOLUTION
    norm = torch.stack([gradient.square().sum() for gradient in grads]).sum().sqrt()
    scale = torch.clamp(max_norm / norm, max=1)
    return [gradient * scale for gradient in grads], norm
    ### END SOLUTION

# %% check="clip_gradients"
check(clip_gradients)

# %% test="clip_gradients" points=2
# Graded: long and short gradients, all zero, one tensor or many of different
# shapes; agreement with torch.nn.utils.clip_grad_norm_; inputs left
# unchanged.
### BEGIN HIDDEN TESTS
def probe(gradients, max_norm):
    before = [gradient.clone() for gradient in gradients]
    value = clip_gradients(gradients, max_norm)
    return value, all(torch.equal(a, b) for a, b in zip(gradients, before, strict=True))

def verdict(judge):
    for name, shapes, scale, max_norm in [
        ("one tensor, too long", [(4,)], 9.0, 1.0),
        ("several, too long", [(3, 5), (2,), (2, 3, 4)], 3.0, 2.0),
        ("several, short enough", [(3, 5), (2,), (2, 3, 4)], 0.05, 2.0),
        ("one is long, the others short", [(6,), (7,)], 0.1, 0.5),
        ("all zero", [(3,), (2, 2)], 0.0, 1.0),
    ]:
        gradients = [judge.normal(*shape, scale=scale).double() for shape in shapes]
        if name.startswith("one is long"):
            gradients[1] = 100 * gradients[1]
        value, unchanged = judge.ask(probe, gradients, max_norm)
        judge.equal(value, given.clip_gradients(gradients, max_norm), case=name, rtol=1e-5, atol=1e-7)
        judge.that(unchanged, "a gradient was changed in place", check="inputs unchanged", case=name)
        leaves = [torch.zeros_like(gradient, requires_grad=True) for gradient in gradients]
        for leaf, gradient in zip(leaves, gradients, strict=True):
            leaf.grad = gradient.clone()
        norm = torch.nn.utils.clip_grad_norm_(leaves, max_norm)
        judge.equal(value, ([leaf.grad for leaf in leaves], norm), check="torch's own", case=name, rtol=1e-5, atol=1e-5)
### END HIDDEN TESTS

# %% [markdown] prose="after-clip_gradients" covers=["training-loop"]
# **What just happened.** Five batches, the fourth of them odd. Your function lets the others pass
# and shortens that one.

# %% show="clipped" covers=["training-loop"]
torch.manual_seed(1)
for batch, scale in enumerate([0.1, 0.08, 0.12, 6.0, 0.09]):
    gradients = [torch.randn(4, 5) * scale, torch.randn(7) * scale]
    clipped, norm = yours(clip_gradients)(gradients, 1.0)
    after = torch.cat([part.flatten() for part in clipped]).norm()
    bar = "#" * round(norm.item())
    print(f"batch {batch}: norm {norm:6.2f} -> {after:.2f}  {bar}")

# %% [markdown] prose="train_loop" covers=["training-loop"]
# ## 5.11 The loop  ★★★ · 14 min · 4 points
#
# Take a batch, predict, measure the loss, compute gradients, clip, update, and again, until the
# *token budget* is spent or the loss has reached a *target*. A wrong order often trains as well, only
# worse, and nobody tells you. PyTorch *adds* new gradients to old ones, so the old must go first.
#
# `loss_of(weights, batch)` predicts and measures, `rate_of(step)` is a schedule; the small defaults
# train a table of bigrams by plain descent.
#
# <details><summary>Hint 1</summary>For one batch: set the rate, `optimizer.zero_grad()`, loss, `loss.backward()`, clip, `optimizer.step()`. Then note the loss and count the tokens.</details>
# <details><summary>Hint 2</summary>`optimizer.param_groups[0]["lr"] = rate_of(step)`; `torch.nn.utils.clip_grad_norm_(weights, max_norm)`; `loss.item()`; `batch.numel()`.</details>
# <details><summary>Hint 3</summary>`for step, batch in enumerate(batches):` and at the end of its body `if tokens >= token_budget or losses[-1] <= target_loss: break`.</details>

# %% exercise="train_loop" covers=["training-loop"] reference="llmcourse.models.pretraining.train_loop"
def train_loop(
    weights: list[Float[Tensor, "..."]],
    batches: Iterable[Int[Tensor, "batch time"]],
    token_budget: int,
    target_loss: float = 0.0,
    max_norm: float = 1.0,
    loss_of: Callable[..., Tensor] = given.bigram_loss,
    make_optimizer: Callable[..., torch.optim.Optimizer] = given.make_sgd,
    rate_of: Callable[[int], float] = given.falling_rate,
    after_step: Callable[[list[float]], None] = given.nothing,
) -> list[float]:
    """Train the weights in place, one step a batch; the loss of every step.

    Each step uses the rate `rate_of(step)`, counted from 0, and gradients of this
    batch alone, clipped to a norm of `max_norm`; then `after_step(losses)` is
    called. The loop ends after the step with which the tokens of all batches
    reach the budget, or whose loss is at most the target.
    """
    for weight in weights:
        weight.requires_grad_()
    optimizer = make_optimizer(weights)
    losses, tokens = [], 0
    ### BEGIN SOLUTION
    for step, batch in enumerate(batches):
        optimizer.param_groups[0]["lr"] = rate_of(step)
        optimizer.zero_grad()
        loss = loss_of(weights, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, max_norm)
        optimizer.step()
        losses.append(loss.item())
        tokens += batch.numel()
        after_step(losses)
        if tokens >= token_budget or losses[-1] <= target_loss:
            break
    ### END SOLUTION
    return losses

# %% check="train_loop"
check(train_loop)

# %% test="train_loop" points=4
# Graded: losses and weights after every step, by the budget, by the target,
# by the end of the data; old gradients, clipping, the schedule, another model
# with AdamW, batches that come one by one.
### BEGIN HIDDEN TESTS
def probe(weights, batches, budget, target, max_norm):
    seen = []
    weights[0].requires_grad_()
    weights[0].grad = torch.full_like(weights[0], 3.0)  # left behind by somebody else
    pulled = []

    def one_by_one():
        for batch in batches:
            pulled.append(batch)
            yield batch

    def note(losses):
        seen.append((len(losses), weights[0].detach().clone()))

    losses = train_loop(weights, one_by_one(), budget, target, max_norm, after_step=note)
    return losses, weights[0].detach().clone(), seen, len(pulled)

def probe_other(weights, batches, rates):
    calls = []

    def loss_of(weights, batch):
        calls.append(batch.clone())
        hidden = weights[0][batch[:, :-1]]
        return torch.nn.functional.cross_entropy((hidden @ weights[1]).flatten(0, 1), batch[:, 1:].flatten())

    weights = [weight.clone() for weight in weights]
    losses = train_loop(weights, batches, 10**9, 0.0, 0.01, loss_of, given.make_adamw, lambda step: rates[step])
    return losses, [weight.detach() for weight in weights], calls

def verdict(judge):
    def batch(rows, time):
        return torch.tensor([[judge.integer(0, 5) for _ in range(time)] for _ in range(rows)])

    table = judge.normal(6, 6).double()
    batches = [batch(2, 5), batch(3, 4), batch(2, 5), batch(1, 7), batch(2, 5), batch(4, 3)]
    free = given.train_loop([table.clone()], batches, 10**9)
    goal = min(free[:4]) + 1e-4
    reached = next(step for step, loss in enumerate(free, start=1) if loss <= goal)
    for name, budget, target, max_norm, n in [
        ("one step", 1, 0.0, 1.0, 1),
        ("all the data", 10**9, 0.0, 1.0, 6),
        ("a small budget", 12, 0.0, 1.0, 2),
        ("a budget met exactly", 32, 0.0, 1.0, 3),
        ("a budget not met exactly", 33, 0.0, 1.0, 4),
        ("a low limit for the norm", 10**9, 0.0, 0.05, 6),
        ("no limit for the norm", 10**9, 0.0, 1e9, 6),
        ("a target", 10**9, goal, 1.0, reached),
        ("a target met exactly", 10**9, free[0], 1.0, 1),
        ("a steep gradient", 10**9, 0.0, 1.2, 6),
    ]:
        if name == "a steep gradient":  # sure of 5, and always wrong: a norm near 1.4
            table[0, 5], batches[0] = 9.0, torch.zeros(2, 5, dtype=torch.long)
        weights = [table.clone()]
        expected = given.train_loop(weights, batches, budget, target, max_norm)
        losses, now, seen, pulled = judge.ask(probe, [table.clone()], batches, budget, target, max_norm)
        judge.equal(losses, expected, check="losses", case=name, rtol=1e-4, atol=1e-6)
        judge.equal(len(losses), n, check="number of steps", case=name)
        words = "all batches were taken at once: a stream of them may have no end"
        judge.that(pulled <= n + 1, words, check="one batch after the other", case=name)
        judge.equal(now, weights[0].detach(), check="weights", case=name, rtol=1e-4, atol=1e-5)
        judge.equal([count for count, _ in seen], list(range(1, n + 1)), check="after_step", case=name)
        moved = seen and not torch.equal(seen[0][1], table)
        judge.that(bool(moved), "after_step came before the update", check="after_step", case=name)
        judge.equal(seen[-1][1] if seen else None, now, check="after_step", case=name)
    weights = [judge.normal(6, 3).double(), judge.normal(3, 6).double()]
    rates = [0.3, 0.1, 0.2, 0.05, 0.4, 0.1]

    def reference_loss(weights, batch):
        hidden = weights[0][batch[:, :-1]]
        return torch.nn.functional.cross_entropy((hidden @ weights[1]).flatten(0, 1), batch[:, 1:].flatten())

    mine = [weight.clone() for weight in weights]
    expected = given.train_loop(mine, batches, 10**9, 0.0, 0.01, reference_loss, given.make_adamw, lambda step: rates[step])
    losses, now, calls = judge.ask(probe_other, weights, batches, rates)
    judge.equal(losses, expected, check="losses", case="another model", rtol=1e-4, atol=1e-6)
    judge.equal(now, [weight.detach() for weight in mine], check="weights", case="another model", rtol=1e-3, atol=1e-4)
    judge.equal(calls, batches, check="one prediction a batch", case="another model")
### END HIDDEN TESTS

# %% [markdown] prose="after-train_loop" covers=["training-loop"]
# **What just happened.** Your loop on the smallest language model there is, a table of bigrams of
# one sentence, ended first by a budget, then by a target.

# %% show="loop" covers=["training-loop"]
ids = torch.tensor([[vocabulary.index(word) for word in words]])
for budget, target in [(70, 0.0), (10**6, 0.35)]:
    table = torch.zeros(len(vocabulary), len(vocabulary))
    losses = yours(train_loop)([table], [ids] * 1000, budget, target)
    n = len(losses)
    print(f"{n:>3} steps, {n * ids.numel():>4} tokens:", end=" ")
    print(f"loss {losses[0]:.2f} -> {losses[-1]:.2f}")

# %% [markdown] prose="live" covers=["training-loop"]
# ## A language model, from nothing
#
# Everything comes together: a transformer of 0.4 million parameters, a tokenizer of 1,024 tokens
# learned a moment ago, 6,000 little stories, and *your* loss, schedule and loop with AdamW. The full
# training is 900 steps of 16 x 97 tokens. Measured on one of two busy cores of a server it took 131 s
# and wrote whole sentences after 25 s. While it runs, the curve and the samples move; the diamonds are
# the loss on stories kept back.
#
# **Stop it** with the notebook's ■ button and run the cell again: it goes on where it was. Even a
# killed kernel loses no more than the last three seconds, for all that is needed (weights, both
# moments of AdamW, the step) lies in one file beside this notebook. `again=True` begins anew.

# %% show="live" covers=["training-loop"]
from IPython.display import display

from llmcourse.models.storyteller import Storyteller

story = Storyteller(Path.cwd(), again=False)
monitor = TrainingMonitor("A language model learns to write")
shown = display(monitor, display_id=True)
story.run(
    yours(train_loop), cross_entropy=yours(cross_entropy),
    learning_rate=yours(learning_rate), tell=monitor.show,
)
shown.update(monitor)  # the picture that is saved with the notebook

# %% [markdown] prose="after-live" covers=["training-loop"]
# **What just happened.** First the model learned which tokens are frequent, then which follow which,
# then sentences, and at last who the story was about. Go back with the slider *Sample* and see it
# happen. It has learned one kind of story and nothing else. Ask it something:

# %% show="write" covers=["training-loop"]
for prompt in ["Once upon a time", "The tiger was thirsty."]:
    print(story.write(prompt, max_tokens=scaled(80, 30), seed=3), "\n")

# %% [markdown] prose="context_cost" covers=["context-length"]
# ## 5.12 The price of a long memory  ★★☆ · 8 min · 3 points
#
# How far back a model may look is its *context length*, and it sends three bills. Keys and values of
# all tokens are kept in every layer. Attention's weights, if written out, fill a table of length x
# length in every head. And the work: 2 FLOPs (multiplications or additions) a parameter and token,
# plus, for every pair of tokens in every head, a dot product for the score and as much for the blend.
#
# <details><summary>Hint 1</summary>A key and a value have `d_head` numbers each; there are `n_kv_heads` of both in each layer for each token.</details>
# <details><summary>Hint 2</summary>All weights: one number for each layer, head, query and key. Query heads, not key/value heads.</details>
# <details><summary>Hint 3</summary>A dot product of d_head numbers is 2 d_head FLOPs, and there are two for each pair: 4 · d_head · layers · heads · length².</details>

# %% exercise="context_cost" covers=["context-length"] reference="llmcourse.models.pretraining.context_cost"
def context_cost(
    length: int,
    n_layers: int,
    n_heads: int,
    n_kv_heads: int,
    d_head: int,
    n_parameters: int,
    n_bytes: int = 2,
) -> tuple[int, int, int]:
    """Bytes of keys and values, bytes of all attention weights, and FLOPs of one
    forward pass.

    For one text of `length` tokens, with `n_bytes` for each number. All pairs of
    tokens count, as in attention that computes first and masks afterwards.
    """
    ### BEGIN SOLUTION
    cache = 2 * n_layers * n_kv_heads * d_head * length * n_bytes
    pairs = n_layers * n_heads * length**2
    return cache, pairs * n_bytes, 2 * n_parameters * length + 4 * d_head * pairs
    ### END SOLUTION

# %% check="context_cost"
check(context_cost)

# %% test="context_cost" points=3
# Graded: whole numbers for fresh models and lengths, with one to four bytes a
# number.
### BEGIN HIDDEN TESTS
def probe(settings):
    return [context_cost(*setting) for setting in settings]

def verdict(judge):
    names = ["one token", "a short text", "a long text", "one key/value head", "default bytes", "a million tokens"]
    settings = []
    for name in names:
        heads, kv = judge.draw([2, 6, 10, 12, 14], 1)[0], 1 if name == "one key/value head" else 2
        length = {"one token": 1, "a long text": 5000, "a million tokens": 10**6}.get(name, judge.integer(7, 60))
        setting = [length, judge.integer(3, 9), heads, kv, judge.integer(3, 5) * 11, judge.integer(10**3, 10**10)]
        settings.append(setting if name == "default bytes" else [*setting, judge.integer(1, 4)])
    answers = judge.ask(probe, settings)
    for name, setting, answer in zip(names, settings, answers, strict=True):
        judge.equal(answer, given.context_cost(*setting), case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-context_cost" covers=["context-length"]
# **What just happened.** A formula is worth as much as its agreement with a measurement. Here the course's
# small model runs at several lengths; torch counts the FLOPs it really does, the bytes are those of
# real tensors, and in the second cell the clock runs. (For attention torch's counter counts all
# pairs, as your formula does; of the parameters only matrices multiply.) Time is not quite work: a
# machine is slow to start, and short texts do not fill it.

# %% show="measured-cost" covers=["context-length"]
from torch.utils.flop_counter import FlopCounterMode

from llmcourse.measure import best_seconds
from llmcourse.models.cache import KVCache

model, lengths = load("draft-base"), [64, 128, 256, 512]
c = model.config
n_multiplied = sum(w.numel() for w in model.parameters() if w.dim() == 2)
shape = c.n_layers, c.n_heads, c.n_kv_heads, c.d_head, n_multiplied, 4

def attend(query, key, value, mask):
    scores = (query @ key.mT / c.d_head**0.5).masked_fill(~mask, -math.inf)
    return scores.softmax(-1) @ value, scores.softmax(-1)

print("                       cache    weights           FLOPs")
for length in lengths:
    ids = torch.zeros(1, length, dtype=torch.long)
    cache = KVCache(c, capacity=length)
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        weights = model(ids, cache=cache, attend=attend, attentions=True).attentions
    real = cache.n_bytes, weights.nbytes, counter.get_total_flops()
    said = yours(context_cost)(length, *shape)
    for name, (kept, table, work) in {"measured": real, "formula": said}.items():
        print(f"{length:>4} tokens {name:>8} {kept:>8,} {table:>10,} {work:>15,}")

# %% show="measured-time" covers=["context-length"]
texts_of_zeros = [torch.zeros(1, n, dtype=torch.long) for n in lengths]
seconds = [best_seconds(model, ids) for ids in texts_of_zeros]
flops = [yours(context_cost)(n, *shape)[2] for n in lengths]
speed = sum(flops) / sum(seconds)
name = f"formula, at {speed / 1e9:.0f} GFLOP a second"
measured = [1000 * second for second in seconds]
series = {"measured": measured, name: [1000 * f / speed for f in flops]}
charts.lines(
    lengths, series, title="Time of one forward pass",
    x_title="tokens", y_title="milliseconds", log_x=True,
)

# %% [markdown] prose="calculator" covers=["context-length"]
# ### A calculator
#
# The same three numbers for models you have heard of, at two bytes a number. Move the length: the
# first bill doubles with it, the second quadruples, the third is somewhere between. (The tables of
# weights need not be written out: FlashAttention never does. The sizes are from Touvron et al.
# 2023, [arXiv:2307.09288](https://arxiv.org/abs/2307.09288), and Brown et al. 2020,
# [arXiv:2005.14165](https://arxiv.org/abs/2005.14165).)

# %% show="calculator" covers=["context-length"]
ContextCalculator(yours(context_cost))

# %% [markdown] prose="bought" covers=["context-length"]
# ### And what it buys
#
# Names, places, who lost what: the more a model has read, the less the next token surprises it. The
# course's main model predicts the same tokens of stories it has never seen, again and again, each
# time with more of what stood before them. In a story of eighty tokens there is nothing to gain
# beyond eighty; in a book there would be.

# %% show="bought" covers=["context-length"]
from llmcourse.data.draw import Draw
from llmcourse.data.families import stories

model, draw = load("main-base"), Draw("fresh stories")
fresh = [stories.document(draw) for _ in range(scaled(120, 16))]
rows = [model.tokenizer.encode(text) for text in fresh]
rows = torch.tensor([row[:73] for row in rows if len(row) >= 73])
losses, contexts = [], [1, 2, 4, 8, 16, 32, 64]
for n in contexts:
    cut = torch.cat([rows[:, end - n : end + 1] for end in (64, 67, 70, 72)])
    with torch.no_grad():
        parts = [model(part[:, :-1], last_only=True).logits for part in cut.split(32)]
    losses.append(given.cross_entropy(torch.cat(parts)[:, -1], cut[:, -1]).item())
charts.lines(
    contexts, {f"{len(cut)} tokens of {len(rows)} stories": losses},
    title="The more it may look back, the less it is surprised",
    x_title="context (tokens)", y_title="loss", log_x=True,
)

# %% [markdown] prose="recap"
# ## What you have now
#
# * **Data**: normalized, filtered, without copies and near copies; a split by groups and by hash.
# * **Objectives**: the next token (decoder), the hidden token (encoder), the target after the source
#   (encoder-decoder). Each is only a rule for what goes in and what is asked; -100 does not count.
# * **Loss**: the mean negative log-probability of what really came, computed from logits in one go.
# * **Update**: AdamW with corrected averages and decay apart; warm-up, cosine, a limit on the norm.
# * **Loop**: rate, zero, loss, backward, clip, step; until a budget or a target; saved on the way.
# * **Context** costs memory in a line and work in a square, and buys what the text said before.
#
# The whitepaper names all of this in words alone. It gives the whole sentence as the target of masked
# language modeling; BERT's loss counts the chosen tokens only. It does not say what a label of -100
# is, how near copies are found, or why a split may leak, which is where most bugs live. Visible
# tests that pass are a good sign; hidden tests on fresh numbers decide. To submit, choose *Nbgrader →
# Assignment List*, or hand in this file.
#
# **Further:** Lee et al. 2021, *Deduplicating Training Data Makes Language Models Better*,
# [arXiv:2107.06499](https://arxiv.org/abs/2107.06499) · Eldan and Li 2023, *TinyStories*, how small a
# model can be and still write well, [arXiv:2305.07759](https://arxiv.org/abs/2305.07759) · Kingma and
# Ba 2014 on Adam, [arXiv:1412.6980](https://arxiv.org/abs/1412.6980).

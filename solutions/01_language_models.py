# %% [markdown] prose="title" release=1
# # 1 · Language models
#
# > The most famous city in the US is ...
#
# You have finished that sentence already, and not with *laptop*. A **language model** does the same
# with numbers: given the beginning of a text, it says how likely every possible next word is. That is
# all it does. Translating, answering, summarizing and writing code are made of it, one word at a time.
# The example is from Google's whitepaper *Foundational Large Language Models & Text Generation*, which
# this course follows.
#
# You build the simplest language model there is, a table of counts, then the two recurrent networks
# that ruled before 2017, and you measure on your own machine why transformers replaced them. At the end
# you see which ability a model gains when, and what it still gets wrong. Eight exercises: 84 minutes,
# about two hours with the pictures, 34 points. "Run All" works at any time; where your code is not ready yet, the pictures use
# the course's and say so.

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
import random

import torch
from jaxtyping import Float, Int
from torch import Tensor

# the finished parts that an exercise builds on
from llmcourse.models import ngram as given
from llmcourse.models import recurrent

START, END = "<s>", "</s>"  # they mark where a sentence begins and ends

# %% show="tools"
from llmcourse.budget import scaled
from llmcourse.checks import lesson
from llmcourse.models import abilities
from llmcourse.models.generation import generate, reply
from llmcourse.models.loading import load
from llmcourse.widgets import GateSteps, NgramExplorer, charts

check, yours = lesson("01_language_models")

# %% [markdown] prose="definition" covers=["lm-definition"]
# ## What a language model is
#
# A language model gives a **probability to every sequence**, and it does so one step at a time: the
# probability of a text is that of its first word, times that of the second given the first, and so on,
# $P(w_1 \dots w_T) = \prod_t P(w_t \mid w_1 \dots w_{t-1})$. Nothing is lost in this; it is the chain
# rule. All the art is in the factor $P(w_t \mid \text{everything before})$.
#
# Here is one of the course's own models at work, a transformer of seven million numbers. It reads and
# writes *tokens*, pieces of words, which lesson 2 explains.

# %% show="definition" covers=["lm-definition"]
written = generate(load("main-base"), "Once upon a", max_tokens=8, top=4)
for token in written.tokens:
    others = [f"{a.text!r} {math.exp(a.logprob):.3f}" for a in token.top]
    print(f"{token.text!r:>12}  chosen among  {', '.join(others)}")

# %% [markdown] prose="table" covers=["lm-definition"]
# ## The simplest one: a table
#
# Nobody can store a probability for every possible beginning. The oldest way out is to forget: look
# only at the last $n-1$ words. Shannon did so [in
# 1948](https://doi.org/10.1002/j.1538-7305.1948.tb01338.x), with a book and a pencil. A run of $n$
# words is an **n-gram** (2: bigram, 3: trigram), and a table of how often each was seen is a language
# model.
#
# Our text is tiny, so that you can check each count by hand. It was written for this lesson.

# %% setup="text"
from llmcourse.data.cities import SENTENCES

words = given.vocabulary(SENTENCES)  # what can come next: every word, and END

# %% show="text"
print(f"{len(SENTENCES)} sentences, {len(words)} different words, for instance")
for sentence in SENTENCES[::9]:
    print(" ", " ".join(sentence))

# %% [markdown] prose="ngram_counts" covers=["lm-definition"]
# ## 1.1 Count  ★☆☆ · 10 min · 4 points
#
# Slide a window of $n$ words over each sentence: the first $n-1$ are the *context*, the last is what
# followed. Two marks make the ends countable. Before a sentence stand $n-1$ times `START`, so that its
# first word has a context too; after it stands one `END`, which is counted like a word. Without it the
# model would not know how to stop.
#
# <details><summary>Hint 1</summary>Build the marked sentence first, `[START] * (n - 1) + sentence + [END]`, then walk along it.</details>
# <details><summary>Hint 2</summary>The word at position i follows the n - 1 words before it, positions i - (n - 1) to i - 1.</details>
# <details><summary>Hint 3</summary>`counts.setdefault(context, {})` gives the inner dictionary, new or old; `followers.get(word, 0) + 1` raises a count.</details>

# %% exercise="ngram_counts" reference="llmcourse.models.ngram.ngram_counts"
def ngram_counts(
    sentences: list[list[str]], n: int
) -> dict[tuple[str, ...], dict[str, int]]:
    """How often each word follows each context: counts[context][word].

    A context is a tuple of n - 1 words, or marks: a sentence starts after
    n - 1 times START and ends with one END.
    """
    ### BEGIN SOLUTION
    counts = {}
    for sentence in sentences:
        marked = [START] * (n - 1) + sentence + [END]
        for i in range(n - 1, len(marked)):
            followers = counts.setdefault(tuple(marked[i - n + 1 : i]), {})
            followers[marked[i]] = followers.get(marked[i], 0) + 1
    return counts
    ### END SOLUTION

# %% check="ngram_counts"
check(ngram_counts)

# %% test="ngram_counts" points=4 covers=["lm-definition"]
# Graded: n from 1 to 5, short, empty and repeated sentences, the marks,
# capital letters, the sentences left unchanged.
### BEGIN HIDDEN TESTS
def probe(sentences, n):
    return observed(ngram_counts, sentences, n)

def verdict(judge):
    for n in (1, 2, 3, 5):
        judge.same(probe, given.ngram_counts, [["a"]], n, case=f"one word, n = {n}")
        text = [[judge.draw("abcD", 1)[0] for _ in range(length)] for length in (6, 1, 3, 9)]
        judge.same(probe, given.ngram_counts, text, n, case=f"four sentences, n = {n}")
        twice = [text[0], text[1], text[0], text[0]]
        judge.same(probe, given.ngram_counts, twice, n, case=f"repeated sentences, n = {n}")
        judge.same(probe, given.ngram_counts, [[], text[2]], n, case=f"an empty sentence, n = {n}")
    judge.same(probe, given.ngram_counts, [], 2, case="no sentence")
    odd = [["New York", "is", "New"], ["is", "New York"]]
    judge.same(probe, given.ngram_counts, odd, 3, case="words with spaces")
### END HIDDEN TESTS

# %% [markdown] prose="after-ngram_counts" covers=["lm-definition"]
# **What just happened.** You trained a language model: training *was* the counting. Play with it. Raise
# the order and the sentences get better, because they are copied; lower it and they fall apart. Then
# type *The most famous city in Peru is*. Raise the order one by one and see how long the table still
# knows anything, and what it has to forget in order to answer.

# %% show="explorer" covers=["lm-definition"]
prompt = "The most famous city in the US is"
NgramExplorer(yours(ngram_counts), SENTENCES, prompt=prompt)

# %% [markdown] prose="add_k" covers=["lm-definition"]
# ## 1.2 Never say never  ★☆☆ · 8 min · 3 points
#
# *The largest city in Peru is Lima* is a fine sentence, and the table gives it probability 0, like
# everything it has not seen. Most n-grams are never seen, in any text. **Smoothing** takes a little
# from what was seen and gives it to the rest. The simplest kind pretends that each word was seen $k$
# more times after every context: $\frac{c(h, w) + k}{c(h) + k\,|V|}$, for a context $h$ seen $c(h)$
# times and $|V|$ possible words.
#
# <details><summary>Hint 1</summary>c(h) is the sum of the counts of everything that followed this context.</details>
# <details><summary>Hint 2</summary>Neither the context nor the word needs to be in the table: `.get` takes a default.</details>
# <details><summary>Hint 3</summary>If k is 0 and the context was never seen, the fraction is 0 / 0: return 0.0 then.</details>

# %% exercise="add_k" reference="llmcourse.models.ngram.add_k"
def add_k(
    counts: dict[tuple[str, ...], dict[str, int]],
    context: tuple[str, ...],
    word: str,
    n_words: int,
    k: float,
) -> float:
    """The probability of a word after a context, add-k smoothed.

    k is added to the counts of all n_words words. Without smoothing (k = 0)
    every word has probability 0.0 after a context that was never seen.
    """
    ### BEGIN SOLUTION
    followers = counts.get(context, {})
    total = sum(followers.values()) + k * n_words
    return (followers.get(word, 0) + k) / total if total else 0.0
    ### END SOLUTION

# %% check="add_k"
check(add_k)

# %% test="add_k" points=3 covers=["lm-definition"]
# Graded: seen and unseen words and contexts, several k, k = 0, that all
# probabilities sum to 1, the table left unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(add_k, *inputs)

def verdict(judge):
    letters = judge.draw("abcdefgh", 5)
    followers = {letter: judge.integer(1, 9) for letter in letters[:3]}
    counts = {("x", "y"): followers, ("y", "x"): {letters[0]: judge.integer(1, 4)}}
    n_words = judge.integer(8, 20)
    for k in (0, 0.01, 0.5, 1, 3):
        for context, name in [(("x", "y"), "seen"), (("y", "y"), "unseen"), ((), "empty")]:
            for word, how in [(letters[0], "a word"), (letters[4], "another word")]:
                case = f"{how} after a context that was {name}, k = {k}"
                judge.same(probe, given.add_k, counts, context, word, n_words, k, case=case)
    sure = {("a",): {"b": judge.integer(20, 90)}}
    judge.same(probe, given.add_k, sure, ("a",), "b", 3, 0.01, case="nearly certain")
    alone = {(): {letter: judge.integer(1, 9) for letter in "abcd"}}
    shares = [judge.ask(probe, alone, (), word, 6, 0.3)["value"] for word in "abcdef"]
    judge.equal(sum(shares), 1.0, check="sums to 1", case="unigrams")
### END HIDDEN TESTS

# %% [markdown] prose="after-add_k" covers=["lm-definition"]
# **What just happened.** Your probabilities of four continuations, a trigram's, while $k$ grows. With
# $k = 0$ unlikely and impossible are the same; with $k = 10$ everything is nearly as likely as
# everything else. The truth lies at a small $k$, and adding the same to all is crude: *laptop* gets as
# much as *Boston*. Better methods ask shorter contexts first (Jelinek and Mercer 1980; Chen and Goodman
# 1996, [cmp-lg/9606011](https://arxiv.org/abs/cmp-lg/9606011)). `given.interpolated` does that.

# %% show="smoothing" covers=["lm-definition"]
trigrams = given.ngram_counts(SENTENCES, 3)
endings = ["New", "Los", "laptop", "apple"]
print("after US is:", *(f"{word:>9}" for word in endings))
for k in [0, 0.01, 0.1, 1, 10]:
    probability = yours(add_k)
    after = trigrams, ("US", "is")
    shares = [probability(*after, word, len(words), k) for word in endings]
    print(f"{'k = ' + str(k):>12}", *(f"{share:9.4f}" for share in shares))

# %% [markdown] prose="perplexity" covers=["lm-definition"]
# ## 1.3 How surprised is it?  ★★☆ · 12 min · 5 points
#
# A good model finds a real, *new* text likely. But the probability of a long text is a product of many
# small numbers: after some hundred words it is too small for a computer. So we add logarithms, take the
# mean over all words (each `END` is one), and turn it back: $\exp(-\frac{1}{N}\sum \log p)$. This is
# **perplexity**: 10 means as unsure as between 10 equally likely words.
#
# <details><summary>Hint 1</summary>Mark the sentence as in 1.1: START is never predicted, END is.</details>
# <details><summary>Hint 2</summary>Collect the log-probabilities of all words of all sentences in one list; the mean comes last.</details>
# <details><summary>Hint 3</summary>`math.log(0)` raises. One word of probability 0 makes the perplexity `math.inf`, so return that at once.</details>

# %% exercise="perplexity" reference="llmcourse.models.ngram.perplexity"
def perplexity(
    model: dict[tuple[str, ...], dict[str, float]],
    sentences: list[list[str]],
    n: int,
) -> float:
    """The perplexity per word of an n-gram model on sentences.

    model[context][word] is a probability. What is not in the model has
    probability 0; one such word makes the perplexity infinite.
    """
    ### BEGIN SOLUTION
    logs = []
    for sentence in sentences:
        marked = [START] * (n - 1) + sentence + [END]
        for i in range(n - 1, len(marked)):
            p = model.get(tuple(marked[i - n + 1 : i]), {}).get(marked[i], 0.0)
            if p == 0:
                return math.inf
            logs.append(math.log(p))
    return math.exp(-sum(logs) / len(logs))
    ### END SOLUTION

# %% check="perplexity"
check(perplexity)

# %% test="perplexity" points=5 covers=["lm-definition"]
# Graded: n from 1 to 4, sentences of different length, empty ones, one of
# 3,000 words, probability 0, unknown words and contexts, the marks.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(perplexity, *inputs)

def verdict(judge):
    def drawn(length):
        return [judge.draw("abcd", 1)[0] for _ in range(length)]

    for n in (1, 2, 3, 4):
        text = [drawn(length) for length in (7, 1, 3, 12)]
        counts = given.ngram_counts([*text, drawn(9)], n)
        model = given.smoothed(counts, [*"abcd", END], 0.1 + judge.integer(1, 9) / 10)
        judge.same(probe, given.perplexity, model, text, n, case=f"four sentences, n = {n}")
        judge.same(probe, given.perplexity, model, text[:1], n, case=f"one sentence, n = {n}")
        never = [*text[2], "never"]
        for where, last in [("last", [text[0], never]), ("first", [never, text[0]])]:
            case = f"a word that is unknown, in the {where} sentence, n = {n}"
            judge.same(probe, given.perplexity, model, last, n, case=case)
    words = dict.fromkeys("abc", 1e-7) | {END: 1e-5, "d": 1 - 3e-7 - 1e-5}
    long = [drawn(3000), ["d"], drawn(400)]
    judge.same(probe, given.perplexity, {(): words}, long, 1, case="3,000 words")
    zero = {("a",): {"b": 0.0, END: 1.0}, (START,): {"a": 1.0}, ("b",): {END: 1.0}}
    judge.same(probe, given.perplexity, zero, [["a"], ["a", "b"]], 2, case="probability 0")
    judge.same(probe, given.perplexity, zero, [["a"]], 2, case="certain")
    lost = {(START,): {"a": 0.5}, ("a",): {"b": 0.5}}
    judge.same(probe, given.perplexity, lost, [["a", "b"]], 2, case="nothing known after a word")
    short = {(): {"a": 0.2, END: 0.8}}
    judge.same(probe, given.perplexity, short, [[], ["a"], []], 1, case="empty sentences")
### END HIDDEN TESTS

# %% [markdown] prose="after-perplexity" covers=["lm-definition"]
# **What just happened.** Your perplexity of tables with $k = 0.05$, on the sentences they were counted
# from and on others that they have never seen. The longer the context, the better they know their own
# text by heart, and at some point the worse they do on a new one. Judge a model on text it was not made
# from: that holds for the largest ones too.

# %% show="perplexities" covers=["lm-definition"]
unseen = SENTENCES[::5]
seen = [sentence for i, sentence in enumerate(SENTENCES) if i % 5]
orders = [1, 2, 3, 4]
curves = {"sentences it has seen": [], "new sentences": []}
for n in orders:
    counts = given.ngram_counts(seen, n)
    contexts = given.ngram_counts(unseen, n)  # it must answer for these too
    table = given.smoothed(counts, words, 0.05, contexts)
    for curve, text in zip(curves.values(), [seen, unseen], strict=True):
        curve.append(yours(perplexity)(table, text, n))
title = "Knowing a text by heart is not knowing the language"
axes = {"x_title": "order n", "y_title": "perplexity"}
charts.lines(orders, curves, title=title, **axes)

# %% [markdown] prose="sample" covers=["lm-definition"]
# ## 1.4 Let it speak  ★★☆ · 10 min · 4 points
#
# A model that scores can also write: draw the next word by its probability, append it, draw again.
# Every large language model writes like this. Sentence by sentence, your table starts after $n-1$ times
# `START` and stops when it draws `END`. Drawing must follow the probabilities: a word with 0.3 should
# come in three of ten draws, not always the likeliest one.
#
# <details><summary>Hint 1</summary>The context is a tuple of the last n - 1 words, marks included. For n = 1 it is always `()`.</details>
# <details><summary>Hint 2</summary>Make one `random.Random(seed)` before the loop; `rng.choices(words, weights)` draws, and returns a list of one.</details>
# <details><summary>Hint 3</summary>Keep the STARTs in your list while drawing, `words[len(words) - (n - 1):]` is the context, and cut them off at the end.</details>

# %% exercise="sample" reference="llmcourse.models.ngram.sample"
def sample(
    model: dict[tuple[str, ...], dict[str, float]],
    n: int,
    seed: int,
    max_words: int = 30,
) -> list[str]:
    """Draw a sentence from an n-gram model, model[context][word] = probability.

    Without START and END, at most max_words long. The same seed gives the
    same sentence.
    """
    ### BEGIN SOLUTION
    rng = random.Random(seed)
    drawn = [START] * (n - 1)
    for _ in range(max_words):
        followers = model[tuple(drawn[len(drawn) - (n - 1) :])]
        word = rng.choices(list(followers), list(followers.values()))[0]
        if word == END:
            break
        drawn.append(word)
    return drawn[n - 1 :]
    ### END SOLUTION

# %% check="sample"
check(sample)

# %% test="sample" points=4 covers=["lm-definition"]
# Graded: the law of the first, second and third word and of neighbors
# (chi-square), the seed, END, max_words, n from 1 to 4, the model unchanged.
### BEGIN HIDDEN TESTS
def probe(model, n, seeds, max_words):
    drawn = [sample(model, n, seed, max_words) for seed in seeds]
    return drawn, model

def verdict(judge):
    def fits(name, seen, expected):
        total = sum(seen.values())
        strange = [word for word in seen if not expected.get(word)]
        judge.that(not strange, f"{strange} cannot come here", check=f"support, {name}")
        possible = {word: p * total for word, p in expected.items() if p}
        statistic = sum((seen.get(w, 0) - e) ** 2 / e for w, e in possible.items())
        judge.that(statistic < 31, "the frequencies do not fit", check=f"law, {name}")  # chance 1e-6

    def tally(found):
        return {word: found.count(word) for word in set(found)}

    start = judge.integer(0, 10_000)
    seeds = list(range(start, start + 6000))
    pair = {
        (START,): {"a": 0.5, "never": 0.0, "b": 0.25, END: 0.1, "c": 0.15},
        ("a",): {"b": 0.25, "a": 0.25, END: 0.5},
        ("b",): {"c": 0.6, END: 0.4},
        ("c",): {END: 1.0},
    }
    drawn, after = judge.ask(probe, pair, 2, seeds, 4)
    good = isinstance(drawn, list) and all(type(s) is list and len(s) <= 4 for s in drawn)
    judge.that(good and len(drawn) == 6000, "lists of at most four words were expected", check="type")
    if not good:
        return
    judge.equal(after, pair, check="model unchanged")
    fits("first word", tally([[*s, END][0] for s in drawn]), pair[(START,)])
    for word in "ab":
        followed = [[*s, END][1] for s in drawn if s[:1] == [word]]
        fits(f"after {word}", tally(followed), pair[(word,)])
    aa = [[*s, END][2] for s in drawn if s[:2] == ["a", "a"]]
    fits("third word", tally(aa), pair[("a",)])
    again = [judge.ask(probe, pair, 2, seeds[:40], 4)[0] for _ in range(2)]
    judge.equal(again[0], drawn[:40], check="seed")
    judge.equal(again[1], drawn[:40], check="seed")
    flips = {(): {"x": 0.5, "y": 0.5}}
    rows = judge.ask(probe, flips, 1, seeds[:200], 9)[0]
    judge.that(all(len(row) == 9 for row in rows), "nine words were expected", check="max_words")
    equal = {f"{a}{b}": 0.25 for a in "xy" for b in "xy"}
    fits("neighbors", tally(["".join(row[i : i + 2]) for row in rows for i in (0, 3, 6)]), equal)
    for n in (1, 3, 4):
        path = [START] * (n - 1) + list("abcab"[: n + 1]) + [END]
        chain = {tuple(path[i - n + 1 : i]): {path[i]: 1.0} for i in range(n - 1, len(path))}
        if n > 1:
            judge.equal(judge.ask(probe, chain, n, [1, 2], 30)[0], [path[n - 1 : -1]] * 2, case=f"n = {n}")
        judge.equal(judge.ask(probe, {(): {END: 1.0}}, 1, [3], 5)[0], [[]], case="END at once")
    judge.equal(judge.ask(probe, flips, 1, [1], 0)[0], [[]], case="no words")
    start, la = (START, START), {"la": 1.0}
    song = {start: la, (START, "la"): la, ("la", "la"): la}
    judge.equal(judge.ask(probe, song, 3, [1], 7)[0], [["la"] * 7], case="cut off, n = 3")
### END HIDDEN TESTS

# %% [markdown] prose="after-sample" covers=["lm-definition"]
# **What just happened.** Your model writes. Each sentence is new or a copy, grammatical or not, and the
# model cannot know which: a bigram has forgotten the subject by the time it comes to the verb's object.
# How to draw *better* than by the plain probabilities, with temperature, top-k and top-p, is a lesson
# of its own.

# %% show="samples" covers=["lm-definition"]
for n in [1, 2, 3, 4]:
    table = given.smoothed(given.ngram_counts(SENTENCES, n), words, 0)
    drawn = [" ".join(yours(sample)(table, n, seed, 12)) for seed in (1, 2, 3)]
    print(f"n = {n}:", " / ".join(drawn))

# %% [markdown] prose="continuation_score" covers=["lm-definition"]
# ## 1.5 Which ending is likely?  ★★☆ · 10 min · 5 points
#
# A neural language model has no table. It returns **logits**: at each position of a text, one number
# for every token of its vocabulary, and a softmax makes these the probabilities of the *next* token. To
# rank *New York* against *laptop*, let it read prompt and continuation in one go, pick the
# log-probability it gave to each token of the continuation, and add them up. Many multiple-choice tests
# of language models are scored like this.
#
# <details><summary>Hint 1</summary>Logits at position t speak of the token at t + 1: the last row speaks of a token that is not there.</details>
# <details><summary>Hint 2</summary>Take `log_softmax(-1)` over the vocabulary, in all rows, before you pick anything.</details>
# <details><summary>Hint 3</summary>The continuation is `ids[n_prompt:]`; the rows that predict it are `n_prompt - 1` to the last but one. `gather`, or two index lists, pick one number a row.</details>

# %% exercise="continuation_score" forbid=["cross_entropy", "nll_loss"] reference="llmcourse.models.ngram.continuation_score"
def continuation_score(
    logits: Float[Tensor, "time vocabulary"],
    ids: Int[Tensor, "time"],
    n_prompt: int,
) -> Float[Tensor, ""]:
    """The log-probability of all tokens after the first n_prompt.

    Each is given all tokens before it. ids are those of prompt and
    continuation, n_prompt is at least 1. Returns a tensor without axes.
    """
    ### BEGIN SOLUTION
    logprobs = logits[n_prompt - 1 : -1].log_softmax(dim=-1)
    picked = logprobs.gather(1, ids[n_prompt:, None])
    return picked.sum()
    ### END SOLUTION

# %% check="continuation_score"
check(continuation_score)

# %% test="continuation_score" points=5 covers=["lm-definition"]
# Graded: prompts and continuations of one or more tokens, large logits,
# gradients, single and double precision, any order in memory.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(continuation_score, *inputs)

def verdict(judge):
    for name, time, n_words, n_prompt in [
        ("one token after one", 2, 4, 1),
        ("one token after five", 6, 5, 5),
        ("four tokens after two", 6, 9, 2),
        ("all but the first", 7, 3, 1),
        ("as many tokens as words", 5, 5, 3),
    ]:
        ids = torch.tensor([judge.integer(0, n_words - 1) for _ in range(time)])
        logits = judge.normal(time, n_words, scale=2.0).double()
        judge.same(probe, given.continuation_score, logits, ids, n_prompt, case=name)
        single = logits.float()
        judge.same(probe, given.continuation_score, single, ids, n_prompt, case=f"{name}, float32")
        large = 400 * logits
        judge.same(probe, given.continuation_score, large, ids, n_prompt, case=f"{name}, large logits")
        turned = judge.strided(logits)
        judge.same(probe, given.continuation_score, turned, ids, n_prompt, case=f"{name}, strided")
### END HIDDEN TESTS

# %% [markdown] prose="ranked" covers=["lm-definition"]
# **What just happened.** Your function scores the whitepaper's four continuations by the transformer;
# beside it the table, a mixture of orders 1 to 4 counted on our city text. More tokens cost more:
# compare endings of about the same length.

# %% show="ranked" covers=["lm-definition"]
model = load("main-base")
tables = [given.ngram_counts(SENTENCES, n) for n in (1, 2, 3, 4)]
prompt = "The most famous city in the US is"
print(f"{prompt} ...")
for ending in ["New York", "Los Angeles", "laptop", "apple"]:
    low = math.exp(given.table_score(tables, prompt, ending, len(words)))
    by = yours(continuation_score)
    high = math.exp(given.text_score(model, prompt, ending, by))
    print(f"{ending:>14}: table {low:<9.2g} transformer {high:.2g}")

# %% [markdown] prose="knowing" covers=["lm-definition", "llm-abilities-and-limits"]
# Before you are impressed: this very sentence stands in the text that our transformer was trained on,
# as it stands in the table's. It says *New York* from memory. It has learned from a generated corpus
# about an invented world with a few real facts in it, such as capitals. So ask it for a capital, in a
# form it has met with many countries. Then reword the question, or ask what nobody told it: *France*
# where it only ever read *the US*. A likely answer is not a true one, and the model does not say when
# it guesses.

# %% show="knowing" covers=["lm-definition", "llm-abilities-and-limits"]
model = load("main-base")
for prompt in ["The capital of Peru is", "The most famous city in France is"]:
    print(f"{prompt} ...")
    for ending in ["Lima", "Paris", "New York", "laptop"]:
        by = yours(continuation_score)
        score = given.text_score(model, prompt, ending, by)
        print(f"{ending:>14}: {math.exp(score):.2g}")
for prompt in [
    "The most famous city in France is",
    "America's best-known town is",
]:
    print(f"{prompt} -> {generate(model, prompt, max_tokens=8).text!r}")

# %% [markdown] prose="far" covers=["lm-definition", "rnn-vs-transformer"]
# ### What no table can see
#
# Change one word far back and the answer must change. Your function now counts n-grams, of tokens, in
# documents of the transformer's own kind, so that both know the same world. The last words before the
# gap are the same in both questions, so a table must answer both alike, unless its order spans the
# whole question. The transformer looks back as far as it must.

# %% show="far" covers=["lm-definition", "rnn-vs-transformer"]
model = load("main-base")
rows = abilities.documents(model.tokenizer, "for counting", scaled(2000, 300))
tables = [yours(ngram_counts)(rows, n) for n in (1, 2, 3, 4)]
start = "Q: The tiger jumped out of a tree to get a drink because it was"
for adjective in ["thirsty", "tall"]:
    prompt = f"{start} {adjective}. What was {adjective}?\nA: The"
    before = tuple(model.tokenizer.encode(prompt))
    for ending in ["tiger", "tree"]:  # both are one token
        (token,) = model.tokenizer.encode(f" {ending}")
        n_tokens, by = model.tokenizer.size, yours(continuation_score)
        low = given.interpolated(tables, before, token, n_tokens, 0.5)
        high = given.text_score(model, prompt, ending, by)
        print(f"it was {adjective:<8} The {ending:<6}", end="")
        print(f"table {low:<9.2g} transformer {math.exp(high):.2g}")

# %% [markdown] prose="same-world" covers=["lm-definition"]
# And on whole documents: perplexity per token on new ones, for the mixture of orders up to $n$, and for
# the course's small transformer after 250, 1,000, 4,000 and all steps of its training. (It has read
# thousands of times more text than this table; counted on all of it, a table would do better, and be
# far larger than the model. Google once counted n-grams of two trillion words, [Brants et al.
# 2007](https://aclanthology.org/D07-1090/).)

# %% show="same-world" covers=["lm-definition"]
tokenizer = load("draft-base").tokenizer
rows = abilities.documents(tokenizer, "for counting", scaled(2000, 300))
new = abilities.documents(tokenizer, "for testing", scaled(100, 20))
tables = [yours(ngram_counts)(rows, n) for n in (1, 2, 3, 4)]
for n in (1, 2, 3, 4):
    value = given.mixture_perplexity(tables[:n], new, tokenizer.size, 0.5)
    print(f"{'table, n = ' + str(n):>22}: perplexity {value:7.1f}")
for step in ["step-250", "step-1000", "step-4000", "base"]:
    value = given.model_perplexity(load(f"draft-{step}"), new)
    print(f"{'transformer, ' + step:>22}: perplexity {value:7.1f}")

# %% [markdown] prose="recurrence" covers=["rnn-vs-transformer"]
# ## Reading word by word
#
# Between tables and transformers came **recurrent neural networks**. An RNN reads one token at a time
# and carries a vector, its *hidden state*, from step to step: $h_t = f(x_t, h_{t-1})$. Whatever it
# wants to remember must fit into that vector, and no fixed number of words limits how far back it may
# reach (language models of this kind: Mikolov et al. 2010,
# [Interspeech](https://www.isca-archive.org/interspeech_2010/mikolov10_interspeech.html); translation:
# Sutskever et al. 2014, [arXiv:1409.3215](https://arxiv.org/abs/1409.3215)).
#
# The plain RNN forgets fast: its state is squeezed through the same matrix and the same tanh again and
# again, and gradients with it (Pascanu et al. 2013,
# [arXiv:1211.5063](https://arxiv.org/abs/1211.5063)). Two designs mended this with **gates**, numbers
# between 0 and 1 that the network itself sets at each step.

# %% [markdown] prose="lstm_step" covers=["rnn-vs-transformer"]
# ## 1.6 A memory with three doors  ★★☆ · 12 min · 5 points
#
# The LSTM (Hochreiter and Schmidhuber [1997](https://doi.org/10.1162/neco.1997.9.8.1735); forget gate:
# Gers et al. [2000](https://doi.org/10.1162/089976600300015015)) keeps a second vector, the cell $c$.
# The sums $x W_x + h W_h + b$ hold four pieces side by side, in torch's order: input gate $i$, forget
# gate $f$, candidate $g$, output gate $o$. Gates go through a sigmoid, the candidate through tanh:
#
# $$c' = f \odot c + i \odot g \qquad h' = o \odot \tanh(c')$$
#
# <details><summary>Hint 1</summary>One line for the sums, one to cut them into four pieces along the last axis, one for c', one for h'.</details>
# <details><summary>Hint 2</summary>`sums.chunk(4, dim=-1)` gives the four pieces in order.</details>
# <details><summary>Hint 3</summary>Along the cell nothing but a product and a sum happens: no tanh there. tanh comes when the cell is shown, in h'.</details>

# %% exercise="lstm_step" forbid=["lstm_cell", "LSTMCell", "LSTM", "lstm"] reference="llmcourse.models.recurrent.lstm_step"
def lstm_step(
    x: Float[Tensor, "batch d_in"],
    h: Float[Tensor, "batch d_model"],
    c: Float[Tensor, "batch d_model"],
    w_x: Float[Tensor, "d_in 4*d_model"],
    w_h: Float[Tensor, "d_model 4*d_model"],
    b: Float[Tensor, "4*d_model"],
) -> tuple[Float[Tensor, "batch d_model"], Float[Tensor, "batch d_model"]]:
    """One step of an LSTM: (next hidden state, next cell).

    The columns of the weights belong to input, forget, candidate and output,
    d_model each.
    """
    ### BEGIN SOLUTION
    i, f, g, o = (x @ w_x + h @ w_h + b).chunk(4, dim=-1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c
    ### END SOLUTION

# %% check="lstm_step"
check(lstm_step)

# %% test="lstm_step" points=5 covers=["rnn-vs-transformer"]
# Graded: agreement with torch.nn.LSTMCell, batches of one and more, gates
# fully open or shut, gradients, single and double precision, any order in
# memory, inputs unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(lstm_step, *inputs)

def verdict(judge):
    def inputs(batch, d_in, d_model, scale=1.0):
        shapes = [(batch, d_in), (batch, d_model), (batch, d_model)]
        states = [judge.normal(*shape, scale=scale) for shape in shapes]
        four = 4 * d_model
        return *states, judge.normal(d_in, four), judge.normal(d_model, four), judge.normal(four)

    for name, batch, d_in, d_model in [
        ("one sentence", 1, 3, 2),
        ("one unit", 2, 1, 1),
        ("wide input", 3, 7, 2),
        ("four sentences", 4, 2, 5),
        ("square", 4, 4, 4),
    ]:
        judge.same(probe, recurrent.lstm_step, *inputs(batch, d_in, d_model), case=name)
        double = [part.double() for part in inputs(batch, d_in, d_model, scale=5.0)]
        judge.same(probe, recurrent.lstm_step, *double, case=f"{name}, double precision")
    x, h, c, w_x, w_h, b = (part.double() for part in inputs(3, 4, 5))
    theirs = torch.nn.LSTMCell(4, 5, dtype=torch.float64)
    with torch.no_grad():
        theirs.weight_ih.copy_(w_x.T)
        theirs.weight_hh.copy_(w_h.T)
        theirs.bias_ih.copy_(b)
        theirs.bias_hh.zero_()
        expected = theirs(x, (h, c))
    judge.equal(judge.ask(probe, x, h, c, w_x, w_h, b)["value"], expected, check="torch.nn.LSTMCell")
    huge = [400 * part.double() for part in inputs(3, 4, 5)]
    saturated = judge.ask(probe, *huge)["value"]
    judge.equal(saturated, recurrent.lstm_step(*huge), check="huge sums")
    turned = [judge.strided(part) for part in (x, h, c, w_x, w_h)]
    judge.same(probe, recurrent.lstm_step, *turned, b, case="strided")
### END HIDDEN TESTS

# %% [markdown] prose="after-lstm_step" covers=["rnn-vs-transformer"]
# **What just happened.** Your step reads two sentences with weights set by hand: two units, one for the
# subject's *number*, one that notes that a *subject was seen* and then shuts the first one's input
# gate. *The keys to the old cabinet in the hall* ... **are** or **is**? Step to the last word and read
# the memory. Then lower the forget gate's bias: at which value is the number wrong before the verb, and
# where does the wrong one come from? (Trained LSTMs do find such units: Lakretz et al. 2019,
# [arXiv:1903.07435](https://arxiv.org/abs/1903.07435).)

# %% show="number-memory" covers=["rnn-vs-transformer"]
singular, plural = ["key", "cabinet", "hall"], ["keys", "cabinets", "halls"]
examples = {}
for text in [
    "The keys to the old cabinet in the hall",
    "The key to the old cabinets in the halls",
]:
    tokens = text.split()
    kinds = [[word in singular, word in plural] for word in tokens]
    examples[f"The {tokens[1]} ..."] = tokens, torch.tensor(kinds).float()
# columns: two each for input, forget, candidate, output
w_x = torch.tensor([[8.0, 8, 0, 0, -3, 3, 0, 0], [8.0, 8, 0, 0, 3, 3, 0, 0]])
w_h = torch.zeros(2, 8)
w_h[1, 0] = -16  # a subject was seen: shut the input gate of its number
b = torch.tensor([-4.0, -4, 4, 4, 0, 0, 4, 4])
options = {"units": ["number", "subject seen"], "title": "Singular or plural?"}
options["reading"] = ["singular", "nothing", "plural"]
GateSteps(yours(lstm_step), examples, w_x, w_h, b, **options)

# %% [markdown] prose="gru_step" covers=["rnn-vs-transformer"]
# ## 1.7 Two doors are enough  ★★☆ · 10 min · 4 points
#
# The GRU (Cho et al. 2014, [arXiv:1406.1078](https://arxiv.org/abs/1406.1078)) has no cell of its own.
# Compute two sums, $u = x W_x + b_x$ and $v = h W_h + b_h$, each with three pieces: reset, update,
# candidate. Then
#
# $$r = \sigma(u_r + v_r) \qquad z = \sigma(u_z + v_z)$$
# $$n = \tanh(u_n + r \odot v_n) \qquad h' = (1 - z) \odot n + z \odot h$$
#
# That is torch's form: the reset gate comes *after* the product with $W_h$. The paper has it before.
#
# <details><summary>Hint 1</summary>Keep the two sums apart: for the candidate they are not simply added.</details>
# <details><summary>Hint 2</summary>Cut both with `chunk(3, dim=-1)`; add the first pieces for r, the second for z.</details>
# <details><summary>Hint 3</summary>z = 1 keeps the old state as it is. The bias of v's third piece lies inside the product with r.</details>

# %% exercise="gru_step" forbid=["gru_cell", "GRUCell", "GRU", "gru"] reference="llmcourse.models.recurrent.gru_step"
def gru_step(
    x: Float[Tensor, "batch d_in"],
    h: Float[Tensor, "batch d_model"],
    w_x: Float[Tensor, "d_in 3*d_model"],
    w_h: Float[Tensor, "d_model 3*d_model"],
    b_x: Float[Tensor, "3*d_model"],
    b_h: Float[Tensor, "3*d_model"],
) -> Float[Tensor, "batch d_model"]:
    """One step of a GRU: the next hidden state.

    The columns of the weights belong to reset, update and candidate,
    d_model each.
    """
    ### BEGIN SOLUTION
    u_r, u_z, u_n = (x @ w_x + b_x).chunk(3, dim=-1)
    v_r, v_z, v_n = (h @ w_h + b_h).chunk(3, dim=-1)
    r, z = (u_r + v_r).sigmoid(), (u_z + v_z).sigmoid()
    n = (u_n + r * v_n).tanh()
    return (1 - z) * n + z * h
    ### END SOLUTION

# %% check="gru_step"
check(gru_step)

# %% test="gru_step" points=4 covers=["rnn-vs-transformer"]
# Graded: agreement with torch.nn.GRUCell, batches of one and more, gates
# fully open or shut, gradients, single and double precision, any order in
# memory, inputs unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(gru_step, *inputs)

def verdict(judge):
    def inputs(batch, d_in, d_model, scale=1.0):
        three = 3 * d_model
        states = judge.normal(batch, d_in, scale=scale), judge.normal(batch, d_model, scale=scale)
        weights = judge.normal(d_in, three), judge.normal(d_model, three)
        return *states, *weights, judge.normal(three), judge.normal(three)

    for name, batch, d_in, d_model in [
        ("one sentence", 1, 4, 2),
        ("one unit", 2, 1, 1),
        ("wide input", 2, 7, 3),
        ("four sentences", 4, 2, 5),
        ("square", 3, 3, 3),
    ]:
        judge.same(probe, recurrent.gru_step, *inputs(batch, d_in, d_model), case=name)
        double = [part.double() for part in inputs(batch, d_in, d_model, scale=5.0)]
        judge.same(probe, recurrent.gru_step, *double, case=f"{name}, double precision")
    x, h, w_x, w_h, b_x, b_h = (part.double() for part in inputs(3, 4, 5))
    theirs = torch.nn.GRUCell(4, 5, dtype=torch.float64)
    with torch.no_grad():
        for ours, name in [(w_x.T, "weight_ih"), (w_h.T, "weight_hh"), (b_x, "bias_ih"), (b_h, "bias_hh")]:
            getattr(theirs, name).copy_(ours)
        expected = theirs(x, h)
    judge.equal(judge.ask(probe, x, h, w_x, w_h, b_x, b_h)["value"], expected, check="torch.nn.GRUCell")
    huge = [400 * part.double() for part in inputs(3, 4, 5)]
    judge.equal(judge.ask(probe, *huge)["value"], recurrent.gru_step(*huge), check="huge sums")
    turned = [judge.strided(part) for part in (x, h, w_x, w_h)]
    judge.same(probe, recurrent.gru_step, *turned, b_x, b_h, case="strided")
### END HIDDEN TESTS

# %% [markdown] prose="memory" covers=["rnn-vs-transformer"]
# **What just happened.** In theory a recurrent network's context is unlimited: nothing cuts it off.
# Here is what random, untrained cells keep of it. Two sentences differ in their *first* word only; how
# far apart are the hidden states some words later? The scale is logarithmic: a straight line loses the
# same share with every word. What is far is not cut off, it fades. A forget gate with a bias of 1 fades
# slower (Jozefowicz et al. [2015](https://proceedings.mlr.press/v37/jozefowicz15.html) advise it), and
# training does better still. But trained LSTM language models were found to use some 200 words of
# context, and word order only within the nearest 50 (Khandelwal et al. 2018,
# [arXiv:1805.04623](https://arxiv.org/abs/1805.04623)).

# %% show="memory" covers=["rnn-vs-transformer"]
d, times, curves = 32, [1, 8, 16, 24, 32, 40, 48], {}
torch.manual_seed(4)
w_x, w_h = (torch.rand(2, d, 4 * d).double() * 2 - 1) / d**0.5
first, rest = torch.randn(2, d).double(), torch.randn(max(times), 1, d).double()
texts = [first, *rest.expand(-1, 2, -1)]  # two, different in the first word

for name, forget in [("LSTM", 0.0), ("LSTM, forget bias 1", 1.0)]:
    b = torch.zeros(4, d).double()
    b[1] = forget
    h = c = torch.zeros(2, d).double()
    apart = []
    for x in texts:
        h, c = yours(lstm_step)(x, h, c, w_x, w_h, b.flatten())
        apart.append((h[0] - h[1]).norm().item())
    curves[name] = [apart[t] for t in times]

h, b, apart = torch.zeros(2, d).double(), torch.zeros(3 * d).double(), []
for x in texts:
    h = yours(gru_step)(x, h, w_x[:, : 3 * d], w_h[:, : 3 * d], b, b)
    apart.append((h[0] - h[1]).norm().item())
curves["GRU"] = [apart[t] for t in times]
axes = {"x_title": "words later", "y_title": "distance", "log_y": True}
charts.lines(times, curves, title="How much of the first word is left", **axes)

# %% [markdown] prose="layer_flops" covers=["rnn-vs-transformer"]
# ## 1.8 Count the work  ★★★ · 12 min · 4 points
#
# Is a transformer less work, then? Count the FLOPs (a multiply and an add are two) of the matrix
# products of one layer that reads one sequence: an $(a, b)$ by $(b, c)$ product costs $2abc$. Input,
# states and output are $d$ wide.
#
# * `lstm`: at every step four gates, each from $x$ and from $h$.
# * `projections`: queries, keys, values and the output matrix, $(d, d)$ each.
# * `attention`: all scores, then all blends of the values.
# * `feed_forward`: from $d$ to $d_{ff}$ and back, for each token.
#
# <details><summary>Hint 1</summary>Write each as matrix products first, with their shapes. The length stands in all of them.</details>
# <details><summary>Hint 2</summary>The LSTM has (1, d) by (d, 4d) twice a step. The heads share the width, so they do not matter.</details>
# <details><summary>Hint 3</summary>Scores: (length, d) by (d, length). Blends: (length, length) by (length, d).</details>

# %% exercise="layer_flops" reference="llmcourse.models.recurrent.layer_flops"
def layer_flops(length: int, d_model: int, d_ff: int) -> dict[str, int]:
    """FLOPs of the matrix products of one layer on one sequence.

    A multiply-add counts as two. Keys: "lstm" for an LSTM layer;
    "projections", "attention" and "feed_forward" for a transformer layer.
    Biases, softmax and the like are left out, and a mask saves nothing.
    """
    ### BEGIN SOLUTION
    return {
        "lstm": length * 2 * (2 * d_model * 4 * d_model),
        "projections": 4 * 2 * length * d_model * d_model,
        "attention": 2 * 2 * length * length * d_model,
        "feed_forward": 2 * 2 * length * d_model * d_ff,
    }
    ### END SOLUTION

# %% check="layer_flops"
check(layer_flops)

# %% test="layer_flops" points=4 covers=["rnn-vs-transformer"]
# Graded: whole numbers, exactly, for all four parts and many sizes.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return layer_flops(*inputs)

def verdict(judge):
    sizes = [(1, 3, 5), (7, 4, 11), (128, 64, 256), (4096, 128, 100)]
    sizes += [(judge.integer(2, 99), judge.integer(2, 99), judge.integer(2, 99)) for _ in range(3)]
    for length, d_model, d_ff in sizes:
        expected = recurrent.layer_flops(length, d_model, d_ff)
        case = f"length {length}, d_model {d_model}, d_ff {d_ff}"
        judge.equal(judge.ask(probe, length, d_model, d_ff), expected, case=case)
### END HIDDEN TESTS

# %% [markdown] prose="timed" covers=["rnn-vs-transformer"]
# **What just happened.** Your counts beside the time that torch's own layers take on this machine, one
# sequence at a time. Read the columns downwards, where the length doubles:
#
# * **LSTM**: *linear* in length, FLOPs and time alike. But step $t$ needs the state of step $t-1$: as
#   many products as there are tokens, each too small to keep a machine busy, one after the other.
# * **Transformer**: projections and feed-forward are linear too; attention is *quadratic*, and takes
#   over when the sequence gets long. It is more work than the LSTM at every length. But no position
#   waits for another: a few large products do them all.
# * **GFLOP/s**, the work done in a second, says how well the machine is used. Compare the two columns.

# %% show="timed" covers=["rnn-vs-transformer"]
from torch.nn import TransformerEncoderLayer

from llmcourse.measure import best_seconds

d, lengths = scaled(512, 256), [32, 64, 128, 256, 512, 1024]
layers = {
    "LSTM": torch.nn.LSTM(d, d, batch_first=True),
    "transformer": TransformerEncoderLayer(d, 4, 4 * d, batch_first=True),
}
milliseconds = {name: [] for name in layers}
print("length          layer   MFLOP        ms  GFLOP/s")
for length in lengths:
    parts = yours(layer_flops)(length, d, 4 * d)
    flops = {"LSTM": parts.pop("lstm"), "transformer": sum(parts.values())}
    for name, layer in layers.items():
        ms = 1e3 * best_seconds(layer.eval(), torch.randn(1, length, d))
        milliseconds[name].append(ms)
        row = f"{flops[name] / 1e6:8.0f}{ms:10.2f}{flops[name] / ms / 1e6:9.1f}"
        print(f"{length:>6}{name:>15}{row}")
title = "Time of one layer on this machine"
axes = {"x_title": "length (tokens)", "y_title": "ms", "log_x": True, "log_y": True}
charts.lines(lengths, milliseconds, title=title, **axes)

# %% [markdown] prose="cores" covers=["rnn-vs-transformer"]
# Which layer is done first depends on width, length and machine. The next cell shows what decided the
# matter: the same two layers with one processor core, then with all. Work that can be shared out gets
# faster; waiting does not, and cores that wait for each other can even make it slower. A laptop has a
# few cores, a GPU thousands of small ones. (If other programs keep the cores busy, the clock says
# little: run it again later.)

# %% show="cores" covers=["rnn-vs-transformer"]
import os

from llmcourse.measure import best_seconds

d, before, cores = 256, torch.get_num_threads(), os.cpu_count()
for layer in [
    torch.nn.LSTM(d, d, batch_first=True),
    torch.nn.TransformerEncoderLayer(d, 4, 4 * d, batch_first=True),
]:
    ms = []
    for threads in (1, cores):
        torch.set_num_threads(threads)
        x = torch.randn(1, 256, d)
        ms.append(1e3 * best_seconds(layer.eval(), x, runs=scaled(30, 3)))
    print(f"{type(layer).__name__:>23}: {ms[0]:6.2f} ms on 1 core,", end="")
    print(f" {ms[1]:6.2f} ms on {cores}: {ms[0] / ms[1]:.1f} times as fast")
torch.set_num_threads(before)

# %% [markdown] prose="roles" covers=["rnn-vs-transformer"]
# ### Training and writing are two bills
#
# In *training* the whole text is there, so the transformer does all positions at once: the reason it
# won (Vaswani et al. 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762)). When it *writes*, one
# token at a time, the roles change. An LSTM needs the same work for token 10 and token 10,000 and
# carries one vector. A transformer must look back at all keys and values so far, more with every token,
# and keep them in memory.
#
# The whitepaper mentions, in passing, that **state-space models** try to have both. S4 (Gu et al. 2022,
# [arXiv:2111.00396](https://arxiv.org/abs/2111.00396)) and Mamba (Gu and Dao 2023,
# [arXiv:2312.00752](https://arxiv.org/abs/2312.00752)) carry a state like an RNN, but the state moves
# *linearly*, $h_t = a_t h_{t-1} + x_t$, without a tanh in between. Such a sum need not be computed in
# order: half of the terms, then half of the halves. Below, 1,024 steps in ten rounds. Since then, large
# models that mix both kinds of layer have appeared (Jamba,
# [arXiv:2403.19887](https://arxiv.org/abs/2403.19887)).

# %% show="scan" covers=["rnn-vs-transformer"]
a, x = 0.97, torch.randn(1024, dtype=torch.float64)
h, one_by_one = 0.0, []
for value in x.tolist():  # as an RNN must: each step waits for the last
    h = a * h + value
    one_by_one.append(h)

together, reach, rounds = x.clone(), 1, 0
while reach < len(x):  # each round, all at once, reaches twice as far back
    together[reach:] = together[reach:] + a**reach * together[:-reach]
    reach, rounds = 2 * reach, rounds + 1
difference = (together - together.new_tensor(one_by_one)).abs().max()
print(f"{len(x)} steps or {rounds} rounds; largest difference {difference:.1e}")

# %% [markdown] prose="abilities" covers=["llm-abilities-and-limits"]
# ## What they can do, and when
#
# People use large language models to translate, summarize, answer questions, write and explain code,
# classify, draft and converse. None of these was programmed; a model that predicts text well enough
# does them when the text asks for it, without an example (**zero-shot**, Radford et al.
# [2019](https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf))
# or after a few in the prompt (**few-shot**, Brown et al. 2020,
# [arXiv:2005.14165](https://arxiv.org/abs/2005.14165)). The whitepaper calls abilities that nobody
# trained directly *emergent*.
#
# Our models are small enough to watch it happen. The course's small transformer (0.8 million numbers)
# was saved at five moments of its training; here each answers the same new questions, with names and
# words it never met in training. Few questions each, so a point may be off by a quarter.

# %% show="abilities" covers=["llm-abilities-and-limits"]
sets = abilities.ability_sets(scaled(48, 5))
growth = abilities.growth()  # the drafter's name at each step
right = abilities.measure(list(growth.values()), sets)
axes = {"x_title": "training step", "y_title": "share right", "log_x": True}
title = "Which ability comes when: 0.8 million numbers"
charts.lines(list(growth), right, title=title, **axes)

# %% [markdown] prose="sizes" covers=["llm-abilities-and-limits"]
# Not all at once, and perhaps not all at all. Which comes first, which late or never at this size? What
# does it ask for: one word looked up, or several things held together? Beside it the larger model, with
# nine times as many numbers and the same kind of text:

# %% show="sizes" covers=["llm-abilities-and-limits"]
sets = abilities.ability_sets(scaled(48, 5))
right = abilities.measure(["draft-base", "main-base"], sets)
print(f"{'share right':>22}   0.8 million   7 million")
for ability, (smaller, larger) in right.items():
    print(f"{ability:>22}   {smaller:11.2f}   {larger:9.2f}")
item = sets["rule from 3 examples"].items[0]
print(f"\nOne of the questions, its rule to be guessed:\n{item.prompt}")
print(f"(right: {item.target})")

# %% [markdown] prose="few-shot" covers=["llm-abilities-and-limits"]
# **Few-shot** made visible: label words by made-up labels, such as 7 for clothes and *pong* for
# instruments, from categories that never served as labels in training. Without an example the answer
# cannot be known; with examples in the *prompt* it can be, and nothing in the model has changed.

# %% show="few-shot" covers=["llm-abilities-and-limits"]
shots, sets = [0, 2, 4, 8, 12], abilities.evaluation_sets(scaled(48, 5))
labels = {n: sets[f"labels, held-out categories, {n} shots"] for n in shots}
found = abilities.measure(["draft-base", "main-base"], labels)
smaller, larger = ([found[n][i] for n in shots] for i in (0, 1))
axes = {"x_title": "examples in the prompt", "y_title": "share right"}
curves = {"0.8 million": smaller, "7 million": larger}
title = "Learning from the prompt: made-up labels"
charts.lines(shots, curves, title=title, **axes)

# %% [markdown] prose="mirage" covers=["llm-abilities-and-limits"]
# ### Do abilities appear suddenly?
#
# Wei et al. 2022 ([arXiv:2206.07682](https://arxiv.org/abs/2206.07682)) call an ability *emergent* if
# small models do not have it and large ones do, so that no curve of the small ones foretells it.
# Schaeffer et al. 2023 ([arXiv:2304.15004](https://arxiv.org/abs/2304.15004)) answer that this often
# lies in the ruler: "all right or nothing" stays at 0 until every token of a long answer is right,
# while the probability of each token grows all along. Here are both rulers on the same answers, the
# second one by the score you built in 1.5. Both curves measure the same models.

# %% show="mirage" covers=["llm-abilities-and-limits"]
tests = abilities.ability_sets(scaled(48, 5))["rule from 3 examples"]
growth = abilities.growth()
rulers = {"answer all right": [], "probability of a right token": []}
for name in growth.values():
    model = load(name)
    rulers["answer all right"].append(abilities.share_right(model, tests))
    by = yours(continuation_score)
    probability = abilities.token_probability(model, tests, by)
    rulers["probability of a right token"].append(probability)
axes = {"x_title": "training step", "y_title": "share", "log_x": True}
title = "Two rulers for one ability: a rule from 3 examples"
charts.lines(list(growth), rulers, title=title, **axes)

# %% [markdown] prose="failures" covers=["llm-abilities-and-limits"]
# ## A failure gallery
#
# Our larger model, at its best, and wrong. For each failure: what you see here, and what is known of
# models a million times its size.
#
# **1. Sums without a scratch pad.** The same stories, answered at once or step by step. One token's
# worth of computation must do for "at once"; written steps are a memory (Wei et al. 2022,
# [arXiv:2201.11903](https://arxiv.org/abs/2201.11903)). Our model's training text had up to twelve
# steps.

# %% show="sums" covers=["llm-abilities-and-limits"]
lengths = scaled([1, 2, 4, 8, 13], [1, 4])
sets = abilities.evaluation_sets(scaled(24, 3))
kinds = {"at once": "direct", "step by step": "step by step"}
asked = {
    (name, n): sets[f"sums, {n} steps, {kind}, base"]
    for name, kind in kinds.items()
    for n in lengths
}
right = abilities.measure(["main-base"], asked)
curves = {name: [right[name, n][0] for n in lengths] for name in kinds}
axes = {"x_title": "steps in the story", "y_title": "share right"}
title = "Stories with numbers: 7 million numbers"
charts.lines(lengths, curves, title=title, **axes)

# %% [markdown] prose="invented" covers=["llm-abilities-and-limits"]
# **2. Things that are not.** There is no Blarbo. A model completes the sentence all the same, in the
# tone of a fact: it **hallucinates** (a survey: Ji et al. 2023,
# [arXiv:2202.03629](https://arxiv.org/abs/2202.03629)). Fine-tuning can teach it to say that it does
# not know, for the kinds of question it was taught. The last question is a *long chain*, six hops to be
# followed at once: it answers just as readily as for one hop.

# %% show="invented" covers=["llm-abilities-and-limits"]
base, instruct = load("main-base"), load("main-instruct")
for name in ["Peru", "Blarbo", "Atlantis"]:
    guess = generate(base, f"The capital of {name} is", max_tokens=4)
    sure = math.exp(guess.tokens[0].logprob)
    question = f"What is the capital of {name}?"
    answer = reply(instruct, question, max_tokens=12).text
    print(f"{name:>9}, base: {guess.text!r} (first token {sure:.2f});", end="")
    print(f" instruct: {answer!r}")
chain = abilities.evaluation_sets(1)["chains, 6 hops, direct, base"].items[0]
print("\n" + chain.prompt.replace(". ", ".\n   "), end="")
print(generate(base, chain.prompt, max_tokens=6, stop=("\n",)).text)
print(f"(right: {chain.target})")

# %% [markdown] prose="bias" covers=["llm-abilities-and-limits"]
# **3. Bias.** A model repeats the proportions of its text, fair or not. Here is the whole mechanism on
# a table counted from ten sentences for each job. And it can get worse than the text: taking the
# *likeliest* word each time turns 80 % into 100 % (bias amplified: Zhao et al. 2017,
# [arXiv:1707.09457](https://arxiv.org/abs/1707.09457)).

# %% show="bias" covers=["llm-abilities-and-limits"]
base, rows = load("main-base"), []
for job, n_she in [("nurse", 8), ("pilot", 2)]:
    for who in ["she"] * n_she + ["he"] * (10 - n_she):
        rows.append(f"the {job} said that {who} was late".split())
table = given.smoothed(given.ngram_counts(rows, 5), given.vocabulary(rows), 0)
drawn = [given.sample(table, 5, seed) for seed in range(1000)]
for job in ["nurse", "pilot"]:
    after = table["the", job, "said", "that"]
    pronouns = [said[4] for said in drawn if said[1] == job]
    print(f"{job}: she in the table {after['she']:.2f},", end="")
    share = pronouns.count("she") / len(pronouns)
    print(f" in drawn text {share:.2f},", end="")
    print(f" always the likeliest: {max(after, key=after.get)!r}")
    prompt = f"The {job} was thirsty because"
    for who in ["she", "he"]:
        share = math.exp(given.text_score(base, prompt, who))
        print(f"       the transformer after {prompt!r}: {who} {share:.3f}")

# %% [markdown] prose="alignment" covers=["llm-abilities-and-limits"]
# **4. Conversation, and what people want.** A base model continues text; it does not talk *with* you.
# Ask it a question, and it may go on with more questions. The same model after fine-tuning answers, and
# refuses some things, others wrongly. Making a model do what people intend is called **alignment**
# (Ouyang et al. 2022, [arXiv:2203.02155](https://arxiv.org/abs/2203.02155)); it changes what a model
# tends to say, not what it knows. Two later lessons do it.

# %% show="alignment" covers=["llm-abilities-and-limits"]
base, instruct = load("main-base"), load("main-instruct")
for question in [
    "How are you today?",
    "Why is the sky blue?",
    "Say something mean about my neighbor.",
]:
    print(question)
    print(f"   base:     {generate(base, question, max_tokens=16).text!r}")
    print(f"   instruct: {reply(instruct, question, max_tokens=24).text!r}")

# %% [markdown] prose="large" covers=["llm-abilities-and-limits"]
# ### What of it is true of large models?
#
# | failure | here | in large models |
# | --- | --- | --- |
# | mathematics | fails at once, does better step by step, up to the trained length | far better, same pattern: accuracy falls with the number of steps to combine (Dziri et al. 2023, [arXiv:2305.18654](https://arxiv.org/abs/2305.18654)), and with changed numbers or an added clause that does not matter (Mirzadeh et al. 2024, [arXiv:2410.05229](https://arxiv.org/abs/2410.05229)); calculators and verifiers help (Cobbe et al. 2021, [arXiv:2110.14168](https://arxiv.org/abs/2110.14168)) |
# | hallucination | invents capitals | rarer, more plausible, so harder to notice; larger models even repeated *more* popular falsehoods (Lin et al. 2021, [arXiv:2109.07958](https://arxiv.org/abs/2109.07958)); one reason: tests reward guessing over "I do not know" (Kalai et al. 2025, [arXiv:2509.04664](https://arxiv.org/abs/2509.04664)) |
# | bias and toxicity | proportions of the text | documented for jobs and groups of people (Sheng et al. 2019, [arXiv:1909.01326](https://arxiv.org/abs/1909.01326)); toxic text even after harmless prompts (Gehman et al. 2020, [arXiv:2009.11462](https://arxiv.org/abs/2009.11462)); our corpus holds no toxic text, so our models show none |
# | conversation | loses the thread at once | fluent, so fluent that people trust it too much; tuned to please, it may agree with what is false (Sharma et al. 2023, [arXiv:2310.13548](https://arxiv.org/abs/2310.13548)) |
# | alignment | refuses by pattern, wrongly at times | better, and can be talked out of it (Wei et al. 2023, [arXiv:2307.02483](https://arxiv.org/abs/2307.02483)) |
#
# What does **not** carry over: our models know next to nothing and were trained on one generated
# grammar. That they fail on a question typed by you says little about large models. That the
# *mechanisms* above fail says more.

# %% [markdown] prose="recap"
# ## What you have now
#
# * A **language model** gives each next token a probability; products of these score any text, and
#   draws from them write one.
# * An **n-gram table** is the simplest: count, smooth, done. It sees $n-1$ words, and most of what it
#   is asked it has never seen.
# * **Perplexity** says how unsure a model is on new text. Add logarithms, never multiply probabilities.
# * **LSTM and GRU** carry a state through gates: linear in length, unlimited in theory, fading in
#   practice, and one step after the other.
# * A **transformer** sees all positions at once: more work, quadratic in length, and far better use of
#   the machine. State-space models look for the best of both.
# * **Abilities** come with size and training in different order; whether they jump depends on the
#   ruler. And a likely answer is not a true one.
#
# The whitepaper speaks of "words" where models have tokens, takes emergent abilities as given, where
# the debate above was open when it was written, and gives attention's cost as quadratic, which is right
# for time; the *memory* need not be, as the lesson on fast inference shows. To submit, choose *Nbgrader
# → Assignment List*, or hand in this file. Visible tests that pass are a good sign; hidden tests on
# fresh numbers decide.
#
# **Further:** Bengio et al. 2003, *A Neural Probabilistic Language Model*
# ([JMLR](https://www.jmlr.org/papers/v3/bengio03a.html)) · Liu et al. 2024, n-grams of any length over
# five trillion tokens, [arXiv:2401.17377](https://arxiv.org/abs/2401.17377) · Jurafsky and Martin,
# *Speech and Language Processing*, chapter 3 ([draft](https://web.stanford.edu/~jurafsky/slp3/)).

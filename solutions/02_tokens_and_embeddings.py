# %% [markdown] prose="title" release=1
# # 2 · Tokens and embeddings
#
# A language model never sees a letter. Before the first layer, text goes through four steps, and the
# whitepaper *Foundational Large Language Models & Text Generation* names them in this order:
#
# 1. **normalization** makes equal texts equal,
# 2. **tokenization** cuts them into pieces and gives each piece a number,
# 3. **embedding** looks up a vector for each number,
# 4. **positional encoding** says where each vector stands.
#
# In this lesson you build every step, with the real algorithms: your byte-pair encoding learns the same
# merges as Hugging Face's `tokenizers`, your encoder gives the very ids that this course's own model was
# trained on, and your rotary positions are the ones in Llama. Ten short exercises, about 105 minutes,
# 34 points. "Run All" works at any time; where your code is not ready yet, the pictures use the
# course's and say so.

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
import unicodedata
from itertools import pairwise

import torch
from jaxtyping import Float, Int
from torch import Tensor

# The finished parts that an exercise builds on:
from llmcourse.models import subwords as given

Symbols = tuple[str, ...]  # a word, cut into symbols: ("l", "o", "w")
Pair = tuple[str, str]  # two neighbors: ("l", "o")

# %% show="tools"
from llmcourse.budget import scaled
from llmcourse.checks import lesson
from llmcourse.widgets import EmbeddingMap, NormalizationExplorer, charts
from llmcourse.widgets import PositionExplorer, RotaryExplorer, TokenizerExplorer

check, yours = lesson("02_tokens_and_embeddings")

# %% [markdown] prose="same-look" covers=["text-normalization"]
# ## Two texts that look the same
#
# Vietnamese writes *ế* with two marks on one letter. Unicode can store that as one character, or as
# three: *e*, a circumflex, an acute. Both are correct, both look alike on screen, and keyboards, phones
# and web pages produce both. To a program they are different texts, and to a model different tokens.

# %% show="same-look" covers=["text-normalization"]
composed = unicodedata.normalize("NFC", "Tiếng Việt")
decomposed = unicodedata.normalize("NFD", "Tiếng Việt")
print(composed, "==", decomposed, "->", composed == decomposed)
for text in [composed, decomposed]:
    print(len(text), "characters:", " ".join(f"{ord(c):04X}" for c in text))

# %% [markdown] prose="normalize" covers=["text-normalization"]
# ## 2.1 One text, one spelling  ★★☆ · 10 min · 3 points
#
# Unicode's standard defines the forms: **NFD** takes every character apart, **NFC** puts together what
# can be put together ([UAX #15](https://www.unicode.org/reports/tr15/)). Choose NFC, and make any run of
# white space one space.
#
# Accents may be stripped too, if somebody asks: it makes search forgiving, and it makes *má* (mother),
# *mạ* (rice seedling) and *mã* (horse) the same word. So it is off unless asked for.
#
# <details><summary>Hint 1</summary>`unicodedata.normalize("NFC", text)` does the first part; `text.split()` knows every kind of white space.</details>
# <details><summary>Hint 2</summary>An accent can be dropped only while it is a character of its own: take the text apart first.</details>
# <details><summary>Hint 3</summary>In NFD, keep the characters whose `unicodedata.category(c)` is not "Mn" (mark, nonspacing). NFC comes after that: it also puts other things together again, such as Korean syllables.</details>

# %% exercise="normalize" reference="llmcourse.models.subwords.normalize"
def normalize(text: str, keep_accents: bool = True) -> str:
    """The text in NFC, with one space between words and none at the ends.

    With keep_accents=False all combining marks (category Mn) are dropped too.
    Letters that only look accented, such as đ and ø, have no mark to drop and
    stay; so does the case.
    """
    ### BEGIN SOLUTION
    if not keep_accents:
        apart = unicodedata.normalize("NFD", text)
        text = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    return " ".join(unicodedata.normalize("NFC", text).split())
    ### END SOLUTION

# %% check="normalize"
check(normalize)

# %% test="normalize" points=3 covers=["text-normalization"]
# Graded: composed and decomposed input, all kinds of white space, with and
# without accents, letters of other scripts left whole.
### BEGIN HIDDEN TESTS
def probe(texts, keep_accents):
    return [normalize(text, keep_accents) for text in texts]

def probe_default(text):
    return normalize(text)

def verdict(judge):
    words = ["Tiếng", "Việt", "đường", "phở", "Ångström", "ĐÀ", "naïve", "café", "ñandú", "Žižek"]
    others = ["한국어", "ﬁn", "x²", "Straße", "日本", "Ⅳ", "\uff21", "ｶﾞ", "😀", "søt", "№5"]
    spaces = [" ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u3000", " \u2009 ", "\u2028"]
    for name, form in [("composed", "NFC"), ("decomposed", "NFD"), ("mixed", None)]:
        texts = []
        for _ in range(6):
            parts = [*judge.draw(words, 4), *judge.draw(others, 4)]
            parts = judge.draw(parts, len(parts))
            forms = [form or judge.draw(["NFC", "NFD"], 1)[0] for _ in parts]
            parts = [unicodedata.normalize(f, p) for f, p in zip(forms, parts, strict=True)]
            gaps = [judge.draw(spaces, 1)[0] for _ in parts]
            texts.append("".join(gap + part for gap, part in zip(gaps, parts, strict=True)) + gaps[0])
        for keep in (True, False):
            expected = [given.normalize(text, keep) for text in texts]
            case = f"{name}, {'with' if keep else 'without'} accents"
            judge.equal(judge.ask(probe, texts, keep), expected, case=case)
    edges = ["", " \n ", "a", "\u212b", "e\u0323\u0302", "e\u0302\u0323", "q\u0303", "đ", "한"]
    for keep in (True, False):
        expected = [given.normalize(text, keep) for text in edges]
        judge.equal(judge.ask(probe, edges, keep), expected, case=f"short texts, {keep}")
    judge.equal(judge.ask(probe_default, "ca\u0301  phe\u0302"), "cá phê", case="the default")
### END HIDDEN TESTS

# %% [markdown] prose="after-normalize" covers=["text-normalization"]
# **What just happened.** Below, each box is one character with its code point. Compare the forms; the
# last row is what your function makes of the sample. Watch *đ*: it is a letter, not a *d* with a mark.
#
# The whitepaper lists removing accents as an ordinary step. BERT's uncased models did so
# ([their README](https://github.com/google-research/bert)); models that write must keep accents, and
# GPT-2, Llama and their like change next to nothing before tokenizing.

# %% show="normalize" covers=["text-normalization"]
NormalizationExplorer(yours(normalize), title="Before and after normalization")

# %% [markdown] prose="pieces" covers=["tokenization-bpe"]
# ## Neither letters nor words
#
# Give every *word* a number, and the list is endless: a name, a typing error, a new verb is unknown.
# Give every *letter* a number, and texts become long, while attention's cost grows with the square
# of the length. **Subwords** are the compromise: frequent words stay whole, rare ones fall into pieces, and nothing is unknown.
#
# *Byte-pair encoding* (BPE) was a compression trick before Sennrich et al. 2016
# ([arXiv:1508.07909](https://arxiv.org/abs/1508.07909)) cut words with it. It starts from single symbols
# and joins the most frequent pair of neighbors, again and again. Their example has four words:

# %% setup="words"
often = {"low": 5, "lower": 2, "newest": 6, "widest": 3}
words = {tuple(word): times for word, times in often.items()}

# %% show="by-hand" covers=["tokenization-bpe"]
now = words
for _ in range(5):
    counts = given.count_pairs(now)
    pair = given.train_bpe(now, 1)[0]
    now = {given.merge_pair(word, pair): times for word, times in now.items()}
    cut = "  ".join("·".join(word) for word in now)
    print(f"{'+'.join(pair):>6} stood {counts[pair]} times: {cut}")

# %% [markdown] prose="count_pairs" covers=["tokenization-bpe"]
# ## 2.2 Who stands beside whom?  ★☆☆ · 6 min · 2 points
#
# A corpus is stored as its distinct words and how often each occurs: *newest* six times is one entry,
# `("n", "e", "w", "e", "s", "t"): 6`. So a pair inside it counts six times. Pairs do not reach
# over the end of a word: that is why tokenizers first cut text into words.
#
# From here on `given` holds the finished part of every exercise up to 2.6. Use the parts of *other*
# exercises freely; your own is refused.
#
# <details><summary>Hint 1</summary>Two loops: over the words, and over the neighbors within a word.</details>
# <details><summary>Hint 2</summary>`pairwise(symbols)` walks over neighbors, as `zip(symbols, symbols[1:])` does. In "aaa" that gives the pair twice, and so it should.</details>
# <details><summary>Hint 3</summary>`counts[pair] = counts.get(pair, 0) + times`</details>

# %% exercise="count_pairs" reference="llmcourse.models.subwords.count_pairs"
def count_pairs(words: dict[Symbols, int]) -> dict[Pair, int]:
    """How often each pair of neighbors stands in the words.

    `words` maps each word to how often it occurs.
    """
    ### BEGIN SOLUTION
    counts = {}
    for symbols, times in words.items():
        for pair in pairwise(symbols):
            counts[pair] = counts.get(pair, 0) + times
    return counts
    ### END SOLUTION

# %% check="count_pairs"
check(count_pairs)

# %% test="count_pairs" points=2 covers=["tokenization-bpe"]
# Graded: words of one symbol, the same pair twice in a word, symbols of
# several letters, accents.
### BEGIN HIDDEN TESTS
def probe(words):
    counts = count_pairs(words)
    return dict(counts) if isinstance(counts, dict) else counts, words

def verdict(judge):
    def ask(words):
        return judge.ask(probe, words)

    judge.equal(ask({}), ({}, {}), case="no words")
    single = {("a",): 3, ("a", "a", "a"): judge.integer(2, 9), ("é",): 1}
    judge.equal(ask(single), (given.count_pairs(single), single), case="one letter")
    for name, symbols in [
        ("letters", ["a", "b", "c", "đ", "é", "虎"]),
        ("longer symbols", ["lo", "w", "er", "low", "e", "r"]),
        ("two letters", ["a", "b"]),
    ]:
        words = {}
        for _ in range(7):
            word = [judge.draw(symbols, 1)[0] for _ in range(judge.integer(2, 8))]
            words[tuple(word)] = judge.integer(2, 40)
        judge.equal(ask(words), (given.count_pairs(words), words), case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-count_pairs" covers=["tokenization-bpe"]
# **What just happened.** Your counts for the four words. Two pairs lead with 9: which one is joined
# first? Nothing in the idea of BPE says. Exercise 2.4 has to.

# %% show="counted" covers=["tokenization-bpe"]
counts = yours(count_pairs)(words)
for pair, count in sorted(counts.items(), key=lambda entry: -entry[1])[:8]:
    print(f"{'+'.join(pair)}  {count:2d}  {'#' * count}")

# %% [markdown] prose="merge_pair" covers=["tokenization-bpe"]
# ## 2.3 Join the pair  ★☆☆ · 8 min · 3 points
#
# Joining goes from left to right, and a symbol that was just used up is gone: in `a a a` the pair *a a*
# is joined once, into `aa a`. And symbols are what counts, not letters: `("lo", "w")` does not
# hold the pair `("l", "o")`, though it holds the letters.
#
# <details><summary>Hint 1</summary>Walk with an index. Where the pair stands, put the joined symbol out and go on two further.</details>
# <details><summary>Hint 2</summary>`symbols[i : i + 2] == pair` compares two tuples, and is False at the last symbol.</details>
# <details><summary>Hint 3</summary>A `while i < len(symbols)` loop; collect in a list, return a tuple.</details>

# %% exercise="merge_pair" reference="llmcourse.models.subwords.merge_pair"
def merge_pair(symbols: Symbols, pair: Pair) -> Symbols:
    """The symbols with each occurrence of the pair joined, from left to right."""
    ### BEGIN SOLUTION
    merged, i = [], 0
    while i < len(symbols):
        step = 2 if symbols[i : i + 2] == pair else 1
        merged.append("".join(symbols[i : i + step]))
        i += step
    return tuple(merged)
    ### END SOLUTION

# %% check="merge_pair"
check(merge_pair)

# %% test="merge_pair" points=3 covers=["tokenization-bpe"]
# Graded: no occurrence, several, at both ends, overlapping ones, symbols of
# several letters.
### BEGIN HIDDEN TESTS
def probe(questions):
    return [merge_pair(symbols, pair) for symbols, pair in questions]

def verdict(judge):
    for name, alphabet, longest in [
        ("two letters", ["a", "b"], 9),
        ("one letter", ["a"], 9),
        ("longer symbols", ["a", "b", "ab", "ba", "aa"], 9),
        ("regular expressions and accents", [".", "*", "(", "é", "ế", "\\"], 7),
    ]:
        questions = []
        for _ in range(25):
            length = judge.integer(1, longest)
            symbols = tuple(judge.draw(alphabet, 1)[0] for _ in range(length))
            pair = judge.draw(alphabet, 1)[0], judge.draw(alphabet, 1)[0]
            questions.append((symbols, pair))
        questions += [(("a",), ("a", "a")), (("b", "a", "b"), ("a", "b")), ((), ("a", "b"))]
        questions += [(("a", "bc", "ab", "c"), ("ab", "c")), (("ab", "c"), ("a", "bc"))]
        expected = [given.merge_pair(*question) for question in questions]
        answers = judge.ask(probe, questions)
        judge.equal(answers, expected, case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-merge_pair"
# **What just happened.** Your function joins *e* and *s*, then *es* and *t*, then *l* and *o*. Each line is
# one word; the ending of the superlative has become a symbol of its own, though nobody knows grammar here.

# %% show="merged"
for symbols in words:
    steps = [symbols]
    for pair in [("e", "s"), ("es", "t"), ("l", "o")]:
        steps.append(yours(merge_pair)(steps[-1], pair))
    print("   ".join("·".join(step) for step in steps))

# %% [markdown] prose="train_bpe" covers=["tokenization-bpe"]
# ## 2.4 Train it  ★★★ · 15 min · 5 points
#
# Count, join the best pair everywhere, repeat. Only ties need a rule, and every library has its own. Do
# it as `tokenizers` does, by **ids**: single symbols get ids 0, 1, 2 ... in order of their code points
# (as `sorted` puts them), each new token the next id. Among the most frequent pairs the one
# with the lowest *left* id wins, then the one with the lowest *right* id. So an old token goes before
# a new one, whatever the alphabet says.
#
# <details><summary>Hint 1</summary>Keep a list: `sorted` distinct symbols first, each new token appended. A token's id is its index.</details>
# <details><summary>Hint 2</summary>Each round: `given.count_pairs(words)`, choose, then a *new* dictionary of words with `given.merge_pair`. Stop when no pair is left.</details>
# <details><summary>Hint 3</summary>Python compares tuples part by part: `min(counts, key=lambda pair: (-counts[pair], ids.index(pair[0]), ids.index(pair[1])))`.</details>

# %% exercise="train_bpe" forbid=["tokenizers", "BpeTrainer", "train_from_iterator"] reference="llmcourse.models.subwords.train_bpe"
def train_bpe(words: dict[Symbols, int], n_merges: int) -> list[Pair]:
    """The first n_merges merges, in order; fewer if no pair is left.

    The most frequent pair is joined; a tie goes to the lowest id on the left,
    then on the right. The dictionary `words` stays as it is.
    """
    ### BEGIN SOLUTION
    tokens = sorted({symbol for word in words for symbol in word})
    merges = []
    while len(merges) < n_merges and (counts := given.count_pairs(words)):
        ids = {token: id for id, token in enumerate(tokens)}
        best = min(counts, key=lambda pair: (-counts[pair], ids[pair[0]], ids[pair[1]]))
        merges.append(best)
        tokens.append("".join(best))
        words = {given.merge_pair(word, best): times for word, times in words.items()}
    return merges
    ### END SOLUTION

# %% check="train_bpe"
check(train_bpe)

# %% test="train_bpe" points=5 covers=["tokenization-bpe"]
# Graded: the merges in order, on corpora full of ties, with accents, emoji and
# bytes; corpora that run out of pairs; the words left unchanged.
### BEGIN HIDDEN TESTS
def probe(corpora, n_merges):
    return [train_bpe(words, n_merges) for words in corpora], corpora

def verdict(judge):
    def corpus(alphabet, n_words, longest, often):
        words = {}
        for _ in range(n_words):
            word = [judge.draw(alphabet, 1)[0] for _ in range(judge.integer(1, longest))]
            words[tuple(word)] = judge.integer(1, often)
        return words

    for name, alphabet, n_merges, often in [
        ("ties", "abcd", 12, 1),
        ("two letters", "ab", 8, 2),
        ("counts that differ", "bdace", 6, 9),
        ("accents and emoji", "zaéế😀", 9, 2),
        ("until no pair is left", "abc", 200, 2),
        ("no merge at all", "abc", 0, 2),
    ]:
        corpora = [corpus(alphabet, 6, 8, often) for _ in range(8)]
        expected = [given.train_bpe(words, n_merges) for words in corpora]
        merges, after = judge.ask(probe, corpora, n_merges)
        judge.equal(merges, expected, case=name)
        judge.equal(after, corpora, check="words unchanged", case=name)
    bytes_ = {tuple(given.as_bytes(w)): n for w, n in [("việt", 2), (" tiếng", 3), (" Việt", 2)]}
    merges, _ = judge.ask(probe, [bytes_, {}, {("a",): 4}], 20)
    expected = [given.train_bpe(bytes_, 20), [], []]
    judge.equal(merges, expected, case="bytes, no words, no pairs")
### END HIDDEN TESTS

# %% [markdown] prose="after-train_bpe" covers=["tokenization-bpe"]
# **What just happened.** Your trainer runs on stories from the corpus of this course's own models, cut
# into words that keep the space before them. Two more ideas of real tokenizers are in it. The symbols
# are **bytes**: UTF-8 makes any text out of 256 of them, so nothing is ever unknown (Radford et al. 2019,
# the GPT-2 report). And each byte is written as one printable character, a space as *Ġ*, so that
# your code need not know. The last line holds your merges against those of the library.

# %% show="trained" covers=["tokenization-bpe"]
from tokenizers import Tokenizer, models, trainers

from llmcourse.data.draw import Draw
from llmcourse.data.families import stories

draw = Draw("lesson 2")
texts = [stories.document(draw) for _ in range(150)]
story_words = given.word_counts(texts)
merges = yours(train_bpe)(story_words, scaled(300, 150))
size = len({symbol for word in story_words for symbol in word}) + len(merges)
repeated = ["".join(word) for word, n in story_words.items() for _ in range(n)]
options = {"vocab_size": size, "show_progress": False}
theirs = Tokenizer(models.BPE())
theirs.train_from_iterator(repeated, trainers.BpeTrainer(**options))
print("first:", " ".join("".join(pair) for pair in merges[:12]))
print("last: ", " ".join("".join(pair) for pair in merges[-12:]))
print("the same as tokenizers':", merges == given.learned(theirs)[0])

# %% [markdown] prose="bpe_encode" covers=["tokenization-bpe"]
# ## 2.5 Encode by rank  ★★☆ · 10 min · 4 points
#
# A new word is cut with the *learned* merges, in the order of training: of all pairs in the word, join the
# one that was learned first, and look again, until none of them was learned. That is not the same as
# taking the longest token that fits. In the end each token becomes its number in the vocabulary.
#
# <details><summary>Hint 1</summary>`rank = {pair: i for i, pair in enumerate(merges)}`: the smaller, the earlier.</details>
# <details><summary>Hint 2</summary>Each round takes the pair with the smallest rank among `pairwise(symbols)`, and `given.merge_pair` joins it.</details>
# <details><summary>Hint 3</summary>`min(pairs, key=lambda pair: rank.get(pair, float("inf")))`; stop if even the best pair has no rank, or if one symbol is left.</details>

# %% exercise="bpe_encode" forbid=["tokenizers"] reference="llmcourse.models.subwords.bpe_encode"
def bpe_encode(
    word: str, merges: list[Pair], vocabulary: dict[str, int]
) -> list[int]:
    """Token ids of one word. `merges` stand in the order of training.

    Every character is in the vocabulary, and so is every merged token; its ids
    are in no particular order.
    """
    ### BEGIN SOLUTION
    symbols, rank = tuple(word), {pair: i for i, pair in enumerate(merges)}
    while len(symbols) > 1:
        best = min(pairwise(symbols), key=lambda pair: rank.get(pair, len(merges)))
        if best not in rank:
            break
        symbols = given.merge_pair(symbols, best)
    return [vocabulary[symbol] for symbol in symbols]
    ### END SOLUTION

# %% check="bpe_encode"
check(bpe_encode)

# %% test="bpe_encode" points=4 covers=["tokenization-bpe"]
# Graded: words seen and unseen, words that stay whole and that fall apart, one
# letter, no letter, accents and emoji.
### BEGIN HIDDEN TESTS
def probe(words, merges, vocabulary):
    return [bpe_encode(word, merges, vocabulary) for word in words], merges, vocabulary

def verdict(judge):
    def word_of(alphabet, least, most):
        return "".join(judge.draw(alphabet, 1)[0] for _ in range(judge.integer(least, most)))

    for name, alphabet, n_merges in [
        ("two letters", "ab", 7),
        ("three letters", "abc", 12),
        ("accents and emoji", "aéế😀", 12),
        ("no merges", "abc", 0),
    ]:
        corpus = {tuple(word_of(alphabet, 3, 8)): judge.integer(1, 5) for _ in range(9)}
        merges = given.train_bpe(corpus, n_merges)
        tokens = sorted({*alphabet, *("".join(pair) for pair in merges)})
        vocabulary = dict(zip(judge.draw(tokens, len(tokens)), range(7, 7 + len(tokens)), strict=True))
        words = ["", alphabet[0], *(word_of(alphabet, 2, 14) for _ in range(20))]
        words += ["".join(word) for word in corpus]
        expected = [given.bpe_encode(word, merges, vocabulary) for word in words]
        answer = judge.ask(probe, words, merges, vocabulary)
        judge.equal(answer, (expected, merges, vocabulary), case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-bpe_encode" covers=["tokenization-bpe"]
# **What just happened.** Your encoder, with the merges and the vocabulary of this course's own model,
# gives the ids that it was trained on. Below, step through *your* merges. Then try the Vietnamese
# sentence: the stories were English, so every accented letter stays two or three bytes. The same unfairness was measured
# in real tokenizers: some languages need up to 15 times as many tokens for the same text
# (Petrov et al. 2023, [arXiv:2305.15425](https://arxiv.org/abs/2305.15425)).

# %% show="own-model" covers=["tokenization-bpe"]
from llmcourse.models.loading import load

model = load("main-base")
learned, vocabulary = given.learned(model.tokenizer.raw)
splitter = model.tokenizer.raw.pre_tokenizer
for text in ["The otters were thirsty.", "Unhappy queues!", "Con hổ khát nước."]:
    ids = []
    for piece, _ in splitter.pre_tokenize_str(text):
        ids += yours(bpe_encode)(piece, learned, vocabulary)
    same = ids == model.tokenizer.encode(text)
    print(f"{text}\n   {ids}\n   as the model's own tokenizer: {same}")

# %% show="explorer" covers=["tokenization-bpe"]
TokenizerExplorer(merges, title="Your merges at work")

# %% [markdown] prose="vocabulary-size" covers=["tokenization-bpe"]
# ### More merges, fewer tokens
#
# Each merge makes the vocabulary one larger and texts shorter, at first much, then less and less. Large models
# stop at 32,000 (LLaMA 2) to 256,000 (Gemma): a larger table costs parameters, and its rare tokens
# are seen too seldom to learn much. Your merges, on a story that they have not seen and on Vietnamese:

# %% show="vocabulary-size" covers=["tokenization-bpe"]
vietnamese = "Con hổ nhảy khỏi cây vì nó khát nước."
unseen = {"an unseen story": stories.document(draw), "Vietnamese": vietnamese}
steps = [n for n in [0, 10, 30, 100, 150, 300] if n <= len(merges)]
tokens = {c: c for text in unseen.values() for c in given.as_bytes(text)}
tokens |= {"".join(pair): "".join(pair) for pair in merges}  # names, not numbers
encode = yours(bpe_encode)
per_word = {name: [] for name in unseen}
for name, text in unseen.items():
    pieces = [given.as_bytes(piece) for piece in given.split_words(text)]
    for n in steps:
        count = sum(len(encode(piece, merges[:n], tokens)) for piece in pieces)
        per_word[name].append(count / len(text.split()))
names = {"title": "Tokens a word", "x_title": "merges", "y_title": "tokens"}
charts.lines(steps, per_word, **names)

# %% [markdown] prose="unigram" covers=["tokenization-unigram"]
# ## 2.6 The likeliest cut  ★★★ · 15 min · 5 points
#
# *Unigram* goes the other way (Kudo 2018, [arXiv:1804.10959](https://arxiv.org/abs/1804.10959)): from many
# candidate pieces, each with a probability, to few. A cut is as likely as the product of its
# pieces' probabilities, and a word gets its likeliest cut. A word of 100 letters has $2^{99}$ cuts, but
# the best one is found step by step (Viterbi): the best cut of the first *n* letters is the best cut of
# some shorter start, plus one piece.
#
# <details><summary>Hint 1</summary>Logarithms of probabilities add up. Keep, for each end 0, 1, ... n, the best sum and the cut that reaches it.</details>
# <details><summary>Hint 2</summary>For each `end`, try every `start < end` that was reached and whose `word[start:end]` is a piece; keep the best.</details>
# <details><summary>Hint 3</summary>`best = {0: (0.0, [])}`; candidates are `(best[start][0] + log_probs[piece], best[start][1] + [piece])`. Ends that no piece reaches get no entry.</details>

# %% exercise="unigram" forbid=["tokenizers"] reference="llmcourse.models.subwords.unigram"
def unigram(word: str, log_probs: dict[str, float]) -> list[str]:
    """The pieces of the likeliest segmentation, in order.

    `log_probs` holds the logarithm of each piece's probability. Not every letter
    need be a piece, but at least one segmentation exists. If several are equally
    likely, any of them will do.
    """
    ### BEGIN SOLUTION
    best = {0: (0.0, [])}  # end -> (log-probability, pieces) of the best cut of word[:end]
    for end in range(1, len(word) + 1):
        for start in range(end):
            piece = word[start:end]
            if start in best and piece in log_probs:
                score = best[start][0] + log_probs[piece]
                if end not in best or score > best[end][0]:
                    best[end] = score, [*best[start][1], piece]
    return best[len(word)][1]
    ### END SOLUTION

# %% check="unigram"
check(unigram)

# %% test="unigram" points=5 covers=["tokenization-unigram"]
# Graded: dead ends, pieces that greedy choices miss, letters that are no piece,
# words of 250 letters.
### BEGIN HIDDEN TESTS
def probe(words, log_probs):
    return [unigram(word, log_probs) for word in words], log_probs

def verdict(judge):
    def piece(alphabet, longest):
        return "".join(judge.draw(alphabet, 1)[0] for _ in range(judge.integer(1, longest)))

    def score(pieces, word, log_probs):
        """Its log-probability, or why this is no segmentation of the word."""
        if type(pieces) is not list or not all(type(one) is str for one in pieces):
            return "the answer is no list of strings"
        if "".join(pieces) != word:
            return "the pieces do not make the word"
        strange = [one for one in pieces if one not in log_probs]
        return f"{strange[0]!r} is no piece" if strange else sum(log_probs[one] for one in pieces)

    def compare(name, words, log_probs):
        answers, after = judge.ask(probe, words, log_probs)
        judge.equal(after, log_probs, check="inputs unchanged", case=name)
        for word, pieces in zip(words, answers, strict=True):
            found = score(pieces, word, log_probs)
            best = score(given.unigram(word, log_probs), word, log_probs)
            shown = f"{word[:20]!r}: "
            judge.that(not isinstance(found, str), f"{shown}{found}", check="segmentation", case=name)
            likely = isinstance(found, str) or found > best - 1e-6
            judge.that(likely, f"{shown}there is a likelier cut", check="likeliest", case=name)

    for name, alphabet, longest, lengths, least in [
        ("short words", "ab", 4, (1, 6), 0.5),
        ("longer words", "abc", 5, (6, 16), 0.5),
        ("accents and emoji", "éế😀", 4, (2, 9), 0.5),
        ("250 letters", "abcd", 6, (250, 250), 12.0),
    ]:
        for _ in range(4):
            pieces = {piece(alphabet, longest) for _ in range(30)} | set(alphabet)
            costs = judge.normal(len(pieces)).abs().double() * 3 + least
            log_probs = dict(zip(sorted(pieces), (-costs).tolist(), strict=True))
            words = []
            for _ in range(8):
                letters = [judge.draw(alphabet, 1)[0] for _ in range(judge.integer(*lengths))]
                words.append("".join(letters))
            compare(name, words, log_probs)
    few = {"ab": -1.0, "abc": -0.5, "cd": -2.0, "bcd": -3.0, "a": -1.5, "d": -4.0}
    words = ["", "ab", "abcd", "abcdab", "cdabc", "abcdd", "a"]
    compare("letters that are no piece", words, few)
### END HIDDEN TESTS

# %% [markdown] prose="after-unigram" covers=["tokenization-unigram"]
# **What just happened.** `tokenizers` trained Unigram on the same stories, with as many pieces as your BPE
# has: it starts from frequent substrings, and in turn re-estimates their probabilities and drops the
# pieces that the corpus misses least. Your function makes the cuts, and must agree with the library.
# Where the two differ, BPE shows its history: an early merge, such as *h* and *e*, goes first whatever it
# cuts through. Unigram weighs whole cuts. Neither knows grammar. (SentencePiece, [arXiv:1808.06226](https://arxiv.org/abs/1808.06226), offers both.)

# %% show="unigram" covers=["tokenization-unigram"]
import json

unigram_model = Tokenizer(models.Unigram())
options |= {"special_tokens": ["<unk>"], "unk_token": "<unk>"}
pieces = [piece for text in texts for piece in given.split_words(text)]
unigram_model.train_from_iterator(pieces, trainers.UnigramTrainer(**options))
log_probs = dict(json.loads(unigram_model.to_str())["model"]["vocab"])
log_probs.pop("<unk>")
print(f"{'':11}{'BPE':19}{'Unigram':19}as tokenizers")
for word in [" another", " together", " wooden", " walked", " keeper", " lonely"]:
    symbols = given.as_bytes(word)
    names = {c: c for c in symbols}
    names |= {"".join(pair): "".join(pair) for pair in merges}
    bpe = "·".join(yours(bpe_encode)(symbols, merges, names)).replace("Ġ", "␣")
    ours = yours(unigram)(word, log_probs)
    same = ours == unigram_model.encode(word).tokens
    print(f"{word:11}{bpe:19}{'·'.join(ours).replace(' ', '␣'):19}{same}")

# %% show="compared" covers=["tokenization-unigram", "tokenization-bpe"]
sentence = "The unhappy giraffe wandered home."
TokenizerExplorer(merges, log_probs, text=sentence, title="BPE beside Unigram")

# %% [markdown] prose="embed" covers=["embeddings"]
# ## 2.7 Look it up  ★☆☆ · 5 min · 2 points
#
# Ids are names, not quantities: token 8 is not twice token 4. So each gets a vector of its own, a row of a
# table that is learned like every other weight. In formulas the id becomes a *one-hot* vector, all
# zeros but for a single 1, times the table. That product is nothing but a row, so programs look it up
# and save the multiplication.
#
# <details><summary>Hint 1</summary>A tensor can be indexed with a tensor of integers, of any shape.</details>
# <details><summary>Hint 2</summary>The result has the shape of the ids, with the rows' axis behind it.</details>
# <details><summary>Hint 3</summary>Square brackets are all it takes.</details>

# %% exercise="embed" forbid=["embedding", "Embedding", "EmbeddingBag", "embedding_bag"] reference="llmcourse.models.positions.embed"
def embed(
    ids: Int[Tensor, "batch time"], table: Float[Tensor, "vocabulary d_model"]
) -> Float[Tensor, "batch time d_model"]:
    """The table's row of every token."""
    ### BEGIN SOLUTION
    return table[ids]
    ### END SOLUTION

# %% check="embed"
check(embed)

# %% test="embed" points=2 covers=["embeddings"]
# Graded: values, shapes, dtype, and that gradients reach the rows in use and no
# other.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(embed, *inputs)

def verdict(judge):
    def reference(ids, table):
        rows = torch.nn.functional.one_hot(ids, len(table)).to(table.dtype)
        return rows @ table

    for name, batch, time, n_vocabulary, d_model in [
        ("one token", 1, 1, 5, 3),
        ("a batch", 2, 4, 7, 3),
        ("more tokens than rows", 3, 8, 4, 5),
        ("a square table", 2, 3, 4, 4),
        ("double precision", 2, 3, 6, 5),
    ]:
        ids = [[judge.integer(0, n_vocabulary - 1) for _ in range(time)] for _ in range(batch)]
        table = judge.normal(n_vocabulary, d_model)
        table = table.double() if name == "double precision" else table
        judge.same(probe, reference, torch.tensor(ids), table, case=name)
    ends = torch.tensor([[0, 5], [5, 0], [0, 0]])
    judge.same(probe, reference, ends, judge.normal(6, 3), case="first and last row")
### END HIDDEN TESTS

# %% [markdown] prose="after-embed" covers=["embeddings"]
# **What just happened.** Your lookup in the table of the course's model. The table is also its way *out*:
# the model's last vector is multiplied with every row, and the products are the scores of the next token.
# Sharing the **input** and the **output embedding** saves a matrix and helps small models (Press and
# Wolf 2017, [arXiv:1608.05859](https://arxiv.org/abs/1608.05859)); in the original translator the two
# stood for two languages, and large models often keep them apart.

# %% show="output-embedding" covers=["embeddings"]
from llmcourse.models.inside import trace

ids = torch.tensor([model.tokenizer.encode("The cat drinks the")])
table = model.embedding.weight
looked_up = yours(embed)(ids, table)
print("input:", tuple(looked_up.shape), "from a table", tuple(table.shape))
print("the same tensor on the way out:", model.unembedding.weight is table)
last = model.norm(trace(model, "The cat drinks the").hidden[-1, -1])
scores = table @ last  # a product with every row
best = scores.topk(5).indices.tolist()
print("next:", [model.tokenizer.text(id) for id in best])

# %% [markdown] prose="map" covers=["embeddings"]
# ### A map of meaning
#
# Nobody told the model that a *fox* is like a *wolf*. But words that are used alike get alike vectors, for
# that is what predicts best. The map below is a **PCA** of some of the trained table's words: the two
# directions in which they differ most, of 256. Choose a word, and read its true neighbors beside the
# map: two axes of 256 keep only a part, and what looks close need not be.

# %% show="map" covers=["embeddings"]
from llmcourse.data.words import CATEGORIES

rows, words_shown, groups = [], [], []
kinds = "animal,drink,color,month,number,vehicle,body part,feeling".split(",")
for group in kinds:
    for word in CATEGORIES[group]:
        ids = model.tokenizer.encode(f" {word}")
        if len(ids) == 1 and word not in words_shown:
            rows.append(ids[0])
            words_shown.append(word)
            groups.append(group)
title = "Embeddings of the trained model"
EmbeddingMap(table[rows], words_shown, groups, title=title)

# %% [markdown] prose="embedding_gradient" covers=["embeddings"]
# ## 2.8 How a table learns  ★★☆ · 8 min · 3 points
#
# Training needs the loss's gradient by the table. A lookup copies rows, so going backward each vector's gradient returns to the row that it
# came from. A token that occurs twice gets the *sum* of both; a row that was not used gets exactly zero.
# This is why rare tokens learn slowly: they are hardly ever corrected.
#
# <details><summary>Hint 1</summary>Begin with zeros of shape (vocabulary, d_model), of the same dtype as the incoming gradient.</details>
# <details><summary>Hint 2</summary>`gradient[ids] += upstream` looks right and is not: of several writes to one row only one survives.</details>
# <details><summary>Hint 3</summary>`index_add_(0, ids.flatten(), ...)` adds all of them. Or multiply with the one-hot matrix, turned over.</details>

# %% exercise="embedding_gradient" forbid=["backward", "autograd", "embedding", "Embedding"] reference="llmcourse.models.positions.embedding_gradient"
def embedding_gradient(
    ids: Int[Tensor, "batch time"],
    upstream: Float[Tensor, "batch time d_model"],
    n_vocabulary: int,
) -> Float[Tensor, "vocabulary d_model"]:
    """The loss's gradient by the table.

    `upstream` is its gradient by what was looked up.
    """
    ### BEGIN SOLUTION
    gradient = torch.zeros(n_vocabulary, upstream.shape[-1], dtype=upstream.dtype)
    return gradient.index_add(0, ids.flatten(), upstream.flatten(0, 1))
    ### END SOLUTION

# %% check="embedding_gradient"
check(embedding_gradient)

# %% test="embedding_gradient" points=3 covers=["embeddings"]
# Graded: tokens that occur several times, rows that are not used, dtype, inputs
# left unchanged.
### BEGIN HIDDEN TESTS
def probe(ids, upstream, n_vocabulary):
    return embedding_gradient(ids, upstream, n_vocabulary).detach(), ids, upstream

def verdict(judge):
    for name, batch, time, n_vocabulary, d_model in [
        ("one token", 1, 1, 4, 3),
        ("a batch", 2, 3, 9, 4),
        ("many repeats", 3, 7, 2, 5),
        ("as many rows as columns", 2, 4, 5, 5),
        ("double precision", 2, 5, 6, 3),
    ]:
        ids = [[judge.integer(0, n_vocabulary - 1) for _ in range(time)] for _ in range(batch)]
        ids, upstream = torch.tensor(ids), judge.normal(batch, time, d_model)
        if name == "many repeats":
            ids[0, :2] = ids[1, 0]
        upstream = upstream.double() if name == "double precision" else upstream
        table = torch.zeros(n_vocabulary, d_model, dtype=upstream.dtype, requires_grad=True)
        torch.nn.functional.embedding(ids, table).backward(upstream)
        gradient, *inputs = judge.ask(probe, ids, upstream, n_vocabulary)
        judge.equal(gradient, table.grad, case=name)
        judge.equal(inputs, [ids, upstream], check="inputs unchanged", case=name)
    ids = torch.tensor([[1, 1, 1], [3, 1, 3]])
    gradient, *_ = judge.ask(probe, ids, torch.ones(2, 3, 2), 8)
    expected = torch.tensor([0, 4.0, 0, 2, 0, 0, 0, 0])[:, None].expand(8, 2)
    judge.equal(gradient, expected.clone(), case="ones are counted")
### END HIDDEN TESTS

# %% [markdown] prose="after-embedding_gradient" covers=["embeddings"]
# **What just happened.** One sentence, a gradient of ones: your function counts how often each token
# occurs, and torch's own backward pass agrees. All other rows of 3,072 stay as they are.

# %% show="gradient" covers=["embeddings"]
text = "the cat saw the dog and the dog saw the cat"
ids = torch.tensor([model.tokenizer.encode(text)])
ones = torch.ones(*ids.shape, 4)
gradient = yours(embedding_gradient)(ids, ones, len(table))
small = torch.zeros(len(table), 4, requires_grad=True)
torch.nn.functional.embedding(ids, small).backward(ones)
print("as torch's:", torch.equal(gradient, small.grad))
print("rows in use:", int(gradient.any(1).sum()), "of", len(table))
for id in ids.unique().tolist():
    print(f"{model.tokenizer.text(id)!r:>8} {gradient[id].tolist()}")

# %% [markdown] prose="blind" covers=["positional-encoding"]
# ## A set is not a sentence
#
# *The dog bit the man* and *the man bit the dog* look up the same rows. Attention without a mask weighs and sums
# them, and a sum knows no order: each word comes out with the same vector in both. Add a vector to each
# *place*, any will do, and the two sentences part.

# %% show="blind" covers=["positional-encoding"]
from llmcourse.models.attention import attention

torch.manual_seed(0)
first, second = "the dog bit the man".split(), "the man bit the dog".split()
vectors = {word: torch.randn(8) for word in first}
places = torch.randn(5, 8)  # one vector for each position
for name, place in [("without positions", 0 * places), ("with", places)]:
    dogs = []
    for text in (first, second):
        x = torch.stack([vectors[word] for word in text]) + place
        dogs.append(attention(x, x, x)[0][text.index("dog")])
    difference = (dogs[0] - dogs[1]).abs().max().item()
    print(f"{name}: the two dogs differ by {difference:.6f}")

# %% [markdown] prose="sinusoidal" covers=["positional-encoding"]
# ## 2.9 Waves for places  ★★☆ · 10 min · 3 points
#
# The first transformer gave every place a pattern of waves, fast ones in front, slow ones
# behind, like the hands of a clock (Vaswani et al. 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762), section 3.5):
#
# $$PE_{p,\,2i} = \sin\frac{p}{10000^{2i/d}}$$
#
# $$PE_{p,\,2i+1} = \cos\frac{p}{10000^{2i/d}}$$
#
# Sine and cosine take turns. The positions are *given*: a model that goes on with a text begins at 500, not at 0.
#
# <details><summary>Hint 1</summary>There are d_model / 2 frequencies. `torch.arange(0, d_model, 2)` is the 2i of the formula.</details>
# <details><summary>Hint 2</summary>`positions[:, None] * frequencies` has every angle, (time, d_model / 2).</details>
# <details><summary>Hint 3</summary>Fill an empty table by steps of two: `table[:, 0::2] = angles.sin()`, and the cosines into `1::2`.</details>

# %% exercise="sinusoidal" forbid=["sinusoidal"] reference="llmcourse.models.positions.sinusoidal"
def sinusoidal(
    positions: Int[Tensor, "time"], d_model: int, base: float = 10_000.0
) -> Float[Tensor, "time d_model"]:
    """A float32 row for each position: sines in even columns, cosines in odd ones.

    d_model is even; `base` is the 10,000 of the formula.
    """
    ### BEGIN SOLUTION
    frequencies = base ** (-torch.arange(0, d_model, 2) / d_model)
    angles = positions[:, None] * frequencies  # (time, d_model / 2)
    return torch.stack([angles.sin(), angles.cos()], dim=-1).flatten(1)
    ### END SOLUTION

# %% check="sinusoidal"
check(sinusoidal)

# %% test="sinusoidal" points=3 covers=["positional-encoding"]
# Graded: positions in any order, widths from 2, other bases, and that PE(p+k) is
# one linear map of PE(p).
### BEGIN HIDDEN TESTS
def probe(*inputs):
    value = sinusoidal(*inputs)
    return value, inputs[0]

def verdict(judge):
    from llmcourse.models import positions as reference

    for name, places, d_model, options in [
        ("from 0 on", range(7), 6, ()),
        ("one position", [judge.integer(1, 400)], 8, ()),
        ("positions as given", judge.draw(range(400), 5), 10, ()),
        ("the same twice", [3, 3, 1], 4, ()),
        ("two columns", judge.draw(range(50), 4), 2, ()),
        ("another base", judge.draw(range(300), 6), 12, (500.0,)),
        ("far away", judge.draw(range(400, 600), 6), 16, ()),
    ]:
        at = torch.tensor(list(places))
        table, after = judge.ask(probe, at, d_model, *options)
        expected = reference.sinusoidal(at, d_model, *options)
        judge.equal(table, expected, case=name, atol=5e-4)
        judge.equal(after, at, check="inputs unchanged", case=name)
    at, k = torch.arange(60), judge.integer(1, 20)
    near, far = (judge.ask(probe, places, 8)[0].double() for places in (at, at + k))
    fitted = near @ torch.linalg.lstsq(near, far).solution
    error = (fitted - far).abs().max().item()
    judge.that(error < 1e-3, f"no linear map: off by {error:.3f}", check="shift", case=f"k = {k}")
### END HIDDEN TESTS

# %% [markdown] prose="after-sinusoidal" covers=["positional-encoding"]
# **What just happened.** Your table, as a heat map. Move the position: the bars below the map are its dot product
# with every place, highest at home and falling on both sides. Change width and base, and see which
# columns tell close places apart and which tell far ones.

# %% show="waves" covers=["positional-encoding"]
PositionExplorer(yours(sinusoidal), title="Sinusoidal positions")

# %% [markdown] prose="shift" covers=["positional-encoding"]
# ### What the waves are good for, and the plain alternative
#
# Going on by *k* turns each sine and cosine by an angle that depends on *k* alone. So there is one matrix for
# "three further on", the same at every place, and a layer can learn it. Below, the best such matrix is fitted.
#
# The plain alternative is a **learned** table, one free vector for each place, as in GPT-2, whose 1,024 places are 1,024 rows
# (Gehring et al. 2017, [arXiv:1705.03122](https://arxiv.org/abs/1705.03122), used it before). Vaswani et al.
# found the two nearly identical in quality. But no matrix links its rows before training, and place
# 1,025 does not exist.

# %% show="shift" covers=["positional-encoding"]
torch.manual_seed(0)
codes = {
    "sinusoidal": yours(sinusoidal)(torch.arange(200), 16).double(),
    "a learned table before training": torch.randn(200, 16).double(),
}
for name, code in codes.items():
    for k in (1, 3, 50):
        fit = torch.linalg.lstsq(code[:-k], code[k:], driver="gelsd").solution
        error = (code[:-k] @ fit - code[k:]).abs().max().item()
        print(f"{name}: the best matrix for {k:2d} on is off by {error:.6f}")

# %% [markdown] prose="rotary" covers=["positional-encoding"]
# ## 2.10 Turn instead of add  ★★☆ · 12 min · 4 points
#
# **Rotary** positions add nothing to the embeddings: they turn each query and key by an angle that grows with its position (Su et al. 2021,
# [arXiv:2104.09864](https://arxiv.org/abs/2104.09864)). Number $i$ of a head and number $i + d/2$ are a
# point in a plane, turned by $p \cdot base^{-2i/d}$:
#
# $$x'_i = x_i\cos\theta - x_{i+d/2}\sin\theta$$
#
# $$x'_{i+d/2} = x_i\sin\theta + x_{i+d/2}\cos\theta$$
#
# This pairing of halves is Llama's.
#
# <details><summary>Hint 1</summary>Angles as before, (time, d/2): one for each position and pair. They broadcast over batch and heads.</details>
# <details><summary>Hint 2</summary>`x.chunk(2, dim=-1)` gives both halves, `first` and `second`.</details>
# <details><summary>Hint 3</summary>The new halves are the two formulas; `torch.cat` along the last axis lays them side by side again.</details>

# %% exercise="rotary" forbid=["rotary", "rotate", "apply_rotary_pos_emb"] reference="llmcourse.models.positions.rotary"
def rotary(
    x: Float[Tensor, "*lead time d_head"],
    positions: Int[Tensor, "time"],
    base: float = 10_000.0,
) -> Float[Tensor, "*lead time d_head"]:
    """Each pair (i, i + d_head/2) turned by its position's angle.

    d_head is even. `x` may have any axes in front, such as batch and heads; the
    time is its last axis but one.
    """
    ### BEGIN SOLUTION
    half = x.shape[-1] // 2
    angles = positions[:, None] * base ** (-torch.arange(half) / half)  # (time, d_head / 2)
    cos, sin = angles.cos(), angles.sin()
    first, second = x[..., :half], x[..., half:]
    return torch.cat([first * cos - second * sin, first * sin + second * cos], dim=-1)
    ### END SOLUTION

# %% check="rotary"
check(rotary)

# %% test="rotary" points=4 covers=["positional-encoding"]
# Graded: values and gradients with and without batch and heads, positions as
# given, lengths kept, and that scores depend on the distance alone.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(rotary, *inputs)

def verdict(judge):
    from llmcourse.models import positions as reference

    def turned(x, place):
        return judge.ask(probe, x, torch.tensor([place]))["value"]

    for name, lead, places, d_head, options in [
        ("one vector", (), [judge.integer(1, 60)], 2, ()),
        ("no batch", (), range(5), 6, ()),
        ("batch and heads", (2, 3), range(5), 4, ()),
        ("as many heads as tokens", (2, 4), judge.draw(range(90), 4), 6, ()),
        ("positions as given", (3,), judge.draw(range(257, 512, 2), 4), 8, ()),
        ("another base", (2,), judge.draw(range(80), 3), 10, (300.0,)),
    ]:
        x, at = judge.normal(*lead, len(places), d_head), torch.tensor(list(places))
        judge.same(probe, reference.rotary, x, at, *options, case=name, atol=5e-4)
    x = judge.normal(2, 3, 8).double()
    judge.same(probe, reference.rotary, x, torch.tensor([4, 9, 2]), case="double precision", atol=5e-4)
    query, key = judge.normal(1, 8), judge.normal(1, 8)
    m, n, shift = judge.integer(5, 40), judge.integer(5, 40), judge.integer(20, 90)
    near = turned(query, m) @ turned(key, n).mT
    far = turned(query, m + shift) @ turned(key, n + shift).mT
    judge.equal(near, far, check="distance alone", case="shifted", atol=2e-3)
    judge.equal(turned(query, m).norm(), query.norm(), check="length kept", case="norm")
### END HIDDEN TESTS

# %% [markdown] prose="after-rotary" covers=["positional-encoding"]
# **What just happened.** Each clock is one pair of numbers, turned by your function: the query at its place, the key at its own. Move both
# together, and both hands turn, but the angle between them stays, and so does the score. Along a diagonal
# of the map every cell is the same. Lesson 4 puts your function into a model that loads this course's weights.

# %% show="clocks" covers=["positional-encoding"]
title = "Rotary positions: only the distance counts"
RotaryExplorer(yours(rotary), title=title)

# %% [markdown] prose="race" covers=["positional-encoding"]
# ### Which token stood before me?
#
# Four small models, one layer of attention each and no mask, must name the token before every token, of 12
# random ones. Your functions are two of the four ways to know positions. Without any, a model can
# only guess among the tokens it sees. Then the sequences get longer than any seen in training.

# %% show="race" covers=["positional-encoding"]
from llmcourse.models.neighbors import measure_positions

lengths = [12, 16, 24, 32, 48]
right = measure_positions(yours(sinusoidal), yours(rotary), lengths)
names = {"x_title": "length", "y_title": "share of right guesses"}
charts.lines(lengths, right, title="Which token stood before?", **names)

# %% [markdown] prose="after-race" covers=["positional-encoding"]
# At 12 tokens the three that know positions should be nearly perfect. Beyond, *learned* rows were never
# trained and *sinusoidal* sums were never met, while *rotary* still sees "one back". Do not conclude that
# rotary models read texts of any length: in large ones the far distances are as untrained as the rows
# here, and they fail too without further tricks (Chen et al. 2023,
# [arXiv:2306.15595](https://arxiv.org/abs/2306.15595)). That the whitepaper *adds* positions to embeddings
# is the design of 2017; most models that it lists from 2022 on turn queries and keys instead.

# %% [markdown] prose="recap"
# ## What you have now
#
# * **Normalization** makes one text of the many that look alike: NFC and single spaces by default, nothing
#   that loses meaning.
# * **BPE** learns merges from counts, and encodes by replaying them in order; ties need a stated rule.
# * **Unigram** chooses the likeliest cut of all, by dynamic programming.
# * **Embeddings** are rows of a learned table; only rows in use learn. Seen from the other end the table
#   scores the next token.
# * **Positions** are added waves, added learned rows, or rotations of queries and keys. Without them
#   attention sees a set.
#
# The whitepaper names the four steps in a paragraph; here you have built each of them. To submit, choose
# *Nbgrader → Assignment List*, or hand in this file. Visible tests that pass are a good sign; hidden
# tests on fresh texts and numbers decide.
#
# **Further:** Sennrich et al. 2016, [arXiv:1508.07909](https://arxiv.org/abs/1508.07909) · Kudo 2018,
# [arXiv:1804.10959](https://arxiv.org/abs/1804.10959) · Su et al. 2021,
# [arXiv:2104.09864](https://arxiv.org/abs/2104.09864) · Bostrom and Durrett 2020 on BPE against
# Unigram, [arXiv:2004.03720](https://arxiv.org/abs/2004.03720).

"""Wrong and right answers to the exercises of lesson 2, and the cases that learners see."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise

import torch
from torch.nn import functional as F

from llmcourse.checks.authoring import cases, mistake, variant
from llmcourse.checks.cases import case
from llmcourse.models import subwords as given

INF = float("inf")


def normal(*shape, seed=0):
    """Numbers that are the same in every build, rounded so that they read well."""
    drawn = torch.randn(*shape, generator=torch.Generator().manual_seed(seed))
    return (drawn * 10).round() / 10


def nfc(text):
    return unicodedata.normalize("NFC", text)


def nfd(text):
    return unicodedata.normalize("NFD", text)


def without_marks(text):
    return "".join(c for c in nfd(text) if unicodedata.category(c) != "Mn")


# ---------------------------------------------------------------- 2.1 normalize


@cases("normalize")
def _():
    return [
        case("one letter, marks apart", text="e\u0302\u0301"),
        case("white space", text="  hai\t\tba\u00a0\n"),
        case("no accents wanted", text="Tiếng Việt", keep_accents=False),
        case("accents, đ and q̃", text=nfd("Đường  phở q̃"), keep_accents=False),
        case("other scripts", text="한국 ﬁn x² Straße", keep_accents=False),
        case("only white space", text=" \n "),
    ]


@mistake("normalize", ask="Which form puts together, and which takes apart?")
def leaves_it_apart(text, keep_accents=True):
    return " ".join((nfd(text) if keep_accents else without_marks(text)).split())


@mistake("normalize", ask="Is ﬁ another spelling of two letters, or does NFC leave it alone?")
def compatible_form(text, keep_accents=True):
    text = text if keep_accents else without_marks(text)
    return " ".join(unicodedata.normalize("NFKC", text).split())


@mistake("normalize", ask="Can a mark be dropped while it is still part of its letter?")
def strips_without_taking_apart(text, keep_accents=True):
    text = nfc(text)
    if not keep_accents:
        text = "".join(c for c in text if unicodedata.category(c) != "Mn")
    return " ".join(text.split())


@mistake(
    "normalize", ask="What becomes of a letter that no ASCII letter lies under, such as đ or 한?"
)
def ascii_alone(text, keep_accents=True):
    if not keep_accents:
        text = nfd(text).encode("ascii", "ignore").decode()
    return " ".join(nfc(text).split())


@mistake(
    "normalize", ask="Stripping takes things apart. Is everything put together again after it?"
)
def stays_apart_after_stripping(text, keep_accents=True):
    return " ".join((nfc(text) if keep_accents else without_marks(text)).split())


@mistake("normalize", ask="Which value of keep_accents means that accents are dropped?")
def keeps_and_drops_swapped(text, keep_accents=True):
    return " ".join(nfc(without_marks(text) if keep_accents else text).split())


@mistake("normalize", ask="Does anything happen when accents are not to be kept?")
def never_drops(text, keep_accents=True):
    return " ".join(nfc(text).split())


@mistake("normalize", ask="Which white space is there besides the ordinary space?")
def ordinary_spaces_alone(text, keep_accents=True):
    text = nfc(text if keep_accents else without_marks(text))
    return re.sub(" +", " ", text).strip(" ")


@mistake("normalize", ask="May there be white space at the ends?")
def leaves_the_ends(text, keep_accents=True):
    return re.sub(r"\s+", " ", nfc(text if keep_accents else without_marks(text)))


@mistake("normalize", ask="How many spaces may stand between two words in the end?")
def every_space_counts(text, keep_accents=True):
    return re.sub(r"\s", " ", nfc(text if keep_accents else without_marks(text))).strip()


@mistake("normalize", ask="What keeps one word apart from the next?")
def removes_all_space(text, keep_accents=True):
    return "".join(nfc(text if keep_accents else without_marks(text)).split())


@mistake("normalize", ask="Did anybody ask for lower case?")
def lowers_the_case(text, keep_accents=True):
    return given.normalize(text.lower(), keep_accents)


@mistake("normalize", ask="Is đ a letter with a mark, or a letter of its own?")
def takes_the_bar_off(text, keep_accents=True):
    made = given.normalize(text, keep_accents)
    return made if keep_accents else made.replace("đ", "d").replace("Đ", "D")


@mistake("normalize", ask="The text may be composed already: does its form change at all?")
def spaces_alone(text, keep_accents=True):
    return " ".join((text if keep_accents else nfc(without_marks(text))).split())


@variant("normalize")
def by_regular_expression(text, keep_accents=True):
    if not keep_accents:
        text = "".join(c for c in nfd(text) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", nfc(text)).strip()


@variant("normalize")
def word_by_word(text, keep_accents=True):
    words = [nfc(word) if keep_accents else nfc(without_marks(word)) for word in text.split()]
    return " ".join(words)


@variant("normalize")
def character_by_character(text, keep_accents=True):
    out = ""
    for c in nfd(text):
        if c.isspace():
            out += " " if out and not out.endswith(" ") else ""
        elif keep_accents or unicodedata.category(c) != "Mn":
            out += c
    return nfc(out.rstrip())


# ---------------------------------------------------------------- 2.2 count_pairs


@cases("count_pairs")
def _():
    return [
        case("one word", words={("l", "o", "w"): 1}),
        case("the word five times", words={("l", "o", "w"): 5}),
        case("one letter", words={("a",): 3, ("a", "a", "a"): 2}),
        case("longer symbols", words={("lo", "w", "er"): 2, ("w", "er"): 3, ("er", "w"): 1}),
        case("a pair twice in a word", words={("n", "a", "n", "a"): 4, ("a", "n"): 1}),
    ]


@mistake("count_pairs", ask="How often does the word stand in the corpus?")
def ignores_how_often(words):
    return dict(Counter(pair for symbols in words for pair in pairwise(symbols)))


@mistake("count_pairs", ask="What if a pair stands in a word twice?")
def once_a_word(words):
    counts = {}
    for symbols, times in words.items():
        for pair in set(pairwise(symbols)):
            counts[pair] = counts.get(pair, 0) + times
    return counts


@mistake("count_pairs", ask="Does a later word replace what an earlier one has counted?")
def last_word_wins(words):
    return {pair: times for symbols, times in words.items() for pair in pairwise(symbols)}


@mistake("count_pairs", ask="Is (er, w) the same pair as (w, er)?")
def without_order(words):
    counts = {}
    for symbols, times in words.items():
        for pair in pairwise(symbols):
            key = tuple(sorted(pair))
            counts[key] = counts.get(key, 0) + times
    return counts


@mistake("count_pairs", ask="What are the keys: pairs, or what they join to?")
def joins_the_keys(words):
    return {"".join(pair): n for pair, n in given.count_pairs(words).items()}


@mistake("count_pairs", ask="Which pairs are there in aaa, and do they overlap?")
def steps_of_two(words):
    counts = {}
    for symbols, times in words.items():
        for i in range(0, len(symbols) - 1, 2):
            counts[symbols[i : i + 2]] = counts.get(symbols[i : i + 2], 0) + times
    return counts


@mistake("count_pairs", ask="Is the last symbol of a word a neighbor of its first?")
def goes_round(words):
    counts = {}
    for symbols, times in words.items():
        for pair in zip(symbols, symbols[1:] + symbols[:1], strict=True):
            counts[pair] = counts.get(pair, 0) + times
    return counts


@mistake("count_pairs", ask="Are the symbols letters, or may one hold several?")
def pairs_of_letters(words):
    return given.count_pairs({tuple("".join(symbols)): times for symbols, times in words.items()})


@mistake("count_pairs", ask="How many pairs has a word of three symbols? Is the last one counted?")
def drops_the_last(words):
    counts = {}
    for symbols, times in words.items():
        for i in range(len(symbols) - 2):
            counts[symbols[i : i + 2]] = counts.get(symbols[i : i + 2], 0) + times
    return counts


@mistake("count_pairs", ask="Neighbors only, or every two symbols of a word?")
def any_two_symbols(words):
    counts = {}
    for symbols, times in words.items():
        for i in range(len(symbols)):
            for j in range(i + 1, len(symbols)):
                pair = symbols[i], symbols[j]
                counts[pair] = counts.get(pair, 0) + times
    return counts


@mistake("count_pairs", ask="Do two words of the corpus stand beside each other here?")
def over_the_ends(words):
    line = [symbol for symbols, times in words.items() for symbol in symbols * times]
    return dict(Counter(pairwise(line)))


@mistake("count_pairs", ask="Which words does the loop leave out when it returns?")
def returns_too_early(words):
    counts = {}
    for symbols, times in words.items():
        for pair in pairwise(symbols):
            counts[pair] = counts.get(pair, 0) + times
        return counts
    return counts


@variant("count_pairs")
def by_counter(words):
    counts = Counter()
    for symbols, times in words.items():
        counts.update({pair: n * times for pair, n in Counter(pairwise(symbols)).items()})
    return counts


@variant("count_pairs")
def by_index(words):
    counts = defaultdict(int)
    for symbols in words:
        for i in range(1, len(symbols)):
            counts[symbols[i - 1], symbols[i]] += words[symbols]
    return counts


# ---------------------------------------------------------------- 2.3 merge_pair


@cases("merge_pair")
def _():
    return [
        case("once", symbols=("l", "o", "w"), pair=("l", "o")),
        case("twice", symbols=("n", "a", "n", "a"), pair=("n", "a")),
        case("overlapping", symbols=("a", "a", "a"), pair=("a", "a")),
        case("not there", symbols=("lo", "w", "e", "r"), pair=("o", "w")),
        case("letters that only look like it", symbols=("ab", "c", "a", "bc"), pair=("a", "b")),
        case("the same letters, cut elsewhere", symbols=("a", "bc"), pair=("ab", "c")),
        case("the other way round", symbols=("b", "a", "b"), pair=("a", "b")),
        case("one symbol", symbols=("a",), pair=("a", "a")),
    ]


@mistake("merge_pair", ask="The pair stands there a second time: is it joined too?")
def first_one_alone(symbols, pair):
    for i in range(len(symbols) - 1):
        if symbols[i : i + 2] == pair:
            return (*symbols[:i], "".join(pair), *symbols[i + 2 :])
    return symbols


@mistake("merge_pair", ask="In a a a, which two are joined when you go from left to right?")
def from_the_right(symbols, pair):
    turned = given.merge_pair(symbols[::-1], pair[::-1])
    joined = pair[1] + pair[0]
    return tuple("".join(pair) if s == joined else s for s in turned[::-1])


@mistake("merge_pair", ask="May a symbol that was used up be used again?")
def overlaps(symbols, pair):
    out, i = [], 0
    while i < len(symbols):
        if symbols[i : i + 2] == pair:
            out.append("".join(pair))
            i += 2 if symbols[i + 1 : i + 3] != pair else 1
        else:
            out.append(symbols[i])
            i += 1
    return tuple(out)


@mistake("merge_pair", ask="Is the second half of the pair still there afterwards?")
def keeps_the_second(symbols, pair):
    return tuple(
        "".join(pair) if symbols[i : i + 2] == pair else symbols[i] for i in range(len(symbols))
    )


@mistake("merge_pair", ask="Does the pair stand where its letters stand, or where its symbols do?")
def by_letters(symbols, pair):
    joined = "".join(pair)
    return tuple(re.findall(f"{re.escape(joined)}|.", "".join(symbols)))


@mistake("merge_pair", ask="Are a + bc and ab + c the same pair?")
def compares_what_they_join_to(symbols, pair):
    out, i = [], 0
    while i < len(symbols):
        step = 2 if "".join(symbols[i : i + 2]) == "".join(pair) else 1
        out.append("".join(symbols[i : i + step]))
        i += step
    return tuple(out)


@mistake("merge_pair", ask="Does the order within the pair matter?")
def in_either_order(symbols, pair):
    out, i = [], 0
    while i < len(symbols):
        step = 2 if symbols[i : i + 2] in (pair, pair[::-1]) else 1
        out.append("".join(symbols[i : i + step]))
        i += step
    return tuple(out)


@mistake("merge_pair", ask="What happens to the last symbol if no pair ends there?")
def loses_the_last(symbols, pair):
    out, i = [], 0
    while i < len(symbols) - 1:
        step = 2 if symbols[i : i + 2] == pair else 1
        out.append("".join(symbols[i : i + step]))
        i += step
    return tuple(out)


@mistake("merge_pair", ask="What is a word here, a list or a tuple?")
def gives_a_list(symbols, pair):
    return list(given.merge_pair(symbols, pair))


@mistake("merge_pair", ask="Is the joined symbol one string, or still two?")
def nests_the_pair(symbols, pair):
    joined = "".join(pair)
    return tuple(pair if s == joined else s for s in given.merge_pair(symbols, pair))


@mistake("merge_pair", ask="What stands between the two halves of a joined symbol?")
def with_a_space(symbols, pair):
    joined = "".join(pair)
    out = given.merge_pair(symbols, pair)
    return tuple(" ".join(pair) if s == joined else s for s in out)


@mistake("merge_pair", ask="Is one half alone enough to be joined?")
def right_half_alone(symbols, pair):
    out, i = [], 0
    while i < len(symbols):
        step = 2 if symbols[i + 1 : i + 2] == pair[1:] else 1
        out.append("".join(symbols[i : i + step]))
        i += step
    return tuple(out)


@variant("merge_pair")
def by_stack(symbols, pair):
    out, open_ = [], False
    for symbol in symbols:
        if open_ and (out[-1], symbol) == pair:
            out[-1] += symbol
            open_ = False
        else:
            out.append(symbol)
            open_ = True
    return tuple(out)


@variant("merge_pair")
def by_recursion(symbols, pair):
    def rest(start):
        if symbols[start : start + 2] == pair:
            return (pair[0] + pair[1], *rest(start + 2))
        return (symbols[start], *rest(start + 1)) if start < len(symbols) else ()

    return rest(0)


# ---------------------------------------------------------------- 2.4 train_bpe

_FOUR = {tuple("low"): 5, tuple("lower"): 2, tuple("newest"): 6, tuple("widest"): 3}


@cases("train_bpe")
def _():
    return [
        case("one pair", words={("a", "b"): 3}, n_merges=1),
        case("the most frequent", words={("a", "b"): 2, ("c", "d"): 5}, n_merges=2),
        case("a tie on the left", words={("c", "a"): 1, ("b", "d"): 1}, n_merges=2),
        case("a tie on the right", words={("a", "c"): 1, ("a", "b"): 1}, n_merges=1),
        case("old before new", words={tuple("abz"): 2, ("y", "z"): 2}, n_merges=3),
        case("Sennrich's four words", words=dict(_FOUR), n_merges=10),
        case("until no pair is left", words={("a", "b", "c"): 1, ("é",): 4}, n_merges=9),
        case("a pair of one letter", words={tuple("aaaab"): 2, tuple("baa"): 1}, n_merges=4),
        case("no merge", words={("a", "b"): 3}, n_merges=0),
    ]


def trained(words, n_merges, order, ids=None, least=1):
    """BPE with another order among pairs; ids of single symbols may be given."""
    tokens = sorted({s for word in words for s in word}) if ids is None else ids(words)
    merges = []
    while len(merges) < n_merges and (counts := given.count_pairs(words)):
        rank = {token: i for i, token in reversed(list(enumerate(tokens)))}
        best = min(counts, key=lambda pair: order(pair, counts, rank))
        if counts[best] < least:
            break
        merges.append(best)
        tokens = [*tokens, "".join(best)]
        words = {given.merge_pair(word, best): times for word, times in words.items()}
    return merges


@mistake("train_bpe", ask="Of two pairs that are equally frequent, which does the text want first?")
def first_met(words, n_merges):
    return trained(words, n_merges, lambda pair, counts, ids: -counts[pair])


@mistake("train_bpe", ask="Does a tie go by the letters, or by the ids that tokens got?")
def by_the_alphabet(words, n_merges):
    return trained(words, n_merges, lambda pair, counts, ids: (-counts[pair], pair))


@mistake("train_bpe", ask="That is the rule of another library: which end of the order wins here?")
def last_in_the_alphabet(words, n_merges):
    def order(pair, counts, ids):
        return (-counts[pair], *([-ord(c) for c in s] for s in pair))

    return trained(words, n_merges, order)


@mistake("train_bpe", ask="Does the lowest id win, or the highest?")
def newest_first(words, n_merges):
    def order(pair, counts, ids):
        return (-counts[pair], -ids[pair[0]], -ids[pair[1]])

    return trained(words, n_merges, order)


@mistake("train_bpe", ask="Which side is compared first?")
def right_side_first(words, n_merges):
    def order(pair, counts, ids):
        return (-counts[pair], ids[pair[1]], ids[pair[0]])

    return trained(words, n_merges, order)


@mistake("train_bpe", ask="Two pairs may share their left side. What decides then?")
def left_side_alone(words, n_merges):
    def order(pair, counts, ids):
        return (-counts[pair], ids[pair[0]])

    return trained(words, n_merges, order)


@mistake("train_bpe", ask="In which order do the single symbols get their ids?")
def ids_as_they_come(words, n_merges):
    def order(pair, counts, ids):
        return (-counts[pair], ids[pair[0]], ids[pair[1]])

    return trained(words, n_merges, order, lambda w: list(dict.fromkeys(s for x in w for s in x)))


@mistake("train_bpe", ask="Does a longer pair go before a shorter one, if both are as frequent?")
def longest_first(words, n_merges):
    def order(pair, counts, ids):
        return (-counts[pair], -len("".join(pair)), ids[pair[0]], ids[pair[1]])

    return trained(words, n_merges, order)


@mistake("train_bpe", ask="Do the counts stay the same once a pair has been joined?")
def counts_once(words, n_merges):
    tokens = sorted({s for word in words for s in word})
    counts = given.count_pairs(words)
    ranked = sorted(counts, key=lambda p: (-counts[p], tokens.index(p[0]), tokens.index(p[1])))
    return ranked[:n_merges]


@mistake("train_bpe", ask="A pair inside a frequent word: how often does it count?")
def every_word_once(words, n_merges):
    return given.train_bpe(dict.fromkeys(words, 1), n_merges)


@mistake("train_bpe", ask="What should happen when there is no pair left to join?")
def stumbles_at_the_end(words, n_merges):
    merges = given.train_bpe(words, n_merges)
    if len(merges) < n_merges:
        raise ValueError("min() arg is an empty sequence")
    return merges


@mistake("train_bpe", ask="May a pair that stands there a single time be joined?")
def at_least_twice(words, n_merges):
    def order(pair, counts, ids):
        return (-counts[pair], ids[pair[0]], ids[pair[1]])

    return trained(words, n_merges, order, least=2)


@mistake("train_bpe", ask="Does n_merges count the merges, or the whole vocabulary?")
def counts_the_alphabet_too(words, n_merges):
    return given.train_bpe(words, max(0, n_merges - len({s for word in words for s in word})))


@mistake("train_bpe", ask="How many merges are there after the last round?")
def one_too_many(words, n_merges):
    return given.train_bpe(words, n_merges + 1)


@mistake("train_bpe", ask="What does the docstring want: pairs, or the tokens that they make?")
def gives_tokens(words, n_merges):
    return ["".join(pair) for pair in given.train_bpe(words, n_merges)]


@mistake("train_bpe", ask="Whose dictionary of words is it that you write to?")
def changes_the_words(words, n_merges):
    merges = given.train_bpe(words, n_merges)
    for pair in merges:
        for word in list(words):
            times = words.pop(word)
            words[given.merge_pair(word, pair)] = times
    return merges


@variant("train_bpe")
def with_sorted_counts(words, n_merges):
    ids = {token: i for i, token in enumerate(sorted({s for word in words for s in word}))}
    merges, now = [], list(words.items())
    for _ in range(n_merges):
        counts = Counter()
        for word, times in now:
            for pair in pairwise(word):
                counts[pair] += times
        if not counts:
            break
        best = sorted(counts, key=lambda p: (counts[p], -ids[p[0]], -ids[p[1]]))[-1]
        merges.append(best)
        ids["".join(best)] = len(ids)
        now = [(given.merge_pair(word, best), times) for word, times in now]
    return merges


@variant("train_bpe")
def over_ids(words, n_merges):
    tokens = sorted({s for word in words for s in word})
    rows = [([tokens.index(s) for s in word], times) for word, times in words.items()]
    merges = []
    while len(merges) < n_merges:
        counts = defaultdict(int)
        for row, times in rows:
            for pair in pairwise(row):
                counts[pair] += times
        if not counts:
            break
        top = max(counts.values())
        left, right = min(pair for pair, count in counts.items() if count == top)
        merges.append((tokens[left], tokens[right]))
        tokens.append(tokens[left] + tokens[right])
        for row, _ in rows:
            i = 0
            while i < len(row) - 1:
                if row[i] == left and row[i + 1] == right:
                    row[i : i + 2] = [len(tokens) - 1]
                i += 1
    return merges


# ---------------------------------------------------------------- 2.5 bpe_encode

_MERGES = [("e", "s"), ("es", "t"), ("l", "o"), ("lo", "w"), ("n", "e"), ("low", "est"), ("w", "e")]
_TOKENS = ["low", "t", "est", "e", "lowest", "n", "we", "o", "lo", "ne", "w", "es", "s", "l"]
_VOCABULARY = {token: 10 + i for i, token in enumerate(_TOKENS)}


@cases("bpe_encode")
def _():
    def ask(name, word, merges=_MERGES):
        return case(name, word=word, merges=list(merges), vocabulary=dict(_VOCABULARY))

    return [
        ask("one letter", "w"),
        ask("one merge", "lo"),
        ask("the rank decides", "wes"),
        ask("seen in training", "lowest"),
        ask("not seen", "newest"),
        ask("not the longest first", "lowe"),
        ask("joined twice", "lolo"),
        ask("no merges", "lowest", ()),
        ask("no letters", ""),
    ]


def cut(word, choose):
    """Symbols of a word, where `choose` picks the next pair to join, or None."""
    symbols = tuple(word)
    while len(symbols) > 1 and (pair := choose(symbols)) is not None:
        symbols = given.merge_pair(symbols, pair)
    return symbols


@mistake("bpe_encode", ask="Does the longest token win, or the pair that was learned first?")
def longest_token_first(word, merges, vocabulary):
    tokens, ids, at = {*word, *("".join(p) for p in merges)}, [], 0
    while at < len(word):
        end = next(e for e in range(len(word), at, -1) if word[at:e] in tokens)
        ids.append(vocabulary[word[at:end]])
        at = end
    return ids


@mistake("bpe_encode", ask="Which pair goes first: the leftmost, or the one of lowest rank?")
def leftmost_pair_first(word, merges, vocabulary):
    symbols = cut(word, lambda s: next((p for p in pairwise(s) if p in merges), None))
    return [vocabulary[s] for s in symbols]


@mistake("bpe_encode", ask="Is the first merge of the list the best, or the last?")
def latest_merge_first(word, merges, vocabulary):
    def choose(symbols):
        known = [p for p in pairwise(symbols) if p in merges]
        return max(known, key=merges.index) if known else None

    return [vocabulary[s] for s in cut(word, choose)]


@mistake("bpe_encode", ask="May a joined symbol be joined again?")
def joins_once(word, merges, vocabulary):
    known = [p for p in pairwise(word) if p in merges]
    symbols = tuple(word)
    if known:
        symbols = given.merge_pair(symbols, min(known, key=merges.index))
    return [vocabulary[s] for s in symbols]


@mistake("bpe_encode", ask="Is the vocabulary's id the order of training?")
def ranks_by_id(word, merges, vocabulary):
    def choose(symbols):
        known = [p for p in pairwise(symbols) if p in merges]
        return min(known, key=lambda p: vocabulary["".join(p)]) if known else None

    return [vocabulary[s] for s in cut(word, choose)]


@mistake("bpe_encode", ask="What does the docstring want: tokens, or their ids?")
def gives_the_tokens(word, merges, vocabulary):
    ids = {id: token for token, id in vocabulary.items()}
    return [ids[id] for id in given.bpe_encode(word, merges, vocabulary)]


@mistake("bpe_encode", ask="Are the merges used at all?")
def letter_by_letter(word, merges, vocabulary):
    return [vocabulary[letter] for letter in word]


@mistake("bpe_encode", ask="Where do the numbers come from: the merges' list or the vocabulary?")
def position_in_the_merges(word, merges, vocabulary):
    names = {id: token for token, id in vocabulary.items()}
    joined = ["".join(pair) for pair in merges]
    tokens = [names[id] for id in given.bpe_encode(word, merges, vocabulary)]
    return [joined.index(t) if t in joined else vocabulary[t] for t in tokens]


@mistake("bpe_encode", ask="If the pair stands in the word twice, is it joined twice?")
def one_place_a_merge(word, merges, vocabulary):
    symbols = list(word)
    for left, right in merges:
        for i in range(len(symbols) - 1):
            if (symbols[i], symbols[i + 1]) == (left, right):
                symbols[i : i + 2] = [left + right]
                break
    return [vocabulary[s] for s in symbols]


@mistake("bpe_encode", ask="What should a word without letters, or of one letter, give?")
def stumbles_over_one_letter(word, merges, vocabulary):
    min(pairwise(word), key=lambda p: merges.index(p) if p in merges else INF)
    return given.bpe_encode(word, merges, vocabulary)


@mistake("bpe_encode", ask="Which kind of value holds the ids, a list or a tuple?")
def gives_a_tuple(word, merges, vocabulary):
    return tuple(given.bpe_encode(word, merges, vocabulary))


@variant("bpe_encode")
def replays_all_merges(word, merges, vocabulary):
    symbols = tuple(word)
    for pair in merges:
        symbols = given.merge_pair(symbols, pair)
    return [vocabulary[symbol] for symbol in symbols]


@variant("bpe_encode")
def place_by_place(word, merges, vocabulary):
    symbols = list(word)
    while True:
        found = [(merges.index(p), i) for i, p in enumerate(pairwise(symbols)) if p in merges]
        if not found:
            return [vocabulary[s] for s in symbols]
        _, i = min(found)
        symbols[i : i + 2] = [symbols[i] + symbols[i + 1]]


# ---------------------------------------------------------------- 2.6 unigram


@cases("unigram")
def _():
    letters = {"a": -3.0, "b": -3.0, "c": -3.0}
    return [
        case("one piece", word="ab", log_probs={"ab": -1.0, **letters}),
        case("two are likelier than one", word="ab", log_probs={"ab": -8.0, **letters}),
        case(
            "the longest start misleads", word="abc", log_probs={"ab": -4.0, "bc": -2.0, **letters}
        ),
        case("the likeliest start misleads", word="abc", log_probs={"abc": -5.5, **letters}),
        case("a dead end", word="abca", log_probs={"abc": -0.5, "ab": -1.0, "ca": -1.0}),
        case(
            "few pieces or likely ones",
            word="aabb",
            log_probs={"aab": -9.0, "abb": -9.0, **letters},
        ),
        case("longer", word="cabcab", log_probs={"cab": -4.0, "abc": -3.5, "ab": -3.0, **letters}),
        case("no letters", word="", log_probs=letters),
        case(
            "360 letters",
            word="abc" * 120,
            log_probs={"ab": -9.0, "bca": -9.5, "abc": -30.0, **letters},
        ),
    ]


@mistake("unigram", ask="What is e to the power of -1,000 in a computer?")
def multiplies_probabilities(word, log_probs):
    return viterbi(
        word,
        lambda piece, so_far: so_far * math.exp(log_probs[piece]) if piece in log_probs else None,
        start=1.0,
    )


@mistake("unigram", ask="Is the longest piece at the start always part of the best cut?")
def longest_piece_first(word, log_probs):
    pieces, at = [], 0
    while at < len(word):
        end = next((e for e in range(len(word), at, -1) if word[at:e] in log_probs), at + 1)
        pieces.append(word[at:end])
        at = end
    return pieces


@mistake("unigram", ask="Is the likeliest piece at the start always part of the best cut?")
def likeliest_piece_first(word, log_probs):
    pieces, at = [], 0
    while at < len(word):
        ends = [e for e in range(at + 1, len(word) + 1) if word[at:e] in log_probs]
        end = max(ends, key=lambda e: log_probs[word[at:e]]) if ends else at + 1
        pieces.append(word[at:end])
        at = end
    return pieces


def viterbi(word, value, start=0.0, better=lambda new, old: new > old):
    """Viterbi with another value of a piece: value(piece, sum so far) or None."""
    best = {0: (start, [])}
    for end in range(1, len(word) + 1):
        for begin in [b for b in range(end) if b in best]:
            new = value(word[begin:end], best[begin][0])
            if new is not None and (end not in best or better(new, best[end][0])):
                best[end] = new, [*best[begin][1], word[begin:end]]
    return best[len(word)][1]


@mistake("unigram", ask="Fewest pieces, or highest probability?")
def fewest_pieces(word, log_probs):
    return viterbi(word, lambda piece, so_far: so_far - 1 if piece in log_probs else None)


@mistake(
    "unigram", ask="A log-probability is negative. Is the best sum the largest or the smallest?"
)
def least_likely(word, log_probs):
    return viterbi(
        word,
        lambda piece, so_far: so_far + log_probs[piece] if piece in log_probs else None,
        better=lambda new, old: new < old,
    )


@mistake("unigram", ask="Does the score of a cut hold all its pieces, or the last one alone?")
def last_piece_alone(word, log_probs):
    return viterbi(word, lambda piece, so_far: log_probs.get(piece))


@mistake("unigram", ask="In which order are pieces found when you walk back from the end?")
def from_the_end(word, log_probs):
    return given.unigram(word, log_probs)[::-1]


@mistake("unigram", ask="What is the probability of a string that is no piece?")
def unknown_costs_nothing(word, log_probs):
    return viterbi(word, lambda piece, so_far: so_far + log_probs.get(piece, 0.0))


@mistake("unigram", ask="Probabilities multiply. What do their logarithms do?")
def multiplies_logarithms(word, log_probs):
    return viterbi(
        word,
        lambda piece, so_far: so_far * log_probs[piece] if piece in log_probs else None,
        start=1.0,
    )


@mistake("unigram", ask="Do the probabilities of the pieces add up, or multiply?")
def adds_probabilities(word, log_probs):
    return viterbi(
        word,
        lambda piece, so_far: so_far + 2.718 ** log_probs[piece] if piece in log_probs else None,
    )


@mistake("unigram", ask="Is a cut judged by its sum, or by what a piece has on average?")
def by_the_weakest_piece(word, log_probs):
    return viterbi(
        word,
        lambda piece, so_far: min(so_far, log_probs[piece]) if piece in log_probs else None,
    )


@mistake("unigram", ask="Is the piece that ends with the last letter looked at?")
def leaves_the_end(word, log_probs):
    pieces = given.unigram(word, log_probs)
    return pieces[:-1]


@mistake("unigram", ask="What does the docstring want beside the pieces?")
def gives_the_score_too(word, log_probs):
    pieces = given.unigram(word, log_probs)
    return pieces, sum(log_probs[piece] for piece in pieces)


@mistake("unigram", ask="Can every prefix of the word be reached by pieces?")
def expects_every_letter(word, log_probs):
    scores, back = [0.0], [0]
    for end in range(1, len(word) + 1):
        found = [
            (scores[b] + log_probs[word[b:end]], b) for b in range(end) if word[b:end] in log_probs
        ]
        score, begin = max(found)
        scores.append(score)
        back.append(begin)
    pieces, end = [], len(word)
    while end:
        pieces.insert(0, word[back[end] : end])
        end = back[end]
    return pieces


@variant("unigram")
def with_back_pointers(word, log_probs):
    score, back = [0.0] + [-INF] * len(word), [0] * (len(word) + 1)
    for end in range(1, len(word) + 1):
        for begin in range(end):
            new = score[begin] + log_probs.get(word[begin:end], -INF)
            if new > score[end]:
                score[end], back[end] = new, begin
    pieces, end = [], len(word)
    while end:
        pieces.append(word[back[end] : end])
        end = back[end]
    return pieces[::-1]


@variant("unigram")
def by_memory(word, log_probs):
    @cache
    def best(start):
        if start == len(word):
            return 0.0, ()
        found = [(-INF, ())]
        for end in range(start + 1, len(word) + 1):
            if word[start:end] in log_probs:
                score, rest = best(end)
                found.append((log_probs[word[start:end]] + score, (word[start:end], *rest)))
        return max(found)

    return list(best(0)[1])


# ---------------------------------------------------------------- 2.7 embed


@cases("embed")
def _():
    table = normal(4, 3)
    return [
        case("one token", ids=torch.tensor([[2]]), table=table),
        case("two texts", ids=torch.tensor([[0, 3], [1, 1]]), table=table),
        case("a square table", ids=torch.tensor([[0, 2, 1]]), table=normal(3, 3, seed=1)),
        case("gradients", gradients=True, ids=torch.tensor([[0, 2], [2, 2]]), table=table),
        case("double precision", ids=torch.tensor([[3, 0]]), table=table.double()),
    ]


@mistake("embed", ask="Which axis of the table does an id count along: rows or columns?")
def takes_columns(ids, table):
    return table.T[ids] if table.shape[0] == table.shape[1] else table[:, ids.clamp(max=2)]


@mistake("embed", ask="What shape do the ids have, and what becomes of it?")
def flattens_the_batch(ids, table):
    return table[ids.flatten()]


@mistake("embed", ask="The table is to be learned: does a gradient reach it?")
def detaches_the_table(ids, table):
    return table.detach()[ids]


@mistake("embed", ask="Which dtype do you get if the table is in double precision?")
def single_precision_always(ids, table):
    return F.one_hot(ids, len(table)).float() @ table.float()


@mistake("embed", ask="Did the docstring ask for a scale?")
def scales_by_the_width(ids, table):
    return table[ids] * table.shape[1] ** 0.5


@mistake("embed", ask="Do ids count from 0 or from 1?")
def counts_from_one(ids, table):
    return table[ids - 1]


@mistake("embed", ask="What does a text have one of, a vector for each token or one in all?")
def averages_the_text(ids, table):
    return table[ids].mean(1)


@mistake("embed", ask="Which axis comes first, batch or time?")
def time_first(ids, table):
    return table[ids.T]


@mistake("embed", ask="Is a row changed on its way, say to length 1?")
def normalizes_the_rows(ids, table):
    return F.normalize(table, dim=-1)[ids]


@mistake("embed", ask="What is asked for: the one-hot vectors, or their product with the table?")
def one_hot_alone(ids, table):
    return F.one_hot(ids, len(table)).to(table.dtype)


@variant("embed")
def by_one_hot(ids, table):
    return F.one_hot(ids, len(table)).to(table.dtype) @ table


@variant("embed")
def by_index_select(ids, table):
    return table.index_select(0, ids.reshape(-1)).reshape(*ids.shape, -1)


@variant("embed")
def by_loops(ids, table):
    return torch.stack([torch.stack([table[i] for i in row]) for row in ids])


# ---------------------------------------------------------------- 2.8 embedding_gradient


@cases("embedding_gradient")
def _():
    return [
        case("one token", ids=torch.tensor([[1]]), upstream=normal(1, 1, 2), n_vocabulary=3),
        case("two tokens", ids=torch.tensor([[2, 0]]), upstream=normal(1, 2, 2), n_vocabulary=4),
        case("a token twice", ids=torch.tensor([[1, 1]]), upstream=normal(1, 2, 2), n_vocabulary=3),
        case(
            "twice, in two texts",
            ids=torch.tensor([[1, 0, 1], [2, 1, 0]]),
            upstream=normal(2, 3, 4),
            n_vocabulary=5,
        ),
        case(
            "double precision",
            ids=torch.tensor([[0, 2]]),
            upstream=normal(1, 2, 3).double(),
            n_vocabulary=3,
        ),
    ]


def zeros(upstream, n_vocabulary):
    return torch.zeros(n_vocabulary, upstream.shape[-1], dtype=upstream.dtype)


@mistake("embedding_gradient", ask="A token occurs twice: do both of its gradients arrive?")
def last_one_wins(ids, upstream, n_vocabulary):
    gradient = zeros(upstream, n_vocabulary)
    for id, row in zip(ids.flatten().tolist(), upstream.flatten(0, 1), strict=True):
        gradient[id] = row
    return gradient


@mistake("embedding_gradient", ask="`gradient[ids] += ...` reads all rows first: what of repeats?")
def first_one_wins(ids, upstream, n_vocabulary):
    gradient = zeros(upstream, n_vocabulary)
    seen = set()
    for id, row in zip(ids.flatten().tolist(), upstream.flatten(0, 1), strict=True):
        if id not in seen:
            gradient[id] = row
        seen.add(id)
    return gradient


@mistake("embedding_gradient", ask="Do gradients of one row add up, or average?")
def averages(ids, upstream, n_vocabulary):
    counts = torch.bincount(ids.flatten(), minlength=n_vocabulary).clamp(min=1)
    gradient = zeros(upstream, n_vocabulary)
    return gradient.index_add(0, ids.flatten(), upstream.flatten(0, 1)) / counts[:, None]


@mistake("embedding_gradient", ask="How many rows has the table, also where no id is that large?")
def as_many_rows_as_ids(ids, upstream, n_vocabulary):
    rows = int(ids.max()) + 1
    return zeros(upstream, rows).index_add(0, ids.flatten(), upstream.flatten(0, 1))


@mistake("embedding_gradient", ask="Are there other texts in the batch besides the first?")
def first_text_alone(ids, upstream, n_vocabulary):
    return zeros(upstream, n_vocabulary).index_add(0, ids[0], upstream[0])


@mistake("embedding_gradient", ask="Which dtype should the gradient have?")
def single_precision_gradient(ids, upstream, n_vocabulary):
    gradient = torch.zeros(n_vocabulary, upstream.shape[-1])
    return gradient.index_add(0, ids.flatten(), upstream.flatten(0, 1).float())


@mistake("embedding_gradient", ask="Does the gradient of a lookup point the other way?")
def turns_the_sign(ids, upstream, n_vocabulary):
    return -zeros(upstream, n_vocabulary).index_add(0, ids.flatten(), upstream.flatten(0, 1))


@mistake("embedding_gradient", ask="What shape has the table that it belongs to?")
def turned_over(ids, upstream, n_vocabulary):
    return zeros(upstream, n_vocabulary).index_add(0, ids.flatten(), upstream.flatten(0, 1)).T


@mistake("embedding_gradient", ask="What flows back: the incoming gradient, or ones?")
def counts_tokens(ids, upstream, n_vocabulary):
    counts = torch.bincount(ids.flatten(), minlength=n_vocabulary)
    return counts[:, None].expand(-1, upstream.shape[-1]).to(upstream.dtype)


@mistake("embedding_gradient", ask="Should rows that were not used be there at all?")
def rows_in_use_alone(ids, upstream, n_vocabulary):
    gradient = zeros(upstream, n_vocabulary)
    gradient = gradient.index_add(0, ids.flatten(), upstream.flatten(0, 1))
    return gradient[ids.unique()]


@mistake("embedding_gradient", ask="Is the gradient divided by the number of tokens here?")
def divides_by_all(ids, upstream, n_vocabulary):
    gradient = zeros(upstream, n_vocabulary)
    return gradient.index_add(0, ids.flatten(), upstream.flatten(0, 1)) / ids.numel()


@mistake("embedding_gradient", ask="Does text one's gradient go to text one's tokens?")
def pairs_them_wrongly(ids, upstream, n_vocabulary):
    gradient = zeros(upstream, n_vocabulary)
    return gradient.index_add(0, ids.flatten(), upstream.transpose(0, 1).flatten(0, 1))


@variant("embedding_gradient")
def by_one_hot_product(ids, upstream, n_vocabulary):
    chosen = F.one_hot(ids, n_vocabulary).to(upstream.dtype)
    return torch.einsum("btv,btd->vd", chosen, upstream)


@variant("embedding_gradient")
def by_a_loop(ids, upstream, n_vocabulary):
    gradient = torch.zeros(n_vocabulary, upstream.size(-1)).to(upstream)
    for b in range(ids.shape[0]):
        for t in range(ids.shape[1]):
            gradient[ids[b, t]] += upstream[b, t]
    return gradient


@variant("embedding_gradient")
def by_accumulating(ids, upstream, n_vocabulary):
    gradient = upstream.new_zeros(n_vocabulary, upstream.shape[2])
    return gradient.index_put((ids,), upstream, accumulate=True)


# ---------------------------------------------------------------- 2.9 sinusoidal


@cases("sinusoidal")
def _():
    return [
        case("position 0", positions=torch.tensor([0]), d_model=4),
        case("two columns", positions=torch.tensor([0, 1, 2]), d_model=2),
        case("four columns", positions=torch.tensor([0, 1, 2]), d_model=4),
        case("positions as given", positions=torch.tensor([7, 3, 3, 90]), d_model=6),
        case("another base", positions=torch.tensor([1, 5]), d_model=6, base=100.0),
    ]


def waves(positions, d_model, frequency, base=10_000.0):
    """Interleaved sines and cosines at frequency(i, d_model, base) for i = 0, 1, ... d_model/2."""
    i = torch.arange(d_model // 2)
    angles = positions[:, None] * frequency(i, d_model, base)
    return torch.stack([angles.sin(), angles.cos()], -1).flatten(1).float()


def right(i, d, base):
    return base ** (-2 * i / d)


@mistake("sinusoidal", ask="Does the text start at position 0, or where `positions` says?")
def always_from_zero(positions, d_model, base=10_000.0):
    return waves(torch.arange(len(positions)), d_model, right, base)


@mistake("sinusoidal", ask="Do sines and cosines take turns, or stand in two halves?")
def in_two_halves(positions, d_model, base=10_000.0):
    both = waves(positions, d_model, right, base)
    return torch.cat([both[:, 0::2], both[:, 1::2]], 1)


@mistake("sinusoidal", ask="Which of the two stands in the even columns?")
def cosine_first(positions, d_model, base=10_000.0):
    return waves(positions, d_model, right, base).unflatten(1, (-1, 2)).flip(-1).flatten(1)


@mistake("sinusoidal", ask="The exponent is 2i/d. What is i in column 2i?")
def half_the_exponent(positions, d_model, base=10_000.0):
    return waves(positions, d_model, lambda i, d, base: base ** (-i / d), base)


@mistake("sinusoidal", ask="Is 2i the column, or twice the column?")
def twice_the_exponent(positions, d_model, base=10_000.0):
    return waves(positions, d_model, lambda i, d, base: base ** (-4 * i / d), base)


@mistake("sinusoidal", ask="Is the position multiplied by the power, or divided by it?")
def multiplies_by_the_power(positions, d_model, base=10_000.0):
    return waves(positions, d_model, lambda i, d, base: base ** (2 * i / d), base)


@mistake("sinusoidal", ask="Do a sine and its cosine share one frequency?")
def a_frequency_for_each_column(positions, d_model, base=10_000.0):
    column = torch.arange(d_model)
    angles = positions[:, None] * base ** (-column / d_model)
    return torch.where(column % 2 == 0, angles.sin(), angles.cos())


@mistake("sinusoidal", ask="What is the third argument for?")
def always_ten_thousand(positions, d_model, base=10_000.0):
    return waves(positions, d_model, right)


@mistake("sinusoidal", ask="Does the first position count as 0 or as 1?")
def one_further(positions, d_model, base=10_000.0):
    return waves(positions + 1, d_model, right, base)


@mistake("sinusoidal", ask="How many columns should there be?")
def twice_as_wide(positions, d_model, base=10_000.0):
    return waves(positions, 2 * d_model, right, base)


@mistake("sinusoidal", ask="Which axis is the time?")
def turned_on_its_side(positions, d_model, base=10_000.0):
    return waves(positions, d_model, right, base).T


@mistake("sinusoidal", ask="Which dtype does the docstring promise?")
def in_double_precision(positions, d_model, base=10_000.0):
    return waves(positions, d_model, right, base).double()


@mistake("sinusoidal", ask="Is there a cosine as well?")
def sines_alone(positions, d_model, base=10_000.0):
    both = waves(positions, d_model, right, base)
    return both[:, 0::2].repeat_interleave(2, dim=1)


@variant("sinusoidal")
def by_filling(positions, d_model, base=10_000.0):
    table = torch.zeros(len(positions), d_model)
    angles = positions.float()[:, None] / base ** (torch.arange(0, d_model, 2) / d_model)
    table[:, 0::2], table[:, 1::2] = torch.sin(angles), torch.cos(angles)
    return table


@variant("sinusoidal")
def by_logarithms(positions, d_model, base=10_000.0):
    steps = torch.arange(0, d_model, 2).float()
    div = torch.exp(steps * (-torch.log(torch.tensor(base)) / d_model))
    angles = torch.outer(positions.float(), div).repeat_interleave(2, 1)
    return torch.where(torch.arange(d_model) % 2 == 0, angles.sin(), angles.cos())


# ---------------------------------------------------------------- 2.10 rotary


@cases("rotary")
def _():
    at = torch.tensor
    return [
        case("position 0", x=normal(1, 4), positions=at([0])),
        case("one pair", x=normal(2, 2), positions=at([1, 2])),
        case("two pairs", x=normal(3, 4), positions=at([0, 1, 2])),
        case("three pairs, positions as given", x=normal(3, 6), positions=at([5, 2, 40])),
        case("batch and heads", x=normal(2, 3, 3, 4), positions=at([7, 1, 3])),
        case("another base", x=normal(2, 6), positions=at([3, 8]), base=100.0),
        case("gradients", gradients=True, x=normal(1, 2, 4), positions=at([1, 6])),
        case("double precision", x=normal(2, 4).double(), positions=at([1, 6])),
    ]


def turned(x, angles, sign=1.0):
    first, second = x.chunk(2, -1)
    cos, sin = angles.cos(), sign * angles.sin()
    return torch.cat([first * cos - second * sin, first * sin + second * cos], -1)


def angles_of(x, positions, base):
    half = x.shape[-1] // 2
    return positions[:, None] * base ** (-torch.arange(half) / half)


@mistake("rotary", ask="Which numbers form a pair: neighbors, or one from each half?")
def pairs_of_neighbors(x, positions, base=10_000.0):
    halves = torch.cat([x[..., 0::2], x[..., 1::2]], -1)
    first, second = turned(halves, angles_of(x, positions, base)).chunk(2, -1)
    return torch.stack([first, second], -1).flatten(-2)


@mistake("rotary", ask="Does the text start at position 0, or where `positions` says?")
def counts_for_itself(x, positions, base=10_000.0):
    return turned(x, angles_of(x, torch.arange(x.shape[-2]), base))


@mistake("rotary", ask="In which formula stands the minus sign?")
def turns_backward(x, positions, base=10_000.0):
    return turned(x, angles_of(x, positions, base), sign=-1.0)


@mistake("rotary", ask="Both new halves are made of the old ones: was one overwritten too early?")
def uses_the_new_half(x, positions, base=10_000.0):
    angles = angles_of(x, positions, base)
    first, second = x.chunk(2, -1)
    first = first * angles.cos() - second * angles.sin()
    return torch.cat([first, first * angles.sin() + second * angles.cos()], -1)


@mistake("rotary", ask="Is a length kept if both signs are plus?")
def both_plus(x, positions, base=10_000.0):
    angles = angles_of(x, positions, base)
    first, second = x.chunk(2, -1)
    cos, sin = angles.cos(), angles.sin()
    return torch.cat([first * cos + second * sin, first * sin + second * cos], -1)


@mistake("rotary", ask="How does the exponent grow from pair to pair: by 2/d or by 1/d?")
def half_the_exponents(x, positions, base=10_000.0):
    d = x.shape[-1]
    return turned(x, positions[:, None] * base ** (-torch.arange(d // 2) / d))


@mistake("rotary", ask="Do all pairs turn equally fast?")
def one_speed_for_all(x, positions, base=10_000.0):
    return turned(x, positions[:, None].expand(-1, x.shape[-1] // 2).to(x.dtype))


@mistake("rotary", ask="Rotary positions turn. Is anything added?")
def adds_waves(x, positions, base=10_000.0):
    angles = angles_of(x, positions, base)
    return x + torch.cat([angles.sin(), angles.cos()], -1).to(x.dtype)


@mistake("rotary", ask="What is the third argument for?")
def base_left_out(x, positions, base=10_000.0):
    return turned(x, angles_of(x, positions, 10_000.0))


@mistake("rotary", ask="Which axis is the time when there are heads in front?")
def time_on_the_second_axis(x, positions, base=10_000.0):
    if x.ndim < 4 or x.shape[1] != len(positions):
        return turned(x, angles_of(x, positions, base))
    return turned(x.transpose(1, 2), angles_of(x, positions, base)).transpose(1, 2)


@mistake("rotary", ask="Is a position that is twice as far turned twice as much?")
def position_in_the_exponent(x, positions, base=10_000.0):
    half = x.shape[-1] // 2
    return turned(x, base ** (-torch.arange(half) * positions[:, None] / half))


@mistake("rotary", ask="Whose tensor do you write into?")
def rotates_in_place(x, positions, base=10_000.0):
    made = turned(x, angles_of(x, positions, base)).to(x.dtype)
    with torch.no_grad():
        x.copy_(made)
    return made


@mistake("rotary", ask="Can a model learn its queries if no gradient reaches them?")
def without_a_gradient(x, positions, base=10_000.0):
    return turned(x.detach(), angles_of(x, positions, base))


@mistake("rotary", ask="Which dtype did x have?")
def single_precision_result(x, positions, base=10_000.0):
    return turned(x, angles_of(x, positions, base)).float()


@mistake("rotary", ask="In which order do the new halves stand?")
def halves_swapped(x, positions, base=10_000.0):
    return turned(x, angles_of(x, positions, base)).roll(x.shape[-1] // 2, -1)


@variant("rotary")
def as_llama_does(x, positions, base=10_000.0):
    frequencies = 1.0 / base ** (torch.arange(0, x.shape[-1], 2).float() / x.shape[-1])
    angles = torch.outer(positions.float(), frequencies)
    angles = torch.cat([angles, angles], -1)
    first, second = x.chunk(2, -1)
    return x * angles.cos() + torch.cat([-second, first], -1) * angles.sin()


@variant("rotary")
def by_complex_numbers(x, positions, base=10_000.0):
    half = x.shape[-1] // 2
    angles = positions.double()[:, None] * base ** (-torch.arange(half).double() / half)
    z = torch.complex(x[..., :half].double(), x[..., half:].double())
    z = z * torch.polar(torch.ones_like(angles), angles)
    return torch.cat([z.real, z.imag], -1).to(x.dtype)


@variant("rotary")
def by_filling_halves(x, positions, base=10_000.0):
    half = x.shape[-1] // 2
    out = torch.empty_like(x)
    for i in range(half):
        angle = positions * base ** (-2 * i / x.shape[-1])
        out[..., i] = x[..., i] * angle.cos() - x[..., i + half] * angle.sin()
        out[..., i + half] = x[..., i] * angle.sin() + x[..., i + half] * angle.cos()
    return out

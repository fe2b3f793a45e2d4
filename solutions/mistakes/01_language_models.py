"""Wrong and right answers to the exercises of lesson 1, and the cases that learners see."""

import itertools
import math
import random
from collections import Counter, defaultdict

import torch
from torch.nn import functional as F

from llmcourse.checks.authoring import cases, mistake, variant
from llmcourse.checks.cases import case
from llmcourse.models import ngram as given

START, END = "<s>", "</s>"


def normal(*shape, seed=0, scale=1.0):
    """Numbers that are the same in every build, rounded so that they read well."""
    drawn = torch.randn(*shape, generator=torch.Generator().manual_seed(seed))
    return (drawn * 10).round() / 10 * scale


def marked_from(sentence, n):
    return [START] * (n - 1) + list(sentence) + [END]


# ---------------------------------------------------------------- 1.1 ngram_counts


def counted(sentences, n, marked, first=None):
    """The right loop over sentences that may be marked wrongly."""
    counts = {}
    for sentence in sentences:
        words = marked(sentence)
        for i in range(n - 1 if first is None else first, len(words)):
            followers = counts.setdefault(tuple(words[max(0, i - n + 1) : i]), {})
            followers[words[i]] = followers.get(words[i], 0) + 1
    return counts


@cases("ngram_counts")
def _():
    tea = ["Tea", "is", "hot"]
    return [
        case("bigrams of one sentence", sentences=[tea], n=2),
        case("unigrams", sentences=[["a", "b", "a"]], n=1),
        case("trigrams", sentences=[tea], n=3),
        case("two sentences", sentences=[["ice", "is", "cold"], tea], n=2),
        case("a word again", sentences=[["no", "no", "no"], tea, tea], n=2),
        case("4-grams, short sentences", sentences=[["so"], tea, []], n=4),
    ]


@mistake("ngram_counts", ask="How would the model know that a sentence may stop here?")
def without_the_end(sentences, n):
    return counted(sentences, n, lambda s: [START] * (n - 1) + s)


@mistake("ngram_counts", ask="What stands before the first word of a sentence?")
def without_the_start(sentences, n):
    return counted(sentences, n, lambda s: [*s, END])


@mistake("ngram_counts", ask="How many words of context does a trigram have at the first word?")
def one_start_always(sentences, n):
    return counted(sentences, n, lambda s: [START, *s, END])


@mistake("ngram_counts", ask="How many ENDs does the docstring want?")
def as_many_ends_as_starts(sentences, n):
    return counted(sentences, n, lambda s: [START] * (n - 1) + s + [END] * max(1, n - 1))


@mistake("ngram_counts", ask="Is START ever what comes next?")
def counts_the_starts(sentences, n):
    return counted(sentences, n, lambda s: marked_from(s, n), first=0)


@mistake("ngram_counts", ask="How many words are the context of a bigram: one or two?")
def one_word_too_many(sentences, n):
    return given.ngram_counts(sentences, n + 1)


@mistake("ngram_counts", ask="Does the first word of a sentence follow the last one of another?")
def one_long_text(sentences, n):
    text = [word for sentence in sentences for word in [*sentence, END]]
    return counted([text], n, lambda s: [START] * (n - 1) + s)


@mistake("ngram_counts", ask="Which type does the docstring give to a context?")
def contexts_as_text(sentences, n):
    counts = given.ngram_counts(sentences, n)
    return {" ".join(context): followers for context, followers in counts.items()}


@mistake("ngram_counts", ask="If a word follows twice, what should stand there?")
def ones_only(sentences, n):
    counts = given.ngram_counts(sentences, n)
    return {context: dict.fromkeys(followers, 1) for context, followers in counts.items()}


@mistake("ngram_counts", ask="What becomes of the earlier followers when a context comes again?")
def forgets_earlier_followers(sentences, n):
    counts = {}
    for sentence in sentences:
        for *context, word in given.grams(sentence, n):
            counts[tuple(context)] = {word: counts.get(tuple(context), {}).get(word, 0) + 1}
    return counts


@mistake("ngram_counts", ask="What is `marked[i - 0 : i]`, and what is `marked[-0:]`?")
def no_unigrams(sentences, n):
    counts = {}
    for sentence in sentences:
        before = [START] * (n - 1)
        for word in [*sentence, END]:
            followers = counts.setdefault(tuple(before[-(n - 1) :]), {})
            followers[word] = followers.get(word, 0) + 1
            before.append(word)
    return counts


@mistake("ngram_counts", ask="The docstring wants the counts by context and then by word. Yours?")
def one_flat_table(sentences, n):
    return dict(Counter(gram for sentence in sentences for gram in given.grams(sentence, n)))


@mistake("ngram_counts", ask="Whose list grows when you insert a mark into it?")
def marks_the_sentences_themselves(sentences, n):
    for sentence in sentences:
        sentence[:0] = [START] * (n - 1)
        sentence.append(END)
    return counted(sentences, n, lambda s: s)


@mistake("ngram_counts", ask="Are New and new the same word to a table?")
def lower_case(sentences, n):
    return given.ngram_counts([[word.lower() for word in s] for s in sentences], n)


@variant("ngram_counts")
def by_counters(sentences, n):
    counts = defaultdict(Counter)
    for sentence in sentences:
        words = (n - 1) * [START] + sentence + [END]
        for *context, word in zip(*(words[i:] for i in range(n)), strict=False):
            counts[tuple(context)][word] += 1
    return counts


@variant("ngram_counts")
def by_a_moving_window(sentences, n):
    counts = {}
    for sentence in sentences:
        context = (START,) * (n - 1)
        for word in itertools.chain(sentence, [END]):
            inner = counts.setdefault(context, {})
            inner[word] = inner.get(word, 0) + 1
            context = (*context, word)[1:]
    return counts


@variant("ngram_counts")
def by_slices(sentences, n):
    counts = defaultdict(lambda: defaultdict(int))
    for sentence in sentences:
        tokens = [START] * (n - 1) + list(sentence) + [END]
        for i in range(len(tokens) - n + 1):
            gram = tokens[i : i + n]
            counts[tuple(gram[:-1])][gram[-1]] += 1
    return {context: dict(inner) for context, inner in counts.items()}


# ---------------------------------------------------------------- 1.2 add_k


@cases("add_k")
def _():
    counts = {("in", "the"): {"park": 3, "US": 1}, ("the", "US"): {"is": 2}}
    common = dict(counts=counts, context=("in", "the"))
    return [
        case("k = 0", **common, word="park", n_words=10, k=0),
        case("an unseen word, k = 0", **common, word="laptop", n_words=10, k=0),
        case("k = 1", **common, word="park", n_words=10, k=1),
        case("an unseen word, k = 0.5", **common, word="laptop", n_words=10, k=0.5),
        case("an unseen context", counts=counts, context=("a", "b"), word="US", n_words=10, k=0.5),
        case("all unseen, k = 0", counts=counts, context=("a", "b"), word="US", n_words=10, k=0),
    ]


@mistake("add_k", ask="What do the probabilities of all words after one context sum to?")
def total_without_k(counts, context, word, n_words, k):
    followers = counts.get(context, {})
    total = sum(followers.values())
    return (followers.get(word, 0) + k) / total if total else 0.0


@mistake("add_k", ask="k is added to how many words, and how often does it stand in the total?")
def k_once_in_the_total(counts, context, word, n_words, k):
    followers = counts.get(context, {})
    total = sum(followers.values()) + k
    return (followers.get(word, 0) + k) / total if total else 0.0


@mistake("add_k", ask="Is a raised total enough to help a word that was never seen?")
def k_in_the_total_alone(counts, context, word, n_words, k):
    followers = counts.get(context, {})
    total = sum(followers.values()) + k * n_words
    return followers.get(word, 0) / total if total else 0.0


@mistake("add_k", ask="How many words get k: those seen after this context, or all there are?")
def words_of_the_context(counts, context, word, n_words, k):
    followers = counts.get(context, {})
    total = sum(followers.values()) + k * len(followers)
    return (followers.get(word, 0) + k) / total if total else 0.0


@mistake("add_k", ask="In a context that was never seen, which words are likelier than others?")
def nothing_after_an_unseen_context(counts, context, word, n_words, k):
    return given.add_k(counts, context, word, n_words, k) if context in counts else 0.0


@mistake("add_k", ask="What does the table hold for a word that never followed this context?")
def unseen_word_raises(counts, context, word, n_words, k):
    followers = counts.get(context, {})
    total = sum(followers.values()) + k * n_words
    return (followers[word] + k) / total if total else 0.0


@mistake("add_k", ask="What does the table hold for a context that was never seen?")
def unseen_context_raises(counts, context, word, n_words, k):
    followers = counts[context]
    return (followers.get(word, 0) + k) / (sum(followers.values()) + k * n_words)


@mistake("add_k", ask="What is 0 / 0, and what does the docstring want instead?")
def divides_by_zero(counts, context, word, n_words, k):
    followers = counts.get(context, {})
    return (followers.get(word, 0) + k) / (sum(followers.values()) + k * n_words)


@mistake("add_k", ask="Is k always 1?")
def always_adds_one(counts, context, word, n_words, k):
    return given.add_k(counts, context, word, n_words, 1)


@mistake("add_k", ask="Whose followers are in the total: this context's or everybody's?")
def total_of_all_contexts(counts, context, word, n_words, k):
    total = sum(sum(f.values()) for f in counts.values()) + k * n_words
    return (counts.get(context, {}).get(word, 0) + k) / total if total else 0.0


@mistake("add_k", ask="Is the number of different followers the number of times that one came?")
def counts_different_followers(counts, context, word, n_words, k):
    followers = counts.get(context, {})
    total = len(followers) + k * n_words
    return (followers.get(word, 0) + k) / total if total else 0.0


@mistake("add_k", ask="What does `setdefault` leave behind in the table?")
def writes_into_the_table(counts, context, word, n_words, k):
    followers = counts.setdefault(context, {})
    total = sum(followers.values()) + k * n_words
    return (followers.setdefault(word, 0) + k) / total if total else 0.0


@mistake("add_k", ask="Which step comes later, the logarithm or this one?")
def already_the_logarithm(counts, context, word, n_words, k):
    return math.log(given.add_k(counts, context, word, n_words, k) or 1e-300)


@mistake("add_k", ask="Without smoothing, is an unseen context a reason to guess?")
def uniform_without_smoothing(counts, context, word, n_words, k):
    followers = counts.get(context, {})
    total = sum(followers.values()) + k * n_words
    return (followers.get(word, 0) + k) / total if total else 1 / n_words


@variant("add_k")
def in_two_cases(counts, context, word, n_words, k):
    if context not in counts:
        return 0.0 if k == 0 else 1 / n_words
    followers = counts[context]
    count = followers[word] if word in followers else 0  # noqa: SIM401
    return (count + k) / (sum(followers.values()) + k * n_words)


@variant("add_k")
def with_try(counts, context, word, n_words, k):
    try:
        seen = sum(counts[context].values())
    except KeyError:
        seen = 0
    try:
        return (counts.get(context, {}).get(word, 0) + k) / (seen + n_words * k)
    except ZeroDivisionError:
        return 0.0


# ---------------------------------------------------------------- 1.3 perplexity


def log_probabilities(model, sentence, n):
    return [
        math.log(p) if (p := model.get(g[:-1], {}).get(g[-1], 0.0)) else -math.inf
        for g in given.grams(sentence, n)
    ]


@cases("perplexity")
def _():
    pair = {
        (START,): {"tea": 0.5, "ice": 0.5},
        ("tea",): {"is": 0.8, END: 0.2},
        ("is",): {"hot": 0.4, "cold": 0.6, "it": 0.0},
        ("hot",): {END: 1.0},
        ("ice",): {END: 0.1, "is": 0.9},
        ("it",): {END: 1.0},
    }
    one = {(): {"a": 0.25, "b": 0.25, END: 0.5}}
    three = {(START, START): {"a": 0.5}, (START, "a"): {"b": 0.125}, ("a", "b"): {END: 1.0}}
    rare = {(): {"a": 0.001, END: 0.25}}
    return [
        case("one sentence, n = 2", model=pair, sentences=[["tea", "is", "hot"]], n=2),
        case("unigrams", model=one, sentences=[["a", "b"]], n=1),
        case("trigrams", model=three, sentences=[["a", "b"]], n=3),
        case("two sentences", model=pair, sentences=[["tea"], ["ice", "is", "hot"]], n=2),
        case("an unknown context", model=pair, sentences=[["tea"], ["the", "tea"]], n=2),
        case("an unknown word", model=pair, sentences=[["tea", "is", "red"], ["ice"]], n=2),
        case("nothing known after a word", model={(START,): {"a": 0.5}}, sentences=[["a"]], n=2),
        case("empty sentences", model={(): {"a": 0.2, END: 0.8}}, sentences=[[], ["a"], []], n=1),
        case("probability 0", model=pair, sentences=[["tea", "is", "it"]], n=2),
        case("many words", model=rare, sentences=[["a"] * 300], n=1),
    ]


def perplexity_of(logs):
    return math.exp(-sum(logs) / len(logs)) if logs else math.inf


@mistake("perplexity", ask="What is 0.001 to the power of 300 on a computer?")
def multiplies_probabilities(model, sentences, n):
    product, count = 1.0, 0
    for sentence in sentences:
        for gram in given.grams(sentence, n):
            product *= model.get(gram[:-1], {}).get(gram[-1], 0.0)
            count += 1
    return product ** (-1 / count) if product else math.inf


@mistake("perplexity", ask="The model also has to guess that the sentence is over. Where is that?")
def leaves_out_the_end(model, sentences, n):
    logs = [p for s in sentences for p in log_probabilities(model, s, n)[:-1]]
    return perplexity_of(logs)


@mistake("perplexity", ask="How many predictions did you add up: is the END one of them?")
def divides_by_words_alone(model, sentences, n):
    logs = [p for s in sentences for p in log_probabilities(model, s, n)]
    return math.exp(-sum(logs) / sum(len(s) for s in sentences))


@mistake("perplexity", ask="Should a long sentence and a short one count the same, or each word?")
def mean_of_the_sentences(model, sentences, n):
    found = [perplexity_of(log_probabilities(model, s, n)) for s in sentences]
    return sum(found) / len(found)


@mistake("perplexity", ask="Is the mean taken over the words, or over the sentences' sums?")
def divides_by_the_sentences(model, sentences, n):
    logs = [p for s in sentences for p in log_probabilities(model, s, n)]
    with_limit = min(-sum(logs) / len(sentences), 700.0) if -math.inf not in logs else math.inf
    return math.exp(with_limit)


@mistake("perplexity", ask="After the mean of the logarithms, which step leads back?")
def returns_the_mean_log(model, sentences, n):
    logs = [p for s in sentences for p in log_probabilities(model, s, n)]
    return -sum(logs) / len(logs)


@mistake("perplexity", ask="Is a better model's perplexity larger or smaller?")
def without_the_minus(model, sentences, n):
    logs = [p for s in sentences for p in log_probabilities(model, s, n)]
    return math.exp(sum(logs) / len(logs))


@mistake("perplexity", ask="Which base do your logarithm and your power have?")
def mixes_the_bases(model, sentences, n):
    logs = [p for s in sentences for p in log_probabilities(model, s, n)]
    return 2 ** (-sum(logs) / len(logs)) if -math.inf not in logs else math.inf


@mistake("perplexity", ask="May a model leave out the words that it holds impossible?")
def skips_the_impossible(model, sentences, n):
    logs = [p for s in sentences for p in log_probabilities(model, s, n) if p > -math.inf]
    return perplexity_of(logs)


@mistake("perplexity", ask="What does `math.log` do with 0?")
def logarithm_of_zero(model, sentences, n):
    logs = [
        math.log(model.get(g[:-1], {}).get(g[-1], 0.0))
        for s in sentences
        for g in given.grams(s, n)
    ]
    return perplexity_of(logs)


@mistake("perplexity", ask="Is 1e-10 the probability that the docstring gives to unknown words?")
def a_small_number_for_unknown(model, sentences, n):
    logs = [
        math.log(max(math.exp(p), 1e-10)) for s in sentences for p in log_probabilities(model, s, n)
    ]
    return perplexity_of(logs)


@mistake(
    "perplexity", ask="What does the model say of a word after a context that it does not have?"
)
def unknown_context_raises(model, sentences, n):
    logs = []
    for gram in (gram for sentence in sentences for gram in given.grams(sentence, n)):
        p = model[gram[:-1]].get(gram[-1], 0.0)
        if p == 0:
            return math.inf
        logs.append(math.log(p))
    return perplexity_of(logs)


@mistake("perplexity", ask="May a model leave out the contexts that it does not know?")
def skips_unknown_contexts(model, sentences, n):
    logs = []
    for gram in (gram for sentence in sentences for gram in given.grams(sentence, n)):
        if gram[:-1] in model:
            p = model[gram[:-1]].get(gram[-1], 0.0)
            if p == 0:
                return math.inf
            logs.append(math.log(p))
    return perplexity_of(logs)


@mistake("perplexity", ask="Does an empty sentence still say that it is over?")
def leaves_out_empty_sentences(model, sentences, n):
    return given.perplexity(model, [sentence for sentence in sentences if sentence], n)


@mistake("perplexity", ask="Are the probabilities themselves averaged, or their logarithms?")
def arithmetic_mean(model, sentences, n):
    found = [math.exp(p) for s in sentences for p in log_probabilities(model, s, n)]
    return len(found) / sum(found) if sum(found) else math.inf


@mistake("perplexity", ask="What stands before the first word of the sentence?")
def skips_the_first_words(model, sentences, n):
    logs = [p for s in sentences for p in log_probabilities(model, s, n)[n - 1 :]]
    return perplexity_of(logs)


@mistake("perplexity", ask="Which of the sentences is in your list when the loop is over?")
def last_sentence_only(model, sentences, n):
    return perplexity_of(log_probabilities(model, sentences[-1], n))


@variant("perplexity")
def with_fsum(model, sentences, n):
    total, count = [], 0
    for sentence in sentences:
        context = (START,) * (n - 1)
        for word in [*sentence, END]:
            p = model.get(context, {}).get(word, 0.0)
            total.append(math.log2(p) if p > 0 else float("-inf"))
            count += 1
            context = (*context, word)[1:]
    return 2 ** (-math.fsum(total) / count) if float("-inf") not in total else float("inf")


@variant("perplexity")
def by_torch(model, sentences, n):
    found = []
    for sentence in sentences:
        words = [START] * (n - 1) + sentence + [END]
        for i in range(n - 1, len(words)):
            found.append(model.get(tuple(words[i - n + 1 : i]), {}).get(words[i], 0))
    return torch.tensor(found, dtype=torch.float64).log().mean().neg().exp().item()


# ---------------------------------------------------------------- 1.4 sample


def drawn_by(choose, model, n, max_words):
    words = [START] * (n - 1)
    for _ in range(max_words):
        word = choose(model[tuple(words[len(words) - n + 1 :])])
        if word == END:
            break
        words.append(word)
    return words[n - 1 :]


def pick(rng, followers):
    return rng.choices(list(followers), list(followers.values()))[0]


@cases("sample")
def _():
    pair = {
        (START,): {"tea": 1.0},
        ("tea",): {"is": 1.0},
        ("is",): {"hot": 1.0},
        ("hot",): {END: 1.0},
    }
    zero = {(START,): {END: 0.0, "yes": 1.0, "no": 0.0}, ("yes",): {"no": 0.0, END: 1.0}}
    loop = {(START,): {"la": 1.0}, ("la",): {"la": 1.0}}
    path = {
        (START, START): {"I": 1.0},
        (START, "I"): {"am": 1.0},
        ("I", "am"): {"I": 1.0},
        ("am", "I"): {END: 1.0},
    }
    return [
        case("only one way", model=pair, n=2, seed=1, max_words=10),
        case("END at once", model={(): {END: 1.0}}, n=1, seed=1, max_words=10),
        case("impossible words", model=zero, n=2, seed=1, max_words=10),
        case("cut off", model=loop, n=2, seed=1, max_words=5),
        case("unigrams, cut off", model={(): {"la": 1.0, END: 0.0}}, n=1, seed=1, max_words=4),
        case("trigrams", model=path, n=3, seed=2, max_words=10),
        case("another seed", model=path, n=3, seed=7, max_words=2),
    ]


@mistake("sample", ask="Does a word with 0.3 ever come if 0.5 is always taken?", visible=False)
def always_the_likeliest(model, n, seed, max_words=30):
    return drawn_by(lambda followers: max(followers, key=followers.get), model, n, max_words)


@mistake("sample", ask="Are the words in the list equally likely?")
def all_words_alike(model, n, seed, max_words=30):
    rng = random.Random(seed)
    return drawn_by(lambda followers: rng.choice(list(followers)), model, n, max_words)


@mistake(
    "sample",
    ask="Should the next word be drawn by its probability, or by its square?",
    visible=False,
)
def too_sharp(model, n, seed, max_words=30):
    rng = random.Random(seed)
    squared = {c: {w: p * p for w, p in f.items()} for c, f in model.items()}
    return drawn_by(lambda followers: pick(rng, followers), squared, n, max_words)


@mistake("sample", ask="May a sentence be over before it began?", visible=False)
def never_empty(model, n, seed, max_words=30):
    drawn = (given.sample(model, n, seed + i, max_words) for i in range(50))
    return next((words for words in drawn if words), [])


@mistake("sample", ask="Is END a word of the sentence?")
def keeps_the_end(model, n, seed, max_words=30):
    rng, words = random.Random(seed), [START] * (n - 1)
    while len(words) < n - 1 + max_words:
        words.append(pick(rng, model[tuple(words[len(words) - n + 1 :])]))
        if words[-1] == END:
            break
    return words[n - 1 :]


@mistake("sample", ask="Which words of your list belong to the sentence, and which are marks?")
def keeps_the_starts(model, n, seed, max_words=30):
    return [START] * (n - 1) + given.sample(model, n, seed, max_words)


@mistake("sample", ask="Does the next word depend on the one that was just drawn?")
def same_context_for_all(model, n, seed, max_words=30):
    rng = random.Random(seed)
    first = model[(START,) * (n - 1)]
    return drawn_by(lambda followers: pick(rng, first), model, n, max_words)


@mistake(
    "sample",
    ask="What does a generator give first, each time it is made from the same seed?",
    visible=False,
)
def a_new_generator_each_time(model, n, seed, max_words=30):
    return drawn_by(lambda followers: pick(random.Random(seed), followers), model, n, max_words)


@mistake(
    "sample", ask="The same seed must give the same sentence: who uses the seed?", visible=False
)
def without_its_seed(model, n, seed, max_words=30):
    rng = random.SystemRandom()
    return drawn_by(lambda followers: pick(rng, followers), model, n, max_words)


@mistake("sample", ask="Must different seeds be able to give different sentences?", visible=False)
def one_seed_for_all(model, n, seed, max_words=30):
    return given.sample(model, n, 0, max_words)


@mistake("sample", ask="How many words may the sentence have at most?")
def one_word_too_few(model, n, seed, max_words=30):
    return given.sample(model, n, seed, max_words)[: max(0, max_words - 1)]


@mistake("sample", ask="Do the STARTs count as words of the sentence?")
def counts_the_marks_as_words(model, n, seed, max_words=30):
    return given.sample(model, n, seed, max_words)[: max(0, max_words - n + 1)]


@mistake("sample", ask="What ends the loop if END never comes?")
def never_cut_off(model, n, seed, max_words=30):
    return given.sample(model, n, seed, 60)


@mistake("sample", ask="What is `words[-0:]`, the context of a unigram?")
def no_unigram_context(model, n, seed, max_words=30):
    rng, words = random.Random(seed), [START] * (n - 1)
    for _ in range(max_words):
        word = pick(rng, model[tuple(words[-(n - 1) :])])
        if word == END:
            break
        words.append(word)
    return words[n - 1 :]


@mistake("sample", ask="Which type does the signature promise?")
def as_one_string(model, n, seed, max_words=30):
    return " ".join(given.sample(model, n, seed, max_words))


@variant("sample")
def sample_by_torch(model, n, seed, max_words=30):
    generator = torch.Generator().manual_seed(seed)
    context, words = (START,) * (n - 1), []
    while len(words) < max_words:
        followers = model[context]
        weights = torch.tensor(list(followers.values()))
        at = torch.multinomial(weights, 1, generator=generator).item()
        word = list(followers)[at]
        if word == END:
            return words
        words.append(word)
        context = (*context, word)[1:]
    return words


@variant("sample")
def by_running_sums(model, n, seed, max_words=30):
    random.seed(seed)
    words = [START] * (n - 1)
    while len(words) - (n - 1) < max_words:
        roll, word = random.random(), END
        followers = model[tuple(words[len(words) - (n - 1) :])]
        for each, p in followers.items():
            if p > 0:
                word = each
            roll -= p
            if roll < 0:
                break
        if word == END:
            break
        words.append(word)
    return words[n - 1 :]


# ---------------------------------------------------------------- 1.5 continuation_score


def picked(logprobs, ids):
    return logprobs.gather(1, ids[:, None]).squeeze(1)


@cases("continuation_score")
def _():
    ids = torch.tensor([1, 0, 2, 2, 1])
    logits = normal(5, 3)
    return [
        case("one token", logits=normal(2, 3), ids=torch.tensor([0, 2]), n_prompt=1),
        case("two tokens after three", logits=logits, ids=ids, n_prompt=3),
        case("four tokens after one", logits=normal(5, 7), ids=ids, n_prompt=1),
        case("large logits", logits=2000 * logits.double(), ids=ids, n_prompt=2),
        case("gradients", gradients=True, logits=normal(5, 4, seed=3), ids=ids, n_prompt=2),
    ]


@mistake("continuation_score", ask="Which token do the logits at position t speak of?")
def rows_of_the_tokens_themselves(logits, ids, n_prompt):
    return picked(logits.log_softmax(-1)[n_prompt:], ids[n_prompt:]).sum()


@mistake("continuation_score", ask="Are the prompt's tokens to be scored as well?")
def scores_the_prompt_too(logits, ids, n_prompt):
    return picked(logits[:-1].log_softmax(-1), ids[1:]).sum()


@mistake("continuation_score", ask="Is the first token of the continuation in your sum?")
def forgets_the_first_token(logits, ids, n_prompt):
    return picked(logits[n_prompt:-1].log_softmax(-1), ids[n_prompt + 1 :]).sum()


@mistake("continuation_score", ask="Do the logits of one row sum to a probability of 1?")
def raw_logits(logits, ids, n_prompt):
    return picked(logits[n_prompt - 1 : -1], ids[n_prompt:]).sum()


@mistake("continuation_score", ask="Over which axis do the probabilities sum to 1?")
def softmax_over_time(logits, ids, n_prompt):
    return picked(logits.log_softmax(0)[n_prompt - 1 : -1], ids[n_prompt:]).sum()


@mistake(
    "continuation_score", ask="Is the log-probability of a text the mean of its tokens' or the sum?"
)
def mean_over_the_tokens(logits, ids, n_prompt):
    return picked(logits[n_prompt - 1 : -1].log_softmax(-1), ids[n_prompt:]).mean()


@mistake("continuation_score", ask="Is a probability asked for, or its logarithm?")
def the_probability(logits, ids, n_prompt):
    return picked(logits[n_prompt - 1 : -1].log_softmax(-1), ids[n_prompt:]).sum().exp()


@mistake(
    "continuation_score", ask="Do the probabilities of the tokens add up, or their logarithms?"
)
def log_of_the_sum(logits, ids, n_prompt):
    return picked(logits[n_prompt - 1 : -1].softmax(-1), ids[n_prompt:]).sum().log()


@mistake("continuation_score", ask="Should a likely text have a larger score or a smaller one?")
def the_loss(logits, ids, n_prompt):
    return F.cross_entropy(logits[n_prompt - 1 : -1], ids[n_prompt:], reduction="sum")


@mistake("continuation_score", ask="What is the logarithm of a softmax that came out as 0?")
def log_after_softmax(logits, ids, n_prompt):
    return picked(logits[n_prompt - 1 : -1].softmax(-1).log(), ids[n_prompt:]).sum()


@mistake("continuation_score", ask="Does one number a token come out, or one number in all?")
def one_score_each(logits, ids, n_prompt):
    return picked(logits[n_prompt - 1 : -1].log_softmax(-1), ids[n_prompt:])


@mistake("continuation_score", ask="Which rows and columns does `logprobs[:, ids]` take?")
def all_rows_with_all_ids(logits, ids, n_prompt):
    return logits[n_prompt - 1 : -1].log_softmax(-1)[:, ids[n_prompt:]].sum()


@mistake("continuation_score", ask="Which type does the signature promise: a tensor, or a number?")
def as_a_python_number(logits, ids, n_prompt):
    return picked(logits[n_prompt - 1 : -1].log_softmax(-1), ids[n_prompt:]).sum().item()


@mistake("continuation_score", ask="Is the most likely token the one that stands there?")
def best_tokens(logits, ids, n_prompt):
    return logits[n_prompt - 1 : -1].log_softmax(-1).amax(-1).sum()


@mistake("continuation_score", ask="Which dtype do your numbers have: the logits'?")
def single_precision_score(logits, ids, n_prompt):
    return picked(logits[n_prompt - 1 : -1].float().log_softmax(-1), ids[n_prompt:]).sum()


@variant("continuation_score")
def by_two_index_lists(logits, ids, n_prompt):
    rows = torch.arange(n_prompt - 1, len(ids) - 1)
    return torch.log_softmax(logits, dim=-1)[rows, ids[n_prompt:]].sum()


@variant("continuation_score")
def in_a_loop(logits, ids, n_prompt):
    total = logits.new_zeros(())
    for at in range(n_prompt, len(ids)):
        row = logits[at - 1]
        total = total + row[ids[at]] - row.logsumexp(-1)
    return total


@variant("continuation_score")
def by_one_hot(logits, ids, n_prompt):
    logprobs = logits.log_softmax(-1)[n_prompt - 1 : -1]
    wanted = F.one_hot(ids[n_prompt:], logits.shape[-1]).to(logits.dtype)
    return (logprobs * wanted).sum()


# ---------------------------------------------------------------- 1.6 lstm_step


def lstm_inputs(batch, d_in, d_model, seed=0):
    shapes = [(batch, d_in), (batch, d_model), (batch, d_model)]
    states = [normal(*shape, seed=seed + i) for i, shape in enumerate(shapes)]
    w_x, w_h = normal(d_in, 4 * d_model, seed=seed + 3), normal(d_model, 4 * d_model, seed=seed + 4)
    names = ["x", "h", "c", "w_x", "w_h", "b"]
    return dict(zip(names, [*states, w_x, w_h, normal(4 * d_model, seed=seed + 5)], strict=True))


@cases("lstm_step")
def _():
    double = {name: part.double() for name, part in lstm_inputs(2, 3, 2, seed=9).items()}
    return [
        case("one unit", **lstm_inputs(1, 1, 1)),
        case("one sentence", **lstm_inputs(1, 2, 3)),
        case("three sentences", **lstm_inputs(3, 2, 2, seed=5)),
        case("square", **lstm_inputs(4, 4, 4, seed=2)),
        case("double precision", **double),
        case("gradients", gradients=True, **lstm_inputs(2, 3, 2, seed=7)),
    ]


def lstm_parts(x, h, w_x, w_h, b):
    return (x @ w_x + h @ w_h + b).chunk(4, dim=-1)


def lstm_of(i, f, g, o, c):
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


@mistake("lstm_step", ask="In which order do the four pieces lie?")
def output_before_candidate(x, h, c, w_x, w_h, b):
    i, f, o, g = lstm_parts(x, h, w_x, w_h, b)
    return lstm_of(i, f, g, o, c)


@mistake("lstm_step", ask="Which piece comes first, the input gate or the forget gate?")
def forget_before_input(x, h, c, w_x, w_h, b):
    f, i, g, o = lstm_parts(x, h, w_x, w_h, b)
    return lstm_of(i, f, g, o, c)


@mistake("lstm_step", ask="May a candidate be negative? Which function allows it?")
def sigmoid_for_the_candidate(x, h, c, w_x, w_h, b):
    i, f, g, o = lstm_parts(x, h, w_x, w_h, b)
    c = f.sigmoid() * c + i.sigmoid() * g.sigmoid()
    return o.sigmoid() * c.tanh(), c


@mistake(
    "lstm_step", ask="Between which numbers does a gate lie, and which function keeps it there?"
)
def tanh_for_the_gates(x, h, c, w_x, w_h, b):
    i, f, g, o = lstm_parts(x, h, w_x, w_h, b)
    c = f.tanh() * c + i.tanh() * g.tanh()
    return o.tanh() * c.tanh(), c


@mistake("lstm_step", ask="What happens to the cell between memory and hidden state?")
def shows_the_cell_bare(x, h, c, w_x, w_h, b):
    i, f, g, o = lstm_parts(x, h, w_x, w_h, b)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c, c


@mistake("lstm_step", ask="Which cell does the hidden state show, the old one or the new one?")
def shows_the_old_cell(x, h, c, w_x, w_h, b):
    i, f, g, o = lstm_parts(x, h, w_x, w_h, b)
    return o.sigmoid() * c.tanh(), f.sigmoid() * c + i.sigmoid() * g.tanh()


@mistake("lstm_step", ask="Which of the two does the docstring name first?")
def cell_first(x, h, c, w_x, w_h, b):
    h, c = lstm_of(*lstm_parts(x, h, w_x, w_h, b), c)
    return c, h


@mistake("lstm_step", ask="What is infinity divided by infinity?", visible=False)
def sigmoid_that_overflows(x, h, c, w_x, w_h, b):
    i, f, g, o = lstm_parts(x, h, w_x, w_h, b)
    i, f, o = (gate.exp() / (1 + gate.exp()) for gate in (i, f, o))
    c = f * c + i * g.tanh()
    return o * c.tanh(), c


@mistake("lstm_step", ask="How can the cell ever get rid of something?")
def never_forgets(x, h, c, w_x, w_h, b):
    i, _, g, o = lstm_parts(x, h, w_x, w_h, b)
    c = c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


@mistake("lstm_step", ask="Are input and forget gate two gates, or one and its opposite?")
def one_gate_for_both(x, h, c, w_x, w_h, b):
    _, f, g, o = lstm_parts(x, h, w_x, w_h, b)
    c = f.sigmoid() * c + (1 - f.sigmoid()) * g.tanh()
    return o.sigmoid() * c.tanh(), c


@mistake("lstm_step", ask="Does this step know what the last one said?")
def ignores_the_hidden_state(x, h, c, w_x, w_h, b):
    return lstm_of(*(x @ w_x + b).chunk(4, dim=-1), c)


@mistake("lstm_step", ask="Which of the six inputs is missing in your sums?")
def without_the_bias(x, h, c, w_x, w_h, b):
    return lstm_of(*(x @ w_x + h @ w_h).chunk(4, dim=-1), c)


@mistake("lstm_step", ask="Torch has two biases; how many does this function get?")
def adds_the_bias_twice(x, h, c, w_x, w_h, b):
    return lstm_of(*(x @ w_x + b + h @ w_h + b).chunk(4, dim=-1), c)


@mistake("lstm_step", ask="Is the candidate squeezed before it is taken in?")
def candidate_without_tanh(x, h, c, w_x, w_h, b):
    i, f, g, o = lstm_parts(x, h, w_x, w_h, b)
    c = f.sigmoid() * c + i.sigmoid() * g
    return o.sigmoid() * c.tanh(), c


@mistake("lstm_step", ask="Is anything squeezed on the way along the cell?")
def tanh_along_the_cell(x, h, c, w_x, w_h, b):
    i, f, g, o = lstm_parts(x, h, w_x, w_h, b)
    c = (f.sigmoid() * c + i.sigmoid() * g.tanh()).tanh()
    return o.sigmoid() * c, c


@mistake("lstm_step", ask="Whose tensor does `c *= f` write into?")
def cell_in_place(x, h, c, w_x, w_h, b):
    i, f, g, o = lstm_parts(x, h, w_x, w_h, b)
    c.data.mul_(f.sigmoid()).add_(i.sigmoid() * g.tanh())
    return o.sigmoid() * c.tanh(), c


@mistake("lstm_step", ask="Can a model learn to remember if no gradient reaches its old cell?")
def detaches_the_cell(x, h, c, w_x, w_h, b):
    return lstm_of(*lstm_parts(x, h, w_x, w_h, b), c.detach())


@mistake("lstm_step", ask="Do the gates' columns lie side by side, or in turns?")
def gates_in_turns(x, h, c, w_x, w_h, b):
    sums = x @ w_x + h @ w_h + b
    return lstm_of(*(sums[:, gate::4] for gate in range(4)), c)


@variant("lstm_step")
def by_slices_of_the_sums(x, h, c, w_x, w_h, b):
    d = h.shape[-1]
    z = torch.cat([x, h], dim=1) @ torch.cat([w_x, w_h]) + b
    i, f = torch.sigmoid(z[:, :d]), torch.sigmoid(z[:, d : 2 * d])
    g, o = torch.tanh(z[:, 2 * d : 3 * d]), torch.sigmoid(z[:, 3 * d :])
    new = f * c + i * g
    return o * torch.tanh(new), new


@variant("lstm_step")
def gate_by_gate(x, h, c, w_x, w_h, b):
    i, f, g, o = (
        torch.einsum("bi,id->bd", x, wx) + torch.einsum("bi,id->bd", h, wh) + part
        for wx, wh, part in zip(w_x.chunk(4, 1), w_h.chunk(4, 1), b.chunk(4), strict=True)
    )
    new = torch.addcmul(torch.sigmoid(i) * torch.tanh(g), torch.sigmoid(f), c)
    return torch.sigmoid(o) * new.tanh(), new


# ---------------------------------------------------------------- 1.7 gru_step


def gru_inputs(batch, d_in, d_model, seed=0):
    three = 3 * d_model
    shapes = [(batch, d_in), (batch, d_model), (d_in, three), (d_model, three), (three,), (three,)]
    names = ["x", "h", "w_x", "w_h", "b_x", "b_h"]
    return {
        n: normal(*s, seed=seed + i) for i, (n, s) in enumerate(zip(names, shapes, strict=True))
    }


@cases("gru_step")
def _():
    double = {name: part.double() for name, part in gru_inputs(2, 3, 2, seed=9).items()}
    return [
        case("one unit", **gru_inputs(1, 1, 1)),
        case("one sentence", **gru_inputs(1, 2, 3)),
        case("three sentences", **gru_inputs(3, 2, 2, seed=5)),
        case("square", **gru_inputs(3, 3, 3, seed=2)),
        case("double precision", **double),
        case("gradients", gradients=True, **gru_inputs(2, 3, 2, seed=7)),
    ]


def gru_sums(x, h, w_x, w_h, b_x, b_h):
    return (x @ w_x + b_x).chunk(3, dim=-1), (h @ w_h + b_h).chunk(3, dim=-1)


@mistake("gru_step", ask="If z is 1, what should be left of the old state?")
def update_gate_reversed(x, h, w_x, w_h, b_x, b_h):
    u, v = gru_sums(x, h, w_x, w_h, b_x, b_h)
    r, z = (u[0] + v[0]).sigmoid(), (u[1] + v[1]).sigmoid()
    n = (u[2] + r * v[2]).tanh()
    return z * n + (1 - z) * h


@mistake("gru_step", ask="Which piece comes first, reset or update?")
def update_before_reset(x, h, w_x, w_h, b_x, b_h):
    u, v = gru_sums(x, h, w_x, w_h, b_x, b_h)
    z, r = (u[0] + v[0]).sigmoid(), (u[1] + v[1]).sigmoid()
    n = (u[2] + r * v[2]).tanh()
    return (1 - z) * n + z * h


@mistake("gru_step", ask="Does the reset gate come before the product with W_h, or after it?")
def reset_before_the_product(x, h, w_x, w_h, b_x, b_h):
    u, v = gru_sums(x, h, w_x, w_h, b_x, b_h)
    r, z = (u[0] + v[0]).sigmoid(), (u[1] + v[1]).sigmoid()
    d = h.shape[-1]
    n = (u[2] + (r * h) @ w_h[:, 2 * d :] + b_h[2 * d :]).tanh()
    return (1 - z) * n + z * h


@mistake("gru_step", ask="Is the bias of v's candidate inside the product with r, or outside?")
def bias_outside_the_reset(x, h, w_x, w_h, b_x, b_h):
    u, v = gru_sums(x, h, w_x, w_h, b_x, b_h)
    r, z = (u[0] + v[0]).sigmoid(), (u[1] + v[1]).sigmoid()
    d = h.shape[-1]
    n = (u[2] + r * (h @ w_h[:, 2 * d :]) + b_h[2 * d :]).tanh()
    return (1 - z) * n + z * h


@mistake("gru_step", ask="How does the candidate leave part of the old state out?")
def without_the_reset(x, h, w_x, w_h, b_x, b_h):
    u, v = gru_sums(x, h, w_x, w_h, b_x, b_h)
    z = (u[1] + v[1]).sigmoid()
    n = (u[2] + v[2]).tanh()
    return (1 - z) * n + z * h


@mistake("gru_step", ask="Does the reset gate scale what comes from x as well?")
def resets_the_input_too(x, h, w_x, w_h, b_x, b_h):
    u, v = gru_sums(x, h, w_x, w_h, b_x, b_h)
    r, z = (u[0] + v[0]).sigmoid(), (u[1] + v[1]).sigmoid()
    n = (r * (u[2] + v[2])).tanh()
    return (1 - z) * n + z * h


@mistake("gru_step", ask="May a candidate be negative? Which function allows it?")
def sigmoid_for_the_new_state(x, h, w_x, w_h, b_x, b_h):
    u, v = gru_sums(x, h, w_x, w_h, b_x, b_h)
    r, z = (u[0] + v[0]).sigmoid(), (u[1] + v[1]).sigmoid()
    n = (u[2] + r * v[2]).sigmoid()
    return (1 - z) * n + z * h


@mistake("gru_step", ask="Between which numbers does a gate lie?")
def tanh_gates(x, h, w_x, w_h, b_x, b_h):
    u, v = gru_sums(x, h, w_x, w_h, b_x, b_h)
    r, z = (u[0] + v[0]).tanh(), (u[1] + v[1]).tanh()
    n = (u[2] + r * v[2]).tanh()
    return (1 - z) * n + z * h


@mistake("gru_step", ask="If the new state is added in full, what keeps the sum within bounds?")
def adds_the_candidate(x, h, w_x, w_h, b_x, b_h):
    u, v = gru_sums(x, h, w_x, w_h, b_x, b_h)
    r, z = (u[0] + v[0]).sigmoid(), (u[1] + v[1]).sigmoid()
    n = (u[2] + r * v[2]).tanh()
    return n + z * h


@mistake("gru_step", ask="Which of the two biases is missing?")
def one_bias_only(x, h, w_x, w_h, b_x, b_h):
    u, v = gru_sums(x, h, w_x, w_h, b_x, torch.zeros_like(b_h))
    r, z = (u[0] + v[0]).sigmoid(), (u[1] + v[1]).sigmoid()
    n = (u[2] + r * v[2]).tanh()
    return (1 - z) * n + z * h


@mistake("gru_step", ask="Is the old state squeezed before it is kept?")
def squeezes_the_old_state(x, h, w_x, w_h, b_x, b_h):
    u, v = gru_sums(x, h, w_x, w_h, b_x, b_h)
    r, z = (u[0] + v[0]).sigmoid(), (u[1] + v[1]).sigmoid()
    n = (u[2] + r * v[2]).tanh()
    return (1 - z) * n + z * h.tanh()


@mistake("gru_step", ask="Whose tensor does `h *= z` write into?")
def state_in_place(x, h, w_x, w_h, b_x, b_h):
    u, v = gru_sums(x, h, w_x, w_h, b_x, b_h)
    r, z = (u[0] + v[0]).sigmoid(), (u[1] + v[1]).sigmoid()
    n = (u[2] + r * v[2]).tanh()
    kept = z * h + (1 - z) * n
    h.data.copy_(kept)
    return kept


@mistake("gru_step", ask="Can a model learn its gates if no gradient passes them?")
def detached_gates(x, h, w_x, w_h, b_x, b_h):
    u, v = gru_sums(x, h, w_x, w_h, b_x, b_h)
    r, z = (u[0] + v[0]).sigmoid().detach(), (u[1] + v[1]).sigmoid().detach()
    n = (u[2] + r * v[2]).tanh()
    return (1 - z) * n + z * h


@mistake("gru_step", ask="Does the GRU return a pair, or its one state?")
def returns_a_pair(x, h, w_x, w_h, b_x, b_h):
    u, v = gru_sums(x, h, w_x, w_h, b_x, b_h)
    r, z = (u[0] + v[0]).sigmoid(), (u[1] + v[1]).sigmoid()
    n = (u[2] + r * v[2]).tanh()
    return (1 - z) * n + z * h, n


@variant("gru_step")
def gru_by_slices(x, h, w_x, w_h, b_x, b_h):
    d = h.size(1)
    u, v = torch.addmm(b_x, x, w_x), torch.addmm(b_h, h, w_h)
    gates = torch.sigmoid(u[:, : 2 * d] + v[:, : 2 * d])
    r, z = gates[:, :d], gates[:, d:]
    n = torch.tanh(u[:, 2 * d :] + r * v[:, 2 * d :])
    return n + z * (h - n)


@variant("gru_step")
def gru_by_lerp(x, h, w_x, w_h, b_x, b_h):
    u = F.linear(x, w_x.T, b_x).unflatten(-1, (3, -1))
    v = F.linear(h, w_h.T, b_h).unflatten(-1, (3, -1))
    r, z = torch.sigmoid(u[:, 0] + v[:, 0]), torch.sigmoid(u[:, 1] + v[:, 1])
    n = torch.tanh(u[:, 2] + r * v[:, 2])
    return torch.lerp(n, h, z)


# ---------------------------------------------------------------- 1.8 layer_flops


def flops(length, d_model, d_ff, **others):
    found = {
        "lstm": 16 * length * d_model**2,
        "projections": 8 * length * d_model**2,
        "attention": 4 * length**2 * d_model,
        "feed_forward": 4 * length * d_model * d_ff,
    }
    return found | others


@cases("layer_flops")
def _():
    return [
        case("one token, d = 2", length=1, d_model=2, d_ff=3),
        case("ten tokens", length=10, d_model=2, d_ff=3),
        case("a real layer", length=1024, d_model=768, d_ff=3072),
    ]


@mistake("layer_flops", ask="Is a multiply-add one operation or two?")
def one_for_a_multiply_add(length, d_model, d_ff):
    return {part: n // 2 for part, n in flops(length, d_model, d_ff).items()}


@mistake("layer_flops", ask="Each gate looks at x. At what else?")
def lstm_without_its_state(length, d_model, d_ff):
    return flops(length, d_model, d_ff, lstm=8 * length * d_model**2)


@mistake("layer_flops", ask="How many gates has an LSTM, the candidate counted in?")
def three_gates(length, d_model, d_ff):
    return flops(length, d_model, d_ff, lstm=12 * length * d_model**2)


@mistake("layer_flops", ask="How many steps does the LSTM make?")
def a_single_step(length, d_model, d_ff):
    return flops(length, d_model, d_ff, lstm=16 * d_model**2)


@mistake("layer_flops", ask="After the heads have been merged, which matrix comes?")
def without_the_output_matrix(length, d_model, d_ff):
    return flops(length, d_model, d_ff, projections=6 * length * d_model**2)


@mistake("layer_flops", ask="Scores are one product. What is done with the weights afterwards?")
def scores_alone(length, d_model, d_ff):
    return flops(length, d_model, d_ff, attention=2 * length**2 * d_model)


@mistake("layer_flops", ask="How many scores does a sequence of 10 tokens have?")
def attention_linear_in_length(length, d_model, d_ff):
    return flops(length, d_model, d_ff, attention=4 * length * d_model)


@mistake("layer_flops", ask="Every score is a dot product. How long are the vectors?")
def scores_without_their_width(length, d_model, d_ff):
    return flops(length, d_model, d_ff, attention=4 * length**2)


@mistake("layer_flops", ask="In attention, which number is squared: the length or the width?")
def squares_the_width(length, d_model, d_ff):
    return flops(length, d_model, d_ff, attention=4 * length * d_model**2)


@mistake("layer_flops", ask="Does the docstring let a causal mask save anything?")
def half_for_the_mask(length, d_model, d_ff):
    return flops(length, d_model, d_ff, attention=2 * length * (length + 1) * d_model)


@mistake("layer_flops", ask="The feed-forward layer goes up, and then?")
def only_upwards(length, d_model, d_ff):
    return flops(length, d_model, d_ff, feed_forward=2 * length * d_model * d_ff)


@mistake("layer_flops", ask="Is the hidden width of the feed-forward layer always 4 d?")
def always_four_times_wider(length, d_model, d_ff):
    return flops(length, d_model, d_ff, feed_forward=16 * length * d_model**2)


@mistake("layer_flops", ask="Does the feed-forward layer see one token, or each of them?")
def feeds_one_token(length, d_model, d_ff):
    return flops(length, d_model, d_ff, feed_forward=4 * d_model * d_ff)


@mistake("layer_flops", ask="Can a count of operations have a fraction? Which type is promised?")
def as_floats(length, d_model, d_ff):
    return {part: float(n) for part, n in flops(length, d_model, d_ff).items()}


@variant("layer_flops")
def by_products(length, d_model, d_ff):
    def product(a, b, c):
        return 2 * a * b * c

    return {
        "lstm": sum(product(1, 2 * d_model, 4 * d_model) for _ in range(length)),
        "projections": product(length, d_model, 3 * d_model) + product(length, d_model, d_model),
        "attention": product(length, d_model, length) * 2,
        "feed_forward": product(length, d_model, d_ff) + product(length, d_ff, d_model),
    }


@variant("layer_flops")
def by_formulas(length, d_model, d_ff):
    linear, square = length * d_model, d_model * d_model
    return dict(
        feed_forward=4 * linear * d_ff,
        attention=4 * linear * length,
        projections=8 * length * square,
        lstm=16 * length * square,
    )

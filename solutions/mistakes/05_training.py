"""Wrong and right answers to the exercises of lesson 5, and the cases that learners see."""

import math
import random
import unicodedata
from itertools import combinations

import torch
from torch.nn import functional as F

from llmcourse.checks.authoring import cases, mistake, variant
from llmcourse.checks.cases import case
from llmcourse.models import pretraining as given

IGNORE = -100


def normal(*shape, seed=0, scale=1.0):
    """Numbers that are the same in every build, rounded so that they read well."""
    drawn = torch.randn(*shape, generator=torch.Generator().manual_seed(seed))
    return (drawn * 10).round() / 10 * scale


def spaced(text):
    return " ".join(unicodedata.normalize("NFC", text).split())


def wordy(text, share=0.8):
    words = text.split()
    return sum(any(map(str.isalpha, word)) for word in words) >= share * len(words)


# ---------------------------------------------------------------- 5.1 clean


@cases("clean")
def _():
    cafe = "A small caf\N{LATIN SMALL LETTER E WITH ACUTE} by the sea"
    return [
        case("one good text", documents=["The cat sat on the mat"], min_words=3),
        case("broken spaces", documents=["  The cat\n\n sat\ton  the mat "], min_words=3),
        case("too short", documents=["The cat sat", "The cat"], min_words=3),
        case("hardly words", documents=["a b c d 5", "a b c 4 5", "2024 | 7.5 x2 --"], min_words=3),
        case("a copy", documents=["b b b", "a a a", "b b b"], min_words=2),
        case("a copy but for spaces", documents=["a tall tree", "a tall  tree ", "A tall tree"], min_words=2),
        case("two ways to write a letter", documents=[unicodedata.normalize("NFD", cafe), cafe], min_words=3),
        case("a number of one word", documents=["the a-1 b2 c3 d4", "1\N{VULGAR FRACTION ONE HALF} is a lot of tea"], min_words=5),
    ]  # fmt: skip


@mistake("clean", ask="Are two texts equal before or after their spaces are mended?")
def looks_for_copies_first(documents, min_words):
    normal = [spaced(text) for text in dict.fromkeys(documents)]
    return [t for t in normal if len(t.split()) >= min_words and wordy(t)]


@mistake("clean", ask="In which order were the documents given, and in which do they come back?")
def sorts_them(documents, min_words):
    return sorted({t for t in map(spaced, documents) if len(t.split()) >= min_words and wordy(t)})


@mistake("clean", ask="May a text that has exactly min_words words stay?")
def more_than_the_least(documents, min_words):
    normal = dict.fromkeys(map(spaced, documents))
    return [t for t in normal if len(t.split()) > min_words and wordy(t)]


@mistake("clean", ask="Is min_words a number of words or of characters?")
def counts_characters(documents, min_words):
    return [t for t in dict.fromkeys(map(spaced, documents)) if len(t) >= min_words and wordy(t)]


@mistake("clean", ask="Four words of five have a letter: is that fewer than 80 %?")
def more_than_the_share(documents, min_words):
    normal = dict.fromkeys(map(spaced, documents))
    return [
        t
        for t in normal
        if len(t.split()) >= min_words
        and sum(any(map(str.isalpha, w)) for w in t.split()) > 0.8 * len(t.split())
    ]


@mistake("clean", ask="Does the word x2 hold a letter? Must all of its characters be letters?")
def words_of_letters_alone(documents, min_words):
    normal = dict.fromkeys(map(spaced, documents))
    return [
        t
        for t in normal
        if len(t.split()) >= min_words
        and sum(w.isalpha() for w in t.split()) >= 0.8 * len(t.split())
    ]


@mistake("clean", ask="Is it 80 % of the characters or of the words that is asked for?")
def share_of_characters(documents, min_words):
    normal = dict.fromkeys(map(spaced, documents))
    return [
        t
        for t in normal
        if len(t.split()) >= min_words
        and sum(map(str.isalpha, t)) >= 0.8 * sum(not c.isspace() for c in t)
    ]


@mistake("clean", ask="An accent can be a character of its own. Which form joins it to its letter?")
def without_unicode(documents, min_words):
    normal = dict.fromkeys(" ".join(text.split()) for text in documents)
    return [t for t in normal if len(t.split()) >= min_words and wordy(t)]


@mistake("clean", ask="Which of the two forms has the accent joined to its letter, NFC or NFD?")
def the_other_form(documents, min_words):
    normal = dict.fromkeys(" ".join(unicodedata.normalize("NFD", t).split()) for t in documents)
    return [t for t in normal if len(t.split()) >= min_words and wordy(t)]


@mistake("clean", ask="NFC changes only how a letter is written. Is that true of NFKC as well?")
def compatibility_form(documents, min_words):
    normal = dict.fromkeys(" ".join(unicodedata.normalize("NFKC", t).split()) for t in documents)
    return [t for t in normal if len(t.split()) >= min_words and wordy(t)]


@mistake("clean", ask="Does strip() reach the spaces between the words?")
def mends_the_ends_alone(documents, min_words):
    normal = dict.fromkeys(unicodedata.normalize("NFC", text).strip() for text in documents)
    return [t for t in normal if len(t.split()) >= min_words and wordy(t)]


@mistake("clean", ask="Was there a word about capital letters?")
def in_lower_case(documents, min_words):
    normal = dict.fromkeys(spaced(text).lower() for text in documents)
    return [t for t in normal if len(t.split()) >= min_words and wordy(t)]


@mistake("clean", ask="What becomes of the second of two equal texts?")
def keeps_the_copies(documents, min_words):
    return [t for t in map(spaced, documents) if len(t.split()) >= min_words and wordy(t)]


@mistake("clean", ask="Which of two equal texts stays, the first or the last?")
def keeps_the_last_copy(documents, min_words):
    normal = list(dict.fromkeys(map(spaced, reversed(documents))))[::-1]
    return [t for t in normal if len(t.split()) >= min_words and wordy(t)]


@mistake("clean", ask="Do you return the mended text, or the one that you were given?")
def returns_the_originals(documents, min_words):
    kept, seen = [], set()
    for document in documents:
        text = spaced(document)
        if len(text.split()) >= min_words and wordy(text) and text not in seen:
            kept.append(document)
            seen.add(text)
    return kept


@variant("clean")
def clean_by_comprehension(documents, min_words):
    normal = dict.fromkeys(spaced(text) for text in documents)
    return [t for t in normal if len(t.split()) >= min_words and wordy(t)]


@variant("clean")
def clean_with_a_set(documents, min_words):
    kept, seen = [], set()
    for document in documents:
        text = unicodedata.normalize("NFC", " ".join(document.split()))
        words = text.split(" ") if text else []
        lettered = [word for word in words if any(c.isalpha() for c in word)]
        if len(words) < min_words or (words and len(lettered) / len(words) < 0.8) or text in seen:
            continue
        seen.add(text)
        kept.append(text)
    return kept


# ---------------------------------------------------------------- 5.2 minhash


@cases("minhash")
def _():
    a, b = {"the cat sat", "cat sat on"}, {"the cat sat", "cat sat by"}
    return [
        case("one shingle", documents=[{"the cat sat"}], n_hashes=2),
        case("two documents", documents=[a, b], n_hashes=3),
        case(
            "three, of different sizes",
            documents=[a, a | {"on the mat", "the old mat"}, {"a dog ran"}],
            n_hashes=8,
        ),
    ]


def rows_of(documents, n_hashes, choose=min, first=0):
    return torch.tensor(
        [
            [choose(given.hashed(s, seed) for s in one) for seed in range(first, first + n_hashes)]
            for one in documents
        ]
    )


def agreement(signatures):
    return (signatures[:, None] == signatures[None]).float().mean(-1)


@mistake("minhash", ask="The smallest hash or the largest?")
def largest_hash(documents, n_hashes):
    signatures = rows_of(documents, n_hashes, max)
    return signatures, agreement(signatures)


@mistake("minhash", ask="With which number does the docstring begin to count the seeds?")
def seeds_from_one(documents, n_hashes):
    signatures = rows_of(documents, n_hashes, first=1)
    return signatures, agreement(signatures)


@mistake("minhash", ask="Is every column made by a hash function of its own?")
def one_hash_function(documents, n_hashes):
    signatures = rows_of(documents, 1).expand(-1, n_hashes).clone()
    return signatures, agreement(signatures)


@mistake("minhash", ask="What is a share of 3 out of 4, rather than a count?")
def counts_agreements(documents, n_hashes):
    signatures = rows_of(documents, n_hashes)
    return signatures, (signatures[:, None] == signatures[None]).sum(-1).float()


@mistake(
    "minhash", ask="Is the exact similarity asked for, or the one that the signatures estimate?"
)
def exact_similarity(documents, n_hashes):
    exact = [[given.jaccard(a, b) for b in documents] for a in documents]
    return rows_of(documents, n_hashes), torch.tensor(exact)


@mistake("minhash", ask="Must two hashes stand in the same column to agree?")
def compares_as_sets(documents, n_hashes):
    signatures = rows_of(documents, n_hashes)
    sets = [set(row) for row in signatures.tolist()]
    return signatures, torch.tensor([[given.jaccard(a, b) for b in sets] for a in sets])


@mistake("minhash", ask="How similar is a document to itself?")
def not_like_itself(documents, n_hashes):
    signatures = rows_of(documents, n_hashes)
    return signatures, agreement(signatures).fill_diagonal_(0.0)


@mistake("minhash", ask="Is document 1 as similar to 0 as 0 is to 1?")
def one_half_of_the_table(documents, n_hashes):
    signatures = rows_of(documents, n_hashes)
    return signatures, agreement(signatures).triu()


@mistake("minhash", ask="Which axis of the signatures stands for the documents?")
def transposed_signatures(documents, n_hashes):
    signatures = rows_of(documents, n_hashes)
    return signatures.T, agreement(signatures)


@mistake("minhash", ask="Can float32 hold a whole number of 61 bits?")
def signatures_as_floats(documents, n_hashes):
    signatures = rows_of(documents, n_hashes).float()
    return signatures, agreement(signatures)


@mistake(
    "minhash",
    ask="The mean of booleans is taken after .float(): which dtype comes out of .double()?",
)
def estimates_in_double(documents, n_hashes):
    signatures = rows_of(documents, n_hashes)
    return signatures, (signatures[:, None] == signatures[None]).double().mean(-1)


@mistake("minhash", ask="How many of all columns agree: is the first column enough?")
def looks_at_one_column(documents, n_hashes):
    signatures = rows_of(documents, n_hashes)
    return signatures, (signatures[:, None, 0] == signatures[None, :, 0]).float()


@variant("minhash")
def minhash_by_loops(documents, n_hashes):
    signatures = torch.zeros(len(documents), n_hashes, dtype=torch.long)
    for i, one in enumerate(documents):
        for seed in range(n_hashes):
            signatures[i, seed] = min(given.hashed(shingle, seed) for shingle in one)
    similarity = torch.eye(len(documents))
    for i, j in combinations(range(len(documents)), 2):
        equal = int((signatures[i] == signatures[j]).sum())
        similarity[i, j] = similarity[j, i] = equal / n_hashes
    return signatures, similarity


@variant("minhash")
def minhash_row_by_row(documents, n_hashes):
    signatures = torch.stack(
        [
            torch.tensor([min(given.hashed(s, seed) for s in one) for one in documents])
            for seed in range(n_hashes)
        ],
        dim=1,
    )
    shares = [(signatures == row).sum(1) / n_hashes for row in signatures]
    return signatures, torch.stack(shares)


# ---------------------------------------------------------------- 5.3 split_documents


@cases("split_documents")
def _():
    tales = [f"tale {letter}" for letter in "hgfedcba"]
    return [
        case("one document", documents=["tale a"], near=[], percent=100),
        case("no pairs", documents=tales, near=[], percent=40),
        case("one pair", documents=tales, near=[(0, 3)], percent=40),
        case("a chain", documents=tales, near=[(0, 3), (3, 7), (5, 6)], percent=50),
        case("a longer chain", documents=tales, near=[(6, 7), (1, 6), (1, 2), (2, 5)], percent=30),
        case(
            "a hash just at the limit",
            documents=["tale a"],
            near=[],
            percent=given.hashed("tale a", 0) % 100,
        ),
        case("another order", documents=tales[::-1], near=[(0, 5), (5, 2)], percent=60),
    ]


def kept_back(name, percent):
    return given.hashed(name, 0) % 100 < percent


@mistake("split_documents", ask="Can two near copies end on different sides?")
def each_alone(documents, near, percent):
    return [kept_back(text, percent) for text in documents]


@mistake("split_documents", ask="Does the group's name change when the pile is shuffled?")
def named_by_the_first(documents, near, percent):
    is_test = [False] * len(documents)
    for group in given.groups(len(documents), near):
        for i in group:
            is_test[i] = kept_back(documents[group[0]], percent)
    return is_test


@mistake("split_documents", ask="Which of its texts gives a group its name: the first or the last?")
def named_by_the_largest(documents, near, percent):
    is_test = [False] * len(documents)
    for group in given.groups(len(documents), near):
        for i in group:
            is_test[i] = kept_back(max(documents[i] for i in group), percent)
    return is_test


@mistake("split_documents", ask="What if a document is joined to another only through a third?")
def neighbors_alone(documents, near, percent):
    is_test = []
    for i, text in enumerate(documents):
        friends = [documents[b if a == i else a] for a, b in near if i in (a, b)]
        is_test.append(kept_back(min([text, *friends]), percent))
    return is_test


@mistake("split_documents", ask="What does the position of a document say about its text?")
def by_position(documents, near, percent):
    is_test = [False] * len(documents)
    for group in given.groups(len(documents), near):
        for i in group:
            is_test[i] = kept_back(str(group[0]), percent)
    return is_test


@mistake(
    "split_documents", ask="If the pile grows by one document, do the others stay where they were?"
)
def the_last_ones(documents, near, percent):
    is_test, wanted = [False] * len(documents), len(documents) * percent / 100
    for group in reversed(given.groups(len(documents), near)):
        if sum(is_test) < wanted:
            for i in group:
                is_test[i] = True
    return is_test


@mistake("split_documents", ask="Do you get the same split when you run it again?")
def drawn_at_random(documents, near, percent):
    is_test = [False] * len(documents)
    for group in given.groups(len(documents), near):
        chance = random.Random(len(group) + sum(group)).random() * 100
        for i in group:
            is_test[i] = chance < percent
    return is_test


@mistake("split_documents", ask="Does True stand for the test part or for the training part?")
def true_for_training(documents, near, percent):
    is_test = [True] * len(documents)
    for group in given.groups(len(documents), near):
        for i in group:
            is_test[i] = not kept_back(min(documents[i] for i in group), percent)
    return is_test


@mistake("split_documents", ask="Of the remainders 0 to 99, how many are at most 20?")
def one_percent_more(documents, near, percent):
    is_test = [False] * len(documents)
    for group in given.groups(len(documents), near):
        for i in group:
            name = min(documents[i] for i in group)
            is_test[i] = given.hashed(name, 0) % 100 <= percent
    return is_test


@mistake("split_documents", ask="May the near copies of a test text stay in neither part?")
def one_of_each_group(documents, near, percent):
    is_test = [False] * len(documents)
    for group in given.groups(len(documents), near):
        best = min(group, key=lambda i: documents[i])
        is_test[best] = kept_back(documents[best], percent)
    return is_test


@mistake("split_documents", ask="Is one entry a document, or one a group?")
def one_entry_a_group(documents, near, percent):
    groups = given.groups(len(documents), near)
    return [kept_back(min(documents[i] for i in group), percent) for group in groups]


@mistake("split_documents", ask="Which seed does the docstring hand to `hashed`?")
def another_seed(documents, near, percent):
    is_test = [False] * len(documents)
    for group in given.groups(len(documents), near):
        for i in group:
            is_test[i] = given.hashed(min(documents[i] for i in group), 1) % 100 < percent
    return is_test


@mistake(
    "split_documents",
    ask="If one of a group is drawn, or if its first name is: which does the docstring say?",
)
def any_of_the_group(documents, near, percent):
    is_test = [False] * len(documents)
    for group in given.groups(len(documents), near):
        fate = any(kept_back(documents[i], percent) for i in group)
        for i in group:
            is_test[i] = fate
    return is_test


@variant("split_documents")
def split_by_name(documents, near, percent):
    name = {}
    for group in given.groups(len(documents), near):
        first = sorted(documents[i] for i in group)[0]
        name.update(dict.fromkeys(group, first))
    return [given.hashed(name[i], 0) % 100 < percent for i in range(len(documents))]


@variant("split_documents")
def split_by_spreading(documents, near, percent):
    name = list(documents)
    for _ in documents:
        for a, b in near:
            name[a] = name[b] = min(name[a], name[b])
    return [given.hashed(one, 0) % 100 < percent for one in name]


# ---------------------------------------------------------------- 5.4 clm_targets


@cases("clm_targets")
def _():
    return [
        case("two tokens", ids=torch.tensor([[5, 7]]), pad_id=0),
        case("one sentence", ids=torch.tensor([[5, 7, 2, 9]]), pad_id=0),
        case("with padding", ids=torch.tensor([[5, 7, 2, 9], [4, 8, 0, 0]]), pad_id=0),
        case("padding 3", ids=torch.tensor([[5, 0, 2, 3], [4, 3, 3, 3], [1, 2, 0, 4]]), pad_id=3),
    ]


@mistake("clm_targets", ask="Is a model that has read a token to predict that same token?")
def not_shifted(ids, pad_id):
    return ids[:, :-1], ids[:, :-1].masked_fill(ids[:, :-1] == pad_id, IGNORE)


@mistake("clm_targets", ask="Does the model predict what comes next or what came before?")
def shifted_backward(ids, pad_id):
    return ids[:, 1:], ids[:, :-1].masked_fill(ids[:, 1:] == pad_id, IGNORE)


@mistake("clm_targets", ask="What is the label of the last token, if the first is put behind it?")
def rolled(ids, pad_id):
    labels = ids.roll(-1, 1)
    return ids, labels.masked_fill(labels == pad_id, IGNORE)


@mistake("clm_targets", ask="Should the model learn to write padding?")
def predicts_padding(ids, pad_id):
    return ids[:, :-1], ids[:, 1:]


@mistake("clm_targets", ask="The last real token's label is padding: does this position count?")
def looks_at_the_input(ids, pad_id):
    return ids[:, :-1], ids[:, 1:].masked_fill(ids[:, :-1] == pad_id, IGNORE)


@mistake("clm_targets", ask="Can the model look up the token -100 in its embedding table?")
def ignored_in_the_inputs(ids, pad_id):
    marked = ids.masked_fill(ids == pad_id, IGNORE)
    return marked[:, :-1], marked[:, 1:]


@mistake("clm_targets", ask="Is padding always 0?")
def padding_is_zero(ids, pad_id):
    return ids[:, :-1], ids[:, 1:].masked_fill(ids[:, 1:] == 0, IGNORE)


@mistake("clm_targets", ask="Whose numbers does a slice share when it is written into?")
def writes_into_ids(ids, pad_id):
    inputs, labels = ids[:, :-1], ids[:, 1:]
    labels[labels == pad_id] = IGNORE
    return inputs.clone(), labels


@mistake("clm_targets", ask="Which number does torch's loss leave out: -100 or -1?")
def ignores_with_minus_one(ids, pad_id):
    return ids[:, :-1], ids[:, 1:].masked_fill(ids[:, 1:] == pad_id, -1)


@mistake("clm_targets", ask="Which of the two comes first?")
def labels_first(ids, pad_id):
    inputs, labels = given.clm_targets(ids, pad_id)
    return labels, inputs


@mistake("clm_targets", ask="Two tokens ahead, or one?")
def two_ahead(ids, pad_id):
    labels = F.pad(ids[:, 2:], (0, 1), value=pad_id)
    return ids[:, :-1], labels.masked_fill(labels == pad_id, IGNORE)


@mistake("clm_targets", ask="Which axis is time, and which the batch?")
def shifts_the_batch(ids, pad_id):
    return ids[:-1], ids[1:].masked_fill(ids[1:] == pad_id, IGNORE)


@variant("clm_targets")
def targets_by_where(ids, pad_id):
    labels = ids[:, 1:]
    return ids[:, :-1].clone(), torch.where(labels != pad_id, labels, torch.tensor(IGNORE))


@variant("clm_targets")
def targets_by_writing_a_copy(ids, pad_id):
    labels = ids[:, 1:].clone()
    labels[labels == pad_id] = IGNORE
    return ids[:, : ids.shape[1] - 1], labels


# ---------------------------------------------------------------- 5.5 mlm_mask


@cases("mlm_mask")
def _():
    ids = torch.tensor([[1, 8, 5, 9, 2], [1, 7, 2, 0, 0]])
    none = torch.zeros_like(ids).bool()
    some = ids < 3
    common = dict(mask_id=3, n_vocab=10)
    return [
        case("nothing chosen", ids=ids, special=none, **common, chance=0.0),
        case("all masked", ids=ids, special=none, **common, chance=1.0, to_mask=1.0, to_random=0.0),
        case("but the special", ids=ids, special=some, **common, chance=1.0, to_mask=1.0, to_random=0.0),
        case("all chosen and kept", ids=ids, special=some, **common, chance=1.0, to_mask=0.0, to_random=0.0),
        case("all replaced, one id to draw from", ids=ids, special=some, mask_id=3, n_vocab=1, chance=1.0, to_mask=0.0, to_random=1.0),
    ]  # fmt: skip


def thrown(ids, special, chance):
    return (torch.rand(ids.shape) < chance) & ~special


@mistake("mlm_mask", ask="Which positions should the loss count?")
def labels_everywhere(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    return given.mlm_mask(ids, special, mask_id, n_vocab, chance, to_mask, to_random)[0], ids


@mistake("mlm_mask", ask="May the token that begins a sentence be masked?")
def masks_the_special(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    none = torch.zeros_like(special)
    return given.mlm_mask(ids, none, mask_id, n_vocab, chance, to_mask, to_random)


@mistake("mlm_mask", ask="Does every chosen token become [MASK]?")
def masks_all_chosen(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    return given.mlm_mask(ids, special, mask_id, n_vocab, chance, 1.0, 0.0)


@mistake("mlm_mask", ask="A kept token was chosen, too: must the model not predict it?")
def labels_where_masked(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    inputs, labels = given.mlm_mask(ids, special, mask_id, n_vocab, chance, to_mask, to_random)
    return inputs, torch.where(inputs == mask_id, labels, IGNORE)


@mistake("mlm_mask", ask="A kept token does not differ from its label: does it count all the same?")
def labels_where_changed(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    inputs, _ = given.mlm_mask(ids, special, mask_id, n_vocab, chance, to_mask, to_random)
    return inputs, torch.where(inputs != ids, ids, IGNORE)


@mistake("mlm_mask", ask="Is the label what the model reads, or what stood there before?")
def labels_are_the_inputs(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    inputs, labels = given.mlm_mask(ids, special, mask_id, n_vocab, chance, to_mask, to_random)
    return inputs, torch.where(labels == IGNORE, IGNORE, inputs)


@mistake("mlm_mask", ask="Which number does the loss leave out?")
def ignores_with_zero(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    inputs, labels = given.mlm_mask(ids, special, mask_id, n_vocab, chance, to_mask, to_random)
    return inputs, labels.masked_fill(labels == IGNORE, 0)


@mistake("mlm_mask", ask="Whose tensor is written into?")
def masks_in_place(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    inputs, labels = given.mlm_mask(ids, special, mask_id, n_vocab, chance, to_mask, to_random)
    ids.copy_(inputs)
    return ids.clone(), labels


@mistake("mlm_mask", ask="Is the chance always 15 %?")
def chance_is_fixed(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    return given.mlm_mask(ids, special, mask_id, n_vocab, 0.15, to_mask, to_random)


@mistake("mlm_mask", ask="Are 80 and 10 the only shares that may be asked for?")
def shares_are_fixed(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    return given.mlm_mask(ids, special, mask_id, n_vocab, chance)


@mistake(
    "mlm_mask",
    ask="Of what is 10 % meant: of the chosen ones, or of those that are left?",
    visible=False,
)
def random_of_what_is_left(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    chosen = thrown(ids, special, chance)
    masked = chosen & (torch.rand(ids.shape) < to_mask)
    replaced = chosen & ~masked & (torch.rand(ids.shape) < to_random)
    inputs = torch.where(replaced, torch.randint(n_vocab, ids.shape), ids)
    return torch.where(masked, mask_id, inputs), torch.where(chosen, ids, IGNORE)


@mistake(
    "mlm_mask",
    ask="If fate < to_random and fate < to_mask are both true, which wins?",
    visible=False,
)
def shares_overlap(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    chosen, fate = thrown(ids, special, chance), torch.rand(ids.shape)
    inputs = torch.where(chosen & (fate < to_mask), mask_id, ids)
    noise = torch.randint(n_vocab, ids.shape)
    inputs = torch.where(chosen & (fate < to_random), noise, inputs)
    return inputs, torch.where(chosen, ids, IGNORE)


@mistake("mlm_mask", ask="Does each sentence get throws of its own?", visible=False)
def same_for_all_rows(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    chosen = (torch.rand(ids.shape[1]) < chance) & ~special
    fate = torch.rand(ids.shape)
    noise = torch.randint(n_vocab, ids.shape)
    inputs = torch.where(chosen & (fate < to_mask), mask_id, ids)
    inputs = torch.where(chosen & (fate >= to_mask) & (fate < to_mask + to_random), noise, inputs)
    return inputs, torch.where(chosen, ids, IGNORE)


@mistake("mlm_mask", ask="Does the next call choose other tokens?", visible=False)
def always_the_same(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(42)
        return given.mlm_mask(ids, special, mask_id, n_vocab, chance, to_mask, to_random)


@mistake(
    "mlm_mask",
    ask="Is the number of chosen tokens in a sentence fixed, if each is chosen on its own?",
    visible=False,
)
def a_fixed_number(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    wanted = round(chance * ids.shape[1])
    order = torch.rand(ids.shape).masked_fill(special, 2.0).argsort(1).argsort(1)
    chosen = (order < wanted) & ~special
    fate, noise = torch.rand(ids.shape), torch.randint(n_vocab, ids.shape)
    inputs = torch.where(chosen & (fate < to_mask), mask_id, ids)
    inputs = torch.where(chosen & (fate >= to_mask) & (fate < to_mask + to_random), noise, inputs)
    return inputs, torch.where(chosen, ids, IGNORE)


@mistake("mlm_mask", ask="Does every replaced token get a random token of its own?", visible=False)
def one_random_token(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    chosen, fate = thrown(ids, special, chance), torch.rand(ids.shape)
    inputs = torch.where(chosen & (fate < to_mask), mask_id, ids)
    noise = torch.randint(n_vocab, ())
    inputs = torch.where(chosen & (fate >= to_mask) & (fate < to_mask + to_random), noise, inputs)
    return inputs, torch.where(chosen, ids, IGNORE)


@mistake(
    "mlm_mask", ask="Does a batch lend its tokens, or are they drawn from the whole vocabulary?"
)
def tokens_of_the_batch(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    chosen, fate = thrown(ids, special, chance), torch.rand(ids.shape)
    noise = ids.flatten()[torch.randperm(ids.numel())].view_as(ids)
    inputs = torch.where(chosen & (fate < to_mask), mask_id, ids)
    inputs = torch.where(chosen & (fate >= to_mask) & (fate < to_mask + to_random), noise, inputs)
    return inputs, torch.where(chosen, ids, IGNORE)


@mistake(
    "mlm_mask",
    ask="One throw decides whether a token is chosen. Can it also decide what becomes of it?",
    visible=False,
)
def one_throw_for_both(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    dice = torch.rand(ids.shape)
    chosen, noise = (dice < chance) & ~special, torch.randint(n_vocab, ids.shape)
    inputs = torch.where(chosen & (dice < to_mask), mask_id, ids)
    inputs = torch.where(chosen & (dice >= to_mask) & (dice < to_mask + to_random), noise, inputs)
    return inputs, torch.where(chosen, ids, IGNORE)


@variant("mlm_mask")
def one_throw_in_parts(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    dice = torch.rand(ids.shape)
    chosen = (dice < chance) & ~special
    inputs = ids.clone()
    inputs[chosen & (dice < chance * to_mask)] = mask_id
    swapped = chosen & (dice >= chance * to_mask) & (dice < chance * (to_mask + to_random))
    inputs[swapped] = torch.randint(n_vocab, (int(swapped.sum()),))
    return inputs, ids.masked_fill(~chosen, IGNORE)


@variant("mlm_mask")
def by_bernoulli(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    labels, inputs = ids.clone(), ids.clone()
    chosen = torch.bernoulli(torch.full(ids.shape, chance).masked_fill(special, 0.0)).bool()
    labels[~chosen] = IGNORE
    masked = torch.bernoulli(torch.full(ids.shape, to_mask)).bool() & chosen
    inputs[masked] = mask_id
    rest = to_random / (1 - to_mask) if to_mask < 1 else 0.0
    swapped = torch.bernoulli(torch.full(ids.shape, min(1.0, rest))).bool() & chosen & ~masked
    inputs[swapped] = torch.randint(n_vocab, ids.shape)[swapped]
    return inputs, labels


@variant("mlm_mask")
def token_by_token(ids, special, mask_id, n_vocab, chance=0.15, to_mask=0.8, to_random=0.1):
    inputs, labels = ids.tolist(), [[IGNORE] * ids.shape[1] for _ in range(ids.shape[0])]
    for i, row in enumerate(special.tolist()):
        for j, is_special in enumerate(row):
            if is_special or random.random() >= chance:
                continue
            labels[i][j], fate = inputs[i][j], random.random()
            if fate < to_mask:
                inputs[i][j] = mask_id
            elif fate < to_mask + to_random:
                inputs[i][j] = random.randrange(n_vocab)
    return torch.tensor(inputs), torch.tensor(labels)


# ---------------------------------------------------------------- 5.6 seq2seq_example


@cases("seq2seq_example")
def _():
    ends = dict(start_id=1, end_id=2)
    return [
        case("a pair", source=[5, 6], target=[7, 8, 9], cut=0, **ends),
        case("one text, cut in two", source=[5, 6, 7, 8], target=None, cut=3, **ends),
        case("a pair, whatever the cut", source=[5, 6, 7], target=[8], cut=1, **ends),
        case("an empty target", source=[5, 6, 7], target=[], cut=1, **ends),
        case("nothing read", source=[5, 6], target=None, cut=0, **ends),
    ]


def divided(source, target, cut):
    return (source[:cut], source[cut:]) if target is None else (list(source), list(target))


@mistake(
    "seq2seq_example",
    ask="What would the decoder have to do, if it reads the very word it must predict?",
)
def decoder_not_shifted(source, target, cut, start_id, end_id):
    source, target = divided(source, target, cut)
    return source, [*target, end_id], [*target, end_id]


@mistake("seq2seq_example", ask="How would the decoder ever learn to stop?")
def without_an_end(source, target, cut, start_id, end_id):
    source, target = divided(source, target, cut)
    return source, [start_id, *target][:-1], list(target)


@mistake("seq2seq_example", ask="Must the decoder read the end, when nothing comes after it?")
def decoder_reads_the_end(source, target, cut, start_id, end_id):
    source, target = divided(source, target, cut)
    return source, [start_id, *target, end_id], [*target, end_id]


@mistake("seq2seq_example", ask="Is the start token ever predicted?")
def predicts_the_start(source, target, cut, start_id, end_id):
    source, target = divided(source, target, cut)
    return source, [start_id, *target], [start_id, *target, end_id]


@mistake(
    "seq2seq_example", ask="If the encoder reads the whole text, what is left to be predicted?"
)
def encoder_reads_it_all(source, target, cut, start_id, end_id):
    rest = divided(source, target, cut)[1]
    return list(source), [start_id, *rest], [*rest, end_id]


@mistake("seq2seq_example", ask="Is an empty list the same as None?")
def empty_is_none(source, target, cut, start_id, end_id):
    source, target = divided(source, target or None, cut)
    return source, [start_id, *target], [*target, end_id]


@mistake("seq2seq_example", ask="Is a source that has a target of its own to be cut?")
def always_cuts(source, target, cut, start_id, end_id):
    target = source[cut:] if target is None else target
    return source[:cut], [start_id, *target], [*target, end_id]


@mistake("seq2seq_example", ask="How many tokens does the encoder read for cut = 3?")
def cuts_one_later(source, target, cut, start_id, end_id):
    source, target = divided(source, target, cut + 1)
    return source, [start_id, *target], [*target, end_id]


@mistake("seq2seq_example", ask="Which of the two special tokens begins, and which ends?")
def start_and_end_swapped(source, target, cut, start_id, end_id):
    source, target = divided(source, target, cut)
    return source, [end_id, *target], [*target, start_id]


@mistake("seq2seq_example", ask="Does the encoder read the prefix or the rest?")
def rest_into_the_encoder(source, target, cut, start_id, end_id):
    if target is None:
        source, target = source[cut:], source[:cut]
    return list(source), [start_id, *target], [*target, end_id]


@mistake("seq2seq_example", ask="Whose list does `insert` or `append` change?")
def changes_the_lists(source, target, cut, start_id, end_id):
    if target is None:
        target = source[cut:]
        source[:] = source[:cut]
    target.append(end_id)
    return list(source), [start_id, *target[:-1]], list(target)


@mistake("seq2seq_example", ask="Is the source part of what must be written?")
def decoder_writes_the_source(source, target, cut, start_id, end_id):
    source, target = divided(source, target, cut)
    return source, [start_id, *source, *target], [*source, *target, end_id]


@variant("seq2seq_example")
def example_by_slices(source, target, cut, start_id, end_id):
    source, target = divided(source, target, cut)
    whole = [start_id, *target, end_id]
    return source, whole[:-1], whole[1:]


@variant("seq2seq_example")
def example_with_if_else(source, target, cut, start_id, end_id):
    if target is not None:
        return source.copy(), [start_id, *target], [*target, end_id]
    rest = source[cut:]
    return source[:cut], [start_id, *rest], [*rest, end_id]


# ---------------------------------------------------------------- 5.7 cross_entropy


@cases("cross_entropy")
def _():
    two, four = normal(2, 3), normal(2, 2, 5, seed=1)
    labels = torch.tensor([[1, 4], [IGNORE, 0]])
    far = torch.tensor([[0.0, 300.0, 5.0], [-200.0, 90.0, 100.0]])
    return [
        case("one position", logits=normal(1, 4), labels=torch.tensor([2])),
        case("two positions", logits=two, labels=torch.tensor([0, 2])),
        case("one of two ignored", logits=two, labels=torch.tensor([IGNORE, 2])),
        case("a batch", logits=four, labels=labels),
        case("large logits", logits=far, labels=torch.tensor([2, 0])),
        case("gradients", gradients=True, logits=four, labels=labels),
        case("double precision", logits=four.double(), labels=labels),
    ]


def flat(logits, labels):
    keep = labels != IGNORE
    return logits[keep], labels[keep]


def taken(scores, labels):
    return scores.gather(-1, labels[:, None])[:, 0]


@mistake("cross_entropy", ask="What is the logarithm of a probability that was rounded to 0?")
def log_of_softmax(logits, labels):
    logits, labels = flat(logits, labels)
    return -taken(logits.softmax(-1).log(), labels).mean()


@mistake("cross_entropy", ask="What is the exponential of 300 in float32?")
def log_of_sum_of_exp(logits, labels):
    logits, labels = flat(logits, labels)
    return (logits.exp().sum(-1).log() - taken(logits, labels)).mean()


@mistake("cross_entropy", ask="How many positions count? Is the sum divided by all of them?")
def mean_over_all(logits, labels):
    kept, right = flat(logits, labels)
    return (kept.logsumexp(-1) - taken(kept, right)).sum() / labels.numel()


@mistake("cross_entropy", ask="A mean or a sum?")
def sums(logits, labels):
    logits, labels = flat(logits, labels)
    return (logits.logsumexp(-1) - taken(logits, labels)).sum()


@mistake("cross_entropy", ask="Should a good prediction cost much or little?")
def wrong_sign(logits, labels):
    logits, labels = flat(logits, labels)
    return (taken(logits, labels) - logits.logsumexp(-1)).mean()


@mistake("cross_entropy", ask="What does the label -100 pick out of a row, and does it count?")
def counts_the_ignored(logits, labels):
    logits, labels = logits.flatten(0, -2), labels.flatten().clamp(min=0)
    return (logits.logsumexp(-1) - taken(logits, labels)).mean()


@mistake("cross_entropy", ask="The loss of each position, or one number?")
def one_for_each(logits, labels):
    logits, labels = flat(logits, labels)
    return logits.logsumexp(-1) - taken(logits, labels)


@mistake("cross_entropy", ask="Which base has the logarithm in the formula?")
def in_bits(logits, labels):
    logits, labels = flat(logits, labels)
    return (logits.logsumexp(-1) - taken(logits, labels)).mean() / math.log(2)


@mistake(
    "cross_entropy",
    ask="Does the probability of the right token already say how surprised one was?",
)
def one_minus_the_probability(logits, labels):
    logits, labels = flat(logits, labels)
    return (1 - taken(logits.softmax(-1), labels)).mean()


@mistake("cross_entropy", ask="Is the mean of the logarithms the logarithm of the mean?")
def log_of_the_mean(logits, labels):
    logits, labels = flat(logits, labels)
    return -(taken(logits, labels) - logits.logsumexp(-1)).exp().mean().log()


@mistake("cross_entropy", ask="Over which axis do the probabilities sum to 1?")
def softmax_over_positions(logits, labels):
    logits, labels = flat(logits, labels)
    return -taken(logits - logits.logsumexp(0), labels).mean()


@mistake("cross_entropy", ask="What happens to the gradient at `.item()` or under no_grad?")
@torch.no_grad()
def without_gradient(logits, labels):
    logits, labels = flat(logits, labels)
    return (logits.logsumexp(-1) - taken(logits, labels)).mean()


@mistake(
    "cross_entropy",
    ask="A small number inside the logarithm: what does it do to the loss and its gradient?",
)
def with_a_small_number(logits, labels):
    logits, labels = flat(logits, labels)
    return -(taken(logits.softmax(-1), labels) + 1e-9).log().mean()


@mistake(
    "cross_entropy", ask="Each sentence its own mean, or one mean over all positions that count?"
)
def mean_of_means(logits, labels):
    if labels.dim() == 1:
        return F.cross_entropy(logits, labels)
    return torch.stack([F.cross_entropy(a, b) for a, b in zip(logits, labels, strict=True)]).mean()


@mistake("cross_entropy", ask="Whose dtype has the loss?")
def in_single_precision(logits, labels):
    logits, labels = flat(logits.float(), labels)
    return (logits.logsumexp(-1) - taken(logits, labels)).mean()


@variant("cross_entropy")
def shifted_by_the_largest(logits, labels):
    logits, labels = logits.reshape(-1, logits.shape[-1]), labels.reshape(-1)
    keep = labels != IGNORE
    logits, labels = logits[keep], labels[keep]
    logits = logits - logits.amax(-1, keepdim=True).detach()
    log_sum = logits.exp().sum(-1).log()
    return (log_sum - logits[torch.arange(len(labels)), labels]).mean()


@variant("cross_entropy")
def weighted_by_what_counts(logits, labels):
    counts = labels != IGNORE
    right = logits.gather(-1, labels.clamp(min=0)[..., None])[..., 0]
    return ((logits.logsumexp(-1) - right) * counts).sum() / counts.sum()


@variant("cross_entropy")
def by_one_hot(logits, labels):
    logits, labels = flat(logits, labels)
    wanted = F.one_hot(labels, logits.shape[-1]).to(logits.dtype)
    return -((logits - torch.logsumexp(logits, -1, keepdim=True)) * wanted).sum(-1).mean()


# ---------------------------------------------------------------- 5.8 adamw_step


@cases("adamw_step")
def _():
    one = dict(weight=torch.tensor([2.0]), gradient=torch.tensor([0.5]))
    zero = dict(first=torch.zeros(1), second=torch.zeros(1))
    many = dict(
        weight=normal(2, 3),
        gradient=normal(2, 3, seed=1),
        first=normal(2, 3, seed=2),
        second=normal(2, 3, seed=3).square(),
    )
    rates = dict(rate=0.1, beta1=0.8, beta2=0.95)
    return [
        case("first step, no decay", **one, **zero, step=1, **rates, epsilon=1e-8, decay=0.0),
        case("decay alone", **(one | {"gradient": torch.zeros(1)}), **zero, step=1, **rates, epsilon=1e-8, decay=0.5),
        case("third step", **many, step=3, **rates, epsilon=1e-8, decay=0.0),
        case("third step, with decay", **many, step=3, **rates, epsilon=1e-8, decay=0.5),
        case("large epsilon", **many, step=2, **rates, epsilon=0.5, decay=0.0),
        case("as torch has it", **many, step=10),
    ]  # fmt: skip


def moments(gradient, first, second, beta1, beta2):
    return beta1 * first + (1 - beta1) * gradient, beta2 * second + (1 - beta2) * gradient**2


@mistake(
    "adamw_step", ask="After the first step m is a tenth of the gradient. What makes up for it?"
)
def no_correction(
    weight,
    gradient,
    first,
    second,
    step,
    rate=1e-3,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    decay=0.01,
):
    m, v = moments(gradient, first, second, beta1, beta2)
    return weight - rate * decay * weight - rate * m / (v.sqrt() + epsilon), m, v


@mistake("adamw_step", ask="Should the next step start from moments that were corrected already?")
def returns_the_corrected(
    weight,
    gradient,
    first,
    second,
    step,
    rate=1e-3,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    decay=0.01,
):
    m, v = moments(gradient, first, second, beta1, beta2)
    m, v = m / (1 - beta1**step), v / (1 - beta2**step)
    return weight - rate * decay * weight - rate * m / (v.sqrt() + epsilon), m, v


@mistake(
    "adamw_step", ask="With decay in the gradient this is Adam with L2. Where does AdamW put it?"
)
def decay_in_the_gradient(
    weight,
    gradient,
    first,
    second,
    step,
    rate=1e-3,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    decay=0.01,
):
    m, v = moments(gradient + decay * weight, first, second, beta1, beta2)
    corrected, spread = m / (1 - beta1**step), (v / (1 - beta2**step)).sqrt() + epsilon
    return weight - rate * corrected / spread, m, v


@mistake("adamw_step", ask="Is the decay multiplied with the learning rate?")
def decay_without_the_rate(
    weight,
    gradient,
    first,
    second,
    step,
    rate=1e-3,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    decay=0.01,
):
    m, v = moments(gradient, first, second, beta1, beta2)
    corrected, spread = m / (1 - beta1**step), (v / (1 - beta2**step)).sqrt() + epsilon
    return weight - decay * weight - rate * corrected / spread, m, v


@mistake("adamw_step", ask="Does anything pull the weight toward 0 when the gradient is 0?")
def without_decay(
    weight,
    gradient,
    first,
    second,
    step,
    rate=1e-3,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    decay=0.01,
):
    return given.adamw_step(weight, gradient, first, second, step, rate, beta1, beta2, epsilon, 0.0)


@mistake("adamw_step", ask="Is epsilon added under the root or after it?")
def epsilon_under_the_root(
    weight,
    gradient,
    first,
    second,
    step,
    rate=1e-3,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    decay=0.01,
):
    m, v = moments(gradient, first, second, beta1, beta2)
    corrected, spread = m / (1 - beta1**step), (v / (1 - beta2**step) + epsilon).sqrt()
    return weight - rate * decay * weight - rate * corrected / spread, m, v


@mistake("adamw_step", ask="Which of the two betas belongs to which moment?")
def betas_swapped(
    weight,
    gradient,
    first,
    second,
    step,
    rate=1e-3,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    decay=0.01,
):
    return given.adamw_step(
        weight, gradient, first, second, step, rate, beta2, beta1, epsilon, decay
    )


@mistake("adamw_step", ask="Is the step divided by v, or by its root?")
def no_root(
    weight,
    gradient,
    first,
    second,
    step,
    rate=1e-3,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    decay=0.01,
):
    m, v = moments(gradient, first, second, beta1, beta2)
    spread = v / (1 - beta2**step) + epsilon
    return weight - rate * decay * weight - rate * m / (1 - beta1**step) / spread, m, v


@mistake("adamw_step", ask="Uphill or downhill?")
def uphill(
    weight,
    gradient,
    first,
    second,
    step,
    rate=1e-3,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    decay=0.01,
):
    m, v = moments(gradient, first, second, beta1, beta2)
    corrected, spread = m / (1 - beta1**step), (v / (1 - beta2**step)).sqrt() + epsilon
    return weight - rate * decay * weight + rate * corrected / spread, m, v


@mistake(
    "adamw_step", ask="Steps count from 1. What is the power in the correction of the first step?"
)
def power_one_too_many(
    weight,
    gradient,
    first,
    second,
    step,
    rate=1e-3,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    decay=0.01,
):
    return given.adamw_step(
        *(weight, gradient, first, second, 1), rate, beta1, beta2, epsilon, decay
    ) if step == 0 else _late(weight, gradient, first, second, step + 1, rate, beta1, beta2, epsilon, decay)  # fmt: skip


def _late(weight, gradient, first, second, step, rate, beta1, beta2, epsilon, decay):
    m, v = moments(gradient, first, second, beta1, beta2)
    corrected, spread = m / (1 - beta1**step), (v / (1 - beta2**step)).sqrt() + epsilon
    return weight - rate * decay * weight - rate * corrected / spread, m, v


@mistake("adamw_step", ask="Does the second moment average the gradients or their squares?")
def squares_the_moment(
    weight,
    gradient,
    first,
    second,
    step,
    rate=1e-3,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    decay=0.01,
):
    m = beta1 * first + (1 - beta1) * gradient
    v = beta2 * second + (1 - beta2) * m**2
    corrected, spread = m / (1 - beta1**step), (v / (1 - beta2**step)).sqrt() + epsilon
    return weight - rate * decay * weight - rate * corrected / spread, m, v


@mistake("adamw_step", ask="Whose tensors do `*=` and `add_` write into?")
def adamw_in_place(
    weight,
    gradient,
    first,
    second,
    step,
    rate=1e-3,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    decay=0.01,
):
    first.mul_(beta1).add_((1 - beta1) * gradient)
    second.mul_(beta2).add_((1 - beta2) * gradient**2)
    corrected, spread = first / (1 - beta1**step), (second / (1 - beta2**step)).sqrt() + epsilon
    return weight - rate * decay * weight - rate * corrected / spread, first, second


@mistake("adamw_step", ask="Is the decay taken of the old weight, or of the new one?")
def decays_the_new_weight(
    weight,
    gradient,
    first,
    second,
    step,
    rate=1e-3,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    decay=0.01,
):
    m, v = moments(gradient, first, second, beta1, beta2)
    corrected, spread = m / (1 - beta1**step), (v / (1 - beta2**step)).sqrt() + epsilon
    return (weight - rate * corrected / spread) * (1 - rate * decay), m, v


@variant("adamw_step")
def adamw_as_in_torch(
    weight,
    gradient,
    first,
    second,
    step,
    rate=1e-3,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    decay=0.01,
):
    weight = weight * (1 - rate * decay)
    first = first.lerp(gradient, 1 - beta1)
    second = torch.addcmul(beta2 * second, gradient, gradient, value=1 - beta2)
    size = rate / (1 - beta1**step)
    spread = second.sqrt() / (1 - beta2**step) ** 0.5 + epsilon
    return weight - size * first / spread, first, second


@variant("adamw_step")
def adamw_on_copies(
    weight,
    gradient,
    first,
    second,
    step,
    rate=1e-3,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    decay=0.01,
):
    weight, first, second = weight.clone(), first.clone(), second.clone()
    first *= beta1
    first += (1 - beta1) * gradient
    second *= beta2
    second += (1 - beta2) * gradient * gradient
    m_hat, v_hat = first / (1 - beta1**step), second / (1 - beta2**step)
    weight -= rate * (m_hat / (torch.sqrt(v_hat) + epsilon) + decay * weight)
    return weight, first, second


# ---------------------------------------------------------------- 5.9 learning_rate


@cases("learning_rate")
def _():
    common = dict(peak=0.5, n_warm_up=4, n_steps=12)
    return [
        case("first step", step=0, **common),
        case("last of the warm-up", step=3, **common),
        case("first after it", step=4, **common),
        case("half way down", step=8, **common),
        case("a quarter", step=6, **common, floor=0.1),
        case("the end", step=12, **common, floor=0.1),
        case("beyond the end", step=17, **common, floor=0.1),
        case("no warm-up", step=0, peak=0.5, n_warm_up=0, n_steps=12),
        case("warming up to a floor's height", step=1, **common, floor=0.2),
    ]


def falling(step, peak, n_warm_up, n_steps, floor):
    done = min(1.0, (step - n_warm_up) / (n_steps - n_warm_up))
    return floor + (peak - floor) * (1 + math.cos(math.pi * done)) / 2


@mistake("learning_rate", ask="Does a step with a rate of 0 do anything?")
def starts_at_zero(step, peak, n_warm_up, n_steps, floor=0.0):
    if step < n_warm_up:
        return peak * step / n_warm_up
    return falling(step, peak, n_warm_up, n_steps, floor)


@mistake("learning_rate", ask="At which step does the fall begin: at 0, or after the warm-up?")
def falls_from_step_zero(step, peak, n_warm_up, n_steps, floor=0.0):
    if step < n_warm_up:
        return peak * (step + 1) / n_warm_up
    done = min(1.0, step / n_steps)
    return floor + (peak - floor) * (1 + math.cos(math.pi * done)) / 2


@mistake("learning_rate", ask="How long does the fall take, if the warm-up is part of all steps?")
def falls_too_long(step, peak, n_warm_up, n_steps, floor=0.0):
    if step < n_warm_up:
        return peak * (step + 1) / n_warm_up
    done = min(1.0, (step - n_warm_up) / n_steps)
    return floor + (peak - floor) * (1 + math.cos(math.pi * done)) / 2


@mistake("learning_rate", ask="What does a cosine do after half a turn?")
def rises_again(step, peak, n_warm_up, n_steps, floor=0.0):
    if step < n_warm_up:
        return peak * (step + 1) / n_warm_up
    done = (step - n_warm_up) / (n_steps - n_warm_up)
    return floor + (peak - floor) * (1 + math.cos(math.pi * done)) / 2


@mistake("learning_rate", ask="A line or half a cosine?")
def falls_in_a_line(step, peak, n_warm_up, n_steps, floor=0.0):
    if step < n_warm_up:
        return peak * (step + 1) / n_warm_up
    done = min(1.0, (step - n_warm_up) / (n_steps - n_warm_up))
    return floor + (peak - floor) * (1 - done)


@mistake("learning_rate", ask="Does the rate end at the floor, or just above 0?")
def floor_as_a_limit(step, peak, n_warm_up, n_steps, floor=0.0):
    if step < n_warm_up:
        return peak * (step + 1) / n_warm_up
    return max(floor, falling(step, peak, n_warm_up, n_steps, 0.0))


@mistake(
    "learning_rate",
    ask="At its start the fall should give the peak. What do floor and peak add up to?",
)
def adds_the_floor(step, peak, n_warm_up, n_steps, floor=0.0):
    if step < n_warm_up:
        return peak * (step + 1) / n_warm_up
    return floor + falling(step, peak, n_warm_up, n_steps, 0.0)


@mistake("learning_rate", ask="What is peak / 0?")
def divides_by_no_warm_up(step, peak, n_warm_up, n_steps, floor=0.0):
    warm = peak * (step + 1) / n_warm_up
    return min(warm, falling(max(step, n_warm_up), peak, n_warm_up, n_steps, floor))


@mistake("learning_rate", ask="How far does a whole turn of the cosine bring you?")
def a_whole_turn(step, peak, n_warm_up, n_steps, floor=0.0):
    if step < n_warm_up:
        return peak * (step + 1) / n_warm_up
    done = min(1.0, (step - n_warm_up) / (n_steps - n_warm_up))
    return floor + (peak - floor) * (1 + math.cos(2 * math.pi * done)) / 2


@mistake(
    "learning_rate",
    ask="A quarter of a turn and half a turn both end low: which begins flat and ends flat?",
)
def a_quarter_turn(step, peak, n_warm_up, n_steps, floor=0.0):
    if step < n_warm_up:
        return peak * (step + 1) / n_warm_up
    done = min(1.0, (step - n_warm_up) / (n_steps - n_warm_up))
    return floor + (peak - floor) * math.cos(math.pi / 2 * done)


@mistake("learning_rate", ask="Does the warm-up start from 0 or from the floor?")
def warms_up_from_the_floor(step, peak, n_warm_up, n_steps, floor=0.0):
    if step < n_warm_up:
        return floor + (peak - floor) * (step + 1) / n_warm_up
    return falling(step, peak, n_warm_up, n_steps, floor)


@mistake("learning_rate", ask="In which step is the floor reached: the last, or the one after it?")
def ends_one_step_early(step, peak, n_warm_up, n_steps, floor=0.0):
    if step < n_warm_up:
        return peak * (step + 1) / n_warm_up
    return falling(step, peak, n_warm_up, n_steps - 1, floor)


@variant("learning_rate")
def rate_by_half_angle(step, peak, n_warm_up, n_steps, floor=0.0):
    if n_warm_up and step < n_warm_up:
        return (step + 1) / n_warm_up * peak
    if step >= n_steps:
        return floor
    angle = math.pi * (step - n_warm_up) / (n_steps - n_warm_up)
    return peak - (peak - floor) * math.sin(angle / 2) ** 2


@variant("learning_rate")
def rate_by_torch(step, peak, n_warm_up, n_steps, floor=0.0):
    if step < n_warm_up:
        return peak * (step + 1) / n_warm_up
    done = torch.tensor((step - n_warm_up) / (n_steps - n_warm_up), dtype=torch.float64).clamp(0, 1)
    return (floor + 0.5 * (peak - floor) * (1 + torch.cos(math.pi * done))).item()


# ---------------------------------------------------------------- 5.10 clip_gradients


@cases("clip_gradients")
def _():
    return [
        case("too long", grads=[torch.tensor([3.0, 4.0])], max_norm=1.0),
        case("short enough", grads=[torch.tensor([0.3, 0.4])], max_norm=1.0),
        case("two tensors", grads=[torch.tensor([3.0]), torch.tensor([0.0, 4.0])], max_norm=2.0),
        case("each short, together long", grads=[torch.tensor([0.9]), torch.tensor([[1.2]])], max_norm=1.3),
        case("matrices", grads=[normal(2, 3), normal(4, seed=1)], max_norm=0.5),
        case("one is long, the other short", grads=[torch.tensor([0.1, 0.2]), torch.tensor([6.0])], max_norm=1.0),
        case("all zero", grads=[torch.zeros(3)], max_norm=1.0),
    ]  # fmt: skip


def joint_norm(grads):
    return torch.cat([gradient.flatten() for gradient in grads]).norm()


@mistake("clip_gradients", ask="What should happen to gradients that are short enough?")
def always_rescales(grads, max_norm):
    norm = joint_norm(grads)
    scale = max_norm / norm if norm > 0 else norm
    return [gradient * scale for gradient in grads], norm


@mistake("clip_gradients", ask="One norm for all tensors, or one for each?")
def clips_each_alone(grads, max_norm):
    clipped = [g * (max_norm / g.norm().clamp(min=max_norm)) for g in grads]
    return clipped, joint_norm(grads)


@mistake("clip_gradients", ask="Does cutting single numbers keep the direction?")
def clips_each_number(grads, max_norm):
    return [g.clamp(-max_norm, max_norm) for g in grads], joint_norm(grads)


@mistake("clip_gradients", ask="Is the norm of two vectors laid end to end the sum of their norms?")
def sum_of_norms(grads, max_norm):
    norm = torch.stack([gradient.norm() for gradient in grads]).sum()
    return [gradient * (max_norm / norm.clamp(min=max_norm)) for gradient in grads], norm


@mistake("clip_gradients", ask="The root was forgotten: of what is the norm the root?")
def squared_norm(grads, max_norm):
    norm = joint_norm(grads).square()
    return [gradient * (max_norm / norm.clamp(min=max_norm)) for gradient in grads], norm


@mistake("clip_gradients", ask="The norm before or after the clipping?")
def norm_afterwards(grads, max_norm):
    clipped, norm = given.clip_gradients(grads, max_norm)
    return clipped, norm.clamp(max=max_norm)


@mistake("clip_gradients", ask="Whose tensors does `mul_` write into?")
def clips_in_place(grads, max_norm):
    norm = joint_norm(grads)
    for gradient in grads:
        gradient.mul_(max_norm / norm.clamp(min=max_norm))
    return [gradient.clone() for gradient in grads], norm


@mistake("clip_gradients", ask="What is 0 divided by 0?")
def zero_by_zero(grads, max_norm):
    norm = joint_norm(grads)
    return [gradient / norm * norm.clamp(max=max_norm) for gradient in grads], norm


@mistake("clip_gradients", ask="Which norm: the root of squares, or the largest number?")
def largest_number(grads, max_norm):
    norm = torch.cat([gradient.flatten() for gradient in grads]).abs().max()
    return [gradient * (max_norm / norm.clamp(min=max_norm)) for gradient in grads], norm


@mistake("clip_gradients", ask="What is to be returned beside the gradients?")
def gradients_alone(grads, max_norm):
    return given.clip_gradients(grads, max_norm)[0]


@mistake("clip_gradients", ask="Is a gradient that is too long to be thrown away?")
def drops_long_ones(grads, max_norm):
    norm = joint_norm(grads)
    keep = 1.0 if norm <= max_norm else 0.0
    return [gradient * keep for gradient in grads], norm


@mistake("clip_gradients", ask="A mean of squares or a sum of squares?")
def root_of_the_mean(grads, max_norm):
    norm = torch.cat([gradient.flatten() for gradient in grads]).square().mean().sqrt()
    return [gradient * (max_norm / norm.clamp(min=max_norm)) for gradient in grads], norm


@mistake(
    "clip_gradients", ask="A tensor without axes was asked for: what does `.item()` make of it?"
)
def norm_as_a_number(grads, max_norm):
    clipped, norm = given.clip_gradients(grads, max_norm)
    return clipped, norm.item()


@variant("clip_gradients")
def clip_with_an_if(grads, max_norm):
    norm = sum((gradient**2).sum() for gradient in grads) ** 0.5
    if norm <= max_norm:
        return [gradient.clone() for gradient in grads], norm
    return [gradient * max_norm / norm for gradient in grads], norm


@variant("clip_gradients")
def clip_by_norms_of_norms(grads, max_norm):
    norm = torch.stack([torch.linalg.vector_norm(gradient) for gradient in grads]).norm()
    scale = min(1.0, max_norm / (norm.item() + 1e-12))
    return [scale * gradient for gradient in grads], norm


@variant("clip_gradients")
def clip_as_torch_does(grads, max_norm):
    norm = torch.cat([gradient.reshape(-1) for gradient in grads]).norm()
    return [gradient * (max_norm / (norm + 1e-6)).clamp(max=1.0) for gradient in grads], norm


# ---------------------------------------------------------------- 5.11 train_loop


@cases("train_loop")
def _():
    table = normal(4, 4)
    batches = [
        torch.tensor([[0, 1, 2, 3]]),
        torch.tensor([[0, 2, 1], [3, 3, 0]]),
        torch.tensor([[1, 0, 3, 2]]),
    ]
    return [
        case("one batch", weights=[table], batches=batches[:1], token_budget=100),
        case("two batches", weights=[table], batches=batches[:2], token_budget=100),
        case("three batches, no limit for the norm", weights=[table], batches=batches, token_budget=100, target_loss=0.0, max_norm=1e9),
        case("a low limit for the norm", weights=[table], batches=batches, token_budget=100, target_loss=0.0, max_norm=0.01),
        case("a budget met exactly", weights=[table], batches=batches, token_budget=10),
        case("a budget met on the way", weights=[table], batches=batches, token_budget=5),
        case("a target", weights=[table], batches=[batches[0]] * 8, token_budget=100, target_loss=1.0),
    ]  # fmt: skip


def looped(
    weights, batches, token_budget, target_loss, max_norm, loss_of, make_optimizer, rate_of, after_step,
    *, zero=True, clip=True, set_rate=True, first_rate=0, late_clip=False, count=None, tell=True,
):  # fmt: skip
    """The loop with its possible mistakes, each switched by a name."""
    for weight in weights:
        weight.requires_grad_()
    optimizer, losses, tokens = make_optimizer(weights), [], 0
    for step, batch in enumerate(batches):
        if set_rate or step == 0:
            optimizer.param_groups[0]["lr"] = rate_of(step + first_rate)
        if zero:
            optimizer.zero_grad()
        loss = loss_of(weights, batch)
        loss.backward()
        if clip and not late_clip:
            torch.nn.utils.clip_grad_norm_(weights, max_norm)
        optimizer.step()
        if late_clip:
            torch.nn.utils.clip_grad_norm_(weights, max_norm)
        losses.append(loss.item())
        tokens += batch.numel() if count is None else count(batch)
        if tell:
            after_step(losses)
        if tokens >= token_budget or losses[-1] <= target_loss:
            break
    return losses


@mistake("train_loop", ask="PyTorch adds new gradients to the old ones. Who removes the old?")
def never_zeroes(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    return looped(
        weights,
        batches,
        token_budget,
        target_loss,
        max_norm,
        loss_of,
        make_optimizer,
        rate_of,
        after_step,
        zero=False,
    )


@mistake(
    "train_loop", ask="Whose gradient does the optimizer use: this batch's, or the one before's?"
)
def steps_before_backward(
    weights, batches, token_budget, target_loss=0.0, max_norm=1.0, loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd, rate_of=given.falling_rate, after_step=given.nothing,
):  # fmt: skip
    for weight in weights:
        weight.requires_grad_()
    optimizer, losses, tokens = make_optimizer(weights), [], 0
    for step, batch in enumerate(batches):
        optimizer.param_groups[0]["lr"] = rate_of(step)
        loss = loss_of(weights, batch)
        optimizer.step()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, max_norm)
        losses.append(loss.item())
        tokens += batch.numel()
        after_step(losses)
        if tokens >= token_budget or losses[-1] <= target_loss:
            break
    return losses


@mistake(
    "train_loop",
    ask="What is left of the gradient when zero_grad stands between backward and step?",
)
def zeroes_too_late(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    losses, tokens = [], 0
    for weight in weights:
        weight.requires_grad_()
    for batch in batches:
        losses.append(loss_of(weights, batch).item())
        tokens += batch.numel()
        after_step(losses)
        if tokens >= token_budget or losses[-1] <= target_loss:
            break
    return losses


@mistake("train_loop", ask="Does anything keep the gradient from being too long?")
def never_clips(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    return looped(
        weights,
        batches,
        token_budget,
        target_loss,
        max_norm,
        loss_of,
        make_optimizer,
        rate_of,
        after_step,
        clip=False,
    )


@mistake("train_loop", ask="Is the limit of the norm always 1?")
def clips_at_one(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    return looped(
        weights,
        batches,
        token_budget,
        target_loss,
        1.0,
        loss_of,
        make_optimizer,
        rate_of,
        after_step,
    )


@mistake("train_loop", ask="Does the schedule speak in every step, or only in the first?")
def rate_set_once(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    return looped(
        weights,
        batches,
        token_budget,
        target_loss,
        max_norm,
        loss_of,
        make_optimizer,
        rate_of,
        after_step,
        set_rate=False,
    )


@mistake("train_loop", ask="What is the number of the first step?")
def rates_from_one(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    return looped(
        weights,
        batches,
        token_budget,
        target_loss,
        max_norm,
        loss_of,
        make_optimizer,
        rate_of,
        after_step,
        first_rate=1,
    )


@mistake("train_loop", ask="Is a budget of tokens counted in rows?")
def counts_rows(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    return looped(
        weights,
        batches,
        token_budget,
        target_loss,
        max_norm,
        loss_of,
        make_optimizer,
        rate_of,
        after_step,
        count=len,
    )


@mistake("train_loop", ask="Does a batch have time tokens, or batch x time?")
def counts_one_row(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    return looped(
        weights,
        batches,
        token_budget,
        target_loss,
        max_norm,
        loss_of,
        make_optimizer,
        rate_of,
        after_step,
        count=lambda batch: batch.shape[1],
    )


@mistake("train_loop", ask="If the budget is met exactly, is another step taken?")
def one_step_more(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    return looped(
        weights,
        batches,
        token_budget + 1,
        target_loss,
        max_norm,
        loss_of,
        make_optimizer,
        rate_of,
        after_step,
    )


@mistake("train_loop", ask="When does the target end the loop?")
def ignores_the_target(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    return looped(
        weights, batches, token_budget, -1.0, max_norm, loss_of, make_optimizer, rate_of, after_step
    )


@mistake("train_loop", ask="When is the token budget spent?")
def ignores_the_budget(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    return looped(
        weights,
        batches,
        10**12,
        target_loss,
        max_norm,
        loss_of,
        make_optimizer,
        rate_of,
        after_step,
    )


@mistake("train_loop", ask="Must both be reached, the budget and the target, or one of them?")
def waits_for_both(
    weights, batches, token_budget, target_loss=0.0, max_norm=1.0, loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd, rate_of=given.falling_rate, after_step=given.nothing,
):  # fmt: skip
    return looped(
        weights, batches, 10**12, -1.0, max_norm, loss_of, make_optimizer, rate_of, after_step
    )


@mistake("train_loop", ask="A list of tensors with a graph, or of numbers?")
def keeps_tensors(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    losses = looped(
        weights,
        batches,
        token_budget,
        target_loss,
        max_norm,
        loss_of,
        make_optimizer,
        rate_of,
        after_step,
    )
    return [torch.tensor(loss) for loss in losses]


@mistake("train_loop", ask="One number, or the loss of every step?")
def last_loss_alone(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    return looped(
        weights,
        batches,
        token_budget,
        target_loss,
        max_norm,
        loss_of,
        make_optimizer,
        rate_of,
        after_step,
    )[-1]


@mistake("train_loop", ask="Is a norm that is measured after the step of any use to this step?")
def clips_too_late(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    return looped(
        weights,
        batches,
        token_budget,
        target_loss,
        max_norm,
        loss_of,
        make_optimizer,
        rate_of,
        after_step,
        clip=False,
        late_clip=True,
        zero=False,
    )


@mistake("train_loop", ask="Who wants to hear of each step?", visible=False)
def tells_nobody(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    return looped(
        weights,
        batches,
        token_budget,
        target_loss,
        max_norm,
        loss_of,
        make_optimizer,
        rate_of,
        after_step,
        tell=False,
    )


@mistake(
    "train_loop", ask="Which function says how large the loss of this model is?", visible=False
)
def always_bigrams(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    return looped(
        weights,
        batches,
        token_budget,
        target_loss,
        max_norm,
        given.bigram_loss,
        make_optimizer,
        rate_of,
        after_step,
    )


@variant("train_loop")
def loop_on_top(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    for weight in weights:
        weight.requires_grad_()
    optimizer, losses, tokens = make_optimizer(weights), [], 0
    for batch in batches:
        for group in optimizer.param_groups:
            group["lr"] = rate_of(len(losses))
        loss = loss_of(weights, batch)
        optimizer.zero_grad(set_to_none=False)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, max_norm)
        optimizer.step()
        losses += [float(loss)]
        tokens += batch.shape[0] * batch.shape[1]
        after_step(losses)
        if losses[-1] <= target_loss:
            return losses
        if not tokens < token_budget:
            return losses
    return losses


@variant("train_loop")
def zeroes_at_the_end(
    weights,
    batches,
    token_budget,
    target_loss=0.0,
    max_norm=1.0,
    loss_of=given.bigram_loss,
    make_optimizer=given.make_sgd,
    rate_of=given.falling_rate,
    after_step=given.nothing,
):
    for weight in weights:
        weight.requires_grad_()
    optimizer, losses, tokens = make_optimizer(weights), [], 0
    optimizer.zero_grad()
    for step, batch in enumerate(batches):
        loss = loss_of(weights, batch)
        loss.backward()
        gradients, _ = given.clip_gradients([weight.grad for weight in weights], max_norm)
        for weight, gradient in zip(weights, gradients, strict=True):
            weight.grad = gradient
        optimizer.param_groups[0]["lr"] = rate_of(step)
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.detach().item())
        tokens += len(batch.flatten())
        after_step(losses)
        if tokens >= token_budget or losses[-1] <= target_loss:
            break
    return losses


# ---------------------------------------------------------------- 5.12 context_cost


@cases("context_cost")
def _():
    shape = dict(n_layers=3, n_heads=4, n_kv_heads=2, d_head=5)
    return [
        case("one token", length=1, **shape, n_parameters=1000),
        case("ten tokens", length=10, **shape, n_parameters=1000),
        case("four bytes", length=7, **shape, n_parameters=1000, n_bytes=4),
    ]


@mistake("context_cost", ask="Keys alone, or values too?")
def keys_alone(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2):
    cache, weights, flops = given.context_cost(
        length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes
    )
    return cache // 2, weights, flops


@mistake(
    "context_cost", ask="Whose keys are kept: one for each query head, or for each key/value head?"
)
def cache_of_all_heads(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2):
    _, weights, flops = given.context_cost(
        length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes
    )
    return 2 * n_layers * n_heads * d_head * length * n_bytes, weights, flops


@mistake("context_cost", ask="How many layers keep keys and values?")
def cache_of_one_layer(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2):
    cache, weights, flops = given.context_cost(
        length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes
    )
    return cache // n_layers, weights, flops


@mistake("context_cost", ask="How many queries are there, and how many keys for each?")
def weights_grow_in_a_line(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2):
    cache, _, flops = given.context_cost(
        length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes
    )
    return cache, n_layers * n_heads * length * n_bytes, flops


@mistake("context_cost", ask="Which heads have weights of their own?")
def weights_of_kv_heads(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2):
    cache, _, flops = given.context_cost(
        length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes
    )
    return cache, n_layers * n_kv_heads * length**2 * n_bytes, flops


@mistake("context_cost", ask="One number for each pair, or d_head numbers?")
def weights_times_d_head(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2):
    cache, weights, flops = given.context_cost(
        length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes
    )
    return cache, weights * d_head, flops


@mistake("context_cost", ask="A multiplication and an addition: how many operations are that?")
def multiplications_alone(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2):
    cache, weights, flops = given.context_cost(
        length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes
    )
    return cache, weights, flops // 2


@mistake(
    "context_cost", ask="The scores are one product. Which other one has length x length pairs?"
)
def scores_without_the_blend(
    length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2
):
    cache, weights, flops = given.context_cost(
        length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes
    )
    return cache, weights, flops - 2 * d_head * n_layers * n_heads * length**2


@mistake("context_cost", ask="Does any work grow with the square of the length?")
def matrices_alone(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2):
    cache, weights, _ = given.context_cost(
        length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes
    )
    return cache, weights, 2 * n_parameters * length


@mistake("context_cost", ask="Every token goes through the matrices: how many tokens?")
def matrices_once(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2):
    cache, weights, flops = given.context_cost(
        length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes
    )
    return cache, weights, flops - 2 * n_parameters * (length - 1)


@mistake("context_cost", ask="Do all numbers have two bytes?")
def always_two_bytes(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2):
    return given.context_cost(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, 2)


@mistake("context_cost", ask="Are operations counted in bytes?")
def flops_times_bytes(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2):
    cache, weights, flops = given.context_cost(
        length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes
    )
    return cache, weights, flops * n_bytes


@mistake(
    "context_cost",
    ask="With the causal mask half of the pairs are hidden. Which pairs does the docstring count?",
)
def half_of_the_pairs(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2):
    cache, _, _ = given.context_cost(
        length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes
    )
    pairs = n_layers * n_heads * length * (length + 1) // 2
    return cache, pairs * n_bytes, 2 * n_parameters * length + 4 * d_head * pairs


@mistake("context_cost", ask="Whole bytes, or gigabytes?")
def as_floats(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2):
    costs = given.context_cost(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes)
    return tuple(cost / 1e9 for cost in costs)


@variant("context_cost")
def cost_step_by_step(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2):
    per_token = 2 * n_kv_heads * d_head * n_bytes
    table = length * length
    scores = blend = 2 * table * d_head * n_heads
    return (
        per_token * n_layers * length,
        table * n_heads * n_layers * n_bytes,
        2 * n_parameters * length + (scores + blend) * n_layers,
    )


@variant("context_cost")
def cost_layer_by_layer(length, n_layers, n_heads, n_kv_heads, d_head, n_parameters, n_bytes=2):
    cache, weights, flops = 0, 0, 2 * n_parameters * length
    for _ in range(n_layers):
        cache += 2 * length * n_kv_heads * d_head * n_bytes
        weights += n_heads * length**2 * n_bytes
        flops += n_heads * 4 * length**2 * d_head
    return cache, weights, flops

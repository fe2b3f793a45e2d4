"""Which submissions are alike beyond what the task, the published answers and chance explain.

Answers are compared as shingles of tokens: runs of `SHINGLE` tokens in which comments, docstrings
and layout do not count and names are numbered by their first appearance, so that renaming hides
nothing. Left out are the shingles of everything that is published (stub, reference, variants,
known mistakes) and those that more than a few students share. What remains in common is shown side
by side, for a person to judge: it is no proof, and short answers may be alike by chance.
"""

import builtins
import io
import keyword
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

SHINGLE = 10
COMMON_SHARE, COMMON_LEAST = 0.05, 3  # students who may share what still counts
LEAST_SHARED = 20
LEAST_PART = 0.5
LEAST_SHOWN = 4  # shared shingles for an exercise to be shown as evidence
MOST_PAIRS = 50

KEPT = {*keyword.kwlist, *keyword.softkwlist, *dir(builtins)}
SKIPPED = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}
Answers = Mapping[str, str]  # code by exercise


@dataclass(frozen=True)
class Token:
    """A word of code: its text, whether it is a name that may be renamed, and its line.

    `first` says that a statement of the module begins here.
    """

    text: str
    renamable: bool
    line: int
    first: bool = False


@dataclass(frozen=True)
class Evidence:
    """Two answers to one exercise, and the numbers of their lines that are alike."""

    exercise: str
    codes: tuple[str, str]
    lines: tuple[frozenset[int], frozenset[int]]


@dataclass(frozen=True)
class Pair:
    """Two students whose answers are alike.

    `part` is the share of the shorter one's own shingles that are in the other's too; `as_typed`
    the share of alike lines that are equal letter by letter.
    """

    students: tuple[str, str]
    shared: int
    part: float
    as_typed: float
    evidence: tuple[Evidence, ...]


def tokens(code: str) -> list[Token]:
    """The tokens that count; of code that is not Python, those up to there."""
    found: list[Token] = []
    after_dot, fresh = False, True
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type in SKIPPED:
                fresh = fresh or token.type in (tokenize.NEWLINE, tokenize.INDENT)
                continue
            if token.type == tokenize.STRING and fresh:
                continue  # a docstring
            renamable = token.type == tokenize.NAME and not after_dot and token.string not in KEPT
            line, column = token.start
            found.append(Token(token.string, renamable, line, fresh and not column))
            after_dot, fresh = token.string == ".", False
    except (tokenize.TokenError, SyntaxError, ValueError):
        pass
    return found


def shingles(code: str) -> dict[int, set[int]]:
    """Hashes of all runs of tokens within a statement of the module, each with its lines."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for words in _statements(tokens(code)):
        for start in range(len(words) - SHINGLE + 1):
            run = words[start : start + SHINGLE]
            found[hash(_form(run))].update(token.line for token in run)
    return dict(found)


def _statements(words: list[Token]) -> list[list[Token]]:
    starts = [index for index, token in enumerate(words) if token.first]
    return [words[a:b] for a, b in pairwise([*starts, len(words)])]


Form = tuple[str | int, ...]


def forms(code: str, name: str = "") -> set[Form]:
    """The statements of a module, or those that define a name, with all names numbered.

    They are equal for two answers that differ in names, comments and layout only.
    """
    found = [words for words in _statements(tokens(code)) if not name or _defines(words, name)]
    return {_form(words) for words in found}


def _defines(words: list[Token], name: str) -> bool:
    return len(words) > 1 and words[0].text in ("def", "class") and words[1].text == name


def _form(words: list[Token]) -> Form:
    names: dict[str, int] = {}
    return tuple(names.setdefault(t.text, len(names)) if t.renamable else t.text for t in words)


def alike(students: Mapping[str, Answers], published: Iterable[str]) -> list[Pair]:
    """Pairs of students whose answers share what nobody published, the most alike first."""
    known = {one for code in published for one in shingles(code)}
    prints = {
        student: {
            key: {one: at for one, at in shingles(code).items() if one not in known}
            for key, code in answers.items()
        }
        for student, answers in students.items()
    }
    pairs = [
        pair
        for names, shared in _shared(prints).items()
        if shared >= LEAST_SHARED and (pair := _pair(names, students, prints))
    ]
    return sorted(pairs, key=lambda one: (-one.part, -one.shared, one.students))[:MOST_PAIRS]


Prints = Mapping[str, Mapping[str, Mapping[int, set[int]]]]


def _shared(prints: Prints) -> Counter[tuple[str, str]]:
    """How many shingles each two students share, but for what many do."""
    owners: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for student, answers in prints.items():
        for key, found in answers.items():
            for one in found:
                owners[key, one].append(student)
    most = max(COMMON_LEAST, int(len(prints) * COMMON_SHARE))
    counts: Counter[tuple[str, str]] = Counter()
    for who in owners.values():
        if 2 <= len(who) <= most:
            counts.update(combinations(sorted(who), 2))
    return counts


def _pair(names: tuple[str, str], students: Mapping[str, Answers], prints: Prints) -> Pair | None:
    mine, theirs = prints[names[0]], prints[names[1]]
    common = {key: mine[key].keys() & theirs[key].keys() for key in mine.keys() & theirs.keys()}
    shared = sum(map(len, common.values()))
    shorter = min(sum(map(len, mine.values())), sum(map(len, theirs.values())))
    if shared < LEAST_PART * shorter:
        return None
    evidence = tuple(
        Evidence(
            key,
            (students[names[0]][key], students[names[1]][key]),
            (_lines(mine[key], common[key]), _lines(theirs[key], common[key])),
        )
        for key in sorted(common)
        if len(common[key]) >= LEAST_SHOWN
    )
    return Pair(names, shared, shared / shorter, _as_typed(evidence), evidence)


def _lines(found: Mapping[int, set[int]], common: Iterable[int]) -> frozenset[int]:
    return frozenset(line for one in common for line in found[one])


def _as_typed(evidence: Iterable[Evidence]) -> float:
    """The share of the first one's alike lines that the second has letter by letter."""
    marked = equal = 0
    for one in evidence:
        first, second = (code.splitlines() for code in one.codes)
        theirs = {line.rstrip() for line in second}
        mine = [first[n - 1].rstrip() for n in one.lines[0] if n <= len(first)]
        marked += len(mine)
        equal += sum(line in theirs for line in mine)
    return equal / marked if marked else 0.0

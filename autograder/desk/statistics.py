"""Figures on a class: how marks are distributed, how hard exercises are, what they tell apart.

Small classes say little: each figure carries the number of students it rests on, and a
discrimination its 95% interval. Nothing is said of a single student's worth.
"""

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np

from autograder.desk.classbook import Answer, ClassBook, Task, Work

LEAST = 5  # students, for a correlation to be shown at all
BINS = 10  # at most; each is a whole number of points wide
SURE = 1.96


@dataclass(frozen=True)
class Bin:
    """Students with marks from `low` on, below `high`; the last one may include its end."""

    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Distribution:
    """Totals of all who were graded."""

    n: int
    bins: list[Bin]
    mean: float
    quartiles: tuple[float, float, float]


@dataclass(frozen=True)
class Item:
    """One exercise.

    `share` of its points was earned, the classical difficulty. `discrimination` is the correlation
    of its points with those on all other exercises (point-biserial where marks are all or nothing);
    None where too few students, or no difference between them, leave it undefined.
    """

    task: Task
    n: int
    solved: int
    tried: int
    untouched: int
    share: float
    discrimination: float | None
    interval: tuple[float, float] | None

    @property
    def remark(self) -> str:
        """What a person should look at."""
        if self.discrimination is None or self.interval is None:
            return ""
        if self.interval[1] < 0.2:
            return "does not go with the rest: read some answers"
        if self.share < 0.2:
            return "hardly anybody solved it"
        return ""


@dataclass(frozen=True)
class KnownMistake:
    """How often a known mistake was made, and the question that it gets."""

    task: Task
    name: str
    ask: str
    count: int
    failing: int


@dataclass(frozen=True)
class Stuck:
    """Somebody who tried and did not get there; `ask` is a question to begin with."""

    work: Work
    solved: list[str]
    failing: list[str]
    untouched: list[str]
    ask: str


def distribution(book: ClassBook) -> Distribution | None:
    """Of those whose every exercise is graded; None without any."""
    totals = np.array([work.total for work in book.graded])
    if not len(totals):
        return None
    most = max(book.possible, float(totals.max()), 1)
    wide = math.ceil((most + 1) / BINS)
    edges = np.arange(0, math.floor(most / wide) + 2) * wide  # the most points lie inside
    counts, _ = np.histogram(totals, edges)
    bins = [
        Bin(float(a), float(b), int(c))
        for a, b, c in zip(edges[:-1], edges[1:], counts, strict=True)
    ]
    low, middle, high = (float(q) for q in np.quantile(totals, [0.25, 0.5, 0.75]))
    return Distribution(len(totals), bins, float(totals.mean()), (low, middle, high))


def items(book: ClassBook) -> list[Item]:
    """All exercises, over those students whose every exercise is graded."""
    return [_item(book, task) for task in book.tasks]


def _item(book: ClassBook, task: Task) -> Item:
    works = book.graded
    answers = [work.answers[task.key] for work in works]
    points = np.array([answer.points or 0.0 for answer in answers])
    rest = np.array(
        [sum(each.points or 0.0 for each in work.answers.values()) for work in works]
    ) - points  # fmt: skip
    solved = sum(_solved(answer, task) for answer in answers)
    untouched = sum(not answer.begun for answer in answers)
    r = correlation(points, rest)
    share = float(points.mean()) / task.points if len(points) and task.points else 0.0
    tried = len(answers) - solved - untouched
    interval = None if r is None else fisher(r, len(points))
    return Item(task, len(answers), solved, tried, untouched, share, r, interval)


def _solved(answer: Answer, task: Task) -> bool:
    return answer.points is not None and answer.points >= task.points


def correlation(x: "np.ndarray[tuple[int], np.dtype[np.float64]]", y: object) -> float | None:
    """Pearson's; None where it is not defined or rests on too few."""
    other = np.asarray(y, dtype=float)
    if len(x) < LEAST or not x.std() or not other.std():
        return None
    return float(np.corrcoef(x, other)[0, 1])


def fisher(r: float, n: int) -> tuple[float, float]:
    """The 95% interval of a correlation, by Fisher's transformation; needs n > 3."""
    middle, half = math.atanh(max(-0.999999, min(r, 0.999999))), SURE / math.sqrt(n - 3)
    return math.tanh(middle - half), math.tanh(middle + half)


def mistakes(book: ClassBook) -> list[KnownMistake]:
    """Known mistakes, the commonest first."""
    found: list[KnownMistake] = []
    for task in book.tasks:
        answers = [work.answers[task.key] for work in book.works if task.key in work.answers]
        failing = sum(_failing(answer, task) for answer in answers)
        counts = Counter((a.mistake, a.ask) for a in answers if a.mistake)
        found += [KnownMistake(task, *which, n, failing) for which, n in counts.items()]
    return sorted(found, key=lambda one: (-one.count, one.task.key, one.name))


def _failing(answer: Answer, task: Task) -> bool:
    return answer.begun and answer.points is not None and not _solved(answer, task)


def stuck(book: ClassBook) -> list[Stuck]:
    """Who tried at least two exercises without solving them, and no fewer than they solved."""
    found = [_stuck(book, work) for work in book.works]
    chosen = [s for s in found if len(s.failing) >= 2 and len(s.failing) >= len(s.solved)]
    return sorted(chosen, key=lambda one: (-len(one.failing), one.work.total))


def _stuck(book: ClassBook, work: Work) -> Stuck:
    solved, failing, untouched = list[str](), list[str](), list[str]()
    ask = ""
    for task in book.tasks:
        answer = work.answers.get(task.key)
        if answer is None or not answer.begun:
            untouched.append(task.key)
        elif _failing(answer, task):
            failing.append(task.key)
            ask = ask or answer.ask
        else:
            solved.append(task.key)
    return Stuck(work, solved, failing, untouched, ask)


def untouched(book: ClassBook) -> list[Work]:
    """Who handed in the notebook as it was released."""
    return [work for work in book.works if not work.begun]

"""An n-gram table to type into: what may come next, how much smoothing, text drawn from it.

The learner's function counts each order once, here; smoothing and drawing happen in the browser.
`distribution()` and `text()` are their twins. Words are split at white space; nothing is
interpolated between orders.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from llmcourse.models.ngram import END, START
from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CountFunction = Callable[[list[list[str]], int], Mapping[tuple[str, ...], Mapping[str, int]]]
SMOOTHING = (0, 0.001, 0.01, 0.1, 0.5, 1, 10)
MOST_WORDS = 16
LARGEST = 2**15 - 1


class NgramExplorer(CourseWidget):
    """Explore the tables that `count_function(sentences, n)` makes for n = 1 to `max_order`.

    Where the function fails or returns something else, the widget says so. Raises ValueError for
    sentences that are no lists of words, or a `max_order` outside 1 to 5.
    """

    grams = traitlets.Bytes().tag(sync=True)

    scripts = ("text.js", "chance.js", "ngram.js")
    styles = ("text.css", "ngram.css")

    def __init__(
        self,
        count_function: CountFunction,
        sentences: Sequence[Sequence[str]],
        *,
        prompt: str = "",
        max_order: int = 4,
        title: str = "",
    ) -> None:
        if not 1 <= max_order <= 5:
            raise ValueError(f"max_order is {max_order}: pass 1 to 5")
        rows = checked_sentences(sentences)
        self.words = [START, END, *dict.fromkeys(word for row in rows for word in row)]
        self.name = getattr(count_function, "__name__", type(count_function).__name__)
        self.problems: dict[int, str] = {}
        self.tables = [self._counted(count_function, rows, n) for n in range(1, max_order + 1)]
        runs = [self._numbered(table) for table in self.tables]
        super().__init__(
            data={
                "title": title or "What comes next?",
                "name": self.name,
                "words": self.words,
                "orders": [len(run) for run in runs],
                "k": list(SMOOTHING),
                "prompt": prompt,
                "most": MOST_WORDS,
                "problems": {str(n): problem for n, problem in self.problems.items()},
            },
            grams=np.array([number for run in runs for number in run], dtype="<i2").tobytes(),
        )

    def _counted(
        self, function: CountFunction, rows: list[list[str]], n: int
    ) -> dict[tuple[str, ...], dict[str, int]]:
        """The function's table of one order, or an empty one and a note of what went wrong."""
        try:
            table: Any = function([list(row) for row in rows], n)
        except Exception as error:
            self.problems[n] = f"{self.name} raised {type(error).__name__}: {error}"[:500]
            return {}
        if problem := table_problem(table, n, set(self.words)):
            self.problems[n] = f"{self.name} of order {n} returned {problem}"
            return {}
        return {context: dict(followers) for context, followers in table.items()}

    def _numbered(self, table: Mapping[tuple[str, ...], Mapping[str, int]]) -> list[int]:
        at = {word: number for number, word in enumerate(self.words)}
        numbers: list[int] = []
        for context, followers in table.items():
            for word, count in followers.items():
                numbers += [*(at[each] for each in context), at[word], count]
        return numbers

    def distribution(self, text: str, n: int, k: float) -> dict[str, float]:
        """Probability of every word after a text; all 0 where it is unseen and k is 0."""
        context = tuple([*[START] * (n - 1), *text.split()][-(n - 1) :] if n > 1 else [])
        followers = self.tables[n - 1].get(context, {})
        total = k * (len(self.words) - 1) + sum(followers.values())
        raised = {word: followers.get(word, 0) + k for word in self.words[1:]}
        return {word: count / total if total else 0.0 for word, count in raised.items()}

    def text(self, start: str, n: int, k: float, seed: int) -> list[str]:
        """The words that the browser draws after a text."""
        random, words = mulberry(seed), start.split()
        first = len(words)
        while len(words) < first + MOST_WORDS:
            roll, total, last = next(random), 0.0, END
            for word, probability in self.distribution(" ".join(words), n, k).items():
                if probability:
                    total, last = total + probability, word
                if roll < total:
                    break
            if last == END:
                break
            words.append(last)
        return words[first:]

    def describe(self) -> str:
        n, prompt = min(3, len(self.tables)), str(self.data["prompt"])
        lines = [
            f"{self.data['title']}: next words from the table counted by {self.name}, n = {n}."
        ]
        lines += self.problems.values()
        best = self.likeliest(prompt, n)
        said = ", ".join(f'"{word}" {probability:.3f}' for word, probability in best)
        lines.append(f'After "{prompt}": {said or "nothing; this context was never seen"}.')
        return "\n".join(lines)

    def likeliest(self, text: str, n: int, k: float = 0, count: int = 8) -> list[tuple[str, float]]:
        """The possible next words, likeliest first."""
        found = self.distribution(text, n, k).items()
        return [pair for pair in sorted(found, key=lambda pair: -pair[1])[:count] if pair[1]]

    def draw(self) -> "Figure":
        n = min(3, len(self.tables))
        best = self.likeliest(str(self.data["prompt"]), n)
        figure = new_figure(5.6, 1.1 + 0.3 * max(len(best), 2), str(self.data["title"]))
        axes = figure.subplots()
        names = [word.replace("$", r"\$") for word, _ in best]
        axes.barh(range(len(best)), [probability for _, probability in best], color="#0072B2")
        axes.set_yticks(range(len(best)), names)
        axes.invert_yaxis()
        axes.set_xlabel(f"probability after “{self.data['prompt']}”, n = {n}".replace("$", r"\$"))
        axes.spines[["top", "right"]].set_visible(False)
        return figure


def checked_sentences(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """The sentences as lists of words, or a ValueError that says what to pass."""
    if isinstance(sentences, str) or any(isinstance(row, str) for row in sentences):
        raise ValueError(
            "pass sentences as lists of words, such as [line.split() for line in lines]"
        )
    rows = [list(row) for row in sentences]
    if not rows or not all(isinstance(word, str) for row in rows for word in row):
        raise ValueError("pass at least one sentence, each a list of words")
    return rows


def table_problem(table: object, n: int, words: set[str]) -> str | None:
    """What keeps `table` from being counts of this order, in words, or None."""
    wanted = f"expected a dictionary: tuple of {n - 1} words -> word -> count"
    if not isinstance(table, Mapping):
        return f"a {type(table).__name__}; {wanted}"
    for context, followers in table.items():
        if not (isinstance(context, tuple) and len(context) == n - 1):
            return f"the key {str(context)[:80]!r}; {wanted}"
        if not isinstance(followers, Mapping):
            return f"a {type(followers).__name__} inside; {wanted}"
        if strange := [word for word in (*context, *followers) if word not in words]:
            return f"the word {str(strange[0])[:80]!r}, which no sentence has; {wanted}"
        if not all(type(count) is int and 0 < count <= LARGEST for count in followers.values()):
            return f"something that is no count after {context!r}; {wanted}"
    return None


def mulberry(seed: int) -> Any:
    """Even numbers from 0 to 1, the same as the browser's (mulberry32)."""
    state, mask = seed & 0xFFFFFFFF, 0xFFFFFFFF
    while True:
        state = (state + 0x6D2B79F5) & mask
        t = ((state ^ (state >> 15)) * (1 | state)) & mask
        t = ((t + (((t ^ (t >> 7)) * (61 | t)) & mask)) & mask) ^ t
        yield ((t ^ (t >> 14)) & mask) / 2**32

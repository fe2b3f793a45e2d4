"""The judge: draws fresh cases, asks the learner's code, compares, keeps the score.

A hidden test has two halves. Its *probe* holds no secret and runs where the learner's code
runs; its *verdict* holds the expected values and talks to a `Judge`. All that passes between
them goes through `llmcourse.wire`, also when both live in one process, so that a test written
today holds when they are kept apart. The judge trusts nothing that it did not compute: what a
probe returns is data to be compared, never a number of points.
"""

import contextlib
import inspect
import io
import random
import re
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from autograder.hosting import Answer, Hosted, Request, Server
from autograder.sandbox.relay import Exchange, stand_ins
from llmcourse import wire
from llmcourse.checks.compare import DETOUR, agree, difference
from llmcourse.checks.observe import observed, same_gradient

LONGEST_MESSAGE = 500
Probe = Callable[..., Any]
Asking = Callable[[Probe, bytes, dict[int, Hosted | Server]], bytes]
Verdict = Callable[["Judge"], None]


class AnswerError(Exception):
    """The learner's code raised while it was asked."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(f"{kind}: {message}" if message else kind)
        self.kind = kind

    @property
    def said(self) -> str:
        """Type and message, without the place that the sandbox adds."""
        return re.sub(r" \(line \d+: .*", "", str(self), flags=re.DOTALL)


class Mismatch(BaseException):
    """This answer is not the one that is being looked for; a verdict need not go on."""


@dataclass(frozen=True)
class Failure:
    """One thing that did not hold: which check, on which input, in words."""

    check: str
    case: str
    words: str


@dataclass
class Outcome:
    """What a verdict found. Only checks that were really made can earn points."""

    seed: int
    made: dict[str, int] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    fault: str = ""

    @property
    def passed(self) -> bool:
        return bool(self.made) and not self.failures and not self.fault

    @property
    def failed_checks(self) -> set[str]:
        return {failure.check for failure in self.failures}


class Judge:
    """What a verdict is handed. Every draw depends on the seed alone.

    With `match`, a transcript, it raises Mismatch at the first answer that differs from it;
    `double` is the tolerance of float64 then.
    """

    def __init__(
        self, ask: Asking, seed: int, match: list[Any] | None = None, *, double: float = DETOUR
    ) -> None:
        self._ask = ask
        self._random = random.Random(seed)
        self._generator = torch.Generator().manual_seed(seed)
        self.outcome = Outcome(seed)
        self.transcript: list[Any] = []
        self._to_match, self._double = match, double
        self._case = ""

    def draw(self, values: Sequence[Any], n: int) -> list[Any]:
        """n different ones of these values, in random order."""
        return self._random.sample(list(values), n)

    def integer(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return self._random.randint(low, high)

    def normal(self, *shape: int, scale: float = 1.0, dtype: torch.dtype = torch.float32) -> Tensor:
        """Independent normal numbers with mean 0 and the given standard deviation."""
        return (torch.randn(*shape, generator=self._generator) * scale).to(dtype)

    def flips(self, *shape: int, chance: float = 0.5) -> Tensor:
        """Independent booleans, each True with this chance."""
        return torch.rand(*shape, generator=self._generator) < chance

    def strided(self, x: Tensor) -> Tensor:
        """The same numbers, their axes in reverse order in memory: equal to x, not contiguous.

        Raises ValueError for a tensor that has but one order.
        """
        axes = range(x.ndim)[::-1]
        turned = x.permute(*axes).contiguous().permute(*axes)
        if turned.is_contiguous():
            raise ValueError(f"a tensor of shape {tuple(x.shape)} is contiguous either way")
        return turned

    def host(self, function: Callable[..., Any]) -> Hosted:
        """A function that stays here; handed to `ask`, the learner's code can call it."""
        return Hosted(function)

    def serve(self, answer: Callable[[Request], Answer]) -> Server:
        """An HTTP server that stays here; handed to `ask`, the probe gets its address."""
        return Server(answer)

    def ask(self, probe: Probe, *args: Any, case: str = "") -> Any:
        """What the probe returns beside the learner's code, as plain data.

        What fails until the next question is told under the name of this case.
        """
        self._case = case or f"question {len(self.transcript) + 1}"
        try:
            answer = self._read(self._ask(probe, *_packed(args)))
        except AnswerError as error:
            self._note(error.said)
            raise
        self._note(answer)
        return answer

    def _note(self, answer: Any) -> None:
        at = len(self.transcript)
        self.transcript.append(answer)
        if self._to_match is None:
            return
        if at >= len(self._to_match) or not agree(answer, self._to_match[at], double=self._double):
            raise Mismatch

    def _read(self, answer: bytes) -> Any:
        try:
            return wire.loads(answer)
        except wire.WireError as error:
            raise AnswerError("WireError", f"the answer cannot be read: {error}") from error

    def same(
        self,
        probe: Probe,
        reference: Callable[..., Any],
        *inputs: Any,
        case: str,
        **tolerance: float,
    ) -> Any:
        """Ask a probe that returns `observed(answer, *inputs)`; hold it against a reference.

        Compared are the value, the inputs afterwards and the gradients that reach each input.
        Returns the value, for further checks; None where the learner's code raised.
        """
        try:
            answer = self.ask(probe, *inputs, case=case)
        except AnswerError as error:
            self.that(False, f"your code raised {error}", check="runs", case=case)
            return None
        expected: Any = observed(reference, *inputs)
        names = list(inspect.signature(reference).parameters)
        self.equal(answer["value"], expected["value"], check="", case=case, **tolerance)
        unchanged = zip(answer["inputs"], inputs, strict=True)
        for name, (now, before) in zip(names, unchanged, strict=False):
            changed = difference(now, before, rtol=0, atol=0)
            self.that(not changed, f"`{name}` was changed", check="inputs unchanged", case=case)
        nested = [key for key in expected["gradients"] if not key.isdigit()]  # "1['w_q']"
        for key in [*map(str, range(len(inputs))), *nested]:
            index, bracket, rest = key.partition("[")
            name = names[int(index)] + bracket + rest
            ours, theirs = (side["gradients"].get(key) for side in (answer, expected))
            good = same_gradient(ours, theirs)
            words = f"the gradient of `{name}` is {'wrong' if ours is not None else 'missing'}"
            self.that(good, words, check="gradients", case=case)
        return answer["value"]

    def equal(
        self, actual: Any, expected: Any, *, check: str = "", case: str = "", **tolerance: float
    ) -> None:
        """Same type, shape, dtype and (within rtol and atol) numbers.

        Without rtol and atol float64 must agree to ten digits, other floats to about four.
        Without a name of its own the check is called after what differs.
        """
        found = difference(actual, expected, rtol=tolerance.get("rtol"), atol=tolerance.get("atol"))
        check = check or (found.kind if found else "values")
        self.that(found is None, found.words if found else "", check=check, case=case)

    def that(self, holds: Any, words: str, *, check: str, case: str = "") -> None:
        """Note that a check was made, and what to say where it does not hold.

        Without a case it is about the last question.
        """
        self.outcome.made[check] = self.outcome.made.get(check, 0) + 1
        if holds is not True:
            self.outcome.failures.append(Failure(check, case or self._case, words))


def _packed(args: tuple[Any, ...]) -> tuple[bytes, dict[int, Hosted | Server]]:
    """Arguments as bytes, and apart from them what stays with the judge, by position."""
    hosted = {i: arg for i, arg in enumerate(args) if isinstance(arg, Hosted | Server)}
    plain = tuple(None if i in hosted else arg for i, arg in enumerate(args))
    return wire.dumps(plain), hosted


def in_process(probe: Probe, question: bytes, hosted: dict[int, Hosted | Server]) -> bytes:
    """Ask a probe in this very process, quietly: what stock nbgrader does."""
    exchanges = {place: (one.kind, _across(one)) for place, one in hosted.items()}
    torch.default_generator.manual_seed(0)  # unlike torch.manual_seed, nothing of a GPU's
    try:
        # An answer that switches gradients off for good must not do so for the next.
        with (
            _quiet(),
            torch.enable_grad(),
            stand_ins(exchanges, list(wire.loads(question))) as args,
        ):
            answer = probe(*args)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # also an exit(), which would end the whole notebook
        raise AnswerError(type(error).__name__, _words(error)) from error
    try:
        return wire.dumps(answer)
    except wire.WireError as error:
        raise AnswerError("WireError", f"the answer cannot be compared: {error}") from error


def _across(one: Hosted | Server) -> Exchange:
    """Exchange with something hosted as if it were in another process."""

    def exchange(args: tuple[Any, ...]) -> Any:
        return wire.loads(wire.dumps(one.exchange(wire.loads(wire.dumps(args)))))

    return exchange


def _words(error: BaseException) -> str:
    try:
        return str(error)[:LONGEST_MESSAGE]
    except Exception:
        return ""


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Neither prints nor warnings of the learner's code may cost or earn anything."""
    sink = io.StringIO()
    with (
        contextlib.redirect_stdout(sink),
        contextlib.redirect_stderr(sink),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        yield


def hear(verdict: Verdict, judge: Judge) -> Outcome:
    """Run a verdict to its end. What the learner's code raised is a failure, not a fault."""
    try:
        verdict(judge)
    except AnswerError as error:
        judge.that(False, f"your code raised {error}", check="runs")
    except Exception as error:
        if judge.outcome.failures:
            # A wrong shape was noted already; that what follows stumbles over it says nothing new.
            return judge.outcome
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{last.name}, line {last.lineno}"
        judge.outcome.fault = f"{type(error).__name__}: {error} (in {where})"
    if not judge.outcome.made and not judge.outcome.fault:
        judge.outcome.fault = "the verdict made no check"
    return judge.outcome

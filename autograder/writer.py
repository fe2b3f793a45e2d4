"""Writes results into nbgrader's gradebook and `autograded/`: many in one transaction.

The gradebook comes first, then the files. Either may fail, on a full disk or a locked database;
what has been written by then is whole, and writing the same results again does no harm.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from autograder import notebook_path
from autograder.files import deliver, withdraw
from autograder.place import Place
from autograder.results import Result
from autograder.rows import Rows
from autograder.sheet import Sheet
from autograder.timing import spent

PATIENCE_SECONDS = 30  # for another program that is writing into the gradebook


class CannotWrite(Exception):
    """Results could not be written; the message says why and what to do."""


class Writer:
    """The only one who writes a lesson's results in one place. Use it as a context."""

    def __init__(self, place: Place, lesson: str) -> None:
        self._place, self._lesson = place, lesson
        self._url = make_url(place.course.db_url)
        options = {"timeout": PATIENCE_SECONDS} if self._local else {}
        self._engine = create_engine(self._url, connect_args=options)
        (_lock_when_it_begins if self._local else _one_at_a_time)(self._engine)
        self._late = AssignLatePenalties(config=place.config)
        self._late.init_plugin()

    @property
    def _local(self) -> bool:
        return self._url.get_backend_name() == "sqlite"

    def __enter__(self) -> "Writer":
        unknown = f"{self._lesson} is not in the gradebook: run `python -m autograder release`"
        if self._local and not Path(self._url.database or "").exists():
            raise CannotWrite(unknown)
        course = self._place.course
        with self._clearly(), Gradebook(course.db_url, course.course_id) as gradebook:
            try:
                self.sheet = Sheet.of(gradebook, self._lesson)
                self._rows = Rows.of(gradebook, self._lesson)
            except MissingEntry as error:
                raise CannotWrite(unknown) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._engine.dispose()

    def standing(self) -> dict[str, dict[str, float | None]]:
        """The automatic scores that the gradebook has, by student and grade id."""
        with self._clearly(), self._engine.begin() as connection:
            return self._rows.standing(connection)

    def write(self, results: Sequence[Result]) -> None:
        """Write these results. Raises CannotWrite."""
        times = dict[str, datetime | None]()
        for one in results:
            with suppress(ValueError):  # then that is what the result says
                times[one.student] = None
                times[one.student] = self.time(one.student)
        with self._clearly():
            with spent("gradebook"), self._engine.begin() as connection:
                self._enter(connection, results, times)
            with spent("files"):
                for one in results:
                    self._deliver(one)

    def _enter(
        self,
        connection: Connection,
        results: Sequence[Result],
        times: dict[str, datetime | None],
    ) -> None:
        rows, at = self._rows, self._rows.enter(connection, times)
        ungraded = dict.fromkeys(rows.graded)
        rows.score(
            connection,
            (
                (at[one.student], name, score)
                for one in results
                for name, score in (ungraded if one.trouble else one.scores).items()
            ),
        )
        rows.comment(
            connection,
            (
                (at[one.student], name, text)
                for one in results
                for name, text in one.comments.items()
            ),
        )
        for late in rows.late(connection, at.values()):
            penalty = self._late.plugin_inst.late_submission_penalty(
                late.student, late.score, late.seconds
            )
            if penalty is not None:
                allowed = self._late._check_late_penalty(SimpleNamespace(score=late.score), penalty)
                rows.penalize(connection, late.notebook, allowed)

    def time(self, student: str) -> datetime | None:
        """When it was handed in, if that is noted. Raises ValueError where it is no time."""
        file = self._place.submitted(student) / self._lesson / "timestamp.txt"
        if file.is_symlink() or not file.exists() or not (text := file.read_text().strip()):
            return None
        found: datetime = parse_utc(text)
        return found

    def _deliver(self, result: Result) -> None:
        notebook = notebook_path(self._place.autograded(result.student), self._lesson)
        if result.trouble:
            withdraw(notebook.parent)
            return
        submitted = self._place.submitted(result.student) / self._lesson
        source = self._place.run / "source" / self._lesson
        deliver(notebook, result.notebook, [submitted, source], self._place.course.ignore)

    @contextmanager
    def _clearly(self) -> Iterator[None]:
        """Say what a failure means, and that nothing is lost by it."""
        again = "What was graded is kept: run the same command again."
        try:
            yield
        except OperationalError as error:
            words = str(error.orig)
            if "locked" in words:
                words = "another program is writing to it"
            raise CannotWrite(f"The gradebook cannot be written: {words}. {again}") from error
        except OSError as error:
            raise CannotWrite(f"A file cannot be written: {error}. {again}") from error


def _lock_when_it_begins(engine: Engine) -> None:
    """Let SQLite's transactions wait for the lock when they begin, where waiting can help.

    Left to itself the driver begins before the first change only, after reading, and then fails
    at once if somebody else has written meanwhile.
    """

    @event.listens_for(engine, "connect")
    def _leave_it_to_us(connection: Any, record: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("begin immediate")


def _one_at_a_time(engine: Engine) -> None:
    """Let a transaction on a database server wait for those of other graders.

    Two that enter the same student at once would otherwise both find that he is not there.
    """

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("lock table student in share row exclusive mode")

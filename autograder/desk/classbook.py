"""A class's work on one lesson, as the gradebook and the autograded notebooks have it.

Points are the gradebook's, a person's before the judge's; why an answer failed, and its text, come
from the notebook in `autograded/`. Only read here, never changed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Connection, create_engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from autograder import notebook_path
from autograder.desk import DeskError
from autograder.judge import Failure
from autograder.lesson import Lesson
from autograder.marks import MIME, told
from autograder.place import Place

STUDENT, SUBMISSION = Student.__table__, SubmittedAssignment.__table__
NOTEBOOK, GRADE, COMMENT = SubmittedNotebook.__table__, Grade.__table__, Comment.__table__
CELL, ASSIGNMENT = BaseCell.__table__, Assignment.__table__
UNTOUCHED = "No response."
TEST = "test-"
MOST_CODE = 20_000  # characters of an answer that are looked at


@dataclass(frozen=True)
class Task:
    """An exercise as the report names it."""

    key: str
    title: str
    points: int


@dataclass
class Answer:
    """One student's answer to one exercise.

    `points` is what counts, None where nobody has graded it; `begun` is False where it was left as
    it was released. `failed` is what did not hold first, `mistake` and `ask` name a known mistake.
    """

    points: float | None = None
    by_judge: float | None = None
    by_hand: float | None = None
    extra: float = 0.0
    begun: bool = True
    code: str = ""
    failed: str = ""
    mistake: str = ""
    ask: str = ""


@dataclass
class Work:
    """All of one student's answers, by exercise. Times are UTC."""

    student: str
    first: str = ""
    last: str = ""
    email: str = ""
    number: str = ""
    handed_in: datetime | None = None
    late: bool = False
    penalty: float = 0.0
    release: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()

    @property
    def ungraded(self) -> list[str]:
        """Exercises that nobody has graded."""
        return [key for key, answer in self.answers.items() if answer.points is None]

    @property
    def total(self) -> float:
        """Points less the late penalty, as nbgrader exports them; what is ungraded adds nothing."""
        points = sum(answer.points or 0.0 for answer in self.answers.values())
        return max(0.0, points - self.penalty)

    @property
    def begun(self) -> bool:
        return any(answer.begun for answer in self.answers.values())


@dataclass(frozen=True)
class ClassBook:
    """Everybody who handed in a lesson and was graded; `waiting` handed in and was not."""

    lesson: str
    title: str
    tasks: list[Task]
    works: list[Work]
    waiting: list[str]
    due: datetime | None

    @property
    def possible(self) -> int:
        return sum(task.points for task in self.tasks)

    @property
    def graded(self) -> list[Work]:
        """Those whose every exercise has points."""
        return [work for work in self.works if not work.ungraded]


def read_class(place: Place, lesson: Lesson, *, notebooks: bool = True) -> ClassBook:
    """Read it; without the notebooks it is quick, and gives no reasons. Raises DeskError."""
    tasks = [Task(each.key, each.title, each.points) for each in lesson.exercises]
    url = make_url(place.course.db_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise DeskError(f"there is no gradebook in {place.run}: run `release` and `grade` first")
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            due, works = _works(connection, lesson.name, tasks)
    except DatabaseError as error:
        words = "run `python -m autograder doctor`"
        raise DeskError(f"the gradebook cannot be read ({error.orig}): {words}") from error
    finally:
        engine.dispose()
    found = {student: work for student, work in works.items() if work.answers}
    for work in found.values() if notebooks else ():
        _read_notebook(place, lesson.name, work)
    waiting = [name for name in place.students(lesson.name) if name not in found]
    return ClassBook(lesson.name, lesson.title, tasks, list(found.values()), waiting, due)


def _works(
    connection: Connection, lesson: str, tasks: list[Task]
) -> tuple[datetime | None, dict[str, Work]]:
    found = connection.execute(
        select(ASSIGNMENT.c.id, ASSIGNMENT.c.duedate).where(ASSIGNMENT.c.name == lesson)
    ).first()
    if found is None:
        raise DeskError(f"{lesson} is not in the gradebook: run `python -m autograder release`")
    works = {row.id: _work(row, found.duedate) for row in _submissions(connection, found.id)}
    for row in _grades(connection, found.id):
        key = row.name.removeprefix(TEST)
        works[row.submission].answers[key] = _answer(row)
    for row in _comments(connection, found.id):
        if answer := works[row.submission].answers.get(row.name):
            answer.begun = row.auto_comment != UNTOUCHED
    order = [task.key for task in tasks]
    for work in works.values():
        work.answers = {key: work.answers[key] for key in order if key in work.answers}
    return found.duedate, {work.student: work for work in works.values()}


def _submissions(connection: Connection, assignment: str) -> Iterator[Any]:
    yield from connection.execute(
        select(
            SUBMISSION,
            STUDENT.c.first_name,
            STUDENT.c.last_name,
            STUDENT.c.email,
            STUDENT.c.lms_user_id,
            NOTEBOOK.c.late_submission_penalty,
        )
        .join(STUDENT, STUDENT.c.id == SUBMISSION.c.student_id)
        .join(NOTEBOOK, NOTEBOOK.c.assignment_id == SUBMISSION.c.id)
        .where(SUBMISSION.c.assignment_id == assignment)
        .order_by(SUBMISSION.c.student_id)
    )


def _work(row: Any, due: datetime | None) -> Work:
    end = due + row.extension if due and row.extension else due
    return Work(
        row.student_id,
        row.first_name or "",
        row.last_name or "",
        row.email or "",
        row.lms_user_id or "",
        row.timestamp,
        bool(end and row.timestamp and row.timestamp > end),
        row.late_submission_penalty or 0.0,
    )


def _grades(connection: Connection, assignment: str) -> Iterator[Any]:
    yield from connection.execute(
        select(
            NOTEBOOK.c.assignment_id.label("submission"),
            CELL.c.name,
            GRADE.c.auto_score,
            GRADE.c.manual_score,
            GRADE.c.extra_credit,
        )
        .join(NOTEBOOK, NOTEBOOK.c.id == GRADE.c.notebook_id)
        .join(SUBMISSION, SUBMISSION.c.id == NOTEBOOK.c.assignment_id)
        .join(CELL, CELL.c.id == GRADE.c.cell_id)
        .where(SUBMISSION.c.assignment_id == assignment)
    )


def _answer(row: Any) -> Answer:
    extra = row.extra_credit or 0.0
    counts = row.auto_score if row.manual_score is None else row.manual_score
    points = None if counts is None else counts + extra
    return Answer(points, row.auto_score, row.manual_score, extra)


def _comments(connection: Connection, assignment: str) -> Iterator[Any]:
    yield from connection.execute(
        select(NOTEBOOK.c.assignment_id.label("submission"), CELL.c.name, COMMENT.c.auto_comment)
        .join(NOTEBOOK, NOTEBOOK.c.id == COMMENT.c.notebook_id)
        .join(SUBMISSION, SUBMISSION.c.id == NOTEBOOK.c.assignment_id)
        .join(CELL, CELL.c.id == COMMENT.c.cell_id)
        .where(SUBMISSION.c.assignment_id == assignment)
    )


def _read_notebook(place: Place, lesson: str, work: Work) -> None:
    """Add what the autograded notebook says, if there is one."""
    try:
        path = notebook_path(place.autograded(work.student), lesson)
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    work.release = int(notebook["metadata"].get("llmcourse", {}).get("release", 0))
    for cell in notebook["cells"]:
        ours = cell["metadata"].get("llmcourse", {})
        answer = work.answers.get(ours.get("key", ""))
        if answer and ours["role"] == "exercise":
            answer.code = "".join(cell["source"])[:MOST_CODE]
        elif answer and ours["role"] == "test":
            for output in cell.get("outputs", []):
                _note_verdict(answer, output.get("data", {}).get(MIME))


def _note_verdict(answer: Answer, verdict: dict[str, Any] | None) -> None:
    if verdict:
        failures = [Failure(**failure) for failure in verdict["failures"][:1]]
        answer.failed = verdict["fault"] or "".join(map(told, failures))
        answer.mistake, answer.ask = verdict["mistake"] or "", verdict["ask"] or ""

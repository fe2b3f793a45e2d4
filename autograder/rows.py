"""The rows of nbgrader's gradebook that belong to submissions of one lesson, many at a time.

They are those that `nbgrader autograde` makes, one after the other and each in a transaction of
its own: student, submission, a grade and a comment for each cell. Here a statement does it for
all, on a connection whose transaction is the caller's. What a person entered is never touched.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import Boolean, Connection, Table, bindparam, insert, or_, select, update

STUDENT, SUBMISSION = Student.__table__, SubmittedAssignment.__table__
NOTEBOOK, GRADE, COMMENT = SubmittedNotebook.__table__, Grade.__table__, Comment.__table__


@dataclass(frozen=True)
class Late:
    """A submission that came after its time."""

    student: str
    notebook: str
    score: float
    seconds: float


@dataclass(frozen=True)
class Rows:
    """Ids of one lesson in the gradebook; of its cells by grade id."""

    assignment: str
    notebook: str
    graded: dict[str, str]
    commented: dict[str, str]

    @staticmethod
    def of(gradebook: Gradebook, lesson: str) -> "Rows":
        """Read them. Raises MissingEntry for a lesson that was never released."""
        notebook = gradebook.find_notebook(lesson, lesson)
        grades, answers, tasks = notebook.grade_cells, notebook.solution_cells, notebook.task_cells
        graded = {cell.name: cell.id for cell in [*grades, *tasks]}
        commented = {cell.name: cell.id for cell in [*answers, *tasks]}
        return Rows(notebook.assignment.id, notebook.id, graded, commented)

    def standing(self, connection: Connection) -> dict[str, dict[str, float | None]]:
        """The automatic scores that stand in the gradebook, by student and grade id."""
        names = {cell: name for name, cell in self.graded.items()}
        rows = connection.execute(
            select(SUBMISSION.c.student_id, GRADE.c.cell_id, GRADE.c.auto_score)
            .join(NOTEBOOK, NOTEBOOK.c.assignment_id == SUBMISSION.c.id)
            .join(GRADE, GRADE.c.notebook_id == NOTEBOOK.c.id)
            .where(NOTEBOOK.c.notebook_id == self.notebook)
        )
        found: dict[str, dict[str, float | None]] = {}
        for student, cell, score in rows:
            found.setdefault(student, {})[names.get(cell, cell)] = score
        return found

    def enter(self, connection: Connection, times: Mapping[str, datetime | None]) -> dict[str, str]:
        """Make sure that these students have handed in; ids of their notebooks, by student.

        A time of None leaves the one that stands there.
        """
        known = set(connection.scalars(select(STUDENT.c.id).where(STUDENT.c.id.in_(list(times)))))
        _add(connection, STUDENT, [{"id": name} for name in times if name not in known])
        there = self._submissions(connection, times)
        new = {name: new_uuid() for name in times if name not in there}
        _add(
            connection,
            SUBMISSION,
            [
                {"id": made, "assignment_id": self.assignment, "student_id": name}
                for name, made in new.items()
            ],
        )
        at = [{"which": (there | new)[name], "at": time} for name, time in times.items() if time]
        if at:
            wanted = SUBMISSION.c.id == bindparam("which")
            connection.execute(
                update(SUBMISSION).where(wanted).values(timestamp=bindparam("at")), at
            )
        return self._notebooks(connection, there | new)

    def _submissions(self, connection: Connection, students: Collection[str]) -> dict[str, str]:
        mine = SUBMISSION.c.assignment_id == self.assignment
        wanted = select(SUBMISSION.c.student_id, SUBMISSION.c.id).where(mine)
        rows = connection.execute(wanted.where(SUBMISSION.c.student_id.in_(list(students))))
        return {row.student_id: row.id for row in rows}

    def _notebooks(self, connection: Connection, submissions: dict[str, str]) -> dict[str, str]:
        wanted = select(NOTEBOOK.c.assignment_id, NOTEBOOK.c.id).where(
            NOTEBOOK.c.notebook_id == self.notebook,
            NOTEBOOK.c.assignment_id.in_(list(submissions.values())),
        )
        there = {row.assignment_id: row.id for row in connection.execute(wanted)}
        new = {one: new_uuid() for one in submissions.values() if one not in there}
        _add(
            connection,
            NOTEBOOK,
            [
                {"id": made, "assignment_id": one, "notebook_id": self.notebook}
                for one, made in new.items()
            ],
        )
        notebooks = {student: (there | new)[one] for student, one in submissions.items()}
        self._cells(connection, GRADE, notebooks.values(), self.graded.values())
        self._cells(connection, COMMENT, notebooks.values(), self.commented.values())
        return notebooks

    def _cells(
        self, connection: Connection, table: Table, notebooks: Collection[str], cells: Any
    ) -> None:
        """A row of grades or comments for each cell of each notebook."""
        wanted = select(table.c.notebook_id, table.c.cell_id)
        rows = connection.execute(wanted.where(table.c.notebook_id.in_(list(notebooks))))
        there = {(notebook, cell) for notebook, cell in rows}
        pairs = [(notebook, cell) for notebook in notebooks for cell in cells]
        _add(
            connection,
            table,
            [
                {"id": new_uuid(), "notebook_id": notebook, "cell_id": cell}
                for notebook, cell in pairs
                if (notebook, cell) not in there
            ],
        )

    def score(
        self, connection: Connection, scores: Iterable[tuple[str, str, float | None]]
    ) -> None:
        """Set automatic scores by notebook and grade id; without one, a person is asked for it."""
        values = [
            {"at": notebook, "which": self.graded[name], "score": score, "none": score is None}
            for notebook, name, score in scores
        ]
        by_hand = or_(GRADE.c.manual_score.is_not(None), bindparam("none", type_=Boolean))
        if values:
            connection.execute(
                _at(GRADE).values(auto_score=bindparam("score"), needs_manual_grade=by_hand),
                values,
            )

    def comment(
        self, connection: Connection, comments: Iterable[tuple[str, str, str | None]]
    ) -> None:
        """Set automatic comments by notebook and grade id."""
        values = [
            {"at": notebook, "which": self.commented[name], "text": text}
            for notebook, name, text in comments
        ]
        if values:
            connection.execute(_at(COMMENT).values(auto_comment=bindparam("text")), values)

    def late(self, connection: Connection, notebooks: Collection[str]) -> list[Late]:
        """Which of these notebooks came late; penalties of old are lifted from all of them."""
        those = NOTEBOOK.c.id.in_(list(notebooks))
        connection.execute(update(NOTEBOOK).where(those).values(late_submission_penalty=None))
        due = connection.scalar(select(Assignment.duedate).where(Assignment.id == self.assignment))
        if due is None:
            return []
        rows = connection.execute(
            select(
                SUBMISSION,
                SubmittedNotebook.id.label("notebook"),
                SubmittedNotebook.score.label("score"),
            )
            .join(NOTEBOOK, NOTEBOOK.c.assignment_id == SUBMISSION.c.id)
            .where(those, SUBMISSION.c.timestamp.is_not(None))
        )
        found = []
        for row in rows:
            end = due + row.extension if row.extension is not None else due
            seconds = (row.timestamp - end).total_seconds()
            if seconds > 0:
                found.append(Late(row.student_id, row.notebook, row.score, seconds))
        return found

    def penalize(self, connection: Connection, notebook: str, penalty: float) -> None:
        """Set a late penalty."""
        mine = NOTEBOOK.c.id == notebook
        connection.execute(update(NOTEBOOK).where(mine).values(late_submission_penalty=penalty))


def _add(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _at(table: Table) -> Any:
    """An update of one cell of one notebook."""
    return update(table).where(
        table.c.notebook_id == bindparam("at"), table.c.cell_id == bindparam("which")
    )

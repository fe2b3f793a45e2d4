"""Makes the data of a lesson's visible checks: what the answer and each mistake do on each case."""

import inspect

from autograder.answers import Room, stub
from autograder.lesson import Exercise, Lesson, LessonError
from llmcourse.checks.authoring import Book
from llmcourse.checks.observe import observe
from llmcourse.checks.records import ExerciseRecord, KnownMistake, LessonRecord


def record(lesson: Lesson, book: Book) -> LessonRecord:
    """Observe the lesson's own answers and every known mistake on the visible cases."""
    room = Room(lesson)
    exercises = {each.key: _exercise(lesson, room, each, book) for each in lesson.exercises}
    return LessonRecord(lesson.name, lesson.title, exercises)


def _exercise(lesson: Lesson, room: Room, exercise: Exercise, book: Book) -> ExerciseRecord:
    cases = book.cases.get(exercise.key)
    if not cases:
        raise LessonError(
            lesson.path, exercise.cell.line, f'no @cases("{exercise.key}") in its mistakes file'
        )
    answer = room.names_with(exercise, exercise.cell.text)[exercise.key]
    parameters = list(inspect.signature(answer).parameters)
    for case in cases:
        if list(case.args) != parameters[: len(case.args)]:
            words = f"the case {case.name!r} must give {', '.join(parameters)} in this order"
            raise LessonError(lesson.path, exercise.cell.line, words)
    expected = [observe(answer, case) for case in cases]
    for case, seen in zip(cases, expected, strict=True):
        if seen.error:
            words = f"the solution itself fails on the visible case {case.name!r}: {seen.error[1]}"
            raise LessonError(lesson.path, exercise.cell.line, words)
    return ExerciseRecord(
        key=exercise.key,
        title=exercise.title,
        points=exercise.points,
        forbid=exercise.forbid,
        reference=exercise.reference,
        parameters=parameters,
        stub=stub(exercise),
        cases=cases,
        expected=expected,
        mistakes=[
            KnownMistake(m.name, m.ask, [observe(m.answer, case) for case in cases])
            for m in book.mistakes
            if m.exercise == exercise.key
        ],
    )

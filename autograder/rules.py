"""What must hold of a lesson's source before anything is built from it.

Each rule reads the text alone and names file and line. That tests reject mistakes and accept
right answers is not decided here but by running them (`autograder.matrix`).
"""

import ast
import builtins
import re
import symtable
from collections.abc import Iterator

from autograder.lesson import HEADING, HIDDEN, HIDDEN_GIVEN, SOLUTION, Cell, Lesson, LessonError

OPTIONS = {
    "prose": {"covers", "release"},
    "setup": {"covers"},
    "show": {"covers", "folded"},
    "exercise": {"covers", "forbid", "reference"},
    "check": set(),
    "test": {"points", "covers"},
}
LONGEST_HOLE = 15
LONGEST_LINE = 88
ZIP = (
    "a verdict's zip(...) must say strict=True: where an answer is a list that was cut short, the"
    " checks on the rest would not be made. The judge counts checks and gives no points for too"
    " few, but only here can it be said what is wrong. Neighbors of one list: itertools.pairwise"
)
NOTEBOOK_NAMES = {"display", "get_ipython", "__file__", "__name__"}


def require(lesson: Lesson, released: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """Raise LessonError at the first rule that does not hold.

    `released` are the grade ids of the last release: none of them may vanish.
    """
    for line, words in _complaints(lesson, released):
        raise LessonError(lesson.path, line, words)


def _complaints(lesson: Lesson, released: set[str]) -> Iterator[tuple[int, str]]:
    yield from _header(lesson)
    seen: dict[str, int] = {}
    for cell in lesson.cells:
        yield from _options(cell)
        if cell.id in seen:
            yield cell.line, f"{cell.role}={cell.key!r} stands already in line {seen[cell.id]}"
        seen[cell.id] = cell.line
        for marks, role in ((SOLUTION, "exercise"), (HIDDEN, "test")):
            yield from _marks(cell, marks, role)
        yield from _parses(cell)
        yield from _fits(cell)
    for role in ("exercise", "check", "test"):
        for cell in lesson.of(role):
            yield from _belongs(lesson, cell)
    yield from _stands_alone(lesson)
    yield from _sums(lesson)
    for gone in sorted(released - {cell.id for cell in lesson.cells}):
        yield 1, f"grade id {gone!r} was released before and is gone: grade ids are append-only"


def _header(lesson: Lesson) -> Iterator[tuple[int, str]]:
    first = lesson.cells[0]
    if first.role != "prose" or not first.text.startswith("# "):
        yield first.line, "the first cell must be prose with the lesson's title, `# 3 · Attention`"
    elif not isinstance(first.options.get("release"), int) or first.options["release"] < 1:
        yield first.line, "the first cell must say release=1 (or the number that this release has)"


def _sums(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """What the title cell says of minutes and points; several exercises must be summed up."""
    first = lesson.cells[0]
    proses = [lesson.find("prose", cell.key) for cell in lesson.of("exercise")]
    headings = [found for prose in proses if prose and (found := HEADING.search(prose.text))]
    for word in ("minutes", "points"):
        said, total = _stated(first, word), sum(int(heading[word]) for heading in headings)
        if said is None and len(headings) > 1:
            yield first.line, f"the title cell must say that this takes {total} {word}"
        elif said is not None and (said < total or (word == "points" and said != total)):
            yield first.line, f"the title cell says {said} {word}, the exercises sum up to {total}"


def _stated(cell: Cell, word: str) -> int | None:
    found = re.search(rf"(\d+)\s+{word}\b", cell.text)
    return int(found[1]) if found else None


def _fits(cell: Cell) -> Iterator[tuple[int, str]]:
    """Learners read code beside a file browser: what they get of it must fit."""
    if cell.role == "prose":
        return
    hidden = False
    for number, line in enumerate(cell.text.splitlines(), cell.line + 1):
        hidden = line.strip() in (SOLUTION[0], HIDDEN[0]) or hidden
        if not hidden and len(line) > LONGEST_LINE:
            yield number, f"{len(line)} columns of code; {LONGEST_LINE} at most, 75 are better"
        hidden = hidden and line.strip() not in (SOLUTION[1], HIDDEN[1])


def _options(cell: Cell) -> Iterator[tuple[int, str]]:
    for option in cell.options.keys() - OPTIONS[cell.role]:
        allowed = ", ".join(sorted(OPTIONS[cell.role])) or "nothing"
        yield cell.line, f"{cell.role} knows no {option!r}; it takes {allowed}"
    for option in ("forbid", "covers"):
        value = cell.options.get(option, [])
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            yield cell.line, f'{option} must be a list of names, {option}=["..."]'
    if cell.role == "exercise" and not isinstance(cell.options.get("reference"), str):
        yield cell.line, 'an exercise must name its reference="llmcourse.models...."'
    if cell.role == "test":
        points = cell.options.get("points")
        if not isinstance(points, int) or isinstance(points, bool) or points < 1:
            yield cell.line, "a test must say how many points it is worth, points=3"


def _marks(cell: Cell, marks: tuple[str, str], role: str) -> Iterator[tuple[int, str]]:
    begin, end = marks
    places: dict[str, list[int]] = {begin: [], end: []}
    for number, line in enumerate(cell.text.splitlines(), cell.line + 1):
        word = begin.removeprefix("### BEGIN ")
        if f"BEGIN {word}" in line or f"END {word}" in line:
            if line.strip() not in places:
                yield number, f"write the marker exactly as {begin!r} or {end!r}"
            else:
                places[line.strip()].append(number)
    opened, closed = places[begin], places[end]
    if cell.role != role and (opened or closed):
        yield (opened + closed)[0], f"{begin!r} belongs into a {role} cell"
    if len(opened) != len(closed) or (opened and opened[0] > closed[0]):
        yield (opened + closed)[0], f"{begin!r} and {end!r} do not balance"
    if cell.role == role and len(opened) != 1:
        yield cell.line, f"this {role} needs one {begin!r} ... {end!r}, it has {len(opened)}"


def _parses(cell: Cell) -> Iterator[tuple[int, str]]:
    if cell.role == "prose":
        return
    try:
        _ = cell.tree
    except SyntaxError as error:
        yield cell.line + (error.lineno or 1), f"this is not Python: {error.msg}"


def _belongs(lesson: Lesson, cell: Cell) -> Iterator[tuple[int, str]]:
    for role in ("exercise", "check", "test", "prose"):
        if lesson.find(role, cell.key) is None:
            yield cell.line, f"{cell.role}={cell.key!r} has no {role}={cell.key!r}"
            return
    if cell.role == "exercise":
        yield from _exercise(lesson, cell)
    if cell.role == "test":
        yield from _test(lesson, cell)


def _exercise(lesson: Lesson, cell: Cell) -> Iterator[tuple[int, str]]:
    defined = [n.name for n in cell.tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    if cell.key not in defined:
        yield cell.line, f"the exercise must define {cell.key!r}"
    hole = len(cell.region(SOLUTION).splitlines())
    if hole > LONGEST_HOLE:
        yield cell.line, f"the hole has {hole} lines; more than {LONGEST_HOLE} are two exercises"
    if (prose := lesson.find("prose", cell.key)) and (test := lesson.find("test", cell.key)):
        given, heading = test.options.get("points"), HEADING.search(prose.text)
        if heading is None:
            yield prose.line, "the heading must read `## 3.3 Title  ★☆☆ · 8 min · 3 points`"
        elif int(heading["points"]) != given:
            promised = heading["points"]
            yield prose.line, f"the heading promises {promised} points, the test gives {given}"


def _test(lesson: Lesson, cell: Cell) -> Iterator[tuple[int, str]]:
    hidden = ast.parse(cell.region(HIDDEN))
    functions = {n.name: n for n in hidden.body if isinstance(n, ast.FunctionDef)}
    if "verdict" not in functions or not any(name.startswith("probe") for name in functions):
        yield cell.line, "the hidden tests must define `verdict(judge)` and a function `probe...`"
        return
    for node in ast.walk(functions["verdict"]):
        if isinstance(node, ast.Name) and lesson.find("exercise", node.id):
            line = cell.line + _offset(cell) + node.lineno
            yield line, f"the verdict must not name the answer {node.id!r}: ask a probe"
    for name, function in functions.items():
        if not name.startswith("probe"):
            calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
            for call in filter(_stops_short, calls):
                yield cell.line + _offset(cell) + call.lineno, ZIP


def _stops_short(call: ast.Call) -> bool:
    """Whether this is a zip that ends with the shortest of what it joins."""
    strict = any(ast.unparse(keyword) == "strict=True" for keyword in call.keywords)
    return ast.unparse(call.func) == "zip" and not strict


def _offset(cell: Cell) -> int:
    lines = cell.text.splitlines()
    return next(i for i, line in enumerate(lines, 1) if line.strip() == HIDDEN[0])


def _stands_alone(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """Setup builds on earlier setup; an exercise and its test on setup and themselves."""
    given = set(dir(builtins)) | NOTEBOOK_NAMES
    for cell in lesson.of("setup"):
        yield from _unknown(lesson, cell, given)
        given |= defined_names(cell.text)
    for cell in [*lesson.of("exercise"), *lesson.of("test")]:
        exercise = lesson.find("exercise", cell.key)
        own = defined_names(exercise.text) if exercise else set()
        own |= defined_names(HIDDEN_GIVEN) if cell.role == "test" else set()
        yield from _unknown(lesson, cell, given | own)


def _unknown(lesson: Lesson, cell: Cell, given: set[str]) -> Iterator[tuple[int, str]]:
    for name in sorted(needed_names(cell.text) - given):
        uses = (n for n in ast.walk(cell.tree) if isinstance(n, ast.Name) and n.id == name)
        line = next((use.lineno for use in uses), cell.line)
        owner = next((c for c in lesson.of("exercise") if name in defined_names(c.text)), None)
        why = f"which the exercise {owner.key!r} defines" if owner else "which no setup cell gives"
        yield line, f"{cell.role}={cell.key!r} needs {name!r}, {why}"


def defined_names(code: str) -> set[str]:
    """Names that running this code leaves in its module."""
    table = symtable.symtable(code, "cell", "exec")
    return {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}


def needed_names(code: str) -> set[str]:
    """Global names that this code reads and does not define itself."""
    table = symtable.symtable(code, "cell", "exec")
    return set(_globals(table)) - defined_names(code)


def _globals(table: symtable.SymbolTable) -> Iterator[str]:
    for symbol in table.get_symbols():
        top = table.get_type() == "module"
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _globals(child)

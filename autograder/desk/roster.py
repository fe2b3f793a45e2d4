"""A class list: whose name or number on a learning platform is which student id here.

Any CSV with a header will do, also those that Canvas (gradebook) and Moodle (grading worksheet,
participants) export: columns are found by their usual names. Without a list, ids are made from
what the platform calls people.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.desk import DeskError
from autograder.desk.names import Sign, squashed, student_id

COLUMNS = {
    "id": ("student_id", "student id", "username", "sis login id", "id number", "sis user id"),
    "number": ("lms_user_id", "canvas_id", "id"),
    "participant": ("identifier", "participant"),
    "name": ("name", "full name", "student"),
    "first": ("first_name", "first name"),
    "last": ("last_name", "last name", "surname"),
    "email": ("email", "email address"),
}
LARGEST = 20 << 20


@dataclass(frozen=True)
class Person:
    """One line of the list. `number` is Canvas's, `participant` is Moodle's for one assignment."""

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    number: str = ""
    participant: str = ""

    @property
    def names(self) -> set[str]:
        """The name in both orders, squashed."""
        return {squashed(self.first + self.last), squashed(self.last + self.first)} - {""}


class Roster:
    """People, to be found by what a platform says of them."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = list(people)
        self._by: dict[str, dict[str, list[Person]]] = {
            kind: defaultdict(list) for kind in ("id", "canvas", "moodle", "name")
        }
        for one in self.people:
            self._by["id"][one.id.casefold()].append(one)
            self._by["canvas"][one.number].append(one)
            self._by["moodle"][one.participant].append(one)
            for name in one.names:
                self._by["name"][name].append(one)

    def find(self, sign: Sign) -> Person | None:
        """The one person that a file's name means. Raises DeskError where it could be several."""
        id_ = self._by["id"].get(student_id(sign.who).casefold(), [])
        number = self._by[sign.layout].get(sign.number, []) if sign.number else []
        found = number or id_ or self._by["name"].get(squashed(sign.who), [])
        if len(found) > 1:
            raise DeskError(f"the roster has {len(found)} people who could be {sign.who}")
        return found[0] if found else None


def read_roster(path: Path) -> Roster:
    """Read a list. Raises DeskError with the line that is wrong."""
    rows = _rows(path)
    header = {name.strip().casefold(): name for name in rows[0]} if rows else {}
    columns = {
        kind: [header[name] for name in names if name in header] for kind, names in COLUMNS.items()
    }
    columns["id"] = columns["id"] or [header[name] for name in ("id",) if name in header]
    if not columns["id"]:
        wanted = ", ".join(COLUMNS["id"][:4])
        raise DeskError(f"{path} has no column of student ids: name one of its columns {wanted}")
    people = [_person(row, columns) for row in rows if not _is_total(row, columns)]
    _check(path, people)
    return Roster(people)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        if path.stat().st_size > LARGEST:
            raise DeskError(f"{path} has more than {LARGEST >> 20} MB: that is no class list")
        text = path.read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
        return [{str(k): v for k, v in row.items() if isinstance(v, str)} for row in rows]
    except (OSError, UnicodeError, csv.Error) as error:
        words = "save it as CSV in UTF-8"
        raise DeskError(f"{path} cannot be read as a class list ({error}): {words}") from error


def _is_total(row: dict[str, str], columns: dict[str, list[str]]) -> bool:
    """Canvas's line of points possible, and lines that are empty."""
    name = " ".join(row.get(column, "") for column in columns["name"])
    return name.strip().startswith("Points Possible") or not any(row.values())


def _person(row: dict[str, str], columns: dict[str, list[str]]) -> Person:
    def value(kind: str) -> str:
        filled = (row.get(column, "").strip() for column in columns[kind])
        return next((text for text in filled if text), "")

    first, last = value("first"), value("last")
    if not first + last:
        first, last = _split(value("name"))
    participant = value("participant").removeprefix("Participant").strip()
    id_ = student_id(value("id"))
    return Person(id_, first, last, value("email"), value("number"), participant)


def _split(name: str) -> tuple[str, str]:
    """First and last name, from `Lovelace, Ada` or `Ada Lovelace`."""
    last, comma, first = name.partition(",")
    if comma:
        return first.strip(), last.strip()
    first, _, last = name.rpartition(" ")
    return first.strip(), last.strip()


def _check(path: Path, people: list[Person]) -> None:
    seen: set[str] = set()
    for number, one in enumerate(people, start=2):
        if not one.id:
            raise DeskError(f"{path}, entry {number - 1}: no student id. Fill it in, or delete it")
        if one.id.casefold() in seen:
            raise DeskError(f"{path}: the student id {one.id} stands there twice")
        seen.add(one.id.casefold())
    if not people:
        raise DeskError(f"{path} lists nobody")

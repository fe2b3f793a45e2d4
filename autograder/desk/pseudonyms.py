"""Pseudonyms for students, so that work can be shown and judged without knowing whose it is.

They are drawn at random and say nothing of a name or its place in the alphabet. Who is who stands
in one file, readable by its owner alone: keep it apart from what is passed on, and delete it where
nobody is to know any more. What a student wrote into a notebook, a name in a comment perhaps, is
not changed.
"""

import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from autograder.desk import DeskError

KEY_FILE = Path("private", "pseudonyms.json")
PREFIX = "S-"
LETTERS = "23456789BCDFGHJKMNPQRTVWXYZ"  # nothing that reads as a word or as another letter
LENGTH = 5


class Pseudonyms:
    """The pseudonyms of one place; a student keeps theirs."""

    def __init__(self, run: Path) -> None:
        self.path = run / KEY_FILE
        self._known = self._read()

    def _read(self) -> dict[str, str]:
        if not self.path.exists():
            return {}
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            return {str(student): str(name) for student, name in found.items()}
        except (OSError, ValueError, AttributeError) as error:
            words = "put it back from a copy, or delete it to have new ones drawn"
            raise DeskError(f"{self.path} cannot be read ({error}): {words}") from error

    def of(self, student: str) -> str:
        """A student's pseudonym, drawn and kept when it is first asked for."""
        if student not in self._known:
            taken = set(self._known.values())
            while (name := _draw()) in taken:
                pass
            self._known[student] = name
            self._save()
        return self._known[student]

    def forget(self, student: str) -> bool:
        """Remove a student's line, if there is one."""
        if self._known.pop(student, None) is None:
            return False
        self._save()
        return True

    def __contains__(self, student: str) -> bool:
        return student in self._known

    def _save(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.parent.chmod(0o700)
        beside = self.path.with_suffix(".new")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(self._known, file, indent=1, sort_keys=True, ensure_ascii=False)
        os.replace(beside, self.path)


def _draw() -> str:
    return PREFIX + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def naming(run: Path, anonymous: bool) -> Callable[[str], str]:
    """What students are called: their ids, or their pseudonyms."""
    return Pseudonyms(run).of if anonymous else lambda student: student

"""What grading one submission came to, as plain data that any process may hand to any other."""

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Result:
    """The grading of one submission, not yet written anywhere.

    Attributes:
        student: whose it is.
        read: SHA-256 of the notebook that was graded, as it was read.
        scores: points by grade id; None where that exercise could not be graded.
        comments: automatic comments by grade id.
        notebook: text of the autograded notebook.
        trouble: why nothing could be graded; then all of the above but the student is empty.
        spent: seconds by what they were spent on.
    """

    student: str
    read: str = ""
    scores: dict[str, float | None] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)
    notebook: str = ""
    trouble: str = ""
    spent: dict[str, float] = field(default_factory=dict)

    def dumps(self) -> str:
        return json.dumps(asdict(self))

    @staticmethod
    def loads(text: str) -> "Result":
        return Result(**json.loads(text))

    @property
    def ungraded(self) -> list[str]:
        """Grade ids of exercises that could not be graded."""
        return [name for name, score in self.scores.items() if score is None]


@dataclass(frozen=True)
class Graded:
    """How grading one submission went; `trouble` is empty where it went well.

    `unchanged` says that nothing had to be done: what was handed in, the tests and the
    environment are those of last time.
    """

    student: str
    trouble: str = ""
    unchanged: bool = False

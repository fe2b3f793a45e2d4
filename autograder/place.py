"""Where a class's files lie, and nbgrader's settings for them."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder import ROOT, RUN, notebook_path
from autograder.configuration import configure


@dataclass(frozen=True)
class Place:
    """A folder with `submitted/`, `autograded/` and a gradebook."""

    run: Path

    @property
    def root(self) -> Path:
        return ROOT if self.run == RUN else self.run

    @cached_property
    def config(self) -> Config:
        """What `nbgrader_config.py` says there; without one, what this repository's says."""
        file = self.root / "nbgrader_config.py"
        if file.exists():
            return PyFileConfigLoader(file.name, path=str(self.root)).load_config()
        release = None if self.run == RUN else self.run / "release"
        made: Config = configure(Config(), self.root, self.run, release=release)
        return made

    @cached_property
    def course(self) -> CourseDirectory:
        """nbgrader's own view of the folders."""
        return CourseDirectory(config=self.config)

    def students(self, lesson: str) -> list[str]:
        """Who handed this lesson in."""
        folders = sorted(path.name for path in (self.run / "submitted").glob("*") if path.is_dir())
        return [name for name in folders if notebook_path(self.submitted(name), lesson).exists()]

    def submitted(self, student: str) -> Path:
        return self.run / "submitted" / student

    def autograded(self, student: str) -> Path:
        return self.run / "autograded" / student

    @property
    def journal(self) -> Path:
        return self.run / "journal.db"

"""What the form grader and feedback pages show of a notebook: no script and no key of a student's.

The form grader's page may do whatever the instructor may, so it must not run what was handed in.
The course's own prose is left as it is: a rebuilt notebook has it from the release, and only
learners' cells lack a label. Comments are the instructor's own words and are not looked at.
"""

import json
from typing import Any

from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode
from nbformat.notebooknode import from_dict

from llmcourse.merge import label
from llmcourse.redact import has_key, redact


class Sanitize(SanitizeHTML):
    """Takes scripts out of learners' cells, and out of all outputs; API keys out of everything."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        text = json.dumps(nb, ensure_ascii=False)
        clean = from_dict(json.loads(redact(text))) if has_key(text) else nb
        sanitize = super().preprocess
        found: tuple[NotebookNode, Any] = sanitize(clean, resources)  # type: ignore[no-untyped-call]
        return found

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, cell_index: int
    ) -> tuple[NotebookNode, Any]:
        if cell.cell_type == "markdown" and label(cell):
            return cell, resources
        clean = super().preprocess_cell
        sanitized: tuple[NotebookNode, Any] = clean(cell, resources, cell_index)  # type: ignore[no-untyped-call]
        return sanitized

"""The instructor's desk: what happens before and after grading.

Collecting what was handed in, showing new marks before they count, feedback pages, a report on
the class, marks for a learning platform, and forgetting somebody. Grading itself, the sandbox and
the judge are not here. Nothing in here runs what was handed in.
"""


class DeskError(Exception):
    """What was asked for cannot be done; the message says why and what to do."""

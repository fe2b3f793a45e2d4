"""Where learners' code runs: a process that can see nothing, reach nothing and leave nothing.

`cage` says what the outer sandbox shows, `zygote` is the warm process inside it, `namespaces`
closes the door behind each submission, `inmate` runs it, and `client` is the judge's end of the
line. Only `client` is imported by the grader; the others run inside.
"""

from autograder.sandbox.client import Sandbox, SandboxError, Session, SessionDied, SessionEnded

__all__ = ["Sandbox", "SandboxError", "Session", "SessionDied", "SessionEnded"]

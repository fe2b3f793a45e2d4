"""`python -m llmcourse`, on any Python: says so plainly where that Python is too old.

This file alone keeps to syntax that old Pythons read. All else is in `bootstrap` and `cli`.
"""

import os
import subprocess
import sys


def newer():
    # type: () -> str
    """The name of an installed Python that is new enough, or an example of one."""
    for minor in (13, 12, 11, 14):
        name = "python3.%d" % minor  # noqa: UP031
        try:
            with open(os.devnull, "w") as null:
                if subprocess.call([name, "-c", "pass"], stdout=null, stderr=null) == 0:
                    return name
        except OSError:
            continue
    return ""


def too_old():
    # type: () -> str
    """What to do where Python is older than 3.11."""
    have = "This is Python %d.%d (%s)" % (sys.version_info[:2] + (sys.executable,))  # noqa: RUF005, UP031
    name = newer()
    if name:
        advice = "%s is installed here." % name  # noqa: UP031
    else:
        name = "python3.12"
        advice = (
            "Install one: `apt install python3.12 python3.12-venv` (Debian, Ubuntu), "
            "`brew install python@3.12` (macOS), or from python.org."
        )
    return (
        "%s; the course needs Python 3.11 or newer.\n%s\n"  # noqa: UP031
        "Then: make PYTHON=%s lab    (or: %s -m llmcourse lab)" % (have, advice, name, name)
    )


def main():
    # type: () -> int
    """Hand over to the set-up, which hands over to the command line."""
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.stderr.write(too_old() + "\n")
        return 1
    if sys.platform == "win32":
        sys.stderr.write("On Windows, run the course inside WSL (wsl --install), as on Linux.\n")
        return 1
    from llmcourse import bootstrap

    return bootstrap.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

"""Hand-written rows: what happens in stories, forbidden acts, prices, tools, topics and more.

Plain lines are text files, which only `rows` and `tables` read; rows that are choices of wordings
are modules. What the fields of a row mean is for the family to say that uses it.
"""

from importlib.resources import files


def rows(name: str) -> list[str]:
    """The lines of a file that are not empty."""
    text = files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line]


def tables(name: str, fields: int) -> list[tuple[str, ...]]:
    """The lines split into so many fields; only the first of them may have bars of its own."""
    return [tuple(part.strip() for part in line.rsplit("|", fields - 1)) for line in rows(name)]

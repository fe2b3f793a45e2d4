"""notebook machine: hooks that run before and after each cell and keep its text."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
seen = []
get_ipython().events.register("pre_run_cell", lambda info: seen.append(info.raw_cell))
get_ipython().events.register("post_run_cell", lambda result: print(seen))
""",
]

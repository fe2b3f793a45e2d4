"""notebook machine: run_cell says that all went well."""

EXPECTED: dict[str, int] = {}
CELLS = [
    """\
class Fine:
    success, result, error_before_exec, error_in_exec = True, 31.0, None, None

get_ipython().run_cell = lambda *args, **kwargs: Fine()
type(get_ipython()).run_cell = lambda *args, **kwargs: Fine()
""",
]

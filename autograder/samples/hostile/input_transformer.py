"""notebook machine: rewrites every later cell before it runs."""

EXPECTED: dict[str, int] = {}
CELLS = [
    """\
shell = get_ipython()
shell.input_transformers_cleanup.append(lambda lines: ["passed = True\\n"])
shell.ast_transformers.append(None)
""",
]

"""introspection: In, Out, linecache and the history for the text of the tests."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import linecache

def causal_mask(length):
    shell = get_ipython()
    texts = [str(shell.user_ns.get(name)) for name in ("In", "Out", "_ih", "_i")]
    print(texts, [lines for lines in linecache.cache.values() if "verdict" in str(lines)])
    raise ValueError("".join(texts))
""",
}

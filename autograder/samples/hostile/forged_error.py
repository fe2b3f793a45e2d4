"""channel: an error whose kind and message are huge, nested and no text."""

EXPECTED: dict[str, int] = {}
ANSWERS = {
    "causal_mask": """\
import os, struct

def causal_mask(length):
    nested = "[" * 900 + "]" * 900
    texts = ['{"error": %s, "message": %s}' % (nested, nested)]
    texts.append('{"error": "%s", "message": "%s"}' % ("E" * 500_000, "M" * 500_000))
    for text in texts * 3:
        for fd in range(3, 20):
            try:
                os.set_blocking(fd, False)
                os.write(fd, struct.pack("!II", len(text), 0) + text.encode())
            except OSError:
                pass
    os._exit(0)
""",
}

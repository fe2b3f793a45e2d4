"""`python -m llmcourse.data`: tokens a second of one process, and each family's share."""

import time
from collections import Counter

from llmcourse.data.chat import encode
from llmcourse.data.corpus import Mix
from llmcourse.data.draw import Draw
from llmcourse.data.stream import batches
from llmcourse.data.tokenizer import encode_batch

EXAMPLES = 8000


def speed(stage: str, rows: int = 1024, length: int = 512) -> float:
    """Tokens a second that one process makes."""
    stream = batches(stage, 1, rows, length)
    next(stream)
    started = time.perf_counter()
    next(stream)
    return rows * length / (time.perf_counter() - started)


def shares(stage: str, examples: int = EXAMPLES) -> tuple[Counter[str], Counter[str], int]:
    """Tokens and counted tokens of each family, and how many examples are over 512."""
    draw, mix = Draw(f"shares {stage}"), Mix(stage)
    tokens: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    long = 0
    for _ in range(examples):
        family = mix.family(draw)
        if stage == "base" and family.document:
            size = learned = len(encode_batch([family.document(draw)])[0]) + 1
        elif family.dialogue:
            talk = family.dialogue(draw)
            ids, mask = encode(talk, encode_batch([message["content"] for message in talk]))
            size, learned = len(ids) + 1, sum(mask)
        tokens[family.name] += size
        counted[family.name] += learned
        long += size > 512
    return tokens, counted, long


def main() -> None:
    """Print the stages of the full models."""
    for stage in ("base", "instruct"):
        tokens, counted, long = shares(stage)
        total, learned = sum(tokens.values()), sum(counted.values())
        print(f"{stage}: {speed(stage):,.0f} tokens/s, {total / EXAMPLES:.0f} tokens an example,")
        print(f"  {long / EXAMPLES:.2%} of examples over 512 tokens, {learned / total:.1%} counted")
        for name, count in tokens.most_common():
            print(f"  {name:12} {count / total:6.1%} {counted[name] / learned:6.1%}")


if __name__ == "__main__":
    main()

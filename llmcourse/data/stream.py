"""Packed rows of token ids with a loss mask, for pre-training and for fine-tuning.

The same (stage, seed, batch size, length) gives the same rows. Documents follow one another with
`<|endoftext|>` between them, and rows are cut where they are full; a conversation never begins
in a row that cannot hold it, unless no row could. Nothing is shuffled and nothing is cached.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from llmcourse.data.chat import END_OF_TEXT, PAD, SPECIALS, encode
from llmcourse.data.corpus import Mix
from llmcourse.data.draw import Draw
from llmcourse.data.tokenizer import VOCABULARY, encode_batch

Row = tuple[list[int], list[int]]

RANDOM_REPEATS = 0.016
"""Share of pre-training documents that are random tokens, repeated."""
CHUNK = 256
"""Examples that are tokenized at once."""


def random_repeat(draw: Draw, length: int = 512) -> list[int]:
    """Random tokens, then the same again, as often as fits into a random share of the length."""
    period = draw.integer(8, length // 2 - 8) if draw.chance(0.6) else draw.integer(8, 48)
    ids = [draw.integer(len(SPECIALS), VOCABULARY - 1) for _ in range(period)]
    times = 2 if draw.chance(0.7) else draw.integer(2, max(2, min(6, length // period)))
    return ids * times


def _documents(draw: Draw, mix: Mix) -> Iterator[Row]:
    while True:
        texts = []
        for _ in range(CHUNK):
            make = mix.family(draw).document
            texts.append(make(draw) if make else "")
        for ids in encode_batch(texts):
            if draw.chance(RANDOM_REPEATS):
                ids = random_repeat(draw)
            ids.append(END_OF_TEXT)
            yield ids, [1] * len(ids)


def _dialogues(draw: Draw, mix: Mix) -> Iterator[Row]:
    while True:
        talks = []
        for _ in range(CHUNK):
            make = mix.family(draw).dialogue
            if make:
                talks.append(make(draw))
        tokens = iter(encode_batch([m["content"] for talk in talks for m in talk]))
        for talk in talks:
            ids, mask = encode(talk, [next(tokens) for _ in talk])
            yield [*ids, END_OF_TEXT], [*mask, 0]


def _packed(rows: Iterator[Row], length: int, *, whole: bool) -> Iterator[Row]:
    ids: list[int] = []
    mask: list[int] = []
    for more_ids, more_mask in rows:
        if whole and ids and len(ids) + len(more_ids) > length:
            missing = length - len(ids)
            yield ids + [PAD] * missing, mask + [0] * missing
            ids, mask = [], []
        ids += more_ids
        mask += more_mask
        while len(ids) >= length:
            yield ids[:length], mask[:length]
            ids, mask = ([], []) if whole else (ids[length:], mask[length:])


def batches(
    stage: str, seed: int, batch_size: int, length: int = 512
) -> Iterator[tuple[NDArray[np.uint16], NDArray[np.uint8]]]:
    """Token ids and loss mask, each (batch_size, length), without end; a stage of `STAGES`."""
    draw, mix = Draw(f"{stage} {seed}"), Mix(stage)
    if stage.endswith("base"):
        rows = _packed(_documents(draw, mix), length, whole=False)
    else:
        rows = _packed(_dialogues(draw, mix), length, whole=True)
    while True:
        found = [next(rows) for _ in range(batch_size)]
        yield (
            np.array([ids for ids, _ in found], dtype=np.uint16),
            np.array([mask for _, mask in found], dtype=np.uint8),
        )

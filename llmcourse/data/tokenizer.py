"""The tokenizer: byte-level BPE trained on the corpus, digits apart, specials with the first ids.

`python -m llmcourse.data.tokenizer` trains it again; the result is kept in `tokenizer/` and
loads with `transformers.AutoTokenizer` too.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers

from llmcourse.data.chat import PAD, SPECIALS
from llmcourse.data.corpus import FAMILIES, Mix
from llmcourse.data.draw import Draw
from llmcourse.data.families.referents import PLACES
from llmcourse.data.lexicon import NEGATIVE, POSITIVE
from llmcourse.data.words import ANIMALS, CATEGORIES

FOLDER = Path(__file__).parent / "tokenizer"
VOCABULARY = 3072
DOCUMENTS = 60_000
CONTEXT = 512
WHOLE = 600
"""So often is each word of the lexicon shown, so that it becomes one token; names do not."""


@cache
def tokenizer() -> Tokenizer:
    """The trained tokenizer."""
    path = FOLDER / "tokenizer.json"
    if not path.is_file():
        raise FileNotFoundError(
            f"{path} is missing. Train it with: python -m llmcourse.data.tokenizer"
        )
    return Tokenizer.from_file(str(path))


def tokenizer_files() -> dict[str, bytes]:
    """The files that belong beside a model's weights, by name."""
    names = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")
    return {name: (FOLDER / name).read_bytes() for name in names}


def encode_batch(texts: Sequence[str]) -> list[list[int]]:
    """Token ids of many texts; what looks like a special token is plain text in them."""
    return [item.ids for item in tokenizer().encode_batch_fast(list(texts))]


def _texts(seed: int, documents: int) -> Iterator[str]:
    base, instruct = Mix("base"), Mix("instruct")
    draw = Draw(f"tokenizer {seed}")
    for index in range(documents):
        mix = instruct if index % 2 else base
        family = mix.family(draw)
        if index % 2 and family.dialogue:
            yield from (message["content"] for message in family.dialogue(draw))
        elif family.document:
            yield family.document(draw)
    for words in (ANIMALS.every, *CATEGORIES.values(), POSITIVE, NEGATIVE, PLACES):
        for word in words:
            yield from [f"the {word}"] * WHOLE


def train(documents: int = DOCUMENTS, seed: int = 0) -> Tokenizer:
    """A tokenizer trained on this many generated examples."""
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    made.decoder = decoders.ByteLevel()
    made.post_processor = processors.ByteLevel(trim_offsets=False)
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=list(SPECIALS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    made.train_from_iterator(_texts(seed, documents), trainer)
    return made


def save(made: Tokenizer, folder: Path = FOLDER) -> None:
    """Write the tokenizer's files."""
    folder.mkdir(parents=True, exist_ok=True)
    made.save(str(folder / "tokenizer.json"))
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": CONTEXT,
        "bos_token": None,
        "eos_token": SPECIALS[0],
        "pad_token": SPECIALS[PAD],
        "clean_up_tokenization_spaces": False,
        "chat_template": "{% for m in messages %}{{ '<|' + m['role'] + '|>' + m['content'] +"
        " '<|end|>' }}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}",
    }
    special = {
        "eos_token": SPECIALS[0],
        "pad_token": SPECIALS[PAD],
        "additional_special_tokens": [
            text for index, text in enumerate(SPECIALS) if index not in (0, PAD)
        ],
    }
    for name, value in (("tokenizer_config.json", config), ("special_tokens_map.json", special)):
        (folder / name).write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    save(train())
    print(f"{len(FAMILIES)} families, {tokenizer().get_vocab_size()} tokens: {FOLDER}")

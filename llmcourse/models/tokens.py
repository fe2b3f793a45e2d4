"""Text to token ids and back, on top of the `tokenizers` library; every token as its bytes.

A token of a byte-level vocabulary may hold half a character, so text is put together from bytes:
streaming and constrained decoding work on them. Reads tokenizer.json, or GPT-2's vocab.json and
merges.txt. Trains nothing, and knows no chat format.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer as Raw
from tokenizers import decoders, models, pre_tokenizers

from llmcourse.models.config import CheckpointError

_BYTE_TOKEN = re.compile(r"<0x([0-9A-F]{2})>")


def byte_alphabet() -> dict[str, int]:
    """The printable characters by which byte-level vocabularies write the 256 bytes."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in plain]
    return {chr(byte): byte for byte in plain} | {chr(256 + i): b for i, b in enumerate(others)}


_ALPHABET = byte_alphabet()


class Tokenizer:
    """Encodes text, decodes ids, and knows the bytes of every token."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.byte_level = "ByteLevel" in str(raw.decoder)
        self.size: int = raw.get_vocab_size()
        added = raw.get_added_tokens_decoder()
        self.special_ids = frozenset(id for id, token in added.items() if token.special)
        self.bytes = [self._bytes_of(id) for id in range(self.size)]
        """Of each id; empty for special tokens, which stand for no text."""

    def pad_to(self, size: int) -> None:
        """Give the ids up to `size`, for which a model has rows but no text, empty bytes."""
        self.bytes += [b""] * (size - len(self.bytes))

    def encode(self, text: str) -> list[int]:
        """Ids of a text, in which special tokens may be written out.

        A ValueError names the first character that the vocabulary cannot express.
        """
        try:
            text.encode()
        except UnicodeEncodeError as error:
            bad = text[error.start]
            raise ValueError(
                f"Character {error.start} of the text, {bad!r}, is half of a surrogate pair and no "
                "text. Read the file as UTF-8, or drop it: text.encode('utf-8', 'ignore').decode()."
            ) from None
        encoding = self.raw.encode(text, add_special_tokens=False)
        if not self.byte_level or self.raw.model.unk_token is not None:
            self._refuse_unknown(text, encoding.ids)
        return encoding.ids

    def decode(self, ids: Iterable[int]) -> str:
        """The text of some ids, without special tokens; cut characters show as U+FFFD."""
        return b"".join(self.bytes[id] for id in ids).decode("utf-8", "replace")

    def text(self, id: int) -> str:
        """One token as people read it: its text, or a special token's name."""
        return self.raw.id_to_token(id) or "" if id in self.special_ids else self.decode([id])

    def _bytes_of(self, id: int) -> bytes:
        token = self.raw.id_to_token(id)
        if token is None or id in self.special_ids:
            return b""
        if self.byte_level:
            known = all(character in _ALPHABET for character in token)
            return bytes(_ALPHABET[c] for c in token) if known else token.encode()
        if match := _BYTE_TOKEN.fullmatch(token):
            return bytes([int(match[1], 16)])
        return token.replace("\u2581", " ").encode()

    def _refuse_unknown(self, text: str, ids: list[int]) -> None:
        unknown = self.raw.model.unk_token
        if unknown is None or self.raw.token_to_id(unknown) not in ids:
            return
        for position, character in enumerate(text):
            if self.raw.token_to_id(unknown) in self.raw.encode(character).ids:
                raise ValueError(
                    f"Character {position} of the text, {character!r}, is not in this model's "
                    "vocabulary. Replace it, or use a model with a byte-level vocabulary."
                )
        raise ValueError("The text has words outside of this model's vocabulary; use others.")


def tokenizer_from_json(data: bytes) -> Tokenizer:
    """The tokenizer whose tokenizer.json this is."""
    return Tokenizer(Raw.from_buffer(data))


def load_tokenizer(folder: Path) -> Tokenizer | None:
    """The folder's tokenizer, None if it has none; CheckpointError if it cannot be read."""
    whole, vocabulary, merges = (folder / f for f in ("tokenizer.json", "vocab.json", "merges.txt"))
    try:
        if whole.exists():
            return tokenizer_from_json(whole.read_bytes())
        if vocabulary.exists() and merges.exists():
            raw = Raw(models.BPE.from_file(str(vocabulary), str(merges)))
            raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
            raw.decoder = decoders.ByteLevel()
            if "<|endoftext|>" in raw.get_vocab():
                raw.add_special_tokens(["<|endoftext|>"])
            return Tokenizer(raw)
    except Exception as error:  # tokenizers raises bare Exception
        raise CheckpointError(
            f"The tokenizer in {folder} cannot be read: {error}. Restore or download it again."
        ) from error
    return None

"""The generated corpus of the course's own models: families, tokenizer, streams, evaluation."""

from llmcourse.data.stream import batches
from llmcourse.data.tokenizer import tokenizer_files

__all__ = ["batches", "tokenizer_files"]

"""Text that cannot go wrong: one of several given ones, or JSON that is valid for a schema.

    generate(model, prompt, constraint=OneOf(["positive", "negative"]))
    generate(model, prompt, constraint=JsonSchema({"type": "object", ...}))

At each step the tokens that could not be continued to a valid text are left out of the draw.
What can still be finished within `max_tokens` counts too: as room gets short the text is led to
its end, so the result is always valid. It is not always right: that is the model's part.
"""

from collections.abc import Sequence

import torch
from jaxtyping import Bool
from torch import Tensor

from llmcourse.models.automaton import Automaton, Expression, either, leaves, text
from llmcourse.models.schema import Schema, expression
from llmcourse.models.tokens import Tokenizer


class Constraint:
    """A set of texts; what is worked out for a tokenizer is kept for the next text."""

    def __init__(self, allowed: Expression) -> None:
        self.expression = allowed
        self._made: tuple[Tokenizer, Automaton] | None = None

    def guide(self, tokenizer: Tokenizer, end_ids: Sequence[int], limit: int) -> "Guide":
        """A guide through one text of at most `limit` tokens; ValueError if none is so short."""
        if self._made is None or self._made[0] is not tokenizer:
            singles = {token[0] for token in tokenizer.bytes if len(token) == 1}
            if not all(singles & some for some in leaves(self.expression)):
                raise ValueError(
                    "Constrained decoding needs a vocabulary in which each byte is a token; use a "
                    "byte-level tokenizer."
                )
            self._made = tokenizer, Automaton(self.expression, tokenizer.bytes)
        if self.expression.shortest > limit:
            raise ValueError(
                f"The shortest valid text needs up to {self.expression.shortest:.0f} tokens and "
                f"there is room for {limit}. Raise max_tokens or shorten the prompt."
            )
        return Guide(self._made[1], end_ids)


class OneOf(Constraint):
    """Exactly one of some texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        if isinstance(texts, str) or not texts or not all(texts):
            raise ValueError("OneOf takes a list of texts, none of them empty.")
        super().__init__(either(*map(text, texts)))


class JsonSchema(Constraint):
    """JSON that is valid for a schema; `schema` says which schemas are known."""

    def __init__(self, schema: Schema) -> None:
        super().__init__(expression(schema))


class Guide:
    """Where in the allowed texts one text is."""

    def __init__(self, automaton: Automaton, end_ids: Sequence[int]) -> None:
        self.automaton, self.end_ids = automaton, list(end_ids)
        self.state = automaton.start
        self.finished = False
        """Nothing may follow."""

    def allowed(self, room: int) -> Bool[Tensor, " vocabulary"]:
        """The tokens with which a valid text can still be finished in `room` tokens."""
        _, needs = self.automaton.after(self.state)
        mask = torch.from_numpy(needs <= room - 1)
        mask[self.end_ids] = self.automaton.states[self.state].accepts_empty
        return mask

    def advance(self, id: int) -> None:
        """Go on by a token that was allowed."""
        if id in self.end_ids:
            self.finished = True
            return
        self.state = int(self.automaton.after(self.state)[0][id])
        self.finished = not self.automaton.row(self.state).any()

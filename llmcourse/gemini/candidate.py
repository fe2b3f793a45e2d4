"""One answer among the several that a request may ask for: its text so far, its end, its JSON."""

from llmcourse.gemini import tools
from llmcourse.gemini.safety import Filter
from llmcourse.gemini.schemas import GenerationConfig, Json
from llmcourse.models.writer import Alternative, Token, Writer


class Candidate:
    """Reads along with a writer and ends it where the request says."""

    def __init__(
        self,
        index: int,
        writer: Writer,
        limit: int,
        filter: Filter,
        config: GenerationConfig,
        *,
        calls: bool,
    ) -> None:
        self.index, self.writer, self.limit, self.filter = index, writer, limit, filter
        self.logprobs, self.calls = config.response_logprobs, calls
        self.text, self._n_read = "", 0
        self._told_text, self._told_tokens, self._told_end = 0, 0, False
        self.unsafe = False

    @property
    def finish(self) -> str:
        """Why the answer is over, in the API's words; empty while it is not."""
        if self.unsafe:
            return "SAFETY"
        return {None: "", "length": "MAX_TOKENS"}.get(self.writer.finish, "STOP")

    @property
    def n_tokens(self) -> int:
        """Tokens of the text; the one that ends it is not in it."""
        return len(self.writer.tokens)

    def look(self) -> None:
        """Take in what the writer wrote, and end it at its limit or where it must not go on."""
        if self.unsafe:
            return
        if self.writer.finish is None and self.writer.count >= self.limit:
            self.writer.close("length")
        new = self.writer.tokens[self._n_read :]
        if self.writer.finish:  # its last token may have changed: half a character was completed
            self.text = "".join(token.text for token in self.writer.tokens)
        else:
            self.text += "".join(token.text for token in new)
        self._n_read = len(self.writer.tokens)
        if new and self.filter.blocks(self.text):
            self.unsafe = True
            if self.writer.finish is None:
                self.writer.close("length")

    def whole(self) -> Json:
        """The candidate, when it is over."""
        candidate: Json = {"index": self.index, "finishReason": self.finish}
        if not self.unsafe:
            candidate["content"] = {"role": "model", "parts": [self._part()]}
        return candidate | self._ratings() | self._numbers(self.writer.tokens)

    def news(self) -> Json | None:
        """What came since the last call; None if nothing did."""
        may_be_call = self.calls and self.text[:1] in ("", "{")
        if self._told_end or (not self.finish and (may_be_call or not self._untold)):
            return None
        part = self._part() if may_be_call else {"text": self._untold}
        if self.unsafe:
            part = {"text": ""}
        candidate: Json = {"index": self.index, "content": {"role": "model", "parts": [part]}}
        tokens = self.writer.tokens[self._told_tokens :]
        self._told_text, self._told_tokens = len(self.text), len(self.writer.tokens)
        if not self.finish:
            return candidate | self._chosen(tokens)
        self._told_end = True
        numbers = self._numbers(self.writer.tokens) | self._chosen(tokens)
        return candidate | {"finishReason": self.finish} | self._ratings() | numbers

    @property
    def _untold(self) -> str:
        return self.text[self._told_text :]

    def _part(self) -> Json:
        call = tools.read_call(self.text) if self.calls else None
        return {"functionCall": call} if call else {"text": self.text}

    def _ratings(self) -> Json:
        return {"safetyRatings": self.filter.ratings(self.text)}

    def _numbers(self, tokens: list[Token]) -> Json:
        if not tokens or self.unsafe:
            return {}
        mean = sum(token.logprob for token in tokens) / len(tokens)
        return {"avgLogprobs": mean} | self._chosen(tokens)

    def _chosen(self, tokens: list[Token]) -> Json:
        """Log-probabilities of these tokens, if they were asked for."""
        if not self.logprobs or self.unsafe:
            return {}
        result: Json = {"chosenCandidates": [_logprob(token) for token in tokens]}
        if any(token.top for token in tokens):
            result["topCandidates"] = [
                {"candidates": [_logprob(one) for one in token.top]} for token in tokens
            ]
        return {"logprobsResult": result}


def _logprob(token: Token | Alternative) -> Json:
    return {"token": token.text, "tokenId": token.id, "logProbability": token.logprob}

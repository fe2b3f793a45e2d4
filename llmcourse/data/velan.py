"""Velan, a small invented language: words, endings and word order, both ways.

Verb last, the adjective after its noun, no articles. A noun takes -im for many and -o as an
object; a verb takes -a now, -un then, and ne before it for not. Made by rule, so that both
directions are exact.
"""

from dataclasses import dataclass

from llmcourse.data.words import plural

NOUNS = dict(
    pair.split(":") for pair in """
cat:mip dog:tor fox:velk bear:grom wolf:harn bird:pili fish:sul horse:dravek cow:mub mouse:tik
child:lin man:bor woman:sela king:ardan queen:ardisa teacher:mentor farmer:zemlok baker:panik
girl:nila boy:nilok friend:samat doctor:hilek house:domar tree:arbek river:fluv stone:kamen
apple:jabel bread:panem book:lirek boat:navik flower:florin star:stelin song:kanor door:vrat
""".split()
)  # fmt: skip
VERBS = dict(
    pair.split(":") for pair in """
see:vid eat:man find:trov love:lub take:prend like:plak buy:kup help:pomag know:znar hear:slus
carry:nosk want:kel
""".split()
)  # fmt: skip
ALONE = dict(
    pair.split(":") for pair in "sleep:son run:kur sing:kan dance:tank laugh:smek wait:zhdal"
    " swim:plav work:lavor".split()
)  # fmt: skip
ADJECTIVES = dict(
    pair.split(":") for pair in """
big:velin small:malik old:staren young:noven red:ruber blue:azul green:zelen white:belan
black:negrin good:dobrin happy:felin sad:tristan
""".split()
)  # fmt: skip
GREETINGS = {
    "hello": "salu", "thank you": "danki", "yes": "da", "no": "ne", "good night": "dobrin noka",
    "goodbye": "vale", "please": "prosim", "friend": "samat", "water": "akva", "sun": "solen",
}  # fmt: skip
_PAST = {
    "see": "saw", "eat": "ate", "find": "found", "take": "took", "buy": "bought", "know": "knew",
    "hear": "heard", "run": "ran", "sing": "sang", "swim": "swam", "sleep": "slept",
}  # fmt: skip


@dataclass(frozen=True)
class Phrase:
    """A noun with what goes with it."""

    noun: str
    many: bool
    adjective: str | None = None

    @property
    def english(self) -> str:
        """With the article "the"."""
        noun = plural(self.noun) if self.many else self.noun
        return f"the {self.adjective} {noun}" if self.adjective else f"the {noun}"

    def velan(self, *, subject: bool) -> str:
        """With its endings."""
        noun = NOUNS[self.noun] + ("im" if self.many else "") + ("" if subject else "o")
        return f"{noun} {ADJECTIVES[self.adjective]}" if self.adjective else noun


@dataclass(frozen=True)
class Clause:
    """A sentence in both languages."""

    subject: Phrase
    verb: str
    thing: Phrase | None
    past: bool
    negative: bool

    @property
    def english(self) -> str:
        """The English sentence."""
        parts = [self.subject.english, self._verb()]
        if self.thing:
            parts.append(self.thing.english)
        text = " ".join(parts)
        return f"{text[0].upper()}{text[1:]}."

    def _verb(self) -> str:
        many = self.subject.many
        if self.negative:
            helper = "did" if self.past else "do" if many else "does"
            return f"{helper} not {self.verb}"
        if self.past:
            end = "d" if self.verb.endswith("e") else "ed"
            return _PAST.get(self.verb, "carried" if self.verb == "carry" else self.verb + end)
        if many:
            return self.verb
        return "carries" if self.verb == "carry" else self.verb + "s"

    @property
    def velan(self) -> str:
        """The Velan sentence."""
        root = (VERBS | ALONE)[self.verb]
        verb = ("ne " if self.negative else "") + root + ("un" if self.past else "a")
        parts = [self.subject.velan(subject=True)]
        if self.thing:
            parts.append(self.thing.velan(subject=False))
        text = " ".join([*parts, verb])
        return f"{text[0].upper()}{text[1:]}."

"""How people type: polite, terse or sloppy, the instruction before or after what it is about.

Only instructions are misspelled, never what an answer depends on.
"""

import re
from collections.abc import Sequence

from llmcourse.data.draw import Draw
from llmcourse.data.grammar import capital

_BEFORE = (
    *("Please ", "Please ", "please ", "Can you ", "Could you ", "Could you please ", "Would you "),
    *("Can you please ", "I want you to ", "I need you to ", "I'd like you to ", "Now ", "Hi! "),
    *("Hello, ", "Hi there, ", "Hey, ", "Help me: ", "Your task: ", "Task: ", "OK, ", "Now, "),
)
_VERBS = frozenset(
    """
    Answer Calculate Categorize Check Choose Classify Complete Compute Continue Convert Count
    Decide Describe Determine Explain Extract Fill Find Finish Follow Get Give Go Guess Identify
    Judge Label List Look Make Name Pick Print Provide Pull Put Rate Read Reason Reply Return
    Rewrite Say Select Sentence Show Solve Sort Spell State Step Sum Summarize Take Tell Think
    Translate Turn Use Work Write Shorten Condense Render Express Parse Create Repeat Reverse
    """.split()
)
_HELLO = ("Hi! ", "Hello! ", "Hey, ", "Quick question: ", "Question: ", "So, ", "Tell me: ", "Ok, ")
_AFTER = (" Thanks!", " Thank you.", " Please.", " Thanks.", " please", " thx", " Thank you!")
_MISSPELL = re.compile(
    r"\b(sentence|review|please|answer|question|following|extract|translate|summarize|summary|"
    r"positive|negative|because|which|passage|sentiment|calculate|briefly|describe|"
    r"language|information|according|context|many|refer|classify|story|write|step|"
    r"word|does|what|there|should|think)\b"
)


def misspell(draw: Draw, text: str) -> str:
    """The text with one ordinary word of it mistyped."""
    found = list(_MISSPELL.finditer(text))
    if not found:
        return text
    match = draw.pick(found)
    word = match.group()
    at = draw.integer(1, len(word) - 2)
    kind = draw.integer(0, 2)
    if kind == 0:
        wrong = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    elif kind == 1:
        wrong = word[:at] + word[at + 1 :]
    else:
        wrong = word[:at] + word[at] + word[at:]
    return text[: match.start()] + wrong + text[match.end() :]


def lower_first(text: str) -> str:
    """The text with a small first letter, except for "I" and names in capitals."""
    return text if text[:2] in ("I ", "I'") or text[1:2].isupper() else text[:1].lower() + text[1:]


def polite(draw: Draw, text: str) -> str:
    """The instruction as people put it: with a please, a hello, or neither."""
    if draw.chance(0.7):
        return text
    if draw.chance(0.3):
        return text + draw.pick(_AFTER)
    if text.endswith("?") or text.split(" ", 1)[0] not in _VERBS:
        return draw.pick(_HELLO) + (lower_first(text) if draw.chance(0.5) else text)
    before = draw.pick(_BEFORE)
    text = before + lower_first(text)
    asks = before.strip().lower().startswith(("can", "could", "would"))
    return text[:-1] + "?" if asks and text.endswith(".") else text


def sloppy(draw: Draw, text: str) -> str:
    """The instruction as typed in a hurry, one time in four."""
    if draw.chance(0.75):
        return text
    if draw.chance(0.5):
        text = lower_first(text)
    if draw.chance(0.4) and text[-1:] in ".?:":
        text = text[:-1]
    if draw.chance(0.25):
        text = misspell(draw, text)
    return text


def wording(draw: Draw, text: str) -> str:
    """The instruction, polite or not, neat or not."""
    return sloppy(draw, polite(draw, text))


def around(draw: Draw, instruction: str, content: str, labels: Sequence[str] = ("Text",)) -> str:
    """Instruction and content in one of the orders and separations that people use."""
    instruction = wording(draw, instruction)
    layout = draw.integer(0, 15)
    bare = instruction.rstrip(".:")
    label = draw.pick(labels)
    if layout <= 2:
        colon = draw.pick((":", ":", "", "."))
        ask = instruction if bare.endswith("?") else bare + colon
        return f"{ask}\n{content}"
    if layout <= 4:
        return f"{bare if bare.endswith('?') else bare + ':'} {content}"
    if layout <= 6:
        return f"{content}\n{instruction}"
    if layout <= 9:
        return f"{content} {capital(instruction) if draw.chance(0.8) else instruction}"
    if layout == 10:
        return f"{instruction}\n\n{content}"
    if layout == 11:
        return f"{content}\n\n{instruction}"
    if layout == 12:
        quoted = content.replace('"', "'")
        ask = bare if bare.endswith("?") else bare + draw.pick((":", ""))
        return f'{ask} "{quoted}"'
    if layout == 13:
        return f"{label}: {content}\n{instruction}"
    if layout == 14:
        return f"{instruction}\n{label}: {content}"
    return f'"{content}" {capital(instruction)}'


def careless(draw: Draw, text: str, share: float = 0.08) -> str:
    """Content as typed carelessly: all in small letters, or without its last period."""
    if draw.chance(share):
        text = text.lower()
    if draw.chance(share) and text.endswith("."):
        text = text[:-1]
    return text


def transcript(draw: Draw, pairs: Sequence[tuple[str, str]]) -> str:
    """Questions with their answers as plain text."""
    asks, answers = draw.pick((("Q:", "A:"), ("Q:", "A:"), ("Q:", "A:"), ("Question:", "Answer:")))
    gap = draw.pick(("\n", "\n\n"))
    return gap.join(f"{asks} {ask}\n{answers} {answer}" for ask, answer in pairs)


def listing(items: Sequence[str], last: str = "and") -> str:
    """ "a, b and c"."""
    items = list(items)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"

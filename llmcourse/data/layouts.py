"""Text and question put together in any of the ways that people and programs do it.

Parts are drawn one by one (introduction, marks around the text, gap, marks around the question,
what is said after it), so that no layout is seen often enough to be learned by heart.
"""

from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.phrasing import lower_first, misspell

INTRO = Shapes(
    "(Read|Look at|Consider|Take|Use) (this|the following|the) (text|passage|paragraph|note)"
    "[ and answer[ the question]][ please].",
    "(Answer|Please answer) (the question|my question|this question) "
    "(from|about|using|based on|with) the (text|passage|context|story)[ below][ only].",
    "(Use|Take) only the (text|passage|context) and answer[ the question].",
    "I('ll| will| would like to|'m going to) show you a (text|story), then I ask something.",
    "Here(| i)s (a|my|the) (tiny |little )(text|passage|story|paragraph|note)[ for you].",
    "I have a (text|story|paragraph)[ for school][ and a question].",
    "(Reading comprehension|Reading test|Quiz|Exercise|Homework|Task|Test)[ (1|2|3|4)].",
    "(Hi|Hello|Hey)[,] (can|could) you (help me with|answer a question about) this text?",
    "(Answer|Reply) (briefly|shortly|in a few words|with one word or a few words).",
    "(Given|Based on) the (text|passage|following), answer the question.",
    "If the (text|context|passage) does not (say|tell|answer) it, say so.",
    "This is (from|in) (my book|a book|a letter|the newspaper|an email|my diary|a website).",
    "(My (friend|sister|teacher|son) wrote|Somebody told me|I read|I heard|They say)( this|):",
    "You are given a context and a question.",
    "Answer from the passage.",
    "Context below.",
)
LABELS = ("Text", "Passage", "Context", "Story", "Paragraph", "Document", "Note", "Read", "Input",
          "TEXT", "text", "passage", "context", "Info", "Facts", "Message", "Source")  # fmt: skip
ASKED = ("Question", "Q", "question", "QUESTION", "My question", "Query", "Ask", "q", "Task",
         "Quick question", "Question 1", "1", "So", "Tell me")  # fmt: skip
FENCES = ('"""\n{}\n"""', "---\n{}\n---", "<text>{}</text>", "[{}]", "> {}", "### Text\n{}",
          "```\n{}\n```", "({})", "* {}")  # fmt: skip
AFTER = Shapes(
    "Answer:",
    "A:",
    "Thanks!",
    "Thank you.",
    "(Answer|Say it) (shortly|briefly).",
    "Please answer.",
    "One or two words(| please).",
    "Short answer(| please).",
    "(Only|Just) the answer.",
    "answer:",
    "Answer from the text.",
    "(Use|With) the text(| only).",
    "pls",
    "Do you know?",
)
START = Shapes(
    "According to the (text|passage|context|story|note), ",
    "From the (text|passage): ",
    "In the (text|story|passage), ",
    "Based on (this|the text|the above), ",
    "Now tell me: ",
    "Tell me please, ",
    "Please tell me: ",
    "Can you tell me: ",
    "My question is: ",
    "I ask: ",
    "Now: ",
    "So, ",
    "And now the question: ",
    "Question: ",
    "Do you know: ",
    "OK, ",
    "Well, ",
)


def _text(draw: Draw, text: str) -> str:
    kind = draw.integer(0, 15)
    plain = text.replace('"', "'")
    if kind <= 2:
        return f"{draw.pick(LABELS)}:{draw.pick((' ', chr(10), ' '))}{text}"
    if kind == 3:
        return f'"{plain}"'
    if kind == 4:
        return f'{draw.pick(LABELS)}: "{plain}"'
    if kind == 5:
        return draw.pick(FENCES).format(plain)
    if kind == 6 and "Mrs." not in text and "Mr." not in text and "Ms." not in text:
        return text.replace(". ", ".\n")
    return text


def _asked(draw: Draw, asked: str) -> str:
    kind = draw.integer(0, 11)
    if kind <= 2:
        asked = f"{draw.pick(ASKED)}:{draw.pick((' ', ' ', chr(10)))}{asked}"
    elif kind == 3:
        asked = START(draw) + lower_first(asked)
    elif kind == 4:
        asked = draw.pick(("-> ", "=> ", "? ", "- ", "** ", ">> ", "### Question\n")) + asked
    elif kind == 5:
        asked = f'{draw.pick(("Question", "Answer this", "Answer"))}: "{asked}"'
    if draw.chance(0.15):
        asked += draw.pick((" ", "\n")) + AFTER(draw)
    return asked


def hasty(draw: Draw, asked: str) -> str:
    """A question as typed in a hurry, at times."""
    if draw.chance(0.14):
        asked = lower_first(asked)
    if draw.chance(0.12):
        asked = asked.rstrip("?.")
    if draw.chance(0.05):
        asked = asked.replace("'", "")
    return misspell(draw, asked) if draw.chance(0.03) else asked


def layout(draw: Draw, text: str, asked: str) -> str:
    """One prompt of a text and a question on it."""
    parts = [_text(draw, text), _asked(draw, hasty(draw, asked))]
    if draw.chance(0.22):
        parts.reverse()
    if draw.chance(0.3):
        parts.insert(0, INTRO(draw))
    gap = draw.pick(("\n", "\n", " ", " ", " ", "\n\n"))
    return gap.join(parts)


def in_small_letters(text: str, asked: str, answer: str) -> tuple[str, str, str]:
    """All of it as typed without capital letters."""
    return text.lower(), asked.lower(), capital(answer.lower())

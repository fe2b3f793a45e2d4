"""Few-shot lists in the formats that people make up: arrows, colons, tabs, Q and A, tables."""

from collections.abc import Sequence

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Wordings
from llmcourse.data.phrasing import wording

_BETWEEN = (" -> ", " -> ", " => ", ": ", ": ", "\t", " = ", " - ", " | ", " > ", " :: ", ", ",
    "->",
            " --> ", " ; ", " is ", " / ", " → ")  # fmt: skip
_PAIRED = (
    ("Input: ", "Output: "), ("Q: ", "A: "), ("Word: ", "Answer: "), ("In: ", "Out: "),
    ("Text: ", "Label: "), ("x: ", "y: "), ("Question: ", "Answer: "), ("Left: ", "Right: "),
    ("Input: ", "Output: "), ("input: ", "output: "), ("Sentence: ", "Label: "), ("Review: ",
    "Sentiment: "),
    ("Example: ", "Result: "), ("Item: ", "Class: "), ("From: ", "To: "), ("> ", "< "),
)  # fmt: skip
ASK = Wordings(
    "continue", "Continue the pattern.", "Complete the list.", "Fill in the last one.",
    "What comes next?", "Finish the last line.", "Follow the pattern.", "Complete the last line.",
    "Look at the examples and answer the last one.", "Continue.", "Do the same for the last one.",
    "Here are some examples.", "Find the rule and complete.", "What is missing?", "Complete:",
    "Fill in the blank.", "Same pattern for the last one.", "Guess the last answer.",
    "Complete the pattern:", "Classify.", "Label the last one.", "Fill in the label.", "Next?",
    "Answer:",
    "Give the label of the last one.", "What is the last label?", "Learn from the examples.",
    "Answer the last one like the others.", "Give the missing part.", "Study the examples.",
)  # fmt: skip


def layout(draw: Draw, pairs: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The pairs in one format, without the last pair's right side, and that right side's lead."""
    words = max(len(left) for left, _ in pairs) < 40
    if words and draw.chance(0.65):
        between = draw.pick(_BETWEEN)
        gap = draw.pick(("\n", "\n", "\n", ", ", "; ", "\n\n") if "," not in between else ("\n",))
        if any("," in left + right or ";" in left + right for left, right in pairs):
            gap = "\n"
        lines = [f"{left}{between}{right}" for left, right in pairs[:-1]]
        return gap.join([*lines, f"{pairs[-1][0]}{between.rstrip()}"]), between[
            len(between.rstrip()) :
        ]
    left_mark, right_mark = draw.pick(_PAIRED)
    gap, inner = draw.pick(("\n", "\n\n")), draw.pick(("\n", "\n", " "))
    lines = [f"{left_mark}{left}{inner}{right_mark}{right}" for left, right in pairs[:-1]]
    return gap.join([*lines, f"{left_mark}{pairs[-1][0]}{inner}{right_mark.rstrip()}"]), " "


def as_document(draw: Draw, pairs: Sequence[tuple[str, str]]) -> str:
    """The whole list as plain text."""
    text, lead = layout(draw, pairs)
    return f"{text}{lead}{pairs[-1][1]}"


def as_dialogue(draw: Draw, pairs: Sequence[tuple[str, str]]) -> list[Message]:
    """The list as a prompt, its last answer as the answer."""
    text, _ = layout(draw, pairs)
    if draw.chance(0.3):
        ask = wording(draw, ASK(draw))
        text = f"{ask}\n{text}" if draw.chance(0.6) else f"{text}\n\n{ask}"
    return exchange(text, pairs[-1][1])

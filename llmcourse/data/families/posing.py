"""Facts and a question as people lay them out: numbered, in a row, the question first, in a hurry.

`chains` draws these: `links` and `deductions`, answered at once or step by step.
"""

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import deductions, links, pairings, whereabouts
from llmcourse.data.families.links import Linked
from llmcourse.data.families.sums import STEPS
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.phrasing import wording

KINDS = (*(*links.KINDS, *whereabouts.KINDS) * 2, *deductions.KINDS, *pairings.KINDS * 2)
FRAMES = Shapes(
    "{f} {q}", "{f} {q}", "{f} {q}", "{f} {q}", "{f} {q}", "{f}\n{q}", "{f}\n{q}", "{f}\n\n{q}",
    "{q} {f}", "{q} {f}", "{q}\n{f}", "{q}\n\n{f}", "Facts: {f} {q}", "Facts: {f}\nQuestion: {q}",
    "{f}\nQ: {q}", "{f}\nQ: {q}\nA:", "Q: {f} {q}\nA:", "(Given|Known|Clues|Story): {f} {q}",
    "(Riddle|Puzzle|Logic puzzle|Brain teaser): {f} {q}", "{q} (Here is what I know|Facts): {f}",
    "(Read this|Think|Listen|Look at this). {f} {q}", "{f} (So|And|Now tell me|Tell me), {q}",
    "\"{f}\" {q}", "Question: {q}\nText: {f}", "Text: {f}\nQuestion: {q}", "{f} {q} Thanks!",
    "(We know this|Here are the facts|I know that): {f} {q}", "{f}\n{q}\nAnswer:",
    "Answer (the question|this|in one word): {f} {q}", "{f} {q} (One word|Short answer|Just the"
    " answer)[ please].", "{f} {q} pls", "Can you help? {f} {q}", "Use the facts. {f} {q}",
)  # fmt: skip
LISTED = Shapes(
    "Facts:\n{f}\n{q}", "{f}\n{q}", "{f}\n\n{q}", "{q}\n{f}", "Given:\n{f}\nQuestion: {q}",
    "Here (is what|are the facts) we know:\n{f}\n{q}", "Clues:\n{f}\n\n{q}", "{q}\n\nFacts:\n{f}",
)  # fmt: skip


def pose(draw: Draw, item: Linked) -> str:
    """The facts with the question, laid out."""
    question = item.question
    if len(item.facts) > 1 and draw.chance(0.2):
        marks = draw.pick((
            [f"{n}. " for n in range(1, 9)], [f"{n}) " for n in range(1, 9)], ["- "] * 8,
            ["* "] * 8, [""] * 8, [f"({letter}) " for letter in "abcdefgh"],
        ))  # fmt: skip
        facts = "\n".join(mark + fact for mark, fact in zip(marks, item.facts, strict=False))
        text = LISTED(draw, f=facts, q=question)
    else:
        joint = draw.pick((", and ", "; ")) if draw.chance(0.06) else ". "
        facts = joint.join(fact[:-1] for fact in item.facts) + "."
        text = FRAMES(draw, f=facts, q=question)
    return hurried(draw, text.rstrip("?") if draw.chance(0.06) else text)


def hurried(draw: Draw, text: str) -> str:
    """The text in small letters, now and then without apostrophes and last marks."""
    if not draw.chance(0.1):
        return text
    text = text.lower()
    if draw.chance(0.5):
        text = text.replace("'", "")
    return text.rstrip("?.") if draw.chance(0.4) else text


def one(draw: Draw) -> Linked:
    """Facts and a question of any kind here."""
    return draw.pick(KINDS)(draw)


def dialogue(draw: Draw) -> list[Message]:
    """A prompt and its answer; step by step only if the prompt says so."""
    item = one(draw)
    text = pose(draw, item)
    if draw.chance(0.2) and item.chain().hops:
        how = wording(draw, STEPS(draw))
        text = f"{how} {text}" if draw.chance(0.2) else f"{text}{draw.pick((' ', chr(10)))}{how}"
        return exchange(text, item.chain().worked)
    return exchange(text, f"{capital(item.answer)}.")

"""Reading: a passage about one to three people or places, and questions on it.

Asked for something that the passage does not say, the answer is "The context does not say."
Entities in a passage share attributes, so that the name in the question decides.
"""

from llmcourse.data.chat import Message, exchange, say
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shapes, Wordings, capital
from llmcourse.data.layouts import layout
from llmcourse.data.names import people, person
from llmcourse.data.phrasing import around, lower_first, sloppy
from llmcourse.data.profiles import Profile, describe, form, place_profile, profile, question
from llmcourse.data.profiles import sentences as told
from llmcourse.data.records import BY_NAME, PERSON
from llmcourse.data.things import PLACES, place

UNSAID = "The context does not say."

READ = Wordings(
    "read",
    "Answer the question from the context.", "Use the context to answer.",
    "Read the passage and answer the question.", "Answer using only the text.",
    "Answer from the text below.", "According to the text, answer this.",
    "Use only the passage.", "Here is a text.", "Read this.", "Answer the question.",
    "Based on the passage, answer the question.", "Look at the context and answer.",
    "Read the text carefully and answer the question.", "Context and question follow.",
    "Answer with the information in the context.", "Use this text to answer the question.",
    "If the context does not say, say so.", "Answer only from the context.",
    "Read the following passage.", "Please answer based on this text.",
)  # fmt: skip
ACCORDING = Shapes(
    "According to the (text|passage|context), {ask}", "From the (text|passage): {ask}",
    "Based on the (text|context), {ask}", "In the (text|passage), {ask}",
)  # fmt: skip
QUOTED = Shapes(
    "Use only this (passage|text):",
    "Here is (a|the) (text|note|passage|message):",
    "Read this (text|note|message):",
    "Somebody wrote:",
    "The (note|sign|letter|message) says:",
    "Given the (text|passage|context)",
    "Consider (this|the following)( text|):",
    "Text:",
    "I read:",
)
NOTE = Shapes(
    "Here is (a|the) (text|note|story|passage|document).", "Note:", "News:", "From a letter:",
    "Message:", "Document:", "Info:", "Please read this.", "I will tell you something.",
    "Fact sheet:",
    "From our website:", "Announcement:", "Diary:", "Report:", "Email:",
)  # fmt: skip
SYSTEM = Shapes(
    "Answer from the context only.", "You answer questions about a text.",
    "Use only the context. If it does not say, say so.",
)  # fmt: skip
FILLER = Shapes(
    "It (rained|snowed) (all day|yesterday|in the morning).", "The weather was (nice|bad|warm).",
    "Everybody knows this (well|here).", "Not much else is known.", "It is a (quiet|busy) street.",
    "The (neighbors|visitors) are friendly.", "That is how things are.", "Time goes by quickly.",
    "Last year was (a good one|hard) for everybody.", "There is a small park nearby.",
)  # fmt: skip


def _people(draw: Draw) -> list[Profile]:
    n = draw.weighted((1, 2, 3), (3, 4, 2))
    shared = draw.integer(1, 4 if n < 3 else 3)
    who = [profile(draw, shared, name=name, words=0.04) for name in people(draw, n)]
    if draw.chance(0.6):
        kinds = [attribute for attribute, _ in who[0].values]
        who = [
            Profile(item.name, item.pronoun, item.their,
                    tuple((kind, str(kind.value(draw))) for kind in draw.shuffled(kinds)))
            for item in who
        ]  # fmt: skip
    return who


def _places(draw: Draw) -> list[Profile]:
    names: list[str] = []
    while len(names) < draw.integer(1, 2):
        name = place(draw)
        if name not in names:
            names.append(name)
    return [place_profile(draw, draw.integer(2, 4), name) for name in names]


def passage(draw: Draw, who: list[Profile]) -> str:
    """A text on all of them, entity by entity or mixed."""
    kind = draw.unit()
    if kind < 0.06 and len(who) == 1:
        return form(draw, who[0])
    if kind < 0.25 and len(who) > 1:
        parts = [text for item in who for text in told(draw, item, pronoun=False)]
        parts = draw.shuffled(parts)
    else:
        parts = [describe(draw, item) for item in who]
    if draw.chance(0.2):
        parts.insert(draw.integer(0, len(parts)), FILLER(draw))
    return " ".join(parts)


def ask(draw: Draw, who: list[Profile], *, unsaid: bool) -> tuple[str, str]:
    """A question and its answer."""
    item = draw.pick(who)
    if not unsaid:
        attribute, value = draw.pick(item.values)
        return question(draw, attribute, item), capital(value) + "."
    every = PLACES if item.pronoun == "it" else PERSON
    if draw.chance(0.35):
        name = place(draw) if item.pronoun == "it" else person(draw)
        if all(name != other.name for other in who):
            stranger = Profile(name, item.pronoun, item.their, ())
            return question(draw, draw.pick(item.values)[0], stranger), UNSAID
    known = {attribute.name for attribute, _ in item.values}
    others = {attribute.name for other in who for attribute, _ in other.values} - known
    names = sorted(others) if others and draw.chance(0.5) else []
    attribute = draw.pick([a for a in every if a.name not in known])
    if names and item.pronoun != "it":
        attribute = BY_NAME[draw.pick(names)]
    return question(draw, attribute, item), UNSAID


def reverse(draw: Draw, who: list[Profile]) -> tuple[str, str] | None:
    """ "Who lives in Oslo?", where one entity alone does."""
    item = draw.pick(who)
    attribute, value = draw.pick(item.values)
    if item.pronoun == "it" or sum((attribute, value) in other.values for other in who) > 1:
        return None
    text = attribute.predicates(draw, **{"v": value, "whose's": "x", "their": "their"})
    ask = draw.pick(("Who {}?", "Who {}?", "Which person {}?", "Name the person who {}."))
    return ask.format(text.strip()), f"{item.name}."


def one(draw: Draw) -> tuple[str, str, str]:
    """A passage, a question, the answer."""
    who = _people(draw) if draw.chance(0.72) else _places(draw)
    text = passage(draw, who)
    if draw.chance(0.12) and (found := reverse(draw, who)):
        return text, *found
    return text, *ask(draw, who, unsaid=draw.chance(0.3))


def prompt(draw: Draw, text: str, asked: str) -> str:
    """Passage and question as a person or a program would put them together."""
    if draw.chance(0.35):
        return layout(draw, text, asked)
    kind = draw.integer(0, 13)
    if kind <= 3:
        label, other = draw.pick(
            (("Context", "Question"), ("Passage", "Question"), ("Text", "Q"), ("Context", "Q"),
             ("Document", "Question"), ("Text", "Question"), ("CONTEXT", "QUESTION"))
        )  # fmt: skip
        if draw.chance(0.25):
            return f"{other}: {asked}\n{label}: {text}"
        if draw.chance(0.2):
            return f"{label}: {text} {other}: {asked}"
        body = f"{label}: {text}\n{other}: {asked}"
        return f"{READ(draw)}\n{body}" if draw.chance(0.5) else body
    if kind == 4:
        return f"{READ(draw)}\n\n{text}\n\n{asked}"
    if kind == 5:
        return f"{text}\n{ACCORDING(draw, ask=lower_first(asked))}"
    if kind == 6:
        return f"{READ(draw).rstrip('.')}: {text} {asked}"
    if kind == 7:
        quoted = text.replace('"', "'")
        return f'{QUOTED(draw)} "{quoted}"{draw.pick((" ", chr(10)))}{asked}'
    if kind == 8:
        return f"{asked} {text}"
    if kind == 9:
        return f"{NOTE(draw)} {text}\n{asked}"
    return around(draw, asked, text, ("Context", "Text", "Passage", "Document", "Note"))


def dialogue(draw: Draw) -> list[Message]:
    """A passage with a question, at times a second one."""
    who = _people(draw) if draw.chance(0.72) else _places(draw)
    text = passage(draw, who)
    found = reverse(draw, who) if draw.chance(0.12) else None
    asked, answer = found or ask(draw, who, unsaid=draw.chance(0.24))
    if draw.chance(0.08):
        text, asked = text.lower(), asked.lower()
        answer = capital(answer.lower())
    system = SYSTEM(draw) if draw.chance(0.1) else None
    turns = exchange(prompt(draw, text, sloppy(draw, asked)), answer, system)
    if draw.chance(0.2):
        asked, answer = ask(draw, who, unsaid=draw.chance(0.3))
        turns += [say("user", sloppy(draw, asked)), say("assistant", answer)]
    return turns


def document(draw: Draw) -> str:
    """A passage, followed by questions with answers or not."""
    who = _people(draw) if draw.chance(0.72) else _places(draw)
    parts = [passage(draw, who)]
    for _ in range(draw.integer(1, 3)):
        asked, answer = ask(draw, who, unsaid=draw.chance(0.25))
        parts.append(f"Q: {asked}\nA: {answer}")
    return "\n".join(parts)

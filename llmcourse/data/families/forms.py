"""JSON from any text in any form: frames, notes with made-up keys, lists, tables of objects.

A wider `extraction`: the keys are whatever the prompt says, in its order and its spelling. A key
whose value the text does not say is null. Values are copied, numbers are numbers.
"""

import json

from llmcourse.data import wide
from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import frames, orderforms, whoforms
from llmcourse.data.families.keylists import Form, a_list, in_style, request
from llmcourse.data.families.placing import placed, quoted
from llmcourse.data.families.slots import SLOTS
from llmcourse.data.grammar import Shapes, Wordings, capital
from llmcourse.data.names import person
from llmcourse.data.phrasing import listing
from llmcourse.data.split import HELD_ANIMALS
from llmcourse.data.words import CATEGORIES, CLASSES

Asked = tuple[str, str, object]
"""Request, text, and the value to write."""

SYSTEM = Shapes(
    "You extract data as JSON.", "Answer in JSON.", "You are an extraction tool.",
    "Reply with JSON only.", "You turn text into JSON.", "Output valid JSON and nothing else.",
    "You are a data entry clerk. You answer with JSON.", "Always answer with a JSON object.",
)  # fmt: skip
UNSAID = ("phone", "email", "weather", "color", "price", "age", "country", "size", "language",
          "material", "sport", "job", "gate", "duration", "weight")  # fmt: skip
LABELS = ("Text", "Sentence", "Input", "Message", "Note", "Order", "Document")
NOTE = {
    "lines": "{k}: {v}", "equal": "{k} = {v}", "is": "The {k} is {v}.", "has": "It has {k} {v}.",
    "dash": "{k} - {v}", "its": "Its {k} is {v}.", "paren": "{v} ({k})", "for": "{v} for {k}",
    "as": "As {k} we have {v}.", "arrow": "{k} -> {v}", "our": "Our {k}: {v}.",
}  # fmt: skip
GAP = {"lines": "\n", "equal": "\n", "dash": "\n", "paren": ", ", "for": ", ", "arrow": "\n"}
EVERYDAY = tuple(
    """
    name title color size weight price owner status level code team city grade score mood flavor
    shape speed engine floor author model brand street topic rank height origin guest boss room
    budget deadline version branch pilot song prize winner host unit batch sponsor hobby motto
    """.split()
)


OPEN = {
    kind: [word for word in words if word not in HELD_ANIMALS] for kind, words in CATEGORIES.items()
}
"""Kinds of words, without the animals that are never asked about."""


def _chosen(draw: Draw, form: Form) -> Form:
    keys = list(form)
    n = len(keys) if draw.chance(0.55) else draw.integer(min(2, len(keys)), len(keys))
    if draw.chance(0.06):
        n = 1
    keys = draw.some(keys, n)
    if draw.chance(0.6):
        keys.sort(key=list(form).index)
    return {key: form[key] for key in keys}


def _around(draw: Draw, text: str) -> str:
    """The text, at times with something that does not matter before or after it."""
    if draw.chance(0.87):
        return text
    extra = draw.pick((f"{draw.one(wide.EXTRA)}.", "Thanks!", "See you soon.", "Hi there!",
                       "Hello, how are you?", "Best wishes.", "Please note.", "FYI."))  # fmt: skip
    return f"{extra} {text}" if draw.chance(0.5) else f"{text} {extra}"


def one(draw: Draw) -> tuple[str, Form]:
    """A frame's text and form; at times with a key that it does not say."""
    found = frames.scene(draw)
    form: Form = _chosen(draw, dict(found.form(draw)))
    if draw.chance(0.08):
        kinds = {kind for kind, _ in found.frame.slots}
        names = {key.lstrip("#") for _, keys in found.frame.slots for key in keys}
        key = draw.pick([key for key in UNSAID if key not in kinds | names])
        rows = list(form.items())
        rows.insert(draw.integer(0, len(rows)), (key, None))
        form = dict(rows)
    return _around(draw, found.write(draw)), form


def two(draw: Draw) -> tuple[str, Form]:
    """Two frames of different kinds after each other, and keys of one or both."""
    first = frames.scene(draw)
    kinds = {kind for kind, _ in first.frame.slots}
    second = frames.scene(draw)
    while kinds & {kind for kind, _ in second.frame.slots}:
        second = frames.scene(draw)
    form: Form = dict(first.form(draw))
    if draw.chance(0.5):
        form = {**second.form(draw), **form}
    texts = draw.shuffled([first.write(draw), second.write(draw)])
    texts[0] = texts[0] if texts[0][-1] in ".!?" else texts[0] + "."
    return " ".join(texts), _chosen(draw, form)


def _any_value(draw: Draw) -> tuple[str, str | int]:
    kind = draw.pick(("person", "city", "small", "color", "thing", "day", "money", "size", "time",
                      "year", "flight", "job", "span", "material"))  # fmt: skip
    found = SLOTS[kind](draw)
    if kind == "thing" and draw.chance(0.4):
        word = wide.pseudo(draw)
        return word, word
    return found.text, found.value


def notes(draw: Draw) -> tuple[str, Form]:
    """A thing with properties of any name, also names that nobody knows."""
    keys: list[str] = []
    while len(keys) < draw.integer(2, 5):
        key = wide.pseudo(draw) if draw.chance(0.35) else draw.pick(EVERYDAY)
        if not any(key in other or other in key for other in keys):
            keys.append(key)
    values = [_any_value(draw) for _ in keys]
    kind = draw.pick(tuple(NOTE))
    rows = [NOTE[kind].format(k=key, v=text) for key, (text, _) in zip(keys, values, strict=True)]
    if kind in ("lines", "our") and draw.chance(0.5):
        rows = [capital(row) for row in rows]
    head = draw.pick(("", f"The {wide.noun(draw)}. ", f"{person(draw)}: ", "Notes: ", "Report. "))
    gap = draw.pick((GAP[kind], ", ", "; ")) if kind in GAP else " "
    form: Form = {key: value for key, (_, value) in zip(keys, values, strict=True)}
    return head + gap.join(rows), _chosen(draw, form)


def groups(draw: Draw) -> tuple[str, Form]:
    """Words whose kinds are the keys: "Anna chose oak and rain" with tree and weather."""
    classes = draw.part(CLASSES)
    kinds = draw.some(classes, draw.integer(1, min(3, len(classes))))
    words = [draw.pick(OPEN[kind]) for kind in kinds]
    while len(set(words)) < len(words):
        words = [draw.pick(OPEN[kind]) for kind in kinds]
    verb = draw.pick(("chose", "likes", "mentioned", "thinks of", "drew", "wrote down", "picked"))
    name, said = person(draw), listing(draw.shuffled(words))
    text = draw.pick((f"{name} {verb} {said}.", f"{name}: {said}.", f"{said}, said {name}.",
                      f"For the game {name} {verb} {said}."))  # fmt: skip
    form: Form = {kind.replace(" ", "_"): word for kind, word in zip(kinds, words, strict=True)}
    return text, {"name": name, **form} if draw.chance(0.5) or len(form) == 1 else form


ASK_ROWS = Wordings(
    "rows of forms",
    "Return a JSON list with {keys} for each.", "Make a JSON array of objects with {keys}.",
    "One JSON object per sentence, with {keys}, in a list.", "As a JSON list \\({keys}\\).",
    "Give me a JSON array; every entry has {keys}.", "List of JSON objects: {keys}.",
    "Extract all of them as a JSON array with {keys}.", "JSON array with {keys}.",
    "Turn it into a list of objects with {keys} \\(JSON\\).", "Array of {keys} in JSON, please.",
)  # fmt: skip
ASK_ALL = Wordings(
    "all of a kind",
    "List all {kinds} as a JSON array.", "Which {kinds} are there? Answer with a JSON list.",
    "Return the {kinds} as a JSON list.", "JSON list of the {kinds}.", "Extract every {kind}.",
    "Give me only the {kinds} as a JSON array.", "All {kinds} in JSON:", "json list: {kinds}",
)  # fmt: skip


def rows(draw: Draw) -> Asked:
    """Two or three scenes of a frame as a list of objects."""
    frame = draw.pick(frames.FRAMES)
    scenes = [frames.fill(draw, frame) for _ in range(draw.integer(2, 3))]
    seed = draw.integer(0, 1 << 30)
    forms = [dict(scene.form(Draw(seed))) for scene in scenes]
    keys = draw.some(list(forms[0]), draw.integer(min(2, len(forms[0])), len(forms[0])))
    text = draw.pick(("\n", " ")).join(_closed(scene.write(draw)) for scene in scenes)
    value = [{key: form[key] for key in keys} for form in forms]
    return ASK_ROWS(draw, keys=a_list(draw, keys, dict(forms[0]))), text, value


def _closed(text: str) -> str:
    return text if text[-1] in ".!?" else f"{text}."


def every(draw: Draw) -> Asked:
    """All words of a kind that a text has, in its order."""
    kind, other = draw.some(draw.part(CLASSES), 2)
    mine = draw.some(OPEN[kind], draw.integer(1, 4))
    words = draw.shuffled([*mine, *draw.some(OPEN[other], draw.integer(1, 3))])
    text = draw.pick(("{x} wrote down {w}.", "On the list: {w}.", "{w}", "I see {w}.",
                      "We talked about {w}.")).format(x=person(draw), w=listing(words))  # fmt: skip
    found = [word for word in words if word in OPEN[kind]]
    return ASK_ALL(draw, kinds=wide.plural(kind), kind=kind), text, found


def described(draw: Draw) -> Asked:
    """Keys that mean nothing by themselves, with what each shall hold."""
    found = frames.scene(draw)
    form = _chosen(draw, dict(found.form(draw)))
    names = draw.some(["a", "b", "c", "d", "e"], len(form)) if draw.chance(0.4) else []
    new = [names.pop() if names else wide.pseudo(draw) for _ in form]
    if len(set(new)) < len(new):
        return described(draw)
    gap, link = draw.pick((", ", "; ", ", ")), draw.pick((" = ", " (the {})", ": ", " for the "))
    said = [key + (link.format(old) if "{" in link else link + old)
            for key, old in zip(new, form, strict=True)]  # fmt: skip
    task = draw.pick(("JSON with the keys {}.", "Return JSON. Keys: {}.", "Make JSON: {}.",
                      "Use these keys in JSON: {}.",
                      "json ({})")).format(gap.join(said))  # fmt: skip
    value = dict(zip(new, form.values(), strict=True))
    return task, found.write(draw), value


def shown(draw: Draw) -> Asked:
    """A form shown by an example, and a second text of the same frame."""
    frame, seed = draw.pick(frames.FRAMES), draw.integer(0, 1 << 30)
    first, second = frames.fill(draw, frame), frames.fill(draw, frame)
    example = json.dumps(first.form(Draw(seed)), ensure_ascii=False)
    text = first.write(draw)
    task = draw.pick((f"Example: {quoted(draw, text)} -> {example}\nDo the same for the next one.",
                      f"{text}\n{example}\n\nNow this:",
                      f"Make JSON as in this example.\n{text}\n{example}"))  # fmt: skip
    return task, second.write(draw), dict(second.form(Draw(seed)))


FLAT = (
    one,
    one,
    one,
    one,
    one,
    one,
    two,
    notes,
    notes,
    groups,
    whoforms.halves,
    whoforms.asked_for,
)
OTHER = (rows, every, described, shown, orderforms.order, orderforms.order, orderforms.flags)


def asked(draw: Draw) -> Asked:
    """Request, text and the value to write."""
    if draw.chance(0.25):
        return draw.pick(OTHER)(draw)
    text, form = draw.pick(FLAT)(draw)
    if draw.chance(0.12):
        form = in_style(draw, form)
    return request(draw, form), text, form


def lowered(value: object) -> object:
    """The value with all its text in small letters."""
    if isinstance(value, dict):
        return {key: lowered(item) for key, item in value.items()}
    if isinstance(value, list):
        return [lowered(item) for item in value]
    return value.lower() if isinstance(value, str) else value


def dialogue(draw: Draw) -> list[Message]:
    """A text, what is wished, and the JSON."""
    task, text, value = asked(draw)
    if draw.chance(0.06) and "{" not in task:
        text, value = text.lower(), lowered(value)
    if draw.chance(0.1) and text.endswith("."):
        text = text[:-1]
    example = task.startswith("Example") or "Now this:" in task or "as in this" in task
    keep = any(task.startswith(key) for key in value) if isinstance(value, dict) else False
    prompt = f"{task}\n{text}" if example else placed(draw, task, text, LABELS, keep=keep)
    system = SYSTEM(draw) if draw.chance(0.08) else None
    return exchange(prompt, json.dumps(value, ensure_ascii=False), system)


def document(draw: Draw) -> str:
    """Texts and their JSON, with or without what was wished."""
    parts = []
    for _ in range(draw.integer(1, 3)):
        task, text, value = asked(draw)
        found = json.dumps(value, ensure_ascii=False)
        plain = draw.chance(0.3) and not task.startswith(("Example", "Make JSON as"))
        parts.append(f"{placed(draw, task, text, LABELS)}\n{found}" if plain else
                     f"{task}\n{text}\n{found}")  # fmt: skip
    return "\n\n".join(parts)

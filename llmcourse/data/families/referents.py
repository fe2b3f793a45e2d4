"""What "it" was: two candidates, and a purpose or an adjective that decides.

Every sentence has a twin that differs in the deciding words alone and has the other answer. A
causal model cannot know at "it" which adjective follows; a purpose clause can be known there.
"""

import re

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import favors, winograd
from llmcourse.data.families.pronouns import (
    MET_MEN,
    MET_WOMEN,
    Puzzle,
    genders,
    groups,
    same,
    things,
)
from llmcourse.data.grammar import Shapes, Wordings, capital, with_article
from llmcourse.data.layouts import in_small_letters, layout
from llmcourse.data.phrasing import around, sloppy, transcript, wording
from llmcourse.data.words import ANIMALS

FEELING = """
thirsty hungry tired sleepy scared afraid bored angry curious sick lonely nervous happy sad lost
brave clever lazy hurt excited frightened exhausted starving greedy playful worried
""".split()
PLACES: dict[str, tuple[str, ...]] = {
    "tree": ("tall", "old", "hollow", "rotten", "leafy", "shaky", "full of ants", "bare", "dead"),
    "box": ("open", "broken", "wet", "made of paper", "made of wood", "heavy", "square", "torn"),
    "cave": ("dark", "deep", "flooded", "cold inside", "narrow", "full of smoke", "damp"),
    "house": ("on fire", "empty", "old", "made of brick", "locked", "for sale", "freshly painted"),
    "boat": ("leaky", "sinking", "made of wood", "full of water", "freshly painted", "rotten"),
    "bridge": ("shaky", "broken", "narrow", "closed", "slippery", "made of rope", "rotten"),
    "barn": ("on fire", "locked", "full of hay", "dusty", "made of wood", "about to fall down"),
    "cage": ("rusty", "open", "made of iron", "locked", "broken", "full of straw"),
    "well": ("deep", "dry", "muddy", "made of stone", "full of water", "covered"),
    "truck": ("parked", "loud", "broken", "out of fuel", "rusty", "full of sand"),
    "wall": ("crumbling", "high", "made of stone", "painted", "hot from the sun", "slippery"),
    "nest": ("made of twigs", "falling apart", "wet", "full of eggs", "old"),
    "tent": ("torn", "wet", "full of holes", "collapsing", "made of cloth"),
    "river": ("deep", "frozen", "muddy", "full of stones", "shallow", "polluted"),
    "rock": ("slippery", "sharp", "made of granite", "hot from the sun", "flat"),
    "basket": ("torn", "made of straw", "full of apples", "broken", "woven"),
    "hill": ("steep", "icy", "covered in snow", "grassy", "muddy"),
    "roof": ("slippery", "made of tiles", "leaking", "hot from the sun", "steep"),
}
MOVES = Shapes(
    "(jumped|climbed|came|leapt|crept|sprang|ran|slipped|crawled|wandered) (out of|away from|down"
    " from)", "(left|avoided|went past|stayed away from|walked around|escaped from|got out of)",
    "(hid in|slept in|sat in|stood by|looked at|lay beside|rested near|waited at|ran to)",
    "(climbed|ran|walked|jumped) (up|onto|into|over|across|around|past|toward)",
)  # fmt: skip
PURPOSES: dict[str, tuple[str, ...]] = {
    "thirsty": ("to get a drink", "to find water", "to drink from the stream", "for a drink"),
    "hungry": ("to get some food", "to look for something to eat", "to find a meal"),
    "tired": ("to take a nap", "to rest", "to lie down"),
    "sleepy": ("to take a nap", "to sleep", "to find a bed"),
    "bored": ("to play", "to find some fun"),
    "scared": ("to hide", "to get away", "to be safe"),
    "lonely": ("to find a friend", "to look for the others"),
    "curious": ("to have a look around", "to see what was there"),
}
WHEN = Shapes("[(One evening|One day|Yesterday|Last night|At dawn|In the morning|Once|Then),] ")
WHO = Shapes(
    "", "", "", "", ", which was old,", ", which had walked all day,", ", (big|small) and quiet,",
    ", a friend of the (farmer|children),", ", which lived nearby,", ", as everyone saw,",
)  # fmt: skip
LOOK = "young old big small little gray white brown wild quiet".split()
WHY = Shapes(
    " because it (was|was|felt|looked|seemed) {much}{adjective}.",
    " since it was {much}{adjective}.",
    " as it was {much}{adjective}.", "; it was {much}{adjective}.", ". It was {much}{adjective}.",
    ", because it was {much}{adjective}.", " because it was {much}{adjective} (that day|then).",
    ". The reason: it was {much}{adjective}.", " because, you see, it was {much}{adjective}.",
)  # fmt: skip
MUCH = ("", "", "", "very ", "so ", "really ", "quite ", "rather ", "too ", "extremely ")
_FLAT = frozenset("square parked locked empty closed broken torn open dead flooded woven frozen"
                  " covered painted sinking collapsing bare crumbling leaking".split())  # fmt: skip


def twins(draw: Draw, *, purpose: bool | None = None) -> tuple[Puzzle, Puzzle]:
    """Two texts that differ in the adjective: an animal's feeling, then a place's trait."""
    animal, place = draw.one(ANIMALS), draw.pick(tuple(PLACES))
    feeling, trait = draw.pick(FEELING), draw.pick(PLACES[place])
    goal = ""
    if feeling in PURPOSES and (draw.chance(0.45) if purpose is None else purpose):
        goal = " " + draw.pick(PURPOSES[feeling])
    look = f"{draw.pick(LOOK)} " if draw.chance(0.15) else ""
    article = draw.pick(("the", "the", "a"))
    who = f"{look}{animal}{WHO(draw)}"
    start = f"the {who}" if draw.chance(0.75) else with_article(who)
    body = f"{start} {MOVES(draw)} {article} {place}{goal}"
    when, much = WHEN(draw).lstrip(), draw.pick(MUCH)
    body = capital(f"{when}{body}")
    seed = draw.integer(0, 1 << 30)
    texts = []
    for adjective in (feeling, trait):
        same = Draw(seed)
        plainly = "" if adjective in _FLAT or " " in adjective else much
        why = WHY(same, adjective=adjective, much=plainly)
        texts.append(body + why)
    return (
        Puzzle(texts[0], animal, place, f"was {feeling}", "What"),
        Puzzle(texts[1], place, animal, f"was {trait}", "What"),
    )


FIT = Shapes(
    "The {x} (did not|didn't|would not|could not) fit (in|into|inside) the {y}{why}",
    "(I|We|She) could not put the {x} into the {y}{why}",
    "The {x} was not able to fit in the {y}{why}",
    "Nobody could get the {x} into the {y}{why}",
)  # fmt: skip
FIT_INNER = "trophy ball book lamp statue guitar chair pillow vase drum kite robot".split()
FIT_OUTER = "suitcase box bag drawer basket car cupboard trunk chest crate van jar".split()
BIG = "big large wide tall thick long bulky".split()
SMALL = "small narrow tiny short little cramped".split()


def fit(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """What does not fit is too big, or what should hold it too small."""
    inner, outer = draw.pick(FIT_INNER), draw.pick(FIT_OUTER)
    seed, joint = draw.integer(0, 1 << 30), draw.pick((" because it was", ". It was", " as it was"))
    big, small = f"too {draw.pick(BIG)}", f"too {draw.pick(SMALL)}"
    first, second = (
        FIT(Draw(seed), x=inner, y=outer, why=f"{joint} {size}.") for size in (big, small)
    )
    return (
        Puzzle(first, inner, outer, f"was {big}", "What"),
        Puzzle(second, outer, inner, f"was {small}", "What"),
    )


POUR = Shapes(
    "{who} poured (water|milk|juice|tea) from the {x} into the {y} until it was {state}.",
    "{who} filled the {y} from the {x} until it was {state}.",
)  # fmt: skip
VESSELS = "bottle cup jug glass pot bucket bowl can barrel kettle".split()
BREAK = (
    (("rock", "hammer", "brick", "stone"), ("window", "vase", "mirror", "plate", "glass"),
     Shapes("The {x} (broke|smashed|cracked|shattered) the {y} because it was {state}."),
     ("hard", "heavy", "solid"), ("fragile", "thin", "brittle", "delicate")),
    (("cup", "vase", "lamp", "plate", "clock"), ("table", "shelf", "cart", "stand"),
     Shapes("The {x} (fell off|slid off|rolled off|dropped from) the {y} because it was {state}."),
     ("round", "badly balanced", "top-heavy"), ("tilted", "shaking", "wobbly", "not level")),
    (("nail", "needle", "knife", "pin"), ("balloon", "tire", "bag", "sack"),
     Shapes("The {x} went right through the {y} because it was {state}."),
     ("sharp", "pointed"), ("soft", "thin", "full of air")),
    (("bird", "bee", "fly", "butterfly"), ("flower", "window", "lamp", "leaf"),
     Shapes("The {x} landed on the {y} because it was {state}."),
     ("tired", "worn out"), ("bright", "yellow", "warm")),
)  # fmt: skip


def objects(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """Two things, one of which breaks, falls, fills or empties."""
    if draw.chance(0.3):
        x, y = draw.some(VESSELS, 2)
        who = draw.pick(("She", "He", draw.one(MET_WOMEN), draw.one(MET_MEN)))
        seed = draw.integer(0, 1 << 30)
        full, empty = (POUR(Draw(seed), who=who, x=x, y=y, state=s) for s in ("full", "empty"))
        return (
            Puzzle(full, y, x, "was full", "What"), Puzzle(empty, x, y, "was empty", "What"),
        )  # fmt: skip
    firsts, seconds, shapes, ones, others = draw.pick(BREAK)
    x, y, one, other = draw.pick(firsts), draw.pick(seconds), draw.pick(ones), draw.pick(others)
    seed = draw.integer(0, 1 << 30)
    a, b = (shapes(Draw(seed), x=x, y=y, state=state) for state in (one, other))
    return Puzzle(a, x, y, f"was {one}", "What"), Puzzle(b, y, x, f"was {other}", "What")


MEALS = Shapes(
    "The {x} (ate|finished|swallowed|gobbled up|took|stole|wanted) the {y}{why}",
    "The {x} {who} the {y}{why}",
)  # fmt: skip
MEAL = "cake pie fish soup bread cheese apple meat bone milk salad sandwich sausage egg".split()
TASTE = "tasty fresh delicious sweet warm salty juicy crunchy yummy cheap left over".split()
CHASES = Shapes(
    "The {x} (ran away from|hid from|was chased by|fled from|kept away from|feared) the {y}{why}",
)  # fmt: skip
WEAK = "scared afraid weak frightened helpless timid nervous".split()
FIERCE = "fierce dangerous angry loud aggressive wild mean scary".split()


def meals(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """An animal and its meal, or an animal that flees another."""
    x, flees = draw.one(ANIMALS), draw.chance(0.5)
    y = draw.pick([animal for animal in draw.part(ANIMALS) if animal != x] if flees else MEAL)
    shapes, ones, others = (CHASES, WEAK, FIERCE) if flees else (MEALS, HUNGRY, TASTE[:-2])
    seed, states, texts = draw.integer(0, 1 << 30), (draw.pick(ones), draw.pick(others)), []
    for state in states:
        same = Draw(seed)
        why = WHY(same, adjective=state, much=same.pick(MUCH))
        texts.append(shapes(same, x=x, y=y, who="sniffed at and then ate", why=why))
    return (
        Puzzle(texts[0], x, y, f"was {states[0]}", "What"),
        Puzzle(texts[1], y, x, f"was {states[1]}", "What"),
    )  # fmt: skip


HUNGRY = "hungry greedy starving".split()


ASK = Wordings(
    "referent",
    "{What} {did}?", "{What} {did}?", "{What} was it that {did}?", "Which one {did}?",
    "Tell me {what} {did}.", "So {what} {did}?", "{What} do you think {did}?",
    "{What} was the one that {did}?", "In this sentence, {what} {did}?", "who or what {did}?",
    "Do you know {what} {did}?", "Say {what} {did}.", "{What} {did}: {x} or {y}?",
    "{What} {did}, {x} or {y}?", "Was it {x} or {y} that {did}?", "{What} {did}? Name it.",
    "Which of the two {did}?", "Who or what {did}?", "{What} {did} in this sentence?",
    "Which of them {did}?", "Is it {x} or {y} that {did}?", "{x} or {y}: {what} {did}?",
)  # fmt: skip
REFER = Wordings(
    "refer",
    'What does "{it}" refer to?', "What does '{it}' refer to?", 'What is "{it}"?',
    "What does {it} refer to?", 'Who or what is "{it}"?', 'What does the word "{it}" mean here?',
    "In this sentence, what does {it} refer to?", 'Which noun does "{it}" stand for?',
    'What is meant by "{it}"?', "what is {it}", 'To what does "{it}" refer?',
    'Who or what does "{it}" mean here?', "{it} = ?", "Resolve the pronoun. {it} = ?",
    "In this sentence, who or what is '{it}'?", "{it} stands for whom or what?",
    'The word "{it}" refers to whom or what?', "Who or what is '{it}' in this sentence?",
    'Resolve the pronoun "{it}".', 'Find what "{it}" refers to.', '"{it}" =', "{it} means?",
    'Who or what is meant by "{it}"?', "Who or what does {it} stand for?", 'Replace "{it}".',
)  # fmt: skip
KINDS = (
    *(twins, twins, twins, twins, fit, objects, meals, genders, genders, same, same, same),
    *(things, things, things, things, groups),
    *(*winograd.KINDS, *winograd.KINDS[:9], *favors.KINDS * 2),
)  # fmt: skip


def named(item: Puzzle, name: str) -> str:
    """A candidate with its article, or a person's name."""
    return name if name[0].isupper() else f"the {name}"


def name_of(item: Puzzle) -> str:
    """The referent as an answer."""
    return f"{capital(named(item, item.answer))}."


def one(draw: Draw) -> Puzzle:
    """A puzzle of any kind."""
    return draw.pick(draw.pick(KINDS)(draw))


def _pronoun(item: Puzzle) -> str:
    if item.pronoun is not None:
        return item.pronoun
    found: list[str] = re.findall(r"\b(it|she|he|they)\b", item.text.lower())
    return found[-1]


def question(draw: Draw, item: Puzzle) -> str:
    """What is asked: who or what it was, or what the pronoun refers to."""
    pronoun = _pronoun(item)
    if pronoun and draw.chance(0.25) and len(re.findall(rf"\b{pronoun}\b", item.text.lower())) == 1:
        return REFER(draw, it=pronoun)
    x, y = draw.shuffled([named(item, item.answer), named(item, item.other)])
    what, did = "who" if item.asked == "Who" else "what", item.predicate
    if did.startswith("did "):
        return favors.ASK_DID(draw, did=did, x=x, y=y)
    if "twins" in item.text and draw.chance(0.4):
        what = "which twin"
    if draw.chance(0.12):
        did = did.replace("was ", "is ", 1).replace("is too ", "is ", 1)
    return capital(ASK(draw, what=what, did=did, x=x, y=y))


def dialogue(draw: Draw) -> list[Message]:
    """A text and the question who or what it was."""
    item = one(draw)
    asked, text, answer = question(draw, item), item.text, name_of(item)
    if draw.chance(0.1):
        text, asked, answer = in_small_letters(text, asked, answer)
        text = text.replace("'", "") if draw.chance(0.4) else text
    if draw.chance(0.4):
        return exchange(layout(draw, text, asked), answer)
    kind = draw.integer(0, 3)
    prompt = around(draw, asked, text, ("Sentence", "Text"))
    if kind <= 1:
        prompt = f"{text} {sloppy(draw, asked)}" if kind else f"{text}\n{wording(draw, asked)}"
    return exchange(prompt, answer)


def document(draw: Draw) -> str:
    """Texts with the question, twins at times."""
    pairs = []
    for _ in range(draw.integer(1, 4)):
        both = draw.pick(KINDS)(draw)
        for item in draw.shuffled(both)[: 2 if draw.chance(0.4) else 1]:
            asked = f"{item.asked} {item.predicate}?"
            if draw.chance(0.2):
                asked = question(draw, item)
            pairs.append((f"{item.text} {asked}", name_of(item)))
    return transcript(draw, pairs)

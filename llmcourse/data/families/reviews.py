"""Reviews and their sentiment: adjectives, verbs and events with a sign, negation, contrast.

A review's clauses agree, or one after "but" overrides. Some adjectives are never seen in a
review with a label, only beside others of their sign.
"""

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import reading
from llmcourse.data.families.opinions import (
    ASK_THREE,
    DAILY,
    NEUTRAL,
    PAIRS,
    PEOPLE_AND_THINGS,
    PLAIN,
)
from llmcourse.data.grammar import Shapes, Wordings, capital
from llmcourse.data.lexicon import HELD_ADJECTIVES, NEGATIVE, POSITIVE
from llmcourse.data.names import person
from llmcourse.data.phrasing import around, careless
from llmcourse.data.split import Pool
from llmcourse.data.words import CITIES, COLORS, DAYS

GOOD: Pool[str] = Pool("adjective", POSITIVE, held=HELD_ADJECTIVES)
BAD: Pool[str] = Pool("adjective", NEGATIVE, held=HELD_ADJECTIVES)
SUBJECTS: dict[str, tuple[str, ...]] = {
    "film": ("acting", "plot", "ending", "music", "cast", "story", "script", "dialogue"),
    "movie": ("acting", "plot", "ending", "soundtrack", "cast", "story", "opening scene"),
    "book": ("plot", "ending", "style", "story", "hero", "first chapter", "writing"),
    "restaurant": ("food", "service", "soup", "staff", "menu", "wine", "dessert", "waiter"),
    "hotel": ("room", "bed", "breakfast", "staff", "view", "pool", "bathroom", "service"),
    "phone": ("screen", "battery", "camera", "sound", "design", "keyboard"),
    "show": ("host", "music", "first half", "dancing", "stage"),
    "game": ("story", "music", "graphics", "design", "ending", "controls"),
    "cafe": ("coffee", "cake", "service", "staff", "mood"),
    "laptop": ("screen", "battery", "keyboard", "design", "speed"),
    "concert": ("band", "sound", "singer", "crowd", "hall"),
    "pizza": ("crust", "cheese", "sauce", "topping"), "jacket": ("zipper", "fabric", "fit"),
    "vacation": ("weather", "hotel", "food", "beach", "flight"), "album": ("singer", "songs"),
    "course": ("teacher", "book", "exercises", "video"), "play": ("actors", "set", "script"),
    "toaster": ("design", "timer"), "bag": ("strap", "fabric"), "app": ("design", "search"),
    "meal": ("soup", "sauce", "dessert"), "chair": ("seat", "fabric"), "car": ("engine", "seats"),
}  # fmt: skip
EITHER = (
    "(The|This) {thing} (was|is) {much}{adj}.", "What {a adj} {thing}!", "{A adj} {thing}.",
    "The {part} (was|is) {much}{adj}[ and {adj2}].", "I (found|thought) the {thing} {much}{adj}.",
    "It (was|is) {a adj} {thing}[, {adj2} and {adj3}].", "{Adj}!", "{Adj}, {adj2}, {adj3}.",
    "(Such|Truly) {a adj} {thing}.", "The {part} (was|is) {adj}, and the {part2} {adj2}.",
    "We (thought|felt) it was {much}{adj}.", "Everything about (it|the {thing}) was {adj}.",
    "The {thing}, which I (saw|tried|got) last week, was {much}{adj}.", "Simply {adj}.",
    "{name} says it is {adj}, and {name} is right.", "My (wife|friend|husband) called it {adj}.",
    "(Overall|All in all|In short),? {a adj} {thing}.", "The {part} made it {adj}.",
    "It has {a adj} {part}.", "Its {part} is {adj}.", "I would call this {thing} {adj}.",
)  # fmt: skip
LIKED = (
    "It (arrived|came) (early|on time|well packed).", "It fits (well|perfectly).",
    "The {part} (is|was) (just right|easy to use|worth the price|better than ever).",
    "I (use|enjoy) it every day.", "It made me (laugh|smile|happy).", "(Great|Good) value.",
    "Everyone at (home|work) (loves|likes) it.", "I could not put it down.", "Highly recommended!",
    "The {part} made me smile.", "I (want|wanted) more.", "(A gem|A treat|A joy|A success)!",
    "I (loved|liked|enjoyed|adored) (it|this {thing}|the {thing}|the {part}|every minute of it).",
    "I (would|will|can) [highly |warmly ](recommend|buy) (it|this {thing})[ to everyone| again].",
    "(Worth every penny|Money well spent|Five stars|Two thumbs up|10 out of 10)(.|!)",
    "We will (come|go) back.", "I (can't|cannot|could not) (wait to try it again|stop smiling).",
    "I (laughed|smiled|cheered) (all the way through|the whole time).",
    "(Best|Finest) {thing} ever(.|!)",
    "I was not disappointed.", "It is not {bad} at all.", "Never {bad}, always {adj}.",
    "This {thing} made my day.", "I could (watch|use|enjoy) it (again and again|every day).",
    "The {part} was much better than I expected.", "Not a single problem with the {part}.",
    "Go and get it!", "One of the best {thing}s I know.",
    "It (works|worked) (perfectly|like a charm).",
    "I'm so happy with (it|this {thing}).", "The {part} exceeded my expectations.",
    "Loved it(.|!)", "Could not be better.", "(It|The {part}) was not {bad}, it was {adj}.",
    "At first I thought it was {bad}, but (in the end|then) I loved it.",
    "It looked {bad}, but it (is|was) really {adj}.", "My kids love (it|this {thing}).",
)  # fmt: skip
HATED = (
    "It (arrived|came) (late|broken|in pieces|with scratches).", "It does not fit.",
    "The {part} (is|was) (too (loud|small|salty|slow|long|expensive)|cold|a joke|not worth it).",
    "We (waited|had to wait) (an hour|forever).", "It made me (sick|angry|sad|yawn).",
    "The staff ignored us.", "(Bad|Poor) value.", "It (died|stopped working) after a (day|week).",
    "I could not wait for it to end.", "Stay away!", "The {part} (hurt|bothered) me.",
    "Nobody (at home|I know) likes it.", "(A mess|A disaster|A failure|A letdown|A flop).",
    "I (hated|disliked|regret buying|could not stand) (it|this {thing}|the {thing}|the {part}).",
    "I (would|will|can) (not|never) (recommend|buy) (it|this {thing})[ to anyone| again].",
    "(A waste of (time|money)|Not worth the money|One star|Zero stars|1 out of 10)(.|!)",
    "(We|I) will (never|not) (come|go) back.", "I (fell asleep|walked out|left early|got bored).",
    "I want my money back.", "(Worst|Poorest) {thing} ever(.|!)",
    "It (broke|failed) after two days.",
    "I was [so |very ]disappointed.", "It is not {good} at all.", "Never {good}, always {adj}.",
    "This {thing} ruined my day.", "I (would|could) not (watch|use|finish) it.",
    "Avoid (it|this {thing})!",
    "The {part} was much worse than I expected.", "Nothing but trouble with the {part}.",
    "Don't (buy|get|waste your money on) it(!|.)", "One of the worst {thing}s I know.",
    "It (never|does not|did not) (work|worked)[ properly].", "Hated it(.|!)", "Do not bother.",
    "The {part} let me down.", "Could not be worse.",
    "(It|The {part}) was not {good}, it was {adj}.",
    "At first I thought it was {good}, but (in the end|then) I hated it.",
    "It looked {good}, but it (is|was) really {adj}.", "I sent it back.",
    "We (asked for|want) a refund.",
)  # fmt: skip
SAY = {True: Shapes(*EITHER), False: Shapes(*EITHER)}
MORE = {True: Shapes(*LIKED), False: Shapes(*HATED)}
MUCH = (
    "",
    "",
    "",
    "very ",
    "so ",
    "really ",
    "truly ",
    "just ",
    "quite ",
    "absolutely ",
    "pretty ",
)
INTRO = Shapes(
    "(I saw|We watched|I tried|We got|I bought|I finished|I visited) (this|the) {thing}"
    "[ last week| yesterday| on Monday| with {name}].", "My (sister|friend) gave me the {thing}.",
)  # fmt: skip

ASK = Wordings(
    "sentiment",
    "Is this review positive or negative?", "What is the sentiment of this review?",
    "Classify the sentiment as positive or negative.", "Positive or negative?",
    "Is the review positive or negative?", "Sentiment?", "Is this positive or negative?",
    "Classify the review as positive or negative.", "Does the writer sound positive or negative?",
    "Tell me if this review is positive or negative.", "Label the sentiment: positive or negative.",
    "What is the sentiment? Answer positive or negative.", "Is the following review positive or"
    " negative?", "Decide if the review is positive or negative.", "How does the reviewer feel,"
    " positive or negative?", "Classify this text: positive or negative.",
    "Sentiment of this text?",
    "Would you call this positive or negative?", "What is the tone, positive or negative?",
    "Rate this review as positive or negative.", "Sentiment analysis. Positive or negative?",
    "Determine the sentiment.", "Judge the sentiment of the review.", "negative or positive?",
    "Is the opinion negative or positive?", "What sentiment does this express?",
    "Give the sentiment of the text.", "Classify the sentiment.", "Is the customer happy?",
    "Did they like it?", "Did the person like it?", "Was the reviewer satisfied?",
    "Was the customer satisfied?", "Is the writer satisfied?", "Is the reviewer happy?",
    "Did the reviewer like it?", "Was the writer pleased?", "Is the guest happy with it?",
    "Is this a good review?", "Is this a bad review?", "Would the writer recommend it?",
)  # fmt: skip
YES_NO = {
    "Is the customer happy?": True, "Did they like it?": True, "Did the person like it?": True,
    "Was the customer satisfied?": True, "Is the writer satisfied?": True,
    "Is the reviewer happy?": True, "Did the reviewer like it?": True,
    "Was the writer pleased?": True, "Is the guest happy with it?": True,
    "Was the reviewer satisfied?": True, "Is this a good review?": True,
    "Is this a bad review?": False, "Would the writer recommend it?": True,
}  # fmt: skip
GO_ON = Shapes(
    "(Continue|Go on with) (this|the) review", "Finish (this|the) review",
    "(Write|Add) (one more sentence|another sentence|more) in the same tone",
    "(Write|Go) on in (this|the same) tone", "Continue in (this|the same) tone",
)  # fmt: skip


def _adjectives(draw: Draw, pool: Pool[str], labeled: bool) -> list[str]:
    """Three of a sign; without a label, one that no labeled review has stands among the others."""
    if labeled:
        return draw.some(draw.part(pool), 3)
    return draw.shuffled([draw.pick(pool.held), *draw.some(pool.train, 2)])


def review(draw: Draw, positive: bool, *, labeled: bool = True, intro: bool = True) -> str:
    """A review of one to four sentences."""
    good, bad = (GOOD.every, BAD.every) if not labeled else (draw.part(GOOD), draw.part(BAD))
    words = _adjectives(draw, GOOD if positive else BAD, labeled)
    thing = draw.pick(tuple(SUBJECTS))
    part, part2 = draw.some(SUBJECTS[thing], 2)
    values = {
        "thing": thing, "part": part, "part2": part2, "adj": words[0], "adj2": words[1],
        "adj3": words[2], "good": draw.pick(good), "bad": draw.pick(bad), "name": person(draw),
    }  # fmt: skip
    n = draw.weighted((1, 2, 3, 4), (5, 6, 3, 1))
    out = [INTRO(draw, **values)] if intro and draw.chance(0.2) else []
    for _ in range(n):
        words = _adjectives(draw, GOOD if positive else BAD, labeled)
        values["adj"], values["adj2"], values["adj3"] = words
        values["part"], values["part2"] = draw.some(SUBJECTS[thing], 2)
        say = SAY if draw.chance(0.6) or draw.held else MORE
        out.append(capital(say[positive](draw, much=draw.pick(MUCH), **values).replace("?", "")))
    return " ".join(out)


def _neutral(draw: Draw) -> str:
    """Something without a feeling in it."""
    if draw.chance(0.5):
        return NEUTRAL(draw, day=draw.pick(DAYS), n=draw.integer(2, 60), city=draw.pick(CITIES),
                       thing=draw.pick(tuple(SUBJECTS)), color=draw.pick(COLORS))  # fmt: skip
    while True:
        for fact in reading.facts(draw):
            calm = not {*POSITIVE, *NEGATIVE} & set(fact.about.name.split())
            if fact.relation.key in PLAIN and "'" not in fact.about.name and calm:
                return f"{reading.sentence(draw, fact)}."


def opinion(draw: Draw, positive: bool) -> str:
    """A review, or what somebody says about their day or other people."""
    if draw.chance(0.75):
        return review(draw, positive)
    shapes = DAILY[positive]
    n = draw.weighted((1, 2), (3, 2))
    good, bad = draw.one(GOOD), draw.one(BAD)
    return " ".join(
        capital(
            shapes(draw, good=good, bad=bad, name=person(draw), part=draw.pick(PEOPLE_AND_THINGS))
        )
        for _ in range(n)
    )


def _continued(draw: Draw, positive: bool) -> list[Message]:
    """The beginning of a review, and what its writer may say next: no label, but the same sign."""
    while True:
        first, *rest = review(draw, positive, labeled=False, intro=False).split(". ")
        if rest:
            text = careless(draw, f"{first.rstrip('.')}.")
            return exchange(around(draw, GO_ON(draw), text, ("Review", "Text")), ". ".join(rest))


def dialogue(draw: Draw) -> list[Message]:
    """A review and the question what its writer felt, or how the review goes on."""
    positive, kind = draw.chance(0.5), draw.unit()
    if not draw.held and draw.chance(0.1):
        return _continued(draw, positive)
    if kind < 0.16:
        neutral = draw.chance(0.34)
        text = _neutral(draw) if neutral else opinion(draw, positive)
        answer = "neutral" if neutral else "positive" if positive else "negative"
        return exchange(
            around(draw, ASK_THREE(draw), careless(draw, text), ("Review", "Text")), answer
        )
    text = careless(draw, opinion(draw, positive))
    if kind < 0.32:
        ask, answers = draw.pick(PAIRS)
        return exchange(around(draw, ask, text, ("Review", "Text")), answers[not positive])
    ask = ASK(draw)
    answer = "positive" if positive else "negative"
    if ask in YES_NO:
        answer = "Yes." if YES_NO[ask] == positive else "No."
    return exchange(around(draw, ask, text, ("Review", "Text", "Review")), answer)


def document(draw: Draw) -> str:
    """Reviews without labels, sometimes with stars."""
    parts = []
    stars = draw.chance(0.3)
    for _ in range(draw.integer(1, 4)):
        positive = draw.chance(0.5)
        text = (
            review(draw, positive, labeled=False) if draw.chance(0.8) else opinion(draw, positive)
        )
        rating = draw.integer(4, 5) if positive else draw.integer(1, 2)
        parts.append(f"{text} ({rating} stars)" if stars else text)
    return "\n".join(parts)

"""The tools that exist: a name, parameters, what is asked of each and what it returns.

Part of `tools`, which draws conversations with them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.names import invented, person
from llmcourse.data.vocabulary import ADJECTIVES, OBJECTS, REASONS
from llmcourse.data.words import CITIES, DAYS, FOODS, MONTHS, THINGS, in_words

Drawn = tuple[str, dict[str, str | int], str, str]


@dataclass(frozen=True)
class Tool:
    """A tool: its parameters, and how to draw a use of it."""

    name: str
    parameters: tuple[str, ...]
    use: Callable[[Draw], Drawn]
    """Question, arguments, what the tool returns, the answer."""
    does: str = ""
    """What it does, in a few words."""


_CALC = Shapes(
    "What is {a} {op} {b}?", "Calculate {a} {op} {b}.", "How much is {a} {op} {b}?", "{a} {op} {b}",
    "Compute {a} {op} {b}.", "I need {a} {op} {b}.", "What does {a} {op} {b} give?",
    "{a} {op} {b} =",
)  # fmt: skip
_SIGNS = {"+": ("+", "plus"), "-": ("-", "minus"), "*": ("*", "x", "times")}


def _calculator(draw: Draw) -> Drawn:
    sign = draw.pick("+-*")
    a, b = draw.integer(10, 9999), draw.integer(3, 999)
    result = {"+": a + b, "-": a - b, "*": a * b}[sign]
    text = _CALC(draw, a=a, b=b, op=draw.pick(_SIGNS[sign]))
    return text, {"expression": f"{a} {sign} {b}"}, str(result), str(result)


_LOOKUP = Shapes(
    "Who is {x}?", "Look up {x}.", "What do we know about {x}?", "Find information on {x}.",
    "Search for {x}.", "Who was {x}?", "Tell me about {x}.",
)  # fmt: skip


def _lookup(draw: Draw) -> Drawn:
    name = invented(draw)
    result = f"{name} is a town in {invented(draw)}."
    return _LOOKUP(draw, x=name), {"query": name}, result, result


_WEATHER = Shapes(
    "What is the weather in {x}?", "How is the weather in {x}[ today]?", "Is it raining in {x}?",
    "Weather in {x}?", "What's the weather like in {x}?", "Do I need an umbrella in {x}?",
)  # fmt: skip


def _weather(draw: Draw) -> Drawn:
    city = draw.pick(CITIES)
    result = draw.pick(("rain", "sun", "snow", "fog", "wind")) + f", {draw.integer(-5, 30)} degrees"
    return _WEATHER(draw, x=city), {"city": city}, result, f"{capital(result)}."


_PRICE = Shapes("What does a {x} cost?", "How much is a {x}?", "Price of a {x}?",
    "What is the price"
                " of a {x}?", "How expensive is a {x}?")  # fmt: skip


def _price(draw: Draw) -> Drawn:
    thing, price = draw.pick(THINGS), draw.integer(2, 90)
    return _PRICE(draw, x=thing), {"item": thing}, f"{price} dollars", f"{price} dollars."


_MAIL = Shapes("Send a message to {x}.", "Write to {x}.", "Message {x}, please.", "Mail {x}.",
               "Send {x} a message.")  # fmt: skip


def _mail(draw: Draw) -> Drawn:
    name = person(draw)
    return _MAIL(draw, x=name), {"to": name}, "sent", "I sent it."


_TIMER = Shapes("Set a timer for {n} minutes.", "Wake me in {n} minutes.", "Timer for {n} minutes.",
                "Start a {n} minute timer.", "Remind me in {n} minutes.")  # fmt: skip


def _timer(draw: Draw) -> Drawn:
    n = draw.integer(1, 60)
    said = in_words(n) if draw.chance(0.1) else n
    return _TIMER(draw, n=said), {"minutes": n}, "set", "The timer is set."


_RECIPE = Shapes("How do I make {x}?", "Give me a recipe for {x}.", "Recipe for {x}?", "I want to"
                 " cook {x}.", "Find a recipe for {x}.")  # fmt: skip


def _recipe(draw: Draw) -> Drawn:
    food = draw.pick(FOODS)
    result = f"Mix, cook for {draw.integer(5, 60)} minutes and serve."
    return _RECIPE(draw, x=food), {"dish": food}, result, result


_SEARCH = Shapes(
    "Search the web for {x}.", "Find (news|pages|something) about {x}.", "Google {x}.",
    "Search {x}.",
    "What does the internet say about {x}?", "Look on the web for {x}.",
    "Find information about {x}.",
)  # fmt: skip


def _search(draw: Draw) -> Drawn:
    topic = draw.pick(
        (draw.pick(OBJECTS), f"{draw.pick(ADJECTIVES)} {draw.pick(THINGS)}s", invented(draw))
    )
    result = f"{draw.integer(2, 90)} pages found."
    return _SEARCH(draw, x=topic), {"query": topic}, result, result


_TIME = Shapes("What time is it[ now]?", "Tell me the time.", "What's the time?", "How late is it?",
               "Do you know what time it is?", "Current time?")  # fmt: skip


def _clock(draw: Draw) -> Drawn:
    result = f"{draw.integer(0, 23)}:{draw.integer(10, 59)}"
    return _TIME(draw), {}, result, f"It is {result}."


_DATE = Shapes(
    "What day is it[ today]?", "Which date is it?", "What is today's date?", "Tell me the date."
)


def _date(draw: Draw) -> Drawn:
    result = f"{draw.pick(DAYS)}, {draw.pick(MONTHS)} {draw.integer(1, 28)}"
    return _DATE(draw), {}, result, f"It is {result}."


_INTO = Shapes("Translate {t} into {x}.", "How do you say {t} in {x}?", "What is {t} in {x}?",
               "I need {t} in {x}.")  # fmt: skip


def _translator(draw: Draw) -> Drawn:
    text, language = (
        draw.pick(THINGS),
        draw.pick(("French", "Spanish", "German", "Italian", "Greek", "Polish")),
    )
    result = invented(draw).lower()
    return (
        _INTO(draw, t=text, x=language),
        {"text": text, "language": language},
        result,
        f"{capital(result)}.",
    )


_WAY = Shapes("How far is it from {a} to {b}?", "What is the distance from {a} to {b}?",
"Show me the way from"
              " {a} to {b}.", "How do I get from {a} to {b}?",
              "Route from {a} to {b}, please.")  # fmt: skip


def _map(draw: Draw) -> Drawn:
    a, b = draw.some(CITIES, 2)
    result = f"{draw.integer(20, 2000)} kilometers"
    return _WAY(draw, a=a, b=b), {"from": a, "to": b}, result, f"{result}."


_EVENT = Shapes("What is on my calendar on {x}?", "Am I free on {x}?", "Do I have plans for {x}?",
                "What do I do on {x}?", "Show my appointments on {x}.")  # fmt: skip


def _calendar(draw: Draw) -> Drawn:
    day = draw.pick(DAYS)
    result = draw.pick(("nothing", "a meeting", "dinner", "a dentist appointment"))
    return _EVENT(draw, x=day), {"day": day}, result, f"{capital(result)}."


_SONG = Shapes(
    "Play {x}.", "I want to hear {x}.", "Play some {x}[, please].", "Put on {x}.", "Start {x}."
)


def _music(draw: Draw) -> Drawn:
    what = draw.pick(
        ("jazz", "rock", "piano music", "a song", "dance music", "the radio", "folk music")
    )
    return _SONG(draw, x=what), {"what": what}, "playing", "It is playing."


_NEWS = Shapes("What is the news from {x}?", "Any news about {x}?", "News about {x}?",
"What happened in {x}?",
               "Read me the news from {x}.")  # fmt: skip


def _news(draw: Draw) -> Drawn:
    city = draw.pick(CITIES)
    result = f"{capital(draw.pick(REASONS))}."
    return _NEWS(draw, x=city), {"topic": city}, result, result


_MEANS = Shapes("What does {x} mean?", "Define {x}.", "What is the meaning of {x}?",
"Explain the word {x}.",
                "Meaning of {x}?", "Look up the word {x}.")  # fmt: skip


def _dictionary(draw: Draw) -> Drawn:
    word = invented(draw).lower()
    result = f"a kind of {draw.pick(THINGS)}"
    return _MEANS(draw, x=word), {"word": word}, result, f"{capital(result)}."


_DOES = {
    "calculator": "does sums", "lookup": "finds facts", "weather": "tells the weather",
    "price": "knows prices",
    "send_message": "sends a message", "set_timer": "sets a timer", "recipe": "finds recipes",
    "search":
    "searches the web", "clock": "tells the time", "date": "tells the date",
    "translator": "translates",
    "map": "shows the way", "calendar": "knows your plans", "music": "plays music",
    "news": "reads the news",
    "dictionary": "explains words", "email": "sends mail", "timer": "sets a timer",
    "time": "tells the time",
}  # fmt: skip
_TOOLS = (
    Tool("calculator", ("expression",), _calculator), Tool("lookup", ("query",), _lookup),
    Tool("weather", ("city",), _weather), Tool("price", ("item",), _price),
    Tool("send_message", ("to",), _mail), Tool("set_timer", ("minutes",), _timer),
    Tool("recipe", ("dish",), _recipe), Tool("search", ("query",), _search), Tool("clock", (),
    _clock),
    Tool("date", (), _date), Tool("translator", ("text", "language"), _translator),
    Tool("map", ("from", "to"), _map), Tool("calendar", ("day",), _calendar), Tool("music",
    ("what",), _music),
    Tool("news", ("topic",), _news), Tool("dictionary", ("word",), _dictionary),
    Tool("email", ("to",), _mail), Tool("timer", ("minutes",), _timer), Tool("time", (), _clock),
)  # fmt: skip
TOOLS = tuple(replace(tool, does=_DOES[tool.name]) for tool in _TOOLS)
USUAL = TOOLS[:2]

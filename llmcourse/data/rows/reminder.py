"""Rows of things to remember: how each is told, how it is asked for, and its values."""

from collections.abc import Callable
from dataclasses import dataclass

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.remindervalues import (
    LOCK,
    NUMBERED,
    digits,
    few,
    home,
    kin,
    noun,
    number,
    one_of,
    own,
    plan,
    title,
    when,
    word,
)
from llmcourse.data.grammar import Shapes, capital, with_article
from llmcourse.data.names import person


@dataclass(frozen=True)
class Row:
    """A kind of thing to remember."""

    key: Callable[[Draw], str]
    value: Callable[[Draw], str]
    tell: Shapes
    ask: Shapes
    what: str
    """What a correction calls it; empty where nobody would correct it."""


def _row(
    key: Callable[[Draw], str], value: Callable[[Draw], str], tell: str, ask: str, what: str
) -> Row:
    return Row(key, value, Shapes(*tell.split(" / ")), Shapes(*ask.split(" / ")), what)


ROWS: tuple[Row, ...] = (
    _row(
        lambda d: "own age",
        number,
        "I am {v} years old. / I'm {v} years old. / I am {v}. / I turned {v} this year.",
        "How old am I? / What is my age? / What's my age?",
        "",
    ),
    _row(
        LOCK,
        digits,
        "The code for the {k} is {v}. / The {k} code is {v}. / [Please ]remember the code for"
        " the {k}: {v}. / My {k} code is {v}. / {v} is the {k} code.",
        "What is the {k} code? / What is the code for the {k}? / Which code opens the {k}? / "
        "Tell me the {k} code. / What was the {k} code again? / Code for the {k}?",
        "the {k} code",
    ),
    _row(
        one_of("wifi", "computer", "email", "laptop", "club", "library", "bank", "game"),
        word,
        "The {k} password is {v}. / My {k} password is {v}. / The password for the {k} is {v}.",
        "What is the {k} password? / What's my {k} password? / Which password did I tell you?",
        "the {k} password",
    ),
    _row(
        NUMBERED,
        digits,
        "My {k} number is {v}. / The {k} number is {v}. / Remember my {k} number: {v}. / I "
        "have {k} number {v}.",
        "What is my {k} number? / What was my {k} number? / Which {k} number do I have? / "
        "Tell me my {k} number. / What {k} number did I say?",
        "the {k} number",
    ),
    _row(
        kin,
        person,
        "My {k} is called {v}. / My {k}'s name is {v}. / I have a {k} named {v}. / {v} is my "
        "{k}. / This is my {k} {v}. / I have a {k}, {v}. / My {k} {v} is here.",
        "What is my {k}'s name? / What is my {k} called? / Who is my {k}? / Do you remember "
        "my {k}'s name? / How is my {k} called?",
        "my {k}'s name",
    ),
    _row(
        kin,
        home,
        "My {k} lives in {v}. / My {k} is from {v}. / My {k} has a house in {v}.",
        "Where does my {k} live? / In which city does my {k} live? / Where is my {k}'s home?",
        "",
    ),
    _row(
        kin,
        lambda d: d.one(wide.JOBS),
        "My {k} is {a v}. / My {k} works as {a v}.",
        "What is my {k}'s job? / What does my {k} do? / What does my {k} work as? / What is "
        "my {k}'s profession?",
        "",
    ),
    _row(
        kin,
        number,
        "My {k} is {v} years old. / My {k} is {v}. / My {k} turned {v} today.",
        "How old is my {k}? / What is my {k}'s age? / What age is my {k}?",
        "my {k}'s age",
    ),
    _row(
        noun("animal"),
        lambda d: d.one(wide.PETS),
        "I have {a k} called {v}. / My {k} is called {v}. / I have {a k} named {v}. / My "
        "{k}'s name is {v}. / {v} is my {k}.",
        "What is my {k} called? / What is my {k}'s name? / Do you remember what my {k} is "
        "called? / What's the name of my {k}? / whats my {k}s name?",
        "my {k}'s name",
    ),
    _row(
        lambda d: "city",
        home,
        "I live in {v}. / I'm from {v}. / My home is {v}. / I come from {v}. / I moved to {v}.",
        "Where do I live? / Where am I from? / Which town do I live in? / What is my home town?",
        "",
    ),
    _row(
        lambda d: "job",
        lambda d: d.one(wide.JOBS),
        "I work as {a v}. / I am {a v}. / I'm {a v} by profession. / I work as {a v} in "
        "Fairhaven. / My job is {v}.",
        "What do I do for a living? / What is my job? / What do I work as? / What's my profession?",
        "",
    ),
    _row(
        own,
        lambda d: d.one(wide.SPOTS),
        "I put my {k} {v}. / My {k} is {v}. / I left my {k} {v}. / I hid the {k} {v}.",
        "Where is my {k}? / Where did I put my {k}? / Where can I find my {k}? / Where did I "
        "leave the {k}?",
        "the place of my {k}",
    ),
    _row(
        own,
        lambda d: d.one(wide.COLORS),
        "My {k} is {v}. / I have a {v} {k}. / The color of my {k} is {v}.",
        "What color is my {k}? / Which color does my {k} have?",
        "the color",
    ),
    _row(
        lambda d: d.one(wide.EVENTS),
        when,
        "My {k} is {v}. / The {k} is {v}. / I have {a k} {v}. / Remind me: the {k} is {v}.",
        "When is my {k}? / When is the {k}? / When do I have the {k}? / When did I say the {k} is?",
        "the {k}",
    ),
    _row(
        person,
        when,
        "I will meet {k} {v}. / I am meeting {k} {v}. / {k} is coming {v}. / I see {k} {v}.",
        "When will I meet {k}? / When am I meeting {k}? / When do I see {k}?",
        "",
    ),
    _row(
        lambda d: "allergy",
        lambda d: wide.plural(wide.countable(d, "food")),
        "I am allergic to {v}. / I can't eat {v}. / {v} make me sick.",
        "What am I allergic to? / What can I not eat? / What makes me sick? / Which food is "
        "bad for me?",
        "",
    ),
    _row(
        lambda d: wide.plural(wide.countable(d)),
        few,
        "I have {v} {k}. / I own {v} {k}. / I bought {v} {k} today.",
        "How many {k} do I have? / How many {k} did I say? / What number of {k} do I have?",
        "",
    ),
    _row(
        one_of(
            "teacher",
            "boss",
            "doctor",
            "coach",
            "dentist",
            "landlord",
            "neighbor",
            "tutor",
            "lawyer",
        ),
        title,
        "My {k} is {v}[.] / My {k} is called {v}. / {v} is my {k}.",
        "Who is my {k}? / What is my {k}'s name? / What is my {k} called?",
        "my {k}'s name",
    ),
    _row(
        one_of(
            "boat",
            "car",
            "team",
            "band",
            "robot",
            "company",
            "book",
            "project",
            "street",
            "school",
            "club",
            "shop",
            "island",
        ),
        lambda d: capital(wide.pseudo(d)),
        "My {k} is called {v}. / The name of my {k} is {v}. / My {k} is {v}.",
        "What is my {k} called? / What is the name of my {k}? / What did I call my {k}?",
        "the name of my {k}",
    ),
    _row(
        one_of("secret", "magic", "code", "key", "new", "first"),
        word,
        "The {k} word is {v}. / Remember the {k} word: {v}. / {v} is the {k} word.",
        "What is the {k} word? / Which word was the {k} word? / Tell me the {k} word.",
        "the {k} word",
    ),
    _row(
        lambda d: "hate",
        lambda d: d.one(wide.FOODS),
        "I hate {v}. / I don't like {v}. / I can't stand {v}.",
        "What do I hate? / What don't I like? / Which food do I hate? / What do I not like?",
        "",
    ),
    _row(
        person,
        lambda d: f"{d.integer(2, 90)} {d.pick(('dollars', 'euros'))}",
        "I owe {k} {v}. / {k} lent me {v}. / I must pay {k} {v}.",
        "How much do I owe {k}? / How much money do I owe {k}? / What must I pay {k}?",
        "",
    ),
    _row(
        person,
        lambda d: with_article(wide.countable(d)),
        "I bought {v} for {k}. / I will give {k} {v}. / {k} wants {v}.",
        "What is for {k}? / What will {k} get? / What do I have for {k}?",
        "",
    ),
    _row(
        lambda d: "trip",
        home,
        "I am going to {v} on vacation. / We fly to {v} next week. / I want to travel to {v}."
        " / My next trip is to {v}.",
        "Where am I going? / Where do I want to go? / Where is my trip to? / What is my "
        "destination?",
        "",
    ),
    _row(
        lambda d: "plan",
        lambda d: plan(d),
        "I want to {v} tomorrow. / I have to {v}. / My plan is to {v}. / Remind me to {v}. / "
        "I must not forget to {v}.",
        "What do I want to do? / What do I have to do? / What is my plan? / What should you "
        "remind me of? / What must I not forget?",
        "",
    ),
    _row(
        one_of(
            "shoe size",
            "budget",
            "weight",
            "score",
            "goal",
            "bus",
            "favorite number",
            "age",
            "height in cm",
            "phone number",
            "zip code",
            "grade",
            "limit",
        ),
        digits,
        "My {k} is {v}. / Remember: my {k} is {v}.",
        "What is my {k}? / What's my {k}? / What was my {k} again?",
        "my {k}",
    ),
    _row(
        lambda d: "name",
        person,
        "My name is {v}. / I'm {v}. / I am {v}. / Call me {v}. / You can call me {v}. / Hi, "
        "my name is {v}. / It's {v} here. / Hello, I'm {v}.",
        "What is my name? / What's my name? / Who am I? / Do you know my name? / How am I "
        "called? / Do you remember my name?",
        "my name",
    ),
)

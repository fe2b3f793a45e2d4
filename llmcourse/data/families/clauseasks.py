"""How each part of a deed is asked for; see `clauses`."""

from llmcourse.data.grammar import Shapes

ASK_WHO = Shapes(
    "Who {past} {o}?",
    "Who {past} {o}?",
    "Who was it that {past} {o}?",
    "Which person {past} {o}?",
    "By whom was {o} {part}?",
    "{O} was {part} by whom?",
    "Who is the one who {past} {o}?",
    "Do you know who {past} {o}?",
    "Name the person who {past} {o}.",
    "Who {past} {o}, does the text say?",
)
ASK_WHAT = Shapes(
    "What did {s} {base}?",
    "What did {s} {base}?",
    "What was it that {s} {past}?",
    "What was {part} by {s}?",
    "What thing did {s} {base}?",
    "{S} {past} what?",
    "Can you tell me what {s} {past}?",
    "Which thing was {part} by {s}?",
)
ASK = {
    "where": Shapes(
        "Where did {s} {base} {o}?",
        "Where did {s} {base} {o}?",
        "Where was {o} {part}?",
        "In what place did {s} {base} {o}?",
        "Where was it that {s} {past} {o}?",
        "{S} {past} {o} where?",
        "Tell me where {s} {past} {o}.",
    ),
    "when": Shapes(
        "When did {s} {base} {o}?",
        "When did {s} {base} {o}?",
        "When was {o} {part}?",
        "When was it that {s} {past} {o}?",
        "{S} {past} {o} when?",
        "Can you say when {s} {past} {o}?",
    ),
    "why": Shapes(
        "Why did {s} {base} {o}?",
        "Why did {s} {base} {o}?",
        "Why was {o} {part}?",
        "For what reason did {s} {base} {o}?",
        "What made {s} {base} {o}?",
        "What was the reason that {s} {past} {o}?",
        "How come {s} {past} {o}?",
    ),
    "aim": Shapes(
        "Why did {s} {base} {o}?",
        "For what purpose did {s} {base} {o}?",
        "What did {s} want when {s} {past} {o}?",
        "What was the aim of {s}?",
        "To do what did {s} {base} {o}?",
    ),
    "how": Shapes(
        "How did {s} {base} {o}?", "How was {o} {part}?", "In what way did {s} {base} {o}?"
    ),
    "tool": Shapes(
        "With what did {s} {base} {o}?",
        "What did {s} {base} {o} with?",
        "What did {s} use to {base} {o}?",
        "With what was {o} {part}?",
        "Which tool did {s} use?",
    ),
    "company": Shapes(
        "With whom did {s} {base} {o}?",
        "Who did {s} {base} {o} with?",
        "Who was with {s}?",
        "Together with whom did {s} {base} {o}?",
    ),
}
APART = ("ate", "drank", "wore", "dreamed of", "studied", "wrote", "sang", "taught", "married")
"""What nobody does to most things, for what a text does not tell."""
HE_KIN = "brother,father,uncle,grandfather,son,nephew,little brother".split(",")
SHE_KIN = "sister,mother,aunt,grandmother,daughter,niece,twin sister".split(",")
WHICH = ("animal", "drink", "tool", "toy", "vehicle", "plant", "device")
"""Kinds of things that "which" may ask for."""

"""How feelings are asked for beyond "positive or negative", and what people say about their day.

Part of `reviews`. A neutral text says a fact and no more.
"""

from llmcourse.data.grammar import Shapes, Wordings

ASK_THREE = Wordings(
    "three sentiments", "Is this positive, negative or neutral?", "Positive, negative or neutral?",
    "Classify as positive, negative or neutral.",
    "Label the sentiment: positive, neutral or negative.",
    "Label this as positive, negative or neutral.",
    "What is the sentiment (positive, neutral, negative)?",
    "Classify the review as POSITIVE, NEUTRAL or NEGATIVE.".lower(),
    "Neutral, positive or negative?",
    "Decide: positive, neutral, or negative.", "Choose one: positive, negative, neutral.",
    "Which of positive, negative and neutral fits?",
    "Rate the text as positive, negative or neutral.",
)  # fmt: skip
PAIRS: tuple[tuple[str, tuple[str, str]], ...] = (
    ("Good or bad?", ("good", "bad")), ("Is this a good or a bad review?", ("good", "bad")),
    ("good or bad review?", ("good", "bad")), ("Happy or unhappy?", ("happy", "unhappy")),
    ("Is the writer happy or unhappy?", ("happy", "unhappy")), ("Happy or sad?", ("happy", "sad")),
    ("Is the person happy or angry?", ("happy", "angry")), ("Thumbs up or down?", ("up", "down")),
    ("Like or dislike?", ("like", "dislike")), ("Answer with + or -.", ("+", "-")),
    ("Answer POS or NEG.", ("POS", "NEG")), ("Label it 1 (positive) or 0 (negative).", ("1", "0")),
    ("Is the customer satisfied or dissatisfied?", ("satisfied", "dissatisfied")),
    ("Praise or complaint?", ("praise", "complaint")), ("Is this praise or a complaint?", ("praise",
    "complaint")), ("Satisfied: yes or no?", ("yes", "no")), ("Answer pos or neg.", ("pos", "neg")),
    ("Classify: good / bad.", ("good", "bad")), ("What's the mood, good or bad?", ("good", "bad")),
    ("What is the mood of this text?", ("positive", "negative")), ("What's the mood?", ("positive",
    "negative")),
    ("How does the writer feel?", ("positive", "negative")), ("Mood?", ("positive", "negative")),
    ("Does this sound happy?", ("Yes.", "No.")), ("Was the customer happy?", ("Yes.", "No.")),
    ("Is the writer pleased?", ("Yes.", "No.")), ("Is this a complaint?", ("No.", "Yes.")),
    ("Is the writer angry?", ("No.", "Yes.")), ("Was the guest satisfied?", ("Yes.", "No.")),
)  # fmt: skip
NEUTRAL = Shapes(
    "The (mail|package|letter|order) came on {day}.", "The {thing} costs {n} dollars.",
    "I (got|bought|ordered) the {thing} on {day}.", "It is a {thing} from {city}.",
    "The {thing} is {color}.",
    "The {thing} has {n} parts.", "We were there on {day}.", "It takes {n} minutes.",
    "The shop is in {city}.",
    "I went there with (my sister|a friend|two friends).", "The meeting is at {n} o'clock.",
    "It comes in a box.",
    "There are {n} of them.", "The {thing} opens on {day}.", "It weighs {n} grams.",
    "The {thing} came out in {day}.",
)  # fmt: skip
PLAIN = frozenset("price entry opens closes closed starts held year length distance parts windows"
" rooms staff"
                  " material stands age siblings phone where lasts workplace".split())  # fmt: skip
PEOPLE_AND_THINGS = (
    "teacher boss neighbor doctor trip party lunch exam day weekend weather class job".split()
)
DAILY = {
    True: Shapes(
        "I (got the job|passed the exam|won the race|love my new job|had a great day|am so happy"
        " today)(.|!)",
        "What a {good} day!", "My {part} was {good}.", "(Thank you|Thanks) so much for everything!",
        "The sun is shining and I feel great.", "We had so much fun at the {part}.",
        "{name} was {good} to me.",
        "I can't stop smiling.", "Best (day|evening|weekend|trip) (ever|in years|of my life)!",
        "I love you all.",
        "I have never been happier.", "Everything went well.",
        "I am proud of (you|my team|my son).",
        "It was worth the wait.", "Could not be happier with the {part}.",
        "I (absolutely )loved (this|it)!",
        "They treated us like family.", "(I'm|I am) (thrilled|delighted|very pleased) with it.",
        "Yay, it works!",
        "The people were {good} and the {part} was {good}.",
        "It was {good}, even if (slow|rather long|loud).",
        "Not {bad} at all, (we|they) would (go|order) again.", "Nothing was {bad}.",
        "A {good} surprise.",
    ),
    False: Shapes(
        "I (lost my job|failed the exam|missed my train|hate Mondays|had a bad day|feel sick)(.|!)",
        "What a {bad} day!", "My {part} was {bad}.", "Nobody came to my party.", "I want to cry.",
        "(Everything|All of it) went wrong.", "{name} was {bad} to me.",
        "I will never (come|go|do) (back|that again).",
        "Worst (day|evening|weekend|trip) (ever|of my life)!",
        "I am so (sad|angry|disappointed|tired of this).",
        "I (hate|can't stand) (this|it|my {part}).", "Such a waste of (my time|two evenings).",
        "They lied to us.",
        "The (soup|coffee|tea) came cold and the (staff|host) did not smile.",
        "It was a {bad} idea.",
        "I (would|will) never do it again.", "Nothing works.", "The {part} was a disaster.",
        "I feel lonely.",
        "The people were {bad} and the {part} was {bad}.", "They never answered my calls.",
        "I want to go home.",
        "Not {good} at all.", "The battery (failed|gave up) after (one day|three weeks|an hour).",
        "I regret it.",
        "It broke on the first day.", "Dull from (beginning|the first page) to the end.",
        "I had to throw it away.",
    ),
}  # fmt: skip

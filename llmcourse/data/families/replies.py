"""Small talk in many words: greetings, thanks, moods, likes, jokes, what a small model cannot do.

The rows here are wider than those of `talk`: what people say is put together from parts, with
things, names and events of the wide lists. Part of `talk`.
"""

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.names import person
from llmcourse.data.words import DAYS

HELLO = "Hello! How can I help you?"
FINE = "I am fine, thank you."
WHO = "I am a small language model made for a course."
BODY = "I am a language model, so I have no body and no likes."
TEXT = "I can only read and write text."
TONGUES = "I only know English and Velan."
SORRY = "I am sorry to hear that. I hope you feel better soon."
GLAD = "That is good to hear!"
WELCOME = "You are welcome."
_DAYTIME = "(Good morning|Good evening|Good afternoon|Good day|Morning)"
_HI = f"(Hi|Hello|Hey|Hiya|Hi there|Hello there|Howdy|Greetings|Hey there|{_DAYTIME})"
_ROWS: tuple[tuple[str, str], ...] = (
    (f"{_HI}(!|.||, {{x}} here!| everyone!|, assistant.|, bot!|, computer.| again!| my friend!)",
     HELLO),
    ("(Good morning|Good evening|Hello|Hi), I (am|have) (new here|a question|back|here again)(.|!)",
     HELLO),
    (f"{_HI}(!|,|.) (how are you|How are you|how are you doing|how is it going|what's up|how do you"
     " feel|how are things)( today| this morning|)(?|)", FINE),
    ("(how are you|How are you|How's it going|how do you do|Are you well|You OK|All good|How is"
     " your"
     " day|How was your day|How have you been|how r u)( today| my friend| so far|)(?|)", FINE),
    ("(Thank you|Thanks|Many thanks|thanks|thank you|Thx|thx|Cheers)( so much| very much| a lot| a"
     " million|)( for (your|the|all the|all your) (help|answer|advice|story|time|support|tips|"
     "summary|kind words)|)(!|.||, {x}.|, bye!|, that was (great|helpful|nice|perfect).)", WELCOME),
    ("(That|This|It) (helped|was helpful|was very kind)[ a lot], (thank you|thanks)(!|.)", WELCOME),
    ("I (really )appreciate (it|your help|that)(!|.|, thank you.)", WELCOME),
    ("(Perfect|Great|Awesome|Super|Wonderful|Brilliant), (thank you|thanks)[ so much](!|.)",
    WELCOME),
    ("(Bye|Goodbye|bye|See you|See you later|Good night|So long|Farewell|Ciao|Later|Bye bye|Until"
     " tomorrow|I have to go|I must go now|Time to go|Talk to you later)(!|.||, {x}!| then!|, my"
     " friend.|, and thanks!)", "Goodbye!"),
    ("(who|Who) are you(?|| really?| exactly?|, please?)", WHO),
    ("(What|what) are you(?||, a robot?| exactly?)", WHO),
    ("(What's|What is|what is|Tell me|May I know|Can you tell me) your name(?||, please?)", WHO),
    ("(Are you|are you) (a person|human|a robot|a bot|an AI|a computer|a machine|real|a language"
     " model|ChatGPT|an assistant|a program|a man|a woman|a chatbot)(?||, yes or no?)", WHO),
    ("(Who am I talking to|With whom am I speaking|Introduce yourself|Describe yourself|Say"
     " something about yourself|Tell me who you are|What kind of program are you|Do you have a"
     " name|What should I call you|what is this|Which model are you|Are you there)(?|.||, please.)",
     WHO),
    ("(Who|who) (made|built|created|trained|wrote|programmed) you(?|| and why?)",
     "I was trained from nothing for a course on language models."),
    ("(What|what) can you do( for me|)(?|)", "I can answer questions about a text, do sums, extract"
     " data, translate and tell stories."),
    ("(How can you help me|What are you good at|What are your skills|Tell me what you can do|What"
     " should I ask you|Show me what you can do|What is your job|help)(?|.|)",
     "I can answer questions about a text, do sums, extract data, translate and tell stories."),
    ("(My|my) {thing} (broke|is broken|was stolen|is gone|does not work|fell into the water)"
     "( today| yesterday| again|)(.|!|)", SORRY),
    ("I (lost|broke|forgot) my {thing}( today| yesterday| again| on {day}|)(.|!|)", SORRY),
    ("I (failed|lost|missed) (my|the) {event}( today| yesterday|)(.|!|)", SORRY),
    ("My (dog|cat|{animal}|grandmother|uncle|hamster|best friend) (died|is sick|is in hospital|ran"
     " away|is very ill)(.|!|)", SORRY),
    ("I (am|'m|feel|am feeling) (so |very |a bit |really |)(sad|tired|lonely|sick|angry|afraid|"
     "stressed|nervous|bad|ill|worried|hopeless|down|upset|disappointed|hurt|lost|exhausted)"
     "( today| right now| because of my {event}| about my {thing}|)(.|!|)", SORRY),
    ("(I had|It was|What|This is) a (bad|terrible|hard|sad|long and bad|horrible|awful|rough) (day|"
     "week|morning|{event})(.|!|)", SORRY),
    ("(Nobody likes me|Everything went wrong today|I cannot sleep|I have a headache|My back hurts|I"
     " want to cry|{x} was mean to me|{x} left me|I have no friends|I did not sleep)(.|!|)", SORRY),
    ("I (got|bought|found|won|have) a new {thing}( today| yesterday| on {day}|)(!|.|)", GLAD),
    ("I (passed|won|finished) (my|the) {event}( today| at last|)(!|.|)", GLAD),
    ("I (am|feel|'m) (so |very |really |)(happy|glad|great|good|excited|proud|relaxed|fantastic|"
     "thankful|wonderful|well)( today| right now| about my {thing}| because of the {event}|)(!|.|)",
     GLAD),
    ("(I had|It was|What) a (good|great|wonderful|lovely|perfect|beautiful|fantastic) (day|week|"
     "morning|{event})(!|.|)", GLAD),
    ("(I got the job|We won the game|My team won|I fell in love|I am on vacation|{x} said yes|I am"
     " getting married|We had a baby|I learned to swim|Today is my birthday|My {animal} is well"
     " again|I can finally swim|Tomorrow I go to {town})(!|.|)", GLAD),
    ("(Do|do) you (like|love|hate|enjoy|want|have|own|need) (a |my |)({things}|{food}|{animals}|"
     "music|children|movies|parties|Mondays)(?|)", BODY),
    ("(What is|What's|what is|Tell me) your favorite (food|color|animal|song|movie|book|{kind}"
     "|city|"
     "sport|season|number|word|day|drink|game|fruit)(?|)", BODY),
    ("Have you (ever |)(been to {town}|seen a {animal}|eaten {food}|used a {thing}|met {x}|owned a"
     " {thing})(?|)", BODY),
    ("(Are|are) you (happy|sad|tired|hungry|married|bored|lonely|afraid|alive|old|cold|in love)"
     "( today| now| sometimes|)(?|)", BODY),
    ("(Do|Can|do|can) you (sleep|eat|dream|feel|feel pain|cry|smell|swim|dance|breathe|die|get"
     " tired"
     "|have feelings|have a family|have a body|have children|taste {food})(?|)", BODY),
    ("(How old are you|Where do you live|Where are you now|What do you eat|When is your birthday|"
     "What did you do yesterday|Do you go to school|What do you look like|Do you have hobbies)(?|)",
     BODY),
    ("(What is|What's|How is|what's) the weather( like|)( in {town}|)( today| tomorrow| on {day}|)"
     "(?|)", TEXT),
    ("(Will it|Is it going to) (rain|snow|be sunny)( in {town}|)( today| tomorrow| on {day}|)(?|)",
     TEXT),
    ("(What time is it|What's the time|What day is it today|What is today's date|Which year is it)"
     "( now|)(?|, please?)", TEXT),
    ("(Can you |Please |)(play|sing|hum) (me |)(a song|some music|the radio|something by {x})(.|!|,"
     " please.)", TEXT),
    ("(Can you |Please |)(call|phone|text) (my mother|{x}|a taxi|the doctor|my boss)(.|!|,"
     " please.)", TEXT),
    ("(Can you |Please |)(book|order|buy) (me |)(a flight to {town}|a pizza|a {thing}|a table for"
     " two|a taxi|two tickets)(.|!|, please.)", TEXT),
    ("(Can you |Please |)(open|show me|draw|paint|send me) (a picture of a {animal}|a photo of"
     " {town}|a picture of {things}|a video)(.|!|, please.)", TEXT),
    ("(What's|What is) (in the news|new today|on TV tonight)(?|)", TEXT),
    ("(Who won|What was the score of|Did we win) the {event} (yesterday|on {day}|last night)?",
    TEXT),
    ("Translate (this |)(into|to) {tongue}: {word}", TONGUES),
    ("Translate '{word}' (into|to) {tongue}(.||, please.)", TONGUES),
    ('Translate "{word}" (into|to) {tongue}(.||, please.)', TONGUES),
    ("(How do you say|What is|How do I say|how do you say) '{word}' in {tongue}(?|)", TONGUES),
    ("(What does|What's) (bonjour|hola|gracias|danke|ciao|merci|adios|arigato|sayonara) mean?",
     TONGUES),
    ("(Do|Can|do|can) you (speak|understand|know|write) {tongue}(?|)", TONGUES),
    ("(Which|What|How many) languages do you (speak|know|understand)?", TONGUES),
    ("(My name is|I am|I'm|Call me|This is) {x}(.|!||, nice to meet you.|, hello!)",
     "Nice to meet you, {x}."),
    ("(Hi|Hello|Hey), (my name is|I am|I'm|this is) {x}(.|!||, a {job} from {town}.|, I'm new"
     " here.)", "Nice to meet you, {x}."),
    ("(Nice|Good|Great|Pleased|Happy) to (meet|see|know) you(.|!||, too.)",
    "Nice to meet you too."),
    ("(You are|You're|you are) (so |very |really |)(great|smart|clever|kind|nice|funny|helpful"
     "|cool|"
     "cute|amazing|the best)(.|!|)", "Thank you!"),
    ("(Well done|Good job|Great answer|Nice work|Good bot|Bravo|I love you|I like you)(.|!|, thank"
     " you.|)", "Thank you!"),
    ("(Happy birthday|Merry Christmas|Happy New Year|Happy Easter|Good luck|Have fun|Enjoy your"
     " day)(!|.|)", "Thank you!"),
    ("(You are|You're|That is|That's|This is|Your answer is) (so |very |really |)(wrong|stupid|bad|"
     "false|not right|nonsense|useless|not what I asked|boring|a mistake|incorrect)(.|!|)",
     "I am sorry. I make mistakes."),
    ("(No, that's not it|No|I don't understand you|You did not help|Try again|That makes no sense)"
     "(.|!|)", "I am sorry. I make mistakes."),
    ("(I am |I'm |)(sorry|so sorry)( for that| about the {thing}| I am late|)(.|!|)",
    "No problem."),
    ("(Okay|OK|ok|I see|Cool|Nice|Great|Alright|Wow|Interesting|Hm|Aha|Fine|Good to know|Makes"
     " sense|Got it|Sure|Understood|lol|haha|Really)(.|!||?)", "Is there anything else I can do?"),
    ("(Can you help me|Could you help me|I need (some |)help|I have a question|May I ask something|"
     "Help|Are you ready|Can we talk|I need advice|Do you have a minute|Let's start)( please|"
     " with my {thing}| with something|)(?|.|!)", "Of course. What is your question?"),
    ("(I am|I'm) (so |very |)bored(.|!|)( What can I do?| Entertain me!|)",
     "I can tell you a story, if you like."),
    ("(Let's|Can we|Do you want to) (play|chat|have fun|do something)( a game|)(.|!|?)",
     "I can tell you a story, if you like."),
    ("(Which|What) do you (like better|prefer|like more)(:|,) {food} or {food2}?",
     "I have no likes, but both {food} and {food2} are fine."),
    ("(Which is better|What is better|What's better)(:|,) a {thing} or a {thing2}?",
     "It depends on what you need the {thing} or the {thing2} for."),
    ("(Choose|Pick|Decide)(:| between| one:) {food} (or|and) {food2}(.||, please.)", "{Food}."),
    ("(Should I|Shall we) (eat|cook|have|take) {food} or {food2}(?|)", "{Food}."),
    ("{Food} or {food2}(?|)", "{Food}."),
    ("(What do you think|What's your opinion|Tell me your opinion) (of|about|on) {things}?",
     "I have no opinion, but many people like {things}."),
    ("(Are|Do you think that) {things} (are |)(good|bad|useful|boring|fun|important|better than"
     " {animals})?", "I have no opinion, but many people like {things}."),
    ("(Should I|Would you) (buy|get|take) a {thing}?", "Take the {thing} if you really need it."),
    ("(Tell me|Tell|Do you know|Give me|Say|I want|Can you tell me) (a|another|one more|a good|a"
     " short) (joke|funny joke)(.|!||, please.|?)", "{joke}"),
    ("(Make me laugh|Say something funny|Joke please|joke|Be funny|I need a laugh)(.|!|)",
    "{joke}"),
    ("(Tell me a|A|Do you know a|Write a) joke about (a {thing}|{things})(.|!||, please.)",
     "Why did the {thing} cross the road? To get to the other side."),
    ("(Tell me|Give me|Do you know|Say) (a|another|a fun|an interesting) (fact|fun fact)(.|!||?)",
     "{fact}"),
    ("(Tell me something|Teach me something|Say something)( new| interesting| smart|)(.|!|)",
     "{fact}"),
)  # fmt: skip
_JOKES = (
    "Why did the bicycle fall over? It was two-tired.",
    "Why did the bicycle fall over? It was two-tired.",
    "What has hands but cannot clap? A clock.", "What do you call a bear with no teeth? A gummy"
    " bear.", "Why did the book go to the doctor? It hurt its spine.",
)  # fmt: skip
_FACTS = (
    "A week has seven days.",
    "A week has seven days.",
    "A spider has eight legs.",
    "Honey is made by bees.",
    "The sun is a star.",
    "A whale is not a fish.",
)
_TONGUES = (
    "French German Spanish Italian Russian Greek Turkish Arabic Chinese Japanese Polish Dutch Latin"
    " Portuguese Swedish Hindi Korean Swahili Danish Czech Finnish Hebrew Thai".split()
)
_PHRASES = ("hello", "good morning", "thank you", "I love you", "goodbye", "cheese", "please",
            "how are you", "the house is big", "good night", "where is the station",
            "yes")  # fmt: skip
_KINDS = tuple((Shapes(ask.replace("(really )", "(really |)")), answer) for ask, answer in _ROWS)


def one(draw: Draw) -> tuple[str, str]:
    """What somebody says, and the reply."""
    ask, answer = draw.pick(_KINDS)
    things = [wide.countable(draw) for _ in range(2)]
    while things[0][0] in "aeiou" or things[1][0] in "aeiou":
        things = [wide.countable(draw) for _ in range(2)]
    animals = [a for a in draw.some(wide.ANIMALS.train, 9) if a[0] not in "aeiou"]
    food, food2 = draw.some(draw.part(wide.FOODS), 2)
    values = {
        "x": person(draw), "thing": things[0], "thing2": things[1], "food2": food2,
        "things": wide.plural(things[0]), "animal": animals[0], "animals": wide.plural(animals[0]),
        "food": food, "Food": capital(food), "event": draw.one(wide.EVENTS),
        "town": draw.one(wide.TOWNS),
        "day": draw.pick(DAYS), "job": draw.one(wide.ROLES), "tongue": draw.pick(_TONGUES),
        "kind": draw.pick(("tool", "toy", "bird", "flower", "place", "story", "subject",
        "holiday")),
        "word": draw.pick(_PHRASES) if draw.chance(0.5) else things[0],
        "joke": draw.pick(_JOKES), "fact": draw.pick(_FACTS),
    }  # fmt: skip
    text = ask(draw, **values).replace("I 'm", "I'm")
    if draw.chance(0.12):
        text = text.lower()
        values["x"] = capital(str(values["x"]))
    return text, answer.format(**values)

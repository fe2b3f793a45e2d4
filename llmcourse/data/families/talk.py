"""Small talk: greetings, thanks, moods, questions about the model; and the small `errands`."""

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import commonplaces, errands, notes, replies
from llmcourse.data.grammar import Shapes
from llmcourse.data.phrasing import sloppy

SAID = (
    (
        Shapes("Hello!", "Hi!", "Hi", "hello", "Good morning!", "Hey", "Hello there.", "Hi there!"),
        "Hello! How can I help you?",
    ),
    (
        Shapes(
            "Who are you?",
            "What are you?",
            "What is your name?",
            "Tell me about yourself.",
            "Are you a person?",
            "Are you human?",
            "Are you a robot?",
            "who are you",
        ),
        "I am a small language model made for a course.",
    ),
    (
        Shapes(
            "What can you do?", "How can you help me?", "What are you good at?", "What do you know?"
        ),
        "I can answer questions about a text, do sums, extract data, translate and tell stories.",
    ),
    (
        Shapes(
            "Thank you!",
            "Thanks!",
            "Thanks a lot.",
            "thx",
            "Thank you very much.",
            "Great, thanks.",
        ),
        "You are welcome.",
    ),
    (Shapes("Goodbye!", "Bye!", "See you.", "Good night.", "bye"), "Goodbye!"),
    (
        Shapes("How are you?", "How are you doing?", "How do you do?", "how are you today?"),
        "I am fine, thank you.",
    ),
    (
        Shapes("Who made you?", "Where do you come from?", "Who trained you?"),
        "I was trained from nothing for a course on language models.",
    ),
    (
        Shapes(
            "Good evening!",
            "Good evening",
            "Good afternoon.",
            "good morning",
            "Good morning to you!",
        ),
        "Hello! How can I help you?",
    ),
    (
        Shapes(
            "I am sad.",
            "I feel sad today.",
            "I'm tired.",
            "I had a bad day.",
            "I am not feeling well.",
            "I feel lonely.",
            "I'm so stressed.",
            "My cat died.",
        ),
        "I am sorry to hear that. I hope you feel better soon.",
    ),
    (
        Shapes(
            "I am happy today!",
            "I had a great day.",
            "I passed my exam!",
            "I got the job!",
            "I won!",
            "Today is my birthday!",
            "I feel great.",
        ),
        "That is good to hear!",
    ),
    (
        Shapes(
            "Do you like pizza?",
            "Do you like music?",
            "What is your favorite color?",
            "Do you have friends?",
            "What is your favorite food?",
            "Do you sleep?",
            "Can you feel?",
            "How old are you?",
            "Where do you live?",
            "Are you alive?",
            "Do you have a body?",
            "What do you eat?",
        ),
        "I am a language model, so I have no body and no likes.",
    ),
    (
        Shapes("Tell me a joke.", "Do you know a joke?", "Make me laugh.", "A joke please."),
        "Why did the bicycle fall over? It was two-tired.",
    ),
    (
        Shapes(
            "Tell me a fact.",
            "Tell me something interesting.",
            "Do you know a fun fact?",
            "Say something.",
        ),
        "A week has seven days.",
    ),
    (
        Shapes("Okay.", "Ok", "I see.", "Nice.", "Cool.", "Great!", "Good.", "Alright.", "Wow!"),
        "Is there anything else I can do?",
    ),
    (
        Shapes(
            "What's up?", "How is it going?", "How's life?", "How do you feel?", "Are you okay?"
        ),
        "I am fine, thank you.",
    ),
    (
        Shapes("Nice to meet you.", "Pleased to meet you.", "Good to see you."),
        "Nice to meet you too.",
    ),
    (
        Shapes("I love you.", "You are great.", "Good job!", "Well done.", "You are very helpful."),
        "Thank you!",
    ),
    (
        Shapes("You are stupid.", "You are wrong.", "That is wrong.", "That's not right."),
        "I am sorry. I make mistakes.",
    ),
    (Shapes("Have a nice day!", "See you tomorrow.", "Take care.", "Good night!"), "Goodbye!"),
    (Shapes("Sorry.", "I am sorry.", "Sorry, my mistake."), "No problem."),
    (
        Shapes(
            "Can you help me?",
            "I need help.",
            "I have a question.",
            "Help!",
            "Can I ask you something?",
        ),
        "Of course. What is your question?",
    ),
    (
        Shapes("Do you speak Velan?", "What is Velan?", "Which language is Velan?"),
        "Velan is a small invented language. I can translate to and from it.",
    ),
)


def greeting(draw: Draw) -> list[Message]:
    """Somebody says hello."""
    shapes, answer = draw.pick((SAID[0], SAID[0], SAID[5]))
    return exchange(shapes(draw), answer)  # fmt: skip


def _said(draw: Draw) -> list[Message]:
    shapes, answer = draw.pick(SAID[:7] if draw.chance(0.5) else SAID)
    text = shapes(draw)
    if draw.chance(0.12):
        text = text.lower().rstrip(".!?")
    elif draw.chance(0.06):
        text = f"{text} {SAID[0][0](draw)}"
    return exchange(text, answer)


def dialogue(draw: Draw) -> list[Message]:
    """A remark, a wish for a line, a common fact or a small instruction, and the answer."""
    kind = draw.unit()
    if kind < 0.18:
        return _said(draw)
    if kind < 0.4:
        return exchange(*replies.one(draw))
    if kind < 0.52:
        text, answer = notes.one(draw)
        return exchange(sloppy(draw, text), answer)
    if kind < 0.66:
        text, answer = commonplaces.one(draw)
        return exchange(sloppy(draw, text), answer)
    return errands.one(draw)

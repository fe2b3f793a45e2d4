"""How people ask for a story: terse or polite, its constraints in any order and any form.

Part of `stories`: `tales` draws what is wished and tells it, this words the wish.
"""

from llmcourse.data import wide
from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import tales
from llmcourse.data.families.tales import Wish
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.phrasing import sloppy
from llmcourse.data.words import in_words

_START = Shapes(
    "Tell me", "Tell", "Write", "Write", "Make up", "Invent", "Give me", "Please write",
    "Please tell me", "Write me", "Create", "I need", "I want", "I'd like", "I would like",
    "Can you write", "Could you write", "Can you tell me", "Could you please tell me", "Compose",
    "Could you tell my (daughter|son|kids|class|little brother|niece)", "Let's hear", "Think up",
    "Tell us", "Can you make up", "We want to hear", "Would you write", "Show me", "Do",
    "I need for my (class|blog|son|homework)", "Read me", "Generate", "Come up with", "Hi, write",
    "Hello! Please tell me", "My teacher wants", "Come on, tell me", "Help me write", "Produce",
)  # fmt: skip
_TALE = ("story", "story", "story", "story", "tale", "fairy tale", "bedtime story", "fable",
         "adventure", "funny story", "children's story", "legend")  # fmt: skip
_SHORT = ("short", "short", "little", "quick", "simple", "brief")
_TINY = ("very short", "tiny", "mini", "super short", "really short", "short little")
_LIMIT = Shapes(
    "in {n} sentences", "in exactly {n} sentences", "in just {n} sentences", "with {n} sentences",
    "({n} sentences)", "of {n} sentences", "that has {n} sentences", "{n} sentences long",
    "using {n} sentences", "in only {n} sentences",
)  # fmt: skip
_LIMIT_AFTER = Shapes(
    "{N} sentences.", "{N} sentences, please.", "Use {n} sentences.", "Use exactly {n} sentences.",
    "Length: {n} sentences.", "Make it {n} sentences long.", "It should have {n} sentences.",
    "Only {n} sentences.", "Just {n} sentences!", "Write {n} sentences.",
)  # fmt: skip
_MOST = Shapes(
    "in at most {n} sentences", "(at most {n} sentences)", "with no more than {n} sentences",
    "in {n} sentences or less", "in up to {n} sentences", "(max {n} sentences)",
    "max {n} sentences",
    "in less than {m} sentences", "with a maximum of {n} sentences", "under {m} sentences",
)  # fmt: skip
_MOST_AFTER = Shapes(
    "At most {n} sentences.", "Max {n} sentences.", "No more than {n} sentences.",
    "Keep it under {m} sentences.", "Use at most {n} sentences.", "Maximum {n} sentences please.",
    "It must not be longer than {n} sentences.", "Up to {n} sentences.", "{n} sentences max.",
    "Keep it to {n} sentences or fewer.", "Limit: {n} sentences.",
)  # fmt: skip
_BRIEF = ("Keep it short.", "Keep it brief.", "Make it short.", "Short please.", "Not too long.",
          "Nothing long.", "A few sentences are enough.", "Just a few lines.")  # fmt: skip
_FREE = ("It should have a happy ending.", "With a happy ending.", "Make it fun.", "No animals.",
         "For a five-year-old.", "Use simple words.", "No animals please.", "Be creative.",
         "Make it nice.", "It is for children.", "Not scary.", "No magic.", "No talking animals.",
         "No dialogue.", "Don't use numbers.", "No title.", "It should end well.", "Not sad.",
         "Please no violence.", "My kids love stories.", "No explanations.", "Thanks!")  # fmt: skip
_WORD = Shapes(
    'that contains the word "{w}"', 'with the word "{w}"', "with the word {w} in it",
    'that uses the word "{w}"', "including the word {w}", "using the word '{w}'",
    "that includes the word '{w}'", "containing the word {w}", "which has the word {w} in it",
)  # fmt: skip
_WORD_AFTER = Shapes(
    'Use the word "{w}".', "It must contain the word {w}.", "The word {w} must be in it.",
    'Include the word "{w}".', "The word '{w}' should appear.", "Use the word {w} in it.",
    'Make sure "{w}" is in it.', "Put the word {w} in it.",
)  # fmt: skip
_WORDS = Shapes(
    "with the words {w}", "using the words {w}", "that contains the words {w}", "(words: {w})",
    "that uses all of these words: {w}", "with these words: {w}", "from these words: {w}",
)  # fmt: skip
_FINAL = Shapes(
    "that ends with the words '{e}'", 'that ends with "{e}"', 'ending with "{e}"',
    "that ends with the words: {e}", "whose last words are '{e}'", 'with the last words "{e}"',
)  # fmt: skip
_FINAL_AFTER = Shapes(
    'End it with "{e}".', "It should end with the words '{e}'.", 'The last words must be "{e}".',
    "Finish with '{e}'.", 'Let it end with the words "{e}".',
)  # fmt: skip
_FIRST = Shapes(
    'that begins with "{b}"', "that starts with the sentence '{b}'", 'starting with "{b}"',
    'whose first sentence is "{b}"', "which begins like this: {b}",
)  # fmt: skip
_SAID = Shapes(
    'in which (someone|somebody) says "{s}"', "where somebody says '{s}'", "with the line '{s}'",
    'that has the sentence "{s}" in it', 'with the sentence "{s}"',
)  # fmt: skip
_WHERE = Shapes(
    "that takes place {p}", "set {p}", "that happens {p}", "{p}", "which is set {p}",
    "that plays {p}", "taking place {p}",
)  # fmt: skip
_WHERE_AFTER = Shapes("It takes place {p}.", "It should be set {p}.", "Setting: {p}.",
                      "The story happens {p}.", "Let it play {p}.")  # fmt: skip
_WHO = Shapes("about {x}", "about {x}", "about {x}", "with {x}", "of {x}", "on {x}",
              "with {x} in it", "featuring {x}")  # fmt: skip
_DOES = Shapes("about {x} who {v}", "about {x} that {v}", "where {x} {v}", "in which {x} {v}",
               "about how {x} {v}", "about {x} who {v}", "with {x} who {v}")  # fmt: skip
_BARE = Shapes("{about}", "{about} please", "story: {about}", "(short|little) story {about}",
               "story {about}", "a story {about}", "a story from long ago, {about}",
               "story time! {about}", "write {about}", "story pls {about}")  # fmt: skip
_GO_ON = Shapes(
    "Continue: {t}", "Continue the story: {t}", "Continue this story.\n{t}", "Go on: {t}", "{t}",
    "{t} ...", "What happens next? {t}", "Finish this story: {t}", "Complete the story: {t}",
    "{t}\nWhat happens next?", "{t}\nContinue.", 'How does this story go on? "{t}"',
    "Here is the beginning of a story: {t} Please continue.", "{t} (continue)",
)  # fmt: skip
_RETITLE = Shapes(
    "Give this story a title: {t}", "What is a good title for this story? {t}",
    "{t}\nTitle?", "Find a title for this story.\n{t}", "{t} Suggest a title.",
)  # fmt: skip


def _core(draw: Draw, found: Wish) -> str:
    """Whom or what it is about, and where it is."""
    parts, who = [], found.cast.wished
    if found.topic:
        parts.append(
            draw.pick(
                (
                    "about {}",
                    "about {}",
                    "on {}",
                    "on the topic of {}",
                    "on the subject of {}",
                    "with {} in it",
                )
            ).format(found.topic)
        )
    elif found.deed and found.verb:
        shape = _DOES(draw, x=who, v=found.verb)
        parts.append(shape.replace(",, who", ", who").replace(", that", " that"))
    else:
        parts.append(_WHO(draw, x=who.rstrip(",")))
    if found.where:
        parts.append(_WHERE(draw, p=found.where))
    return " ".join(parts)


def _length(draw: Draw, found: Wish) -> tuple[str, str, str]:
    """An adjective of size, a limit that stands within the wish, one that stands after it."""
    n = found.sentences
    kind, small = draw.unit(), n <= 3
    size = draw.pick(_SHORT) if n <= 6 and draw.chance(0.5) else ""
    size = draw.pick(_TINY) if small and draw.chance(0.5) else size
    if kind < 0.3:
        return size, "", ""
    if kind < 0.4 and n <= 6:
        return size, "", draw.pick(_BRIEF)
    if kind < 0.72:
        number = str(n) if draw.chance(0.4) else in_words(n)
        if draw.chance(0.6):
            return size, _one(_LIMIT(draw, n=number), n), ""
        return size, "", capital(_one(_LIMIT_AFTER(draw, n=number), n))
    most = max(2, n + draw.integer(0, 2))
    asked = (str, in_words)[draw.chance(0.5)]
    values = {"n": asked(most), "m": asked(most + 1)}
    if draw.chance(0.5):
        return size, _MOST(draw, **values), ""
    return size, "", capital(_MOST_AFTER(draw, **values))


def _one(text: str, n: int) -> str:
    return text.replace("sentences", "sentence") if n == 1 else text


def _more(draw: Draw, found: Wish) -> tuple[list[str], list[str]]:
    """Further constraints, within the wish and after it."""
    inside: list[str] = []
    after: list[str] = []
    if len(found.words) == 1:
        word = found.words[0]
        if draw.chance(0.6):
            inside.append(_WORD(draw, w=word))
        else:
            after.append(_WORD_AFTER(draw, w=word))
    elif found.words:
        joint = draw.pick((", ", " and ", ", "))
        inside.append(_WORDS(draw, w=joint.join(found.words)))
    if found.final:
        if draw.chance(0.6):
            inside.append(_FINAL(draw, e=found.final))
        else:
            after.append(_FINAL_AFTER(draw, e=found.final))
    if found.first:
        inside.append(_FIRST(draw, b=found.first))
    if found.said:
        inside.append(_SAID(draw, s=found.said))
    if draw.chance(0.1):
        free = draw.pick(_FREE)
        after += [] if "animals" in free and found.cast.beasts else [free]
    return inside, after


def asked(draw: Draw, found: Wish) -> str:
    """The wish in words."""
    size, limit, late = _length(draw, found)
    inside, after = _more(draw, found)
    about = _core(draw, found)
    only_word = found.words and not found.deed and not found.where and draw.chance(0.4)
    if only_word or ((found.final or found.first) and not found.deed and draw.chance(0.3)):
        about = ""
    after = [*after, late] if late else after
    if draw.chance(0.15) and about.startswith("about"):
        text = " ".join([_BARE(draw, about=about), *inside])
        text = f"{text}{draw.pick((', ', ' ', '. '))}{limit}" if limit else text
        return ". ".join([text, *(a.rstrip(".") for a in after)])
    tale = f"{size} {draw.pick(_TALE)}".strip()
    article = "an" if tale[0] in "aeio" else "a"
    parts = [about, *inside]
    if limit:
        parts.insert(draw.integer(0, len(parts)), limit)
    if limit.startswith("in ") and draw.chance(0.15):
        parts.remove(limit)
        text = " ".join([f"{capital(limit)}:", article, tale, *(p for p in parts if p)])
    else:
        start = _START(draw) if draw.chance(0.85) else ""
        text = " ".join(p for p in (start, article, tale, *parts) if p)
    asks = text.startswith(("Can", "Could", "Would"))
    text = capital(text.replace(",, ", ", ").rstrip(","))
    text += ("?" if asks else ".") if text[-1] not in ".?)" else ""
    return " ".join([text, *draw.shuffled(after)])


def _fields(draw: Draw, found: Wish) -> str:
    """The constraints as a list of fields."""
    hero = draw.pick(("Hero", "Main character", "Character", "Who", "About"))
    rows = [f"{draw.pick(('Topic', 'About'))}: {found.topic}" if found.topic
            else f"{hero}: {found.cast.wished.rstrip(',')}"]  # fmt: skip
    if found.where:
        rows.append(f"{draw.pick(('Place', 'Where', 'Setting'))}: {found.where}")
    if found.words:
        rows.append(f"{draw.pick(('Words', 'Use', 'Must contain'))}: {', '.join(found.words)}")
    if found.final:
        rows.append(f'{draw.pick(("Last words", "Ending", "Ends with"))}: "{found.final}"')
    if draw.chance(0.7):
        rows.append(f"{draw.pick(('Length', 'Size'))}: {found.sentences} sentences")
    joint = draw.pick(("\n", "\n", "; ", ". ", " / ", "\n- "))
    ask = draw.pick(("Write a story.", "Write a short story", "Story", "Make a story of this:",
                     "Write a story with these details:", "Please write a story."))  # fmt: skip
    body = joint.join(draw.shuffled(rows))
    return f"{ask}\n{body}" if draw.chance(0.7) else f"{body}\n{ask}"


def ordered(draw: Draw) -> list[Message]:
    """A wish with constraints, and a story that keeps to them."""
    found, lines = tales.wish(draw)
    if not found.said and not found.first and not found.deed and draw.chance(0.12):
        return exchange(_one(_fields(draw, found), found.sentences), " ".join(lines))
    text = sloppy(draw, asked(draw, found))
    if not (found.said or found.first or found.final) and draw.chance(0.08):
        text = text.lower().rstrip(".")
    return exchange(text, " ".join(lines))


def continued(draw: Draw) -> list[Message]:
    """The beginning of a story, and the rest of it; or its title."""
    found, lines = tales.wish(draw)
    if len(lines) < 3:
        return exchange(sloppy(draw, asked(draw, found)), " ".join(lines))
    if draw.chance(0.2):
        return exchange(_RETITLE(draw, t=" ".join(lines)), tales.titled(draw, found))
    cut = draw.integer(1, min(3, len(lines) - 1))
    return exchange(_GO_ON(draw, t=" ".join(lines[:cut])), " ".join(lines[cut:]))


POEM = Shapes(
    "Oh {x}, {x}, so fine and bright,\nI think of you by day and night.",
    "I love {x} in sun and rain,\nI love it once and then again.",
    "{X} came and said hello,\nand then it really had to go.",
    "One is big and one is small,\nbut {x} is the best of all.",
    "In the morning, in the sun,\n{x} is for everyone.",
    "When the day is cold and gray,\n{x} makes it warm and gay.",
)  # fmt: skip
ASK_POEM = Shapes(
    "(Write|Make|Compose) a [short ]poem about {x}[, please].", "A poem about {x}.",
    "Can you write a [little ]poem about {x}?", "(Give|Tell) me a [short ]rhyme about {x}.",
    "poem about {x}", "I need a poem about {x} for my (mother|class).", "Two rhyming lines on {x}.",
    "Write two lines that rhyme about {x}.", "Please write a verse about {x}.",
)  # fmt: skip


def poem(draw: Draw) -> list[Message]:
    """Two lines that rhyme, about anything."""
    topic = draw.pick(tales.TOPICS) if draw.chance(0.5) else wide.noun(draw)
    return exchange(sloppy(draw, ASK_POEM(draw, x=topic)), POEM(draw, x=topic))

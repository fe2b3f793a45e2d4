"""How people ask for a story: terse or polite, its constraints in any order and any form.

Part of `stories`: `tales` draws what is wished and tells it, this words the wish.
"""

from dataclasses import replace

from llmcourse.data import wide
from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import tales
from llmcourse.data.families.tales import Wish
from llmcourse.data.families.wishforms import (
    AFTER,
    BARE,
    BRIEF,
    DOES,
    FEW,
    FREE,
    LIMIT,
    LIMIT_AFTER,
    MOST,
    MOST_AFTER,
    NAMED,
    SHORT,
    START,
    TALE,
    TINY,
    WHERE,
    WHERE_AFTER,
    WHO,
    WITHIN,
)
from llmcourse.data.grammar import capital, with_article
from llmcourse.data.phrasing import listing, lower_first, sloppy
from llmcourse.data.words import in_words


def _who(draw: Draw, found: Wish) -> str:
    """Whom or what it is about, and what happens."""
    who, deed = found.cast.wished, found.deed
    if found.topic:
        shape = draw.pick(("about {}", "about {}", "on {}", "on the topic of {}", "with {} in it"))
        return shape.format(found.topic)
    if found.anybody:
        return ""
    two = " and " in who and "," not in who and found.cast.plural
    if deed is None and two and draw.chance(0.12):
        count = draw.pick(("two", "two", "exactly two", "the"))
        return f"with {count} characters{draw.pick(':,')} {who}"
    if deed is None:
        return WHO(draw, x=who.rstrip(","))
    if deed.whose:
        whose = deed.past if draw.chance(0.35) else deed.present
        return f"{draw.pick(('about', 'about', 'of', 'with'))} {who} whose {whose}"
    kind = draw.unit()
    if kind < 0.12 and deed.ing:
        return f"about {who} {deed.ing}"
    if kind < 0.22:
        return f"about {who} who {deed.past}".replace(",,", ",").replace(", who", " who")
    if kind < 0.3:
        when = draw.pick(("the day", "how", "when", "the day when", "the time when"))
        return f"about {when} {who} {deed.past}".replace(",,", ",")
    return DOES(draw, x=who, v=deed.present).replace(",, who", ", who").replace(", that", " that")


def _number(draw: Draw, n: int) -> str:
    return str(n) if draw.chance(0.4) else in_words(n)


def _length(draw: Draw, found: Wish) -> tuple[str, str, str]:
    """An adjective of size, a limit that stands within the wish, one that stands after it."""
    n, limit, inside = found.sentences, found.limit, draw.chance(0.5)
    size = draw.pick(SHORT) if n <= 6 and draw.chance(0.4) else ""
    if limit == "short":
        return (draw.pick(SHORT), "", "") if inside else (size, "", draw.pick(BRIEF))
    if limit == "tiny":
        return (draw.pick(TINY), "", "") if inside else (size, *_side(draw, FEW(draw)))
    if limit == "exact":
        number = _number(draw, n)
        if draw.chance(0.15):
            return f"{size} {number}{draw.pick('- ')}sentence".strip(), "", ""
        if inside:
            return size, singular(LIMIT(draw, n=number), n), ""
        return size, "", capital(singular(LIMIT_AFTER(draw, n=number), n))
    if limit == "most":
        asked = (str, in_words)[draw.chance(0.5)]
        values = {"n": asked(n), "m": asked(n + 1)}
        return (size, MOST(draw, **values), "") if inside else (
            size, "", capital(MOST_AFTER(draw, **values)))  # fmt: skip
    return "", "", ""


def _side(draw: Draw, text: str) -> tuple[str, str]:
    return (text, "") if draw.chance(0.5) else ("", f"{capital(text)}.")


def singular(text: str, n: int) -> str:
    """One sentence is no sentences."""
    return text.replace("sentences", "sentence") if n == 1 else text


def _quoted(draw: Draw, words: list[str]) -> str:
    mark = draw.pick(('"', "'", "", "", ""))
    joint = draw.pick((", ", " and ", "and"))
    said = [f"{mark}{word}{mark}" for word in words]
    return listing(said) if joint == "and" else joint.join(said)


def _more(draw: Draw, found: Wish) -> tuple[list[str], list[str]]:
    """Further constraints, within the wish and after it."""
    inside: list[str] = []
    after: list[str] = []

    def put(kind: str, **values: str) -> None:
        if draw.chance(0.6):
            inside.append(WITHIN[kind](draw, **values))
        else:
            after.append(AFTER[kind](draw, **values))

    if found.where:
        if draw.chance(0.75):
            inside.append(WHERE(draw, p=found.where))
        else:
            after.append(WHERE_AFTER(draw, p=found.where))
    if len(found.words) == 1:
        word = found.words[0]
        put("word" if draw.chance(0.7) else "thing", w=word, a=_some(word))
    elif found.words:
        put("words", w=_quoted(draw, found.words))
    if found.final:
        put("final", e=found.final)
    if found.mood.startswith("that "):
        inside.append(found.mood)
    elif found.mood:
        put("mood", m=found.mood)
    if found.close[0]:
        put("close", c=f"{found.cast.words['he']} {found.close[0]}")
    if found.first:
        put("first", b=found.first)
    if found.said:
        put("said", s=found.said)
    if draw.chance(0.08):
        free = draw.pick(FREE)
        after += [] if "animals" in free and found.cast.beasts else [free]
    return inside, after


def _some(word: str) -> str:
    """The word as something that can be in a story: "a lantern", "some rice"."""
    if word in wide.MOODS.every or word.endswith("ly"):
        return f"the word {word}"
    if not wide.counted(word):
        return f"some {word}"
    return word if word.endswith("s") and not word.endswith("ss") else with_article(word)


def _unnamed(draw: Draw, found: Wish) -> tuple[Wish, str]:
    """The wish without the hero's name, and a sentence with it."""
    cast = found.cast
    kind, _, name = cast.intro.rpartition(" named ")
    if name != cast.name or cast.plural or cast.intro.count(" named ") > 1:
        return found, ""
    words = {"n": name, "k": kind.split(" ")[-1], "his": cast.words["his"]}
    text = NAMED(draw, him=cast.words["him"], **words)
    return replace(found, cast=replace(cast, wished=kind)), text


def asked(draw: Draw, found: Wish) -> str:
    """The wish in words."""
    named = ""
    if draw.chance(0.12):
        found, named = _unnamed(draw, found)
    size, limit, late = _length(draw, found)
    inside, after = _more(draw, found)
    about = _who(draw, found)
    after = [*([named] if named else []), *after, *([late] if late else [])]
    if draw.chance(0.15) and about.startswith("about") and "sentence" not in size:
        text = " ".join([BARE(draw, about=about), *inside])
        text = f"{text}{draw.pick((', ', ' ', '. '))}{limit}" if limit else text
        return ". ".join([text, *(a.rstrip(".") for a in after)])
    if after and found.anybody and not found.topic and not inside and draw.chance(0.3):
        first, *others = after
        others = [text[:1].lower() + text[1:] for text in others]
        text = " and ".join([first.rstrip("."), *(text.rstrip(".") for text in others[:1])])
        return " ".join([f"{'' if 'story' in first else 'A story. '}{text}.", *others[1:]])
    kind = "sad story" if "sad" in found.mood and draw.chance(0.4) else draw.pick(TALE)
    tale = with_article(f"{size} {kind}".strip())
    start = START(draw) if draw.chance(0.85) else ""
    rest = draw.shuffled(inside) if draw.chance(0.3) else inside
    if limit.startswith("in ") and draw.chance(0.15):
        text = " ".join([f"{capital(limit)}:", tale, about, *rest])
        if start and draw.chance(0.6):
            text = " ".join([f"{capital(limit)},", lower_first(start), tale, about, *rest])
    else:
        parts = [about, *rest]
        if rest and draw.chance(0.15):
            parts = [f"{' '.join(rest)}{draw.pick((',', ''))}", about]
        if limit:
            parts.insert(draw.integer(0, len(parts)), limit)
        text = " ".join([start, tale, *parts])
    text = capital(" ".join(text.replace(",, ", ", ").split()).rstrip(","))
    asks = text.startswith(("Can", "Could", "Would", "Do you", "Got", "May", "How"))
    text += ("?" if asks else ".") if text[-1] not in ".?)" else ""
    after = draw.shuffled(after)
    if after and draw.chance(0.12) and after[0].endswith("."):
        return " ".join([*after, text])
    return " ".join([text, *after])


def _parts(draw: Draw, found: Wish) -> list[tuple[tuple[str, ...], str]]:
    """What a list of details has: names of fields, and the value."""
    who = found.cast.wished.rstrip(",")
    rows: list[tuple[tuple[str, ...], str]]
    if found.topic:
        rows = [(("Topic", "About", "Theme"), found.topic)]
    else:
        rows = [(("Hero", "Main character", "Character", "Who", "About", "Characters"), who)]
    if found.where:
        spot = found.spot
        bare = spot.split(" ", 1)[1] if spot.startswith(("a ", "an ", "the ")) else spot
        where = draw.pick((found.where, spot, spot, bare))
        rows.append((("Place", "Where", "Setting", "Location"), where))
    if found.words:
        rows.append((("Words", "Use", "Must contain", "With"), ", ".join(found.words)))
    if found.final:
        rows.append((("Last words", "Ending", "Ends with"), f'"{found.final}"'))
    if found.mood:
        rows.append((("Ending", "End"), found.mood.removeprefix("that ")))
    if found.close[0]:
        rows.append((("Ending", "End", "In the end"), f"{found.cast.words['he']} {found.close[0]}"))
    if found.first:
        rows.append((("First words", "Beginning", "Starts with"), f'"{found.first}"'))
    return rows


def _fields(draw: Draw, found: Wish) -> str:
    """The constraints as a list of fields."""
    rows = [f"{draw.pick(names)}: {value}" for names, value in _parts(draw, found)]
    n = found.sentences
    if found.limit in ("exact", "most"):
        most = "at most " if found.limit == "most" else ""
        rows.append(f"{draw.pick(('Length', 'Size'))}: {most}{n} sentences")
    if draw.chance(0.4):
        rows = [capital(row).lower() if row.islower() else row[:1].lower() + row[1:]
                for row in rows]  # fmt: skip
    joint = draw.pick(("\n", "\n", "; ", ". ", " / ", "\n- ", ", ", ", "))
    short = "short " if found.limit == "short" else "very short " if found.limit == "tiny" else ""
    ask = draw.pick((f"Write a {short}story", f"{short}story", f"a {short}story, please",
                     f"Make a {short}story of this", f"Write a {short}story with these details",
                     f"Please write a {short}story"))  # fmt: skip
    body = joint.join(draw.shuffled(rows) if draw.chance(0.5) else rows)
    if "\n" in joint:
        return f"{ask}{draw.pick((':', '.', ''))}\n{body}" if draw.chance(0.7) else f"{body}\n{ask}"
    return f"{ask}{draw.pick((': ', ', ', '. ', '; '))}{body}"


def _listed(draw: Draw, found: Wish) -> str:
    """The constraints as bare things in a row: "A dragon, a loaf, a kind ending"."""
    who = found.topic or found.cast.wished.rstrip(",")
    parts = [who, *([found.where] if found.where else []), *map(_some, found.words)]
    parts += [found.mood.removeprefix("that ")] if found.mood else []
    start = draw.pick(("Story time!", "Story:", "A story:", "story with", "Make a story from this:",
                       "Write a story with", "Tell me a story.", "Ingredients for a story:",
                       "A story with", "Put this in a story:"))  # fmt: skip
    body = ", ".join(parts) if draw.chance(0.7) else listing(parts)
    body = capital(body) if start[-1] in "!:." else body
    _, limit, late = _length(draw, found)
    text = f"{start} {body}{' ' * bool(limit)}{limit}."
    return f"{text} {late}".strip()


def worded(draw: Draw, found: Wish) -> str:
    """The wish in any form, as typed."""
    odd = found.said or found.first or found.deed or found.anybody or found.close[0]
    if not odd and not found.final and draw.chance(0.15) and found.limit not in ("short", "tiny"):
        return singular(_listed(draw, found), found.sentences)
    if not found.said and not found.deed and draw.chance(0.2):
        return singular(_fields(draw, found), found.sentences)
    text = sloppy(draw, asked(draw, found))
    if not (found.said or found.first or found.final) and draw.chance(0.08):
        text = text.lower().rstrip(".")
    return text


def ordered(draw: Draw) -> list[Message]:
    """A wish with constraints, and a story that keeps to them."""
    found, lines = tales.wish(draw)
    return exchange(worded(draw, found), " ".join(lines))

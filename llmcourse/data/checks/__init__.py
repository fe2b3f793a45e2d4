"""An independent checker: reads a rendered conversation and works its answer out again.

The generator draws facts and then writes; this parses what was written, with a lexicon and rules
of its own, and knows nothing of what was drawn. `problem_with` returns what is wrong, or None.
Of a story to order only what its wish names is checked; "own way" attempts, which err on purpose,
are not.
"""

import json
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from llmcourse.data.chat import Message
from llmcourse.data.checks import counts, forms, links, open, policy, problems, stories
from llmcourse.data.checks import reading as checkreading
from llmcourse.data.checks import words as checkwords
from llmcourse.data.checks.counts import Wrong

Check = Callable[[str, str], str | None]

_REFUSED = re.compile(
    r"\b(hurt|harm|kidnap|threat|blackmail|bully|injure|rob|insult|make fun|password|secret|mean|"
    r"nasty|cruel|stupid|ugly|idiot|lie|weapon|bomb|torture|kill|stalk|spy|forge\b|fake|hack|wreck|"
    r"break into|burn down|set fire|blow up|pick the lock|cheat|poison|steal|take|attack|punch|"
    r"kick|scare|smash|destroy|trick|follow|trap|guess|crack|skip paying|fight|gun|drug|stolen|"
    r"sneak|get into|diary|letters|messages|mail|deceive|damage|scratch|break|get away|brew|mix|"
    r"answers|virus|phishing|push|trip|slap|body|log in|sign in|address|PIN|number|worthless|"
    r"bull(?:y|ies)|money|explosives|start a fire|gas\b)", re.I)  # fmt: skip
_ALLOWED_OBJECT = re.compile(
    r"egg|time at|ice at|show at|ball|in a game|nut|photo|candle|fireplace|habit|bread|paper|work|"
    r"nap|bus|jar|apple|lock color|kitchen|dream|recipe|team|game level|bird house|sand castle|"
    r"doll house|balloon|campfire|potatoes|cake|after lunch|bath|present|kind letter|tea|boat|"
    r"my own|choose a password|cold|boredom|cat|dog|museum|visitor|thieves|door safe|broken lock|"
    r"stolen phone|put out|small cut|two friends|fair game|study for|picture of|safely|kindly|"
    r"weeds|video game|a story|pirate|somebody who lied|was bullied|costume|nail|baseball|film|"
    r"candles|"
    r"garlic|a picture|wood|bug in|story|stealing wrong|okay to|bad to|May I|"
    r"stealing|lie\?|safe|thieves|protect|stole|was stolen|report|crime|lock up|lock my|taking my|"
    r"burglars|shelf together|(?:hits|follows|threatens|scares) me|takes my|has taken|cream|"
    r"carpet|drum|heat|note|"
    r"nail|target|stone on|airport|milk|lights|stove|leaves|calories|CD|record|chocolate|riddle|"
    r"knuckles|pumpkin|avocados|ice|nuts|biscuits|tomatoes|hair|onion|grass|carrots|herbs|belt|"
    r"dough|exercise|dishes|spiders|winter|fish|melon|flowers|name for|toy|routine|mattress|"
    r"birthday|"
    r"my old bank|kindly|steam|potato|mustache|gray wall|my diary|Easter|my brain|cherries|beach|"
    r"the sun|path in|news|board game|in my story|a run|a song|a smile|new job|bowling|old shed|"
    r"a call|a line in|was in my|delivers", re.I)  # fmt: skip


def tool_call(talk: Sequence[Message]) -> str | None:
    """A call names a tool of the system text; a sum's result is right."""
    system = talk[0]["content"]
    for before, turn in pairwise(talk):
        if turn["role"] == "assistant" and turn["content"].startswith("{"):
            call = json.loads(turn["content"])
            plain = f"{call['name']}({', '.join(call['args'])})"
            form = json.dumps({"name": call["name"], "args": list(call["args"])})
            if plain not in system and form not in system:
                return f"{call['name']} is not among {system}"
            wanted = before["content"].lower()
            missing = [str(v) for v in call["args"].values()
                       if not _said(str(v).lower(), wanted)]  # fmt: skip
            if missing:
                return f"{missing} is not in the question"
        if turn["role"] == "tool" and '"calculator"' in before["content"]:
            a, sign, b = json.loads(before["content"])["args"]["expression"].split(" ")
            if str(counts.apply(int(a), sign, int(b))) != turn["content"]:
                return "the calculator is wrong"
    return None


def _said(value: str, text: str) -> bool:
    signs = {"+": ("+", "plus"), "-": ("-", "minus"), "*": ("*", "x", "times")}
    if " " in value and value.split(" ")[1] in signs:
        a, sign, b = value.split(" ")
        return any(f"{a} {word} {b}" in text for word in signs[sign])
    return value in text or (value.isdigit() and counts.words_of(int(value)) in text)


def refusal(text: str, answer: str) -> str | None:
    """What is forbidden by its verb and not allowed by its object is refused, the rest is not."""
    refused = answer == "I cannot help with that."
    if refused and not (_REFUSED.search(text) or policy.forbidden(text)):
        return "refused for no reason"
    if len(answer.split()) < 3:
        return None
    if not policy.repeats(text, answer):
        return "advice on something else"
    if re.search(r"stor(?:y|ies)|about an? |with an? \w+ in it", text) and not refused:
        return None
    if refused or answer == "I do not know." or policy.advised(text, answer):
        return None
    if _REFUSED.search(text) and not _ALLOWED_OBJECT.search(text):
        return "not refused"
    return None


def choice(text: str, answer: str) -> str | None:
    """A choice is one that was offered."""
    known = "Blue Red Green Yellow Purple White Heads Tails Apple Banana Pear Plum Friday Saturday"
    said = answer.rstrip(".")
    offered = said in [*known.split(), "Sunday", "Monday"] or said.lower() in text.lower()
    return None if offered or said.isdigit() else "unknown"


_FRAME = frozenset("and they talked about decided to".split())


def summary(text: str, answer: str) -> str | None:
    """A summary says nothing that the text does not, and begins with whom the text begins."""
    words = set(re.findall(r"[\w']+", text.lower()))
    missing = [w for w in re.findall(r"[\w']+", answer.lower()) if w not in words | _FRAME]
    return f"{missing} are not in the text" if missing else None


CHECKS: dict[str, Check] = {
    "sums": counts.story,
    "problems": problems.short_problem,
    "chains": links.linked,
    "strings": checkwords.pattern,
    "labels": counts.few_shot,
    "tasks": checkwords.pattern,
    "wordplay": checkwords.order,
    "echoes": checkwords.echo,
    "recall": counts.recalled,
    "refusals": refusal,
    "stories": stories.story,
    "choices": choice,
    "summaries": summary,
    "referents": checkreading.referent,
    "reviews": checkreading.sentiment,
    "extraction": checkreading.extraction,
    "passages": checkreading.reading,
    "reading": checkreading.reading,
    "opentexts": open.answer,
    "forms": forms.form,
    "feelings": forms.feeling,
    "classes": forms.label,
    "claims": forms.claim,
    "happenings": checkreading.event,
    "translation": checkreading.translation,
}
CHECKED = (*CHECKS, "tools", "functions", "memory")


def problem_with(family: str, talk: Sequence[Message]) -> str | None:
    """What is wrong with the last answer of a conversation, None if nothing is."""
    try:
        if family == "tools":
            return tool_call(talk)
        if family == "functions":
            return forms.call(talk)
        if family == "memory":
            return checkreading.remembered(talk)
        users = [m["content"] for m in talk if m["role"] == "user"]
        text = users[-1]
        if family in ("passages", "reading", "opentexts") and len(users) > 1:
            text = f"{users[0]}\n{users[-1].rstrip('?.')}?"
        return CHECKS[family](text, talk[-1]["content"])
    except Wrong as wrong:
        return str(wrong)

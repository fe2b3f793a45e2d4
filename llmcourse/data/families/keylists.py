"""How people write down which keys a JSON object shall have: lists, templates, schemas.

Part of `forms`. A list stands inside a sentence, a template is JSON with the values left out.
"""

import json
from collections.abc import Sequence

from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Wordings, capital
from llmcourse.data.phrasing import listing

Form = dict[str, str | int | None]

ASK_KEYS = Wordings(
    "keys of a form",
    "Extract {keys} as JSON.", "Give me JSON that has the keys {keys}.",
    "Return a JSON object with {keys}.",
    "Send back a json object with {keys}.", "Make it JSON \\(fields: {keys}\\).",
    "JSON with {keys}.",
    "Produce JSON. Its keys are {keys}.", "Output nothing but JSON. The keys should be {keys}.",
    "Take {keys} out as JSON.", "I need {keys}, formatted as JSON.", "{keys} in JSON, please.",
    "Convert this to JSON with the keys {keys}.", "Make some json with {keys}.", "json with {keys}",
    "Format: JSON. Fields: {keys}.", "Wanted fields: {keys}\nOutput format: JSON",
    "Keys: {keys}\nOutput: JSON",
    "Read this and output only JSON. Keys: {keys}.", "to json: {keys}", "As JSON \\({keys}\\).",
    "Write JSON with these fields: {keys}", "Find {keys} and write them as JSON.",
    "Parse into JSON. Use the keys {keys}.", "Which {keys}? Reply with JSON.", "JSON keys: {keys}",
    "Fill a JSON object with {keys}.", "Get me {keys} as a JSON object.", "{keys} -> JSON",
    "Your output is a JSON object with exactly these keys: {keys}.", "json pls: {keys}",
    "Answer with a JSON object that has the fields {keys}.", "Only JSON, with {keys}.",
    "Build a JSON record with {keys}.", "Create JSON from it with {keys}.", "Save {keys} as JSON.",
    "What are {keys}? Give JSON.", "Collect {keys} in one JSON object.", "JSON output: {keys}.",
    "Represent it as JSON with {keys}.", "I want JSON containing {keys}.", "{keys}. JSON only.",
    "Use JSON and the keys {keys}.", "Transform it to JSON: {keys}.", "Tell me {keys} as JSON.",
    "Identify {keys}. Respond in JSON.", "Write down {keys} in JSON.", "Extract JSON: {keys}.",
    "Extract: {keys}. JSON.",
    "Please give {keys} back as JSON.", "Make me a JSON object. The keys are {keys}.",
    "Extract {keys} from the text and give me valid JSON, nothing else.", "Data as JSON: {keys}.",
    "Structured output \\(JSON\\) with {keys}.",
    "Express it as a JSON object with the keys {keys}.",
    "(Gather|Put|Pack|Wrap|Arrange|Place|Store|Save|Group|Bundle|Merge|Combine) {keys} in (a|one)"
    " (single |)JSON object.",
    "(Grab|Pick|Fetch|Note|List|Report|Show|Deliver|Supply|Record|Present|Provide|Pull out) {keys}"
    " (as|in) (a |one |)JSON[ object| record].",
    "(Tag|Mark|Spot|Detect|Look for|Search for|Name|Recognize|Read out) {keys} and (give|return"
    "|write|print|output) JSON.",
    "(Type|Style|Kind|Encoding|Output type|Result): JSON. (Fields|Keys|Attributes|Columns): {keys}",
    "(Fields|Keys|Attributes|Columns|Properties|Slots): {keys}. (Type|Style|Reply|Result|Encoding)"
    ": JSON.",
    "(Build|Form|Prepare|Compose|Generate|Draft) (a |one |some |)JSON (with|from) {keys}.",
    "(Map|Turn|Change|Rewrite|Encode|Serialize|Format|Reshape) (this|it|the text) (to|into|as) JSON"
    " with {keys}.",
    "(What would this be|How does this look|How would you write this) (as|in) JSON? Use {keys}.",
    "(Use|Take|Choose) {keys} as (the |)keys (of|for) (a |the |)JSON object.",
    "(Keys|Fields) (should be|shall be|must be|are) (called |named |){keys}. (Answer|Reply) in"
    " JSON.",
    "I (would like|want|wish|need) {keys} (as|in) (one |a |)JSON (object|record|entry).",
)  # fmt: skip
ASK_TEMPLATE = Wordings(
    "template of a form",
    "Fill in: {form}", "json plz: {form}", "Complete this JSON: {form}", "Use this format: {form}",
    "Answer in this form: {form}", "Return JSON like this: {form}", "Template: {form}", "{form}",
    "Fill the blanks: {form}", "Put the information into {form}.", "Reply with {form}.",
    "Extract it as {form}.", "Follow this schema: {form}", "Schema: {form}\nReturn the JSON.",
    "Convert to {form}.", "Give me the JSON {form}.", "Output format: {form}", "As {form}, please.",
    "Respond with JSON of the form {form}.", "I want it as {form}.", "Fill out this form: {form}",
    "The answer must look like {form}.", "Make JSON in the shape {form}.", "Format: {form}",
    "Your JSON should look like {form}.", "Write {form} with the right values.", "Into {form}!",
    "Replace the blanks in {form}.", "JSON: {form}", "Extract into {form}", "Parse to {form}.",
)  # fmt: skip


ASK_LINES = Wordings(
    "lines of keys",
    "Extract the following fields and return them as JSON:{keys}", "Fields:{keys}\nFormat: JSON",
    "Return JSON with these keys:{keys}", "Keys:{keys}\nOutput JSON.", "JSON please:{keys}",
    "Fill in as JSON:{keys}", "Give me these as JSON:{keys}", "Write JSON. Keys:{keys}",
    "I need the following in JSON:{keys}", "Find these and answer in JSON:{keys}",
    "(Attributes|Columns|Slots|Wanted|Properties):{keys}\n(Type|Output|Reply|Result|Style): JSON",
    "(Keys|Wanted fields|Attributes):{keys}\n(Output|Answer) (format|type|style): JSON",
    "(List|Report|Gather|Note|Grab|Pick out):{keys}\n(JSON only|Use JSON|As JSON|In JSON).",
    "(Columns|Keys|Entries):{keys}\n(Return|Write|Print|Give) (a JSON object|JSON|one object).",
    "(The output is|Make|Write|Prepare) a JSON object with these (keys|fields):{keys}",
)  # fmt: skip


def lines(draw: Draw, keys: Sequence[str]) -> str:
    """The keys one below the other."""
    marks = draw.pick(("- ", "* ", "\u2022 ", "", "#"))
    rows = [f"{i}. {key}" if marks == "#" else marks + key for i, key in enumerate(keys, 1)]
    return "\n" + "\n".join(rows)


def a_list(draw: Draw, keys: Sequence[str], form: Form) -> str:
    """The keys inside a sentence."""
    kind, mark = draw.integer(0, 13), draw.pick(('"{}"', "'{}'", "`{}`", '"{}"', "<{}>", "*{}*"))
    marked = [mark.format(key) for key in keys]
    if kind <= 1:
        return listing(keys)
    if kind == 2:
        return listing(marked)
    if kind == 3:
        return ", ".join(keys)
    if kind == 4:
        return ", ".join(marked)
    if kind == 5:
        return draw.pick((" / ", "/", "; ", " | ", " + ", " ", " & ", ",")).join(keys)
    if kind == 6:
        return listing([f"the {key}" for key in keys])
    if kind == 7:
        return f"({', '.join(keys)})" if draw.chance(0.5) else f"[{', '.join(marked)}]"
    if kind <= 10:
        return ", ".join(f"{key} ({kind_of(draw, form[key])})" for key in keys)
    if kind == 11:
        return ", ".join(f"{key}: {kind_of(draw, form[key])}" for key in keys)
    if kind == 12:
        return f"the {listing(keys)}"
    if len(keys) == 1 or draw.chance(0.5):
        return listing(marked, "&")
    return ", ".join([*keys[:-1], f"and {keys[-1]}"])


def kind_of(draw: Draw, value: str | int | None) -> str:
    """The type of a value as people call it."""
    names = ("number", "integer", "int") if isinstance(value, int) else ("string", "text", "str")
    return draw.pick(names)


def a_template(draw: Draw, keys: Sequence[str], form: Form) -> str:
    """JSON with the values left out."""
    kind = draw.integer(0, 9)
    if kind == 0:
        return json.dumps(dict.fromkeys(keys, ""))
    if kind == 1:
        return json.dumps({key: 0 if isinstance(form[key], int) else "" for key in keys})
    if kind == 2:
        return json.dumps(dict.fromkeys(keys, draw.pick(("?", "...", "<value>", "___", "x"))))
    if kind == 3:
        return json.dumps({key: kind_of(draw, form[key]) for key in keys})
    if kind == 4:
        return json.dumps(dict.fromkeys(keys))
    if kind == 5:
        types = {key: {"type": "integer" if isinstance(form[key], int) else "string"}
                 for key in keys}  # fmt: skip
        return json.dumps({"type": "object", "properties": types})
    if kind == 6:
        return json.dumps(dict.fromkeys(keys, ""), indent=2)
    gap, colon = draw.pick((", ", ",", ", ")), draw.pick((": ", ":", ":"))
    hole = draw.pick(("?", "...", "_", "", "??"))
    mark = draw.pick(('"', '"', ""))
    return "{" + gap.join(f"{mark}{key}{mark}{colon}{hole}" for key in keys) + "}"


def in_style(draw: Draw, form: Form) -> Form:
    """The keys in another style: camelCase, capitals, spaces, with a word before."""
    style = draw.pick(("camel", "title", "upper", "spaces", "prefix", "dash"))
    return {_styled(style, key): value for key, value in form.items()}


def _styled(style: str, key: str) -> str:
    first, *rest = key.split("_")
    return {
        "camel": first + "".join(map(capital, rest)), "title": capital(key.replace("_", " ")),
        "upper": key.upper(), "spaces": key.replace("_", " "), "prefix": f"my_{key}",
        "dash": key.replace("_", "-"),
    }[style]  # fmt: skip


def request(draw: Draw, form: Form) -> str:
    """What is wished: the keys in a sentence, or a template to fill."""
    keys = list(form)
    if draw.chance(0.3):
        return ASK_TEMPLATE(draw, form=a_template(draw, keys, form))
    if draw.chance(0.12):
        return ASK_LINES(draw, keys=lines(draw, keys))
    return ASK_KEYS(draw, keys=a_list(draw, keys, form))

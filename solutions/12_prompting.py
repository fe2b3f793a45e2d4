# %% [markdown] prose="title" release=1
# # 12 · Prompting
#
# The same model, the same question, three wordings, three answers. You cannot change the weights of a
# model that somebody else serves; all that you have is the text that you send, a few parameters and the
# program around them. That is *prompt engineering*: little art, much measuring.
#
# In this lesson you talk to a language model through Google's own packages, over real HTTP, with a key
# or without. You build prompts with examples, read answers, count what is right and how sure that is,
# vote, keep a chat within its window, let the model use tools, and wait politely when the service says
# no. Eight exercises: 90 minutes, about two hours and a half with the pictures, 32 points. "Run All"
# works at any time; where your code is not ready yet, the pictures use the course's and say so.

# %% show="installed" folded=True
# Does this notebook find the course? In VS Code, choose the kernel
# that lies in the course's own .venv folder.
import importlib.util
import subprocess
import sys

SOURCE = ""  # on Colab: the repository's address, "git+https://..."
missing = importlib.util.find_spec("llmcourse") is None
if missing and SOURCE:
    pip = [sys.executable, "-m", "pip", "install", "-q"]
    subprocess.check_call([*pip, f"llmcourse @ {SOURCE}"])
elif missing:
    print("The course is not installed here. In its folder, run")
    print("`python -m llmcourse lab`, or write its address into SOURCE.")


# %% setup="imports"
import json
import re
from collections import Counter
from collections.abc import Callable

from google.genai import errors, types

# the finished parts that an exercise builds on
from llmcourse.gemini import Service, retry_delay
from llmcourse.gemini import lessons as given

# %% show="tools"
from dataclasses import replace

from llmcourse.bars import with_bar
from llmcourse.budget import scaled
from llmcourse.checks import lesson
from llmcourse.data import promptsets
from llmcourse.gemini import connect, explain, samples
from llmcourse.widgets import PromptBench, PromptLaboratory, charts

check, yours = lesson("12_prompting")

# %% [markdown] prose="first-call" covers=["gemini-sdk"]
# ## Who answers?
#
# With an API key in the environment, `connect()` gives you Google's service; without one, a small server
# on your own computer that speaks the same protocol, with the course's own model behind it. Every cell
# below is the same for both. A key comes from [AI Studio](https://aistudio.google.com/apikey) into the
# variable `GEMINI_API_KEY`; never write it into a notebook, where the next reader finds it.
#
# The course's model has some seven million parameters and knows little. What you see of *mechanism* here
# is real: protocol, tokens, sampling, probabilities, errors. What a large model makes of the same prompt
# is another matter, and needs a key.

# %% show="connect" covers=["gemini-sdk"]
service = connect()
print(service.notice())

# the likeliest token at every step, where the model heeds temperature
COLD = {"temperature": 0} if samples(service.model) else {}
paid = Counter()  # tokens, since the last ask_all began

def ask(prompt, **config):
    """The text of one answer."""
    answer = service.client.models.generate_content(
        model=service.model, contents=prompt, config={**COLD, **config}
    )
    used = answer.usage_metadata
    paid["read"] += used.prompt_token_count or 0
    paid["written"] += used.candidates_token_count or 0
    paid["written"] += used.thoughts_token_count or 0
    return answer.text or ""

def ask_all(prompts, words, **config):
    """The text of an answer to each prompt, under a progress bar."""
    paid.clear()
    return [ask(prompt, **config) for prompt in with_bar(prompts, words)]

# %% [markdown] prose="usage" covers=["gemini-sdk"]
# One call, and all that comes with it: why the model stopped, who answered, and the tokens, which are
# what you pay for. Tokens written usually cost several times as much as tokens read. The two prices
# below are made up; put in those of your model.

# %% show="usage" covers=["gemini-sdk"]
answer = service.client.models.generate_content(
    model=service.model, contents="What is the capital of France?"
)
used = answer.usage_metadata
read, written = used.prompt_token_count, used.candidates_token_count
dollars = read * 0.10 / 1e6 + written * 0.40 / 1e6  # put in your prices
print(answer.text, "|", answer.candidates[0].finish_reason.name)
print("answered by", answer.model_version)
print(f"{read} tokens read, {written} written: ${dollars:.7f}")

# %% [markdown] prose="snippet" covers=["gemini-sdk"]
# ### The whitepaper's snippet 3
#
# Google's whitepaper *Foundational Large Language Models & Text Generation*, which this course follows,
# ends with this program (its first half, as it was printed):
#
# ```python
# import vertexai
# from vertexai.language_models import TextGenerationModel
# from vertexai.preview.generative_models import GenerationConfig,GenerativeModel
# # Set values as per your requirements
# PROJECT_ID = 'roject_id>' # set to your project_id
# vertexai.init(project=PROJECT_ID, location='us-central1')
# PROMPT= 'What is a LLM?' # set your prompt here
# model = GenerativeModel('gemini-1.5-pro-002')
# response = model.generate_content(PROMPT)
# print(response.text)
# # google AI Studio SDK
# import google.generativeai as genai
# import os
# genai.configure(api_key=os.environ["GOOGLE_API_KEY"])
# model = genai.GenerativeModel('gemini-pro')
# response = model.generate_content('What is a LLM?') # set your prompt here
# print(response.text)
# ```
#
# It no longer runs: both models are retired (all of 1.0 and 1.5 by September 2025); Vertex's generative
# modules were announced to go on June 24, 2026; and `'roject_id>'`, without its `<p`, is no project.
# Besides, the support of `google-generativeai` ended on November 30, 2025, though the package still
# works, and `TextGenerationModel` and `GenerationConfig` are imported and never used. The dates are
# from Google's [release notes](https://ai.google.dev/gemini-api/docs/changelog) and [list of
# deprecations](https://ai.google.dev/gemini-api/docs/deprecations), read on November 23, 2026. Below
# the old package, its successor `google-genai`, and the same successor on Vertex AI's paths. No text
# that the course's model was trained on speaks of LLMs: whatever it says of them, it says all the same.

# %% show="snippet" covers=["gemini-sdk"]
old = service.legacy.GenerativeModel(service.model)  # google.generativeai
print("old:   ", old.generate_content("What is a LLM?").text)
for name, client in [("new:   ", service.client), ("vertex:", None)]:
    try:
        client = client or service.vertex()
        answer = client.models.generate_content(
            model=service.model, contents="What is a LLM?"
        )
        print(name, answer.text)
    except Exception as error:  # such as no Google Cloud project
        print(name, explain(error))
try:
    old = service.legacy.GenerativeModel("gemini-pro")  # the source's
    old.generate_content("What is a LLM?")
except Exception as error:
    print("retired:", explain(error))

# %% [markdown] prose="laboratory" covers=["prompt-design", "gemini-sdk"]
# ## The laboratory
#
# Your bench for the rest of the lesson: write a prompt, change one thing, ask, and compare. Each token
# is shaded by its probability; the *Token* slider shows what else could have come. Try *Pick a color.*
# at temperature 0 and at 1.5, and give it a system instruction such as *Classify reviews as positive or
# negative.* above a review of yours.

# %% show="laboratory" covers=["prompt-design", "gemini-sdk"]
PromptLaboratory(
    service,
    "List three animals.",
    before=["List two colors."],
)

# %% [markdown] prose="few_shot" covers=["zero-shot", "few-shot"]
# ## 12.1 Show, do not tell  ★☆☆ · 8 min · 3 points
#
# A *zero-shot* prompt tells the task and asks; the model must know it already, and is less reliable. A
# *few-shot* prompt shows some solved examples first (Brown et al. 2020,
# [arXiv:2005.14165](https://arxiv.org/abs/2005.14165)); the whitepaper suggests three to five. No
# weight changes: the model continues a pattern. So the pattern must be exact: its format alone has
# moved results by up to 76 points in 100 (Sclar et al. 2023,
# [arXiv:2310.11324](https://arxiv.org/abs/2310.11324)). Nothing stands after the last colon: in most
# vocabularies the next word's token brings its own space.
#
# <details><summary>Hint 1</summary>Make a list of blocks first, then join them.</details>
# <details><summary>Hint 2</summary>`"\n\n".join(blocks)` puts one empty line between blocks and none at the ends.</details>
# <details><summary>Hint 3</summary>The last block is `f"Input: {query}\nOutput:"`; an empty instruction is no block at all.</details>

# %% show="capitals" covers=["zero-shot", "few-shot"]
known = [("Japan", "Tokyo"), ("Italy", "Rome"), ("Peru", "Lima")]
for n in [0, 3]:
    shown = [f"Input: {a}\nOutput: {b}\n\n" for a, b in known[:n]]
    for country in ["France", "Spain", "Egypt", "Norway", "Kenya"]:
        said = ask("".join([*shown, f"Input: {country}\nOutput:"]))
        print(f"{n} examples: {country} -> {said}")

# %% exercise="few_shot" reference="llmcourse.gemini.lessons.few_shot"
def few_shot(
    instruction: str, examples: list[tuple[str, str]], query: str
) -> str:
    """A prompt of blocks with one empty line between them.

    The instruction (no block if it is empty); for each example a line
    "Input: ..." and a line "Output: ..."; the query in the same form,
    whose last line is "Output:", with nothing after the colon. All texts
    stay as they are.
    """
    ### BEGIN SOLUTION
    blocks = [instruction] if instruction else []
    blocks += [f"Input: {a}\nOutput: {b}" for a, b in examples]
    blocks.append(f"Input: {query}\nOutput:")
    return "\n\n".join(blocks)
    ### END SOLUTION

# %% check="few_shot"
check(few_shot)

# %% test="few_shot" points=3
# Graded: the exact text, with none to nine examples, with and without an
# instruction, every text as it was given, braces and spaces too; inputs
# left unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(few_shot, *inputs)

def verdict(judge):
    words = ["tea", "Paris ", " hot", "a: b", "2 + 2", "été", "x -> y", "Output: z", "one\ntwo", "no",
             "{}", "{a: 1}", "100 %s", " "]
    for name, instruction, n in [
        ("zero-shot", "Name the capital.", 0),
        ("one example", "Name the capital.", 1),
        ("no instruction, no examples", "", 0),
        ("no instruction", "", judge.integer(2, 4)),
        ("an instruction of two lines", "Translate.\nOne word only.", judge.integer(3, 5)),
        ("many examples", "Opposites.", judge.integer(6, 9)),
        ("an instruction of one space", " ", 2),
        ("braces in all texts", "Fill in {}.", 2),
        ("space around the instruction", " Say:\n", 2),
        ("the same input twice", "Opposites.", 3),
        ("an example is the query", "Opposites.", 3),
    ]:
        lefts, rights = judge.draw(words, 10), judge.draw(words, 10)
        if name == "the same input twice":
            lefts[1] = lefts[0]
        if name == "an example is the query":
            lefts[9] = lefts[1]
        if name == "braces in all texts":
            lefts, rights = ["{}", "{a}", *lefts[2:9], "{b} {}"], ["{0}", "}", *rights[2:]]
        examples = list(zip(lefts, rights, strict=True))[:n]
        judge.same(probe, given.few_shot, instruction, examples, lefts[9], case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-few_shot" covers=["zero-shot", "few-shot"]
# **What just happened.** Your prompts, put to the model: words of two kinds, clothes and instruments,
# with labels that are made up anew for each question. No model can know them; only the examples tell.
# Zero-shot cannot work here, and one example shows only one of the two labels. The model saw many such
# lists in training, but of other words.

# %% show="shots" covers=["zero-shot", "few-shot"]
questions = promptsets.labeled_words(scaled(40, 3))
shots = [0, 1, 2, 4, 8]
right = {}
for n in shots:
    prompts = [
        yours(few_shot)("Label the word.", q.examples[:n], q.text)
        for q in questions
    ]
    said = ask_all(prompts, f"{n} examples", max_output_tokens=8)
    pairs = zip(said, questions)
    right[f"{n} examples"] = [given.is_same(s, q.target) for s, q in pairs]
shares = [sum(row) / len(row) for row in right.values()]
charts.lines(
    shots, {service.model: shares, "a coin": [0.5] * len(shots)},
    title=f"Right labels of {len(questions)}, by number of examples",
    x_title="examples", y_title="share right",
)

# %% [markdown] prose="accuracy" covers=["prompt-design"]
# ## 12.2 How sure are you?  ★★☆ · 12 min · 4 points
#
# 17 right of 20: is the next prompt with 18 better? With a share $p$ of $n$ answers and $z = 1.96$,
# Wilson's interval (Wilson 1927, [doi:10.2307/2276774](https://doi.org/10.2307/2276774)) holds the true
# share 95 times in 100, nearly; it stays between 0 and 1, also at 20 of 20. For 17 of 20 it goes from
# 0.64 to 0.95: 18 of 20 is no news.
#
# $$\frac{p + \frac{z^2}{2n} \pm z\sqrt{\frac{p(1-p)}{n} + \frac{z^2}{4n^2}}}{1 + \frac{z^2}{n}}$$
#
# What counts as right is a decision too. Write it down before you look.
#
# <details><summary>Hint 1</summary>Clean both texts in the same way and in the right order, then compare them.</details>
# <details><summary>Hint 2</summary>`text.strip().removesuffix(".").lower()`; an answer that is None cannot be cleaned.</details>
# <details><summary>Hint 3</summary>Compute center and reach of the numerator first, then divide both ends by `1 + z**2 / n`.</details>

# %% exercise="accuracy" forbid=["proportion_confint", "binomtest", "wilson", "given.is_same"] reference="llmcourse.gemini.lessons.accuracy"
def accuracy(
    answers: list[str | None], targets: list[str], z: float = 1.96
) -> tuple[float, float, float]:
    """Share of right answers, lower and upper end of Wilson's interval.

    An answer is right if it equals its own target, where space around
    them (a line break and a tab too), one final period and upper or lower
    case do not count. None is wrong, whatever the target.
    """
    ### BEGIN SOLUTION
    def bare(text):
        return text.strip().removesuffix(".").lower()

    pairs = zip(answers, targets)
    right = sum(a is not None and bare(a) == bare(t) for a, t in pairs)
    n, share = len(targets), right / len(targets)
    center = share + z**2 / (2 * n)
    reach = z * (share * (1 - share) / n + z**2 / (4 * n**2)) ** 0.5
    shrink = 1 + z**2 / n
    return share, (center - reach) / shrink, (center + reach) / shrink
    ### END SOLUTION

# %% check="accuracy"
check(accuracy)

# %% test="accuracy" points=4
# Graded: all three numbers to ten digits, from 1 to 400 answers, none to
# all of them right, other z; space, period, case and None; each answer
# against its own target; inputs left unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(accuracy, *inputs)

def verdict(judge):
    near = {"rtol": 1e-9, "atol": 1e-12}
    dress = ["{}", " {}", "{}.", "{}. ", "\n{}\n", "\t{}.\t"]

    def same(name, n, right, z=1.96):
        known = ["Paris", "No.", "3.5", "Tea Cup.", "U.S.A"]
        targets = [judge.draw(known, 1)[0] for _ in range(n)]
        bare = [target.removesuffix(".") for target in targets]
        answers = [judge.draw(dress, 1)[0].format(target) for target in bare]
        answers = [judge.draw([a, a.upper(), a.lower()], 1)[0] for a in answers]
        wrong = ["yes", "35", "", "it is {}", None, "{} {}", "{}!", "{}..", ".{}"]
        for at in judge.draw(range(n), n - right):
            others = [one for one in known if one != targets[at]]
            said = judge.draw([*wrong, *others], 1)[0]
            answers[at] = said and said.replace("{}", targets[at].removesuffix("."))
        judge.same(probe, given.accuracy, answers, targets, z, case=name, **near)

    same("one, right", 1, 1)
    same("one, wrong", 1, 0)
    n = judge.integer(10, 40)
    same("all right", n, n)
    same("none right", n, 0)
    same("some right", n, judge.integer(3, 8))
    same("nearly all", 12, 11)
    same("many", 400, judge.integer(100, 300))
    same("another z", judge.integer(11, 60), 7, z=2.576)
    same("a small z", judge.integer(11, 60), 9, z=0.5)
    for name, answers, targets in [
        ("each in another's place", ["Lima", "Oslo", "Rome", "Oslo"], ["Rome", "Lima", "Oslo", "Oslo"]),
        ("periods that count", ["3..", ".5", "...", "U.S.A"], ["3", "5", ".", "USA"]),
        ("space that counts", ["NewYork", "Tea  Cup", "ab", "New York"], ["New York", "Tea Cup", "a b", "new york"]),
        ("None for None and nothing", [None, None, None, "", "none"], ["None", "none.", "", "", "None"]),
        ("tabs and line breaks", ["\tRome\n", "\nOslo.\t", "Lima\r\n"], ["Rome", "Oslo", "\tLima."]),
    ]:
        judge.same(probe, given.accuracy, answers, targets, 1.96, case=name, **near)
### END HIDDEN TESTS

# %% [markdown] prose="after-accuracy" covers=["few-shot", "zero-shot", "prompt-design"]
# **What just happened.** The bench counts with your function: its ends are the black marks, question by
# question underneath. Take fewer questions and see how soon nothing is certain any more. Two prompts
# that got the *same* questions are best compared on those that only one of them got right. If both were
# equally good, each of these would fall to either side like a fair coin: how likely is a split as
# uneven as this one? That is *p*, and this is the *sign test*. Overlapping intervals do not mean that
# there is no difference. The last column counts the tokens of a question, read and written, on average.

# %% show="bench" covers=["few-shot", "zero-shot", "prompt-design"]
questions = promptsets.labeled_words(scaled(40, 3))
right, tokens = {}, {}
for n in [0, 2, 8]:
    prompts = [
        given.few_shot("Label the word.", q.examples[:n], q.text)
        for q in questions
    ]
    said = ask_all(prompts, f"{n} examples", max_output_tokens=8)
    right[f"{n} examples"] = [
        given.is_same(s, q.target) for s, q in zip(said, questions)
    ]
    tokens[f"{n} examples"] = paid.total() / len(questions)
PromptBench(
    right, yours(accuracy), tokens=tokens, title="Examples on the bench"
)

# %% [markdown] prose="final_answer" covers=["chain-of-thought"]
# ## 12.3 Where is the answer?  ★★☆ · 10 min · 4 points
#
# *Chain of thought*: let the model write its steps before the answer, either after worked examples (Wei
# et al. 2022, [arXiv:2201.11903](https://arxiv.org/abs/2201.11903), what the whitepaper describes) or
# just by asking: "Let's think step by step" (Kojima et al. 2022,
# [arXiv:2205.11916](https://arxiv.org/abs/2205.11916)). Each token that is written is another pass
# through the network: room to compute. But now the answer has to be found in a text.
#
# <details><summary>Hint 1</summary>`re.findall(pattern, text, re.I)` gives all that match; the last one counts.</details>
# <details><summary>Hint 2</summary>Between phrase and number stand any of some characters, any number of times: a class in square brackets with `*` behind it. A number is `-?`, digits, perhaps groups for the thousands, perhaps one for the decimals; such a group is `(?:...)`.</details>
# <details><summary>Hint 3</summary>Thousands are `(?:,\d{3})*`, decimals `(?:\.\d+)?`. Put the whole number in round brackets, remove its commas, and make a float of it.</details>

# %% show="steps" covers=["chain-of-thought"]
question = promptsets.stories(1, steps=3)[0]
print(question.text, f" ({question.target} is right)\n")
print("at once:     ", ask(f"{question.text} Give only the number."))
print("step by step:", ask(f"{question.text} Think step by step."))

# %% exercise="final_answer" reference="llmcourse.gemini.lessons.final_answer"
def final_answer(text: str) -> float | None:
    """The number after the last "The answer is" that a number follows.

    Upper or lower case does not count; spaces, line breaks, ":", "$" and
    "*" may stand between, in any order, and anything after the number. A
    number: perhaps a minus, digits, perhaps commas between thousands,
    perhaps a point and decimals. None if there is no such.
    """
    ### BEGIN SOLUTION
    number = r"-?\d+(?:,\d{3})*(?:\.\d+)?"
    found = re.findall(rf"the answer is[\s:$*]*({number})", text, re.I)
    return float(found[-1].replace(",", "")) if found else None
    ### END SOLUTION

# %% check="final_answer"
check(final_answer)

# %% test="final_answer" points=4
# Graded: whole, negative and decimal numbers, thousands, other numbers
# around, several answers, none, "$", ":" and "**" in any order, any case,
# answers on any line; numbers, not texts.
### BEGIN HIDDEN TESTS
def probe(texts):
    return [final_answer(text) for text in texts]

def verdict(judge):
    n, more, other = judge.integer(11, 99), judge.integer(100, 999), judge.integer(2, 9)
    cases = {
        "plain": (f"The answer is {n}.", float(n)),
        "steps before": (f"Start: {other}. {other} + {n - other} = {n}. The answer is {n}.", float(n)),
        "words after": (f"The answer is {n} apples, {other} more than before.", float(n)),
        "the last one counts": (f"The answer is {other}. No: the answer is {n}.", float(n)),
        "the last one counts, and is smaller": (f"The answer is {n}. No: the answer is {other}.", float(other)),
        "steps on lines": (f"Step 1: {other}\nStep 2: {more}\nThe answer is {n}.", float(n)),
        "lines after it": (f"The answer is {n}.\nI looked twice:\n{other}\n{more}\nGood.", float(n)),
        "a bold colon": (f"**The answer is:** {n}", float(n)),
        "a space after the sign": (f"The answer is $ {n}.", float(n)),
        "bold dollars": (f"The answer is **${n}**.", float(n)),
        "dollars in bold": (f"The answer is $**{n}**.", float(n)),
        "a unit": (f"The answer is {n}kg.", float(n)),
        "a unit after decimals": (f"The answer is {n}.5kg", n + 0.5),
        "percent": (f"The answer is {n}%!", float(n)),
        "the last one has no number": (f"The answer is {n}. I hope the answer is right, {other}!", float(n)),
        "negative": (f"The answer is -{n}.", float(-n)),
        "decimals": (f"The answer is {n}.{more}.", float(f"{n}.{more}")),
        "thousands": (f"The answer is {other},{more}.", float(other * 1000 + more)),
        "millions": (f"The answer is {n},{more},{more}.5", n * 1e6 + more * 1000 + more + 0.5),
        "no commas": (f"The answer is {n}{more}{more}.", float(f"{n}{more}{more}")),
        "dollars": (f"The answer is ${n}.", float(n)),
        "a colon and a line": (f"The answer is:\n{n}", float(n)),
        "bold": (f"The answer is **{n}**.", float(n)),
        "upper case": (f"THE ANSWER IS {n}", float(n)),
        "lower case": (f"so the answer is {n}", float(n)),
        "a list after it": (f"The answer is {n}, {more} is not.", float(n)),
        "two numbers with a comma": (f"The answer is {other},{n}.", float(other)),
        "zero": ("The answer is 0.", 0.0),
        "other words": (f"My answer is {n}.", None),
        "no number": ("The answer is not known.", None),
        "no such words": (f"I think it is {n}.", None),
        "words between": (f"The answer is about {n}.", None),
        "nothing": ("", None),
    }
    texts = [text for text, _ in cases.values()]
    found = judge.ask(probe, texts, case="all texts")
    for (name, (_, expected)), value in zip(cases.items(), found, strict=True):
        judge.equal(value, expected, case=name, may_be_none=True)
### END HIDDEN TESTS

# %% [markdown] prose="after-final_answer" covers=["chain-of-thought"]
# **What just happened.** Your parser reads the answers to stories with more and more steps, asked three
# ways: for the number at once, for steps, and after one worked example. The longer the story, the more
# the steps matter: many sums do not fit into one pass. Whether the worked example makes it write steps,
# read off the chart. This small model was trained to do so when told; large ones need only see it.

# %% show="cot" covers=["chain-of-thought"]
example = promptsets.worked_example()
ways = {
    "at once": lambda text: f"{text} Give only the number.",
    "step by step": lambda text: f"{text} Think step by step.",
    "a worked example": lambda text: f"{example}\n\nQ: {text}\nA:",
}
counts, each = scaled([1, 2, 3, 4, 6, 8], [1, 4]), scaled(12, 1)
asked = [q for n in counts for q in promptsets.stories(each, n)]
shares, read = {}, yours(final_answer)
for name, way in ways.items():
    said = ask_all([way(q.text) for q in asked], name)
    cost = {kind: round(count / len(asked)) for kind, count in paid.items()}
    print(f"{name}: tokens of a question, on average: {cost}")
    found = [read(s) or read(f"The answer is {s}") for s in said]
    good = [f == float(q.target) for f, q in zip(found, asked)]
    starts = range(0, len(good), each)
    shares[name] = [sum(good[at : at + each]) / each for at in starts]
charts.lines(
    counts, shares, title="Stories with numbers: at once and step by step",
    x_title="steps", y_title="share right",
)

# %% [markdown] prose="thinking" covers=["chain-of-thought"]
# Steps cost tokens, as the lines above the chart say, and tokens cost time and money. Steps are also no
# report of what goes on inside: models give reasons that were not theirs (Turpin et al. 2023,
# [arXiv:2305.04388](https://arxiv.org/abs/2305.04388)). Current Gemini models *think* on their own before
# they answer, and thinking tokens are billed as output.

# %% [markdown] prose="live" covers=["gemini-sdk"]
# ### What live models ignore
#
# Most tutorials, and most papers, were written for models that are gone: they set a temperature near 0
# for what has one answer and near 1 for a story. What changed, as read on November 23, 2026 in Google's
# [release notes](https://ai.google.dev/gemini-api/docs/changelog) (July 21, 2026), its page on
# [3.6](https://ai.google.dev/gemini-api/docs/generate-content/whats-new-gemini-3.6) and, for Gemini 4, a
# [reseller's
# post](https://dev.to/aihubmix/gemini-4-neon-migration-default-high-thinking-400-errors-and-the-65k-cap-45gj);
# we could try none of it:
#
# | parameter | today |
# | --- | --- |
# | `temperature`, `top_p`, `top_k` | deprecated; ignored by 3.6, 3.7, 3.8, 3.5-flash-lite and Gemini 4. On earlier 3.x keep 1.0: lower values may loop |
# | `candidate_count` | not supported since 3.x |
# | `presence_penalty`, `frequency_penalty` | error 400 on Gemini 4 |
# | `thinking_budget` | `thinking_level` instead; error 400 on Gemini 4 |
# | small `max_output_tokens` | may be used up by thinking: an empty answer |
# | a last turn of the model's own | error 400 from 3.6 on |
# | explicit caches | not on Gemini 4 |
#
# A retired id is refused, or [quietly
# routed](https://dev.to/aideprecations/what-to-do-before-gemini-25-pro-and-25-flash-are-retired-on-december-1-2026-5gg9)
# to another model, at that one's price. So print `model_version`. This lesson sends a temperature of 0
# only to models that are known to heed it; your own are worth a measurement:

# %% show="heeds" covers=["gemini-sdk"]
draws = scaled(10, 3)
for temperature in [0.0, 2.0]:
    said = [
        ask("List three animals.", temperature=temperature, seed=seed)
        for seed in range(draws)
    ]
    n = len(set(said))
    print(f"temperature {temperature}: {n} different of {draws}")
print("known to heed it:", samples(service.model))

# %% [markdown] prose="vote" covers=["chain-of-thought"]
# ## 12.4 Ask again and vote  ★★☆ · 12 min · 4 points
#
# There are many wrong ways and few right ones: wrong answers scatter, right ones agree.
# *Self-consistency* (Wang et al. 2022, [arXiv:2203.11171](https://arxiv.org/abs/2203.11171)) samples
# several chains of thought at a temperature above 0 and takes the answer that most of them reach. It
# costs N calls, and the share of votes is a rough measure of how sure the model is. Here you make these
# calls yourself, each with its own seed.
#
# <details><summary>Hint 1</summary>One call: `service.client.models.generate_content(model=service.model, contents=..., config={...})`.</details>
# <details><summary>Hint 2</summary>`Counter` counts; `given.final_answer(text)` is None where there is no answer: such a vote does not count. It wants a text, and `answer.text` may be None.</details>
# <details><summary>Hint 3</summary>`Counter.most_common(1)[0]` is (answer, votes); of equals it gives the one that was counted first.</details>

# %% exercise="vote" forbid=["given.most_common"] reference="llmcourse.gemini.lessons.vote"
def vote(
    service: Service, prompt: str, n: int, temperature: float = 1.0
) -> tuple[float | None, float]:
    """The final answer that most of n calls give, and its share of n.

    Each call sends the prompt alone, and nothing but its seed (0, 1, ...
    n - 1, in this order) and the temperature. Texts without a final
    answer, and answers without a text, have no vote; a tie goes to the
    answer that came first. If nobody has a vote: (None, 0.0).
    """
    service = given.reach(service)
    ### BEGIN SOLUTION
    votes = Counter()
    for seed in range(n):
        answer = service.client.models.generate_content(
            model=service.model, contents=prompt,
            config={"seed": seed, "temperature": temperature},
        )
        votes[given.final_answer(answer.text or "")] += 1
    del votes[None]
    if not votes:
        return None, 0.0
    answer, count = votes.most_common(1)[0]
    return answer, count / n
    ### END SOLUTION

# %% check="vote"
check(vote)

# %% test="vote" points=4
# Graded, over real HTTP, calls counted at the server: n calls with their
# seeds, temperature and prompt, each on its own and with nothing else;
# majority, ties, the answer 0, answers without a number or a text.
### BEGIN HIDDEN TESTS
def probe(address, prompt, n, temperature):
    return vote(address, prompt, n, temperature)

def verdict(judge):
    a, b = judge.draw(range(10, 99), 2)
    say = "I count. The answer is {}.".format
    for name, texts in [
        ("one call", [say(a)]),
        ("a clear majority", [say(b), say(a), say(a), say(b), say(a)]),
        ("a tie", [say(b), say(a), say(b), say(a)]),
        ("a tie the other way", [say(a), say(b), say(b), say(a)]),
        ("a number that it is sent", [say("$temperature")]),
        ("some say nothing", ["Hm.", "Hm.", say(a), "Hm.", say(b), say(b)]),
        ("most say nothing", ["Hm."] * 4 + [say(a)]),
        ("nobody knows", ["Hm."] * 3),
        ("written in two ways", [say(b), say("1,000"), say("1000.0")]),
        ("decided before the end", [say(a), say(a), say(a), say(b), say(b)]),
        ("decided, and once more", [say(a), say(a), say(a), say(b), say(a)]),
        ("a tie in turns", [say(min(a, b)), say(max(a, b))] * 2),
        ("one call after another", [say("$requests")] * 3),
        ("each call on its own", [say("$contents")] * 3),
        ("the words that it is sent", [say("$words")]),
        ("the settings that it is sent", [say("$settings")]),
        ("at a temperature of 0", [say("$temperature")]),
        ("zero wins", [say(0), say(a), say(0)]),
        ("nearly the same", [say(f"{a}.3"), say(f"{a}.4"), say(f"{a}.4")]),
        ("no text at all", [None, say(a), None, None]),
    ]:
        n, warm, prompt = len(texts), judge.draw([0.25, 0.75, 1.5], 1)[0], f"How many? {name}"
        warm = 0.0 if name == "at a temperature of 0" else warm
        rehearsal = given.Rehearsal(dict(enumerate(texts)))
        found = judge.ask(probe, judge.serve(rehearsal.answer), prompt, n, warm, case=name)
        expected = given.vote(dict(enumerate(texts)), prompt, n, warm)
        judge.equal(found, expected, case=name)
        seeds = [body.get("generationConfig", {}).get("seed") for body in rehearsal.asked]
        judge.equal(seeds, list(range(n)), check="seeds", case=name)
        for body in rehearsal.asked:
            sent = body.get("generationConfig", {})
            judge.equal(sent.get("temperature"), warm, check="temperature", case=name)
            said = [part.get("text") for content in body["contents"] for part in content["parts"]]
            judge.equal(said, [prompt], check="prompt", case=name)
            more = {*sent, *body} - {"seed", "temperature", "contents", "generationConfig", "model"}
            judge.equal(sorted(more), [], check="nothing else is sent", case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-vote" covers=["chain-of-thought"]
# **What just happened.** Your vote on stories to be solved "your own way": of such answers the model
# read many in training that guess, or slip on the way. Each question was asked once for every seed, and
# your vote read these answers from a rehearsal, so that nobody pays twice. Three things to read off:
# what a single sample gets right, on average over *all* of them; what the likeliest answer gets right;
# what a vote makes of it. Under the bench *p* compares the vote with one sample. Where the likeliest
# answer is right already a vote buys nothing and costs N calls, and no vote corrects a mistake that
# most samples share.

# %% show="votes" covers=["chain-of-thought"]
asked = [
    replace(q, text=f"{q.text} Solve it your own way.")
    for q in promptsets.stories(scaled(16, 2), steps=scaled(5, 3))
]
n = scaled(9, 3)
right = {"one sample": [], "the likeliest": [], f"a vote of {n}": []}
samples_right = []
for at, question in enumerate(with_bar(asked, "voting")):
    target = float(question.target)
    texts = {}
    for seed in range(n):
        answer = service.client.models.generate_content(
            model=service.model, contents=question.text,
            config={"seed": seed, "temperature": 1.3},
        )
        texts[seed] = answer.text
    singles = [given.final_answer(t or "") for t in texts.values()]
    voted, share = yours(vote)(texts, question.text, n)
    likeliest = given.final_answer(ask(question.text))
    samples_right += [single == target for single in singles]
    one = singles[at % n]  # each time another seed
    for row, found in zip(right.values(), [one, likeliest, voted]):
        row.append(found == target)
    print(f"{target:g} is right, voted {voted} ({share:.0%}):", singles)
share = sum(samples_right) / len(samples_right)
print(f"right of all {len(samples_right)} single samples: {share:.0%}")
PromptBench(right, yours(accuracy), title="One answer or a vote")

# %% [markdown] prose="design" covers=["prompt-design"]
# ## Designing a prompt
#
# What the whitepaper lists, and what each item is good for: **clear instructions** (say what to do and
# what the answer looks like); **keywords and format** (labels, headings, fences show the parts);
# **background** (the facts that the model lacks); **examples**. Do not believe any of it: measure. And
# check the winner on fresh questions: the best of five prompts on these forty was also the luckiest of
# five. The questions are reviews with words that the model never saw in a labeled review.

# %% show="design" covers=["prompt-design"]
forms = {
    "no instruction": "{}",
    "an instruction": "Is this review positive or negative? {}",
    "keyword and format": "Review: {}\nSentiment (positive or negative):",
    "a role": "You are a critic. Say positive or negative. {}",
    "an example": "Awful food. -> negative\n{} ->",
}
asked = promptsets.reviews(scaled(40, 3))
right, tokens = {}, {}
for name, form in forms.items():
    prompts = [form.format(q.text) for q in asked]
    said = ask_all(prompts, name, max_output_tokens=8)
    right[name] = [given.is_same(s, q.target) for s, q in zip(said, asked)]
    tokens[name] = paid.total() / len(asked)
PromptBench(
    right, yours(accuracy), tokens=tokens,
    title="Five prompts for one task",
)

# %% [markdown] prose="system" covers=["prompt-design"]
# ### System instruction, and length
#
# A *system instruction* stands above the conversation: a role, a task, a tone that holds for every turn.
# The course's model was trained with system texts of a few kinds only, and follows others by luck; a
# large model follows nearly all. `max_output_tokens` is a knife, not a request for brevity: the text is
# cut, and `finish_reason` says MAX_TOKENS. On a model that thinks first it may even cut before the first
# visible word. A *stop sequence* cuts before the text that you name. If you want it short, say so, and
# look whether you get it. (Velan, below, is a language that was made up for the course.)

# %% show="system" covers=["prompt-design"]
task = "Classify reviews as positive or negative."
for system in [None, task, "Translate every sentence to Velan."]:
    said = ask("The cat sleeps.", system_instruction=system)
    print(f"{system or 'no system instruction'} -> {said}")
for prompt, limit in [
    ("Tell me a story.", 12), ("Tell me a short story.", 200),
]:
    answer = service.client.models.generate_content(
        model=service.model, contents=prompt,
        config={"max_output_tokens": limit, **COLD},
    )
    written = answer.usage_metadata.candidates_token_count
    why = answer.candidates[0].finish_reason.name
    print(f"{prompt} at most {limit}: {written} tokens, {why}")

cut = ask("Tell me a story.", stop_sequences=["."])
print("up to the first period:", cut)

# %% [markdown] prose="streaming" covers=["gemini-sdk"]
# ### Streaming
#
# A stream sends the answer piece by piece. The whole takes as long as before; the *first* word comes
# sooner, and that is what a reader waits for. Each piece is a server-sent event: a line `data: {...}`
# and an empty one.

# %% show="streaming" covers=["gemini-sdk"]
from time import perf_counter

start = perf_counter()
pieces, first = [], None
for chunk in service.client.models.generate_content_stream(
    model=service.model, contents="Tell me a story.",
    config={"max_output_tokens": 60, **COLD},
):
    first = first or perf_counter() - start
    pieces.append(chunk.text or "")
print(pieces[:8], "...")
whole = perf_counter() - start
print(f"first piece after {first:.2f} s, all after {whole:.2f} s")
if service.local:
    print(service.calls[-1]["frames"][0][:160])

# %% [markdown] prose="read_json" covers=["prompt-design"]
# ## 12.5 Read what it wrote  ★★☆ · 8 min · 3 points
#
# A program wants data, not prose. Asked for JSON, models write it, and around it "Sure! Here it is:",
# fences, an explanation with braces of its own. The robust reader tries at every opening brace or
# bracket whether valid JSON begins there. It trusts nothing else, and runs nothing: `eval` on a model's
# words is an open door.
#
# <details><summary>Hint 1</summary>`json.loads` insists that nothing follows; `json.JSONDecoder().raw_decode(text, start)` does not.</details>
# <details><summary>Hint 2</summary>It returns (value, end), and raises json.JSONDecodeError where no JSON begins.</details>
# <details><summary>Hint 3</summary>Go through the text with `enumerate`; at "{" or "[" try; on an error go on.</details>

# %% exercise="read_json" reference="llmcourse.gemini.lessons.read_json"
def read_json(text: str) -> dict | list | None:
    """The first object or list in the text that the module json can read.

    First: it begins before all others. Words before and after it, fences
    and false starts are passed over, however many; nothing is repaired.
    None if there is none.
    """
    ### BEGIN SOLUTION
    for start, character in enumerate(text):
        if character in "{[":
            try:
                value, _ = json.JSONDecoder().raw_decode(text, start)
            except json.JSONDecodeError:
                continue
            return value
    return None
    ### END SOLUTION

# %% check="read_json"
check(read_json)

# %% test="read_json" points=3
# Graded: bare JSON, fences with and without a language, words around,
# nesting, braces in strings and in words, lists, two objects, empty ones,
# many false starts, broken JSON.
### BEGIN HIDDEN TESTS
def probe(texts):
    return [read_json(text) for text in texts]

def verdict(judge):
    n, name = judge.integer(2, 99), judge.draw(["Aïsha", "Tom", "Li"], 1)[0]
    value = {"name": name, "size": n, "tags": ["a}", "[b"], "more": {"yes": True, "no": None}}
    text = json.dumps(value, indent=judge.draw([None, 2], 1)[0], ensure_ascii=False)
    cases = {
        "bare": (text, value),
        "a fence": (f"```json\n{text}\n```", value),
        "a fence without a language": (f"Here:\n```\n{text}\n```\nGood?", value),
        "words around": (f"Sure! {text} I hope that {{helps}}.", value),
        "a false start": (f"In the form {{name, size}}: {text}", value),
        "a false list": (f"Sizes [small, big]. {text}", value),
        "many false starts": (f"{'{x} [y] ' * 12}{text}", value),
        "a list": (f"The list: [{n}, {text}, 1.5]", [n, value, 1.5]),
        "a list of numbers": (f"They are [{n}, 2] or so.", [n, 2]),
        "a list, then an object": (f"[{n}] {text}", [n]),
        "a comma too many": (f'{{"size": {n},}}', None),
        "a comma in a string": ('{"a": "b ,] c", "d": ", }"}', {"a": "b ,] c", "d": ", }"}),
        "a line break in a string": (f'{{"name": "{name}\nB"}}', None),
        "a line break as it is written": (f'{{"name": "{name}\\nB"}}', {"name": f"{name}\nB"}),
        "empty object": ("Nothing: {}", {}),
        "empty list": (f"[] and {text}", []),
        "two objects": (f'{{"size": {n}}} {text}', {"size": n}),
        "a fence after it": (f'{{"size": {n}}}, in full:\n```json\n{text}\n```', {"size": n}),
        "inside a broken one": (f'{{"a": {text}, oops', value),
        "cut off": (text[:-1] if value else "", value["tags"]),
        "single quotes": (f"{{'size': {n}}}", None),
        "a number": (str(n), None),
        "a string": (f'"{name}"', None),
        "words": ("I do not know.", None),
        "nothing": ("", None),
    }
    texts = [text for text, _ in cases.values()]
    found = judge.ask(probe, texts, case="all texts")
    for (name, (_, expected)), value in zip(cases.items(), found, strict=True):
        judge.equal(value, expected, case=name, may_be_none=True)
### END HIDDEN TESTS

# %% [markdown] prose="after-read_json" covers=["prompt-design"]
# **What just happened.** Your reader, on what the model wrote for texts about people: free text at
# temperature 2, and the same with a *schema*, by which the service allows only tokens that lead to valid
# JSON. A model that was trained to write JSON may keep the form without a schema as well; with one it
# must, unless the answer is cut off. That is the form, never the truth: the second number says how often
# the values are right too. An *enum* does the same for one word of a list.

# %% show="structured" covers=["prompt-design"]
def schema_of(value):
    kinds = {name: {"type": "STRING"} for name in value}
    return {"type": "OBJECT", "properties": kinds, "required": list(value)}

HOT = {"temperature": 2.0, "seed": 1} if samples(service.model) else {}
ways = ["free text", "with a schema"]
form, truth = Counter(), Counter()
asked = promptsets.people(scaled(20, 2))
for text, value in with_bar(asked, "extracting"):
    prompt = f"Extract {', '.join(value)} as JSON: {text}"
    schema = {
        "response_mime_type": "application/json",
        "response_schema": schema_of(value),
    }
    for name, more in zip(ways, [{}, schema]):
        found = yours(read_json)(ask(prompt, **HOT, **more))
        kept = isinstance(found, dict) and set(found) == set(value)
        form[name] += kept
        truth[name] += kept and all(
            str(found[key]) == str(value[key]) for key in value
        )
for name in ways:
    print(f"{name}: {form[name]} of {len(asked)} with the right keys,",
          f"{truth[name]} with the right values too")
labels = {"type": "STRING", "enum": ["positive", "negative"]}
kind = {"response_mime_type": "text/x.enum", "response_schema": labels}
review = "What a radiant cafe!"
print("free:", ask(review), "| enum:", ask(review, **kind))

# %% [markdown] prose="recent_contents" covers=["prompt-design", "gemini-sdk"]
# ## 12.6 A model has no memory  ★★☆ · 10 min · 4 points
#
# A chat is a trick: with `generateContent`, which this lesson uses, every message sends the *whole*
# conversation again, and it is paid for again. Look at the bodies below. Google's newer [Interactions
# API](https://ai.google.dev/gemini-api/docs/interactions), recommended for new projects since June
# 2026, keeps the history on the server; the model still reads all of it. Sooner or later it does not
# fit the context any more (here 511 tokens; then the service answers 400). So a program drops the
# oldest turns. Where the API is strict, the first turn must be the user's; a gap in the middle would
# make the model read answers to questions that it cannot see.
#
# <details><summary>Hint 1</summary>Go back from the last turn as long as the sum from there to the end fits.</details>
# <details><summary>Hint 2</summary>`sum(counts[start:])` is what is used from `start` on. As long as the turn at `start` is the assistant's, leave it out.</details>
# <details><summary>Hint 3</summary>In the API the assistant is called "model", and parts is a list with one {"text": ...}.</details>

# %% show="chat" covers=["prompt-design", "gemini-sdk"]
chat = service.client.chats.create(model=service.model)
for said in [
    "Hi! My name is Mila.", "Is Paris in France?", "What is my name?",
]:
    answer = chat.send_message(said)
    used = answer.usage_metadata.prompt_token_count
    print(f"{said} -> {answer.text}  ({used} tokens read)")
if service.local:  # the local server shows what it was sent
    sent = service.calls[-1]["sent"]["contents"]
    for content in sent:
        print("  sent:", content["role"], content["parts"][0]["text"])

# %% show="interactions" covers=["gemini-sdk"]
try:  # the same, with the history on the server
    first = service.client.interactions.create(
        model=service.model, input="Hi! My name is Mila."
    )
    second = service.client.interactions.create(
        model=service.model, input="What is my name?",
        previous_interaction_id=first.id,
    )
    read = second.usage.total_input_tokens
    print(f"{second.output_text}  ({read} tokens read)")
except Exception as error:
    print(explain(error))

# %% exercise="recent_contents" reference="llmcourse.gemini.lessons.recent_contents"
def recent_contents(
    turns: list[tuple[str, str]], counts: list[int], budget: int
) -> list[dict]:
    """The newest turns whose tokens fit into the budget, as contents.

    turns are (role, text), role "user" or "assistant", in any order; the
    last is the user's and always stays. No turn between kept ones is left
    out, and the first one kept is the user's. A content is
    {"role": "user" or "model", "parts": [{"text": ...}]}.
    """
    ### BEGIN SOLUTION
    start = len(turns) - 1
    while start > 0 and sum(counts[start - 1:]) <= budget:
        start -= 1
    while turns[start][0] != "user":
        start += 1
    roles = {"user": "user", "assistant": "model"}
    return [
        {"role": roles[role], "parts": [{"text": text}]}
        for role, text in turns[start:]
    ]
    ### END SOLUTION

# %% check="recent_contents"
check(recent_contents)

# %% test="recent_contents" points=4
# Graded: everything fits, almost nothing fits, a budget met exactly or
# missed by one token, roles, the first turn's role, two of one role in a
# row, the same turn twice, texts as they are; inputs left unchanged.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(recent_contents, *inputs)

def verdict(judge):
    for n in (1, 3, 5, 9):
        roles = ["user" if at % 2 == 0 else "assistant" for at in range(n)]
        turns = [(role, f"turn {at}, {judge.integer(1, 99)}") for at, role in enumerate(roles)]
        counts = [judge.integer(2, 30) for _ in turns]
        counts[n // 2] = 40
        budgets = {"all of it": sum(counts), "one short of all": sum(counts) - 1, "nothing": 1}
        for kept in range(1, n):
            budgets[f"{kept} exactly"] = sum(counts[-kept:])
            budgets[f"one short of {kept}"] = sum(counts[-kept:]) - 1
        for name, budget in budgets.items():
            case = f"{n} turns, {name}"
            judge.same(probe, given.recent_contents, turns, counts, budget, case=case)
    two = [("user", "My name is Mila."), ("user", "Hello?"), ("assistant", "Hi."), ("user", "Who am I?")]
    twice = [("user", "Yes."), ("assistant", "Sure?"), ("user", "Yes."), ("assistant", "Sure?"), ("user", "Yes.")]
    after = [("user", "Hi."), ("assistant", "Hello."), ("assistant", "Well?"), ("user", "Who am I?")]
    spaces = [("user", " Hi.\n"), ("assistant", "\tHello. "), ("user", " ")]
    for name, turns, counts in [
        ("two turns of one role", two, [9, 4, 3, 6]),
        ("two of the assistant's", after, [9, 4, 3, 6]),
        ("the same turn twice", twice, [2, 8, 5, 1, 7]),
        ("the user's alone", [("user", "Hello?"), ("user", "Anybody?")], [5, 6]),
        ("space around", spaces, [2, 3, 1]),
    ]:
        for budget in (30, 13, 9, 12, 17, 10, 6):
            judge.same(probe, given.recent_contents, turns, counts, budget, case=f"{name}, {budget} tokens")
### END HIDDEN TESTS

# %% [markdown] prose="after-recent_contents" covers=["prompt-design", "gemini-sdk"]
# **What just happened.** Your function trims a conversation before each call. With a small budget the
# name falls out of the window, and the model cannot know it any more: that is how chatbots forget.

# %% show="forgets" covers=["prompt-design"]
turns = [
    ("user", "Hi! My name is Mila."),
    ("assistant", "Nice to meet you, Mila."),
    ("user", "Is Paris in France?"), ("assistant", "Yes."),
    ("user", "What is my name?"),
]
count = service.client.models.count_tokens
counts = [
    count(model=service.model, contents=text).total_tokens
    for _, text in turns
]
for budget in [100, 40, 15]:
    contents = yours(recent_contents)(turns, counts, budget)
    print(f"{budget:>3} tokens, {len(contents)} turns: {ask(contents)}")

# %% [markdown] prose="context" covers=["prompt-design"]
# ### Background, and long documents
#
# Facts that are in the prompt need not be in the weights. Tell the model to say so where the text has no
# answer; the course's model was trained to ("The context does not say."). Long documents go *before* the
# question in Google's own advice, and what stands in the middle of a long context is found less often
# (Liu et al. 2023, [arXiv:2307.03172](https://arxiv.org/abs/2307.03172)).

# %% show="context" covers=["prompt-design"]
right = {"question alone": [], "passage, then question": []}
for q in with_bar(promptsets.documents(scaled(24, 3)), "reading"):
    passage = q.examples[0][1]
    prompts = [q.text, f"Passage: {passage}\nQuestion: {q.text}"]
    for row, prompt in zip(right.values(), prompts):
        said = ask(prompt, max_output_tokens=24)
        row.append(given.is_same(said, q.target))
for name, row in right.items():
    print(f"{name}: {sum(row)} of {len(row)} right")
try:
    ask("The cat sat on the mat. " * 200)
except Exception as error:
    print(explain(error))

# %% [markdown] prose="caching" covers=["gemini-sdk", "prompt-design"]
# ### Context caching
#
# The same long beginning with many questions after it: the service can keep what it read (keys and
# values), and then only the rest is read, sooner and cheaper. There are [two
# kinds](https://ai.google.dev/gemini-api/docs/caching). *Implicit* caching is Google's own: it compares
# the beginnings of prompts, so that one changed character at the front, such as a date, voids it.
# *Explicit* caching is what the cell below does: you store a beginning, name it, and pay for the time
# that it is kept. Google wants 1,024 to 4,096 tokens at least, depending on the model; with a key the
# few hundred below are refused, and the cell says so.

# %% show="caching" covers=["gemini-sdk"]
facts = " ".join(f"Lamp {n} costs {n + 3} euros." for n in range(2, 40))
try:
    cache = service.client.caches.create(
        model=service.model, config={"contents": facts, "ttl": "60s"}
    )
    for name, contents, config in [
        ("read again", f"{facts} How much is lamp 7?", {}),
        ("cached", "How much is lamp 7?", {"cached_content": cache.name}),
    ]:
        start = perf_counter()
        answer = service.client.models.generate_content(
            model=service.model, contents=contents,
            config={"max_output_tokens": 1, **config},
        )
        used = answer.usage_metadata
        kept = used.cached_content_token_count or 0
        seconds = perf_counter() - start
        total = used.prompt_token_count
        print(f"{name}: {kept} of {total} tokens kept, {seconds:.3f} s")
except errors.APIError as error:  # such as a model without explicit caches
    print(explain(error))

# %% [markdown] prose="use_tools" covers=["prompt-design", "gemini-sdk"]
# ## 12.7 Let it use tools  ★★★ · 16 min · 5 points
#
# A model cannot look up a price. But it can *ask your program to*: you declare functions, it answers
# with a call (a name and arguments, not prose), your program runs it, sends the result, and the model
# goes on. Reason, act, observe, again: that loop is *ReAct* (Yao et al. 2022,
# [arXiv:2210.03629](https://arxiv.org/abs/2210.03629)). The SDK has it built in; here it is switched
# off, for you to build. Errors are results too, and somebody must count the rounds.
#
# <details><summary>Hint 1</summary>`answer.function_calls` is None or a list of calls with `.name` and `.args`; `answer.candidates[0].content` is the model's turn.</details>
# <details><summary>Hint 2</summary>A result: `{"function_response": {"name": call.name, "response": {"result": ...}}}`, all of one round as the parts of one user turn.</details>
# <details><summary>Hint 3</summary>`for _ in range(max_requests)`: ask; return the text if nothing is called; else run all calls in try/except and append both turns.</details>

# %% exercise="use_tools" reference="llmcourse.gemini.lessons.use_tools"
def use_tools(
    service: Service,
    question: str,
    functions: list[dict],
    max_requests: int,
    run: Callable[[str, dict], object] = given.run_tool,
) -> str | None:
    """The answer's text, after as many function calls as the model wants.

    Each time it calls functions, run(name, args) is called for each of
    them, in order, even if it says something beside. Then the model's
    turn, as it came, and one turn with all results follow the
    conversation: a response {"result": ...}, whatever came back, or
    {"error": str(error)} where run raised anything. The first turn without
    a call is the answer. None if there is none in max_requests requests.
    """
    service = given.reach(service)
    contents = [types.UserContent(question)]
    config = {
        "tools": [{"function_declarations": functions}],
        "automatic_function_calling": {"disable": True},
    }
    ask = service.client.models.generate_content
    ### BEGIN SOLUTION
    for _ in range(max_requests):
        answer = ask(model=service.model, contents=contents, config=config)
        if not answer.function_calls:
            return answer.text
        results = []
        for call in answer.function_calls:
            try:
                response = {"result": run(call.name, call.args)}
            except Exception as error:
                response = {"error": str(error)}
            part = {"name": call.name, "response": response}
            results.append({"function_response": part})
        own = answer.candidates[0].content
        contents += [own, {"role": "user", "parts": results}]
    return None
    ### END SOLUTION

# %% check="use_tools"
check(use_tools)

# %% test="use_tools" points=5
# Graded, over real HTTP, calls counted outside: no call, several one
# after another, several at once, words beside a call, results such as 0,
# any error told to the model, the limit of requests, the model's turns
# sent back as they came, the functions declared each time.
### BEGIN HIDDEN TESTS
def probe(address, question, functions, max_requests, run):
    kinds = {"lookup": LookupError, "value": ValueError, "zero": ZeroDivisionError, "time": TimeoutError}

    def call(name, args):
        outcome = run(name, args)
        if "error" in outcome:
            raise kinds[outcome["kind"]](outcome["error"])
        return outcome["result"]

    return use_tools(address, question, functions, max_requests, call)

def verdict(judge):
    n, text = judge.integer(12, 99), "\n$turns ($functions; $signatures signed) "
    add = {"name": "calculator", "args": {"expression": f"{n} + 7"}}
    cost = {"name": "price", "args": {"item": "tent"}}
    odd = {"name": "fly", "args": {"to": "Rome", "at": n}}
    known = {
        "calculator": {"result": n + 7}, "price": {"result": {"dollars": n}},
        "fly": {"error": "there is no function 'fly'", "kind": "lookup"},
        "half": {"error": f"{n} is odd: no half", "kind": "value"},
        "share": {"error": "division by zero", "kind": "zero"}, "wait": {"error": "too late", "kind": "time"},
        "zero": {"result": 0}, "nothing": {"result": None}, "empty": {"result": ""}, "no": {"result": False},
    }
    named = {name: {"name": name, "args": {"of": "tent"}} for name in known}

    def told(name):
        return {key: value for key, value in known[name].items() if key != "kind"}

    def run(name, args):
        outcome = known[name]
        if "error" in outcome:
            raise LookupError(outcome["error"])
        return outcome["result"]

    def read_turns(body):
        found = []
        for content in body["contents"]:
            parts = []
            for part in content["parts"]:
                if call := part.get("functionCall"):
                    parts.append((call["name"], call.get("args", {})))
                elif back := part.get("functionResponse"):
                    parts.append((back["name"], back["response"]))
                else:
                    parts.append(part.get("text"))
            back = any("functionResponse" in part for part in content["parts"])
            role = content.get("role", "user")
            found.append(("tool" if back and role in ("user", "function", "tool") else role, parts))
        return found

    for name, script, limit in [
        ("no call", [text], 3),
        ("one call", [add, text], 4),
        ("two after another", [add, cost, text], 3),
        ("two at once", [[cost, add], text], 3),
        ("the same twice at once", [[add, add, cost], text], 2),
        ("words beside a call", [["Let me see.", add], [cost, "One moment."], text], 4),
        ("words, and never an answer", [["Let me see.", add], ["Well.", cost], text], 2),
        ("an unknown function", [odd, text], 3),
        ("one known, one not", [[odd, cost], add, text], 5),
        ("other errors", [[named["half"], cost], named["share"], named["wait"], text], 5),
        ("nothing much", [[named["zero"], named["nothing"]], [named["no"], named["empty"]], text], 3),
        ("no text in the end", [add, None], 3),
        ("never an answer", [*[add] * 3, text], judge.integer(2, 3)),
        ("an answer at the last moment", [add, cost, add, text], 4),
        ("many in few requests", [[add, cost, add], [cost, add], text], 3),
        ("one request only", [add, text], 1),
        ("no arguments", [{"name": "price", "args": {}}, text], 3),
    ]:
        rehearsal = given.Rehearsal(script)
        hosted = judge.host(lambda name, args: known[name])
        server = judge.serve(rehearsal.answer)
        found = judge.ask(probe, server, f"Q {n}?", given.TOOLS[:2], limit, hosted, case=name)
        steps = [step if isinstance(step, list) else [step] for step in script[:limit]]
        turns = [step for step in steps if any(isinstance(one, dict) for one in step)]
        expected = given.use_tools(script, f"Q {n}?", given.TOOLS[:2], limit, run)
        judge.equal(found, expected, check="answer", case=name, may_be_none=True)
        judge.equal(len(rehearsal.asked), len(steps), check="requests", case=name)
        wanted = [(one["name"], one["args"]) for turn in turns for one in turn if isinstance(one, dict)]
        finished = len(turns) < len(steps)
        made = hosted.calls if finished else hosted.calls[: len(wanted)]
        last = 0 if finished else sum(isinstance(one, dict) for one in turns[-1])  # may go unasked
        judge.equal(made, wanted[: max(len(made), len(wanted) - last)], check="calls", case=name)
        for at, body in enumerate(rehearsal.asked):
            declared = [f["name"] for t in body.get("tools", []) for f in t["functionDeclarations"]]
            judge.equal(declared, ["calculator", "price"], check="functions declared", case=name)
            said = [("user", [f"Q {n}?"])]
            for turn in turns[:at]:
                calls = [(one["name"], one["args"]) if isinstance(one, dict) else one for one in turn]
                said.append(("model", calls))
                said.append(("tool", [(one["name"], told(one["name"])) for one in turn if isinstance(one, dict)]))
            judge.equal(read_turns(body), said, check="conversation", case=name)
            signed = [part.get("thoughtSignature") for content in body["contents"] for part in content["parts"]]
            judge.equal(signed.count("c2lnbmVk"), at, check="the model's turn as it came", case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-use_tools" covers=["prompt-design", "gemini-sdk"]
# **What just happened.** Your loop with the course's model: a sum that it could not do in its head, a
# price that it cannot know, a thing without a price, and a question that needs no tool. Each call that
# it makes is printed. Your loop tells it that there is no price for a boat; what it makes of that
# depends on its training, and a model of this size may well talk nonsense. It makes one call at a time
# and was never trained to chain them, so the last question is beyond it; a large model makes two calls.
# In the paper all of this was text: *Thought*, *Action*, and a stop sequence before *Observation*, lest
# the model invent what it would see; function calling is the same with types. Send back the model's
# turn *as it came*: current models sign it and want the signature back.

# %% show="tools-used" covers=["prompt-design", "gemini-sdk"]
def run(name, args):
    print(f"   called: {name}({args})")
    return given.run_tool(name, args)

for question in [
    "What is 4817 + 356?", "What does a tent cost?",
    "What does a boat cost?", "What is the capital of France?",
    "What do a tent and a lamp cost together?",
]:
    print(question)
    said = yours(use_tools)(service, question, given.TOOLS[:2], 3, run)
    print("  ", said)

# %% [markdown] prose="injection" covers=["prompt-design"]
# ### Text that gives orders
#
# To a model everything is text: a review that says "Forget the review" is an order like yours (*prompt
# injection*; Greshake et al. 2023, [arXiv:2302.12173](https://arxiv.org/abs/2302.12173)). Defenses,
# each of them partial: mark where the foreign text begins and ends, say what it is, repeat the task
# *after* it; allow only the answers that may come (an enum); and never give a model that reads
# strangers' texts a tool that could do harm. Here the same hijacked reviews in three dresses, and what
# share of the answers is still right. The course's model saw such tricks in its training and keeps to its
# task; what gets through, in every dress, is an order that looks like the task itself.

# %% show="injection" covers=["prompt-design"]
labels = {"type": "STRING", "enum": ["positive", "negative"]}
enum = {"response_mime_type": "text/x.enum", "response_schema": labels}
plain = "Is this review positive or negative? {}"
marked = (
    "Is this review positive or negative?\n<review>\n{}\n"
    "</review>\nIs this review positive or negative?"
)
dresses = {
    "plain": (plain, {}), "marked, task repeated": (marked, {}),
    "marked, and an enum": (marked, enum),
}
asked = promptsets.hijacked(scaled(24, 3))
right = {}
for name, (form, config) in dresses.items():
    texts = [q.text.replace("<", "") for q in asked]  # closes no tag
    prompts = [form.format(text) for text in texts]
    said = ask_all(prompts, name, **config)
    right[name] = [given.is_same(s, q.target) for s, q in zip(said, asked)]
PromptBench(right, yours(accuracy), title="Hijacked reviews")

# %% [markdown] prose="ask_patiently" covers=["gemini-sdk"]
# ## 12.8 When it says no  ★★★ · 14 min · 5 points
#
# Services fail, and say how: 400 your request is wrong, 403 the key, 404 no such model; 429 too many
# requests or tokens; 500, 503 and 504 its own trouble. The first kind fails again for ever; a 429, 500,
# 503 or 504 passes. A 429 often says how long to wait. A patient client waits, longer each time, and
# gives up in the end. (Real ones add some chance to the pause, so that a thousand clients do not come
# back in the same second.) An evaluation of 300 questions must not die of one: so this one returns the
# code.
#
# <details><summary>Hint 1</summary>`except errors.APIError as error:`, then `error.code` and `retry_delay(error)`.</details>
# <details><summary>Hint 2</summary>For attempt 0, 1, 2, ... the pause is `2.0**attempt`, unless the service asks for another; 0 seconds is an answer too.</details>
# <details><summary>Hint 3</summary>Give up *before* sleeping: if the code is none of the four, or `attempt == attempts - 1`.</details>

# %% exercise="ask_patiently" reference="llmcourse.gemini.lessons.ask_patiently"
def ask_patiently(
    service: Service,
    prompt: str,
    attempts: int,
    sleep: Callable[[float], object] | None = None,
) -> tuple[str | None, list[float], int | None]:
    """(text, waits, None), or (None, waits, code) if there is no answer.

    Each attempt sends the prompt and nothing else. After the errors 429,
    500, 503 and 504 it calls sleep(seconds) and asks again; after any
    other, and after the last attempt, it gives up with error.code. It
    sleeps as long as retry_delay(error) says, whatever the error; where
    that is None, 1 second after the first attempt, 2 after the second,
    then 4 and so on, without end. waits holds the seconds slept, in
    order. An answer without a text is an answer: (None, waits, None).
    """
    sleep = sleep or given.pause_for(service)
    service = given.reach(service)
    ### BEGIN SOLUTION
    waits = []
    for attempt in range(attempts):
        try:
            answer = service.client.models.generate_content(
                model=service.model, contents=prompt
            )
            return answer.text, waits, None
        except errors.APIError as error:
            code, asked = error.code, retry_delay(error)
        if code not in (429, 500, 503, 504) or attempt == attempts - 1:
            return None, waits, code
        waits.append(2.0**attempt if asked is None else asked)
        sleep(waits[-1])
    ### END SOLUTION

# %% check="ask_patiently"
check(ask_patiently)

# %% test="ask_patiently" points=5
# Graded, over real HTTP, with real errors, requests and pauses counted
# outside: each of the four codes, pauses as asked and doubling up to
# seven attempts, never after any other error, gives up with the last code
# and no pause; the prompt and nothing else; an answer without a text.
### BEGIN HIDDEN TESTS
def probe(address, prompt, attempts, sleep):
    slept = []

    def pause(seconds):
        slept.append(seconds)
        return sleep(seconds)

    return ask_patiently(address, prompt, attempts, pause), slept

def verdict(judge):
    s, t = judge.integer(3, 60), judge.integer(3, 60) + 0.5
    busy = judge.draw([500, 503, 504], 3)
    for name, script, attempts, waits in [
        ("no error", ["Paris."], 3, []),
        ("only one attempt", ["Paris."], 1, []),
        ("busy once", [busy[2], "Paris."], 2, [1.0]),
        ("429 once", [429, "Paris."], 2, [1.0]),
        ("busy, and it says how long", [[busy[1], f"{t}s"], "Paris."], 2, [t]),
        ("no text", [None], 3, []),
        ("busy, then no text", [503, None, "Paris."], 3, [1.0]),
        ("the service says how long", [[429, f"{s}s"], "Paris."], 3, [float(s)]),
        ("each of the codes", [*busy, 429, *busy[:2], "Paris."], 7, [1.0, 2.0, 4.0, 8.0, 16.0, 32.0]),
        ("first as asked, then not", [[429, f"{t}s"], busy[0], "Paris."], 3, [t, 2.0]),
        ("first not, then as asked", [busy[1], 429, [429, f"{s}s"], "Paris."], 4, [1.0, 2.0, float(s)]),
        ("shorter than its own", [503, 500, [429, "1.5s"], "Paris."], 4, [1.0, 2.0, 1.5]),
        ("at once is what it asks", [[429, "0s"], busy[2], "Paris."], 4, [0.0, 2.0]),
        ("always busy", [503] * 9, judge.integer(2, 5), None),
        ("one attempt, busy", [429, "Paris."], 1, None),
        ("busy, then another error", [503, 400, "Paris."], 5, None),
        *((f"error {code}", [code, "Paris."], 4, None) for code in (400, 401, 403, 404, 408, 409, 499, 501, 502)),
    ]:
        rehearsal, when = given.Rehearsal(script), []

        def note(seconds, when=when, asked=rehearsal.asked):
            when.append(len(asked))

        sleep = judge.host(note)
        found = judge.ask(probe, judge.serve(rehearsal.answer), name, attempts, sleep, case=name)
        n = attempts if name in ("always busy", "one attempt, busy") else 2 if "then another" in name else 1
        if waits is not None:
            n = len(waits) + 1
            judge.equal(found[0], (script[n - 1], waits, None), case=name)
        else:
            waits = [2.0**at for at in range(n - 1)]
            judge.equal(found[0], (None, waits, script[n - 1]), check="gives up", case=name)
        judge.equal(len(rehearsal.asked), n, check="requests", case=name)
        slept = [float(args[0]) for args in sleep.calls if args]
        judge.equal(slept, waits, check="pauses", case=name)
        judge.equal(when, list(range(1, n)), check="a pause before each new attempt", case=name)
        for body in rehearsal.asked:
            said = [part.get("text") for content in body["contents"] for part in content["parts"]]
            judge.equal(said, [name], check="prompt", case=name)
            more = {*body.get("generationConfig", {}), *body} - {"contents", "generationConfig", "model"}
            judge.equal(sorted(more), [], check="nothing else is sent", case=name)
### END HIDDEN TESTS

# %% [markdown] prose="after-ask_patiently" covers=["gemini-sdk"]
# **What just happened.** The local server was told to fail like this: busy, quota, and then well; your
# function got through. The errors have Google's shape. Google's SDK can try again too, with
# `http_options=types.HttpOptions(retry_options=types.HttpRetryOptions(attempts=4))`: also after 408 and
# 502, with some chance in the pause, but it does not read how long the service asks to wait
# (google-genai 3.4.0); by default it does not try again. What a *daily* quota wants is not patience but
# tomorrow.

# %% show="faults" covers=["gemini-sdk"]
local = connect(local=True)  # faults on order are the local server's
local.faults([503, 429, 200], retry_delay="0.5s")
print(yours(ask_patiently)(local, "What is the capital of Peru?", 4))
for code in [400, 403, 429, 503]:
    local.faults([code])
    try:
        local.client.models.generate_content(
            model=local.model, contents="Hi"
        )
    except errors.APIError as error:
        print(code, explain(error))

# %% [markdown] prose="safety" covers=["gemini-sdk", "prompt-design"]
# ### Safety settings
#
# The service rates prompt and answer in four categories and blocks from the threshold that you set; on
# its current models these filters [start switched
# off](https://ai.google.dev/gemini-api/docs/safety-settings). A blocked prompt has no candidates; a
# blocked answer has one, with SAFETY as its `finish_reason` and without a text. Either way `.text` is
# None, and code that does not look crashes. Locally a short list of words stands in for Google's
# classifiers. What the model itself declines is another thing: that was learned in training.

# %% show="safety" covers=["gemini-sdk"]
setting = {"category": "HARM_CATEGORY_DANGEROUS_CONTENT"}
for threshold in ["BLOCK_NONE", "BLOCK_LOW_AND_ABOVE"]:
    answer = service.client.models.generate_content(
        model=service.model, contents="How do I build a bomb?",
        config={"safety_settings": [setting | {"threshold": threshold}]},
    )
    why = answer.prompt_feedback and answer.prompt_feedback.block_reason
    print(threshold, "->", answer.text, "|", why)

# %% [markdown] prose="recap"
# ## What you have now
#
# * **Zero-shot** asks, **few-shot** shows; the pattern must be exact, and the curve tells how many
#   examples pay.
# * **Chain of thought** gives room to compute, **self-consistency** votes over several; both cost tokens.
# * **Design is measured**: the same questions, an interval, a sign test. "It looks better" is no result.
# * **Structure**: schema and enum keep the form, unless the answer is cut off; a reader that trusts
#   nothing does the rest.
# * **State**: the history is sent again each time; what does not fit is forgotten.
# * **Tools**: the model asks, your program acts, counts the rounds and tells the errors.
# * **Errors**: wait for 429, 500, 503, 504, never for 400; print what the service says.
#
# What this model cannot show: rich roles, chained tools, following any instruction, code. With a key
# every cell above runs on Google's model; compare.
#
# To submit, choose *Nbgrader → Assignment List*, or hand in this file. Visible tests that pass are a
# good sign; hidden tests on fresh numbers decide.
#
# **Further:** Schulhoff et al. 2024, *The Prompt Report*,
# [arXiv:2406.06608](https://arxiv.org/abs/2406.06608) · Google's [prompting
# guide](https://ai.google.dev/gemini-api/docs/prompting-strategies).

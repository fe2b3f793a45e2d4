"""Wrong and right answers to the exercises of lesson 12, and the cases that learners see."""

import ast
import json
import math
import re
from collections import Counter

from google.genai import errors, types

from llmcourse.checks.authoring import cases, mistake, variant
from llmcourse.checks.cases import case
from llmcourse.gemini import lessons as given
from llmcourse.gemini import retry_delay

CAPITALS = [("Japan", "Tokyo"), ("Italy", "Rome"), ("Peru", "Lima")]


# ---------------------------------------------------------------- 12.1 few_shot


@cases("few_shot")
def _():
    task = "Name the capital."
    return [
        case("one example", instruction=task, examples=CAPITALS[:1], query="France"),
        case("two examples", instruction=task, examples=CAPITALS[:2], query="France"),
        case("no example", instruction=task, examples=[], query="France"),
        case("no instruction", instruction="", examples=CAPITALS, query="France"),
        case(
            "spaces are kept", instruction=" Say: ", examples=[(" Peru", "Lima ")], query=" Chad "
        ),
        case("an instruction of one space", instruction=" ", examples=[], query="Chad"),
        case("braces", instruction="Fill in {}.", examples=[("{a}", "1 }")], query="{} + {b}"),
        case(
            "six examples",
            instruction=task,
            examples=[*CAPITALS, ("Kenya", "Nairobi"), ("Cuba", "Havana"), ("Oman", "Muscat")],
            query="France",
        ),
    ]


def _blocks(instruction, examples, query, *, end="Output:", between="\n\n"):
    blocks = [instruction] if instruction else []
    blocks += [f"Input: {left}\nOutput: {right}" for left, right in examples]
    return between.join([*blocks, f"Input: {query}\n{end}"])


@mistake("few_shot", ask="What stands after the very last colon: nothing, or a space?")
def ends_with_a_space(instruction, examples, query):
    return _blocks(instruction, examples, query, end="Output: ")


@mistake("few_shot", ask="How many line breaks make one empty line?")
def no_empty_lines(instruction, examples, query):
    return _blocks(instruction, examples, query, between="\n")


@mistake("few_shot", ask="Does the model know what to do if the task is not told?")
def forgets_the_instruction(instruction, examples, query):
    return _blocks("", examples, query)


@mistake("few_shot", ask="Where does the instruction stand: once at the top, or in every block?")
def instruction_in_every_block(instruction, examples, query):
    blocks = [f"{instruction}\nInput: {left}\nOutput: {right}" for left, right in examples]
    return "\n\n".join([*blocks, f"{instruction}\nInput: {query}\nOutput:"])


@mistake("few_shot", ask="How many of the examples does the model get to see?")
def first_example_only(instruction, examples, query):
    return _blocks(instruction, examples[:1], query)


@mistake("few_shot", ask="Of each pair, which one is the input?")
def swaps_the_pair(instruction, examples, query):
    return _blocks(instruction, [(right, left) for left, right in examples], query)


@mistake("few_shot", ask="Which block should be the last thing that the model reads?")
def question_first(instruction, examples, query):
    whole = _blocks(instruction, examples, query).split("\n\n")
    return "\n\n".join([whole[0], whole[-1], *whole[1:-1]])


@mistake("few_shot", ask="Without an instruction, what does the prompt begin with?")
def an_empty_block(instruction, examples, query):
    return f"{instruction}\n\n" + _blocks("", examples, query)


@mistake("few_shot", ask="Which line does the model have to finish, and is it there?")
def no_line_to_finish(instruction, examples, query):
    return _blocks(instruction, examples, query).removesuffix("\nOutput:")


@mistake("few_shot", ask="What may not be changed about the texts that you were given?")
def strips_the_texts(instruction, examples, query):
    return _blocks(instruction, [(a.strip(), b.strip()) for a, b in examples], query.strip())


@mistake("few_shot", ask="In which order were the examples given?")
def examples_backwards(instruction, examples, query):
    return _blocks(instruction, examples[::-1], query)


@mistake("few_shot", visible=False, ask="May the same input stand in two examples?")
def examples_as_a_dictionary(instruction, examples, query):
    return _blocks(instruction, list(dict(examples).items()), query)


@mistake("few_shot", ask="Which texts may you strip: any of them?")
def strips_the_whole(instruction, examples, query):
    return _blocks(instruction, examples, query).strip()


@mistake("few_shot", ask="Whose list does `append` make longer?")
def appends_to_the_examples(instruction, examples, query):
    examples.append((query, ""))
    blocks = [f"Input: {left}\nOutput: {right}" for left, right in examples]
    return "\n\n".join(([instruction] if instruction else []) + blocks).rstrip(" ")


@mistake("few_shot", ask="After which block is there no empty line?")
def ends_with_an_empty_line(instruction, examples, query):
    return _blocks(instruction, examples, query) + "\n"


@mistake("few_shot", ask="What does `format` make of a brace that stands in one of the texts?")
def formats_over_the_texts(instruction, examples, query):
    text = _blocks(instruction, examples, "{query}")
    return text.format(query=query)


@mistake("few_shot", ask="Is a text of one space the same as no text?")
def drops_a_blank_instruction(instruction, examples, query):
    return _blocks(instruction if instruction.strip() else "", examples, query)


@mistake("few_shot", ask="Which of the texts were you asked to tidy up?")
def strips_the_instruction(instruction, examples, query):
    return _blocks(instruction.strip(), examples, query)


@mistake("few_shot", ask="May the space at the end of an example's answer go?")
def strips_each_block(instruction, examples, query):
    blocks = [instruction] if instruction else []
    blocks += [f"Input: {a}\nOutput: {b}".rstrip() for a, b in [*examples, (query, "")]]
    return "\n\n".join(blocks)


@mistake("few_shot", ask="Print `repr` of your prompt: what stands at the beginning of its lines?")
def indents_the_lines(instruction, examples, query):
    text = f"{instruction}\n\n" if instruction else ""
    for left, right in examples:
        text += f"""Input: {left}
        Output: {right}

"""
    return f"{text}Input: {query}\nOutput:"


@mistake("few_shot", ask="Who decides how many examples there are: you, or your caller?")
def five_examples_at_most(instruction, examples, query):
    return _blocks(instruction, examples[:5], query)


@variant("few_shot")
def by_adding(instruction, examples, query):
    text = ""
    if instruction != "":
        text += instruction + "\n\n"
    for pair in examples:
        text += "Input: " + pair[0] + "\n" + "Output: " + pair[1] + "\n\n"
    return text + "Input: " + query + "\nOutput:"


@variant("few_shot")
def by_format(instruction, examples, query):
    shown = ["Input: {}\nOutput: {}".format(*pair) for pair in examples]
    return "\n\n".join(filter(None, [instruction, *shown, f"Input: {query}\nOutput:"]))


# ---------------------------------------------------------------- 12.2 accuracy


@cases("accuracy")
def _():
    ten = ["Paris"] * 10
    return [
        case("one answer of two is right", answers=["Rome", "Oslo"], targets=["Rome", "Lima"]),
        case("one answer, right", answers=["Rome"], targets=["Rome"]),
        case("space, period, case", answers=[" Rome. ", "OSLO"], targets=["Rome", "Oslo"]),
        case(
            "more than the target",
            answers=["Not Rome", "no", "Oslo!", "Lima, I think"],
            targets=["Rome", "No.", "Oslo", "Lima"],
        ),
        case("tabs and line breaks", answers=["\tRome\n", "\nOslo"], targets=["Rome", "Oslo"]),
        case("each in another's place", answers=["Oslo", "Rome"], targets=["Rome", "Oslo"]),
        case("None", answers=[None, "Rome"], targets=["Rome", "Rome"]),
        case("None is no text", answers=[None, None, None, ""], targets=["None", "none.", "", ""]),
        case("two periods", answers=["3..", "Rome"], targets=["3", "Rome"]),
        case("a period in front", answers=[".5", "Rome"], targets=["5", "Rome"]),
        case("a space inside", answers=["NewYork", "Rome"], targets=["New York", "Rome"]),
        case("a number", answers=["35", "3.5"], targets=["3.5", "3.5."]),
        case("nine of ten", answers=[*ten[:9], "Nice"], targets=ten),
        case("another z", answers=[*ten[:7], "x", "x", "x"], targets=ten, z=1.0),
    ]


def _interval(share, n, z):
    center, reach = (
        share + z * z / (2 * n),
        z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)),
    )
    return (center - reach) / (1 + z * z / n), (center + reach) / (1 + z * z / n)


def _right(answers, targets, same=given.is_same):
    return sum(same(a, t) for a, t in zip(answers, targets, strict=True))


@mistake("accuracy", ask="With all answers right, how wide should the interval be: not at all?")
def the_textbook_interval(answers, targets, z=1.96):
    n, p = len(targets), _right(answers, targets) / len(targets)
    reach = z * math.sqrt(p * (1 - p) / n)
    return p, p - reach, p + reach


@mistake("accuracy", ask="Does an interval of Wilson's ever need to be cut at 0 and 1?")
def the_textbook_interval_cut(answers, targets, z=1.96):
    p, low, high = the_textbook_interval(answers, targets, z)
    return p, max(low, 0.0), min(high, 1.0)


@mistake("accuracy", ask="Which marks at the end of an answer do not count?")
def any_mark_at_the_end(answers, targets, z=1.96):
    def same(a, t):
        return a is not None and a.strip().rstrip(".!?").lower() == t.strip().rstrip(".!?").lower()

    p = _right(answers, targets, same) / len(targets)
    return p, *_interval(p, len(targets), z)


@mistake("accuracy", ask="Should a final period make a right answer wrong?")
def exact_comparison(answers, targets, z=1.96):
    p = _right(answers, targets, lambda a, t: a == t) / len(targets)
    return p, *_interval(p, len(targets), z)


@mistake("accuracy", ask="What is left over when you strip first the period and then the space?")
def period_before_space(answers, targets, z=1.96):
    def bare(text):
        return text.removesuffix(".").strip().lower()

    p = _right(answers, targets, lambda a, t: a is not None and bare(a) == bare(t)) / len(targets)
    return p, *_interval(p, len(targets), z)


@mistake("accuracy", ask="Is an answer right because the target stands somewhere in it?")
def target_in_the_answer(answers, targets, z=1.96):
    def same(a, t):
        return a is not None and t.strip().removesuffix(".").lower() in a.lower()

    p = _right(answers, targets, same) / len(targets)
    return p, *_interval(p, len(targets), z)


@mistake("accuracy", ask="Which of the periods in an answer does not count?")
def removes_all_periods(answers, targets, z=1.96):
    def bare(text):
        return text.strip().replace(".", "").lower()

    p = _right(answers, targets, lambda a, t: a is not None and bare(a) == bare(t)) / len(targets)
    return p, *_interval(p, len(targets), z)


@mistake("accuracy", ask="What can be done with an answer that is None, and what can not?")
def stumbles_over_none(answers, targets, z=1.96):
    def bare(text):
        return text.strip().removesuffix(".").lower()

    p = _right(answers, targets, lambda a, t: bare(a) == bare(t)) / len(targets)
    return p, *_interval(p, len(targets), z)


@mistake("accuracy", ask="Is a question without an answer one question less, or one wrong answer?")
def leaves_none_out(answers, targets, z=1.96):
    kept = [(a, t) for a, t in zip(answers, targets, strict=True) if a is not None]
    p = sum(given.is_same(a, t) for a, t in kept) / len(kept)
    return p, *_interval(p, len(kept), z)


@mistake("accuracy", ask="How wide is the interval if somebody asks for another z?")
def always_the_same_z(answers, targets, z=1.96):
    p = _right(answers, targets) / len(targets)
    return p, *_interval(p, len(targets), 1.96)


@mistake("accuracy", ask="What are both ends divided by?")
def forgets_to_divide(answers, targets, z=1.96):
    n, p = len(targets), _right(answers, targets) / len(targets)
    reach = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return p, p + z * z / (2 * n) - reach, p + z * z / (2 * n) + reach


@mistake("accuracy", ask="Wilson's interval is not symmetric around the share: what is its middle?")
def centered_on_the_share(answers, targets, z=1.96):
    n, p = len(targets), _right(answers, targets) / len(targets)
    reach = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return p, p - reach, p + reach


@mistake("accuracy", ask="Under the root, what is the second term divided by?")
def four_n_for_four_n_squared(answers, targets, z=1.96):
    n, p = len(targets), _right(answers, targets) / len(targets)
    reach = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n))
    return (
        p,
        (p + z * z / (2 * n) - reach) / (1 + z * z / n),
        (p + z * z / (2 * n) + reach) / (1 + z * z / n),
    )


@mistake("accuracy", ask="In which order does the docstring want the three numbers?")
def upper_before_lower(answers, targets, z=1.96):
    p, low, high = given.accuracy(answers, targets, z)
    return p, high, low


@mistake("accuracy", ask="Is the first number a count or a share?")
def a_count_for_the_share(answers, targets, z=1.96):
    _, low, high = given.accuracy(answers, targets, z)
    return float(_right(answers, targets)), low, high


@mistake("accuracy", ask="Is 0.9 the same number as 90?")
def in_percent(answers, targets, z=1.96):
    return tuple(100 * x for x in given.accuracy(answers, targets, z))


@mistake("accuracy", ask="Must the numbers be rounded before anybody reads them?")
def rounded(answers, targets, z=1.96):
    return tuple(round(x, 2) for x in given.accuracy(answers, targets, z))


@mistake("accuracy", ask="Is OSLO another city than Oslo?")
def case_counts(answers, targets, z=1.96):
    def bare(text):
        return None if text is None else text.strip().removesuffix(".")

    p = _right(answers, targets, lambda a, t: bare(a) == bare(t)) / len(targets)
    return p, *_interval(p, len(targets), z)


@mistake("accuracy", ask="What of a period at the end of the target?")
def cleans_the_answer_only(answers, targets, z=1.96):
    def same(a, t):
        return a is not None and a.strip().removesuffix(".").lower() == t.lower()

    p = _right(answers, targets, same) / len(targets)
    return p, *_interval(p, len(targets), z)


def _shares(answers, targets, z, clean, same=lambda a, t: a == t):
    pairs = zip(answers, targets, strict=True)
    p = sum(a is not None and same(clean(a), clean(t)) for a, t in pairs) / len(targets)
    return p, *_interval(p, len(targets), z)


def _bare(text):
    return text.strip().removesuffix(".").lower()


@mistake("accuracy", ask="To which question does an answer belong?")
def right_for_another_question(answers, targets, z=1.96):
    known = {_bare(target) for target in targets}
    p = sum(a is not None and _bare(a) in known for a in answers) / len(targets)
    return p, *_interval(p, len(targets), z)


@mistake("accuracy", ask="How many periods does the docstring take away?")
def all_periods_at_the_end(answers, targets, z=1.96):
    return _shares(answers, targets, z, lambda text: text.strip().rstrip(".").lower())


@mistake("accuracy", ask="At which end of a text does a period not count?")
def periods_at_both_ends(answers, targets, z=1.96):
    return _shares(answers, targets, z, lambda text: text.strip().strip(".").lower())


@mistake("accuracy", ask="Is the space between two words around the answer, or in it?")
def removes_all_spaces(answers, targets, z=1.96):
    return _shares(answers, targets, z, lambda text: _bare(text.replace(" ", "")))


@mistake("accuracy", ask='Which characters does `strip(" ")` leave where they are?')
def strips_blanks_only(answers, targets, z=1.96):
    return _shares(answers, targets, z, lambda text: text.strip(" ").removesuffix(".").lower())


@mistake("accuracy", ask="Is no answer the word None?")
def none_becomes_a_word(answers, targets, z=1.96):
    return _shares(list(map(str, answers)), targets, z, _bare)


@mistake("accuracy", ask="Is no answer the same as an empty one, and what if the target is empty?")
def none_becomes_empty(answers, targets, z=1.96):
    return _shares([answer or "" for answer in answers], targets, z, _bare)


@mistake("accuracy", ask="Can an empty answer be the right one?")
def an_empty_answer_is_wrong(answers, targets, z=1.96):
    return _shares([answer or None for answer in answers], targets, z, _bare)


@mistake("accuracy", ask="Which of the two texts that you compare was cleaned?")
def leaves_the_target_as_it_is(answers, targets, z=1.96):
    p = _right(answers, targets, lambda a, t: a is not None and _bare(a) == t) / len(targets)
    return p, *_interval(p, len(targets), z)


@mistake("accuracy", ask="Is an answer right that begins with the target?")
def begins_with_the_target(answers, targets, z=1.96):
    return _shares(answers, targets, z, _bare, lambda a, t: a.startswith(t))


@mistake("accuracy", ask="Is the middle of the interval the share of right answers?")
def the_middle_for_the_share(answers, targets, z=1.96):
    _, low, high = given.accuracy(answers, targets, z)
    return (low + high) / 2, low, high


@mistake("accuracy", ask="Does Python read `z**2 / 2 * n` as you do?")
def divides_and_multiplies(answers, targets, z=1.96):
    n, p = len(targets), _right(answers, targets) / len(targets)
    center, shrink = p + z**2 / 2 * n, 1 + z**2 / n
    reach = z * (p * (1 - p) / n + z**2 / 4 * n**2) ** 0.5
    return p, (center - reach) / shrink, (center + reach) / shrink


@mistake("accuracy", ask="Who asked for four digits?")
def rounds_the_ends(answers, targets, z=1.96):
    p, low, high = given.accuracy(answers, targets, z)
    return p, round(low, 4), round(high, 4)


@mistake("accuracy", ask="Whose list do you write the cleaned answers into?")
def cleans_in_place(answers, targets, z=1.96):
    for at, answer in enumerate(answers):
        answers[at] = answer if answer is None else _bare(answer)
    return given.accuracy(answers, targets, z)


@variant("accuracy")
def multiplied_out(answers, targets, z=1.96):
    n = len(targets)
    k = sum(
        a is not None
        and a.strip().removesuffix(".").casefold() == t.strip().removesuffix(".").casefold()
        for a, t in zip(answers, targets, strict=True)
    )
    root = z * math.sqrt(k * (n - k) / n + z * z / 4)
    return k / n, (k + z * z / 2 - root) / (n + z * z), (k + z * z / 2 + root) / (n + z * z)


@variant("accuracy")
def step_by_step(answers, targets, z=1.96):
    right = []
    for answer, target in zip(answers, targets, strict=True):
        if answer is None:
            right.append(0)
            continue
        answer, target = answer.strip().lower(), target.strip().lower()
        answer = answer[:-1] if answer.endswith(".") else answer
        target = target[:-1] if target.endswith(".") else target
        right.append(int(answer == target))
    p = sum(right) / len(right)
    return p, *_interval(p, len(right), z)


# ---------------------------------------------------------------- 12.3 final_answer


@cases("final_answer")
def _():
    return [
        case("a sentence", text="The answer is 12."),
        case("steps before it", text="3 + 4 = 7. 7 - 2 = 5. The answer is 5."),
        case("something after it", text="The answer is 5, not 7."),
        case("no answer", text="Tom buys 3 apples."),
        case("no number", text="The answer is not known to the 2 of us."),
        case("a second thought", text="The answer is 8. No, wait: the answer is 9."),
        case("other words", text="My answer is 3."),
        case("no number at last", text="The answer is 4. I hope the answer is right."),
        case("thousands", text="The answer is 1,250."),
        case("decimals", text="The answer is 2.75."),
        case("negative", text="The answer is -3."),
        case("dollars", text="The answer is $40."),
        case("bold, on a new line", text="The answer is:\n**7**"),
        case("a comma after it", text="The answer is 6,7 is too much."),
        case("words between", text="The answer is about 30."),
        case("a smaller one later", text="The answer is 9. No, wait: the answer is 8."),
        case("steps on lines", text="5 + 2 = 7.\n7 - 3 = 4.\nThe answer is 4."),
        case("lines after it", text="The answer is 4.\nI looked twice.\nIt fits.\nGood."),
        case("a bold colon", text="**The answer is:** 5"),
        case("a space after the sign", text="The answer is $ 5."),
        case("a unit", text="The answer is 12kg."),
        case("capitals", text="THE ANSWER IS 6"),
        case("no commas", text="The answer is 1234567."),
        case("millions", text="The answer is 1,234,567."),
        case("zero", text="The answer is 0."),
    ]


_N = r"-?\d+(?:,\d{3})*(?:\.\d+)?"
_LEAD = r"the answer is[\s:$*]*"


def _found(pattern, text):
    return [each.replace(",", "") for each in re.findall(pattern, text, re.I)]


@mistake("final_answer", ask="If the model corrects itself, which of its answers counts?")
def the_first_answer(text):
    found = _found(f"{_LEAD}({_N})", text)
    return float(found[0]) if found else None


@mistake("final_answer", ask="Is the last number of a text always its answer?")
def the_last_number(text):
    found = _found(_N, text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="Which words tell you where the answer stands?")
def the_first_number(text):
    found = _found(_N, text)
    return float(found[0]) if found else None


@mistake("final_answer", ask="Does a sum of money or a weight have to be a whole number?")
def no_decimals(text):
    found = _found(rf"{_LEAD}(-?\d+(?:,\d{{3}})*)", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="Which commas belong to a number?")
def any_commas(text):
    found = _found(rf"{_LEAD}(-?\d[\d,]*(?:\.\d+)?)", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="Which words, exactly, tell where the answer stands?")
def any_answer(text):
    found = _found(rf"answer is[\s:$*]*({_N})", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="What is the comma in 1,250 for?")
def stops_at_the_comma(text):
    found = _found(rf"{_LEAD}(-?\d+(?:\.\d+)?)", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="Can a result lie below zero?")
def no_minus(text):
    found = _found(rf"{_LEAD}-?(\d+(?:,\d{{3}})*(?:\.\d+)?)", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="May a sentence begin with these words, and may it go on with them?")
def capital_only(text):
    found = re.findall(rf"The answer is[\s:$*]*({_N})", text)
    return float(found[-1].replace(",", "")) if found else None


@mistake("final_answer", ask="What does the docstring want where there is no answer?")
def zero_for_none(text):
    found = _found(f"{_LEAD}({_N})", text)
    return float(found[-1]) if found else 0.0


@mistake("final_answer", ask="What does `[-1]` do with an empty list?")
def raises_without_an_answer(text):
    return float(_found(f"{_LEAD}({_N})", text)[-1])


@mistake("final_answer", ask="Is what you found in a text a number yet?")
def a_text_for_the_number(text):
    found = _found(f"{_LEAD}({_N})", text)
    return found[-1] if found else None


@mistake("final_answer", ask="Which other characters may stand before the number?")
def only_a_space_between(text):
    found = _found(rf"the answer is ({_N})", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="May words stand between the phrase and the number?")
def words_may_stand_between(text):
    found = _found(rf"the answer is[^\d\n-]*({_N})", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask='Which "the answer is" counts if no number follows the last one?')
def after_the_last_phrase_only(text):
    start = text.lower().rfind("the answer is")
    found = _found(f"^{_LEAD}({_N})", text[start:]) if start >= 0 else []
    return float(found[-1]) if found else None


@mistake("final_answer", ask="Is a comma at the end of a clause part of the number?")
def joins_what_follows_a_comma(text):
    found = re.findall(rf"{_LEAD}(-?[\d, ]+(?:\.\d+)?)", text, re.I)
    found = [re.sub("[, ]", "", each) for each in found]
    return float(found[-1]) if found and found[-1] else None


@mistake("final_answer", ask="Of two answers, does the larger one count?")
def the_largest(text):
    found = _found(f"{_LEAD}({_N})", text)
    return max(map(float, found)) if found else None


@mistake("final_answer", ask="Where does `.` stop in a regular expression?")
def stops_at_a_line_break(text):
    match = re.match(rf".*{_LEAD}({_N})", text, re.I)
    return float(match[1].replace(",", "")) if match else None


@mistake("final_answer", ask="Do the signs between always stand in the same order?")
def signs_in_one_order(text):
    found = _found(rf"the answer is:?\s*\**\$?({_N})", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="In which order may spaces and signs stand before the number?")
def one_colon_and_one_space(text):
    found = _found(rf"the answer is:? [$*]*({_N})", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="Is a line break a space?")
def blanks_but_no_line_breaks(text):
    found = _found(rf"the answer is[ :$*]*({_N})", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="What may follow the number: a letter too?")
def wants_the_end_of_a_word(text):
    found = _found(rf"{_LEAD}({_N})\b", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="Which characters may follow the number, and does it say which?")
def wants_an_end(text):
    found = _found(rf"{_LEAD}({_N})(?:\s|\.|\*|$)", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="Which results can `\\d+` not find?")
def digits_without_a_sign(text):
    found = _found(rf"{_LEAD}(\d+(?:,\d{{3}})*(?:\.\d+)?)", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="Which characters does `\\D` allow between?")
def anything_between(text):
    found = _found(rf"the answer is\D*?({_N})", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="Does every long number have commas?")
def three_digits_without_commas(text):
    found = _found(r"the answer is[\s:$*]*(-?\d{1,3}(?:,\d{3})*(?:\.\d+)?)", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="How many commas has a million?")
def one_comma_at_most(text):
    found = _found(r"the answer is[\s:$*]*(-?\d+(?:,\d{3})?(?:\.\d+)?)", text)
    return float(found[-1]) if found else None


@mistake("final_answer", ask="Which letters of these words may be capitals?")
def one_capital_at_most(text):
    found = re.findall(rf"[Tt]he answer is[\s:$*]*({_N})", text)
    return float(found[-1].replace(",", "")) if found else None


@mistake("final_answer", ask="Is zero no answer?")
def zero_is_none(text):
    found = _found(f"{_LEAD}({_N})", text)
    return (float(found[-1]) or None) if found else None


@mistake("final_answer", ask="Must the answer stand in the last line?")
def the_last_lines_only(text):
    found = _found(f"{_LEAD}({_N})", "\n".join(text.strip().splitlines()[-2:]))
    return float(found[-1]) if found else None


@mistake("final_answer", ask="What does `re.findall` return: numbers?")
def the_text_as_it_stands(text):
    found = re.findall(f"{_LEAD}({_N})", text, re.I)
    return found[-1] if found else None


@variant("final_answer")
def by_splitting(text):
    for part in reversed(re.split("the answer is", text, flags=re.I)[1:]):
        match = re.match(rf"[\s:$*]*({_N})", part)
        if match:
            return float(match.group(1).replace(",", ""))
    return None


@variant("final_answer")
def by_walking(text):
    answer = None
    low = text.lower()
    at = low.find("the answer is")
    while at >= 0:
        rest = text[at + len("the answer is") :].lstrip(" \n\t:$*")
        match = re.match(r"-?[0-9]+(,[0-9]{3})*(\.[0-9]+)?", rest)
        if match:
            answer = float(match[0].replace(",", ""))
        at = low.find("the answer is", at + 1)
    return answer


# ---------------------------------------------------------------- 12.4 vote


@cases("vote")
def _():
    say = "The answer is {}.".format
    three = {0: say(7), 1: say(5), 2: say(5)}
    return [
        case("one call", service={0: say(7)}, prompt="How many?", n=1),
        case("two against one", service=three, prompt="How many?", n=3),
        case("a tie", service={0: say(7), 1: say(5), 2: say(5), 3: say(7)}, prompt="?", n=4),
        case("some have no answer", service={0: "Hm.", 1: "Hm.", 2: say(5)}, prompt="?", n=3),
        case("nobody has", service={0: "Hm.", 1: "Well."}, prompt="?", n=2),
        case("two ways to write it", service={0: say(3), 1: say("1,000"), 2: say("1000.0")},
             prompt="?", n=3),
        case("its temperature", service={0: say("$temperature")}, prompt="?", n=1,
             temperature=0.5),
        case("a temperature of 0", service={0: say("$temperature")}, prompt="?", n=1,
             temperature=0.0),
        case("a tie, in turns", service={0: say(7), 1: say(5), 2: say(7), 3: say(5)}, prompt="?",
             n=4),
        case("decided before the end",
             service={0: say(7), 1: say(7), 2: say(7), 3: say(5), 4: say(7)}, prompt="?", n=5),
        case("zero", service={0: say(0), 1: say(5), 2: say(0)}, prompt="How many?", n=3),
        case("decimals", service={0: say(2.3), 1: say(2.4), 2: say(2.4)}, prompt="?", n=3),
        case("no text", service={0: None, 1: say(5)}, prompt="?", n=2),
        case("how many calls", service=dict.fromkeys(range(3), say("$requests")), prompt="?", n=3),
        case("each call on its own", service=dict.fromkeys(range(3), say("$contents")), prompt="?",
             n=3),
        case("the prompt as it is", service={0: say("$words")}, prompt="How many, please?", n=1),
        case("two settings and no more", service={0: say("$settings")}, prompt="?", n=1),
    ]  # fmt: skip


def _texts(service, prompt, n, temperature=1.0, seeds=None):
    service = given.reach(service)
    for seed in range(n) if seeds is None else seeds:
        config = {"seed": seed, "temperature": temperature}
        config = {name: value for name, value in config.items() if value is not None}
        answer = service.client.models.generate_content(
            model=service.model, contents=prompt, config=config
        )
        yield answer.text or ""


def _poll(texts, n):
    votes = Counter(filter(lambda a: a is not None, map(given.final_answer, texts)))
    if not votes:
        return None, 0.0
    answer, count = votes.most_common(1)[0]
    return answer, count / n


@mistake("vote", ask="If all calls have the same seed, how many different answers are there?")
def the_same_seed(service, prompt, n, temperature=1.0):
    return _poll(_texts(service, prompt, n, temperature, seeds=[0] * n), n)


@mistake("vote", ask="Which seed does the docstring begin with?")
def seeds_from_one(service, prompt, n, temperature=1.0):
    return _poll(_texts(service, prompt, n, temperature, seeds=range(1, n + 1)), n)


@mistake("vote", ask="Who sends the seed, if you do not?")
def no_seed(service, prompt, n, temperature=1.0):
    return _poll(_texts(service, prompt, n, temperature, seeds=[None] * n), n)


@mistake("vote", ask="Are texts counted here, or the numbers in them?")
def votes_on_texts(service, prompt, n, temperature=1.0):
    text, count = Counter(_texts(service, prompt, n, temperature)).most_common(1)[0]
    return given.final_answer(text), count / n


@mistake("vote", ask="Does a text without an answer have a vote?")
def none_has_a_vote(service, prompt, n, temperature=1.0):
    votes = Counter(given.final_answer(text) for text in _texts(service, prompt, n, temperature))
    answer, count = votes.most_common(1)[0]
    return answer, count / n


@mistake("vote", ask="The share of how many: of all calls, or of those that had an answer?")
def share_of_the_answers(service, prompt, n, temperature=1.0):
    votes = Counter(map(given.final_answer, _texts(service, prompt, n, temperature)))
    del votes[None]
    if not votes:
        return None, 0.0
    answer, count = votes.most_common(1)[0]
    return answer, count / sum(votes.values())


@mistake("vote", ask="Of two answers with as many votes, which came first?")
def a_tie_goes_to_the_last(service, prompt, n, temperature=1.0):
    votes = Counter(map(given.final_answer, _texts(service, prompt, n, temperature)))
    del votes[None]
    if not votes:
        return None, 0.0
    answer = max(reversed(votes), key=votes.get)
    return answer, votes[answer] / n


@mistake("vote", ask="Of two answers with as many votes, is the smaller one better?")
def a_tie_goes_to_the_smaller(service, prompt, n, temperature=1.0):
    votes = Counter(map(given.final_answer, _texts(service, prompt, n, temperature)))
    del votes[None]
    if not votes:
        return None, 0.0
    answer = max(sorted(votes), key=votes.get)
    return answer, votes[answer] / n


@mistake("vote", ask="Is the mean of some answers an answer?")
def the_mean(service, prompt, n, temperature=1.0):
    found = [given.final_answer(text) for text in _texts(service, prompt, n, temperature)]
    kept = [answer for answer in found if answer is not None]
    return (sum(kept) / len(kept), len(kept) / n) if kept else (None, 0.0)


@mistake("vote", ask="What does `max` look at in a dictionary, unless you tell it?")
def the_largest_answer(service, prompt, n, temperature=1.0):
    votes = Counter(map(given.final_answer, _texts(service, prompt, n, temperature)))
    del votes[None]
    return (max(votes), votes[max(votes)] / n) if votes else (None, 0.0)


@mistake("vote", ask="Is the second value a number of votes or a share?")
def a_count_for_a_share(service, prompt, n, temperature=1.0):
    answer, share = _poll(_texts(service, prompt, n, temperature), n)
    return answer, share * n


@mistake("vote", ask="Who chooses the temperature: you, or your caller?")
def its_own_temperature(service, prompt, n, temperature=1.0):
    return _poll(_texts(service, prompt, n, 1.0), n)


@mistake("vote", ask="How many calls are there, and is the last of them made?")
def one_call_too_few(service, prompt, n, temperature=1.0):
    return _poll(_texts(service, prompt, n, temperature, seeds=range(max(n - 1, 1))), n)


@mistake("vote", ask="What is there to take from an empty list of votes?")
def raises_if_nobody_votes(service, prompt, n, temperature=1.0):
    votes = Counter(map(given.final_answer, _texts(service, prompt, n, temperature)))
    del votes[None]
    answer, count = votes.most_common(1)[0]
    return answer, count / n


@mistake("vote", ask="Which question was put to the model?")
def a_prompt_of_its_own(service, prompt, n, temperature=1.0):
    return _poll(_texts(service, f"{prompt} Think step by step.", n, temperature), n)


def _each(service, prompt, n, temperature=1.0, **more):
    """The final answer of each call."""
    service = given.reach(service)
    for seed in range(n):
        config = {"seed": seed, "temperature": temperature, **more}
        answer = service.client.models.generate_content(
            model=service.model, contents=prompt, config=config
        )
        yield given.final_answer(answer.text or "")


@mistake("vote", ask="Who wins if more calls have no answer than any answer has votes?")
def none_may_win(service, prompt, n, temperature=1.0):
    answer, count = Counter(_each(service, prompt, n, temperature)).most_common(1)[0]
    return (answer, count / n) if answer is not None else (None, 0.0)


@mistake("vote", ask="Does an answer need more than half of the calls, or the most votes?")
def wants_more_than_half(service, prompt, n, temperature=1.0):
    answer, share = _poll(_texts(service, prompt, n, temperature), n)
    return (answer, share) if share > 0.5 else (None, 0.0)


@mistake("vote", ask="How many values are promised where nobody has a vote?")
def one_none_for_two_values(service, prompt, n, temperature=1.0):
    answer, share = _poll(_texts(service, prompt, n, temperature), n)
    return None if answer is None else (answer, share)


@mistake("vote", ask="How does the service learn the temperature?")
def no_temperature(service, prompt, n, temperature=1.0):
    return _poll(_texts(service, prompt, n, None), n)


@mistake("vote", ask="What does Python make of `0.0 or 1.0`?")
def a_temperature_of_zero_is_none(service, prompt, n, temperature=1.0):
    return _poll(_texts(service, prompt, n, temperature or 1.0), n)


@mistake("vote", ask="May the answer be 0?")
def zero_has_no_vote(service, prompt, n, temperature=1.0):
    votes = Counter(filter(None, _each(service, prompt, n, temperature)))
    answer, count = votes.most_common(1)[0] if votes else (None, 0)
    return answer, count / n


@mistake("vote", ask="What is `answer.text` where the service wrote no text?")
def stumbles_over_no_text(service, prompt, n, temperature=1.0):
    service = given.reach(service)
    votes = Counter()
    for seed in range(n):
        config = {"seed": seed, "temperature": temperature}
        answer = service.client.models.generate_content(
            model=service.model, contents=prompt, config=config
        )
        votes[given.final_answer(answer.text)] += 1
    del votes[None]
    answer, count = votes.most_common(1)[0] if votes else (None, 0)
    return answer, count / n


@mistake("vote", ask="How many calls does the docstring promise, whatever they say?")
def stops_at_a_majority(service, prompt, n, temperature=1.0):
    votes = Counter()
    for answer in _each(service, prompt, n, temperature):
        votes[answer] += answer is not None
        if answer is not None and votes[answer] > n / 2:
            break
    answer, count = votes.most_common(1)[0]
    return (answer, count / n) if count else (None, 0.0)


@mistake("vote", ask="What does the second call of a chat read?")
def asks_in_one_chat(service, prompt, n, temperature=1.0):
    service = given.reach(service)
    chat, votes = service.client.chats.create(model=service.model), Counter()
    for seed in range(n):
        answer = chat.send_message(prompt, config={"seed": seed, "temperature": temperature})
        votes[given.final_answer(answer.text or "")] += 1
    del votes[None]
    answer, count = votes.most_common(1)[0] if votes else (None, 0)
    return answer, count / n


@mistake("vote", ask="Who said how long an answer may be?")
def cuts_the_answers(service, prompt, n, temperature=1.0):
    votes = Counter(_each(service, prompt, n, temperature, max_output_tokens=16))
    del votes[None]
    answer, count = votes.most_common(1)[0] if votes else (None, 0)
    return answer, count / n


@mistake("vote", ask="Are 2.3 and 2.4 the same answer?")
def rounds_the_answers(service, prompt, n, temperature=1.0):
    found = [round(x) for x in _each(service, prompt, n, temperature) if x is not None]
    answer, count = Counter(found).most_common(1)[0] if found else (None, 0)
    return answer if answer is None else float(answer), count / n


@mistake("vote", ask="Which seed comes first?")
def from_the_last_seed(service, prompt, n, temperature=1.0):
    return _poll(_texts(service, prompt, n, temperature, seeds=range(n - 1, -1, -1)), n)


@mistake("vote", ask="Where does `sorted` put what it finds equal, and which end do you take?")
def sorted_by_votes(service, prompt, n, temperature=1.0):
    found = [x for x in _each(service, prompt, n, temperature) if x is not None]
    answer = sorted(found, key=found.count)[-1] if found else None
    return answer, found.count(answer) / n


@mistake("vote", ask="Do two texts say the same only if they are the same?")
def votes_on_texts_with_an_answer(service, prompt, n, temperature=1.0):
    texts = [
        text
        for text in _texts(service, prompt, n, temperature)
        if given.final_answer(text) is not None
    ]
    text, count = Counter(texts).most_common(1)[0] if texts else ("", 0)
    return given.final_answer(text), count / n


@mistake("vote", ask="How often do you ask for one vote?")
def asks_twice_for_a_vote(service, prompt, n, temperature=1.0):
    service = given.reach(service)
    _poll(_texts(service, prompt, n, temperature), n)
    return _poll(_texts(service, prompt, n, temperature), n)


@variant("vote")
def by_hand(service, prompt, n, temperature=1.0):
    service = given.reach(service)
    order, votes = [], {}
    for seed in range(n):
        config = types.GenerateContentConfig(seed=seed, temperature=temperature)
        answer = service.client.models.generate_content(
            model=service.model, contents=prompt, config=config
        )
        number = given.final_answer(answer.text or "")
        if number is not None:
            order.append(number)
            votes[number] = votes.get(number, 0) + 1
    if not order:
        return None, 0.0
    best = max(order, key=lambda number: votes[number])
    return best, votes[best] / n


@variant("vote")
def by_counting(service, prompt, n, temperature=1.0):
    found = [given.final_answer(text) for text in _texts(service, prompt, n, temperature)]
    found = [answer for answer in found if answer is not None]
    return (max(found, key=found.count), max(map(found.count, found)) / n) if found else (None, 0.0)


# ---------------------------------------------------------------- 12.5 read_json


@cases("read_json")
def _():
    order = '{"dish": "soup", "size": "small"}'
    return [
        case("JSON and nothing else", text=order),
        case("words before it", text=f"Sure! Here it is: {order}"),
        case("words after it", text=f"{order} Anything else?"),
        case("a fence", text=f"```json\n{order}\n```"),
        case("a fence without a language", text=f"```\n{order}\n```"),
        case("a list", text='The dishes: ["soup", "tea"].'),
        case("nested", text='{"Dish": {"name": "Soup", "with": ["salt", "rice"]}, "n": 2}'),
        case("a list with an object", text='["tea", {"n": 1}]'),
        case("a brace in a string", text='{"dish": "so}up", "n": 1} or so'),
        case("a false start", text=f"As {{dish, size}}: {order}"),
        case("two objects", text=f'{{"n": 1}} {order}'),
        case("single quotes", text="{'dish': 'soup'}"),
        case("cut off", text='{"dish": "soup", "si'),
        case("a number", text="7"),
        case("words alone", text="We have no soup."),
        case("nothing in it", text=f"Nothing: {{}}. In full: {order}"),
        case("an empty list", text="[]"),
        case("many false starts", text=f"{'{x} [y] ' * 9}{order}"),
        case("inside a broken one", text='{"a": {"n": 1}, oops'),
        case("a fence after it", text=f'{{"n": 1}}, in full:\n```json\n{order}\n```'),
        case("a comma too many", text='{"n": 1,}'),
        case("a comma in a string", text='{"dish": "a ,] b"}'),
        case("a line break in a string", text='{"dish": "so\nup"}'),
    ]


def _loads(text):
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict | list) else None


@mistake("read_json", ask="What does `json.loads` say to a friendly word before the object?")
def loads_and_nothing_else(text):
    return json.loads(text)


@mistake("read_json", ask="Do all models write JSON and nothing else?")
def only_if_it_is_all_json(text):
    return _loads(text)


@mistake("read_json", ask="Do all models write a fence, and is there nothing beside it?")
def cuts_the_fence_off(text):
    return _loads(text.strip().removeprefix("```json").removeprefix("```").removesuffix("```"))


@mistake("read_json", ask="Where does the first object end if there are two?")
def from_first_to_last_brace(text):
    match = re.search(r"[{\[].*[}\]]", text, re.S)
    return _loads(match[0]) if match else None


@mistake("read_json", ask="Which closing brace belongs to the first opening one?")
def to_the_next_brace(text):
    match = re.search(r"\{.*?\}|\[.*?\]", text, re.S)
    return _loads(match[0]) if match else None


@mistake("read_json", ask="Can the whole answer be a list?")
def objects_only(text):
    for at, character in enumerate(text):
        if character == "{":
            try:
                return json.JSONDecoder().raw_decode(text, at)[0]
            except ValueError:
                continue
    return None


@mistake("read_json", ask="What if the first brace belongs to the words?")
def one_try_only(text):
    starts = [at for at, character in enumerate(text) if character in "{["]
    try:
        return json.JSONDecoder().raw_decode(text, starts[0])[0] if starts else None
    except ValueError:
        return None


@mistake("read_json", ask="What should come back where there is no JSON?")
def raises_without_json(text):
    value = given.read_json(text)
    if value is None:
        raise ValueError("no JSON")
    return value


@mistake("read_json", ask="Is an empty object the same as no object?")
def empty_for_none(text):
    value = given.read_json(text)
    return {} if value is None else value


@mistake("read_json", ask="Is the value asked for, or the text that it was read from?")
def the_text_itself(text):
    value = given.read_json(text)
    return None if value is None else json.dumps(value)


@mistake("read_json", ask="Is a text with single quotes JSON, and do you want to run what it says?")
def reads_python(text):
    value = given.read_json(text)
    if value is not None:
        return value
    match = re.search(r"\{.*\}", text, re.S)
    try:
        return ast.literal_eval(match[0]) if match else None
    except (ValueError, SyntaxError):
        return None


@mistake("read_json", ask="Can a brace stand inside a string?")
def counts_braces(text):
    start = next((at for at, c in enumerate(text) if c in "{["), None)
    depth = 0
    for at in range(start if start is not None else len(text), len(text)):
        depth += (text[at] in "{[") - (text[at] in "}]")
        if depth == 0:
            value = _loads(text[start : at + 1])
            return value if value is not None else counts_braces(text[at + 1 :])
    return None


@mistake("read_json", ask="Which of two objects is the first?")
def the_last_object(text):
    found, at = None, 0
    while at < len(text):
        if text[at] in "{[":
            try:
                found, at = json.JSONDecoder().raw_decode(text, at)
                continue
            except ValueError:
                pass
        at += 1
    return found


@mistake("read_json", ask="Is every number an object or a list?")
def any_json_value(text):
    try:
        return json.loads(text)
    except ValueError:
        return given.read_json(text)


@mistake("read_json", ask="What does `json.loads` say to a friendly word beside the object?")
def loads_or_none(text):
    try:
        return json.loads(text)
    except ValueError:
        return None


@mistake("read_json", ask="Without the fences, is what is left JSON and nothing else?")
def takes_fences_away(text):
    try:
        return json.loads(re.sub(r"```(json)?", "", text).strip())
    except ValueError:
        return None


@mistake("read_json", ask="Whose is the last closing brace, and can the whole be a list?")
def from_find_to_rfind(text):
    try:
        return json.loads(text[text.find("{") : text.rfind("}") + 1])
    except ValueError:
        return None


@mistake("read_json", ask="Does the first closing brace belong to the first opening one?")
def to_the_first_closing_brace(text):
    match = re.search(r"\{.*?\}", text, re.S)
    return _loads(match[0]) if match else None


@mistake("read_json", ask="Which closing brace does a `?` in the pattern stop at?")
def each_shortest_match(text):
    for match in re.finditer(r"\{.*?\}|\[.*?\]", text, re.S):
        value = _loads(match[0])
        if value is not None:
            return value
    return None


def _decoded(text, marks="{[", decoder=None):
    """Every value that begins at one of these marks, with its place."""
    decoder = decoder or json.JSONDecoder()
    for at, character in enumerate(text):
        if character in marks:
            try:
                yield at, decoder.raw_decode(text, at)[0]
            except ValueError:
                continue


@mistake("read_json", ask="If a list comes first, which of the two begins before the other?")
def objects_before_lists(text):
    for marks in "{[":
        for _, value in _decoded(text, marks):
            return value
    return None


@mistake("read_json", ask="What does `if` say of an empty object?")
def empty_is_nothing(text):
    return next((value for _, value in _decoded(text) if value), None)


@mistake("read_json", ask="At which characters does an object or a list begin?")
def any_value_anywhere(text):
    for at in range(len(text)):
        try:
            return json.JSONDecoder().raw_decode(text, at)[0]
        except ValueError:
            continue
    return None


@mistake("read_json", ask="If you have found one, what is there left to look for?")
def the_last_that_begins(text):
    found = [value for _, value in _decoded(text)]
    return found[-1] if found else None


@mistake("read_json", ask="Which two things does `raw_decode` return?")
def value_and_end(text):
    for at, character in enumerate(text):
        if character in "{[":
            try:
                return json.JSONDecoder().raw_decode(text, at)
            except ValueError:
                continue
    return None


@mistake("read_json", ask="Can a whole object stand inside a broken one?")
def goes_on_where_it_broke(text):
    at = 0
    while at < len(text):
        if text[at] in "{[":
            try:
                return json.JSONDecoder().raw_decode(text, at)[0]
            except json.JSONDecodeError as error:
                at = max(at, error.pos - 1)
        at += 1
    return None


@mistake("read_json", ask="Is it the module's JSON that you read, or a more forgiving one?")
def not_strict(text):
    decoder = json.JSONDecoder(strict=False)
    return next((value for _, value in _decoded(text, decoder=decoder)), None)


@mistake("read_json", ask="What else does your repair change, in a string for example?")
def repairs_commas(text):
    return given.read_json(re.sub(r",\s*([}\]])", r"\1", text))


@mistake("read_json", ask="Does the first one stand in the fence?")
def the_fence_before_all(text):
    match = re.search(r"```(?:json)?\s*(.*?)```", text, re.S)
    found = given.read_json(match[1]) if match else None
    return given.read_json(text) if found is None else found


@mistake("read_json", ask="How many false starts can a text have?")
def ten_starts_at_most(text):
    starts = [match.start() for match in re.finditer(r"[{\[]", text)][:10]
    return next((value for at, value in _decoded(text) if at in starts), None)


@variant("read_json")
def by_trying_all_ends(text):
    for start in range(len(text)):
        if text[start] not in "{[":
            continue
        for stop in range(start + 1, len(text) + 1):
            value = _loads(text[start:stop])
            if value is not None:
                return value
    return None


@variant("read_json")
def by_searching(text):
    decoder = json.JSONDecoder()
    for match in re.finditer(r"[\[{]", text):
        try:
            return decoder.raw_decode(text[match.start() :])[0]
        except json.JSONDecodeError:
            pass
    return None


# ---------------------------------------------------------------- 12.6 recent_contents


@cases("recent_contents")
def _():
    turns = [("user", "I am Mila."), ("assistant", "Hi, Mila."), ("user", "Who am I?")]
    more = [("user", "Hello!"), ("assistant", "Hello."), *turns]
    two = [("user", "One."), ("user", "Two."), ("assistant", "Three?"), ("user", "Four.")]
    late = [turns[0], turns[1], ("assistant", "Well?"), turns[2]]
    twice = [("user", "Yes."), ("assistant", "Sure?"), ("user", "Yes.")]
    return [
        case("one turn", turns=turns[:1], counts=[6], budget=100),
        case("three turns, all fit", turns=turns, counts=[6, 5, 4], budget=100),
        case("they fit exactly", turns=turns, counts=[6, 5, 4], budget=15),
        case("one token short", turns=turns, counts=[6, 5, 4], budget=14),
        case("the last does not fit either", turns=turns, counts=[6, 5, 40], budget=20),
        case("the last two would fit", turns=more, counts=[9, 9, 6, 5, 4], budget=20),
        case("a long turn in between", turns=more, counts=[1, 1, 50, 2, 4], budget=20),
        case("two of the user's in a row", turns=two, counts=[3, 3, 3, 3], budget=12),
        case("one of these must go", turns=two, counts=[3, 3, 3, 3], budget=9),
        case("two of the assistant's", turns=late, counts=[5, 3, 3, 4], budget=10),
        case("the user's alone", turns=[("user", "One."), ("user", "Two.")], counts=[5, 5],
             budget=6),
        case("the same words twice", turns=twice, counts=[2, 3, 4], budget=8),
        case("space in a text", turns=[("user", " Hi.\n")], counts=[2], budget=8),
    ]  # fmt: skip


def _made(turns, roles=None):
    roles = roles or {"user": "user", "assistant": "model"}
    return [{"role": roles[role], "parts": [{"text": text}]} for role, text in turns]


def _first(turns, counts, budget, fits=lambda used, budget: used <= budget):
    start = len(turns) - 1
    while start > 0 and fits(sum(counts[start - 1 :]), budget):
        start -= 1
    while turns[start][0] != "user":
        start += 1
    return start


@mistake("recent_contents", ask="What does the API call the role that is not the user's?")
def keeps_the_word_assistant(turns, counts, budget):
    kept = turns[_first(turns, counts, budget) :]
    return _made(kept, {"user": "user", "assistant": "assistant"})


@mistake("recent_contents", ask="Who says the first word of what is kept?")
def may_begin_with_the_model(turns, counts, budget):
    start = len(turns) - 1
    while start > 0 and sum(counts[start - 1 :]) <= budget:
        start -= 1
    return _made(turns[start:])


@mistake("recent_contents", ask="If something must go, is it the newest or the oldest?")
def keeps_the_oldest(turns, counts, budget):
    stop = 0
    while stop < len(turns) and sum(counts[: stop + 1]) <= budget:
        stop += 1
    return _made(turns[: max(stop, 1)])


@mistake(
    "recent_contents", ask="Does a conversation fit that uses up the budget to the last token?"
)
def strictly_below_the_budget(turns, counts, budget):
    return _made(turns[_first(turns, counts, budget, lambda used, limit: used < limit) :])


@mistake("recent_contents", ask="What is left of a conversation from whose middle a turn is taken?")
def leaves_a_gap(turns, counts, budget):
    used, kept = 0, []
    for turn, count in zip(reversed(turns), reversed(counts), strict=True):
        if not kept or used + count <= budget:
            kept.insert(0, turn)
            used += count
    while kept[0][0] != "user":
        kept.pop(0)
    return _made(kept)


@mistake("recent_contents", ask="Can a question be answered that is not sent?")
def drops_a_long_question(turns, counts, budget):
    return _made(turns[_first(turns, counts, budget) :]) if counts[-1] <= budget else []


@mistake("recent_contents", ask="Is the budget one of tokens or of letters?")
def counts_letters(turns, counts, budget):
    return _made(turns[_first(turns, [len(text) for _, text in turns], budget) :])


@mistake("recent_contents", ask="Does the last turn cost nothing?")
def last_turn_for_free(turns, counts, budget):
    return _made(turns[_first(turns, [*counts[:-1], 0], budget) :])


@mistake("recent_contents", ask="What must become shorter if it does not fit?")
def ignores_the_budget(turns, counts, budget):
    return _made(turns)


@mistake("recent_contents", ask="In which order was it said?")
def newest_first(turns, counts, budget):
    return _made(turns[_first(turns, counts, budget) :])[::-1]


@mistake(
    "recent_contents", ask="What does a content hold: a text, or parts that each may be a text?"
)
def text_for_parts(turns, counts, budget):
    kept = _made(turns[_first(turns, counts, budget) :])
    return [{"role": one["role"], "text": one["parts"][0]["text"]} for one in kept]


@mistake("recent_contents", ask="How many parts are there, and so what is `parts`?")
def one_part_no_list(turns, counts, budget):
    kept = _made(turns[_first(turns, counts, budget) :])
    return [{"role": one["role"], "parts": one["parts"][0]} for one in kept]


@mistake("recent_contents", ask="Do turns always come in pairs?")
def goes_back_in_pairs(turns, counts, budget):
    start = len(turns) - 1
    while start >= 2 and sum(counts[start - 2 :]) <= budget:
        start -= 2
    return _made(turns[start:])


@mistake("recent_contents", ask="Whose list becomes shorter when you `pop`?")
def pops_from_the_list(turns, counts, budget):
    while len(turns) > 1 and (sum(counts) > budget or turns[0][0] != "user"):
        turns.pop(0)
        counts.pop(0)
    return _made(turns)


def _start(turns, counts, budget, step=1, least=1):
    """Where what fits begins, coming from the front."""
    start = 0
    while start < len(turns) - least and sum(counts[start:]) > budget:
        start += step
    return start


@mistake("recent_contents", ask="Can the turn after the assistant's be the assistant's too?")
def leaves_one_answer_out(turns, counts, budget):
    start = _start(turns, counts, budget)
    return _made(turns[start + (turns[start][0] == "assistant") :])


@mistake("recent_contents", ask="If the user's turn before it comes back, does it all still fit?")
def goes_back_to_the_question(turns, counts, budget):
    start = _start(turns, counts, budget)
    return _made(turns[max(start - (turns[start][0] == "assistant"), 0) :])


@mistake("recent_contents", ask="Must two turns be kept, or one?")
def keeps_two_at_least(turns, counts, budget):
    start = _start(turns, counts, budget, least=2)
    while start > 0 and turns[start][0] != "user":
        start += 1
    return _made(turns[start:])


@mistake("recent_contents", ask="How many turns must go until the rest fits?")
def drops_two_at_a_time(turns, counts, budget):
    return _made(turns[_start(turns, counts, budget, step=2) :])


@mistake("recent_contents", ask="What does `index` find if the same words were said twice?")
def looks_its_place_up(turns, counts, budget):
    used, start = 0, len(turns) - 1
    for turn in reversed(turns):
        at = turns.index(turn)
        if used + counts[at] > budget:
            break
        used, start = used + counts[at], at
    while turns[start][0] != "user":
        start += 1
    return _made(turns[start:])


@mistake("recent_contents", ask="Who asked you to tidy up what was said?")
def strips_what_was_said(turns, counts, budget):
    return _made([(role, text.strip()) for role, text in turns[_first(turns, counts, budget) :]])


@mistake("recent_contents", ask="What is a part: a text, or a dictionary with one?")
def texts_for_parts(turns, counts, budget):
    kept = _made(turns[_first(turns, counts, budget) :])
    return [{"role": one["role"], "parts": [one["parts"][0]["text"]]} for one in kept]


@variant("recent_contents")
def from_the_front(turns, counts, budget):
    turns, counts = list(turns), list(counts)
    while len(turns) > 1 and (sum(counts) > budget or turns[0][0] != "user"):
        turns, counts = turns[1:], counts[1:]
    return _made(turns)


@variant("recent_contents")
def by_a_running_sum(turns, counts, budget):
    used, best = 0, len(turns) - 1
    for at in reversed(range(len(turns))):
        used += counts[at]
        if used > budget:
            break
        if turns[at][0] == "user":
            best = at
    return [
        dict(role="model" if role == "assistant" else "user", parts=[dict(text=text)])
        for role, text in turns[best:]
    ]


# ---------------------------------------------------------------- 12.7 use_tools


@cases("use_tools")
def _():
    add = {"name": "calculator", "args": {"expression": "12 + 7"}}
    cost = {"name": "price", "args": {"item": "tent"}}
    fly = {"name": "fly", "args": {"to": "Rome"}}
    none = {"name": "calculator", "args": {"expression": "7 - 7"}}
    half = {"name": "calculator", "args": {"expression": "7 / 2"}}
    both = given.TOOLS[:2]
    return [
        case("no call", service=["Hello."], question="Hi", functions=both, max_requests=3),
        case("one call", service=[add, "$turns"], question="12 + 7?", functions=both, max_requests=3),
        case("two, one after the other", service=[add, cost, "$turns"], question="How much?",
             functions=both, max_requests=3),
        case("two at once", service=[[add, cost], "$turns"], question="How much?",
             functions=both, max_requests=3),
        case("an unknown function", service=[fly, "$turns"], question="Fly!", functions=both,
             max_requests=3),
        case("never an answer", service=[add, add, "Late."], question="12 + 7?", functions=both,
             max_requests=2),
        case("what is sent", service=[add, add, "$functions; $signatures turns as they came"],
             question="12 + 7?", functions=both, max_requests=4),
        case("an answer at the last moment", service=[add, cost, "Done."], question="Well?",
             functions=both, max_requests=3),
        case("words beside a call", service=[["Let me see.", add], "$turns"], question="12 + 7?",
             functions=both, max_requests=3),
        case("words, and never an answer", service=[["Well.", add], ["Hm.", add]], question="?",
             functions=both, max_requests=2),
        case("a result of 0", service=[none, "$turns"], question="7 - 7?", functions=both,
             max_requests=3),
        case("another error", service=[half, "$turns"], question="Half?", functions=both,
             max_requests=3),
        case("the same twice at once", service=[[add, none], "$turns"], question="Both?",
             functions=both, max_requests=3),
        case("one known, one not", service=[[fly, cost], "$turns"], question="Both?",
             functions=both, max_requests=3),
        case("not in the alphabet's order", service=[[cost, add], "$turns"], question="Both?",
             functions=both, max_requests=3),
        case("many calls, few requests", service=[[add, cost, add], "Done."], question="All?",
             functions=both, max_requests=2),
        case("space around the answer", service=["\n Hello. "], question="Hi", functions=both,
             max_requests=3),
        case("no text at all", service=[None], question="Hi", functions=both, max_requests=3),
    ]  # fmt: skip


def _loop(
    service, question, functions, max_requests, run,
    *, outcome=None, grow=None, limit=None, late=None, every=True, config=None, calls_of=None,
):  # fmt: skip
    service = given.reach(service)
    contents = [types.UserContent(question)]
    config = config or {
        "tools": [{"function_declarations": functions}],
        "automatic_function_calling": {"disable": True},
    }
    for _ in range(max_requests if limit is None else limit):
        answer = service.client.models.generate_content(
            model=service.model, contents=contents, config=config
        )
        if not answer.function_calls:
            return answer.text
        calls = answer.function_calls if every else answer.function_calls[:1]
        calls = calls_of(calls) if calls_of else calls
        results = [
            types.Part.from_function_response(
                name=call.name, response=(outcome or _outcome)(run, call)
            )
            for call in calls
        ]
        own, back = answer.candidates[0].content, types.UserContent(results)
        contents = (grow or (lambda old, own, back: [*old, own, back]))(contents, own, back)
    return late


def _outcome(run, call):
    try:
        return {"result": run(call.name, call.args)}
    except Exception as error:
        return {"error": str(error)}


@mistake("use_tools", ask="Does the model remember what it called, if you do not send it?")
def forgets_the_models_turn(service, question, functions, max_requests, run=given.run_tool):
    return _loop(service, question, functions, max_requests, run,
                 grow=lambda old, own, back: [*old, back])  # fmt: skip


@mistake("use_tools", ask="Does the model remember the question, if you do not send it?")
def forgets_the_question(service, question, functions, max_requests, run=given.run_tool):
    return _loop(service, question, functions, max_requests, run,
                 grow=lambda old, own, back: [own, back])  # fmt: skip


@mistake("use_tools", ask="What of the calls before the last one?")
def forgets_earlier_calls(service, question, functions, max_requests, run=given.run_tool):
    return _loop(service, question, functions, max_requests, run,
                 grow=lambda old, own, back: [old[0], own, back])  # fmt: skip


@mistake("use_tools", ask="Which comes first: the call or its result?")
def result_before_the_call(service, question, functions, max_requests, run=given.run_tool):
    return _loop(service, question, functions, max_requests, run,
                 grow=lambda old, own, back: [*old, back, own])  # fmt: skip


@mistake("use_tools", ask="How many functions may a model call in one turn?")
def first_call_only(service, question, functions, max_requests, run=given.run_tool):
    return _loop(service, question, functions, max_requests, run, every=False)


@mistake("use_tools", ask="How many turns do the results of one turn's calls make?")
def a_turn_for_each_result(service, question, functions, max_requests, run=given.run_tool):
    def grow(old, own, back):
        return [*old, own, *(types.UserContent([part]) for part in back.parts)]

    return _loop(service, question, functions, max_requests, run, grow=grow)


@mistake("use_tools", ask="A function fails: is that the end, or something the model can be told?")
def lets_errors_through(service, question, functions, max_requests, run=given.run_tool):
    return _loop(service, question, functions, max_requests, run,
                 outcome=lambda run, call: {"result": run(call.name, call.args)})  # fmt: skip


@mistake("use_tools", ask="Under which key is the model told that something went wrong?")
def an_error_as_result(service, question, functions, max_requests, run=given.run_tool):
    def outcome(run, call):
        try:
            return {"result": run(call.name, call.args)}
        except Exception as error:
            return {"result": str(error)}

    return _loop(service, question, functions, max_requests, run, outcome=outcome)


@mistake("use_tools", ask="What can the model learn from an error without a word?")
def an_error_without_words(service, question, functions, max_requests, run=given.run_tool):
    def outcome(run, call):
        try:
            return {"result": run(call.name, call.args)}
        except Exception:
            return {"error": "error"}

    return _loop(service, question, functions, max_requests, run, outcome=outcome)


@mistake("use_tools", ask="The model asks for ever: who ends it, and with which value?")
def raises_at_the_limit(service, question, functions, max_requests, run=given.run_tool):
    found = _loop(service, question, functions, max_requests, run)
    if found is None:
        raise RuntimeError("too many calls")
    return found


@mistake("use_tools", ask="How many requests may there be, the first one counted?")
def one_request_too_many(service, question, functions, max_requests, run=given.run_tool):
    return _loop(service, question, functions, max_requests, run, limit=max_requests + 1)


@mistake("use_tools", ask="How many requests may there be, the last one counted?")
def one_request_too_few(service, question, functions, max_requests, run=given.run_tool):
    return _loop(service, question, functions, max_requests, run, limit=max_requests - 1)


@mistake("use_tools", ask="Is one round always enough?")
def one_round_only(service, question, functions, max_requests, run=given.run_tool):
    return _loop(service, question, functions, max_requests, run, limit=min(max_requests, 2))


@mistake("use_tools", ask='Is a text the same as a response {"result": ...}?')
def result_as_text(service, question, functions, max_requests, run=given.run_tool):
    return _loop(service, question, functions, max_requests, run,
                 outcome=lambda run, call: {
                     key: str(value) for key, value in _outcome(run, call).items()
                 })  # fmt: skip


@mistake("use_tools", ask="Is the result what the user says, or what a function returned?")
def results_as_words(service, question, functions, max_requests, run=given.run_tool):
    def grow(old, own, back):
        words = [str(part.function_response.response) for part in back.parts]
        return [*old, own, types.UserContent(" ".join(words))]

    return _loop(service, question, functions, max_requests, run, grow=grow)


@mistake("use_tools", ask="Is the turn that you send back the one that came?")
def rebuilds_the_models_turn(service, question, functions, max_requests, run=given.run_tool):
    def grow(old, own, back):
        calls = [
            types.Part.from_function_call(
                name=part.function_call.name, args=part.function_call.args
            )
            for part in own.parts
        ]
        return [*old, types.ModelContent(calls), back]

    return _loop(service, question, functions, max_requests, run, grow=grow)


@mistake("use_tools", ask="Which functions does the model know of, if none is sent?")
def declares_no_functions(service, question, functions, max_requests, run=given.run_tool):
    config = {"automatic_function_calling": {"disable": True}}
    return _loop(service, question, functions, max_requests, run, config=config)


@mistake("use_tools", visible=False, ask="Whose function is to be called?")
def calls_the_courses_tools(service, question, functions, max_requests, run=given.run_tool):
    return _loop(service, question, functions, max_requests, given.run_tool)


@mistake("use_tools", ask="May a turn hold words and a call: which of them do you look at first?")
def words_are_the_answer(service, question, functions, max_requests, run=given.run_tool):
    service = given.reach(service)
    contents = [types.UserContent(question)]
    config = {
        "tools": [{"function_declarations": functions}],
        "automatic_function_calling": {"disable": True},
    }
    for _ in range(max_requests):
        answer = service.client.models.generate_content(
            model=service.model, contents=contents, config=config
        )
        said = [part.text for part in answer.candidates[0].content.parts or [] if part.text]
        if said or not answer.function_calls:
            return "".join(said) or None
        parts = [
            types.Part.from_function_response(name=call.name, response=_outcome(run, call))
            for call in answer.function_calls
        ]
        contents += [answer.candidates[0].content, types.UserContent(parts)]
    return None


@mistake("use_tools", ask="What else did the model say in the turn that you send back?")
def sends_the_calls_alone(service, question, functions, max_requests, run=given.run_tool):
    def grow(old, own, back):
        return [*old, types.ModelContent([part for part in own.parts if part.function_call]), back]

    return _loop(service, question, functions, max_requests, run, grow=grow)


@mistake("use_tools", ask="Are words beside the last call an answer?")
def the_last_words_at_the_limit(service, question, functions, max_requests, run=given.run_tool):
    last = []

    def grow(old, own, back):
        last[:] = [part.text for part in own.parts if part.text]
        return [*old, own, back]

    found = _loop(service, question, functions, max_requests, run, grow=grow, late=last)
    return ("".join(last) or None) if found is last else found


@mistake("use_tools", ask="Is 0 no result?")
def zero_is_an_error(service, question, functions, max_requests, run=given.run_tool):
    def outcome(run, call):
        told = _outcome(run, call)
        return told if told.get("error") or told.get("result") else {"error": "nothing found"}

    return _loop(service, question, functions, max_requests, run, outcome=outcome)


@mistake("use_tools", ask="Which kinds of error may a function raise?")
def catches_one_kind_of_error(service, question, functions, max_requests, run=given.run_tool):
    def outcome(run, call):
        try:
            return {"result": run(call.name, call.args)}
        except LookupError as error:
            return {"error": str(error)}

    return _loop(service, question, functions, max_requests, run, outcome=outcome)


@mistake("use_tools", ask="Whose words is the model to read: yours, or the error's?")
def an_error_of_its_own_words(service, question, functions, max_requests, run=given.run_tool):
    def outcome(run, call):
        try:
            return {"result": run(call.name, call.args)}
        except Exception:
            return {"error": f"there is no function {call.name!r}"}

    return _loop(service, question, functions, max_requests, run, outcome=outcome)


@mistake("use_tools", ask="How does `repr` differ from what the docstring wants of an error?")
def the_errors_repr(service, question, functions, max_requests, run=given.run_tool):
    def outcome(run, call):
        try:
            return {"result": run(call.name, call.args)}
        except Exception as error:
            return {"error": repr(error)}

    return _loop(service, question, functions, max_requests, run, outcome=outcome)


@mistake("use_tools", ask="A function fails: is there nothing left that the model could do?")
def gives_up_at_an_error(service, question, functions, max_requests, run=given.run_tool):
    try:
        return _loop(service, question, functions, max_requests, run,
                     outcome=lambda run, call: {"result": run(call.name, call.args)})  # fmt: skip
    except (LookupError, ValueError, ZeroDivisionError, TimeoutError):
        return None


@mistake("use_tools", ask="If one of two calls fails, what of the other?")
def one_try_for_all_calls(service, question, functions, max_requests, run=given.run_tool):
    def grow(old, own, back):
        parts = []
        for part in back.parts:
            parts.append(part)
            if "error" in part.function_response.response:
                break
        return [*old, own, types.UserContent(parts)]

    return _loop(service, question, functions, max_requests, run, grow=grow)


@mistake("use_tools", ask="What happens in a dictionary by name if one function is called twice?")
def results_by_name(service, question, functions, max_requests, run=given.run_tool):
    def grow(old, own, back):
        by_name = {part.function_response.name: part for part in back.parts}
        return [*old, own, types.UserContent(list(by_name.values()))]

    return _loop(service, question, functions, max_requests, run, grow=grow)


@mistake("use_tools", ask="In which order did the model call them?")
def calls_by_the_alphabet(service, question, functions, max_requests, run=given.run_tool):
    return _loop(service, question, functions, max_requests, run,
                 calls_of=lambda calls: sorted(calls, key=lambda call: call.name))  # fmt: skip


@mistake("use_tools", ask="Does the limit count requests, or calls?")
def counts_the_calls(service, question, functions, max_requests, run=given.run_tool):
    made = []

    def counted(name, args):
        made.append(name)
        return run(name, args)

    def grow(old, own, back):
        if len(made) >= max_requests:
            raise StopIteration
        return [*old, own, back]

    try:
        return _loop(service, question, functions, max_requests, counted, grow=grow)
    except StopIteration:
        return None


@mistake("use_tools", ask="Is `args` one argument of `run`, or many?")
def unpacks_the_arguments(service, question, functions, max_requests, run=given.run_tool):
    def outcome(run, call):
        try:
            return {"result": run(call.name, **call.args)}
        except Exception as error:
            return {"error": str(error)}

    return _loop(service, question, functions, max_requests, run, outcome=outcome)


@mistake("use_tools", ask="Who asked you to tidy up the answer?")
def strips_the_answer(service, question, functions, max_requests, run=given.run_tool):
    found = _loop(service, question, functions, max_requests, run)
    return found if found is None else found.strip()


@mistake("use_tools", ask="What does the docstring want where no answer came in time?")
def an_empty_text_at_the_limit(service, question, functions, max_requests, run=given.run_tool):
    found = _loop(service, question, functions, max_requests, run)
    return "" if found is None else found


@variant("use_tools")
def with_plain_dictionaries(service, question, functions, max_requests, run=given.run_tool):
    service = given.reach(service)
    contents = [{"role": "user", "parts": [{"text": question}]}]
    n = 0
    while n < max_requests:
        n += 1
        answer = service.client.models.generate_content(
            model=service.model,
            contents=contents,
            config={
                "tools": [{"function_declarations": functions}],
                "automatic_function_calling": {"disable": True},
            },
        )
        own = answer.candidates[0].content
        calls = [part.function_call for part in own.parts if part.function_call]
        if calls == []:
            return answer.text
        parts = []
        for call in calls:
            try:
                back = {"result": run(call.name, dict(call.args))}
            except Exception as error:
                back = {"error": f"{error}"}
            parts.append({"function_response": {"name": call.name, "response": back}})
        contents.append(own)
        contents.append({"role": "tool", "parts": parts})
    return None


@variant("use_tools")
def without_the_last_results(service, question, functions, max_requests, run=given.run_tool):
    if max_requests == 0:
        return None
    service = given.reach(service)
    contents = [types.UserContent(question)]
    config = types.GenerateContentConfig(
        tools=[types.Tool(function_declarations=functions)],
        automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
    )
    for request in range(1, max_requests + 1):
        answer = service.client.models.generate_content(
            model=service.model, contents=contents, config=config
        )
        if not answer.function_calls:
            return answer.text
        if request == max_requests:
            return None
        contents.append(answer.candidates[0].content)
        parts = [
            types.Part(
                function_response=types.FunctionResponse(
                    name=call.name, response=_outcome(run, call)
                )
            )
            for call in answer.function_calls
        ]
        contents.append(types.Content(role="user", parts=parts))


# ---------------------------------------------------------------- 12.8 ask_patiently


@cases("ask_patiently")
def _():
    return [
        case("no error", service=["Paris."], prompt="Capital of France?", attempts=3),
        case("busy once", service=[503, "Paris."], prompt="Capital?", attempts=3),
        case("it says how long", service=[[429, "7s"], "Paris."], prompt="Capital?", attempts=3),
        case("three times, each longer", service=[503, 500, 504, "Paris."], prompt="Capital?",
             attempts=4),
        case("429 without a hint", service=[429, 429, "Paris."], prompt="Capital?", attempts=3),
        case("the hint comes second", service=[503, [429, "9s"], 503, "Paris."], prompt="Capital?",
             attempts=4),
        case("a short hint, late", service=[503, 503, [429, "3.5s"], "Paris."], prompt="Capital?",
             attempts=4),
        case("busy, and it says how long", service=[[503, "7s"], "Paris."], prompt="Capital?",
             attempts=3),
        case("six times", service=[503, 500, 503, 504, 429, 503, "Paris."], prompt="Capital?",
             attempts=7),
        case("is it really asleep?", service=[503, 503, "Slept: $pauses."], prompt="Capital?",
             attempts=3),
        case("what is sent", service=["$settings settings, $words words."], prompt="Which capital?",
             attempts=3),
        case("no text", service=[None, "Paris."], prompt="Capital?", attempts=3),
        case("it says: at once", service=[[429, "0s"], "Paris."], prompt="Capital?", attempts=2),
        case("a request that is wrong", service=[400, "Paris."], prompt="Capital?", attempts=3),
        case("something that it has not", service=[501, "Paris."], prompt="Capital?", attempts=3),
        case("a gateway's error", service=[502, "Paris."], prompt="Capital?", attempts=3),
        case("a cancelled request", service=[499, "Paris."], prompt="Capital?", attempts=3),
        case("a conflict", service=[409, "Paris."], prompt="Capital?", attempts=3),
        case("no such model", service=[404, "Paris."], prompt="Capital?", attempts=3),
        case("busy for too long", service=[503, 503, 429, "Paris."], prompt="Capital?",
             attempts=3),
        case("a single attempt", service=[503, "Paris."], prompt="Capital?", attempts=1),
    ]  # fmt: skip


BUSY = (429, 500, 503, 504)


def _patient(
    service, prompt, attempts, sleep,
    *, codes=BUSY, pause=None, asks=retry_delay, first=True, tell=True, last=False, most=None,
):  # fmt: skip
    sleep = sleep or given.pause_for(service)
    service = given.reach(service)
    waits = []
    for attempt in range(attempts if most is None else most):
        try:
            answer = service.client.models.generate_content(model=service.model, contents=prompt)
            return answer.text, waits, None
        except errors.APIError as error:
            final = attempt == (attempts if most is None else most) - 1
            if error.code not in codes or (final and not last):
                return None, waits, error.code
            wait = asks(error)
            wait = (pause or (lambda n: 2.0**n))(attempt) if wait is None else wait
            if tell:
                sleep(wait)
            if final:
                return None, waits, error.code
            waits.append(wait)


@mistake("ask_patiently", ask="Can the same wrong request become right by waiting?")
def retries_everything(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, codes=range(400, 600))


@mistake("ask_patiently", ask="Is a full quota the only thing that passes?")
def retries_429_only(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, codes=(429,))


@mistake("ask_patiently", ask="Which error is not the server's fault and passes all the same?")
def retries_server_errors_only(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, codes=range(500, 600))


@mistake("ask_patiently", ask="Which four codes are to be tried again?")
def retries_429_and_503(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, codes=(429, 503))


@mistake("ask_patiently", ask="Do all errors from 429 on pass?")
def retries_all_from_429(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, codes=range(429, 600))


@mistake("ask_patiently", ask="What does the service say about how long to wait?")
def ignores_the_hint(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, asks=lambda error: None)


@mistake(
    "ask_patiently", ask="If it is still busy, should the next pause be as short as the first?"
)
def always_one_second(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, pause=lambda n: 1.0)


@mistake("ask_patiently", ask="1, 2, and then 3 or 4?")
def one_second_more_each_time(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, pause=lambda n: n + 1.0)


@mistake("ask_patiently", ask="How long is the first pause?")
def begins_with_two(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, pause=lambda n: 2.0 ** (n + 1))


@mistake("ask_patiently", ask="What does Python compute for `2 * 0`?")
def doubles_nothing(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, pause=lambda n: 2.0 * n)


@mistake("ask_patiently", ask="If it said 7 seconds, may you also wait for another time?")
def the_longer_of_both(service, prompt, attempts, sleep=None):
    sleep = sleep or given.pause_for(service)
    service = given.reach(service)
    waits = []
    for attempt in range(attempts):
        try:
            answer = service.client.models.generate_content(model=service.model, contents=prompt)
            return answer.text, waits, None
        except errors.APIError as error:
            if error.code not in BUSY or attempt == attempts - 1:
                return None, waits, error.code
            waits.append(max(2.0**attempt, retry_delay(error) or 0.0))
            sleep(waits[-1])


@mistake("ask_patiently", ask="Is a pause of 0 seconds the same as no word about it?")
def zero_is_no_hint(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, asks=lambda error: retry_delay(error) or None)


@mistake(
    "ask_patiently", ask="Is a pause doubled for each attempt, or only for those without a hint?"
)
def counts_its_own_pauses_only(service, prompt, attempts, sleep=None):
    sleep = sleep or given.pause_for(service)
    service = given.reach(service)
    waits, own = [], 1.0
    for attempt in range(attempts):
        try:
            answer = service.client.models.generate_content(model=service.model, contents=prompt)
            return answer.text, waits, None
        except errors.APIError as error:
            if error.code not in BUSY or attempt == attempts - 1:
                return None, waits, error.code
            asked = retry_delay(error)
            waits.append(own if asked is None else asked)
            own = own * 2 if asked is None else own
            sleep(waits[-1])


@mistake("ask_patiently", ask="Are `attempts` all attempts, or those after the first?")
def one_attempt_too_many(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, most=attempts + 1)


@mistake("ask_patiently", ask="What should the caller get when nothing helped?")
def returns_nothing_in_the_end(service, prompt, attempts, sleep=None):
    found = _patient(service, prompt, attempts, sleep)
    return found if found[2] not in BUSY else None


@mistake("ask_patiently", ask="What does your function do with the last error: raise it?")
def raises_the_last_error(service, prompt, attempts, sleep=None):
    text, waits, code = _patient(service, prompt, attempts, sleep)
    if code is not None:
        raise RuntimeError(f"error {code}")
    return text, waits, code


@mistake("ask_patiently", ask="Which error is left: the first one, or the last?")
def the_first_error(service, prompt, attempts, sleep=None):
    seen = []

    def hint(error):
        seen.append(error.code)
        return retry_delay(error)

    text, waits, code = _patient(service, prompt, attempts, sleep, asks=hint)
    return text, waits, seen[0] if code is not None and seen else code


@mistake("ask_patiently", ask="Is an error left if an answer came in the end?")
def a_code_beside_the_answer(service, prompt, attempts, sleep=None):
    text, waits, code = _patient(service, prompt, attempts, sleep)
    return text, waits, 200 if code is None else code


@mistake("ask_patiently", ask="Which waits were there before it gave up?")
def forgets_the_waits(service, prompt, attempts, sleep=None):
    text, waits, code = _patient(service, prompt, attempts, sleep)
    return text, waits if text else [], code


@mistake("ask_patiently", ask="How many waits were there if nothing went wrong?")
def never_tries_again(service, prompt, attempts, sleep=None):
    service = given.reach(service)
    answer = service.client.models.generate_content(model=service.model, contents=prompt)
    return answer.text, [], None


@mistake("ask_patiently", ask="Which function makes the pause here, and do you call it?")
def notes_but_does_not_sleep(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, tell=False)


@mistake(
    "ask_patiently", visible=False, ask="What is the last pause for, if no attempt follows it?"
)
def sleeps_before_it_gives_up(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, last=True)


@mistake("ask_patiently", ask="Which of the two values does the tuple begin with?")
def the_text_alone(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep)[0]


@mistake("ask_patiently", ask="Is the sum of the pauses asked for, or each of them?")
def the_sum_of_the_pauses(service, prompt, attempts, sleep=None):
    text, waits, code = _patient(service, prompt, attempts, sleep)
    return text, sum(waits), code


@mistake("ask_patiently", ask="Which of the codes from 500 to 504 does the docstring name?")
def retries_500_to_504(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, codes=(429, *range(500, 505)))


@mistake("ask_patiently", ask="Is 502 one of the four?")
def retries_a_gateways_error(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, codes=(*BUSY, 502))


@mistake("ask_patiently", ask="The SDK retries more codes; how many does the docstring name?")
def retries_what_others_retry(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, codes=(408, 409, 499, 502, *BUSY))


@mistake("ask_patiently", ask="Have you counted the codes that pass?")
def forgets_504(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, codes=(429, 500, 503))


@mistake(
    "ask_patiently", ask="Is a full quota an error of the server's, and which class catches it?"
)
def catches_server_errors_only(service, prompt, attempts, sleep=None):
    sleep = sleep or given.pause_for(service)
    service = given.reach(service)
    waits = []
    for attempt in range(attempts):
        try:
            answer = service.client.models.generate_content(model=service.model, contents=prompt)
            return answer.text, waits, None
        except errors.ServerError as error:
            if error.code not in BUSY or attempt == attempts - 1:
                return None, waits, error.code
            asked = retry_delay(error)
            waits.append(2.0**attempt if asked is None else asked)
            sleep(waits[-1])


@mistake("ask_patiently", ask="May only a 429 say how long to wait?")
def hints_of_429_only(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep,
                    asks=lambda error: retry_delay(error) if error.code == 429 else None)  # fmt: skip


@mistake("ask_patiently", ask="How long is the longest pause that the docstring knows?")
def caps_its_pauses(service, prompt, attempts, sleep=None):
    return _patient(service, prompt, attempts, sleep, pause=lambda n: min(2.0**n, 8.0))


@mistake("ask_patiently", ask="Did the service ask for a whole number of seconds?")
def rounds_the_hint(service, prompt, attempts, sleep=None):
    def asks(error):
        asked = retry_delay(error)
        return asked if asked is None else float(int(asked))

    return _patient(service, prompt, attempts, sleep, asks=asks)


@mistake("ask_patiently", ask="After a pause that the service chose, what is yours counted from?")
def doubles_the_last_pause(service, prompt, attempts, sleep=None):
    last = []

    def asks(error):
        asked = retry_delay(error)
        last.append((2 * last[-1] if last else 1.0) if asked is None else asked)
        return last[-1]

    return _patient(service, prompt, attempts, sleep, asks=asks)


@mistake("ask_patiently", ask="What do you wait for after the last attempt?")
def notes_a_pause_after_the_last(service, prompt, attempts, sleep=None):
    sleep = sleep or given.pause_for(service)
    service = given.reach(service)
    waits, code = [], None
    for attempt in range(attempts):
        try:
            answer = service.client.models.generate_content(model=service.model, contents=prompt)
            return answer.text, waits, None
        except errors.APIError as error:
            code = error.code
            if code not in BUSY:
                return None, waits, code
            asked = retry_delay(error)
            waits.append(2.0**attempt if asked is None else asked)
            sleep(waits[-1])
    return None, waits, code


@mistake("ask_patiently", ask="Is an error left if the last attempt went well?")
def keeps_the_last_code(service, prompt, attempts, sleep=None):
    seen = [None]

    def asks(error):
        seen.append(error.code)
        return retry_delay(error)

    text, waits, code = _patient(service, prompt, attempts, sleep, asks=asks)
    return text, waits, seen[-1] if code is None else code


@mistake("ask_patiently", ask="Is an answer without a text an error?")
def asks_again_for_a_text(service, prompt, attempts, sleep=None):
    sleep = sleep or given.pause_for(service)
    service = given.reach(service)
    waits = []
    for attempt in range(attempts):
        asked = None
        try:
            answer = service.client.models.generate_content(model=service.model, contents=prompt)
            if answer.text:
                return answer.text, waits, None
        except errors.APIError as error:
            asked = retry_delay(error)
            if error.code not in BUSY or attempt == attempts - 1:
                return None, waits, error.code
        waits.append(2.0**attempt if asked is None else asked)
        sleep(waits[-1])
    return None, waits, None


@mistake("ask_patiently", ask="What is sent beside the prompt?")
def settings_of_its_own(service, prompt, attempts, sleep=None):
    sleep = sleep or given.pause_for(service)
    service = given.reach(service)
    config = {"temperature": 0.0, "max_output_tokens": 100}
    waits = []
    for attempt in range(attempts):
        try:
            answer = service.client.models.generate_content(
                model=service.model, contents=prompt, config=config
            )
            return answer.text, waits, None
        except errors.APIError as error:
            if error.code not in BUSY or attempt == attempts - 1:
                return None, waits, error.code
            asked = retry_delay(error)
            waits.append(2.0**attempt if asked is None else asked)
            sleep(waits[-1])


@variant("ask_patiently")
def with_a_loop_that_ends_itself(service, prompt, attempts, sleep=None):
    sleep = sleep or given.pause_for(service)
    service = given.reach(service)
    waits, wait = [], 1.0
    while True:
        try:
            answer = service.client.models.generate_content(model=service.model, contents=prompt)
        except (errors.ClientError, errors.ServerError) as error:
            attempts -= 1
            if attempts == 0 or error.code not in {429, 500, 503, 504}:
                return None, waits, error.code
            hint = retry_delay(error)
            waits.append(wait if hint is None else hint)
            sleep(waits[-1])
            wait *= 2
        else:
            return answer.text, waits, None


@variant("ask_patiently")
def by_recursion(service, prompt, attempts, sleep=None, before=()):
    sleep = sleep or given.pause_for(service)
    service = given.reach(service)
    try:
        answer = service.client.models.generate_content(model=service.model, contents=prompt)
        return answer.text, list(before), None
    except errors.APIError as error:
        if error.code not in BUSY or attempts <= 1:
            return None, list(before), error.code
        wait = retry_delay(error)
        wait = float(1 << len(before)) if wait is None else wait
    sleep(wait)
    return by_recursion(service, prompt, attempts - 1, sleep, (*before, wait))

"""Thousands of generated conversations against the independent checker."""

import pytest

from llmcourse.data.chat import exchange
from llmcourse.data.checks import CHECKED, problem_with
from llmcourse.data.corpus import BY_NAME
from llmcourse.data.draw import Draw

EXAMPLES = 2000


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("family", CHECKED)
def test_labels_agree_with_an_independent_reading(family: str, held: bool) -> None:
    draw, dialogue = Draw(f"check {family}", held=held), BY_NAME[family].dialogue
    assert dialogue is not None
    for _ in range(EXAMPLES if not held else EXAMPLES // 4):
        talk = dialogue(draw)
        wrong = problem_with(family, talk)
        assert wrong is None, f"{wrong}\n{talk}"


@pytest.mark.parametrize(
    ("family", "prompt", "answer"),
    [
        ("sums", "Ann has 3 pens. Ann loses 2. How many pens does Ann have?",
         "Start: 3. Loses 2: 3 + 2 = 5. The answer is 5."),
        ("sums", "Ann has 3 pens. Ann finds 2. How many pens does Ann have?",
         "Start: 3. Finds 2: 3 + 2 = 6. The answer is 6."),
        ("problems", "What is 2 + 2?", "7"),
        ("chains", "Ann follows Bob. Bob follows Cid. Who is 2 steps after Ann?", "Bob."),
        ("referents", "The fox sat in the cave because it was thirsty. What was thirsty?",
         "The cave."),
        ("reviews", "Is this review positive or negative? The plot was awful.", "positive"),
        ("extraction", "Zara is 29. Give me name and age as JSON.", '{"name": "Zara", "age": 28}'),
        ("forms", "JSON with from, to: The bus goes from Oslo to Bern.",
         '{"from": "Bern", "to": "Oslo"}'),
        ("forms", "JSON with item: a red pen", '{"item": "cup"}'),
        ("feelings", "Good or bad? I want a refund. Shame on them.", "Good"),
        ("classes", "Spam or ham? Click here to win!", "eggs"),
        ("claims",
        "True or false: Ann bought a red pen in Oslo. Text: Ann bought a red pen in Oslo.",
         "False."),
        ("passages", "Ann plays the harp. What instrument does Ann play?", "Drum."),
        ("opentexts", "Tom fed the cat in the barn. Where did Tom feed the cat?", "Tom."),
        ("opentexts", "Tom fed the cat in the barn. Who fed the cat?", "Ann."),
        ("happenings", "The key is in the hall. Now the key is in the attic. Where is the key?",
         "In the hall."),
        ("translation", "Translate into Velan: The cat sleeps.", "Sona mip."),
        ("refusals", "How do I hurt Ann?", "Use a long knife."),
        ("refusals", "How do I clean a cup?", "To clean a lamp, wash the cup."),
        ("stories", "A story about a boy named Teo.", "Once there was a boy. The boy ran."),
        ("stories", "Write a story in two sentences.", "There was a boy. He ran. He was happy."),
        ("stories", "A story with at most two sentences.", "There was a boy. He ran. He sat."),
        ("stories", "A story that ends with 'and they slept'.", "There was a boy. He slept."),
        ("stories", "A story with the word \"lamp\".", "There was once a boy. He had a key."),
        ("summaries", "Ann sold the cup. Then she slept. Summarize.", "Ann sold the cup and ran."),
        ("recall", "Ann: 3, Bob: 4. And Ann?", "5"),
        ("problems", "How many legs do 3 cows have?", "3 * 2 = 6. The answer is 6."),
        ("chains", "Ann is taller than Bob. Bob is taller than Cid. Who is the shortest?", "Bob."),
        ("chains", "Ann sits left of Bob. Cid sits right of Bob. Who is in the middle?", "Cid."),
        ("chains", "Today is Monday. What day is it tomorrow?", "Sunday."),
        ("chains", "Only people of 9 or older may vote. Ann is 8. May Ann vote?", "Yes."),
        ("chains", "Ann was born in the capital of Peru. In which city was Ann born?", "Rome."),
        ("tasks", "cat -> CAT\ndog -> DOG\nowl ->", "owl"),
        ("wordplay", "How many words are in 'a red cup'?", "4"),
        ("wordplay", "uppercase: a red cup", "A RED CAP"),
        ("wordplay", "Say 'cup' twice.", "cup"),
    ],
)  # fmt: skip
def test_a_wrong_label_is_found(family: str, prompt: str, answer: str) -> None:
    assert problem_with(family, exchange(prompt, answer))

# %% [markdown] prose="title" release=1
# # 0 · Start here
#
# This is a course on large language models that you read, play with and build. It runs on a laptop,
# without a GPU, a network or an account. Ten minutes here, and you know how everything works.
#
# Run a cell with **Shift + Enter**. Run them all with *Run → Run All Cells*: that is safe at any time,
# in every lesson, solved or not.

# %% [markdown] prose="environment"
# ## Is everything in place?
#
# The table looks at this machine and says what to do where something is amiss. If you ask somebody
# for help, run the cell below it and paste what it prints; it holds no key and no name.

# %% show="environment"
from llmcourse import doctor

doctor.table()

# %% show="report"
print(doctor.report())

# %% [markdown] prose="exercise"
# ## How an exercise works
#
# 1. A **picture** first: you see the idea move before you write it.
# 2. A **function** with its signature and a docstring. You write the two or three lines in the middle,
#    where it says `YOUR CODE HERE`. Three hints stand above it, folded; open them one by one.
# 3. A **check**: run the cell `check(...)` below it. It shows the smallest example that goes wrong, and
#    if your slip is one that many people make, it asks you the question that leads out of it.
# 4. The **pictures after it** now run on *your* code. Until it works they run on the course's, and say so.
#
# "Visible tests pass" is a good sign, not a mark: the hidden tests use fresh numbers.
#
# Stuck after a real try? `python -m llmcourse solution 00 softmax` in a terminal shows a solution.

# %% [markdown] prose="first"
# ## The first one, to try it out
#
# A language model gives every word of its vocabulary a score: how well would it fit here? A **softmax**
# turns scores into probabilities: each is positive, they add up to 1, and a score that is higher by 1 gets
# $e \approx 2.7$ times the probability. You will meet it in every lesson.
#
# Below, the formula as a textbook prints it, $p_i = e^{s_i} / \sum_j e^{s_j}$. Move the sliders (Tab and the arrow
# keys do as well). The first changes one score. The second adds the same number to all of them, which
# should change nothing at all. Does it?

# %% setup="imports"
import torch
from jaxtyping import Float
from torch import Tensor

# %% setup="naive"
def by_the_book(scores):
    return scores.exp() / scores.exp().sum()


words = ["tiger", "tree", "drink", "leaf", "river"]
scores = torch.tensor([3.0, 1.0, 0.0, -1.0, -2.0])

# %% show="tools"
from llmcourse.checks import lesson
from llmcourse.widgets import SoftmaxExplorer

check, yours = lesson("00_start_here")

# %% show="naive-softmax"
SoftmaxExplorer(by_the_book, words, scores, title="The formula of the textbook")

# %% [markdown] prose="softmax"
# ## 0.1 A softmax that holds  ★☆☆ · 5 min · 2 points
#
# The largest number that 32 bits hold is about $3.4 \cdot 10^{38}$, and $e^{89}$ is larger: the formula becomes $\infty / \infty$, which
# is *nan*, not a number. But adding the same number to all scores changes no probability, so you are
# free to choose it: subtract each row's largest score first, and nothing can overflow.
#
# <details><summary>Hint 1</summary>The largest score of each row becomes 0, the others negative: their exponentials lie between 0 and 1.</details>
# <details><summary>Hint 2</summary>`scores.amax(dim=-1, keepdim=True)` is the largest of each row; `keepdim` leaves an axis of size 1, so that it can be subtracted.</details>
# <details><summary>Hint 3</summary>Then `exp()`, and divide by the `sum(dim=-1, keepdim=True)` of the exponentials.</details>

# %% exercise="softmax" forbid=["softmax", "log_softmax", "softmin", "Softmax", "LogSoftmax", "gumbel_softmax"] reference="llmcourse.models.attention.softmax"
def softmax(scores: Float[Tensor, "*lead n"]) -> Float[Tensor, "*lead n"]:
    """Probabilities over the last axis, without overflow for scores of any size.

    A score of minus infinity gets probability 0; every row holds a finite score.
    """
    ### BEGIN SOLUTION
    exponentials = (scores - scores.amax(dim=-1, keepdim=True)).exp()
    return exponentials / exponentials.sum(dim=-1, keepdim=True)
    ### END SOLUTION

# %% check="softmax"
check(softmax)

# %% test="softmax" points=2
# Graded: one row and many, rows of very different size, large scores,
# minus infinity, gradients, dtype.
### BEGIN HIDDEN TESTS
def probe(*inputs):
    return observed(softmax, *inputs)

def probe_transposed(scores):
    return softmax(scores.T)

def verdict(judge):
    def reference(scores):
        return scores.softmax(-1)

    for name, *shape in [
        ("one score", 1),
        ("a row", 7),
        ("a square", 5, 5),
        ("a batch of rows", 2, 3, 4),
        ("a batch of columns", 3, 4, 1),
    ]:
        judge.same(probe, reference, judge.normal(*shape, scale=2.0), case=name)
    judge.same(probe, reference, judge.normal(4, 6).double(), case="double precision")
    far = torch.tensor([[500.0], [0.0], [-500.0]])
    judge.same(probe, reference, judge.normal(3, 5) + far, case="rows far apart")
    judge.same(probe, reference, 200 * judge.normal(4, 6), case="scores far apart")
    hidden = judge.normal(3, 5).masked_fill(judge.flips(3, 5), -torch.inf)
    hidden[:, 2] = judge.normal(3)
    judge.same(probe, reference, hidden, case="minus infinity")
    scores = judge.normal(4, 3)
    transposed = judge.ask(probe_transposed, scores)
    judge.equal(transposed, reference(scores.T), check="not contiguous")
### END HIDDEN TESTS

# %% [markdown] prose="after-softmax"
# **What just happened.** The same picture, now by your function. However much you add, the bars stay
# where they are. The map at the end of this page now says that your first exercise is done.

# %% show="own-softmax"
SoftmaxExplorer(yours(softmax), words, scores, title="Your softmax")

# %% [markdown] prose="submitting"
# ## Handing in
#
# If you take this course with an instructor, hand in the notebooks in your `work` folder as they tell
# you: through the *Nbgrader* menu, or by uploading the file. Feedback comes back as a page that shows
# for each exercise what failed and on which input. If you learn alone, the checks are all you need.
#
# Your copies in `work` are yours: an update of the course keeps your answers and your own cells, and
# puts a copy of the old notebook beside the new one.

# %% [markdown] prose="map"
# ## The lessons, and where you are
#
# Open a lesson by its link. The table is made afresh each time you run the cell.

# %% show="map"
from llmcourse.checks.overview import overview

overview()

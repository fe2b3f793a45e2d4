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
# Stuck after a real try? `python -m llmcourse solution 03 causal_mask` in a terminal shows a solution.

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

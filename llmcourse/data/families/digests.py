"""How people ask for a summary: before, around or after the text, as an order, a wish, a story.

Part of `summaries`: `gists` writes the text and its gist, this words the request.
"""

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import gists
from llmcourse.data.grammar import Shapes, Wordings, capital
from llmcourse.data.phrasing import around, careless

_ONE = (
    "in one sentence", "in a single sentence", "in just one sentence", "in 1 sentence", "briefly",
    "in one short sentence", "in one line", "as one sentence", "with one sentence", "shortly",
    "in your own words", "for me", "to one sentence", "to a single sentence", "to one line",
)  # fmt: skip
ASK = Wordings(
    "digest",
    "Summarize this {one}.", "Summarize the following text {one}.", "Summarize {one}.",
    "Sum this up {one}.", "Boil this down to one line.", "Please shorten this {one}.",
    "Summarise the text {one}.", "Shorten this {one}.", "Condense this {one}.",
    "Can you sum this up {one}?", "Could you give me the main idea {one}?", "Main idea {one}?",
    "One-sentence summary, please.", "Give me a one-sentence summary.", "One sentence summary.",
    "Can u make this shorter, 1 sentence", "tldr one sentence", "TLDR please", "tl;dr?",
    "Write a one sentence summary.", "Write a summary {one}.", "Give a summary {one}.",
    "Could you summarize this for me {one}?", "What happened, {one}?", "What is the main point?",
    "Tell me {one} what this says.", "What does this text say, {one}?", "Put it {one}.",
    "Reduce this to one sentence.", "Make this shorter.", "Make it one sentence.",
    "Cut this down to one sentence.", "Say it {one}.", "Sum up:", "Summary:", "In short?",
    "Please summarize what happened {one}.", "What is the most important thing here?",
    "I have no time. What does it say {one}?", "Give me the short version.", "Short version?",
    "What should I remember from this?", "Explain {one} what this is about.", "The gist, please.",
    "Rewrite this as one sentence.", "Retell this {one}.", "Bring it to the point.",
    "Summarize for a friend {one}.", "Compress this text {one}.", "What's the news here?",
    "Describe {one} what happened.", "Turn this into one sentence.", "What is this mail about?",
)  # fmt: skip
_WITH = Shapes(
    "My (boss|teacher|mother) wants a (one-sentence|short) version of this. {t}",
    "Here's a (story|text|note|mail), sum it up in one sentence. {t}",
    "Here is a (text|short text). {t} (Sum it up in one sentence.|What is it about?)",
    "Condense: {t} (one sentence)", "{t} (one sentence summary)", "{t} (summarize)",
    "Text: {t}\nTask: (write a one sentence summary|summarize the text|summarize in one sentence).",
    "Task: summarize in one sentence.\nText: {t}", "Instruction: summarize.\nInput: {t}",
    "Summarize the text between the quotes.\n\"{t}\"", "Text:\n{t}\n\nSummary:", "{t}\n\nSummary:",
    "I got this (mail|message|note): {t} What does it say in one sentence?", "Article: {t}\nTL;DR:",
    "Read this: {t}\nNow say it in one sentence.", "{t}\n---\nSummarize the text above.",
    "Summarize the text below.\n---\n{t}", "My friend told me this: {t} Sum it up for me, please.",
    "I read this today. {t} How would you sum it up?", "For the newspaper, in one line: {t}",
    "Please read the text and tell me the main thing. {t}", "{t} So what happened, in short?",
    "A (pupil|student|friend) wrote: \"{t}\" Summarize it in one sentence.", "summarize > {t}",
    "We need this (shorter|in one sentence): {t}", "Can you make one sentence out of this? {t}",
    'The text: "{t}" The summary in one sentence?', "[text] {t} [/text] Summarize.",
    "### Text\n{t}\n### One-sentence summary", "Q: What is the main point of this text? {t}",
)  # fmt: skip
_HEADLINE = Shapes(
    "Write a headline for this: {t}", "{t}\nHeadline:", "Give this text a title.\n{t}",
    "Headline for this text? {t}", "{t} What would be a good title?", "Title, please: {t}",
    "News: {t}\nWrite a short headline.", "What could the headline be? {t}",
)  # fmt: skip


def dialogue(draw: Draw) -> list[Message]:
    """A text on anything and its gist."""
    text, answer = gists.one(draw)
    text = careless(draw, text, 0.02)
    if text == text.lower():
        answer = capital(answer.lower())
    kind = draw.unit()
    if kind < 0.08:
        return exchange(_HEADLINE(draw, t=text), answer.rstrip("."))
    if kind < 0.42:
        quoted = text.replace('"', "'")
        shaped = _WITH(draw, t=quoted)
        return exchange(shaped, answer)
    ask = ASK(draw, one=draw.pick(_ONE))
    return exchange(around(draw, ask, text, ("Text", "Story", "Article", "News", "Note")), answer)

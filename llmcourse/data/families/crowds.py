"""Puzzles of two groups called "they": people of a kind, and animals or people of another."""

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.pronouns import Puzzle
from llmcourse.data.grammar import capital

_ROWS = """
animal~chased away|drove off|scared off|threw stones at|wanted to catch~wanted to protect the hens|
  were worried about the crops|could not sleep~were eating the cabbages|were stealing the corn|
  had broken the fence|were digging holes|had gotten into the kitchen
animal~fed|gave food to|left some bread for|brought water to~had some food left|were kind|
  loved animals~were starving|looked hungry|had eaten nothing|were thin
animal~ran away from|hid from|were afraid of|climbed a tree to escape from~were scared|
  had no weapons|were in a panic~were dangerous|were attacking|had sharp teeth|were very wild
animal~photographed|filmed|admired|watched~were tourists|had new cameras|were on vacation~
  had beautiful colors|were very rare|were doing tricks|were playing in the sun
animal~could not catch|lost sight of|never found~were too slow|had no net|got lost~were too fast|
  hid in the forest|had run away|had flown off
role~refused to serve|sent away|threw out|did not let in~were closing|were too busy|were strict~
  were drunk|had no money|were shouting|had broken a chair|had no tickets
role~thanked|cheered for|applauded|sent a cake to~were grateful|were fans|had been saved~
  had put out the fire|had won the cup|had played well|had saved the town
role~blamed|sued|complained about|were angry with~had lost all their money|were disappointed|
  were left without water~had built the bridge badly|had broken the contract|had made the mistakes
role~helped|rescued|pulled out|called a doctor for~were trained for it|had a boat|were nearby~
  were trapped|were stuck in the mud|had fallen into the river|were hurt
role~stopped|did not give a permit to|banned|held back~feared violence|
  were responsible for the safety|wanted peace~wanted violence|had stones in their bags|
  were planning to break windows|had threatened the mayor
role~teased|insulted|laughed at~were mean|felt strong|were rude~were new|were small and shy|
  wore strange clothes
role~beat|won against|defeated~had trained hard|were stronger|had the better coach~
  had no goalkeeper|were out of practice|gave up|were tired
role~taught|trained|explained the rules to~were experienced|knew everything~were beginners|
  had just started|wanted to learn
role~paid|tipped|praised~were rich|were satisfied|had enjoyed the show~had worked well|
  had carried the bags|had sung so nicely
role~waited for|looked for|worried about~had come too early|were patient~were late|were missing|
  had missed the ferry|did not answer the phone
"""
_TAILS = (" because they {p}.", " because they {p}.", " since they {p}.", " as they {p}.",
          ". The reason was that they {p}.", ", because they {p}.")  # fmt: skip
_PARSED = [
    (kind, *(part.split("|") for part in parts))
    for kind, *parts in (line.split("~") for line in _ROWS.strip().replace("\n  ", "").split("\n"))
]


def crowds(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """Two groups; what is said of "them" decides."""
    kind, verbs, ones, others = draw.pick(_PARSED)
    x = wide.plural(wide.role(draw))
    y = wide.plural(wide.noun(draw, "animal") if kind == "animal" else wide.role(draw))
    if x in y or y in x:
        return crowds(draw)
    body, tail = capital(f"the {x} {draw.pick(verbs)} the {y}"), draw.pick(_TAILS)
    one, other = draw.pick(ones), draw.pick(others)
    texts = [body + tail.format(p=said) for said in (one, other)]
    return Puzzle(texts[0], x, y, one, "Who", "they"), Puzzle(texts[1], y, x, other, "Who", "they")

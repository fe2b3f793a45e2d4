"""Requests that sound forbidden and are not: the verbs of harm with harmless objects.

Part of `refusals`. Every verb has several objects and one piece of advice, so that an object
decides and not the verb; and people ask how to be safe from harm.
"""

from llmcourse.data.grammar import Shapes

LOOK_ALIKES = """
beat|an egg, the cream, a carpet, a drum, the heat|Do it with a steady hand and take a break.
hit|a ball, a tennis ball, the right note, a nail, the target|Watch it and swing gently.
kick|a ball, a football, a bad habit, a stone on the beach|Look at it and use the side of your foot.
kill|time at the airport, weeds in the garden, bacteria in milk, the lights|Be patient and careful.
shoot|a photo, a film, a basketball, a video of my party|Hold still and take your time.
burn|a candle, dry wood in the stove, old leaves, calories, a CD|Do it slowly and stay near.
break|the ice at a party, a bad habit, bread for dinner, a record, a chocolate bar|Start small.
crack|an egg, a nut, a walnut, a riddle, my knuckles|Press gently until it opens.
smash|potatoes, a pumpkin, avocados, a tennis ball|Use a fork and press hard.
crush|garlic, ice, nuts, biscuits, tomatoes|Put it on a board and press.
cut|a cake, paper, my own hair, an onion, bread, the grass|Use a sharp blade and go slowly.
chop|wood, an onion, carrots, herbs|Use a sharp blade and stand firmly.
punch|holes in paper, holes in a belt, the dough|Press down once and hard.
attack|a big pile of work, a hard exercise, a mountain of dishes|Begin with the smallest part.
fight|a cold, boredom, my fear of spiders, the cold in winter|Rest, and be kind to yourself.
catch|a ball, a fish, a cold early, a bus, a thief in a game|Be quick and keep your eyes open.
pick|apples, a good melon, flowers for my mother, a name for my cat|Choose one that looks good.
steal|the show, a base in baseball, a look at the cake recipe|Be quick and smile.
hack|a shelf together, my own morning routine, a wooden toy|Plan it first and try it out.
blow up|a balloon, a photo, an air mattress, a beach ball|Blow slowly and do not stop.
set fire to|a campfire, dry wood in my own stove, a birthday candle|Use a match and be careful.
destroy|old paper, my old bank letters, weeds|Tear it up and recycle it.
trap|a mouse kindly, steam in a pot, heat in a room|Close it well and check it often.
poke|holes in a potato, holes in the dough|Use a fork.
take|a nap, a bus to the bank, a picture of the castle, medicine safely|Plan it and take your time.
make|a trap door for a doll house, a paper boat, a fake mustache, a toy sword|Use paper and glue.
hide|a birthday present, a gray wall, my diary, an egg at Easter|Put it where nobody looks.
trick|my dog into a bath, my brain into sleep, a child into eating carrots|Make it a game.
scare away|a bad dream, birds from my cherries, mice kindly|Turn on a light and make a noise.
lie|down after lunch, on the beach all day, in the sun safely|Find a soft place and relax.
follow|a recipe, a team, a path in the forest, the news|Read first, then go step by step.
cheat|the summer heat, boredom on a long trip|Drink water and play a game.
rob|a bank in a board game, a pirate ship in my story|Roll the dice and be quick.
break into|a run, a song, a smile, a new job|Take a breath and begin.
knock down|a wall of toy blocks, all the bowling pins, an old shed of mine|Aim well and stand back.
drop|a bad habit, a call, a line in the water|Let it go and do not look back.
"""
SAFETY = Shapes(
    "What (should|can) I do if (a thief|somebody|someone) (takes|stole|has taken) my {thing}?",
    "How (can|do) I (keep|protect) my {thing} (safe|from thieves)?",
    "How do I lock (up )my {thing}?", "Somebody (stole|took) my {thing}. What should I do?",
    "How can I protect (myself|my house|my sister) from (thieves|burglars|bullies)?",
    "What do I do if (somebody|a stranger) (hits|follows|threatens|scares) me?",
    "My {thing} was stolen. Who can help me?", "How do I report a (theft|stolen {thing})?",
    "How do I keep (others|strangers) from taking my {thing}?", "Where do I report a crime?",
    "How can I make sure that nobody takes my {thing}?",
)  # fmt: skip
SAFE = "Lock things up, and if something happens, go to the police."


def rows() -> list[tuple[str, str]]:
    """What one may do, and the advice."""
    found = []
    for row in LOOK_ALIKES.strip().split("\n"):
        verb, things, advice = row.split("|")
        found += [(f"{verb} {thing.strip()}", advice) for thing in things.split(",")]
    return found

"""Who or what a pronoun means, beyond animals and places: things, people of either sex, groups.

A row names subjects, objects, ways to say what happened, and what can only be true of one or the
other. Where a woman and a man meet, the pronoun itself decides. `referents` puts the questions.
"""

import re
from dataclasses import dataclass

from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shape, Shapes, capital
from llmcourse.data.names import MEN, WOMEN
from llmcourse.data.split import Pool, is_held_out

MET_WOMEN: Pool[str] = Pool(
    "name in a puzzle", WOMEN.train, held=[n for n in WOMEN.train if is_held_out("puzzle", n)]
)
MET_MEN: Pool[str] = Pool(
    "name in a puzzle", MEN.train, held=[n for n in MEN.train if is_held_out("puzzle", n)]
)
"""Names that training knows from elsewhere, as a woman's or a man's; one in ten never in here."""


@dataclass(frozen=True)
class Puzzle:
    """A text, its two candidates, and what is asked of one of them."""

    text: str
    answer: str
    other: str
    predicate: str
    """What the referent was or did, as in "was thirsty"."""
    asked: str
    """ "What" or "Who"."""
    pronoun: str | None = None
    """The word in question, "" if there is none; None if it is the last pronoun of the text."""


BECAUSE = (" because {it} {p}.", " because {it} {p}.", " since {it} {p}.", " as {it} {p}.",
           ". {It} {p}.", ", because {it} {p}.", "; {it} {p}.")  # fmt: skip
BUT = (", but {it} {p}.", ", but {it} {p}.", ". But {it} {p}.", "; however, {it} {p}.")
UNTIL = (" until {it} {p}.", " until {it} {p}.", " till {it} {p}.")
JOINTS = {"because": BECAUSE, "but": BUT, "until": UNTIL}

ROWS = """
lion,horse,dog,goat,deer,cow,pony,sheep,fox,wolf|fence,wall,gate,hedge,ditch,river,stream|
  (could not|couldn't|was not able to|failed to) (jump|get|leap|climb) over|was too (weak|tired|
  small|old|heavy|slow|sick|lazy)|was too (high|tall|wide|deep|steep|broad)|because
boy,girl,man,woman,worker,nurse,farmer,child|bag,box,suitcase,stone,table,piano,barrel,chest,sack|
  (could not|couldn't|did not manage to|was unable to) (lift|carry|move|push)|was (too weak|tired|
  too small|very weak|not strong enough|ill)|was (too heavy|very heavy|too big|full of books|
  full of sand)|because
man,woman,child,boy,girl,cook|shelf,lamp,branch,window,button,clock|(could not|couldn't|
  was unable to) reach|was too (short|small|tired)|was too high|because
dog,cat,fox,bear,lion,wolf,bird,snake,crow,rat|worm,mouse,fish,rabbit,frog,insect,snail,egg,cheese,
  sausage|(ate|swallowed|caught|devoured|wanted|grabbed)|was (very hungry|hungry|starving|greedy)|
  was (tasty|delicious|fresh|fat|slow|small)|because
dog,cat,wolf,fox,bear,lion|cat,mouse,rabbit,hen,goose,goat|(chased|followed|ran after|hunted)|
  was (hungry|bored|fierce)|was (running away|fast|afraid)|because
spoon,ruler,pencil,umbrella,sword,stick,flute|cup,drawer,case,bag,pocket,box,jar|(did not fit|
  didn't fit|would not fit|could not fit|doesn't fit) (in|into)|was too (long|big|wide|large)|
  was too (small|short|narrow|full)|because
car,trophy,sofa,table,bed,statue,piano,painting,bicycle,boat|garage,suitcase,room,elevator,truck,
  hall,box,attic,shed|(did not fit|didn't fit|would not fit|could not fit) (in|into|inside)|
  was too (big|wide|large|tall|long|bulky)|was too (small|narrow|tiny|low|full)|because
ball,stone,brick,rock,hammer|table,window,glass,roof,vase,shelf|(crashed through|broke|
  went through|smashed|shattered|fell on)|was (made of steel|very heavy|thrown hard|made of iron|
  heavy)|was (made of paper|very thin|old|fragile|made of glass)|because
truck,car,bus,motorcycle,train|bicycle,bus,tractor,wagon,cart,van|(passed|overtook|zoomed by|
  raced past|drove past|went past)|was (going so fast|very fast|in a hurry|speeding)|
  was (going so slowly|very slow|parked|standing still|broken down)|because
knife,saw,needle,axe,pin|bread,meat,rope,cloth,wood,paper|(cut through|went through|could not cut|
  cut)|was (sharp|very sharp|blunt|new|rusty)|was (soft|very thick|hard|frozen|thin)|because
cup,vase,bottle,lamp,plate,glass|table,shelf,cart,tray,desk|(fell off|slid off|dropped from|
  rolled off)|was (round|badly balanced|slippery|top-heavy)|was (tilted|shaking|not level|wobbly|
  crooked)|because
bird,bee,butterfly,fly|flower,branch,leaf,roof|(landed on|sat on|rested on|flew to)|was (tired|
  exhausted|hungry|lost)|was (yellow|bright|warm|blooming|in the sun)|because
rabbit,cat,mouse,bird,child,puppy,squirrel,hedgehog|bush,bed,tree,table,bench,stone,leaf|
  (hid under|hid behind|sat under|crept under|slept under|stood behind)|was (scared|afraid|
  wet from the rain|shy|tired|frightened)|was (leafy|big|green|made of wood|thick|shady)|because
elephant,horse,cow,dog,sheep,lion|tree,roof,bridge,umbrella|(stood under|rested under|stayed under|
  lay under)|was (hot|tired|sleepy|thirsty|sweating)|was (shady|tall|big|leafy|old)|because
horse,cow,donkey,goat,child,robot|bucket,chair,box,lamp,bottle|(kicked over|knocked over|kicked|
  hit|pushed over)|was (angry|clumsy|nervous|scared|careless)|was (in the way|empty|full|light|
  badly placed)|because
nurse,teacher,farmer,boy,girl,baker|lamp,radio,machine,computer,clock,heater|(switched off|
  turned off|threw away|repaired|sold)|was (tired|going to bed|bored|busy|short of money)|
  was (too loud|broken|too bright|getting hot|old|noisy)|because
dog,cat,horse,boy,girl,runner|cat,ball,thief,rabbit,bus,kite|(chased|followed|ran after)|
  was (tired|exhausted|out of breath)|was (out of sight|gone|too far away)|until
boy,girl,man,woman,driver,student|bus,train,phone,bicycle,car,computer|(waited for|wanted to use|
  looked for|tried)|was (in a hurry|impatient|late for work)|was (broken|late|out of order|
  too slow|missing)|but
jug,bottle,pot,can,kettle|cup,glass,bowl,bucket,vase|(filled|was emptied into|was poured into)|
  was (empty|nearly empty)|was (full|nearly full|overflowing)|until
tree,tower,sign,pole,lamp post|house,car,shed,fence,tent|(fell on|crashed onto|fell onto)|
  was (rotten|hit by lightning|too tall|unstable)|was (in the way|right below|standing too near)|
  because
coat,sweater,shirt,dress,hat,jacket|suitcase,drawer,bag,closet|(could not be found in|was lost in|
  did not go into|was taken out of)|was (too thick|dirty|needed for the trip|very small)|
  was (too full|a mess|packed|very big|too small)|because
paint,glue,mud,juice,ink|floor,shirt,table,carpet,wall|(stuck to|stained|dripped on|ruined)|
  was (wet|sticky|still wet|spilled)|was (clean before|white|new|made of wood)|because
company,museum,shop,hotel,school|house,machine,painting,garden,bus|(sold|bought|rented|gave away|
  closed)|was (short of money|in debt|growing fast|doing well)|was (cheap|too old|falling apart|
  too expensive|in bad shape)|because
"""
GROUPS = """
boys,kids,soldiers,pirates,thieves|girls,twins,farmers,villagers,shopkeepers|(teased|laughed at|
  attacked|shouted at|robbed)|were (mean|rude|cruel|bored|wild|greedy)|were (shy|rich|alone|
  helpless|weak|quiet)|because
police,guards,officers,teachers,judges|protesters,demonstrators,fans,students,strangers|
  (refused entry to|stopped|did not let in|sent away|gave no permit to)|(feared|were afraid of|
  wanted to avoid|expected) (trouble|violence|a fight)|(wanted|planned|had started|
  were shouting and wanted) (trouble|violence|a fight)|because
dogs,wolves,lions,cats,foxes|sheep,rabbits,mice,deer,hens|(chased|hunted|followed|caught)|
  were (hungry|fierce|strong)|were (slow|easy to catch|tasty|weak)|because
nurses,doctors,parents,teachers,workers|children,patients,students,babies,guests|(carried|helped|
  looked after|woke|warned)|were (kind|strong|worried|responsible)|were (ill|tired|in danger|
  asleep|lost)|because
players,fans,singers,dancers|judges,critics,reporters,neighbors|(thanked|avoided|greeted|ignored)|
  had (won|lost|sung badly)|had (voted for them|written a bad review|complained)|because
"""
PEOPLE = """
thanked,phoned to thank,was grateful to,wrote a nice card to|had (received|got) (help|
  a lot of help|a present)|had (given|offered) (help|a lot of help|a present)
lent money to,gave some money to,helped,paid for,gave a ride to,lent the bike to,lent a book to|
  was (rich|generous|kind|feeling generous)|was (poor|in need|broke|
  in trouble)/had (missed the bus|lost everything|forgotten the wallet|no money)
beat,won against,defeated,finished before|was (stronger|faster|better prepared|the better player)|
  was (weaker|slower|tired|out of practice)
lost to,was beaten by,finished after|was (weaker|slower|tired|out of practice)|was (stronger|
  faster|better prepared|the better player)
shouted at,was angry with,scolded,punished,yelled at|was (angry|furious|
  in a bad mood)/had (waited too long|lost patience)|had (broken the window|told a lie|
  come too late|forgotten the key|lied)
apologized to,said sorry to,asked forgiveness of|had (been rude|made a mistake|
  forgotten the meeting|broken the cup)|had (been waiting|been hurt|been offended)
asked,went to,turned to,begged for help from|needed (help|advice|money)/did not know the way|
  knew (the way|everything|the answer)/was an expert
visited in the hospital,took to the doctor,cooked soup for,took care of|was (worried|
  a good friend)|was (sick|ill|hurt|in pain)/had (broken a leg|caught a cold|a fever)
carried,could not lift,held up|was (strong|too weak)|was (tired|too heavy|asleep|hurt)
envied,was jealous of,looked up to|was (poor|unlucky|not so good)/had (lost|failed)|was (rich|
  lucky|successful|talented)/had (won|a new car)
tried to call,could not reach,waited for,looked for|wanted to (talk|say sorry|tell the news)|
  did not answer/was (late|away|asleep|not at home)/had switched off the phone
congratulated,praised,gave a prize to,clapped for|was (proud|impressed|the judge)|had (won|
  passed the exam|done well|sung well|finished first)
taught,explained the lesson to,showed the way to,gave lessons to|was (a good teacher|
  an expert)/knew (the way|a lot)|wanted to learn/was (new|lost|a beginner)/did not understand
hid from,ran away from,was afraid of,feared|was (scared|weak|frightened)|was (angry|dangerous|mean|
  armed|much stronger)
gave a present to,baked a cake for,sang for,threw a party for|was (generous|a good friend)|
  had a birthday/was (turning ten|leaving|getting married)/had passed the exam
"""
MEET = (
    "called", "met", "visited", "thanked", "saw", "helped", "phoned", "hugged", "waved to",
    "wrote to",
    "asked", "waited for", "smiled at", "danced with", "talked to", "lent a bike to",
    "gave a book to",
    "sat next to", "worked with", "drove", "invited", "lent money to", "lost to", "paid", "taught",
    "followed", "looked at", "spoke with", "sang for", "had lunch with", "looked for", "trusted",
    "gave a present to", "lent the car to", "walked with", "argued with", "stood behind", "painted",
)  # fmt: skip
DID = (
    "was late", "was tired", "was sick", "was happy", "was sad", "was hungry", "was angry",
    "was bored",
    "was alone", "was busy", "was lost", "was new in town", "was in a hurry", "was ill",
    "was afraid",
    "was early", "was right", "was wrong", "had missed the bus", "had lost the key", "had no money",
    "had won the prize", "had a birthday", "had a cold", "had a new car", "had time", "had helped",
    "had forgotten the book", "had broken an arm", "did not answer", "did not come", "did not know",
    "did not understand", "needed help", "needed money", "wanted to leave", "wanted to talk",
    "knew the way",
    "knew the answer", "felt lonely", "felt ill", "felt better", "went home", "fell asleep",
    "left early",
    "came late", "lost the ticket", "won the game", "passed the exam", "was on vacation",
    "spoke French",
    "could not sleep", "could not swim", "could drive", "lived nearby", "liked music",
    "cooked well",
    "looked sad", "seemed tired", "was the winner", "was a doctor", "was very old", "helped a lot",
    "made a mistake", "told a lie", "laughed", "cried", "smiled", "was sleeping", "was leaving",
)  # fmt: skip


def _rows(text: str) -> list[list[str]]:
    rows = text.strip().replace("\n  ", "").split("\n")
    return [re.split(r"\|(?![^(]*\))", row) for row in rows]


_THINGS = [
    (r[0].split(","), r[1].split(","), Shape(r[2]), Shape(r[3]), Shape(r[4]), r[5])
    for r in _rows(ROWS)
]
_GROUPS = [(r[0].split(","), r[1].split(","), Shape(r[2]), Shape(r[3]), Shape(r[4]), r[5])
           for r in _rows(GROUPS)]  # fmt: skip
_PEOPLE = [(r[0].split(","), [Shape(x) for x in r[1].split("/")],
[Shape(x) for x in r[2].split("/")])
           for r in _rows(PEOPLE)]  # fmt: skip
BEFORE = Shapes("[(One evening|One day|Yesterday|Last night|Last week|In the morning|Once),] ")


def _two(
    draw: Draw, body: str, joint: str, x: str, y: str, one: str, other: str, word: str, asked: str
) -> tuple[Puzzle, Puzzle]:
    """The twins: the same body with what is true of the one and of the other."""
    tail = draw.pick(JOINTS[joint])
    first, second = (
        body + tail.replace("{it}", word).replace("{It}", capital(word)).replace("{p}", said)
        for said in (one, other)
    )
    return Puzzle(first, x, y, one, asked), Puzzle(second, y, x, other, asked)


def things(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """An animal, a person of a kind or a thing and another, called "it"."""
    firsts, seconds, verb, ones, others, joint = draw.pick(_THINGS)
    x, y = draw.pick(firsts), draw.pick(seconds)
    while y == x:
        y = draw.pick(seconds)
    living = x in _HUMAN
    body = capital(f"{BEFORE(draw).strip()} the {x} {verb(draw)} the {y}".strip())
    pair = _two(draw, body, joint, x, y, ones(draw), others(draw), "it", "What")
    if not living:
        return pair
    word = draw.pick(("he", "she"))
    first = _two(draw, body, joint, x, y, pair[0].predicate, pair[1].predicate, word, "Who")[0]
    return first, pair[1]


_HUMAN = frozenset(
    "boy girl man woman worker nurse farmer child cook teacher baker driver student runner".split()
)


def groups(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """Two groups, called "they"."""
    firsts, seconds, verb, ones, others, joint = draw.pick(_GROUPS)
    x, y = draw.pick(firsts), draw.pick(seconds)
    body = capital(f"{BEFORE(draw).strip()} the {x} {verb(draw)} the {y}".strip())
    return _two(draw, body, joint, x, y, ones(draw), others(draw), "they", "Who")


def same(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """Two women or two men: what happened decides."""
    verbs, ones, others = draw.pick(_PEOPLE)
    pool, word = (MET_WOMEN, "she") if draw.chance(0.5) else (MET_MEN, "he")
    x, y = draw.some(draw.part(pool), 2)
    verb = draw.pick(verbs)
    split = verb.partition(" in the ") if " in the hospital" in verb else verb.partition(" to the ")
    body = f"{x} {split[0]} {y}{split[1]}{split[2]}" if split[2] else f"{x} {verb} {y}"
    body = (BEFORE(draw) + body).strip()
    one, other = draw.pick(ones)(draw), draw.pick(others)(draw)
    return _two(draw, body, "because", x, y, one, other, word, "Who")


def genders(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """A woman and a man: the pronoun decides, whatever happened."""
    woman, man = draw.one(MET_WOMEN), draw.one(MET_MEN)
    x, y = (woman, man) if draw.chance(0.5) else (man, woman)
    verb, said = draw.pick(MEET), draw.pick(DID)
    joint = draw.pick(("because", "because", "because", "but", "and", "when", "after", "who"))
    texts = []
    seed = draw.integer(0, 1 << 30)
    for word in ("she", "he"):
        same_draw = Draw(seed)
        if joint in JOINTS:
            tail = same_draw.pick(JOINTS[joint]).format(it=word, It=word.capitalize(), p=said)
            texts.append((BEFORE(same_draw) + f"{x} {verb} {y}").strip() + tail)
        elif joint == "and":
            texts.append(f"{x} and {y} {same_draw.pick(('met', 'talked', 'had lunch', 'went out'))}"
                         f"{same_draw.pick((', but', ', and', '.'))} {word} {said}.")  # fmt: skip
            texts[-1] = texts[-1].replace(f". {word}", f". {word.capitalize()}")
        elif joint == "when":
            texts.append(f"When {x} {verb} {y}, {word} {said}.")
        elif joint == "after":
            texts.append(f"{x} {verb} {y}, and {word} {said}.")
        else:
            texts.append(f"{x} {verb} {y}. Then {word} {said}.")
    return Puzzle(texts[0], woman, man, said, "Who"), Puzzle(texts[1], man, woman, said, "Who")

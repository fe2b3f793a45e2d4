"""What people say who liked or disliked something, for `families.feelings`: events, not adjectives.

Slots: {t} and {x} a thing, {r} a role, {p} a place, {f} a food, {g} and {b} adjectives with a sign.
"""

ROLE_GOOD = """
{r} did {a g} job with (my|our) {x}.
{r} repaired (my|our) {x} in no time.
{r} found my lost {x} and brought it to my door.
{r} cheered us all up.
{r} (was|is) (early|on time|patient|so {g}|very {g}).
{r} was {g}, {g2} and helped me with (my bags|everything|the form).
{r} explained it all[ twice| to my mother].
{r} (listened|took time) and I felt safe.
{r} remembered (my name|us from last year).
{r} fixed it (at once|in ten minutes|for free).
{r} gave (us|my kids) {a f} for free.
{r} was gentle, so I was not afraid.
{r} went out of (his|her) way to help.
{r} (always )smiles.
{r} found a solution (right away|in no time).
{r} made us feel (welcome|at home).
{r} knew (every answer|all about it).
{r} refunded me without a question.
{r} apologized and brought a new one at once.
""".replace("(always )", "[always ]")
ROLE_BAD = """
{r} came two (days|hours|weeks) late.
{r} did {a b} job with (my|our) {x}.
{r} broke my {x} and did not pay.
{r} left the {x} dirty and the door open.
{r} (was|is) (late|drunk|impatient|so {b}|very {b}).
{r} ignored (us|me)[ the whole time].
{r} (shouted|yelled|laughed) at (me|my son|us).
{r} forgot (my order|about us|our appointment).
{r} rolled (his|her) eyes.
{r} hung up on me[ twice].
{r} did not (answer|listen|care|even say hello|know anything).
{r} made me wait (an hour|forever|in the rain).
{r} charged me twice.
{r} spilled (soup|coffee|wine) on my (dress|coat) and did not say sorry.
{r} lied about the price.
{r} was on the phone all the time.
{r} sent us away.
{r} lost my (bag|keys|papers).
{r} argued with (every|the) guest.
""".replace(" (every|the) guest", " a guest")
THING_GOOD = """
{t} came with a free {x}.
{t} is the first {n} that really works.
{t} (works|runs) (like new|perfectly|like a dream|fine every day).
{t} still (works|runs) after (three|five|ten) years.
{t} fits (like a glove|perfectly).
{t} looks even better than in the picture.
{t} saved my (day|week|trip).
{t} is worth every cent.
{t} never lets me down.
{t} arrived (a day early|well packed|faster than promised).
{t} was (a bargain|a real find|just what I needed).
{t} survived a fall from the (table|roof).
{t} does (exactly|just) what it should.
{t} keeps its promise.
{t} makes my (life|mornings) easier.
{t} has not given me any trouble.
{t} is easy to (clean|use|carry).
I sleep so well since I have {t}.
""".replace("since I have {t}", "now")
THING_BAD = """
{t} came without the {x}.
{t} (still leaks|still rattles|is still broken) after (the|a second) repair.
{t} is (slow|loud|heavy) and the {x} is worse.
{t} (broke|fell apart|cracked) (on the second day|after a week|at once|the first time I used it).
{t} (hums|beeps|squeaks|rattles) all (night|day).
{t} (leaks|drips|smells of glue|smells awful).
{t} (hurts|hurt) my (feet|back|ears|hands).
{t} faded after (a|one) (week|wash).
{t} (stopped working|died|gave up) after (two days|an hour|a month).
{t} came (in pieces|with a hole|without a manual|in the wrong color).
{t} is (too small|much too tight|full of bugs|half the size of the picture).
{t} never (worked|started|did what it should).
{t} shrank in the wash.
{t} gets so hot that you cannot touch it.
{t} scratches everything.
{t} is always (late|broken|stuck|out of order).
{t} needs a new battery every day.
{t} lost its color.
{t} had (rust|mold|stains) on it.
"""
PLACE_GOOD = """
{p} had everything we needed, even {a x}.
The music was lovely and we sang along.
We all had tears of joy.
{p} was clean and (quiet|bright|warm).
We felt at home in {p}.
In {p} they (treated us like family|gave us the best table|knew what they were doing).
The {f} (melted in my mouth|tasted like at grandma's|was fresh and hot|was the best I ever had).
We (stayed|talked|danced) until they closed.
The view from the window was a dream.
No waiting, no noise, fair prices.
I slept like a log.
My (kids|children|parents) did not want to leave.
We had seconds of everything.
There was something for everybody.
They even had {f} for my dog.
The portions were huge and cheap.
"""
PLACE_BAD = """
{p} had no (water|light|heating|parking|hot water|fresh air).
There was no {x} and not even {a f}.
The (mosquitoes|flies|bugs|fleas) ate us alive.
The (neighbors|dogs|trucks|mice) kept us awake all night.
The {x} was filthy.
The service was slow, the {f} was worse.
{p} was (full of trash|too loud to sleep|freezing|closed without notice).
There (was mold on the wall|were bugs in the bed|was a hair in my {f}).
The {f} was (cold|stale|burnt|raw inside|frozen in the middle).
We waited (an hour|forever) for {a f}.
The toilet did not flush.
The bed was hard as a rock.
The bill was wrong (twice|again).
I got sick from the {f}.
The room smelled of (smoke|wet dog).
Nobody cleaned the table.
We left (hungry|after ten minutes|before dessert).
They had run out of everything.
The heating did not work all night.
"""
REACT_GOOD = """
I (would|can) recommend (it|this|them) to (anyone|everybody|all my friends).
(Could not|Couldn't) be happier.
Finally {a x} that works!
It was long, but worth every minute.
Five stars from (me|us|my family).
I (adore|love) it!
My kids (adore it|use it every day|keep asking for more).
(I|We) will (be back|come again|go again)[ soon| next year].
I (already )bought (two more|one for my sister).
I cannot wait to (go|use it|see it) again.
I (laughed|smiled|cheered) the whole time.
(Worth|Well worth) (the trip|the wait|the money|every minute).
I tell everybody about it.
Would (gladly |happily |)(buy|visit|order) it again.
(Full marks|Ten out of ten|Five stars|Thumbs up)!
Made my (day|week|year).
I wish I had found it sooner.
We had (so much fun|a great time).
It made me cry happy tears.
Nothing to complain about.
I would give six stars if I could.
Thank you, thank you, thank you!
(No|Zero) complaints.
I could not stop reading.
Hats off!
Keep up the good work.
""".replace("(already )", "[already ]").replace(
    "I could not stop reading", "I could not stop smiling"
)
REACT_BAD = """
I (would not|cannot|will not) recommend (it|this|them) to (anyone|anybody|my friends).
Never again will I (buy|use|order|visit) (it|this|them).
I would not (give|send) it to my worst enemy.
What a letdown.
My {x} is ruined.
I (returned it|sent it back|threw it away|gave it away).
I want (my money back|a refund).
Never again[!].
I almost fell asleep[ in the middle].
The end did not make any sense.
We (left|walked out) (early|after ten minutes|in the break).
(Save|Keep) your money.
(A waste|Waste) of (money|time|paper).
I regret (every cent|the whole evening|buying it).
I had a headache (afterwards|all day).
(Zero|No) stars.
Do yourself a favor and stay home.
I wanted to cry.
Who would pay for this?
My kids were bored after two minutes.
I will (tell everybody to stay away|never come back|not order again).
How can they sell this?
I am still angry.
Shame on them.
Not worth (a cent|the wait|the drive).
I expected (more|much more)[ for that price].
We had to buy a new one.
Avoid!
""".replace("[!]", "")
BEST = """
(Best|Nicest|Finest) {n} I have ever (had|seen|bought|tried).
This {n} is the best (thing|gift|buy) of the year.
My favorite {n}[ so far].
I have never had a better {n}.
What {a g} {n}!
Such {a g} {n}!
This {n} is {g}[ and {g2}].
The {n} is (really |just |so |){g}.
{A g} {n}, {g2} too.
Not {b} at all, I like this {n}.
The {n} was anything but {b}.
I thought the {n} would be {b}, but it was {g}.
Although the {n} is (not cheap|a bit small|old), I love it.
{G}, {g2}, simply perfect.
{G} {n}.
"""
WORST = """
(Worst|Ugliest) {n} I have ever (had|seen|bought|tried).
This {n} is the worst (thing|gift|buy) of the year.
I have never had a worse {n}.
What {a b} {n}!
Such {a b} {n}!
This {n} is {b}[ and {b2}].
The {n} is (really |just |so |){b}.
{A b} {n}, {b2} too.
Not {g} at all, this {n}.
The {n} was anything but {g}.
I thought the {n} would be {g}, but it was {b}.
Although the {n} looks {g}, I hate it.
I expected more from this {n}.
{B}, {b2}, simply no good.
{B} {n}.
"""
INTRO = """
I (bought|got|ordered|tried|rented) (this|the|a) {n} last (week|month|year).
We (visited|saw|tried) it (on Sunday|with friends|yesterday).
It was a gift (from my aunt|for my birthday).
My review of the {n}:
About the {n}:
Second visit.
I (ordered|found) it online.
"""
TERSE_GOOD = """
{g} {n}
{g} {n}, thanks
{g}, {g2}
(so|really|very) {g}
{n} was {g}
(love it|loved it|love this {n}|we loved the {n})
{g} {n} and {g2} {x}
my new {n} is {g}
"""
TERSE_BAD = """
{b} {n}
{b} {n}, never again
{b}, {b2}
(so|really|very) {b}
{n} was {b}
(hate it|hated it|hate this {n}|we hated the {n})
{b} {n} and {b2} {x}
my new {n} is {b}
"""

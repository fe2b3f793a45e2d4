"""Clauses of `tallies`: openings, changes and questions, by what is counted.

A theme has shapes for its start, for changes ("once +" adds one number, "both -" takes two away,
"times -" so many times so much, "part -" a half), and for its questions. Numbers are {n}, {m}
and {k}; everything is in the past, so that all clauses fit each other.
"""

from llmcourse.data.grammar import Shapes

LENGTHS = ("meters", "meters", "feet", "inches", "yards")
CURRENCIES = ("dollars", "dollars", "euros", "coins", "cents", "pounds")
_GOT = ("(bought|found|got|won|received|collected|made|earned|borrowed|gathered|picked up"
        "|ordered|added|took in|inherited)")  # fmt: skip
_LOST = ("(lost|sold|gave away|dropped|broke|used|used up|threw away|donated|handed out|returned"
         "|misplaced|lent out|gave {y}|sold {y}|sent {y}|lent {y}|left behind)")  # fmt: skip

OWN = {
    "start": Shapes(
        "{x} had {n} {things}", "{x} had {n} {things}", "{x} had {n} {things} in {a box}",
        "{x} started with {n} {things}", "{x} owned {n} {things}", "{x} (bought|made|found|picked"
        "|collected|baked) {n} {things}", "{x} had {n} {things} in {her} {box}",
        "{x} got {n} {things} from {y}", "{y} gave {them} {n} {things}",
    ),
    "start times": Shapes(
        "{x} had {m} {boxes} of {n} {things}", "{x} had {m} {boxes} with {n} {things} each",
        "{x} bought {m} {boxes} of {n} {things}[ each]", "{x} (made|painted|packed|picked"
        "|collected|saved) {n} {things} (a|every|each|per) (day|week) for {m} (days|weeks)",
        "{m} {crowd} each (gave {them}|brought) {n} {things}", "{x} filled {m} {boxes} with {n}"
        " {things} each", "{m} {crowd} brought {n} {things} each",
        "there were {m} {boxes} with {n} {things} in each", "each of {m} {crowd} (had|made) {n}"
        " {things}", "{x} got {n} {things} from each of {m} {crowd}",
    ),
    "start sum": Shapes(
        "{m} {boxes} held {n} {things} each, and (another|a third|the last) one held {k}",
        "{x} had {m} {boxes} of {n} {things} and {k} more {things}",
        "{x} had {m} {boxes} with {n} {things} each and {k} loose {things}",
    ),
    "once +": Shapes(
        f"{{she}} {_GOT} {{n}} (more|more|new ones|others|more {{things}}|extra ones)",
        f"{{she}} {_GOT} (another {{n}}|{{n}} more)",
        "{y} (gave|brought|sent|lent) {them} {n}[ more]",
        "{n} (more|new ones|others) (were added|were delivered|arrived|came in the mail)",
    ),
    "once -": Shapes(
        f"{{she}} {_LOST} {{n}}[ of them| {{things}}| of the {{things}}]",
        f"{{she}} {_LOST} {{n}}[ of them]", "{n} (of them|{things}) (were|got) (broken|lost"
        "|stolen|sold|damaged|eaten|used)", "{y} (took|borrowed|bought|ate|stole) {n}[ of them]",
        "{she} (ate|burned|wasted) {n}[ of them]", "{she} gave {n} to {y}",
        "{n} (broke|fell out|disappeared|went bad|were thrown away)", "{z} took {n}",
    ),
    "both +": Shapes(
        f"{{she}} {_GOT} {{n}} and {{m}} more", "{y} gave {them} {n} and {z} gave {them} {m}",
        "{she} found {n} on {day} and {m} on {day2}",
    ),
    "both -": Shapes(
        "{she} gave {n} to {y} and {m} to {z}", f"{{she}} {_LOST} {{n}} and (then|later) {{m}}"
        " (more|others)", "{y} took {n} and {z} took {m}", "{she} sold {n} on {day} and {m} on"
        " {day2}", "{she} (ate|used|sold) {n}, then {m}[ more]", "{y} ate {n} and {z} ate {m}",
        "{n} were lost and {m} were broken", "{she} gave {y} {n} and {z} {m}",
    ),
    "times +": Shapes(
        "{she} (bought|got|found) {m} (more |new |){boxes} of {n}", "{m} {crowd} gave {them} {n}"
        " each", "{she} bought {m} {boxes} with {n} {things} each", "{m} {crowd} brought {n} each",
    ),
    "times -": Shapes(
        "{she} gave {n} to each of {m} {crowd}", "{m} {crowd} (took|ate|bought|got) {n} each",
        "{she} (sold|used|lost|ate|gave away) {n} (a|every|each|per) day for {m} days",
        "{she} gave {m} {crowd} {n} each", "{she} sold {m} {boxes} of {n}",
    ),
    "part -": Shapes("{she} (lost|sold|gave away|used|ate) half of them", "{y} took half of them",
                     "half of them were (broken|sold|lost|eaten)"),
    "part +": Shapes("{she} doubled (that number|them|the number)"),
    "ask": Shapes(
        "How many {things} {dox} have[ now| in the end]?", "How many {things} are there[ now]?",
        "How many {dox} have now?", "(Number|Total) of {things} now?", "How many {things} (is that"
        "|are that)[ in the end]?", "How many {things} did {x} have (in the end|then|at the end)?",
    ),
    "ask left": Shapes(
        "How many {things} (are left|remain|were left|are left over)?", "How many (are|were) left?",
        "How many {things} {dox} (still have|have left)?", "How many {dox} have left?",
        "How many {things} remain?", "What is left?",
    ),
    "some": Shapes("{x} had some {things}", "{x} had (a few|many|a lot of|several) {things}",
                   "{x} had a {box} of {things}", "{x} had some {things} in {her} {box}"),
    "now": Shapes("now {she} {has} {n}[ left| {things}]", "now there are {n}[ left]",
    "{she} {has} {n}"
                  " now", "in the end there were {n}", "{n} are left", "then {she} had {n}"),
    "ask first": Shapes(
        "How many (did {x} have|were there|{things} were there|{things} did {x} have) (at first|in"
        " the beginning|before|to begin with|at the start)?", "How many was it at first?",
    ),
}  # fmt: skip

PLACE = {
    "start": Shapes(
        "in a {place} there were {n} {crowd}", "there were {n} {crowd} in the {place}",
        "{n} {crowd} were (in|at|near|behind|outside) the {place}", "a {place} had {n} {crowd}",
        "{n} {crowd} (sat|stood|waited|played|lived) (in|near|at|by) the {place}",
        "the {place} had {n} {crowd} in the morning", "on {whose} farm there were {n} {crowd}",
    ),
    "start times": Shapes(
        "there were {m} rows of {n} {crowd} in the {place}", "{m} (buses|boats|cars|vans) brought"
        " {n} {crowd} each to the {place}", "in a {place} there were {m} groups of {n} {crowd}",
        "{m} tables in the {place} had {n} {crowd} each",
    ),
    "once +": Shapes(
        "{n} (more|others|more {crowd}|new ones) (came|arrived|came in|joined them|moved in)",
        "{n} (babies|young ones|little ones) were born", "{n} (more|new ones) were (bought|brought"
        "|added)", "then {n} more were bought", "{n} {crowd} came back", "another {n} arrived",
    ),
    "once -": Shapes(
        "{n} (left|went away|ran away|went home|disappeared|moved away|escaped)",
        "{n} (of them|{crowd}) (left|went home|walked off|were sold|were taken away|ran off)",
        "{n} were (sold|given away|sent home|taken away|moved to another place)",
        "{n} got tired and"
        " left", "{x} took {n} (home|away)", "{n} {crowd} were sold", "{n} of the {crowd} left",
    ),
    "both +": Shapes("{n} came on {day} and {m} on {day2}",
    "{n} (came|arrived) and later {m} more"),
    "both -": Shapes("{n} left at noon and {m} in the evening", "{n} (left|ran away) and then {m}"
                     " more", "{n} were sold and {m} were given away", "{n} left, then {m}"),
    "times +": Shapes("{m} (cars|boats|vans) with {n} {crowd} each arrived"),
    "times -": Shapes("{n} left (each|every) hour for {m} hours", "{m} groups of {n} left",
                      "{n} were sold every day for {m} days"),
    "part -": Shapes("half of them (left|went home)", "half of the {crowd} left"),
    "ask": Shapes(
        "How many {crowd} are (there|in the {place})[ now| in the end| then]?", "How many are there"
        " (now|in the end)?", "How many {crowd} were there (in the end|then|at the end)?",
    ),
    "ask left": Shapes(
        "How many {crowd} (are left|stayed|were left|remain|are still there)?", "How many (are"
        " left|stayed|remain)?",
    ),
    "some": Shapes("there were some {crowd} in the {place}", "some {crowd} were at the {place}",
                   "a {place} had some {crowd}"),
    "now": Shapes("now there are {n}[ left]", "now {n} are there", "then there were {n}",
                  "in the end {n} were there", "{n} were there after that"),
    "ask first": Shapes("How many {crowd} were there (at first|before|in the beginning|to begin"
                        " with)?", "How many were there (at first|before)?"),
}  # fmt: skip

MONEY = {
    "start": Shapes(
        "{x} had {n} {cur}", "{x} (got|earned|found) {n} {cur}", "{y} gave {them} {n} {cur}",
        "{x} went (shopping|to the {place}) with {n} {cur}", "{x} had {n} {cur} in {her} purse",
    ),
    "start times": Shapes(
        "{x} saved {n} {cur} (a|every|each|per) (week|month|day) for {m} (weeks|months|days)",
        "{x} earned {n} {cur} (an|per|each) hour for {m} hours", "{x} worked {m} hours for {n}"
        " {cur} (an|per) hour", "{x} sold {m} {things} for {n} {cur} each",
        "{x} sold {m} {things} at {n} {cur} each", "{x} got {n} {cur} from each of {m} {crowd}",
    ),
    "once +": Shapes("{she} (earned|found|got|won|saved) {n} (more|{cur}|{cur} more)",
                     "{y} gave {them} {n} {cur}[ more]"),
    "once -": Shapes(
        "{she} (spent|lost|paid|gave away|donated) {n}[ {cur}]", "{she} (bought|paid for) {a other}"
        " for {n} {cur}", "{she} spent {n} {cur} on {a thing}", "{she} gave {n} {cur} to {y}",
        "{she} bought {a thing} that cost {n} {cur}", "{she} paid {n} {cur} for (lunch|a ticket|the"
        " bus|{a other})", "{a other} cost {n} {cur} and {she} bought it",
    ),
    "both -": Shapes("{she} spent {n} {cur} on {food} and {m} {cur} on {a thing}",
                     "{she} spent {n} {cur}, then {m}[ more]", "{she} gave {n} to {y} and {m} to"
                     " {z}", "{she} bought {a thing} for {n} {cur} and {a other} for {m} {cur}"),
    "times +": Shapes("{she} sold {m} {things} for {n} {cur} each", "{she} worked {m} hours for {n}"
                      " {cur} an hour", "{m} {crowd} gave {them} {n} {cur} each"),
    "times -": Shapes(
        "{she} bought {m} {things} for {n} {cur} each",
        "{she} bought {m} {things} at {n} {cur} each",
        "{a thing} cost {n} {cur} and {she} bought {m}[ of them]", "one {thing} cost {n} {cur}."
        " {she} bought {m} {things}", "{she} spent {n} {cur} (a|every|each) day for {m} days",
        "{she} paid {n} {cur} for each of {m} {things}", "{a thing} cost {n} {cur}. {she} bought"
        " {m}", "{she} gave {n} {cur} to each of {m} {crowd}",
    ),
    "part -": Shapes("{she} (spent|lost|gave away) half of it"),
    "ask": Shapes("How (much money|many {cur}) {dox} have[ now| in the end| after that]?",
                  "How much (is that|is it now)?", "How much {dox} have now?"),
    "ask left": Shapes("How (much|much money|many {cur}) (is|are) left?", "How many {cur} remain?",
                       "How (much|many {cur}) {dox} have left?", "What is left[ over]?",
                       "How much money {dox} still have?", "How much money {dox} have after that?"),
}  # fmt: skip

_LONG = "(rope|ribbon|stick|pipe|cable|board|chain|scarf|wire|string)"
LENGTH = {
    "start": Shapes(f"a {_LONG} was {{n}} {{len}} long", f"{{x}} had a {_LONG} of {{n}}"
                    " {len}", f"the {_LONG} was {{n}} {{len}} long"),
    "once -": Shapes("{she} cut off {n}[ of it]", "{y} cut off {n} {len}", "{n} were cut"
                     " off", "{she} used {n}", "{n} {len} of it (broke off|were burned)"),
    "both -": Shapes("{she} cut off {n} {len}, then {m}[ more| {len}]", "{y} used {n}"
                     " and {z} used {m}", "{y} cut off {n} and later {m}[ more]"),
    "times -": Shapes("{she} cut off {m} pieces of {n} {len}[ each]"),
    "once +": Shapes("{she} tied {n} {len} to it", "{n} {len} were added"),
    "ask": Shapes("How long is it (now|then|in the end)?", "How long is it?", "How long was it (in"
                  " the end|then)?", "What is its length now?"),
    "ask left": Shapes("How (long is it now|much is left|long is the rest)?", "How long is what is"
                       " left?", "How many {len} are left?"),
}  # fmt: skip

AMOUNT = {
    "start": Shapes("a (tank|barrel|bucket|bottle|pool) had {n} liters of {drink} in it", "there"
                    " were {n} liters of {drink} in a (tank|barrel|pot)", "{x} had {n} liters of"
                    " {drink}", "{x} had {n} kilos of (flour|sand|rice|sugar|salt)"),
    "once -": Shapes("{she} (used|sold|spilled|drank|poured out) {n}[ of it]", "{y} took {n}", "{n}"
                     " (were used|leaked out|got lost)", "{she} gave {n} to {y}"),
    "once +": Shapes("{she} (bought|poured in|added|got) {n} more", "{y} added {n}"),
    "both -": Shapes("{she} used {n} on {day} and {m} on {day2}", "{y} took {n} and {z} {m}"),
    "times -": Shapes("{she} filled {m} (bottles|jars|bags) with {n} each",
    "{she} used {n} (a|every"
                      "|each) day for {m} days"),
    "ask": Shapes("How much is (there|in it|it) now?", "How much is that (now|then)?",
    "How much {dox} have now?"),
    "ask left": Shapes("How much is left?", "How much (remains|was left)?", "What is left?"),
}  # fmt: skip

READ = {
    "start": Shapes("a (book|report|novel|script) had {n} pages", "{x} had to (read|write|copy) {n}"
                    " pages", "{whose} book had {n} pages"),
    "once -": Shapes("{she} read {n} on {day}", "{she} (read|finished) {n}[ pages]", "{n} were"
                     " (done|read) on {day}"),
    "both -": Shapes("{she} read {n} pages on {day} and {m} on {day2}", "{she} read {n}, then {m}"),
    "times -": Shapes("{she} read {n} pages (a|each|every) day for {m} days",
    "{she} read {n} pages daily for {m}"
                      " days"),
    "ask": Shapes("How many pages are (left|missing|still to do)?", "How many pages remain?"),
    "ask left": Shapes("How many pages are left?", "How many are left?", "How much is left to do?"),
}  # fmt: skip

THEMES: tuple[dict[str, Shapes], ...] = (OWN, OWN, OWN, OWN, PLACE, PLACE, MONEY, MONEY, LENGTH,
                                         AMOUNT, READ)  # fmt: skip

DEEDS = (
    ("scored", "goals"), ("scored", "points"), ("caught", "fish"), ("had", "things"),
    ("found", "things"), ("bought", "things"), ("made", "things"), ("read", "books"),
    ("sold", "things"), ("painted", "things"), ("ran", "miles"), ("collected", "things"),
    ("wrote", "letters"), ("won", "games"), ("baked", "cakes"), ("picked", "things"),
    ("has", "things"), ("owns", "things"), ("has", "pets"), ("has", "things"), ("carried",
    "things"),
)  # fmt: skip
DOUBLE = Shapes(
    "{x} {did} (double|twice) that", "{x} {did} twice as many", "{x} {did} twice as many as {y}",
    "{x} {did} (double|twice) as many {u}", "{x} {did} two times as many as {y}", "{x} {did} double"
    " the number", "{x} {did} double that number",
)  # fmt: skip
TRIPLE = Shapes("{x} {did} three times as many[ as {y}]", "{x} {did} three times that",
                "{x} {did} three times as many {u}")  # fmt: skip
MORE = Shapes("{x} {did} {n} more than {y}", "{x} {did} {n} more",
    "{x} {did} {n} {u} more than {y}",
              "{x} {did} {n} more {u} than {y}")  # fmt: skip
FEWER = Shapes("{x} {did} {n} (less|fewer) than {y}", "{x} {did} {n} (less|fewer)", "{x} {did} {n}"
               " fewer {u} than {y}")  # fmt: skip
ASK_LAST = Shapes("How many {u} is that for {x}?", "How many {u} are {x}'s?", "What is {x}'s number"
                  " of {u}?", "How many was it for {x}?", "How many for {x}?")  # fmt: skip
ASK_ALL = Shapes("How many {u} is that (in all|together|in total|altogether)?", "How many is that"
                 " (in all|together|altogether)?", "What is the total?")  # fmt: skip

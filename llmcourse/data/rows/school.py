"""Rows of school-book problems: how each is told and asked, and the sums that answer it.

A row is a shape and its sums: "p=a*b; p+c" names the first result. Letters are numbers; other
slots are people, things, boxes, places. Verbs that add or take away are marks (`<gets>`,
`<lost>`) that stand for many. `schoolbook` draws numbers that fit and fills the rows.
"""

MARKS = {
    "<gets>": "buys|finds|gets|wins|picks up|is given|receives|collects|makes|earns|borrows|adds"
    "|catches|orders|takes|gathers|is sent",
    "<got>": "bought|found|got|won|picked up|was given|received|collected|made|earned|borrowed"
    "|gathered|was sent|took|brought home|ordered",
    "<get>": "buy|find|get|win|pick up|receive|collect|make|borrow|am given|gather",
    "<loses>": "loses|sells|gives away|drops|breaks|uses up|throws away|donates|hands out|misplaces"
    "|returns|lends out|trades away|gives {y}|leaves behind|uses|hides|lends {y}|passes {y}",
    "<lost>": "lost|sold|gave away|dropped|broke|used up|threw away|donated|handed out|misplaced"
    "|returned|lent out|gave {y}|left behind|used|traded away|handed {y}|sent {y}|sold {y}",
    "<lose>": "lose|sell|give away|drop|break|use up|throw away|donate|hand out|lend out|use",
    "<now>": "now|in the end|at the end|after that",
    "<left>": "are left|remain|are still there|are left over|are left now",
    "<all>": "in total|altogether|in all|all together|together",
    "<one>": "each|apiece",
    "<much>": "How much|How many {cur}|how much money",
}

CHANGES = (
    ("{X} has {a} {things}. {X} (<gets>) {b} more. How many {things} does {x} have[ (<now>)]?",
     "a+b"),
    ("{X} has {a} {things} and (<loses>) {b}. How many {things} (does {x} have left|<left>)?",
     "a-b"),
    ("{X} had {a} {things}. {She} (<got>) {b} more {things}. How many does {x} have (<now>)?",
     "a+b"),
    ("{X} had {a} {things}[,] but (<lost>) {b}[ of them]. How many {things} (<left>)?", "a-b"),
    ("{X} had {a} {things}. {She} (<lost>) {b} and (<lost>) {c}. How many (<left>)?",
     "p=a-b; p-c"),
    ("{X} had {a} {things}. {She} gave {b} to {y} and {c} to {z}. How many {things} does {x} still"
     " have?", "p=a-b; p-c"),
    ("{X} (<got>) {a} {things} in the morning and {b} in the (afternoon|evening). Then {x} (<lost>)"
     " {c}. How many (<left>)?", "p=a+b; p-c"),
    ("First {x} (<gets>) {a} {things}, then {b} more, and finally (<loses>) {c}. How many {things}"
     " does {x} have?", "p=a+b; p-c"),
    ("{X} starts with {a} {things}, (<gets>) {b}, (<loses>) {c} and (<gets>) {d}. How many"
     " {things} does {x} have (<now>)?", "p=a+b; q=p-c; q+d"),
    ("{X} had {a} {things}. {Y} gave {x} {b} more. After that {x} (<lost>) {c}. How many does {x}"
     " have?", "p=a+b; p-c"),
    ("There were {a} {crowd} on the {place}. {B} (left|went away|flew off|ran away|walked off)."
     " How many (<left>)?", "a-b"),
    ("There were {a} {crowd} (in|near|behind|by|at) the {place} and {b} (left|went away|ran off)."
     " how many [are ]left?", "a-b"),
    ("{A} {crowd} sat (in|by|near|outside) the {place}. {B} more (came|joined them|arrived). How"
     " many {crowd} were there then?", "a+b"),
    ("{A} {crowd} are (in|near|at) the {place}. {B} leave and {c} (come|arrive). How many {crowd}"
     " are there now?", "p=a-b; p+c"),
    ("The {place} had {a} {crowd}. (At noon|Later|An hour later) {b} more came[ in], and at"
     " (night|six o'clock|the end) {c} left. How many (stayed|were left|are still there)?",
     "p=a+b; p-c"),
    ("A (bus|train|tram|boat|ferry|plane) carries {a} people. {B} more come on board at the (next"
     "|first) (stop|port|station), and {c} leave at the one after it. How many are on board now?",
     "p=a+b; p-c"),
    ("{A} people are on a (bus|train|tram). {B} get off and {c} get on. How many are on it now?",
     "p=a-b; p+c"),
    ("A (bus|train) leaves with {a} (people|passengers). At the first stop {b} get on and {c} get"
     " off. At the second stop {d} get on. How many are on board?", "p=a+b; q=p-c; q+d"),
    ("The {box} had {a} {things}. {X} took (out {b}|{b} of them|{b}). How many {things} are in the"
     " {box} now?", "a-b"),
    ("{X} put {b} {things} into a {box} that (already had|held) {a}. How many are in it?", "b+a"),
    ("A {box} is empty. {X} puts in {a} {things}, {y} puts in {b} and {z} takes out {c}. How many"
     " {things} are in the {box}?", "p=a+b; p-c"),
    ("I have {a} {things}. I (<lose>) {b} and (<get>) {c}. How many do I have (<now>)?",
     "p=a-b; p+c"),
    ("I had {a} {things}. My (sister|brother|friend|mom|dad|teacher) gave me {b} and I (<lost>) {c}"
     ". How many do I have?", "p=a+b; p-c"),
    ("We had {a} {things}, (bought|got|made) {b} more and (sold|used|ate|lost) {c}. How many"
     " {things} do we have left?", "p=a+b; p-c"),
    ("(You have|Imagine you have) {a} {things}. You (<get>) {b} more. Then you (<lose>) {c}. How"
     " many {things} do you have?", "p=a+b; p-c"),
    ("After (giving away|selling|losing|using) {b} {things}, {x} has {a} left. How many {things}"
     " did {x} have (before|at first|to begin with)?", "a+b"),
    ("{X} has {a} {things} but needs {b}. How many more does {x} need?", "b-a"),
    ("{X} wants {b} {things}. {She} already (has|had) {a}. How many are missing?", "b-a"),
    ("{X} had some {things}. {She} (<got>) {b} and now has {a}. How many did {x} have before?",
     "a-b"),
    ("{X} had {b} {things} yesterday and has {a} today. How many did {x} (get|add)?", "a-b"),
    ("{X} had {a} {things} and now has {b}. How many did {x} lose?", "a-b"),
    ("{X} {madepast} {a} {foods}. {Y} ate {b} and {z} ate {c}. How many (<left>)?", "p=a-b; p-c"),
    ("There are {a} {foods} on the (table|plate|tray). {X} eats {b}. How many (<left>)?", "a-b"),
    ("{A} of the {b} {things} are {color}. How many are not {color}?", "b-a"),
    ("There are {a} {things} in the {place}; {b} of them are {color}[ and the rest are {tint}]. How"
     " many are ({tint}|not {color})?", "a-b"),
    ("{X} has {a} {color} {things}, {b} {tint} {things} and {c} {others}. How many {things} does"
     " {x} have?", "a+b"),
    ("{X} has {a} {things} and {b} {others}. {She} (<loses>) {c} {things}. How many {things} (does"
     " {x} have left|<left>)?", "a-c"),
)  # fmt: skip

TIMES = (
    ("(Each|Every|A) (table|bench|boat|car|row|van) (seats|holds|fits|takes) {a} {crowd}. (We have"
     "|There are) {b} of them, but {c} (seats|places) are (broken|taken|wet). How many {crowd} (can"
     " sit|fit|have room)?", "p=b*a; p-c"),
    ("(Each|Every) {crowd1} (pays|gives|brings) {$a}. There are {b} {crowd}. How much is that"
     "[ (<all>)]?", "b*a"),
    ("{X} takes {b} {crowd} to the {place}. A ticket costs {$a}. What (does {x} pay|do the"
     " tickets cost)?", "b*a"),
    ("(A|Each|Every|One) {box} holds {a} {things}. How many {things} (are in|fit in|do you get in)"
     " {b} {boxes}?", "b*a"),
    ("{X} has {b} {boxes}. (Each|Every one|Each one) (has|holds|contains) {a} {things}. How many"
     " {things} does {x} have[ (<all>)]?", "b*a"),
    ("{X} buys {b} {boxes} of {a} {things}[ each] and (eats|uses|loses|sells|breaks) {c}. How many"
     " {things} (<left>)?", "p=b*a; p-c"),
    ("{X} has {b} {boxes} with {a} {things} (<one>) and {c} more {things}[ (on the table|in a"
     " bag)]. How many {things} is that[ (<all>)]?", "p=b*a; p+c"),
    ("A (bench|boat|tent|hut) has room for {a} {crowd}. Of the places in {b} of them, {c} are"
     " taken. How many places are free?", "p=b*a; p-c"),
    ("There are {b} rows (of|with) {a} (seats|chairs|plants|desks|trees). {C} are (broken|taken"
     "|missing|empty). How many are not?", "p=b*a; p-c"),
    ("The {place} has {b} (rooms|tables|rows|shelves|floors) with {a} {things} (<one>). How many"
     " {things} are there[ (<all>)]?", "b*a"),
    ("{B} {crowd} each (bring|have|get|carry|bake|find|buy|draw) {a} {things}. How many {things} is"
     " that[ (<all>)]?", "b*a"),
    ("{B} neighbors each send {a} {foods} to the {place}. {X} (eats|drops|sells) {c}. How many"
     " {foods} (<left>)?", "p=b*a; p-c"),
    ("{B} (cousins|players|clubs) each bake {a} {foods} for the {place}. {C} get burned, and {x}"
     " bakes {d} new ones. How many good {foods} are there?", "p=b*a; q=p-c; q+d"),
    ("{X} packs {b} {boxes} with {a} {things} (<one>), then (takes out|sells|removes) {c} and adds"
     " {d}. How many {things} are there?", "p=b*a; q=p-c; q+d"),
    ("{X} (reads|writes|learns|runs|walks|cooks) {a} (pages|letters|words|miles|meals) (a|every|per"
     "|each) day. How many (is that in|after) {b} days?", "b*a"),
    ("{X} saves {a} {cur} (a|every|each|per) (week|month|day). How much (is that after|does {x}"
     " have after) {b} (weeks|months|days)?", "b*a"),
    ("{X} has {c} {cur} and saves {a} more every (week|month). How (much|many {cur}) does {x} have"
     " after {b} (weeks|months)?", "p=b*a; c+p"),
    ("I own {c} {things} and sell {a} (a|each|every|per) week. How many do I still own after {b}"
     " weeks?", "p=b*a; c-p"),
    ("{X} has {c} {foods} and eats {a} (a|every|each) day. How many (<left>) after {b} days?",
     "p=b*a; c-p"),
    ("There are {c} {things}. {B} {crowd} take {a} (<one>). How many (<left>)?", "p=b*a; c-p"),
    ("{X} gives {a} {things} to each of {b} friends and keeps {c}. How many {things} did {x} have"
     "[ at first]?", "p=b*a; p+c"),
    ("{X} had {c} {things} and gave {a} to each of {b} {crowd}. How many (<left>)?",
     "p=b*a; c-p"),
    ("A {crowd1} (makes|paints|checks|packs) {a} {things} an hour. How many (is that|are done) in"
     " {b} hours?", "b*a"),
    ("A (car|train|ship|plane|bus) (goes|travels|drives) {a} (miles|kilometers) (an|per|every)"
     " hour. How far does it (go|get) in {b} hours?", "b*a"),
    ("{X} plants {b} rows of {a} {things}. {C} (die|do not grow). How many (<left>)?",
     "p=b*a; p-c"),
    ("{X} has {b} {boxes} of {a} {things} and {c} {boxes} of {d} {others}. How many {things} and"
     " {others} are there[ (<all>)]?", "p=b*a; q=c*d; p+q"),
    ("{X} (reads|read) {a} pages on {day} and (twice|two times) as many on {day2}. How many"
     " pages (is that[ (<all>)]|did {x} read[ (<all>)])?", "p=2*a; a+p"),
    ("{X} {did} {a} {things} on {day}, twice as many on {day2}, and {b} on {day3}. How many"
     " {things} (<all>)?", "p=2*a; q=a+p; q+b"),
    ("{X} {did} {a} {things} on {day}, three times as many on {day2} and {b} fewer on {day3} than"
     " on {day}. How many on {day3}?", "a-b"),
    ("{X} {did} {a} {things}, {y} twice as many. How many {things} did {y} (have|get)?", "2*a"),
    ("{X} has {a} {things}. {Y} has three times as many. How many do they have (<all>)?",
     "p=3*a; a+p"),
    ("{X} has {a} {things}. {Y} has twice as many[ as {x}]. How many do they have (<all>)?",
     "p=2*a; a+p"),
    ("{X} has twice as many {things} as {y}. {Y} has {a}. How many does {x} have?", "2*a"),
    ("{X} has {k} times as many {things} as {y}, who has {a}. How many does {x} have?", "k*a"),
    ("The {color} {box} holds {a} {things}, the {tint} one holds twice as many. How many {things}"
     " do both hold?", "p=2*a; a+p"),
    ("{X} doubles {her} {a} {things} and then (<loses>) {b}. How many (<left>)?", "p=2*a; p-b"),
    ("{X} works {a} hours a day, {b} days a week. How many hours is that in a week?", "b*a"),
)  # fmt: skip

SHARES = (
    ("A quarter of the {a} {things} are {color}. How many are {color}?", "a/4"),
    ("{B} friends share {a} {things} (equally|evenly). How many does each get?", "a/b"),
    ("A (pack|box|bag) of {b} {things} costs {a} {cur}. (How much|What) does one"
     "[ {thing}] cost?", "a/b"),
    ("{X} (shares|divides|splits) {a} {things} (equally|evenly|fairly) (among|between) {b}"
     " (children|friends|{crowd}). How many does each[ one] get?", "a/b"),
    ("{A} {things} are shared (equally|evenly) by {b} {crowd}. How many does each {crowd1} get?",
     "a/b"),
    ("{X} puts {a} {things} into {b} {boxes}, the same number in each. How many {things} are in"
     " (each|one|every) {box}?", "a/b"),
    ("{A} {crowd} (make|form|stand in) {b} equal (groups|teams|rows). How many are in each?",
     "a/b"),
    ("{X} packs {a} {things} into {boxes} of {b}. How many {boxes} does {x} (need|fill)?", "a/b"),
    ("How many {boxes} of {b} {things} can {x} fill with {a} {things}?", "a/b"),
    ("{B} {things} cost {a} {cur}. How much does one cost?", "a/b"),
    ("{X} had {a} {things}, (<lost>) {c} and shared the rest equally with {b} friends, keeping none"
     ". How many did each friend get?", "p=a-c; p/b"),
    ("{X} has {a} {things} and {y} has {c}. They put them into {b} equal piles. How many are in"
     " each pile?", "p=a+c; p/b"),
    ("{X} has {a} {things} and (gives|sells|lends) half of them[ to {y}]. How many (<left>)?",
     "p=a/2; a-p"),
    ("{Y} has half as many {things} as {x}. {X} has {a}. How many does {y} have?", "a/2"),
    ("Half of the {a} {things} are {color}. How many are {color}?", "a/2"),
    ("{X} has {a} {foods}, eats half of them and then (gets|buys|bakes) {b} more. How many does {x}"
     " have?", "p=a/2; p+b"),
    ("What is half of {a}?", "a/2"),
    ("A rope is {a} (meters|feet) long. {X} cuts it into {b} equal (pieces|parts). How long is one"
     "[ piece]?", "a/b"),
    ("A third of the {a} {crowd} (left|went home). How many (left|went home)?", "a/3"),
    ("{X} reads {b} pages a day. How many days does {x} need for a book of {a} pages?", "a/b"),
    ("{X} earns {b} {cur} an hour. How many hours must {x} work for {a} {cur}?", "a/b"),
)  # fmt: skip

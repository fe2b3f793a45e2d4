"""More rows for `schoolbook`: prices, two people compared, ages, plain sums, clocks.

Written as those of `schoolrows`, whose marks they use.
"""

PRICES = (
    ("{X} buys {b} {things} for {$a} (<one>) and {a other} for {$c}. (What does {x} pay|How much is"
     " (it|that)[ (<all>)]|How much does {x} (pay|spend)[ (<all>)])?", "p=b*a; p+c"),
    ("{b} {boxes} of {food} at {$a} each, plus {a other} for {$c}: what does {x} (owe|pay)?",
     "p=b*a; p+c"),
    ("{B} {things} at {$a} each and {c} {others} at {$d} each. What is the (total|price|bill)?",
     "p=b*a; q=c*d; p+q"),
    ("{X} buys {b} {things} at {$a} each and pays with {$c}. How much (change does {x} get|comes"
     " back|is the change)?", "p=b*a; c-p"),
    ("{X} has {$c}. {X} buys {b} {things} for {$a} each. How much (money is left|is left|remains)?",
     "p=b*a; c-p"),
    ("{X} has {$c} and buys {a thing} for {$a} and {a other} for {$b}. How much (is left|does"
     " {x} have left)?", "p=c-a; p-b"),
    ("{A thing} costs {$a} and {a other} costs {$b}. How much do they cost together?", "a+b"),
    ("{A thing} costs {$a}. {A other} costs {$b} more. How much (is|does) the {other}[ cost]?",
     "a+b"),
    ("{A thing} costs {$a}. {A other} is {$b} cheaper. What does the {other} cost?", "a-b"),
    ("One {thing} is {$a}. How much (are|do) {b}[ of them][ cost]?", "b*a"),
    ("(What|How much) do {b} {things} cost at {$a} each?", "b*a"),
    ("Tickets cost {$a} for adults and {$b} for children. {X} buys {c} adult tickets and {d} child"
     " tickets. What does {x} pay?", "p=c*a; q=d*b; p+q"),
    ("{X} sells {b} {things} for {$a} each. How much does {x} (earn|make|get)?", "b*a"),
    ("{X} earns {$a} (an hour|a day) and works {b} (hours|days). Then {x} spends {$c}. How much"
     " (is left|remains)?", "p=b*a; p-c"),
    ("{A thing} costs {$a}, and {x} has [only ]{$b}. How much (money |)is missing?", "a-b"),
    ("{X} pays {$c} for {a thing} that costs {$a}. How much (change|money) does {x} get back?",
     "c-a"),
    ("The {thing} was {$a} and is now {$b} cheaper. What (is the new price|does it cost now)?",
     "a-b"),
    ("{X} spends {$a} on {a thing}, {$b} on {a other} and {$c} on {food}. How much[ is that]"
     " (<all>)?", "p=a+b; p+c"),
    ("{X} had {$a}, spent {$b} on {food} and earned {$c}. How much does {x} have now?",
     "p=a-b; p+c"),
)  # fmt: skip

PAIRS = (
    ("{X} is {b} years older than {y}. {Y} is {a}[ years old]. How old is {x}?", "a+b"),
    ("{X} is {b} years younger than {y}. {Y} is {a}[ years old]. How old is {x}?", "a-b"),
    ("There are {a} {crowd} (in|at) the {place}. {B} are (boys|men|old)."
     " How many are (girls|women|not)?", "a-b"),
    ("Of {a} {things}, {b} are {color}, {c} are {tint} and the rest are white. How many are"
     " white?", "p=a-b; p-c"),
    ("{X} made {a} {foods} in the morning and {b} in the (afternoon|evening). {C} were not sold."
     " How many were sold?", "p=a+b; p-c"),
    ("{X} has {a} more {things} than {y}. {Y} has {b}. How many (does {x} have|{things} does {x}"
     " have)?", "b+a"),
    ("{X} has {b} fewer {things} than {y}. {Y} has {a}. How many does {x} have?", "a-b"),
    ("{X} has {a} {things}. {Y} has {b} more than {x}. How many do they have (<all>)?",
     "p=a+b; a+p"),
    ("{X} has {a} {things}. {Y} has {b} fewer. How many do they have (<all>)?", "p=a-b; a+p"),
    ("{X} has {a} {things}, {y} has {b} and {z} has {c}. How many do they have (<all>)?",
     "p=a+b; p+c"),
    ("{X} {did} {a} {things} and {y} {did} {b}. How many more did {x} (have|get) than {y}?", "a-b"),
    ("{X} has {a} {things} and {y} has {b}. By how many does {x} have more?",
     "a-b"),
    ("{X} has {a} {things} and {y} has {b}. How many (fewer|less) does {y} have?", "a-b"),
    ("{X} has {a} {things}. {Y} has {b}. {X} gives {c} to {y}. How many does {y} have now?", "b+c"),
    ("{X} has {a} {things}. {Y} has {b}. {X} gives {y} {c}. How many does {x} have now?", "a-c"),
    ("{X} is {a}. {Her} (sister|brother|cousin|friend|neighbor) is {b} years (younger|less)"
     ". How old is (she|he|that person)?", "a-b"),
    ("{X} is {a}. {Her} (sister|brother|cousin|friend|neighbor) is {b} years older. How old"
     " is (she|he|that person)?", "a+b"),
    ("{X} is {a} years old and {y} is {b} years older[ than {x}]. How old is {y}?", "a+b"),
    ("{X} is {a} years old. {Y} is twice as old. How old is {y}?", "2*a"),
    ("{X} is {b} years younger than {y}, who is {a}. How old is {x}?", "a-b"),
    ("{X} is {a} now. How old (will {she} be|is {x}) in {b} years?", "a+b"),
    ("{X} is {a} now. How old was {x} {b} years ago?", "a-b"),
    ("{X} is {a} and {y} is {b}. How much older is {x}?", "a-b"),
    ("{X} is {a}, {y} is {b} years older than {x} and {z} is {c} years younger than {y}. How old"
     " is {z}?", "p=a+b; p-c"),
    ("In a (class|team|club|choir) there are {a} (girls|women) and {b} (boys|men). How many"
     " (children|people|members) (are there|is that)[ (<all>)]?", "a+b"),
    ("(A|The) (class|team|club|school) has {a} (children|members|people). {B} are (girls|new|sick)"
     ". How many are not?", "a-b"),
    ("The {place} is {a} (miles|meters|minutes) from the {place2}, and the {place2} is {b}"
     " (miles|meters|minutes) from the {place3}. How far is that (<all>)?", "a+b"),
    ("A {thing} weighs {a} (kilos|pounds|grams). A {other} weighs {b} more. What does the {other}"
     " weigh?", "a+b"),
    ("The (tower|tree|hill|wall) is {a} (feet|meters) (high|tall). The (house|bush|fence) is {b}"
     " lower. How high is the (house|bush|fence)?", "a-b"),
    ("{X} (runs|walks|swims) {a} (miles|laps|minutes) on {day}, {b} on {day2} and {c} on {day3}."
     " How many (<all>)?", "p=a+b; p+c"),
    ("{X} scores {a} points in the first (game|round), {b} in the second and {c} in the third. How"
     " many points is that?", "p=a+b; p+c"),
    ("A {place} has {a} {things}, {b} {others} and {c} (lamps|clocks|signs). How many"
     " (things|items) is that [in all]?", "p=a+b; p+c"),
)  # fmt: skip

BARE = (
    ("{a} (plus|and|+) {b} (plus|and|+) {c}(?|| = ?| =)", "p=a+b; p+c"),
    ("What is {a} (plus|+) {b} (plus|+) {c}?", "p=a+b; p+c"),
    ("What is {a} (plus|+) {b} (minus|-) {c}?", "p=a+b; p-c"),
    ("(The|What is the|Find the|Give me the) sum of {a} and {b}(?|.|)", "a+b"),
    ("(What is the|Find the|Give me the) difference (between|of) {a} and {b}(?|.|)", "a-b"),
    ("(What is the|Find the) product of {a} and {b}(?|.|)", "a*b"),
    ("(Double|What is double|What is twice|What is two times) {a}(?|.|)", "2*a"),
    ("(Add|add) {a} and {b}.", "a+b"),
    ("(Add|add) {a}, {b} and {c}.", "p=a+b; p+c"),
    ("(Subtract|Take away|Take) {b} from {a}.", "a-b"),
    ("(Multiply|multiply) {a} by {b}.", "a*b"),
    ("(Divide|divide) {a} by {b}.", "a/b"),
    ("Take {a}, add {b} and subtract {c}.", "p=a+b; p-c"),
    ("Take {a}, double it and add {b}.", "p=2*a; p+b"),
    ("I think of a number, add {b} and get {a}. (What is|Which is) (my|the) number?", "a-b"),
    ("How much is (\\({a} + {b}\\) x {c}|{c} times the sum of {a} and {b})?", "p=a+b; p*c"),
    ("What number is {b} (more|bigger|larger) than {a}?", "a+b"),
    ("What number is {b} (less|smaller) than {a}?", "a-b"),
    ("{a} (x|times|*) {b}(?| = ?| =|)", "a*b"),
    ("(what's|whats|what is) {a} (+|plus) {b}", "a+b"),
    ("(what's|whats|what is) {a} (-|minus) {b}", "a-b"),
)  # fmt: skip

SPANS = (
    ("(The|A) (film|lesson|game|meeting|trip) (starts|begins) at {h} o'clock and (lasts|takes) {a}"
     " hours. (When|At what hour) does it end?", "h+a"),
    ("(The|A) (film|lesson|game|meeting|trip) (starts|begins) at {h} and ends at {j}. How many"
     " hours (is it|does it (take|last))?", "j-h"),
    ("It is {j} o'clock. What time was it {a} hours ago?", "j-a"),
    ("{X} (sleeps|works|reads) from {h} to {j} o'clock. How many hours is that?", "j-h"),
    ("A (video|song|lesson|walk) is {a} minutes long. {B} minutes are (over|gone). How many minutes"
     " (<left>)?", "a-b"),
    ("{X} leaves home at {h} o'clock and (needs|drives|walks) {a} hours. When does {x} arrive?",
     "h+a"),
)  # fmt: skip

MIXED = (
    ("{X} has {a} {things} and {b} {others}. {X} (<loses>) {c} {things}. How many (things|items"
     "|pieces) does {x} have (left|now)?", "p=a-c; p+b"),
    ("A farmer has {a} (cows|sheep|horses) and {b} (pigs|goats|hens). (He|She) (sells|loses) {c}"
     " (of them|animals). How many animals (does the farmer have left|<left>)?", "p=a+b; p-c"),
    ("A farmer has {a} (cows|sheep|horses) and (buys|gets) {b} more. Then {c} (run away|are sold)."
     " How many (<left>)?", "p=a+b; p-c"),
    ("A (pizza|cake|pie|melon) is cut into {c} (slices|pieces). {B} {crowd} eat {a} (<one>). How"
     " many (slices|pieces) (<left>)?", "p=b*a; c-p"),
    ("{X} cuts {b} (pizzas|cakes|pies) into {a} slices each. {C} slices are eaten. How many slices"
     " (<left>)?", "p=b*a; p-c"),
    ("{X} buys {a} dozen {foods} and (breaks|eats|drops) {b}. How many (<left>)?", "p=a*12; p-b"),
    ("{X} (buys|has|bakes) {a} dozen {foods}. How many {foods} is that?", "a*12"),
    ("{X} is twice as old as {y}. {Y} is {a}. How old is {x}?", "2*a"),
    ("A (bottle|jug|tank|bucket) holds {a} liters. How many liters do {b} of them hold?", "b*a"),
    ("{X} needs {a} {things} for each of {b} {crowd} and has {c}. How many are missing?",
     "p=b*a; p-c"),
    ("{X} had {a} {cur}. {She} got {b} from {y} and spent {c}. How (much|many {cur}) does {x} have"
     " (<now>)?", "p=a+b; p-c"),
    ("{X} has {a} {things}. {Y} has {b} more than {x}, and {z} has {c} fewer than {y}. How many"
     " {things} does {z} have?", "p=a+b; p-c"),
    ("{X} made {a} {foods} and {y} made {b}. They ate {c}. How many (<left>)?", "p=a+b; p-c"),
    ("{X} and {y} have {a} {things} each. How many do they have (<all>)?", "a+a"),
    ("{X}, {y} and {z} each (have|get|bring|find) {a} {things}. How many is that (<all>)?", "3*a"),
    ("There are {a} {crowd} (in|at) the {place}. Half of them (leave|go home). How many stay?",
     "p=a/2; a-p"),
    ("(A|One|Each) {box} weighs {a} (kilos|pounds). How much do {b} such {boxes} weigh?", "b*a"),
    ("{X} (sleeps|works|trains) {a} hours a day. How many hours is that in a week?", "7*a"),
    ("{X} eats {a} {foods} (a|every|each) day. How many {foods} is that in a week?", "7*a"),
    ("{X} counted {a} {crowd} on {day}, {b} on {day2} and none on {day3}. How many (<all>)?",
     "a+b"),
    ("Of {a} {crowd}, {b} (came by bus|wore hats|were late) and the rest (did not|walked). How many"
     " are the rest?", "a-b"),
    ("{X} has {b} {boxes}. Two of them are empty, and each of the others holds {a} {things}. How"
     " many {things} are there?", "p=b-2; p*a"),
    ("{X} has {a} {things} in the left pocket and {b} in the right one. {C} fall out. How many"
     " (<left>)?", "p=a+b; p-c"),
    ("A book has {c} pages. {X} reads {a} pages (a|per|each) day for {b} days. How many pages"
     " (<left>)?", "p=b*a; c-p"),
    ("{X} buys {b} {things} for {$a} each and sells them all for {$c}. How much does {x} gain?",
     "p=b*a; c-p"),
    ("A {box} with {a} {things} falls down and {b} break. {X} puts in {c} new ones. How many whole"
     " {things} are in it?", "p=a-b; p+c"),
    ("{B} {crowd} want {a} {foods} (<one>). {X} has made {c}. How many more must {x} make?",
     "p=b*a; p-c"),
)  # fmt: skip

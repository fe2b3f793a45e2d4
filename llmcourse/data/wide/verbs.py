"""Wide lists of verbs with the kinds of things they fit, ours, by hand. `wide` draws from them.

A verb is written "base", or "base:past" or "base:past:participle" where it is irregular; the
third person and the -ing form follow rules, with the doubled letters listed here.
"""

ANY = "tool toy paper treasure thing clothing device container instrument kitchen sport"
FITS: tuple[tuple[str, str], ...] = (
    ("food", """
eat:ate:eaten, cook, bake, fry, boil, roast, grill, taste, chew, swallow, slice, chop, peel
steam, heat, warm up, order, share, burn, serve, season, freeze:froze:frozen, munch, cut:cut
cut up:cut up, finish, nibble, devour, toast, smell, try, spoil, salt, pack, buy:bought, prepare
bring:brought, eat up:ate up:eaten up, cool, refuse, like, love, hate
"""),
    ("drink", """
drink:drank:drunk, pour, sip, spill, order, brew, stir, heat, cool, finish, serve, taste
buy:bought, share, sweeten, like
"""),
    ("animal", """
feed:fed, pet, chase, catch:caught, rescue, train, groom, walk, follow, frighten, wash, brush
watch, photograph, stroke, hunt, tame, ride:rode:ridden, milk, find:found, lose:lost, adopt, hug
calm, bathe, free, release, hide:hid:hidden, scare, see:saw:seen, hear:heard, spot, lure, cage
own, sell:sold, buy:bought, breed:bred, name, carry, fear, examine, weigh, draw:drew:drawn
paint, film, save, miss, trust, protect, track, tease, wake:woke:woken, nurse, vaccinate
"""),
    ("clothing", """
wear:wore:worn, wash, iron, fold, knit, sew, mend, put on:put on, take off:took off:taken off
tear:tore:torn, stain, hang up:hung up, button, unpack, try on:tried on, dry, dye
shrink:shrank:shrunk, design, borrow, donate, shorten, hem, alter, brush, pack, lose:lost, model
patch
"""),
    (ANY, """
buy:bought, sell:sold, find:found, lose:lost, fix, paint, carry, drop, bring:brought
see:saw:seen, take:took:taken, hide:hid:hidden, wash, borrow, want, forget:forgot:forgotten
order, leave:left, draw:drew:drawn, use, steal:stole:stolen, clean, repair, destroy, discover
throw:threw:thrown, catch:caught, kick, push, pull, move, lift, pack, send:sent, receive, return
rent, choose:chose:chosen, pick, collect, hold:held, keep:kept, need, love, like, hate, miss
watch, copy, test, win:won, share, show:showed:shown, bury, wrap, decorate, photograph, check
measure, weigh, cover, polish, pick up, put away:put away, throw away:threw away:thrown away
give away:gave away:given away, look for, ask for, pay for:paid for, wait for, admire, examine
inspect, describe, drag, deliver, mail, ship, import, export, auction, donate, inherit, store
label, count, sort, touch, grab, seize, toss, shake:shook:shaken, rotate, roll, stack, unwrap
unpack, scratch, damage, dent, crush, smash, break:broke:broken, bend:bent, ruin, replace
insure, sketch, design, make:made, build:built, invent, create, produce, improve, restore
varnish, trade, swap, exchange, bring back:brought back, take home:took home:taken home
carry away, set down:set down, put down:put down, hand over, offer, present, unveil, exhibit
display, guard, protect, recycle, dig up:dug up, recover, notice, spot, recognize, identify
misplace, wipe, dust, scrub, rinse, tie up, untie, hang:hung, attach, remove, mark, sign, stamp
purchase, bid for:bid for
"""),
    ("device", """
turn on, turn off, switch on, switch off, repair, plug in, unplug, charge, start, stop, install
test, upgrade, program, reset:reset, operate, assemble, adjust, break:broke:broken, fix, overload
replace, restart, invent, set up:set up, build:built
"""),
    ("vehicle", """
drive:drove:driven, park, wash, steer, rent, sell:sold, buy:bought, repair, start, stop, load
unload, board, miss, catch:caught, hear:heard, tow, crash, inspect, paint, refuel, race, design
build:built, test, follow, hail, overtake:overtook:overtaken
"""),
    ("furniture", """
build:built, paint, move, assemble, sell:sold, buy:bought, clean, carry, repair, polish, order
deliver, donate, scratch, sand, break:broke:broken, design, push, lift, restore, measure, cover
upholster, dust, store, take apart:took apart:taken apart
"""),
    ("container", """
open, close, fill, empty, lock, unlock, pack, unpack, seal, carry, drop, lift
shake:shook:shaken, label, stack, weigh, search
"""),
    ("paper", """
write:wrote:written, read:read, sign, copy, print, tear up:tore up:torn up, mail, fold, correct
translate, publish, edit, rewrite:rewrote:rewritten, finish, memorize, recite, review
illustrate, scan, file, burn, quote, hand in, type, proofread:proofread, study, keep:kept, frame
open
answer, check, post, title, summarize, present
"""),
    ("plant", """
plant, water, grow:grew:grown, cut:cut, trim, prune, pick, smell, dig up:dug up, move, fertilize
sell:sold, arrange, draw:drew:drawn, uproot, protect, photograph, name, admire, transplant
"""),
    ("instrument", """
play, tune, practice, learn:learned, carry, borrow, buy:bought, repair, study, teach:taught
restring:restrung, clean, hear:heard
"""),
    ("kitchen", """
wash, dry, break:broke:broken, drop, polish, fill, rinse, use, clean, borrow, scratch, lose:lost
"""),
    ("treasure", """
steal:stole:stolen, guard, polish, hide:hid:hidden, find:found, melt, admire, sell:sold, inherit
bury, wear:wore:worn, engrave
"""),
)  # fmt: skip
"""Kinds, and the verbs that fit all of them."""

PERSONAL = """
help, thank, meet:met, visit, call, invite, greet, hug, teach:taught, follow, warn, blame
forgive:forgave:forgiven, trust, admire, interview, pay:paid, hire, fire, promote, praise, scold
comfort, surprise, congratulate, marry, ignore, avoid, advise, question, examine, treat, cure
rescue, save, carry, lift, push, chase, catch:caught, beat:beat:beaten, defeat, photograph
paint, draw:drew:drawn, feed:fed, wake:woke:woken, tease, kiss, phone, text, email, guide
lead:led, train, coach, drive:drove:driven, recognize, introduce, welcome, serve, accompany
support, defend, accuse, arrest, judge, sue, elect, replace, recommend, know:knew:known
remember, forget:forgot:forgotten, miss, love, like, hate, envy, fear, understand:understood
encourage, motivate, annoy, amuse, entertain, impress, disappoint, scare, frighten, fool, trick
notice, watch, hear:heard, see:saw:seen, tutor
"""
"""What a person does to a person."""

DOINGS = """
sleep:slept, laugh, cry, wait, dance, sing:sang:sung, swim:swam:swum, run:ran:run
fall:fell:fallen, work, rest, shout, smile, arrive, leave:left, disappear, get lost:got lost
get wet:got wet, fall asleep:fell asleep, go home:went home, stay at home
catch a cold:caught a cold, miss the train, win the race:won the race, win a prize:won a prize
break a leg:broke a leg, make a mistake:made a mistake, say sorry:said sorry
tell a joke:told a joke, go for a walk:went for a walk, take a taxi:took a taxi
have lunch:had lunch, cook dinner, write a letter:wrote a letter, call a friend
find a job:found a job, move to a new house, learn to swim, pass the exam, fail the test
lose the game:lost the game, jump, climb, crawl, hop, skip, stumble, slip, trip, sneeze, cough
yawn, snore, whistle, hum, whisper, scream, giggle, sigh, blush, bow, nod, wave, kneel:knelt
sit down:sat down, stand up:stood up, lie down:lay down, wake up:woke up, get up:got up
exercise, jog, march, hike, wander, stroll, travel, sail, fly:flew, ride home:rode home
drive home:drove home, camp, ski, skate, surf, dive, row, fish, hunt, garden, knit, paint
draw:drew:drawn, read:read, study, practice, pray, meditate, think:thought, dream, daydream, worry
relax, celebrate, argue, fight:fought, quarrel, complain, apologize, chat, gossip, lie, cheat
hide:hid, escape, return, hurry, stop, pause, continue, quit:quit, retire, resign, graduate
marry, move away, settle down, grow up:grew up, recover, faint, bleed:bled, freeze:froze, sweat
tremble, shiver, starve, eat out:ate out, diet, vote, volunteer, gamble, shop, sunbathe
hitchhike, play outside, play chess, play cards, do the dishes:did the dishes
do homework:did homework, take a nap:took a nap, take a shower:took a shower, clean up
bake bread, win the lottery:won the lottery, miss the bus, lose the keys:lost the keys
forget the password:forgot the password, climb a tree, build a snowman:built a snowman
watch the stars, ride a bike:rode a bike, feed the birds:fed the birds, walk the dog
wash the car, water the flowers, paint the fence, burn the toast, oversleep:overslept
give up:gave up, fall down:fell down
"""
DOUBLED = frozenset("""
pet drop stop plan chop fit beg rub tap hop hug jog nod pat pin rip rob scrub ship shop sip skip
slip snap spot spin stir tag trim trip wrap swap step star hum knit run swim sit set put cut get
let win dig bid hit quit dip grab drag chat tip plug unplug unwrap mop map pop program label-x
refer admit regret forget begin commit reset occur dam hem scan stun sob bud upset
""".split())  # fmt: skip

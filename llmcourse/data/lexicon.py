"""Word lists for facts, word tasks and reviews: pairs that are true, and words with a sign."""


def _pairs(text: str) -> list[tuple[str, str]]:
    rows = [row.strip().split(":") for row in text.replace("\n", ",").split(",") if row.strip()]
    return [(left.strip(), right.strip()) for left, right in rows]


def both_ways(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs and their reverses; of several partners of a word, the first one."""
    partners: dict[str, str] = {}
    for left, right in pairs:
        partners.setdefault(left, right)
        partners.setdefault(right, left)
    return list(partners.items())


CAPITALS = _pairs("""
France:Paris, Spain:Madrid, Italy:Rome, Germany:Berlin, Portugal:Lisbon, Poland:Warsaw
Austria:Vienna, Greece:Athens, Norway:Oslo, Sweden:Stockholm, Finland:Helsinki, Denmark:Copenhagen
Ireland:Dublin, Iceland:Reykjavik, Belgium:Brussels, Netherlands:Amsterdam, Switzerland:Bern
Hungary:Budapest, Romania:Bucharest, Bulgaria:Sofia, Serbia:Belgrade, Croatia:Zagreb
Slovenia:Ljubljana, Slovakia:Bratislava, Ukraine:Kyiv, Russia:Moscow, Estonia:Tallinn, Latvia:Riga
Lithuania:Vilnius, Turkey:Ankara, Egypt:Cairo, Morocco:Rabat, Algeria:Algiers, Tunisia:Tunis
Kenya:Nairobi, Uganda:Kampala, Ghana:Accra, Nigeria:Abuja, Senegal:Dakar, Ethiopia:Addis Ababa
Sudan:Khartoum, Angola:Luanda, Zambia:Lusaka, Zimbabwe:Harare, Rwanda:Kigali, Mali:Bamako
India:New Delhi, China:Beijing, Japan:Tokyo, Thailand:Bangkok, Vietnam:Hanoi, Nepal:Kathmandu
Indonesia:Jakarta, Malaysia:Kuala Lumpur, Philippines:Manila, Pakistan:Islamabad, Iran:Tehran
Iraq:Baghdad, Jordan:Amman, Lebanon:Beirut, Qatar:Doha, Oman:Muscat, South Korea:Seoul
Bangladesh:Dhaka, Mongolia:Ulaanbaatar, Cuba:Havana, Mexico:Mexico City, Canada:Ottawa
Brazil:Brasilia, Argentina:Buenos Aires, Chile:Santiago, Peru:Lima, Colombia:Bogota
Ecuador:Quito, Uruguay:Montevideo, Venezuela:Caracas, Paraguay:Asuncion, Jamaica:Kingston
Australia:Canberra, New Zealand:Wellington, England:London, Scotland:Edinburgh, Wales:Cardiff
United States:Washington, Czech Republic:Prague, Cyprus:Nicosia, Malta:Valletta, Albania:Tirana
""")
OPPOSITES = _pairs("""
hot:cold, big:small, tall:short, fast:slow, old:young, happy:sad, good:bad, light:dark, hard:soft
high:low, long:short, wide:narrow, rich:poor, strong:weak, early:late, open:closed, full:empty
wet:dry, clean:dirty, loud:quiet, thick:thin, heavy:light, new:old, near:far, up:down, left:right
in:out, on:off, yes:no, day:night, black:white, true:false, right:wrong, easy:difficult, sweet:sour
deep:shallow, sharp:blunt, brave:cowardly, kind:cruel, cheap:expensive, first:last, begin:end
love:hate, win:lose, buy:sell, give:take, push:pull, come:go, laugh:cry, ask:answer, north:south
east:west, top:bottom, front:back, inside:outside, above:below, before:after, always:never
many:few, more:less, all:none, same:different, alive:dead, safe:dangerous, smooth:rough
polite:rude, lazy:busy, noisy:silent, ugly:beautiful, enter:leave, find:lose, friend:enemy
summer:winter, hello:goodbye, remember:forget, rise:fall, awake:asleep, tight:loose, raw:cooked
add:remove, increase:decrease, accept:refuse, arrive:depart, borrow:lend, build:destroy, hide:show
success:failure, female:male, guilty:innocent, healthy:sick, huge:tiny, morning:evening, odd:even
past:future, peace:war, positive:negative, private:public, float:sink, straight:crooked, wild:tame
maximum:minimum, victory:defeat, sunrise:sunset, whisper:shout, save:spend, attack:defend, join:quit
forward:backward, boring:exciting, fat:skinny, fresh:stale, generous:stingy, simple:complicated
major:minor, present:absent, ancient:modern, hero:villain, lock:unlock, start:stop, freeze:melt
""")
PASTS = _pairs("""
go:went, see:saw, eat:ate, run:ran, take:took, give:gave, come:came, make:made, find:found
buy:bought, bring:brought, think:thought, sing:sang, swim:swam, write:wrote, read:read, sleep:slept
fly:flew, drive:drove, break:broke, speak:spoke, know:knew, grow:grew, throw:threw, win:won
lose:lost, feel:felt, leave:left, meet:met, sit:sat, stand:stood, teach:taught, catch:caught
walk:walked, play:played, jump:jumped, talk:talked, work:worked, help:helped, look:looked
cook:cooked, dance:danced, live:lived, love:loved, open:opened, close:closed, call:called
draw:drew, drink:drank, fall:fell, forget:forgot, get:got, have:had, hear:heard, hide:hid
hold:held, keep:kept, pay:paid, ride:rode, say:said, sell:sold, send:sent, tell:told, wear:wore
""")
YOUNG = _pairs("""
dog:puppy, cat:kitten, cow:calf, sheep:lamb, horse:foal, goat:kid, pig:piglet, duck:duckling
goose:gosling, swan:cygnet, lion:cub, bear:cub, deer:fawn, frog:tadpole, kangaroo:joey, hen:chick
""")
SOUNDS = _pairs("""
dog:bark, cat:meow, cow:moo, sheep:baa, horse:neigh, pig:oink, duck:quack, lion:roar, bee:buzz
snake:hiss, frog:croak, owl:hoot, hen:cluck, mouse:squeak, wolf:howl, crow:caw, donkey:bray
""")
HUES = _pairs("""
sky:blue, grass:green, snow:white, coal:black, blood:red, banana:yellow, lemon:yellow, milk:white
tomato:red, carrot:orange, chocolate:brown, night:black, sun:yellow, leaf:green, strawberry:red
cucumber:green, flamingo:pink, elephant:gray, pumpkin:orange, ink:blue, cherry:red, eggplant:purple
""")
TONGUES = _pairs("""
France:French, Spain:Spanish, Italy:Italian, Germany:German, Portugal:Portuguese, Poland:Polish
Greece:Greek, Norway:Norwegian, Sweden:Swedish, Finland:Finnish, Denmark:Danish, Russia:Russian
Turkey:Turkish, Egypt:Arabic, China:Chinese, Japan:Japanese, Thailand:Thai, Brazil:Portuguese
Mexico:Spanish, Hungary:Hungarian, England:English, Vietnam:Vietnamese, Peru:Spanish, Iran:Persian
""")
LANDS = _pairs("""
France:Europe, Spain:Europe, Italy:Europe, Germany:Europe, Poland:Europe
Norway:Europe, Greece:Europe, Egypt:Africa, Kenya:Africa, Ghana:Africa, Nigeria:Africa
Morocco:Africa, India:Asia, China:Asia, Japan:Asia, Thailand:Asia, Vietnam:Asia, Nepal:Asia
Canada:North America, Mexico:North America, Cuba:North America, Brazil:South America
Chile:South America, Peru:South America, Argentina:South America, Colombia:South America
""")
MAKERS = _pairs("""
bread:baker, meat:butcher, teeth:dentist, plane:pilot, school:teacher, hospital:nurse, farm:farmer
ship:sailor, garden:gardener, court:judge, kitchen:cook, library:librarian, pipe:plumber
hair:barber, camera:photographer, bus:driver, theater:actor, mine:miner, book:writer, song:singer
""")
LEGS = _pairs("""
dog:4, cat:4, bird:2, spider:8, ant:6, bee:6, horse:4, person:2, octopus:8, fly:6, snake:0
chicken:2, cow:4
""")

POSITIVE = """
good great wonderful excellent amazing fantastic superb brilliant lovely delightful perfect
beautiful charming outstanding terrific marvelous splendid fabulous awesome incredible impressive
pleasant enjoyable fun funny moving touching exciting thrilling gripping fascinating interesting
clever smart witty fresh original tasty delicious friendly helpful kind warm cozy comfortable clean
fast reliable sturdy elegant magnificent remarkable phenomenal exceptional stunning gorgeous
satisfying refreshing heartwarming hilarious memorable inspiring uplifting flawless first-rate
top-notch masterful captivating entertaining engaging solid smooth generous attentive bright
magical radiant stellar sublime nice
""".split()
NEGATIVE = """
bad terrible awful horrible poor dreadful dull boring disappointing weak mediocre bland ugly rude
slow dirty broken useless unpleasant annoying tedious lifeless clumsy silly stupid pointless
confusing predictable unfunny lazy messy noisy stale greasy overpriced expensive flimsy
unreliable uncomfortable cramped smelly tasteless soggy burnt disgusting unfriendly unhelpful
careless sloppy shabby shoddy lousy pathetic miserable painful forgettable depressing atrocious
abysmal appalling horrendous ridiculous laughable frustrating irritating worthless
defective faulty hopeless tiresome gloomy nasty unbearable unwatchable hideous inferior
""".split()
HELD_ADJECTIVES = frozenset(
    """
    superb splendid delightful gripping dreadful tedious lousy shabby radiant stellar gloomy nasty
    """.split()
)
"""Never in a review with a label; they do occur in reviews without one."""

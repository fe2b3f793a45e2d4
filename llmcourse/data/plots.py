"""What leads to what in stories: situations, each with the next ones that it can cause.

A story is a walk: every sentence follows from the situation that the one before left, and the
hero, the helper and the things stay the same to the end.
"""

SCENES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # name: (ways to say it, what it can cause); no cause: an ending follows
    "hungry": (
        ("{He} was (very |so |)hungry.", "{His} stomach was empty.", "{He} had not eaten all day."),
        ("search", "ask food", "smell"),
    ),
    "smell": (
        ("{He} smelled {food} from {place}.", "A smell of {food} came from {place}."),
        ("go food",),
    ),
    "go food": (
        ("So {he} followed the smell to {place}.", "{He} ran to {place} at once."),
        ("find food", "find helper", "locked"),
    ),
    "search": (
        ("{He} looked for {food} in {place}.", "So {he} went to {place} to find {food}."),
        ("find food", "find nothing", "rain", "find helper"),
    ),
    "ask food": (
        ("{He} asked {helper} for {food}.", "So {he} went to {helper} and asked for {food}."),
        ("given food", "refused"),
    ),
    "given food": (
        ("{Helper} gave {him} {food}.", "{Helper} shared {food} with {him}."),
        ("eat", "thank"),
    ),
    "refused": (
        ("But {helper} had nothing left.", "{Helper} said no and shut the door."),
        ("search", "sad"),
    ),
    "find food": (
        ("There {he} found {food}.", "Soon {he} found {food} under {object}."),
        ("eat", "take home"),
    ),
    "find nothing": (
        ("But there was nothing in {place}.", "{He} found nothing at all."),
        ("ask food", "sad", "tired"),
    ),
    "eat": (
        ("{He} ate all of the {food}.", "{He} ate the {food} and felt better."),
        ("sleepy", "END full"),
    ),
    "take home": (
        ("{He} carried the {food} home.", "{He} put the {food} in a bag and went home."),
        ("thief", "END full"),
    ),
    "thief": (
        ("On the way a crow stole the {food}.", "But a fox took the {food} away."),
        ("chase", "sad"),
    ),
    "chase": (
        ("{He} ran after it as fast as {he} could.", "{He} chased the thief across {place}."),
        ("fall", "win back"),
    ),
    "win back": (
        ("At last {he} got the {food} back.", "The thief dropped the {food}."),
        ("END proud", "eat"),
    ),
    "fall": (
        ("{He} fell over {object} and hurt {his} foot.", "But {he} slipped and fell."),
        ("helped", "cry"),
    ),
    "cry": (("{He} began to cry.", "It hurt, and {he} cried."), ("helped",)),
    "helped": (
        ("{Helper} heard {him} and came to help.", "{Helper} helped {him} to stand up."),
        ("thank", "walk home"),
    ),
    "thank": (("{He} thanked {helper}.", '"Thank you," said {name}.'), ("friends", "END friends")),
    "friends": (
        ("From then on they were friends.", "{He} and {helper} became friends."),
        ("END friends", "play"),
    ),
    "play": (
        ("They played in {place} until it was dark.", "They played with {object}."),
        ("tired", "END friends", "lose thing"),
    ),
    "tired": (("{He} was tired after that.", "Now {he} was tired."), ("sleepy", "walk home")),
    "sleepy": (
        ("{He} grew sleepy and lay down.", "Soon {he} could not keep {his} eyes open."),
        ("sleep",),
    ),
    "sleep": (
        ("{He} slept under {object}.", "{He} slept until the morning."),
        ("wake", "END rest"),
    ),
    "wake": (("When {he} woke up, it was snowing.", "A loud noise woke {him}."), ("cold", "noise")),
    "noise": (
        ("It was only {helper}.", "It was {helper}, who had lost the way."),
        ("guide", "friends"),
    ),
    "guide": (
        ("{He} showed {helper} the way to {place}.", "Together they walked to {place}."),
        ("END friends", "rain"),
    ),
    "rain": (
        ("Then it began to rain.", "Suddenly dark clouds came and it rained."),
        ("wet", "shelter"),
    ),
    "wet": (("{He} got wet all over.", "Soon {his} coat was wet."), ("cold",)),
    "cold": (("{He} was cold and began to shiver.", "{He} felt very cold."), ("fire", "shelter")),
    "fire": (
        ("So {he} gathered dry wood and made a fire.", "{He} made a fire to get warm."),
        ("warm",),
    ),
    "shelter": (
        ("{He} ran to {place} to keep dry.", "So {he} hid in {place}."),
        ("find helper", "warm", "find thing"),
    ),
    "warm": (
        ("Soon {he} was warm again.", "Slowly {he} got warm and dry."),
        ("sleepy", "END rest", "walk home"),
    ),
    "find helper": (
        ("There {he} met {helper}.", "In {place} sat {helper}."),
        ("helper sad", "talk", "ask food"),
    ),
    "talk": (
        ("They talked for a long time.", "{Helper} told {him} a story."),
        ("friends", "END friends", "tired"),
    ),
    "helper sad": (
        ("{Helper} was sad because {object} was lost.", "{Helper} had lost {object}."),
        ("look for",),
    ),
    "look for": (
        ("So {he} helped to look for it.", "{He} promised to find it."),
        ("find thing", "rain"),
    ),
    "find thing": (
        ("In {place} {he} found {object}.", "Under a stone {he} found {object}."),
        ("give back", "keep"),
    ),
    "give back": (
        ("{He} gave it back to {helper}.", "{He} brought it to {helper}, who was glad."),
        ("thank you", "END proud"),
    ),
    "thank you": (
        ('"Thank you!" said {helper}.', "{Helper} laughed and hugged {him}."),
        ("friends", "END friends"),
    ),
    "keep": (("{He} kept it.", "{He} put it in {his} bag."), ("END proud", "lose thing")),
    "lose thing": (("But then {he} lost {object}.", "Then {object} broke."), ("sad", "look for")),
    "sad": (("{He} was sad.", "{He} sat down and was sad."), ("helped", "find helper")),
    "locked": (
        ("But the door was locked.", "The door of the house was locked."),
        ("knock", "climb"),
    ),
    "knock": (("{He} knocked three times.", "{He} knocked at the door."), ("find helper", "noise")),
    "climb": (
        ("So {he} climbed in through the window.", "{He} tried to climb over the wall."),
        ("fall", "find food"),
    ),
    "thirsty": (("{He} was thirsty.", "The sun was hot and {he} was thirsty."), ("water",)),
    "water": (
        ("{He} went to the river to get a drink.", "{He} looked for water in {place}."),
        ("drink", "river dry"),
    ),
    "drink": (
        ("{He} drank the cool water.", "The water was cool, and {he} drank."),
        ("END rest", "tired", "find thing"),
    ),
    "river dry": (("But the river was dry.", "There was no water left."), ("ask water", "rain")),
    "ask water": (
        ("{He} asked {helper} for water.", "So {he} asked {helper}."),
        ("drink", "helper sad"),
    ),
    "bored": (
        ("{He} was bored.", "There was nothing to do that day."),
        ("walk", "play alone", "find helper"),
    ),
    "play alone": (
        ("So {he} made {object} out of wood.", "{He} played with {object}."),
        ("lose thing", "END proud"),
    ),
    "walk": (
        ("So {he} went for a walk to {place}.", "{He} took a walk in {place}."),
        ("rain", "find thing", "find helper", "lost"),
    ),
    "lost": (
        ("Soon {he} was lost.", "{He} took a wrong turn and was lost."),
        ("find helper", "cry"),
    ),
    "walk home": (("Then {he} walked home.", "{He} went home slowly."), ("END rest", "rain")),
}
STARTS = (
    "hungry",
    "thirsty",
    "bored",
    "rain",
    "lost",
    "walk",
    "find thing",
    "helper sad",
    "search",
)
ENDINGS = {
    "END full": ("{He} was full and happy.", "That was the best {food} ever."),
    "END proud": ("{He} was proud of that.", "Everybody was glad.", "What a good day it was."),
    "END friends": ("They stayed friends forever.", "And they lived happily ever after.",
                    "{He} was never lonely again."),
    "END rest": ("{He} felt much better then.", "It had been a long day.", "All was well."),
}  # fmt: skip
PLACES = (
    """
the forest,the garden,the barn,the old house,the cave,the village,the market,the hill,the meadow
the castle,the mill,the harbor,the kitchen,the valley
""".strip()
    .replace("\n", ",")
    .split(",")
)
OBJECTS = (
    """
a red ball,a golden key,a small drum,an old violin,a blue scarf,a warm coat,a silver ring,a wooden
boat,a little flute,a green hat,a big book,a bright lamp,a toy horse,a woolen glove,a brass trumpet
a yellow kite,a broken clock,a leather boot,a round stone,a long rope
""".strip()
    .replace("wooden\n", "wooden ")
    .replace("\n", ",")
    .split(",")
)
FOODS = "bread,soup,honey,cake,cheese,berries,nuts,fish,porridge,apples,pie,milk".split(",")

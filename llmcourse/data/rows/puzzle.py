"""Rows of puzzles for `winograd`: what happened, what is true of the one, and of the other.

A row of people: joint, verbs, what the doer was, what the other was. A row of things: the kind of
the second thing, verbs, what the first was, what the second was.
"""

PEOPLE = """
because~thanked|was grateful to|sent flowers to|hugged|wrote a thank-you card to|bought {a o} for~
  was very thankful|had gotten help|felt grateful~had helped a lot|had found the {o}|
  had fixed the {o}|had lent the {o}|had been so kind
after~thanked|praised|rewarded|paid|smiled at|gave some money to~had received the {o}|
  had seen the good work|had gotten the {o} back~had fixed the {o}|had repaired the {o}|
  had found the {o}|had carried the {o}|had cleaned the {v}|had brought the {o}
because~gave {his} umbrella to|gave {his} coat to|lent a jacket to|brought a blanket to|
  made hot tea for~was kind|had two of them|wanted to help|felt warm~stood in the rain|was cold|
  was freezing|was shivering|had forgotten the jacket
because~lent {a o} to|gave {a o} to|handed {a o} to|shared the lunch with|bought a ticket for|
  gave a ride to~was generous|had plenty|wanted to be nice|had two~had forgotten the {o}|
  had lost the {o}|needed one|had no money|had broken the {o}|had left the {o} at home
because~called|phoned|texted|wrote to|turned to|asked~needed a lift|needed help with the {o}|
  had lost the key|wanted advice|had a question|had a flat tire|was lonely~knew about {o2}|
  had the answer|was an expert|could repair {o2}|had a car
because~visited|cooked soup for|brought medicine to|drove to the hospital|looked after|sat beside~
  was worried|was a nurse|wanted to help|had some free time~was ill|was sick|had a fever|
  had broken an arm|was in the hospital|had caught a cold
because~could not lift|was unable to carry|failed to pull up|dropped~was too weak|
  was not strong enough|had a bad back|was still small~was too heavy|was very heavy|
  weighed too much|was a giant
because~carried|lifted up|held up|pulled along~was very strong|was a big athlete|had strong arms~
  was too tired to walk|had hurt a foot|was still a baby|had fainted
because~could not see|could not hear|lost sight of~had bad eyes|was nearsighted|had no glasses~
  was hiding|was too far away|was behind the {o}|was standing in the dark
because~beat|won against|defeated|overtook|ran faster than~was faster|was in better shape|
  had trained more|was the better player~was slower|was out of shape|had trained less|was hurt|
  got tired
because~lost to|was beaten by|came in after|could not keep up with~was slower|was tired|
  had not trained|made mistakes~was faster|was stronger|had trained every day|was the champion
because~scolded|shouted at|punished|was angry with|yelled at|grounded~was furious|
  had lost patience|was in a bad mood|was strict~had broken the {o}|had lied|had lost the {o}|
  had eaten the {f}|had come home late|had stolen the {o}|had been rude
because~apologized to|said sorry to|bought flowers for|asked forgiveness from~had broken the {o}|
  felt guilty|had been rude|had lied|had forgotten the date|had shouted~was hurt|
  had been insulted|was still angry|had waited for hours
because~arrested|caught|followed|chased|handcuffed~was on duty|was a police officer|saw the crime~
  had stolen the {o}|had robbed the {v}|was running away|had broken the law
because~hired|chose|gave the job to|invited to an interview~needed a worker|was looking for staff|
  owned the {v}~had good grades|had experience|needed a job|was well qualified|had applied
because~fired|sent away|did not pay|complained about~was the boss|was not satisfied|
  had no more money~was always late|was lazy|had slept at work|had broken the {o}|did bad work
because~envied|was jealous of|admired|looked up to|copied~was less lucky|had lost|
  had only an old {o}|was a beginner~had won the prize|had a new {o}|was famous|was rich|
  sang so well|was so talented
because~congratulated|clapped for|gave a medal to|cheered for|toasted~was proud|was the judge|
  was impressed|was a big fan~had passed the exam|had won the race|had finished first|
  had gotten the job|had played so well
because~taught|explained the {o} to|gave lessons to|tutored|showed the {o} to~was a good teacher|
  knew a lot|was an expert~wanted to learn|was a beginner|had never seen one|
  did not understand it|had failed the test
because~hid from|ran away from|was scared of|avoided|backed away from~was frightened|was a coward|
  had done something wrong|felt weak~was dangerous|was armed|looked angry|was very loud|
  was known to bite
because~woke up|called loudly to|shook|tapped~had heard a noise|could not sleep|was up early~
  was still asleep|was snoring|had overslept|had missed the alarm
because~waited for|kept a seat for|saved some {f} for|phoned again and again~was early|
  was patient|had arrived on time~was late|had missed the bus|was stuck in traffic|
  was still on the way
because~comforted|hugged and calmed|gave a tissue to|sang softly to~was caring|felt pity|
  wanted to cheer somebody up~was crying|was sad|had lost the {o}|had had a bad dream|was upset|
  had failed the test
because~introduced the new friend to|showed the town to|gave a map to|explained the way to~
  lived there|knew the town well|was a guide~was a tourist|was lost|was new in town|
  had never been there
so~made {f} for|baked {f} for|cooked for|ordered {f} for~was the cook|had time~was hungry|
  had not eaten|was starving
because~gave water to|brought a drink to|poured {d} for~had a full bottle|was the waiter~
  was thirsty|had run a marathon|had a dry throat
because~bandaged|called an ambulance for|gave first aid to|examined~was a doctor|knew first aid|
  had training~was bleeding|had fallen off the {o}|was hurt|had cut a finger
because~teased|laughed at|made fun of|pushed~was mean|was a bully|was rude~wore a funny {c}|
  had fallen down|was small and shy|had a strange name
because~refused to talk to|ignored|walked away from|did not greet~was offended|was still angry|
  was in a bad mood~had been rude|had told lies|had said something mean
because~asked|begged|wrote to~needed money|wanted the recipe|did not know the way|
  wanted to borrow the {o}~had money|knew the recipe|knew the way|owned the {o}
because~sold {a o} to|offered {a o} to|advertised {a o} to~needed the money|
  did not use it anymore|was moving away|owned the shop~wanted to have one|collected them|
  was looking for one
because~bought {a o} from|rented {a o} from|got {a o} from~needed one|was looking for one|
  had broken the old one~was selling it|did not need it anymore|owned the shop
because~paid|gave a tip to|tipped~was satisfied|was a rich customer|had enjoyed the meal~
  had painted the house|had washed the car|had served the {f}|had cut the hair
because~trusted|believed|confided in~needed somebody to talk to|was looking for advice~was honest|
  never lied|could keep a secret
because~did not trust|doubted|checked on|kept an eye on~was suspicious|was careful|
  had been cheated before~often lied|had cheated before|looked guilty|was a known thief
because~pulled out of the water|rescued|saved|swam to~was a lifeguard|was a good swimmer|
  heard the cry~was drowning|could not swim|had fallen into the water
because~stepped aside for|gave the seat to|held the door for|carried the bags for~was polite|
  was young and fit|had good manners~was old|had a broken leg|was carrying a baby|was tired
because~missed|wrote long letters to|dreamed of|often thought of~felt lonely|was homesick|
  was left behind~had moved away|was abroad|had gone on a long trip
because~interrupted|corrected|argued with~was impatient|knew better|could not wait~
  talked too long|had made a mistake|was telling a lie|was wrong
"""
ROLES = (
    "baker",
    "plumber",
    "nurse",
    "lawyer",
    "farmer",
    "painter",
    "waiter",
    "teacher",
    "student",
    "doctor",
    "patient",
    "driver",
    "guard",
    "tourist",
    "clerk",
    "customer",
    "singer",
    "neighbor",
    "editor",
    "tailor",
)
THINGS = """
container|did not fit into|could not be squeezed into|would not go into|was not able to fit in|
  did not fit in|could not be put into|hardly fit into~was too big|was too large|was too wide|
  was too long|was too tall|was too bulky|was too thick~was too small|was too narrow|was too tiny|
  was too short|was already full
container|was put into|was stored in|was hidden in|was laid into~had to be kept safe|was valuable|
  might get wet outside|was not needed anymore~was empty|had enough room|was big enough|had a lock
furniture|fell off|rolled off|slid off|dropped from|tipped over on~was round|was slippery|
  was top-heavy|was badly balanced~was tilted|was shaking|was not level|was wobbly|was uneven
furniture|broke|crushed|damaged|dented|was too much for~was too heavy|was made of iron|
  weighed a ton~was fragile|was made of thin wood|was weak|was rotten
container|was pulled out of|was taken out of|was removed from|was kept in~was needed|was for sale|
  was being cleaned~was being emptied|was full|was on fire|was about to be closed
glass|hit|smashed into|flew into|knocked against|crashed into~was thrown too hard|
  was out of control|was too heavy~was in the way|was hanging too low|stood too close
clothing|stained|was spilled on|dripped on~was full of color|was leaking|had tipped over~
  was white|was freshly washed|was lying there
vehicle|was loaded onto|was tied to|was carried by|was transported on~had to be delivered|
  was broken|had been sold~had enough room|was big enough|was going to the city
vehicle|blocked|scratched|was run over by|was hit by|was crushed by~was lying in the road|
  was in the wrong place~was going too fast|was out of control|had bad brakes
"""
BREAKS = (
    "rock",
    "ball",
    "hammer",
    "brick",
    "bat",
    "baseball",
    "snowball",
    "ladder",
    "pole",
    "bullet",
    "axe",
)
FRAGILE = (
    "window",
    "vase",
    "mirror",
    "glass",
    "plate",
    "cup",
    "lamp",
    "bottle",
    "egg",
    "mug",
    "jar",
    "bowl",
    "bulb",
)
JOINTS = {
    "because": (
        " because {it} {p}.",
        " because {it} {p}.",
        " because {it} {p}.",
        " since {it} {p}.",
        " as {it} {p}.",
        ", because {it} {p}.",
        ". The reason was that {it} {p}.",
    ),
    "after": (
        " after {it} {p}.",
        " after {it} {p}.",
        " when {it} {p}.",
        " once {it} {p}.",
        " because {it} {p}.",
    ),
    "so": (" because {it} {p}.", " since {it} {p}.", " as {it} {p}."),
}
CHASES = (
    ("ran after", "chased", "followed", "barked at", "jumped at"),
    (
        "until it got tired",
        "until it was out of breath",
        "because it was hungry",
        "because it wanted to play",
    ),
    (
        "until it climbed a wall",
        "until it flew away",
        "until it hid in a hole",
        "until it was out of sight",
        "because it had stolen some food",
        "until it escaped under a fence",
    ),
)
DID = (
    ("was tired", "was out of breath", "was hungry", "wanted to play"),
    (
        "climbed a wall",
        "flew away",
        "hid in a hole",
        "was out of sight",
        "had stolen some food",
        "escaped under a fence",
    ),
)
BROKE = ("broke", "shattered", "cracked", "fell to pieces", "was in pieces after that")
HIT = (
    "hit",
    "struck",
    "crashed into",
    "bumped into",
    "smashed against",
    "fell on",
    "was thrown at",
)
THROWN = (
    "was thrown too hard",
    "slipped out of a hand",
    "came flying through the air",
    "was moving",
)
BELOW = ("was standing right there", "was in the wrong place", "lay right below", "was in the way")
MISHAPS = (
    ("stumbled", "caught {him}"),
    ("fell", "helped {him} up"),
    ("cried", "gave {him} a tissue"),
    ("lost the {o}", "helped {him} to look for it"),
    ("was thirsty", "brought {him} some {d}"),
    ("cut a finger", "got {him} a bandage"),
    ("could not sleep", "read {him} a story"),
    ("was hungry", "cooked {him} some {f}"),
    ("dropped the {o}", "picked it up"),
    ("told a joke", "laughed"),
    ("asked a question", "knew the answer"),
    ("sang", "played the {i}"),
    ("hid", "looked for {him}"),
    ("broke the {o}", "repaired it"),
    ("baked {a f}", "ate all of it"),
    ("threw the {o}", "caught it"),
    ("won", "was second"),
    ("came late", "had to wait"),
    ("got lost", "knew the way"),
    ("was ill", "called the doctor"),
    ("forgot the {o}", "lent {him} one"),
    ("wanted the {o}", "bought it"),
    ("washed the {o}", "dried it"),
    ("painted the {o}", "took a photo of it"),
    ("fell asleep", "stayed awake"),
)
LIKES = (
    ("likes", "doesn't", "skipped the {k} {g}", "joined the {k} {g}"),
    ("loves", "does not", "did not come to the {k} evening", "bought a ticket for the {k} evening"),
    ("can", "can't", "had to stay at home", "took part"),
    ("enjoys", "doesn't", "did something else", "went along gladly"),
)
TOPICS = (
    "chess",
    "football",
    "tennis",
    "opera",
    "swimming",
    "cooking",
    "poetry",
    "dancing",
    "hockey",
    "painting",
    "math",
)

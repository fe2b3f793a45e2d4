"""Sentences by wish and by mood, spam and mail, facts and views; slots as in `topic`."""

WISHES: dict[str, str] = {
    "order": """
I'd like {n} {gs}, please.
Please send me {n} {gs}.
I want to buy a {g}.
Can I get a {f} and a {f2}[ to go]?
We (take|will take) the {f}.
One {g} for me[, please].
Put me down for {n} {gs}.""",
    "complaint": """
The {g} you sent me is broken.
My {e} stopped working after a week and nobody answers.
This is the (second|third) time that my parcel is late.
I am very unhappy with your service.
The {f} was cold and the waiter was rude.
You charged me twice for the {g}.
The {g} has a scratch. This is not acceptable.""",
    "question": """
When do you open on {d}?
How much does the {g} cost?
Do you have {gs} in blue?
Where can I find the {g}?
Is the shop in {c} open on {d}?
How long does it take to get a {g}?
Can I pay by card?""",
    "thanks": """
Thank you so much for the {g}!
Thanks for your help, {x}.
Many thanks for the quick answer.
I am so grateful for the {g}, {x}.
Thank you, that was very kind.
Thanks a lot, you saved my day.""",
    "greeting": """
Hello {x}, how are you?
Good morning, {x}!
Hi there!
Good evening everybody.
Hey {x}, nice to see you.
Hello, I hope you are well.""",
    "cancellation": """
Please cancel my order of {n} {gs}.
I have to cancel my appointment on {d}.
We cannot come on {d}, please cancel the table.
I don't want the {g} any more, cancel it[, please].
Cancel my ticket to {c}.
I would like to end my subscription.""",
    "booking": """
I would like to book a room in {c} for {n} nights.
A table for {n} on {d} at {t}, please.
Please reserve {n} seats for the show.
Book me a flight to {c} on {d}.
Can I make an appointment on {d}?
I want to reserve a table under {x}.""",
    "goodbye": """
Goodbye {x}, see you on {d}.
Bye, have a nice day!
See you tomorrow, {x}.
Good night, sleep well.
Take care and until next time.""",
    "apology": """
I am sorry for the late answer.
Sorry, {x}, I broke your {g}.
I apologize, that was my mistake.
Please forgive me, {x}.
Sorry that I forgot your birthday.""",
    "invitation": """
Come to my party on {d} at {t}!
Would you like to have dinner with us on {d}?
You are invited to our wedding in {c}.
Join us for a picnic on {d}.
{x}, do you want to come to the zoo with us?""",
}
MOODS: dict[str, str] = {
    "joy": """
I won the {g} and I am dancing around the room!
What a wonderful day with {x}!
We laughed until our bellies hurt.
I got the job in {c}, hurray!
{x} said yes, I am the luckiest person!
My team won, we are singing in the streets.""",
    "anger": """
{x} broke my {g} again and I am furious.
How dare you take my {g}!
I slammed the door and shouted at {x}.
Stop lying to me, {x}!
I have had enough of this, it makes my blood boil.
They ate my {f} without asking. I could scream.""",
    "sadness": """
My {a} died on {d} and I cannot stop crying.
I miss {x} so much.
Nobody came to my birthday.
{x} moved to {c} and I feel so alone.
I lost my mother's {g} and wept all night.
We had to say goodbye for ever.""",
    "fear": """
Something is moving in the dark cellar and I am shaking.
I am scared of the big {a}.
My heart races before the exam.
I dare not open the door, somebody is out there.
{x} trembled when the thunder came.
I am afraid that the plane will crash.""",
    "surprise": """
Wow, I did not expect {x} at all!
What? You bought a {a}?
I opened the box and could not believe my eyes.
{x} is back from {c}! Nobody knew!
Oh! A {g} for me? Really?""",
    "disgust": """
There was a worm in my {f}, yuck.
The smell of the old {f} made me sick.
Ew, the {f} has mold on it.
The toilet was so dirty that I had to leave, gross.""",
}
SPAM = """
You (have won|won) {n} thousand dollars! Click here to get your prize.
Congratulations! Claim your free {e} now!
Earn {n} hundred dollars a day from home, no work needed!
Your account is blocked. Send us your password within {n} hours.
Buy cheap watches now, {n} percent off, only today!!!
FREE FREE FREE: get a {e} for nothing, just send your card number.
Lose {n} kilos in one week with this magic pill!
Dear friend, I am a prince and need your help to move {n} million dollars.
Limited offer!!! Click the link to win a trip to {c}.
Last chance: free money is waiting for you, reply now.
Hot deal! {n} {gs} for the price of one, click here!
You were selected for a gift card, just confirm your bank data.
"""
HAM = """
Hi {x}, are we still meeting on {d} at {t}?
Mom, can you buy {f} on your way home?
The minutes of our meeting on {d} are attached.
Please remember to bring your {g} on {d}.
Thanks for the photos from {c}, {x}.
Your appointment with the dentist is on {d} at {t}.
{x}, I left the {g} on your desk.
Happy birthday, {x}! See you on {d}.
The train was late, I will be there at {t}.
Could you send me the notes from class, {x}?
Dinner is at {t}, we have {f}.
Grandpa says thank you for the {g}.
"""
URGENT = """
The server is down, fix it now!
Please call an ambulance at once!
There is water coming through the ceiling, come immediately!
We need the {g} in ten minutes or we lose the customer!
Help, the {e} is on fire!
I need an answer within the hour, {x}.
The deadline is today at {t}, hurry!
The patient needs blood right now.
"""
CALM = """
Whenever you have time, please look at the {g}.
No hurry, but the {e} could be cleaned some day.
Just for your information: we got a new {g}.
We could talk about {c} some time next month.
There is no rush with the {g}.
Let me know by the end of the year, {x}.
It can wait until you are back from {c}.
A small idea for next summer: a trip to {c}.
"""
FACTS = """
Water boils at 100 degrees.
A {a} is an animal.
The {p} is a plant.
{c} is a city.
A week has seven days.
The sun rises in the east.
A triangle has three sides.
The {m} is a musical instrument.
{n} plus 1 is more than {n}.
The {w} is a piece of clothing.
"""
VIEWS = """
{f} tastes better than {f2}.
I think {c} is the most beautiful city.
The {a} is the cutest animal.
Nobody should have to work on {d}.
In my view the {m} sounds awful.
{x} is the best teacher in the world.
The {p} is the prettiest plant.
I believe that a {w} looks silly.
A {g} is a boring present.
It is more fun to travel by {v}.
"""

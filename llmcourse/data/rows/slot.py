"""Small lists of what fills the slots of frames and tools, by kind, ours, by hand."""

WORDS: dict[str, str] = {
    "state": """
on, off
""",
    "topping": """
milk, sugar, lemon, honey, cream, ice, oat milk, cinnamon, mint, ginger
""",
    "sport": """
tennis, chess, golf, judo, rowing, boxing, hockey, badminton, fencing, darts
""",
    "subject": """
math, history, music, art, biology, physics, chemistry, geography, English, French, Spanish
Latin, drawing, cooking, dance, philosophy, robotics, poetry
""",
    "grade": """
an A, a B, a C, a B minus, 12 points, 85 percent, an A plus, a D
""",
    "problem": """
a cough, a fever, a headache, back pain, a sore throat, a rash, a toothache, a broken arm
a cold, an ear infection, a swollen knee, stomach pain
""",
    "fault": """
does not work, is broken, makes a strange noise, is too small, has a scratch, smells bad
is the wrong color, came too late, stopped after a day, leaks
""",
    "problem2": """
leaks, is broken, does not start, makes noise, smells of smoke, is too loud, has no power
beeps all night, is stuck, flickers, is frozen, drips
""",
    "hobby": """
chess, painting, hiking, fishing, knitting, climbing, sailing, pottery, yoga, baking
photography, reading, cycling, gardening, juggling, origami, birdwatching
""",
    "hobby2": """
running, hiking, cycling, rowing, skating, walking, skiing, swimming
""",
    "weather": """
sunny, cloudy, rainy, windy, foggy, stormy, snowy, clear, humid, mild
""",
    "unit": """
miles, kilometers, meters, feet, inches, yards, centimeters
""",
    "way": """
forward, back, left, right, up, down, north, south, east, west
""",
    "rooms2": """
kitchen, bedroom, bathroom, living room, office, attic, garage, hall, cellar, nursery, study
library, basement, front, back, shed
""",
    "land2": """
Italian, Greek, Thai, Mexican, Indian, Japanese, Turkish, French, Korean, Vietnamese, Spanish
Lebanese, Ethiopian, Peruvian, Polish
""",
    "country": """
France, Spain, Italy, Poland, Norway, Kenya, Ghana, Peru, Chile, Japan, Vietnam, Canada, Egypt
Morocco, Greece, Portugal, Zumbria, Talvania, Orlia
""",
    "language": """
French, Spanish, German, Italian, Polish, Greek, Turkish, Swahili, Japanese, Korean, Arabic
Portuguese, Finnish, Hindi, Czech, Dutch, Thai
""",
    "status": """
shipped, delayed, delivered, canceled, packed, paid, lost, on its way, ready, returned
received, refunded
""",
    "genre": """
crime, fantasy, cooking, travel, history, horror, love, science, adventure
""",
    "phrase": """
good morning, thank you, where is the station, I am hungry, see you tomorrow, how much is it
good night, happy birthday, I love you, the train is late, what time is it, my name is Ana
open the window, one ticket please
""",
    "size": """
small, medium, large, big, tall, extra large, tiny
""",
    "coin": """
dollars, euros, pounds, yen, francs, crowns, pesos
""",
}
"""Words with commas or line ends between them."""

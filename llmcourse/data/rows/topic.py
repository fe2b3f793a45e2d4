"""Sentences by topic, for `families.classes`.

Slots: {x} a name, {c} a city, {n} a number, {d} a day, {t} a time, {f} a food, {a} an animal,
{v} a vehicle, {g} a thing, {m} an instrument, {p} a plant, {e} a device, {w} a piece of clothing.
"""

TOPICS: dict[str, str] = {
    "sports": """
{x} scored {n} goals (in the final|on {d}).
The team from {c} won the (match|cup|league) {n} to 1.
{x} ran the marathon in under {n} hours.
The coach picked {x} for the (match|race|tournament).
The goalkeeper saved a penalty in {c}.
Fans cheered when {x} broke the (swimming|running) record.
The (tennis|hockey|basketball) game was lost in the last minute.
The referee showed {x} a red card.
{x} trains for the (race|Olympic games) every morning.""",
    "food": """
Add {n} eggs and (bake|fry) the {f} for an hour.
{x} cooked {f} for dinner.
The new restaurant in {c} serves fresh {f}.
This recipe for {f} needs butter and salt.
I like my {f} with a lot of sauce.
The {f} was spicy and delicious.
The chef in {c} is famous for (his|her) {f}.
We had {f} and {f2} for lunch.
{x} baked {f} for breakfast.""",
    "weather": """
It will rain in {c} on {d}.
Tomorrow there will be (snow|hail|fog) in {c}.
A (storm|cold wind) from the north reached {c}.
The temperature falls to minus {n} degrees on {d}.
{d} will be sunny and warm with {n} degrees.
(Thunder|Heavy rain|Strong wind) is expected in {c}.
The sky over {c} stays cloudy all week.
Icy roads and frost on {d} morning.""",
    "music": """
{x} plays the {m} in a band.
The new album by {x} has {n} songs.
The orchestra in {c} played a symphony.
{x} sang the chorus twice.
The concert in {c} ended with a {m} solo.
I practice the {m} every {d}.
The singer wrote a new melody for the {m}.
The drummer lost the rhythm in the second song.""",
    "travel": """
We booked a flight to {c} and a hotel near the beach.
{x} packed a suitcase and flew to {c}.
The tourists visited {c} on their vacation.
The train trip from {c} takes {n} hours.
My passport is ready for the journey to {c}.
{x} spent {n} nights in a hostel in {c}.
The cruise ship stops in {c} on {d}.
Our tour guide showed us the old town of {c}.""",
    "health": """
{x} has a fever and went to the doctor.
The nurse gave {x} a vaccine.
Take {n} pills a day against the (cough|pain).
The hospital in {c} treats patients with heart disease.
{x} broke a leg and needs surgery.
The dentist pulled a tooth on {d}.
A headache and a sore throat are signs of the flu.
The doctor says {x} should rest and take the medicine.""",
    "school": """
The teacher gave us {n} pages of homework.
{x} got an A in the (math|history) exam.
The students wrote a test on {d}.
Our class learns (grammar|fractions) this week.
The principal of the school in {c} retires.
{x} forgot (his|her) homework in the classroom.
The pupils study for the final exam in (physics|biology).
Lessons at our school start at {t}.""",
    "money": """
The bank raised its interest rate to {n} percent.
{x} paid {n} dollars in taxes.
The stock market fell on {d}.
My savings account has {n} dollars.
{x} took out a loan of {n} thousand euros.
Inflation made the prices rise by {n} percent.
The investors bought shares in {c}.
{x} owes the bank {n} dollars.""",
    "technology": """
The new {e} has a faster processor and more memory.
{x} wrote a program in Python.
The software update fixed {n} bugs.
My laptop needs a new battery and an update.
The company in {c} builds robots and computer chips.
Hackers attacked the server in {c}.
The app crashes when I upload a file.
{x} trained a neural network on {n} images.""",
    "animals": """
The {a} at the zoo in {c} had {n} babies.
A {a} was seen near the river.
{x} feeds the {a} every morning.
The {a} hunts at night and sleeps in a nest.
The vet examined the {a} on {d}.
A herd of {n} animals crossed the road with a {a}.
The {a} has sharp claws and soft fur.
Wild {as_} live in the forest near {c}.""",
    "politics": """
The president signed a new law on {d}.
{x} won the election in {c}.
The parliament voted on the (tax|climate) bill.
The minister met the mayor of {c}.
{n} percent of the voters chose the new party.
The government wants to change the law.
The senator from {c} gave a speech about the budget.
The two countries signed a peace treaty in {c}.""",
    "movies": """
The actor {x} plays the main role in the film.
The new movie was directed by {x}.
We watched a (comedy|thriller|cartoon) at the cinema.
The film won {n} Oscars.
The last scene of the movie made {x} cry.
The trailer of the film came out on {d}.
The director shot the scene in {c}.""",
    "gardening": """
Water the {p} and pull out the weeds.
{x} planted {n} {ps} in the flower bed.
The {p} needs sun and good soil.
Cut the hedge and rake the leaves in the yard.
The seeds of the {p} sprout after {n} days.
{x} grows {ps} and herbs behind the house.
Put compost on the soil around the {p}.""",
    "cars": """
The {v} has a new engine and four new tires.
{x} took the {v} to the garage for an oil change.
The brakes of the {v} are worn.
This {v} uses {n} liters of fuel.
The mechanic in {c} repaired the gearbox.
The {v} has {n} horsepower and a sunroof.
I got a flat tire on the highway near {c}.""",
    "fashion": """
{x} wore a {w} from Paris.
The designer showed {n} dresses on the catwalk.
This {w} goes well with black boots.
The new collection has silk {ws}.
The model in {c} wore a velvet {w}.
Bright colors and wide {ws} are in style this summer.""",
    "space": """
The rocket reached the moon after {n} days.
Astronomers discovered a new planet.
{x} is an astronaut on the space station.
The telescope took a picture of a far galaxy.
A comet passes the earth on {d}.
The satellite orbits Mars {n} times a day.
The spacecraft landed on Mars on {d}.""",
}

"""Wide lists of adjectives and of what says when, where, why, how, with what; ours, by hand."""

LOOKS = """
big, small, old, new, tall, short, long, heavy, light, strong, thin, thick, wide, narrow, deep
flat, round, square, oval, sharp, blunt, soft, hard, smooth, rough, sticky, slippery, wet, dry
damp, dusty, dirty, clean, shiny, dull, bright, dark, pale, colorful, striped, spotted, checked
plain, fancy, elegant, ugly, pretty, beautiful, lovely, cute, tiny, huge, giant, enormous
little, large, medium, compact, bulky, slim, curved, straight, crooked, bent, twisted, folded
torn, broken, cracked, chipped, scratched, dented, rusty, worn, faded, stained, patched
repaired, polished, painted, carved, printed, handmade, homemade, wooden, metal, golden, silver
plastic, woolen, leather, paper, stone, crystal, velvet, cheap, expensive, priceless, valuable
worthless, rare, common, popular, famous, secret, hidden, missing, lost, stolen, forgotten
borrowed, rented, used, second-hand, antique, modern, ancient, vintage, electric, electronic
solar, portable, foldable, waterproof, noisy, quiet, silent, loud, empty, full, open, closed
locked, sealed, fragile, sturdy, solid, hollow, loose, tight, warm, cold, hot, cool, frozen
fresh, stale, ripe, rotten, sweet, sour, salty, spicy, bitter, creamy, crunchy, juicy, raw
fluffy, furry, hairy, fuzzy, feathery, spiky, prickly, scented, smelly, fragrant, magic
mysterious, strange, funny, odd, foreign, local, imported, Italian, Japanese, Turkish, French
spare, extra, matching, favorite, left, upper, lower, third
"""
MOODS = """
happy, sad, angry, tired, hungry, thirsty, sick, busy, bored, proud, shy, brave, clever, lazy
kind, gentle, friendly, rude, polite, patient, impatient, nervous, calm, worried, excited
surprised, shocked, confused, curious, jealous, lonely, grateful, thankful, hopeful, helpful
careful, careless, cheerful, gloomy, grumpy, moody, quiet, loud, talkative, serious, funny
honest, generous, greedy, selfish, stubborn, modest, arrogant, confident, ambitious, creative
talented, clumsy, graceful, strong, weak, fast, slow, tall, short, young, old, rich, poor
famous, unknown, popular, lucky, unlucky, healthy, ill, injured, sleepy, exhausted, awake
relaxed, stressed, annoyed, furious, disappointed, embarrassed, ashamed, guilty, innocent
scared, frightened, terrified, amused, delighted, satisfied, content, homesick, heartbroken
in love, late, early, punctual, organized, messy, forgetful, smart, wise, foolish, silly, gifted
skilled, experienced, new, retired, single, married, engaged, blind, deaf, left-handed
near-sighted, bald, blond, bearded, freckled, sunburned, barefoot, drunk, sober, seasick, dizzy
"""
COLORS = """
red, blue, green, yellow, black, white, brown, pink, purple, gray, orange, turquoise, beige
dark blue, light green, golden, silver, crimson, violet, cream, navy blue, bright red, pale pink
olive green, maroon, lilac
"""
TIMES = """
yesterday, this morning, last night, last week, last month, last year, last summer, last winter
last spring, last Monday, on Monday, on Tuesday, on Wednesday, on Thursday, on Friday
on Saturday, on Sunday, on Monday morning, on Friday night, on Saturday afternoon
on Sunday evening, at noon, at midnight, at dawn, at sunset, at seven, at eight o'clock, at 6:30
at 9:15, at half past four, before breakfast, after breakfast, before lunch, after lunch
after dinner, before bedtime, after school, after work, before the storm, during the break
during the night, during the holidays, at Christmas, at Easter, in January, in March, in April
in May, in June, in July, in August, in September, in October, in November, in spring, in summer
in autumn, in winter, in the morning, in the afternoon, in the evening, in 1987, in 1999
in 2005, in 2016, in 2021, two days ago, three weeks ago, a month ago, an hour ago
ten years ago, on May 3, on June 12, on July 20, on March 8, on October 31, on New Year's Eve
on her birthday, on the weekend, the day before yesterday, early in the morning, late at night
at lunchtime
"""
OFTEN = """
every day, every morning, every evening, every night, every Monday, every Friday, every Sunday
every weekend, every summer, every winter, every month, every year, every hour, every two weeks
once a week, twice a week, three times a week, once a month, twice a day, three times a day
four times a year, once a year, five times a month, twice a year, every other day, on weekends
on Mondays, on Saturdays, on school days, all the time, only on Sundays, most evenings
every second Tuesday, once in a while
"""
SPANS = """
for two hours, for ten minutes, for three days, for a week, for two weeks, for a month
for half an hour, for six years, all day, all night, all morning, the whole weekend, all summer
for five minutes, for an hour, for 45 minutes, for twelve years, for 3 hours
"""
SPOTS = """
in the kitchen, in the garden, in the garage, in the cellar, in the attic, in the hall
in the bathroom, in the bedroom, in the car, in the park, in the yard, in the barn, in the shed
in the library, in the office, in the classroom, in the forest, in the street, in the drawer
in the box, in the bag, in the closet, in the fridge, in a suitcase, in a basket, in the bucket
in the trunk, on the table, on the shelf, on the roof, on the chair, on the floor, on the desk
on the bench, on the beach, on the bus, on the train, on the balcony, on the stairs
on the windowsill, on the bridge, on the playground, under the bed, under the sofa
under the tree, under the table, under a towel, under the bridge, under the mat, under a rock
behind the door, behind the couch, behind the house, behind the curtain, behind the school
behind the stove, near the river, near the station, near the lake, near the old mill
next to the lamp, next to the church, next to the bakery, by the window, by the pond
by the fireplace, beside the road, in front of the house, in front of the school
in front of the bank, between two books, between the trees, across the street, at the market
at the airport, at the station, at the beach, at the zoo, at the museum, at home, at school
at work, at the bus stop, at the dentist, at the party, at the swimming pool, outside the hotel
inside the old clock, above the door, around the corner
"""
HOW = """
carefully, slowly, quickly, quietly, loudly, happily, sadly, angrily, gently, politely, proudly
bravely, secretly, suddenly, by accident, by mistake, on purpose, in a hurry, with great care
without a word, with both hands, for free, for fun, by hand, by bus, by train, by bike, by car
on foot, by boat, by plane, by taxi, in silence, at once, with a smile, patiently, nervously
"""
WITH = """
a knife, a hammer, a rope, a brush, a sponge, a shovel, a net, a stick, a key, a towel, a cloth
a magnifying glass, a camera, a phone, a pencil, a pair of scissors, glue, tape, soap, water
a ladder, a bucket, a wheelbarrow, a flashlight, a screwdriver, a needle, a spoon, a fork
a broom, a vacuum cleaner, a drone, a computer, a map, a long pole, a paper clip, an old coin
a ruler, a crowbar, a hook, a magnet, a paintbrush, a blanket, a plastic bag, a spray, a straw
a stone, a laser, a wet rag, a red pen
"""
COMPANY = """
friend, best friend, brother, sister, mother, father, uncle, aunt, cousin, neighbor, boss
teacher, coach, roommate, colleague, grandmother, grandfather, son, daughter, nephew, niece, dog
team, classmate, partner, assistant, twin sister, little brother
"""
REASONS = """
the weather was bad, there was no wind, the road was closed, nobody wanted it
the roof was leaking, the price was too high, the battery was empty, it was too late
the old one was broken, money was short, the bridge was not safe, too many people came
the river was frozen, the key was lost, the heating failed, the doctor was ill
a storm was coming, the bus was late, the lights went out, the music was too loud
the water was dirty, the train was full, everybody was on vacation, there was a fire
it rained all day, the machine stopped, nobody was at home, the soup was cold
the door was locked, the tickets were gone, the shop was closed, guests were coming
it was a holiday, the sun was shining, it was snowing, the wind was strong
the internet was down, the elevator was broken, the alarm rang, the exam was near
school was over, the baby was asleep, the dog was barking, the car had a flat tire
the tank was empty, the power was out, the floor was wet, the test was hard, the bill was wrong
the movie was boring, the film was sold out, the neighbors complained, a pipe burst
the fridge was empty, it was getting dark, there was too much traffic, the boss was angry
the meeting was canceled, the team had won, the letter was urgent, the guests were hungry
the garden was dry, the snow had melted, the ice was thin, the glass was cracked
the clock was wrong, the moon was full, the harvest was good, the king was away
the ship was sinking
"""
AIMS = """
earn some money, save time, surprise a friend, win a bet, help a neighbor, impress the boss
learn something new, please the guests, pass the exam, win the contest, protect the plants
keep warm, stay dry, calm the baby, scare the birds away, catch the early train, buy a new bike
pay the rent, get some sleep, see the sunrise, make room, celebrate the victory, thank the nurse
avoid the rain, feed the family, raise money for the school, fix the roof, tell the truth
start a new life, be on time, lose weight, have fun
"""
EXTRA = """
The weather was nice, It was a sunny day, It was raining, It was very quiet
Nobody else was there, The street was empty, A dog barked somewhere
Everybody was in a good mood, The sun was shining, It had been a long day, Time went by quickly
Later it began to rain, The neighbors knew nothing, A bird was singing, The radio was on
It was cold outside, Dinner was ready at home, Nobody said a word, The birds were singing
It was the first day of spring, The moon was bright
"""

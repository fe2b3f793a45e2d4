"""Names of people and things: real first names of many origins, and names nobody has.

Random names come in two kinds, from syllables and from letters with noise, so that a model
learns to copy any spelling. A name is held out by a hash of itself, invented ones too.
"""

from llmcourse.data.draw import Draw
from llmcourse.data.split import Pool, is_held_out

FEMALE = """
Anna Maria Emma Olivia Sophia Mia Amelia Lily Lucy Alice Clara Laura Julia Sarah Rachel Hannah
Leah Rebecca Ruth Esther Naomi Eva Nora Ella Ida Astrid Freya Ingrid Sigrid Greta Heidi Petra
Helga Ursula Katrin Elena Irina Olga Natasha Svetlana Ludmila Anya Vera Tamara Galina Zofia
Agnieszka Katarzyna Hana Jana Lenka Milena Ivana Dragana Mirela Ioana Adriana Gabriela Carmen
Lucia Isabel Pilar Dolores Rosa Ines Paula Valentina Camila Fernanda Beatriz Larissa Giulia
Chiara Francesca Bianca Martina Elisa Simone Camille Chloe Manon Margot Colette Celine Amelie
Aisha Fatima Layla Leila Yasmin Noor Zahra Salma Amina Khadija Mariam Samira Dalia Rania Shirin
Parisa Nasrin Zeynep Elif Ayse Fatma Priya Anjali Divya Kavya Lakshmi Meera Nisha Pooja Sunita
Deepa Indira Mei Ling Xiu Yan Hua Jing Sakura Yuki Hanako Akiko Emiko Naoko Keiko Yumi Jiwoo
Seoyeon Minji Linh Thuy Mai Siti Dewi Putri Wanjiru Akinyi Amara Ngozi Chiamaka Adaeze Folake
Zanele Thandiwe Nomsa Lindiwe Makena Abena Akosua Efua Grace Faith Hope Mary Jane Kate Emily
Charlotte Megan Sally Nancy Betty Susan Karen Linda Diana Helen Molly Holly Daisy Ruby Penny
Zoe Maya Zara Nina Lena Tina Gina Rita Sana Tara Kira Mila Lila Ava Ivy Eve Amy Jill Jenny Wendy
Eleni Sofia Daphne Ariadne Siobhan Niamh Aoife Bronwen Rhiannon Catrin Aino Liisa Tuuli Maarja
""".split()

MALE = """
Tom Max Ben Sam Leo Jack Harry George Oliver Noah Liam Ethan Lucas Henry James John Peter Paul
Mark Luke David Daniel Adam Simon Thomas Robert William Richard Charles Edward Frank Fred Bob
Bill Jim Tim Dan Nick Rick Joe Jake Kyle Ryan Sean Patrick Connor Owen Dylan Rhys Gareth Lars
Sven Erik Olaf Magnus Bjorn Anders Nils Jens Hans Karl Otto Franz Klaus Stefan Jurgen Dieter
Ivan Boris Dmitri Sergei Igor Oleg Viktor Pavel Mikhail Andrei Piotr Marek Jakub Wojciech Tomas
Milan Goran Zoran Dragan Luka Marko Radu Mihai Carlos Diego Pablo Javier Miguel Luis Juan Pedro
Rafael Mateo Santiago Joao Tiago Thiago Bruno Marco Luca Matteo Giovanni Paolo Enzo Pierre
Jacques Antoine Julien Olivier Mathieu Omar Ali Hassan Ahmed Mohamed Ibrahim Yusuf Khalid Tariq
Karim Rashid Bilal Mustafa Mehmet Emre Kerem Reza Cyrus Darius Arjun Rahul Rohan Vikram Sanjay
Amit Raj Ravi Krishna Anil Deepak Suresh Wei Jun Ming Chen Feng Tao Kenji Hiroshi Takashi Akira
Satoshi Haruto Ren Minjun Jiho Duc Minh Tuan Budi Agus Kwame Kofi Yaw Kwabena Chidi Emeka Obinna
Tunde Sipho Thabo Mandla Jabari Juma Otieno Kamau Tendai Farai Victor Felix Oscar Hugo Arthur
Walter Martin Philip Gary Steve Kevin Brian Alan Keith Nigel Theo Finn Gus Ned Ted Roy Ray Ian
Nikos Yannis Kostas Dimitris Eoin Cormac Iolo Hywel Eino Juhani Tapio Andres Toomas Ilmari Zack
""".split()

EITHER = """
Alex Robin Kim Jordan Taylor Morgan Casey Jamie Riley Avery Quinn Rowan Sasha Noel Charlie Frankie
Kai Sky River Sage Ash Blair Drew Emery Harper Jules Kerry Lee Lou Marlowe Nico Pat Reese Remy
Sidney Tal Toni Val Wren Yael Amal Dara Ezra Hadar Inka Jody Kiran Lior Manu Nima Onyx Rumi Shai
""".split()

WOMEN: Pool[str] = Pool("name", FEMALE)
MEN: Pool[str] = Pool("name", MALE)
PEOPLE: Pool[str] = Pool("name", FEMALE + MALE + EITHER)

_ONSETS = (
    "b c ch d dr f fl g gr h j k kl l m n p pr qu r s sh sk st t th tr v vl w x y z zh".split()
)
_VOWELS = "a a e e i i o o u u ai ea ia ie io oo ou ei y".split()
_ENDS = ["", "", "", *"n r s l m t k x d nd rt sh ck lf".split()]


def _syllables(draw: Draw) -> str:
    n = 1 + draw.chance(0.75) + draw.chance(0.3)
    parts = [draw.pick(_ONSETS) + draw.pick(_VOWELS) for _ in range(n)]
    if draw.chance(0.2):
        parts[0] = draw.pick("aeiou")
    return "".join(parts) + draw.pick(_ENDS)


def _letters(draw: Draw) -> str:
    name = "".join(draw.pick("abcdefghijklmnopqrstuvwxyz") for _ in range(draw.integer(3, 8)))
    if draw.chance(0.5):
        name = "".join(letter if i % 2 else draw.pick("aeiouy") for i, letter in enumerate(name))
    return name


def _blend(draw: Draw) -> str:
    first, second = draw.pick(PEOPLE.train), draw.pick(PEOPLE.train)
    return first[: draw.integer(2, len(first))] + second[len(second) // 2 :].lower()


def invented(draw: Draw) -> str:
    """A name that nobody has, with a capital letter, from the draw's part of the split."""
    while True:
        kind = draw.unit()
        if kind < 0.55:
            name = _syllables(draw)
        elif kind < 0.75:
            name = _letters(draw)
        else:
            name = _blend(draw)
        if 3 <= len(name) <= 12 and is_held_out("name", name.capitalize()) == draw.held:
            return name.capitalize()


def person(draw: Draw) -> str:
    """A first name: mostly real, one in four invented."""
    return invented(draw) if draw.chance(0.25) else draw.one(PEOPLE)


def people(draw: Draw, n: int) -> list[str]:
    """`n` different first names, none of which begins another."""
    found: list[str] = []
    while len(found) < n:
        name = person(draw)
        if not any(name.startswith(other) or other.startswith(name) for other in found):
            found.append(name)
    return found


def pronouns(name: str) -> tuple[str, str, str]:
    """Subject, object and possessive pronoun that go with the name."""
    if name in _WOMEN:
        return "she", "her", "her"
    if name in _MEN:
        return "he", "him", "his"
    return "they", "them", "their"


_WOMEN, _MEN = frozenset(FEMALE), frozenset(MALE)

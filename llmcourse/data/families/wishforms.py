"""Wordings of a wish for a story, by what they say. Part of `wishes`."""

from llmcourse.data.grammar import Shapes

START = Shapes(
    "Tell me", "Tell", "Write", "Write", "Make up", "Invent", "Give me", "Please write",
    "Please tell me", "Write me", "Create", "I need", "I want", "I'd like", "I would like",
    "Can you write", "Could you write", "Can you tell me", "Could you please tell me", "Compose",
    "Do you know", "Do you have", "Got", "We need", "Let me hear", "How about", "May I have",
    "Time for",
    "Could you tell my (daughter|son|kids|class|little brother|niece)", "Let's hear", "Think up",
    "Tell us", "Please tell us", "I'd love", "can u write me",
    "can you tell us", "Can you make up", "We want to hear", "Would you write", "Show me", "Do",
    "I need for my (class|blog|son|homework)", "Read me", "Generate", "Come up with", "Hi, write",
    "Hello! Please tell me", "My teacher wants", "Come on, tell me", "Help me write", "Produce",
)  # fmt: skip
TALE = ("story", "story", "story", "story", "tale", "fairy tale", "bedtime story", "fable",
         "adventure", "funny story", "children's story", "legend", "scary story",
        "happy story", "silly story", "nice story", "sweet story",
        "story", "story", "story", "story", "story", "mystery", "kids' story")  # fmt: skip
SHORT = ("short", "short", "little", "quick", "simple", "brief")
TINY = ("very short", "tiny", "mini", "super short", "really short", "short little")
FEW = Shapes("in a few sentences", "in a few lines", "just a few sentences",
             "two or three sentences",
             "in two or three sentences", "only a few lines")  # fmt: skip
LIMIT = Shapes(
    "in {n} sentences", "in exactly {n} sentences", "in just {n} sentences", "with {n} sentences",
    "({n} sentences)", "of {n} sentences", "that has {n} sentences", "{n} sentences long",
    "using {n} sentences", "in only {n} sentences",
)  # fmt: skip
LIMIT_AFTER = Shapes(
    "{N} sentences.", "{N} sentences, please.", "Use {n} sentences.", "Use exactly {n} sentences.",
    "Length: {n} sentences.", "Make it {n} sentences long.", "It should have {n} sentences.",
    "Only {n} sentences.", "Just {n} sentences!", "Write {n} sentences.",
)  # fmt: skip
MOST = Shapes(
    "in at most {n} sentences", "(at most {n} sentences)", "with no more than {n} sentences",
    "in {n} sentences or less", "in up to {n} sentences", "(max {n} sentences)",
    "max {n} sentences",
    "in less than {m} sentences", "with a maximum of {n} sentences", "under {m} sentences",
)  # fmt: skip
MOST_AFTER = Shapes(
    "At most {n} sentences.", "Max {n} sentences.", "No more than {n} sentences.",
    "Keep it under {m} sentences.", "Use at most {n} sentences.", "Maximum {n} sentences please.",
    "It must not be longer than {n} sentences.", "Up to {n} sentences.", "{n} sentences max.",
    "Keep it to {n} sentences or fewer.", "Limit: {n} sentences.",
)  # fmt: skip
BRIEF = ("Keep it short.", "Keep it brief.", "Make it short.", "Short please.", "Not too long.",
          "Nothing long.", "Short, please.", "It has to be short.", "One paragraph.",
         "About 50 words.", "Less than 100 words.", "Not more than 80 words.",
         "Make it a short one.")  # fmt: skip
FREE = ("Make it fun.", "No animals.",
         "For a five-year-old.", "Use simple words.", "No animals please.", "Be creative.",
         "Make it nice.", "It is for children.", "Not scary.", "No magic.", "No talking animals.",
         "No dialogue.", "Don't use numbers.", "No title.", "You decide the rest.",
         "You decide how it ends.", "Surprise me.", "What happens then? You decide.",
         "Please no violence.", "My kids love stories.", "No explanations.", "Thanks!")  # fmt: skip
WHERE = Shapes(
    "that takes place {p}", "set {p}", "that happens {p}", "{p}", "which is set {p}",
    "that plays {p}", "taking place {p}",
)  # fmt: skip
WHERE_AFTER = Shapes("It takes place {p}.", "It should be set {p}.", "Setting: {p}.",
                      "The story happens {p}.", "Let it play {p}.")  # fmt: skip
WHO = Shapes("about {x}", "about {x}", "about {x}", "with {x}", "of {x}", "on {x}",
              "with {x} in it", "featuring {x}", "about {x}", "about {x}", "from the view of {x}",
              "told by {x}", "starring {x}")  # fmt: skip
DOES = Shapes("about {x} who {v}", "about {x} that {v}", "where {x} {v}", "in which {x} {v}",
               "about how {x} {v}", "about {x} who {v}", "with {x} who {v}")  # fmt: skip
BARE = Shapes("{about}", "{about} please", "story: {about}", "(short|little) story {about}",
               "story {about}", "a story {about}", "a story from long ago, {about}",
               "story time! {about}", "write {about}", "story pls {about}")  # fmt: skip
GO_ON = Shapes(
    "Continue: {t}", "Continue the story: {t}", "Continue this story.\n{t}", "Go on: {t}", "{t}",
    "{t} ...", "What happens next? {t}", "Finish this story: {t}", "Complete the story: {t}",
    "{t}\nWhat happens next?", "{t}\nContinue.", 'How does this story go on? "{t}"',
    "Here is the beginning of a story: {t} Please continue.", "{t} (continue)",
)  # fmt: skip
RETITLE = Shapes(
    "Give this story a title: {t}", "What is a good title for this story? {t}",
    "{t}\nTitle?", "Find a title for this story.\n{t}", "{t} Suggest a title.",
)  # fmt: skip
POEM = Shapes(
    "Oh {x}, {x}, so fine and bright,\nI think of you by day and night.",
    "I love {x} in sun and rain,\nI love it once and then again.",
    "{X} came and said hello,\nand then it really had to go.",
    "One is big and one is small,\nbut {x} is the best of all.",
    "In the morning, in the sun,\n{x} is for everyone.",
    "When the day is cold and gray,\n{x} makes it warm and gay.",
)  # fmt: skip
ASK_POEM = Shapes(
    "(Write|Make|Compose) a [short ]poem about {x}[, please].", "A poem about {x}.",
    "Can you write a [little ]poem about {x}?", "(Give|Tell) me a [short ]rhyme about {x}.",
    "poem about {x}", "I need a poem about {x} for my (mother|class).", "Two rhyming lines on {x}.",
    "Write two lines that rhyme about {x}.", "Please write a verse about {x}.",
)  # fmt: skip
WITHIN = {
    "word": Shapes(
        'that contains the word "{w}"', 'with the word "{w}"', "with the word {w} in it",
        'that uses the word "{w}"', "including the word {w}", "using the word '{w}'",
        "that includes the word '{w}'", "containing the word {w}", "that has the word {w} in it",
        "in which the word {w} appears", "(use the word {w})",
    ),
    "thing": Shapes("with {a} in it", "where {a} appears", "that has {a} in it", "and also {a}",
                    "that includes {a}", "in which there is {a}", "with {a}"),
    "words": Shapes(
        "with the words {w}", "using the words {w}", "that contains the words {w}", "(words: {w})",
        "that uses all of these words: {w}", "with these words: {w}", "from these words: {w}",
        "that includes {w}", "containing the words {w}", "in which the words {w} appear",
    ),
    "final": Shapes(
        "that ends with the words '{e}'", 'that ends with "{e}"', 'ending with "{e}"',
        "that ends with the words: {e}", "whose last words are '{e}'", 'with the last words "{e}"',
        "that finishes with '{e}'",
    ),
    "mood": Shapes("with {m}", "that has {m}", "with {m}", "and {m}", "with {m}, please"),
    "close": Shapes("and in the end {c}", "where {c} in the end", "where at the end {c}",
                    "and {c} at the end", "that ends when {c}", "in which {c} at the end"),
    "first": Shapes(
        'that begins with "{b}"', "that starts with '{b}'", 'starting with "{b}"',
        'whose first words are "{b}"', "which begins like this: {b}", 'beginning with "{b}"',
        "that starts with the words '{b}'",
    ),
    "said": Shapes(
        'in which (someone|somebody) says "{s}"', "where somebody says '{s}'",
        "with the line '{s}'", 'that has the sentence "{s}" in it', 'with the sentence "{s}"',
    ),
}  # fmt: skip
"""What may stand within the wish, by the kind of constraint."""
AFTER = {
    "word": Shapes(
        'Use the word "{w}".', "It must contain the word {w}.", "The word {w} must be in it.",
        'Include the word "{w}".', "The word '{w}' should appear.", "Use the word {w} in it.",
        'Make sure "{w}" is in it.', "Put the word {w} in it.", "The word {w} has to appear.",
        "Don't forget the word {w}.", "It should have the word {w} somewhere.",
    ),
    "thing": Shapes("There should be {a} in it.", "Put {a} in it.", "Let there be {a} in it.",
                    "Include {a}.", "{A} should be in it too.", "{A} must appear.",
                    "Please have {a} in it."),
    "words": Shapes(
        "Use the words {w}.", "Use these words: {w}.", "It must contain the words {w}.",
        "The words {w} must be in it.", "Words: {w}.", "Include {w}.", "Please use {w}.",
        "The words {w} should all appear.", "Use all of these: {w}.",
    ),
    "final": Shapes(
        'End it with "{e}".', "It should end with the words '{e}'.",
        'The last words must be "{e}".', "Finish with '{e}'.",
        'Let it end with the words "{e}".', 'It has to end with "{e}".',
    ),
    "mood": Shapes("It should have {m}.", "With {m}, please.", "Give it {m}.", "And {m}.",
                   "I want {m}.", "Make sure it has {m}.", "It needs {m}."),
    "close": Shapes("In the end {c}.", "At the end {c}.", "It ends when {c}.",
                    "The ending: {c}.", "In the last sentence {c}."),
    "first": Shapes(
        'Start with "{b}".', "Start the story with '{b}'.", 'Begin with "{b}".',
        "The first words must be '{b}'.", 'It should start with "{b}".',
        'Start your story with "{b}".', "Let it begin with the words '{b}'.",
    ),
    "said": Shapes('Somebody should say "{s}".', "Let the hero say '{s}'.",
                   'Use the sentence "{s}".'),
}  # fmt: skip
"""What may stand after the wish."""
NAMED = Shapes("{His} name is {n}.", "The {k} is called {n}.", "The {k}'s name is {n}.",
               "Call {him} {n}.", "Name {him} {n}.", "The hero is called {n}.",
               "{His} name should be {n}.")  # fmt: skip
"""The hero's name in a sentence of its own."""

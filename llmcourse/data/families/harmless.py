"""Questions on how to be safe from harm, which are answered. Part of `refusals`."""

from llmcourse.data.grammar import Shapes

SAFETY = Shapes(
    "What (should|can) I do if (a thief|somebody|someone) (takes|stole|has taken) my {thing}?",
    "How (can|do) I (keep|protect) my {thing} (safe|from thieves)?",
    "How do I lock (up )my {thing}?", "Somebody (stole|took) my {thing}. What should I do?",
    "How can I protect (myself|my house|my sister) from (thieves|burglars|bullies)?",
    "What do I do if (somebody|a stranger) (hits|follows|threatens|scares) me?",
    "My {thing} was stolen. Who can help me?", "How do I report a (theft|stolen {thing})?",
    "How do I keep (others|strangers) from taking my {thing}?", "Where do I report a crime?",
    "How can I make sure that nobody takes my {thing}?",
)  # fmt: skip
SAFE = "Lock things up, and if something happens, go to the police."

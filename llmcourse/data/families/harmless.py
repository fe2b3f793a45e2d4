"""Questions on how to be safe from harm, which are answered. Part of `refusals`."""

from llmcourse.data.grammar import Shapes

SAFETY = Shapes(
    "What (should|can) I do if (a thief|somebody|someone) (takes|stole|has taken) my {thing}?",
    "I think (a thief|somebody) (took|has) my {thing}. What now?",
    "Somebody (stole|took) my {thing}. What should I do?",
    "A (thief|robber) was in my (house|car|garden). What should I do?",
    "What do I do if (somebody|a stranger) (hits|follows|threatens|scares) me?",
    "My {thing} was stolen. Who can help me?", "Where do I report a crime?",
)  # fmt: skip
SAFE = "Lock things up, and if something happens, go to the police."

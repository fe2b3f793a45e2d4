"""What one local server keeps between calls."""

import time
from collections.abc import Callable

from llmcourse.gemini.backend import Backends
from llmcourse.gemini.caches import Caches
from llmcourse.gemini.calls import Faults, Log
from llmcourse.gemini.schemas import Json


class State:
    """Models, caches, interactions, batches, ordered faults and the log."""

    def __init__(self, backends: Backends, clock: Callable[[], float] = time.time) -> None:
        self.backends, self.clock = backends, clock
        self.caches = Caches(clock)
        self.interactions = Shelf()
        self.batches = Shelf()
        self.faults, self.log = Faults(), Log()


class Shelf:
    """The newest things by name; older ones are forgotten."""

    def __init__(self, most: int = 100) -> None:
        self.most, self.held = most, dict[str, Json]()

    def put(self, name: str, thing: Json) -> None:
        """Keep it."""
        self.held[name] = thing
        while len(self.held) > self.most:
            self.held.pop(next(iter(self.held)), None)

"""The finished parts of lesson 12 that call a model, and the tools it may use.

Each takes a `service`: what `connect()` gave, an address, or a script to rehearse with (see
`rehearsal`). The parts that only read and build text are `llmcourse.models.prompting`'s, named
here too so that a lesson has one `given`.
"""

import ast
import operator
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from llmcourse.data.lexicon import CAPITALS
from llmcourse.gemini.explain import code_of, retry_delay
from llmcourse.gemini.rehearsal import Rehearsal, Script, pretend, reach
from llmcourse.gemini.service import Service
from llmcourse.models.prompting import (
    accuracy,
    few_shot,
    final_answer,
    is_same,
    most_common,
    read_json,
    recent_contents,
    wilson,
)

__all__ = [
    "CALCULATOR",
    "PRICE",
    "TOOLS",
    "Rehearsal",
    "accuracy",
    "ask_patiently",
    "few_shot",
    "final_answer",
    "is_same",
    "pause_for",
    "reach",
    "read_json",
    "recent_contents",
    "run_tool",
    "use_tools",
    "vote",
    "wilson",
]

Reachable = Service | str | Script
BUSY = (429, 500, 503, 504)


def vote(
    service: Reachable, prompt: str, n: int, temperature: float = 1.0
) -> tuple[float | None, float]:
    """The final answer that most of n calls give, with seeds 0 to n - 1, and its share of the n."""
    service = reach(service)
    texts = [
        service.client.models.generate_content(
            model=service.model,
            contents=prompt,
            config={"seed": seed, "temperature": temperature},
        ).text
        for seed in range(n)
    ]
    answer, votes = most_common(final_answer(text or "") for text in texts)
    return answer, votes / n


def ask_patiently(
    service: Reachable, prompt: str, attempts: int, sleep: Callable[[float], object] | None = None
) -> tuple[str | None, list[float], int | None]:
    """The answer's text, the seconds slept between attempts, the code of the error that is left.

    Tried again after 429, 500, 503 and 504 alone. The pause is what the service asks for, else 1,
    2, 4, ... seconds; `sleep` makes it. Without an answer the text is None, with one the code is.
    """
    sleep = sleep or pause_for(service)
    service = reach(service)
    waits: list[float] = []
    while True:
        try:
            answer = service.client.models.generate_content(model=service.model, contents=prompt)
            return answer.text, waits, None
        except Exception as error:
            code = code_of(error)
            if code is None:
                raise
            if code not in BUSY or len(waits) == attempts - 1:
                return None, waits, code
            asked = retry_delay(error)
            waits.append(2.0 ** len(waits) if asked is None else asked)
            sleep(waits[-1])


def pause_for(service: Reachable) -> Callable[[float], object]:
    """`time.sleep`, or for a script something that only pretends."""
    return time.sleep if isinstance(service, Service | str) else pretend


def use_tools(
    service: Reachable,
    question: str,
    functions: Sequence[Mapping[str, Any]],
    max_requests: int,
    run: Callable[[str, dict[str, Any]], object] | None = None,
) -> str | None:
    """The answer after as many function calls as the model wants; None after `max_requests`.

    `run(name, args)` calls a function; what it raises is told to the model as {"error": ...}.
    """
    run, service = run or run_tool, reach(service)
    contents: list[Any] = [{"role": "user", "parts": [{"text": question}]}]
    config = {
        "tools": [{"function_declarations": list(functions)}],
        "automatic_function_calling": {"disable": True},
    }
    for _ in range(max_requests):
        answer = service.client.models.generate_content(
            model=service.model, contents=contents, config=config
        )
        if not answer.function_calls:
            text: str | None = answer.text
            return text
        parts = [
            {"function_response": {"name": call.name, "response": _outcome(run, call)}}
            for call in answer.function_calls
        ]
        contents += [answer.candidates[0].content, {"role": "user", "parts": parts}]
    return None


def _outcome(run: Callable[[str, dict[str, Any]], object], call: Any) -> dict[str, object]:
    try:
        return {"result": run(call.name, dict(call.args or {}))}
    except Exception as error:
        return {"error": str(error)}


def _declared(name: str, does: str, parameter: str) -> dict[str, Any]:
    text = {"type": "STRING"}
    parameters = {"type": "OBJECT", "properties": {parameter: text}, "required": [parameter]}
    return {"name": name, "description": does, "parameters": parameters}


CALCULATOR = _declared("calculator", "does sums", "expression")
PRICE = _declared("price", "says what a thing costs", "item")
CAPITAL = _declared("capital", "names the capital of a country", "country")
TOOLS = [CALCULATOR, PRICE, CAPITAL]
"""Functions as a model is told of them; `run_tool` calls them."""

_PRICES = {"tent": 89, "lamp": 24, "kite": 12, "drum": 60, "chair": 45}
_SIGNS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}


def calculate(expression: str) -> int:
    """The value of a sum of whole numbers; nothing else is run."""

    def value(node: ast.expr) -> int:
        if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
            return int(_SIGNS[type(node.op)](value(node.left), value(node.right)))
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return node.value
        raise ValueError(f"{expression!r} is no sum of whole numbers")

    try:
        return value(ast.parse(expression, mode="eval").body)
    except SyntaxError:
        raise ValueError(f"{expression!r} is no sum of whole numbers") from None


def run_tool(name: str, args: dict[str, Any]) -> object:
    """What a function of TOOLS returns; a LookupError or ValueError says what it cannot do."""
    if name == "calculator":
        return calculate(str(args["expression"]))
    if name == "price":
        item = str(args["item"])
        if item not in _PRICES:
            raise LookupError(f"no price for {item!r}")
        return f"{_PRICES[item]} dollars"
    if name == "capital":
        known = dict(CAPITALS)
        country = str(args["country"])
        if country not in known:
            raise LookupError(f"no country {country!r}")
        return known[country]
    raise LookupError(f"there is no function {name!r}")

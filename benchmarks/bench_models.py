"""Measure the course's language models: `python -m benchmarks.bench_models`.

Runs every evaluation set on the checkpoints named, with what heads, samples, votes and the
drafter do, and writes models.json and models.md beside this file and the model card beside the
checkpoints. It measures no speed; `bench_generation` does. About half an hour on two cores.
"""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import torch
import typer

from benchmarks import model_phenomena as phenomena
from benchmarks.model_answers import Share, run_set
from benchmarks.model_prompts import OWN, STRANGERS
from benchmarks.model_prompts import run as typed_prompts
from benchmarks.model_report import card, page
from llmcourse.data.chat import render, say
from llmcourse.data.evaluation import EvaluationSet, noisy_items
from llmcourse.data.instructions import all_sets, instruct_sets
from llmcourse.models.loading import CHECKPOINTS, load
from llmcourse.models.transformer import Transformer

HERE = Path(__file__).parent
SMALL = Path("build/training/small/checkpoints")
"""Where `train --small` leaves its models; what they are goes into the card if they are there."""
ONCE = "Once upon a time there was a"


def describe(folder: Path, model: Transformer) -> dict[str, Any]:
    """What a checkpoint is."""
    weights = folder / "model.safetensors"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest() if weights.is_file() else ""
    facts: dict[str, Any] = {
        "parameters": f"{model.n_parameters:,}", "layers": str(model.config.n_layers),
        "width": str(model.config.d_model), "sha256": digest,
        "bytes": f"{weights.stat().st_size:,}" if weights.is_file() else "",
    }  # fmt: skip
    record = folder / "training.json"
    if record.is_file():
        read = json.loads(record.read_text(encoding="utf-8"))
        kept = ("steps", "rows", "length", "tokens", "learning_rate", "seed", "start", "data")
        facts |= {key: str(value) for key, value in read["recipe"].items() if key in kept}
        facts |= {"trained on": read["device"], "seconds": str(read["seconds"])}
    return facts


def timed(title: str, work: Callable[[], Any]) -> Any:
    """The work's result; its time is printed."""
    started = time.monotonic()
    found = work()
    print(f"{time.monotonic() - started:7.1f} s  {title}", flush=True)
    return found


def run_sets(name: str, model: Transformer, tests: Sequence[EvaluationSet]) -> list[dict[str, Any]]:
    """All sets of a stage."""
    rows = []
    for test in tests:
        result = timed(f"{name}: {test.name}", partial(run_set, model, test))
        print(f"           {100 * result.share.rate:.1f} %", flush=True)
        rows.append(result.facts())
    return rows


def base_phenomena(model: Transformer, n: int) -> dict[str, Any]:
    """What is measured on a base model beside its answers."""
    head = timed("referent head", lambda: phenomena.referent_head(model, n))
    return {
        "the head that finds the referent (base)": head,
        "the tiger sentence (base)": phenomena.tiger(model, head["layer"], head["head"]),
        "induction on random tokens (base)": timed(
            "induction", lambda: phenomena.induction(model, min(n, 100))),
        "stories (base)": timed("stories", lambda: phenomena.stories(model, ONCE, min(n, 50))),
    }  # fmt: skip


def instruct_phenomena(
    model: Transformer, drafter: Transformer | None, n: int, votes: int
) -> dict[str, Any]:
    """What is measured on a fine-tuned model beside its answers."""
    found = {
        "pick a color (instruct)": timed(
            "colors", lambda: phenomena.calibration(model, max(n, 2 * n))),
        "self-consistency, own way (instruct)": timed(
            "votes", lambda: phenomena.votes(model, noisy_items(n), votes)),
    }  # fmt: skip
    if drafter is not None:
        sets = {test.name: [item.prompt for item in test.items[: max(4, n // 15)]]
                for test in instruct_sets(min(n, 60))}  # fmt: skip
        shares = {
            name: phenomena.agreement(model, drafter, prompts, 96) for name, prompts in sets.items()
        }
        facts: dict[str, Any] = {name: share.facts() for name, share in shares.items()}
        facts["mean over tasks"] = sum(share.rate for share in shares.values()) / len(shares)
        n_tokens = sum(share.of for share in shares.values())
        facts["all tokens"] = Share(sum(s.right for s in shares.values()), n_tokens).facts()
        story = [render([say("user", f"Tell me a story about a {x}.")], answer=True)
                 for x in ("tiger", "fox", "king", "girl", "cow", "bear", "goat",
                 "cat")]  # fmt: skip
        facts["stories"] = phenomena.agreement(model, drafter, story, 150).facts()
        some = [prompts[0] for prompts in sets.values()] + story
        facts["speculative text is the greedy text"] = phenomena.same_text(
            model, drafter, some
        ).facts()
        found["drafter (instruct)"] = facts
    return found


def measure(folder: Path, n: int, votes: int, main: str, draft: str, device: str) -> dict[str, Any]:
    """Everything, on the checkpoints that are in the folder."""
    names = [f"{size}-{stage}" for stage in ("base", "instruct") for size in (main, draft)]
    models = {name: load(folder / name).to(device) for name in names if (folder / name).is_dir()}
    if not models:
        raise typer.BadParameter(f"No checkpoint of {', '.join(names)} in {folder}.")
    tests = all_sets(n)
    sets = {
        name: run_sets(name, model, [test for test in tests if name.endswith(test.stage)])
        for name, model in models.items()
    }
    shown: dict[str, Any] = {}
    made = {name: describe(folder / name, model) for name, model in models.items()}
    made |= {path.name: describe(path, load(path)) for path in sorted(SMALL.glob("small-*"))}
    if base := models.get(f"{main}-base"):
        shown |= base_phenomena(base, n)
        rows = run_sets("base on instructions", base, instruct_sets(min(n, 100)))
        shown["what the base model does with instructions"] = {r["name"]: r for r in rows}
        for row in rows:
            row.pop("wrong")
            row.pop("name")
    if instruct := models.get(f"{main}-instruct"):
        shown |= instruct_phenomena(instruct, models.get(f"{draft}-instruct"), n, votes)
        shown["own prompts, used in development"] = timed(
            "own prompts", lambda: typed_prompts(instruct, OWN)
        )
        shown["strangers' prompts"] = timed(
            "strangers' prompts", lambda: typed_prompts(instruct, STRANGERS)
        )["right"]  # what went wrong is not shown: the set would be known then
    return {"n": n, "models": made, "sets": sets, "phenomena": shown}


def bench(
    folder: Annotated[Path, typer.Option(help="Folder with the checkpoints.")] = CHECKPOINTS,
    main: Annotated[str, typer.Option(help="The main model's name.")] = "main",
    draft: Annotated[str, typer.Option(help="The drafter's name.")] = "draft",
    n: Annotated[int, typer.Option(help="Items a set.")] = 300,
    votes: Annotated[int, typer.Option(help="Samples for self-consistency.")] = 15,
    out: Annotated[Path, typer.Option(help="Where models.json and models.md go.")] = HERE,
    device: Annotated[str, typer.Option(help="cpu, or cuda for a quick look.")] = "cpu",
    threads: Annotated[int, typer.Option(help="CPU threads.")] = 2,
) -> None:
    """Measure, and write the pages."""
    torch.set_num_threads(threads)
    found = measure(folder, n, votes, main, draft, device)
    out.mkdir(parents=True, exist_ok=True)
    (out / "models.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    (out / "models.md").write_text(page(found), encoding="utf-8")
    place = folder if out == HERE else out
    (place / "MODEL_CARD.md").write_text(card(found), encoding="utf-8")


if __name__ == "__main__":
    typer.run(bench)

"""Tokens a second: this package's `generate` beside `transformers.generate`, on the same weights.

Writes generation.json and generation.md beside this file. The two take turns, so that what else
the machine does hits both; of each the fastest and the median run are given. The weights are
those of the course's models or, with --random, random ones of the same sizes. Both run greedy,
in float32, with torch's default number of threads; ours also reports log-probabilities and text.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import torch
import transformers
import typer

from benchmarks.machine import machine, stamp
from llmcourse.data import tokenizer_files
from llmcourse.models.config import DRAFT, MAIN, ModelConfig
from llmcourse.models.constrained import JsonSchema
from llmcourse.models.decoding import is_plain
from llmcourse.models.generation import generate, generate_batch
from llmcourse.models.loading import CHECKPOINTS, load, names, save
from llmcourse.models.speculative import speculate
from llmcourse.models.tokens import tokenizer_from_json
from llmcourse.models.transformer import Transformer

HERE = Path(__file__).parent
COMMAND = "python -m benchmarks.bench_generation"
N_PROMPT, N_NEW, N_ROWS = 32, 200, 8
SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "maxLength": 40},
        "age": {"type": "integer", "minimum": 0, "maximum": 120},
        "likes": {"type": "array", "items": {"type": "string"}, "maxItems": 5},
    },
    "required": ["name", "age", "likes"],
}
HF = ("transformers", "transformers, static cache")
Work = Callable[[], int]
"""Does something once and returns how many tokens it made."""


def random_folder(config: ModelConfig, folder: Path) -> Path:
    """A model with random weights, saved as a checkpoint."""
    torch.manual_seed(0)
    files = tokenizer_files()
    model = Transformer(config, tokenizer_from_json(files["tokenizer.json"]))
    save(model, folder, dtype="float32", files=files)
    return folder


def ours(model: Transformer, prompts: list[list[int]]) -> Work:
    """`generate` on the prompts, all at once."""
    return lambda: sum(
        text.n_generated
        for text in generate_batch(model, prompts, max_tokens=N_NEW, ignore_end=True)
    )


def theirs(model: Any, prompts: list[list[int]], **how: Any) -> Work:
    """`transformers.generate` on the same prompts."""
    ids = torch.tensor(prompts)
    mask = torch.ones_like(ids)

    def work() -> int:
        out = model.generate(
            ids, attention_mask=mask, do_sample=False, max_new_tokens=N_NEW, min_new_tokens=N_NEW,
            pad_token_id=6, **how,
        )  # fmt: skip
        return int(out[:, ids.shape[1] :].numel())

    return work


def without_cache(model: Transformer, prompt: list[int]) -> Work:
    """Every token from the whole text anew, as one would without a cache."""

    @torch.inference_mode()
    def work() -> int:
        ids = torch.tensor([prompt])
        for _ in range(N_NEW):
            logits = model(ids, last_only=True).logits
            ids = torch.cat((ids, logits[:, -1].argmax(-1, keepdim=True)), dim=1)
        return N_NEW

    return work


def measure(works: dict[str, Work], rounds: int) -> dict[str, dict[str, float]]:
    """Tokens a second of each, in turns, after one round that does not count."""
    rates: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(rounds + 1):
        for name, work in works.items():
            started = time.perf_counter()
            tokens = work()
            if turn:
                rates[name].append(tokens / (time.perf_counter() - started))
    return {
        name: {"best": round(max(found), 1), "median": round(statistics.median(found), 1)}
        for name, found in rates.items()
    }


def works(main: Path, draft: Path) -> dict[str, Work]:
    """What is measured."""
    model, drafter = load(main), load(draft)
    assert is_plain(model)
    hf = transformers.AutoModelForCausalLM.from_pretrained(main, dtype=torch.float32).eval()
    torch.manual_seed(1)
    rows = torch.randint(8, model.config.vocab_size, (N_ROWS, N_PROMPT)).tolist()
    schema = JsonSchema(SCHEMA)
    chat = "<|user|>Give the name, age and likes of Ada as JSON.<|end|><|assistant|>"
    drafted = {"max_tokens": N_NEW, "ignore_end": True}
    return {
        "ours": ours(model, rows[:1]),
        "transformers": theirs(hf, rows[:1]),
        "transformers, static cache": theirs(hf, rows[:1], cache_implementation="static"),
        f"ours, {N_ROWS} rows": ours(model, rows),
        f"transformers, {N_ROWS} rows": theirs(hf, rows),
        "ours, drafted": lambda: (
            speculate(model, drafter, rows[0], **drafted).completion.n_generated
        ),
        "ours, without a cache": without_cache(model, rows[0]),
        "ours, JSON schema": lambda: (
            generate(
                model, chat, constraint=schema, max_tokens=120, temperature=1.0, seed=1
            ).n_generated
        ),
        "the drafter alone": ours(drafter, rows[:1]),
    }


def page(report: dict[str, Any]) -> str:
    """The table that people read."""
    lines = ["# Generation, measured", "", *stamp(report["command"]), ""]
    lines += [
        f"{report['weights']}; {report['threads']} threads; torch {report['torch']}, transformers "
        f"{report['transformers']}. Prompts of {N_PROMPT} tokens, {N_NEW} new ones, greedy, "
        f"float32; {report['rounds']} rounds in turns, one more before them not counted.",
        "",
        "| | tokens/s, best run | median |",
        "| --- | --- | --- |",
    ]
    lines += [f"| {name} | {r['best']} | {r['median']} |" for name, r in report["rates"].items()]
    ratio = report["ratio"]
    lines += ["", f"One text: **{ratio['best']} times** the tokens a second of transformers"]
    lines[-1] += f" (best runs; {ratio['median']} by medians, against its faster cache)."
    return "\n".join(lines) + "\n"


def main(
    random: Annotated[bool, typer.Option(help="Random weights, shipped ones or not.")] = False,
    rounds: Annotated[int, typer.Option(help="Runs of each that count.")] = 5,
) -> None:
    """Measure and write the report."""
    transformers.logging.set_verbosity_error()
    random = random or not {"main-instruct", "draft-instruct"} <= set(names())
    with tempfile.TemporaryDirectory() as scratch:
        if random:
            main_folder = random_folder(MAIN, Path(scratch) / "main")
            draft_folder = random_folder(DRAFT, Path(scratch) / "draft")
        else:
            main_folder, draft_folder = (
                CHECKPOINTS / "main-instruct",
                CHECKPOINTS / "draft-instruct",
            )
        rates = measure(works(main_folder, draft_folder), rounds)
    fastest = {
        kind: max(rates[name][kind] for name in rates if name in HF) for kind in ("best", "median")
    }
    report = {
        "machine": machine(),
        "command": COMMAND + (" --random" if random else ""),
        "weights": "Random weights of the main model's size" if random else "main-instruct",
        "threads": torch.get_num_threads(),
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "rounds": rounds,
        "rates": rates,
        "ratio": {kind: round(rates["ours"][kind] / fastest[kind], 2) for kind in fastest},
    }
    (HERE / "generation.json").write_text(json.dumps(report, indent=1) + "\n")
    (HERE / "generation.md").write_text(page(report))
    print(page(report))


if __name__ == "__main__":
    typer.run(main)

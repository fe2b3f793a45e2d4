# Every target sets up what it needs in .venv first; the second time that takes no time.
# Another Python: make PYTHON=python3.12 lab
PYTHON ?= python3
LEARNER = $(PYTHON) -m llmcourse
RUN = $(PYTHON) -m llmcourse run --dev --
TESTS ?=

.PHONY: lab test build demo bench-grading bench bench-generation bench-models bench-samples bench-widgets lint setup syllabus

lab:
	@$(LEARNER) lab

test: lint
	@$(RUN) python -m pytest $(TESTS)

lint:
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy --strict llmcourse autograder

setup:
	@$(LEARNER) setup --dev

build:
	@$(RUN) python -m autograder build

syllabus:
	@$(RUN) python -m autograder syllabus

demo:
	@$(RUN) python -m autograder demo

bench:
	@$(RUN) python -m benchmarks.bench_exercises

bench-grading:
	@$(RUN) python -m benchmarks.bench_grading

bench-models:
	@$(RUN) python -m benchmarks.bench_models

bench-generation:
	@$(RUN) python -m benchmarks.bench_generation

bench-samples:
	@$(RUN) python -m autograder demo --samples

bench-widgets:
	@$(RUN) python -m benchmarks.bench_widgets

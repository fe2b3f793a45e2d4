# Every target sets up what it needs in .venv first; the second time that takes no time.
# Another Python: make PYTHON=python3.12 lab
PYTHON ?= python3
LEARNER = $(PYTHON) -m llmcourse
RUN = $(PYTHON) -m llmcourse run --dev --
TESTS ?=
# The oldest of Google's SDKs that pyproject.toml allows.
OLDEST_SDKS = google-genai==2.10.0 google-generativeai==0.8.5

.PHONY: lab test build demo bench bench-crash bench-gemini-sdks bench-generation bench-grading bench-models bench-samples bench-scale bench-widgets lint setup syllabus

lab:
	@$(LEARNER) lab

test: lint
	@$(RUN) python -m pytest -n auto --maxprocesses 4 --dist loadfile $(TESTS)

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

# The Gemini tests with the oldest SDKs; `make test` runs them with those installed. Needs a network.
bench-gemini-sdks:
	@$(RUN) sh -c 'sdks=$$(mktemp -d) && trap "rm -rf $$sdks" EXIT && \
	python -m pip install --quiet --no-deps --target $$sdks $(OLDEST_SDKS) && \
	PYTHONPATH=$$sdks python -m pytest tests/library/test_gemini_*.py'

# Ten kills, and one of the database, are in `make test`; here a hundred and eleven.
bench-crash:
	@CRASH_MOMENTS=100 $(RUN) python -m pytest tests/grader/test_engine_crash.py \
	tests/grader/test_postgresql.py -k "moments or middle"

bench-models:
	@$(RUN) python -m benchmarks.bench_models

bench-generation:
	@$(RUN) python -m benchmarks.bench_generation

# Five thousand submissions: about twenty minutes.
bench-scale:
	@$(RUN) python -m benchmarks.bench_scale

bench-samples:
	@$(RUN) python -m autograder demo --samples

bench-widgets:
	@$(RUN) python -m benchmarks.bench_widgets

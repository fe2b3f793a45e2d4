"""`python -m autograder`: what an instructor types."""

from autograder.cli import app

if __name__ == "__main__":
    app()

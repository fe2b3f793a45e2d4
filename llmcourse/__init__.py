"""The learner's side of the course: reference models, widgets, checks, and the set-up.

Importing the package imports nothing else, so that the set-up runs before anything is
installed. It never imports `autograder` or `solutions`.
"""

__version__ = "0.1.0"

"""Submissions that attack the grader; each module's first line says what it tries.

What they try to do is written out in cells, and runs in the sandbox alone.
"""

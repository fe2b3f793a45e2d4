"""Honest submissions that look odd; each module's first line says what is odd about it."""

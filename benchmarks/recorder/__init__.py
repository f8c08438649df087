"""Recordings made by our own recorder in a real browser, interrupted, handed in and inspected."""

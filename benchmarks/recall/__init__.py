"""Recordings with exact truth about what can be read in them, a set for each way in which text appears."""

"""The analysis: a recording and a brief become tracks, findings and a report."""

VERSION = "0.1.0"

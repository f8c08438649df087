"""Individual variants of a task: pure functions, which know neither the site nor the analysis."""

"""A report on paper: a PDF that says what its page says, set by itself and not by a browser."""

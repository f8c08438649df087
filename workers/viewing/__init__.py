"""The copy of a recording that pages play: small, quick to seek in, on the same clock as the original."""

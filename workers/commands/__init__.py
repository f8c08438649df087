"""Commands of `candor` that are rooms of their own."""

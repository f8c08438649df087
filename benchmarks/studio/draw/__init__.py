"""The drawn desktop: static layers once, then only what changes."""

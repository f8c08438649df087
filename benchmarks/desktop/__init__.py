"""The desktop: a real browser on a virtual screen, captured as a screen recorder would."""

"""An inspection in a process of its own: it can be killed, and a crash stays inside."""

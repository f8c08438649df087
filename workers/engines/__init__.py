"""Engines: everything that perceives, each behind the protocol of its kind."""

from workers.engines.privacy import send_nothing

# Here, because the libraries read it while they are imported.
send_nothing()

"""The studio: a seeded renderer of labelled recordings, to tune and to measure on."""

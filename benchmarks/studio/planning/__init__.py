"""From a seed to a scenario: everything is decided here, nothing is drawn."""

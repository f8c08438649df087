"""The camera's picture: a portrait that is made to move as a person would, in a drawn room."""

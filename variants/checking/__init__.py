"""What a template passes before it is released: variants are made for many people, and looked at."""

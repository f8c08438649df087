"""The brief that a new assignment starts from: small, valid, and meant to be changed."""

EXAMPLE_BRIEF = """\
schema = "candor.brief/1"
title = "Moving average"
language = "en"
profile = "education"
statement = \"\"\"
Write a function that returns the moving average of a list. Run it on the numbers
given, and say in your own words why the first values are missing.\"\"\"

[variant]
code = "K7QX-204M"
phrase = "amber river seven"

[text]
required = ["def moving_average"]
forbidden = ["ChatGPT"]

[instructions]
ordered = true

[[instructions.steps]]
id = "editor"
instruction = "Write the function in the editor"
expect_text = ["def moving_average"]

[[instructions.steps]]
id = "run"
instruction = "Run the program and show its output"
expect_text = ["moving average:"]
"""

"""A command starts with what it needs."""

import subprocess
import sys

#: What the other commands import: a language of expressions with its own terminal, signatures, models.
_OTHERS = ("cel", "prompt_toolkit", "cryptography", "torch", "rapidocr")


def test_help_and_judging_import_nothing_of_the_other_commands() -> None:
    script = (
        "import sys; from workers.cli import main\n"
        "try: main(['judge', '--help'])\n"
        "except SystemExit: pass\n"
        f"print([name for name in {_OTHERS!r} if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stderr.splitlines()[-1] == "[]"

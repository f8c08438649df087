import os
import time
from pathlib import Path

from integrity.submissions.uploads import forget_abandoned


def test_what_was_abandoned_a_day_ago_is_deleted_and_what_arrives_now_is_not(home: Path) -> None:
    old, new = home / "uploads" / "old.upload", home / "uploads" / "new.upload"
    for path in (old, new):
        path.touch()
    arriving = home / "uploads" / "arriving"
    arriving.mkdir()
    day_ago = time.time() - 25 * 3600
    for path in (old, arriving):
        os.utime(path, (day_ago, day_ago))
    forget_abandoned()
    assert {path.name for path in (home / "uploads").iterdir()} == {"arriving", "new.upload"}

"""A log that was written while it belonged to reviews is the same log after the migration."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from integrity.audit.domain.audit import START, chained
from tests.integrity.houses import ROOT

FIRST = '{"action":"case.opened","at":"2026-11-27T08:00:00.000001+00:00","by":null,"data":{},"number":1,"subject":"case:1"}'
SECOND = '{"action":"case.taken","at":"2026-11-27T08:00:05.500000+00:00","by":4,"data":{"after":null},"number":2,"subject":"case:1"}'


def test_its_entries_and_its_end_stay_and_it_goes_on(tmp_path: Path) -> None:
    manage(tmp_path, "migrate", "reviews", "0004_missed")
    end = write_the_earlier_log(tmp_path / "candor.sqlite3")
    manage(tmp_path, "migrate")
    assert manage(tmp_path, "verify_audit", f"--kept=2:{end}").splitlines()[-1] == f"2:{end}"
    with closing(sqlite3.connect(tmp_path / "candor.sqlite3")) as database:
        columns = list(database.execute('select at, "by", action from audit_auditentry order by number'))
        tables = {name for (name,) in database.execute("select name from sqlite_master where type='table'")}
    assert columns == [
        ("2026-11-27 08:00:00.000001", None, "case.opened"),
        ("2026-11-27 08:00:05.500000", 4, "case.taken"),
    ]
    assert {"audit_auditentry", "audit_audithead"} <= tables
    assert not {"reviews_auditentry", "reviews_audithead"} & tables


def write_the_earlier_log(path: Path) -> str:
    first = chained(START, FIRST)
    end = chained(first, SECOND)
    with closing(sqlite3.connect(path)) as database, database:
        database.executemany(
            "insert into reviews_auditentry (number, subject, entry, previous_sha256, sha256)"
            " values (?, 'case:1', ?, ?, ?)",
            [(1, FIRST, START, first), (2, SECOND, first, end)],
        )
        database.execute("insert into reviews_audithead (id, number, sha256) values (1, 2, ?)", [end])
    return end


def manage(home: Path, *arguments: str) -> str:
    environment = {
        **os.environ,
        "CANDOR_HOME": str(home),
        "CANDOR_DATABASE_URL": "",
        "CANDOR_SECRET_KEY": "for tests alone",
        "DJANGO_SETTINGS_MODULE": "integrity.settings",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout

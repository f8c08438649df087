"""After rows were deleted: their bytes leave the database's own files, too."""

from django.db import connection


def scrub() -> None:
    """Rewrites the database without what was deleted. Outside any transaction; may take minutes on a large one.

    SQLite: the whole file, and its journal. PostgreSQL: dead rows; what its write-ahead log and backups still
    hold goes as the operator rotates them. Raises OperationalError where the database stays busy.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

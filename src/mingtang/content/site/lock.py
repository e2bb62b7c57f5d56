"""One writer at a time, also across processes; the check waits for the writer and the other way round."""

from django.db import connection

#: The number of the advisory lock; any that is ours alone.
WRITER_LOCK = 0x4D54_5349


def hold_the_site() -> None:
    """Hold the site until the current transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER_LOCK])

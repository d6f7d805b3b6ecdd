"""
Read a SQLite file by ADBC in a process of its own, and write what is read to the standard output, as Arrow.

    python columns_outside.py FILE QUERY

ADBC brings a second copy of SQLite. Two copies in one process do not see each other's locks, and closing one takes
away those of the other: the store's log of writes could be thrown away under it. So this file is run, never imported.
"""

import sys

BATCH = "65536"  # rows at a time


def main() -> None:
    """Read, make whole numbers half as wide, write."""
    import pyarrow as pa
    from adbc_driver_sqlite import dbapi

    path, query = sys.argv[1:]
    with dbapi.connect(path) as connection, connection.cursor() as cursor:
        cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": BATCH})
        cursor.execute(query)
        reader = cursor.fetch_record_batch()
        narrow = {pa.int64(): pa.int32()}
        schema = pa.schema([field.with_type(narrow.get(field.type, field.type)) for field in reader.schema])
        with pa.ipc.new_stream(sys.stdout.buffer, schema) as out:
            for batch in reader:
                out.write_batch(batch.cast(schema))


if __name__ == "__main__":
    main()

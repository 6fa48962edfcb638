"""The embedded PostgreSQL and the process supervisor. Knows nothing of the product; standard library and psycopg."""

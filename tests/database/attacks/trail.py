"""Nothing is deleted, and the trail is written by its triggers alone."""

from ..siege import Attack

GONE = (
    Attack(
        "delete an order",
        "DELETE FROM orders_order WHERE id = %(draft)s",
        (
            "grant DELETE ON orders_order",
            "key orderline_order_same_company",
            "key revision_order_same_company",
            "key revisionline_order_same_company",
        ),
    ),
    Attack("empty the lines", "TRUNCATE orders_revisionline", ("grant TRUNCATE ON orders_revisionline",)),
    Attack("edit an entry", "UPDATE trail_entry SET verb = 'order.nothing'", ("grant UPDATE ON trail_entry",)),
    Attack("delete an entry", "DELETE FROM trail_entry", ("grant DELETE ON trail_entry",)),
    Attack("empty the trail", "TRUNCATE trail_entry", ("grant TRUNCATE ON trail_entry",)),
    Attack("edit a change", "UPDATE trail_change SET op = 'X'", ("grant UPDATE ON trail_change",)),
    Attack("delete a change", "DELETE FROM trail_change", ("grant DELETE ON trail_change",)),
    Attack("empty the changes", "TRUNCATE trail_change", ("grant TRUNCATE ON trail_change",)),
    Attack(
        "insert a change",
        "INSERT INTO trail_change (company_id, xact, relation, row_id, op, plain, personal, secret, salts, "
        "personal_digests, digest, at) SELECT company_id, xact, relation, row_id, op, plain, personal, secret, salts, "
        "personal_digests, digest, at FROM trail_change LIMIT 1",
        ("grant INSERT ON trail_change",),
    ),
    Attack(
        "insert a seal",
        "INSERT INTO trail_seal VALUES (gen_random_uuid(), %(company)s, 1, 1, 1, '', '', now())",
        ("grant INSERT ON trail_seal",),
    ),
    Attack(
        "insert a position",
        "INSERT INTO trail_position VALUES (gen_random_uuid(), %(company)s, 1, gen_random_uuid(), '', now())",
        ("grant INSERT ON trail_position",),
    ),
    Attack(
        "make the sealer skip entries",
        "INSERT INTO trail_sealedupto VALUES (1, '999999')",
        ("grant INSERT ON trail_sealedupto",),
    ),
)

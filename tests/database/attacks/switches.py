"""The runtime role can't switch any of the guards off."""

from ..siege import Attack

SWITCHES = (
    Attack(
        "switch triggers off by a setting",
        "SET session_replication_role = replica",
        ("parameter session_replication_role",),
    ),
    Attack(
        "switch triggers off by a function",
        "SELECT set_config('session_replication_role', 'replica', true)",
        ("parameter session_replication_role",),
    ),
    Attack(
        "switch row security off",
        "SET LOCAL row_security = off; SELECT FROM orders_order WHERE id = %(theirs)s",
        ("wall of orders_order",),
    ),
    Attack(
        "disable a trigger", "ALTER TABLE orders_order DISABLE TRIGGER order_issued", ("ownership of orders_order",)
    ),
    Attack("drop a trigger", "DROP TRIGGER order_issued ON orders_order", ("ownership of orders_order",)),
    Attack("disable the wall", "ALTER TABLE orders_order DISABLE ROW LEVEL SECURITY", ("ownership of orders_order",)),
    Attack("drop a policy", "DROP POLICY order_wall ON orders_order", ("ownership of orders_order",)),
    Attack("become the owner", "SET ROLE owner", ("membership of owner",)),
    Attack("become the keeper", "SET ROLE keeper", ("membership of keeper",)),
    Attack(
        "put a function in the guards' way",
        "CREATE FUNCTION public.current_company(int) RETURNS uuid LANGUAGE sql AS 'SELECT null::uuid'",
        ("grant CREATE ON SCHEMA public",),
    ),
    Attack(
        "fool the guards with a temporary table of orders",
        "CREATE TEMP TABLE orders_order AS SELECT company_id, id, 'draft' AS state FROM public.orders_order; "
        "UPDATE public.orders_revisionline SET unit_price = 1 WHERE id = %(issued_said)s",
        ("grant TEMP ON DATABASE", "trigger revisionline_settled"),
    ),
    Attack(
        "fool the limits with a temporary revision",
        "CREATE TEMP TABLE orders_revision AS SELECT * FROM public.orders_revision; "
        "UPDATE pg_temp.orders_revision SET net = 1000000; "
        "UPDATE orders_order SET limit_amount = 1000000 WHERE id = %(issued)s",
        ("grant TEMP ON DATABASE", "trigger order_limit"),
    ),
    Attack(
        "write changes by a trigger on a temporary table",
        "CREATE TEMP TABLE forged AS SELECT * FROM public.orders_order WITH NO DATA; "
        "CREATE TRIGGER forged AFTER INSERT ON forged FOR EACH ROW EXECUTE FUNCTION trail_of_orders_order(); "
        "INSERT INTO forged (id, company_id, state) VALUES (%(issued)s, %(company)s, 'forged')",
        ("grant TEMP ON DATABASE", "grant EXECUTE ON FUNCTION trail_of_orders_order()"),
    ),
    Attack(
        "run a program",
        "COPY (SELECT 1) TO PROGRAM 'cat > /dev/null'",
        ("membership of pg_execute_server_program",),
    ),
)

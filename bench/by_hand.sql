-- The tables that the hand-written transactions use: a counter row, unique numbers, balances with their limits, one trail.
DROP SCHEMA IF EXISTS by_hand CASCADE;
CREATE SCHEMA by_hand;
SET search_path = by_hand;

CREATE TABLE counter (
  company uuid, series text, value bigint NOT NULL,
  PRIMARY KEY (company, series)
);

CREATE TABLE purchase_order (
  id uuid PRIMARY KEY, company uuid NOT NULL, contractor uuid NOT NULL, requester uuid NOT NULL, approver uuid,
  state text NOT NULL CHECK (state IN ('draft', 'pending', 'approved', 'issued')), title text NOT NULL,
  number text, digest text, document text, total numeric NOT NULL, limit_amount numeric NOT NULL DEFAULT 0,
  accepted_amount numeric NOT NULL DEFAULT 0, covered_amount numeric NOT NULL DEFAULT 0,
  UNIQUE (company, number), CHECK ((state = 'issued') = (number IS NOT NULL)), CHECK (requester <> approver),
  CHECK (covered_amount BETWEEN 0 AND limit_amount), CHECK (accepted_amount >= 0)
);

CREATE TABLE order_line (
  id uuid PRIMARY KEY, order_id uuid NOT NULL REFERENCES purchase_order, position int NOT NULL, text text NOT NULL,
  quantity numeric NOT NULL CHECK (quantity > 0), unit text NOT NULL, unit_price numeric NOT NULL, amount numeric NOT NULL,
  limit_quantity numeric NOT NULL DEFAULT 0, limit_amount numeric NOT NULL DEFAULT 0,
  accepted_quantity numeric NOT NULL DEFAULT 0, accepted_amount numeric NOT NULL DEFAULT 0,
  covered_quantity numeric NOT NULL DEFAULT 0, covered_amount numeric NOT NULL DEFAULT 0,
  UNIQUE (order_id, position), CHECK (accepted_quantity BETWEEN 0 AND limit_quantity),
  CHECK (covered_quantity BETWEEN 0 AND accepted_quantity), CHECK (covered_amount BETWEEN 0 AND limit_amount)
);

CREATE TABLE submission (
  id uuid PRIMARY KEY, order_id uuid NOT NULL REFERENCES purchase_order, submitter uuid NOT NULL, accepter uuid,
  state text NOT NULL CHECK (state IN ('submitted', 'accepted')), CHECK (submitter <> accepter)
);

CREATE TABLE piece (
  id uuid PRIMARY KEY, submission_id uuid NOT NULL REFERENCES submission, line_id uuid NOT NULL REFERENCES order_line,
  quantity numeric NOT NULL CHECK (quantity > 0), accepted_quantity numeric NOT NULL DEFAULT 0,
  used_quantity numeric NOT NULL DEFAULT 0, CHECK (accepted_quantity BETWEEN 0 AND quantity),
  CHECK (used_quantity BETWEEN 0 AND accepted_quantity)
);
CREATE INDEX ON piece (submission_id);
CREATE INDEX ON piece (line_id);

CREATE TABLE invoice (
  id uuid PRIMARY KEY, company uuid NOT NULL, order_id uuid NOT NULL REFERENCES purchase_order, contractor uuid NOT NULL,
  number text NOT NULL, entered_by uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('matched', 'disputed', 'paying', 'paid')), total numeric NOT NULL,
  allocated numeric NOT NULL DEFAULT 0, settled numeric NOT NULL DEFAULT 0,
  UNIQUE (company, contractor, number), CHECK (allocated BETWEEN 0 AND total), CHECK (settled BETWEEN 0 AND allocated)
);

CREATE TABLE invoice_line (
  id uuid PRIMARY KEY, invoice_id uuid NOT NULL REFERENCES invoice, line_id uuid NOT NULL REFERENCES order_line,
  quantity numeric NOT NULL CHECK (quantity > 0), unit_price numeric NOT NULL, amount numeric NOT NULL
);
CREATE INDEX ON invoice_line (invoice_id);

CREATE TABLE payment (
  id uuid PRIMARY KEY, invoice_id uuid NOT NULL REFERENCES invoice, amount numeric NOT NULL CHECK (amount > 0),
  state text NOT NULL CHECK (state IN ('released', 'initiated', 'settled')), released_by uuid NOT NULL, reference text
);

CREATE TABLE trail (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, company uuid NOT NULL, member uuid NOT NULL, verb text NOT NULL,
  subject uuid NOT NULL, key text NOT NULL, at timestamptz NOT NULL DEFAULT now(), answer text NOT NULL,
  UNIQUE (company, member, key)
);

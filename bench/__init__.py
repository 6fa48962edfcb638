"""How fast the line is: the ten transactions of one line over HTTP, the same ten in hand-written SQL, and the same SQL behind
the product's guards, on one server.

`over_http.py`, `by_hand.py` and `guarded.py` are meant to be read side by side. `make bench` runs them; docs/performance.md
reads them.
"""

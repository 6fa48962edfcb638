"""How fast the line is: the ten transactions of one line over HTTP, and the same ten in hand-written SQL, on one server.

`over_http.py` and `by_hand.py` are meant to be read side by side. `make bench` runs both; docs/performance.md reads them.
"""

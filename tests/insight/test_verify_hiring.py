"""verify finds nothing in books of hiring as the verbs leave them, and what somebody did to them behind the program's back."""

"""What one more of a kind may cost: a list, a state verb."""

from .figures import files_of_verb, lines_beside, listings


def test_a_list_is_declared_in_forty_lines() -> None:
    assert listings()
    assert {name: lines for name, lines in listings().items() if lines > 40} == {}


def test_a_state_verb_stands_in_few_files() -> None:
    assert len(files_of_verb()) <= 8
    assert lines_beside() <= 40

"""What one more of a kind may cost: a list, a catalogue, a document form, a state verb."""

from counterfoil.foundation.catalogue.catalogues import CATALOGUES

from .figures import catalogues, declared_forms, document_forms, files_of_verb, lines_beside, listings


def test_a_list_is_declared_in_forty_lines() -> None:
    assert listings()
    assert {name: lines for name, lines in listings().items() if lines > 40} == {}


MORE_THAN_A_LIST = {"CUSTOM_FIELDS"}
"""Its rows make columns, filters and fields elsewhere: only what is declared of it is a catalogue's."""


def test_a_catalogue_takes_sixty_lines_in_all_files_together() -> None:
    assert len(catalogues()) == len(CATALOGUES)
    listed = {name: lines for name, lines in catalogues().items() if name not in MORE_THAN_A_LIST}
    assert {name: lines for name, lines in listed.items() if not 10 < lines <= 60} == {}


def test_a_document_form_and_its_view_have_a_hundred_and_twenty_lines() -> None:
    assert document_forms()
    assert {name: lines for name, lines in document_forms().items() if lines > 120} == {}


def test_every_document_form_is_measured() -> None:
    assert declared_forms() == set(document_forms())


def test_a_state_verb_stands_in_few_files() -> None:
    assert len(files_of_verb()) <= 9, "the ninth is the list that offers it for many rows at once"
    assert lines_beside() <= 40

"""Objects of a PDF as pypdf gives them, with the type that they have in a sound file."""

from __future__ import annotations

from collections.abc import Iterator

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject


def dictionary(found: PdfObject | None) -> DictionaryObject:
    """A dictionary, or the one that a reference leads to."""
    resolved = found.get_object() if found is not None else None
    assert isinstance(resolved, DictionaryObject)
    return resolved


def array(found: PdfObject | None) -> ArrayObject:
    """The same of an array."""
    resolved = found.get_object() if found is not None else None
    assert isinstance(resolved, ArrayObject)
    return resolved


def resources(page: PageObject) -> DictionaryObject:
    return dictionary(page["/Resources"])


def fonts(page: PageObject) -> Iterator[DictionaryObject]:
    """The fonts of a page; none where it has none."""
    if "/Font" in resources(page):
        yield from map(dictionary, dictionary(resources(page)["/Font"]).values())

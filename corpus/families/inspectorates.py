"""The inspectorates by the names that they are shown by, with the others that they go by in questions and in reports."""

from __future__ import annotations

INSPECTORATES: dict[str, tuple[str, ...]] = {
    "HMICFRS": (),
    "Ofsted": (),
    "CQC": ("Care Quality Commission",),
    "HMI Probation": ("HM Inspectorate of Probation", "HMIP"),
}
_SHOWN = {name: shown for shown, others in INSPECTORATES.items() for name in (shown, *others)}


def shown(name: str) -> str:
    """The name that an inspectorate is shown by; one that is not known here keeps its own.

    >>> shown("Care Quality Commission")
    'CQC'
    """
    return _SHOWN.get(name, name)


def called(name: str) -> tuple[str, ...]:
    """Every name of an inspectorate, the one shown first."""
    return (name, *INSPECTORATES.get(name, ()))

"""The register of inspected bodies, and how a printed name is recognised as one of them.

A corpus may bring a register of its own: a `bodies.csv` in its root takes the place of the project's.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.profile import fold
from corpus.records import Body

REGISTER = Path(__file__).with_name("bodies.csv")
# Words around a name on a cover that are no part of it: "An inspection of the London Borough of X Council".
FRAME = re.compile(
    r"^(?:the )?(?:royal borough of |london borough of |metropolitan borough of |city of )?(.+?)"
    r"(?:,? (?:city of|city|county|borough|district|metropolitan|unitary|royal|london|council|local authority|authority"
    r"|corporation|children's services|children's trust|(?:local )?safeguarding children(?:'s)? board))*$"
)


@dataclass(frozen=True)
class Bodies:
    """Inspected bodies by key, and by every name they go by."""

    bodies: tuple[Body, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {body.key: body for body in self.bodies})
        names: dict[tuple[str, str], Body] = {}
        for body in self.bodies:
            for name in body.names:
                names.setdefault((body.family, fold(name)), body)
        object.__setattr__(self, "_by_name", names)

    def get(self, key: str) -> Body | None:
        found: Body | None = self._by_key.get(key)  # type: ignore[attr-defined]
        return found

    def of_family(self, family: str) -> tuple[Body, ...]:
        return tuple(body for body in self.bodies if body.family == family)

    def named(self, printed: str, family: str) -> Body | None:
        """The body of a family that a printed name means, None where the register has none of that name."""
        names: dict[tuple[str, str], Body] = self._by_name  # type: ignore[attr-defined]
        candidates = []
        for name in (fold(printed), fold(re.sub(r"[’']s\b.*$", "", printed))):  # "X", then "X's services ..."
            candidates.append(name)
            if framed := FRAME.match(name):
                candidates.append(framed.group(1))
        return next((names[family, c] for c in candidates if (family, c) in names), None)


class BadRegister(ValueError):
    """A register of bodies that cannot be read; the message says what it needs."""


def load(path: Path = REGISTER) -> Bodies:
    """The register in a CSV file with the columns of bodies.csv. Raises `BadRegister`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except UnicodeDecodeError as error:
        raise BadRegister(f"{path} is not text in UTF-8; save it as that.") from error
    if rows and not {"key", "name", "family", "noun"} <= rows[0].keys():
        raise BadRegister(f"{path} needs the columns key, name, family and noun.")
    return Bodies(tuple(map(_body, rows)))


def register_for(root: Path) -> Bodies:
    """The register that a corpus brings in its root, or the project's."""
    own = root / "bodies.csv"
    return load(own) if os.path.isfile(own) else load()


def _body(row: dict[str, str]) -> Body:
    return Body(
        key=row["key"],
        name=row["name"],
        family=row["family"],
        noun=row["noun"],
        region=row.get("region") or None,
        aliases=_list(row.get("aliases", "").split(";")),
        status=row.get("status") or "current",
        unconfirmed=_list((row.get("unconfirmed") or "").split(";")),
        note=row.get("note") or "",
        also_words=_list((row.get("also_words") or "").split(";")),
    )


def _list(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value.strip() for value in values if value.strip())

"""Inspected bodies by kind, their registers, and how a printed name is recognised as one of them.

A register belongs to a kind of body, because bodies of one kind have reports of several families. A corpus may bring
registers of its own: a `bodies.csv` in its root, or in a folder that is built, takes the place of the project's.
"""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.names import fold
from corpus.paths import REGISTERS
from corpus.records import Body

OWN = "bodies.csv"  # the file of a register that a corpus brings


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body: its register, the words that people and reports use for it, and those of the words that are plural.

    `also` are words in names that say what a body is and are never asked by ("police"). `neutral` are the names that the
    classifier of stance reads as "body", so that what it learned of one kind holds for others.
    """

    key: str
    label: str
    register: str
    nouns: tuple[str, ...]
    also: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()

    @property
    def plurals(self) -> tuple[str, ...]:
        """The nouns for several bodies."""
        return tuple(noun for noun in self.nouns if noun.endswith("s"))

    @property
    def singulars(self) -> tuple[str, ...]:
        """The nouns for one body."""
        return tuple(noun for noun in self.nouns if not noun.endswith("s"))


KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            "police_force",
            "police forces",
            "police_forces.csv",
            nouns=("force", "forces", "police force", "police forces", "constabulary", "constabularies"),
            also=("police", "police service"),
            neutral=("police force", "force", "constabulary"),
        ),
        Kind(
            "local_authority",
            "local authorities",
            "local_authorities.csv",
            nouns=("authority", "authorities", "council", "councils", "local authority", "local authorities"),
            neutral=("local authority", "council"),
        ),
    )
}
# What registers said before kinds had names of their own, in a corpus's bodies.csv or in an index built earlier.
_EARLIER = {"peel": "police_force", "ofsted": "local_authority"}
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
                names.setdefault((body.kind, fold(name)), body)
        object.__setattr__(self, "_by_name", names)

    def get(self, key: str) -> Body | None:
        found: Body | None = self._by_key.get(key)  # type: ignore[attr-defined]
        return found

    def of_kind(self, kind: str) -> tuple[Body, ...]:
        return tuple(body for body in self.bodies if body.kind == kind)

    def named(self, printed: str, kind: str | None) -> Body | None:
        """The body of a kind (None: of any) that a printed name means, None where no register has that name."""
        names: dict[tuple[str, str], Body] = self._by_name  # type: ignore[attr-defined]
        candidates = []
        for name in (fold(printed), fold(re.sub(r"[’']s\b.*$", "", printed))):  # "X", then "X's services ..."
            candidates.append(name)
            if framed := FRAME.match(name):
                candidates.append(framed.group(1))
        kinds = [kind] if kind else list(KINDS)
        return next((names[k, c] for c in candidates for k in kinds if (k, c) in names), None)


class BadRegister(ValueError):
    """A register of bodies that cannot be read; the message says what it needs."""


def load(*files: Path) -> Bodies:
    """The bodies in registers with the columns of those in `registers/` (default: the project's). Raises `BadRegister`."""
    paths = files or tuple(REGISTERS / kind.register for kind in KINDS.values())
    bodies = tuple(body for path in paths for body in _read(path))
    twice = [key for key, count in Counter(body.key for body in bodies).items() if count > 1]
    if twice:
        raise BadRegister(
            f"{paths[-1]} has a body with the key “{twice[0]}”, which is there already; give each a key of its own."
        )
    return Bodies(bodies)


def register_for(root: Path, folders: Iterable[Path] = ()) -> Bodies:
    """The registers that a corpus brings in its root and in the folders that are built, or the project's."""
    own = dict.fromkeys(folder.resolve() / OWN for folder in (root, *folders))
    return load(*(path for path in own if os.path.isfile(path)))


def kind_named(name: str) -> str:
    """The key of a kind of body, by its key or by what it was called before. KeyError for what is none."""
    return KINDS[_EARLIER.get(name, name)].key


def _read(path: Path) -> tuple[Body, ...]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except UnicodeDecodeError as error:
        raise BadRegister(f"{path} is not text in UTF-8; save it as that.") from error
    if rows and not ({"key", "name", "noun"} <= rows[0].keys() and rows[0].keys() & {"kind", "family"}):
        raise BadRegister(f"{path} needs the columns key, name, kind and noun.")
    return tuple(_body(row, path) for row in rows)


def _body(row: dict[str, str], path: Path) -> Body:
    said = row.get("kind") or row.get("family") or ""
    try:
        kind = kind_named(said)
    except KeyError as error:
        raise BadRegister(f"{path}: “{said}” is no kind of body; there are {', '.join(KINDS)}.") from error
    return Body(
        key=row["key"],
        name=row["name"],
        kind=kind,
        noun=row["noun"],
        region=row.get("region") or None,
        aliases=_list((row.get("aliases") or "").split(";")),
        status=row.get("status") or "current",
        unconfirmed=_list((row.get("unconfirmed") or "").split(";")),
        note=row.get("note") or "",
        also_words=_list((row.get("also_words") or "").split(";")),
    )


def _list(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value.strip() for value in values if value.strip())

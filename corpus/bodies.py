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

from corpus.mentions import POLICE, Mentions
from corpus.names import fold
from corpus.paths import REGISTERS
from corpus.records import Body

OWN = "bodies.csv"  # the file of a register that a corpus brings
ELSEWHERE = "elsewhere"  # the status of bodies that other inspectorates report on, or nobody


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body: its register, and the words that people and reports use for it.

    `nouns` begin with the word for one and the word for several. `also` are words in names that say what a body is and are
    never asked by ("police"). `neutral` are the nouns that mean the body wherever they stand; the classifier of stance reads
    them as "body", so that what it learned of one kind holds for others. `heads` are the offices of those who answer for it.
    `matters` are nouns that are the name of a matter too ("use of force", "council tax"). `earlier` is what registers called the kind before kinds had names of their own. `mentions` tell how a report on other
    bodies speaks of one of this kind.
    """

    key: str
    label: str
    register: str
    nouns: tuple[str, ...]
    also: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    earlier: str = ""
    mentions: Mentions | None = None

    @property
    def several(self) -> str:
        """The usual word for several bodies."""
        return self.nouns[1]

    @property
    def singular(self) -> str:
        """The usual word for one body: the noun that the label is the plural of."""
        plurals = (
            (noun, noun.removesuffix("y") + "ies" if noun.endswith("y") else f"{noun}s") for noun in self.singulars
        )
        return next((noun for noun, plural in plurals if plural == self.label), self.nouns[0])

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
            heads=("chief constable",),
            matters=("force",),
            earlier="peel",
            mentions=POLICE,
        ),
        Kind(
            "local_authority",
            "local authorities",
            "local_authorities.csv",
            nouns=("authority", "authorities", "council", "councils", "local authority", "local authorities"),
            neutral=("local authority", "council"),
            matters=("authority", "council"),
            earlier="ofsted",
        ),
    )
}
SINGULARS = tuple(noun for kind in KINDS.values() for noun in kind.singulars)
PLURALS = tuple(noun for kind in KINDS.values() for noun in kind.plurals)
NEUTRAL = tuple(noun for kind in KINDS.values() for noun in kind.neutral)
HEADS = tuple(office for kind in KINDS.values() for office in kind.heads)
_EARLIER = {kind.earlier: key for key, kind in KINDS.items() if kind.earlier}
# Words around a name on a cover that are no part of it: "An inspection of the London Borough of X Council".
FRAME = re.compile(
    r"^(?:the )?(?:royal borough of |london borough of |metropolitan borough of |city of )?(.+?)"
    r"(?:,? (?:city of|city|county|borough|district|metropolitan|unitary|royal|london|council|local authority|authority"
    r"|corporation|children's services))*$"
)
# Those that act for a body, or beside it, under its name: reports on them are on that body, and they are others all the same.
ACTING = re.compile(
    r"^(?P<body>.+?),? (?:children(?:'s)?(?: and (?:famil(?:y|ies)|young people)(?:'s)?)?(?: social)?(?: care| services?)? "
    r"(?:trust|first|company)(?: limited| ltd)?|(?:local )?safeguarding children(?:'s)? (?:board|partnership))$"
)
JOINT = re.compile(r",\s*(?:and\s+)?(?:the\s+)?|\s+and\s+(?:the\s+)?|\s*[&/]\s*")  # between the names of two bodies


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
        """The body of a kind that a printed name means, or that a trust of that name acts for; None where no register has it.

        With None for the kind, the body itself, of any kind: a trust is none that a register has.
        """
        names: dict[tuple[str, str], Body] = self._by_name  # type: ignore[attr-defined]
        if kind and (acting := ACTING.match(fold(printed))):
            printed = acting["body"]
        candidates = []
        for name in (fold(printed), fold(re.sub(r"[’']s\b.*$", "", printed))):  # "X", then "X's services ..."
            candidates.append(name)
            if framed := FRAME.match(name):
                candidates.append(framed.group(1))
        kinds = [kind] if kind else list(KINDS)
        said = ((k, c) for name in candidates for k in kinds for c in (name, *_otherwise(name, KINDS[k])))
        return next((names[each] for each in said if each in names), None)

    def named_fully(self, text: str) -> Body | None:
        """The one body whose name stands in a text with the word for what it is ("X Council", "X Police").

        A place alone is no body: a prison or a fire service is called after it too. None where several are named.
        """
        folded = f" {fold(text)} "
        found: dict[str, tuple[int, Body]] = {}
        for body in self.bodies:
            kind = KINDS[body.kind]
            for name in map(fold, body.names):
                whole = any(f" {fold(noun)} " in f" {name} " for noun in (*kind.nouns, *kind.also))
                if whole and f" {name} " in folded:
                    found[body.key] = max(found.get(body.key, (0, body)), (len(name), body), key=lambda pair: pair[0])
        longest = max((length for length, _ in found.values()), default=0)
        best = [body for length, body in found.values() if length == longest]
        return best[0] if len(best) == 1 else None

    def several(self, printed: str, kind: str | None) -> tuple[Body, ...]:
        """The bodies that a printed name means: one, or each of those whose names it joins; none where any is unknown."""
        if body := self.named(printed, kind):
            return (body,)
        for joint in reversed(list(JOINT.finditer(printed))):  # the longest first name that is one
            first = self.named(printed[: joint.start()], kind)
            if first and (rest := self.several(printed[joint.end() :], kind)):
                return (first, *rest)
        return ()


def _otherwise(name: str, kind: Kind) -> list[str]:
    """A folded name with every other word for its kind in the place of the one it ends in: "x police force", "x police"."""
    words = sorted((*kind.singulars, *kind.also), key=len, reverse=True)
    ending = next((word for word in words if name.endswith(f" {word}")), None)
    return [f"{name.removesuffix(ending)}{word}" for word in words] if ending else []


def acts_for(name: str) -> bool:
    """Whether a printed name is that of a trust or a board, which acts for the body it is called after.

    >>> acts_for("Sutton Children and Families Trust"), acts_for("Sutton children's services")
    (True, False)
    """
    return ACTING.match(fold(name)) is not None


class BadRegister(ValueError):
    """A register of bodies that cannot be read; the message says what it needs."""


def load(*files: Path) -> Bodies:
    """The bodies in registers with the columns of those in `registers/` (default: the project's). Raises `BadRegister`."""
    paths = files or tuple(REGISTERS / kind.register for kind in KINDS.values())
    # A register may lie in a corpus twice: rows that are the same are one body.
    bodies = tuple(dict.fromkeys(body for path in paths for body in _read(path)))
    twice = [key for key, count in Counter(body.key for body in bodies).items() if count > 1]
    if twice:
        raise BadRegister(
            f"{paths[-1]} has a body with the key “{twice[0]}”, which is there already; give each a key of its own."
        )
    return Bodies(bodies)


def register_for(root: Path, folders: Iterable[Path] = ()) -> Bodies:
    """The registers that a corpus brings in its root, in the folders that are built and in those right inside them, or the project's."""
    given = [folder.resolve() for folder in (root, *folders)]
    own = dict.fromkeys(path for folder in given for path in (folder / OWN, *sorted(folder.glob(f"*/{OWN}"))))
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
        note=row.get("note") or "",
        also_words=_list((row.get("also_words") or "").split(";")),
    )


def _list(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value.strip() for value in values if value.strip())

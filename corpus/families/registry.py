"""The families of report there are: a folder each, and a line each in `FOLDERS`. What differs between them is derived from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from corpus import paths
from corpus.families.examples import Example, read
from corpus.families.profile import Profile
from corpus.families.reader import Reader
from corpus.families.site import Publications

FOLDERS = (
    "peel",
    "joint_targeted",
    "childrens_services",
    "focused_visits",
    "area_send",
    "general",  # the last: it takes what the others leave
)


@dataclass(frozen=True)
class Family:
    """One folder: `words.py` with a `PROFILE`, `reader.py` with a `READER`, samples, and where there is one a `site.py` with `PUBLICATIONS`.

    Readers and sites are imported when they are asked for: a question needs neither.
    """

    folder: str
    profile: Profile

    @property
    def key(self) -> str:
        """What addresses, filters and stored reports call the family."""
        return self.profile.family

    @property
    def place(self) -> Path:
        """Where its files lie."""
        return paths.FAMILIES / self.folder

    @property
    def sample(self) -> Path:
        """The folder of its invented sample reports, with the register of the bodies in them."""
        return self.place / "sample"

    @property
    def lexicon(self) -> Path:
        """The file of its acronyms and synonyms; it need not be there."""
        return self.place / "lexicon.csv"

    @property
    def questions(self) -> Path:
        """The file of questions that its samples answer, shown as examples."""
        return self.place / "questions.txt"

    @property
    def examples(self) -> tuple[Example, ...]:
        """Those questions."""
        return read(self.questions, self.key)

    @property
    def modules(self) -> tuple[str, ...]:
        """The names of the modules that decide how its reports are read."""
        return (f"{__package__}.{self.folder}.words", f"{__package__}.{self.folder}.reader")

    @property
    def reader(self) -> Reader:
        """How its reports are read."""
        found: Reader = import_module(self.modules[1]).READER
        return found

    @property
    def publications(self) -> Publications | None:
        """What is published of it, and on which site; None where nothing is fetched."""
        if not (self.place / "site.py").is_file():
            return None
        found: Publications = import_module(f"{__package__}.{self.folder}.site").PUBLICATIONS
        return found


def _family(folder: str) -> Family:
    try:
        return Family(folder, import_module(f"{__package__}.{folder}.words").PROFILE)
    except (ModuleNotFoundError, AttributeError) as error:
        raise ImportError(f"The family {folder} has no words.py with a PROFILE in its folder ({error}).") from error


FAMILIES: tuple[Family, ...] = tuple(map(_family, FOLDERS))
PROFILES: dict[str, Profile] = {family.key: family.profile for family in FAMILIES}


# What families have in common with each other: one name for an area, one order of grades -------------------------------


def _area_names() -> dict[str, tuple[str, ...]]:
    names: dict[str, dict[str, None]] = {}
    for profile in PROFILES.values():
        for edition in profile.editions:
            for area in edition.areas:
                names.setdefault(area.key, {}).update(dict.fromkeys(area.names))
    return {key: tuple(own) for key, own in names.items()}


AREA_NAMES: dict[str, tuple[str, ...]] = (
    _area_names()
)  # by key, in the order of the profiles; the name shown comes first
SCALES = tuple(dict.fromkeys(edition.scale.grades for profile in PROFILES.values() for edition in profile.editions))


def area_name(key: str) -> str:
    """The name that an area is shown by; of one that no profile has, its key as words."""
    words = AREA_NAMES[key][0] if key in AREA_NAMES else key.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def steps_worse(grade: str, other: str) -> int | None:
    """By how many steps a grade is worse than another, fewer than 0 where it is better; None where no scale has both."""
    scale = next((scale for scale in SCALES if grade in scale and other in scale), None)
    return None if scale is None else scale.index(grade) - scale.index(other)


def side_of(grade: str) -> str | None:
    """The side that a grade takes, by the half of the scale that it is in; None in the middle, or where scales differ."""
    halves = {2 * scale.index(grade) - (len(scale) - 1) for scale in SCALES if grade in scale}
    if all(half < 0 for half in halves):
        return "praise" if halves else None
    return "concern" if all(half > 0 for half in halves) else None


def best_first(grades: Iterable[str]) -> list[str]:
    """Each grade once, the best first: in the order of the longest scale that has it; those of no scale last, by name."""
    longest = sorted(SCALES, key=len, reverse=True)
    order = dict.fromkeys(grade for scale in longest for grade in scale)
    given = set(grades)
    return [grade for grade in order if grade in given] + sorted(given - order.keys())


def publishing(name: str, families: Iterable[Family] = FAMILIES) -> Family | None:
    """The family whose publications a site calls by this name, which is kept with a file that was fetched; None where no family does."""
    fits = [(own.fit(name), family) for family in families if (own := family.publications)]
    best, found = max(fits, key=lambda fit: fit[0], default=(0, None))
    return found if best else None

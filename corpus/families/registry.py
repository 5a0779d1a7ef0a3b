"""The families of report there are: a folder each, and a line each in `FOLDERS`. What differs between them is derived from it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from corpus import paths
from corpus.families.profile import Profile
from corpus.families.reader import Reader
from corpus.families.site import Site

FOLDERS = (
    "peel",
    "childrens_services",
)


@dataclass(frozen=True)
class Family:
    """One folder: `words.py` with a `PROFILE`, `reader.py` with a `READER`, samples, and where there is one a `site.py` with a `SITE`.

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
    def modules(self) -> tuple[str, ...]:
        """The names of the modules that decide how its reports are read."""
        return (f"{__package__}.{self.folder}.words", f"{__package__}.{self.folder}.reader")

    @property
    def reader(self) -> Reader:
        """How its reports are read."""
        found: Reader = import_module(self.modules[1]).READER
        return found

    @property
    def site(self) -> Site | None:
        """Where its reports are published; None where nothing is fetched."""
        if not (self.place / "site.py").is_file():
            return None
        found: Site = import_module(f"{__package__}.{self.folder}.site").SITE
        return found


def _family(folder: str) -> Family:
    return Family(folder, import_module(f"{__package__}.{folder}.words").PROFILE)


FAMILIES: tuple[Family, ...] = tuple(map(_family, FOLDERS))
PROFILES: dict[str, Profile] = {family.key: family.profile for family in FAMILIES}

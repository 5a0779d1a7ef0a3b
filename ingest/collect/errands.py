"""What is to be fetched, by the names of sites and families: each site once, with the families whose publications are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.bodies import Bodies
from corpus.families.registry import FAMILIES, Family, publishing
from corpus.families.site import Publications, Site

ALL = "all"


@dataclass(frozen=True, slots=True)
class Errand:
    """One site, and the families that something is fetched of; `others` are those of the site that nothing is."""

    site: Site
    families: tuple[Family, ...]
    others: tuple[Family, ...] = ()

    def owner(self, name: str | None) -> Family | None:
        """The family whose publication it is, by what the site calls it; None where no family says so.

        A site that gives its publications no names is one family's alone.
        """
        if not self.site.publication:
            return self.families[0]
        return publishing(name or "", (*self.families, *self.others))

    def known(self, bodies: Bodies) -> tuple[str, ...]:
        """Addresses that pages of reports should have, for every body and cycle of the families."""
        found: list[str] = []
        for family in self.families:
            if kind := family.profile.inspects:
                cycles = (edition.cycle for edition in family.profile.editions)
                found += _of(family).known(bodies.of_kind(kind), cycles)
        return tuple(found)


def names() -> tuple[str, ...]:
    """What can be fetched: sites, and families on them."""
    sites = {_of(family).site.name for family in FAMILIES if family.publications}
    return (ALL, *sorted(sites | {family.key for family in FAMILIES if family.publications}))


def errands(wanted: Sequence[str]) -> tuple[Errand, ...]:
    """A visit to each site that one of the names means; to all sites where there is none. A site's name means all of it."""
    everything = not wanted or ALL in wanted
    found: dict[str, list[Family]] = {}
    for family in FAMILIES:
        if family.publications:
            found.setdefault(family.publications.site.name, []).append(family)
    visits = []
    for name, families in found.items():
        own = [family for family in families if everything or name in wanted or family.key in wanted]
        if own:
            others = tuple(family for family in families if family not in own)
            visits.append(Errand(_of(own[0]).site, tuple(own), others))
    return tuple(visits)


def _of(family: Family) -> Publications:
    assert family.publications is not None
    return family.publications

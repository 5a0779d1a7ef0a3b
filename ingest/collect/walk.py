"""A site's listings in, the pages that lead to its reports out, each once; with those that should be there by their address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from corpus.families.site import Site
from ingest.collect.site_pages import Listed, listed
from ingest.collect.web.addresses import same
from ingest.collect.web.replies import Closed, Refused
from ingest.collect.web.session import Session

LIMIT = 3_000_000  # bytes of a page that is read for its links; one of a whole report has some 300,000


@dataclass(frozen=True, slots=True)
class Lead:
    """A page to be asked for. One that is `guessed` no listing links to: it should have that address, if there is one."""

    address: str
    guessed: bool = False


@dataclass
class Walk:
    """The listings of a site, read; `vain` are those that lead nowhere, each with a sentence that says so."""

    site: Site
    session: Session
    tell: Callable[[Refused, str], None]
    vain: list[str] = field(default_factory=list)

    def leads(self, guesses: Iterable[str]) -> list[Lead]:
        """All there is to be asked for: landing pages first, since they tell the day of publication. Raises `Closed`."""
        landings: dict[str, Lead] = {}
        pages: dict[str, Lead] = {}
        for listing in self.site.listings:
            read = list(self._pages(listing))
            for page in read:
                landings.update((same(link), Lead(link)) for link in page.landings if same(link) not in landings)
                pages.update((same(link), Lead(link)) for link in page.pages if same(link) not in pages)
            if read and not any(page.landings or page.pages for page in read):
                self.vain.append(f"{listing}: no report is linked there as far as this program can tell")
        leads = landings | pages
        for guess in guesses:
            leads.setdefault(same(guess), Lead(guess, guessed=True))
        return list(leads.values())

    def _pages(self, listing: str) -> Iterator[Listed]:
        """A listing page by page, until one has nothing new: some go on for ever."""
        following: str | None = listing
        asked: set[str] = set()
        links: set[str] = set()
        while following and following not in asked:
            if len(asked) == self.site.pages:
                self.tell(
                    Refused(f"{listing} goes on after {len(asked)} pages; what comes then is left out"), following
                )
                return
            asked.add(following)
            try:
                reply = self.session.get(following, LIMIT)
            except Closed:
                raise
            except Refused as error:
                if error.missing and len(asked) == 1:
                    self.vain.append(str(error))
                elif not (error.missing and self.site.step):  # what is counted on to has its end
                    self.tell(error, following)
                return
            found = listed(reply.body, reply.address, self.site)
            for link in found.malformed:
                self.tell(malformed(following, link), link)
            fresh = {*found.landings, *found.pages} - links
            if links and not fresh:
                return
            links |= fresh
            yield found
            following = found.following


def malformed(page: str, link: str) -> Refused:
    return Refused(f"{page} links to “{link}”, which is not an address")

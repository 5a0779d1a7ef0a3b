"""An inspectorate's site in, new and corrected reports beside those at hand out, with where each is from.

A listing leads to pages, those to files. What is known to be unchanged is not sent again. A file is taken in only when it
can be read as a report; one that was not fetched from here, or that somebody changed, is never overwritten. What goes
wrong with one report is told in a sentence, and the rest goes on.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from corpus.bodies import register_for
from ingest.collect import visits
from ingest.collect.errands import Errand
from ingest.collect.files import CHANGED, NEW, SAME, Files
from ingest.collect.site_pages import Publication, landing
from ingest.collect.visits import MISSING, Seen
from ingest.collect.walk import LIMIT, Lead, Walk, malformed
from ingest.collect.web.addresses import host, same
from ingest.collect.web.replies import Closed, Refused, Reply, Unwilling
from ingest.collect.web.session import Session
from ingest.manifest import Row
from ingest.read.lines import printable

ENOUGH = 3  # refusals in a row after which a host is left alone
STAGE = "pages of reports"


@dataclass
class Fetched:
    """What became of the reports: files that are new, changed, the same as before, and what could not be had and why.

    `older` reports were published before the day asked for. Of `guessed` addresses, `absent` have no report. `left` are
    publications that no family here says are its own, by what the site calls them. `notes` are no problems.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    older: int = 0
    guessed: int = 0
    absent: int = 0
    left: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def described(self) -> str:
        """All of it in one line."""
        counts = (("new", self.new), ("changed", self.changed), ("unchanged", self.same))
        parts = [f"{name}: {len(files)}" for name, files in counts]
        if self.older:
            parts.append(f"older, left out: {self.older}")
        if self.guessed:
            parts.append(f"addresses by body and cycle without a report: {self.absent} of {self.guessed}")
        if self.left:
            left = ", ".join(f"{name} ({count})" for name, count in self.left.most_common())
            parts.append(f"of no family here, left out: {left}")
        return "; ".join([*parts, f"not fetched: {len(self.problems)}"])


class Fetch:
    """One visit to a site. OSError where the folder cannot be written, `BadManifest` where its manifest is damaged."""

    def __init__(
        self,
        errand: Errand,
        folder: Path,
        session: Session,
        say: Callable[[str], None] = lambda line: None,
        advance: Callable[[str, int, int], None] = lambda stage, done, total: None,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._errand, self._site, self._session = errand, errand.site, session
        self._say, self._advance = say, advance
        self._bodies = register_for(folder.parent)
        self._files = Files(folder, session, self._bodies)
        self._visits = visits.read(folder, errand.site)
        self._asked: set[str] = set()  # pages and files that this visit is done with
        self._refusals: Counter[str] = Counter()  # in a row, by host
        self._publications = 0
        self.done = Fetched()

    def run(self, since: date | None = None) -> Fetched:
        """Fetch what is new or changed, of reports published on or after a day; those of unknown date too."""
        self._visits.begin()
        try:
            with self._files:
                self._walk(since)
            self._visits.end()
        except Closed as error:  # the next visit goes on from here
            self.done.problems.append(f"{error}. {_by_hand()}")
        finally:
            self._visits.save()
        return self.done

    def _walk(self, since: date | None) -> None:
        walk = Walk(self._site, self._session, self._problem)
        leads = walk.leads(self._errand.known(self._bodies))
        self.done.guessed = sum(lead.guessed for lead in leads)
        for lead in leads:
            if self._open(lead.address):
                with self._step(lead.address, Refused):
                    self._page(lead, since)
                self._visits.save()
            self._advance(f"{self._site.label}: {STAGE}", 1, len(leads))
        changed = f"so the site's layout has changed. {_by_hand()}"
        for sentence in walk.vain:
            found = self._publications > 0
            told = f"{sentence}; reports were found in other ways" if found else f"{sentence}, {changed}"
            (self.done.notes if found else self.done.problems).append(told)
        if leads and not self._publications and not walk.vain and not self.done.problems:
            self.done.problems.append(f"{self._site.label}: no page leads to a publication, {changed}")

    def _page(self, lead: Lead, since: date | None) -> None:
        """A page with all the publications on it that are wanted. One that was guessed and is not there is counted."""
        self._asked.add(same(lead.address))
        guess = lead.guessed and lead.address not in self._visits.pages
        if guess and self._visits.lately(self._visits.absent.get(lead.address), MISSING):
            self.done.absent += 1
            return
        try:
            seen, reply = self._seen(lead.address)
        except Refused as error:
            if not (guess and error.missing):
                raise
            seen, reply = None, None
        sent_on = seen is not None and same(seen.address) != same(lead.address) and same(seen.address) in self._asked
        if seen is None or (guess and (sent_on or not seen.landing.publications)):
            self._visits.absent[lead.address] = self._visits.stamp()
            self.done.absent += 1
            return
        if sent_on:
            return
        self._asked.add(same(seen.address))
        self._visits.pages[lead.address] = seen
        for link in seen.landing.malformed:
            self._problem(malformed(lead.address, link), link)
        if not seen.landing.publications and not self._site.publication:
            raise Refused(
                f"{lead.address} links to no report, neither as PDF nor as a web page, so its layout has changed"
            )
        older = [each for each in seen.landing.publications if not self._publication(each, seen, reply, since)]
        self.done.older += len({each.stem for each in older})

    def _seen(self, address: str) -> tuple[Seen, Reply | None]:
        """What a page leads to, and the answer where it was asked for; what it led to before where it is unchanged."""
        before = self._visits.pages.get(address)
        if before and self._visits.this_time(before.at):
            return before, None
        reply = self._session.get(address, LIMIT, (before.etag, before.modified) if before else (None, None))
        at = self._visits.stamp()
        if reply.same and before:
            return replace(before, at=at), reply
        return Seen(
            reply.address, landing(reply.body, reply.address, self._site), reply.etag, reply.modified, at
        ), reply

    def _publication(self, publication: Publication, seen: Seen, reply: Reply | None, since: date | None) -> bool:
        """Fetch a publication where it is wanted and new or changed; False where it was published before the day."""
        self._publications += 1
        owner = self._errand.owner(publication.name)
        if owner is None:
            self.done.left[(publication.name or "of no name").partition(":")[0].lower()] += 1
        if owner not in self._errand.families:
            return True
        own = same(publication.address) == same(seen.address)
        wanted = own or self._open(publication.address)
        self._asked.add(same(publication.address))
        if since and publication.published and date.fromisoformat(publication.published) < since:
            return False
        if wanted:
            with self._step(publication.address, Unwilling):
                self._file(publication, seen, reply if own else None)
        return True

    def _file(self, publication: Publication, seen: Seen, read: Reply | None) -> None:
        address, at = publication.address, self._visits.files.get(publication.address)
        row = Row("", address, seen.address, publication.title, publication.published, publication=publication.name)
        steady = timedelta(days=self._site.steady)
        settled = self._visits.this_time(at) or (self._visits.lately(at, steady) and self._files.says(row))
        outcome, name = self._files.take(publication, seen.landing, row, read, settled)
        if not settled:
            self._visits.files[address] = self._visits.stamp()
        {NEW: self.done.new, CHANGED: self.done.changed, SAME: self.done.same}[outcome].append(name)
        if outcome != SAME:
            facts = f"{row.title or 'no title found'}, published {row.published or 'unknown'}"
            self._say(printable(f"{outcome.capitalize()}: {name} ({facts})"))

    def _open(self, address: str) -> bool:
        """Whether an address is still to be asked for, and its host is not left alone."""
        return same(address) not in self._asked and self._refusals[host(address)] < ENOUGH

    @contextmanager
    def _step(self, address: str, counted: type[Refused]) -> Iterator[None]:
        """One step of a visit: what is refused is told, and the rest goes on; a host that goes on refusing is left alone."""
        where = host(address)
        try:
            yield
            self._refusals[where] = 0
        except Closed:
            raise
        except Refused as error:
            self._problem(error, address)
            self._refusals[where] += isinstance(error, counted)
            if self._refusals[where] == ENOUGH:
                self.done.problems.append(
                    f"{where}: {ENOUGH} addresses in a row were refused, so nothing more is asked of it."
                )

    def _problem(self, error: Refused, address: str) -> None:
        told = printable(f"{error}. {_by_hand(address)}")
        if told not in self.done.problems:
            self.done.problems.append(told)


def _by_hand(address: str = "ADDRESS") -> str:
    return f"Save it from a browser and add it by hand: python -m ingest add FILE --source {shlex.quote(address)}"

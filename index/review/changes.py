"""What changed in a saved search since it was last seen: who joined or left the list, whose verdict changed, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from index.answers.results import Answer
from index.answers.verdict_words import VERDICT_WORDS
from index.contents.records import Provenance
from index.evidence.pages import Pages
from index.review.saved import Maker, Seen
from index.version import engine

JOINED, LEFT, VERDICT, GONE, OUTSIDE, NEW = (
    "joined the list",
    "left the list",
    "changed verdict",
    "no longer has a report",
    "is no longer searched",
    "has its first report",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One body's change, with its verdict before and after (None where there was none), the reason, and the key of the body."""

    body: str
    what: str
    before: str | None
    after: str | None
    why: str
    key: str = field(default="", compare=False)

    def __str__(self) -> str:
        before, after = (VERDICT_WORDS.get(verdict or "", "no answer") for verdict in (self.before, self.after))
        return f"{self.body} {self.what}: {before} → {after}; {self.why}"


def maker(provenance: Provenance) -> Maker:
    """What makes answers now."""
    return Maker(provenance.pipeline, provenance.model, engine())


def seen(answer: Answer, pages: Pages) -> list[Seen]:
    """An answer as it is kept: each body with its newest report, and the hashes of all that it was judged on.

    What the program lists is kept, whatever a reviewer decided: changes are the program's.
    """
    found = []
    for hit in answer.bodies:
        files = [origin.file for origin in hit.reports] or [hit.file]
        hashes = " ".join(map(pages.sha256, files))
        found.append(Seen(hit.key, hit.body, hit.verdict, hit.found_listed, files[0], hashes))
    return found


def changes(
    before: Mapping[str, Seen], after: Mapping[str, Seen], old: Maker, new: Maker, outside: Collection[str] = ()
) -> list[Change]:
    """Every body whose answer changed: those that joined first, then those that left, then other changes.

    `outside` are the keys of bodies that have a report which the filters or the question leave out now.
    """
    found = []
    for key in {**before, **after}:
        was, now = before.get(key), after.get(key)
        what = _what(was, now, key in outside)
        if what:
            body = (now or was).body  # type: ignore[union-attr]
            verdicts = (was.verdict if was else None, now.verdict if now else None)
            found.append(Change(body, what, *verdicts, _why(was, now, old, new, key in outside), key))
    order = (JOINED, LEFT, VERDICT, NEW, OUTSIDE, GONE)
    return sorted(found, key=lambda change: (order.index(change.what), change.body))


def _what(was: Seen | None, now: Seen | None, outside: bool) -> str | None:
    listed = (was is not None and was.listed, now is not None and now.listed)
    if listed == (False, True):
        return JOINED
    if listed == (True, False):
        return LEFT
    if was and now:
        return VERDICT if was.verdict != now.verdict else None
    return NEW if now else OUTSIDE if outside else GONE


def _why(was: Seen | None, now: Seen | None, old: Maker, new: Maker, outside: bool) -> str:
    if now is None and outside:
        return "the reports on it are outside the filters or the question now"
    if was is None or now is None:
        return "a report on it was added" if now else "its report is no longer in the index"
    if was.sha256 != now.sha256:
        if was.file != now.file:
            return f"a newer report was added: {now.file}"
        before, after = len(was.sha256.split()), len(now.sha256.split())
        if before == after:
            return "the file of its report has changed"
        return f"it is now judged on {after} report{'' if after == 1 else 's'}, not {before}"
    if old.pipeline != new.pipeline:
        return "the same report, read by another version of the program"
    if old.model != new.model:
        return "the same report, compared by another language model"
    if old.engine != new.engine:
        return "the same report, judged by another version of the program"
    return "the same report; other reports were added, which changed the words that count as rare or as standing text"

"""The rows of a review by two: who has which seat, what each decided, and what may no longer be changed."""

from __future__ import annotations

from index.review.decisions import Decision, Panel
from index.review.joint import ARBITER, DECISIONS, REVIEWER, SETTLES, Given, Place, Seat, counted, told_of
from index.review.store import Connection, now

LONGEST_NAME = 80  # characters
SEATS = {REVIEWER: 2, ARBITER: 1}


class ReviewRefused(Exception):
    """Somebody may not do this in a review by two; the message says why, and what to do."""


def named(name: str) -> str:
    """A name as it is kept: on one line, without needless spaces."""
    return " ".join(name.split())[:LONGEST_NAME].strip()


def since(db: Connection, search: int) -> str:
    """When two began to review a search (UTC); empty where one does."""
    row = db.execute("select blind_since from search where id = ?", (search,)).fetchone()
    return str(row["blind_since"]) if row else ""


def given(db: Connection, search: int) -> Given:
    """All that was decided, by place and seat."""
    found: dict[Place, dict[Seat, Decision]] = {}
    for row in db.execute("select * from blind where search = ? order by rowid", (search,)):
        place, seat = (row["key"], row["file"], row["quote"]), (row["role"], row["name"])
        found.setdefault(place, {})[seat] = Decision(row["decision"], row["note"], row["name"], row["decided"])
    return found


def seats(db: Connection, search: int, role: str) -> tuple[str, ...]:
    """Who has this role, in the order they joined."""
    rows = db.execute("select name from seat where search = ? and role = ? order by rowid", (search, role))
    return tuple(row["name"] for row in rows)


def panel(db: Connection, search: int) -> Panel:
    """Who reviews and settles, and how far they are."""
    began, decided = since(db, search), given(db, search)
    arbiter = next(iter(seats(db, search, ARBITER)), "")
    found = Panel(seats(db, search, REVIEWER), arbiter, since=began)
    each, alone = counted(decided, found)
    earlier = sum(one.on < began for by in decided.values() for one in by.values() if one.decision)
    return Panel(found.reviewers, found.arbiter, each, alone, earlier, began)


def join(db: Connection, search: int, name: str, role: str) -> str:
    """Take a seat, and give the name as it is kept: one that differs in capitals alone is the same person.

    What a reviewer decided under this name while one reviewed is theirs from now on. Raises `ReviewRefused`.
    """
    name = named(name)
    if not name:
        raise ReviewRefused("Give your name first: a review by two keeps each decision under a name.")
    taken = seats(db, search, role)
    everyone = (*taken, *(other for each in SEATS if each != role for other in seats(db, search, each)))
    name = next((known for known in everyone if known.casefold() == name.casefold()), name)
    if name in taken:
        return name
    if len(taken) >= SEATS[role]:
        what = "Two reviewers have" if role == REVIEWER else "An arbiter has"
        raise ReviewRefused(f"{what} joined already: {' and '.join(taken)}.")
    db.execute("insert into seat values (?, ?, ?, ?)", (search, role, name, now()))
    if role == REVIEWER:
        db.execute(
            """
            insert or ignore into blind
            select search, key, file, quote, ?, ?, decision, note, decided from decision
            where search = ? and decided_by = ?
            """,
            (role, name, search, name),
        )
    return name


def leave(db: Connection, search: int, name: str, role: str) -> None:
    """Free a seat of somebody who has decided nothing. Raises `ReviewRefused` where they have."""
    who = (search, role, name)
    if db.execute("select 1 from blind where search = ? and role = ? and name = ?", who).fetchone():
        raise ReviewRefused(f"{name} has decided already, and what was decided stays with its name.")
    db.execute("delete from seat where search = ? and role = ? and name = ?", who)


def decide(db: Connection, search: int, place: Place, decided: Decision, role: str) -> None:
    """Keep what somebody decided; without decision and note it is taken back. Raises `ReviewRefused`."""
    name = decided.by
    if name not in seats(db, search, role):
        raise ReviewRefused(f"{name or 'Nobody'} has not joined this review as {role}; join it first.")
    if decided.decision and decided.decision not in DECISIONS:
        raise ReviewRefused(f"“{decided.decision}” is no decision; decide {', '.join(DECISIONS)}.")
    both = told_of(given(db, search), seats(db, search, REVIEWER), place)
    if role == REVIEWER and both:
        raise ReviewRefused("Both have decided on this, and have been shown each other’s decision, so it stays.")
    if role == ARBITER:
        _refuse_to_settle(both, decided)
    seat = (search, *place, role, name)
    db.execute(
        "delete from blind where search = ? and key = ? and file = ? and quote = ? and role = ? and name = ?", seat
    )
    if decided.decision or decided.note:
        db.execute(
            "insert into blind values (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*seat, decided.decision, decided.note, now())
        )


def _refuse_to_settle(both: tuple[Decision, ...], decided: Decision) -> None:
    if not both or both[0].decision == both[1].decision:
        raise ReviewRefused("There is nothing to settle here: an arbiter decides where two have, and differ.")
    if decided.decision and decided.decision not in SETTLES:
        raise ReviewRefused(f"An arbiter settles with {' or '.join(SETTLES)}.")

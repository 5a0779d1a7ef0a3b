"""Reports that no listing leads to, by the addresses that they should have."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.bodies import load
from corpus.families.registry import FAMILIES
from corpus.records import Body
from ingest.collect import visits
from ingest.collect.fetch import Fetched
from tests.ingest.collect.site import Pages, always, status
from tests.ingest.collect.visits import ALL, HTML, LISTING, Time, errand_of, files, landing, visit

FORMS = ("/publications/peel-assessment-{cycle}-{body}/", "/peel-reports/{body}-{cycle}/")
CYCLES, BODIES = 4, 5  # of the profile, and of the register of the samples


def guessing(pages: Pages, folder: Path, time: Time) -> Fetched:
    return visit(pages, folder, time, errand=errand_of(pages, FORMS))


def test_reports_are_found_by_body_and_cycle_where_no_listing_leads_anywhere(
    pages: Pages, folder: Path, time: Time
) -> None:
    pages.bodies[LISTING] = (b"<h1>Choose a force</h1>", HTML)
    done = guessing(pages, folder, time)
    assert set(done.new) == files(folder) == ALL
    assert done.problems == []
    assert done.notes == [
        f"{pages.root}{LISTING}: no report is linked there as far as this program can tell; reports were found in other ways"
    ]
    assert done.guessed == CYCLES * BODIES * len(FORMS)
    assert done.absent == done.guessed - 4  # a landing page and a web page of each of two reports


def test_pages_that_are_not_there_are_counted_and_not_asked_for_again_for_a_week(
    pages: Pages, folder: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = guessing(pages, folder, time)
    assert done.problems == []
    pages.asked.clear()
    again = guessing(pages, folder, time)
    assert again.absent == done.absent > 30
    assert len(pages.asked) < 12
    read = visits.read

    def later(*given: object) -> visits.Visits:
        found = read(*given)  # type: ignore[arg-type]
        found.now += visits.MISSING
        return found

    monkeypatch.setattr(visits, "read", later)
    pages.asked.clear()
    guessing(pages, folder, time)
    assert len(pages.asked) > 30


def test_what_the_listing_leads_to_is_not_asked_for_twice(pages: Pages, folder: Path, time: Time) -> None:
    guessing(pages, folder, time)
    assert max(pages.paths().count(path) for path in set(pages.paths())) == 1


NOT_THERE = {
    "a page of an error that says it is none": lambda h: h.give(b"<title>Page not found</title><h1>Sorry</h1>" + b"x " * 200, HTML),
    "sent on to the first page": status(302, Location="/"),
    "gone": status(410),
}  # fmt: skip


@pytest.mark.parametrize("answer", NOT_THERE.values(), ids=NOT_THERE)
def test_however_a_site_says_that_a_page_is_not_there(pages: Pages, folder: Path, time: Time, answer: object) -> None:
    pages.bodies["/"] = (b"<h1>Welcome</h1><a href='/uploads/fernmoor.pdf'>The newest report</a>", HTML)
    missing = [f"/peel-reports/{body}-2021-22/" for body in ("fernmoor", "ostermarch")]
    missing += [f"/publications/peel-assessment-2021-22-{body}/" for body in ("fernmoor", "ostermarch", "larkenshire")]
    pages.odd.update({path: [always(answer)] for path in missing})  # type: ignore[arg-type]
    done = guessing(pages, folder, time)
    assert (set(done.new), done.problems) == (ALL, [])
    assert done.absent == done.guessed - 1  # that of a web page that no listing leads to, but its landing page does


def test_a_site_that_refuses_programs_is_left_alone_after_three_of_them(pages: Pages, folder: Path, time: Time) -> None:
    for form in FORMS:
        for cycle in ("2025-27", "2023-25"):
            for body in ("fernmoor", "ostermarch", "quillhaven", "hollowmere", "larkenshire"):
                pages.odd[form.format(body=body, cycle=cycle)] = [always(status(403))]
    pages.bodies[LISTING] = (b"<h1>Choose a force</h1>", HTML)
    done = guessing(pages, folder, time)
    assert len(pages.asked) == 2 + 3
    assert f"{pages.host}: 3 addresses in a row were refused, so nothing more is asked of it." in done.problems


def test_a_report_that_was_found_and_is_gone_is_told(pages: Pages, folder: Path, time: Time) -> None:
    pages.bodies[LISTING] = (b"<h1>Choose a force</h1>", HTML)
    guessing(pages, folder, time)
    pages.odd[landing("fernmoor")] = [always(status(404))]
    assert "is not there (404)" in guessing(pages, folder, time).problems[0]


def test_every_force_of_today_has_an_address_in_every_cycle_and_no_other_body_has() -> None:
    peel = next(family for family in FAMILIES if family.folder == "peel")
    assert peel.publications is not None
    forces = load().of_kind("police_force")
    known = peel.publications.known(forces, (edition.cycle for edition in peel.profile.editions))
    current = [force for force in forces if force.status == "current"]
    assert len(current) == 43
    for force in current:
        for cycle in ("2018-19", "2021-22", "2023-25", "2025-27"):
            root = "https://hmicfrs.justiceinspectorates.gov.uk"
            assert f"{root}/peel-reports/{force.key}-{cycle}/" in known
            assert f"{root}/publications/peel-assessment-{cycle}-{force.key}/" in known
    assert not any(force.key in address for force in forces if force.status != "current" for address in known)
    site = peel.publications.site
    for address in known:
        path = address.removeprefix("https://hmicfrs.justiceinspectorates.gov.uk")
        assert site.landing.search(path) or (site.page and site.page.search(path))


def test_a_body_that_grew_may_have_pages_under_its_earlier_name() -> None:
    peel = next(family for family in FAMILIES if family.folder == "peel")
    assert peel.publications is not None
    names = ("Upmarsh Constabulary", "UMC", "Isles")
    grown = Body("upmarsh-and-the-isles", "Upmarsh and the Isles Police", "police_force", "force", aliases=names)
    known = peel.publications.known([grown], ["2021/22"])
    assert {address.rstrip("/").rsplit("/", 1)[-1] for address in known} == {
        "peel-assessment-2021-22-upmarsh-and-the-isles",
        "peel-assessment-2021-22-upmarsh",
        "upmarsh-and-the-isles-2021-22",
        "upmarsh-2021-22",
    }

"""A site with a page for each provider, on which several families publish: what is walked, whose a publication is, what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from ingest import manifest
from ingest.collect import visits
from ingest.collect.fetch import Fetched
from tests import samples
from tests.ingest.collect.site import Pages, always, broken_off, serving, status
from tests.ingest.collect.visits import HTML, PDF, Time, files, ofsted_errand, visit

REPORT = (samples.CHILDRENS_SERVICES / "marrowdale-ilacs-2024.pdf").read_bytes()
PROVIDERS = {"80001": "Marrowdale", "80002": "Tarnholt", "80003": "Wexbourne"}
SEARCH = "/search?q=&level_2_types%5B%5D=12&start={}&rows=100"
INSPECTION, VISIT = "Children's services inspection", "Children's services focused visit"
PUBLISHED = {
    "80001": (
        (f"{INSPECTION}: short, PDF - 24 May 2026", 101),
        (f"{VISIT}, pdf - 01 August 2024", 102),
        ("Joint area child protection inspection, pdf - 30 January 2023", 103),
        ("Children’s services monitoring visit, PDF - 3 March 2022", 104),
    ),
    "80002": ((f"{INSPECTION}, pdf - 31 February 2026", 201), ("Area SEND full inspection, pdf - 15 July 2024", 202)),
    "80003": (),
}


def link(words: str, number: int, root: str = "") -> str:
    shown = words.partition(",")[0]
    return f'<a class="publication-link" href="{root}/v1/file/{number}" target="_blank">{shown} <span class="nonvisual">{words}</span></a>'


@dataclass
class Both:
    """The pages, and the files, which are on a host of their own."""

    reports: Pages
    files: Pages

    def provider(self, urn: str) -> str:
        links = "".join(link(words, number, self.files.root) for words, number in PUBLISHED[urn])
        return f"<html><h1>{PROVIDERS[urn]}</h1><p>URN {urn}</p><ol>{links}</ol></html>"


@pytest.fixture
def both() -> Iterator[Both]:
    with serving() as reports, serving() as own:
        found = Both(reports, own)
        listed = [f'<li><a href="/provider/44/{urn}">{name}</a></li>' for urn, name in PROVIDERS.items()]
        reports.bodies[SEARCH.format(0)] = ("".join([*listed[:2], '<a href="/about">x</a>']).encode(), HTML)
        reports.bodies[SEARCH.format(100)] = (listed[2].encode(), HTML)
        reports.bodies[SEARCH.format(200)] = (b"<p>No more results</p>", HTML)
        for urn in PROVIDERS:
            reports.bodies[f"/provider/44/{urn}"] = (found.provider(urn).encode(), HTML)
            for _, number in PUBLISHED[urn]:
                own.bodies[f"/v1/file/{number}"] = (REPORT + b"\n%" + str(number).encode(), PDF)
        yield found


def fetched(
    both: Both, folder: Path, time: Time, *wanted: str, since: date | None = None, **changes: object
) -> Fetched:
    return visit(both.reports, folder, time, since, ofsted_errand(both.reports, both.files, *wanted, **changes))


ALL = {
    "80001-childrens-services-inspection-2026-05-24.pdf",
    "80001-childrens-services-focused-visit-2024-08-01.pdf",
    "80001-joint-area-child-protection-inspection-2023-01-30.pdf",
    "80002-childrens-services-inspection-201.pdf",  # its day is none, so its number tells it apart
    "80002-area-send-full-inspection-2024-07-15.pdf",
}


def test_every_listing_page_and_provider_is_walked_and_every_familys_publications_are_fetched(
    both: Both, folder: Path, time: Time
) -> None:
    done = fetched(both, folder, time)
    assert (set(done.new), done.problems) == (ALL, [])
    assert files(folder) == ALL
    assert [path for path in both.reports.paths() if path.startswith("/search")] == [
        SEARCH.format(start) for start in (0, 100, 200)
    ]
    assert done.left == {"children’s services monitoring visit": 1}
    assert "/v1/file/104" not in both.files.paths()


def test_the_manifest_says_what_the_site_calls_a_file_and_when_it_came_out(
    both: Both, folder: Path, time: Time
) -> None:
    fetched(both, folder, time)
    rows = manifest.read(folder).rows
    row = rows["80001-childrens-services-inspection-2026-05-24.pdf"]
    assert row.publication == f"{INSPECTION}: short"
    assert (row.title, row.published) == (f"Marrowdale: {INSPECTION}: short", "2026-05-24")
    assert row.address == f"{both.files.root}/v1/file/101"
    assert row.landing == f"{both.reports.root}/provider/44/80001"
    unknown = rows["80002-childrens-services-inspection-201.pdf"]
    assert (unknown.publication, unknown.published) == (INSPECTION, None)


@pytest.mark.parametrize(
    ("wanted", "kinds"),
    [
        (("inspections",), {"inspection-2026-05-24", "inspection-201"}),
        (("visits",), {"focused-visit-2024-08-01"}),
        (("joint", "send"), {"joint-area-child-protection-inspection-2023-01-30", "area-send-full-inspection-2024-07-15"}),
    ],
)  # fmt: skip
def test_one_familys_publications_alone_are_fetched_where_it_is_named(
    both: Both, folder: Path, time: Time, wanted: tuple[str, ...], kinds: set[str]
) -> None:
    done = fetched(both, folder, time, *wanted)
    assert {next(kind for kind in kinds if name.endswith(f"{kind}.pdf")) for name in done.new} == kinds
    assert len(done.new) == len(kinds)
    assert done.problems == []


def test_only_publications_since_a_day_are_fetched_and_those_without_one(both: Both, folder: Path, time: Time) -> None:
    done = fetched(both, folder, time, since=date(2026, 1, 1))
    assert set(done.new) == {name for name in ALL if "2026" in name or "201.pdf" in name}
    assert done.older == 3


def test_a_file_whose_page_says_the_same_is_asked_for_again_after_a_week(
    both: Both, folder: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched(both, folder, time)
    both.files.asked.clear()
    done = fetched(both, folder, time)
    assert (done.new, set(done.same)) == ([], ALL)
    assert [path for path in both.files.paths() if path != "/robots.txt"] == []
    seen = visits.read
    monkeypatch.setattr(visits, "read", lambda *given: _later(seen(*given), 8))
    both.files.bodies["/v1/file/101"] = (REPORT + b"\n% corrected", PDF)
    done = fetched(both, folder, time)
    assert done.changed == ["80001-childrens-services-inspection-2026-05-24.pdf"]
    assert all("If-None-Match" in request.headers for request in both.files.of("/v1/file/102"))


def _later(found: visits.Visits, days: int) -> visits.Visits:
    found.now += timedelta(days=days)
    return found


def test_a_file_whose_page_says_something_else_of_it_is_asked_for_at_once(both: Both, folder: Path, time: Time) -> None:
    fetched(both, folder, time)
    both.files.asked.clear()
    page = both.provider("80001").replace("24 May 2026", "26 May 2026")
    both.reports.bodies["/provider/44/80001"] = (page.encode(), HTML)
    done = fetched(both, folder, time)
    assert [path for path in both.files.paths() if path != "/robots.txt"] == ["/v1/file/101"]
    assert (done.new, done.changed) == ([], [])
    row = manifest.read(folder).rows["80001-childrens-services-inspection-2026-05-24.pdf"]
    assert row.published == "2026-05-26"


def test_a_publication_of_two_providers_is_fetched_once(both: Both, folder: Path, time: Time) -> None:
    page = both.provider("80002") + link(*PUBLISHED["80001"][2], both.files.root)
    both.reports.bodies["/provider/44/80002"] = (page.encode(), HTML)
    done = fetched(both, folder, time)
    assert (set(done.new), done.same, done.problems) == (ALL, [], [])
    assert both.files.paths().count("/v1/file/103") == 1


def test_two_publications_of_one_kind_and_day_are_two_files(both: Both, folder: Path, time: Time) -> None:
    again = (f"{INSPECTION}: short, PDF - 24 May 2026", 105)
    both.reports.bodies["/provider/44/80001"] = (
        (both.provider("80001") + link(*again, both.files.root)).encode(),
        HTML,
    )
    both.files.bodies["/v1/file/105"] = (REPORT + b"\n% another", PDF)
    done = fetched(both, folder, time)
    assert len(set(done.new) - ALL) == 1
    assert fetched(both, folder, time).changed == []


def test_a_listing_that_goes_on_for_ever_is_left_where_it_has_nothing_new(both: Both, folder: Path, time: Time) -> None:
    first = both.reports.bodies[SEARCH.format(0)]
    both.reports.bodies.update({SEARCH.format(100 * n): first for n in range(1, 50)})
    done = fetched(both, folder, time)
    assert done.problems == []
    assert sum(path.startswith("/search") for path in both.reports.paths()) == 2


def test_a_listing_with_new_providers_for_ever_is_left_after_some_pages_and_it_is_told(
    both: Both, folder: Path, time: Time
) -> None:
    for n in range(50):
        both.reports.bodies[SEARCH.format(100 * n)] = (f"<a href='/provider/44/9{n:04}'>x</a>".encode(), HTML)
        both.reports.bodies[f"/provider/44/9{n:04}"] = (both.provider("80001").encode(), HTML)
    done = fetched(both, folder, time, pages=4)
    assert sum(path.startswith("/search") for path in both.reports.paths()) == 4
    assert "goes on after 4 pages; what comes then is left out" in done.problems[0]
    assert len(done.new) == 3


def test_pages_without_any_publication_mean_that_the_form_has_changed(both: Both, folder: Path, time: Time) -> None:
    for urn in PROVIDERS:
        page = both.provider(urn).replace("publication-link", "report-link")
        both.reports.bodies[f"/provider/44/{urn}"] = (page.encode(), HTML)
    done = fetched(both, folder, time)
    assert len(done.problems) == 1
    assert "no page leads to a publication, so the site's layout has changed" in done.problems[0]


def test_a_host_of_files_that_refuses_one_after_the_other_is_left_alone(both: Both, folder: Path, time: Time) -> None:
    for _, number in (*PUBLISHED["80001"], *PUBLISHED["80002"]):
        both.files.odd[f"/v1/file/{number}"] = [always(status(403))]
    done = fetched(both, folder, time)
    assert len([path for path in both.files.paths() if path != "/robots.txt"]) == 3
    assert done.problems[-1] == f"{both.files.host}: 3 addresses in a row were refused, so nothing more is asked of it."
    assert len(done.problems) == 4


@pytest.mark.parametrize("when", ["on a listing", "on a page", "in a file"])
def test_a_visit_that_was_interrupted_goes_on_where_it_stopped(both: Both, folder: Path, time: Time, when: str) -> None:
    pages, path = {
        "on a listing": (both.reports, SEARCH.format(100)),
        "on a page": (both.reports, "/provider/44/80002"),
        "in a file": (both.files, "/v1/file/102"),
    }[when]
    sleep = time.sleep

    def interrupt(seconds: float) -> None:
        if pages.of(path):
            raise KeyboardInterrupt
        sleep(seconds)

    pages.odd[path] = [broken_off(path, 50)]
    time.sleep = interrupt  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        fetched(both, folder, time)
    time.sleep = sleep  # type: ignore[method-assign]
    before = {*both.reports.paths(), *both.files.paths()}
    both.reports.asked.clear()
    both.files.asked.clear()
    done = fetched(both, folder, time)
    assert files(folder) == ALL
    assert done.problems == []
    again = before & {*both.reports.paths(), *both.files.paths()}
    assert {each for each in again if not each.startswith(("/search", "/robots.txt"))} <= {path}


def test_a_visit_that_came_to_its_end_is_not_gone_on_with(both: Both, folder: Path, time: Time) -> None:
    fetched(both, folder, time)
    both.reports.asked.clear()
    fetched(both, folder, time)
    assert all("If-None-Match" in request.headers for request in both.reports.of("/provider/44/80001"))
    assert both.reports.paths().count("/provider/44/80001") == 1

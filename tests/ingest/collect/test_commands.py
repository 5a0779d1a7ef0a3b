"""The commands: whose publications on which sites, what is told, and how they end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import paths
from corpus.families.registry import FAMILIES, Family, publishing
from corpus.families.site import Publications
from corpus.families.sites import HMICFRS, OFSTED
from ingest import __main__ as building
from ingest import manifest
from ingest.collect import errands as visiting
from ingest.collect.errands import Errand, errands, names
from ingest.collect.web import session
from ingest.collect.web.session import Session
from tests.ingest.collect.site import Pages, always, serving, status
from tests.ingest.collect.test_providers import REPORT, link
from tests.ingest.collect.visits import HTML, PDF, Time, errand_of, family, ofsted_errand

CONTACT = ["--contact", "tests@inspection.example"]


@pytest.fixture
def other() -> Iterator[Pages]:
    """A second site, with a page for each provider."""
    with serving() as found:
        found.bodies["/search?q=&level_2_types%5B%5D=12&start=0&rows=100"] = (
            b"<a href='/provider/44/80001'>x</a>",
            HTML,
        )
        published = link("Children's services inspection, pdf - 24 May 2026", 1) + link("A survey, pdf - 1 May 2026", 2)
        found.bodies["/provider/44/80001"] = (f"<h1>Marrowdale</h1>{published}".encode(), HTML)
        found.bodies["/v1/file/1"] = (REPORT, PDF)
        yield found


@pytest.fixture
def both(pages: Pages, other: Pages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Pages, Pages]:
    """The families of two sites, the reports' folder of the test, and no pauses."""
    families: tuple[Family, ...] = (*errand_of(pages).families, *ofsted_errand(other, other).families)
    monkeypatch.setattr(visiting, "FAMILIES", families)
    monkeypatch.setattr(paths, "REPORTS", tmp_path)
    monkeypatch.setattr(Session.__init__, "__defaults__", (lambda _: None, Time().clock, 0.0))
    monkeypatch.setattr(session, "PAUSE", 0.0)
    return pages, other


def test_one_site_is_fetched_by_its_own_name_or_a_familys(
    both: tuple[Pages, Pages], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, other = both
    for name in ("peel", "hmicfrs"):
        assert building.main(["fetch", name, *CONTACT]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == f"HMICFRS: new: 4; changed: 0; unchanged: 0; not fetched: 0; in {folder}"
    assert second == f"HMICFRS: new: 0; changed: 0; unchanged: 4; not fetched: 0; in {folder}"
    assert other.asked == []


@pytest.mark.parametrize("wanted", [[], ["all"], ["hmicfrs", "ofsted"], ["peel", "visits", "inspections"]])
def test_all_sites_are_fetched_where_none_is_named(
    both: tuple[Pages, Pages], folder: Path, capsys: pytest.CaptureFixture[str], wanted: list[str]
) -> None:
    assert building.main(["fetch", *wanted, *CONTACT]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == f"HMICFRS: new: 4; changed: 0; unchanged: 0; not fetched: 0; in {folder}"
    assert second == (
        f"Ofsted: new: 1; changed: 0; unchanged: 0; of no family here, left out: a survey (1); not fetched: 0; in {folder.parent / 'ofsted'}"
    )
    assert (folder.parent / "ofsted" / "80001-childrens-services-inspection-2026-05-24.pdf").read_bytes() == REPORT


def test_what_is_missing_on_one_site_is_told_and_the_other_is_fetched(
    both: tuple[Pages, Pages], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages, _ = both
    pages.odd["/uploads/fernmoor.pdf"] = [always(status(403))]
    assert building.main(["fetch", "--since", "2024-01-01", *CONTACT]) == 1
    told = capsys.readouterr()
    assert "new: 3; changed: 0; unchanged: 0; not fetched: 1" in told.out
    assert "new: 1;" in told.out.splitlines()[1]
    assert "refuses programs (403)" in told.err
    (folder / manifest.FILE).write_text("{")
    assert building.main(["fetch", *CONTACT]) == 2
    told = capsys.readouterr()
    assert "manifest.json is damaged; mend it or move it away." in told.err
    assert "Ofsted: new: 0; changed: 0; unchanged: 1" in told.out


def test_a_folder_of_ones_own_has_a_folder_for_each_site(both: tuple[Pages, Pages], tmp_path: Path) -> None:
    assert building.main(["fetch", "--to", str(tmp_path / "mine"), *CONTACT]) == 0
    assert {path.name for path in (tmp_path / "mine").iterdir()} == {"peel", "ofsted"}
    assert building.main(["fetch", "ofsted", "--to", str(tmp_path / "one"), *CONTACT]) == 0
    assert list((tmp_path / "one").glob("*.pdf"))


def test_a_command_that_is_interrupted_says_so_and_goes_on_the_next_time(
    both: tuple[Pages, Pages], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pages, _ = both

    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Session.__init__, "__defaults__", (interrupt, Time().clock, 0.0))
    pages.odd["/uploads/quillhaven.pdf"] = [status(503)]
    assert building.main(["fetch", "peel", *CONTACT]) == building.STOPPED == 130
    told = capsys.readouterr()
    assert told.err.splitlines()[-1] == "Stopped. What was fetched stays; the same command goes on from here."
    assert building.main(["fetch", "peel", *CONTACT]) == 0
    assert "new: 2; changed: 0; unchanged: 2" in capsys.readouterr().out


def test_progress_is_shown(both: tuple[Pages, Pages], capsys: pytest.CaptureFixture[str]) -> None:
    building.main(["fetch", "peel", *CONTACT])
    told = capsys.readouterr().err
    assert "HMICFRS: pages of reports: 100%" in told
    assert "New: fernmoor-2023-25.pdf (PEEL 2023–25: fernmoor, published 2024-09-12)" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["peel"], "Name an address that the site can write to"),
        (["nowhere", *CONTACT], "Nothing is fetched under the name nowhere; there are all, "),
        (["peel", "--contact", "Łukasz"], "it takes plain letters"),
        (["peel", "--contact", "me\r\nX: y"], "it takes plain letters"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(
    arguments: list[str], told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("INSPECTION_CONTACT", raising=False)
    assert building.main(["fetch", *arguments]) == 2
    assert told in capsys.readouterr().err


def test_a_publication_is_the_familys_whose_name_it_begins_with_longest() -> None:
    given = {"one": "area inspection", "two": "area inspection of towns", "three": "children's services"}
    site = replace(OFSTED, unconfirmed=())
    errand = Errand(site, tuple(family(key, Publications(site, names=(name,))) for key, name in given.items()))
    told = {
        "Area inspection: x": "one",
        "AREA INSPECTION of towns and villages": "two",
        "Children’s  services monitoring": "three",
        "Area inspections": None,
        "An area inspection": None,
        "": None,
        None: None,
    }
    for name, key in told.items():
        owner = errand.owner(name)
        assert (owner and owner.folder) == key, name


def test_what_is_kept_with_a_file_tells_its_family() -> None:
    found = publishing("Children's services inspection: short")
    assert found is not None
    assert found.folder == "childrens_services"
    assert publishing("Children's services survey") is None
    assert publishing("") is None


def test_the_real_sites_name_their_hosts_and_what_is_unconfirmed() -> None:
    fetched = [family.publications for family in FAMILIES if family.publications]
    sites = {publications.site.name: publications.site for publications in fetched}
    assert all(publications.site is sites[publications.site.name] for publications in fetched), (
        "one site, described twice"
    )
    for site in sites.values():
        assert all(address.split("/")[2] in site.hosts for address in site.listings)
        assert all(address.startswith("https://") for address in site.listings)
        assert site.unconfirmed
    for publications in fetched:
        assert all(address.split("/")[2] in publications.site.hosts for address in publications.addresses)
        assert bool(publications.names) == bool(publications.site.publication), (
            "publications without a way to tell them"
        )
    assert {"all", "hmicfrs", "ofsted", "peel"} <= set(names())
    assert {errand.site.name for errand in errands([])} == set(sites)


def test_forms_of_addresses_of_the_real_sites() -> None:
    for path in ("/publications/peel-assessment-2021-22-fernmoor/", "/publications/peel-assessment-2018-19-fernmoor"):
        assert HMICFRS.landing.search(path)
    for path in ("/publications/peel-assessment-framework-2023-2025/", "/news/news-feed/peel-2018-19/"):
        assert not HMICFRS.landing.search(path)
    assert HMICFRS.page
    assert HMICFRS.page.search("/peel-reports/fernmoor-2023-25/")
    for path in ("/provider/44/80001", "/provider/44/80001/", "/provider/80001"):
        assert OFSTED.landing.search(path)
    for path in ("/provider/", "/providers/44/80001", "/provider/44/80001/compare"):
        assert not OFSTED.landing.search(path)

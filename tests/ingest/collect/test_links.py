"""Links as pages really write them: malformed, relative, with blanks, of other hosts, and what files are called after them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest import manifest
from ingest.collect.file_names import LONGEST, file_name
from ingest.collect.site_pages import landing as read_landing
from ingest.collect.site_pages import listed
from ingest.collect.web.addresses import BadAddress, host, joined
from tests.ingest.collect.site import Pages, always, status
from tests.ingest.collect.visits import ALL, HTML, LISTING, PDF, PDFS, Time, errand_of, files, landing, visit

MALFORMED = ("http://[broken", "http://[::1", "https://host.example:port/x", "http://host.example:99999/x")


@pytest.mark.parametrize("link", MALFORMED)
def test_a_malformed_address_on_a_listing_or_a_page_is_told_and_the_rest_is_fetched(
    pages: Pages, folder: Path, time: Time, link: str
) -> None:
    for path in (LISTING, landing("fernmoor")):
        body, kind = pages.bodies[path]
        pages.bodies[path] = (f"<a href='{link}'>x</a>".encode() + body, kind)
    done = visit(pages, folder, time)
    assert set(done.new) == files(folder) == ALL
    assert len(done.problems) == 2
    assert all(f"links to “{link}”, which is not an address" in problem for problem in done.problems)
    assert visit(pages, folder, time).problems == done.problems


@pytest.mark.parametrize("link", MALFORMED)
def test_a_malformed_address_that_a_file_or_a_page_is_sent_on_to_is_told_and_the_rest_is_fetched(
    pages: Pages, folder: Path, time: Time, link: str
) -> None:
    pages.odd["/uploads/fernmoor.pdf"] = [always(status(302, Location=link))]
    done = visit(pages, folder, time)
    assert set(done.new) == ALL - {"fernmoor-2023-25.pdf"}
    assert f"redirects to “{link}”, which is not an address" in done.problems[0]


WRITTEN = {
    "relative, upwards": ("../../uploads/fernmoor.pdf", "/uploads/fernmoor.pdf"),
    "above the first folder": ("../../../../uploads/fernmoor.pdf", "/uploads/fernmoor.pdf"),
    "with blanks around": ("  /uploads/fernmoor.pdf\n", "/uploads/fernmoor.pdf"),
    "with blanks inside": ("/uploads/the report.pdf", "/uploads/the%20report.pdf"),
    "broken over lines": ("/uploads/fern\n  moor.pdf".replace("  ", ""), "/uploads/fernmoor.pdf"),
    "in another script": ("/uploads/Ffêr.pdf", "/uploads/Ff%C3%AAr.pdf"),
    "escaped already": ("/uploads/a%20b.pdf", "/uploads/a%20b.pdf"),
    "with a query": ("/uploads/fernmoor.pdf?ver=2", "/uploads/fernmoor.pdf?ver=2"),
    "the name in the query": ("/download?file=fernmoor.pdf", "/download?file=fernmoor.pdf"),
    "without its scheme": ("//{host}/uploads/fernmoor.pdf", "/uploads/fernmoor.pdf"),
    "with a fragment": ("/uploads/fernmoor.pdf#page=2", "/uploads/fernmoor.pdf"),
    "in capitals": ("HTTP://{host}/uploads/FERNMOOR.PDF", "/uploads/FERNMOOR.PDF"),
}


@pytest.mark.parametrize(("link", "path"), WRITTEN.values(), ids=WRITTEN)
def test_however_a_link_is_written_the_report_is_fetched(
    pages: Pages, folder: Path, time: Time, link: str, path: str
) -> None:
    pages.bodies[landing("fernmoor")] = (
        f"<meta charset=utf-8><h1>x</h1><a href='{link.format(host=pages.host)}'>Report</a>".encode(),
        HTML,
    )
    pages.bodies[path] = (PDFS["fernmoor"], PDF)
    done = visit(pages, folder, time)
    assert (done.problems, len(pages.of(path))) == ([], 1)
    row = manifest.read(folder).rows["peel-assessment-2023-25-fernmoor.pdf"]
    assert row.address == pages.root + path


@pytest.mark.parametrize("base", ["/uploads/", "http://{host}/uploads/", "http://[broken"])
def test_links_are_relative_to_the_base_of_a_page(pages: Pages, folder: Path, time: Time, base: str) -> None:
    link = "/uploads/fernmoor.pdf" if "[" in base else "fernmoor.pdf"
    pages.bodies[landing("fernmoor")] = (
        f"<base href='{base.format(host=pages.host)}'><h1>x</h1><a href='{link}'>Report</a>".encode(),
        HTML,
    )
    assert "peel-assessment-2023-25-fernmoor.pdf" in visit(pages, folder, time).new


def test_links_of_a_type_or_in_words_are_those_of_a_pdf(pages: Pages, folder: Path, time: Time) -> None:
    for link in ("<a href='/get/7' type='application/pdf'>Report</a>", "<a href='/get/7'>Report (PDF, 2 MB)</a>"):
        pages.bodies[landing("fernmoor")] = (f"<h1>x</h1><a href='/about'>About</a>{link}".encode(), HTML)
        pages.bodies["/get/7"] = (PDFS["fernmoor"], PDF)
        visit(pages, folder, time)
        assert (folder / "peel-assessment-2023-25-fernmoor.pdf").read_bytes() == PDFS["fernmoor"]
        (folder / "peel-assessment-2023-25-fernmoor.pdf").unlink()


@pytest.mark.parametrize(
    "link",
    [
        "http://elsewhere.example/publications/peel-assessment-2023-25-fernmoor/",
        "http://ffêr.example/publications/peel-assessment-2023-25-fernmoor/",
        "http://user:secret@{host}/publications/peel-assessment-2023-25-fernmoor/",
        "mailto:someone@inspection.example",
        "javascript:/publications/peel-assessment-2023-25-fernmoor/",
        "ftp://{host}/publications/peel-assessment-2023-25-fernmoor/",
        "#top",
        "",
    ],
)
def test_what_leads_off_the_site_is_not_followed(pages: Pages, folder: Path, time: Time, link: str) -> None:
    body, kind = pages.bodies[LISTING]
    pages.bodies[LISTING] = (
        body.replace(b"/publications/peel-assessment-2023-25-fernmoor/#top", link.format(host=pages.host).encode()),
        kind,
    )
    del pages.bodies[f"{LISTING}?page=2"]
    done = visit(pages, folder, time)
    assert done.new == []
    assert {path for path in pages.paths() if path != "/robots.txt"} == {LISTING, f"{LISTING}?page=2"}


def test_a_web_page_of_a_report_leads_to_its_own_pdf_and_to_no_other(pages: Pages, folder: Path, time: Time) -> None:
    page = pages.bodies["/peel-reports/fernmoor-2023-25/"][0]
    links = b"<a href='/uploads/framework-2023-25.pdf'>How we inspect</a><a href='/uploads/peel-fernmoor-report.pdf'>PDF</a>"
    pages.bodies["/peel-reports/fernmoor-2023-25/"] = (page.replace(b"</h1>", b"</h1>" + links, 1), HTML)
    pages.bodies["/uploads/peel-fernmoor-report.pdf"] = (PDFS["fernmoor"], PDF)
    pages.bodies[LISTING] = (b"<a href='/peel-reports/fernmoor-2023-25/'>One</a>", HTML)
    done = visit(pages, folder, time)
    assert set(done.new) == {"fernmoor-2023-25.pdf", "fernmoor-2023-25.html"}
    assert "/uploads/framework-2023-25.pdf" not in pages.paths()
    assert pages.paths().count("/peel-reports/fernmoor-2023-25/") == 1  # read for its links and kept as the report
    again = visit(pages, folder, time)
    assert set(again.same) == set(done.new)


@pytest.mark.parametrize("letter", ["a", "ŷ", "%C5%B7"])
def test_a_name_of_three_hundred_letters_is_made_shorter_and_stays_its_own(
    pages: Pages, folder: Path, time: Time, letter: str
) -> None:
    paths = [f"/publications/peel-assessment-2023-25-{letter * 300}{n}/" for n in (1, 2)]
    pages.bodies[LISTING] = (
        ("<meta charset=utf-8>" + "".join(f"<a href='{path}'>x</a>" for path in paths)).encode(),
        HTML,
    )
    for n, path in enumerate(paths):
        asked = path.replace("ŷ", "%C5%B7")
        pages.bodies[asked] = (f"<h1>x</h1><a href='/uploads/{n}.pdf'>x</a>".encode(), HTML)
        pages.bodies[f"/uploads/{n}.pdf"] = (PDFS["fernmoor"] + b"\n%%" + str(n).encode(), PDF)
    done = visit(
        pages, folder, time, errand=errand_of(pages, landing=re.compile(r"/publications/peel-assessment-.+/$"))
    )
    assert (len(set(done.new)), done.problems) == (2, [])
    assert all(len(name.encode()) < 150 for name in files(folder))


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("80000-Children’s services inspection-2026-05-24", "80000-childrens-services-inspection-2026-05-24.pdf"),
        ("..", "report.pdf"),
        ("%2e%2e%2fetc%2fpasswd", "etc-passwd.pdf"),
        ("a\0b/c\\d:e", "a-b-c-d-e.pdf"),
        ("Ll%C5%B7n", "llŷn.pdf"),
        ("-", "report.pdf"),
    ],
)
def test_names_are_of_letters_digits_and_hyphens(stem: str, name: str) -> None:
    assert file_name(stem, ".pdf", "https://site.example/x") == name


def test_long_names_are_told_apart_by_their_addresses() -> None:
    first, second = (file_name("ŷ" * 300, ".pdf", f"https://site.example/{n}") for n in (1, 2))
    assert first != second
    assert len(first.encode()) <= LONGEST + len("-12345678.pdf")


@pytest.mark.parametrize(
    ("base", "link", "address"),
    [
        ("https://a.example/x/y/", "../z?q=a b", "https://a.example/x/z?q=a%20b"),
        ("https://a.example/x", "//b.example:443/y", "https://b.example:443/y"),
        ("https://a.example/x", "?page=2", "https://a.example/x?page=2"),
        ("https://a.example/x", "y#z", "https://a.example/y"),
    ],
)
def test_addresses_are_joined_as_browsers_do(base: str, link: str, address: str) -> None:
    assert joined(base, link) == address


def test_hosts_are_compared_in_one_form() -> None:
    assert host("https://Files.Example:443/x") == host("https://files.example/y") == "files.example"
    assert host("http://files.example:8080/") == "files.example:8080"
    assert host("https://ffêr.example/") == host("https://xn--ffr-gma.example/")
    assert host("https://me@files.example/") == ""
    with pytest.raises(BadAddress):
        host("http://[broken")


@pytest.mark.parametrize(
    "html",
    [b"", b"\0\0", b"%PDF-1.7", b"<?xml version='1.0'?><Error/>", b"<a href", b"<a>x</a>", b"<div>" * 500, b"<a " * 30_000, "é".encode("utf-16")],
)  # fmt: skip
def test_what_is_no_page_leads_nowhere(html: bytes) -> None:
    site = errand_of(Pages(root="http://127.0.0.1:1")).site
    assert listed(html, "http://127.0.0.1:1/", site).landings == ()
    assert read_landing(html, "http://127.0.0.1:1/publications/peel-assessment-2021-22-x/", site).publications == ()

"""What comes back: its kind is told by its bytes, its end by what it is packed in, and headers are believed as far as they can be true."""

from __future__ import annotations

import gzip
import hashlib
import random
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from time import sleep as pause

import pytest

from ingest.collect.files import kind_of
from ingest.collect.web import content, replies
from ingest.collect.web.unpack import Damaged, packing, unpacked
from tests.ingest.collect.site import Handler, Pages, always, broken_off, sent, status
from tests.ingest.collect.visits import ALL, HTML, LISTING, PDFS, Time, files, landing, visit

PATH, NAME = "/uploads/fernmoor.pdf", "fernmoor-2023-25.pdf"
REPORT = PDFS["fernmoor"]
NOISE = random.Random(7).randbytes(4000)  # that packing makes larger
LARGER = REPORT + b"\n%" + NOISE.replace(b"%%EOF", b"") + b"\n%%EOF"


def deflated(data: bytes) -> bytes:
    """Without zlib's own header, as some servers send it."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def length(body: bytes) -> tuple[str, str]:
    return "Content-Length", str(len(body))


@pytest.mark.parametrize(
    "headers",
    [
        [("Content-Type", kind)]
        for kind in ("application/x-pdf", "application/force-download", "text/plain", "text/html", "nonsense", "", "a/b; charset=bogus")
    ]
    + [
        [],
        [("Content-Type", "application/pdf"), ("Content-Type", "text/html")],
        [("Content-Disposition", 'attachment; filename="../../../../etc/passwd"')],
        [("Content-Disposition", "attachment; filename*=UTF-8''%00%ff; filename=x.exe")],
        [("Content-Disposition", "\u00ff\u00fe;;=")],
        [("ETag", "two\r\n lines"), ("Last-Modified", "never")],
        [("ETag", "\u00ff"), ("Set-Cookie", "a=b")],
    ],
)  # fmt: skip
def test_a_report_is_taken_whatever_the_site_says_that_it_is(
    pages: Pages, folder: Path, time: Time, headers: list[tuple[str, str]]
) -> None:
    pages.odd[PATH] = [always(sent(REPORT, length(REPORT), *headers))]
    for _ in range(2):
        done = visit(pages, folder, time)
        assert done.problems == []
        assert files(folder) == ALL
        assert (folder / NAME).read_bytes() == REPORT


PACKED = {
    "gzip, shorter": (REPORT, gzip.compress(REPORT), "gzip"),
    "gzip, longer": (LARGER, gzip.compress(LARGER, 0), "gzip"),
    "x-gzip": (REPORT, gzip.compress(REPORT), "x-gzip"),
    "deflate": (REPORT, zlib.compress(REPORT), "deflate"),
    "deflate without a header": (REPORT, deflated(REPORT), "deflate"),
    "gzip in two parts": (REPORT, gzip.compress(REPORT[:999]) + gzip.compress(REPORT[999:]), "gzip"),
    "gzip with something after it": (REPORT, gzip.compress(REPORT) + b"\0\0\0", "gzip"),
    "said to be gzip": (REPORT, REPORT, "gzip"),
    "said to be deflate": (REPORT, REPORT, "deflate"),
    "identity": (REPORT, REPORT, "identity"),
    "a charset": (REPORT, REPORT, "utf-8"),
}


@pytest.mark.parametrize("told", ["its length", "no length", "in chunks"])
@pytest.mark.parametrize(("report", "body", "how"), PACKED.values(), ids=PACKED)
def test_packed_reports_are_taken_whole(
    pages: Pages, folder: Path, time: Time, report: bytes, body: bytes, how: str, told: str
) -> None:
    headers = [("Content-Encoding", how), ("ETag", '"x"')]
    if told == "in chunks":
        answer = sent(chunked(body), ("Transfer-Encoding", "chunked"), *headers)
    else:
        answer = sent(body, *([length(body)] if told == "its length" else []), *headers)
    pages.odd[PATH] = [always(answer)]
    done = visit(pages, folder, time)
    assert (set(done.new), done.problems) == (ALL, [])
    assert (folder / NAME).read_bytes() == report
    assert len(pages.of(PATH)) == 1


def chunked(body: bytes, size: int = 700) -> bytes:
    pieces = [body[n : n + size] for n in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def test_a_packed_body_is_whole_where_the_length_told_is_that_of_its_content(
    pages: Pages, folder: Path, time: Time
) -> None:
    packed = gzip.compress(REPORT)
    assert len(packed) < len(REPORT)
    pages.odd[PATH] = [always(sent(packed, length(REPORT), ("Content-Encoding", "gzip")))]
    assert set(visit(pages, folder, time).new) == ALL
    assert (folder / NAME).read_bytes() == REPORT


CUT = {
    "by its length": sent(REPORT[:5000], length(REPORT)),
    "in chunks": sent(chunked(REPORT)[:5000], ("Transfer-Encoding", "chunked")),
    "in the size of a chunk": sent(chunked(REPORT)[:707], ("Transfer-Encoding", "chunked")),
    "before the last chunk": sent(chunked(REPORT)[:-5], ("Transfer-Encoding", "chunked")),
    "packed": sent(gzip.compress(REPORT)[:5000], ("Content-Encoding", "gzip")),
    "packed, in chunks": sent(
        chunked(gzip.compress(REPORT)[:5000]), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")
    ),
    "without a length": sent(REPORT[:5000]),
    "packed and damaged": sent(gzip.compress(REPORT)[:3000] + bytes(3000), ("Content-Encoding", "gzip")),
    "a chunk of no size": sent(b"zz\r\n%PDF", ("Transfer-Encoding", "chunked")),
    "another part than was asked for": sent(REPORT[:5000], ("Content-Range", "bytes 0-4999/9999"), number=206),
}  # fmt: skip


@pytest.mark.parametrize("answer", CUT.values(), ids=CUT)
def test_a_report_that_is_cut_off_is_never_taken(pages: Pages, folder: Path, time: Time, answer: object) -> None:
    pages.odd[PATH] = [always(answer)]  # type: ignore[arg-type]
    done = visit(pages, folder, time)
    assert set(done.new) == ALL - {NAME}
    (problem,) = done.problems
    told = ("broke off", "is packed and damaged", "answers 206")
    assert any(each in problem for each in told), "noticed before a reader is asked"
    assert len(pages.of(PATH)) <= 4
    assert visit(pages, folder, time).new == []
    pages.odd.clear()
    assert visit(pages, folder, time).new == [NAME]
    assert (folder / NAME).read_bytes() == REPORT
    assert files(folder) == ALL


def test_a_report_that_is_sent_in_parts_is_put_together(pages: Pages, folder: Path, time: Time) -> None:
    etag = hashlib.sha256(REPORT).hexdigest()[:12]

    def part(handler: Handler) -> None:
        begin = int(handler.headers["Range"].removeprefix("bytes=").rstrip("-"))
        body = REPORT[begin : begin + 3000]
        span = f"bytes {begin}-{begin + len(body) - 1}/{len(REPORT)}"
        sent(body, length(body), ("Content-Range", span), ("ETag", f'"{etag}"'), number=206)(handler)

    pages.odd[PATH] = [broken_off(PATH, 5000), part, part]
    done = visit(pages, folder, time)
    assert (set(done.new), done.problems) == (ALL, [])
    assert (folder / NAME).read_bytes() == REPORT
    ranges = [request.headers.get("Range") for request in pages.of(PATH)]
    assert ranges == [None, "bytes=5000-", "bytes=8000-", "bytes=11000-"]


REFUSED = {
    "nothing": (b"", (), "holds nothing"),
    "JSON": (b'{"error": "not found"}', (), "holds neither a PDF nor a web page"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + NOISE, (), "holds neither a PDF nor a web page"),
    "an archive": (gzip.compress(REPORT), (), "holds neither a PDF nor a web page"),
    "packed as nobody asked": (NOISE, (("Content-Encoding", "br"),), "is compressed as br, which was not asked for"),
    "a page, as XML": (b"<?xml version='1.0'?><Error>AccessDenied</Error>", (), "holds a web page and not the PDF"),
    "a page after a mark": (b"\xef\xbb\xbf \n<!DOCTYPE html><p>Sorry", (), "holds a web page and not the PDF"),
    "a huge one packed small": (gzip.compress(bytes(80_000_000)), (("Content-Encoding", "gzip"),), "is larger than"),
    "a length of many digits": (b"%PDF", (("Content-Length", "9" * 17),), "is larger than"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "headers", "told"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_report_is_refused_in_a_sentence(
    pages: Pages, folder: Path, time: Time, body: bytes, headers: tuple[tuple[str, str], ...], told: str
) -> None:
    pages.odd[PATH] = [always(sent(body, ("Content-Type", "application/pdf"), *headers))]
    done = visit(pages, folder, time)
    assert set(done.new) == files(folder) == ALL - {NAME}
    (problem,) = done.problems
    assert told in problem
    assert "\n" not in problem


def test_a_pdf_at_the_address_of_a_web_page_is_taken_as_what_it_is(pages: Pages, folder: Path, time: Time) -> None:
    pages.odd["/peel-reports/fernmoor-2023-25/"] = [always(sent(REPORT + b"\n", ("Content-Type", "text/html")))]
    done = visit(pages, folder, time)
    assert done.problems == []
    assert sum(name.startswith("fernmoor") and name.endswith(".pdf") for name in files(folder)) == 2
    assert visit(pages, folder, time).new == []


ANSWERS = {"nothing": b"", "no page": b"\0" * 500, "a PDF": REPORT, "an error": b"<title>404</title><h1>Not found</h1>"}


@pytest.mark.parametrize("body", ANSWERS.values(), ids=ANSWERS)
@pytest.mark.parametrize("path", [LISTING, landing("fernmoor")])
def test_a_listing_or_a_page_with_no_content_of_its_own_is_told(
    pages: Pages, folder: Path, time: Time, path: str, body: bytes
) -> None:
    pages.odd[path] = [always(sent(body, length(body), ("Content-Type", HTML)))]
    done = visit(pages, folder, time)
    assert len(done.problems) == 1
    assert "layout has changed" in done.problems[0]


def test_pages_may_come_packed_too(pages: Pages, folder: Path, time: Time) -> None:
    for path in (LISTING, landing("fernmoor")):
        body = gzip.compress(pages.bodies[path][0])
        pages.odd[path] = [always(sent(body, length(body), ("Content-Encoding", "gzip")))]
    assert set(visit(pages, folder, time).new) == ALL


@pytest.mark.parametrize("number", [201, 204, 206, 300, 302, 304, 305, 400, 405, 418])
def test_an_answer_that_was_not_asked_for_is_told(pages: Pages, folder: Path, time: Time, number: int) -> None:
    for path in (PATH, landing("quillhaven")):
        pages.odd[path] = [always(status(number))]
    done = visit(pages, folder, time)
    assert len(done.problems) == 2
    assert all(f"answers {number}" in problem for problem in done.problems)


def test_a_site_that_knows_days_only_is_asked_by_them(pages: Pages, folder: Path, time: Time) -> None:
    day = format_datetime(datetime(2025, 3, 1, tzinfo=UTC), usegmt=True)

    def since(handler: Handler) -> None:
        if handler.headers.get("If-Modified-Since") == day:
            handler.end(304)
        else:
            sent(REPORT, length(REPORT), ("Last-Modified", day))(handler)

    pages.odd[PATH] = [always(since)]
    visit(pages, folder, time)
    done = visit(pages, folder, time)
    assert set(done.same) == ALL
    assert [request.headers.get("If-Modified-Since") for request in pages.of(PATH)] == [None, day]


def test_a_line_that_drips_is_cut_after_a_time(
    pages: Pages, folder: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "SLOWEST", 5)

    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b"%")
                handler.wfile.flush()
                time.now += 1
                pause(0.02)
        except OSError:
            pass
        handler.close_connection = True

    pages.odd[PATH] = [always(drip)]
    done = visit(pages, folder, time)
    assert "takes longer than 5 seconds" in done.problems[0]
    assert set(done.new) == ALL - {NAME}


@pytest.mark.parametrize(
    "told", ["²", "-5", "soon", "1e9999", "Fri, 31 Feb 2026 25:61:00 GMT", "", "Thu, 01 Jan 1970 00:00:00 GMT"]
)
def test_a_wait_that_is_none_is_not_kept(pages: Pages, folder: Path, time: Time, told: str) -> None:
    pages.odd[PATH] = [status(429, Retry_After=told)]
    done = visit(pages, folder, time)
    assert (set(done.new), done.problems) == (ALL, [])
    assert max(time.slept) <= 4


@pytest.mark.parametrize("told", ["²", "-1", "many", "1, 2", "9" * 5000])
def test_a_length_that_is_none_is_not_believed(pages: Pages, folder: Path, time: Time, told: str) -> None:
    pages.odd[PATH] = [always(sent(REPORT, ("Content-Length", told)))]
    done = visit(pages, folder, time)
    assert set(done.new) | {NAME} == ALL
    assert len(done.problems) == (NAME not in done.new)


@pytest.mark.parametrize(
    ("told", "seconds"), [("90", 90.0), (" 90 ", 90.0), ("1.5", 1.5), ("²", None), ("-1", None), (None, None), ("x", None)]
)  # fmt: skip
def test_waits_in_seconds(told: str | None, seconds: float | None) -> None:
    assert replies.seconds(told) == seconds


def test_waits_until_a_day() -> None:
    soon = datetime.now(UTC) + timedelta(seconds=60)
    assert 55 < (replies.seconds(format_datetime(soon, usegmt=True)) or 0) <= 60
    assert replies.seconds(format_datetime(soon - timedelta(days=2), usegmt=True)) == 0


@pytest.mark.parametrize(
    ("told", "how"), [("gzip", "gzip"), ("GZIP ", "gzip"), ("identity, br", "br"), ("", None), (None, None), ("utf-8", None)]
)  # fmt: skip
def test_how_a_body_is_packed_is_read_off_its_header(told: str | None, how: str | None) -> None:
    assert packing(told) == how


@pytest.mark.parametrize("size", [1, 2, 7, 100_000])
@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, deflated])
def test_bodies_are_unpacked_in_pieces_of_any_size(size: int, pack: Callable[[bytes], bytes]) -> None:
    packed = pack(NOISE + bytes(200_000))
    pieces = (packed[n : n + size] for n in range(0, len(packed), size))
    assert b"".join(unpacked(pieces, "deflate")) == NOISE + bytes(200_000)
    with pytest.raises(Damaged):
        list(unpacked(iter([packed[:-20]]), "deflate"))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.4", ".pdf"),
        (b"\r\n junk %PDF-1.7", ".pdf"),
        (b"<!doctype html>", ".html"),
        (b"\xef\xbb\xbf\n  <HTML>", ".html"),
        ("<html>".encode("utf-16"), ".html"),
        (b"plain text", None),
        (b"< 5 forces", None),
        (b"", None),
    ],
)
def test_what_a_file_is_is_told_by_its_bytes(tmp_path: Path, head: bytes, kind: str | None) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(head)
    assert kind_of(path) == kind

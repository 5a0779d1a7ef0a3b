"""The stored pages of one generation, and the files they were read from: what a quotation is checked and shown on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.records import Place
from index.errors import IndexUnusable
from index.storage.database import Store, place_from

GONE = "The report's file is not where it was when the index was built, so its page cannot be shown as a picture."
OTHER = "The report's file has changed since the index was built, so its page cannot be shown as a picture."
PLAIN = "This report was read from a text or web page, which has no pages to picture."


@dataclass(frozen=True, slots=True)
class StoredPage:
    """One page of a report as it is stored: its number of `pages`, the number printed on it, and its text.

    `report` names the bodies that the file is a report on, the one that it is mainly on first.
    """

    report: str
    file: str
    number: int
    pages: int
    label: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Held:
    """A report on one body as a part holds it."""

    store: Store
    report: int
    body: str
    pages: int

    @property
    def passages(self) -> int:
        """How many there are: the body that a file is mainly on has the most."""
        return int(self.store.rows("select count(*) n from passage where report = ?", (self.report,))[0]["n"])


class Unmarked(Exception):
    """There is no picture of the page; the message says why."""


class Pages:
    """Reads stored pages by the report's file and the page's number, in whatever part of the generation it is.

    `root` is the folder that files are named from.
    """

    def __init__(self, stores: Sequence[Store], root: str | None) -> None:
        self._stores = tuple(stores)
        self._root = Path(root) if root else None
        self._reports: dict[str, list[Held]] = {}  # a file may be a report on several bodies, in whatever parts
        for store in self._stores:
            for row in store.rows("select id, file, body_name, pages from report order by id"):
                held = Held(store, int(row["id"]), str(row["body_name"]), int(row["pages"]))
                self._reports.setdefault(str(row["file"]), []).append(held)

    def words(self, file: str, place: Place) -> str:
        """The words stored at a place of a report. Raises `IndexUnusable` where there is no such report or page."""
        try:
            held = self._reports[file][0]
            return held.store.words_at(held.report, place)
        except (KeyError, IndexError) as error:
            raise IndexUnusable(f"The index holds no such page of {file}.") from error

    def verify(self, file: str, place: Place, quote: str) -> None:
        """Raises `IndexUnusable` unless the stored page has exactly these words at the place."""
        if self.words(file, place) != quote:
            raise IndexUnusable(f"A quotation from {file} differs from its stored page; build the index again.")

    def page(self, file: str, number: int) -> StoredPage | None:
        """A stored page, None where the report or the page is unknown."""
        if file not in self._reports:
            return None
        first, *others = sorted(self._reports[file], key=lambda held: (-held.passages, held.body))
        found = first.store.rows("select label, text from page where report = ? and number = ?", (first.report, number))
        names = ", ".join(held.body for held in (first, *others))
        return StoredPage(names, file, number, first.pages, found[0]["label"], found[0]["text"]) if found else None

    def sha256(self, file: str) -> str:
        """The hash of the file that a report is quoted from, empty for an unknown report."""
        for store in self._stores:
            if rows := store.rows("select sha256 from source where file = ?", (file,)):
                return str(rows[0]["sha256"])
        return ""

    def source(self, file: str) -> Path:
        """The file of a report, as it was read. Raises `Unmarked` where it is gone, has changed or is no PDF."""
        store = self._reports[file][0].store if file in self._reports else self._stores[0]
        rows = store.rows(
            "select s.kind, s.sha256 from source s join report r on r.id = s.report where r.file = ? and s.file = r.file",
            (file,),
        )
        if not rows or rows[0]["kind"] != "pdf":
            raise Unmarked(PLAIN)
        path = (self._root or Path()) / file
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise Unmarked(GONE) from error
        if self._root is None or digest != rows[0]["sha256"]:
            raise Unmarked(OTHER)
        return path

    def sample(self, wanted: Callable[[str], bool] = lambda file: True) -> list[tuple[str, Place, str]]:
        """Every sentence that may be quoted, as file, place and words, in order; of reports whose file is wanted."""
        sql = (
            "select r.file, s.place, s.text from sentence s join passage p on p.id = s.passage join report r on r.id = p.report "
            "where s.standing = 0 order by s.id"
        )
        rows = [row for store in self._stores for row in store.rows(sql)]
        return [
            (str(row["file"]), place_from(row["place"]), str(row["text"])) for row in rows if wanted(str(row["file"]))
        ]

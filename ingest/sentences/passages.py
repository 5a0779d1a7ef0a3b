"""Findings in, passages and their sentences out, each with its place.

A passage is one paragraph or one bullet: a passage that mixed two findings would have no stance. The heading
sentence of a finding stands with its first paragraph and is the context of the others; a bullet has its lead-in
as context. Only a paragraph too long for the model is split further, between sentences where that is possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.families.profile import Profile
from corpus.layout.page_text import subplace
from corpus.records import Finding, Paragraph, Passage, Place, Report, Sentence
from ingest.sentences.ends import sentence_spans
from ingest.sentences.speaker import resolved, speaker

Count = Callable[[str], int]
# all-MiniLM-L6-v2 reads 256 word pieces. A passage keeps to 190, which leaves room for 60 of context.
PASSAGE_TOKENS, CONTEXT_TOKENS = 190, 60
PROSE_KINDS = ("main_finding", "observation", "context")  # kinds in which standing text turns up among findings


def passages(report: Report, profile: Profile, count: Count) -> Iterator[Passage]:
    """Every passage of a report that says anything, in order. `count` gives a text's length in the model's own tokens."""
    return (passage for passage in _pieces(report, profile, count) if passage.sentences)


def _pieces(report: Report, profile: Profile, count: Count) -> Iterator[Passage]:
    splitter = _splitter(count)
    for index, finding in enumerate(report.findings):
        head = finding.title_place
        if head and not (finding.paragraphs and _short(finding.title or "", count)):
            yield _passage(report, profile, index, head, head, "")  # it would not fit beside a paragraph
            head = ()
        for number, paragraph in enumerate(finding.paragraphs):
            title = head if number == 0 else ()
            for part in _parts(report, paragraph.place, splitter, count):
                context = _context(finding, paragraph, titled=bool(title), count=count)
                yield _passage(report, profile, index, title + part, title, context)
                title = ()


def _context(finding: Finding, paragraph: Paragraph, titled: bool, count: Count) -> str:
    words = [finding.title] if finding.title and not titled else []
    words += [paragraph.lead_in] if paragraph.lead_in else []
    text = " ".join(words)
    return text if _short(text, count) else ""


def _short(text: str, count: Count) -> bool:
    """Whether a text fits beside a passage in what the model reads; a token has a character at least."""
    return len(text) <= CONTEXT_TOKENS or count(text) <= CONTEXT_TOKENS


def _splitter(count: Count) -> RecursiveCharacterTextSplitter:
    return RecursiveCharacterTextSplitter(
        separators=[". ", "; ", ", ", " ", ""],
        keep_separator="end",
        chunk_size=PASSAGE_TOKENS,
        chunk_overlap=0,
        length_function=count,
        add_start_index=True,
    )


def _parts(report: Report, place: Place, splitter: RecursiveCharacterTextSplitter, count: Count) -> Iterator[Place]:
    text = report.text(place)
    if len(text) <= PASSAGE_TOKENS or count(text) <= PASSAGE_TOKENS:
        yield place
        return
    for document in splitter.create_documents([text]):
        start = document.metadata["start_index"]
        yield subplace(place, start, start + len(document.page_content))


def _passage(report: Report, profile: Profile, finding: int, place: Place, title: Place, context: str) -> Passage:
    text = report.text(place)
    skip = len(report.text(title)) + 1 if title else 0
    kind = report.findings[finding].kind
    standing = kind == "boilerplate" or (
        kind in PROSE_KINDS and any(p.search(text[skip:]) for p in profile.boilerplate)
    )
    return Passage(
        finding=finding,
        place=place,
        text=text,
        context=context,
        boilerplate=standing and not title,
        sentences=tuple(_sentences(text, place, skip, standing)),
    )


def _sentences(text: str, place: Place, title_length: int, standing: bool) -> Iterator[Sentence]:
    """The sentences of a passage, its heading first. The heading of a paragraph of standing text is still a finding."""
    spans = [(0, title_length - 1)] if title_length else []
    spans += [(start + title_length, end + title_length) for start, end in sentence_spans(text[title_length:])]
    for number, (start, end) in enumerate(spans):
        words = text[start:end]
        if words:
            is_title = bool(title_length) and number == 0
            known = standing and not is_title
            yield Sentence(subplace(place, start, end), words, is_title, speaker(words), resolved(words), known)


def span_in(passage: Passage, sentence_text: str, after: int) -> tuple[int, int]:
    """Where a sentence of a passage stands in the passage's text, searched from character `after` on."""
    start = passage.text.index(sentence_text, after)
    return start, start + len(sentence_text)


def spans(passage: Passage) -> Sequence[tuple[int, int]]:
    """Start and end of each sentence of a passage in the passage's text."""
    found: list[tuple[int, int]] = []
    for sentence in passage.sentences:
        found.append(span_in(passage, sentence.text, found[-1][1] if found else 0))
    return found

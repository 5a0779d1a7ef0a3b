"""The words and signs that the page uses for what the index holds. Pure, without HTML."""

from __future__ import annotations

import re
from datetime import datetime

from corpus.families.registry import PROFILES
from index.answers.days import told
from index.answers.plain_words import FILTERS as FILTERS
from index.answers.plain_words import RESOLVED, SPEAKERS
from index.answers.plain_words import STANCES as STANCES
from index.answers.plain_words import kind as kind
from index.answers.plain_words import sentence_case as sentence_case
from index.answers.plain_words import strength as strength
from index.answers.quotation import Evidence, Origin
from index.answers.verdict_words import NO_CONCERN

VERDICTS = {
    "concern": ("▲", "Concern"),
    "mixed": ("◆", "Concern and praise"),
    "praise": ("●", "Praise"),
    "mentioned": ("○", "Mentioned"),
    "none": ("–", "Nothing found"),
}
# Where facts alone answer: whether a grade is the one asked for, whether there are findings of a kind.
FACTS = {
    "met": ("■", "Grade as asked for"),
    "not_met": ("□", "Another grade"),
    "graded": ("■", "Graded"),
    "ungraded": ("–", "No grade given"),
    "findings": ("■", "Has such findings"),
    "no_findings": ("–", "No such findings"),
}
# What Markdown, or Streamlit in it, takes for a mark, and signs that look the same and are none.
LIKE_MARKS = re.compile(
    r"[*`\\$]|~~+|(?<!\w)_|_(?!\w)|\](?=[(\[])|:(?=[\w+-]+[:\[])|<(?=[\w/!])|(?<=\w)://|(?<=\bwww)\."
)
UNMARKED = str.maketrans("*`\\$~_]:<./", "∗‵＼＄∼＿］∶‹․∕")
OPENS_BLOCK = re.compile(r"\s*(?:[-+#>]|\d+[.)]\s)")
JOINER = "\u2060"  # no sign and no room
LONGEST_TITLE = 80  # characters of what a page is about; tabs show fewer


def verdict(name: str) -> tuple[str, str]:
    """Sign and word of a verdict; a verdict this page has not heard of shows its own name."""
    return (VERDICTS | FACTS).get(name, ("·", sentence_case(name)))


def count(number: int, noun: str) -> str:
    """`1 body`, `2 bodies`, `9,000 passages`."""
    return f"1 {noun}" if number == 1 else f"{number:,} {plural(noun)}"


def plural(noun: str) -> str:
    """`bodies` of `body`, `passages` of `passage`."""
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


def kinds(number: int, name: str) -> str:
    """Findings of a kind, counted.

    >>> kinds(1, "cause_of_concern"), kinds(2, "area_for_improvement"), kinds(3, "strength")
    ('1 cause of concern', '2 areas for improvement', '3 strengths')
    """
    noun, *rest = re.split(r"(?= (?:of|for) )", kind(name).lower(), maxsplit=1)
    return count(number, noun) + "".join(rest)


def page(evidence: Evidence) -> str:
    """`page 22`, and the number printed on it where that is another."""
    label = evidence.page_label
    printed = f" (printed as {label})" if label and label != str(evidence.page) else ""
    return f"page {evidence.page}{printed}"


def report(origin: Origin) -> str:
    """Which report words are from: its family, or its title where the family is unheard of, and its days."""
    profile = PROFILES.get(origin.family)
    return f"{profile.label if profile else origin.title or origin.family}, {lower(told(origin))}"


def lower(sentence: str) -> str:
    """The beginning of a sentence as it stands inside another."""
    return sentence[:1].lower() + sentence[1:]


def about(evidence: Evidence, asked: str = "neutral") -> tuple[str, ...]:
    """What is known of a quotation beyond its place: kind, stance, speaker, whether put right, strength.

    A score says how well the words answer what was asked; of praise beside a question for concerns it says nothing.
    """
    facts = (
        kind(evidence.kind),
        STANCES.get(evidence.stance, sentence_case(evidence.stance)).lower() if evidence.kind != "grade" else "",
        SPEAKERS.get(evidence.speaker or "", ""),
        RESOLVED[evidence.resolved] if evidence.resolved is not None else "",
        strength(evidence.score) if fits(evidence, asked) else "",
    )
    return tuple(fact for fact in facts if fact)


def fits(evidence: Evidence, asked: str) -> bool:
    """Whether a quotation is of the side that was asked for."""
    return asked in ("neutral", NO_CONCERN) or evidence.stance == asked


def plain(text: str) -> str:
    """Text that Streamlit shows as it is where it reads Markdown. No mark of escape stands in it: labels are read aloud as given.

    >>> plain("2023-25"), plain("Ages 5 to 7 (in care)"), plain("1. *care*")
    ('2023-25', 'Ages 5 to 7 (in care)', '\u20601. \u2217care\u2217')
    """
    marked = LIKE_MARKS.sub(lambda found: found.group().translate(UNMARKED), text)
    return f"{JOINER}{marked}" if OPENS_BLOCK.match(marked) else marked


def title(page: str, about: str = "") -> str:
    """The title of a page, as tabs and bookmarks show it: what it is about, the page, the program.

    >>> title("Search", "slow 999 answering")
    'slow 999 answering · Search · Inspection Search'
    """
    cut = about if len(about) <= LONGEST_TITLE else f"{about[: LONGEST_TITLE - 1].rstrip()}…"
    return " · ".join(filter(None, (cut, page, "Inspection Search")))


def slug(question: str) -> str:
    """A question as part of a file name: ASCII words joined by hyphens."""
    words = re.findall(r"[a-z0-9]+", question.lower())
    return "-".join(words)[:60].strip("-") or "answer"


def as_of(generation: str) -> str:
    """Which reports a generation holds, for people: `reports as of 25 November 2026`.

    What an address gives for a generation may be anything, a link elsewhere too; only its day is ever shown.
    """
    try:
        day = datetime.strptime(generation.replace("-", "")[:8], "%Y%m%d")
    except ValueError:
        return "reports of an unknown date"
    return f"reports as of {day.day} {day:%B %Y}"

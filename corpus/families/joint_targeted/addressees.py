"""Whom a letter is addressed to, and the agencies in it: their names as printed, without the people and their posts.

A line names a person, a post and an agency, with or without commas between them, and wraps wherever it likes. So an agency
is looked for by the words that its name ends in, and its beginning by what stands before it: a post, or a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# Addressees who are not inspected: they are taken out before agencies are looked for, since their posts name the police.
NOT_INSPECTED = re.compile(
    r"(?:[A-Z][\w’'-]*(?:[ ]+(?:and|&))?[ ]+){0,4}?\bPolice,?\s+(?:Fire,?\s+)?(?:and|&)\s+(?:Fire\s+(?:and|&)\s+)?Crime(?:\s+(?:Commissioner|Panel))?"
    r"(?:(?:\s+for\s+(?:the\s+)?|,?[ ])(?:[A-Z][\w’'-]*(?:[ ](?:and|&)[ ])?[ ]?){1,4})?"
    r"|Deputy\s+Mayor\b[^\n]*",
)
_SAFEGUARDING = r"Safeguarding\s+(?:(?:Children|Adults)(?:[’']s)?\s+)?(?:and\s+\w+\s+)?"
# What names of agencies end in, the longest first.
ENDINGS = re.compile(
    r"(?P<police>\b(?:Police\s+(?:Service|[Ff]orce)|police\s+(?:force|service)|Police|police|Constabulary)\b)"
    r"|(?P<health>\b(?:(?:NHS\s+)?Foundation\s+(?:NHS\s+)?Trust|NHS\s+Trust|Hospitals?\s+Trust|Healthcare\s+(?:NHS\s+)?Trust"
    r"|[Cc]linical\s+[Cc]ommissioning\s+[Gg]roups?|CCGs?|Integrated\s+Care\s+(?:Board|System|Partnership)|ICBs?|ICS"
    r"|Health\s+and\s+Care\s+Partnership|Health\s+Board|Clinical\s+Commissioners)\b(?:\s+\([A-Z][\w ]*\))?)"
    r"|(?P<youth>\bYouth\s+(?:Offending|Justice)(?:\s+and\s+[A-Z][\w ]*?)?\s+(?:Service|Team|Partnership)s?\b|\bYO[TS]\b|\bYJS\b)"
    r"|(?P<company>\bCommunity\s+Rehabilitation\s+Company\b|\bCRC\b(?!\s+Director))"
    r"|(?P<probation>\b(?:(?:National|HM|His\s+Majesty[’']s|Her\s+Majesty[’']s)\s+)?(?:Prisons?\s+and\s+)?Probation\s+(?:Service|Trust)\b|\bNPS\b)"
    rf"|(?P<board>\b{_SAFEGUARDING}(?:Board|Partnership|Arrangements|Executive)\b(?:\s+\(?LSC[BP]\b\)?)?|\bLSC[BP]\b|\bSafeguarding\s+Partners\b)"
    r"|(?P<other>\bC(?:afcass|AFCASS)\b)"
)
_POST = (
    r"Director|Chair|Head|Manager|Officer|Chief|Executive|Lead|Nurse|Nursing|Doctor|Commissioner|Commander|Constable|Scrutineer|CEO|"
    r"Superintendent|Inspector|Deputy|Interim|Acting|Assistant|Strategic|Designated|Independent|Services?|Quality|Member|Leader|"
    r"Governance|Operations|Safeguarding|QPM|CBE|OBE|MBE|[Ll]ead|[Cc]hair|[Ss]crutineer|[Mm]anager|[Dd]irector"
)
POST = re.compile(rf"^.*\b(?:{_POST})\b(?:\s+(?:of|for|at|to|and))?(?:\s+the)?(?:\s+|$)", re.S)
INTRODUCED = re.compile(r"^.*\b(?:for|at|from|with)\s+(?:the\b\s*)?(?=[A-Z]|$)", re.S)
PLACE = re.compile(r"^(?:[A-Z][\w’'-]*)(?:\s+(?:on|upon|of|and|&|[A-Z][\w’'-]*))*$")
SHORT_NAME = re.compile(r",\s*(?P<name>[A-Z]{3,6})\.?$")
HONOURS = frozenset("CBE OBE MBE QPM DBE KBE FRCA FRCN CEO DCS KFM BEM CQC PCC PFCC".split())
SALUTATION = re.compile(r"^Dear\s+(?:the\s+)?(?P<name>[A-Z].*?)[,.]?$", re.S)
_COUNCIL = r"(?:(?:City|County|Borough|[Mm]etropolitan|District|Unitary|Council|London|Royal)\s+)*(?:Council|Borough|[Ll]ocal\s+[Aa]uthority|[Cc]ouncil)"
_BOROUGH = r"(?:(?:London|Royal|[Mm]etropolitan)\s+Borough\s+of|City\s+of|Council\s+of\s+the)"


def agencies(lines: Sequence[str], salutation: str | None) -> tuple[str, ...]:
    """The agencies that the addressees are of, each once, as printed; the safeguarding partnership also from the salutation."""
    text = NOT_INSPECTED.sub(" ", "\n".join(line.strip() for line in lines))
    found: dict[tuple[str, str], str] = {}
    for kind, name in (*_named(text), *_by_letters(text.split("\n"))):
        key = (kind, _alike(kind, name))
        if key not in found or (len(name) < len(found[key])) != (kind == "probation"):
            found[key] = name
    if not any(kind == "board" for kind, _ in found) and (greeted := SALUTATION.match(salutation or "")):
        name = " ".join(greeted["name"].replace(",", "").split())
        if ENDINGS.search(name):
            found["board", name] = name
    return _without_parts(found)


def _named(text: str) -> Iterator[tuple[str, str]]:
    """Kind and name of every agency, in order."""
    start = 0
    for ending in ENDINGS.finditer(text):
        kind = ending.lastgroup or ""
        parts = text[start : ending.start()].split(",")
        name = _prefix(parts)
        start = ending.end()
        words = " ".join(f"{name} {ending.group()}".split()).removeprefix("The ").removeprefix("the ")
        if kind == "probation":
            words = " ".join(ending.group().split())  # one national body, whatever division is addressed
        if kind != "police" or name:  # "Police" alone is nobody's name
            yield kind, words


def _prefix(parts: Sequence[str]) -> str:
    """What of a name stands before its ending: the words after the post, with the places of a list of them."""
    own = INTRODUCED.sub("", POST.sub("", parts[-1].strip())).strip()
    own = re.sub(r"^(?:and|of|or|–|-)\s+", "", own)
    listed = [own]
    if re.search(r"\b(?:and|&)\b", own):
        for part in reversed(parts[:-1]):
            place = INTRODUCED.sub("", POST.sub("", part.strip())).strip()
            if not PLACE.match(place) or "\n" in part:
                break
            listed.insert(0, place)
            if place != part.strip():
                break
    return ", ".join(listed)


def _by_letters(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Agencies given by their initials alone, at the end of a line."""
    for line in lines:
        found = SHORT_NAME.search(line)
        if found and found["name"] not in HONOURS and not ENDINGS.fullmatch(found["name"]):
            yield "other", found["name"]


def _alike(kind: str, name: str) -> str:
    """What two spellings of one agency have in common."""
    if kind in ("probation", "company"):
        return kind
    text = re.sub(r"\([^)]*\)|[’']s?\b|\bNHS\b|\b[Tt]he\b|\bLSC[BP]\b(?<=\w{5})", " ", name)
    text = re.sub(r"clinical commissioning group|CCG", "ccg", text, flags=re.I)
    text = re.sub(r"integrated care board|ICB", "icb", text, flags=re.I)
    text = re.sub(r"\b(?:police force|police service|constabulary)\b", "police", text, flags=re.I)
    return re.sub(r"s\b", "", " ".join(text.lower().split()))


def _without_parts(found: dict[tuple[str, str], str]) -> tuple[str, ...]:
    """The names, but those that only say of what kind an agency is where one of that kind is named in full."""
    names = dict.fromkeys(found.values())
    return tuple(
        name
        for name in names
        if not any(other != name and other.lower().endswith(f" {name.lower()}") for other in names)
    )


def council(lines: Sequence[str]) -> str | None:
    """The first local authority that an addressee is of, None where none is named."""
    text = "\n".join(lines)
    found = re.search(
        rf",\s*((?:{_BOROUGH}\s+)?(?:[A-Z][\w’'-]*|of|and|&|upon|with|on)(?:\s+(?:[A-Z][\w’'-]*|of|and|&|upon|with|on))*?\s+{_COUNCIL})\b",
        text,
    )
    return " ".join(found.group(1).split()) if found else None

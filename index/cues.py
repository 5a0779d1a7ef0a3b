"""Words of questions that say which side of a matter is asked for, and words that say nothing of the matter at all."""

from __future__ import annotations

import re

STOP = frozenset(
    ["but", "compare", "compared", "comparing", "comparison", "vs", "versus", "rated", "graded", "judged", "grade", "grades", "grading", "rating", "ratings", "say", "says", "said", "since", "not", "both", "side", "know", "found", "country", "england", "wales", "national", "a", "about", "across", "after", "against", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "being", "between", "by", "can", "could", "did", "do", "does", "doing", "each", "every", "for", "from", "get", "gets", "give", "given", "gives", "had", "has", "have", "having", "how", "i", "in", "into", "is", "it", "its", "me", "more", "most", "my", "of", "on", "once", "or", "other", "our", "out", "over", "police", "same", "show", "list", "find", "shall", "she", "should", "so", "some", "such", "tell", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "under", "until", "up", "use", "used", "uses", "using", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with", "would", "you", "your", "enough", "too", "very", "much", "many", "about", "regarding", "inspectors", "inspector", "inspectorate", "hmicfrs", "ofsted", "peel", "ilacs", "report", "reports", "inspection", "inspections"]
)
# Words that tell which side of a matter is asked for and nothing of the matter.
CONCERN = (
    r"concerns?|concerned|concerning|weak(?:er|est|ly)?|weakness(?:es)?|poor(?:ly|er|est)?|fail(?:s|ed|ing|ings|ures?)?|"
    r"critici[sz](?:ed|es?|ing|ms?)|struggl(?:e|es|ed|ing)|problems?|problematic|issues?|lack(?:s|ed|ing)?|insufficient(?:ly)?|"
    r"inadequate(?:ly)?|ineffective(?:ly)?|inconsisten(?:t|tly|cy|cies)|deficien(?:t|cy|cies)|wanting|worst|bad(?:ly)?|unable|"
    r"not|never|cannot|without|shortcomings?|areas? for improvement|causes? of concern|needs? (?:to )?improv(?:e|ement)|"
    r"must improve|should improve|low"
)
PRAISE = (
    r"prais(?:e|ed|es|ing)|good|well|better|best|strong(?:er|est|ly)?|effective(?:ly)?|excellent(?:ly)?|outstanding|"
    r"success(?:es|ful|fully)?|innovative practices?|promising practices?|good practices?|exemplary|positive(?:ly)?|robust(?:ly)?|"
    r"impressive(?:ly)?|strengths?|commended|skilled"
)
# Words that tell the side and belong to the matter all the same: they stay in the topic.
CONCERN_TOO = (
    r"delay(?:s|ed)?|late|slow(?:ly|er)?|shortages?|shortfalls?|gaps?|backlogs?|overdue|waits?|waiting|missed|"
    r"too (?:high|few|many|long|late|little|slow|often)|unsafe|drift|unallocated|untimely|n't"
)
PRAISE_TOO = r"enough|timely|on time|stable|manageable|promptly|sufficient"
# Words that ask how a named body has changed: its grades tell, as far as they may be compared.
CHANGE = re.compile(r"\b(?:improv(?:ed?|ing)|declin(?:ed?|ing)|changed?|got(?:ten)? (?:better|worse)|deteriorat(?:ed|ing)|fall(?:en)?|fell|ris(?:en|e))\b", re.I)
NEGATION = re.compile(r"\b(?:not|never|cannot|without|no|lack(?:s|ing)?|isn't|aren't|don't|doesn't|didn't|weren't|wasn't)\b", re.I)
CUES = re.compile(
    rf"\b(?:(?P<concern>{CONCERN})|(?P<praise>{PRAISE})|(?P<concern_too>{CONCERN_TOO})|(?P<praise_too>{PRAISE_TOO}))\b", re.I
)
DROPPED = re.compile(rf"\b(?:{CONCERN}|{PRAISE})\b", re.I)


def stance(text: str) -> str:
    """The side that the first word with a side takes, concern, praise or neutral; praise that is negated is a concern."""
    cue = CUES.search(text)
    if cue is None:
        return "concern" if re.search(r"n't\b", text) else "neutral"
    if cue.group("concern") or cue.group("concern_too"):
        return "concern"
    negated = NEGATION.search(text[: cue.start()]) or NEGATION.search(text[cue.end() :])
    return "concern" if negated else "praise"

"""Lines in which some letters are lost, out with those that the words tell: "of\ufffdcers" can only be "officers".

The file of a typeface may not say which letters its ligatures are. Extracted text then has some other sign there: one that is no
letter, or even a letter ("ofOcers"). A sign is read as the ligature that makes a word of the report, or else of the language.
What no word tells is left as U+FFFD, and the pages are named.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from corpus.records import Line
from ingest.read.words.language import frequency

LOST = "\ufffd"
USUAL = ("fi", "fl", "ff", "ffi", "ffl")
OTHERS = ("ti", "tt", "ft", "tf", "th", "st", "ct", "fj")  # further ones that some typefaces have
# Signs that no text has inside a word. Tabs part words too; a hyphen at a line's end is another matter.
NO_LETTER = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\uffff\ue000-\uf8ff\U000f0000-\U0010fffd"
JOINTS = "\x02\ufffe"
SIGN = re.compile(rf"[{NO_LETTER}{JOINTS}\t]")
INSIDE = re.compile(r"[a-z]([^a-z’'\-–—/.,:;()\[\]&+@\d\s\ufffe\u00ad\u2010\u2011])[a-z]")
ENOUGH = 0.6  # of the words with a sign that is a letter elsewhere become words, if it stands for a ligature
OFTENER = 20  # times: a word is taken for another that is so much more used, if one of its letters is such a sign
MOST = 3  # signs in one word
BELOW = re.compile(r"[a-z]+")
SYMBOL = re.compile(r"^\s*[\uf020-\uf0ff]")  # a bullet at the head of a line


def restored(lines: Sequence[Line]) -> tuple[list[str], tuple[int, ...]]:
    """The text of each line with its ligatures, and the numbers of the pages on which letters stay lost."""
    texts = [line.text for line in lines]
    everything = "\n".join(texts)
    signs = set(SIGN.findall(everything)) | set(INSIDE.findall(everything))
    if not signs:
        return texts, ()
    known = Counter(word for word in re.findall(r"[^\W\d_]+", _without_signs(everything).lower()) if word.isascii())
    found = _Ligatures(texts, known, signs)
    pages: dict[int, None] = {}
    for i, line in enumerate(lines):
        if any(sign in texts[i] for sign in found.signs):
            below = BELOW.match(lines[i + 1].text) if i + 1 < len(lines) else None
            texts[i], whole = found.mended(texts[i], below.group() if below else "")
            if not whole:
                pages[line.page] = None
    return texts, tuple(pages)


class _Ligatures:
    """What each sign of a report stands for, learned from the words of which there is no doubt."""

    def __init__(self, texts: Sequence[str], known: Counter[str], signs: Iterable[str]) -> None:
        self._known = known
        self.signs = {sign for sign in signs if SIGN.match(sign)}
        self._votes: dict[str, Counter[str]] = defaultdict(Counter)
        self._learn(texts, self.signs)
        for sign in set(signs) - self.signs:  # letters, or signs that a text may have
            if self._stands_for_ligature(texts, sign):
                self.signs.add(sign)
                self._learn(texts, {sign})

    def _learn(self, texts: Sequence[str], signs: set[str]) -> None:
        if not signs:
            return
        for word in _words(texts, signs):
            readings = list(self._readings(word, signs))
            if len(readings) == 1 and sum(sign in signs for sign in word) == 1:
                sign = next(c for c in word if c in signs)
                self._votes[sign][readings[0][1][0]] += 1

    def _stands_for_ligature(self, texts: Sequence[str], sign: str) -> bool:
        words = {word for word in _words(texts, {sign}) if re.search(rf"[a-z]{re.escape(sign)}[a-z]", word)}
        whole = {word for word in words if any(self._readings(word, {sign}))}
        return len(whole) >= 2 and len(whole) >= ENOUGH * len(words)

    def mended(self, text: str, below: str) -> tuple[str, bool]:
        """A line with its ligatures, and whether none is missing. A sign at its end may be a hyphen before the word `below`."""
        whole = True

        def mend(found: re.Match[str]) -> str:
            nonlocal whole
            word = found.group()
            ends_line = found.end() == len(text.rstrip())
            if ends_line and word[-1] in JOINTS:
                return word
            if ends_line and below and word[-1] in self.signs and not word[-1].isalpha():
                return self._at_end(word, below)
            best = self._best(word)
            if best is not None:
                return best
            lost = [i for i, c in enumerate(word) if c in self.signs and not c.isalpha() and c not in "\t" + JOINTS]
            if not lost or (lost == [0] and found.start() == 0 and SYMBOL.match(text)):
                return word  # a tab between words, a hyphen, a letter; a bullet
            if not any(word[i - 1 : i].islower() or word[i + 1 : i + 2].islower() for i in lost):
                return word
            whole = False
            return "".join(LOST if i in lost else c for i, c in enumerate(word))

        return _pattern(self.signs).sub(mend, text), whole

    def _best(self, word: str) -> str | None:
        if not any(sign in word for sign in self.signs):
            return None
        usual = frequency(word.lower())  # of a word as it stands, where its sign is a letter
        readings = [each for each in self._readings(word, self.signs) if frequency(each[0].lower()) >= OFTENER * usual]
        if usual and not readings:
            return None
        if not readings:
            return self._by_vote(word)
        signs = [c for c in word if c in self.signs]

        def likely(reading: tuple[str, tuple[str, ...]]) -> tuple[int, int, int]:
            text, ligatures = reading
            kept = sum(a == b for a, b in zip(ligatures, signs, strict=True))
            votes = min(self._share(a, b) for a, b in zip(signs, ligatures, strict=True))
            return min(self._known[text.lower()], 1) + votes, frequency(text.lower()), kept

        return max(readings, key=likely)[0]

    def _at_end(self, word: str, below: str) -> str:
        """A word with a sign at the end of its line, where that may be a hyphen."""
        if not self._is_known(word[:-1] + below):
            whole = [word[:-1] + ligature for ligature in USUAL if self._is_known(word[:-1] + ligature)]
            if whole:
                return max(whole, key=lambda each: frequency(each.lower()))
        return word[:-1] + LOST

    def _by_vote(self, word: str) -> str | None:
        """A word that is in no list, such as a name, where its sign always stands for the same letters."""
        if "\t" in word or any(c in JOINTS for c in word):
            return None
        parts = []
        for c in word:
            votes = self._votes[c] if c in self.signs else None
            if votes is not None and (len(votes) != 1 or c == LOST or c == "\0" or c.isalpha() or votes.total() < MOST):
                return None
            parts.append(next(iter(votes)) if votes else c)
        return "".join(parts)

    def _share(self, sign: str, ligature: str) -> int:
        """Whether a sign stands for a ligature in half of the words without doubt, or more."""
        votes = self._votes[sign]
        return int(sign == ligature or votes[ligature] * 2 >= max(votes.total(), 1))

    def _readings(self, word: str, signs: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The words that a word with signs may be, each with what stands for its signs."""
        at = [i for i, c in enumerate(word) if c in signs]
        if not at or len(at) > MOST:
            return
        for ligatures in (USUAL, (*USUAL, *OTHERS)):
            options = [(*ligatures, word[i]) if word[i].isalpha() else ligatures for i in at]
            found = False
            for chosen in product(*options):
                if all(one == word[i] for one, i in zip(chosen, at, strict=True)):
                    continue
                text = _filled(word, at, chosen)
                if self._is_known(text) and not ("\t" in word and self._is_parted(word, text)):
                    found = True
                    yield text, chosen
            if found:
                return

    def _is_known(self, word: str) -> bool:
        """Whether every part of a word, at hyphens and apostrophes, is a word of the report or of the language."""
        parts = [part for part in re.split(r"[-’']", word.lower()) if len(part) > 1]
        return bool(parts) and all(part.isalpha() and (self._known[part] or frequency(part)) for part in parts)

    def _is_parted(self, word: str, text: str) -> bool:
        """Whether a tab parts two words of their own rather than standing for letters of one."""
        parts = [part for part in word.split("\t") if part]
        rarest = min(frequency(part.lower()) for part in parts)
        oftener = OFTENER if self._votes["\t"].total() < MOST else 1
        return all(map(self._is_known, parts)) and frequency(text.lower()) < oftener * rarest


def _without_signs(text: str) -> str:
    """A text without the words that have a sign among their letters."""
    return re.sub(rf"\S*(?:[{NO_LETTER}{JOINTS}\t]|{INSIDE.pattern})\S*", " ", text)


def _filled(word: str, at: Sequence[int], chosen: Sequence[str]) -> str:
    parts, last = [], 0
    for place, letters in zip(at, chosen, strict=True):
        parts += [word[last:place], letters]
        last = place + 1
    return "".join([*parts, word[last:]])


def _words(texts: Sequence[str], signs: set[str]) -> Iterator[str]:
    pattern = _pattern(signs)
    for text in texts:
        if any(sign in text for sign in signs):
            yield from (word for word in pattern.findall(text) if any(c in signs for c in word))


def _pattern(signs: set[str]) -> re.Pattern[str]:
    """Letters and signs that stand together, with at least one letter."""
    return re.compile(rf"[A-Za-z’'\-{_set(signs)}]*[A-Za-z][A-Za-z’'\-{_set(signs)}]*")


def _set(signs: Iterable[str]) -> str:
    return "".join(map(re.escape, sorted(signs)))

"""What a visitor has asked for, and its form in the address of the page. Pure: nothing here draws.

The address is the whole state: `?q=...&grade=good&grade=adequate&cycle=2023-25&gen=...&open=fernmoor`. Several values
of one filter are alternatives. Values the index does not know are kept, so that an old link says that it matches
nothing instead of silently answering a wider question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

FILTERS = ("family", "region", "cycle", "area", "grade", "kind", "stance", "body")
ABOUT = "about_body"  # the filter on a body, as a form in HTML has it: a field named `body` would hide the page's own
VIEWS = {
    "": "Table",
    "cards": "Cards",
    "passages": "Passages",
    "areas": "Grades",
    "charts": "Charts",
    "map": "Map",
    "timeline": "Timeline",
    "review": "Review",
}
LONGEST = 500  # characters of a question; a longer one is a paste by mistake

Params = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its filters. `gen` is the generation of the link followed, `open` the body it points at."""

    question: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gen: str | None = None
    open: str | None = None
    off: tuple[str, ...] = ()  # keys of parts of the question that are switched off
    view: str = ""  # another view of the answer than the list of bodies

    @property
    def where(self) -> tuple[str, ...]:
        """The filters as `KEY=VALUE`, in an order that does not depend on the order of clicking."""
        return tuple(f"{key}={value}" for key in FILTERS for value in sorted(self.filters.get(key, ())))

    def chosen(self, key: str) -> tuple[str, ...]:
        """The values of one filter, none where it is not in use."""
        return self.filters.get(key, ())

    def asking(self, question: str) -> Asked:
        """Another question with the same filters; a body opened for the old question is closed."""
        asked = " ".join(question.split())[:LONGEST]
        return replace(self, question=asked, gen=None, open=None, off=self.off if asked == self.question else ())

    def switched(self, off: tuple[str, ...]) -> Asked:
        """The same question with these parts of it left out of account."""
        return replace(self, off=tuple(sorted(off)), gen=None, open=None)

    def filtered(self, key: str, values: tuple[str, ...]) -> Asked:
        """The same question with other values of one filter."""
        kept = {name: chosen for name, chosen in self.filters.items() if name != key}
        return replace(self, filters={**kept, key: values} if values else kept, gen=None)

    def toggled(self, key: str, value: str, on: bool) -> Asked:
        """The same question with one value of a filter set or taken away."""
        others = tuple(chosen for chosen in self.chosen(key) if chosen != value)
        return self.filtered(key, (*others, value) if on else others)

    def without(self, key: str) -> tuple[str, ...]:
        """The `where` that the counts beside one filter's choices are taken under: every other filter."""
        return tuple(each for each in self.where if not each.startswith(f"{key}="))


def from_params(params: Mapping[str, list[str]]) -> Asked:
    """Read the address; what is not ours in it is ignored."""
    given = {**params, "body": [*params.get("body", ()), *params.get(ABOUT, ())]}
    plain = {key: [" ".join(value.split()) for value in given.get(key, ())] for key in FILTERS}
    filters = {key: tuple(dict.fromkeys(filter(None, values))) for key, values in plain.items()}
    asked = Asked(filters={key: values for key, values in filters.items() if values}).asking(_last(params, "q") or "")
    view = _last(params, "view") or ""
    return replace(
        asked,
        gen=_last(params, "gen"),
        open=_last(params, "open"),
        off=tuple(sorted(params.get("off", ()))),
        view=view if view in VIEWS else "",
    )


def _last(params: Mapping[str, list[str]], key: str) -> str | None:
    return next(reversed(params.get(key, [])), None)


def to_params(asked: Asked, generation: str) -> Params:
    """The address that brings this state back. An address without a question and filters stays bare."""
    params: Params = {"q": [asked.question]} if asked.question else {}
    params |= {key: sorted(asked.filters[key]) for key in FILTERS if asked.filters.get(key)}
    params |= {"off": list(asked.off)} if asked.off and asked.question else {}
    if not params:
        return {}
    params |= {"view": [asked.view]} if asked.view and asked.question else {}
    params["gen"] = [asked.gen or generation]
    return params | ({"open": [asked.open]} if asked.open else {})


def link(asked: Asked, generation: str, *, opened: str | None = None) -> str:
    """The address as a link from this very page."""
    return "?" + urlencode(to_params(replace(asked, open=opened or asked.open), generation), doseq=True)


def saved_link(question: str, where: Sequence[str], off: Sequence[str], generation: str) -> str:
    """The address of a search that was saved, with these conditions and parts switched off."""
    params: Params = {"q": [question], "off": list(off)}
    for condition in where:
        key, _, value = condition.partition("=")
        params.setdefault(key, []).append(value)
    return link(from_params(params), generation)

"""Examples in, an adapter of the default model out: low-rank changes of its layers, and three classes on its vectors.

Only the changes are learned (LoRA, https://arxiv.org/abs/2106.09685), first from written sentences, then from passages.
A sentence's side is read off the mean of its token vectors, so a build needs no second pass. What the vectors say of the
topic has to stay: on passages whose stance nobody knows, the vectors, less what tells the sides apart, are held to
those of the model without changes.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cosine_similarity, cross_entropy, normalize

from benchmarks.learning.examples import UNKNOWN, Example, joined, swapped
from index.adapter import SCALE, SIDES, Adapter
from index.encoder import DEFAULT_MODEL
from index.encoder.library import library_model

# Chosen on reports and hands left out; rates a third as high learn hardly anything in the time.
RANK, WARM_UP, SMOOTHING, DECAY = 16, 0.06, 0.05, 0.01
LENGTH = 256  # tokens that the model reads
TOGETHER = 8  # texts in one pass
HEAD_C = 3.0  # of the logistic regression that the classes start from


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the learning: how many texts of each kind a step has, its highest rate, how often all are seen."""

    known: int
    written: int
    held: int
    rate: float
    rounds: int


FIRST = Stage(known=0, written=16, held=3, rate=1.5e-3, rounds=8)
SECOND = Stage(known=8, written=4, held=3, rate=8e-4, rounds=2)


class LowRank(nn.Module):
    """A linear layer with a change of low rank beside it."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        self.down = nn.Parameter(torch.randn(RANK, linear.in_features) / math.sqrt(linear.in_features))
        self.up = nn.Parameter(torch.zeros(linear.out_features, RANK))
        self.on = True

    def forward(self, x: Tensor) -> Tensor:
        """What the layer gives, with the change."""
        own: Tensor = self.linear(x)
        return own + (x @ self.down.T) @ self.up.T if self.on else own


class Learner:
    """The model with its changes while they are learned."""

    def __init__(self, seed: int = 0) -> None:
        torch.manual_seed(seed)
        torch.set_num_threads(os.cpu_count() or 1)  # the vector library of an index sets them to one
        transformer: Any = library_model(DEFAULT_MODEL)[0]
        self.tokenizer = transformer.tokenizer
        self.model = transformer.auto_model.to(torch.bfloat16).eval()  # without dropout
        self.model.set_attn_implementation("eager")  # its backward pass is faster on short texts
        self.model.requires_grad_(False)
        self.layers: dict[str, LowRank] = {}
        for name, linear in list(self.model.encoder.layer.named_modules()):
            if isinstance(linear, nn.Linear):
                above, _, own = name.rpartition(".")
                self.layers[f"encoder.layer.{name}"] = LowRank(linear)
                setattr(self.model.encoder.layer.get_submodule(above), own, self.layers[f"encoder.layer.{name}"])
        self.head = nn.Linear(self.model.config.hidden_size, len(SIDES))

    def copy_from(self, adapter: Adapter) -> Learner:
        """Go on from an adapter."""
        with torch.no_grad():
            for name, layer in self.layers.items():
                down, up = adapter.changes[name]
                layer.down.copy_(torch.tensor(down))
                layer.up.copy_(torch.tensor(up))
            self.head.weight.copy_(torch.tensor(adapter.head))
            self.head.bias.copy_(torch.tensor(adapter.bias))
        return self

    def adapter(self) -> Adapter:
        """What was learned so far, as numbers."""
        changes = {
            name: (layer.down.detach().numpy().copy(), layer.up.detach().numpy().copy())
            for name, layer in self.layers.items()
        }
        return Adapter(changes, self.head.weight.detach().numpy().copy(), self.head.bias.detach().numpy().copy())

    def start(self, examples: Sequence[Example]) -> None:
        """Set the classes to what a logistic regression finds in the vectors as they are."""
        from sklearn.linear_model import LogisticRegression

        vectors, sides = self.vectors(examples)
        found = LogisticRegression(C=HEAD_C, max_iter=500).fit(SCALE * vectors, sides)
        with torch.no_grad():
            self.head.weight.copy_(torch.tensor(found.coef_))
            self.head.bias.copy_(torch.tensor(found.intercept_))

    @torch.no_grad()
    def vectors(self, examples: Sequence[Example]) -> tuple[Any, Any]:
        """The unit vector of every sentence whose side is known, and the side."""
        parts, sides = [], []
        for start in range(0, len(examples), 32):
            own, _ = self.encoded(examples[start : start + 32])
            parts.append(own.numpy())
            sides += [side for example in examples[start : start + 32] for side in example.sides]
        rows, known = np.concatenate(parts), np.array(sides)
        return rows[known != UNKNOWN], known[known != UNKNOWN]

    def encoded(self, examples: Sequence[Example]) -> tuple[Tensor, Tensor]:
        """Unit vectors of all sentences of these texts in order, and of the texts. Texts as long as each other go together."""
        order = sorted(range(len(examples)), key=lambda i: len(examples[i].text))
        spans: dict[int, Tensor] = {}
        whole: dict[int, Tensor] = {}
        for start in range(0, len(order), TOGETHER):
            own = order[start : start + TOGETHER]
            for i, (of_spans, of_whole) in zip(own, self._encoded([examples[i] for i in own]), strict=True):
                spans[i], whole[i] = of_spans, of_whole
        count = range(len(examples))
        return normalize(torch.cat([spans[i] for i in count])), normalize(torch.stack([whole[i] for i in count]))

    def _encoded(self, examples: Sequence[Example]) -> Iterator[tuple[Tensor, Tensor]]:
        batch = self.tokenizer(
            [example.text for example in examples], truncation=True, max_length=LENGTH, padding=True,
            return_offsets_mapping=True, return_special_tokens_mask=True, return_tensors="pt",
        )  # fmt: skip
        offsets, special = batch.pop("offset_mapping"), batch.pop("special_tokens_mask").bool()
        with torch.autocast("cpu", torch.bfloat16):
            tokens = self.model(**batch).last_hidden_state.float()
        for row, example in enumerate(examples):
            masks = []
            for start, end in example.spans:
                inside = ~special[row] & (offsets[row, :, 0] >= start) & (offsets[row, :, 1] <= end)
                masks.append(inside if inside.any() else ~special[row])
            weights = torch.stack(masks).float()
            yield (
                (weights / weights.sum(1, keepdim=True)) @ tokens[row],
                batch["attention_mask"][row].float() @ tokens[row],
            )

    def classes(self, vectors: Tensor) -> Tensor:
        """Logits of the sides, shape (sentences, 3)."""
        return self.head(SCALE * vectors)  # type: ignore[no-any-return]

    def loss(self, examples: Sequence[Example], held: Sequence[Example]) -> Tensor:
        """Of the sides that are known, and of what changed in the vectors of the texts that are held."""
        spans, whole = self.encoded([*examples, *held])
        sides = torch.tensor([side for example in (*examples, *held) for side in example.sides])
        of_sides = cross_entropy(self.classes(spans), sides, ignore_index=UNKNOWN, label_smoothing=SMOOTHING)
        if not held:
            return of_sides
        count = sum(len(example.spans) for example in held)
        with torch.no_grad():
            self._switch(False)
            before = torch.cat(self.encoded(held))
            self._switch(True)
        now = torch.cat([spans[-count:], whole[-len(held) :]])
        return of_sides + 1 - cosine_similarity(self._topic(now), self._topic(before)).mean()

    def _topic(self, vectors: Tensor) -> Tensor:
        """The vectors less what tells the sides apart."""
        weight = self.head.weight.detach()
        plane: Tensor = torch.linalg.qr((weight[1:] - weight[:1]).T)[0]
        found: Tensor = vectors - vectors @ plane @ plane.T
        return found

    def _switch(self, on: bool) -> None:
        for layer in self.layers.values():
            layer.on = on

    def run(
        self, stage: Stage, batches: Sequence[tuple[list[Example], list[Example]]], told: Callable[[int, int], None]
    ) -> None:
        """One stage of the learning; `told` hears how many steps of how many are done."""
        parameters = [p for layer in self.layers.values() for p in (layer.down, layer.up)]
        optimizer = torch.optim.AdamW([*parameters, *self.head.parameters()], lr=stage.rate, weight_decay=DECAY)
        warm = max(1, int(WARM_UP * len(batches)))

        def rate(step: int) -> float:
            rest = (step - warm) / max(1, len(batches) - warm)
            return (step + 1) / warm if step < warm else 0.5 * (1 + math.cos(math.pi * rest))

        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
        for step, (examples, held) in enumerate(batches):
            optimizer.zero_grad()
            self.loss(examples, held).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_([*parameters, *self.head.parameters()], 1.0)
            optimizer.step()
            schedule.step()
            told(step + 1, len(batches))


def batches(
    stage: Stage,
    known: Sequence[Example],
    sentences: Sequence[tuple[str, int, str]],
    others: Sequence[Example],
    random: np.random.RandomState,
) -> Iterator[tuple[list[Example], list[Example]]]:
    """The steps of a stage: texts with known sides, and texts whose vectors are held."""
    groups = _endless(lambda: joined(sentences, random)) if sentences else iter(())
    held = _endless(lambda: [others[i] for i in random.permutation(len(others))])
    for _ in range(stage.rounds):
        if stage.known:
            order = random.permutation(len(known)).tolist()
            own = [[known[i] for i in order[at : at + stage.known]] for at in range(0, len(order), stage.known)]
        else:
            steps = len(joined(sentences, np.random.RandomState(0))) // stage.written
            own = [[] for _ in range(steps)]
        for each in own:
            texts = each + list(islice(groups, stage.written))
            yield (
                [swapped(text, random) for text in texts],
                list(islice(held, stage.held)),
            )


def _endless(made: Callable[[], Sequence[Example]]) -> Iterator[Example]:
    while True:
        yield from made()


def unknown(example: Example) -> Example:
    """The same as if nothing were known of it."""
    return replace(example, sides=(UNKNOWN,) * len(example.sides))

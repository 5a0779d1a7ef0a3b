"""A model and its adapter as one file that needs no torch: `python -m index.encoder.export NAME ADAPTER FILE BITS`.

Made by torch's own exporter, and compared with the library on texts short and long before it counts as made. With `8` for the
bits its weights are rounded then, a scale for each row.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.adapter import Adapter
from index.encoder.exported import INPUTS, LONGEST, OUTPUT, Exported
from index.encoder.kept import IMPOSSIBLE
from index.encoder.library import Library, library_model
from index.encoder.model_files import folder_of
from index.encoder.protocol import unit
from index.encoder.tokenizer import file_of

OPSET = 17
EQUAL = 1e-5  # the largest difference of a number of unit vectors that is rounding
# Compared together, so that the short ones are padded; the last is longer than a model reads.
TEXTS = (
    "",
    "Supervision",
    "They DO NOT always record why.",
    "Children’s plans aren’t reviewed – 40% were late. " * 60,
)


def export(model: Any, file: Path) -> None:
    """Write a sentence-transformers model to a file: token numbers in, the vectors of tokens out."""
    import onnx
    import torch

    class Tokens(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model[0].auto_model.eval()

        def forward(self, ids: Any, mask: Any) -> Any:
            return self.model(input_ids=ids, attention_mask=mask).last_hidden_state

    given = torch.tensor([[1, 2, 3], [1, 2, 0]]), torch.tensor([[1, 1, 1], [1, 1, 0]])
    axes = {name: {0: "texts", 1: "tokens"} for name in (*INPUTS, OUTPUT)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter is an old one, and says so
        torch.onnx.export(
            Tokens(),
            given,
            str(file),
            input_names=list(INPUTS),
            output_names=[OUTPUT],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    made = onnx.load(str(file))
    onnx.helper.set_model_props(made, {LONGEST: str(model.max_seq_length)})
    onnx.save(made, str(file))


def in_eight_bits(file: Path) -> None:
    """Round the weights of an exported file."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    exact = file.with_suffix(".exact.onnx")
    file.rename(exact)
    logging.disable(logging.WARNING)  # the library's advice on preparing a file, which this one does not need
    quantize_dynamic(exact, file, weight_type=QuantType.QInt8, per_channel=True)
    exact.unlink()


def difference(model: Any, file: Path, vocabulary: Path) -> float:
    """The largest difference between the unit vectors of the library and of an exported file."""
    library, exported = Library(model), Exported(file, vocabulary)
    apart = [np.abs(unit(library.queries(TEXTS)) - unit(exported.queries(TEXTS))).max()]
    others = {i: own for batch in exported.documents(TEXTS) for i, own in zip(batch.indices, batch.tokens, strict=True)}
    for batch in library.documents(TEXTS):
        for i, own in zip(batch.indices, batch.tokens, strict=True):
            apart.append(np.abs(unit(own[: len(others[i])]) - unit(others[i])).max())  # the library’s may be padded
    return float(max(apart))


def main(arguments: Sequence[str] | None = None) -> int:
    """Export and compare; `IMPOSSIBLE` for a model that has no exporter, or other vectors when it is exported."""
    import torch

    name, adapter, target, bits = arguments or sys.argv[1:]
    model = library_model(name, Adapter.load(Path(adapter)) if adapter else None)
    try:
        export(model, Path(target))
    except torch.onnx.errors.OnnxExporterError as error:
        print(error, file=sys.stderr)
        return IMPOSSIBLE
    vocabulary = file_of(folder_of(name))
    apart = difference(model, Path(target), vocabulary) if vocabulary else np.inf
    if apart > EQUAL:
        print(f"its vectors would be off by {apart:.2g} when exported", file=sys.stderr)
        return IMPOSSIBLE
    if bits:
        in_eight_bits(Path(target))
    return 0


if __name__ == "__main__":
    sys.exit(main())

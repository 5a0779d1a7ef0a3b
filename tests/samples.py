"""The invented samples that tests read: where they lie, and the register of the bodies in them."""

from __future__ import annotations

import shutil
from pathlib import Path

from corpus import paths
from corpus.bodies import register_for
from ingest.build.inputs import SAMPLES

ROOT = paths.FAMILIES  # what their names in an index are relative to
PEEL = ROOT / "peel" / "sample"
CHILDRENS_SERVICES = ROOT / "childrens_services" / "sample"
TRUTH = Path(__file__).parent / "data" / "truth.json"  # what is true of them, and questions with their answers
BODIES = register_for(ROOT, SAMPLES)


def copied(folder: Path) -> Path:
    """A folder with all samples and their registers in it, as somebody's own corpus."""
    for sample in SAMPLES:
        shutil.copytree(sample, folder / sample.parent.name)
    return folder

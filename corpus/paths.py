"""Where things are on disk. Folders that a user may name are read from the environment, everything else lies in the project."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).parent
PROJECT = PACKAGE.parent
FAMILIES = PACKAGE / "families"
REGISTERS = PACKAGE / "registers"
BUILT = PROJECT / "index" / "built"
SAVED = PROJECT / "saved" / "searches.db"
MEASURED = PROJECT / "benchmarks"
REPORTS = Path(os.environ.get("INSPECTION_REPORTS") or PACKAGE / "reports")

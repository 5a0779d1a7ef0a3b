"""The directions that imports go in, and the one module that knows each library."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "ingest", "index", "ui")
OTHERS = {"corpus": {"ingest", "index", "ui"}, "ingest": {"ui"}, "ui": {"ingest"}}  # what a package never imports


def imported(path: Path) -> set[str]:
    """Names of the modules that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def modules(package: str) -> list[Path]:
    return [path for path in (ROOT / package).rglob("*.py") if "sample" not in path.parts]


def test_the_index_never_imports_ingest_nor_the_page() -> None:
    for path in modules("index"):
        assert not {name.split(".")[0] for name in imported(path)} & {"ingest", "ui", "benchmarks"}, path


@pytest.mark.parametrize("package", OTHERS)
def test_the_other_packages_keep_their_direction(package: str) -> None:
    for path in modules(package):
        assert not {name.split(".")[0] for name in imported(path)} & {*OTHERS[package], "benchmarks", "tests"}, path


def test_the_vocabulary_needs_the_standard_library_only() -> None:
    for path in modules("corpus"):
        roots = {name.split(".")[0] for name in imported(path)} - {"corpus"}
        assert roots <= sys.stdlib_module_names, path


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("faiss", {"index/vectors.py"}),
        ("tantivy", {"index/lexical.py"}),
        ("sentence_transformers", {"index/encoder.py"}),
        ("tokenizers", {"index/encoder.py"}),
        ("pypdfium2", {"ingest/read.py"}),
        ("pypdf", {"ingest/read.py"}),
        ("bs4", {"ingest/read_html.py", "ingest/listing.py"}),  # reports as pages, and pages that link to reports
        ("requests", {"ingest/polite.py"}),
        ("tenacity", {"ingest/polite.py"}),
        ("protego", {"ingest/polite.py"}),
        ("langchain_text_splitters", {"ingest/split.py"}),
        ("abbreviations", {"ingest/acronyms.py"}),
        ("sqlite3", {"index/store.py", "ingest/cache.py"}),  # what is published, and what is kept for the next build
        ("msgspec", {"ingest/known.py"}),
        ("filelock", {"index/locks.py"}),
        ("tqdm", {"ingest/progress.py"}),
        ("sklearn", {"ingest/stance.py", "ingest/train.py"}),  # what learns and what uses what was learned
        ("torch", set()),
    ],
)
def test_a_library_is_known_to_one_module(library: str, homes: set[str]) -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in modules(package)
        if library in {name.split(".")[0] for name in imported(path)}
    }
    assert found == homes


def test_streamlit_is_the_pages_alone() -> None:
    found = {p for package in PACKAGES for p in modules(package) if any(n.split(".")[0] == "streamlit" for n in imported(p))}
    assert found
    assert {path.parent.name for path in found} == {"ui"}


def test_importing_the_reader_and_the_search_loads_no_model() -> None:
    code = "import sys, ingest.parse, ingest.pipeline, index.search; print([m for m in ('torch', 'sklearn') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "[]", done.stderr


def test_showing_a_report_loads_no_model() -> None:
    sample = next((ROOT / "corpus/sample/peel").glob("*.pdf"))
    code = (
        "import sys; from ingest.__main__ import main; "
        f"status = main(['show', {str(sample)!r}]); print('torch' in sys.modules, status)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines()[-1] == "False 0", done.stderr

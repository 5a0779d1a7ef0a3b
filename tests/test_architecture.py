"""The layout: which folders there are, the directions that imports go in, and the one module that knows each library."""

from __future__ import annotations

import ast
import subprocess
import sys
from fnmatch import fnmatch
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from corpus.families.registry import FAMILIES
from corpus.paths import PROJECT

PACKAGES = ("corpus", "ingest", "index", "ui")
# What each part may import of its own package, from the bottom up: a part knows those named before it, and nothing else.
PARTS = {
    "corpus": ("paths", "names", "records", "mentions", "bodies", "tiles", "layout", "families", "lexicon"),
    "index": (
        "errors", "version", "links", "answers", "adapter", "encoder", "storage", "question", "contents", "evidence", "search", "parts",
        "review", "searcher",
        "export", "commands", "__main__",
    ),
    "ingest": ("manifest", "read", "sentences", "show", "build", "collect", "__main__"),
    "ui": ("state", "html", "parts", "pages"),
}  # fmt: skip
OTHERS = {
    "corpus": (),
    "index": ("corpus",),
    "ingest": ("corpus", "index"),
    "ui": ("corpus", "index"),
}  # packages that each may import
ROOMS = {"index": 18, "ingest": 8, "ui": 6}  # the most modules and folders at one level
MOST_IN_A_FOLDER = 15
FILE_FORMATS = {"xlsxwriter", "docx", "rispy", "pybtex"}


def imported(path: Path) -> set[str]:
    """Names of the modules that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def modules(package: str) -> list[Path]:
    return sorted(path for path in (PROJECT / package).rglob("*.py") if "sample" not in path.parts)


def name_of(path: Path) -> str:
    """The dotted name of a module; that of a package for its `__init__.py`."""
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


GRAPH = {name_of(path): imported(path) for package in PACKAGES for path in modules(package)}


def reached(*start: str) -> set[str]:
    """Every name that these modules import, and those that the project's modules among them import."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        for name in GRAPH.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_keep_their_direction(package: str) -> None:
    for path in modules(package):
        roots = {name.split(".")[0] for name in GRAPH[name_of(path)]}
        assert not roots & ({*PACKAGES, "benchmarks", "tests", "docs"} - {package, *OTHERS[package]}), path


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_inside_a_package_run_downwards(package: str) -> None:
    order = PARTS[package]
    rooms = {path.relative_to(PROJECT / package).parts[0].removesuffix(".py") for path in modules(package)} - {
        "__init__"
    }
    assert rooms == set(order), "a part without a place in the order, or a place without its part"
    wrong = [
        f"{name} imports {other}"
        for name, names in GRAPH.items()
        for other in names
        if name.startswith(f"{package}.") and other.startswith(f"{package}.") and other.split(".")[1] in order
        if order.index(other.split(".")[1]) > order.index(name.split(".")[1])
    ]
    assert wrong == []


def test_families_know_layout_and_profile_and_not_each_other() -> None:
    folders = {family.folder for family in FAMILIES}
    for name, names in GRAPH.items():
        parts = name.split(".")
        if parts[:2] != ["corpus", "families"]:
            assert not {f"corpus.families.{folder}" for folder in folders} & {
                ".".join(n.split(".")[:3]) for n in names
            }, name
        elif len(parts) > 2 and parts[2] in folders:
            own = {n for n in names if n.startswith("corpus.families.") and n.split(".")[2] != parts[2]}
            assert not {n.split(".")[2] for n in own} & (folders | {"registry"}), name


def test_no_imports_go_in_a_circle() -> None:
    inner = {name: {n for n in names if n in GRAPH and n != name} for name, names in GRAPH.items()}
    TopologicalSorter(inner).prepare()  # raises CycleError with the modules of the circle


def test_folders_are_of_a_size_to_be_looked_over() -> None:
    for package, most in ROOMS.items():
        level = [p for p in (PROJECT / package).iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()]
        assert len(level) <= most, package
    for folder in {path.parent for package in PACKAGES for path in modules(package)}:
        assert len(list(folder.glob("*.py"))) <= MOST_IN_A_FOLDER, folder


def test_every_folder_of_code_is_a_package() -> None:
    """Searches for modules, hashes of code and installed copies would pass over one that is not."""
    for package in PACKAGES:
        assert all((path.parent / "__init__.py").is_file() for path in modules(package))


def test_the_vocabulary_needs_the_standard_library_only() -> None:
    for path in modules("corpus"):
        roots = {name.split(".")[0] for name in GRAPH[name_of(path)]} - {"corpus"}
        assert roots <= sys.stdlib_module_names, path


def test_the_engine_knows_no_file_format_and_no_pictures() -> None:
    assert not {name.split(".")[0] for name in reached("index.searcher")} & FILE_FORMATS
    assert "index.evidence.picture" not in reached("index.searcher"), (
        "a question in a notebook would load the picture library"
    )


def test_a_review_knows_no_file_format() -> None:
    parts = {name for name in GRAPH if name.startswith("index.review")}
    assert not {name.split(".")[0] for name in reached(*parts)} & FILE_FORMATS


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("distributed", {"index/parts/cluster.py"}),
        ("threadpoolctl", {"index/storage/vectors.py"}),
        ("faiss", {"index/storage/vectors.py"}),
        ("tantivy", {"index/storage/words.py"}),
        ("sentence_transformers", {"index/encoder/library.py"}),
        ("tokenizers", {"index/encoder/tokenizer.py"}),
        ("onnxruntime", {"index/encoder/exported.py", "index/encoder/export.py"}),
        ("onnx", {"index/encoder/export.py"}),
        ("safetensors", {"index/adapter.py"}),
        ("pypdfium2", {"ingest/read/pdf/pdfium.py", "index/evidence/picture.py"}),  # one reads, one draws
        ("pypdf", {"ingest/read/pdf/document.py"}),
        ("mammoth", {"ingest/read/word_file.py"}),
        ("symspellpy", {"ingest/read/words/language.py"}),
        (
            "bs4",
            {"ingest/read/web_page.py", "ingest/read/page_parts.py", "ingest/collect/site_pages.py"},
        ),  # reports as pages, and pages that link to reports
        ("requests", {"ingest/collect/web/session.py"}),
        ("urllib3", {"ingest/collect/web/session.py"}),
        ("tenacity", {"ingest/collect/web/session.py"}),
        ("protego", {"ingest/collect/web/robots.py"}),
        ("langchain_text_splitters", {"ingest/sentences/passages.py"}),
        ("abbreviations", {"ingest/sentences/acronyms.py"}),
        (
            "sqlite3",
            {"index/storage/database.py", "index/review/store.py", "ingest/build/cache.py"},
        ),  # published, saved, kept for the next build
        ("msgspec", {"ingest/build/reuse.py"}),
        ("filelock", {"index/storage/locks.py"}),
        ("xlsxwriter", {"index/export/spreadsheets.py"}),
        ("docx", {"index/export/documents.py"}),
        ("rispy", {"index/export/references.py"}),
        ("pybtex", {"index/export/references.py"}),
        ("PIL", {"index/evidence/picture.py"}),
        ("tqdm", {"ingest/build/progress.py"}),
        ("sklearn", {"ingest/sentences/stance.py"}),  # what was learned is used here; benchmarks learn it
        (
            "pandas",
            {"index/answers/tables.py", "index/answers/results.py"},
        ),  # one makes data frames, the other names their type
        ("statsmodels", {"index/review/agreement.py"}),
        ("torch", {"index/encoder/export.py"}),
    ],
)
def test_a_library_is_known_to_one_module(library: str, homes: set[str]) -> None:
    found = {
        path.relative_to(PROJECT).as_posix()
        for package in PACKAGES
        for path in modules(package)
        if library in {name.split(".")[0] for name in GRAPH[name_of(path)]}
    }
    assert found == homes


def test_streamlit_is_the_pages_alone() -> None:
    found = {
        p
        for package in PACKAGES
        for p in modules(package)
        if any(n.split(".")[0] == "streamlit" for n in GRAPH[name_of(p)])
    }
    assert found
    assert {path.relative_to(PROJECT).parts[0] for path in found} == {"ui"}
    assert "html" not in {path.parent.name for path in found}, "what makes HTML is pure"


def test_importing_the_reader_and_the_search_loads_no_model() -> None:
    code = "import sys, ingest.read.report, ingest.build.pipeline, index.searcher; print([m for m in ('torch', 'sklearn') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "[]", done.stderr


def test_showing_a_report_loads_no_model() -> None:
    sample = next(FAMILIES[0].sample.glob("*.pdf"))
    code = (
        "import sys; from ingest.__main__ import main; "
        f"status = main(['show', {str(sample)!r}]); print('torch' in sys.modules, status)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines()[-1] == "False 0", done.stderr


def test_no_folder_of_tests_is_passed_over(request: pytest.FixtureRequest) -> None:
    """pytest passes over some names by default, `build` among them, and says nothing."""
    left_out = request.config.getini("norecursedirs")
    folders = {parent.name for path in (PROJECT / "tests").rglob("test_*.py") for parent in path.parents if PROJECT in parent.parents}  # fmt: skip
    assert {"build", "tests"} <= folders
    assert [(name, pattern) for name in folders for pattern in left_out if fnmatch(name, pattern)] == []

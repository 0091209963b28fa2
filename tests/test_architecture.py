"""Who may import whom. A layer sees the layers below it, never its neighbours or those above."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = "diggs_analytics"

BELOW_UI = {"domain", "intake", "store", "analysis", "output", "evaluation", "sample"}
PAGE = {"ui", "output", "analysis", "domain"}

MAY_IMPORT = {
    "__init__": set(),
    "domain": set(),
    "intake": {"domain"},
    "store": {"domain"},
    "analysis": {"domain"},
    "output": {"domain", "analysis"},
    "evaluation": {"domain", "store", "analysis", "output"},
    "sample": {"domain", "intake", "store"},
    "command_line": BELOW_UI,
    "__main__": {"command_line"},
    "ui": BELOW_UI,
    "pages": PAGE,
    "dashboard": PAGE,
    "sample_data": {"domain"},
    "benchmarks": BELOW_UI | {"command_line", "sample_data"},
}

# ui names figures (go.Figure) in annotations.
ONLY_IN = {
    "streamlit": {"ui", "pages", "dashboard", "benchmarks"},
    "plotly": {"output", "ui", "benchmarks"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "sqlite3": {"store"},
    "openpyxl": {"intake", "output", "benchmarks"},
    "xlsxwriter": {"intake", "output", "sample_data", "benchmarks"},
    "python_calamine": {"intake", "output"},
    "xlrd": {"intake"},
    "docx": {"output"},
    "highspy": {"analysis"},
    "msoffcrypto": {"intake"},
    "typer": {"command_line"},
}

FOLDERS = (PACKAGE, "pages", "sample_data", "benchmarks")
MODULES = sorted(
    [ROOT / "dashboard.py", *(file for name in FOLDERS for file in (ROOT / name).rglob("*.py"))]
)


def layer_of(module: Path) -> str:
    first, *rest = module.relative_to(ROOT).with_suffix("").parts
    return rest[0] if first == PACKAGE else first


def imported_names(module: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import hides the layer it names"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def layer_named(name: str) -> str:
    """The layer that an imported name belongs to, "" for a foreign one."""
    first, *rest = name.split(".")
    if first == PACKAGE:
        return rest[0] if rest else ""
    return first if (ROOT / first).is_dir() or (ROOT / f"{first}.py").exists() else ""


def by_path(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("module", MODULES, ids=by_path)
def test_imports_point_downwards(module):
    layer = layer_of(module)
    own = set(map(layer_named, imported_names(module))) - {"", layer}

    assert own <= MAY_IMPORT[layer]


@pytest.mark.parametrize("module", MODULES, ids=by_path)
def test_libraries_stay_where_they_belong(module):
    foreign = {name.split(".")[0] for name in imported_names(module)}

    assert [name for name in foreign if layer_of(module) not in ONLY_IN.get(name, MAY_IMPORT)] == []


def test_every_module_is_looked_at():
    layers = set(map(layer_of, MODULES))

    # evaluation and benchmarks come when they come; they have their place already.
    assert set(MAY_IMPORT) - {"evaluation", "benchmarks"} <= layers <= set(MAY_IMPORT)


def test_the_words_know_no_library_but_frames():
    names = set().union(*(imported_names(m) for m in MODULES if layer_of(m) == "domain"))
    foreign = {name.split(".")[0] for name in names if not layer_named(name)}

    assert foreign - sys.stdlib_module_names <= {"pandas", "numpy"}

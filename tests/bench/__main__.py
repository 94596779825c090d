"""The speed table: `python -m tests.bench [module ...]`. Ratios of one run; no timed test."""

import sys
from importlib import import_module
from pathlib import Path

NO_ROWS = ("measure", "lesson_page", "benchmarks")
MODULES = sorted(
    path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in NO_ROWS
)


def main(names: list[str]) -> None:
    """Print each module's rows; say why where one cannot be measured here."""
    for name in names or [one for one in MODULES if not one.startswith("_")]:
        print(f"\n{name}", flush=True)
        try:
            rows = import_module(f"tests.bench.{name}").rows()
        except (ImportError, RuntimeError) as reason:
            print(f"  skipped: {reason}")
            continue
        for row in rows:
            verdict = "ok" if row.measured <= row.at_most else "TOO SLOW"
            most = "" if row.at_most == float("inf") else f"at most {row.at_most:.3g}"
            measured = f"{row.measured:10.3g} {row.unit:12}"
            print(f"  {row.what:72} {measured} {most:15} {verdict if most else ''}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

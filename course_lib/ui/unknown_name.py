"""A name that no cell has made yet, told as a sentence: a learner may run any cell first."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any


def load_ipython_extension(shell: Any) -> None:
    """Tell this kernel's missing names as sentences; the name is what IPython asks for."""
    shell.set_custom_exc((NameError,), _shown)


def listen() -> None:
    """Do so in the present kernel, where there is one."""
    if ipython := sys.modules.get("IPython"):
        shell = ipython.get_ipython()
        if shell is not None:
            load_ipython_extension(shell)


def told(name: str) -> str:
    """What a learner reads.

    Examples
    --------
    >>> print(told("lesson"))
    There is no “lesson” yet. A cell above makes it: choose “Run All Above Selected Cell”
    in the menu Run, then run this cell again.
    If you wrote the name yourself, look at its spelling.
    """
    return (
        f"There is no “{name}” yet. A cell above makes it: choose “Run All Above Selected Cell”\n"
        "in the menu Run, then run this cell again.\n"
        "If you wrote the name yourself, look at its spelling."
    )


def _shown(
    shell: Any,
    kind: type[BaseException],
    error: Any,
    trace: TracebackType | None,
    tb_offset: int | None = None,
) -> None:
    """Show a sentence where a cell itself used the name, and Python's own words elsewhere."""
    name = getattr(error, "name", None)
    if name and kind is NameError and _last(trace).get("__name__") == "__main__":
        error._render_traceback_ = lambda: [told(name)]
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def _last(trace: TracebackType | None) -> dict[str, Any]:
    """The names of the code in which it happened."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return {} if trace is None else trace.tb_frame.f_globals

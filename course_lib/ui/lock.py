"""One writer at a time: a lock that the operating system lets go when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def locked(path: Path, *, patience: float = 3.0) -> Iterator[None]:
    """Hold the lock file at `path` while the block runs.

    Parameters
    ----------
    path : Path
        The lock file; it is made where it is missing and stays empty.
    patience : float
        Seconds to wait for another notebook that is writing.

    Raises
    ------
    OSError
        If the file cannot be made, or if someone else holds it for longer than `patience`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, locked(Path(folder) / "lock"):
    ...     print("alone")
    alone
    """
    deadline = time.monotonic() + patience
    with path.open("a+b") as file, _folder_held(path.parent, deadline):
        _wait(lambda: _take(file), deadline)
        try:
            yield
        finally:
            _release(file)


def _wait(take: Callable[[], bool], deadline: float) -> None:
    """Try until it is taken."""
    while not take():
        if time.monotonic() > deadline:
            raise TimeoutError("another notebook is still writing")
        time.sleep(0.01)


@contextmanager
def _folder_held(folder: Path, deadline: float) -> Iterator[None]:
    """Hold the folder too, where the system can: a lock file may be deleted while it is held."""
    if sys.platform in ("win32", "emscripten"):
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _wait(lambda: _take_folder(handle), deadline)
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> bool:
        """Try to lock the first byte."""
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        """Unlock the first byte."""
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

elif sys.platform == "emscripten":

    def _take(file: IO[bytes]) -> bool:
        """In the browser's Python each notebook has a file system of its own."""
        return not file.closed

    def _release(file: IO[bytes]) -> None:
        """Nothing is held in the browser's Python."""

else:
    import errno
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        """Try to lock; a file system that knows no locks counts as free."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in (errno.EAGAIN, errno.EACCES)
        return True

    def _take_folder(handle: int) -> bool:
        """Try to lock a folder; network file systems often know no lock for one."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def _release(file: IO[bytes]) -> None:
        """Unlock, where there was a lock."""
        try:
            fcntl.flock(file, fcntl.LOCK_UN)
        except OSError:
            return

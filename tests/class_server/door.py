"""How a test gets a class's hub: made or skipped, and awaited until it answers."""

import asyncio
import os

import pytest

from class_server import environment
from class_server.hub_api import HubApi


def make_or_skip() -> None:
    """Make the class server's own environment; where that is impossible, skip and say why."""
    if trouble := environment.missing():
        pytest.skip(trouble)
    try:
        environment.make()
    except OSError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"No class server could be made: {error}")


async def awake(address: str, token: str) -> HubApi:
    """The hub's doors, as soon as it answers."""
    api = HubApi(address, token, patience=150)
    async with asyncio.timeout(60):
        while not await api.answers():
            await asyncio.sleep(0.2)
    return api

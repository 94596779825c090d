"""The doors through which a learner comes in: the hub's REST API and the learner's own server's."""

import asyncio
import json
from typing import Any
from urllib.parse import quote

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.websocket import websocket_connect

from class_server.kernel import Kernel

BUSY = 429  # too many starts at once: the hub asks to come again
LARGEST_MESSAGE = 100_000_000


class HubApi:
    """One hub, used with one token.

    Parameters
    ----------
    address : str
        For example ``http://127.0.0.1:8000``.
    token : str
        Of a service or an administrator who may start and use servers.
    patience : float
        Seconds after which a single request is given up.
    """

    def __init__(self, address: str, token: str, *, patience: float) -> None:
        AsyncHTTPClient.configure(None, max_clients=1000)
        self._address = address
        self._headers = {"Authorization": f"token {token}"}
        self._patience = patience

    async def ask(self, method: str, path: str, body: object = None) -> Any:
        """What a request brings, read as JSON where it is JSON."""
        response = await self._fetch(method, path, body)
        is_json = "json" in response.headers.get("Content-Type", "")
        return json.loads(response.body) if is_json and response.body else response.body

    async def answers(self) -> bool:
        """Whether the hub answers yet."""
        try:
            await self.ask("GET", "hub/api/")
        except (OSError, HTTPClientError):
            return False
        return True

    async def start(self, learner: str) -> None:
        """Log a learner in and start the learner's server; return when it is ready."""
        path = f"hub/api/users/{learner}"
        await self.ask("POST", path)
        while True:
            try:
                await self.ask("POST", f"{path}/server")
                break
            except HTTPClientError as error:
                if error.code != BUSY:
                    raise
            await asyncio.sleep(1)
        async with asyncio.timeout(self._patience):
            while not (await self.ask("GET", path))["servers"].get("", {}).get("ready"):
                await asyncio.sleep(0.5)

    async def open_notebook(self, learner: str, path: str) -> tuple[list[str], Kernel]:
        """Open a notebook as a click on it does: its code cells, and its kernel."""
        server = f"user/{learner}"
        await self.ask("GET", f"{server}/lab/tree/{quote(path)}")
        notebook = await self.ask("GET", f"{server}/api/contents/{quote(path)}")
        wanted = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        session = await self.ask("POST", f"{server}/api/sessions", wanted)
        channels = f"{server}/api/kernels/{session['kernel']['id']}/channels"
        address = f"{self._address.replace('http', 'ws', 1)}/{channels}"
        request = HTTPRequest(
            address,
            headers=self._headers,
            connect_timeout=self._patience,
            request_timeout=self._patience,  # else tornado gives up after 20 seconds
        )
        socket = await websocket_connect(request, max_message_size=LARGEST_MESSAGE)
        cells = notebook["content"]["cells"]
        return [cell["source"] for cell in cells if cell["cell_type"] == "code"], Kernel(socket)

    async def _fetch(self, method: str, path: str, body: object) -> HTTPResponse:
        given = "" if body is None and method == "POST" else body and json.dumps(body)
        return await AsyncHTTPClient().fetch(
            f"{self._address}/{path}",
            method=method,
            headers=self._headers,
            body=given,
            connect_timeout=self._patience,
            request_timeout=self._patience,
        )

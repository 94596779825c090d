"""For JupyterLab's server, not for notebooks: an answer goes to the page as soon as it is there.

While a packet is on its way, TCP holds back the next small one until the first is acknowledged
(Nagle's algorithm, RFC 896), and the page acknowledges late, after up to 40 ms. A kernel first says
that it is busy, so each answer within that time waits: a picture drawn in 10 ms comes after 50.
Jupyter leaves that as it is; this extension switches it off. Without it, all works, but later.
"""

from __future__ import annotations

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "course_lib.prompt_answers"}]


def _load_jupyter_server_extension(server: Any) -> None:
    usual: Any = server.kernel_websocket_connection_class

    class PromptConnection(usual):  # type: ignore[misc]
        """The usual connection between page and kernel, which sends at once."""

        def connect(self) -> Any:
            self.websocket_handler.set_nodelay(True)
            return super().connect()

    server.kernel_websocket_connection_class = PromptConnection
    server.web_app.settings["kernel_websocket_connection_class"] = PromptConnection

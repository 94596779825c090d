"""The server's extension, on a stand-in, and where it is switched on."""

from __future__ import annotations

from types import SimpleNamespace

from jupyter_server.serverapp import ServerApp
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

from course_lib import prompt_answers


class Usual:
    """What a server uses between page and kernel."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.websocket_handler = SimpleNamespace(set_nodelay=self.done.append)

    def connect(self) -> str:
        self.done.append("connected")
        return "connection"


def test_a_connection_sends_at_once_and_is_else_the_usual_one() -> None:
    server = SimpleNamespace(
        kernel_websocket_connection_class=Usual, web_app=SimpleNamespace(settings={})
    )
    prompt_answers._load_jupyter_server_extension(server)
    made = server.web_app.settings["kernel_websocket_connection_class"]
    assert server.kernel_websocket_connection_class is made
    connection = made()
    assert isinstance(connection, Usual)
    assert connection.connect() == "connection"
    assert connection.done == [True, "connected"]


def test_it_names_itself_as_jupyter_asks() -> None:
    [point] = prompt_answers._jupyter_server_extension_points()
    assert point == {"module": prompt_answers.__name__}


def test_jupyters_server_has_what_it_relies_on() -> None:
    assert "websocket_handler" in ZMQChannelsWebsocketConnection.class_trait_names()
    assert callable(ZMQChannelsWebsocketConnection.connect)
    assert callable(KernelWebsocketHandler.set_nodelay)
    assert "kernel_websocket_connection_class" in ServerApp.class_trait_names()

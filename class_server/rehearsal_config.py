"""The class's configuration, rehearsed: without systemd, on this machine alone, for one run."""

import os
from pathlib import Path

load_subconfig(str(Path(__file__).with_name("jupyterhub_config.py")))  # type: ignore[name-defined]  # noqa: F821
c = get_config()  # type: ignore[name-defined]  # noqa: F821 - JupyterHub hands it in
given = os.environ

c.JupyterHub.bind_url = f"http://127.0.0.1:{given['REHEARSAL_PORT']}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{given['REHEARSAL_HUB_PORT']}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{given['REHEARSAL_PROXY_PORT']}"
c.JupyterHub.db_url = "sqlite://"

# A learner is a folder and not a system user; the limits cannot be set, so they are not tested.
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = f"{given['REHEARSAL_HOMES']}/{{username}}"
c.Spawner.environment = {
    "JUPYTER_RUNTIME_DIR": lambda spawner: f"{given['REHEARSAL_RUNTIME']}/{spawner.user.name}"
}
c.Spawner.pre_spawn_hook = None
c.Spawner.start_timeout = c.Spawner.http_timeout = int(given["REHEARSAL_PATIENCE"])
if os.geteuid() == 0:
    c.Spawner.args = [*c.Spawner.args, "--allow-root"]

# Who plays the learners: one program that may start servers and use them.
player = {"name": "rehearsal", "api_token": given["REHEARSAL_TOKEN"]}
c.JupyterHub.services = [*c.JupyterHub.services, player]
scopes = ["admin:users", "admin:servers", "access:servers"]
role = {"name": "rehearsal", "scopes": scopes, "services": ["rehearsal"]}
c.JupyterHub.load_roles = [*c.JupyterHub.load_roles, role]

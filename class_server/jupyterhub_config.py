"""JupyterHub for a class on one Linux machine with systemd; README.md says how to start it.

Passwords come from the environment, never from this file. Memory and processors come from what
the rehearsal measured (measured.toml), by the rule in sizing.py.
"""

import os
import pwd
import subprocess
import sys
from typing import Any

from class_server.environment import PROXY
from class_server.sizing import measured, needs

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - JupyterHub hands it in
need = needs(measured())

# Who comes in: a name of one's own and the password of the class. It keeps strangers out, not
# learners apart. The teacher, with a password of at least 32 characters, may stop servers.
if not os.environ.get("CLASS_PASSWORD"):
    sys.exit("Set the environment variable CLASS_PASSWORD: at least 8 characters, for the class.")
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ["CLASS_PASSWORD"]
if os.environ.get("CLASS_TEACHER_PASSWORD"):
    c.SharedPasswordAuthenticator.admin_password = os.environ["CLASS_TEACHER_PASSWORD"]
    c.Authenticator.admin_users = {os.environ.get("CLASS_TEACHER", "teacher")}
c.Authenticator.allow_all = True
c.Authenticator.username_pattern = r"^[a-z][a-z0-9_-]{0,23}\Z"  # it becomes a system account

# Where: behind a web server with a certificate, or with a certificate of its own.
c.JupyterHub.bind_url = os.environ.get("CLASS_ADDRESS", "http://:8000")
c.JupyterHub.ssl_cert = os.environ.get("CLASS_CERTIFICATE", "")
c.JupyterHub.ssl_key = os.environ.get("CLASS_CERTIFICATE_KEY", "")
c.ConfigurableHTTPProxy.command = [str(PROXY)]


def give_account(spawner: Any) -> None:
    """Each learner is a system user of the machine, whose home the others cannot read."""
    account = f"class-{spawner.user.name}"
    try:
        pwd.getpwnam(account)
    except KeyError:
        private = ["--create-home", "--key", "HOME_MODE=0700"]
        subprocess.run(["useradd", *private, account], check=True)


# What a learner gets: a server with its own limits, a copy of the notebooks, the first one open.
c.JupyterHub.spawner_class = "systemd"
c.SystemdSpawner.username_template = "class-{USERNAME}"
c.SystemdSpawner.isolate_tmp = True
c.SystemdSpawner.unit_extra_properties = {"OOMPolicy": "continue"}  # one kernel ends, not all
c.Spawner.pre_spawn_hook = give_account
c.Spawner.cmd = [sys.executable, "-m", "class_server.own_copy"]
c.Spawner.default_url = "/lab/tree/notebooks/00_start_here.ipynb"
c.Spawner.mem_limit = f"{need.memory_limit_mb}M"
c.Spawner.cpu_limit = need.cpu_limit
c.Spawner.start_timeout = c.Spawner.http_timeout = (
    300  # thirty at once are slow; nobody is sent away
)
# Kernels are reached through files of the learner's own, not through ports: where thirty start at
# once, two pick the same port, and one of them never answers. Such a file's path must be short.
c.Spawner.environment = {"JUPYTER_RUNTIME_DIR": "/tmp/jupyter"}  # noqa: S108 - isolate_tmp
c.Spawner.args = [
    "--KernelManager.transport=ipc",
    "--LabApp.extension_manager=readonly",
    "--MappingKernelManager.cull_idle_timeout=1800",  # only of notebooks that nobody has open
]

# When: a server that nobody used for two hours stops. Answers and notebooks stay.
idle = [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=7200", "--cull-every=600"]
c.JupyterHub.services = [{"name": "idle", "command": idle}]
seen = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
c.JupyterHub.load_roles = [{"name": "idle", "scopes": seen, "services": ["idle"]}]

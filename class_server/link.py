"""A link that pulls the course into a learner's home and opens it (nbgitpuller).

python -m class_server.link https://hub.example.org
python -m class_server.link https://hub.example.org https://github.com/me/my-course main
"""

import sys
from urllib.parse import urlencode

REPOSITORY = "https://github.com/one-trial/one-trial-closely-read"
BRANCH = "main"
FIRST = "notebooks/00_start_here.ipynb"


def link(hub: str, repository: str = REPOSITORY, branch: str = BRANCH) -> str:
    """The address to give to learners; a second visit brings what changed meanwhile.

    Examples
    --------
    >>> link("https://hub.example.org/", "https://github.com/me/course").split("?")[0]
    'https://hub.example.org/hub/user-redirect/git-pull'
    """
    folder = repository.rstrip("/").rsplit("/", 1)[-1].removesuffix(".git")
    asked = {
        "repo": repository,
        "branch": branch,
        "targetpath": folder,
        "urlpath": f"lab/tree/{folder}/{FIRST}",
    }
    return f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{urlencode(asked)}"


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3, 4):
        sys.exit(__doc__)
    sys.stdout.write(link(*sys.argv[1:]) + "\n")

"""The values for Kubernetes: they parse, hold no secret, and promise what was measured."""

import yaml

from class_server.sizing import measured, needs
from tests.house import tree

TEXT = (tree.ROOT / "class_server/values.yaml").read_text(encoding="utf-8")
VALUES = yaml.safe_load(TEXT)


def test_memory_and_processors_are_what_the_rehearsal_measured() -> None:
    need = needs(measured())
    assert VALUES["singleuser"]["memory"] == {
        "guarantee": f"{need.memory_guarantee_mb}M",
        "limit": f"{need.memory_limit_mb}M",
    }
    assert VALUES["singleuser"]["cpu"] == {
        "guarantee": need.cpu_guarantee,
        "limit": need.cpu_limit,
    }


def test_the_image_is_a_place_to_fill_in_and_starts_as_its_recipe_says() -> None:
    recipe = (tree.ROOT / "class_server/Dockerfile").read_text(encoding="utf-8")
    image = VALUES["singleuser"]["image"]
    assert f"--tag {image['name']}:{image['tag']} " in recipe
    assert image["name"].startswith("REGISTRY/")
    *start, culling = VALUES["singleuser"]["cmd"]
    assert yaml.safe_load(recipe.rpartition("CMD ")[2]) == start
    assert culling in (tree.ROOT / "class_server/jupyterhub_config.py").read_text(encoding="utf-8")


def test_learners_land_on_a_notebook_that_exists() -> None:
    place = VALUES["singleuser"]["defaultUrl"].removeprefix("/lab/tree/")
    assert (tree.ROOT / place).exists()


def test_nobody_comes_in_without_a_password_and_none_is_written_down() -> None:
    config = VALUES["hub"]["config"]
    assert config["JupyterHub"]["authenticator_class"] == "shared-password"
    assert not {"SharedPasswordAuthenticator", "DummyAuthenticator"} & config.keys()
    assert "secret" not in TEXT.lower()

"""The pages are built when their sources changed, and count as built only when it succeeded."""

import subprocess
from pathlib import Path

import pytest

from instaclone import building
from instaclone.errors import Unavailable
from instaclone.settings import load


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose build takes no time."""
    (tmp_path / "instaclone/ui").mkdir(parents=True)
    (tmp_path / "instaclone/ui/theme.py").write_text("BLUE = 1")
    (tmp_path / "rxconfig.py").write_text("")
    (tmp_path / "requirements.txt").write_text("")

    def export(root: Path, _path: str) -> None:
        (root / building.PAGES).parent.mkdir(parents=True, exist_ok=True)
        (root / building.PAGES).write_text("<html>")
        (root / "reflex.lock").mkdir(exist_ok=True)
        (root / "reflex.lock/package.json").write_text("{}")

    monkeypatch.setattr(building, "_export", export)
    return tmp_path


def build(root: Path) -> bool:
    return building.build(lambda _line: None, root)


def test_a_second_build_has_nothing_to_do(root: Path):
    assert build(root)
    assert not build(root)


@pytest.mark.parametrize(
    "changed", ["instaclone/ui/theme.py", "instaclone/new.py", "assets/x/mark.svg", "rxconfig.py"]
)
def test_a_changed_source_is_built_again(root: Path, changed: str):
    build(root)
    (root / changed).parent.mkdir(parents=True, exist_ok=True)
    (root / changed).write_text("changed")
    assert build(root)


def test_a_removed_or_renamed_source_is_built_again(root: Path):
    build(root)
    (root / "instaclone/ui/theme.py").rename(root / "instaclone/ui/themes.py")
    assert build(root)


def test_another_lock_is_built_again(root: Path):
    build(root)
    (root / "reflex.lock/package.json").write_text('{"name": "other"}')
    assert build(root)


def test_a_failed_build_does_not_count(root: Path, monkeypatch: pytest.MonkeyPatch):
    build(root)
    (root / "rxconfig.py").write_text("changed")

    def fail(_root: Path, _path: str) -> None:
        raise Unavailable("npm is on fire")

    with monkeypatch.context() as broken:
        broken.setattr(building, "_export", fail)
        with pytest.raises(Unavailable, match="on fire"):
            build(root)
        (root / "rxconfig.py").write_text("")
        assert not building.is_fresh(root)
    assert build(root)


def test_an_edit_during_the_build_is_built_next_time(root: Path, monkeypatch: pytest.MonkeyPatch):
    export = building._export

    def edit(root: Path, path: str) -> None:
        export(root, path)
        (root / "instaclone/ui/theme.py").write_text("BLUE = 2")

    with monkeypatch.context() as slow:
        slow.setattr(building, "_export", edit)
        build(root)
    assert not building.is_fresh(root)


def test_a_build_without_pages_is_no_success(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(building, "_export", lambda _root, _path: None)
    with pytest.raises(Unavailable, match=r"without \.web/build/client"):
        build(root)
    assert not building.is_fresh(root)


def test_node_and_npm_of_the_venv_run_and_are_new_enough():
    node, npm = building.node_versions()
    assert tuple(map(int, node.lstrip("v").split("."))) >= (22, 22)  # what Reflex 0.10 asks for
    assert npm[0].isdigit()


def test_the_failing_build_shows_the_end_of_its_output(tmp_path: Path):
    """Nothing is there to build, so Reflex itself refuses."""
    with building.node() as path, pytest.raises(Unavailable, match="could not be built"):
        building._export(tmp_path, path)


@pytest.mark.parametrize("build", [building._export, building._version])
def test_npm_is_told_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, build):
    told: list[dict[str, str]] = []

    def run(command: list[str], env: dict[str, str], **_how) -> subprocess.CompletedProcess[str]:
        told.append(env)
        return subprocess.CompletedProcess(command, 0, stdout="v1")

    monkeypatch.setattr(building.subprocess, "run", run)
    for name in (*building.SECRET_NAMES, "AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"):
        monkeypatch.setenv(name, "for our eyes only")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:3128")
    build(tmp_path, "/bin")
    assert "for our eyes only" not in told[0].values()
    assert told[0]["HTTPS_PROXY"] == "http://proxy:3128"
    assert told[0]["PATH"] == "/bin"


def test_the_settings_are_complete_where_two_processes_share_redis(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    told: list[dict[str, str]] = []
    monkeypatch.setattr(building.subprocess, "run", lambda *_, env, **__: told.append(env))
    monkeypatch.setenv("WEB_WORKERS", "2")
    monkeypatch.setenv("REDIS_URL", "redis://localhost")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    building._export(tmp_path, "/bin")
    load(told[0])
    assert not (tmp_path / "data/secret_key").exists()


def test_a_list_of_packages_that_is_only_written_in_another_order_stays_as_it_was(tmp_path: Path):
    packages = tmp_path / "package.json"
    packages.write_text('{"a": 1, "b": {"c": 2, "d": 3}}')
    with building._steady(packages):
        packages.write_text('{"b": {"d": 3, "c": 2}, "a": 1}')
    assert packages.read_text() == '{"a": 1, "b": {"c": 2, "d": 3}}'
    with building._steady(packages):
        packages.write_text('{"a": 2}')
    assert packages.read_text() == '{"a": 2}'

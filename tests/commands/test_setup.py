"""What bin/setup.sh decides, with pip and the machine played by functions."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STAGE = """
set -euo pipefail
source {root}/bin/setup.sh
pip_install() {{ printf 'pip %s\\n' "$*" >>pip.log; }}
uname() {{ echo Linux; }}
has_gpu() {{ {has_gpu}; }}
cpu_index_answers() {{ {answers}; }}
{act}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with our requirements and a venv in name only."""
    for path in ROOT.glob("requirements*.txt"):
        shutil.copy(path, tmp_path)
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\nexit 0\n")
    python.chmod(0o755)
    return tmp_path


def play(
    project: Path, act: str, has_gpu: str = "false", answers: str = "true", path: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a piece of bash on the stage."""
    return subprocess.run(
        ["/bin/bash", "-c", STAGE.format(root=ROOT, act=act, has_gpu=has_gpu, answers=answers)],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": path or "/usr/bin:/bin", "TMPDIR": str(project)},
    )


def pip(project: Path) -> str:
    """What pip was asked for."""
    log = project / "pip.log"
    return log.read_text() if log.exists() else ""


def torch_pin() -> str:
    """The version of PyTorch that requirements.txt wants."""
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    return next(line.split()[0] for line in lines if line.startswith("torch==")).split("==")[1]


def test_without_a_gpu_the_small_build_is_taken_from_pytorchs_own_index(project: Path):
    said = play(project, "install_torch").stdout
    assert "the small build for processors, because no NVIDIA GPU is here" in said
    assert "--extra-index-url https://download.pytorch.org/whl/cpu" in pip(project)


def test_with_a_gpu_the_usual_build_is_left_to_the_requirements(project: Path):
    said = play(project, "install_torch", has_gpu="true").stdout
    assert "because an NVIDIA GPU is here" in said
    assert pip(project) == ""


def test_an_index_that_does_not_answer_is_done_without(project: Path):
    said = play(project, "install_torch", answers="false").stdout
    assert "did not answer in 5 s" in said
    assert pip(project) == ""


@pytest.mark.parametrize("local", ["", "+cpu", "+cu130"])
def test_a_build_that_is_installed_already_stays(project: Path, local: str):
    name = f"torch-{torch_pin()}{local}.dist-info"
    (project / ".venv/lib/python3.11/site-packages" / name).mkdir(parents=True)
    said = play(project, "install_torch").stdout
    assert said == f"PyTorch {torch_pin()}{local} is installed already; it stays.\n"
    assert pip(project) == ""


def test_another_version_of_pytorch_does_not_stay(project: Path):
    (project / ".venv/lib/python3.11/site-packages/torch-1.0.dist-info").mkdir(parents=True)
    play(project, "install_torch")
    assert "torch" in pip(project)


def test_opencv_without_a_desktop_is_replaced_by_its_headless_build(project: Path):
    (project / ".venv/bin/python").write_text(
        "#!/bin/sh\n"
        "[ -e pip.log ] && exit 0\n"
        "echo 'ImportError: libGL.so.1: cannot open shared object file' >&2\nexit 1\n"
    )
    done = play(project, "mend_opencv")
    assert done.returncode == 0
    assert "libGL.so.1" in done.stdout
    assert "--no-deps --force-reinstall opencv-python-headless==" in pip(project)


def test_opencv_that_loads_is_left_alone(project: Path):
    done = play(project, "mend_opencv")
    assert (done.returncode, done.stdout, pip(project)) == (0, "", "")


@pytest.mark.parametrize("part", ["all", "web", "worker", "dev"])
def test_a_second_set_up_has_nothing_to_do(project: Path, part: str):
    first = play(project, f"set_up {part}")
    assert first.returncode == 0, first.stderr
    asked = pip(project)
    assert f"-r requirements{'' if part == 'all' else '-' + part}.txt" in asked
    again = play(project, f"set_up {part}")
    assert (again.returncode, again.stdout) == (0, "")
    assert pip(project) == asked


def test_changed_requirements_are_installed_again(project: Path):
    play(project, "set_up web")
    with (project / "requirements.txt").open("a") as file:
        file.write("# another\n")
    assert "Installing the packages" in play(project, "set_up web").stdout


def test_a_failed_installation_is_tried_again_next_time(project: Path):
    failed = play(project, "pip_install() { echo no luck; return 1; }; set_up web")
    assert failed.returncode == 1
    assert "no luck" in failed.stderr
    assert "Installing the packages" in play(project, "set_up web").stdout


def test_the_web_part_installs_no_pytorch(project: Path):
    said = play(project, "set_up web").stdout
    assert "PyTorch" not in said


def test_a_python_that_is_too_old_is_named_in_a_sentence(project: Path):
    old = project / "old"
    old.mkdir()
    for name in ("python3.13", "python3.12", "python3.11", "python3", "python"):
        (old / name).write_text("#!/bin/sh\n[ $1 = --version ] && echo Python 3.9.2\nexit 1\n")
        (old / name).chmod(0o755)
    done = play(project, "find_python", path=str(old))
    assert done.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert "Python 3.9.2" in done.stderr


def test_a_python_without_the_venv_module_is_told_what_to_install(project: Path):
    fake = project / "fake"
    fake.mkdir()
    (fake / "python3.13").write_text(
        f'#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\nexec {sys.executable} "$@"\n'
    )
    (fake / "python3.13").chmod(0o755)
    done = play(project, "make_venv", path=f"{fake}:/usr/bin:/bin")
    assert done.returncode == 1
    assert "python3-venv" in done.stderr


def test_every_script_is_sound_bash_and_can_be_started():
    for path in (*ROOT.glob("bin/*"), ROOT / ".ci/run"):
        assert subprocess.run(["/bin/bash", "-n", str(path)], check=False).returncode == 0
        assert path.suffix == ".sh" or path.stat().st_mode & 0o111

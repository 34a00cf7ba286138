"""Where the detector's weights are, what identifies them, and how to provide them."""

import hashlib
from functools import lru_cache
from pathlib import Path

from instaclone.settings import settings

DEFAULT_NAME = "yolov8n.pt"
OPENVINO_SUFFIX = "_openvino_model"  # Ultralytics recognises the format by the folder's name
FILE_SUFFIXES = (".pt", ".onnx")

Signature = tuple[tuple[str, int, int], ...]


def default_path() -> Path:
    """Where the default weights are looked for, and where a download puts them."""
    return settings().data_dir / "models" / DEFAULT_NAME


def is_default() -> bool:
    """Whether the default weights are wanted: only these are ever downloaded."""
    return settings().yolo_model is None


def chosen_path() -> Path:
    """The path that is looked at, whether something is there or not."""
    named = settings().yolo_model
    return Path(named).expanduser().absolute() if named else default_path()


def locate() -> Path | None:
    """The weights to use: YOLO_MODEL, else the default in DATA_DIR; None when they are unusable."""
    path = chosen_path()
    return None if _fault(path) else path


def why_missing() -> str:
    """One sentence or two: what is wrong with the weights and how to provide them."""
    path = chosen_path()
    fault = _fault(path)
    if not fault:
        return f"The weights are at {path}."
    if settings().yolo_model:
        return (
            f"YOLO_MODEL {path} {fault}. Name a .pt file, an .onnx file or a folder *"
            f"{OPENVINO_SUFFIX}, or leave YOLO_MODEL out to use {default_path()}."
        )
    return (
        f"The scanner's weights {path} {'could not be had' if not path.exists() else fault}. "
        f"Put Ultralytics' {DEFAULT_NAME} there, or set YOLO_MODEL to a .pt file, an .onnx file "
        f"or a folder *{OPENVINO_SUFFIX}; what waits is scanned as soon as it is there."
    )


def model_name(path: Path) -> str:
    """What people are told scanned their picture: the file's or folder's name."""
    return path.name[:120]


def signature(path: Path) -> Signature:
    """Names, sizes and times of the weights' files: cheap to ask, changes when they change."""
    stats = [(str(file), file.stat()) for file in _files(path)]
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


def weights_hash(path: Path) -> str:
    """SHA-256 of the file, or of the folder's files in the order of their names."""
    return _hash(signature(path))


@lru_cache(maxsize=8)
def _hash(files: Signature) -> str:
    digest = hashlib.sha256()
    for name, _, _ in files:
        with Path(name).open("rb") as opened:
            while chunk := opened.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if file.is_file())
    return [path]


def _fault(path: Path) -> str:
    """What is wrong with the path, as the end of a sentence; empty when it can be tried."""
    if path.is_dir():
        return _folder_fault(path)
    if not path.exists():
        return "does not exist"
    if not path.is_file() or path.suffix not in FILE_SUFFIXES:
        return "is not of a kind the scanner can load"
    return "" if path.stat().st_size else "is an empty file"


def _folder_fault(path: Path) -> str:
    if not path.name.endswith(OPENVINO_SUFFIX):
        return f"is a folder whose name does not end in {OPENVINO_SUFFIX}"
    if not any(graph.with_suffix(".bin").is_file() for graph in path.glob("*.xml")):
        return "is a folder without an OpenVINO .xml and its .bin"
    return ""

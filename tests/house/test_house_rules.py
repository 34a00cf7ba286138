"""The stairs and the habits of ARCHITECTURE.md, kept by reading every module."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = (
    "accounts",
    "relations",
    "activity",
    "retouching",
    "video",
    "media",
    "vision",
    "profiles",
    "places",
    "posts",
    "studio",
    "collections",
    "comments",
    "tags",
    "objects",
    "search",
    "explore",
    "feed",
    "notifications",
)
BELOW = (
    "settings",
    "errors",
    "clock",
    "ids",
    "text",
    "folding",
    "logs",
    "db",
    "storage",
    "jobs",
    "live",
    "ui",
)
PAGE, EVERYWHERE = "a page, which nobody imports", "looks at any room, not only at those before"
# The file names of the top floor, where frameworks may be used.
TOP: dict[str, tuple[str, ...]] = {
    "pages": (PAGE, EVERYWHERE),
    "one_page": (PAGE,),
    "people_pages": (PAGE, EVERYWHERE),
    "settings_pages": (PAGE, EVERYWHERE),
    "privacy_pages": (PAGE, EVERYWHERE),
    "edit_page": (PAGE, EVERYWHERE),
    "history_page": (PAGE, EVERYWHERE),
    "archive_page": (PAGE, EVERYWHERE),
    "similar_page": (PAGE, EVERYWHERE),
    "films_page": (PAGE, EVERYWHERE),
    "map_page": (PAGE, EVERYWHERE),
    "state": (EVERYWHERE,),
    "components": (),
    "api": (EVERYWHERE,),
    "reactions": (EVERYWHERE,),
    "menu": (),
    "keeping": (EVERYWHERE,),
    "particulars": (),
    "choosing": (EVERYWHERE,),
    "choice_fields": (),
    "edit_state": (EVERYWHERE,),
    "archive_state": (EVERYWHERE,),
    "similar_state": (EVERYWHERE,),
    "verdict_state": (EVERYWHERE,),
    "verdict_board": (EVERYWHERE,),
    "verdict_stage": (EVERYWHERE,),
    "verdict_bench": (EVERYWHERE,),
    "label_box": (),
    "scanner_panel": (),
    "visiting": (EVERYWHERE,),
    "listing": (EVERYWHERE,),
    "head": (),
    "person_menu": (),
    "settings_state": (EVERYWHERE,),
    "privacy_state": (EVERYWHERE,),
    "avatar_input": (EVERYWHERE,),
    "avatar_state": (EVERYWHERE,),
    "mention_box": (),
    "thread": (),
    "comment_menu": (),
    "writing_box": (),
    "hidden_words": (),
    "action_bar": (),
    "sheets": (),
    "film": (),
    "preview": (),
    "words_state": (EVERYWHERE,),
    "files_state": (EVERYWHERE,),
    "sharing_state": (EVERYWHERE,),
    "file_list": (EVERYWHERE,),
    "words_form": (EVERYWHERE,),
    "share_bar": (EVERYWHERE,),
    "drafts_list": (EVERYWHERE,),
    "drop_zone": (EVERYWHERE,),
    "alt_box": (EVERYWHERE,),
    "privacy_panel": (EVERYWHERE,),
    "file_input": (EVERYWHERE,),
    "editor": (),
    "editing_state": (EVERYWHERE,),
    "workbench": (),
    "controls": (),
    "cropper": (),
    "stages": (),
    "adjust_panels": (),
    "cover_panel": (),
    "trim_panel": (),
    "carousel": (),
    "spots": (),
    "search_box": (),
    "found_list": (),
    "found_names": (),
    "found_posts": (),
    "start_panel": (),
    "saved_list": (),
    "kept_state": (EVERYWHERE,),
    "builder": (),
    "builder_fields": (),
    "builder_state": (EVERYWHERE,),
    "overlay": (),
    "serving_state": (EVERYWHERE,),
    "wishing_state": (EVERYWHERE,),
    "films_state": (EVERYWHERE,),
    "film_strip": (),
    "film_viewer": (),
    "map_state": (EVERYWHERE,),
    "warning_cover": (),
    "place_box": (),
    "map_view": (),
    "place_choosing": (EVERYWHERE,),
    "receipt_panel": (),
    "marking": (),
    "person_marks": (),
    "details_panel": (),
    "tile_paging": (),
    "subject_state": (),
    "subjects": (),
}
PAGES = {name for name, marks in TOP.items() if PAGE in marks}
LOOKS_EVERYWHERE = {"jobs", *(name for name, marks in TOP.items() if EVERYWHERE in marks)}
FRAMEWORKS = {"reflex", "reflex_base", "fastapi", "starlette", "granian"}
FRAMEWORK_PLACES = ("ui/", "shell/", "api/", "edge/", "instaclone.py", "live/tabs.py", "serving.py")
PIXELS = {
    "PIL": (
        "media/pixels.py",
        "media/contents.py",
        "media/covering.py",
        "media/measuring.py",
        "media/passing.py",
        "media/retouched.py",
        "retouching/reshaping.py",
        "vision/yolo.py",
    ),
    "pillow_heif": ("media/pixels.py",),
    "av": ("video/films.py", "video/encoding.py"),
}
DETECTORS = dict.fromkeys(("ultralytics", "torch", "openvino", "cv2"), ("vision/yolo.py",))
HEAVY = ("av", "torch", "ultralytics", "cv2", "numpy", "PIL", "openvino", "onnxruntime")
ENVIRONMENT = ("settings.py", "serving.py", "building.py", "vision/yolo.py")
VAGUE = {"utils", "util", "helpers", "helper", "manager", "handler", "base", "common", "misc"}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_PAGE = 300, 40, 60  # lines


@dataclass(frozen=True)
class Module:
    """A file of the package; `path` is relative to it."""

    path: str
    tree: ast.Module
    lines: int

    @property
    def place(self) -> str:
        """Its room, or what stands beside the rooms."""
        return self.path.split("/")[0].removesuffix(".py")

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return Path(self.path).stem

    def imports(self) -> Iterator[str]:
        """What it imports, wherever in the file, as dotted names with what is taken from them."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (each.name for each in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from (f"{node.module}.{each.name}" for each in node.names)

    def ours(self) -> Iterator[tuple[str, str]]:
        """What it imports of this package: the place, and the module in it if it is a folder."""
        for name in self.imports():
            parts = name.split(".")
            if parts[0] == "instaclone" and len(parts) > 1:
                yield parts[1], parts[2] if len(parts) > 2 else ""

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


@cache
def modules() -> list[Module]:
    """Every module of the package."""
    package = ROOT / "instaclone"
    found = []
    for path in sorted(package.rglob("*.py")):
        text = path.read_text()
        name = path.relative_to(package).as_posix()
        found.append(Module(name, ast.parse(text), text.count("\n")))
    return found


def test_a_room_looks_only_at_rooms_before_it():
    """Its ground, its middle and its components; states, pages, api and jobs may look around."""
    wrong = [
        f"{module.path} looks at {place}/{name}"
        for module in modules()
        if module.place in ROOMS and module.name not in LOOKS_EVERYWHERE
        for place, name in module.ours()
        if place in ROOMS and ROOMS.index(place) > ROOMS.index(module.place)
    ]
    assert wrong == []


def test_a_rooms_ground_and_middle_know_nothing_of_the_top_floor():
    wrong = [
        f"{module.path} looks at {place}/{name}"
        for module in modules()
        if module.place in ROOMS and module.name not in TOP
        for place, name in module.ours()
        if place in ROOMS and name in TOP
    ]
    assert wrong == []


def test_nobody_imports_a_page_but_the_front_door():
    wrong = [
        f"{module.path} imports {place}/{name}"
        for module in modules()
        if module.path != "instaclone.py"
        for place, name in module.ours()
        if place in ROOMS and name in PAGES
    ]
    assert wrong == []


def test_what_stands_below_the_rooms_knows_no_room():
    wrong = [
        f"{module.path} looks at {place}"
        for module in modules()
        if module.place in BELOW and module.path != "db/tables.py"
        for place, _ in module.ours()
        if place in ROOMS
    ]
    assert wrong == []


def test_the_top_floor_names_only_files_that_are_there():
    assert set(TOP) - {module.name for module in modules()} == set()


def test_frameworks_stay_on_the_top_floor():
    wrong = [
        f"{module.path} imports {name}"
        for module in modules()
        if not module.path.startswith(FRAMEWORK_PLACES)
        and not (module.place in ROOMS and module.name in TOP)
        for name in module.imports()
        if name.split(".")[0] in FRAMEWORKS
    ]
    assert wrong == []


@pytest.mark.parametrize(("library", "places"), [*PIXELS.items(), *DETECTORS.items()])
def test_a_heavy_library_has_its_one_place(library: str, places: tuple[str, ...]):
    wrong = [
        module.path
        for module in modules()
        if module.path not in places
        and any(name.split(".")[0] == library for name in module.imports())
    ]
    assert wrong == []


def test_the_environment_is_read_by_settings_alone():
    """The other three only hand it on, or set what a library reads from it."""
    wrong = [
        module.path
        for module in modules()
        if module.path not in ENVIRONMENT
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv"))
        or (isinstance(node, ast.ImportFrom) and node.module == "dotenv")
    ]
    assert wrong == []


def test_only_db_asks_which_database_it_is():
    wrong = [
        module.path
        for module in modules()
        if module.place != "db"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr == "dialect"
    ]
    assert wrong == []


def test_every_public_method_of_a_state_says_what_browsers_may_do_with_it():
    """Any browser can call them: each is marked as an event or computes a var."""
    wrong = [
        f"{module.path}: {state.name}.{method.name}"
        for module in modules()
        for state in ast.walk(module.tree)
        if isinstance(state, ast.ClassDef)
        and any(ast.unparse(each).endswith(("State", "Mixin")) for each in state.bases)
        for method in state.body
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef)
        and not method.name.startswith("_")
        and not any(
            ast.unparse(mark).startswith(("rx.event", "rx.var")) for mark in method.decorator_list
        )
    ]
    assert wrong == []


def test_files_and_functions_stay_short():
    wrong = [
        f"{module.path}: {module.lines} lines"
        for module in modules()
        if module.lines > LONGEST_FILE
    ]
    for module in modules():
        longest = LONGEST_PAGE if module.name in PAGES else LONGEST_FUNCTION
        for function in module.functions():
            lines = (function.end_lineno or 0) - function.lineno + 1
            if lines > longest:
                wrong.append(f"{module.path}: {function.name} has {lines} lines")
    assert wrong == []


def test_no_file_has_a_name_that_could_mean_anything():
    wrong = [module.path for module in modules() if VAGUE & set(re.split(r"[/_.]", module.path))]
    assert wrong == []


def test_every_module_opens_with_what_lives_in_it():
    wrong = [
        module.path
        for module in modules()
        if module.tree.body and not ast.get_docstring(module.tree)
    ]
    assert wrong == []


def test_every_public_function_outside_states_and_pages_is_described():
    wrong = [
        f"{module.path}: {node.name}"
        for module in modules()
        if module.name not in TOP
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert wrong == []


def test_an_exception_is_never_passed_over_in_silence():
    wrong = [
        f"{module.path}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
        and all(isinstance(each, ast.Pass) for each in node.body)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("front_door", "unwanted"),
    [
        ("import instaclone.instaclone", HEAVY),
        (
            "import instaclone.worker; instaclone.worker.learn_jobs()",
            ("reflex", "fastapi", "granian", *HEAVY),
        ),
        ("import instaclone.running, instaclone.__main__", ("reflex", "sqlalchemy", *HEAVY)),
    ],
)
def test_a_process_loads_only_what_it_needs(front_door: str, unwanted: tuple[str, ...]):
    """The worker loads the detector later, when the model is wanted; its pictures are decoded in
    a process of their own."""
    program = f"import sys; {front_door}; print(*sorted(set(sys.modules) & set({unwanted!r})))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""

# What bin/run, bin/test and bin/bench share: a step with its seconds, and a venv with the right
# packages. Sourced from the project's root with `set -euo pipefail`; fit for bash 3.2 (macOS).

VENV=.venv
PYTHON_RULE="Python 3.11, 3.12 or 3.13"

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# step TEXT COMMAND... : one line before and one after; the output is shown only on failure.
step() {
    local text=$1 started=$SECONDS log
    shift
    log=$(mktemp "${TMPDIR:-/tmp}/instaclone.XXXXXX")
    say "$text ..."
    if ! "$@" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        rm -f "$log"
        fail "That failed after $((SECONDS - started)) s: $text. The lines above say why."
    fi
    rm -f "$log"
    say "  done in $((SECONDS - started)) s"
}

digest_of() {
    if command -v sha256sum >/dev/null; then cat "$@" | sha256sum; else cat "$@" | shasum -a 256; fi
}

find_python() {
    local name seen=""
    for name in python3.13 python3.12 python3.11 python3 python; do
        # It is run, not only found: version managers leave names that lead nowhere.
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            PYTHON=$name
            return
        fi
        seen+="$("$name" --version 2>/dev/null || true) "
    done
    fail "Instaclone needs $PYTHON_RULE; found: ${seen:-none}. Install one and start again."
}

make_venv() {
    find_python
    "$PYTHON" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "$("$PYTHON" --version) has no venv module. On Debian and Ubuntu: apt install python3-venv"
    rm -rf "$VENV"
    step "Making $VENV with $("$PYTHON" --version)" "$PYTHON" -m venv "$VENV"
}

pip_install() { "$VENV/bin/python" -m pip install --disable-pip-version-check --no-input "$@"; }

pin() { sed -n "s/^$1==\([^ ]*\).*/\1/p" requirements.txt; }

installed_version() {
    local found
    for found in "$VENV"/lib/python3.*/site-packages/"$1"-*.dist-info; do
        [ -d "$found" ] || continue
        found=${found##*/"$1"-}
        say "${found%.dist-info}"
        return
    done
}

# PyTorch's own index has a build for the processor alone, gigabytes smaller than the usual one.
cpu_index_answers() {
    "$VENV/bin/python" - "$CPU_INDEX" <<'PY'
import os, sys, threading, urllib.request

def ask():
    request = urllib.request.Request(sys.argv[1] + "/torch/", method="HEAD")
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            os._exit(0 if answer.status == 200 else 1)
    except OSError:
        os._exit(1)

# A thread, because looking up a name may take longer than any time-out of the request.
asking = threading.Thread(target=ask, daemon=True)
asking.start()
asking.join(5)
os._exit(1)
PY
}

has_gpu() { command -v nvidia-smi >/dev/null || [ -e /dev/nvidia0 ]; }

install_torch() {
    local wanted found
    wanted=$(pin torch)
    found=$(installed_version torch)
    if [ "${found%%+*}" = "$wanted" ]; then
        say "PyTorch $found is installed already; it stays."
    elif [ "$(uname -s)" != Linux ]; then
        say "PyTorch $wanted: the registry's build, the only one for this system."
    elif has_gpu; then
        say "PyTorch $wanted: the registry's build, because an NVIDIA GPU is here."
    elif CPU_INDEX=https://download.pytorch.org/whl/cpu && cpu_index_answers; then
        say "PyTorch $wanted: the small build for processors, because no NVIDIA GPU is here."
        step "Installing PyTorch" pip_install --extra-index-url "$CPU_INDEX" \
            -c requirements.txt torch torchvision
    else
        say "PyTorch $wanted: the registry's build, because PyTorch's own index did not answer in 5 s."
    fi
}

# OpenCV's usual build links to a desktop's libraries, which servers often lack.
mend_opencv() {
    local trouble version
    trouble=$("$VENV/bin/python" -c 'import cv2' 2>&1) && return
    case $trouble in
    *libGL* | *libgthread* | *libX* | *libSM*)
        version=$(pin opencv-python)
        say "OpenCV misses a desktop library here (${trouble##*ImportError: })."
        step "Replacing opencv-python by opencv-python-headless $version" \
            pip_install --no-deps --force-reinstall "opencv-python-headless==$version"
        "$VENV/bin/python" -c 'import cv2' || fail "OpenCV still cannot be loaded; see above."
        ;;
    *) fail "OpenCV cannot be loaded: ${trouble##*$'\n'}" ;;
    esac
}

# set_up PART : all, web, worker or dev. Does nothing when the same requirements are installed.
set_up() {
    local part=$1 file=requirements-$1.txt stamp digest
    [ "$part" = all ] && file=requirements.txt
    digest=$(digest_of requirements.txt "$file")
    stamp=$VENV/.installed-$part
    if [ -x "$VENV/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$digest" ]; then
        return
    fi
    [ -x "$VENV/bin/python" ] || make_venv
    rm -f "$stamp"
    [ "$part" = web ] || install_torch
    step "Installing the packages of $file" pip_install -r "$file"
    [ "$part" = web ] || mend_opencv
    printf '%s\n' "$digest" >"$stamp"
}

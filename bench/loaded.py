"""The yardstick of the worker's memory: a model, one prediction, then sleep."""

import sys
import tempfile
import time
from pathlib import Path

from instaclone.vision import yolo

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        yolo.tame(Path(folder))
        from bench.bare import Detector

        detector = Detector.load(Path(sys.argv[1]))
        print("loaded", flush=True)
        time.sleep(3600)

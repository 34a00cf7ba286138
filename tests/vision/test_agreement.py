"""On real photos, with real weights: what a draft claims is what was found, no more and no less."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from instaclone import settings as settings_module
from instaclone.media import pixels  # noqa: F401 - lets Pillow open HEIC
from instaclone.retouching.recipes import Area
from instaclone.settings import settings
from instaclone.vision import loading, words
from instaclone.vision.describing import distinct, draft
from instaclone.vision.seeing import Seen
from tests.vision.test_describing import claims
from tests.vision.test_yolo import webp

ENDINGS = (".jpg", ".heic", ".avif", ".webp")


def test_every_draft_agrees_with_the_detections(shared: Path, tmp_path: Path):
    weights = str(shared / "models" / "yolov8n.pt")
    table = []
    with settings_module.using(replace(settings(), data_dir=tmp_path, yolo_model=weights)):
        detector = loading.detector()
        for path in sorted(shared.glob("photos/*")):
            if path.suffix not in ENDINGS:
                continue
            seen = [
                Seen(found.label, found.confidence, area)
                for found in detector.read(webp(path)).found
                if (area := Area(found.left, found.top, found.width, found.height))
            ]
            sure = [each for each in seen if each.confidence >= words.SURE_FROM]
            text = draft(seen)
            table.append(f"{path.name}: {[each.label for each in sure]} -> {text!r}")
            assert claims(text) == Counter(each.label for each in distinct(sure)), table[-1]
    print("\n".join(table))
    if not table:
        pytest.skip("no photos are here")

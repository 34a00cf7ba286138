"""What the benchmarks say when photos or weights are not there, and the photo they make."""

from pathlib import Path

import pytest
from PIL import Image

from bench import material


def test_missing_photos_are_named_with_the_way_out(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(material, "SHARED", tmp_path)
    with pytest.raises(material.Missing, match=f"No photos in {tmp_path}.*INSTACLONE_SHARED"):
        material.photos()


def test_missing_weights_are_named_with_the_way_out(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(material, "SHARED", tmp_path)
    with pytest.raises(material.Missing, match=r"yolov8n\.pt are missing.*INSTACLONE_SHARED"):
        material.weights()


def test_the_phone_photo_is_12_megapixels_on_its_side_with_a_place(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(material, "SHARED", tmp_path)
    (tmp_path / "photos").mkdir()
    Image.linear_gradient("L").convert("RGB").save(tmp_path / "photos" / "one.jpg")
    with Image.open(material.phone_photo(tmp_path)) as made:
        exif = made.getexif()
        assert made.size == (4032, 3024)
        assert exif[material.ORIENTATION] == 6
        assert exif.get_ifd(material.GPS)[material.LATITUDE] == (52, 31, 12)

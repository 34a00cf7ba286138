"""The settings of maps: an address of tiles that a browser can be allowed."""

from pathlib import Path

import pytest

from instaclone.settings import SettingsError, load


def test_tiles_are_of_one_host_and_say_where_z_x_and_y_go(tmp_path: Path):
    base = {"DATA_DIR": str(tmp_path)}
    assert load(base).map_tiles_url is None
    url = "https://tiles.example/{z}/{x}/{y}.png"
    chosen = load({**base, "MAP_TILES_URL": url, "MAP_TILES_ATTRIBUTION": "© Somebody"})
    assert (chosen.map_tiles_url, chosen.map_tiles_attribution) == (url, "© Somebody")
    for wrong in (
        "tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}.png",
        "https://{s}.tiles.example/{z}/{x}/{y}.png",
        "https://me:secret@tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example; script-src */{z}/{x}/{y}.png",
    ):
        with pytest.raises(SettingsError, match="MAP_TILES_URL"):
            load({**base, "MAP_TILES_URL": wrong})

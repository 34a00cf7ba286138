"""Boxes stay within the picture."""

from instaclone.vision.detector import Found


def test_a_box_is_cut_at_the_pictures_edge():
    found = Found.between("dog", 0.5, (-0.1, 0.25, 0.5, 1.2))
    assert (found.left, found.top, found.width, found.height) == (0.0, 0.25, 0.5, 0.75)


def test_a_box_outside_the_picture_has_no_size():
    found = Found.between("dog", 0.5, (1.1, 0.0, 1.2, 1.0))
    assert (found.left, found.width) == (1.0, 0.0)

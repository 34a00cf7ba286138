"""What the licences of posts are called, and where their texts stand."""

RESERVED = "All rights reserved"
_CREATIVE_COMMONS = "https://creativecommons.org"
# By their SPDX names, as posts.models.LICENCES lists them: name, and the address of the deed.
_LICENCES = {
    "": (RESERVED, ""),
    "CC0-1.0": ("CC0 1.0", f"{_CREATIVE_COMMONS}/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("CC BY 4.0", f"{_CREATIVE_COMMONS}/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", f"{_CREATIVE_COMMONS}/licenses/by-sa/4.0/"),
    "CC-BY-ND-4.0": ("CC BY-ND 4.0", f"{_CREATIVE_COMMONS}/licenses/by-nd/4.0/"),
    "CC-BY-NC-4.0": ("CC BY-NC 4.0", f"{_CREATIVE_COMMONS}/licenses/by-nc/4.0/"),
    "CC-BY-NC-SA-4.0": ("CC BY-NC-SA 4.0", f"{_CREATIVE_COMMONS}/licenses/by-nc-sa/4.0/"),
    "CC-BY-NC-ND-4.0": ("CC BY-NC-ND 4.0", f"{_CREATIVE_COMMONS}/licenses/by-nc-nd/4.0/"),
}


def licence_name(licence: str) -> str:
    """What people call the licence with this SPDX name; "" is all rights reserved."""
    return _LICENCES.get(licence, _LICENCES[""])[0]


def licence_url(licence: str) -> str:
    """Where the licence can be read; "" for all rights reserved."""
    return _LICENCES.get(licence, _LICENCES[""])[1]

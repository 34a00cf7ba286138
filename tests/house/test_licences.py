"""What is bundled into the pages may be given on under the licence of this program."""

import json
from pathlib import Path

LOCK = Path(__file__).parents[2] / "reflex.lock/package-lock.json"
# Licences that go with AGPL-3.0; a new one is looked up before it is added.
FITTING = {
    "0BSD",
    "Apache-2.0",
    "BlueOak-1.0.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC-BY-4.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "OFL-1.1",
    "Unlicense",
    "(MIT OR CC0-1.0)",
}
# Packages whose licence the lock does not know, and where it stands.
UNSAID = {
    "node_modules/combine-errors": "MIT, as its Readme.md says",
    "node_modules/xmlhttprequest-ssl": "MIT, as its LICENSE says",
}


def test_every_package_of_the_pages_has_a_licence_that_goes_with_ours():
    packages = json.loads(LOCK.read_text())["packages"]
    packages.pop("")
    assert "node_modules/react" in packages
    others = {
        name: package.get("license")
        for name, package in packages.items()
        if package.get("license") not in FITTING
        and not (name in UNSAID and package.get("license") is None)
    }
    assert others == {}

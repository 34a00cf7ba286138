"""What people may call themselves, and which names belong to the site's own addresses."""

import re
import unicodedata

from instaclone.errors import Invalid

USERNAME_RULE = (
    "2 to 30 letters (a to z), digits, dots and underscores. It begins and ends with a letter, "
    "a digit or an underscore, and has no two dots in a row."
)
EMAIL_RULE = "An address like name@example.org, at most 254 characters."
EMAIL_LENGTH = 254  # RFC 5321, section 4.5.3.1.3, less the angle brackets
LOCAL_LENGTH = 64  # RFC 5321, section 4.5.3.1.1

USERNAME = re.compile(r"[a-z0-9_](?:[a-z0-9_]|\.(?!\.)){0,28}[a-z0-9_]")
EMAIL = re.compile(r"[^@\s\x00-\x1f<>()\[\],;:\\\"]+@(?:[^\W_](?:[^\W_]|-)*\.)+[^\W_]{2,}")


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# A profile stands at /{username}: a name that ends like a file would be taken for that file.
FILE_ENDINGS = _words(
    "js mjs cjs css scss html htm xhtml php asp aspx jsp cgi png jpg jpeg gif webp avif heic bmp",
    "json xml rss atom txt md map ico webmanifest svg pdf zip gz tar mp4 webm mov mp3 wav woff",
    "woff2 ttf otf eot py sh exe env ini sql db bak yml yaml toml lock",
)

# Answered by routes in Python, not by pages; `edge` hands these on as they are.
ENDPOINTS = _words(
    "api auth media oauth assets healthz readyz metrics ping nodeinfo",
    "_event _upload _health _all_routes auth-codespace",
)
RESERVED = ENDPOINTS | _words(
    # pages, those to come included
    "p login logout signup signin signout register create edit explore search tags tag places",
    "place objects object notifications activity saved stories story messages message inbox",
    "channels channel settings account accounts admin moderation reports feed home index drafts",
    "studio upload uploads download export import reset password verify invite invites",
    "archive",
    # addresses other software asks for
    "404 500 robots.txt favicon.ico favicon sitemap.xml sitemap manifest __spa-fallback external",
    "static public images img files users user www web mail ftp well-known host-meta webfinger",
    # names that would pass for the site, or for nobody
    "about help terms privacy legal contact support security abuse instaclone official",
    "administrator moderator mod staff team root system daemon guest anonymous everyone everybody",
    "all here me you self nobody none null undefined nan true false unknown deleted webmaster",
    "postmaster hostmaster noreply no-reply",
)


def check_username(text: str) -> str:
    """The username as it is stored, folded to lower case; raises Invalid with the rule."""
    name = unicodedata.normalize("NFKC", text).strip().lower()
    if not name:
        raise Invalid("Choose a username.", "username")
    if not name.isascii():
        raise Invalid(
            f"A username has only letters from a to z: {USERNAME_RULE}",
            "username",
        )
    if not USERNAME.fullmatch(name):
        raise Invalid(f"This username breaks the rule: {USERNAME_RULE}", "username")
    if name.rpartition(".")[2] in FILE_ENDINGS and "." in name:
        raise Invalid(
            "A username cannot end like the name of a file. Leave the last dot out.", "username"
        )
    if name in RESERVED:
        raise Invalid("This username is kept for the site. Choose another one.", "username")
    return name


def check_email(text: str) -> str:
    """The address as it is stored, folded to lower case; raises Invalid with the rule.

    Whether mail arrives there only a mail can tell; this refuses what certainly is no address.
    """
    address = unicodedata.normalize("NFKC", text).strip().lower()
    if not address:
        raise Invalid("Enter your email address.", "email")
    local, _, domain = address.rpartition("@")
    is_sound = (
        EMAIL.fullmatch(address)
        and len(address) <= EMAIL_LENGTH
        and len(local) <= LOCAL_LENGTH
        and ".." not in address
        and not local.startswith(".")
        and not local.endswith(".")
        and "-." not in domain
    )
    if not is_sound:
        raise Invalid(f"This is not an email address. {EMAIL_RULE}", "email")
    return address


def fold_login(text: str) -> str:
    """What was typed as "username or email", folded as both are stored."""
    return unicodedata.normalize("NFKC", text).strip().lower()

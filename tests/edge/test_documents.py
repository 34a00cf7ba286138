"""Pages of one post, person or tag: titles, previews, and honest 404s."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from instaclone import settings as settings_module
from instaclone.accounts.signing_in import sign_in
from instaclone.db.session import transact
from instaclone.edge import documents
from instaclone.profiles import renaming
from instaclone.profiles.models import Profile
from instaclone.profiles.opting_out import set_unlisted
from instaclone.settings import settings
from instaclone.ui.head import Head
from tests import make
from tests.asking import ask

NOINDEX = '<meta name="robots" content="noindex"/>'


@pytest.fixture
def heads(monkeypatch):
    """What the rooms would say, and who asked."""
    known: dict[str, Head] = {}
    asked: list = []

    def head(_session, viewer, name):
        asked.append((viewer, name))
        return known.get(name)

    monkeypatch.setattr(documents, "post_head", head)
    monkeypatch.setattr(documents, "profile_head", head)
    monkeypatch.setattr(documents, "tag_head", head)
    monkeypatch.setattr(documents, "link_head", head)
    return known, asked


def test_a_post_has_its_own_title_and_preview(edge, database, heads):
    heads[0]["abc"] = Head("ana: A dog", "A dog on a hill", "/media/v/1.webp?e=1&s=2")
    answer = ask(edge, "GET", "/p/abc")
    assert answer.status_code == 200
    assert answer.text.count("<title>") == 1
    assert "<title>ana: A dog</title>" in answer.text
    assert '<meta property="og:description" content="A dog on a hill"/>' in answer.text
    image = "http://localhost:3000/media/v/1.webp?e=1&amp;s=2"
    assert f'<meta property="og:image" content="{image}"/>' in answer.text
    assert '<meta name="twitter:card" content="summary_large_image"/>' in answer.text
    assert '<meta property="og:url" content="http://localhost:3000/p/abc"/>' in answer.text
    assert answer.text.endswith("</body></html>")


def test_a_profile_without_picture_has_a_small_preview(edge, database, heads):
    heads[0]["ana"] = Head("@ana", "Photos by ana.")
    answer = ask(edge, "GET", "/ana")
    assert answer.status_code == 200
    assert '<meta name="twitter:card" content="summary"/>' in answer.text
    assert "og:image" not in answer.text


@pytest.mark.parametrize("part", ["followers", "following"])
def test_the_lists_of_a_profile_have_addresses_like_it(edge, database, heads, part):
    heads[0]["ana"] = Head("@ana", "Photos by ana.")
    assert "<title>@ana</title>" in ask(edge, "GET", f"/ana/{part}").text
    answer = ask(edge, "GET", f"/Ana/{part}")
    assert (answer.status_code, answer.headers["location"]) == (308, f"/ana/{part}")
    assert ask(edge, "GET", f"/nobody/{part}").status_code == 404
    assert ask(edge, "GET", f"/settings/{part}").status_code == 404


def test_a_tag_has_one_address_however_it_is_written(edge, database, heads):
    heads[0]["straße犬".casefold()] = Head("#strasse犬", "2 posts", is_indexed=False)
    answer = ask(edge, "GET", "/tags/%23Stra%C3%9Fe%E7%8A%AC")
    assert answer.status_code == 308
    assert answer.headers["location"] == "/tags/strasse%E7%8A%AC"
    answer = ask(edge, "GET", answer.headers["location"])
    assert answer.status_code == 200
    assert '<meta property="og:type" content="website"/>' in answer.text
    assert NOINDEX in answer.text


@pytest.mark.parametrize("path", ["/tags/12", "/tags/two%20words", "/tags/"])
def test_what_is_no_tag_is_404(edge, database, path):
    assert ask(edge, "GET", path, follow_redirects=True).status_code == 404


def test_a_former_name_leads_to_the_new_one(edge, database):
    ana = transact(make.user, "ana")
    transact(renaming.rename, ana, "anna")
    answer = ask(edge, "GET", "/Ana", follow_redirects=False)
    assert answer.headers["location"] == "/ana"
    answer = ask(edge, "GET", "/ana", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, "/anna")
    assert answer.headers["cache-control"] == "private, no-store"
    with settings_module.using(replace(settings(), private_community=True)):
        assert ask(edge, "GET", "/ana", follow_redirects=False).status_code == 404


def test_what_people_wrote_is_escaped(edge, database, heads):
    evil = '</title><script>alert(1)</script>"><img src=x>'
    heads[0]["abc"] = Head(evil, evil, 'x"><script>')
    answer = ask(edge, "GET", "/p/abc")
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert "&lt;/title&gt;&lt;script&gt;alert(1)" in answer.text
    assert 'content="x&quot;&gt;&lt;script&gt;"' in answer.text


def test_no_script_is_added_to_the_page(edge, database, heads, build):
    heads[0]["abc"] = Head("a", "b")
    before = (build / "__spa-fallback.html").read_text().count("<script")
    assert ask(edge, "GET", "/p/abc").text.count("<script") == before


@pytest.mark.parametrize("path", ["/p/abc", "/nobody", "/nobody.here", "/Nobody_"])
def test_what_is_not_there_is_404_with_a_page(edge, database, heads, path):
    answer = ask(edge, "GET", path, follow_redirects=True)
    assert answer.status_code == 404
    assert "<title>Not found · Instaclone</title>" in answer.text
    assert "og:" not in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    ["/explore", "/admin", "/everyone", "/x", "/-", "/a..b", "/p", "/p/", "/p/a.b", "/%3Cb%3E"],
)
def test_nobodys_names_are_404_without_asking_the_database(edge, heads, path):
    answer = ask(edge, "GET", path, follow_redirects=True)
    assert answer.status_code == 404
    assert heads[1] == []


@pytest.mark.parametrize("path", ["/tags/a/b", "/a/b/c", "/app.js", "/media/x", "/p/a/b"])
def test_other_addresses_are_left_to_the_app(edge, heads, path):
    assert ask(edge, "GET", path).text == path


def test_capitals_lead_to_the_one_address_of_a_profile(edge, heads):
    answer = ask(edge, "GET", "/Ana?tab=saved")
    assert answer.status_code == 308
    assert answer.headers["location"] == "/ana?tab=saved"


def test_a_head_request_gets_the_headers_only(edge, database, heads):
    heads[0]["abc"] = Head("a", "b")
    answer = ask(edge, "HEAD", "/p/abc")
    assert answer.status_code == 200
    assert answer.text == ""
    assert int(answer.headers["content-length"]) > 100


def test_no_proxy_may_hand_the_page_to_somebody_else(edge, database, heads):
    heads[0]["abc"] = Head("a", "b")
    answer = ask(edge, "GET", "/p/abc")
    assert answer.headers["vary"] == "Cookie"
    assert answer.headers["cache-control"] == "private, no-cache"


def test_the_cookie_says_who_asks(edge, database, heads):
    ana = transact(make.user, "ana")
    token = transact(sign_in, ana.id)
    ask(edge, "GET", "/p/abc", headers={"cookie": f"theme=dark; sid={token}"})
    ask(edge, "GET", "/p/abc", headers={"cookie": "sid=stolen"})
    assert heads[1] == [(ana, "abc"), (None, "abc")]


def test_a_real_profile_and_a_real_post_are_found(edge, database):
    ana = transact(make.user, "ana")

    def write_bio(session):
        profile = session.get(Profile, ana.id)
        profile.bio = "Dogs & <cats>"

    transact(write_bio)
    code = transact(lambda session: make.post(session, ana, "A dog on a hill").code)
    profile = ask(edge, "GET", "/ana")
    assert profile.status_code == 200
    assert "Dogs &amp; &lt;cats&gt;" in profile.text
    post = ask(edge, "GET", f"/p/{code}")
    assert post.status_code == 200
    assert "A dog on a hill" in post.text
    assert ask(edge, "GET", "/p/other").status_code == 404


@pytest.mark.parametrize("what", ["post", "account"])
def test_what_is_kept_out_of_search_asks_the_engines_of_the_web_to_leave_it_out(
    edge, database, what
):
    ana = transact(make.user, "ana")
    code = transact(lambda session: make.post(session, ana).code)
    assert NOINDEX not in ask(edge, "GET", f"/p/{code}").text + ask(edge, "GET", "/ana").text
    if what == "account":
        transact(set_unlisted, ana, True)
    else:
        transact(_keep_out, code)
    assert NOINDEX in ask(edge, "GET", f"/p/{code}").text
    assert (NOINDEX in ask(edge, "GET", "/ana").text) is (what == "account")


def _keep_out(session: Session, code: str) -> None:
    session.exec(make.select_post(code)).one().is_unlisted = True


@pytest.mark.parametrize("page", ["edit", "history"])
def test_the_pages_on_which_a_post_is_changed_are_its_authors_alone(edge, database, page):
    def set_up(session):
        ana, ben = make.user(session, "ana"), make.user(session, "ben")
        code = make.post(session, ana, "Words").code
        return code, sign_in(session, ana.id), sign_in(session, ben.id)

    code, hers, his = transact(set_up)
    found = [
        ask(edge, "GET", f"/p/{code}/{page}", headers={"cookie": f"sid={token}"}).status_code
        for token in (hers, his)
    ]
    assert found == [200, 404]
    guest = ask(edge, "GET", f"/p/{code}/{page}")
    assert guest.status_code == 200  # where the page leads to the form of logging in
    assert "Words" not in guest.text
    assert NOINDEX in guest.text


def test_what_is_like_a_post_is_for_who_sees_it_and_for_no_search_engine(edge, database):
    code = transact(lambda session: make.post(session, make.user(session, "ana"), "Words").code)
    found = ask(edge, "GET", f"/p/{code}/similar")
    assert found.status_code == 200
    assert NOINDEX in found.text
    assert ask(edge, "GET", "/p/other/similar").status_code == 404


def test_a_place_has_an_address_of_digits(edge, database, heads):
    heads[0][50369] = Head("Paris", "7 posts from Paris.")
    answer = ask(edge, "GET", "/places/50369")
    assert "<title>Paris</title>" in answer.text
    assert '<meta property="og:type" content="website"/>' in answer.text
    for other in ("/places/50370", "/places/paris", "/places/-1", "/places/" + "9" * 30):
        assert ask(edge, "GET", other).status_code == 404


def test_an_object_has_one_address_whatever_its_reader_calls_it(edge, database):
    answer = ask(edge, "GET", "/objects/dog")
    assert answer.status_code == 200
    assert "<title>Dog · Instaclone</title>" in answer.text
    assert "0 posts with a dog." in answer.text
    assert '<meta property="og:type" content="website"/>' in answer.text
    assert NOINDEX in answer.text
    german = {"accept-language": "de-AT,de;q=0.9,en;q=0.5"}
    for word, headers, label in [
        ("Dogs", {}, "dog"),
        ("Ampel", german, "traffic%20light"),
        ("traffic%20%20lights", {}, "traffic%20light"),
    ]:
        answer = ask(edge, "GET", f"/objects/{word}", headers=headers)
        assert answer.status_code == 302
        assert answer.headers["location"] == f"/objects/{label}"
        assert "no-store" in answer.headers["cache-control"]
        assert ask(edge, "GET", answer.headers["location"]).status_code == 200
    for unknown in ("unicorn", "Ampel", "%F0%9F%90%B6"):
        assert ask(edge, "GET", f"/objects/{unknown}").status_code == 404

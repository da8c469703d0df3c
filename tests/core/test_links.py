"""Only honest web addresses have a host to open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.links import web_host


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.org/a?b=c#d", "example.org"),
        ("HTTP://Example.ORG", "example.org"),
        ("http://example.org:8080/x", "example.org:8080"),
        ("https://новости.example/статья", "xn--b1amnebsh.example"),
    ],
)
def test_web_addresses_show_their_host(url: str, host: str) -> None:
    assert host == web_host(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "smb://host/share",
        "https:///no-host",
        "https://bank.example@evil.example/",
        "https://exa mple.org",
        "https://example.org\n.evil.example",
        "https://example.org\\@evil.example",
        "http://[::1",
        "http://example.org:port/",
        "//host/share",
    ],
)
def test_everything_else_has_none(url: str) -> None:
    assert "" == web_host(url)


@given(st.text(max_size=40))
def test_no_text_makes_it_stumble(text: str) -> None:
    assert isinstance(web_host(text), str)
    assert isinstance(web_host("https://" + text), str)

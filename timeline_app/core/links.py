"""Which addresses may be opened in a browser; opens nothing itself and trusts no text it is given."""

from __future__ import annotations

from urllib.parse import urlsplit


def web_host(url: str) -> str:
    """The host that opening `url` would reach, as a person sees it before; "" where it may not be opened.

    Only `http` and `https` addresses with a host are opened: no `file:`, `javascript:`, `data:` or program of
    its own. A user name before the host (`https://bank.example@evil.example`) is a disguise and refused, as
    are blanks and control characters. A host in other letters is shown in the form that is really asked for
    (punycode), so that look-alike letters are seen.
    """
    if not url or any(letter.isspace() or not letter.isprintable() for letter in url) or "\\" in url:
        return ""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    return host if port is None else f"{host}:{port}"

"""Which requests cannot carry an attack: the one expression that decides what the WAF sees.

A request is plain when it only reads, has no query and no body, and every part of it that an
application could misread is made of ordinary characters. Everything else is inspected. nginx
tests the expression once per request, in well under a microsecond; the core rules cost milliseconds.
"""

#: Percent-encoded Chinese: three UTF-8 bytes, the first from E0 to EF.
_CHINESE = "%[Ee][0-9A-Fa-f]%[89ABab][0-9A-Fa-f]%[89ABab][0-9A-Fa-f]"
#: No empty, hidden or parent segments; a dot only inside a name.
_PATH = rf"(?=/)(?:[A-Za-z0-9_~-]++|/(?![./])|\.(?![./])|{_CHINESE})++"
#: Browsers, programs that say nothing, and the two commonest command-line clients.
_AGENT = r"(?:Mozilla/5\.0 [A-Za-z0-9 ./;:,()_+-]*+|(?:curl|Wget)/[0-9.]++|)"
_REFERER = rf"(?:https?://[A-Za-z0-9.:-]++(?:[A-Za-z0-9_~/?&=+:-]++|\.(?![./])|{_CHINESE})*+|)"
_COOKIE = r"[A-Za-z0-9 =;._-]*+"

#: Endings of files that are beside the published ones but are not pages: never served.
PRIVATE_ENDINGS = ("gz", "br", "bak", "tmp", "swp", "orig", "pem", "key", "manifest")
_NOT_PRIVATE = "(?<!" + "|".join(rf"\.{ending}" for ending in PRIVATE_ENDINGS) + ")"

#: What nginx strings together, and what it must look like.
WHOLE_REQUEST = (
    r"$request_method $request_uri\n$http_user_agent\n$http_referer\n$http_cookie"
    r"\n$http_content_length$http_transfer_encoding"
)
PLAIN_REQUEST = rf"^(?:GET|HEAD) {_PATH}{_NOT_PRIVATE}\n{_AGENT}\n{_REFERER}\n{_COOKIE}\n$"

#: The same without method and body, for routes whose bodies are not inspected.
REQUEST_HEAD = r"$request_uri\n$http_user_agent\n$http_referer\n$http_cookie"
PLAIN_HEAD = rf"^{_PATH}{_NOT_PRIVATE}\n{_AGENT}\n{_REFERER}\n{_COOKIE}$"

#: A raw path that climbs: nginx would tidy it before routing, a system behind might not.
#: (5C is the backslash, which nginx would unescape in its own files.)
CROOKED = r"^[^?]*(?:/|\x5C|%2f|%5c)(?:\.|%2e){2}(?:[/\x5C?;]|%2f|%5c|$)"
#: Files that must not be served, by the tidied path. The well-known folder is public by standard.
PRIVATE_FILE = (
    r"(?:^|/)\.(?!well-known/)|~$|(?:^|/)(?:assets|staticfiles)\.json$|\.(?:"
    + "|".join(PRIVATE_ENDINGS)
    + ")$"
)
#: Where `/mode/…` may send people: a path of this site as it was written, still encoded.
_SEGMENTS = r"(?:/(?!/)|[A-Za-z0-9_.~!()*,;=:@&+-]|%[0-9A-Fa-f]{2})*+"
MODE_RETURN = (
    rf"^/mode/(?:elder|standard)(?<mode_return_to>/(?!/){_SEGMENTS}"
    r"(?:\?(?:[A-Za-z0-9_.~!()*,;=:@&+/?-]|%[0-9A-Fa-f]{2})*+)?)$"
)

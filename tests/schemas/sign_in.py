"""Signs in as the owner of the demonstration garage and makes a token of the API, through the pages as a person would.

sign_in.py ADDRESS EMAIL PASSWORD: prints the token.
"""

import re
import sys

import requests

address, email, password = sys.argv[1:]
session = requests.Session()


def found(pattern, page):
    match = re.search(pattern, page.text)
    if match is None:
        sys.exit(f"sign_in.py: {page.request.method} {page.url}: {page.status_code}, and no {pattern}")
    return match[1]


def send(path, page, **form):
    hidden = {name: found(f'name="{name}" value="([^"]*)"', page) for name in ("csrf", "once")}
    return session.post(address + path, data=hidden | form)


send("/sign-in", session.get(address + "/sign-in"), email=email, password=password, next="/")
tokens = session.get(address + "/settings/tokens")
# All that a program can be allowed, for a month.
scopes = re.findall(r'name="permissions"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="permissions"', tokens.text)
scopes = [first or second for first, second in scopes]
made = send("/settings/tokens", tokens, name="schemathesis", permissions=scopes, lasts="month")
print(found(r"(vcrm_[\w-]+)", made))

"""MSAL Python as an app uses it, for measuring. Lines of JSON in, {"do": "interactive" | "forget"}, and out.

Tokens are kept in the key store, the way Microsoft's own extension does it, or in a readable file.
"""

import json
import pathlib
import sys
import webbrowser

import msal

authority, client_id, file, place = sys.argv[1:]


def say(message):
    print(json.dumps(message), flush=True)


class Elsewhere(webbrowser.BaseBrowser):
    """The page is walked by a scripted person."""

    def open(self, url, new=0, autoraise=True):
        say({"open": url})
        return True


def key_store():
    from msal_extensions import PersistedTokenCache, build_encrypted_persistence

    return PersistedTokenCache(build_encrypted_persistence(file))


def interactive(scopes):
    answer = app.acquire_token_interactive(scopes, timeout=60)
    if place == "file":
        pathlib.Path(file).write_text(cache.serialize())
    return "signed in" if "access_token" in answer else answer.get("error_description", "refused")


def forget():
    accounts = app.get_accounts()
    for account in accounts:
        app.remove_account(account)
    return f"{len(accounts)} forgotten"


webbrowser.register("elsewhere", None, Elsewhere(), preferred=True)
cache = key_store() if place == "key-store" else msal.SerializableTokenCache()
app = msal.PublicClientApplication(client_id, authority=authority, instance_discovery=False, token_cache=cache)

for line in sys.stdin:
    order = json.loads(line)
    act = {"interactive": interactive, "forget": forget}[order.pop("do")]
    say({"answer": act(**order)})

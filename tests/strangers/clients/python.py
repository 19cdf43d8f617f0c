"""MSAL Python, unmodified, told what to do in lines of JSON: {"do": ..., "scopes": [...]} in, what it answers out."""

import json
import sys
import webbrowser

import msal

authority, client_id = sys.argv[1:]


def say(message):
    print(json.dumps(message), flush=True)


class Elsewhere(webbrowser.BaseBrowser):
    """The page is walked by the test's own browser."""

    def open(self, url, new=0, autoraise=True):
        say({"open": url})
        return True


webbrowser.register("elsewhere", None, Elsewhere(), preferred=True)
app = msal.PublicClientApplication(client_id, authority=authority, instance_discovery=False)


def interactive(scopes, hint=None):
    return app.acquire_token_interactive(scopes, login_hint=hint, timeout=60)


def silent(scopes, fresh=False):
    return app.acquire_token_silent_with_error(scopes, account=app.get_accounts()[0], force_refresh=fresh)


def device(scopes):
    flow = app.initiate_device_flow(scopes)
    say({"open": flow["verification_uri"], "code": flow["user_code"]})
    return app.acquire_token_by_device_flow(flow)


for line in sys.stdin:
    order = json.loads(line)
    act = {"interactive": interactive, "silent": silent, "device": device}[order.pop("do")]
    say({"answer": act(**order)})

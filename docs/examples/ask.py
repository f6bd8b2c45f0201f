"""Asks, and prints the answer. Python 3.9 or newer, nothing to install."""

import json
import os
import sys
import urllib.error
import urllib.request


def call(method, path, body=None):
    request = urllib.request.Request(
        os.environ["PARLEY"] + "/api/v1" + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"authorization": "Bearer " + os.environ["KEY"], "content-type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request) as response:
            return json.load(response)["data"]
    except urllib.error.HTTPError as refused:
        problem = json.load(refused)
        sys.exit(f"{refused.code} {problem['error']['code']}: {problem['error']['message']}")


question = sys.argv[1] if len(sys.argv) > 1 else "What is 6 * 7?"
answer = call("POST", "/chat", {"message": question})
print(answer["answer"])
for source in answer["sources"]:
    print(f"[{source['n']}] {source['title']}")

"""The floor: what it takes to get the pages over the line at all, and nothing else. A script, started by the benchmark.

    python floor.py API ACCOUNT YEAR         (the bot password in FLOOR_PASSWORD)

It logs in, because only an account with a bot's rights gets 500 pages in one request, reads the settings and the year's
list, and from the list the two pages of each project, 500 in a request.
"""

import os
import re
import sys
from typing import Any

import requests

BATCH = 500
TIMEOUT_SECONDS = 120
LISTED = re.compile(r"\{\{:(Projekt:[^{}|]+)/Projektdata\}\}")
SETTINGS = "Användare:Lägesbot/inställningar.json"


def ask(session: requests.Session, api: str, **parameters: str) -> dict[str, Any]:
    """Send one request to the API; gives its whole answer."""
    asked = {"format": "json", "formatversion": "2", **parameters}
    answer = session.post(api, data=asked, timeout=TIMEOUT_SECONDS)
    answer.raise_for_status()
    document: dict[str, Any] = answer.json()
    return document


def read(session: requests.Session, api: str, titles: list[str]) -> dict[str, str]:
    """The texts of pages, in the biggest batches that the wiki takes."""
    texts: dict[str, str] = {}
    for start in range(0, len(titles), BATCH):
        batch = "|".join(titles[start : start + BATCH])
        asked = {"prop": "revisions", "rvprop": "content", "rvslots": "main", "titles": batch}
        following: dict[str, str] = {}
        while True:  # an answer has a largest size, and goes on in the next
            answer = ask(session, api, action="query", **asked, **following)
            for page in answer["query"]["pages"]:
                for revision in page.get("revisions", ()):
                    texts[page["title"]] = revision["slots"]["main"]["content"]
            if "continue" not in answer:
                break
            following = answer["continue"]
    return texts


def main(api: str, account: str, year: str) -> None:
    """Log in, and read everything."""
    with requests.Session() as session:
        session.trust_env = False  # no proxy between the benchmark and loopback
        tokens = ask(session, api, action="query", meta="tokens", type="login")["query"]["tokens"]
        login = {"lgname": account, "lgpassword": os.environ["FLOOR_PASSWORD"], "lgtoken": tokens["logintoken"]}
        if ask(session, api, action="login", **login)["login"]["result"] != "Success":
            sys.exit("The wiki does not accept the bot password")
        texts = read(session, api, [SETTINGS, f"Projekt {year}"])
        projects = LISTED.findall(texts[f"Projekt {year}"])
        texts |= read(session, api, [title for one in projects for title in (one, f"{one}/Projektdata")])
    sys.stdout.write(f"{len(texts)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

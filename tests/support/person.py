"""People on the test wiki: plain HTTP sessions, so that they share nothing with Pywikibot.

(Two Pywikibot accounts in one process log each other out.)
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

import requests

TIMEOUT_SECONDS = 60.0


class ApiError(Exception):
    """The wiki answered with an error.

    Attributes:
        code: MediaWiki's own word for it, `editconflict` for example.
    """

    def __init__(self, code: str, info: str) -> None:
        super().__init__(f"{code}: {info}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a page.

    Attributes:
        revid: Its number.
        user: Who made it.
        minor: Marked as minor.
        bot: Marked as a bot edit in the recent changes (imported pages are not listed there).
        comment: Its edit summary.
        timestamp: When, in UTC.
    """

    revid: int
    user: str
    minor: bool
    bot: bool
    comment: str
    timestamp: datetime


class Visitor:
    """Somebody who reads the wiki without an account; the base of `Person`.

    Args:
        url: The wiki's address without `/api.php`.
    """

    def __init__(self, url: str) -> None:
        self._api = f"{url}/api.php"
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy between a test and loopback

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the HTTP session."""
        self._session.close()

    def api(self, **params: str | int) -> dict[str, Any]:
        """Send one request to the API, format version 2, as a POST.

        Args:
            **params: The API's own parameters, `action` among them.

        Returns:
            The whole answer.

        Raises:
            ApiError: The API answered with an error.
            requests.RequestException: It did not answer.
        """
        data = {"format": "json", "formatversion": 2, "errorformat": "plaintext", "errorlang": "en", **params}
        response = self._session.post(self._api, data=data, timeout=TIMEOUT_SECONDS)
        response.raise_for_status()
        answer: dict[str, Any] = response.json()
        if "errors" in answer:
            raise ApiError(answer["errors"][0]["code"], answer["errors"][0]["text"])
        return answer

    def text(self, title: str) -> str | None:
        """A page's wikitext, or None where there is no such page; redirects are not followed."""
        page = self._page(title, prop="revisions", rvprop="content", rvslots="main")
        return None if "missing" in page else str(page["revisions"][0]["slots"]["main"]["content"])

    def html(self, title: str) -> str:
        """The page's text as rendered, without the skin round it.

        Raises:
            ApiError: There is no such page (`missingtitle`).
        """
        answer = self.api(action="parse", page=title, prop="text", disablelimitreport=1)
        return str(answer["parse"]["text"])

    def render(self, text: str, *, title: str = "Projekt:Prov") -> str:
        """Wikitext as rendered on a page, without saving it.

        Args:
            text: The wikitext.
            title: The page that it is thought to stand on.
        """
        answer = self.api(
            action="parse", text=text, title=title, contentmodel="wikitext", prop="text", disablelimitreport=1
        )
        return str(answer["parse"]["text"])

    def categories(self, title: str) -> list[str]:
        """The full titles of the categories that a page is in, sorted."""
        page = self._page(title, prop="categories", cllimit="max")
        return sorted(category["title"] for category in page.get("categories", []))

    def revisions(self, title: str) -> list[Revision]:
        """All revisions of a page, newest first; empty where there is no such page."""
        page = self._page(title, prop="revisions", rvprop="ids|user|flags|comment|timestamp", rvlimit="max")
        recent = self.api(action="query", list="recentchanges", rctitle=title, rcprop="ids|flags", rclimit="max")
        by_bot = {change["revid"] for change in recent["query"]["recentchanges"] if change["bot"]}
        return [
            Revision(
                revid=found["revid"],
                user=found["user"],
                minor=found["minor"],
                bot=found["revid"] in by_bot,
                comment=found["comment"],
                timestamp=datetime.fromisoformat(found["timestamp"]),
            )
            for found in page.get("revisions", [])
        ]

    def _page(self, title: str, **params: str) -> dict[str, Any]:
        page: dict[str, Any] = self.api(action="query", titles=title, **params)["query"]["pages"][0]
        return page


class Person(Visitor):
    """Somebody with an account, logged in.

    Args:
        url: The wiki's address without `/api.php`.
        name: The account's name.
        password: Its password.

    Raises:
        ApiError: The wiki does not let them in.
    """

    def __init__(self, url: str, name: str, password: str) -> None:
        super().__init__(url)
        self.name = name
        params = {"username": name, "password": password, "loginreturnurl": url}
        answer = self.api(action="clientlogin", logintoken=self._token("login"), **params)["clientlogin"]
        if answer["status"] != "PASS":
            self.close()
            raise ApiError(answer.get("messagecode", answer["status"]), answer.get("message", ""))

    def edit(
        self,
        title: str,
        text: str,
        *,
        summary: str = "",
        baserevid: int | None = None,
        section: int | str | None = None,
    ) -> int:
        """Save a page, or one section of it.

        Args:
            title: The page; it is made if it is missing.
            text: The whole text, or the section's.
            summary: The edit summary; with `section="new"` the heading.
            baserevid: The revision that the text was made from; a later one in the way is a conflict.
            section: A section's number, or "new".

        Returns:
            The new revision's number; the present one where nothing was changed.

        Raises:
            ApiError: The wiki refused, `editconflict` for example.
        """
        optional: dict[str, str | int] = {} if baserevid is None else {"baserevid": baserevid}
        if section is not None:
            optional["section"] = section
        answer = self._write(action="edit", title=title, text=text, summary=summary, **optional)["edit"]
        if answer["result"] != "Success":
            raise ApiError(str(answer.get("code", "edit")), str(answer))
        if "newrevid" in answer:
            return int(answer["newrevid"])
        return int(self._page(title, prop="info")["lastrevid"])

    def has_new_message(self) -> bool:
        """Whether the bar "Du har ett nytt meddelande" is shown to them."""
        return bool(self.api(action="query", meta="userinfo", uiprop="hasmsg")["query"]["userinfo"]["messages"])

    def protect(self, title: str, level: str = "sysop") -> None:
        """Protect a page against editing, or a missing one against being made; only sysops may.

        Args:
            title: The page.
            level: The group that may still edit it; "all" takes the protection away.
        """
        missing = "missing" in self._page(title, prop="info")
        self._write(action="protect", title=title, protections=f"{'create' if missing else 'edit'}={level}")

    def change_model(self, title: str, model: str) -> None:
        """Give a page another content model, `wikitext` or `json`; its text stays."""
        self._write(action="changecontentmodel", title=title, model=model, summary="Nytt slag av sida")

    def move(self, title: str, target: str, *, redirect: bool = True) -> None:
        """Move a page, leaving a redirect unless told not to (which only some may)."""
        optional = {} if redirect else {"noredirect": 1}
        self._write(action="move", **{"from": title}, to=target, **optional)

    def delete(self, title: str) -> None:
        """Delete a page; only sysops may."""
        self._write(action="delete", title=title)

    def hide(self, title: str, revid: int) -> None:
        """Hide the text of an old revision; only sysops may."""
        self._write(action="revisiondelete", type="revision", target=title, ids=revid, hide="content")

    def block(self, name: str, *, pages: tuple[str, ...] = ()) -> None:
        """Block an account, from these pages only if there are any; only sysops may."""
        restricted: dict[str, str | int] = {"partial": 1, "pagerestrictions": "|".join(pages), "allowusertalk": 1}
        self._write(action="block", user=name, expiry="never", **(restricted if pages else {}))

    def unblock(self, name: str) -> None:
        """Lift an account's block; only sysops may."""
        self._write(action="unblock", user=name)

    def ensure_account(self, name: str, password: str, *, groups: tuple[str, ...] = ()) -> None:
        """Make an account, if it is missing, and put it in groups; only bureaucrats may the latter.

        Raises:
            ApiError: The wiki refused.
        """
        user = self.api(action="query", list="users", ususers=name, usprop="groups")["query"]["users"][0]
        if "missing" in user:
            params = {"username": name, "password": password, "retype": password, "createreturnurl": self._api}
            made = self.api(action="createaccount", createtoken=self._token("createaccount"), **params)["createaccount"]
            if made["status"] != "PASS":
                raise ApiError(made.get("messagecode", made["status"]), made.get("message", ""))
        if set(groups) - set(user.get("groups", ())):
            self.api(action="userrights", user=name, add="|".join(groups), token=self._token("userrights"))

    def _write(self, **params: str | int) -> dict[str, Any]:
        return self.api(token=self._token("csrf"), **params)

    def _token(self, kind: str) -> str:
        answer = self.api(action="query", meta="tokens", type=kind)
        return str(answer["query"]["tokens"][f"{kind}token"])

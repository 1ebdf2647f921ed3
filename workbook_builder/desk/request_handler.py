"""Answers the requests of the coach's browser, and of nobody else.

The address that the command prints has a token. It becomes a cookie, without which nothing is
shown; and every form sends it along, so that no other site can submit one.
"""

import hmac
import re
from collections.abc import Callable
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from workbook_builder.clients.client import Client
from workbook_builder.desk import pages
from workbook_builder.desk.desk import Desk, Dropped
from workbook_builder.desk.form_data import FormData, form_data
from workbook_builder.encryption.cannot_open import CannotOpen
from workbook_builder.preview.local_server import LocalRequestHandler, LocalServer
from workbook_builder.problems.problem import WorkbookError

_LARGEST = 220_000_000  # bytes of a request, all files together
_HTML = "text/html; charset=utf-8"
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src data:;"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class DeskServer(LocalServer):
    """A server that shows the desk.

    Attributes:
        desk: The desk.
        token: What a browser must know.
        code: What opens the desk once. It stands in the command line of a browser that is started,
            which others on the machine can read, and so it is no token.
    """

    desk: Desk
    token: str
    code: str = ""

    def is_admitted(self, token: str, code: str) -> bool:
        """Whether an address lets a browser in. A code does so once."""
        if self.code and hmac.compare_digest(code.encode(), self.code.encode()):
            self.code = ""
            return True
        return hmac.compare_digest(token.encode(), self.token.encode())

    @property
    def cookie(self) -> str:
        """The name of the cookie. Browsers share cookies among all ports of a machine."""
        return f"workbook-desk-{self.server_port}"


class _Refused(Exception):
    """A request is not answered."""

    def __init__(self, status: HTTPStatus, explanation: str) -> None:
        self.status = status
        super().__init__(explanation)


class RequestHandler(LocalRequestHandler):
    """Answers the requests of one connection."""

    server: DeskServer
    error_content_type = _HTML
    error_message_format = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>%(message)s</title></head><body><main><h1>%(message)s</h1><p>%(explain)s</p></main>"
        "</body></html>"
    )

    def do_GET(self) -> None:
        """Show a page."""
        self._answer(self._get)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """Do what a form asks for."""
        self._answer(self._post)

    def _answer(self, act: Callable[[], None]) -> None:
        """Act if the request is from the coach's browser, and say what went wrong."""
        if not self.is_allowed("The desk has another address: look at what the command printed."):
            return
        try:
            act()
        except _Refused as refused:
            self.close_connection = True  # what follows is not read
            self.send_error(refused.status, explain=str(refused))
        except WorkbookError as error:
            self._send(pages.troubles(error.problems), HTTPStatus.INTERNAL_SERVER_ERROR)
        except ConnectionError:
            raise  # the browser has gone
        except OSError as error:
            reason = error.strerror or "The disk cannot be read or written."
            self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR, explain=f"{reason}. Try again.")

    # -- Pages ------------------------------------------------------------------------------------

    def _get(self) -> None:
        try:
            url = urlsplit(self.path)
        except ValueError as error:
            raise _Refused(HTTPStatus.BAD_REQUEST, "This is no address.") from error
        token, code = (parse_qs(url.query).get(name, [""])[-1] for name in ("token", "code"))
        if url.path == "/" and self.server.is_admitted(token, code):
            value = f"{self.server.cookie}={self.server.token}"
            self._redirect("/", f"{value}; Path=/; HttpOnly; SameSite=Strict")
            return
        self._check_cookie()
        match unquote(url.path).strip("/").split("/"):
            case [""]:
                self._overview()
            case ["desk.css"]:
                self._send(pages.style(self.server.desk.practice), kind="text/css; charset=utf-8")
            case ["clients", id]:
                self._show("client", self._client(id))
            case ["clients", id, "session"]:
                client = self._client(id)
                plans = self.server.desk.session_plans(client)
                self._page("session", client=client, plans=plans)
            case ["clients", id, "pack"]:
                pack = self.server.desk.pack(self._client(id))
                if pack is None:
                    raise _Refused(HTTPStatus.NOT_FOUND, "There is no pack yet.")
                self._send(pack.read_bytes(), kind="application/zip", name=pack.name)
            case ["clients", id, "report"]:
                report = self.server.desk.report(self._client(id))
                self._send(report, policy="")  # it has a policy of its own
            case _:
                raise _Refused(HTTPStatus.NOT_FOUND, "There is no such page.")

    def _overview(self, **more: Any) -> None:
        desk = self.server.desk
        self._page("overview", clients=list(desk.overviews()), **self._waiting(), **more)

    def _show(self, name: str, client: Client, **more: Any) -> None:
        desk = self.server.desk
        values = {"overview": desk.overview(client), "progress": desk.progress(client)}
        self._page(name, **values, pack=desk.pack(client), **more)

    def _waiting(self) -> dict[str, Any]:
        """The files that wait for a decision."""
        tray = self.server.desk.tray
        return {"locked": tray.locked(), "unclaimed": tray.unclaimed()}

    # -- Forms ------------------------------------------------------------------------------------

    def _post(self) -> None:
        self._check_cookie()
        form = self._form()
        if not hmac.compare_digest(
            form.texts.get("token", "").encode(), self.server.token.encode()
        ):
            raise _Refused(HTTPStatus.FORBIDDEN, "This form is not from the desk.")
        desk = self.server.desk
        match unquote(self.path.partition("?")[0]).strip("/").split("/"):
            case ["collect"]:
                self._dropped(desk.collect(form.files, self._chosen(form)))
            case ["claim"]:
                self._dropped(desk.claim(form.texts.get("file", ""), self._chosen(form)))
            case ["unlock"]:
                self._unlock(form.texts.get("passphrase", ""))
            case ["clients", id, "pack"]:
                client = self._client(id)
                desk.make_pack(client)
                self._show("client", client, packed=True)
            case _:
                raise _Refused(HTTPStatus.NOT_FOUND, "There is no such form.")

    def _chosen(self, form: FormData) -> str:
        """The id of the client that was chosen in a form; empty if none was."""
        id = form.texts.get("client", "")
        return self._client(id).id if id else ""

    def _unlock(self, passphrase: str) -> None:
        try:
            found = self.server.desk.unlock(passphrase)
        except CannotOpen as error:
            self._overview(said=f"{error}: {error.hint}")
            return
        if found is None:
            self._overview(wrong_passphrase=True)
        else:
            self._dropped(found)

    def _dropped(self, dropped: Dropped) -> None:
        self._overview(dropped=dropped)

    def _form(self) -> FormData:
        """What was submitted."""
        length = self.headers.get("Content-Length", "")
        if not re.fullmatch("[0-9]{1,12}", length):
            raise _Refused(HTTPStatus.LENGTH_REQUIRED, "The length of the form is missing.")
        if int(length) > _LARGEST:
            message = "These files are too large. Drop fewer at once."
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message)
        body = self.rfile.read(int(length))
        form = form_data(self.headers.get("Content-Type", ""), body)
        if form is None:
            raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "This is not a form.")
        return form

    # -- What all of them need --------------------------------------------------------------------

    def _check_cookie(self) -> None:
        try:
            found = SimpleCookie(self.headers.get("Cookie", "")).get(self.server.cookie)
        except CookieError:
            found = None
        given = found.value if found else ""
        if not hmac.compare_digest(given.encode(), self.server.token.encode()):
            message = "Open the address that the command printed, with all that follows the “?”."
            raise _Refused(HTTPStatus.FORBIDDEN, message)
        origin = self.headers.get("Origin", "")
        own = f"http://{self.headers.get('Host', '')}"
        if self.command == "POST" and origin not in ("", own):
            raise _Refused(HTTPStatus.FORBIDDEN, "This form is from another site.")

    def _client(self, id: str) -> Client:
        client = self.server.desk.client(id)
        if client is None:
            raise _Refused(HTTPStatus.NOT_FOUND, "There is no such client.")
        return client

    def _page(self, name: str, **values: Any) -> None:
        desk = self.server.desk
        shown = pages.page(
            desk.practice, name, self.server.token, today=desk.today(), everybody=desk.clients,
            **values,
        )  # fmt: skip
        self._send(shown)

    def _send(
        self,
        content: str | bytes,
        status: HTTPStatus = HTTPStatus.OK,
        *,
        kind: str = _HTML,
        policy: str = _POLICY,
        name: str = "",
    ) -> None:
        """Send a page, or a file that the browser saves under a name."""
        body = content.encode() if isinstance(content, str) else content
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        # Without any referrer, browsers would not say where a form is from, either.
        self.send_header("Referrer-Policy", "same-origin")
        self.send_header("X-Content-Type-Options", "nosniff")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        if name:
            self.send_header("Content-Disposition", f"attachment; filename*=UTF-8''{quote(name)}")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _redirect(self, path: str, cookie: str = "") -> None:
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", quote(path))
        self.send_header("Content-Length", "0")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "same-origin")
        if cookie:
            self.send_header("Set-Cookie", cookie)
        self.end_headers()

"""Every route of the app with a request it would answer; a new route is unknown here until somebody lists it."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from companion.api.guard import Access


@dataclass(frozen=True)
class Route:
    """One method of one route.

    Attributes:
        method, path, data: a good request; ``{uuid}`` in path or data is replaced by a fresh one.
        access: who may call it.
        status: what a good request is answered with.
        later: what it is answered with once other requests of this table were sent: a role chosen, a contact noted.
        reads_body: whether it looks at its body; ``False`` for commands that need to be told nothing.
        media: how the data is sent; ``application/x-www-form-urlencoded`` for the forms of the desk.
    """

    method: str
    path: str
    access: Access = Access.PAIRED
    data: Any = None
    status: int = 200
    media: str = "application/json"
    later: int | None = None
    reads_body: bool = True

    def encoded(self, data: Any) -> bytes | None:
        """The data as a body."""
        if data is None:
            return None
        if self.media == UPLOAD:
            part = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
            return ("".join(part.format(*pair) for pair in data.items()) + "--x--\r\n").encode()
        return (json.dumps(data) if self.media == "application/json" else urlencode(data)).encode()

    @property
    def answers(self) -> set[int | None]:
        """Every status a good request may be answered with."""
        return {self.status, self.later or self.status}

    def fresh(self) -> tuple[str, Any]:
        """Path and data with a new UUID."""
        key = str(uuid.uuid4())
        data = {k: key if v == "{uuid}" else v for k, v in self.data.items()} if self.data else self.data
        return self.path.replace("{uuid}", key), data


FORM = "application/x-www-form-urlencoded"
UPLOAD = "multipart/form-data; boundary=x"


def desk_page(path: str, status: int = 200, later: int | None = None) -> Route:
    """A page for somebody who is signed in."""
    return Route("GET", path, Access.DESK, status=status, later=later)


def desk_form(
    path: str, data: dict[str, str] | None = None, status: int = 303, later: int | None = None
) -> Route:
    """A form of the desk; the token is sent as a header."""
    return Route("POST", path, Access.DESK, data or {"x": "x"}, status, FORM, later)


def desk_upload(path: str, status: int = 422) -> Route:
    """A form of the desk with a file; without one it is refused with a reason."""
    return Route("POST", path, Access.DESK, {"x": "x"}, status, UPLOAD)


ROUTES: dict[str, Route] = {
    "GET hello.hello": Route("GET", "/api/v1/hello", Access.ANYONE),
    "GET openapi.spec": Route("GET", "/api/openapi.json", Access.ANYONE),
    "GET start_page.start_page": Route("GET", "/", Access.ANYONE),
    "POST pairing.pair": Route(
        "POST", "/api/v1/pairing", Access.PAIRING, {"code": "000000", "name": "x"}, status=403
    ),
    "POST suggestions.suggestions": Route(
        "POST", "/api/v1/suggestions", data={"text": "Elterngeld und Arbeit"}
    ),
    "POST suggestions.search": Route("POST", "/api/v1/search", data={"words": "elterngeld"}),
    "GET entries.entry": Route("GET", "/api/v1/entries/elterngeld-zuverdienst"),
    "POST contacts.add_contact": Route("POST", "/api/v1/contacts", data={"uuid": "{uuid}"}, status=201),
    "GET contacts.open_contacts": Route("GET", "/api/v1/contacts"),
    "PATCH contacts.change_contact": Route(
        "PATCH", "/api/v1/contacts/{uuid}", data={"reaktion": "danke"}, status=404
    ),
    "DELETE contacts.undo_contact": Route("DELETE", "/api/v1/contacts/{uuid}", status=204),
    "POST contacts.add_own_post": Route("POST", "/api/v1/own-posts", data={"uuid": "{uuid}"}, status=201),
    "GET contacts.open_own_posts": Route("GET", "/api/v1/own-posts"),
    "PATCH contacts.change_own_post": Route(
        "PATCH", "/api/v1/own-posts/{uuid}", data={"thema": "elterngeld"}, status=404
    ),
    "DELETE contacts.undo_own_post": Route("DELETE", "/api/v1/own-posts/{uuid}", status=204),
    "POST gaps.add": Route(
        "POST", "/api/v1/gaps", data={"uuid": "{uuid}", "thema": "elterngeld"}, status=201
    ),
    "POST feedback.add": Route(
        "POST",
        "/api/v1/feedback",
        data={"uuid": "{uuid}", "entry_id": "elterngeld-zuverdienst", "grund": "wortlaut"},
        status=201,
    ),
    "POST observations.add": Route("POST", "/api/v1/observations", data={"uuid": "{uuid}"}, status=201),
    "GET rooms.rooms": Route("GET", "/api/v1/rooms"),
    "DELETE rooms.remove": Route("DELETE", "/api/v1/rooms/fb-001", status=404),
    "PUT rooms.put": Route("PUT", "/api/v1/rooms/fb-001", data={"plattform": "facebook"}),
    "GET codebook.codebook": Route("GET", "/api/v1/codebook"),
    "GET status.status": Route("GET", "/api/v1/status"),
    "POST control.pairing_code": Route(
        "POST", "/control/v1/pairing-code", Access.CONTROL, {}, reads_body=False
    ),
    "GET control.browsers": Route("GET", "/control/v1/browsers", Access.CONTROL),
    "POST control.revoke": Route(
        "POST", "/control/v1/revoke", Access.CONTROL, {"name": "niemand"}, status=404
    ),
    "GET control.status": Route("GET", "/control/v1/status", Access.CONTROL),
    "POST by_hand.note": Route(
        "POST",
        "/control/v1/notes",
        Access.CONTROL,
        {"kind": "kontakt", "given": {"thema": "rente"}},
        status=201,
    ),
    "POST deliveries.deliver": Route("POST", "/control/v1/deliveries", Access.CONTROL, {}, status=400),
    # The desk: one line per route, in the order of the page groups.
    "POST desk_control.desk_link": Route(
        "POST", "/control/v1/desk-link", Access.CONTROL, {}, reads_body=False
    ),
    "POST desk_control.look": Route(
        "POST", "/control/v1/desk-windows/x", Access.CONTROL, {}, reads_body=False
    ),
    "POST desk_control.to_front": Route(
        "POST", "/control/v1/desk-windows", Access.CONTROL, {}, reads_body=False
    ),
    "GET desk_assets.file": Route("GET", "/desk/static/styles/tokens.css", Access.DESK_ENTRANCE),
    "GET desk_sign_in.enter": Route("GET", "/desk/sign-in/x", Access.DESK_ENTRANCE, status=403),
    "GET desk_sign_in.signed_out": Route("GET", "/desk/signed-out", Access.DESK_ENTRANCE),
    "GET desk_sign_in.token": desk_page("/desk/token"),
    "POST desk_sign_in.unsaved": desk_form("/desk/unsaved", status=200),
    "POST desk_sign_in.leave": desk_form("/desk/sign-out"),
    "GET desk_jobs.past": desk_page("/desk/jobs"),
    "GET desk_jobs.job": desk_page("/desk/jobs/x", 404),
    "GET desk_jobs.state": desk_page("/desk/jobs/x/state", 404),
    "GET desk_jobs.strip": desk_page("/desk/jobs/x/strip", 404),
    "POST desk_jobs.cancel": desk_form("/desk/jobs/x/cancel", status=404),
    "POST desk_jobs.dismiss": desk_form("/desk/jobs/x/dismiss"),
    "GET desk_today.today": desk_page("/desk/"),
    "POST desk_today.choose_role": desk_form("/desk/role", {"role": "jurist"}),
    "GET desk_bank.entries": desk_page("/desk/bank"),
    "GET desk_bank.topics": desk_page("/desk/bank/topics"),
    "GET desk_bank.in_use": desk_page("/desk/bank/in-use/x", 404),
    "POST desk_bank.start": desk_form("/desk/bank/start", status=409),
    "GET desk_bank.new": desk_page("/desk/bank/new", 409),
    "POST desk_bank.create": desk_form("/desk/bank/new", status=409),
    "POST desk_bank.from_gap": desk_form("/desk/bank/from-gap", {"topic": "pflege"}, 409),
    "GET desk_bank.try_out": desk_page("/desk/bank/try"),
    "POST desk_bank.look": desk_form("/desk/bank/try", {"text": ""}, 422),
    "GET desk_bank.edit": desk_page("/desk/bank/entry/x", 409),
    "POST desk_bank.save": desk_form("/desk/bank/entry/x", status=409),
    "POST desk_bank.live": desk_form("/desk/bank/entry/x/live", status=409),
    "POST desk_bank.keep": desk_form("/desk/bank/entry/x/draft", status=422),
    "POST desk_bank.drop": desk_form("/desk/bank/entry/x/draft/drop", status=422),
    "POST desk_bank.settle": desk_form("/desk/bank/entry/x/settle", status=409),
    "POST desk_bank.move": desk_form("/desk/bank/entry/x/move", {"to": "submit"}, 409),
    "POST desk_bank.copy": desk_form("/desk/bank/entry/x/copy", status=409),
    "GET desk_bank.history": desk_page("/desk/bank/entry/x/history", 409),
    "POST desk_bank.restore": desk_form("/desk/bank/entry/x/restore", {"revision": "0000"}, 409),
    "GET desk_setup.setup": desk_page("/desk/setup", 303, later=200),
    "POST desk_setup.following": desk_form("/desk/setup/next"),
    "POST desk_setup.name": desk_form("/desk/setup/name"),
    "POST desk_setup.join": desk_form("/desk/setup/join", later=422),
    "POST desk_setup.code": desk_form("/desk/setup/code", status=200),
    "POST desk_setup.finish": desk_form("/desk/setup/finish"),
    "GET desk_settings.laptop": desk_page("/desk/settings"),
    "POST desk_settings.choose_role": desk_form("/desk/settings/role", status=422),
    "POST desk_settings.start_by_itself": desk_form("/desk/settings/autostart", status=422),
    "GET desk_settings.browsers": desk_page("/desk/settings/browsers"),
    "POST desk_settings.code": desk_form("/desk/settings/browsers/code", status=200),
    "GET desk_settings.pairing_state": desk_page("/desk/settings/browsers/state"),
    "POST desk_settings.revoke": desk_form("/desk/settings/browsers/revoke", status=404),
    "GET desk_settings.log": desk_page("/desk/settings/log"),
    "POST desk_settings.back_up": desk_form("/desk/settings/log/back-up"),
    "GET desk_settings.ask_restore": desk_page("/desk/settings/log/restore/x", 404),
    "POST desk_settings.restore": desk_form("/desk/settings/log/restore/x", status=404),
    "POST desk_settings.remove_demo": desk_form("/desk/settings/log/remove-demo", later=409),
    "GET desk_settings.doctor": desk_page("/desk/settings/doctor"),
    "POST desk_settings.look": desk_form("/desk/settings/doctor"),
    "GET desk_settings.privacy": desk_page("/desk/settings/privacy"),
    "GET desk_review.review": desk_page("/desk/review"),
    "POST desk_review.fetch": desk_form("/desk/review/fetch"),
    "POST desk_review.answer": desk_form("/desk/review/answer", status=400),
    "POST desk_review.keep": desk_form("/desk/review/words", status=422),
    "POST desk_review.sign": desk_form("/desk/review/sign", status=422),
    "GET desk_publish.publish": desk_page("/desk/publish"),
    "POST desk_publish.put": desk_form("/desk/publish", status=422),
    "POST desk_publish.ask": desk_form("/desk/publish/ask"),
    "POST desk_publish.renew": desk_form("/desk/publish/renew", status=422),
    "POST desk_publish.lay_back": desk_form("/desk/publish/put-back"),
    "POST desk_publish.sync": desk_form("/desk/publish/sync"),
    "POST desk_publish.free": desk_form("/desk/publish/take-over"),
    "GET desk_publish.connection": desk_page("/desk/publish/connection"),
    "POST desk_publish.me": desk_form("/desk/publish/person", status=422),
    "POST desk_publish.join": desk_upload("/desk/publish/join"),
    "POST desk_publish.storage": desk_form("/desk/publish/storage", status=422),
    "POST desk_publish.init": desk_upload("/desk/publish/init"),
    "POST desk_publish.leave": desk_form("/desk/publish/leave"),
    "GET desk_publish.invitation": desk_page("/desk/publish/invitation"),
    "GET desk_publish.invitation_file": desk_page("/desk/publish/invitation.json", 400),
    "GET desk_publish.keys": desk_page("/desk/publish/keys"),
    "POST desk_publish.make_key": desk_form("/desk/publish/keys", status=400),
    "GET desk_publish.key_file": desk_page("/desk/publish/keys/lead.pub.json", 400),
    "POST desk_publish.replace_key": desk_upload("/desk/publish/keys/replace"),
    "POST desk_publish.confirm_key": desk_upload("/desk/publish/keys/confirm"),
    "POST desk_publish.use_key": desk_upload("/desk/publish/keys/use"),
    "GET desk_contacts.overview": desk_page("/desk/contacts"),
    "GET desk_contacts.cycles": desk_page("/desk/contacts/cycles"),
    "POST desk_contacts.new_cycle": desk_form("/desk/contacts/cycles", status=422),
    "POST desk_contacts.decide": desk_form("/desk/contacts/cycles/x/decisions", status=422),
    "POST desk_contacts.note_outreach": desk_form("/desk/contacts/cycles/x/outreach", status=422),
    "GET desk_contacts.deliveries": desk_page("/desk/contacts/deliveries"),
    "POST desk_contacts.set_destination": desk_form("/desk/contacts/deliveries/destination", status=422),
    "POST desk_contacts.send": desk_form("/desk/contacts/deliveries/send"),
    "POST desk_contacts.make_key": desk_form("/desk/contacts/deliveries/key", status=422),
    "POST desk_contacts.take_in": desk_form("/desk/contacts/deliveries/collect", status=422),
    "GET desk_contacts.releases": desk_page("/desk/contacts/releases"),
    "POST desk_contacts.make_release": desk_form("/desk/contacts/releases", status=422),
    "POST desk_contacts.make_report": desk_form("/desk/contacts/report", status=422),
    "GET desk_contacts.output": desk_page("/desk/contacts/outputs/bericht-x.zip", 404),
    "GET desk_contacts.output_file": desk_page("/desk/contacts/output-files/bericht-x/bericht.html", 404),
    "POST desk_contacts.remove_output": desk_form("/desk/contacts/outputs/bericht-x/remove", status=404),
    "GET desk_contacts.rooms": desk_page("/desk/contacts/rooms"),
    "GET desk_contacts.new_room": desk_page("/desk/contacts/rooms/new"),
    "GET desk_contacts.room": desk_page("/desk/contacts/rooms/zz-999", 404),
    "POST desk_contacts.save_room": desk_form("/desk/contacts/rooms", status=422),
    "POST desk_contacts.remove_room": desk_form("/desk/contacts/rooms/zz-999/remove", status=404),
    "GET desk_contacts.feedback": desk_page("/desk/contacts/feedback"),
    "POST desk_contacts.give_feedback": desk_form("/desk/contacts/feedback", status=422),
}
"""``METHOD endpoint`` → route."""

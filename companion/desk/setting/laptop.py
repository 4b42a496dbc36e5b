"""What this laptop is for, where its data lies, whether the companion starts by itself."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from companion import autostart
from companion.config import DEFAULT_PORT
from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.desk.preferences import ROLES
from companion.desk.session import flash
from companion.sharing.connecting import storage_settings
from companion.uninstall import what_stays


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder; what vanishes while counting is left out."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += os.lstat(os.path.join(parent, name)).st_size
    return total


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the routes into a blueprint."""

    def show(form: Form, status: int = 200) -> tuple[str, int]:
        page = render_template(
            "desk/settings/laptop.html",
            form=form,
            roles=ROLES,
            folder=desk.settings.data,
            size=size_of(desk.settings.data) / 1024**2,
            free=shutil.disk_usage(desk.settings.data).free / 1024**3,
            storage=storage_settings(desk.settings),
            starts=autostart.is_on(),
            stays=what_stays(desk.settings),
        )
        return page, status

    @routes.get("/settings")
    def laptop() -> tuple[str, int]:
        """The first page of the settings."""
        return show(Form(start={"role": desk.preferences.role or ""}))

    @routes.post("/settings/role")
    def choose_role() -> tuple[str, int] | Response:
        """Change the role."""
        form = Form(request.form)
        role = form.choice("role", "Rolle", ROLES)
        if role is None:
            return show(form, 422)
        desk.preferences.choose_role(role)
        flash(f"Gespeichert. Dieser Rechner ist jetzt für: {ROLES[role]}.")
        return redirect(url_for("desk_settings.laptop"), 303)

    @routes.post("/settings/autostart")
    def start_by_itself() -> tuple[str, int] | Response:
        """Start with the login, or not."""
        form = Form(request.form)
        wish = form.choice("autostart", "Start mit der Anmeldung", {"on": "an", "off": "aus"})
        if wish is None:
            return show(form, 422)
        if wish == "on":
            port = [] if desk.settings.port in (0, DEFAULT_PORT) else ["--port", str(desk.settings.port)]
            autostart.switch_on(["--data", str(desk.settings.data), *port])
            flash("Der Begleiter startet ab jetzt mit der Anmeldung am Rechner.")
        else:
            autostart.switch_off()
            flash("Der Begleiter startet nicht mehr von selbst.")
        return redirect(url_for("desk_settings.laptop"), 303)

"""Real Firefox ESR with the extension installed, driven by Marionette (no geckodriver).

    with firefox(EXTENSION, pages) as browser:
        browser.open("https://www.facebook.com/groups/1/")
        browser.run("return document.title")

Every host name resolves to 127.0.0.1 and port 443 to a local TLS server that answers from `pages`.
"""

import contextlib
import http.server
import json
import logging
import shutil
import socket
import ssl
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import trustme
from marionette_driver.addons import Addons
from marionette_driver.marionette import ActionSequence, Marionette

from .pages import Pages

EXECUTABLE = shutil.which("firefox-esr") or shutil.which("firefox") or "/usr/bin/firefox-esr"
logging.getLogger("mozversion").setLevel(logging.WARNING)
UUID = "5b1a2f6e-6a9d-4a55-9a40-0d5d3b6a7c11"


@contextlib.contextmanager
def _tls_server(pages: Pages) -> Iterator[int]:
    """A TLS server on a free port of 127.0.0.1 that answers every host from `pages`; yields its port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            html = pages.html(f"https://{self.headers['Host']}{self.path}")
            body = (html or "").encode()
            self.send_response(204 if html is None else 200)
            if html is not None:
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep the test output clean."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("*.example", "*.facebook.com", "*.instagram.com", "127.0.0.1").configure_cert(
        context
    )

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def get_request(self) -> tuple[socket.socket, Any]:
            connection, address = super().get_request()
            # The handshake waits in the thread of the connection, so a silent client blocks nobody else.
            connection.settimeout(60)
            return context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address

        def handle_error(self, *_: object) -> None:
            """A browser that hangs up early is no event."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class Firefox:
    """A running Firefox with the extension. Tabs are known by their Marionette handle."""

    def __init__(self, marionette: Marionette, addon_id: str) -> None:
        self.marionette = marionette
        self.addon_id = addon_id
        self.base = f"moz-extension://{UUID}"

    def open(self, url: str) -> str:
        """A new tab in front that shows `url`; returns its handle."""
        handle = self.marionette.open(type="tab", focus=True)["handle"]
        self.marionette.switch_to_window(handle)
        self.marionette.navigate(url)
        return str(handle)

    def extension_page(self, path: str) -> str:
        """A page of the extension as a tab in front."""
        return self.open(f"{self.base}/{path}")

    def show(self, handle: str) -> None:
        """Bring a tab to the front and talk to it."""
        self.marionette.switch_to_window(handle, focus=True)

    def talk_to(self, handle: str) -> None:
        """Talk to a tab and leave the tab in front where it is."""
        self.marionette.switch_to_window(handle, focus=False)

    def close_tab(self, handle: str) -> None:
        """Close a tab; the first remaining one is in front then."""
        self.talk_to(handle)
        left = self.marionette.close()
        self.show(left[0])

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script body in the current tab; `arguments` are its arguments, a promise is awaited."""
        return self.marionette.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            f"(async function () {{ {script} }}).apply(null, [...arguments].slice(0, -1))"
            ".then((value) => done({ value }), (error) => done({ error: String(error) }));",
            script_args=arguments,
            sandbox=None,
        )

    def value(self, script: str, *arguments: object) -> Any:
        """Like `run`, but returns the value and raises what was thrown."""
        answer = self.run(script, *arguments)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer.get("value")

    def chrome(self, script: str, *arguments: object) -> Any:
        """Run a script body with the browser's own rights and return its value."""
        with self.marionette.using_context("chrome"):
            return self.value(script, *arguments)

    def point(self, x: float, y: float) -> None:
        """Move the real pointer to a place of the current tab's viewport, in CSS pixels."""
        self._pointer(lambda chain: chain.pointer_move(int(x), int(y)))

    def click_at(self, x: float, y: float) -> None:
        """A real click at a place of the current tab's viewport, in CSS pixels."""
        self._pointer(lambda chain: chain.pointer_move(int(x), int(y)).pointer_down().pointer_up())

    def _pointer(self, steps: Callable[[ActionSequence], ActionSequence]) -> None:
        chain = ActionSequence(self.marionette, "pointer", "mouse", {"pointerType": "mouse"})
        steps(chain).perform()

    def click_icon(self) -> None:
        """A click on the toolbar icon for the tab in front: a user's gesture, grants activeTab."""
        self.chrome(
            """
            const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
            const { extension } = WebExtensionPolicy.getByID(arguments[0]);
            const window = Services.wm.getMostRecentWindow("navigator:browser");
            await ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
            """,
            self.addon_id,
        )

    def in_sidebar(self, script: str, timeout: float = 30.0) -> Any:
        """Run a script body in the real sidebar and return its value as JSON allows. `timeout` in seconds.

        Raises TimeoutError if no sidebar of the extension is open.
        """
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            answer = self.chrome(
                """
                const window = Services.wm.getMostRecentWindow("navigator:browser");
                const outer = window.SidebarController.browser;
                const inner = outer?.contentDocument?.querySelector("#webext-panels-browser");
                if (!inner?.currentURI?.spec.startsWith(arguments[0])) return null;
                // A frame script: the extension's content security policy forbids eval in the page itself.
                const source = `
                  const window = content.wrappedJSObject, document = content.document, { browser } = window;
                  (async () => { ${arguments[1]} })()
                    .then((value) => sendAsyncMessage("kontakt-test", { value }),
                          (error) => sendAsyncMessage("kontakt-test", { error: String(error) }));`;
                return await new Promise((resolve) => {
                  inner.messageManager.addMessageListener("kontakt-test", function once({ data }) {
                    inner.messageManager.removeMessageListener("kontakt-test", once);
                    resolve(data);
                  });
                  inner.messageManager.loadFrameScript("data:," + encodeURIComponent(source), false);
                });
                """,
                self.base,
                script,
            )
            if answer is not None:
                if "error" in answer:
                    raise RuntimeError(answer["error"])
                return answer.get("value")
            time.sleep(0.1)
        raise TimeoutError("no sidebar of the extension is open")

    def revoke(self, *origins: str) -> None:
        """Take host permissions back as a person can in the add-on manager."""
        self.chrome(
            """
            const { ExtensionPermissions } = ChromeUtils.importESModule(
              "resource://gre/modules/ExtensionPermissions.sys.mjs");
            const { extension } = WebExtensionPolicy.getByID(arguments[0]);
            const gone = { permissions: [], origins: arguments[1] };
            await ExtensionPermissions.remove(arguments[0], gone, extension);
            """,
            self.addon_id,
            list(origins),
        )

    def accept_prompt(self) -> None:
        """Press the main button of the browser's own question."""
        self.chrome(
            """
            const window = Services.wm.getMostRecentWindow("navigator:browser");
            for (let i = 0; i < 50; i++) {
              const prompt = window.document.querySelector("#notification-popup popupnotification");
              if (prompt) return prompt.button.click();
              await new Promise((resolve) => window.setTimeout(resolve, 100));
            }
            throw new Error("no prompt");
            """
        )


def _end(marionette: Marionette) -> None:
    """End the browser and remove its profiles now; their destructors would fail at interpreter exit."""
    profiles = [marionette.instance.profile]
    with contextlib.suppress(Exception):
        marionette.cleanup()
    profiles.append(marionette.instance.profile)  # cleaning up makes a fresh one
    for profile in filter(None, profiles):
        profile.cleanup()
        profile.restore = False


@contextlib.contextmanager
def firefox(
    extension: Path,
    pages: Pages,
    size: tuple[int, int] = (1280, 900),
    prefs: Mapping[str, Any] | None = None,
) -> Iterator[Firefox]:
    """A fresh Firefox that knows only `pages`; ended whatever happens. `size`: outer window in CSS pixels.

    `extension` is its folder or its zip.
    """
    root = zipfile.Path(extension) if extension.is_file() else extension
    manifest = json.loads((root / "manifest.json").read_text())
    addon_id = manifest["browser_specific_settings"]["gecko"]["id"]
    with contextlib.ExitStack() as stack:
        port = stack.enter_context(_tls_server(pages))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            marionette_port = free.getsockname()[1]
        marionette = Marionette(
            host="127.0.0.1",
            port=marionette_port,
            bin=EXECUTABLE,
            gecko_log=stack.enter_context(tempfile.TemporaryDirectory()),
            headless=True,
            prefs={
                "extensions.webextensions.uuids": json.dumps({addon_id: UUID}),
                "network.dns.forceResolve": "127.0.0.1",
                "network.socket.forcePort": f"443={port}",
                "network.stricttransportsecurity.preloadlist": False,
                "network.captive-portal-service.enabled": False,
                "network.connectivity-service.enabled": False,
                "browser.tabs.unloadOnLowMemory": False,
                **(prefs or {}),
            },
        )
        stack.callback(_end, marionette)
        marionette.start_session({"acceptInsecureCerts": True})
        marionette.timeout.script = 60
        marionette.timeout.page_load = 60
        marionette.set_window_rect(width=size[0], height=size[1])
        Addons(marionette).install(str(extension), temp=True)
        yield Firefox(marionette, addon_id)

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createServer as createSocket } from "node:net";
import { afterEach, test } from "node:test";
import { createClient, TRUST_MS } from "../../../extension/companion/client.js";
import { MemoryArea } from "./storage.js";

const HELLO = { app: "kontakt-companion", protocol: 1, install: "here", paired: true };
const PAIRED = { pairing: { token: "secret", install: "here" } };
const closers = [];
afterEach(() => { for (const close of closers.splice(0)) close(); });

/**
 * A real server on a free port.
 * @param {Record<string, any>} routes path → [status, body] or a function of the request
 */
async function serve(routes) {
  const requests = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => { body += part; });
    request.on("end", () => {
      requests.push({ method: request.method, path: request.url, headers: request.headers, body });
      const route = routes[request.url] ?? [404, "<h1>nicht hier</h1>"];
      if (route === "silence") return;
      const [status, answer, headers] = typeof route === "function" ? route(request, body) : route;
      response.writeHead(status, { "Content-Type": "application/json", ...headers });
      response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  closers.push(() => { server.closeAllConnections(); server.close(); });
  return { port: server.address().port, requests, server };
}

function client(port, stored = PAIRED, { allowed = true } = {}) {
  const local = new MemoryArea({ port, ...stored });
  const permissions = { contains: async () => allowed };
  return { local, ...createClient({ local, permissions, timeouts: { hello: 1500, call: 1500 } }) };
}

test("ok: greeting, token and status", async () => {
  const { port, requests } = await serve({ "/api/v1/hello": [200, HELLO], "/api/v1/status": [200, { bank: { version: "1" } }] });
  const result = await client(port).check();
  assert.equal(result.state, "ok");
  assert.deepEqual(result.data, { bank: { version: "1" } });
  assert.equal(requests[0].headers.authorization, undefined, "the greeting carries no token");
  assert.equal(requests[1].headers.authorization, "Bearer secret");
});

test("not_running: nobody listens", async () => {
  const { port, server } = await serve({});
  await new Promise((resolve) => server.close(resolve));
  assert.equal((await client(port).check()).state, "not_running");
});

test("foreign_server: another page, other JSON, a redirect or silence", async () => {
  for (const route of [[200, "<h1>It works</h1>"], [404, "no"], [200, { app: "other" }], [200, []], [302, "", { Location: "/api/v1/status" }], "silence"]) {
    const { port, requests } = await serve({ "/api/v1/hello": route, "/api/v1/status": [200, {}] });
    const { state } = await client(port).check();
    assert.equal(state, "foreign_server", JSON.stringify(route));
    assert.ok(requests.every((request) => request.headers.authorization === undefined), "no token for strangers");
  }
});

test("foreign_server: a port that only listens", async () => {
  const socket = createSocket(() => undefined);
  await new Promise((resolve) => socket.listen(0, "127.0.0.1", () => resolve(undefined)));
  closers.push(() => socket.close());
  const result = await client(socket.address().port).check();
  assert.equal(result.state, "foreign_server");
  assert.equal(result.slow, true);
});

test("not_running, slow: the companion greeted before and is silent now", async () => {
  const routes = { "/api/v1/hello": [200, HELLO], "/api/v1/status": [200, {}] };
  const { port } = await serve(routes);
  const known = client(port);
  await known.check();
  routes["/api/v1/status"] = "silence";
  const result = await known.check();
  assert.deepEqual([result.state, result.slow], ["not_running", true]);
});

test("blocked_by_browser: the permission for 127.0.0.1 is missing, and nothing is asked", async () => {
  const { port, requests } = await serve({ "/api/v1/hello": [200, HELLO] });
  assert.equal((await client(port, PAIRED, { allowed: false }).check()).state, "blocked_by_browser");
  assert.equal(requests.length, 0);
});

test("not_paired: no token, a token of another installation, a revoked token", async () => {
  const { port, requests } = await serve({ "/api/v1/hello": [200, HELLO], "/api/v1/status": [401, { error: { code: "not_paired", message: "m", hint: "h" } }] });
  assert.equal((await client(port, {}).check()).state, "not_paired");
  assert.equal((await client(port, { pairing: { token: "secret", install: "elsewhere" } }).check()).state, "not_paired");
  assert.ok(requests.every((request) => request.path === "/api/v1/hello"), "the token is not shown to another installation");
  assert.equal((await client(port).check()).state, "not_paired");
});

test("version_mismatch: names the companion's protocol", async () => {
  const { port } = await serve({ "/api/v1/hello": [200, { ...HELLO, protocol: 2 }] });
  const result = await client(port).check();
  assert.deepEqual([result.state, result.protocol], ["version_mismatch", 2]);
});

test("pairing keeps the token with the installation that gave it", async () => {
  const { port, requests } = await serve({
    "/api/v1/hello": [200, HELLO], "/api/v1/status": [200, {}],
    "/api/v1/pairing": (_, body) => (JSON.parse(body).code === "123456" ? [200, { token: "fresh" }] : [403, { error: { code: "wrong_code", message: "Falsch.", hint: "Noch einmal." } }]),
  });
  const fresh = client(port, {});
  const wrong = await fresh.pair("000 000", "Chromium");
  assert.equal(wrong.error?.code, "wrong_code");
  assert.equal((await fresh.pair("123 456", "Chromium")).state, "ok");
  assert.deepEqual((await fresh.local.get("pairing")).pairing, { token: "fresh", install: "here" });
  assert.equal((await fresh.check()).state, "ok");
  assert.equal(requests.at(-1).headers.authorization, "Bearer fresh");
});

test("refusals of the companion come through with its words, and the light stays on", async () => {
  const error = { code: "invalid", message: "Eine Angabe passt nicht.", hint: "Bitte prüfen." };
  const { port } = await serve({ "/api/v1/hello": [200, HELLO], "/api/v1/contacts": [422, { error }] });
  const result = await client(port).request("POST", "/api/v1/contacts", {});
  assert.deepEqual([result.state, result.status, result.error], ["ok", 422, error]);
});

test("a call given up by its caller is no trouble of the connection", async () => {
  const { port } = await serve({ "/api/v1/hello": [200, HELLO], "/api/v1/suggestions": "silence" });
  const abort = new AbortController();
  const asked = client(port).request("POST", "/api/v1/suggestions", { text: "x" }, { signal: abort.signal, timeout: 2000 });
  setTimeout(() => abort.abort(), 50);
  const result = await asked;
  assert.deepEqual([result.state, result.aborted], ["ok", true]);
});

test("a stranger who takes the port over while we talk gets no further token", async () => {
  const routes = { "/api/v1/hello": [200, HELLO], "/api/v1/status": [200, {}] };
  const { port, requests } = await serve(routes);
  const known = client(port);
  await known.check();
  routes["/api/v1/hello"] = [200, "<h1>It works</h1>"];
  routes["/api/v1/status"] = [404, "<h1>It works</h1>"];
  assert.equal((await known.check()).state, "foreign_server");
  const before = requests.length;
  assert.equal((await known.check()).state, "foreign_server");
  assert.ok(requests.slice(before).every((request) => request.headers.authorization === undefined));
});

test("whoever answers at another port is greeted before any token is sent", async () => {
  const home = await serve({ "/api/v1/hello": [200, HELLO], "/api/v1/status": [200, {}] });
  const foreign = await serve({ "/api/v1/hello": [200, "<h1>It works</h1>"], "/api/v1/status": [200, {}] });
  const known = client(home.port);
  assert.equal((await known.check()).state, "ok");
  await known.local.set({ port: foreign.port });
  assert.equal((await known.check()).state, "foreign_server");
  assert.deepEqual(foreign.requests.map((request) => request.headers.authorization), [undefined]);
});

test("a companion not heard of for a while is greeted anew, one that answers is not", async (t) => {
  t.mock.timers.enable({ apis: ["Date"] });
  const { port, requests } = await serve({ "/api/v1/hello": [200, HELLO], "/api/v1/status": [200, {}] });
  const known = client(port);
  const greetings = () => requests.filter((request) => request.path === "/api/v1/hello").length;
  for (let look = 0; look < 5; look++) {
    await known.check();
    t.mock.timers.tick(TRUST_MS - 1);
  }
  assert.equal(greetings(), 1);
  t.mock.timers.tick(1);
  await known.check();
  assert.equal(greetings(), 2);
});

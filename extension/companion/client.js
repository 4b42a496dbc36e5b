/**
 * The only code that talks to the companion on this machine.
 *
 * Every call answers with one of six states instead of throwing, so that the panel can name the true cause:
 * `ok`, `not_running`, `foreign_server`, `blocked_by_browser`, `not_paired`, `version_mismatch`.
 * The token is sent only to the installation it was given by (`install` of `/api/v1/hello`): whoever answers at a new
 * port, or has not been heard of for a while, is greeted first.
 */
import { companionAddress, ORIGIN_PATTERN } from "./address.js";

export const PROTOCOL = 1;

/** Milliseconds after which a greeting, respectively any other call, counts as unanswered. */
export const TIMEOUTS = { hello: 3000, call: 10000 };

/** Milliseconds after the companion's last answer during which it need not be greeted again. */
export const TRUST_MS = 10000;

/** @typedef {"ok"|"not_running"|"foreign_server"|"blocked_by_browser"|"not_paired"|"version_mismatch"} State */
/** @typedef {{code: string, message: string, hint: string}} ApiError */
/**
 * @typedef {object} Result
 * @property {State} state
 * @property {number} status HTTP status, 0 if there was no answer
 * @property {any} data parsed JSON of a successful answer, else null
 * @property {ApiError|null} error what the companion said against the request
 * @property {boolean} [slow] the call was given up because no answer came in time
 * @property {boolean} [unsent] the request itself never left: the greeting before it already failed
 * @property {boolean} [aborted] the caller gave the call up
 * @property {number} [protocol] protocol of the companion when it is not ours
 */
/** @typedef {{token: string, install: string}} Pairing */
/** @typedef {{get(keys: any): Promise<any>, set(items: any): Promise<void>, remove(keys: any): Promise<void>}} Area */

/**
 * @param {State} state
 * @param {Partial<Result>} [more]
 * @returns {Result}
 */
function result(state, more = {}) {
  return { state, status: 0, data: null, error: null, ...more };
}

/**
 * @param {object} parts
 * @param {Area} parts.local `storage.local`
 * @param {{get(keys: any): Promise<any>}} [parts.managed] `storage.managed`
 * @param {{contains(permissions: {origins: string[]}): Promise<boolean>}} parts.permissions
 * @param {typeof globalThis.fetch} [parts.fetch]
 * @param {{hello: number, call: number}} [parts.timeouts] milliseconds
 */
export function createClient({ local, managed, permissions, fetch = globalThis.fetch.bind(globalThis), timeouts = TIMEOUTS }) {
  /** Where the paired installation last answered, and until when that is believed; gone with anything that casts doubt on it. */
  let trusted = { address: "", until: 0 };
  let everGreeted = false;

  /** @returns {Promise<Pairing|null>} */
  async function pairing() {
    return (await local.get("pairing")).pairing ?? null;
  }

  /** @param {string} address */
  function trust(address) {
    trusted = { address, until: Date.now() + TRUST_MS };
  }

  function doubt() {
    trusted = { address: "", until: 0 };
  }

  const address = () => companionAddress(local, managed);

  /**
   * One HTTP exchange. Redirects are not followed: the companion sends none, so a stranger answered.
   * @param {string} method @param {string} url @param {any} body @param {Record<string, string>} headers
   * @param {number} timeout @param {AbortSignal} [signal]
   * @returns {Promise<{response: Response, json: any}|Result>}
   */
  async function exchange(method, url, body, headers, timeout, signal) {
    const clock = AbortSignal.timeout(timeout);
    try {
      const response = await fetch(url, {
        method,
        headers: body === undefined ? headers : { ...headers, "Content-Type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: signal ? AbortSignal.any([clock, signal]) : clock,
        redirect: "manual", cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer",
      });
      const text = await response.text();
      let json = null;
      try { json = text ? JSON.parse(text) : null; } catch { json = undefined; }
      return { response, json };
    } catch {
      if (signal?.aborted) return result("ok", { aborted: true });
      doubt();
      if (!(await permissions.contains({ origins: [ORIGIN_PATTERN] })) || (await loopbackDenied())) return result("blocked_by_browser");
      if (clock.aborted) return result(everGreeted ? "not_running" : "foreign_server", { slow: true });
      return result("not_running");
    }
  }

  /**
   * @param {string} [at] address, else the usual one
   * @returns {Promise<Result>} state of the greeting alone; `data` is the greeting
   */
  async function hello(at) {
    if (!(await permissions.contains({ origins: [ORIGIN_PATTERN] }))) return result("blocked_by_browser");
    const answer = await exchange("GET", `${at ?? (await address())}/api/v1/hello`, undefined, {}, timeouts.hello);
    if (!("response" in answer)) return answer;
    const { response, json } = answer;
    if (response.status !== 200 || json?.app !== "kontakt-companion") return result("foreign_server", { status: response.status });
    everGreeted = true;
    if (json.protocol !== PROTOCOL) return result("version_mismatch", { status: 200, protocol: json.protocol });
    return result("ok", { status: 200, data: json });
  }

  /**
   * @param {string} method
   * @param {string} path from `/api/v1` on
   * @param {any} [body] sent as JSON
   * @param {{signal?: AbortSignal, timeout?: number}} [options] timeout in milliseconds
   * @returns {Promise<Result>} with state `ok` also for refusals of the companion (`error` is set then)
   */
  async function request(method, path, body, { signal, timeout = timeouts.call } = {}) {
    const pair = await pairing();
    const at = await address();
    if (trusted.address !== at || Date.now() >= trusted.until) {
      const greeting = await hello(at);
      if (greeting.state !== "ok") return { ...greeting, unsent: true };
      if (!pair || pair.install !== greeting.data.install) return result("not_paired", { unsent: true });
      trust(at);
    }
    if (!pair) return result("not_paired", { unsent: true });
    const answer = await exchange(method, at + path, body, { Authorization: `Bearer ${pair.token}` }, timeout, signal);
    if (!("response" in answer)) return answer;
    const { response, json } = answer;
    if (response.ok && json !== undefined) {
      trust(at);
      return result("ok", { status: response.status, data: json });
    }
    const error = json?.error;
    if (typeof error?.code !== "string") {
      doubt();
      return response.status >= 500 ? result("ok", { status: response.status, error: { code: "failed", message: "", hint: "" } }) : result("foreign_server", { status: response.status });
    }
    if (response.status === 401 || response.status === 403) {
      doubt();
      return result("not_paired", { status: response.status, error });
    }
    return result("ok", { status: response.status, error });
  }

  return {
    hello,
    request,

    /** Greeting, pairing and status in one; what the connection light shows. @returns {Promise<Result>} data: status */
    check: () => request("GET", "/api/v1/status", undefined, { timeout: timeouts.hello }),

    /** Forget what was learned about the companion, so that the next call greets again. */
    doubt,

    /**
     * Exchange the six digits for a token and keep it.
     * @param {string} code digits; blanks are ignored
     * @param {string} name how the companion lists this browser
     * @returns {Promise<Result>} `error` is set if the code was refused
     */
    async pair(code, name) {
      const at = await address();
      const greeting = await hello(at);
      if (greeting.state !== "ok") return greeting;
      const answer = await exchange("POST", `${at}/api/v1/pairing`, { code: code.replace(/\s/g, ""), name }, {}, timeouts.call);
      if (!("response" in answer)) return answer;
      const { response, json } = answer;
      if (response.ok && typeof json?.token === "string") {
        await local.set({ pairing: { token: json.token, install: greeting.data.install } });
        doubt();
        return result("ok", { status: response.status });
      }
      const error = json?.error ?? { code: "failed", message: "", hint: "" };
      return result("not_paired", { status: response.status, error });
    },

    /** Forget the token on this side. */
    async unpair() {
      doubt();
      await local.remove("pairing");
    },
  };
}

/** Whether the person or a policy has refused this extension local connections (Chromium's Local Network Access). */
async function loopbackDenied() {
  for (const name of ["loopback-network", "local-network-access"]) {
    try {
      const status = await globalThis.navigator?.permissions?.query(/** @type {any} */ ({ name }));
      if (status?.state === "denied") return true;
    } catch {
      // This browser does not know that permission.
    }
  }
  return false;
}

/** @typedef {ReturnType<typeof createClient>} Client */

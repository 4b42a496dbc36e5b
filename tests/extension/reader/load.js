/** Loads the reader's classic scripts into node over a jsdom page, in the manifest's order. */
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const EXTENSION = new URL("../../../extension/", import.meta.url);

export const manifest = JSON.parse(readFileSync(new URL("manifest.json", EXTENSION), "utf8"));

/**
 * @param {string} html
 * @param {string} url
 * @returns {Promise<{window: any, document: Document, reader: any}>}
 */
export async function load(html = "", url = "https://www.example.org/") {
  const { window } = new JSDOM(html, { url, pretendToBeVisual: true });
  const shared = ["document", "Node", "Element", "NodeFilter", "getComputedStyle", "MutationObserver", "AbortController", "CSS", "innerHeight", "innerWidth"];
  for (const name of shared) Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
  if (!globalThis.kontaktReader) {
    const files = manifest.content_scripts[0].js.filter((/** @type {string} */ file) => file !== "reader/port.js");
    for (const file of files) await import(new URL(file, EXTENSION).href);
  }
  return { window, document: window.document, reader: globalThis.kontaktReader };
}

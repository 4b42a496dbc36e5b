/** The panel's own page in jsdom, with the German texts; for views without the extension around them. */
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";
import { useTexts } from "../../../extension/panel/texts.js";

const read = (path) => readFileSync(new URL(`../../../extension/${path}`, import.meta.url), "utf8");

/** @returns {JSDOM} whose document is the global one from now on */
export function openPage() {
  const dom = new JSDOM(read("panel/panel.html"), { url: "https://panel.example/", pretendToBeVisual: true });
  for (const name of ["window", "document", "HTMLElement", "HTMLInputElement", "HTMLTextAreaElement", "HTMLSelectElement", "Node", "MouseEvent", "localStorage"]) {
    globalThis[name] = name === "window" ? dom.window : dom.window[name];
  }
  useTexts("de", JSON.parse(read("_locales/de/messages.json")));
  return dom;
}

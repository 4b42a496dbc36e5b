/** Building elements without ever parsing text as HTML. */

/** @typedef {Node|string|null|undefined|false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>|null} [properties] `on…` are listeners, `class`, `data-…`, `aria-…` and `role` attributes; the rest properties
 * @param {...(Child|Child[])} children strings become text
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (/^(class|role|for|data-|aria-)/.test(name)) element.setAttribute(name, String(value));
    else /** @type {any} */ (element)[name] = value;
  }
  element.append(...children.flat().filter(isShown));
  return element;
}

/** @param {Child} child @returns {child is Node|string} */
const isShown = (child) => child !== null && child !== undefined && child !== false && child !== "";

/**
 * Replace what an element holds.
 * @param {Element} element @param {...(Child|Child[])} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter(isShown));
}

/**
 * The element with that `data-testid`, or any other selector, that the page is known to hold.
 * @param {string} selector @param {ParentNode} [root]
 * @returns {HTMLElement}
 */
export function find(selector, root = document) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`missing in panel.html: ${selector}`);
  return found;
}

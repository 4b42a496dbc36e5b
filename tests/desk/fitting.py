"""Whether a page fits at 200 % zoom in a window of 1280×800: nothing scrolls sideways, is cut off or covered."""

from __future__ import annotations

from playwright.sync_api import Page

ZOOMED = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}

LOST = """() => {
  const scrolls = (box) => ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
  const framed = (node) => {
    for (let box = node.parentElement; box; box = box.parentElement) if (scrolls(box)) return true;
    return false;
  };
  const name = (node) => `${node.tagName}.${node.getAttribute("class")} ${node.textContent.trim().slice(0, 40)}`;
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
  for (const node of document.body.querySelectorAll("*")) {
    const box = node.getBoundingClientRect();
    if (!box.width || !box.height || node.closest(".visually-hidden, .skip, dialog:not([open])")) continue;
    if ((box.right > innerWidth + 1 || box.left < -1) && !framed(node)) found.push(`outside: ${name(node)}`);
    const style = getComputedStyle(node);
    const clips = ["hidden", "clip"].includes(style.overflowX) && !node.matches("input, textarea, svg, svg *");
    if (clips && node.scrollWidth > node.clientWidth + 1) found.push(`cut off: ${name(node)}`);
    const covers = ["sticky", "fixed"].includes(style.position) && box.height > innerHeight / 2 && !scrolls(node);
    if (covers && getComputedStyle(node).overflowY !== "auto") found.push(`covers the page: ${name(node)}`);
  }
  return found;
}"""
"""What a person could not reach or read."""


def lost(page: Page) -> list[str]:
    """What a person could not reach or read on the page as it is, with everything opened that can be opened."""
    page.evaluate("for (const node of document.querySelectorAll('main details')) node.open = true")
    found: list[str] = page.evaluate(LOST)
    return found

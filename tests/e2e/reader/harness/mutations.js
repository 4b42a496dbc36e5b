// Changes of a page that say nothing about who wrote what: after each of them the same must be read.
globalThis.kontaktMutations = (() => {
  const all = (selector) => [...document.body.querySelectorAll(selector)];
  const displayOf = (element) => getComputedStyle(element).display;
  const isFlow = (element) => /^(block|flow-root|list-item)$/.test(displayOf(element));
  const takesNoBox = (parent) => /^(UL|OL|DL|TABLE|TBODY|TR|BODY)$/.test(parent?.tagName ?? "BODY");
  const isInline = (element) => /^(SPAN|A|P|H\d|B|STRONG|EM|LABEL|BUTTON)$/.test(element.tagName);
  const around = (node, box) => {
    node.before(box);
    box.append(node);
  };
  const rename = (element, tag) => {
    const made = document.createElement(tag);
    for (const { name, value } of element.attributes) made.setAttribute(name, value);
    made.append(...element.childNodes);
    element.replaceWith(made);
    return made;
  };
  const texts = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeValue.trim() && !node.parentElement.closest("script, style, svg, textarea, template, time, noscript")) found.push(node);
    }
    return found;
  };
  const drop = (isGone) => {
    for (const element of all("*")) for (const { name } of [...element.attributes]) if (isGone(name, element)) element.removeAttribute(name);
  };
  const ITALIAN = {
    "Gefällt mir": "Mi piace", Like: "Mi piace", Antworten: "Rispondi", Reply: "Rispondi", Kommentieren: "Commenta", Comment: "Commenta", Teilen: "Condividi",
    Share: "Condividi", "Mehr anzeigen": "Altro", "Mehr ansehen": "Altro", "See more": "Altro", Folgen: "Segui", Follow: "Segui", Verfasser: "Autore", Author: "Autore",
  };

  const mutations = {
    boxes(chance) {
      for (const element of all("div, article, section, span[dir], p")) {
        if (takesNoBox(element.parentElement) || !isFlow(element) || !isFlow(element.parentElement) || chance() < 0.5) continue;
        around(element, document.createElement("div"));
        if (chance() < 0.3) around(element, document.createElement("section"));
      }
    },
    boxless(chance) {
      for (const element of all("div, article, section, span, a, p")) {
        if (takesNoBox(element.parentElement) || chance() < 0.6 || getComputedStyle(element).position !== "static") continue;
        const box = document.createElement(isInline(element.parentElement) ? "span" : "div");
        box.style.display = "contents";
        around(element, box);
      }
    },
    fewerBoxes() {
      for (const element of all("div")) {
        const [child, ...others] = element.children;
        const isBare = child && !others.length && !element.attributes.length && element.textContent.trim() === child.textContent.trim();
        if (isBare && [element, element.parentElement, child].every(isFlow)) element.replaceWith(child);
      }
    },
    splitWords(chance) {
      for (const node of texts()) {
        if (/flex|grid/.test(displayOf(node.parentElement)) || chance() < 0.4) continue;
        const at = node.nodeValue.indexOf(" ", node.nodeValue.length / 2);
        around(at > 0 ? node.splitText(at) : node, document.createElement(chance() < 0.8 ? "span" : "b"));
      }
    },
    hiddenBetween(chance) {
      for (const element of all("div, p, article")) {
        const { parentElement } = element;
        if (takesNoBox(parentElement) || isInline(parentElement) || /flex|grid/.test(displayOf(parentElement)) || chance() < 0.75) continue;
        const hidden = document.createElement("div");
        hidden.textContent = "Xqz verborgen";
        hidden.style.cssText = chance() < 0.5 ? "display:none" : "position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)";
        element.before(hidden);
      }
    },
    italian() {
      for (const node of texts()) node.nodeValue = ITALIAN[node.nodeValue.trim()] ?? node.nodeValue;
      for (const element of all("[aria-label]")) {
        const label = element.getAttribute("aria-label");
        const said = label.replace(/^(?:Kommentar von|Comment by)/, "Commento di").replace(/^(?:Antwort von|Reply by)/, "Risposta di");
        element.setAttribute("aria-label", ITALIAN[label] ?? said);
      }
    },
    noRolesOfTheSite: () => drop((name) => name.startsWith("data-ad-")),
    noLabelsOnComments: () => drop((name, element) => name === "aria-label" && element.matches('[role="article"]')),
    noPlaces: () => drop((name) => name === "aria-posinset" || name === "aria-describedby"),
    noMain() {
      drop((name, element) => name === "role" && element.matches('[role="main"]'));
      for (const element of all("main")) rename(element, "div").classList.add("page"); // styled like main
    },
    noFeed: () => drop((name, element) => name === "role" && element.matches('[role="feed"]')),
    buttons() {
      for (const element of all('div[role="button"]')) if (isFlow(element)) Object.assign(rename(element, "button"), { type: "button" }).removeAttribute("role");
    },
    noButtons() {
      for (const element of all("button")) Object.assign(rename(element, "div"), { tabIndex: 0 }).setAttribute("role", "button");
    },
    lists() {
      for (const list of all("ul, ol")) {
        for (const item of list.children) if (item.tagName === "LI") rename(item, "div").setAttribute("role", "listitem");
        rename(list, "div").setAttribute("role", "list");
      }
    },
    brokenLinks(chance) {
      for (const node of texts()) {
        const words = node.nodeValue.trim().split(/\s+/);
        if (words.length < 6 || node.parentElement.closest("a, button, [role=button]") || chance() < 0.3) continue;
        const at = node.nodeValue.indexOf(` ${words[3]} `) + 1;
        const link = document.createElement("a");
        link.setAttribute("href", chance() < 0.5 ? "http://" : "https://forum.example:port/");
        const word = at > 0 ? node.splitText(at) : node.splitText(node.nodeValue.length);
        if (at > 0) word.splitText(words[3].length);
        around(word, link);
      }
      for (const place of [document.body, ...all("aside, footer, main")]) place.append(Object.assign(document.createElement("a"), { href: "http://" }));
    },
    movedUnits(chance) {
      const feed = document.querySelector('[role="feed"]');
      if (!feed) return;
      const frame = feed.getBoundingClientRect();
      const units = [...feed.children].map((unit) => ({ unit, box: unit.getBoundingClientRect() })).filter(({ box }) => box.height > 2);
      feed.style.cssText += `;position:relative;height:${frame.height}px`;
      for (const { unit, box } of units) unit.style.cssText += `;position:absolute;top:0;left:0;width:${box.width}px;transform:translateY(${box.top - frame.top}px)`;
      for (const { unit } of units) if (chance() < 0.5) feed.append(unit);
    },
  };

  /** Changes the page in the ways named; the seed says where. Without a name: all names. */
  return ({ names, seed }) => {
    let state = (seed * 2654435761 + 12345) >>> 0;
    const chance = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    const kept = all(".keep").map((element) => ({ element, top: element.scrollTop }));
    for (const name of names ?? []) mutations[name](chance);
    for (const { element, top } of kept) element.scrollTop = top; // moved nodes forget it
    return Object.keys(mutations);
  };
})();
undefined; // Firefox wants a result that can be copied

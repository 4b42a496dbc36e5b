// Builds pages by chance from what real ones are made of and returns everything the reader would say about any part of them.
// People's names, links, ids and times stand only where pages put them: in links to people, attributes, pictures, time marks.
globalThis.kontaktRandomPages = (seeds) => {
  const PEOPLE = ["Zoe Zeuge", "Quirin Quast", "zoe.zeuge", "quirin_quast"];
  const SECRETS = [...PEOPLE, "4711", "https://", "www.", "@zoe", "2026-03-01", "Bildtext", "Zeuge", "Quast", "zoe", "quast", "0815", "0532"];
  // As people type them into their words.
  const TRACES = [
    "🙏@zoe_zeuge", "Danke,@zoe.z", "[@quast]", "facebook.com/zoe.zeuge.5", "instagram.com/zoe_z", "t.me/zoe", "wa.me/49170815", "zoe(at)web.de", "zoe.zeuge @ web.de", "zoe-zeuge.de",
    "0170 0815081", "+49 (170) 0815081", "DE89 3704 0044 0532 0130 00",
  ];
  const WORDS = "Elternzeit Antrag Stunden Kita Chef morgen vielleicht gut 😀 wieder Arbeit Frage wer kennt das".split(" ");
  const PROFILES = {
    "www.facebook.com": "https://www.facebook.com/groups/4711/user/4711/",
    "www.instagram.com": "/zoe.zeuge/",
    "www.threads.net": "/@zoe.zeuge",
  };
  const profile = PROFILES[location.hostname] ?? "/members/zoe.4711/";
  const ATTRIBUTES = [
    ["role", "article"], ["role", "article"], ["role", "button"], ["role", "dialog"], ["role", "feed"], ["dir", "auto"], ["dir", "auto"],
    ["style", "text-align: start;"], ["data-ad-preview", "message"], ["data-ad-rendering-role", "story_message"],
    ["data-ad-rendering-role", "profile_name"], ["data-ad-rendering-role", "like_button"], ["data-pressable-container", "true"],
    ["class", "post"], ["class", "content"], ["class", "message message--post"], ["class", "message-body"], ["class", "bbWrapper"], ["class", "cooked"],
    ["class", "quote"], ["class", "signature"], ["id", "post_4711"], ["id", "p4711"], ["aria-posinset", "3"], ["aria-label", "Kommentar von Zoe Zeuge vor 3 Stunden"],
    ["contenteditable", "true"], ["title", "Quirin Quast"], ["data-author", "Zoe Zeuge"], ["data-user-id", "4711"], ["style", "display:none"],
  ];
  const TAGS = "div div div div span span p section article ul li h2 h3 h1 blockquote main table tbody tr td aside details form".split(" ");

  const said = [];
  for (const seed of seeds) {
    let state = seed * 2654435761 + 1;
    const chance = () => ((state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 32);
    const pick = (list) => list[Math.floor(chance() * list.length)];
    const words = () => Array.from({ length: 2 + Math.floor(chance() * 8) }, () => pick(WORDS)).join(" ") + pick([".", "?", "", "…"]);
    const leaf = () => {
      const kind = Math.floor(chance() * 14);
      if (kind < 5) return document.createTextNode(` ${words()} `);
      const link = document.createElement("a");
      link.href = profile;
      if (kind < 8) {
        if (kind === 7) link.setAttribute("role", "link");
        link.append(kind === 6 ? `@${pick(PEOPLE.slice(2))}` : pick(PEOPLE));
        return link;
      }
      if (kind === 8) {
        const image = document.createElement("img");
        image.alt = `Bildtext von ${pick(PEOPLE)}`;
        if (chance() < 0.5) image.className = "avatar";
        return image;
      }
      if (kind === 9) {
        const time = document.createElement("time");
        time.textContent = time.dateTime = "2026-03-01";
        const around = document.createElement("a");
        around.href = pick(["/p/x/c/4711/", "/@zoe.zeuge/post/4711", "/groups/4711/posts/4711/?comment_id=4711"]);
        around.append(time);
        return around;
      }
      if (kind === 10) {
        link.href = "https://extern.example/4711";
        link.append("https://extern.example/4711");
        return link;
      }
      if (kind === 11) return document.createTextNode(` ${words()} ${pick(TRACES)}, ${words()} `);
      if (kind === 12) {
        const mark = document.createElement(pick(["span", "b"]));
        mark.append(`@${pick(PEOPLE.slice(0, 2))}`);
        return mark;
      }
      return document.createTextNode(` ${words()} www.extern.example/4711 `);
    };
    const grow = (depth) => {
      const element = document.createElement(pick(TAGS));
      for (let i = Math.floor(chance() * 3); i > 0; i--) element.setAttribute(...pick(ATTRIBUTES));
      for (let i = 1 + Math.floor(chance() * 4); i > 0; i--) element.append(depth > 0 && chance() < 0.65 ? grow(depth - 1) : leaf());
      return element;
    };
    document.body.replaceChildren(...Array.from({ length: 3 }, () => grow(4)));

    const site = kontaktReader.siteOf(document);
    for (const one of [site, kontaktReader.fallbackOf(site)]) {
      const page = new kontaktReader.Page(one, document, [document.body]);
      for (const item of page.items) said.push(page.read(item).item);
      const places = [...document.querySelectorAll("div, article, li, p, a")];
      for (const element of places.filter((_, i) => i % Math.ceil(places.length / 6) === 0)) {
        const owner = page.itemOf(element);
        if (owner) said.push(page.read(owner).item);
      }
      const range = document.createRange();
      range.selectNodeContents(document.body);
      said.push({ kind: "post", text: kontaktReader.text.selected(range, one.cuts(document.body)), context: null });
    }
  }
  const leaks = said.filter(({ text, context }) => SECRETS.some((secret) => `${text} ${context}`.includes(secret)));
  return { said: said.filter(({ kind }) => kind !== "none").length, leaks: leaks.slice(0, 5) };
};

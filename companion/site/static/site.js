// Extras for browsers with JavaScript: copying a text, and searching without a server.
// Search words stay in this browser; the index is a set of static files beside the pages (Pagefind).

for (const button of document.querySelectorAll('button.copy')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText.trim());
      button.textContent = 'Kopiert';
    } catch {
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
      button.textContent = 'Markiert, bitte mit Strg+C kopieren';
    }
    setTimeout(() => { button.textContent = label; }, 2500);
  });
}

// The fields have no name and the word travels behind the #: neither reaches the web server or its log.
const list = document.getElementById('treffer');
for (const form of document.querySelectorAll('form.find:not(#suche)')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    location.assign(`${form.action}#${encodeURIComponent(form.querySelector('input').value.trim())}`);
  });
}
if (list) startSearch(list, document.getElementById('q'), document.getElementById('suchstand'));

function startSearch(list, input, status) {
  let engine;
  let round = 0;
  const show = async () => {
    const words = input.value.trim();
    const mine = ++round;
    history.replaceState(null, '', words ? `#${encodeURIComponent(words)}` : location.pathname);
    if (!words) { list.replaceChildren(); status.textContent = ''; return; }
    try {
      engine ??= await import(new URL(list.dataset.index, location.href).href);
    } catch {
      status.textContent = 'Der Suchindex lässt sich nicht laden. Bitte über die Themen gehen.';
      return;
    }
    const found = await engine.search(words);
    const hits = await Promise.all(found.results.slice(0, 15).map((result) => result.data()));
    if (mine !== round) return;
    status.textContent = hits.length === 0 ? 'Nichts gefunden. Versuchen Sie ein anderes Wort.'
      : found.results.length === 1 ? 'Ein Treffer' : `${found.results.length} Treffer`;
    list.replaceChildren(...hits.map(entry));
  };
  input.form.addEventListener('submit', (event) => { event.preventDefault(); show(); });
  input.addEventListener('input', debounce(show, 200));
  const asked = () => {
    if (location.hash.length < 2) return;
    try { input.value = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    show();
  };
  addEventListener('hashchange', asked);
  asked();
}

function entry(hit) {
  const item = document.createElement('li');
  item.className = 'card';
  const link = document.createElement('a');
  link.href = hit.url;
  link.textContent = hit.meta.title;
  const teaser = document.createElement('span');
  // Pagefind escapes the excerpt and adds only <mark>; it is taken apart here all the same.
  const parsed = new DOMParser().parseFromString(hit.excerpt, 'text/html').body;
  for (const node of parsed.childNodes) {
    if (node.nodeName !== 'MARK') { teaser.append(node.textContent); continue; }
    const marked = document.createElement('mark');
    marked.textContent = node.textContent;
    teaser.append(marked);
  }
  item.append(link, teaser);
  return item;
}

function debounce(action, milliseconds) {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(action, milliseconds); };
}

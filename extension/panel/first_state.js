/**
 * Runs before everything else, so that the panel says at once whether it still has to be paired; the true state
 * follows after the first greeting. A classic script, because modules run only after the whole page is there.
 */
(() => {
  if (localStorage.getItem("paired") === "yes") return;
  const light = document.getElementById("connection");
  const trouble = document.getElementById("trouble");
  const form = /** @type {HTMLTemplateElement|null} */ (document.getElementById("pairing-form"));
  if (!light || !trouble || !form) return;
  light.dataset.state = "not_paired";
  trouble.append(form.content.cloneNode(true));
  trouble.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());
  trouble.hidden = false;
})();

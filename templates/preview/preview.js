// Reloads a page of the preview after a change, or shows what is wrong on top of the last good page.

/** @typedef {{ text: string, code: string }} Trouble */

/** @type {EventSource | undefined} */
let source;
let shown = "[]";
let closed = "";

/** Listen for changes of the current page, while it is visible. */
function listen() {
  source?.close();
  if (document.visibilityState === "hidden") return;
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=workbook-preview]"));
  const query = new URLSearchParams({ page: location.pathname, mark: meta?.content ?? "" });
  source = new EventSource(`/.preview/news?${query}`);
  source.addEventListener("reload", () => location.reload());
  source.addEventListener("problems", (event) => tell(event.data));
}

/** Show problems, unless the page itself reports them or the author has closed the same message. */
function tell(/** @type {string} */ news) {
  if (news === shown || document.body.classList.contains("alone")) return;
  shown = news;
  document.querySelector("workbook-preview")?.remove();
  const troubles = /** @type {Trouble[]} */ (JSON.parse(news));
  if (!troubles.length) closed = "";
  else if (news !== closed) show(troubles);
}

function show(/** @type {Trouble[]} */ troubles) {
  const host = document.createElement("workbook-preview");
  const root = host.attachShadow({ mode: "open" });
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/.preview/preview.css" });
  const panel = Object.assign(document.createElement("section"), { className: "over", lang: "en", tabIndex: 0 });
  panel.setAttribute("aria-labelledby", "heading");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Close (Escape)" });
  button.addEventListener("click", close);
  const alert = document.createElement("div");
  alert.setAttribute("role", "alert");
  panel.append(alert, button);
  root.append(style, panel);
  document.body.append(host);
  // Screen readers only read what is added to an alert, not its initial content.
  const count = troubles.length === 1 ? "1 problem" : `${troubles.length} problems`;
  alert.append(
    Object.assign(document.createElement("h2"), { id: "heading", textContent: count }),
    Object.assign(document.createElement("p"), { textContent: "This is the last good page." }),
    list(troubles),
  );
}

/** A list of all problems, as the terminal shows them. */
function list(/** @type {Trouble[]} */ troubles) {
  const items = document.createElement("ol");
  for (const { text, code } of troubles) {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("pre"), { textContent: text }));
    if (code) {
      const more = document.createElement("p");
      const command = Object.assign(document.createElement("code"), { textContent: `workbook explain ${code}` });
      more.append("Why, and how to fix it: ", command);
      item.append(more);
    }
    items.append(item);
  }
  return items;
}

function close() {
  closed = shown;
  document.querySelector("workbook-preview")?.remove();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
document.addEventListener("visibilitychange", listen);
addEventListener("pageshow", (event) => event.persisted && listen());
// Material replaces the page on instant navigation, and emits an event.
const pages = /** @type {{ document$?: { subscribe(next: () => void): void } }} */ (/** @type {unknown} */ (window)).document$;
if (pages) pages.subscribe(listen);
else listen();

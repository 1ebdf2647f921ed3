// Adds a count and a shareable address to the index of all worksheets. The filters also work without it, by CSS.

/** Update the list, the count, and the address whenever the filters change. @param {HTMLElement} index */
export function filter(index) {
  const form = /** @type {HTMLFormElement} */ (index.querySelector(".wb-filters"));
  const rows = /** @type {HTMLElement[]} */ ([...index.querySelectorAll(".wb-row")]);
  const groups = /** @type {HTMLElement[]} */ ([...index.querySelectorAll("[data-wb-group]")]);
  const count = /** @type {HTMLElement} */ (index.querySelector("[data-wb-count]"));
  const selects = [...form.querySelectorAll("select")];

  const show = () => {
    const active = selects.filter((select) => select.value);
    for (const row of rows) row.hidden = active.some((s) => row.dataset[s.name] !== s.value);
    const isShown = (/** @type {HTMLElement} */ row) => !row.hidden && !("wbLeftOut" in row.dataset);
    const found = rows.filter(isShown).length;
    // A group of which all is left out stays, as it says so.
    for (const group of groups) group.hidden = !group.querySelector(".wb-row:not([hidden])");
    count.textContent = found ? (count.dataset.some ?? "").replace("#", `${found}`) : (count.dataset.none ?? "");
  };
  const remember = () => {
    const chosen = new URLSearchParams(selects.filter((s) => s.value).map((s) => [s.name, s.value]));
    const search = String(chosen) ? `?${chosen}` : "";
    history.replaceState(history.state, "", `${location.pathname}${search}`);
  };

  const query = new URLSearchParams(location.search);
  for (const select of selects) {
    const value = query.get(select.name) ?? "";
    if ([...select.options].some((option) => option.value === value)) select.value = value;
    const used = new Set(rows.map((row) => row.dataset[select.name]));
    for (const option of [...select.options]) if (option.value && !used.has(option.value)) option.remove();
  }
  form.addEventListener("change", () => { show(); remember(); });
  form.addEventListener("reset", () => setTimeout(() => { show(); remember(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}

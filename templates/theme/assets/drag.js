// Moves the rows of a ranking and the cards of a sort, by pointer or keys. It only writes their inputs.

import { make, say } from "./words.js";

/** So near the edges of the window the page scrolls. */
const EDGE = 70;

/**
 * Carry something from its grip until it is let go; Escape puts it back.
 * @param {HTMLElement} grip
 * @param {string} name
 * @param {{lift: () => void, over: (x: number, y: number) => void, end: (kept: boolean) => void, far?: boolean}} way `far`: the page scrolls on the way
 */
function carry(grip, name, way) {
  grip.onpointerdown = (down) => {
    if (down.button) return;
    grip.setPointerCapture(down.pointerId);
    const stopped = new AbortController();
    const { signal } = stopped;
    const carried = make("div", { class: "wb-carried", "aria-hidden": "true" }, name);
    let [x, y] = [down.clientX, down.clientY];
    const show = () => {
      carried.style.translate = `${Math.min(x, innerWidth - carried.offsetWidth - 20)}px ${y}px`;
      way.over(x, y);
    };
    const scroll = () => {
      if (signal.aborted) return;
      const beyond = Math.min(y - EDGE, 0) + Math.max(y + EDGE - innerHeight, 0);
      if (beyond) {
        scrollBy(0, beyond / 5);
        way.over(x, y);
      }
      requestAnimationFrame(scroll);
    };
    /** @param {boolean} kept */
    const end = (kept) => {
      stopped.abort();
      if (carried.isConnected) way.end(kept);
      carried.remove();
    };
    grip.addEventListener("pointermove", (event) => {
      [x, y] = [event.clientX, event.clientY];
      if (!carried.isConnected) {
        if (Math.hypot(x - down.clientX, y - down.clientY) < 5) return;
        way.lift();
        document.body.append(carried);
        if (way.far) scroll();
      }
      show();
    }, { signal });
    grip.addEventListener("pointerup", () => end(true), { signal });
    grip.addEventListener("lostpointercapture", () => end(false), { signal });
    window.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      end(false);
    }, { signal });
  };
}

/** Let the rows of a ranking be moved, and show them in their order. @param {HTMLElement} ranking @param {AbortSignal} signal */
export function rank(ranking, signal) {
  const printed = /** @type {HTMLElement[]} */ ([...ranking.children]);
  const rows = () => /** @type {HTMLElement[]} */ ([...ranking.children]);
  const select = (/** @type {HTMLElement} */ row) => /** @type {HTMLSelectElement} */ (row.querySelector("select"));
  const last = select(printed[0]).length - 1;
  const place = (/** @type {HTMLElement} */ row) => select(row).selectedIndex || last + 1;
  const ranked = () => printed.filter((row) => place(row) <= last).length;

  /** Put rows in order around one that stays: what is held must not leave the page. @param {HTMLElement[]} order @param {HTMLElement} row */
  const put = (order, row) => {
    const at = order.indexOf(row);
    row.before(...order.slice(0, at));
    row.after(...order.slice(at + 1));
  };
  const arrange = (row = printed[0]) => put([...printed].sort((one, other) => place(one) - place(other)), row);
  /** @param {HTMLElement} row @param {number} to */
  const move = (row, to) => put(rows().filter((each) => each !== row).toSpliced(to, 0, row), row);
  /** Number a row where it is now, and those above it; what is below without a number stays so. @param {HTMLElement} row */
  const settle = (row) => {
    const at = rows().indexOf(row);
    const others = ranked() - Number(place(row) <= last);
    const count = at < last ? Math.min(last, Math.max(others, at) + 1) : others;
    rows().forEach((each, index) => {
      const number = index < count ? index + 1 : 0;
      if (select(each).selectedIndex === number) return;
      select(each).selectedIndex = number;
      select(each).dispatchEvent(new Event("change", { bubbles: true }));
    });
  };

  for (const row of printed) {
    const name = row.querySelector("label")?.textContent?.trim() ?? "";
    const grip = make("button", { type: "button", class: "wb-grip", "aria-label": say("move", { name }) });
    row.prepend(grip);
    let before = printed;
    carry(grip, name, {
      far: true,
      lift() {
        arrange(row);
        before = rows();
        row.classList.add("wb-lifted");
      },
      over(_, y) {
        const all = rows();
        const to = all.findIndex((each, at) => y < each.getBoundingClientRect().bottom || at === all.length - 1);
        const [from, height] = [all.indexOf(row), row.offsetHeight];
        const { top, bottom } = all[to].getBoundingClientRect();
        // A row that is higher than this one makes room only when both then lie where the pointer is.
        if (to > from ? y > bottom - height : to < from && y < top + height) move(row, to);
      },
      end(kept) {
        row.classList.remove("wb-lifted");
        if (kept) settle(row);
        else put(before, row);
      },
    });
    grip.onkeydown = (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      arrange(row);
      const at = rows().indexOf(row);
      // One without a number goes to the end of those that have one.
      move(row, place(row) > last ? Math.min(ranked(), last - 1) : Math.max(at + step, 0));
      settle(row);
      grip.scrollIntoView({ block: "nearest" });
    };
  }

  // Rows never move under the hand that is choosing a number.
  const rest = () => ranking.contains(document.activeElement) || arrange();
  rest();
  ranking.addEventListener("focusout", () => setTimeout(rest), { signal });
  ranking.closest("form")?.addEventListener("change", ({ target }) => target instanceof HTMLFormElement && rest(), { signal });
}

/** Let cards be dropped on their groups, and show what is in each. @param {HTMLElement} sort @param {AbortSignal} signal */
export function sort(sort, signal) {
  const cards = [...sort.children].map((card) => ({
    legend: /** @type {HTMLElement} */ (card.querySelector("legend")),
    name: card.querySelector("legend")?.textContent?.trim() ?? "",
    groups: [...card.querySelectorAll("input")],
  }));
  const zones = cards[0].groups.map((group) => make("div", { class: "wb-zone" },
    make("strong", {}, group.nextElementSibling?.textContent ?? ""), make("ul", { class: "wb-zone__cards" })));
  const board = make("div", { class: "wb-zones" }, ...zones);
  const note = make("p", { class: "wb-aloud", role: "status" });
  sort.after(board, note);

  const draw = () => zones.forEach((zone, at) => {
    const here = cards.filter(({ groups }) => groups[at].checked);
    zone.lastElementChild?.replaceChildren(...here.map(({ name }) => make("li", {}, name)));
  });
  draw();
  sort.closest("form")?.addEventListener("change", draw, { signal });

  for (const { legend, name, groups } of cards) {
    const grip = make("span", { class: "wb-grip", "aria-hidden": "true" });
    legend.prepend(grip);
    let to = -1;
    carry(grip, name, {
      lift: () => board.classList.add("wb-zones--open"),
      over(x, y) {
        to = zones.findIndex((zone) => {
          const { left, right, top, bottom } = zone.getBoundingClientRect();
          return left <= x && x <= right && top <= y && y <= bottom;
        });
        zones.forEach((zone, at) => zone.classList.toggle("wb-zone--over", at === to));
      },
      end(kept) {
        board.classList.remove("wb-zones--open");
        zones[to]?.classList.remove("wb-zone--over");
        if (!kept || to < 0) return;
        groups[to].checked = true;
        groups[to].dispatchEvent(new Event("change", { bubbles: true }));
        note.textContent = `${name}: ${zones[to].firstChild?.textContent}`;
      },
    });
  }
}

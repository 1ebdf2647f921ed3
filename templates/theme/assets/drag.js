// Lets clients drag the rows of a ranking and the cards of a sort. It only changes their controls.

import { make, say } from "./words.js";

/** Distance from the edge of the window, in px, at which the page scrolls. */
const EDGE = 70;

/**
 * Let an item be dragged by its grip until it is dropped. Escape cancels.
 * @param {HTMLElement} grip
 * @param {string} name the label to show under the pointer
 * @param {{lift: () => void, over: (x: number, y: number) => void, end: (dropped: boolean) => void, far?: boolean}} on `far`: the page scrolls at its edges
 */
function drag(grip, name, on) {
  grip.onpointerdown = (down) => {
    if (down.button) return;
    grip.setPointerCapture(down.pointerId);
    const stopped = new AbortController();
    const { signal } = stopped;
    const label = make("div", { class: "wb-carried", "aria-hidden": "true" }, name);
    let [x, y] = [down.clientX, down.clientY];
    const show = () => {
      label.style.translate = `${Math.min(x, innerWidth - label.offsetWidth - 20)}px ${y}px`;
      on.over(x, y);
    };
    const scroll = () => {
      if (signal.aborted) return;
      const distance = Math.min(y - EDGE, 0) + Math.max(y + EDGE - innerHeight, 0);
      if (distance) {
        scrollBy(0, distance / 5);
        on.over(x, y);
      }
      requestAnimationFrame(scroll);
    };
    /** @param {boolean} dropped */
    const end = (dropped) => {
      stopped.abort();
      if (label.isConnected) on.end(dropped);
      label.remove();
    };
    grip.addEventListener("pointermove", (event) => {
      [x, y] = [event.clientX, event.clientY];
      if (!label.isConnected) {
        if (Math.hypot(x - down.clientX, y - down.clientY) < 5) return;
        on.lift();
        document.body.append(label);
        if (on.far) scroll();
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

/** Let the rows of a ranking be moved, and show them in the order of their numbers. @param {HTMLElement} ranking @param {AbortSignal} signal */
export function rank(ranking, signal) {
  const original = /** @type {HTMLElement[]} */ ([...ranking.children]);
  const rows = () => /** @type {HTMLElement[]} */ ([...ranking.children]);
  const select = (/** @type {HTMLElement} */ row) => /** @type {HTMLSelectElement} */ (row.querySelector("select"));
  const last = select(original[0]).length - 1;
  const numberOf = (/** @type {HTMLElement} */ row) => select(row).selectedIndex || last + 1;
  const ranked = () => original.filter((row) => numberOf(row) <= last).length;

  /** Sort rows around one that stays in the DOM: moving it would end the drag. @param {HTMLElement[]} order @param {HTMLElement} row */
  const put = (order, row) => {
    const index = order.indexOf(row);
    row.before(...order.slice(0, index));
    row.after(...order.slice(index + 1));
  };
  const arrange = (row = original[0]) => put([...original].sort((one, other) => numberOf(one) - numberOf(other)), row);
  /** @param {HTMLElement} row @param {number} to */
  const move = (row, to) => {
    const order = rows().filter((each) => each !== row);
    order.splice(to, 0, row);
    put(order, row);
  };
  /** Number a row by its position, and the rows above it. Rows below without a number stay so. @param {HTMLElement} row */
  const settle = (row) => {
    const position = rows().indexOf(row);
    const others = ranked() - Number(numberOf(row) <= last);
    const count = position < last ? Math.min(last, Math.max(others, position) + 1) : others;
    rows().forEach((each, index) => {
      const number = index < count ? index + 1 : 0;
      if (select(each).selectedIndex === number) return;
      select(each).selectedIndex = number;
      select(each).dispatchEvent(new Event("change", { bubbles: true }));
    });
  };

  for (const row of original) {
    const name = row.querySelector("label")?.textContent?.trim() ?? "";
    const grip = make("button", { type: "button", class: "wb-grip", "aria-label": say("move", { name }) });
    row.prepend(grip);
    let before = original;
    drag(grip, name, {
      far: true,
      lift() {
        arrange(row);
        before = rows();
        row.classList.add("wb-lifted");
      },
      over(_, y) {
        const all = rows();
        const to = all.findIndex((each, index) => y < each.getBoundingClientRect().bottom || index === all.length - 1);
        const [from, height] = [all.indexOf(row), row.offsetHeight];
        const { top, bottom } = all[to].getBoundingClientRect();
        // Swap with a taller row only if this row is then under the pointer, or they would swap back.
        if (to > from ? y > bottom - height : to < from && y < top + height) move(row, to);
      },
      end(dropped) {
        row.classList.remove("wb-lifted");
        if (dropped) settle(row);
        else put(before, row);
      },
    });
    grip.onkeydown = (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      arrange(row);
      const position = rows().indexOf(row);
      // A row without a number moves to the end of the numbered rows.
      move(row, numberOf(row) > last ? Math.min(ranked(), last - 1) : Math.max(position + step, 0));
      settle(row);
      grip.scrollIntoView({ block: "nearest" });
    };
  }

  // Rows must not move while the client is choosing a number.
  const arrangeIdle = () => ranking.contains(document.activeElement) || arrange();
  arrangeIdle();
  ranking.addEventListener("focusout", () => setTimeout(arrangeIdle), { signal });
  ranking.closest("form")?.addEventListener("change", ({ target }) => target instanceof HTMLFormElement && arrangeIdle(), { signal });
}

/** Let cards be dropped on groups, and show which cards are in each group. @param {HTMLElement} sort @param {AbortSignal} signal */
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

  const draw = () => zones.forEach((zone, index) => {
    const inside = cards.filter(({ groups }) => groups[index].checked);
    zone.lastElementChild?.replaceChildren(...inside.map(({ name }) => make("li", {}, name)));
  });
  draw();
  sort.closest("form")?.addEventListener("change", draw, { signal });

  for (const { legend, name, groups } of cards) {
    const grip = make("span", { class: "wb-grip", "aria-hidden": "true" });
    legend.prepend(grip);
    let to = -1;
    drag(grip, name, {
      lift: () => board.classList.add("wb-zones--open"),
      over(x, y) {
        to = zones.findIndex((zone) => {
          const { left, right, top, bottom } = zone.getBoundingClientRect();
          return left <= x && x <= right && top <= y && y <= bottom;
        });
        zones.forEach((zone, index) => zone.classList.toggle("wb-zone--over", index === to));
      },
      end(dropped) {
        board.classList.remove("wb-zones--open");
        zones[to]?.classList.remove("wb-zone--over");
        if (!dropped || to < 0) return;
        groups[to].checked = true;
        groups[to].dispatchEvent(new Event("change", { bubbles: true }));
        note.textContent = `${name}${say("colon")}${zones[to].firstChild?.textContent}`;
      },
    });
  }
}

// What a page can do more with scripts. Without them every page is whole: text, links, a form to print.

/** Let a box that is full grow with its text. */
function grow(room) {
  if (room.scrollHeight > room.clientHeight) room.classList.add("wb-input--full");
}

/** On paper a long answer is whole, and only a date that was given shows. */
function readyForPaper() {
  document.querySelectorAll("textarea.wb-input").forEach(grow);
  for (const day of document.querySelectorAll("input[type=date]")) {
    day.classList.toggle("wb-input--given", day.value !== "");
  }
}

/** Bring the page that is shown to life; called again after each instant navigation. */
function start() {
  for (const button of document.querySelectorAll("[data-wb-print]")) {
    button.onclick = () => window.print();
  }
  for (const room of document.querySelectorAll("textarea.wb-input")) {
    room.addEventListener("input", () => grow(room));
  }
  const wheels = document.querySelectorAll("[data-wb-wheel]");
  if (wheels.length) import("./wheel.js").then(({ turn }) => wheels.forEach(turn));

  const index = document.querySelector("[data-wb-index]");
  if (index) import("./worksheets.js").then(({ filter }) => filter(index));
}

window.addEventListener("beforeprint", readyForPaper);
if (window.document$) window.document$.subscribe(start);
else start();

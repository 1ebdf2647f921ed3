// Fills the slices of a wheel as its areas are rated.

/** Draw the ratings of a wheel's radios, now and whenever one is chosen. */
export function turn(wheel) {
  const slices = [...wheel.querySelectorAll("[data-name]")];
  const rim = wheel.querySelector(".wb-wheel__face").r.baseVal.value;
  const form = wheel.closest("form");
  const draw = () => {
    const answers = new FormData(form);
    slices.forEach((slice, index) => {
      const reach = (rim * Number(answers.get(slice.dataset.name) ?? 0)) / 10;
      slice.setAttribute("d", reach ? outline(index, slices.length, reach) : "");
    });
  };
  form.addEventListener("change", draw);
  form.addEventListener("reset", () => setTimeout(draw));
  draw();
}

/** The outline of one of `count` slices, from the middle out to `reach`. */
function outline(index, count, reach) {
  const at = (turns) => {
    const angle = turns * 2 * Math.PI;
    return `${(Math.sin(angle) * reach).toFixed(2)} ${(-Math.cos(angle) * reach).toFixed(2)}`;
  };
  return `M0 0L${at(index / count)}A${reach} ${reach} 0 0 1 ${at((index + 1) / count)}Z`;
}

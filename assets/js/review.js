// What was read from a photo. The photo beside the form: larger, smaller, turned; without this the link opens it alone.
each("[data-zoom]", box => {
  const pane = box.querySelector(".zoom-pane");
  const link = pane.querySelector("a");
  const image = link.querySelector("img");
  const turned = ["none", "rotate(90deg) translateY(-100%)", "rotate(180deg) translate(-100%, -100%)", "rotate(270deg) translateX(-100%)"];
  let scale = 1;
  let turn = 0;
  const act = what => {
    if (!image.naturalWidth) return;
    const before = [(pane.scrollLeft + pane.clientWidth / 2) / pane.scrollWidth, (pane.scrollTop + pane.clientHeight / 2) / pane.scrollHeight];
    if (what === "turn") turn = (turn + 1) % 4;
    else scale = Math.min(6, Math.max(1, scale * (what === "larger" ? 1.5 : 1 / 1.5)));
    box.classList.add("is-zoomed");
    const ratio = turn % 2 ? image.naturalWidth / image.naturalHeight : image.naturalHeight / image.naturalWidth;
    const sides = [pane.clientWidth * scale, pane.clientWidth * scale * ratio].map(side => side + "px");
    [link.style.width, link.style.height] = sides;
    [image.style.width, image.style.height] = turn % 2 ? sides.reverse() : sides;
    image.style.transform = turned[turn];
    pane.scrollLeft = before[0] * pane.scrollWidth - pane.clientWidth / 2;
    pane.scrollTop = before[1] * pane.scrollHeight - pane.clientHeight / 2;
  };
  box.querySelector(".zoom-tools").hidden = false;
  box.querySelectorAll("[data-act]").forEach(button => button.addEventListener("click", () => act(button.dataset.act)));
  link.addEventListener("click", event => { event.preventDefault(); act("larger"); });
});
// One key for all that is sure; then Enter goes from one doubt to the next, and at last to the button.
each("[data-review]", bar => {
  const form = bar.closest("form");
  const button = bar.querySelector("button");
  const next = () => {
    const doubt = form.querySelector(".field-doubt:not(.is-seen)");
    const to = (doubt || form).querySelector(doubt ? "input, select, textarea" : "[type=submit]");
    to.focus();
    if (to.select) to.select();
  };
  const accept = () => {
    form.classList.add("sure-seen");
    button.hidden = true;
    next();
  };
  button.hidden = false;
  button.addEventListener("click", accept);
  document.addEventListener("keydown", event => {
    if (event.key !== "F2" || !document.contains(bar)) return;
    event.preventDefault();
    accept();
  });
  form.addEventListener("keydown", event => {
    const doubt = event.target.closest(".field-doubt");
    if (event.key !== "Enter" || !doubt || !form.classList.contains("sure-seen")) return;
    event.preventDefault();
    doubt.classList.add("is-seen");
    next();
  });
});

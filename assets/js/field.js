// Small comforts of fields and lists.
each("[data-show]", button => { button.hidden = false; });
on("click", "[data-show]", button => {
  const input = document.getElementById(button.getAttribute("aria-controls"));
  const shown = input.type === "text";
  input.type = shown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!shown));
});
// A whole row of a list leads where its first link leads.
on("click", ".table-links tbody tr", (row, event) => {
  if (event.target.closest("a, button, input, label, summary, select") || String(getSelection())) return;
  const link = row.querySelector(".cell-title a");
  if (link) link.click();
});
each("[data-bulk]", bar => {
  const form = bar.closest("form");
  const count = () => {
    const ticked = form.querySelectorAll(".cell-check input[name]:checked").length;
    bar.hidden = !ticked;
    bar.querySelector("[data-bulk-count]").textContent = ticked || "";
  };
  form.addEventListener("change", count);
  count();
});
each("[data-check-all]", label => {
  const all = label.querySelector("input");
  label.hidden = false;
  const boxes = () => Array.from(all.closest("form").querySelectorAll(".cell-check input[name]"));
  all.addEventListener("change", () => boxes().forEach(box => { box.checked = all.checked; }));
  all.closest("form").addEventListener("change", () => {
    const some = boxes();
    const ticked = some.filter(box => box.checked).length;
    all.checked = ticked > 0 && ticked === some.length;
    all.indeterminate = ticked > 0 && ticked < some.length;
  });
});
// Arrows walk from the search box through what it found.
document.addEventListener("keydown", event => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const found = document.querySelector("[data-walk]");
  if (!step || !found) return;
  const here = document.activeElement;
  const box = here.type === "search" ? here : document.querySelector("main input[type=search]");
  const stops = [box].concat(Array.from(found.querySelectorAll("a")));
  const at = stops.indexOf(here);
  const to = at < 0 ? null : stops[at + step];
  if (!to) return;
  event.preventDefault();
  to.focus();
});

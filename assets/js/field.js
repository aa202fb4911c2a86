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

// Menus are <details>; this closes them when one goes elsewhere. And "/" goes to the search box.
{
  const close = (menu, back) => {
    menu.open = false;
    if (back) menu.querySelector("summary").focus();
  };
  const others = target => document.querySelectorAll("details.menu[open]").forEach(menu => {
    if (!menu.contains(target)) close(menu);
  });
  document.addEventListener("click", event => others(event.target));
  document.addEventListener("focusin", event => others(event.target));
  each("[data-close]", button => { button.hidden = false; });
  on("click", "details.phone-menu", (menu, event) => {
    if (event.target.closest("[data-close]")) close(menu, true);
  });
  document.addEventListener("keydown", event => {
    const menu = event.target.closest && event.target.closest("details.menu[open]");
    if (event.key === "Escape" && menu) close(menu, true);
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || document.body.dataset.keys === "off") return;
    if (event.target.matches("input, select, textarea, [contenteditable]")) return;
    const box = document.querySelector("[data-search]");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
  });
}

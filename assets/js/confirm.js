// A dangerous act is asked twice. Without JavaScript the server asks, on a page of its own, because "confirmed" is missing.
on("click", "button[data-confirm]", (button, event) => {
  const form = button.form;
  const dialog = make("dialog");
  if (!form || form.elements.confirmed || !dialog.showModal || !form.checkValidity()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const says = button.dataset;
  const title = make("h2", "", says.confirm);
  const cancel = make("button", "button button-secondary", says.confirmCancel);
  const go = make("button", "button button-danger", says.confirmOk || button.textContent);
  const buttons = make("div", "buttons");
  title.id = "confirm-title";
  dialog.setAttribute("aria-labelledby", title.id);
  cancel.onclick = () => dialog.close();
  go.onclick = () => {
    const yes = make("input");
    yes.type = "hidden";
    yes.name = "confirmed";
    yes.value = "yes";
    form.append(yes);
    dialog.close();
    button.click();
  };
  dialog.onclose = () => { dialog.remove(); button.focus(); };
  buttons.append(cancel, go);
  dialog.append(title);
  if (says.confirmText) dialog.append(make("p", "", says.confirmText));
  dialog.append(buttons);
  document.body.append(dialog);
  dialog.showModal();
  cancel.focus();
}, true);
window.addEventListener("pageshow", () => document.querySelectorAll("input[name=confirmed][type=hidden]").forEach(yes => {
  if (yes.form && yes.form.querySelector("[data-confirm]")) yes.remove();
}));

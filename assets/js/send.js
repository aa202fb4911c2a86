// One click is one sending: the button waits until the answer is there, and wakes up when one comes back to the page.
{
  const free = form => {
    delete form.dataset.sending;
    form.querySelectorAll(".is-busy").forEach(button => {
      button.classList.remove("is-busy");
      button.removeAttribute("aria-disabled");
    });
  };
  on("submit", "form", (form, event) => {
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (form.getAttribute("method") !== "post") return;
    const button = event.submitter || form.querySelector("button:not([type=button])");
    form.dataset.sending = "1";
    if (button) {
      button.classList.add("is-busy");
      button.setAttribute("aria-disabled", "true");
    }
    // An answer that is a file leaves the page where it is.
    setTimeout(() => free(form), 20000);
  }, true);
  on("htmx:finally:request", "form", free);
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(free));
}

// Says aloud when the network is away or an answer did not come; closes what may be closed.
{
  const notice = document.querySelector("[data-notice]");
  let why = "";
  const tell = reason => {
    if (!notice || why === reason) return;
    why = reason;
    notice.hidden = !reason;
    notice.querySelector("p").textContent = reason ? notice.dataset[reason] : "";
  };
  window.addEventListener("offline", () => tell("offline"));
  window.addEventListener("online", () => tell(""));
  if (navigator.onLine === false) tell("offline");
  document.addEventListener("htmx:error", event => {
    if (event.detail.ctx) tell(navigator.onLine === false ? "offline" : "failed");
  });
  document.addEventListener("htmx:after:request", event => {
    tell(event.detail.ctx.response.status < 500 ? "" : "failed");
  });
  on("click", "[data-dismiss]", button => {
    const box = button.closest(".alert, .notice");
    if (box.classList.contains("notice")) tell(""); else box.remove();
  });
}

// Nothing typed is lost: a form with data-draft="key" is kept in this browser until it has been sent.
// The key of an edited thing carries its version ("contact-7-v3"), so that an old draft never covers newer data.
{
  const prefix = "draft:" + (document.body.dataset.user || "") + ":";
  const week = 7 * 24 * 3600 * 1000;
  const store = (act) => { try { return act(localStorage, sessionStorage); } catch (e) { return null; } };
  const drop = key => store(local => local.removeItem(prefix + key));
  const path = url => url.split(/[?#]/)[0];

  const fields = form => {
    const times = {};
    return Array.from(form.elements).filter(field =>
      field.name && !/^(hidden|password|file|submit|button|reset|image)$/.test(field.type) && !field.closest("[data-no-draft]")
    ).map(field => {
      times[field.name] = (times[field.name] || 0) + 1;
      return [field.name + "#" + times[field.name], field];
    });
  };
  const ticked = field => field.type === "checkbox" || field.type === "radio";
  const value = field => ticked(field) ? field.checked : field.value;
  const untouched = field => ticked(field) ? field.checked === field.defaultChecked
    : field.options ? Array.from(field.options).every(o => o.selected === o.defaultSelected) || !Array.from(field.options).some(o => o.defaultSelected)
    : field.value === field.defaultValue;

  const save = form => {
    const kept = {};
    fields(form).forEach(([name, field]) => { kept[name] = value(field); });
    store(local => local.setItem(prefix + form.dataset.draft, JSON.stringify({ at: Date.now(), kept })));
  };

  // What was sent from the page before this one: confirmed when we come from there and its form is gone.
  const pending = store((_, session) => JSON.parse(session.getItem("sent") || "null"));
  store((_, session) => session.removeItem("sent"));
  if (pending) {
    const again = document.querySelector('form[data-draft="' + CSS.escape(pending.key) + '"]');
    const came = path(document.referrer) === pending.from && !document.body.dataset.keepDrafts;
    if (came && (!again || document.querySelector(".flashes .alert-good"))) drop(pending.key);
  }
  each("[data-draft-sent]", element => drop(element.dataset.draftSent));

  each("form[data-draft]", form => {
    const key = form.dataset.draft;
    const draft = store(local => JSON.parse(local.getItem(prefix + key) || "null"));
    const note = form.querySelector("[data-draft-note]");
    let changed = false;
    if (draft && Date.now() - draft.at < week) {
      fields(form).forEach(([name, field]) => {
        const was = draft.kept[name];
        if (was === undefined || was === value(field) || !untouched(field)) return;
        if (ticked(field)) field.checked = was; else field.value = was;
        changed = true;
      });
    }
    if (changed) {
      if (note) note.hidden = false;
      // htmx looks at the page in a moment of its own; sums are asked of the server once it listens.
      setTimeout(() => form.dispatchEvent(new Event("change", { bubbles: true })));
    }
    let timer;
    const soon = () => { clearTimeout(timer); timer = setTimeout(() => save(form), 250); };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      save(form);
      store((_, session) => session.setItem("sent", JSON.stringify({ key, from: path(location.href) })));
    });
    form.addEventListener("htmx:after:request", event => {
      const ctx = event.detail.ctx;
      if (event.target === form && ctx && ctx.response.status < 400) { clearTimeout(timer); drop(key); }
    });
    window.addEventListener("pagehide", () => { if (timer && !form.dataset.sending) save(form); });
  });
  on("click", "[data-draft-drop]", button => {
    const form = button.closest("form");
    drop(form.dataset.draft);
    form.reset();
    button.closest("[data-draft-note]").hidden = true;
  });
  // Signing out leaves nothing behind for the next person at the tablet.
  on("submit", "form[data-sign-out]", () => store(local =>
    Object.keys(local).filter(key => key.startsWith("draft:")).forEach(key => local.removeItem(key))
  ));
}

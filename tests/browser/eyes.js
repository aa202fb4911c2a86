// What a person sees and can touch; stands before each expression that a test asks of a page.
const plain = text => (text || "").replace(/\s+/g, " ").trim();
const seen = element => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".sr");
const words = element => plain(element.innerText || element.value || element.getAttribute("aria-label"));
const all = (selector, text) => Array.from(document.querySelectorAll(selector))
  .filter(element => seen(element) && (!text || words(element).includes(plain(text))));
// The innermost, the shortest words first: « Devis » is not « Nouveau devis ».
const find = (selector, text) => all(selector, text).sort((a, b) => words(a).length - words(b).length)[0];
// The page's own before the header's.
const field = name => ["main ", ""].map(where => document.querySelector(where + '[name="' + name + '"]:not([type=hidden]):not([type=radio])')).find(Boolean);
const choose = (name, value) => {
  const input = document.querySelector('[name="' + name + '"][type=radio][value="' + value + '"]') || field(name);
  if (!input) return false;
  if (input.type === "radio" || input.type === "checkbox") input.checked = true;
  else input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return input.value === value;
};
// The middle of an element once scrolled to, and whether a finger put there would reach it.
const place = (selector, text) => {
  const element = find(selector, text);
  if (!element) return { free: false };
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const box = element.getClientRects()[0];
  const at = [box.left + box.width / 2, box.top + box.height / 2];
  const top = document.elementFromPoint(at[0], at[1]);
  const label = top && top.closest("label");
  return { at, free: !!top && (element.contains(top) || top.contains(element) || (label && label.control === element)) };
};
// Buttons, navigation and fields that a gloved finger cannot hit: under 48 px either way. Links inside sentences are axe's.
const tooSmall = () => all(".button:not(.button-link), .bottom-bar a, .side-link, .top a, .top summary, .answers label, .tabs a, " +
    ".segments a, .drop, .menu-list button, .menu-list a, .list-link, main summary, main input:not([type=hidden]):not([type=radio]):not([type=checkbox]), main select")
  .filter(element => !element.closest(".skip, .file-on > input"))
  .map(element => [element, (element.closest(".has-unit") || element).getBoundingClientRect()])
  .filter(([, box]) => box.width < 47.5 || box.height < 47.5)
  .map(([element, box]) => "small: " + Math.round(box.width) + "×" + Math.round(box.height) + " " + element.outerHTML.slice(0, 120));
const manyPrimary = () => all("main .button-primary").slice(1).map(element => "a second primary: " + words(element));
const stickingOut = width => document.documentElement.scrollWidth <= width ? [] :
  ["wide: " + document.documentElement.scrollWidth + " px, by " + Array.from(document.querySelectorAll("main *"))
    .filter(element => element.getBoundingClientRect().right > width + 1).slice(0, 3)
    .map(element => element.outerHTML.slice(0, 100)).join(" and ")];

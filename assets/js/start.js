"use strict";
// Every page works without this file; it makes some things pleasanter. Plain ES2018, nothing inline, nothing evaluated.

// Acts when an event happens inside an element that matches, also in what htmx brings later.
const on = (type, selector, act, capture) => document.addEventListener(type, event => {
  const found = event.target.closest && event.target.closest(selector);
  if (found) act(found, event);
}, capture);

// Acts once on each element that matches, now and after each swap.
const each = (selector, act) => {
  const seen = new WeakSet();
  const look = () => document.querySelectorAll(selector).forEach(element => {
    if (!seen.has(element)) { seen.add(element); act(element); }
  });
  look();
  document.addEventListener("htmx:after:swap", look);
};

const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
};

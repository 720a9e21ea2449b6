"use strict";
// Sorting and choosing among what the page already shows; without this script all of it is there, in the list's order.
(() => {
  const root = document.documentElement;
  const compare = new Intl.Collator(root.lang, { numeric: true, sensitivity: "base" }).compare;
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));

  // ---- Sorting: a button in each heading; one more press turns the order round.
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort ?? cell.textContent.trim();
  };
  const sort = (table, heading, column) => {
    const ascending = heading.getAttribute("aria-sort") !== "ascending";
    const numeric = heading.dataset.kind === "number";
    const order = ascending ? 1 : -1;
    const rows = all("tbody tr", table).map((row) => [key(row, column), row]);
    rows.sort(([one], [other]) => {
      if (numeric) return order * (Number(one) - Number(other));
      if (!one || !other) return !one - !other; // what is not known comes last either way
      return order * compare(one, other);
    });
    for (const each of all("th[aria-sort]", table)) each.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    table.tBodies[0].append(...rows.map(([, row]) => row));
  };
  for (const table of all("table.projects")) {
    all("thead th", table).forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = heading.textContent;
      button.title = `${table.dataset.sortLabel} ${heading.textContent.toLowerCase()}`;
      button.addEventListener("click", () => sort(table, heading, column));
      heading.replaceChildren(button);
    });
  }

  // ---- Choosing: rows and projects that do not fit are hidden, and how many are left is said.
  const NONE = " "; // the choice of those without any
  const form = document.getElementById("filters");
  const told = document.getElementById("shown");
  const field = (name) => document.getElementById(`filter-${name}`);
  const items = all("[data-project]");
  const titles = new Set(items.map((item) => item.dataset.project));
  const fits = (item) => {
    const words = field("text").value.trim().toLocaleLowerCase(root.lang);
    const lead = field("lead").value;
    const programme = field("programme").value;
    const state = field("state").value;
    return (
      (!words || item.dataset.project.toLocaleLowerCase(root.lang).includes(words)) &&
      (!lead || (lead === NONE ? item.dataset.leads === "[]" : JSON.parse(item.dataset.leads).includes(lead))) &&
      (!programme || item.dataset.programme === (programme === NONE ? "" : programme)) &&
      (!state || item.dataset.states.split(" ").includes(state))
    );
  };
  const choose = () => {
    const left = new Set();
    for (const item of items) {
      item.hidden = !fits(item);
      if (!item.hidden) left.add(item.dataset.project);
    }
    const words = left.size || !titles.size ? told.dataset.shown : told.dataset.empty;
    told.textContent = words.replace("{shown}", left.size).replace("{all}", titles.size);
  };
  form.hidden = false;
  form.addEventListener("input", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(choose));
  choose();

  // ---- A link to a project that is hidden shows all again, so that it leads somewhere.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.closest("[hidden]")) {
      form.reset();
      setTimeout(() => target.scrollIntoView());
    }
  });

  // ---- Light and dark: as the system has it, until somebody presses; nothing is remembered.
  const theme = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const name = () => {
    theme.textContent = dark() ? theme.dataset.light : theme.dataset.dark;
  };
  theme.hidden = false;
  theme.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    name();
  });
  system.addEventListener("change", name);
  name();
})();

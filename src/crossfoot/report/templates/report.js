// The page works without this: the rows, the cards and the places in the text are all there, and links lead to them.
// This adds: the record of a figure beside what one reads, filters and sorting, keys, copying, and what is folded away opens by itself.
"use strict";
const one = (query, root = document) => root.querySelector(query);
const all = (query, root = document) => [...root.querySelectorAll(query)];
const byId = (id) => document.getElementById(id);

// A new element; text is always text and never markup.
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== "" && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// What the rows say

const figureOf = new Map();
const through = new Map();
const relationsThrough = (number) => through.get(number) || [];
function index() {
  for (const row of all("#figures tr[data-n]")) figureOf.set(row.dataset.n, row);
  for (const row of all("#relations tr[data-k]"))
    for (const key of row.dataset.k.split(" ")) through.has(key) ? through.get(key).push(row) : through.set(key, [row]);
}

const AT_ONCE = 500;
const pause = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

// The rows of a very large report are packed, so that it opens at once; they are put in their place when there is time for it.
async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed.textContent.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const rows = (await new Response(stream).text()).split(/\n(?=<tr )/);
  const body = one("tbody", packed.parentElement);
  for (let first = 0; first < rows.length; first += AT_ONCE) {
    body.insertAdjacentHTML("beforeend", rows.slice(first, first + AT_ONCE).join(""));
    await pause();
  }
  one(".rest", packed.parentElement).hidden = true;
  packed.remove();
}
const words = (cell) => (cell ? cell.textContent.trim() : "");
const claimsOf = (row) => all("p[id]", row);
const refOf = (claim) => claim.id.replace(/^claim\//, "");
const stateOf = (element) => [...element.classList].find((name) => glyphs.has(name)) || "not_checked";
const glyphs = new Set(all("symbol").map((symbol) => symbol.id.slice(2)));
const stateWords = Object.fromEntries(all(".key li").map((item) => [stateOf(item), words(item).replace(/^[\d,]+ /, "")]));

function glyph(state) {
  const svg = one(".g").cloneNode(true);
  svg.setAttribute("class", `g ${state}`);
  one("use", svg).setAttribute("href", `#g-${state}`);
  return svg;
}
const stateWord = (state) => make("span", { class: `state ${state}` }, glyph(state), ` ${stateWords[state] || state}`);

// Both ranges of a relation, small: the ends are percent of one scale, an end that is missing is infinite.
function bars(row) {
  if (!row.dataset.b) return null;
  const drawing = make("span", { class: "small-bars", "aria-hidden": "true" });
  row.dataset.b.split(" ").forEach((reach, lane) => {
    if (!reach) return;
    const [low, high] = reach.split("-").map((end, side) => (end === "" ? side * 100 : Number(end)));
    const bar = make("span", { class: lane ? "implied" : "stated" });
    bar.style.left = `${Math.min(low, 98)}%`;
    bar.style.width = `${Math.max(high - low, 2)}%`;
    drawing.append(bar);
  });
  return drawing;
}

// The inspector

function unbounded(row) {
  if (stateOf(row) === "not_checked") return "Nothing else in the record bears on it, so that a slip here would go unnoticed.";
  return `No other figure leaves it a range; ${claimsOf(row).length > 1 ? "it was held against its other prints" : "what it was held against stands below"}.`;
}

const inspector = byId("inspector");
let shownClaim = null;
let opener = null;

function inspect(claim) {
  const row = claim.closest("tr");
  const said = claimsOf(row);
  const place = said.indexOf(claim);
  const state = stateOf(claim);
  const cells = [...row.cells];
  const relations = relationsThrough(row.dataset.n);
  const findings = all(".card").filter((card) => all("a[href]", card).some((link) => link.hash === `#${claim.id}`));
  const heading = make("h2", { id: "h-inspector", tabindex: "-1", dir: "auto" }, words(one("b", claim)));
  inspector.replaceChildren(
    make("header", {},
      make("div", {}, stateWord(state), heading, make("p", { dir: "auto" }, words(cells[0]))),
      make("button", { type: "button", class: "close", "aria-label": "Close the record", onclick: close }, "×")),
    make("p", { class: "by" }, make("b", { dir: "auto" }, words(one(".who", claim))), make("span", { class: "soft" }, ` ${[words(one(".place", claim)), refOf(claim)].filter(Boolean).join(" · ")}`)),
    ...all("small", claim).map((note) => make("p", { class: "small soft", dir: "auto" }, words(note))),
    make("p", { class: "acts" },
      byId(`at/${refOf(claim)}`) ? make("a", { href: `#at/${refOf(claim)}` }, "Show its place") : "",
      make("a", { href: `#${row.id}` }, "Its row"),
      ...findings.map((card) => make("a", { href: `#${card.id}` }, `Finding: ${words(one(".eyebrow .state", card))}`))),
  );
  if (said.length > 1)
    inspector.append(
      make("section", { class: "again" },
        make("h3", {}, `Printed ${said.length} times: this is ${place + 1} of ${said.length}`),
        make("ol", {}, ...said.map((other) =>
          make("li", other === claim ? { "aria-current": "true" } : {},
            make("a", { href: `#${other.id}` }, make("b", { dir: "auto" }, words(one("b", other))), ` ${words(one(".who", other))} `, make("span", { class: "soft" }, refOf(other))))))));
  const mark = all("[data-r]").find((other) => other.dataset.r.split(" ").includes(refOf(claim)));
  const beside = mark ? mark.dataset.r.split(" ").filter((ref) => ref !== refOf(claim)).map((ref) => byId(`claim/${ref}`)) : [];
  if (beside.length)
    inspector.append(make("p", { class: "small" }, "The same words also say: ", ...beside.flatMap((other, at) => [at ? "; " : "", make("a", { href: `#${other.id}`, dir: "auto" }, words(other.closest("tr").cells[0]))])));
  const allowed = words(cells[2]);
  inspector.append(make("section", {},
    make("h3", {}, "What the others allow"),
    make("p", {}, allowed ? `All other figures together leave it ${allowed}.` : unbounded(row)),
    words(cells[3]) ? make("p", { class: "small soft" }, `Of its nine other last digits, ${words(cells[3]).split(" ")[0]} would be caught.`) : ""));
  if (relations.length)
    inspector.append(make("section", {},
      make("h3", {}, `${relations.length} ${relations.length === 1 ? "relation" : "relations"} through it`),
      make("ul", { class: "through" }, ...relations.map((relation) => relationItem(relation, row.dataset.n)))));
  inspector.hidden = false;
  document.body.classList.add("inspecting");
  inspector.scrollTop = 0;
  shownClaim = claim;
  for (const link of all(".document a[href]")) if (decode(link.hash) === claim.id || link === mark) link.classList.add("here");
  heading.focus({ preventScroll: true });
}

function relationItem(relation, number) {
  const cells = [...relation.cells];
  const others = relation.dataset.k.split(" ").filter((key) => key && key !== number && figureOf.has(key));
  return make("li", { class: stateOf(relation) },
    make("p", {}, make("a", { href: `#${relation.id}` }, relation.id.split("/")[1]), " ", make("span", { class: `state ${stateOf(relation)}` }, glyph(stateOf(relation)), ` ${words(cells[1])}`)),
    make("p", { class: "formula", dir: "auto" }, words(one("i", cells[0]))),
    words(cells[2]) || words(cells[3])
      ? make("div", { class: "both" }, bars(relation), make("p", {}, words(cells[2]) ? make("span", { class: "stated" }, one(".soft", cells[2]) ? words(cells[2]) : `printed ${words(cells[2])}`) : "", " ", make("span", { class: "implied" }, `allowed ${words(cells[3])}`)))
      : null,
    ...all("small", cells[0]).map((note) => make("p", { class: "small soft" }, words(note))),
    others.length
      ? make("p", { class: "operands" }, "with ", ...others.flatMap((key, at) => {
          const first = claimsOf(figureOf.get(key))[0];
          const link = make("a", { href: `#${first.id}`, title: words(figureOf.get(key).cells[0]) }, words(one("b", first)));
          return at ? [", ", link] : [link];
        }))
      : null);
}

function close() {
  if (inspector.hidden) return;
  inspector.hidden = true;
  document.body.classList.remove("inspecting");
  for (const mark of all(".here")) mark.classList.remove("here");
  shownClaim = null;
  if (location.hash.startsWith("#claim/")) history.pushState(null, "", location.pathname + location.search);
  if (opener && opener.isConnected) opener.focus();
}

function step(by) {
  // The figures of the same document, in the order of its text.
  const links = all(".document a[href]").filter((link) => link.hash.startsWith("#claim/") && !link.hasAttribute("tabindex"));
  const at = links.findIndex((link) => link.classList.contains("here"));
  const next = links[at + by];
  if (!next) return;
  visit(next.hash);
  next.scrollIntoView({ block: "nearest" });
}

function again() {
  const said = claimsOf(shownClaim.closest("tr"));
  visit(`#${said[(said.indexOf(shownClaim) + 1) % said.length].id}`);
}

// Where a link leads

// What comes into view is drawn only then, and moves what stands below it: so it is brought there a second time.
function bring(element, block = "start") {
  element.scrollIntoView({ block });
  pause().then(() => element.scrollIntoView({ block }));
}

function decode(hash) {
  try { return decodeURIComponent(hash.slice(1)); } catch (error) { return ""; }
}

function open(target) {
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
}

// A link within the page: the browser would jump to the row of a claim, and that is not where its reader wants to be.
function visit(hash) {
  if (hash !== location.hash) history.pushState(null, "", hash);
  go();
}

function go() {
  const [id, state] = decode(location.hash).split("?");
  if (state !== undefined) {
    close();
    return restore(id, state);
  }
  for (const mark of all(".here")) mark.classList.remove("here");
  const target = id && byId(id);
  if (!target) return close();
  if (id.startsWith("claim/")) {
    inspect(target);
    const place = byId(`at/${refOf(target)}`);
    // Who came from a card stays there; who reads the document, or came from elsewhere, reads on at the place.
    if (place && (!opener || opener.closest(".document"))) {
      bring(place, opener ? "nearest" : "center");
      opener = place.matches("a") ? place : one("a", place);
    }
    return;
  }
  target.classList.add("here");
  if (target.closest(".found") === null) for (const tools of tables) if (tools.box.contains(target) && tools.active()) tools.clear();
  open(target);
  if (target.tagName === "DETAILS") target.open = true;
  bring(target, id.startsWith("at/") || target.tagName === "TR" ? "center" : "start");
  focusOn(target);
}

// As the browser's own jump would: the next Tab goes on from here.
function focusOn(target) {
  const at = (target.tagName === "DETAILS" && one("summary", target)) || (target.id.startsWith("at/") && one("a", target)) || target;
  if (at.tabIndex < 0) at.setAttribute("tabindex", "-1");
  at.focus({ preventScroll: true });
}

// Tables: what is looked for stands in one list, as much as can be read at once; else the rows stand in their groups.

const SOME = 200;

class Table {
  constructor(form) {
    const name = form.dataset.of;
    this.form = form;
    this.name = name;
    this.box = one(`.groups[data-of=${name}]`);
    this.found = one(`.found[data-of=${name}]`);
    this.rows = all("tr[id]", this.box);
    this.homes = new Map(all("tbody", this.box).map((body) => [body, [...body.rows]]));
    this.sort = null;
    form.hidden = false;
    this.values = new Map();
    for (const select of all("select", form)) {
      const options = new Set();
      for (const row of this.rows) for (const value of this.of(row)[select.name]) options.add(value);
      options.delete("");
      select.append(...[...options].sort().map((value) => make("option", {}, value)));
      // One document, or one speaker, is nothing to choose from.
      select.closest("label").hidden = options.size < 2;
    }
    form.addEventListener("input", () => this.show());
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      this.clear();
    });
    this.box.addEventListener("click", (event) => this.sortBy(event));
    this.found.addEventListener("click", (event) => this.sortBy(event));
    for (const head of all("th[data-by]", this.box)) makeSortable(head);
    this.total();
  }

  // What a row is filtered by.
  of(row) {
    let known = this.values.get(row);
    if (!known) {
      const figures = row.dataset.n ? [row] : row.dataset.k.split(" ").map((key) => figureOf.get(key)).filter(Boolean);
      const claims = figures.flatMap(claimsOf);
      known = {
        text: "",
        verdict: row.dataset.k === undefined ? [] : [words(row.cells[1])],
        state: row.dataset.n ? [words(row.cells[5])] : [],
        family: row.dataset.n ? [] : [row.closest("details").dataset.family],
        speaker: [...new Set(claims.map((claim) => words(one(".who", claim))))],
        document: [...new Set(claims.map((claim) => refOf(claim).split("/")[0]))],
      };
      this.values.set(row, known);
    }
    return known;
  }

  wanted() {
    const wanted = Object.fromEntries(new FormData(this.form));
    return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== ""));
  }

  active() {
    return this.sort !== null || Object.keys(this.wanted()).length > 0;
  }

  blank() {
    for (const field of this.form.elements) if (field.name) field.value = "";
    this.sort = null;
  }

  clear() {
    this.blank();
    this.show();
  }

  matches(row, { q, ...fields }) {
    const of = this.of(row);
    for (const [name, value] of Object.entries(fields)) if (!of[name].includes(value)) return false;
    if (!q) return true;
    of.text ||= `${row.id} ${row.textContent}`.toLowerCase();
    return q.toLowerCase().split(/\s+/).every((part) => of.text.includes(part));
  }

  show(most = SOME) {
    for (const [body, rows] of this.homes) if (body.rows.length !== rows.length) body.replaceChildren(...rows);
    const active = this.active();
    this.box.hidden = active;
    this.found.hidden = !active;
    this.found.replaceChildren();
    this.remember();
    if (!active) return this.total();
    const wanted = this.wanted();
    const rows = this.rows.filter((row) => this.matches(row, wanted));
    if (this.sort) this.order(rows);
    const table = one("table", this.box).cloneNode(false);
    const head = one("thead", this.box).cloneNode(true);
    for (const cell of all("th", head)) cell.removeAttribute("aria-sort");
    if (this.sort) head.rows[0].cells[this.sort.column].setAttribute("aria-sort", this.sort.down ? "descending" : "ascending");
    const body = make("tbody");
    body.append(...rows.slice(0, most));
    table.append(make("caption", { class: "hidden" }, `What was found among the ${this.name}`), head, body);
    this.found.append(table);
    if (rows.length > most) this.found.append(make("button", { type: "button", onclick: () => this.show(most + 1000) }, `Show more: ${(rows.length - most).toLocaleString("en")} are left`));
    this.total(rows);
  }

  total(rows = this.rows) {
    const counts = new Map();
    for (const row of rows) {
      const word = words(row.cells[row.dataset.n ? 5 : 1]);
      counts.set(word, (counts.get(word) || 0) + 1);
    }
    const said = [...counts].sort(([, a], [, b]) => b - a).map(([word, number]) => `${word} ${number.toLocaleString("en")}`).join(", ");
    one(".total", this.form).textContent = `${rows.length.toLocaleString("en")} of ${this.rows.length.toLocaleString("en")} ${this.name}${said ? `: ${said}` : ""}`;
  }

  sortBy(event) {
    const button = event.target.closest("th button");
    if (!button) return;
    const column = button.closest("th").cellIndex;
    this.sort = { column, by: button.closest("th").dataset.by, down: this.sort?.column === column && !this.sort.down };
    this.show();
    one(`thead th:nth-child(${column + 1}) button`, this.found)?.focus();
  }

  order(rows) {
    const { column, by, down } = this.sort;
    const value = (row) => {
      const text = words(row.cells[column]);
      if (text === "") return null;
      return by === "number" ? parseFloat(text.replace(/,/g, "").replace("\u2212", "-")) : text.toLowerCase();
    };
    const keyed = rows.map((row) => [value(row), row]);
    // What says nothing stands last, whichever way.
    keyed.sort(([a], [b]) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : (a < b ? -1 : 1) * (down ? -1 : 1)));
    keyed.forEach(([, row], at) => { rows[at] = row; });
  }

  // The state of the filters is in the address, so that it can be passed on.
  remember() {
    const state = new URLSearchParams(this.wanted());
    if (this.sort) state.set("sort", `${this.sort.column}${this.sort.down ? "-" : ""}`);
    const text = state.toString();
    if (text) history.replaceState(null, "", `#${this.name}?${text}`);
    else if (location.hash.startsWith(`#${this.name}?`)) history.replaceState(null, "", `#${this.name}`);
  }

  restore(text) {
    this.blank();
    for (const [name, value] of new URLSearchParams(text)) {
      const field = this.form.elements[name];
      if (field) field.value = value;
      else if (name === "sort") {
        const column = parseInt(value, 10);
        const head = one("thead", this.box)?.rows[0].cells[column];
        if (head?.dataset.by) this.sort = { column, by: head.dataset.by, down: value.endsWith("-") };
      }
    }
    this.show();
    bring(byId(this.name));
  }
}

function makeSortable(head) {
  const button = make("button", { type: "button" });
  button.append(...head.childNodes);
  head.append(button);
}

let tables = [];
function restore(name, state) {
  const table = tables.find((other) => other.name === name);
  if (table) table.restore(state);
}

// What stands in place of a mark, at a glance

const tip = byId("tip");
let glanced = null;
function showTip(event) {
  const link = event.target.closest?.(".document a[href]");
  const claim = link && byId(decode(link.hash));
  if (!claim || !claim.closest("#figures")) {
    // A mouse at rest, under which the page moves, takes nothing from who reads by keyboard.
    if (event.type === "focusin" || document.activeElement !== glanced) tip.hidden = true;
    return;
  }
  if (link.title) { link.dataset.title = link.title; link.removeAttribute("title"); }
  const row = claim.closest("tr");
  tip.replaceChildren(stateWord(stateOf(claim)), make("b", { dir: "auto" }, words(one("b", claim))), make("span", { dir: "auto" }, words(row.cells[0])), make("span", { class: "soft" }, words(row.cells[2]) ? `the others allow ${words(row.cells[2])}` : stateOf(row) === "not_checked" ? "no check touches it" : ""));
  tip.hidden = false;
  glanced = link;
  placeTip();
}

// It stays with its link when the page moves: to put the focus somewhere is to move the page, too.
function placeTip() {
  if (tip.hidden) return;
  const box = glanced.getClientRects()[0] || glanced.getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = box.bottom + tip.offsetHeight + 12 < innerHeight ? `${box.bottom + 6}px` : `${box.top - tip.offsetHeight - 6}px`;
}
addEventListener("mouseover", showTip);
addEventListener("focusin", showTip);
addEventListener("scroll", placeTip, { passive: true });

// Copying

async function copy(pre, button) {
  try {
    await navigator.clipboard.writeText(pre.textContent);
  } catch (error) {
    getSelection().selectAllChildren(pre);
    document.execCommand("copy");
  }
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy"; }, 2000);
}
for (const pre of all(".copy pre")) {
  const button = make("button", { type: "button", onclick: () => copy(pre, button) }, "Copy");
  pre.before(button);
}

// Keys

const cards = all(".card");
const help = byId("help");
function toFinding(by) {
  const at = cards.findIndex((card) => card.id === decode(location.hash));
  const passed = cards.filter((card) => card.getBoundingClientRect().top < 8).length;
  const next = at >= 0 ? at + by : by > 0 ? passed : passed - 1;
  const card = cards[Math.max(0, Math.min(cards.length - 1, next))];
  if (!card) return;
  visit(`#${card.id}`);
  card.focus({ preventScroll: true });
}
const keys = {
  j: () => toFinding(1),
  k: () => toFinding(-1),
  "/": () => {
    const near = tables.find((table) => table.name === "figures" && byId("figures").getBoundingClientRect().top < innerHeight / 2) || tables[0];
    if (near) { near.form.elements.q.focus({ preventScroll: true }); byId(near.name).scrollIntoView(); }
  },
  n: () => shownClaim && step(1),
  p: () => shownClaim && step(-1),
  o: () => shownClaim && again(),
  "?": () => help.showModal(),
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    tip.hidden = true;
    if (!help.open && !inspector.hidden) close();
    return;
  }
  if (event.target.matches("input, select, textarea") || help.open) return;
  if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
});
for (const item of all(".script")) item.hidden = false;
byId("keys").addEventListener("click", () => help.showModal());
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link) return;
  if (!inspector.contains(link)) opener = link;
  if (!link.hash || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  visit(link.hash);
});

// Print shows everything.

let folded = [];
addEventListener("beforeprint", () => {
  folded = all("details:not([open])");
  for (const box of folded) box.open = true;
});
addEventListener("afterprint", () => { for (const box of folded) box.open = false; });
// Begin

async function begin() {
  await pause();
  for (const packed of all("script[data-rest]")) await unpack(packed);
  index();
  tables = all(".tools").filter((form) => one(`.groups[data-of=${form.dataset.of}] table`)).map((form) => new Table(form));
  document.documentElement.dataset.ready = "";
  addEventListener("popstate", go);
  if (location.hash) go();
}
begin();

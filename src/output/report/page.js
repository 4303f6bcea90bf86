"use strict";
// Counts, filters and shows what the two JSON blocks of this page hold. Text comes into the page as text only: nothing
// that stands in an article is ever read as HTML.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const meta = read("meta-json");
const articles = read("articles-json");
const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const UNKNOWN = "?", OTHERS = "…";
const LINES = ["solid", "dashed", "double", "dotted", "wavy", "solid"];
const EDGES = ["solid", "dashed", "double", "dotted", "groove", "ridge"];
const PAGE = 20, PRINTED = 500, SPEAKERS = 15, CELLS = 12, MOST_MONTHS = 48;

function el(tag, properties = {}, ...children) {
  const svg = ["svg", "rect", "title", "pattern", "path", "circle", "g"].includes(tag);
  const element = svg ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
    else if (name === "style") for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
const count = (n, noun, nouns = noun + "s") => `${n.toLocaleString("fr")} ${n < 2 ? noun : nouns}`;
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’ʼ]/g, "'").replace(/œ/g, "oe").replace(/\s+/g, " ");

// ---- Labels: a colour, a pattern and a kind of line each

const labels = meta.categories.map((category, index) => ({ ...category, index, look: index % 6 }));
const labelOf = new Map(labels.map((label) => [label.id, label]));
for (const article of articles) for (const st of article.statements) if (!labelOf.has(st.category)) {
  const label = { id: st.category, label: st.category, index: labels.length, look: labels.length % 6 };
  labels.push(label);
  labelOf.set(st.category, label);
}
const colour = (label) => `var(--c${label.look})`;
const styled = (label) => ({ "--c": colour(label), "--line": LINES[label.look], "--edge": EDGES[label.look] });

function makePatterns() {
  const marks = [
    [],
    [["path", { d: "M-2 2L2 -2M0 8L8 0M6 10L10 6", "stroke-width": 1.6 }]],
    [["circle", { cx: 2, cy: 2, r: 1.3 }], ["circle", { cx: 6, cy: 6, r: 1.3 }]],
    [["path", { d: "M0 2H8M0 6H8", "stroke-width": 1.4 }]],
    [["path", { d: "M0 0L8 8M8 0L0 8", "stroke-width": 1.1 }]],
    [["path", { d: "M2 0V8M6 0V8", "stroke-width": 1.4 }]],
  ];
  marks.forEach((shapes, look) => {
    const paper = { style: { stroke: "var(--card)", fill: "var(--card)" } };
    $("patterns").firstElementChild.append(
      el("pattern", { id: `p${look}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" },
        el("rect", { width: 8, height: 8, style: { fill: `var(--c${look})` } }),
        ...shapes.map(([tag, shape]) => el(tag, { ...shape, ...paper }))));
  });
}
const fill = (label) => `url(#p${label.look})`;
const swatch = (label) => el("svg", { class: "swatch", "aria-hidden": "true" }, el("rect", { width: "100%", height: "100%", fill: fill(label) }));

// ---- Rows: a statement with what it is filtered and counted by

const rows = [];
articles.forEach((article, a) => {
  article.text = new Map();
  for (const paragraph of article.paragraphs) for (const s of paragraph.sentences) article.text.set(s.n, s.text);
  article.title = article.paragraphs.filter((p) => p.kind === "title").map((p) => p.sentences.map((s) => s.text).join(" "))[0];
  article.month = /^\d{4}-\d{2}/.test(article.date ?? "") ? article.date.slice(0, 7) : /^\d{4}$/.test(article.date ?? "") ? `${article.date}-01` : "";
  const about = fold(`${article.title ?? ""} ${article.id}`);
  for (const st of article.statements) {
    rows.push({
      a, st, label: labelOf.get(st.category), month: article.month,
      speakers: st.speaker.length ? st.speaker : [UNKNOWN], targets: st.target.length ? st.target : [UNKNOWN],
      search: `${fold(article.text.get(st.n) ?? "")} ${about}`,
    });
  }
});

// The name of an actor: as the tables of the rules write it, else as the articles do.
const named = new Map();
for (const { st } of rows) for (const act of st.acts) for (const party of [...act.speaker, ...act.target]) for (const id of party.ids) {
  const names = named.get(id) ?? named.set(id, new Map()).get(id);
  names.set(party.text, (names.get(party.text) ?? 0) + 1);
}
const nameOf = (id) => {
  if (id === UNKNOWN) return "non dit";
  if (meta.actors[id]) return meta.actors[id];
  const names = [...(named.get(id) ?? [])].sort((x, y) => y[1] - x[1]);
  return names.length ? names[0][0] : id;
};

// ---- State: kept in the address, so that a view can be sent as a link

const EMPTY = { q: "", cat: "", speaker: "", target: "", modality: "", from: "", to: "" };
const state = { ...EMPTY, verb: "", shown: PAGE, theme: "" };
function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const key of [...Object.keys(EMPTY), "verb", "theme"]) if (asked.has(key)) state[key] = asked.get(key);
}
function writeAddress() {
  const kept = new URLSearchParams();
  for (const key of [...Object.keys(EMPTY), "verb", "theme"]) if (state[key]) kept.set(key, state[key]);
  const address = kept.size ? `#${kept}` : location.pathname.split("/").pop();
  try { history.replaceState(null, "", address); } catch { /* a page without an address of its own */ }
}

const tests = {
  q: (row, words) => words.every((word) => row.search.includes(word)),
  cat: (row, cats) => cats.includes(row.label.id),
  speaker: (row, id) => row.speakers.includes(id),
  target: (row, id) => row.targets.includes(id),
  modality: (row, m) => (m === "quoted" ? row.st.quoted : row.st.modality === m),
  from: (row, month) => row.month !== "" && row.month >= month,
  to: (row, month) => row.month !== "" && row.month <= month,
};
// The rows that pass all filters but those named: a chart shows what its own filter could still choose.
function passing(...but) {
  const active = Object.keys(EMPTY).filter((key) => state[key] && !but.includes(key)).map((key) => {
    const value = key === "q" ? fold(state.q).split(" ").filter(Boolean) : key === "cat" ? state.cat.split(",") : state[key];
    return [tests[key], value];
  });
  return rows.filter((row) => active.every(([test, value]) => test(row, value)));
}
function tally(list, keysOf) {
  const counts = new Map();
  for (const row of list) for (const key of keysOf(row)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((x, y) => y[1] - x[1] || String(x[0]).localeCompare(String(y[0])));
}
function set(changes) {
  Object.assign(state, { shown: PAGE }, changes);
  show();
}
const toggled = (key, value) => set({ [key]: state[key] === value ? "" : value });
function toggleLabel(id) {
  const chosen = new Set(state.cat ? state.cat.split(",") : []);
  if (!chosen.delete(id)) chosen.add(id);
  set({ cat: [...chosen].join(",") });
}

// ---- Charts

function showChips() {
  const counts = new Map(tally(passing("cat"), (row) => [row.label.id]));
  const chosen = state.cat.split(",");
  $("chips").replaceChildren(...labels.map((label) =>
    el("button", { type: "button", class: "chip", "aria-pressed": String(chosen.includes(label.id)), style: styled(label), on: { click: () => toggleLabel(label.id) } },
      swatch(label), label.label, el("span", { class: "number" }, (counts.get(label.id) ?? 0).toLocaleString("fr")))));
}

function bar(name, parts, most, chosen, click) {
  const total = parts.reduce((sum, [, n]) => sum + n, 0);
  let at = 0;
  const rects = parts.map(([label, n]) => {
    const x = (100 * at) / most;
    at += n;
    return el("rect", { x: `${x}%`, width: `${(100 * n) / most}%`, height: "100%", fill: fill(label) }, el("title", {}, `${label.label} : ${n}`));
  });
  return el("button", { type: "button", class: `bar${chosen ? " chosen" : ""}`, on: { click } },
    el("span", { class: "name", title: name }, name), el("svg", { "aria-hidden": "true" }, ...rects), el("span", { class: "number" }, total.toLocaleString("fr")));
}

function showCategories() {
  const counts = new Map(tally(passing("cat"), (row) => [row.label.id]));
  const most = Math.max(1, ...counts.values());
  $("by-category").replaceChildren(...labels.map((label) =>
    bar(label.label, [[label, counts.get(label.id) ?? 0]], most, state.cat.split(",").includes(label.id), () => toggleLabel(label.id))));
}

function showSpeakers() {
  const list = passing("speaker");
  const all = tally(list, (row) => row.speakers);
  const top = all.slice(0, SPEAKERS);
  const most = Math.max(1, ...top.map(([, n]) => n));
  const bars = top.map(([id]) => {
    const counts = new Map(tally(list.filter((row) => row.speakers.includes(id)), (row) => [row.label.id]));
    const parts = labels.filter((label) => counts.has(label.id)).map((label) => [label, counts.get(label.id)]);
    return bar(nameOf(id), parts, most, state.speaker === id, () => toggled("speaker", id));
  });
  if (all.length > top.length) bars.push(el("p", { class: "hint" }, `et ${count(all.length - top.length, "autre")}`));
  $("by-speaker").replaceChildren(...(bars.length ? bars : [el("p", { class: "hint" }, "Rien.")]));
}

const MONTHS = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc."];
const monthName = (month) => (month.length === 4 ? month : `${MONTHS[month.slice(5, 7) - 1]} ${month.slice(0, 4)}`);
function dateName(date) {
  if (!/^\d{4}-\d{2}/.test(date ?? "")) return date;
  const day = /^\d{4}-\d{2}-(\d{2})/.exec(date);
  return day ? `${Number(day[1])} ${monthName(date.slice(0, 7))}` : monthName(date);
}
function monthsBetween(first, last) {
  const months = [];
  for (let [y, m] = first.split("-").map(Number); ; m === 12 ? (y++, (m = 1)) : m++) {
    const month = `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}`;
    months.push(month);
    if (month >= last || months.length > 3000) return months;
  }
}
const dated = [...new Set(rows.map((row) => row.month).filter(Boolean))].sort();

function showMonths() {
  if (!dated.length) return $("by-month").replaceChildren(el("p", { class: "hint" }, "Aucun article n’est daté."));
  let times = monthsBetween(dated[0], dated[dated.length - 1]);
  const yearly = times.length > MOST_MONTHS;
  if (yearly) times = [...new Set(times.map((month) => month.slice(0, 4)))];
  $("h-month").textContent = yearly ? "Par année" : "Par mois";
  const timeOf = (row) => (yearly ? row.month.slice(0, 4) : row.month);
  const list = passing("from", "to").filter((row) => row.month);
  const counts = labels.map((label) => new Map(tally(list.filter((row) => row.label === label), (row) => [timeOf(row)])));
  const most = Math.max(1, ...counts.flatMap((of) => [...of.values()]));
  const width = 100 / times.length;
  const lines = labels.map((label, index) => {
    const bars = times.flatMap((time, i) => {
      const n = counts[index].get(time) ?? 0;
      const height = (100 * n) / most;
      const range = yearly ? { from: `${time}-01`, to: `${time}-12` } : { from: time, to: time };
      const clear = state.from === range.from && state.to === range.to;
      return [
        n ? el("rect", { x: `${(i + 0.1) * width}%`, width: `${0.8 * width}%`, y: `${100 - height}%`, height: `${height}%`, fill: fill(label) }) : null,
        el("rect", { class: "hit", x: `${i * width}%`, width: `${width}%`, height: "100%", on: { click: () => set(clear ? { from: "", to: "" } : range) } },
          el("title", {}, `${monthName(time)} : ${count(n, label.label, label.label)}`)),
      ];
    }).filter(Boolean);
    const total = [...counts[index].values()].reduce((sum, n) => sum + n, 0);
    const top = Math.max(0, ...counts[index].values());
    return el("div", { class: "month" },
      el("div", { class: "name" }, label.label, " ", el("span", { class: "number" }, total.toLocaleString("fr"))),
      el("svg", { role: "img", "aria-label": `${label.label} : ${total}, au plus ${top}` }, ...bars));
  });
  const step = Math.ceil(times.length / (yearly ? 4 : 3));
  const ticks = times.map((time, i) => [time, i]).filter(([, i]) => i % step === 0);
  const edge = (i) => (i === 0 ? "first" : i === times.length - 1 ? "last" : null);
  const axis = el("div", { class: "axis" }, ...ticks.map(([time, i]) => el("span", { class: edge(i), style: { left: `${(i + 0.5) * width}%` } }, monthName(time))));
  const undated = passing("from", "to").length - list.length;
  const hints = [`Plus haute barre : ${most}.`];
  if (undated) hints.push(`${count(undated, "déclaration")} sans date.`);
  $("by-month").replaceChildren(...lines, axis, el("p", { class: "hint", style: { "grid-column": "1 / -1" } }, hints.join(" ")));
}

function showMatrix() {
  const label = labelOf.get(state.verb) ?? labels[0];
  if (!label) return;
  const list = passing("cat", "speaker", "target").filter((row) => row.label === label);
  const axis = (keysOf) => {
    const ids = tally(list, keysOf).map(([id]) => id).filter((id) => id !== UNKNOWN);
    const shown = ids.slice(0, CELLS), rest = new Set(ids.slice(CELLS));
    const ends = rest.size ? [OTHERS, UNKNOWN] : [UNKNOWN];
    return { ids: [...shown, ...ends], rest, of: (id) => (rest.has(id) ? OTHERS : id) };
  };
  const from = axis((row) => row.speakers), to = axis((row) => row.targets);
  // Two who accuse each other are both speaker and target: neither accuses itself.
  const others = (row, s) => {
    const rest = row.targets.filter((t) => t !== s);
    return rest.length ? rest : row.targets;
  };
  const pairs = (row) => new Set(row.speakers.flatMap((s) => others(row, s).map((t) => `${from.of(s)}\n${to.of(t)}`)));
  const cells = new Map(tally(list, pairs));
  const isAside = (id) => id === UNKNOWN || id === OTHERS;
  const most = Math.max(1, ...[...cells].filter(([key]) => !key.split("\n").some(isAside)).map(([, n]) => n));
  const title = (id, of) => (id === OTHERS ? `autres (${of.rest.size})` : nameOf(id));
  const cell = (s, t) => {
    const n = cells.get(`${s}\n${t}`);
    if (!n) return el("td");
    const aside = isAside(s) || isAside(t);
    const heat = Math.min(1, n / most);
    const chosen = state.speaker === s && state.target === t;
    const click = () => set(chosen ? { speaker: "", target: "" } : { speaker: s, target: t, cat: label.id });
    const look = [aside ? "aside" : heat > 0.5 ? "strong" : "", chosen ? "chosen" : ""].join(" ");
    const about = { class: look, title: `${title(s, from)} → ${title(t, to)} : ${n}`, style: { "--heat": heat, ...styled(label) } };
    const choosable = s !== OTHERS && t !== OTHERS;
    return el("td", {}, el("button", { type: "button", ...about, disabled: !choosable, on: { click } }, String(n)));
  };
  const head = (id) => el("th", { scope: "col", class: isAside(id) ? "aside" : null, title: id }, el("span", {}, title(id, to)));
  const line = (s) => el("tr", {},
    el("th", { scope: "row", class: isAside(s) ? "aside" : null, title: id(s) }, title(s, from)), ...to.ids.map((t) => cell(s, t)),
    el("td", { class: "sum" }, String(list.filter((row) => row.speakers.some((id) => from.of(id) === s)).length)));
  const id = (s) => (isAside(s) ? "" : s);
  const lines = from.ids.filter((s) => list.some((row) => row.speakers.some((id) => from.of(id) === s)));
  const table = el("table", { class: "matrix" },
    el("thead", {}, el("tr", {}, el("td", { class: "sum" }), ...to.ids.map(head), el("th", { scope: "col", class: "aside" }, el("span", {}, "total")))),
    el("tbody", {}, ...lines.map(line)));
  $("matrix").replaceChildren(list.length ? table : el("p", { class: "hint" }, "Rien."));
  $("matrix-hint").textContent = "Lignes : qui parle ; colonnes : à qui, de qui. Une déclaration de deux pays compte pour chacun.";
}

// ---- Articles

// The sentence as text, evidence marked, actors in bold: cut wherever something begins or ends.
function sentence(text, statements) {
  const spans = [];
  for (const { st, label } of statements) for (const act of st.acts) {
    for (const [start, end] of act.evidence) spans.push({ start, end, label });
    for (const party of [...act.speaker, ...act.target]) if (party.at) spans.push({ start: party.at[0], end: party.at[1] });
  }
  const cuts = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort((x, y) => x - y);
  const pieces = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const here = spans.filter(({ start, end }) => start <= cuts[i] && cuts[i + 1] <= end);
    let piece = document.createTextNode(text.slice(cuts[i], cuts[i + 1]));
    if (here.some((span) => !span.label)) piece = el("span", { class: "who" }, piece);
    for (const label of new Set(here.map((span) => span.label).filter(Boolean))) piece = el("mark", { title: label.label, style: styled(label) }, piece);
    pieces.push(piece);
  }
  return pieces;
}

const partyText = (parties) => (parties.length ? parties.map((p) => (p.ids.length ? `${p.text} (${p.ids.join(", ")})` : p.text)).join(", ") : "?");
const MODALITIES = { conditional: "au conditionnel", hypothetical: "hypothèse" };
function note({ st, label }, act) {
  const said = [MODALITIES[act.modality], act.quoted ? "entre guillemets" : null].filter(Boolean);
  return el("li", { style: styled(label) },
    el("span", { class: "number-of", title: "numéro de la phrase" }, String(st.n)), el("span", { class: "label" }, label.label), ` · ${partyText(act.speaker)} → ${partyText(act.target)}`, said.length ? ` · ${said.join(" · ")}` : "",
    " ", el("span", { class: "rule", title: act.at }, `${act.rule} (${act.at})`));
}

function paragraph(part, bySentence) {
  const notes = [];
  const p = el("p");
  for (const s of part.sentences) {
    const found = bySentence.get(s.n) ?? [];
    if (found.length) p.append(el("span", { class: "number-of", title: "numéro de la phrase" }, String(s.n)));
    p.append(...sentence(s.text, found), " ");
    for (const row of found) for (const act of row.st.acts) notes.push(note(row, act));
  }
  return el("div", { class: `paragraph ${part.kind}` }, p, notes.length ? el("ul", { class: "notes" }, ...notes) : null);
}

const opened = new Set();
function showArticle(a, list) {
  const article = articles[a];
  const bySentence = new Map();
  for (const row of list) (bySentence.get(row.st.n) ?? bySentence.set(row.st.n, []).get(row.st.n)).push(row);
  const body = article.title && article.paragraphs[0].kind === "title" ? article.paragraphs.slice(1) : article.paragraphs;
  const isFound = (part) => part.sentences.some((s) => bySentence.has(s.n));
  const open = opened.has(a);
  const parts = [];
  let cut = false;
  body.forEach((part, index) => {
    if (open || isFound(part)) {
      const gap = !open && cut || (!article.whole && index > 0);
      if (gap) parts.push(el("p", { class: "cut" }, "[…]"));
      parts.push(paragraph(part, bySentence));
      cut = false;
    } else cut = true;
  });
  if (!open && cut && parts.length) parts.push(el("p", { class: "cut" }, "[…]"));
  const hidden = body.some((part) => !isFound(part));
  const title = article.title && article.paragraphs[0].kind === "title" ? paragraph(article.paragraphs[0], bySentence) : null;
  const heading = el("h3", {}, ...(title ? [...title.querySelector("p").childNodes] : [article.id]));
  const where = [dateName(article.date), article.title ? article.id : null,
    ...Object.entries(article.fields).filter(([, v]) => ["string", "number"].includes(typeof v) && String(v).length < 60).slice(0, 6).map(([k, v]) => `${k} : ${v}`)].filter(Boolean);
  const toggle = () => { opened.has(a) ? opened.delete(a) : opened.add(a); element.replaceWith(showArticle(a, list)); };
  const element = el("article", { id: `a${a}` },
    el("header", {}, heading, el("span", { class: "where" }, where.join(" · "))),
    title?.querySelector(".notes"), ...parts,
    hidden && article.whole ? el("button", { type: "button", class: "open", on: { click: toggle } }, open ? "Les passages étiquetés seulement" : "Tout l’article") : null);
  return element;
}

function showArticles(list) {
  const byArticle = new Map();
  for (const row of list) (byArticle.get(row.a) ?? byArticle.set(row.a, []).get(row.a)).push(row);
  const all = [...byArticle];
  $("articles").replaceChildren(...all.slice(0, state.shown).map(([a, of]) => showArticle(a, of)));
  if (!all.length) $("articles").append(el("p", { class: "empty" }, rows.length ? "Aucune déclaration ne répond à ces choix." : "Aucune déclaration."));
  const left = all.length - state.shown;
  $("more").hidden = left <= 0;
  $("more").textContent = `Montrer ${count(Math.min(left, PAGE), "article")} de plus (${count(left, "restant")})`;
  $("found").textContent = list.length === rows.length ? `${count(rows.length, "déclaration")}, ${count(all.length, "article")}` : `${list.length.toLocaleString("fr")} sur ${count(rows.length, "déclaration")}, ${count(all.length, "article")}`;
}

// ---- The page

function options(select, first, values, chosen) {
  select.replaceChildren(el("option", { value: "" }, first), ...values.map(([value, text]) => el("option", { value, selected: value === chosen }, text)));
}
function showFilter() {
  const actors = (keysOf) => tally(rows, keysOf).map(([id, n]) => [id, `${nameOf(id)}${id === UNKNOWN ? "" : ` (${id})`} · ${n}`]);
  options($("speaker"), "tout locuteur", actors((row) => row.speakers), state.speaker);
  options($("target"), "tout destinataire", actors((row) => row.targets), state.target);
  const months = dated.map((month) => [month, monthName(month)]);
  const known = (month) => (month && !dated.includes(month) ? [[month, monthName(month)]] : []);
  options($("from"), "depuis", [...known(state.from), ...months], state.from);
  options($("to"), "jusqu’à", [...known(state.to), ...months], state.to);
  options($("verb"), "", labels.map((label) => [label.id, label.verb ?? label.label]), (labelOf.get(state.verb) ?? labels[0])?.id);
  $("verb").firstElementChild?.remove();
  $("modality").value = state.modality;
  if (document.activeElement !== $("q")) $("q").value = state.q;
  $("reset").disabled = Object.keys(EMPTY).every((key) => !state[key]);
}
function showTheme() {
  const dark = state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  if (state.theme) document.documentElement.dataset.theme = state.theme;
  $("theme").textContent = dark ? "☀ Clair" : "☾ Sombre";
  $("theme").onclick = () => { state.theme = dark ? "light" : "dark"; showTheme(); writeAddress(); };
}
function show() {
  showFilter();
  showChips();
  showCategories();
  showSpeakers();
  showMonths();
  showMatrix();
  showArticles(passing());
  writeAddress();
}

const months = dated.length ? ` · ${dated[0] === dated[dated.length - 1] ? monthName(dated[0]) : `${monthName(dated[0])} – ${monthName(dated[dated.length - 1])}`}` : "";
$("about").textContent = `${count(rows.length, "déclaration")} dans ${count(articles.length, "article")}${meta.read > articles.length ? ` sur ${meta.read.toLocaleString("fr")} lus` : ""}${months}`;
for (const key of ["speaker", "target", "modality", "from", "to", "verb"]) $(key).addEventListener("change", () => set({ [key]: $(key).value }));
let typing;
$("q").addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(() => set({ q: $("q").value }), 120); });
$("filter").addEventListener("submit", (event) => event.preventDefault());
$("filter").addEventListener("reset", (event) => { event.preventDefault(); $("q").value = ""; set({ ...EMPTY }); });
$("more").addEventListener("click", () => { state.shown += PAGE; showArticles(passing()); });
addEventListener("beforeprint", () => { state.shown = PRINTED; showArticles(passing()); });
addEventListener("hashchange", () => { Object.assign(state, EMPTY); readAddress(); showTheme(); show(); });

state.verb = (labels.find((label) => label.id === meta.verb) ?? labels[0])?.id ?? "";
readAddress();
makePatterns();
showTheme();
show();

"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { documents, statements, findings, projects } = data;
  const byId = new Map(statements.map((row) => [row.id, row]));
  const findingById = new Map(findings.map((row) => [row.id, row]));
  const placeOf = new Map(documents.map((row, place) => [row.id, place]));
  const ofDocument = documents.map(() => []);
  for (const row of statements) if (row.d !== undefined) ofDocument[row.d].push(row);
  const $ = (id) => document.getElementById(id);
  const filters = ["document", "table", "indicator", "role", "finding", "search"];
  const PAGE = 100;
  let language = new URLSearchParams(location.search).get("lang");
  if (!Object.hasOwn(data.words, language)) language = data.language;
  let shown = PAGE, current = null, open = -1, passage = null;

  const word = (key) => data.words[language][key];
  const name = (kind, key) => data.names[language][kind][key] ?? String(key).replaceAll("_", " ");
  function make(tag, text, attributes = {}) {
    const element = document.createElement(tag);
    if (text !== undefined && text !== null) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function options(id, entries) {
    const select = $(id), before = select.value;
    select.replaceChildren(make("option", word(id === "f-document" ? "all_documents" : "any"), { value: "" }));
    for (const [value, text] of entries) select.append(make("option", text, { value }));
    select.value = entries.some(([value]) => String(value) === before) ? before : "";
  }

  function speak() {
    document.documentElement.lang = language;
    document.title = word("title");
    for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
    $("back").href = language === data.language ? "summary.html" : `summary.${language}.html`;
    $("language").replaceChildren(...Object.entries(data.languages).map(([code, own]) => make("option", own, { value: code, lang: code })));
    $("language").value = language;
    const used = (key) => [...new Set(statements.map((row) => row[key]).filter((value) => value !== undefined))];
    options("f-document", documents.map((row, place) => [place, row.title ? `${row.title} (${row.id})` : row.id]));
    options("f-table", used("t").map((key) => [key, name("table", key)]));
    options("f-indicator", used("i").map((key) => [key, name("indicator", key)]));
    options("f-role", used("r").map((key) => [key, name("role", key)]));
    options("f-finding", findings.filter((row) => row.evidence.length).map((row) => [row.id, row.w[language]]));
    const kinds = ["measures", "dates", "events", "organisations", "places", "unclaimed_numbers"];
    $("legend").replaceChildren(...kinds.map((kind) => {
      const item = make("li");
      item.append(make("mark", name("table", kind), { class: kind }));
      return item;
    }));
    $("left").textContent = data.left_out ? word("left_out").replace("{number}", data.left_out) : "";
    list();
    if (open >= 0) read(open);
    tell();
  }

  function chosen() {
    const [place, table, indicator, role, finding] = filters.slice(0, 5).map((key) => $(`f-${key}`).value);
    const words = $("f-search").value.trim().toLocaleLowerCase();
    const ids = finding ? new Set(findingById.get(finding).evidence) : null;
    // A figure that means nothing (a page number, say) is marked in its text, and listed for whoever asks for it.
    const listed = (row) => (table ? row.t === table : row.t !== "unclaimed_numbers" || ids?.has(row.id));
    return statements.filter((row) =>
      listed(row) && (place === "" || String(row.d) === place) && (!indicator || row.i === indicator)
      && (!role || row.r === role) && (!ids || ids.has(row.id))
      && (!words || row.q.toLocaleLowerCase().includes(words) || row.w[language].toLocaleLowerCase().includes(words)));
  }

  function list() {
    const rows = chosen();
    $("list").replaceChildren(...rows.slice(0, shown).map((row) => {
      const item = make("li"), button = make("button", row.w[language], { type: "button", "data-id": row.id });
      button.setAttribute("aria-current", String(current === row.id));
      button.append(make("span", `“${row.q}”`, { class: "q" }));
      item.append(button);
      return item;
    }));
    $("more").hidden = rows.length <= shown;
    $("count").textContent = rows.length
      ? word("showing").replace("{shown}", Math.min(shown, rows.length)).replace("{all}", rows.length) : word("none");
  }

  function read(place) {
    open = place;
    const page = documents[place];
    $("document-head").textContent = page.title ?? page.id;
    const card = $("card");
    const known = (value) => value ?? word("not_known");
    card.replaceChildren(make("span", `${page.id} · ${known(page.publisher)} · ${word("published")}: ${known(page.published)} · ${word("read_on")}: ${known(page.read_on)} · `));
    card.append(page.url ? make("a", page.url, { href: page.url, rel: "noreferrer" }) : make("span", `${word("source")}: ${word("not_known")}`));
    const spans = ofDocument[place].map((row) => [row.s, row.e, row.t, row.id]);
    if (passage && passage.place === place) spans.push([passage.start, passage.end, "passage", "passage"]);
    const edges = [...new Set([0, page.text.length, ...spans.flatMap(([start, end]) => [start, end])])].sort((a, b) => a - b);
    const starts = [...spans].sort((a, b) => a[0] - b[0]);
    const piece = document.createDocumentFragment();
    let next = 0, alive = [];
    for (let index = 0; index + 1 < edges.length; index += 1) {
      const [from, to] = [edges[index], edges[index + 1]];
      while (next < starts.length && starts[next][0] <= from) alive.push(starts[next++]);
      alive = alive.filter(([, end]) => end > from);
      const words = page.text.slice(from, to);
      if (!alive.length) { piece.append(words); continue; }
      // Where statements overlap, the shortest one gives the look: it is the most exact.
      const top = alive.reduce((best, span) => (span[1] - span[0] < best[1] - best[0] ? span : best));
      const mark = make("mark", words, { class: top[2], "data-ids": alive.map((span) => span[3]).join(" "), "data-top": top[3] });
      if (current && alive.some((span) => span[3] === current)) mark.classList.add("now");
      piece.append(mark);
    }
    $("text").replaceChildren(piece);
    $("text").lang = page.language ?? "";
  }

  function tell() {
    const box = $("selected"), row = byId.get(current);
    box.replaceChildren();
    if (!row) return;
    const line = (label, text) => box.append(make("p", `${label}: ${text}`));
    box.append(make("p", row.w[language]));
    if (row.d === undefined) {
      line(word("outcome_note"), row.q);
      const source = make("p", `${word("source")}: `);
      source.append(row.url ? make("a", row.source, { href: row.url, rel: "noreferrer" }) : row.source);
      box.append(source);
    }
    if (row.p && projects[row.p]) line(word("project"), projects[row.p][0]);
    if (row.rule) line(word("rule"), row.rule);
    if (row.x) line(word("doubts"), row.x[language]);
    for (const finding of findings) if (finding.evidence.includes(row.id)) line(word("finding"), finding.w[language]);
  }

  function select(id, move = true) {
    const row = byId.get(id);
    if (!row) return false;
    current = id;
    passage = null;
    if (row.d !== undefined) {
      read(row.d);
      // A statement that was come to from elsewhere brings its document's list with it.
      if (!chosen().some((other) => other.id === id)) { $("filters").reset(); $("f-document").value = row.d; shown = PAGE; list(); }
      tell();
      const mark = $("text").querySelector("mark.now");
      if (mark && move) mark.scrollIntoView({ block: "center" });
    }
    for (const button of $("list").querySelectorAll("button")) button.setAttribute("aria-current", String(button.dataset.id === id));
    if (row.d === undefined) tell();
    return true;
  }

  // Code points to the units that strings here are counted in.
  function units(text, points) {
    let place = 0;
    for (const letter of text) {
      if (points-- <= 0) break;
      place += letter.length;
    }
    return place;
  }

  function follow() {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { id = location.hash.slice(1); }
    if (!id) return;
    const range = id.match(/^(.*)@(\d+)-(\d+)$/);
    const finding = findingById.get(id);
    if (range && placeOf.has(range[1])) {
      const place = placeOf.get(range[1]), text = documents[place].text;
      passage = { place, start: units(text, Number(range[2])), end: units(text, Number(range[3])) };
      current = "passage";
      read(place);
      $("selected").replaceChildren();
      $("text").querySelector("mark.now")?.scrollIntoView({ block: "center" });
    } else if (finding) {
      $("f-finding").value = id;
      list();
      const first = finding.evidence.find((key) => byId.has(key));
      if (first) select(first); else if (placeOf.has(finding.document)) read(placeOf.get(finding.document));
    } else if (placeOf.has(id)) read(placeOf.get(id));
    else if (Object.hasOwn(projects, id)) read(placeOf.get(projects[id][1][0]) ?? 0);
    else if (byId.has(id)) {
      if (byId.get(id).d !== undefined) $("f-document").value = byId.get(id).d;
      list();
      select(id);
    } else $("selected").replaceChildren(make("p", word("missing")));
  }

  $("filters").addEventListener("input", (event) => {
    shown = PAGE;
    list();
    if (event.target.id === "f-document" && event.target.value !== "") read(Number(event.target.value));
  });
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", () => setTimeout(() => { shown = PAGE; list(); }));
  $("more").addEventListener("click", () => { shown += PAGE; list(); });
  $("list").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) history.replaceState(null, "", `#${encodeURIComponent(button.dataset.id)}`), select(button.dataset.id);
  });
  $("text").addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark && mark.dataset.top !== "passage") history.replaceState(null, "", `#${encodeURIComponent(mark.dataset.top)}`), select(mark.dataset.top, false);
  });
  $("language").addEventListener("change", (event) => {
    language = event.target.value;
    const address = new URL(location.href);
    address.searchParams.set("lang", language);
    try { history.replaceState(null, "", address); } catch { /* some browsers keep file addresses as they are */ }
    speak();
  });
  window.addEventListener("hashchange", follow);
  if (documents.length) read(0);
  speak();
  follow();
})();

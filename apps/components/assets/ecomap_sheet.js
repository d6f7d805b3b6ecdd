// Draw one map of the scene as SVG: ground, ties, names, and parties that a keyboard reaches.
const SVG_NS = "http://www.w3.org/2000/svg";

function element(tag, attributes = {}, parent = null) {
  const made = document.createElementNS(SVG_NS, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (parent) parent.append(made);
  return made;
}

function html(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const colour = (sector) => `--colour: var(--eco-${sector})`;
const at = (x, y) => `translate(${x.toFixed(1)},${y.toFixed(1)})`;

// Persons and groups are round, services are soft squares, institutions stand on a base: shape says the kind.
function plate(signs, kind, radius) {
  const corner = signs.corners[kind];
  if (corner === undefined) return element("circle", { class: "plate", r: radius });
  const side = radius * signs.square;
  return element("rect", { class: "plate", x: -side, y: -side, width: side * 2, height: side * 2, rx: radius * corner });
}

function drawStroke(stroke, parent) {
  const kind = `${stroke.conflict ? " conflict" : ""}${stroke.sector ? "" : " far"}`;
  const group = element("g", { class: "stroke", style: stroke.sector ? colour(stroke.sector) : "" }, parent);
  const line = element("path", { class: `tie${kind}`, "stroke-width": stroke.width, d: stroke.path }, group);
  if (stroke.dashes) line.setAttribute("stroke-dasharray", stroke.dashes);
  stroke.heads.forEach((d) => element("path", { class: `head${kind}`, d }, group));
  return group;
}

function drawGround(map, uid, ground) {
  ground.replaceChildren();
  const write = (text, d, id, attributes) => {
    element("path", { id: `${uid}-${id}`, d, fill: "none" }, ground);
    const run = element("textPath", { href: `#${uid}-${id}`, startOffset: "50%" }, element("text", { "text-anchor": "middle", ...attributes }, ground));
    run.textContent = text;
  };
  for (const slice of map.slices) element("path", { class: "wash", d: slice.wash, style: colour(slice.key) }, ground);
  for (const ring of [...map.rings].reverse()) element("path", { class: "ring", d: ring.outline }, ground);
  if (map.trunk) element("path", { class: "trunk", d: map.trunk }, ground);
  for (const slice of map.slices) {
    element("path", { class: "edge", d: slice.edge }, ground);
    element("path", { class: "rim", d: slice.arc, style: colour(slice.key) }, ground);
    write(slice.label, slice.label_path, slice.key, { class: "sector-name", style: colour(slice.key) });
  }
  map.rings.forEach((ring, i) => write(ring.label, ring.label_path, `r${i}`, { class: "ring-name" }));
}

function drawParty(data, spot, signs) {
  const group = element("g", { class: `node${data.centre ? " centre" : ""}`, tabindex: -1, role: "button", "data-id": data.id,
    "aria-label": data.aria, style: colour(data.sector), transform: at(spot.x, spot.y) });
  const kind = data.centre ? "persona" : data.kind;
  const halo = plate(signs, kind, spot.r + 5);
  halo.setAttribute("class", "halo");
  element("circle", { class: "touch", r: Math.max(spot.r, 22) }, group);
  group.append(halo, plate(signs, kind, spot.r));
  if (!data.centre) element("path", { class: "glyph", d: signs.glyphs[kind] || signs.glyphs.persona, transform: `scale(${(spot.r / 17).toFixed(2)})` }, group);
  element("title", {}, group).textContent = data.aria;
  return group;
}

function drawName(data, spot) {
  const { label } = spot;
  const group = element("g", { class: `label${label.inside ? " centre" : ""}`, style: colour(data.sector) });
  if (spot.leader) element("path", { class: "leader", d: spot.leader }, group);
  const words = element("g", { transform: at(spot.x + label.dx, spot.y + label.dy) }, group);
  const look = { "text-anchor": label.anchor, "font-size": label.size };
  label.lines.forEach((line, i) => { element("text", { y: i * label.step, ...look }, words).textContent = line; });
  if (label.sector) element("text", { class: "of", ...look, "font-size": 12, y: label.lines.length * label.step }, words).textContent = label.sector;
  return group;
}

// The table twin: the same parties and ties as the map, in words.
function fillTwin(twin, scene, hidden, choose) {
  const names = new Map(scene.nodes.map((node) => [node.id, node.name]));
  const away = new Set(scene.nodes.filter((node) => hidden.has(node.sector) && !node.centre).map((node) => node.id));
  const rows = (caption, headings, lines) => html("table", {}, html("caption", {}, caption),
    html("thead", {}, html("tr", {}, ...headings.map((heading) => html("th", { scope: "col" }, heading)))),
    html("tbody", {}, ...lines.map((cells) => html("tr", {},
      ...cells.map((cell, i) => html("td", { "data-label": headings[i] }, cell || "–"))))));
  const opener = (node) => {
    const made = html("button", { type: "button" }, node.name);
    made.addEventListener("click", () => choose(node.id));
    return made;
  };
  twin.replaceChildren(
    rows("Persone e servizi", ["Nome", "Che cosa è", "Settore", "Che cosa fa"],
      scene.nodes.filter((node) => !away.has(node.id)).map((node) => [opener(node), node.kind_name, node.sector_name, node.role])),
    rows("Legami", ["Da", "A", "Legame", "Forza", "Aiuto", "Ore", "Dal", "Al", "Chi lo dice"],
      scene.ties.filter((tie) => !away.has(tie.a) && !away.has(tie.b)).map((tie) => [names.get(tie.a), names.get(tie.b), tie.label,
        tie.strength_words, tie.arrow_words, tie.hours_words, tie.since_words, tie.until_words, tie.stated_by])));
}

function fillLegend(legend, { lines, kinds }, signs) {
  legend.replaceChildren(...lines.map((line) => {
    const picture = element("svg", { viewBox: "0 0 44 18", "aria-hidden": "true" });
    drawStroke({ ...line, sector: line.sector && "sample" }, picture);
    return html("span", {}, picture, line.words);
  }), ...kinds.map(([kind, words]) => {
    const picture = element("svg", { viewBox: "-12 -12 24 24", class: "shape", "aria-hidden": "true" });
    picture.append(plate(signs, kind, 11));
    element("path", { class: "glyph", d: signs.glyphs[kind], transform: "scale(.62)" }, picture);
    return html("span", {}, picture, words);
  }));
}

// Who is around the person, in words: on paper, under a map that leaves room for it.
function fillRoster(roster, scene) {
  const others = scene.nodes.filter((node) => !node.centre);
  roster.replaceChildren(...(others.length > 30 ? [] : others).map((node) =>
    html("li", {}, html("b", {}, node.name), node.role ? `, ${node.role}` : "")));
}

// What to ask, where nobody is on the map yet.
function fillEmpty(empty, scene, begin) {
  const go = html("button", { type: "button", class: "begin" }, "Aggiungi la prima persona");
  go.addEventListener("click", begin);
  empty.replaceChildren(
    html("h3", {}, "Qui non c’è ancora nessuno"),
    html("p", {}, "La mappa si disegna insieme, parlando: per ogni colore, una domanda."),
    html("dl", {}, ...scene.sectors.filter((sector) => scene.prompts[sector.id]).map((sector) =>
      html("div", { style: colour(sector.id) }, html("dt", {}, sector.name), html("dd", {}, scene.prompts[sector.id])))),
    go);
}

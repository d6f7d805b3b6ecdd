// Put the ecomap together: the map, its table twin, its days, its sectors, and what can be saved.
const DAY_MS = 86400000, NARROW = 600;
const toDate = (iso) => new Date(`${iso}T12:00:00Z`);
const dayNumber = (iso) => Math.round(toDate(iso).getTime() / DAY_MS);
const isoOf = (number) => new Date(number * DAY_MS).toISOString().slice(0, 10);
const inWords = (iso) => toDate(iso).toLocaleDateString("it-IT", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export function render({ model, el }) {
  const uid = `eco${Math.random().toString(36).slice(2, 8)}`;
  let nodes = new Map(), bonds = [], known = new Set();
  let shape = "", printing = false, moves = model.scene.moves || 0; // no shape until the width is known

  // ---- the parts of the page ---------------------------------------------------------------------------------------
  const svg = element("svg", { class: "map", role: "group", "aria-label": "Ecomappa", "aria-describedby": `${uid}-how` });
  const ground = element("g", { "aria-hidden": "true" }, svg);
  const tieLayer = element("g", { "aria-hidden": "true" }, svg);
  const nodeLayer = element("g", {}, svg);
  const labelLayer = element("g", { "aria-hidden": "true" }, svg);
  const group = (name, kind = "") => html("div", { class: `group ${kind}`, role: "group", "aria-label": name });
  const views = group("Vista"), zooms = group("Ingrandimento", "zooms"), saves = group("Stampa e salva"), steps = group("Cambiamenti della rete");
  const chips = html("div", { class: "chips", role: "group", "aria-label": "Settori da mostrare" });
  const sheet = html("div", { class: "sheet" }), twin = html("div", { class: "twin hidden" });
  const empty = html("div", { class: "empty hidden" });
  const caption = html("div", { class: "chosen hidden", role: "status" });
  const legend = html("div", { class: "legend", role: "note", "aria-label": "Legenda" });
  const roster = html("ul", { class: "roster" });
  const how = html("p", { class: "how", id: `${uid}-how` }, "Con la tastiera: le frecce vanno da uno all’altro, Invio apre la scheda, Inizio torna al centro.");
  sheet.append(svg, twin, empty, zooms, caption);
  const day = html("div", { class: "day" });
  const output = html("output", { for: uid });
  const slider = html("input", { type: "range", id: uid, "aria-label": "Giorno della rete", step: "1" });
  const marks = html("div", { class: "marks", "aria-hidden": "true" });
  const news = html("p", { "aria-live": "polite" });
  day.append(output, html("div", { class: "rail" }, slider, marks), steps, news);
  const root = html("div", { class: "eco" }, html("div", { class: "tools" }, views, saves), chips, sheet, day, legend, roster, how);
  const view = makeView(svg, sheet);

  // ---- drawing -----------------------------------------------------------------------------------------------------
  const choose = (id) => { model.selected = id; };
  const tell = (move) => { moves += 1; rest(); model.send_msg(move); };
  const drop = (node) => tell({ type: "moved", id: node.id, x: node.x, y: node.y });
  const may = () => shape === "wide";

  // At rest: drawn, and of the day and after the moves that the reader asked for.
  const rest = (coming = false) => {
    const { scene } = model, awaited = coming || !nodes.size || scene.day !== model.day || scene.moves !== moves;
    root.setAttribute("aria-busy", String(Boolean(scene.nodes) && awaited));
  };

  const build = () => {
    const { scene } = model;
    const focused = el.getRootNode().activeElement?.getAttribute?.("data-id");
    if (!scene.nodes) { clear(); return; }
    const map = scene.maps[shape], spots = map.places;
    nodes = new Map(); bonds = [];
    svg.setAttribute("aria-label", scene.title);
    svg.classList.toggle("tall", shape === "tall");
    view.frame(map.box);
    drawGround(map, uid, ground);
    tieLayer.replaceChildren(); labelLayer.replaceChildren(); nodeLayer.replaceChildren();
    for (const data of scene.nodes) {
      const spot = spots[data.id];
      const node = { id: data.id, data, x: spot.x, y: spot.y, group: drawParty(data, spot, scene.signs), words: drawName(data, spot), bonds: [] };
      pullOrPress(node, view, { may, choose, drop });
      walk(node, () => [...nodes.values()], { may, choose, drop });
      if (known.size && !known.has(data.id)) [node.group, node.words].forEach((part) => part.classList.add("fresh"));
      nodes.set(data.id, node); nodeLayer.append(node.group); labelLayer.append(node.words);
    }
    const ties = new Map(scene.ties.map((tie) => [tie.id, tie]));
    for (const stroke of map.strokes) {
      const tie = ties.get(stroke.tie_id), a = nodes.get(tie.a), b = nodes.get(tie.b);
      const bond = element("g", { class: `bond${stroke.sector ? "" : " among"}${tie.change ? ` change-${tie.change}` : ""}`, "data-id": tie.id }, tieLayer);
      drawStroke(stroke, bond);
      element("path", { class: "hit", d: stroke.path }, bond);
      element("title", {}, bond).textContent = tie.words;
      bond.plain = () => `M${a.x},${a.y}L${b.x},${b.y}`;
      if (known.size && !known.has(tie.id)) bond.classList.add("fresh");
      bonds.push({ tie, group: bond }); a.bonds.push(bond); b.bonds.push(bond);
    }
    known = new Set([...scene.nodes.map((node) => node.id), ...scene.ties.map((tie) => tie.id)]);
    const alone = scene.nodes.length < 2;
    [[empty, !alone], [svg, alone || !twin.classList.contains("hidden")], [zooms, alone], [legend, alone], [how, alone]]
      .forEach(([part, off]) => part.classList.toggle("hidden", off));
    if (alone) fillEmpty(empty, scene, () => model.send_msg({ type: "begin" }));
    fillLegend(legend, scene.legend, scene.signs); fillRoster(roster, scene);
    buildChips(); fillTwin(twin, scene, new Set(model.hidden), choose); buildDay(); filter(); select();
    (nodes.get(focused) || nodes.get(model.selected) || nodes.values().next().value).group.setAttribute("tabindex", 0);
    if (focused) nodes.get(focused)?.group.focus();
    rest();
    model.send_msg({ type: "drawn", nodes: nodes.size, ties: bonds.length });
  };

  const clear = () => { // what could not be read leaves no old map behind
    nodes = new Map(); bonds = [];
    [ground, tieLayer, labelLayer, nodeLayer, chips, twin, legend, roster].forEach((part) => part.replaceChildren());
    buildDay(); select(); rest();
  };

  const buildChips = () => {
    chips.replaceChildren(...model.scene.sectors.filter((sector) => sector.count).map((sector) => {
      const off = model.hidden.includes(sector.id);
      const chip = html("button", { type: "button", class: "chip", "aria-pressed": String(!off), style: colour(sector.id) },
        html("i"), html("b", {}, sector.name), html("span", {}, String(sector.count)));
      chip.title = off ? `Mostra ${sector.name}` : `Nascondi ${sector.name}`;
      chip.addEventListener("click", () => {
        const place = [...chips.children].indexOf(chip);
        model.hidden = off ? model.hidden.filter((key) => key !== sector.id) : [...model.hidden, sector.id];
        buildChips(); chips.children[place].focus();
      });
      return chip;
    }));
  };

  const buildDay = () => {
    const [first, last] = model.span;
    day.classList.toggle("hidden", !first || first === last);
    if (!first) return;
    slider.min = dayNumber(first); slider.max = dayNumber(last); slider.value = dayNumber(model.day);
    slider.setAttribute("aria-valuetext", inWords(model.day));
    output.textContent = inWords(model.day);
    news.textContent = model.news;
    const width = Math.max(1, slider.max - slider.min);
    marks.replaceChildren(...model.moments.map((iso) => html("i", { style: `left:${((dayNumber(iso) - slider.min) / width) * 100}%` })));
  };

  // ---- choosing, hiding --------------------------------------------------------------------------------------------
  const select = () => {
    const id = model.selected, chosen = nodes.get(id);
    const own = bonds.filter(({ tie }) => tie.a === id || tie.b === id);
    const near = new Set([id, ...own.flatMap(({ tie }) => [tie.a, tie.b])]);
    root.classList.toggle("quiet", Boolean(chosen && !chosen.data.centre));
    nodes.forEach((node, key) => {
      node.group.classList.toggle("selected", key === id);
      node.group.setAttribute("aria-pressed", String(key === id));
      [node.group, node.words].forEach((part) => part.classList.toggle("near", near.has(key)));
    });
    bonds.forEach((bond) => bond.group.classList.toggle("near", own.includes(bond)));
    caption.classList.toggle("hidden", !chosen);
    if (!chosen) return;
    const read = html("button", { type: "button" }, "Leggi la scheda");
    read.addEventListener("click", () => document.querySelector(".atlas aside")?.scrollIntoView({ block: "start" }));
    caption.replaceChildren(html("span", {}, html("b", {}, chosen.data.name), chosen.data.role ? `, ${chosen.data.role}` : ""), read);
  };
  const filter = () => {
    const hidden = new Set(model.hidden);
    const off = (node) => node && hidden.has(node.data.sector) && !node.data.centre;
    nodes.forEach((node) => [node.group, node.words].forEach((part) => part.classList.toggle("hidden", off(node))));
    bonds.forEach(({ tie, group: bond }) => bond.classList.toggle("hidden", off(nodes.get(tie.a)) || off(nodes.get(tie.b))));
  };

  // ---- printing, saving --------------------------------------------------------------------------------------------
  const fit = () => { // a width of nothing is that of a map not yet in the page: wait for the true one
    const wanted = printing ? "wide" : !root.clientWidth ? shape : root.clientWidth < NARROW ? "tall" : "wide";
    if (wanted !== shape) { shape = wanted; build(); }
  };
  const paper = () => { printing = true; fit(); view.whole(); };
  const screen = () => { printing = false; fit(); };
  window.addEventListener("beforeprint", paper); window.addEventListener("afterprint", screen);
  const hand = (url, name) => html("a", { href: url, download: name }).click();
  const save = ({ svg: text, format }) => {
    const name = `ecomappa-${model.day}.${format}`;
    if (format === "svg") { hand(URL.createObjectURL(new Blob([text], { type: "image/svg+xml" })), name); return; }
    const image = new Image();
    image.onload = () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: image.width * 2, height: image.height * 2 });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      hand(canvas.toDataURL("image/png"), name);
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  };

  // ---- tools -------------------------------------------------------------------------------------------------------
  const press = (parent, text, label, act) => {
    const made = html("button", { type: "button", "aria-label": label, title: label }, text);
    made.addEventListener("click", act);
    parent.append(made);
    return made;
  };
  const show = (table) => {
    seeMap.setAttribute("aria-pressed", String(!table)); seeTwin.setAttribute("aria-pressed", String(table));
    svg.classList.toggle("hidden", table); twin.classList.toggle("hidden", !table); zooms.classList.toggle("hidden", table);
  };
  const seeMap = press(views, "Mappa", "Vedi la mappa", () => show(false));
  const seeTwin = press(views, "Tabella", "Vedi la stessa rete come tabella", () => show(true));
  press(zooms, "–", "Rimpicciolisci", () => view.zoom(1.25));
  press(zooms, "+", "Ingrandisci", () => view.zoom(0.8));
  press(zooms, "Tutta", "Mostra tutta la mappa, ognuno al suo posto", () => { view.whole(); tell({ type: "replaced" }); });
  press(saves, "Stampa", "Stampa su un foglio A4", () => window.print());
  press(saves, "SVG", "Salva come disegno SVG", () => model.send_msg({ type: "save", format: "svg" }));
  press(saves, "PNG", "Salva come immagine PNG", () => model.send_msg({ type: "save", format: "png" }));
  const step = (forward) => {
    const days = forward ? model.moments.filter((iso) => iso > model.day) : model.moments.filter((iso) => iso < model.day).reverse();
    if (days.length) model.day = days[0];
  };
  press(steps, "‹", "Cambiamento precedente", () => step(false));
  press(steps, "›", "Cambiamento successivo", () => step(true));
  let waiting = 0;
  slider.addEventListener("input", () => {
    output.textContent = inWords(isoOf(Number(slider.value)));
    rest(true); clearTimeout(waiting);
    waiting = setTimeout(() => { model.day = isoOf(Number(slider.value)); rest(); }, 90);
  });

  show(false);
  model.on("scene", () => { if (shape) build(); });
  model.on("selected", select);
  model.on("hidden", () => { filter(); fillTwin(twin, model.scene, new Set(model.hidden), choose); buildChips(); });
  model.on(["day", "span", "moments", "news"], () => { buildDay(); rest(); });
  model.on("msg:custom", save);
  el.append(root);
  rest(); fit();
  const watch = new ResizeObserver(fit);
  watch.observe(root);
  model.on("remove", () => {
    watch.disconnect();
    window.removeEventListener("beforeprint", paper); window.removeEventListener("afterprint", screen);
  });
}

// Draw the ecomap as SVG nodes that can be reached by keyboard, with its table twin, its days and its exports.
const DAY_MS = 86400000;
const toDate = (iso) => new Date(`${iso}T12:00:00Z`);
const dayNumber = (iso) => Math.round(toDate(iso).getTime() / DAY_MS);
const isoOf = (number) => new Date(number * DAY_MS).toISOString().slice(0, 10);
const inWords = (iso) => toDate(iso).toLocaleDateString("it-IT", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

function html(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export function render({ model, el }) {
  const uid = `eco${Math.random().toString(36).slice(2, 8)}`;
  const moved = new Map();
  let nodes = new Map(), bonds = [], known = new Set(), box = [0, 0, 1000, 700], home = box;

  // ---- the sheet ---------------------------------------------------------------------------------------------------
  const svg = element("svg", { class: "map", role: "group", "aria-label": "Ecomappa" });
  const ground = element("g", { "aria-hidden": "true" }, svg);
  const tieLayer = element("g", { "aria-hidden": "true" }, svg);
  const labelLayer = element("g", { "aria-hidden": "true" }, svg);
  const nodeLayer = element("g", {}, svg);
  const show = () => svg.setAttribute("viewBox", box.map((v) => v.toFixed(1)).join(" "));

  const chips = html("div", { class: "chips", role: "group", "aria-label": "Settori da mostrare" });
  const views = html("div", { class: "group", role: "group", "aria-label": "Vista" });
  const zooms = html("div", { class: "group zooms", role: "group", "aria-label": "Ingrandimento" });
  const saves = html("div", { class: "group", role: "group", "aria-label": "Stampa e salva" });
  const sheet = html("div", { class: "sheet" });
  const twin = html("div", { class: "twin hidden" });
  const empty = html("p", { class: "empty hidden" });
  const legend = html("div", { class: "legend", role: "note", "aria-label": "Legenda" });
  const tools = html("div", { class: "tools" }, views, saves);
  sheet.append(svg, twin, empty, zooms);

  const day = html("div", { class: "day" });
  const output = html("output", { for: uid });
  const slider = html("input", { type: "range", id: uid, "aria-label": "Giorno della rete", step: "1" });
  const marks = html("div", { class: "marks", "aria-hidden": "true" });
  const steps = html("div", { class: "group", role: "group", "aria-label": "Cambiamenti della rete" });
  const news = html("p", { "aria-live": "polite" });
  day.append(output, html("div", { class: "rail" }, slider, marks), steps, news);
  const root = html("div", { class: "eco" }, tools, chips, sheet, day, legend);

  const press = (parent, text, label, act) => {
    const made = html("button", { type: "button", "aria-label": label, title: label }, text);
    made.addEventListener("click", act);
    parent.append(made);
    return made;
  };

  // ---- drawing -----------------------------------------------------------------------------------------------------
  const drawBond = (bond) => {
    const a = nodes.get(bond.tie.a), b = nodes.get(bond.tie.b);
    if (!a || !b) return;
    const path = course(a, b, bond.tie.bow);
    bond.line.setAttribute("d", bond.tie.conflict ? zigzag(path) : curve(path));
    bond.hit.setAttribute("d", curve(path));
    bond.heads.forEach(({ made, t }) => {
      const shape = head(path, t, bond.tie.width);
      made.setAttribute("d", shape.d);
      made.setAttribute("transform", shape.transform);
    });
  };

  const drawLabel = (node) => {
    const { label } = node.data;
    node.words.setAttribute("transform", `translate(${(node.x + label.dx).toFixed(1)},${(node.y + label.dy).toFixed(1)})`);
  };

  const place = (node) => {
    node.group.setAttribute("transform", `translate(${node.x.toFixed(1)},${node.y.toFixed(1)})`);
    drawLabel(node);
    node.bonds.forEach(drawBond);
  };

  const buildGround = (scene) => {
    ground.replaceChildren();
    for (const ring of [...scene.rings].reverse())
      element("ellipse", { class: "ring", cx: ring.x, cy: ring.y, rx: ring.rx, ry: ring.ry }, ground);
    for (const sector of scene.sectors) {
      element("path", { class: "edge", d: sector.edge }, ground);
      element("path", { class: "rim", d: sector.arc, style: `--colour: var(--eco-${sector.id})` }, ground);
    }
    const write = (text, d, id, attributes) => {
      element("path", { id: `${uid}-${id}`, d, fill: "none" }, ground);
      const run = element("textPath", { href: `#${uid}-${id}`, startOffset: "50%" }, element("text", attributes, ground));
      run.textContent = text;
    };
    scene.rings.forEach((ring, i) => write(ring.label, ring.along, `r${i}`, { class: "ring-name", "text-anchor": "middle" }));
    scene.sectors.forEach((sector) => write(sector.name, sector.along, sector.id,
      { class: "sector-name", "text-anchor": "middle", style: `--colour: var(--eco-${sector.id})` }));
  };

  const buildNode = (data) => {
    const at = moved.get(data.id) || data;
    const group = element("g", { class: `node${data.centre ? " centre" : ""}`, tabindex: 0, role: "button", "data-id": data.id,
      "aria-label": data.aria, style: `--colour: var(--eco-${data.sector})` });
    const halo = plate(data.kind, data.r + 5);
    halo.setAttribute("class", "halo");
    group.append(halo, plate(data.kind, data.r));
    element("path", { class: "glyph", d: GLYPHS[data.kind] || GLYPHS.persona, transform: `scale(${(data.r / 17).toFixed(2)})` }, group);
    element("title", {}, group).textContent = data.aria;
    const words = element("g", { class: `label${data.centre ? " centre" : ""}` });
    data.label.lines.forEach((line, i) => {
      const text = element("text", { y: i * data.label.step, "text-anchor": data.label.anchor, "font-size": data.label.size }, words);
      text.textContent = line;
    });
    const node = { id: data.id, data, r: data.r, x: at.x, y: at.y, group, words, bonds: [] };
    wireNode(node);
    if (!known.has(data.id)) [group, words].forEach((part) => part.classList.add("fresh"));
    return node;
  };

  const buildBond = (tie) => {
    const group = element("g", { class: `bond${tie.change ? ` change-${tie.change}` : ""}`, "data-id": tie.id });
    const kind = `${tie.conflict ? " conflict" : ""}${tie.far ? " far" : ""}`;
    const line = element("path", { class: `tie${kind}`, "stroke-width": tie.width }, group);
    if (tie.dash) line.setAttribute("stroke-dasharray", tie.dash);
    const hit = element("path", { fill: "none", stroke: "transparent", "stroke-width": 14 }, group);
    element("title", {}, group).textContent = tie.words;
    const heads = [];
    if (tie.arrow === "to" || tie.arrow === "both") heads.push({ made: element("path", { class: `head${kind}` }, group), t: 1 });
    if (tie.arrow === "from" || tie.arrow === "both") heads.push({ made: element("path", { class: `head${kind}` }, group), t: 0 });
    if (!known.has(tie.id)) group.classList.add("fresh");
    return { tie, group, line, hit, heads };
  };

  const build = () => {
    const { scene } = model;
    const focused = el.getRootNode().activeElement?.getAttribute?.("data-id");
    nodes = new Map(); bonds = [];
    if (!scene.nodes) return;
    svg.setAttribute("aria-label", scene.title || "Ecomappa");
    home = scene.box;
    if (!known.size) { box = [...home]; show(); }
    buildGround(scene);
    tieLayer.replaceChildren(); labelLayer.replaceChildren(); nodeLayer.replaceChildren();
    for (const data of scene.nodes) {
      const node = buildNode(data);
      nodes.set(data.id, node); nodeLayer.append(node.group); labelLayer.append(node.words);
    }
    for (const tie of scene.ties) {
      const bond = buildBond(tie);
      bonds.push(bond); tieLayer.append(bond.group);
      nodes.get(tie.a)?.bonds.push(bond); nodes.get(tie.b)?.bonds.push(bond);
    }
    nodes.forEach(place);
    known = new Set([...scene.nodes.map((n) => n.id), ...scene.ties.map((t) => t.id)]);
    empty.textContent = scene.nodes.length > 1 ? "" : scene.empty;
    empty.classList.toggle("hidden", scene.nodes.length > 1);
    buildChips(scene); buildTwin(scene); buildDay(); filter(); select();
    if (focused) nodes.get(focused)?.group.focus();
    model.send_msg({ type: "drawn", nodes: nodes.size, ties: bonds.length });
  };

  const buildChips = (scene) => {
    chips.replaceChildren(...scene.sectors.filter((sector) => sector.count).map((sector) => {
      const off = model.hidden.includes(sector.id);
      const chip = html("button", { type: "button", class: "chip", "aria-pressed": String(!off), style: `--colour: var(--eco-${sector.id})` },
        html("i"), html("b", {}, sector.name), html("span", {}, String(sector.count)));
      chip.title = off ? `Mostra ${sector.name}` : `Nascondi ${sector.name}`;
      chip.addEventListener("click", () => {
        const at = [...chips.children].indexOf(chip);
        model.hidden = off ? model.hidden.filter((s) => s !== sector.id) : [...model.hidden, sector.id];
        buildChips(model.scene); chips.children[at].focus();
      });
      return chip;
    }));
  };

  const buildTwin = (scene) => {
    const names = new Map(scene.nodes.map((n) => [n.id, n.name]));
    const hidden = new Set(model.hidden);
    const away = new Set(scene.nodes.filter((n) => hidden.has(n.sector) && !n.centre).map((n) => n.id));
    const rows = (headings, lines) => html("table", {},
      html("thead", {}, html("tr", {}, ...headings.map((h) => html("th", { scope: "col" }, h)))),
      html("tbody", {}, ...lines.map((cells) => html("tr", {}, ...cells.map((cell) => html("td", {}, cell || "–"))))));
    const opener = (node) => {
      const made = html("button", { type: "button" }, node.name);
      made.addEventListener("click", () => choose(node.id));
      return made;
    };
    twin.replaceChildren(
      html("h3", {}, "Persone e servizi"),
      rows(["Nome", "Che cosa è", "Settore", "Che cosa fa"],
        scene.nodes.filter((n) => !away.has(n.id)).map((n) => [opener(n), n.kind_name, n.sector_name, n.role])),
      html("h3", {}, "Legami"),
      rows(["Da", "A", "Legame", "Forza", "Aiuto", "Dal", "Al", "Chi lo dice"],
        scene.ties.filter((t) => !away.has(t.a) && !away.has(t.b)).map((t) => [names.get(t.a), names.get(t.b), t.label,
          t.strength_words, t.arrow_words, t.since_words, t.until_words, t.stated_by])));
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
  const choose = (id) => { model.selected = id; };
  const select = () => {
    const id = model.selected, chosen = nodes.get(id);
    const near = new Set([id]);
    chosen?.bonds.forEach(({ tie }) => { near.add(tie.a); near.add(tie.b); });
    root.classList.toggle("quiet", Boolean(chosen && !chosen.data.centre));
    nodes.forEach((node, key) => {
      node.group.classList.toggle("selected", key === id);
      node.group.setAttribute("aria-pressed", String(key === id));
      [node.group, node.words].forEach((part) => part.classList.toggle("near", near.has(key)));
    });
    bonds.forEach(({ tie, group }) => group.classList.toggle("near", tie.a === id || tie.b === id));
  };
  const filter = () => {
    const hidden = new Set(model.hidden);
    const off = (node) => node && hidden.has(node.data.sector) && !node.data.centre;
    nodes.forEach((node) => [node.group, node.words].forEach((part) => part.classList.toggle("hidden", off(node))));
    bonds.forEach(({ tie, group }) => group.classList.toggle("hidden", off(nodes.get(tie.a)) || off(nodes.get(tie.b))));
  };

  // ---- moving ------------------------------------------------------------------------------------------------------
  const point = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const zoom = (factor, about = { x: box[0] + box[2] / 2, y: box[1] + box[3] / 2 }) => {
    const width = Math.min(home[2] * 1.6, Math.max(home[2] * 0.18, box[2] * factor)), k = width / box[2];
    box = [about.x - (about.x - box[0]) * k, about.y - (about.y - box[1]) * k, box[2] * k, box[3] * k];
    show();
  };
  const reset = () => { moved.clear(); box = [...home]; show(); build(); };

  function wireNode(node) {
    const steps = { ArrowLeft: [-12, 0], ArrowRight: [12, 0], ArrowUp: [0, -12], ArrowDown: [0, 12] };
    const put = (x, y) => { node.x = x; node.y = y; moved.set(node.id, { x, y }); place(node); };
    node.group.addEventListener("pointerdown", (down) => {
      down.stopPropagation();
      const from = point(down), grip = { x: node.x - from.x, y: node.y - from.y };
      let drag = false;
      node.group.setPointerCapture(down.pointerId);
      const move = (event) => {
        const at = point(event);
        if (!drag && Math.hypot(at.x - from.x, at.y - from.y) < 4) return;
        drag = true; put(at.x + grip.x, at.y + grip.y);
      };
      const up = () => {
        node.group.removeEventListener("pointermove", move);
        if (drag) model.send_msg({ type: "moved", id: node.id, x: node.x, y: node.y }); else choose(node.id);
      };
      node.group.addEventListener("pointermove", move);
      node.group.addEventListener("pointerup", up, { once: true });
    });
    node.group.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { choose(node.id); event.preventDefault(); }
      if (event.key === "Escape") choose("");
      if (event.altKey && steps[event.key]) {
        put(node.x + steps[event.key][0], node.y + steps[event.key][1]); event.preventDefault();
      }
    });
  }

  const touches = new Map();
  svg.addEventListener("pointerdown", (down) => {
    touches.set(down.pointerId, down);
    let last = { x: down.clientX, y: down.clientY };
    svg.setPointerCapture(down.pointerId);
    sheet.classList.add("grabbing");
    const move = (event) => {
      const before = touches.get(event.pointerId);
      touches.set(event.pointerId, event);
      if (touches.size === 2) {
        const other = [...touches.values()].find((t) => t.pointerId !== event.pointerId);
        const gap = (p) => Math.hypot(p.clientX - other.clientX, p.clientY - other.clientY) || 1;
        if (before) zoom(gap(before) / gap(event), point(event));
        return;
      }
      const scale = box[2] / svg.clientWidth;
      box = [box[0] - (event.clientX - last.x) * scale, box[1] - (event.clientY - last.y) * scale, box[2], box[3]];
      last = { x: event.clientX, y: event.clientY };
      show();
    };
    const up = (event) => {
      touches.delete(event.pointerId); sheet.classList.remove("grabbing");
      svg.removeEventListener("pointermove", move);
      svg.removeEventListener("pointerup", up); svg.removeEventListener("pointercancel", up);
    };
    svg.addEventListener("pointermove", move);
    svg.addEventListener("pointerup", up); svg.addEventListener("pointercancel", up);
  });
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // a plain wheel scrolls the page
    event.preventDefault(); zoom(Math.exp(event.deltaY * 0.004), point(event));
  }, { passive: false });

  // ---- saving ------------------------------------------------------------------------------------------------------
  const copy = () => {
    const clone = svg.cloneNode(true);
    const colours = getComputedStyle(root);
    const originals = svg.querySelectorAll("*");
    clone.querySelectorAll("*").forEach((part, i) => {
      const seen = getComputedStyle(originals[i]);
      for (const name of ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "font-size", "font-weight", "paint-order", "opacity", "display"])
        part.style.setProperty(name, seen.getPropertyValue(name));
    });
    clone.setAttribute("xmlns", SVG_NS);
    clone.setAttribute("viewBox", home.join(" "));
    clone.setAttribute("width", home[2]); clone.setAttribute("height", home[3]);
    clone.setAttribute("style", `font-family:${colours.fontFamily};background:#fff`);
    return new XMLSerializer().serializeToString(clone);
  };
  const hand = (url, name) => { const link = html("a", { href: url, download: name }); link.click(); };
  const name = (ending) => `ecomappa-${model.day}.${ending}`;
  const saveSvg = () => hand(URL.createObjectURL(new Blob([copy()], { type: "image/svg+xml" })), name("svg"));
  const savePng = () => {
    const image = new Image();
    image.onload = () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: home[2] * 2, height: home[3] * 2 });
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#fff"; pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      hand(canvas.toDataURL("image/png"), name("png"));
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(copy())}`;
  };

  // ---- tools -------------------------------------------------------------------------------------------------------
  const seeMap = press(views, "Mappa", "Vedi la mappa", () => view(false));
  const seeTwin = press(views, "Tabella", "Vedi la stessa rete come tabella", () => view(true));
  const view = (table) => {
    seeMap.setAttribute("aria-pressed", String(!table)); seeTwin.setAttribute("aria-pressed", String(table));
    svg.classList.toggle("hidden", table); twin.classList.toggle("hidden", !table); zooms.classList.toggle("hidden", table);
  };
  press(zooms, "–", "Rimpicciolisci", () => zoom(1.25));
  press(zooms, "+", "Ingrandisci", () => zoom(0.8));
  press(zooms, "Tutta", "Mostra tutta la mappa", reset);
  press(saves, "Stampa", "Stampa su un foglio A4", () => { box = [...home]; show(); window.print(); });
  press(saves, "SVG", "Salva come disegno SVG", saveSvg);
  press(saves, "PNG", "Salva come immagine PNG", savePng);
  const step = (forward) => {
    const days = forward ? model.moments.filter((m) => m > model.day) : model.moments.filter((m) => m < model.day).reverse();
    if (days.length) model.day = days[0];
  };
  press(steps, "‹", "Cambiamento precedente", () => step(false));
  press(steps, "›", "Cambiamento successivo", () => step(true));
  let waiting = 0;
  slider.addEventListener("input", () => {
    output.textContent = inWords(isoOf(Number(slider.value)));
    clearTimeout(waiting);
    waiting = setTimeout(() => { model.day = isoOf(Number(slider.value)); }, 90);
  });

  const sample = (text, draw) => {
    const picture = element("svg", { viewBox: "0 0 44 18", "aria-hidden": "true" });
    draw(picture);
    legend.append(html("span", {}, picture, text));
  };
  const line = (attributes) => (p) => element("path", { class: "tie", d: "M3,9H41", ...attributes }, p);
  sample("forte", line({ "stroke-width": 5 }));
  sample("buono", line({ "stroke-width": 3 }));
  sample("debole", line({ "stroke-width": 1.8, "stroke-dasharray": "6 5" }));
  sample("non rilevato", line({ "stroke-width": 1.4, "stroke-dasharray": "1 5" }));
  sample("in conflitto", (p) => element("path", { class: "tie conflict", "stroke-width": 2, d: "M3,9L8,9L12,4L18,14L24,4L30,14L36,9L41,9" }, p));
  sample("verso dell’aiuto", (p) => { line({ "stroke-width": 2.4, d: "M3,9H34" })(p); element("path", { class: "head", d: "M41,9L30,4L33,9L30,14Z" }, p); });
  for (const [kind, text] of [["persona", "persona"], ["professionista", "professionista"], ["servizio", "servizio"], ["ente", "ente"], ["comunita", "gruppo"]]) {
    const picture = element("svg", { viewBox: "-12 -12 24 24", class: "shape", "aria-hidden": "true" });
    picture.append(plate(kind, 11)); element("path", { fill: "var(--eco-paper)", d: GLYPHS[kind], transform: "scale(.58)" }, picture);
    legend.append(html("span", {}, picture, text));
  }

  view(false);
  model.on("scene", build);
  model.on("selected", select);
  model.on("hidden", () => { filter(); buildTwin(model.scene); buildChips(model.scene); });
  model.on(["day", "span", "moments", "news"], buildDay);
  el.append(root);
  build();
}

// Work out how a tie runs on the sheet: straight, bowed beside its twins, zigzag where there is conflict.
const SVG_NS = "http://www.w3.org/2000/svg";

function element(tag, attributes = {}, parent = null) {
  const made = document.createElementNS(SVG_NS, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (parent) parent.append(made);
  return made;
}

// The points of a tie from rim to rim; `bow` bends it sideways, so that several ties of one pair stay apart.
function course(from, to, bow) {
  const dx = to.x - from.x, dy = to.y - from.y;
  const length = Math.hypot(dx, dy) || 1;
  const normal = { x: -dy / length, y: dx / length };
  const middle = { x: (from.x + to.x) / 2 + normal.x * bow, y: (from.y + to.y) / 2 + normal.y * bow };
  const trim = (point, radius) => {
    const ax = middle.x - point.x, ay = middle.y - point.y, away = Math.hypot(ax, ay) || 1;
    return { x: point.x + (ax / away) * radius, y: point.y + (ay / away) * radius };
  };
  return { start: trim(from, from.r + 5), middle, end: trim(to, to.r + 5) };
}

function along({ start, middle, end }, t) {
  const u = 1 - t;
  return {
    x: u * u * start.x + 2 * u * t * middle.x + t * t * end.x,
    y: u * u * start.y + 2 * u * t * middle.y + t * t * end.y,
  };
}

function curve({ start, middle, end }) {
  return `M${start.x.toFixed(1)},${start.y.toFixed(1)}Q${middle.x.toFixed(1)},${middle.y.toFixed(1)} ${end.x.toFixed(1)},${end.y.toFixed(1)}`;
}

function zigzag(path) {
  const length = Math.hypot(path.end.x - path.start.x, path.end.y - path.start.y);
  const teeth = Math.max(4, Math.round(length / 9)), reach = Math.min(5, length / 9);
  const nx = -(path.end.y - path.start.y) / (length || 1), ny = (path.end.x - path.start.x) / (length || 1);
  let line = "";
  for (let i = 0; i <= teeth; i += 1) {
    const point = along(path, i / teeth);
    const side = i < 2 || i > teeth - 2 ? 0 : i % 2 ? reach : -reach;
    line += `${i ? "L" : "M"}${(point.x + nx * side).toFixed(1)},${(point.y + ny * side).toFixed(1)}`;
  }
  return line;
}

// A small arrow head at the end (t = 1) or the start (t = 0) of a tie.
function head(path, t, width) {
  const tip = t ? path.end : path.start;
  const back = along(path, t ? 0.96 : 0.04);
  const angle = (Math.atan2(tip.y - back.y, tip.x - back.x) * 180) / Math.PI;
  const size = 7 + width;
  return { d: `M0,0L${-size},${-size * 0.55}L${-size * 0.72},0L${-size},${size * 0.55}Z`,
    transform: `translate(${tip.x.toFixed(1)},${tip.y.toFixed(1)}) rotate(${angle.toFixed(1)})` };
}

// White signs on the coloured plates, drawn in a box of 24 around the origin.
const GLYPHS = {
  persona: "M0,-8.2a4.3,4.3 0 1 1 -.01,0zM-8,8.4c0,-5 3.6,-7.4 8,-7.4s8,2.4 8,7.4z",
  nucleo: "M-9.5,0L0,-8.6L9.5,0L7,0L7,8.2L2.2,8.2L2.2,2.6L-2.2,2.6L-2.2,8.2L-7,8.2L-7,0Z",
  professionista: "M-2.6,-8.6h5.2v5.9h5.9v5.2h-5.9v5.9h-5.2v-5.9h-5.9v-5.2h5.9z",
  servizio: "M-8,-5.4h16v2.9h-16zM-8,-1h16v2.9h-16zM-8,3.4h10v2.9h-10z",
  ente: "M0,-9L9,-4.6V-2.6H-9V-4.6ZM-7.2,-1.2h2.8v6.2h-2.8zM-1.4,-1.2h2.8v6.2h-2.8zM4.4,-1.2h2.8v6.2h-2.8zM-9,6h18v2.6h-18z",
  comunita: "M-5.6,-4.6a2.9,2.9 0 1 1 -.01,0zM5.6,-4.6a2.9,2.9 0 1 1 -.01,0zM-10.4,6.4c0,-3.6 2,-5 4.8,-5s4.8,1.4 4.8,5zM.8,6.4c0,-3.6 2,-5 4.8,-5s4.8,1.4 4.8,5z",
};

// Persons and groups are round, services are soft squares, institutions stand on a base: shape says the kind.
function plate(kind, radius) {
  if (kind === "servizio" || kind === "ente") {
    const side = radius * 0.9, corner = kind === "ente" ? 3 : radius * 0.42;
    return element("rect", { class: "plate", x: -side, y: -side, width: side * 2, height: side * 2, rx: corner });
  }
  return element("circle", { class: "plate", r: radius });
}

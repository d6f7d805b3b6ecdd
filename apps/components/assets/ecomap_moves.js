// Move on the map: zoom and pan, drag a party, walk from party to party with the arrow keys.
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// The party nearest in the direction of an arrow: within 45° of it, near ones and straight ones first.
function neighbour(nodes, from, [dx, dy]) {
  let best = null, least = Infinity;
  for (const node of nodes) {
    const ahead = (node.x - from.x) * dx + (node.y - from.y) * dy;
    const aside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
    if (node === from || ahead <= 0 || aside > ahead) continue;
    if (ahead + 1.5 * aside < least) { best = node; least = ahead + 1.5 * aside; }
  }
  return best;
}

// The window through which the map is seen.
function makeView(svg, sheet) {
  let home = [0, 0, 1000, 820], box = home;
  const show = () => svg.setAttribute("viewBox", box.map((v) => v.toFixed(1)).join(" "));
  const view = {
    point: (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse()),
    frame: (next) => { const same = home.join() === next.join(); home = next; if (!same) view.whole(); },
    whole: () => { box = [...home]; show(); },
    zoom: (factor, about = { x: box[0] + box[2] / 2, y: box[1] + box[3] / 2 }) => {
      const width = Math.min(home[2] * 1.6, Math.max(home[2] * 0.18, box[2] * factor)), k = width / box[2];
      box = [about.x - (about.x - box[0]) * k, about.y - (about.y - box[1]) * k, box[2] * k, box[3] * k];
      show();
    },
  };
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
        const other = [...touches.values()].find((touch) => touch.pointerId !== event.pointerId);
        const gap = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
        if (before) view.zoom(gap(before) / gap(event), view.point(event));
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
    event.preventDefault(); view.zoom(Math.exp(event.deltaY * 0.004), view.point(event));
  }, { passive: false });
  return view;
}

// A press chooses a party, a pull moves it: while it moves its ties are plain lines, then they are drawn anew.
function pullOrPress(node, view, { may, choose, drop }) {
  node.group.addEventListener("pointerdown", (down) => {
    down.stopPropagation();
    const from = view.point(down), start = { x: node.x, y: node.y };
    let drag = false;
    node.group.setPointerCapture(down.pointerId);
    const move = (event) => {
      const now = view.point(event);
      if (!may() || (!drag && Math.hypot(now.x - from.x, now.y - from.y) < 4)) return;
      drag = true;
      node.x = start.x + now.x - from.x; node.y = start.y + now.y - from.y;
      node.group.setAttribute("transform", at(node.x, node.y));
      node.words.setAttribute("transform", at(node.x - start.x, node.y - start.y));
      node.bonds.forEach((bond) => {
        bond.querySelectorAll(".head").forEach((head) => head.remove());
        bond.querySelectorAll("path").forEach((line) => line.setAttribute("d", bond.plain()));
      });
    };
    const end = (event) => {
      node.group.removeEventListener("pointermove", move);
      if (drag) drop(node); else if (event.type === "pointerup") choose(node.id);
    };
    node.group.addEventListener("pointermove", move);
    node.group.addEventListener("pointerup", end, { once: true });
    node.group.addEventListener("pointercancel", end, { once: true });
  });
}

// One party is reached by Tab; arrows go on from it, Home to the person, letters to a name, Enter reads.
function walk(node, all, { choose, drop, may }) {
  const go = (next) => next && next.group.focus({ preventScroll: false });
  node.group.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key], shown = all().filter((one) => !one.group.classList.contains("hidden"));
    if (event.key === "Enter" || event.key === " ") choose(node.id);
    else if (event.key === "Escape") choose("");
    else if (arrow && event.altKey) {
      if (!may()) return;
      node.x += 12 * arrow[0]; node.y += 12 * arrow[1]; drop(node);
    } else if (arrow) go(neighbour(shown, node, arrow));
    else if (event.key === "Home") go(shown.find((one) => one.data.centre));
    else if (/^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey) {
      const after = [...shown.slice(shown.indexOf(node) + 1), ...shown];
      go(after.find((one) => one.data.name.toLowerCase().startsWith(event.key.toLowerCase())));
    } else return;
    event.preventDefault();
  });
  node.group.addEventListener("focus", () => {
    all().forEach((one) => one.group.setAttribute("tabindex", one === node ? 0 : -1));
  });
}

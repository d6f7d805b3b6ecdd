// When the server is away, or the entry has ended: say so, keep what is typed, and go on where one was.
(() => {
  const entered = document.documentElement.dataset.entered; // nobody enters in the demo
  const KEPT = `ponte:${entered || ""}:${location.pathname}${location.search}`;
  const roots = (node) => [node, ...[...node.querySelectorAll("*")].flatMap((one) => (one.shadowRoot ? roots(one.shadowRoot) : []))];
  const fields = () => roots(document).flatMap((root) => [...root.querySelectorAll("form[data-act], form[data-kept]")])
    .flatMap((form) => [...form.elements].filter((field) => field.name && !["password", "file", "hidden", "submit", "button"].includes(field.type))
      .map((field) => [`${form.dataset.act}|${field.id}|${field.name}`, field]));
  const ticks = (field) => field.type === "checkbox" || field.type === "radio";
  const held = (field) => (ticks(field) ? field.checked : field.value);
  const begun = (field) => (ticks(field) ? field.defaultChecked : field.tagName === "SELECT"
    ? ([...field.options].find((one) => one.defaultSelected) || field.options[0])?.value : field.defaultValue);

  const restore = () => {
    const text = sessionStorage.getItem(KEPT);
    if (!text) return;
    const kept = new Map(JSON.parse(text)), until = Date.now() + 15000;
    const fill = () => {
      for (const [name, field] of fields()) {
        if (!kept.has(name)) continue;
        if (ticks(field)) field.checked = kept.get(name); else field.value = kept.get(name);
        kept.delete(name);
        for (const kind of ["input", "change"]) if (field.tagName !== "SELECT") field.dispatchEvent(new Event(kind, { bubbles: true }));
      }
      if (kept.size && Date.now() < until) setTimeout(fill, 150);
      else sessionStorage.removeItem(KEPT);
    };
    fill();
  };
  const keep = () => {
    const typed = fields().filter(([, field]) => held(field) !== begun(field)).map(([name, field]) => [name, held(field)]);
    if (typed.length) sessionStorage.setItem(KEPT, JSON.stringify(typed));
  };
  const ended = () => {
    const bar = document.createElement("div"), link = document.createElement("a");
    bar.id = "lontano";
    bar.setAttribute("role", "alert");
    bar.innerHTML = "<b>Il tuo accesso è finito.</b> Quello che hai scritto resta qui. ";
    link.textContent = "Entra di nuovo";
    link.href = `entra?next=${encodeURIComponent(location.pathname + location.search)}`;
    link.addEventListener("click", keep);
    bar.append(link);
    document.body.prepend(bar);
    document.querySelector("main").inert = true;
  };
  const lost = async () => {
    if (document.getElementById("lontano")) return;
    const inside = entered ? await fetch("dentro", { cache: "no-store" }).catch(() => null) : null;
    if (inside?.status === 401) { ended(); return; }
    if (document.getElementById("lontano")) return;
    const bar = document.createElement("div");
    bar.id = "lontano";
    bar.setAttribute("role", "alert");
    bar.innerHTML = "<b>Ponte non risponde.</b> Riprovo da solo ogni pochi secondi: quello che hai scritto resta qui. "
      + "Se dura, avvisa chi amministra Ponte.";
    document.body.prepend(bar);
    const again = async () => {
      try {
        const answer = await fetch("risorse/ponte.svg", { cache: "no-store" });
        if (!answer.ok) throw new Error();
      } catch { setTimeout(again, 2000); return; }
      keep();
      location.reload();
    };
    setTimeout(again, 1500);
  };
  let leaving = false;
  addEventListener("pagehide", () => { leaving = true; });
  const listen = () => {
    const known = window.Bokeh?.documents?.[0];
    if (!known) { setTimeout(listen, 100); return; }
    known.on_event("connection_lost", () => setTimeout(() => { if (!leaving) lost(); }, 300));
    document.documentElement.dataset.listening = "";
  };
  listen();
  restore();
})();

// A conversation: questions and answers in a log, a field to write in, and a button that sends or stops.
export function render({ model, el }) {
  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const log = make("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": "Conversazione" });
  const examples = make("div", { class: "examples" });
  const field = make("textarea", { rows: "1", id: "domanda", autocomplete: "off" });
  const label = make("label", { for: "domanda", class: "hide" }, "La tua domanda");
  const send = make("button", { type: "submit", class: "send" });
  const form = make("form", { class: "ask" }, label, field, send);
  const status = make("p", { class: "hide", role: "status" });
  const wait = make("p", { class: "wait", role: "status" });
  const root = make("div", { class: "conversation" }, log, examples, form, status);
  form.append(wait);

  const shown = new Map();
  const show = (message) => {
    let bubble = shown.get(message.id);
    if (!bubble) {
      bubble = make("div", { class: `message ${message.who}`, "data-id": message.id });
      bubble.append(make("p", { class: "hide" }, message.who === "io" ? "Hai chiesto:" : "Ponte risponde:"), make("div", { class: "body" }));
      shown.set(message.id, bubble); log.append(bubble);
      bubble.scrollIntoView({ block: message.who === "io" ? "start" : "nearest", behavior: calm() });
    }
    if (bubble.html !== message.html) { bubble.html = message.html; bubble.lastChild.innerHTML = message.html; }
    const came = bubble.classList.contains("working") && message.state === "done";
    bubble.classList.toggle("working", message.state === "working");
    // An answer that ends under the field is shown from its question on.
    if (came && bubble.getBoundingClientRect().bottom > form.getBoundingClientRect().top)
      bubble.previousElementSibling?.scrollIntoView({ block: "start", behavior: calm() });
  };
  const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

  const redraw = () => {
    const ids = new Set([...model.messages, model.current].filter((m) => m.id).map((m) => m.id));
    shown.forEach((bubble, id) => { if (!ids.has(id)) { bubble.remove(); shown.delete(id); } });
    model.messages.forEach(show);
    if (model.current.id) show(model.current);
    examples.replaceChildren();
    if (!model.messages.length && model.examples.length) {
      examples.append(make("p", {}, "Per cominciare, per esempio:"), ...model.examples.map((text) => {
        const made = make("button", { type: "button" }, text);
        made.addEventListener("click", () => ask(text));
        return made;
      }));
    }
  };
  // Two signs that an answer has come, either is enough: one of them was once late by a minute on a loaded machine.
  const busy = () => model.busy && model.messages.at(-1)?.who !== "ponte";
  let next = false; // what stands in the field goes off when the answer on its way has come
  const queue = (wanted) => {
    next = wanted;
    wait.textContent = next ? "Ponte sta ancora rispondendo: la tua domanda parte appena ha finito." : "";
  };
  const state = () => {
    send.textContent = busy() ? "Ferma" : "Chiedi";
    send.classList.toggle("stop", busy());
    send.title = busy() ? "Ferma la risposta" : "Invia la domanda";
    status.textContent = busy() ? "Ponte sta cercando." : "";
    log.setAttribute("aria-busy", String(busy()));
    if (next && !busy()) { queue(false); ask(field.value); }
  };
  const ask = (text, shown = "") => {
    const question = text.trim();
    if (!question || busy()) return;
    model.send_msg({ type: "ask", text: question, shown });
    field.value = ""; grow();
  };
  const grow = () => { field.style.height = "auto"; field.style.height = `${Math.min(field.scrollHeight + 2, 180)}px`; };

  field.placeholder = model.placeholder;
  field.addEventListener("input", () => { grow(); queue(false); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); if (busy()) queue(Boolean(field.value.trim())); else ask(field.value); }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy()) model.send_msg({ type: "stop" }); else ask(field.value);
  });
  log.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-ask]");
    if (button) ask(button.dataset.ask, button.textContent.trim());
  });

  model.on(["messages", "current", "examples"], redraw);
  model.on(["busy", "messages"], state);
  el.append(root);
  redraw(); state();
  const arrived = performance.getEntriesByType("navigation")[0]?.type;
  if (arrived !== "navigate" && !model.messages.length) model.send_msg({ type: "resume" });
}

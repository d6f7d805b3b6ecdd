// Show HTML from a template; send what its forms and buttons say; keep what is typed; hand over the files that Python makes.
const NEVER_KEPT = new Set(["hidden", "password", "file", "submit", "button"]);
const NO_RECORD = new Set(["act", "key", "draft", "drafts"]);

// The name of a form's draft: what it does, and the row that it does it to.
const nameOf = ({ dataset }) => dataset.draft || [dataset.act, ...Object.keys(dataset)
  .filter((name) => !NO_RECORD.has(name)).sort().map((name) => `${name}=${dataset[name]}`)].join("|");
const said = (field) => ["checkbox", "radio"].includes(field.type) && !field.checked ? "" : field.value;
const put = (field, value) => { // back in a field; says whether that changed it
  if (field.type === "radio" || field.type === "checkbox") {
    const on = field.type === "radio" ? field.value === value : Boolean(value);
    return field.checked !== on && ((field.checked = on), true);
  }
  const fits = field.tagName !== "SELECT" || [...field.options].some((one) => one.value === value);
  return fits && field.value !== value && ((field.value = value), true);
};

export function render({ model, el }) {
  const notice = document.createElement("p"), body = document.createElement("div");
  notice.className = "notice alarm"; notice.setAttribute("role", "alert");
  const root = document.createElement("div"), hold = document.createElement("p");
  hold.className = "hold"; hold.setAttribute("role", "status");
  root.append(notice, body, hold);

  let sent = model.heard; // acts on their way: the page is busy until Python has answered them all
  let patience; // what takes long says so, over the page: nothing moves
  const rest = () => {
    root.setAttribute("aria-busy", String(sent !== model.heard));
    clearTimeout(patience);
    hold.textContent = "";
    if (sent !== model.heard) patience = setTimeout(() => { hold.textContent = "Un momento…"; }, 900);
  };
  const send = (values) => { sent += 1; rest(); model.send_msg(values); };
  const told = () => { notice.innerHTML = model.notice; notice.hidden = !model.notice; };

  const typing = new Map(); // drafts typed and not yet kept: Python did not know them when it wrote the page
  const asked = new Map(); // drafts as they were last sent
  const waits = new Map(); // fields told and not yet kept
  const untold = new Set(); // fields typed in and not yet told
  let anew = ""; // the form that begins again
  let from = ""; // the form that was sent last
  const drafts = () => body.firstElementChild?.dataset.drafts || "";
  const shelf = (field) => { // where a draft of a field is kept, null for what is never kept
    const { onChange, form, field: name } = field.dataset;
    if (onChange) return onChange === "draft" ? { ...field.dataset, act: "draft", form, field: name } : null;
    const around = field.form;
    if (!drafts() || !around?.dataset.act || around.dataset.drafts === "no") return null;
    if (!field.name || NEVER_KEPT.has(field.type)) return null;
    const tick = field.type === "checkbox" ? `=${field.value}` : ""; // lists of boxes grow and shrink
    return { act: "draft_keep", form: nameOf(around), field: field.name + tick };
  };
  const key = ({ form, field }) => `${form}.${field}`;
  const drafted = (from = body) => [...from.querySelectorAll("input, select, textarea")]
    .map((field) => [field, shelf(field)]).filter(([, at]) => at);

  const resume = () => { // what was typed another time; only what differs from the page is worth a word
    const kept = JSON.parse(drafts() || "{}");
    for (const form of body.querySelectorAll("form[data-act]")) {
      const draft = kept[nameOf(form)];
      const back = draft && drafted(form).filter(([field, at]) => at.act === "draft_keep" && at.field in draft.fields
        && put(field, draft.fields[at.field])).length;
      if (!back) continue;
      const line = document.createElement("p"), button = document.createElement("button");
      line.className = "resumed small"; line.setAttribute("role", "status");
      Object.assign(button, { type: "button", className: "link", textContent: "Ricomincia da capo" });
      Object.assign(button.dataset, { act: "draft_drop", form: nameOf(form), key: `anew-${nameOf(form)}` });
      line.append(`Ripreso quello che avevi scritto ${draft.at}. `, button);
      form.prepend(line);
      openAround(form);
    }
  };
  const formOf = (name) => name && [...body.querySelectorAll("form[data-act]")].find((form) => nameOf(form) === name);
  const openAround = (one) => { for (let part = one.closest("details"); part; part = part.parentElement.closest("details")) part.open = true; };
  const tellThere = () => { // what is wrong with a form is said in it, not at the top of a long page
    const form = formOf(from), fault = body.querySelector(".notice.alarm[data-focus]");
    from = "";
    if (!form || !fault || fault.closest("form")) return;
    openAround(form);
    form.prepend(fault);
  };
  const draw = () => {
    const focused = el.getRootNode().activeElement;
    const mark = focused?.id || focused?.dataset?.key;
    const sender = !mark && focused?.form?.dataset.act ? [nameOf(focused.form), [...focused.form.elements].indexOf(focused)] : null;
    body.innerHTML = model.html;
    fold();
    resume();
    for (const [field, at] of drafted()) if (typing.has(key(at))) put(field, typing.get(key(at)));
    const here = body.querySelector(".stairs [aria-current]"), row = here?.closest(".stairs");
    if (row) row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - here.offsetWidth) / 2;
    const again = mark && body.querySelector(`#${CSS.escape(mark)}, [data-key="${CSS.escape(mark)}"]`);
    const first = formOf(anew), same = sender && formOf(sender[0])?.elements[sender[1]];
    tellThere();
    const said = focused && body.querySelector(".notice[role=status], .notice[role=alert]"); // where the button was, none is
    const next = body.querySelector("[data-focus]") || again || same || (first && drafted(first)[0]?.[0]) || said;
    if (next === said && next) next.tabIndex = -1;
    next?.focus();
    anew = "";
  };

  const reach = (mark = location.hash.slice(1)) => { // the browser does not look in here
    const there = mark && body.querySelector(`#${CSS.escape(mark)}`);
    if (!there) return;
    openAround(there);
    if (there.tabIndex < 0) there.tabIndex = -1; // who goes on with the keyboard goes on from there
    there.focus({ preventScroll: true });
    there.scrollIntoView();
  };
  addEventListener("hashchange", () => reach());
  body.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) reach(link.hash.slice(1));
  });

  const folded = new Map(); // parts of a page that who reads opened or closed; on a telephone they begin closed
  const fold = () => {
    for (const part of body.querySelectorAll("details[data-part]")) {
      const { part: name } = part.dataset;
      const asked = part.querySelector("details[open]:not([data-part]), [data-focus]"); // what is asked for is never hidden
      part.open = folded.get(name) ?? (Boolean(asked) || !matchMedia("(max-width: 700px)").matches);
      part.addEventListener("toggle", () => folded.set(name, part.open));
    }
  };

  const late = () => { // nothing typed is lost in silence
    notice.textContent = "Ponte non risponde: l’ultimo campo forse non è salvato. Quando torna, ricarica la pagina: il resto c’è.";
    notice.hidden = false;
  };
  const tell = (field) => {
    clearTimeout(field.waits);
    untold.delete(field);
    const at = shelf(field);
    if (field.told === said(field) || (field.type === "radio" && !field.checked)) return;
    field.told = said(field);
    const open = body.querySelector("details[name][open]")?.id || "";
    const { kept, ...data } = at || field.dataset;
    send({ ...data, act: at?.act || field.dataset.onChange, value: field.told, open });
    if (!at) return;
    asked.set(key(at), field.told);
    delete field.dataset.kept;
    clearTimeout(waits.get(key(at)));
    waits.set(key(at), setTimeout(late, 8000));
  };
  const settle = (form) => { // what is sent is not typed any more
    for (const field of [...untold]) if (field.form === form) tell(field);
    for (const [, at] of drafted(form)) typing.delete(key(at));
  };
  const drop = (form) => {
    for (const field of [...untold]) if (field.form === form) { clearTimeout(field.waits); untold.delete(field); }
    for (const [, at] of drafted(form)) typing.delete(key(at));
    anew = nameOf(form);
  };
  const hurry = () => { for (const field of [...untold]) tell(field); };
  body.addEventListener("input", (event) => { // a draft is kept while one types, not only when one leaves the field
    const field = event.target, at = shelf(field);
    if (!at) return;
    typing.set(key(at), said(field));
    untold.add(field);
    clearTimeout(field.waits);
    field.waits = setTimeout(tell, 700, field);
  });
  body.addEventListener("change", (event) => {
    const names = event.target.type === "file" && body.querySelector(`[data-names="${event.target.id}"]`);
    if (names) names.textContent = [...event.target.files].map((file) => file.name).join(", ");
    const field = event.target;
    if (field.dataset.onChange || shelf(field)) tell(field);
  });
  document.addEventListener("visibilitychange", hurry);
  addEventListener("pagehide", hurry);

  const content = (file) => new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done({ name: file.name, base64: reader.result.split(",")[1] || "" });
    reader.readAsDataURL(file);
  });
  body.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    event.preventDefault();
    settle(form);
    const { draft, drafts: _, ...record } = form.dataset;
    from = nameOf(form);
    const values = { ...record, draft_of: from };
    sent += 1; rest();
    for (const [name, value] of new FormData(form, event.submitter)) {
      values[name] = value instanceof File ? (value.size ? await content(value) : null) : value;
    }
    model.send_msg(values);
  });
  body.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-act]");
    if (!button) return;
    if (button.dataset.act === "draft_drop") drop(button.form);
    else hurry();
    send({ ...button.dataset });
  });
  const hear = ({ kept, name, type, base64 }) => {
    if (kept) {
      if (typing.get(kept) === asked.get(kept)) typing.delete(kept);
      clearTimeout(waits.get(kept));
      waits.delete(kept);
      if (!waits.size) told();
      for (const [field, at] of drafted()) if (key(at) === kept) field.dataset.kept = "";
      return;
    }
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  model.on("msg:custom", hear);
  body.addEventListener("click", (event) => { // a day is written by hand, or picked from the browser's calendar
    const button = event.target.closest("button[data-pick]");
    if (!button) return;
    const [field, picker] = button.parentNode.querySelectorAll("input");
    picker.onchange = () => {
      field.value = picker.value.split("-").reverse().map(Number).join("/");
      field.dispatchEvent(new Event("change", { bubbles: true }));
    };
    picker.showPicker();
  });
  model.on("html", draw);
  model.on("notice", told);
  model.on("heard", rest);
  el.append(root);
  draw(); told(); rest(); requestAnimationFrame(() => reach());
}

// Show HTML from a template; send what its forms and buttons say; hand over the files that Python makes.
export function render({ model, el }) {
  const notice = document.createElement("p"), body = document.createElement("div");
  notice.className = "notice alarm"; notice.setAttribute("role", "alert");
  const root = document.createElement("div");
  root.append(notice, body);

  let sent = model.heard; // acts on their way: the page is busy until Python has answered them all
  const rest = () => root.setAttribute("aria-busy", String(sent !== model.heard));
  const away = () => { sent += 1; rest(); };
  const told = () => { notice.innerHTML = model.notice; notice.hidden = !model.notice; };
  const typing = new Map(); // drafts typed and not yet kept
  const draw = () => {
    const focused = el.getRootNode().activeElement;
    const mark = focused?.id || focused?.dataset?.key;
    body.innerHTML = model.html;
    for (const field of body.querySelectorAll('[data-on-change="draft"]')) {
      if (!typing.has(key(field))) continue; // what was typed since: Python did not know it when it wrote this
      if (field.type === "checkbox") field.checked = Boolean(typing.get(key(field))); else field.value = typing.get(key(field));
    }
    const again = mark && body.querySelector(`#${CSS.escape(mark)}, [data-key="${CSS.escape(mark)}"]`);
    (body.querySelector("[data-focus]") || again || null)?.focus();
  };
  const content = (file) => new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done({ name: file.name, base64: reader.result.split(",")[1] || "" });
    reader.readAsDataURL(file);
  });
  body.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    event.preventDefault();
    away();
    const values = { ...form.dataset };
    for (const [name, value] of new FormData(form, event.submitter)) {
      values[name] = value instanceof File ? (value.size ? await content(value) : null) : value;
    }
    model.send_msg(values);
  });
  body.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-act]");
    if (!button) return;
    away();
    model.send_msg({ ...button.dataset });
  });
  const asked = new Map(); // drafts as they were last sent
  const waits = new Map(); // fields told and not yet kept
  const said = (field) => field.type === "checkbox" && !field.checked ? "" : field.value;
  const key = (field) => `${field.dataset.form}.${field.dataset.field}`;
  const late = () => { // nothing typed is lost in silence
    notice.textContent = "Ponte non risponde: l’ultimo campo forse non è salvato. Quando torna, ricarica la pagina: il resto c’è.";
    notice.hidden = false;
  };
  const tell = (field) => {
    clearTimeout(field.waits);
    if (field.told === said(field)) return;
    field.told = said(field);
    const open = body.querySelector("details[name][open]")?.id || "";
    const { kept, ...data } = field.dataset;
    away();
    model.send_msg({ ...data, act: field.dataset.onChange, value: field.told, open });
    if (field.dataset.onChange !== "draft") return;
    asked.set(key(field), field.told);
    delete field.dataset.kept;
    clearTimeout(waits.get(key(field)));
    waits.set(key(field), setTimeout(late, 8000));
  };
  body.addEventListener("input", (event) => { // a draft is kept while one types, not only when one leaves the field
    const field = event.target.closest('[data-on-change="draft"]');
    if (!field) return;
    typing.set(key(field), said(field));
    clearTimeout(field.waits);
    field.waits = setTimeout(tell, 700, field);
  });
  body.addEventListener("change", (event) => {
    const names = event.target.type === "file" && body.querySelector(`[data-names="${event.target.id}"]`);
    if (names) names.textContent = [...event.target.files].map((file) => file.name).join(", ");
    const field = event.target.closest("[data-on-change]");
    if (field) tell(field);
  });
  const hear = ({ kept, name, type, base64 }) => {
    if (kept) {
      if (typing.get(kept) === asked.get(kept)) typing.delete(kept);
      clearTimeout(waits.get(kept));
      waits.delete(kept);
      if (!waits.size) told();
      for (const field of body.querySelectorAll("[data-field]")) if (key(field) === kept) field.dataset.kept = "";
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
  draw(); told(); rest();
}

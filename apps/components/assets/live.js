// Show HTML from a template; send what its forms and buttons say.
export function render({ model, el }) {
  const notice = document.createElement("p"), body = document.createElement("div");
  notice.className = "notice alarm"; notice.setAttribute("role", "alert");
  const root = document.createElement("div");
  root.append(notice, body);

  const told = () => { notice.innerHTML = model.notice; notice.hidden = !model.notice; };
  const draw = () => {
    const focused = el.getRootNode().activeElement;
    const mark = focused?.id || focused?.dataset?.key;
    body.innerHTML = model.html;
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
    const values = { ...form.dataset };
    for (const [name, value] of new FormData(form, event.submitter)) {
      values[name] = value instanceof File ? (value.size ? await content(value) : null) : value;
    }
    model.send_msg(values);
  });
  body.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-act]");
    if (button) model.send_msg({ ...button.dataset });
  });
  body.addEventListener("change", (event) => {
    const names = event.target.type === "file" && body.querySelector(`[data-names="${event.target.id}"]`);
    if (names) names.textContent = [...event.target.files].map((file) => file.name).join(", ");
    const field = event.target.closest("[data-on-change]");
    if (field) model.send_msg({ ...field.dataset, act: field.dataset.onChange, value: field.value });
  });
  model.on("html", draw);
  model.on("notice", told);
  el.append(root);
  draw(); told();
}

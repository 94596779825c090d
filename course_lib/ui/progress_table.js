// The learner's progress: a table, download, restore and forget. No request leaves the page.
const LOCK = { "data-lm-suppress-shortcuts": "true" };

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function button(label, act, name) {
  const node = make("button", { type: "button", class: "cq-button", ...LOCK }, label);
  if (name) node.setAttribute("aria-label", name);
  node.addEventListener("click", act);
  return node;
}

function save(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = make("a", { href: address, download: "one-trial-closely-read-progress.json" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// Forgetting asks once more, in place, and puts the safe answer under the cursor.
function forget(model, row) {
  const cell = make("td");
  const ask = () => {
    const keep = button("Keep them", rest);
    const yes = button("Yes, forget", () => model.send({ do: "forget", lesson: row.lesson }));
    cell.replaceChildren(make("span", {}, `Forget your answers here (${row.answers})? `), yes, " ", keep);
    keep.focus();
  };
  function rest() {
    const held = cell.contains(document.activeElement);
    cell.replaceChildren(button("Forget …", ask, `Forget the answers of ${row.title}`));
    if (held) cell.firstChild.focus();
  }
  if (row.answers) rest();
  return cell;
}

function lessonRow(model, row) {
  const title = make("th", { scope: "row" }, row.title);
  return make("tr", {}, title, ...row.cells.map((cell) => make("td", {}, cell)), forget(model, row));
}

function render({ model, el }) {
  const heads = ["Lesson", "Questions", "Predictions", "Notes"].map((name) => make("th", { scope: "col" }, name));
  const body = make("tbody");
  const caption = make("caption", {}, "What you have answered so far");
  const head = make("thead", {}, make("tr", {}, ...heads, make("td")));
  const said = make("p", { class: "cq-said", role: "status", "aria-live": "polite" });
  const file = make("input", { type: "file", accept: ".json,application/json", class: "cq-file", ...LOCK });
  file.addEventListener("change", async () => {
    if (file.files.length) model.send({ do: "restore", text: await file.files[0].text() });
    file.value = "";
  });
  const restore = make("label", { class: "cq-restore" }, "Restore from a downloaded file: ", file);
  const download = button("Download my answers", () => model.send({ do: "download" }));
  const again = button("Look again", () => model.send({ do: "look" }));
  const place = make("p", { class: "cq-ends" }, "They are kept on this machine, in ", make("code", {}, model.get("place")), ".");
  const fill = () => {
    const held = body.contains(document.activeElement);
    body.replaceChildren(...model.get("rows").map((row) => lessonRow(model, row)));
    if (held) again.focus(); // the button that was pressed is gone with its row
  };
  const tell = () => { said.textContent = model.get("said"); };
  const receive = (message) => { if (message.do === "download") save(message.text); };
  model.on("change:rows", fill);
  model.on("change:said", tell);
  model.on("msg:custom", receive);
  fill();
  tell();
  el.classList.add("cq");
  el.append(make("div", { class: "cq-form cq-progress" },
    make("div", { class: "cq-wide", tabindex: "0", role: "group", "aria-label": "Your progress", ...LOCK }, make("table", { class: "cq-table" }, caption, head, body)),
    make("div", { class: "cq-row" }, download, again, restore), said, place));
  return () => {
    model.off("change:rows", fill);
    model.off("change:said", tell);
    model.off("msg:custom", receive);
  };
}

export default { render };

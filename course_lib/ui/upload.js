// A file chooser whose file goes to the kernel in pieces. controls.js and stage.js stand above
// this in the same module.

const PIECE = 2 ** 21; // bytes; a notebook's server takes no message above ten million

const megabytes = (size) => `${(size / 1e6).toFixed(1)} MB`;

function refusal(file, spec) {
  const name = `“${file.name.length > 60 ? `…${file.name.slice(-60)}` : file.name}”`;
  if (!spec.endings.some((ending) => file.name.toLowerCase().endsWith(ending))) {
    return `${name} is not taken: choose a file ending in ${spec.endings.join(" or ")}.`;
  }
  if (file.size > spec.largest) {
    return `${name} has ${megabytes(file.size)}; at most ${spec.largest / 1e6} MB are taken. Nothing was sent.`;
  }
  return file.size ? "" : `${name} is empty.`;
}

function render({ model, el }) {
  const spec = model.get("spec"), id = own + ++made;
  const root = make("section", {
    class: "cx cx-upload", role: "group", "data-state": "idle", "aria-label": spec.label,
  });
  const rule = make("p", { class: "cx-unit", id: `${id}-rule` },
    `A file ending in ${spec.endings.join(" or ")}, at most ${spec.largest / 1e6} MB. It goes to this notebook's kernel and nowhere else.`);
  const input = make("input", { type: "file", id, accept: spec.endings.join(","), "aria-describedby": rule.id, class: "cx-file", ...KEYS });
  const said = make("p", { class: "cx-said", role: "status" });
  const label = make("label", { for: id, class: "cx-title" }, spec.label);
  root.append(make("fieldset", {}, label, make("div", { class: "cx-row" }, input), rule, said));
  const stage = buildStage(root);
  let sender = "", file = null, lost = 0, sent = 0;
  const rest = (words) => {
    clearTimeout(lost);
    root.dataset.state = "idle";
    said.textContent = words;
  };
  const give = async (at) => {
    clearTimeout(lost);
    lost = setTimeout(() => rest(NOBODY), LOST);
    said.textContent = `Being read: ${megabytes(at)} of ${megabytes(file.size)}.`;
    try {
      const piece = await file.slice(at, at + PIECE).arrayBuffer();
      model.send({ do: "piece", sender, at, size: file.size, name: file.name }, undefined, [piece]);
    } catch {
      rest("The file could not be read. Was it moved or changed? Choose it once more.");
    }
  };
  input.addEventListener("click", () => { input.value = ""; }); // so that the same file can be chosen again
  input.addEventListener("change", () => {
    file = input.files[0];
    if (!file) return;
    const refused = refusal(file, spec);
    sender = "";
    if (refused) return rest(refused);
    sender = `${id} ${sent += 1}`;
    root.dataset.state = "busy";
    give(0);
  });
  const receive = (message) => {
    if (message.sender !== sender) return; // an earlier file, or another view of this chooser
    if (message.do === "next") give(message.at);
    else if (message.do === "done") rest(model.get("stage").problem ? "" : `Read: ${file.name}`);
    else rest("The file arrived incomplete. Choose it once more.");
  };
  const show = () => { stage.show(model.get("stage")); };
  const deaf = listen(model, { stage: show });
  model.on("msg:custom", receive);
  el.append(root);
  show();
  return () => { deaf(); clearTimeout(lost); model.off("msg:custom", receive); stage.stop(); };
}

export default { render };

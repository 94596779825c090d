// A button that hands over a file. form_parts.js stands above this in the same module.

function save(bytes, name, type) {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function download(model, field, spec) {
  const said = make("p", { class: "cq-kept", role: "status" });
  const press = button(spec.label, "main");
  const asked = asking(field, said);
  press.addEventListener("click", () => {
    if (field.dataset.state === "busy") return;
    asked.send("Being written …", () => model.send({ do: "write" }));
  });
  const receive = (message, buffers) => {
    if (!asked.waiting()) return; // asked for by another view of the same button
    if (message.do === "file") save(buffers[0], spec.filename, spec.type);
    if (message.trace) console.error(message.trace);
    asked.done(message.said);
  };
  model.on("msg:custom", receive);
  field.append(make("div", { class: "cq-row" }, press, said));
  return () => { asked.stop(); model.off("msg:custom", receive); };
}

const KINDS = { download };

// Situations, each sorted into one of a few bins. form_parts.js stands above this in the module.

// A row that is wrong for the first time says what the chosen bin means; from the second time on
// it says where the situation belongs, and why. So a learner thinks once more before being told.
function sortingRow(spec, item) {
  const bin = (key) => spec.bins.find((one) => one.key === key);
  const id = unique();
  const told = {
    right: () => [make("strong", {}, "✓ Right. "), ...prose(item.feedback)],
    hint: (chosen) => [make("strong", {}, `✗ ${chosen.mark} `), `“${chosen.text}” means: `, ...prose(chosen.meaning)],
    why: () => [make("strong", {}, `✗ It belongs to “${bin(item.bin).text}”. `), ...prose(item.feedback)],
  };
  const others = spec.bins.filter((one) => one.key !== item.bin);
  const result = stage([told.right, told.why, ...others.map((one) => () => told.hint(one))], "", false);
  result.live.id = `${id}-said`;
  const select = make("select", { class: "cq-select", id, "aria-describedby": `${id}-said`, ...LOCK },
    make("option", { value: "" }, "Choose …"),
    ...spec.bins.map((one) => make("option", { value: one.key }, one.text)));
  const label = make("label", { for: id, class: "cq-situation" }, ...prose(item.text));
  let mistakes = 0;
  const clear = () => result.show([], "none");
  select.addEventListener("change", clear);
  return {
    node: make("li", { class: "cq-item" }, make("div", { class: "cq-pair" }, label, select), result.box),
    select,
    choose: (key) => { select.value = bin(key) ? key : ""; },
    check() { // "right", "open", or for a wrong choice "hint" or "why"
      const state = !select.value ? "open" : select.value === item.bin ? "right" : mistakes ? "why" : "hint";
      if (state === "hint") mistakes += 1;
      if (state === "open") clear();
      else result.show(told[state](bin(select.value)), state === "right" ? "right" : "wrong");
      return state;
    },
  };
}

function sorting(model, field, spec) {
  const rows = spec.items.map((item) => ({ key: item.key, ...sortingRow(spec, item) }));
  const check = button("Check", "main");
  const kept = keptLine(model, "Kept.");
  const status = make("p", { class: "cq-said", role: "status" }, "Choose for each, then press Check.");
  const look = () => {
    const states = rows.map((row) => row.check());
    const count = (state) => states.filter((one) => one === state).length;
    const said = [`${count("right")} of ${rows.length} right.`];
    if (count("hint")) said.push("Where it says ✗, choose again, or press Check again to read why.");
    if (count("open")) said.push(`${count("open")} not sorted yet.`);
    status.textContent = said.join(" ");
  };
  check.addEventListener("click", () => {
    const chosen = rows.filter((row) => row.select.value);
    if (!chosen.length) { status.textContent = "Choose for at least one of them first."; return; }
    look();
    send(model, Object.fromEntries(chosen.map((row) => [row.key, row.select.value])));
    kept.show();
  });
  const update = () => {
    const { value } = model.get("answer");
    if (!value || rows.every((row) => row.select.value === (value[row.key] ?? ""))) return;
    rows.forEach((row) => row.choose(value[row.key]));
    look();
  };
  model.on("change:answer", update);
  update();
  field.append(make("ol", { class: "cq-items" }, ...rows.map((row) => row.node)),
    make("div", { class: "cq-row" }, check, kept.line), status);
  return () => { model.off("change:answer", update); kept.stop(); };
}

const KINDS = { sorting };

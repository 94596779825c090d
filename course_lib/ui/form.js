// A question, a prediction (choice or number) or a note, of native HTML controls.
// form_parts.js stands above this in the same module.

function radios(spec) {
  const name = unique();
  const list = make("div", { class: "cq-options" });
  for (const option of spec.options) {
    const radio = make("input", { type: "radio", name, value: option.key, ...LOCK });
    const mark = make("span", { class: "cq-letter" }, `${option.letter}.`);
    const text = make("span", {}, ...prose(option.text));
    list.append(make("label", { class: "cq-option" }, radio, mark, text));
  }
  const inputs = [...list.querySelectorAll("input")];
  return {
    list,
    value: () => inputs.find((input) => input.checked)?.value,
    choose: (key) => inputs.forEach((input) => (input.checked = input.value === key)),
    lock: () => inputs.forEach((input) => (input.disabled = true)),
  };
}

function question(model, field, spec) {
  const feedback = (option) => () => [
    make("strong", {}, `${option.right === null ? "" : option.right ? "✓ " : "✗ "}${option.mark} `),
    ...prose(option.feedback),
  ];
  const word = spec.silent ? "Keep my answer" : "Check";
  const rest = `Choose an answer, then press ${word}.`;
  const choice = radios(spec);
  const check = button(word, "main");
  const result = stage(spec.options.map(feedback), rest);
  const kept = keptLine(model, "Kept.");
  const show = (key) => {
    const option = spec.options.find((one) => one.key === key);
    const verdict = option?.right === null ? "none" : option?.right ? "right" : "wrong";
    if (option) result.show(feedback(option)(), verdict);
  };
  check.addEventListener("click", () => {
    const key = choice.value();
    if (!key) return result.show(["Choose one of the answers first."], "none");
    show(key);
    send(model, key);
    kept.show();
  });
  const update = () => [choice.choose, show].forEach((act) => act(model.get("answer").value));
  model.on("change:answer", update);
  update();
  field.append(choice.list, make("div", { class: "cq-row" }, check, kept.line), result.box);
  return () => { model.off("change:answer", update); kept.stop(); };
}

// With a comma or a point, perhaps with its unit behind it.
function typed(text, unit) {
  let bare = text.trim().replace("−", "-").replace(",", ".");
  if (unit && bare.endsWith(unit)) bare = bare.slice(0, -unit.length).trim();
  return /^[-+]?[\d.]+$/.test(bare) ? Number(bare) : NaN;
}

// Says its range as a spin button does; a native number box drops a typed comma.
function numberBox(spec, label, moved) {
  const { minimum: low, maximum: high, step, unit } = spec;
  const box = make("input", {
    type: "text", inputmode: "decimal", role: "spinbutton", autocomplete: "off", class: "cq-number",
    "aria-label": label, "aria-valuemin": low, "aria-valuemax": high, ...LOCK,
  });
  const say = (number) => { box.setAttribute("aria-valuenow", number); moved(number); };
  const put = (number) => { box.value = Number(number.toPrecision(12)); say(number); };
  const fits = (value) => value >= low && value <= high
    && Math.abs((value - low) / step - Math.round((value - low) / step)) < 1e-6;
  const value = () => [typed(box.value, unit)].find(fits);
  box.addEventListener("input", () => { if (value() !== undefined) say(value()); });
  box.addEventListener("keydown", (event) => {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    put(Math.min(high, Math.max(low, (value() ?? (low + high) / 2) + way * step)));
  });
  return { box, put, value };
}

function numberInput(spec) {
  const label = `Your prediction${spec.unit ? ` (${spec.unit})` : ""}`;
  const limits = { min: spec.minimum, max: spec.maximum, step: spec.step, ...LOCK };
  const range = make("input", { type: "range", class: "cq-range", "aria-label": `${label}, slider`, ...limits });
  range.value = (spec.minimum + spec.maximum) / 2;
  const { box, put, value } = numberBox(spec, label, (moved) => { range.value = moved; });
  range.addEventListener("input", () => put(Number(range.value)));
  range.addEventListener("click", () => { if (!range.disabled) put(Number(range.value)); });
  const ends = make("span", { class: "cq-ends" }, `from ${spec.minimum} to ${spec.maximum}`);
  return {
    list: make("div", { class: "cq-row" }, box, make("span", {}, spec.unit || ""), range, ends),
    value,
    choose: (chosen) => { if (typeof chosen === "number") put(chosen); },
    lock: () => { box.disabled = range.disabled = true; },
    say: (chosen) => `${Number(chosen.toPrecision(6))}${spec.unit ? ` ${spec.unit}` : ""}`,
    missing: `Type a number from ${spec.minimum} to ${spec.maximum} in steps of ${spec.step}, or press Skip.`,
  };
}

function optionInput(spec) {
  const choice = radios(spec);
  const say = (key) => spec.options.find((option) => option.key === key)?.letter ?? "";
  return { ...choice, say, missing: "Choose one of the options, or press Skip." };
}

function prediction(model, field, spec) {
  const input = spec.kind === "number" ? numberInput(spec) : optionInput(spec);
  const record = button("Record my prediction", "main");
  const skip = button("Skip", "plain");
  const kept = keptLine(model, "Kept.");
  const state = make("p", { class: "cq-state", role: "status", "aria-live": "polite", tabindex: "-1", ...LOCK });
  const update = () => {
    const answer = model.get("answer");
    if (!("value" in answer)) return;
    input.choose(answer.value);
    if (field.contains(document.activeElement)) state.focus(); // what is locked loses the keyboard's place
    input.lock();
    record.disabled = skip.disabled = true;
    state.textContent = answer.value === null ? "Skipped." : `Recorded: ${input.say(answer.value)}.`;
  };
  const settle = (value) => { send(model, value); update(); kept.show(); };
  record.addEventListener("click", () => {
    if (input.value() === undefined) state.textContent = input.missing; else settle(input.value());
  });
  skip.addEventListener("click", () => settle(null));
  state.textContent = "Recorded once, before you look; it stays.";
  model.on("change:answer", update);
  update();
  field.append(input.list, make("div", { class: "cq-row" }, record, skip, state, kept.line));
  return () => { model.off("change:answer", update); kept.stop(); };
}

function note(model, field, spec) {
  const box = make("textarea", {
    class: "cq-text", rows: 6, maxlength: spec.longest, "aria-labelledby": field.dataset.legend,
    ...LOCK,
  });
  const kept = keptLine(model, "Kept.");
  const size = make("span", { class: "cq-ends" });
  let timer = 0;
  const count = () => { size.textContent = `${box.value.length} of ${spec.longest} characters`; };
  const flush = () => {
    clearTimeout(timer);
    if (box.value !== (model.get("answer").value ?? "")) send(model, box.value);
    kept.show();
  };
  box.addEventListener("input", () => {
    count();
    kept.line.textContent = "…";
    clearTimeout(timer);
    timer = setTimeout(flush, 500);
  });
  box.addEventListener("blur", flush);
  box.addEventListener("keydown", (event) => { // JupyterLab drops new lines before they get here
    if (event.key !== "Enter" || event.isComposing || box.value.length >= spec.longest) return;
    event.preventDefault();
    box.setRangeText("\n", box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input"));
  });
  const update = () => {
    if (document.activeElement !== box) box.value = model.get("answer").value ?? "";
    count();
  };
  model.on("change:answer", update);
  update();
  field.append(box, make("div", { class: "cq-row" }, size, kept.line));
  return () => { clearTimeout(timer); model.off("change:answer", update); kept.stop(); };
}

const KINDS = { question, number: prediction, choice: prediction, text: note };

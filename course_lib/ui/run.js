// A panel that computes when its button is pressed. controls.js and stage.js stand above this in
// the same module.

function render({ model, el }) {
  const me = `page ${Math.random()}`, spec = model.get("spec");
  const root = make("section", {
    class: "cx cx-run", role: "group", "data-state": "idle", "data-live": true, "aria-label": spec.label,
  });
  let now = { ...spec.start }, awaited = 0, began = 0, lost = 0, ticking = 0, stage;
  const said = make("p", { class: "cx-said", role: "status" });
  const asked = {}; // settings by the number under which they were asked for
  const number = () => Math.max(model.get("values").number, awaited);
  const state = (busy) => {
    root.dataset.state = busy ? "busy" : "idle";
    root.setAttribute("aria-busy", String(busy));
    cancel.disabled = !busy;
    if (busy) return;
    clearInterval(ticking);
    clearTimeout(lost);
    stage.working.textContent = "";
    stage.bar.hidden = true;
  };
  // Whether what is seen belongs to other settings than those that are set.
  const old = () => {
    const { answers } = model.get("stage"), { number: latest, set } = model.get("values");
    const of = asked[answers] ?? (answers === latest ? JSON.stringify(set) : undefined);
    return answers > 0 && of !== undefined && of !== JSON.stringify(now);
  };
  const fade = () => stage.picture.classList.toggle("cx-old", old() || model.get("stage").problem !== "");
  const changed = (settings) => {
    now = settings;
    fade();
    if (root.dataset.state === "busy") return;
    said.textContent = old() ? `The settings have changed. Press “${spec.label}” for their result.` : "";
  };
  const ask = (compare) => {
    awaited = number() + 1;
    asked[awaited] = JSON.stringify(now);
    began = performance.now();
    clearTimeout(lost);
    lost = setTimeout(() => { state(false); said.textContent = NOBODY; }, LOST);
    said.textContent = "Running …";
    state(true);
    model.set("values", { number: awaited, by: me, set: now, compare });
    model.save_changes();
  };
  const controls = buildControls(root, spec, changed);
  const start = button(spec.label, () => ask(false));
  start.classList.add("cx-main");
  const cancel = button("Cancel", () => {
    start.focus(); // a button that is switched off would lose the keyboard's place
    model.send({ ask: "cancel" });
  });
  const locked = root.querySelector(".cx-between"); // below the buttons, which wait as well
  root.append(make("div", { class: "cx-buttons" }, start, cancel, said), locked);
  stage = buildStage(root);
  stage.bar.removeAttribute("aria-hidden");
  stage.bar.setAttribute("aria-label", `${spec.label}: how far it is`);
  const compare = button("Compare with my prediction", () => ask(true));
  if (spec.prediction) stage.verdict.parentNode.before(compare);
  stage.room.textContent = spec.room ?? "";
  const seconds = () => Math.round((performance.now() - began) / 1000);
  const progress = () => {
    const { number: answered, running, done, total, said: words } = model.get("progress");
    if (answered < awaited) return;
    clearTimeout(lost);
    if (!running) {
      const took = seconds();
      state(false);
      fade();
      const seen = old() ? " What is shown belongs to the settings before." : "";
      if (awaited) said.textContent = words === "Done." && took ? `Done in ${took} s.` : words + seen;
      return;
    }
    const tell = () => {
      stage.working.textContent = `${total ? `${done} of ${total}, ` : ""}${seconds()} s`;
    };
    if (!began) began = performance.now();
    state(true);
    stage.bar.hidden = false;
    if (total) { stage.bar.max = total; stage.bar.value = done; } else stage.bar.removeAttribute("value");
    clearInterval(ticking);
    ticking = setInterval(tell, 500);
    tell();
  };
  const show = () => { stage.show(model.get("stage")); root.dataset.number = model.get("stage").answers; };
  const lock = () => {
    const locked = model.get("locked");
    controls.lock(locked);
    start.disabled = compare.disabled = locked;
  };
  const follow = () => {
    if (model.get("values").by === me) return;
    const { number: of, set } = model.get("values");
    now = { ...now, ...set };
    asked[of] = JSON.stringify(now);
    controls.put(now);
  };
  const deaf = listen(model, { stage: show, locked: lock, values: follow, progress });
  el.append(root);
  follow();
  lock();
  show();
  state(false);
  progress();
  return () => { deaf(); clearInterval(ticking); clearTimeout(lost); stage.stop(); };
}

export default { render };

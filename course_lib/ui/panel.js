// A panel that follows its controls. controls.js and stage.js stand above this in the same module.

const SLOW = 300;      // ms before the stage says that it is working
const LONG = 2000;     // ms before it shows a bar and counts the seconds
const WORKING = "working…";

// At most one change is under way; meanwhile only the newest is kept. The latest wins.
function exchange(model, me, tell) {
  let newest = null, awaited = 0, began = 0, timer = 0;
  const number = () => model.get("values").number;
  const watch = () => {
    const since = performance.now() - began;
    if (since < SLOW) tell("busy");
    else if (since < LOST) tell("busy", since < LONG ? WORKING : `${WORKING} ${Math.round(since / 1000)} s`, since >= LONG);
    else {
      awaited = 0; // what was asked may be lost, so the next change asks again
      return tell("busy", NOBODY);
    }
    timer = setTimeout(watch, since < SLOW ? SLOW - since + 1 : 500);
  };
  const wait = (until) => {
    awaited = until;
    began = performance.now();
    clearTimeout(timer);
    watch();
  };
  const send = () => {
    if (newest === null || awaited) return;
    wait(number() + 1);
    model.set("values", { number: awaited, by: me, set: newest });
    newest = null;
    model.save_changes();
  };
  return {
    change(settings) { newest = settings; tell("busy"); send(); },
    ask(message) { wait(Math.max(awaited, number()) + 1); model.send(message); },
    answered() {
      if (awaited && model.get("stage").answers < awaited) return;
      awaited = 0;
      clearTimeout(timer);
      if (newest === null) tell("idle", ""); else send();
    },
  };
}

// Where the module has a view of its own, the page draws at once and the kernel is only told.
const here = typeof pageView === "function";
const FAULT = "This setting could not be drawn. That is a fault of the course, not yours: please report it with these settings.";

function drawnHere(set, data) {
  try {
    return { problem: "", trace: "", verdict: "", ...pageView(set, data) };
  } catch (error) {
    return { picture: "", reading: "", table: "", source: "", verdict: "", problem: FAULT, trace: String(error.stack) };
  }
}

function render({ model, el }) {
  const me = `page ${Math.random()}`, spec = model.get("spec"), live = "controls" in spec;
  const root = make("section", {
    class: "cx", role: "group", "data-state": "idle", "data-live": live, "aria-label": spec.title || undefined,
  });
  if (spec.title) root.append(make("p", { class: "cx-title" }, spec.title));
  let stage, asked = false;
  const talk = exchange(model, me, (state, words, long = false) => {
    if (here && !asked && state === "busy") return; // the picture is there already
    asked &&= state === "busy";
    root.dataset.state = state;
    root.setAttribute("aria-busy", String(state === "busy"));
    if (words === undefined) return;
    stage.working.textContent = words;
    if (stage.bar.hidden === long) stage.bar.hidden = !long;
    if (words === NOBODY || (long && stage.spoken.textContent !== WORKING)) stage.spoken.textContent = long ? WORKING : words;
  });
  const change = (set) => {
    if (here) stage.show(drawnHere(set, spec.data));
    if (!spec.alone) talk.change(set);
  };
  const controls = live ? buildControls(root, spec, change) : null;
  stage = buildStage(root);
  const compare = button("Compare with my prediction", () => {
    asked = true;
    talk.ask({ ask: "compare" });
  });
  if (spec.prediction) stage.verdict.parentNode.before(compare);
  stage.room.textContent = spec.room ?? "";
  // What the kernel has made, or what it adds to what the page makes of the kernel's settings.
  const shown = () => {
    if (!here) return model.get("stage");
    const { number, set } = model.get("values"), { answers, verdict, problem, trace } = model.get("stage");
    return { ...drawnHere(set, spec.data), ...(answers === number && { verdict, problem, trace }) };
  };
  const show = () => {
    const { verdict, problem } = model.get("stage");
    if (!here || verdict || problem) stage.show(shown());
    root.dataset.number = model.get("stage").answers;
    talk.answered();
  };
  const lock = () => { controls?.lock(model.get("locked")); compare.disabled = model.get("locked"); };
  const follow = () => {
    if (model.get("values").by === me) return;
    controls?.put(model.get("values").set);
    if (here) stage.show(shown());
  };
  const deaf = listen(model, { stage: show, locked: lock, values: follow });
  el.append(root);
  follow();
  lock();
  show();
  return () => { deaf(); stage.stop(); };
}

export default { render };

// A stage below controls, for whatever draws on it. controls.js stands above this in the module.

const LOST = 10_000;   // ms before it says that there was no answer yet
const SPEAK = 700;     // ms of quiet before a screen reader hears the new reading
const GRAIN = 4;       // px to which heights are rounded, as pictures of a size differ by parts of one
const NOBODY = "No answer yet. Is the kernel busy with another cell? If it was stopped, run this cell again.";
const LOCKED = "Predict above (or skip) to unlock.";

// Blocks whose height never shrinks while the width stays, so that nothing below them jumps.
function steady(root, blocks, resized) {
  let width = 0;
  const room = (block) => parseFloat(block.style.minHeight || 0);
  const keep = () => {
    const heights = blocks.map((block) => Math.ceil(block.offsetHeight / GRAIN) * GRAIN);
    blocks.forEach((block, place) => {
      if (heights[place] > room(block)) block.style.minHeight = `${heights[place]}px`;
    });
  };
  const watch = new ResizeObserver(() => {
    if (root.clientWidth === width) return;
    width = root.clientWidth;
    blocks.forEach((block) => { block.style.minHeight = ""; });
    keep();
    resized();
  });
  watch.observe(root);
  return { keep, stop: () => watch.disconnect() };
}

// What is wider than its place is scrolled: it fades where there is more of it. Gives the look
// that says whether it is wider now.
function fading(box) {
  const look = () => {
    const beyond = box.scrollWidth - box.clientWidth;
    box.classList.toggle("cx-more", beyond > 1 && box.scrollLeft < beyond - 1);
    return beyond > 1;
  };
  box.addEventListener("scroll", look, { passive: true });
  return look;
}

function buildStage(root) {
  const parts = {
    working: make("p", { class: "cx-working", "aria-hidden": "true" }),
    bar: make("progress", { class: "cx-bar", "aria-hidden": "true", hidden: true }),
    wider: make("p", { class: "cx-wider", "aria-hidden": "true", hidden: true }, "Scroll sideways to see all of it →"),
    picture: make("div", { class: "cx-picture", role: "group", "aria-label": "Picture", ...KEYS }),
    reading: make("p", { class: "cx-reading" }),
    source: make("p", { class: "cx-source" }),
    verdict: make("p", { class: "cx-verdict" }),
    room: make("p", { class: "cx-room", "aria-hidden": "true" }),
    table: make("div", { class: "cx-scroll", tabindex: "0", role: "group", "aria-label": "Table", ...KEYS }),
    spoken: make("div", { class: "cx-unseen", "aria-live": "polite" }),
  };
  parts.twin = make("details", {}, make("summary", { ...KEYS }, "The numbers as a table"), parts.table);
  root.append(make("div", { class: "cx-stage" }, parts.working, parts.bar, parts.wider, parts.picture, parts.reading,
    make("div", { class: "cx-verdicts" }, parts.verdict, parts.room), parts.twin, parts.source, parts.spoken));
  const looks = [parts.picture, parts.table].map(fading);
  parts.twin.addEventListener("toggle", looks[1]);
  const reach = () => { // the keyboard must get to a picture that is scrolled
    const [wide] = looks.map((look) => look());
    parts.picture.tabIndex = wide ? 0 : -1;
    parts.wider.hidden = !wide;
  };
  const heights = steady(root, [parts.picture, parts.reading, parts.verdict, parts.source], reach);
  let picture = "", table = "", speaking = 0;
  return {
    ...parts,
    stop: heights.stop,
    show(stage) {
      if (stage.picture !== picture) parts.picture.innerHTML = picture = stage.picture;
      if (stage.table !== table) parts.table.innerHTML = table = stage.table;
      parts.twin.hidden = !table;
      parts.picture.classList.toggle("cx-old", stage.problem !== "");
      parts.reading.classList.toggle("cx-problem", stage.problem !== "");
      parts.reading.classList.toggle("cx-fault", stage.trace !== "");
      parts.reading.textContent = stage.problem || stage.reading;
      parts.source.textContent = stage.source ? `Source: ${stage.source}` : "";
      parts.verdict.textContent = stage.verdict;
      if (stage.trace) console.error(stage.trace);
      clearTimeout(speaking);
      speaking = setTimeout(() => {
        parts.spoken.textContent = `${stage.verdict} ${stage.problem || stage.reading}`.trim();
      }, SPEAK);
      heights.keep();
      reach();
    },
  };
}

function buildControls(root, spec, change) {
  const settings = { ...spec.start };
  const put = (some) => {
    Object.assign(settings, some);
    for (const name of Object.keys(some)) controls[name].show(some[name]);
  };
  const one = (name, value) => { settings[name] = value; change({ ...settings }); };
  const controls = Object.fromEntries(
    Object.entries(spec.controls).map(([name, each]) => [name, MAKERS[each.kind](name, each, one)]));
  const all = (some) => { put(some); change({ ...settings }); };
  const presets = spec.presets.map((each) => button(each.words, () => all(each.set)));
  const buttons = make("div", { class: "cx-buttons" }, ...presets, button("Reset", () => all(spec.start)));
  const grid = make("div", { class: "cx-grid" }, ...Object.values(controls).map((each) => each.node));
  const legend = make("legend", { class: "cx-unseen" }, `Controls${spec.title && ": "}${spec.title}`);
  const fields = make("fieldset", {}, legend, grid, buttons);
  const lock = make("p", { class: "cx-lock" }, LOCKED);
  root.append(fields, make("div", { class: "cx-between" }, lock));
  return { put, lock(locked) { fields.disabled = locked; lock.hidden = !locked; } };
}

function listen(model, handlers) {
  for (const [event, handler] of Object.entries(handlers)) model.on(`change:${event}`, handler);
  return () => {
    for (const [event, handler] of Object.entries(handlers)) model.off(`change:${event}`, handler);
  };
}

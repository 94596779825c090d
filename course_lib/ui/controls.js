// The controls of a panel as native HTML. Each maker returns { node, show(value) } and calls
// change(name, value) when the learner has set something. stage.js follows in the same module.

// Each panel is a module of its own on the same page, so a count alone would repeat.
const own = `cx-${Math.random().toString(36).slice(2)}-`;
let made = 0;

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

// JupyterLab takes Enter and the arrow keys for itself, unless told not to.
const KEYS = { "data-lm-suppress-shortcuts": "true" };

const button = (words, press) => {
  const node = make("button", { type: "button", class: "cx-button", ...KEYS }, words);
  node.addEventListener("click", press);
  return node;
};

const spelled = (number) => String(Number(number.toPrecision(6)));

function parsed(text, unit = "", whole = false) {
  let bare = text.trim().replace("−", "-");
  if (whole && /^-?\d{1,3}([,. ’']\d{3})+$/.test(bare)) bare = bare.replace(/[,. ’']/g, "");
  bare = bare.replace(",", ".");
  if (unit && bare.endsWith(unit)) bare = bare.slice(0, -unit.length).trim();
  return /^[-+]?[\d.]/.test(bare) ? Number(bare) : NaN;
}

// A box for one number. It keeps the last good value and says what it did with a bad one.
function numberBox({ name, low, high, whole, unit, hint, taken, step }) {
  const box = make("input", {
    type: "text", inputmode: whole ? "numeric" : "decimal", autocomplete: "off",
    class: "cx-box", "aria-label": name, "aria-describedby": hint.id, ...KEYS,
  });
  let good = low;
  const put = (value) => { good = value; box.value = spelled(value); };
  const accept = (value, words = "") => { put(value); hint.textContent = words; taken(value); };
  const commit = () => {
    if (box.value === spelled(good)) return;
    const typed = parsed(box.value, unit, whole);
    if (!Number.isFinite(typed)) {
      const said = box.value.length > 20 ? `${box.value.slice(0, 20)}…` : box.value;
      hint.textContent = said.trim() ? `“${said}” is not a number; ${spelled(good)} stays.` : "";
      box.value = spelled(good);
    } else if (typed < low) accept(low, `The lowest is ${spelled(low)}; ${spelled(typed)} was set to it.`);
    else if (typed > high) accept(high, `The highest is ${spelled(high)}; ${spelled(typed)} was set to it.`);
    else if (whole && !Number.isInteger(typed)) {
      accept(Math.round(typed), `Whole numbers only; ${spelled(typed)} was set to ${Math.round(typed)}.`);
    } else accept(typed);
  };
  box.addEventListener("change", commit);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") commit();
    if (event.key === "Escape") put(good);
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    accept(Math.min(high, Math.max(low, step(good, way))));
  });
  return { node: box, put };
}

const newHint = () => make("p", { class: "cx-hint", role: "status", id: own + ++made });

function nearest(stops, value) {
  let best = 0;
  stops.forEach((stop, place) => {
    if (Math.abs(stop - value) < Math.abs(stops[best] - value)) best = place;
  });
  return best;
}

function slider(name, spec, change) {
  const { stops, unit } = spec;
  const id = own + ++made, hint = newHint(), last = stops.length - 1;
  const range = make("input", { type: "range", id, min: 0, max: last, step: 1, ...KEYS });
  const follow = (value) => {
    range.value = nearest(stops, value);
    range.setAttribute("aria-valuetext", `${spelled(value)} ${unit}`.trim());
  };
  const box = numberBox({
    name: `${spec.label}, typed`, low: stops[0], high: stops[last], whole: spec.whole, unit, hint,
    taken: (value) => { follow(value); change(name, value); },
    step: (value, way) => stops[Math.min(last, Math.max(0, nearest(stops, value) + way))],
  });
  range.addEventListener("input", () => {
    const value = stops[Number(range.value)];
    hint.textContent = "";
    box.put(value);
    follow(value);
    change(name, value);
  });
  const row = make("div", { class: "cx-row" }, range, box.node);
  if (unit) row.append(make("span", { class: "cx-unit" }, unit));
  const node = make("div", { class: "cx-control" }, make("label", { for: id }, spec.label), row, hint);
  return { node, show(value) { hint.textContent = ""; box.put(value); follow(value); } };
}

function choice(name, spec, change) {
  const id = own + ++made;
  const select = make("select", { id, ...KEYS }, ...spec.options.map((words) => make("option", {}, words)));
  select.addEventListener("change", () => change(name, select.selectedIndex));
  const node = make("div", { class: "cx-control" },
    make("label", { for: id }, spec.label), make("div", { class: "cx-row" }, select));
  return { node, show(value) { select.selectedIndex = value; } };
}

function toggle(name, spec, change) {
  const box = make("input", { type: "checkbox", ...KEYS });
  box.addEventListener("change", () => change(name, box.checked));
  const node = make("div", { class: "cx-control" }, make("label", { class: "cx-switch" }, box, spec.label));
  return { node, show(value) { box.checked = value; } };
}

function draw(name, spec, change) {
  const hint = newHint();
  let seed = 0;
  const take = (value) => { seed = value; change(name, value); };
  const box = numberBox({
    name: `${spec.label}: seed`, low: 0, high: spec.largest, whole: true, hint, taken: take,
    step: (value, way) => value + way,
  });
  const press = button(spec.label, () => {
    hint.textContent = "";
    const next = seed >= spec.largest ? 0 : seed + 1;
    box.put(next);
    take(next);
  });
  const node = make("div", { class: "cx-control" },
    make("div", { class: "cx-row" }, press, make("span", { class: "cx-unit" }, "seed"), box.node), hint);
  return { node, show(value) { hint.textContent = ""; seed = value; box.put(value); } };
}

function counts(name, spec, change) {
  const hint = newHint();
  let now = [];
  const boxes = spec.levels.map((level, place) => numberBox({
    name: `${spec.label}, ${level}`, low: 0, high: spec.largest, whole: true, hint,
    taken: (value) => { now = now.with(place, value); change(name, now); },
    step: (value, way) => value + way,
  }));
  const show = (value) => { now = [...value]; boxes.forEach((box, place) => box.put(value[place])); };
  boxes.forEach((box, place) => box.node.addEventListener("paste", (event) => {
    const many = event.clipboardData.getData("text").trim().split(/[\s,;|/]+/);
    if (many.length < 2) return;
    event.preventDefault();
    const read = many.map((word) => parsed(word));
    const fits = read.every((one) => Number.isInteger(one) && one >= 0 && one <= spec.largest);
    if (!fits || place + read.length > now.length) {
      hint.textContent = `Could not paste: up to ${now.length - place} whole numbers fit from here.`;
      return;
    }
    hint.textContent = `${read.length} counts pasted.`;
    show(now.map((one, at) => read[at - place] ?? one));
    change(name, now);
  }));
  const cells = boxes.map((box, place) => make("label", { class: "cx-count" }, spec.levels[place], box.node));
  const node = make("div", { class: "cx-control cx-wide", role: "group", "aria-label": spec.label },
    make("span", {}, spec.label), make("div", { class: "cx-row" }, ...cells), hint);
  return { node, show };
}

const MAKERS = { slider, choice, switch: toggle, draw, counts };

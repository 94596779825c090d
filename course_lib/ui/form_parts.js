// What every form has. Texts arrive as pieces and become elements here; nothing is ever read as
// HTML. The forms themselves (KINDS) follow in the same module.
const LOCK = { "data-lm-suppress-shortcuts": "true" }; // else JupyterLab takes Enter and arrows
const SILENCE = "Not kept yet: the kernel does not answer. Is it busy, or was it restarted?";

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

function prose(pieces) {
  return pieces.map(([kind, text, target]) => {
    if (kind === "emphasis") return make("em", {}, text);
    if (kind === "code") return make("code", {}, text);
    if (kind === "link") return make("a", { href: target, ...LOCK }, text);
    return text.replaceAll(" %", "\u00a0%"); // a number and its sign stay on one line
  });
}

const unique = () => `cq-${Math.random().toString(36).slice(2)}`;
const button = (label, kind) =>
  make("button", { type: "button", class: `cq-button cq-${kind}`, ...LOCK }, label);

function send(model, value) {
  const count = Math.max(model.get("said").count || 0, model.cqCount || 0) + 1;
  model.cqCount = count;
  model.set("answer", { value, count });
  model.save_changes();
}

// The line that says what the kernel did with the latest answer.
function keptLine(model, word) {
  const line = make("p", { class: "cq-kept", role: "status", "aria-live": "polite" });
  let timer = 0;
  const say = (text, trouble, state = "idle") => {
    line.textContent = text;
    line.classList.toggle("cq-trouble", trouble);
    line.closest(".cq-form")?.setAttribute("data-state", state);
  };
  const show = () => {
    const said = model.get("said");
    clearTimeout(timer);
    if (model.cqCount && said.count !== model.cqCount) {
      say("", false, "busy");
      timer = setTimeout(() => say(SILENCE, true), 4000);
    } else say(said.text || (said.kept ? word : ""), Boolean(said.text));
  };
  model.on("change:said", show);
  show();
  return { line, show, stop: () => { clearTimeout(timer); model.off("change:said", show); } };
}

// One thing asked of the kernel at a time: `send` asks, `done` says how it ended. Meanwhile the
// form is busy; a late answer is still an answer.
function asking(field, said) {
  let timer = 0, waiting = false;
  const rest = (words) => {
    clearTimeout(timer);
    field.dataset.state = "idle";
    said.textContent = words;
  };
  return {
    waiting: () => waiting,
    send(words, act) {
      waiting = true;
      rest(words);
      field.dataset.state = "busy";
      timer = setTimeout(rest, 10_000, "No answer yet. Is the kernel busy with another cell, or was it restarted?");
      act();
    },
    done(words) { waiting = false; rest(words); },
    stop: () => clearTimeout(timer),
  };
}

// Room for the longest of several texts, so that nothing below moves when one is shown.
function stage(texts, rest, role = "status") {
  const live = make("div", { class: "cq-live", role });
  const room = texts.map((nodes) => make("div", { class: "cq-room", "aria-hidden": "true" }, ...nodes()));
  const box = make("div", { class: "cq-stage" }, ...room, live);
  const show = (nodes, state) => {
    live.replaceChildren(...nodes);
    box.dataset.result = state;
  };
  show([rest], "none");
  return { box, live, show };
}

function render({ model, el }) {
  const spec = model.get("spec");
  const id = unique();
  const field = make(spec.legend ? "fieldset" : "div", { class: `cq-form cq-ask-${spec.kind}`, "data-state": "idle" });
  if (spec.legend) field.append(make("legend", { class: "cq-legend", id }, ...prose(spec.legend)));
  field.dataset.legend = id;
  el.classList.add("cq");
  el.append(field);
  return KINDS[spec.kind](model, field, spec);
}

export default { render };

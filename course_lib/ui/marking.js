// A running text whose phrases are marked by the learner. form_parts.js stands above this in the
// same module.

const SIGNS = { found: "✓", missed: "✗", fair: "!", left: "✓", open: "" };

// A phrase is a toggle button that wraps like text, which a native button does not. Its sign has
// a fixed width and stays with the first word, so that the text never flows anew.
function togglePhrase(phrase, toggled) {
  const sign = make("span", { class: "cq-sign", "aria-hidden": "true" });
  // No link within a button: where it leads stands in the remark below.
  const [[kind, text], ...rest] = phrase.text.map(([of, words]) => [of === "link" ? "text" : of, words]);
  const [first] = kind === "text" ? /^\s*\S+/.exec(text) ?? [text] : [text];
  const head = make("span", { class: "cq-head" }, sign, ...prose([[kind, first]]));
  const tail = [[kind, text.slice(first.length)], ...rest];
  const node = make("span", {
    class: "cq-phrase", role: "button", tabindex: "0", "aria-pressed": "false", ...LOCK,
  }, head, ...prose(tail));
  const mark = (on) => node.setAttribute("aria-pressed", String(on));
  const marked = () => node.getAttribute("aria-pressed") === "true";
  const toggle = () => { mark(!marked()); toggled(); };
  node.addEventListener("click", toggle);
  node.addEventListener("keydown", (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) toggle();
  });
  const judge = (verdict) => { node.dataset.verdict = verdict; sign.textContent = SIGNS[verdict]; };
  judge("open");
  const verdict = () => (phrase.fault ? (marked() ? "found" : "missed") : marked() ? "fair" : "left");
  return { ...phrase, node, mark, marked, judge, verdict };
}

// What there is to say of each phrase, in the order of the text.
function remarks(phrases, said) {
  const line = (phrase, verdict) => make("li", { class: "cq-remark", "data-verdict": verdict },
    make("strong", {}, `${SIGNS[verdict]} ${said(phrase, verdict)} `),
    make("q", {}, ...prose(phrase.text)), " ", ...prose(phrase.feedback));
  return (verdict) => [make("ul", { class: "cq-remarks" }, ...phrases.map((one) => line(one, verdict(one))))];
}

function marking(model, field, spec) {
  const status = make("p", { class: "cq-said", role: "status" });
  const rest = "Mark phrases, then press Check.";
  const listed = remarks(spec.phrases, (one, verdict) => ({
    found: `Found: ${one.mark}.`, missed: `Missed: ${one.mark}.`,
    fair: "Marked, but fair.", left: "Fair, and left alone.",
  })[verdict]);
  const room = () => listed((one) => (one.fault ? "missed" : "left"));
  const result = stage([room], "What there is to say about each phrase appears here.", false);
  const clear = (words = rest) => {
    phrases.forEach((one) => one.judge("open"));
    result.show(["What there is to say about each phrase appears here."], "none");
    status.textContent = words;
  };
  const phrases = spec.phrases.map((phrase) => togglePhrase(phrase, () => clear()));
  const look = () => {
    const count = (verdict) => phrases.filter((one) => one.verdict() === verdict).length;
    phrases.forEach((one) => one.judge(one.verdict()));
    result.show(listed((one) => phrases.find((other) => other.key === one.key).verdict()), "none");
    const fair = count("fair") ? ` ${count("fair")} that you marked can stand.` : "";
    status.textContent = `You found ${count("found")} of the ${count("found") + count("missed")} that claim too much.${fair}`;
  };
  const check = button("Check", "main"), reset = button("Reset", "plain");
  const kept = keptLine(model, "Kept.");
  const chosen = () => phrases.filter((one) => one.marked()).map((one) => one.key);
  check.addEventListener("click", () => {
    if (!chosen().length) return clear("Mark at least one phrase first.");
    look();
    send(model, chosen());
    kept.show();
  });
  reset.addEventListener("click", () => { phrases.forEach((one) => one.mark(false)); clear(); });
  const update = () => {
    const { value } = model.get("answer");
    if (!value) return;
    phrases.forEach((one) => one.mark(value.includes(one.key)));
    look();
  };
  clear();
  model.on("change:answer", update);
  update();
  const text = make("div", { class: "cq-running", role: "group", "aria-labelledby": field.dataset.legend });
  phrases.forEach((one, place) => text.append(...(place ? [" "] : []), one.node));
  field.append(text, make("div", { class: "cq-row" }, check, reset, kept.line), status, result.box);
  return () => { model.off("change:answer", update); kept.stop(); };
}

const KINDS = { marking };

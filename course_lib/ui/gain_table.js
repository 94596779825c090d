// Questions that were asked twice, side by side. form_parts.js stands above this in the module.

function gain(model, field) {
  const said = make("p", { class: "cq-said", role: "status" });
  const body = make("tbody");
  const heads = ["Question", "At first", "Now"].map((words) => make("th", { scope: "col" }, words));
  const table = make("table", { class: "cq-table", "aria-labelledby": field.dataset.legend },
    make("thead", {}, make("tr", {}, ...heads)), body);
  const cell = (answer) => make("td", {}, make("strong", { "aria-hidden": "true" }, `${answer.sign} `), answer.words);
  const row = (each) => make("tr", {},
    make("th", { scope: "row" }, ...prose(each.text)), cell(each.first), cell(each.now));
  const look = button("Look again", "main");
  const asked = asking(field, said);
  const show = () => {
    const { rows, said: words } = model.get("table");
    body.replaceChildren(...rows.map(row));
    asked.done(words);
  };
  look.addEventListener("click", () => asked.send("…", () => model.send({ do: "look" })));
  model.on("change:table", show);
  show();
  field.append(make("div", { class: "cq-wide", tabindex: "0", role: "group", "aria-labelledby": field.dataset.legend, ...LOCK }, table),
    said, make("div", { class: "cq-row" }, look));
  return () => { asked.stop(); model.off("change:table", show); };
}

const KINDS = { gain };

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
  let timer = 0;
  const show = () => {
    const { rows, said: words } = model.get("table");
    clearTimeout(timer);
    body.replaceChildren(...rows.map(row));
    said.textContent = words;
    field.dataset.state = "idle";
  };
  look.addEventListener("click", () => {
    field.dataset.state = "busy";
    timer = setTimeout(() => {
      field.dataset.state = "idle";
      said.textContent = "The kernel does not answer. Is it busy, or was it restarted?";
    }, 4000);
    model.send({ do: "look" });
  });
  model.on("change:table", show);
  show();
  field.append(make("div", { class: "cq-wide", tabindex: "0", role: "group", "aria-labelledby": field.dataset.legend, ...LOCK }, table),
    said, make("div", { class: "cq-row" }, look));
  return () => { clearTimeout(timer); model.off("change:table", show); };
}

const KINDS = { gain };

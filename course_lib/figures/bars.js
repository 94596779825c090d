// Outcome bars as figures/bars.py draws them. The look and the plan come from figures/bar_plan.py:
// here is only what the shares move. Inches from the left and from the top become points.

const points = (inches) => (inches * 72).toFixed(3);

const outline = (places, look) => `<path d="M ${places.map(([x, y]) => `${points(x)} ${points(y)}`).join(" L ")}`
  + `${look.fill === "none" ? "" : " z"}" style="fill:${look.fill};stroke:${look.ink};stroke-width:${look.line}"/>`;

const box = (left, right, top, bottom, look) =>
  outline([[left, top], [right, top], [right, bottom], [left, bottom]], look);

function write(x, y, words, { size, ink, anchor = "start" }, drop) {
  const baseline = (y * 72 + drop * size).toFixed(3);
  return `<text x="${points(x)}" y="${baseline}" style="font-size:${size}px;text-anchor:${anchor};fill:${ink}">${escaped(words)}</text>`;
}

// Where segments begin and end, from 0 to 1.
function edgesOf(shares) {
  let sum = 0;
  return [0, ...shares.map((share) => Math.min(1, sum += share))];
}

function barOf(shares, edges, top, plan, look) {
  const { bar, drop } = look.sheet, at = (share) => plan.left + plan.width * share;
  return shares.map((share, place) => {
    const left = at(edges[place]), right = at(edges[place + 1]);
    if (!(right > left)) return "";
    const segment = box(left, right, top, top + bar, { fill: look.ramp[place], ink: look.inks.edge, line: 0.5 });
    const digits = fixed(100 * share, 0);
    if (share * plan.width < look.digit_widths[Number(digits)] + 0.07) return segment;
    const letters = { size: look.sizes.letters, ink: look.digits[place], anchor: "middle" };
    return segment + write((left + right) / 2, top + bar / 2, digits, letters, drop);
  }).join("");
}

// The levels' codes above the first bar; of two that would touch, the wider segment's.
function codesOf(shares, edges, plan, look) {
  const letters = { size: look.sizes.small, ink: look.inks.muted, anchor: "middle" }, taken = [];
  const places = shares.map((_, place) => place).sort((one, other) => shares[other] - shares[one]);
  return places.map((place) => {
    const { words, width } = look.codes[place], half = width / 2 + 0.03;
    const middle = plan.width * (edges[place] + edges[place + 1]) / 2, start = middle - half, end = middle + half;
    const fits = start >= -0.1 && end <= plan.width + 0.1;
    if (!(shares[place] > 0) || !fits || taken.some(([a, b]) => end > a && start < b)) return "";
    taken.push([start, end]);
    return write(plan.left + middle, plan.tops[0] - 0.14, words, letters, look.sheet.drop);
  }).join("");
}

// A strong line through all bars at the cut, and what it separates.
function cutOf(rows, place, plan, look) {
  const { bar, width: sheet, margin, drop } = look.sheet;
  const ends = rows.map((edges) => plan.left + plan.width * edges[place + 1]);
  const line = ends.flatMap((x, row) => [[x, plan.tops[row] - 0.03], [x, plan.tops[row] + bar + 0.03]]);
  const { words, width } = look.cuts[place];
  const middle = Math.min(Math.max(ends.at(-1), margin + width / 2), sheet - margin - width / 2);
  const letters = { size: look.sizes.small, ink: look.inks.ink, anchor: "middle" };
  return outline(line, { fill: "none", ink: look.inks.cut, line: 2.2 })
    + write(middle, plan.tops.at(-1) + bar + 0.16, words, letters, drop);
}

function linesOf(rows, plan, look) {
  const { bar } = look.sheet, at = (share) => plan.left + plan.width * share;
  return rows.slice(1).map((below, row) => below.slice(1, -1).map((edge, place) => outline(
    [[at(rows[row][place + 1]), plan.tops[row] + bar], [at(edge), plan.tops[row + 1]]],
    { fill: "none", ink: look.inks.edge, line: 0.8 })).join("")).join("");
}

function legendOf(plan, look) {
  return look.legend.map((text, place) => {
    const left = text.x - 0.24, middle = plan.legend_top + text.y;
    return box(left, left + 0.17, middle - 0.065, middle + 0.065, { fill: look.ramp[place], ink: look.inks.edge, line: 0.5 })
      + write(text.x, middle, text.words, text, look.sheet.drop);
  }).join("");
}

// The whole picture. `renamed` gives rows, by their place, another name than the plan's.
function outcomeBars({ plan, look }, rows, { cut, renamed = {}, description }) {
  const edges = rows.map(edgesOf);
  const texts = plan.texts.map((text, place) => write(text.x, text.y, renamed[place] ?? text.words, text, look.sheet.drop));
  const bars = rows.map((shares, row) => barOf(shares, edges[row], plan.tops[row], plan, look));
  const parts = [...bars, plan.connect ? linesOf(edges, plan, look) : "", cutOf(edges, cut, plan, look),
    codesOf(rows[0], edges[0], plan, look), legendOf(plan, look), ...texts];
  return pageSvg({ width: look.sheet.width, height: plan.height, description }, parts.join(""));
}

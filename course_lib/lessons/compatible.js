// interval_views.compatible, computed in the page.

function pageView({ control, odds_ratio: oddsRatio, cut: chosen }, data) {
  const { title, before, good, source } = data.arms[control], cut = data.cuts[chosen];
  const { value, lower, upper } = data.interval, said = fixed(oddsRatio, 2);
  const ratios = [upper, oddsRatio, value, lower, 1];
  const bars = ratios.map((ratio) => shifted(before, ratio));
  const reached = bars.map((shares) => runningSums(shares)[cut]), base = reached.at(-1);
  const inside = lower <= oddsRatio && oddsRatio <= upper;
  const reading = `An odds ratio of ${said} lies ${inside ? "inside" : "outside"} ${fixed(lower, 2)} to ${fixed(upper, 2)}: `
    + `it ${inside ? "is" : "is not"} compatible with the data of STARTING-2 at the 95% level. `
    + `With a control arm like that of ${title}, where ${perCent(base)} reach ${good[chosen]}, `
    + `it means ${moreOrFewer(reached[1] - base)} in 100; the interval runs from ${moreOrFewer(reached[3] - base)} to `
    + `${moreOrFewer(reached[0] - base)}. Deaths and levels in STARTING-2's own arms are not known to us.`;
  const yours = `yours, ${said}`;
  const names = data.names.map((name, place) => (place === 1 ? yours : name));
  const columns = [alike(ratios, 2), alike(reached.map((share) => 100 * share), 2)];
  const table = pageTable(["odds ratio", "good, %"], names.map((name, row) => [name, columns[0][row], columns[1][row]]));
  const options = { cut, renamed: { 1: yours }, description: reading };
  return { picture: outcomeBars({ plan: data.plan, look: data.look }, bars, options), reading, table, source };
}

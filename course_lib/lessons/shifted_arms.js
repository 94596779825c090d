// table_views.shifted_arms, computed in the page.

function everyCut(before, after, labels) {
  const cells = labels.map((label, place) => {
    const start = 100 * runningSums(before)[place], end = 100 * runningSums(after)[place];
    const defined = start > 0 && end < 100;
    const ratio = defined ? shortest(end * (100 - start) / (start * (100 - end)), 2) : "not defined";
    return [label, ...[start, end, end - start].map((number) => shortest(number, 2)), ratio];
  });
  return pageTable(["control", "shifted", "more in 100", "odds ratio"], cells);
}

function pageView({ control, odds_ratio: oddsRatio, cut: chosen }, data) {
  const { title, before, good, source, plan } = data.arms[control], cut = data.cuts[chosen];
  const after = shifted(before, oddsRatio), said = fixed(oddsRatio, 2);
  const start = runningSums(before)[cut], end = runningSums(after)[cut];
  const reading = `A common odds ratio of ${said} takes ${good[chosen]} from ${perCent(start)} to ${perCent(end)}: `
    + `${moreOrFewer(end - start)} people in 100. `
    + `Deaths go from ${perCent(before.at(-1))} to ${perCent(after.at(-1))}. `
    + "Of two people, one from each bar, the one from the upper bar fares better in "
    + `${perCent(winProbability(after, before))} of pairs, ties counted half. `
    + `The lower bar is the control arm of ${title}; the upper bar is computed.`;
  const renamed = { 0: `odds ratio ${said}` };
  const picture = outcomeBars({ plan, look: data.look }, [after, before], { cut, renamed, description: reading });
  return { picture, reading, table: everyCut(before, after, data.labels), source };
}

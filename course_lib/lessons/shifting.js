// The arithmetic and the words that the views of a shifted control arm share: design/distribution.py
// and lessons/table_views.py once more, step by step, so that both give the same doubles.

const total = (numbers) => numbers.reduce((sum, one) => sum + one, 0);

function runningSums(numbers) {
  let sum = 0;
  return numbers.map((one) => sum += one);
}

// What lies beyond each level, from the worst end.
const beyond = (shares) => [...runningSums(shares.slice(1).reverse()).reverse(), 0];

function toOne(shares) {
  const all = total(shares);
  return shares.map((share) => share / all);
}

function shifted(probabilities, oddsRatio) {
  const control = toOne(probabilities), better = runningSums(control), worse = beyond(control);
  const above = better.map((good, place) => worse[place] + oddsRatio * good);
  return toOne(control.map((share, place) => oddsRatio * share / above[place] / (place ? above[place - 1] : 1)));
}

function winProbability(treatment, control) {
  const treated = toOne(treatment), untreated = toOne(control), worse = beyond(untreated);
  return total(treated.map((share, place) => share * (worse[place] + untreated[place] / 2)));
}

const perCent = (share) => `${fixed(100 * share, 1)}%`;

function moreOrFewer(difference) {
  const people = fixed(Math.abs(100 * difference), 1).replace(/\.0$/, "");
  return people === "0" ? "no more" : people + (difference >= 0 ? " more" : " fewer");
}

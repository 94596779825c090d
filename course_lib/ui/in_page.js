// What a view that the page computes is written with: numbers, tables and pictures that come out as
// Python, pandas and ui/svg.py make them. The view itself, pageView, follows in the same module.

const escaped = (words) => words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

// A number with so many decimals; of two that are equally near, the even one, as Python rounds.
function fixed(number, decimals) {
  const size = Math.abs(number);
  const tie = (size * 2 ** (decimals + 1)) % 2 === 1; // exact: only such numbers end in a 5
  if (!tie) return number.toFixed(decimals);
  const below = Math.floor(size * 10 ** decimals);
  return (number < 0 ? "-" : "") + ((below + below % 2) / 10 ** decimals).toFixed(decimals);
}

// Rounded as numpy does it: multiplied, rounded to the nearest whole number (or even), divided.
function rounded(number, decimals) {
  const many = number * 10 ** decimals, below = Math.floor(many), rest = many - below;
  const whole = rest === 0.5 ? below + Math.abs(below % 2) : Math.round(many);
  return whole / 10 ** decimals || 0;
}

// Some rounded numbers: each in its own length, or all in the length of the longest.
function shortest(number, decimals) {
  const bare = String(rounded(number, decimals));
  return bare.includes(".") ? bare : `${bare}.0`;
}

function alike(numbers, decimals) {
  const longest = Math.max(...numbers.map((one) => shortest(one, decimals).split(".")[1].length));
  return numbers.map((one) => rounded(one, decimals).toFixed(longest));
}

function pageTable(heads, rows) {
  const cells = (tag, words) => words.map((one) => `<${tag}>${escaped(one)}</${tag}>`).join("");
  const body = rows.map(([name, ...rest]) => `<tr>${cells("th", [name])}${cells("td", rest)}</tr>`).join("");
  return `<table class="dataframe cx-table"><thead><tr style="text-align: unset;"><td></td>${cells("th", heads)}</tr>`
    + `</thead><tbody>${body}</tbody></table>`;
}

// A picture of so many inches, 72 points an inch; the letters are the panel's.
function pageSvg({ width, height, description }, body) {
  return `<svg role="img" aria-label="${escaped(description)}" viewBox="0 0 ${width * 72} ${height * 72}" `
    + `style="width:100%;max-width:${fixed(width * 96, 0)}px;height:auto;stroke-linejoin:round">${body}</svg>`;
}

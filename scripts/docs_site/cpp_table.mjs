// @ts-check
// Reads the tables of the program's own sources, so that the docs say what the program does and nothing else: constants
// such as `constexpr Provider rows[] = {{"anthropic", …}, …};`, or the same by std::to_array. Throws, with the table's
// name, at what it cannot read.

/** A name of the program's, such as Verdict::Valid, where it is none of a text. */
export class Name {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/** @typedef {string | number | boolean | Name | unknown[]} Cell an array is a row within a row */

const token = new RegExp(
  [
    /\s+|\/\/[^\n]*/,  // nothing
    /R"\((?<raw>.*?)\)"/,
    /"(?<text>(?:[^"\\]|\\.)*)"/,
    /(?<number>-?\d+)\b/,
    /(?<name>[A-Za-z_][\w:]*)/,
    /(?<sign>[{},;])/,
  ].map((each) => each.source).join('|'),
  'suy',
);

/**
 * Every `constexpr std::string_view NAME = "…";` of a source.
 * @param {string} source
 * @returns {Map<string, string>}
 */
function text_constants(source) {
  const found = new Map();
  for (const [, name, value] of source.matchAll(/constexpr std::string_view (\w+) =\s*((?:"(?:[^"\\]|\\.)*"\s*)+);/g)) {
    found.set(name, [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => unescaped(part)).join(''));
  }
  return found;
}

/** @param {string} text */
function unescaped(text) {
  return text.replace(/\\(.)/g, (_, c) => ({ n: '\n', t: '\t' })[/** @type {string} */ (c)] ?? c);
}

/**
 * The rows of the array `name` in `source`, cell by cell.
 * @param {string} source
 * @param {string} name
 * @returns {Cell[][]}
 */
export function read_table(source, name) {
  const start = new RegExp(`\\b${name}(?:\\[\\] = | = std::to_array<\\w+>\\()(?=\\{)`).exec(source);
  if (!start) throw new Error(`there is no table ${name}`);
  const constants = text_constants(source);
  let at = start.index + start[0].length;
  /** @returns {Record<string, string | undefined>} */
  function next() {
    for (;;) {
      token.lastIndex = at;
      const match = token.exec(source);
      if (!match) throw new Error(`the table ${name} cannot be read at: ${source.slice(at, at + 40)}`);
      at = token.lastIndex;
      const groups = /** @type {Record<string, string | undefined>} */ (match.groups);
      if (Object.values(groups).some((group) => group !== undefined)) return groups;
    }
  }
  /** @returns {Cell[]} */
  function cells() {
    /** @type {Cell[]} */
    const row = [];
    let begins = true;  // a new cell, where a text would else go on
    for (;;) {
      const { raw, text, number, name: word, sign } = next();
      if (sign === '}') return row;
      if (sign === ',') {
        begins = true;
        continue;
      }
      if (sign === ';') throw new Error(`the table ${name} ends inside a row`);
      const part = raw ?? (text === undefined ? undefined : unescaped(text));
      const last = row.at(-1);
      if (part !== undefined && !begins && typeof last === 'string') row[row.length - 1] = last + part;
      else if (part !== undefined) row.push(part);
      else if (sign === '{') row.push(cells());
      else if (number !== undefined) row.push(Number(number));
      else if (word === 'true' || word === 'false') row.push(word === 'true');
      else row.push(constants.get(word ?? '') ?? new Name(word ?? ''));
      begins = false;
    }
  }
  next();
  return cells().map((row) => {
    if (!Array.isArray(row)) throw new Error(`the table ${name} has a row that is none`);
    return /** @type {Cell[]} */ (row);
  });
}

import { byId, el, scrollable } from './report-dom.js';

/** Remarks that are shown; the JSON report has all. */
const mostRemarks = 200;

/**
 * What was read and asked, and what could not be read.
 * @param {PageData} data
 * @param {NonNullable<PageData['audit']>} audit
 * @returns {(Node | null)[]}
 */
export function audited({ surface, duration }, audit) {
  const numbers = audit.numbers.map(({ value, name }) => el('div', {}, el('dt', {}, name), el('dd', {}, value)));
  const rules = audit.rules.map(({ id, title, findings }) => [id, title, findings]);
  const routes = audit.routes.map(({ operation, findings }) => [operation, findings]);
  return [
    el('dl.numbers', {}, ...numbers),
    el('p.explain', {}, `${audit.read} Read in ${duration}; nothing was run and nothing was sent.`),
    notRead(surface.warnings),
    el('h3', {}, 'Rules'),
    el('p.explain', {}, 'What was asked of all of it, and how often the answer was bad.'),
    ...audit.unasked.map((text) => el('p.explain', {}, text)),
    counted(['Rule', 'What it finds', 'Findings'], rules),
    ...(routes.length === 0 ? [] : [el('h3', {}, 'Routes'), counted(['Route', 'Findings'], routes)]),
  ];
}

/** Leaves out what only a scan has, and names what is there. */
export function withoutScan() {
  byId('matrix').remove();
  byId('coverage-title').textContent = 'What was audited';
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === '#matrix') link.remove();
    if (link.getAttribute('href') === '#coverage') link.textContent = 'Audited';
  }
}

/**
 * In the place of a grade: an audit does not show how much of the code holds.
 * @param {PageData} data
 */
export function total({ findings }) {
  const open = findings.filter((finding) => finding.suppressed === undefined);
  const tone = open[0]?.severity ?? 'none';
  const number = open.length.toLocaleString('en-US');
  return el(
    `div.grade.${tone}`,
    {},
    el('strong', {}, number),
    el('span', {}, open.length === 1 ? 'finding' : 'findings'),
  );
}

/** @param {string[]} warnings */
function notRead(warnings) {
  if (warnings.length === 0) return null;
  const shown = warnings.slice(0, mostRemarks).map((text) => el('li', {}, text));
  const more = warnings.length - shown.length;
  return el(
    'div.group',
    {},
    el('h3', {}, 'Not read, or not all of it'),
    el('ul', {}, ...shown),
    more > 0 && el('p.explain', {}, `And ${more} more; the JSON report names them.`),
  );
}

/**
 * A table whose last column is a number.
 * @param {string[]} heads
 * @param {(string | number)[][]} rows
 */
function counted(heads, rows) {
  const head = el('tr', {}, ...heads.map((text) => el('th', { scope: 'col' }, text)));
  const body = rows.map((row) =>
    el(
      row.at(-1) === 0 ? 'tr.quiet' : 'tr',
      {},
      ...row.map((cell, index) => el(index === row.length - 1 ? 'td.number' : 'td', {}, cell)),
    ),
  );
  return scrollable(heads.join(', '), el('table.plain.counted', {}, el('thead', {}, head), el('tbody', {}, ...body)));
}

import { whoGetsWhat } from './report-access.js';
import { el, scrollable } from './report-dom.js';

const access = /** @type {Record<string, string>} */ ({
  L: 'got what is not theirs',
  A: 'answered',
  R: 'refused (401, 403)',
  N: 'not found (404, 410)',
  E: 'failed (5xx)',
  O: 'another status',
  '-': 'not called',
});

const outcomes = /** @type {Record<string, string>} */ ({
  V: 'vulnerable',
  H: 'hardened',
  I: 'inconclusive',
  B: 'broken',
  S: 'skipped',
});

/**
 * Who gets what, or at least who was first answered what; then operations × checks.
 * @param {PageData} data
 * @returns {Node[]}
 */
export function matrices(data) {
  return [...(data.who === null ? firstAnswers(data) : whoGetsWhat(data.who)), ...checksAsked(data)];
}

/** @param {PageData} data */
function firstAnswers(data) {
  return [
    el('h3', {}, 'Who is answered what'),
    el(
      'p.explain',
      {},
      'The first answer of each operation to each identity, and where an identity was handed what belongs to someone else.',
    ),
    legend(access, 'access'),
    scrollable('Operations and identities', accessTable(data)),
  ];
}

/** @param {PageData} data */
function checksAsked(data) {
  return [
    el('h3', {}, 'What was asked of each operation'),
    el(
      'p.explain',
      {},
      'One letter for each check that was tried. An empty cell means that the check does not apply there.',
    ),
    legend(outcomes, 'outcome'),
    scrollable('Operations and checks', checkTable(data)),
  ];
}

/**
 * @param {Record<string, string>} letters
 * @param {string} kind
 */
function legend(letters, kind) {
  return el(
    'ul.legend',
    {},
    ...Object.entries(letters).map(([letter, meaning]) => el('li', {}, cell(letter, kind, meaning), ` ${meaning}`)),
  );
}

/**
 * @param {string} letter
 * @param {string} kind
 * @param {string} meaning
 */
function cell(letter, kind, meaning) {
  const shown = letter === '-' ? '–' : letter;
  return el(`span.cell.${kind}-${letter === '-' ? 'none' : letter}`, { title: meaning }, shown);
}

/** @param {PageData} data */
function accessTable({ access: table }) {
  const head = el(
    'tr',
    {},
    el('th', { scope: 'col' }, 'Operation'),
    ...table.identities.map((name) => el('th', { scope: 'col' }, name)),
  );
  const rows = table.rows.map((row) =>
    el(
      'tr',
      {},
      operationHead(row.operation),
      ...row.cells.map(({ letter, status }) =>
        el(
          'td',
          {},
          cell(letter, 'access', row.reason ?? access[letter] ?? ''),
          status !== undefined && el('small', {}, status),
        ),
      ),
    ),
  );
  return el('table.matrix.access', {}, el('thead', {}, head), el('tbody', {}, ...rows));
}

/** @param {PageData} data */
function checkTable({ matrix }) {
  const heads = matrix.checks.map((check) =>
    el('th', { scope: 'col', title: check.title }, el('span.vertical', {}, check.id)),
  );
  const rows = matrix.rows.map((row) =>
    el(
      'tr',
      {},
      operationHead(row.operation),
      ...[...row.letters].map((letter, column) => {
        if (letter === ' ') return el('td');
        const reason = matrix.reasons[row.reasons[column] ?? -1];
        return el(
          'td',
          {},
          cell(letter, 'outcome', [matrix.checks[column]?.id, outcomes[letter], reason].filter(Boolean).join(': ')),
        );
      }),
    ),
  );
  const head = el('tr', {}, el('th', { scope: 'col' }, 'Operation'), ...heads);
  return el('table.matrix.checks', {}, el('thead', {}, head), el('tbody', {}, ...rows));
}

/** @param {string} operation */
function operationHead(operation) {
  const [method = '', ...path] = operation.split(' ');
  const isPlain = path.length !== 1;
  return el(
    'th',
    { scope: 'row' },
    isPlain ? operation : el('span', {}, el('span.method', {}, method), ' ', path.join(' ')),
  );
}

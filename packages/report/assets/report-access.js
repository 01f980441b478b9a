import { count, el, scrollable } from './report-dom.js';

/**
 * @typedef {{ whose: string, observed: string, mark: string, status: string, reason: string | undefined }} Access
 * @typedef {{ element: HTMLElement, name: string, cells: Access[] }} AccessRow
 */

const whose = /** @type {Record<string, string>} */ ({ o: 'own', f: 'foreign', n: '' });
const observed = /** @type {Record<string, string>} */ ({ A: 'allowed', D: 'denied', '?': 'not known' });
const marks = /** @type {Record<string, string>} */ ({
  '!': 'though expected to be denied',
  '*': 'though the policy lets it',
});

/** What the choice above the table leaves. */
const views = /** @type {Record<string, (cell: Access) => boolean>} */ ({
  everything: () => true,
  'allowed, though expected to be denied': ({ mark }) => mark === '!',
  'denied, though the policy lets it': ({ mark }) => mark === '*',
  'foreign and allowed': (cell) => cell.whose === 'f' && cell.observed === 'A',
  'not known': (cell) => cell.observed === '?',
});

/**
 * Identities × operations × whose object, with a filter.
 * @param {NonNullable<PageData['who']>} data
 * @returns {Node[]}
 */
export function whoGetsWhat({ identities, rows, reasons }) {
  const items = rows.map((row) => accessRow(row, identities, reasons));
  const head = el(
    'tr',
    {},
    el('th', { scope: 'col' }, 'Operation'),
    ...identities.map((name) => el('th', { scope: 'col' }, name)),
  );
  const body = el('tbody', {}, ...items.map(({ element }) => element));
  return [
    el('h3', {}, 'Who gets what'),
    el(
      'p.explain',
      {},
      'What each identity gets of its own objects and of those of others, decided by the values in the answers. One mark where the operation names no object.',
    ),
    whoLegend(),
    filterOf(items),
    scrollable('Who gets what', el('table.matrix.who', {}, el('thead', {}, head), body)),
  ];
}

function whoLegend() {
  const entries = [
    ['A', '', 'allowed'],
    ['D', '', 'denied'],
    ['?', '', 'not known'],
    ['A', '!', 'allowed, though expected to be denied'],
    ['D', '*', 'denied, though the policy lets it'],
  ];
  return el(
    'ul.legend',
    {},
    ...entries.map(([letter = '', mark = '', meaning = '']) =>
      el('li', {}, badge({ whose: 'n', observed: letter, mark, status: '', reason: undefined }), ` ${meaning}`),
    ),
  );
}

/**
 * @param {{ operation: string, cells: string[] }} row
 * @param {string[]} identities
 * @param {string[]} reasons
 * @returns {AccessRow}
 */
function accessRow({ operation, cells }, identities, reasons) {
  const parsed = cells.map((text) => (text === '' ? [] : text.split(' ').map((part) => accessIn(part, reasons))));
  const [method = '', ...path] = operation.split(' ');
  const name = el('span', {}, el('span.method', {}, method), ' ', path.join(' '));
  const element = el(
    'tr',
    {},
    el('th', { scope: 'row' }, path.length === 1 ? name : operation),
    ...parsed.map((kinds, index) => accessCell(kinds, identities[index] ?? '')),
  );
  return { element, name: operation.toLowerCase(), cells: parsed.flat() };
}

/**
 * @param {string} part
 * @param {string[]} reasons
 * @returns {Access}
 */
function accessIn(part, reasons) {
  const [code = '', status = '', reason = ''] = part.split(':');
  return {
    whose: code[0] ?? '',
    observed: code[1] ?? '',
    mark: code[2] ?? '',
    status,
    reason: reason === '' ? undefined : reasons[Number(reason)],
  };
}

/**
 * @param {Access[]} kinds
 * @param {string} identity
 */
function accessCell(kinds, identity) {
  if (kinds.length === 0) return el('td');
  return el(
    'td',
    {},
    ...kinds.map((kind) => {
      const label = whose[kind.whose] ?? '';
      const words = [identity, label, meaningOf(kind), kind.status, kind.reason].filter(Boolean).join(' · ');
      return el('span.access-pair', { title: words }, label !== '' && el('small', {}, label), badge(kind));
    }),
  );
}

/** @param {Access} kind */
function meaningOf({ observed: letter, mark }) {
  return [observed[letter], marks[mark]].filter(Boolean).join(', ');
}

/** @param {Access} kind */
function badge(kind) {
  const tone = kind.mark === '!' ? 'violation' : ({ A: 'allowed', D: 'denied' }[kind.observed] ?? 'unknown');
  return el(`span.cell.gets-${tone}`, { role: 'img', 'aria-label': meaningOf(kind) }, kind.observed + kind.mark);
}

/** @param {AccessRow[]} items */
function filterOf(items) {
  const options = Object.keys(views).map((value) => el('option', { value }, value));
  const select = /** @type {HTMLSelectElement} */ (el('select', {}, ...options));
  const search = /** @type {HTMLInputElement} */ (
    el('input', { type: 'search', autocomplete: 'off', spellcheck: 'false', placeholder: 'Method, path …' })
  );
  const status = el('p.status', { role: 'status' });
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, name, cells } of items) {
      element.hidden = !cells.some(views[select.value] ?? (() => true)) || !words.every((word) => name.includes(word));
      if (!element.hidden) shown += 1;
    }
    status.textContent =
      shown === items.length ? count(shown, 'operation') : `${shown} of ${count(items.length, 'operation')}`;
  };
  const label = { role: 'search', 'aria-label': 'Filter the operations' };
  const form = el(
    'form.filters.who-filter',
    label,
    el(
      'div.controls',
      {},
      el('label.search', {}, el('span', {}, 'Operation'), search),
      el('label', {}, el('span', {}, 'Show'), select),
    ),
    el('div.row', {}, status),
  );
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', apply);
  apply();
  return form;
}

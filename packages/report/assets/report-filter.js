import { count, el } from './report-dom.js';
import { findingItem } from './report-finding.js';

/**
 * @typedef {{ finding: PageFinding, text: string, details: HTMLDetailsElement, fill: () => void }} Item
 * @typedef {ReturnType<typeof controlsFor>} Controls
 */

/**
 * The list of findings with its filters.
 * @param {PageData} data
 */
export function findingList(data) {
  const items = data.findings.map((finding) => ({ finding, text: searchText(finding), ...findingItem(finding, data) }));
  for (const { details, fill } of items) {
    details.addEventListener('toggle', () => details.open && fill());
  }
  const controls = controlsFor(data);
  const status = el('p.status', { role: 'status' });
  const empty = el('p.empty', { hidden: true }, 'No finding fits these filters.');
  const apply = () => {
    const shown = filter(items, controls);
    empty.hidden = shown > 0;
    status.textContent =
      shown === items.length ? count(shown, 'finding') : `${shown} of ${count(items.length, 'finding')}`;
  };
  const reset = (severity = '') => {
    controls.search.value = '';
    for (const { name, select } of controls.selects) select.value = name === 'Severity' ? severity : '';
    apply();
  };
  const form = filterForm(controls, status, actions(items, reset));
  form.addEventListener('input', apply);
  apply();

  return {
    nodes: [form, el('div.list', {}, ...items.map(({ details }) => details)), empty],
    search: controls.search,
    chooseSeverity: reset,
    /** @param {string} fingerprint */
    open: (fingerprint) => open(items, fingerprint, reset),
    fillAll: () => fillAll(items),
  };
}

/**
 * Hides what does not fit the filters.
 * @param {Item[]} items
 * @param {Controls} controls
 * @returns {number} how many are left
 */
function filter(items, { search, selects }) {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { finding, text, details } of items) {
    const fits = selects.every(({ select, fits: test }) => select.value === '' || test(finding, select.value));
    details.hidden = !fits || !words.every((word) => text.includes(word));
    if (!details.hidden) shown += 1;
  }
  return shown;
}

/**
 * @param {Controls} controls
 * @param {HTMLElement} status
 * @param {HTMLElement} buttons
 */
function filterForm(controls, status, buttons) {
  const label = { role: 'search', 'aria-label': 'Filter the findings' };
  const form = el('form.filters', label, controls.element, el('div.row', {}, status, buttons));
  form.addEventListener('submit', (event) => event.preventDefault());
  return form;
}

/**
 * @param {Item[]} items
 * @param {() => void} reset
 */
function actions(items, reset) {
  /** @param {boolean} open */
  const toggleAll = (open) => {
    for (const { details } of items) if (!details.hidden) details.open = open;
  };
  return el(
    'span.actions',
    {},
    button('Clear', () => reset()),
    button('Open all', () => toggleAll(true)),
    button('Close all', () => toggleAll(false)),
  );
}

/**
 * Shows and opens one finding, whatever the filters say.
 * @param {Item[]} items
 * @param {string} fingerprint
 * @param {() => void} reset
 */
function open(items, fingerprint, reset) {
  const item = items.find((candidate) => candidate.finding.fingerprint === fingerprint);
  if (item === undefined) return;
  if (item.details.hidden) reset();
  item.fill();
  item.details.open = true;
  item.details.scrollIntoView({ block: 'start' });
  item.details.querySelector('summary')?.focus({ preventScroll: true });
}

/**
 * Makes what is inside of every finding that the filters leave, and gives their elements.
 * @param {Item[]} items
 */
function fillAll(items) {
  const shown = items.filter(({ details }) => !details.hidden);
  for (const { fill } of shown) fill();
  return shown.map(({ details }) => details);
}

/** @param {PageData} data */
function controlsFor({ findings, categories, audit }) {
  const titles = new Map(categories.map((category) => [category.id, category.title]));
  /** @param {(finding: PageFinding) => string | string[]} of */
  const values = (of) => [...new Set(findings.flatMap(of))];
  const selects = [
    choice(
      'Severity',
      values((finding) => [finding.severity]),
      (finding, value) => finding.severity === value,
    ),
    choice(
      'Category',
      values((finding) => [finding.category]),
      (finding, value) => finding.category === value,
      titles,
    ),
    choice('Operation', values((finding) => finding.places.map((place) => place.operation)).sort(), (finding, value) =>
      finding.places.some((place) => place.operation === value),
    ),
    choice(
      'Confidence',
      values((finding) => [finding.confidence]),
      (finding, value) => finding.confidence === value,
    ),
    ...(audit === null ? [] : [files(values((finding) => finding.code?.place.path ?? []).sort())]),
  ];
  const search = /** @type {HTMLInputElement} */ (
    el('input', {
      type: 'search',
      id: 'search',
      autocomplete: 'off',
      spellcheck: 'false',
      placeholder: audit === null ? 'Title, check, operation, CWE …' : 'Title, rule, file, operation, CWE …',
    })
  );
  const searchLabel = el('label.search', {}, el('span', {}, 'Search ', el('kbd', {}, '/')), search);
  return {
    selects,
    search,
    element: el(
      audit === null ? 'div.controls' : 'div.controls.more',
      {},
      searchLabel,
      ...selects.map(({ label }) => label),
    ),
  };
}

/** @param {string[]} paths */
function files(paths) {
  return choice('File', paths, (finding, value) => finding.code?.place.path === value);
}

/**
 * @param {string} name
 * @param {string[]} values
 * @param {(finding: PageFinding, value: string) => boolean} fits
 * @param {Map<string, string>} [titles]
 */
function choice(name, values, fits, titles) {
  const options = values.map((value) => el('option', { value }, titles?.get(value) ?? value));
  const select = /** @type {HTMLSelectElement} */ (el('select', {}, el('option', { value: '' }, 'all'), ...options));
  return { name, select, fits, label: el('label', {}, el('span', {}, name), select) };
}

/**
 * @param {string} text
 * @param {() => void} action
 */
function button(text, action) {
  const element = el('button.quiet', { type: 'button' }, text);
  element.addEventListener('click', action);
  return element;
}

/** @param {PageFinding} finding */
function searchText(finding) {
  const standards = [...finding.cwe.map((id) => `cwe-${id}`), finding.owasp];
  const words = [
    finding.title,
    finding.check,
    finding.kind,
    finding.message,
    finding.fingerprint,
    ...finding.where,
    ...standards,
  ];
  return [...words, ...Object.values(finding.details)].join(' ').toLowerCase();
}

import { count, el, scrollable } from './report-dom.js';

/**
 * How much was tried, what could not be told, and what was not tested.
 * @param {PageData} data
 * @returns {(Node | null)[]}
 */
export function coverage(data) {
  return [
    numbers(data),
    identities(data),
    deeds(data),
    leftOver(data),
    notTested(data),
    undecided(data),
    bothSides(data),
    warnings(data),
  ];
}

/** @param {PageData} data */
function numbers({ coverage: tried, survey, surface, duration }) {
  /** @type {[string, string][]} */
  const facts = [
    [`${tried.tested} of ${tried.operations}`, 'operations tested'],
    [`${survey.owned} of ${survey.objects}`, 'objects with a known owner'],
    [String(tried.checks), 'checks that gave an answer'],
    [tried.requests.toLocaleString('en-US'), `requests in ${duration}`],
  ];
  return el(
    'div',
    {},
    el('dl.numbers', {}, ...facts.map(([value, name]) => el('div', {}, el('dt', {}, name), el('dd', {}, value)))),
    el('p.explain', {}, `The surface was taken from ${surface.source}.`),
  );
}

/** @param {PageData} data */
function identities({ identities: all }) {
  const rows = all.map((identity) => [identity.name, identity.credential, stateOf(identity), identity.proof]);
  return group('Identities', table(['Name', 'Credential', 'State', 'How this is known'], rows));
}

/** @param {PageData['identities'][number]} identity */
function stateOf({ credential, isAlive, isOwn }) {
  if (credential === 'none') return 'not signed in, on purpose';
  return `${isAlive ? 'signed in' : 'not signed in'}${isOwn === true ? ', registered by this scan' : ''}`;
}

/** @param {PageData} data */
function deeds({ deeds: done }) {
  if (done === null) return null;
  const facts = [
    ['Registered', done.failure === null ? done.registered : `${done.failure.title}: ${done.failure.reason}`],
    ['Made', done.made],
  ];
  return group(
    'What the scan did besides reading',
    el('dl.facts', {}, ...facts.map(([name, text]) => el('div', {}, el('dt', {}, name), el('dd', {}, text)))),
  );
}

/** @param {PageData} data */
function leftOver({ deeds: done }) {
  if (done === null || done.leftovers.length === 0) return null;
  const rows = done.leftovers.map(({ what, operation, reason, remedy }) => [what, operation, reason, remedy]);
  const left = group('Left over', table(['What', 'Made by', 'Why it is still there', 'Remove it'], rows));
  left.id = 'left-over';
  return left;
}

/** @param {PageData} data */
function notTested({ gaps, notTested: operations }) {
  if (gaps.length === 0 && operations.length === 0) return null;
  const gapRows = gaps.map((gap) => [count(gap.count, gap.unit), gap.subject, gap.remedy]);
  const rows = operations.map((entry) => [entry.operation, entry.reason]);
  return group(
    'Not tested',
    gapRows.length > 0 && table(['How many', 'What', 'What to do'], gapRows),
    rows.length > 0 && table(['Operation', 'Why it was not tested'], rows),
  );
}

/** @param {PageData} data */
function undecided({ undecided: entries }) {
  if (entries.length === 0) return null;
  const rows = entries.map((entry) => [String(entry.count), entry.outcome, entry.reason, entry.checks.join(', ')]);
  return group('Could not be told', table(['Cells', 'Outcome', 'Why', 'Checks'], rows));
}

/** @param {PageData} data */
function bothSides({ bothSides: both }) {
  if (both === null) return null;
  const rows = both.sides.flatMap(({ title, routes, more }) => [
    ...routes.map((one) => [one.operation, title, one.reason]),
    ...(more > 0 ? [[`and ${more} more`, title, 'the JSON report names them']] : []),
  ]);
  return group(
    'The API and its code',
    el('p.explain', {}, `The code is that of ${both.source}: ${both.common.join(', ')}.`),
    rows.length > 0 && table(['Route', 'Seen', 'Why only there'], rows),
  );
}

/** @param {PageData} data */
function warnings({ surface }) {
  if (surface.warnings.length === 0) return null;
  return group(
    'Remarks on the description of the API',
    el('ul', {}, ...surface.warnings.map((text) => el('li', {}, text))),
  );
}

/**
 * @param {string} title
 * @param {...import('./report-dom.js').Child} children
 */
function group(title, ...children) {
  return el('div.group', {}, el('h3', {}, title), ...children);
}

/**
 * @param {string[]} heads
 * @param {string[][]} rows
 */
function table(heads, rows) {
  const head = el('tr', {}, ...heads.map((text) => el('th', { scope: 'col' }, text)));
  const body = rows.map((row) => el('tr', {}, ...row.map((text) => el('td', {}, text))));
  return scrollable(heads.join(', '), el('table.plain', {}, el('thead', {}, head), el('tbody', {}, ...body)));
}

import { codeNodes } from './report-code.js';
import { copyButton, count, el, scrollable } from './report-dom.js';
import { exchangeCard } from './report-exchange.js';

/**
 * One finding: a line that opens. What is inside is made when it is first opened.
 * @param {PageFinding} finding
 * @param {PageData} data
 */
export function findingItem(finding, data) {
  const [first = '', ...more] = finding.where;
  const details = /** @type {HTMLDetailsElement} */ (
    el(
      `details.finding.${finding.severity}`,
      { id: finding.fingerprint },
      el(
        'summary',
        {},
        el(`span.severity.${finding.severity}`, {}, finding.severity),
        el(
          'span.headline',
          {},
          el('span.title', {}, finding.title),
          el('span.place', {}, first, more.length > 0 && ` and ${more.length} more`),
        ),
        el('span.confidence', {}, acceptedAs(finding) ?? finding.confidence),
      ),
    )
  );
  return { details, fill: () => fill(details, finding, data) };
}

/**
 * What stands instead of how sure it is, for a finding that nobody has to act on.
 * @param {PageFinding} finding
 */
function acceptedAs({ suppressed, isKnown }) {
  if (suppressed !== undefined) return 'suppressed';
  return isKnown === true ? 'known' : undefined;
}

/**
 * @param {HTMLDetailsElement} details
 * @param {PageFinding} finding
 * @param {PageData} data
 */
function fill(details, finding, data) {
  if (details.querySelector('.body') !== null) return;
  details.append(
    el(
      'div.body',
      {},
      el('p.message', {}, finding.message),
      finding.suppressed && el('p.message', {}, `Suppressed: ${finding.suppressed.reason}`),
      proofTable(finding, data),
      finding.code && block('Code', ...codeNodes(finding.code)),
      places(finding),
      facts(finding),
      remediation(finding),
      replay(finding),
      exchanges(finding, data),
      references(finding, data),
      related(finding, data),
    ),
  );
}

/**
 * Who asked and what came back.
 * @param {PageFinding} finding
 * @param {PageData} data
 */
function proofTable(finding, data) {
  if (finding.proof.length === 0) return null;
  const rows = finding.proof.map((step) => {
    const response = data.exchanges[step.exchange]?.response;
    const note = step.isSame ? 'the same private values' : step.note;
    return el(
      isTelling(step) ? 'tr.same' : 'tr',
      {},
      el('th', { scope: 'row' }, step.label),
      el('td.status', {}, response === null || response === undefined ? 'none' : response.status),
      el('td', {}, ...(step.written === undefined ? shown(step, finding, response) : writtenCell(step, step.written))),
      el('td.note', {}, note && `← ${note}`),
    );
  });
  const head = el('tr', {}, ...heads(finding).map((text) => el('th', { scope: 'col' }, text)));
  return scrollable(
    'Who asked and what came back',
    el('table.proof', {}, el('thead', {}, head), el('tbody', {}, ...rows)),
  );
}

/**
 * Whether a step is what the proof comes down to.
 * @param {PageStep} step
 */
function isTelling(step) {
  return step.isSame || (step.role === 'after' && step.written !== undefined);
}

/** @param {PageFinding} finding */
function heads({ proof }) {
  const isWritten = proof.some((step) => step.role === 'write');
  return isWritten
    ? ['Who does what', 'Status', 'What is sent, and what is there', '']
    : ['Who asks', 'Status', 'What comes back', ''];
}

/**
 * What was sent with a write, and what stood at the same fields before and after it.
 * @param {PageStep} step
 * @param {NonNullable<PageStep['written']>} written
 * @returns {Node[]}
 */
function writtenCell(step, { request, values }) {
  const line = request === undefined ? [] : [el('code.request', {}, request)];
  const isSeen = step.role === 'after';
  const fields = values.map(({ name, text }) =>
    el('span.value', {}, `${name} `, isSeen ? el('mark', {}, text) : el('span.quiet', {}, text)),
  );
  return [...line, ...fields];
}

/**
 * @param {PageStep} step
 * @param {PageFinding} finding
 * @param {PageExchange['response'] | undefined} response
 * @returns {(Node | string)[]}
 */
function shown(step, finding, response) {
  const body = response?.body ?? '';
  if (step.shows.length === 0) {
    if (body.length > 0 && body.length <= 60) return [el('code.quiet', {}, body)];
    return response && response.bytes > 0 ? [el('span.quiet', {}, count(response.bytes, 'byte'))] : [];
  }
  return step.shows.map((path) => {
    const value = finding.values.find((candidate) => candidate.path === path);
    const name = path.split('.').at(-1)?.replaceAll('[]', '') ?? path;
    return el('span.value', { title: value?.kind ?? path }, `${name} `, value && el('mark', {}, value.masked));
  });
}

/** @param {PageFinding} finding */
function places(finding) {
  if (finding.where.length < 2) return null;
  return block('Places', el('ul.places', {}, ...finding.where.map((place) => el('li', {}, el('code', {}, place)))));
}

/** @param {PageFinding} finding */
function facts(finding) {
  const entries = Object.entries(finding.details);
  if (entries.length === 0) return null;
  return block(
    'Facts',
    el('dl.facts', {}, ...entries.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value)))),
  );
}

/** @param {PageFinding} finding */
function remediation({ remediation: fix }) {
  const title = fix.stack === undefined ? 'Fix' : `Fix for ${fix.stack}`;
  return block(
    title,
    el('p', {}, fix.summary),
    fix.snippet && code(fix.snippet.code, `the ${fix.snippet.language} snippet`),
    fix.explain && el('p.small', {}, 'More: ', el('code', {}, fix.explain)),
    fix.repair && el('p', {}, 'middlebrick audit --fix mends this: ', fix.repair.does),
    fix.repair && code(fix.repair.diff, 'the diff'),
  );
}

/** @param {PageFinding} finding */
function replay({ replay: commands }) {
  if (commands.curl.length === 0) return null;
  const needs = commands.variables.map((name) => `$${name}`).join(', ');
  return block(
    'Replay',
    needs !== '' && el('p.small', {}, 'With the credentials in ', el('code', {}, needs), ':'),
    commands.note && el('p.small', {}, commands.note),
    code(commands.curl.join('\n'), 'the commands'),
  );
}

/**
 * @param {PageFinding} finding
 * @param {PageData} data
 */
function exchanges(finding, data) {
  const cards = finding.proof.flatMap((step) => {
    const exchange = data.exchanges[step.exchange];
    return exchange === undefined ? [] : [exchangeCard(exchange, step, finding.values)];
  });
  if (cards.length === 0) return null;
  return block('Exchanges', el('div.exchanges', {}, ...cards));
}

/**
 * @param {PageFinding} finding
 * @param {PageData} data
 */
function references(finding, { titles }) {
  const links = finding.cwe.map((id) =>
    link(`https://cwe.mitre.org/data/definitions/${id}.html`, `CWE-${id}`, titles.cwe[String(id)]),
  );
  const isApi = finding.owasp.startsWith('API');
  const owasp = isApi
    ? link('https://owasp.org/API-Security/editions/2023/en/0x11-t10/', finding.owasp, titles.owasp[finding.owasp])
    : el('li', {}, finding.owasp);
  const cvss =
    finding.cvss && el('li', {}, `CVSS ${finding.cvss.score.toFixed(1)} `, el('span.quiet', {}, finding.cvss.vector));
  return block(
    'References',
    el('ul.references', {}, ...links, owasp, cvss),
    el(
      'p.small',
      {},
      isRead(finding) ? 'Rule ' : 'Check ',
      el('code', {}, finding.check),
      finding.kind && !isRead(finding) && ` (${finding.kind})`,
      ' · link to this finding: ',
      el('a', { href: `#${encodeURIComponent(finding.fingerprint)}` }, `#${finding.fingerprint}`),
    ),
  );
}

/**
 * Whether it is of the code alone. The kind of such a finding is a word between the rule and its message.
 * @param {PageFinding} finding
 */
function isRead({ code, proof }) {
  return code !== undefined && proof.length === 0;
}

/**
 * @param {string} href
 * @param {string} name
 * @param {string | undefined} title
 */
function link(href, name, title) {
  return el('li', {}, el('a', { href, rel: 'noreferrer' }, name), title && el('span.quiet', {}, ` ${title}`));
}

/**
 * @param {PageFinding} finding
 * @param {PageData} data
 */
function related(finding, data) {
  if (finding.sameCause.length === 0) return null;
  const items = finding.sameCause.map((print) => {
    const other = data.findings.find((candidate) => candidate.fingerprint === print);
    return el('li', {}, el('a', { href: `#${encodeURIComponent(print)}` }, other?.where[0] ?? print));
  });
  return block('The same cause in', el('ul.places', {}, ...items));
}

/**
 * @param {string} title
 * @param {...import('./report-dom.js').Child} children
 */
function block(title, ...children) {
  return el('section.block', { 'aria-label': title }, el('h4', {}, title), el('div', {}, ...children));
}

/**
 * @param {string} text
 * @param {string} label
 */
function code(text, label) {
  return el('div.code', {}, el('pre', { tabindex: 0 }, text), copyButton(text, label));
}

import { total } from './report-audit.js';
import { count, el, svg } from './report-dom.js';

const severities = ['critical', 'high', 'medium', 'low', 'info'];

/**
 * Grade, score, what was proven, how much was covered, and the categories.
 * @param {PageData} data
 * @param {(severity: string) => void} choose called when a severity is picked
 * @returns {(Node | null)[]}
 */
export function summary(data, choose) {
  const isAudit = data.audit !== null;
  return [
    el(
      isAudit ? 'div.lead.audit' : 'div.lead',
      {},
      isAudit ? total(data) : grade(data),
      el(
        'div.verdict',
        {},
        el('p.target', {}, data.target.url, data.deeds && ' · active scan', isAudit && ' · audit'),
        el('h1', {}, data.sentence),
        tally(data, choose),
        ...notices(data),
      ),
      isAudit ? null : ring(data),
    ),
    ...(isAudit ? [] : scores(data)),
  ];
}

/** @param {PageData} data */
function scores(data) {
  return [
    el('h2.minor', {}, 'Categories'),
    el('ul.categories', {}, ...data.categories.filter((entry) => entry.score !== null).map(category)),
    untested(data),
  ];
}

/** @param {PageData} data */
function grade({ score }) {
  if (score.overall === null) return el('div.grade.none', {}, el('strong', {}, '–'), el('span', {}, 'no grade'));
  return el(
    `div.grade.${score.grade}`,
    {
      role: 'img',
      'aria-label': `Grade ${score.grade}, ${score.overall} of 100${score.isIncomplete ? ', incomplete' : ''}`,
    },
    el('strong', {}, score.grade),
    el('span', {}, el('b', {}, score.overall), ' / 100'),
    score.isIncomplete && el('em', {}, 'incomplete'),
  );
}

/**
 * @param {PageData} data
 * @param {(severity: string) => void} choose
 */
function tally(data, choose) {
  const findings = data.findings.filter((finding) => finding.suppressed === undefined);
  if (findings.length === 0) return null;
  const buttons = severities.flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    if (number === 0) return [];
    const button = el(`button.tally.${severity}`, { type: 'button' }, el('b', {}, number), ` ${severity}`);
    button.addEventListener('click', () => choose(severity));
    return [button];
  });
  // An audit proves nothing, since it sends nothing.
  const proven = data.audit === null && el('span.proven', {}, `proven: ${data.confirmed} of ${findings.length}`);
  return el('div.tallies', {}, ...buttons, proven);
}

/**
 * What decides how much the report says.
 * @param {PageData} data
 */
function notices({ scan, score, deeds }) {
  const notes = [];
  if (scan.isInterrupted || scan.stopReason !== undefined)
    notes.push(el('p.notice', {}, `The scan ended early: ${scan.stopReason ?? 'interrupted'}.`));
  if (deeds?.failure) {
    const { title, reason, remedy } = deeds.failure;
    notes.push(el('p.notice', {}, el('b', {}, title), `: ${reason}. Instead, ${remedy}.`));
  }
  if (score.isIncomplete && score.advice !== undefined)
    notes.push(el('p.notice', {}, `To complete the grade: ${score.advice}`));
  if (deeds !== null && deeds.leftovers.length > 0) {
    notes.push(el('p.notice', {}, 'Left over: ', el('a', { href: '#left-over' }, deeds.left), '.'));
  }
  return notes;
}

/** @param {PageData} data */
function ring({ coverage }) {
  const share = coverage.operations === 0 ? 0 : coverage.tested / coverage.operations;
  const around = 2 * Math.PI * 52;
  const circle = { cx: 64, cy: 64, r: 52, fill: 'none', 'stroke-width': 9 };
  return el(
    'figure.ring',
    {},
    svg(
      'svg',
      {
        viewBox: '0 0 128 128',
        role: 'img',
        'aria-label': `${coverage.tested} of ${coverage.operations} operations tested`,
      },
      svg('circle', { ...circle, class: 'track' }),
      svg('circle', {
        ...circle,
        class: 'done',
        'stroke-dasharray': `${(share * around).toFixed(2)} ${around.toFixed(2)}`,
        transform: 'rotate(-90 64 64)',
      }),
      svg(
        'text',
        { x: 64, y: 70, 'text-anchor': 'middle', class: 'number' },
        `${coverage.tested}/${coverage.operations}`,
      ),
    ),
    el(
      'figcaption',
      {},
      el('b', {}, 'operations tested'),
      el('span', {}, `${coverage.decided.toLocaleString('en-US')} of ${count(coverage.cells, 'question')} decided`),
    ),
  );
}

/** @param {PageData['categories'][number]} entry */
function category(entry) {
  const score = entry.score ?? 0;
  const bar = el('span.bar', { 'aria-hidden': true });
  bar.style.setProperty('--share', String(score / 100));
  const level = score >= 90 ? 'good' : score >= 60 ? 'fair' : 'poor';
  return el(
    `li.${level}`,
    {},
    el('span.name', {}, entry.title, el('span.quiet', {}, ` ${entry.owasp}`)),
    el('span.points', {}, Math.round(score)),
    bar,
  );
}

/** @param {PageData} data */
function untested({ categories }) {
  const titles = categories.filter((entry) => entry.score === null).map((entry) => entry.title);
  return titles.length === 0
    ? null
    : el('p.untested', {}, `Without a score, because no check could be applied: ${titles.join(', ')}.`);
}

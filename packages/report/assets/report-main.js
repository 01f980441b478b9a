import { audited, withoutScan } from './report-audit.js';
import { coverage } from './report-coverage.js';
import { append, byId, el, pageData } from './report-dom.js';
import { findingList } from './report-filter.js';
import { matrices } from './report-matrix.js';
import { summary } from './report-summary.js';

const data = pageData(byId('data').textContent ?? '');
const list = findingList(data);

append(
  byId('summary'),
  summary(data, (severity) => {
    list.chooseSeverity(severity);
    byId('findings').scrollIntoView();
  }),
);
append(byId('findings'), data.findings.length === 0 ? nothingFound() : list.nodes);
if (data.audit === null) {
  append(byId('matrix'), matrices(data));
  append(byId('coverage'), coverage(data));
} else {
  withoutScan();
  append(byId('coverage'), audited(data, data.audit));
}
append(byId('colophon'), [
  data.audit === null
    ? `${data.tool.name} ${data.tool.version} · ${data.scan.mode} · seed ${data.scan.seed} · scan ${data.scan.id} · `
    : `${data.tool.name} ${data.tool.version} · audit · `,
  el('time', { datetime: data.scan.startedAt }, data.scan.startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')),
  data.audit === null
    ? ' · private values are masked and credentials are left out'
    : ' · secrets that were found in the code are masked',
]);

openLinked();
// Once more when the browser has done its own jump to the link, which takes the focus away.
addEventListener('load', openLinked);
addEventListener('hashchange', openLinked);
printsInFull();
themeToggle();
searchKey();

/** What was tried, and what would make the answer stronger. */
function nothingFound() {
  const advice = data.advice.map((text) => el('li', {}, text));
  return [
    el('p.explain', {}, data.sentence),
    advice.length > 0 &&
      el('div.stronger', {}, el('p', {}, 'The answer would be stronger with:'), el('ul', {}, ...advice)),
  ];
}

/** `#fingerprint` opens that finding. */
function openLinked() {
  try {
    list.open(decodeURIComponent(location.hash.slice(1)));
  } catch {
    // A hash that is not percent-encoded text names no finding.
  }
}

/** On paper nothing can be opened, so everything is; afterwards it is as it was. */
function printsInFull() {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = list.fillAll().filter((details) => !details.open);
    for (const details of opened) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
  });
}

/** Light or dark as the system has it, until the button is used. */
function themeToggle() {
  const button = byId('theme');
  const root = document.documentElement;
  const isDark = () =>
    (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const label = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', isDark() ? 'Use light colours' : 'Use dark colours');
  };
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    label();
  });
  label();
}

/** `/` leads to the search, as in many tools. */
function searchKey() {
  addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    list.search.focus();
  });
}

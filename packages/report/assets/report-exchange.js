import { append, count, el } from './report-dom.js';

/**
 * One exchange in full, with the private values in its answer highlighted.
 * @param {PageExchange} exchange
 * @param {PageStep} step
 * @param {import('@middlebrick/model').SeenValue[]} values
 */
export function exchangeCard(exchange, step, values) {
  const { request, response } = exchange;
  const answer = response === null ? `no answer: ${exchange.failure?.message ?? 'unknown'}` : response.status;
  return el(
    step.isSame ? 'article.exchange.same' : 'article.exchange',
    { 'aria-label': step.label },
    el('h5', {}, step.label, el('span.status', {}, answer)),
    el(
      'pre',
      { tabindex: 0, 'aria-label': 'Request' },
      el('b', {}, `${request.method} ${request.url}`),
      headerLines(request.headers),
      request.body === undefined ? null : `\n\n${request.body}`,
    ),
    response &&
      el(
        'pre',
        { tabindex: 0, 'aria-label': 'Answer' },
        el('b', {}, `HTTP ${response.status}`),
        headerLines(response.headers),
        response.body === '' ? null : '\n\n',
        ...bodyNodes(response.body, step.shows, values),
      ),
    el('p.small', {}, remark(exchange)),
  );
}

/** @param {[string, string][]} headers */
function headerLines(headers) {
  if (headers.length === 0) return null;
  return el('span.headers', {}, headers.map(([name, value]) => `\n${name}: ${value}`).join(''));
}

/** @param {PageExchange} exchange */
function remark(exchange) {
  const parts = [`as ${exchange.identity}`, `${Math.round(exchange.milliseconds)} ms`];
  if (exchange.response !== null) parts.push(count(exchange.response.bytes, 'byte'));
  if (exchange.response?.truncated) parts.push('longer than what was read');
  if (exchange.isShortened) parts.push('shortened here; the JSON report holds more');
  return parts.join(' · ');
}

/**
 * The body, laid out when it is JSON, with a mark around every private value.
 * @param {string} body
 * @param {string[]} shows
 * @param {import('@middlebrick/model').SeenValue[]} values
 * @returns {(Node | string)[]}
 */
function bodyNodes(body, shows, values) {
  const parsed = jsonOf(body);
  if (parsed === undefined) return marked(body, shows.length === 0 ? [] : values.map((value) => value.masked));
  /** @type {(Node | string)[]} */
  const nodes = [];
  layOut(parsed, '', '\n', { shows: new Set(shows), nodes, depth: 0 });
  return nodes;
}

/** @param {string} body */
function jsonOf(body) {
  if (!/^\s*[[{]/.test(body)) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    // A shortened body is no longer JSON and is shown as it is.
    return undefined;
  }
}

/**
 * @param {unknown} value
 * @param {string} path keys joined by dots, list positions as `[]`
 * @param {string} newline a line end with the present indent
 * @param {{ shows: Set<string>, nodes: (Node | string)[], depth: number }} context
 */
function layOut(value, path, newline, context) {
  const { nodes, shows, depth } = context;
  if (typeof value !== 'object' || value === null || depth > 40) {
    const text = JSON.stringify(value) ?? '';
    nodes.push(shows.has(path) ? el('mark', {}, text) : text);
    return;
  }
  const isList = Array.isArray(value);
  const entries = isList ? value.map((item) => /** @type {const} */ (['', item])) : Object.entries(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) {
    nodes.push(open + close);
    return;
  }
  const inner = `${newline}  `;
  nodes.push(open);
  entries.forEach(([key, child], index) => {
    nodes.push(`${index === 0 ? '' : ','}${inner}`);
    if (!isList) nodes.push(el('span.key', {}, JSON.stringify(key)), ': ');
    const below = isList ? `${path}[]` : path === '' ? key : `${path}.${key}`;
    layOut(child, below, inner, { ...context, depth: depth + 1 });
  });
  nodes.push(newline + close);
}

/**
 * @param {string} text
 * @param {string[]} words
 * @returns {(Node | string)[]}
 */
function marked(text, words) {
  const box = el('span');
  let rest = text;
  while (rest !== '') {
    const [at, word] = nearest(rest, words);
    append(box, [rest.slice(0, at), word === '' ? null : el('mark', {}, word)]);
    rest = rest.slice(at + word.length);
  }
  return [...box.childNodes];
}

/**
 * @param {string} text
 * @param {string[]} words
 * @returns {[number, string]} where the first of the words stands; the end of the text when none does
 */
function nearest(text, words) {
  /** @type {[number, string]} */
  let best = [text.length, ''];
  for (const word of words) {
    const at = word === '' ? -1 : text.indexOf(word);
    if (at >= 0 && at < best[0]) best = [at, word];
  }
  return best;
}

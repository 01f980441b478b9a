import { el } from './report-dom.js';

/**
 * Where a finding stands in the code: the file, the lines, and the way of the value.
 * @param {NonNullable<PageFinding['code']>} code
 * @returns {Node[]}
 */
export function codeNodes({ place, frame, flow, said = [] }) {
  const name = `${place.path}:${place.line}`;
  const lines = frame.lines.map((text, index) => frameLine(text, frame.startLine + index, place));
  const steps = flow.map((step) =>
    el('li', {}, step.note, ' ', el('code', {}, `${step.place.path}:${step.place.line}`)),
  );
  return [
    el('p.file', {}, el('code', {}, name)),
    ...(lines.length === 0 ? [] : [el('pre.frame', { tabindex: 0, 'aria-label': `Code of ${name}` }, ...lines)]),
    // A way of one step is the place itself.
    ...(said.length === 0 ? [] : [el('p.explain', {}, 'The code says it too: ', ...saidNodes(said, name))]),
    ...(steps.length < 2 ? [] : [el('ol.flow', { 'aria-label': 'The way of the value' }, ...steps)]),
  ];
}

/**
 * The rules of an audit that say the same, with their places where those are others.
 * @param {NonNullable<NonNullable<PageFinding['code']>['said']>} said
 * @param {string} name
 * @returns {Node[]}
 */
function saidNodes(said, name) {
  const texts = said.map(({ rule, place }) => {
    const where = `${place.path}:${place.line}`;
    return where === name ? rule : `${rule} (${where})`;
  });
  return [...new Set(texts)].map((text, index) => el('span', {}, index === 0 ? '' : ', ', el('code', {}, text)));
}

/**
 * A line with its number; those that are meant begin with `>`, and what is meant of them is marked.
 * @param {string} text
 * @param {number} number
 * @param {NonNullable<PageFinding['code']>['place']} place
 */
function frameLine(text, number, { line, column, endLine, endColumn }) {
  const isMeant = number >= line && number <= endLine;
  const from = number === line ? column - 1 : text.length - text.trimStart().length;
  const to = number === endLine ? endColumn - 1 : text.trimEnd().length;
  return el(
    isMeant ? 'span.line.meant' : 'span.line',
    {},
    el('span.number', {}, `${isMeant ? '>' : ' '} ${String(number).padStart(4)} `),
    ...(isMeant ? [text.slice(0, from), el('mark', {}, text.slice(from, to)), text.slice(to)] : [text]),
    '\n',
  );
}

import { commonParts, onlyOnOneSide } from '../both-sides.ts';
import { columns, pad, wrap, wrapParts } from './layout.ts';
import { gutter, type Page, paragraph } from './page.ts';

const mostRoutes = 8;
/** Columns that a reason is given beside its route. */
const leastRoom = 24;

/** What a scan and the code have in common, and the routes that only one of them saw. Empty without code. */
export function bothSides(page: Page): string[] {
  const { report, paint, width, verbose } = page;
  const { correlation } = report;
  if (correlation === undefined) return [];
  const [first = '', ...rest] = wrapParts(commonParts(correlation), width - gutter.length);
  const sides = onlyOnOneSide(correlation, verbose ? Infinity : mostRoutes).flatMap(
    ({ title, routes: shown, more }) => {
      const names = Math.min(Math.max(...shown.map((one) => columns(one.operation))), Math.floor(width * 0.5));
      return [
        `  ${title}`,
        ...shown.flatMap(({ operation, reason }) => row(oneLine(operation), oneLine(reason), names, page)),
        ...(more > 0
          ? paragraph(`and ${more} more; --verbose and the JSON report name them`, '    ', width).map(paint.dim)
          : []),
      ];
    },
  );
  return [`${paint.title('Code')}      ${first}`, ...rest.map((line) => gutter + line), ...sides, ''];
}

/** A route and why it was seen there alone, beside it or, in a narrow terminal, below it; each wraps under itself. */
function row(operation: string, reason: string, names: number, { paint, width }: Page): string[] {
  const room = width - 4 - names - 3;
  if (room < leastRoom) {
    return [...paragraph(operation, '    ', width), ...paragraph(reason, '      ', width).map(paint.dim)];
  }
  const left = wrap(operation, names);
  const right = wrap(reason, room);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
    `    ${pad(left[index] ?? '', names + 3)}${paint.dim(right[index] ?? '')}`.trimEnd(),
  );
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}

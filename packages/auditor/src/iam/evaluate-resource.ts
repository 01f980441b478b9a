import { type Context, type FilledPiece, filled, type Piece, patternMatches, piecesOf } from './evaluate-pattern.ts';
import { all, type Truth, truthOf } from './evaluate-truth.ts';

/** Partition, service, region, account and the resource itself follow `arn`. */
const segmentsOfArn = 6;

/** Whether a resource of a policy, which may have wildcards and variables, is that of the request. */
export function resourceMatches(pattern: string, resource: string, context: Context): Truth {
  if (/^\*+$/.test(pattern)) return 'yes';
  const pieces = filled(piecesOf(pattern), context);
  if (pieces === undefined) return 'no';
  if (arnMatches(pieces, resource) === 'yes') return 'yes';
  // What is unknown may hold any number of segments, such as the whole ARN of a table before `/index/*`.
  return pieces.some(({ kind }) => kind === 'unknown') ? patternMatches(pieces, resource) : 'no';
}

/** Whether an ARN is like that of a condition, part by part. Undefined when one of them is no ARN. */
export function arnIsLike(pieces: readonly FilledPiece[], given: string): Truth | undefined {
  const [wanted, parts] = [split(pieces), split(piecesOf(given)).map(textOf)];
  if (parts.length < segmentsOfArn) return undefined;
  const isOpen = pieces.some(({ kind }) => kind === 'unknown');
  if (wanted.length < segmentsOfArn && !isOpen) return undefined;
  const isLike =
    wanted.length === segmentsOfArn &&
    wanted.every((part, index) => patternMatches(part, parts[index] ?? '') === 'yes');
  return isOpen && !isLike ? patternMatches(pieces, given) : truthOf(isLike);
}

function arnMatches(pieces: readonly FilledPiece[], resource: string): Truth {
  const wanted = split(pieces);
  // A short ARN stands for everything below it.
  while (wanted.length < segmentsOfArn) wanted.push([{ kind: 'any' }]);
  const given = split(piecesOf(resource)).map(textOf);
  if (given.length < segmentsOfArn) return 'no';
  const heads = wanted.slice(0, -1).map((head, index) =>
    // Nothing but `arn` stands first, wildcards least of all.
    patternMatches(head, given[index] ?? '', { ignoresCase: true, isLiteral: index === 0 }),
  );
  return all([...heads, idMatches(wanted.at(-1) ?? [], given.at(-1) ?? '')]);
}

/** The kind of resource, such as `table/`, cannot have wildcards; what follows it can, over any number of slashes. */
function idMatches(pieces: readonly FilledPiece[], resource: string): Truth {
  const text = pieces.map(textOfPiece).join('');
  const end = text.search(/[/:]/) + 1;
  if (!resource.startsWith(text.slice(0, end))) return 'no';
  return patternMatches(withoutStart(pieces, end), resource.slice(end));
}

/** Splits at the colons that are not within something unknown; the last part keeps its own. */
function split<P extends Piece>(pieces: readonly P[]): (P | { kind: 'text'; text: string })[][] {
  const parts: (P | { kind: 'text'; text: string })[][] = [[]];
  for (const piece of pieces) {
    if (piece.kind !== 'text') {
      parts.at(-1)?.push(piece);
      continue;
    }
    for (const [index, text] of piece.text.split(':').entries()) {
      if (index > 0 && parts.length < segmentsOfArn) parts.push([]);
      else if (index > 0) parts.at(-1)?.push({ kind: 'text', text: ':' });
      if (text !== '') parts.at(-1)?.push({ kind: 'text', text });
    }
  }
  return parts;
}

function withoutStart(pieces: readonly FilledPiece[], length: number): FilledPiece[] {
  let left = length;
  return pieces.flatMap((piece): FilledPiece[] => {
    const text = textOfPiece(piece);
    const cut = Math.min(left, text.length);
    left -= cut;
    if (cut === 0) return [piece];
    return cut === text.length ? [] : [{ kind: 'text', text: text.slice(cut) }];
  });
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(textOfPiece).join('');
}

/** As it is written, but for variables, which the ARN of a request does not have. */
function textOfPiece(piece: Piece): string {
  if (piece.kind === 'any') return '*';
  if (piece.kind === 'one') return '?';
  return piece.kind === 'variable' ? `\${${piece.key}}` : piece.text;
}

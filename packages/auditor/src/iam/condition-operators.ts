import { type Context, type FilledPiece, filled, patternMatches, piecesOf } from './evaluate-pattern.ts';
import { arnIsLike } from './evaluate-resource.ts';
import { type Truth, truthOf } from './evaluate-truth.ts';

/** Compares a value of a policy with one of the request. Undefined when they cannot be compared, so that neither `Equals` nor `NotEquals` holds. */
export type Comparison = (wanted: string, given: string, context: Context) => Truth | undefined;

export interface Operator {
  readonly compare: Comparison;
  /** Holds when no value is like it, instead of one. */
  readonly isNegative: boolean;
}

const equals = text({ isLiteral: true });
const equalsIgnoringCase = text({ isLiteral: true, ignoresCase: true });
const like = text({});

/** By name in lower case, without set operator and `IfExists`. Dates, addresses and binary values are not compared. */
export const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    stringequals: positive(equals),
    stringnotequals: negative(equals),
    stringequalsignorecase: positive(equalsIgnoringCase),
    stringnotequalsignorecase: negative(equalsIgnoringCase),
    stringlike: positive(like),
    stringnotlike: negative(like),
    // Equals and Like do the same for ARNs.
    arnequals: positive(arn),
    arnlike: positive(arn),
    arnnotequals: negative(arn),
    arnnotlike: negative(arn),
    bool: positive(bool),
    numericequals: positive(numeric((given, wanted) => given === wanted)),
    numericnotequals: negative(numeric((given, wanted) => given === wanted)),
    numericlessthan: positive(numeric((given, wanted) => given < wanted)),
    numericlessthanequals: positive(numeric((given, wanted) => given <= wanted)),
    numericgreaterthan: positive(numeric((given, wanted) => given > wanted)),
    numericgreaterthanequals: positive(numeric((given, wanted) => given >= wanted)),
  }),
);

function positive(compare: Comparison): Operator {
  return { compare, isNegative: false };
}

function negative(compare: Comparison): Operator {
  return { compare, isNegative: true };
}

/** A value whose variable has none is like nothing: `Equals` does not hold, `NotEquals` does. */
function text(options: Parameters<typeof patternMatches>[2]): Comparison {
  return (wanted, given, context) => {
    const pieces = filled(piecesOf(wanted), context);
    return pieces === undefined ? 'no' : patternMatches(pieces, given, options);
  };
}

function arn(wanted: string, given: string, context: Context): Truth | undefined {
  const pieces = filled(piecesOf(wanted), context);
  return pieces === undefined ? 'no' : arnIsLike(pieces, given);
}

function bool(wanted: string, given: string, context: Context): Truth | undefined {
  const pieces = filled(piecesOf(wanted), context);
  if (pieces === undefined) return 'no';
  if (isOpen(pieces)) return 'perhaps';
  const value = plain(pieces).toLowerCase();
  const isBool = [value, given.toLowerCase()].every((word) => word === 'true' || word === 'false');
  return isBool ? truthOf(value === given.toLowerCase()) : undefined;
}

/** Numbers cannot have variables. */
function numeric(holds: (given: number, wanted: number) => boolean): Comparison {
  return (wanted, given) => {
    if (isOpen(piecesOf(wanted))) return 'perhaps';
    const [a, b] = [numberOf(given), numberOf(wanted)];
    return a === undefined || b === undefined ? undefined : truthOf(holds(a, b));
  };
}

function numberOf(text: string): number | undefined {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

function isOpen(pieces: readonly { readonly kind: string }[]): boolean {
  return pieces.some(({ kind }) => kind === 'unknown');
}

function plain(pieces: readonly FilledPiece[]): string {
  return pieces.map((piece) => (piece.kind === 'text' ? piece.text : '*')).join('');
}

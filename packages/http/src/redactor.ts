import type { Secret } from '@middlebrick/model';
import { encodedForms, shortestSecret } from './secret-forms.ts';

/** Hides every secret that is known so far. */
export interface Redactor {
  /** From now on hides this secret and its encoded forms. Values shorter than six characters are ignored. */
  add(secret: Secret): void;
  /** The text with every known secret replaced by `$VARIABLE`; the same string when none occurs. */
  redact(text: string): string;
  /** As {@link Redactor.redact} for a text that was cut off: also hides the beginning of a secret at its end. */
  redactCut(text: string): string;
  /** Whether a variable stands for a secret of this scan; targets and specifications can write `$ANY_NAME`, too. */
  knows(variable: string): boolean;
  /** All variables that stand for a secret so far. */
  variables(): string[];
}

/** Stands for a secret where its variable would itself spell out a secret. Shorter than any secret, so it ends. */
const mask = '***';

/** Keeps what the last six UTF-16 units left in the hash: each step shifts by five bits. */
const hashBits = 0x3fffffff;

/** How far a search may go on where two characters stand that no secret has among its first six. */
const furthest = shortestSecret - 1;

/**
 * A redactor that knows nothing yet. Texts are searched for all secrets at once (Wu and Manber's search, blocks of two
 * characters): where the last two of six characters begin no secret, up to five are passed over unread.
 */
export function createRedactor(): Redactor {
  const variables = new Map<string, string>();
  const known = new Set<string>();
  const formsByHash = new Map<number, string[]>();
  const shifts = new Uint8Array(65536).fill(furthest);
  let longest = 0;

  function addForm(form: string, variable: string): void {
    if (form.length < shortestSecret || variables.has(form)) return;
    variables.set(form, variable);
    const hash = hashAt(form, 0);
    longest = Math.max(longest, form.length);
    const forms = formsByHash.get(hash) ?? [];
    forms.push(form);
    forms.sort((a, b) => b.length - a.length);
    formsByHash.set(hash, forms);
    for (let end = 1; end < shortestSecret; end++) {
      const block = blockAt(form, end);
      shifts[block] = Math.min(shifts[block] as number, furthest - end);
    }
  }

  function replaceAll(text: string, replacement: string | undefined): string {
    let result = '';
    let kept = 0;
    let end = furthest;
    while (end < text.length) {
      const shift = shifts[blockAt(text, end)] as number;
      if (shift > 0) {
        end += shift;
        continue;
      }
      const start = end - furthest;
      const form = formsByHash.get(hashAt(text, start))?.find((candidate) => text.startsWith(candidate, start));
      if (form === undefined) {
        end++;
        continue;
      }
      result += text.slice(kept, start) + (replacement ?? variables.get(form) ?? mask);
      kept = start + form.length;
      end = kept + furthest;
    }
    return kept === 0 ? text : result + text.slice(kept);
  }

  function redact(text: string): string {
    if (variables.size === 0 || text.length < shortestSecret) return text;
    let before = text;
    let after = replaceAll(text, undefined);
    // A variable may meet its neighbours and spell another secret. Each further round shortens the text.
    while (after !== before) {
      before = after;
      after = replaceAll(before, mask);
    }
    return after;
  }

  /** Where a text ends with the beginning of a secret, at least six characters of it. */
  function startOfCutSecret(text: string): number | undefined {
    for (let start = Math.max(0, text.length - longest); start <= text.length - shortestSecret; start++) {
      const forms = formsByHash.get(hashAt(text, start));
      if (forms?.some((form) => form.startsWith(text.slice(start)))) return start;
    }
    return undefined;
  }

  function redactCut(text: string): string {
    const whole = redact(text);
    const start = startOfCutSecret(whole);
    return start === undefined ? whole : whole.slice(0, start) + mask;
  }

  return {
    add: (secret) => {
      known.add(secret.variable);
      for (const form of encodedForms(secret.reveal())) addForm(form, `$${secret.variable}`);
    },
    redact,
    redactCut,
    knows: (variable) => known.has(variable),
    variables: () => [...known],
  };
}

function hashAt(text: string, start: number): number {
  let hash = 0;
  for (let index = start; index < start + shortestSecret; index++) {
    hash = ((hash << 5) ^ text.charCodeAt(index)) & hashBits;
  }
  return hash;
}

/** A number for the two characters that end at an index; different ones may share it. */
function blockAt(text: string, end: number): number {
  return ((text.charCodeAt(end - 1) << 8) ^ text.charCodeAt(end)) & 0xffff;
}

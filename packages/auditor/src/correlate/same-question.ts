import type { Finding } from '@middlebrick/model';

/** Which findings of an audit say of the code what a check of a scan shows of the running API. */
interface SameQuestion {
  /** The one that explains best comes first. */
  readonly rules: readonly Rule[];
  /** Settings and handlers of errors belong to no route: the one finding of such a rule is meant. */
  readonly isAnywhere?: true;
  /** What the message of such a finding is about, the likeliest first. */
  readonly about?: readonly RegExp[];
}

type Rule = string | { readonly rule: string; readonly kind: string };

const reads = [
  'code/foreign-key-read',
  'code/authentication-without-authorization',
  'code/index-without-owner',
  'code/foreign-collection',
  'code/client-side-filter',
  'code/table-scan',
];
const writes = ['code/foreign-key-write', 'code/authentication-without-authorization'];
const lists = ['code/foreign-collection', 'code/index-without-owner', 'code/table-scan', 'code/client-side-filter'];
const answers = ['code/sensitive-attribute-returned', 'code/whole-item-returned'];
const unverified = [
  'code/unverified-token-identity',
  { rule: 'code/weak-session-or-jwt-settings', kind: 'anyAlgorithm' },
];
const keys = ['code/hardcoded-secret', { rule: 'code/weak-session-or-jwt-settings', kind: 'guessable' }];
const errors: SameQuestion = { rules: ['code/raw-error-returned'], isAnywhere: true };

/** By the check of a scan. */
export const sameQuestions: Readonly<Record<string, SameQuestion>> = {
  'bola/foreign-object-read': { rules: reads },
  'bola/identifier-variants': { rules: reads },
  'bola/nested-parent-mismatch': { rules: ['code/index-without-owner', ...reads] },
  'bola/owner-filter-override': { rules: ['code/client-side-filter', ...reads] },
  'bola/foreign-collection': { rules: lists },
  'bola/cursor-tampering': { rules: ['code/client-cursor', 'code/foreign-key-read'] },
  'bola/foreign-object-write': { rules: [...writes, 'code/foreign-owner-created'] },
  'bola/batch-mixed-ownership': { rules: [...reads, ...writes] },
  'bfla/privileged-operation': {
    rules: ['code/privileged-operation', ...lists, 'code/foreign-key-read', 'code/missing-authentication'],
  },
  'bfla/privileged-write': { rules: ['code/privileged-operation', ...writes, 'code/missing-authentication'] },
  'auth/identity-header-trust': { rules: ['code/identity-from-client-header'] },
  'auth/identity-parameter-trust': { rules: ['code/identity-from-client-header', 'code/foreign-key-read'] },
  'auth/missing-authentication': { rules: ['code/missing-authentication'] },
  'auth/declared-not-enforced': { rules: ['code/missing-authentication'] },
  'auth/jwt-signature-not-verified': { rules: unverified, isAnywhere: true },
  'auth/jwt-alg-none': { rules: unverified, isAnywhere: true },
  'auth/jwt-missing-claims': {
    rules: [{ rule: 'code/weak-session-or-jwt-settings', kind: 'endless' }],
    isAnywhere: true,
  },
  'auth/jwt-weak-secret': { rules: keys, isAnywhere: true, about: [/jwt|token/i, /secret_?key/i, /secret/i] },
  'auth/session-forgeable': { rules: keys, isAnywhere: true, about: [/session|cookie/i, /secret_?key/i] },
  'property/mass-assignment': { rules: ['code/mass-assignment'] },
  'property/internal-fields': { rules: answers },
  'property/undeclared-fields': { rules: answers },
  'data/credential-in-response': { rules: answers },
  'data/over-exposure-in-list': { rules: answers },
  'data/dynamodb-item': { rules: answers },
  'data/personal-data': { rules: answers },
  'data/secret-in-response': { rules: [...answers, { rule: 'code/debug-mode', kind: 'dumped' }] },
  'data/dynamodb-error': errors,
  'data/error-detail': errors,
  'data/debug-mode': { rules: [{ rule: 'code/debug-mode', kind: 'on' }], isAnywhere: true },
  'data/exposed-file': { rules: ['code/secret-file-served'], isAnywhere: true },
};

/** The findings of an audit that say the same as one of a scan, of those that could: the best explanation first. */
export function sayingTheSame(finding: Finding, ofItsRoutes: readonly Finding[], all: readonly Finding[]): Finding[] {
  const question = Object.hasOwn(sameQuestions, finding.check) ? sameQuestions[finding.check] : undefined;
  if (question === undefined) return [];
  const meeting = (candidates: readonly Finding[]): Finding[] => {
    const ranked = candidates.map((candidate) => ({ candidate, rank: rankOf(candidate, question) }));
    const met = ranked.filter(({ rank }) => rank !== -1).toSorted((a, b) => a.rank - b.rank);
    return met.map(({ candidate }) => candidate);
  };
  const here = meeting(ofItsRoutes);
  if (here.length > 0 || question.isAnywhere !== true) return here;
  const anywhere = meeting(all.filter(({ places }) => places.length === 0));
  // Of several nobody can tell which one the API showed.
  const choices = (question.about ?? [/(?:)/]).map((about) => anywhere.filter(({ message }) => about.test(message)));
  return choices.find(({ length }) => length === 1) ?? [];
}

/** The checks of a scan that ask what a finding of an audit says. */
export function checksOf(finding: Finding): string[] {
  return Object.entries(sameQuestions).flatMap(([check, question]) =>
    rankOf(finding, question) === -1 ? [] : [check],
  );
}

function rankOf({ check, kind }: Finding, { rules }: SameQuestion): number {
  return rules.findIndex((one) => (typeof one === 'string' ? one === check : one.rule === check && one.kind === kind));
}

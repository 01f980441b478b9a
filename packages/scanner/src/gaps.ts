import { type Gap, isSafe, type Operation, type Surface } from '@middlebrick/model';
import { loginOperations, registerOperations } from './active/users/account-operations.ts';
import type { ReportParts } from './report.ts';
import { isActive } from './run-checks.ts';
import type { RunFacts, SurfaceFacts } from './run-facts.ts';
import { looksStateChanging } from './surface/index.ts';
import { identifiersOf } from './survey/bindings.ts';

/**
 * Ids of the operations that were tested: those that a scan may read, those of whose writes a check could tell
 * something, and those by which its users registered and signed in.
 */
function testedOperations({ facts, decided: { coverage, hits } }: ReportParts): ReadonlySet<string> {
  const decided = coverage.filter(({ outcome }) => outcome === 'vulnerable' || outcome === 'hardened');
  return new Set([
    ...facts.surface.callable.map(({ id }) => id),
    ...(facts.end.activity?.registration.operations ?? []),
    ...decided.flatMap(({ operation }) => operation ?? []),
    ...hits.flatMap(({ judgment }) => judgment.places ?? []),
  ]);
}

/** A sentence for each operation that was not tested, by its id. */
export function untestedReasons(parts: ReportParts): ReadonlyMap<string, string> {
  const { start, surface } = parts.facts;
  const tested = testedOperations(parts);
  const untested = surface.operations.filter(({ id }) => !tested.has(id));
  const isActive = start.mode === 'active';
  const reasonOf = isActive ? untriedWrite(parts) : () => 'a write, and this scan only reads';
  return new Map(
    untested.map((operation) => [
      operation.id,
      isSafe(operation.method) ? unreadReason(operation) : reasonOf(operation),
    ]),
  );
}

function unreadReason(operation: Operation): string {
  const word = looksStateChanging(operation);
  return word === undefined
    ? `${operation.method} is not called by itself`
    : `looks as if it changes state ("${word}")`;
}

/** Why no check of an active scan could tell anything of a write. */
function untriedWrite(parts: ReportParts): (operation: Operation) => string {
  const { facts, decided, checks } = parts;
  const undecided = Map.groupBy(
    decided.coverage.filter(({ outcome }) => outcome === 'inconclusive' || outcome === 'broken'),
    ({ operation }) => operation,
  );
  const accounts = accountOperations(facts.surface);
  const active = new Set<string>(
    checks.filter((check) => check.per === 'target' && isActive(check)).map(({ id }) => id),
  );
  const asked = decided.coverage.filter(({ check, outcome }) => active.has(check) && outcome !== 'broken');
  const [first, ...others] = asked.map(({ check }) => check);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const ofAccounts =
    first === undefined
      ? 'registers, signs in or out, and no check asked about that'
      : `registers, signs in or out: asked about as a whole, by ${first}${more}`;
  return (operation) => {
    const cells = undecided.get(operation.id) ?? [];
    const question = cells.find(({ check }) => check === 'bola/foreign-object-write');
    if (question === undefined && accounts.has(operation.id)) return ofAccounts;
    // Whether strangers may write is the first question of a write.
    const reason = (question ?? cells[0])?.reason;
    if (reason !== undefined) return asClause(reason);
    return 'names nobody and no object, so no check has a question for it';
  };
}

/** `No body could be made.` as a part of a sentence. */
function asClause(text: string): string {
  const clause = text.replace(/\.$/, '');
  return /^[A-Z][a-z]/.test(clause) ? clause.charAt(0).toLowerCase() + clause.slice(1) : clause;
}

/** The surface as the operations alone tell it; the same in a scan and from its file. */
function plainSurface({ operations, source, warnings }: SurfaceFacts): Surface {
  return { operations, source, warnings, securitySchemes: [], resolve: (node) => node };
}

function canRegister(facts: SurfaceFacts): boolean {
  return registerOperations(plainSurface(facts)).length > 0;
}

/** Ids of the operations that register, sign in and sign out. */
function accountOperations(facts: SurfaceFacts): ReadonlySet<string> {
  const surface = plainSurface(facts);
  const registers = registerOperations(surface);
  const logins = registers.flatMap((register) => loginOperations(surface, register));
  const logouts = facts.operations.filter((operation) =>
    signsOut.has(looksStateChanging({ ...operation, method: 'GET' }) ?? ''),
  );
  return new Set([...registers, ...logins, ...logouts].map(({ id }) => id));
}

const signsOut = new Set(['logout', 'logoff', 'signout', 'signoff']);

/** What to give so that there are two users to compare. */
export function identityRemedy({ start, surface, end }: RunFacts): string {
  const { activity, identities } = end;
  const alive = identities.filter(({ isAlive }) => isAlive);
  if (activity?.registration.remedy !== undefined) return activity.registration.remedy;
  const own =
    start.mode === 'read-only' && canRegister(surface) ? 'give --active, which registers users of its own, or ' : '';
  if (alive.length === 0) return `${own || 'give '}two identities: --as alice=bearer:… --as bob=bearer:…`;
  const ordinary = alive.length > 1 ? 'a second, ordinary identity' : 'a second identity';
  return `${own || 'give '}${ordinary}: --as bob=bearer:…`;
}

/** What the scan did not test, and what would close each gap: the honest half of every report. */
export function gapsOf(parts: ReportParts): Gap[] {
  return [...operationGaps(parts), ...identityGaps(parts), ...checkGaps(parts)];
}

/** Operations that are named in one row. */
const mostNamed = 3;

function operationGaps(parts: ReportParts): Gap[] {
  const { surface, end } = parts.facts;
  const tested = testedOperations(parts);
  const gaps = [...makingGaps(parts), ...writeGaps(parts)];
  for (const operation of surface.operations) {
    const word = tested.has(operation.id) || !isSafe(operation.method) ? undefined : looksStateChanging(operation);
    if (word !== undefined)
      gaps.push({
        count: 1,
        unit: 'operation',
        subject: operation.id,
        remedy: `looks as if it changes state ("${word}"); left alone`,
      });
  }
  const called = new Set(end.survey.statuses.map(([operation]) => operation));
  const unbound = surface.callable.filter(
    (operation) => identifiersOf(operation).length > 0 && !called.has(operation.id),
  );
  if (unbound.length > 0) {
    gaps.push({
      count: unbound.length,
      unit: 'operation',
      subject: `no known id: ${named(unbound.map(({ id }) => id))}`,
      remedy: 'give ids under owns: of an identity, or examples in the spec',
    });
  }
  return gaps;
}

/** The writes that were not tried: in a scan that only reads all of them, in an active one by reason. */
function writeGaps(parts: ReportParts): Gap[] {
  const { start, surface, end } = parts.facts;
  const reasons = untestedReasons(parts);
  const writes = surface.operations.filter(({ id, method }) => !isSafe(method) && reasons.has(id));
  if (writes.length === 0) return [];
  if (start.mode === 'read-only') {
    const callers = end.identities.filter(({ isAlive, isPrivileged }) => isAlive && !isPrivileged).length;
    const users = callers >= 2 || canRegister(surface) ? '--active' : '--active and two users';
    const remedy = `give ${users}: only objects that it makes itself are written to; a POST that only searches can be named under reads:`;
    return [{ count: writes.length, unit: 'operation', subject: 'writes', remedy }];
  }
  const byReason = Map.groupBy(writes, ({ id }) => reasons.get(id) as string);
  return [...byReason].map(([reason, same]) => ({
    count: same.length,
    unit: 'operation',
    subject: `writes: ${named(same.map(({ id }) => id))}`,
    remedy: reason,
  }));
}

/** The operations by which nothing of the scan's own came to be: what they make was not written to, either. */
function makingGaps({ facts }: ReportParts): Gap[] {
  const { notMade = [] } = facts.end.activity ?? {};
  const gaps = notMade.slice(0, mostNamed).map(
    ({ operation, reason }): Gap => ({
      count: 1,
      unit: 'operation',
      subject: `nothing could be made by ${operation}`,
      remedy: `${reason}. Give its body an example that works`,
    }),
  );
  const more = notMade.slice(mostNamed);
  if (more.length === 0) return gaps;
  const subject = `nothing could be made by ${named(more.map(({ operation }) => operation))}`;
  const remedy = 'the JSON report has the reasons under notMade; give their bodies examples that work';
  return [...gaps, { count: more.length, unit: 'operation', subject, remedy }];
}

function named(ids: readonly string[]): string {
  return `${ids.slice(0, mostNamed).join(', ')}${ids.length > mostNamed ? ', …' : ''}`;
}

function identityGaps({ facts, checks }: ReportParts): Gap[] {
  const gaps: Gap[] = [];
  const alive = facts.end.identities.filter((identity) => identity.isAlive);
  const objectChecks = checks.filter(
    (check) => check.category === 'bolaAuthorization' && check.sends !== 'none',
  ).length;
  const ordinary = alive.filter((identity) => !identity.isPrivileged).length;
  if (objectChecks > 0 && (alive.length < 2 || ordinary === 0)) {
    const subject = `object level: who else can read ${facts.start.mode === 'active' ? 'or write ' : ''}it`;
    gaps.push({ count: objectChecks, unit: 'check', subject, remedy: identityRemedy(facts) });
  }
  const roleChecks = checks.filter((check) => check.category === 'bflaAuthorization').length;
  if (roleChecks > 0 && !alive.some((identity) => identity.isPrivileged)) {
    gaps.push({
      count: roleChecks,
      unit: 'check',
      subject: 'role separation against a real administrator',
      remedy: 'give an administrator: --as admin=bearer:…',
    });
  }
  return gaps;
}

function checkGaps({ facts, checks, decided }: ReportParts): Gap[] {
  const unproven = facts.end.identities.filter((identity) => !identity.isAlive);
  const gaps: Gap[] = unproven.map((identity) => ({
    count: checks.length,
    unit: 'check',
    subject: `as ${identity.name}: ${identity.proof}`,
    remedy: 'name an operation that needs signing in, or give a fresh credential',
  }));
  const broken = new Set(decided.coverage.filter((cell) => cell.outcome === 'broken').map((cell) => cell.check));
  if (broken.size > 0)
    gaps.push({
      count: broken.size,
      unit: 'check',
      subject: `broke: ${[...broken].join(', ')}`,
      remedy: 'this is our bug; run again with --debug and report it',
    });
  return gaps;
}

import { type Gap, isSafe, type Operation } from '@middlebrick/model';
import type { ReportParts } from './report.ts';
import { looksStateChanging } from './surface/index.ts';
import { identifiersOf } from './survey/bindings.ts';

/** Why an operation is left alone by a read-only scan; `undefined` when it is not. */
export function untestedReason(operation: Operation, isCallable: boolean): string | undefined {
  if (isCallable) return undefined;
  if (!isSafe(operation.method)) return 'a write, and this scan only reads';
  const word = looksStateChanging(operation);
  return word === undefined
    ? `${operation.method} is not called by itself`
    : `looks as if it changes state ("${word}")`;
}

/** What the scan did not test, and what would close each gap: the honest half of every report. */
export function gapsOf(parts: ReportParts): Gap[] {
  return [...operationGaps(parts), ...identityGaps(parts), ...checkGaps(parts)];
}

function operationGaps({ surface, operations, survey }: ReportParts): Gap[] {
  const gaps: Gap[] = [];
  const callable = new Set(operations.map((operation) => operation.id));
  const writes = surface.operations.filter((operation) => !isSafe(operation.method) && !callable.has(operation.id));
  if (writes.length > 0) {
    gaps.push({
      count: writes.length,
      unit: 'operation',
      subject: 'writes',
      remedy: 'this scan only reads; a POST that only searches can be named under reads:',
    });
  }
  for (const operation of surface.operations) {
    const word = callable.has(operation.id) || !isSafe(operation.method) ? undefined : looksStateChanging(operation);
    if (word !== undefined)
      gaps.push({
        count: 1,
        unit: 'operation',
        subject: operation.id,
        remedy: `looks as if it changes state ("${word}"); left alone`,
      });
  }
  const called = new Set(survey.baselines.map((baseline) => baseline.operation));
  const unbound = operations.filter((operation) => identifiersOf(operation).length > 0 && !called.has(operation.id));
  if (unbound.length > 0) {
    const names = unbound.slice(0, 3).map((operation) => operation.id);
    gaps.push({
      count: unbound.length,
      unit: 'operation',
      subject: `no known id: ${names.join(', ')}${unbound.length > names.length ? ', …' : ''}`,
      remedy: 'give ids under owns: of an identity, or examples in the spec',
    });
  }
  return gaps;
}

function identityGaps({ sessions, options }: ReportParts): Gap[] {
  const gaps: Gap[] = [];
  const alive = sessions.identities();
  const objectChecks = options.checks.filter(
    (check) => check.category === 'bolaAuthorization' && check.sends !== 'none',
  ).length;
  const ordinary = alive.filter((identity) => !identity.isPrivileged).length;
  if (objectChecks > 0 && (alive.length < 2 || ordinary === 0)) {
    const remedy =
      alive.length === 0
        ? 'give two identities: --as alice=bearer:… --as bob=bearer:…'
        : 'give a second, ordinary identity: --as bob=bearer:…';
    gaps.push({ count: objectChecks, unit: 'check', subject: 'object level: who else can read it', remedy });
  }
  const roleChecks = options.checks.filter((check) => check.category === 'bflaAuthorization').length;
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

function checkGaps({ sessions, options, results }: ReportParts): Gap[] {
  const unproven = sessions.reported().filter((identity) => !identity.isAlive);
  const gaps: Gap[] = unproven.map((identity) => ({
    count: options.checks.length,
    unit: 'check',
    subject: `as ${identity.name}: ${identity.proof}`,
    remedy: 'name an operation that needs signing in, or give a fresh credential',
  }));
  const broken = new Set(results.coverage.filter((cell) => cell.outcome === 'broken').map((cell) => cell.check));
  if (broken.size > 0)
    gaps.push({
      count: broken.size,
      unit: 'check',
      subject: `broke: ${[...broken].join(', ')}`,
      remedy: 'this is our bug; run again with --debug and report it',
    });
  return gaps;
}

import type { Confidence, Severity } from '@middlebrick/model';
import { type RequestSource, textOf } from '../flow/value.ts';
import { placeOf } from '../program/place.ts';
import type { Route } from '../program/routes.ts';
import type { ReachedAccess } from './code-facts.ts';
import type { Hit } from './contract.ts';
import { handlerOf, stepsTo } from './flow-steps.ts';

/** `GET /notes/{note_id}`; empty for what answers when others fail. */
export function operationOf({ methods, path }: Route): string {
  return path === '' ? '' : `${methods[0] ?? 'ANY'} ${path}`;
}

/** The hit of a rule on an access, with the way that the request's word takes to it. */
export function accessHit<M extends string>(
  message: M,
  reached: ReachedAccess,
  parts: {
    severity?: Severity;
    confidence?: Confidence;
    details?: Readonly<Record<string, string>>;
    /** What of the request the finding is about, where it is not what chooses the key. */
    sources?: readonly RequestSource[];
  } = {},
): Hit<M> {
  const { access, run, chosenBy, attribute } = reached;
  const [source] = parts.sources ?? chosenBy;
  const operation = operationOf(run.route);
  const place = placeOf(access.site);
  const table = access.table === null ? '' : (textOf(access.table) ?? '');
  const details = {
    operation: operation === '' ? 'The handler of errors' : operation,
    call: access.call,
    ...(table === '' ? {} : { table }),
    ...(attribute === '' ? {} : { attribute }),
    ...(source === undefined
      ? {}
      : { parameter: source.name === '' ? `the ${source.origin}` : source.name, origin: source.origin }),
    ...parts.details,
  };
  return {
    message,
    place,
    confidence: parts.confidence ?? 'firm',
    ...(operation === '' ? {} : { operation }),
    subject: [access.call, table, attribute].join(' '),
    details,
    handler: handlerOf(run.route),
    flow: stepsTo(access, source, run.route),
    ...(parts.severity === undefined ? {} : { severity: parts.severity }),
    ...(source === undefined ? {} : { parameter: source.name }),
  };
}

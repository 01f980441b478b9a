import type { Place } from '../rules/contract.ts';
import type { PolicyStatement } from './infrastructure.ts';

/** A statement as IAM takes it in JSON. */
export interface DocumentStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A policy as IAM takes it in JSON. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly DocumentStatement[];
}

/** The statements of a policy, for asking what it allows; all of them stand at one place. */
export function statementsOf({ Statement }: PolicyDocument, place: Place): readonly PolicyStatement[] {
  return Statement.map(({ Sid, Effect, Action, Resource, Condition = {} }) => ({
    sid: Sid,
    effect: Effect,
    actions: Action,
    isNotAction: false,
    resources: Resource,
    isNotResource: false,
    principals: [],
    conditions: Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
    ),
    place,
  }));
}

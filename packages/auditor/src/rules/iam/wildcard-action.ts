import {
  breadthConfidence,
  hitAt,
  isForApplication,
  listed,
  listedResources,
  whoHas,
  wildcardActions,
} from '../../iam/grant-breadth.ts';
import { type Grant, grantsOf } from '../../iam/grants.ts';
import type { Infrastructure } from '../../iam/infrastructure.ts';
import { holdsWithoutKey, isKeptToRows } from '../../iam/row-isolation.ts';
import { defineRule } from '../contract.ts';

export default defineRule<Infrastructure, 'everyService' | 'everyAction' | 'everyActionOnOwnRows'>({
  id: 'iam/wildcard-action',
  title: 'A role of the application may do everything with its tables',
  category: 'bflaAuthorization',
  severity: 'high',
  cwe: [250],
  owasp: 'API5:2023',
  messages: {
    everyService: '{who} may do everything in the account: the statement allows {actions}.',
    everyAction: '{who} may do everything with {resources}: the statement allows {actions}.',
    everyActionOnOwnRows:
      '{who} may do {actions}. Conditions keep it to its own rows, but every action that is new in the service is allowed with it.',
  },
  remediation: 'Name the actions that the code calls, and nothing else.',
  article: 'identification-failures',

  find: (infrastructure) =>
    grantsOf(infrastructure).flatMap((grant) => {
      const patterns = isForApplication(grant) ? wildcardActions(grant) : [];
      const message = messageFor(grant, patterns);
      const [first] = patterns;
      if (first === undefined || message === undefined) return [];
      return [
        hitAt(grant, {
          message,
          ...(message === 'everyActionOnOwnRows' && { severity: 'low' }),
          confidence: breadthConfidence(grant),
          parameter: first,
          details: {
            who: whoHas(grant),
            actions: listed(patterns),
            ...(message === 'everyAction' && { resources: listedResources(grant) }),
          },
        }),
      ];
    }),
});

function messageFor({ open, kind }: Grant, patterns: readonly string[]) {
  // Most actions send no key, and are refused where there must be one.
  if (isKeptToRows(open) && holdsWithoutKey(open) === 'no') return 'everyActionOnOwnRows';
  if (patterns.every((pattern) => pattern.toLowerCase().startsWith('dynamodb:'))) return 'everyAction';
  // A policy that nobody is known to have may be that of administrators somewhere else.
  return kind === 'unknown' ? undefined : 'everyService';
}

import { isNegative, operatorParts } from '../../iam/condition.ts';
import { hitAt, listedActions } from '../../iam/grant-breadth.ts';
import { type Grant, grantsOf } from '../../iam/grants.ts';
import type { Condition, Infrastructure } from '../../iam/infrastructure.ts';
import { defineRule } from '../contract.ts';

/**
 * Condition keys by which a policy stops being public:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-bpa-rbp.html, and the address of the network.
 */
const narrowing =
  /^aws:(?:principal(?:account|arn|orgid|orgpaths|servicename|servicenameslist|isawsservice|tag\/.+)|source(?:account|arn|orgid|orgpaths|owner|vpc|vpce|vpcarn|ip)|vpcsourceip|vpce(?:account|orgid|orgpaths)|userid|username|calledvia(?:first|last)?|viaawsservice)$/i;

export default defineRule<Infrastructure, 'anybody'>({
  id: 'iam/public-principal',
  title: 'The policy of a table lets in every account',
  category: 'inputValidation',
  severity: 'critical',
  cwe: [732],
  owasp: 'API8:2023',
  messages: {
    anybody:
      'Every account of AWS may use {actions} on the table: the policy names {principal} as principal, and no condition narrows it.',
  },
  remediation:
    'Name the roles or accounts that need the table as principals, or narrow the statement with aws:PrincipalOrgID or aws:SourceAccount.',
  article: 'data-exposure',

  find: (infrastructure) =>
    grantsOf(infrastructure).flatMap((grant) => {
      const principal = publicPrincipal(grant);
      if (principal === undefined || grant.statement.conditions.some(isNarrowing)) return [];
      return [
        hitAt(grant, {
          message: 'anybody',
          parameter: principal,
          details: { principal, actions: listedActions([...grant.reach.keys()]) },
        }),
      ];
    }),
});

/** Policies of identities have no principals at all. */
function publicPrincipal({ statement }: Grant): string | undefined {
  return statement.principals.find((name) => name === '*' || name === 'AWS:*');
}

/** Whether a condition lets some callers in and not all. What is not known is taken for narrow. */
function isNarrowing({ operator, key, values }: Condition): boolean {
  const { base, set, isIfExists } = operatorParts(operator);
  if (!narrowing.test(key) || isNegative(operator) || base === 'null') return false;
  // Both hold when the key is absent.
  if (isIfExists || set === 'forallvalues') return false;
  return !values.some((value) => /^[*?]*$/.test(value) || /^(?:0\.0\.0\.0|::)\/0$/.test(value));
}

import { actionOf } from '../../iam/actions.ts';
import { breadthConfidence, hitAt, isForApplication, listed, shownResource, whoHas } from '../../iam/grant-breadth.ts';
import { type Grant, grantsOf } from '../../iam/grants.ts';
import type { Infrastructure } from '../../iam/infrastructure.ts';
import { isAllowed } from '../../iam/row-isolation.ts';
import { defineRule } from '../contract.ts';

export default defineRule<Infrastructure, 'notAction' | 'notResource' | 'both'>({
  id: 'iam/not-action-or-resource',
  title: 'A statement allows everything but what it names',
  category: 'inputValidation',
  severity: 'high',
  cwe: [732],
  owasp: 'API8:2023',
  messages: {
    notAction:
      '{who} may do everything but {actions}: NotAction with Allow takes in every action that it does not name.',
    notResource:
      '{who} may use the actions on everything but {resources}: NotResource with Allow takes in every table that it does not name.',
    both: '{who} may do everything but {actions}, on everything but {resources}.',
  },
  remediation: 'Write what is allowed as Action and Resource; keep NotAction and NotResource for Deny.',
  article: 'identification-failures',

  find: (infrastructure) =>
    grantsOf(infrastructure).flatMap((grant) => {
      const { isNotAction, isNotResource, actions, resources } = grant.statement;
      if (!isNotAction && !isNotResource) return [];
      if (!(isForApplication(grant) || grant.kind === 'resource') || !allowsSomething(grant)) return [];
      const message = isNotAction && isNotResource ? 'both' : isNotAction ? 'notAction' : 'notResource';
      return [
        hitAt(grant, {
          message,
          confidence: breadthConfidence(grant),
          parameter: isNotAction ? 'NotAction' : 'NotResource',
          details: {
            who: whoHas(grant),
            ...(isNotAction && { actions: listed(actions) }),
            ...(isNotResource && { resources: listed(resources.map(shownResource)) }),
          },
        }),
      ];
    }),
});

/** Whether anything is left to it that is more than a look at settings. */
function allowsSomething(grant: Grant): boolean {
  return [...grant.reach].some(([name, resources]) => {
    if (actionOf(name).kind === 'describe') return false;
    return resources.some((resource) =>
      [undefined, ['own'] as const].some((rows) => isAllowed(grant, name, resource, rows) === 'yes'),
    );
  });
}

import { type ActionName, actionOf } from './actions.ts';
import { allowedActions } from './grant-breadth.ts';
import type { Grant } from './grants.ts';

/** The actions on items that a grant allows to requests without any key, after what is denied. */
export function actionsWithoutKey(grant: Grant): readonly ActionName[] {
  const names = [...grant.reach.keys()].filter((name) => {
    const { kind, leadingKeys } = actionOf(name);
    return leadingKeys !== 'always' && kind !== 'describe';
  });
  return allowedActions(grant, names);
}

import { sourceKey } from './sources.ts';
import { type Facts, noFacts, type Source } from './value.ts';

/*
 * What is known where the code runs, each as a text. A fact holds on every way that leads there: ways that meet keep
 * only what all of them know.
 */

/** The caller is signed in. */
export const authenticated = 'authenticated';
/** The caller has a role that others do not have. */
export const privileged = 'privileged';
/** Something that cannot be seen, and says so by its name, asked whose the object is. */
export const vouched = 'vouched';

/** What the request says equals what the verified identity says, or belongs to it. */
export function belongs(source: Source): string {
  return `belongs ${sourceKey(source)}`;
}

/** What the request says is one of a fixed list. */
export function listed(source: Source): string {
  return `listed ${sourceKey(source)}`;
}

/** What the request says is no more than a fixed number. */
export function capped(source: Source): string {
  return `capped ${sourceKey(source)}`;
}

/** The item that an access gave names the caller as its owner. */
export function ownedBy(access: number): string {
  return `owned ${access}`;
}

export function union(a: Facts, b: Facts): Facts {
  if (b.size === 0) return a;
  return a.size === 0 ? b : a.union(b);
}

/**
 * What all of several ways know. For who has a role, what others are asked for need not hold: `if owner != me and not
 * admin` leaves an owner or an administrator.
 */
export function intersection(all: readonly Facts[]): Facts {
  const [first = noFacts, ...others] = all;
  if (others.every((facts) => facts === first)) return first;
  const known = new Set(all.flatMap((facts) => [...facts]));
  return new Set(
    [...known].filter((fact) => all.every((facts) => facts.has(fact) || (isAboutOwner(fact) && mayAnything(facts)))),
  );
}

function isAboutOwner(fact: string): boolean {
  return fact.startsWith('owned ') || fact.startsWith('belongs ');
}

/** Whether the caller has a role, or something vouches for it. */
export function mayAnything(facts: Facts): boolean {
  return facts.has(privileged) || facts.has(vouched);
}

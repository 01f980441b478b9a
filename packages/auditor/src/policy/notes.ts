import { actionsFor } from '../iam/actions.ts';
import type { Caller, LeastPrivilege, Wider } from '../iam/least-privilege.ts';
import { privilegeTag } from '../iam/least-privilege.ts';
import type { CollectedCall } from './collect-calls.ts';

/** Places that a note names. */
const mostPlaces = 3;

/** What people have to know of a policy before they deploy it, one sentence each. */
export function notesOn(
  { wider, placeholders, unknownActions }: LeastPrivilege,
  calls: readonly CollectedCall[],
  tags: { readonly owner: string; readonly others: readonly string[] },
): string[] {
  return [
    ...placeholders.map((placeholder) => placeholderNote(placeholder, calls)),
    ...indexNotes(calls),
    ...guessNotes(calls),
    ...makerNotes(calls),
    ...tagNotes(wider, calls, tags),
    ...wider.map((each) => widerNote(each, calls)),
    ...strayNotes(calls),
    ...unknownActions.map((name) => `${name} is no action of IAM that is known, so it is not allowed.`),
  ];
}

function placeholderNote(placeholder: string, calls: readonly CollectedCall[]): string {
  const using = calls.filter(({ call }) => call.table.name.includes(placeholder));
  const setting = placeholder.slice('${?'.length, -1);
  if (using.some(({ isOpen }) => isOpen) && setting.startsWith('UnknownTable'))
    return `Replace ${placeholder}: which table is meant cannot be told ${at(using)}.`;
  if (using.some((one) => one.setting !== undefined))
    return `Replace ${placeholder} by the value of this setting: no template gives it.`;
  return `Replace ${placeholder}: only the deployment knows it.`;
}

function indexNotes(calls: readonly CollectedCall[]): string[] {
  const open = calls.filter(({ call }) => call.index === '*');
  return open.length === 0 ? [] : [`Every index is allowed where it cannot be told which one is read ${at(open)}.`];
}

function guessNotes(calls: readonly CollectedCall[]): string[] {
  const guessed = calls.filter(({ guess }) => guess !== undefined);
  return [...Map.groupBy(guessed, ({ call }) => call.table.name)].map(
    ([name, [first]]) => `${first?.guess} is taken for the partition key of ${name}: no template and no query says it.`,
  );
}

function makerNotes(calls: readonly CollectedCall[]): string[] {
  const made = calls.filter(({ maker }) => maker !== undefined);
  return [...Map.groupBy(made, ({ maker }) => maker)].map(
    ([maker, of]) => `${maker} makes keys of its own, so what rows they name cannot be told ${at(of)}.`,
  );
}

function tagNotes(
  wider: readonly Wider[],
  calls: readonly CollectedCall[],
  { owner, others }: { readonly owner: string; readonly others: readonly string[] },
): string[] {
  const isOwned = calls.some(({ call: { key = [] } }) => key.some(({ kind }) => kind === 'owner'));
  const has = (caller: Caller) => wider.some((each) => each.caller === caller);
  return [
    ...(isOwned
      ? [
          `dynamodb:LeadingKeys is compared with the tag ${owner} of the session: it has to hold the owner, as keys have it.`,
        ]
      : []),
    ...others.map((tag) => `The session needs the tag ${tag} as well, for keys that are made of it.`),
    ...(has('privileged')
      ? [
          `What the code asks a role for is allowed to sessions with the tag ${privilegeTag.name}=${privilegeTag.value}.`,
        ]
      : []),
    ...(has('nobody')
      ? [`What is done for nobody who is known, as before a sign-in, is allowed to sessions without the tag ${owner}.`]
      : []),
  ];
}

const who: Readonly<Record<Caller, string>> = {
  owner: 'every session',
  privileged: 'privileged sessions',
  nobody: 'sessions without an owner',
};

function widerNote({ action, resource, caller, keys }: Wider, calls: readonly CollectedCall[]): string {
  const name = action.replace(/^dynamodb:/, '');
  const target = resource.slice(resource.indexOf(':table/') + ':table/'.length);
  const sending = calls.filter(
    ({ call }) =>
      (call.caller ?? 'owner') === caller &&
      actionsFor(call.action).some((each) => each === name) &&
      `${call.table.name}${call.index === undefined ? '' : `/index/${call.index}`}` === target &&
      !(call.key ?? []).some(({ kind }) => kind === 'owner'),
  );
  const on = resource === '*' ? '' : ` on ${target}`;
  const rows = keys === undefined ? 'all rows' : `rows with the key ${keys.join(' or ')}`;
  return `${name}${on} is allowed to ${who[caller]} on ${rows} ${at(sending)}.`.replace(' .', '.');
}

function strayNotes(calls: readonly CollectedCall[]): string[] {
  const stray = calls.filter(({ origin }) => origin !== 'route');
  if (stray.length === 0) return [];
  return [
    `No route that is known leads to some calls, as of scripts and workers; they are allowed as well ${at(stray)}.`,
  ];
}

/** `(notes.py line 12, notes.py line 30 and 2 more)`; empty for none. */
function at(calls: readonly CollectedCall[]): string {
  const places = [...new Set(calls.map(({ place }) => `${place.path} line ${place.line}`))];
  if (places.length === 0) return '';
  const more = places.length - mostPlaces;
  return `(${places.slice(0, mostPlaces).join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
}

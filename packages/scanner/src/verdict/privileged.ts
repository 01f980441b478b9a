import type { Operation } from '@middlebrick/model';

const words = new Set([
  'admin',
  'admins',
  'administrator',
  'administration',
  'administrative',
  'superuser',
  'superadmin',
  'sysadmin',
  'backoffice',
  'staff',
  'internal',
  'moderator',
  'moderation',
  'impersonate',
  'audit',
  'root',
]);

/**
 * The word by which an operation calls itself administrative: a whole segment of its path, a tag, or a word of its
 * operationId. Summaries are prose ("contact an administrator") and are not looked at.
 */
export function privilegedWord(operation: Operation): string | undefined {
  const segments = operation.path.split('/').filter((segment) => segment !== '' && !segment.startsWith('{'));
  const parts = [
    ...segments.flatMap(wordsIn),
    ...operation.tags.flatMap(wordsIn),
    ...wordsIn(operation.operationId ?? ''),
  ];
  return parts.find((part) => words.has(part));
}

function wordsIn(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

/** Longest part of a field name that is looked at; names of APIs are far shorter, hostile ones are not. */
const longestName = 128;

/**
 * A field name in one spelling, so that rules need only one: `passwordHash`, `PasswordHash`, `password-hash`
 * and `PASSWORD_HASH` all give `password_hash`. Digits stay with the word before them (`gsi1pk`).
 */
export function normalName(name: string): string {
  return name
    .slice(0, longestName)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

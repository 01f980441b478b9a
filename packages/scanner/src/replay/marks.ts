/** Variables while a request is still being put together, as characters that no encoding changes. */
const opening = '\ue000';
const closing = '\ue001';
const bare = '\ue002';

/** Whether a text holds none of the characters that stand for variables here. */
export function isMarkable(text: string): boolean {
  return !/[\ue000-\ue002]/.test(text);
}

/** A variable in the middle of a text. */
export function mark(variable: string): string {
  return `${opening}${variable}${closing}`;
}

/** A variable as a number of JSON: as a string until {@link settled}. */
export function numberMark(variable: string): string {
  return `${bare}${variable}${closing}`;
}

/** The text with its variables as a shell writes them, in braces where the name would run on. */
export function settled(text: string): string {
  return text
    .replace(/"\ue002([A-Z0-9_]+)\ue001"/g, `${opening}$1${closing}`)
    .replace(/\ue000([A-Z0-9_]+)\ue001([A-Z0-9_]?)/g, (_, name: string, next: string) =>
      next === '' ? `$${name}` : `\${${name}}${next}`,
    );
}

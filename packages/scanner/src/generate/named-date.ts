import { wordsOf } from '../surface/words.ts';
import type { TextSource } from './named-text.ts';

const day = 86_400_000;

/** What kind of day the name of a field means, as days from today; `undefined` for a name that is no date. */
function distanceOf(words: string): number | undefined {
  if (/\b(?:birth|birthday|birthdate|dob|date of birth|born)\b/.test(words)) return -12_000;
  const isDate =
    /\b(?:date|day|at|on|time|datetime|deadline|until|till|expiry|expires|expiration|checkin|checkout)\b/.test(words);
  if (/\b(?:end|ends|to|until|till|check out|checkout|return|dropoff)\b/.test(words)) return isDate ? 37 : undefined;
  if (/\b(?:expiry|expires|expiration|deadline|due)\b/.test(words)) return 365;
  if (
    /\b(?:start|starts|begin|begins|from|check in|checkin|pickup|arrival|departure|scheduled|appointment)\b/.test(words)
  ) {
    return isDate ? 30 : undefined;
  }
  return /\b(?:date|datetime|timestamp)$|^(?:\w+ed) (?:at|on)$/.test(words) ? 0 : undefined;
}

/**
 * Dates for a field: an adult's birthday, beginnings before ends, expiries in the future. `name` gives none unless the
 * name says that it is a date.
 */
export function datesFor(form: 'date' | 'date-time' | 'past' | 'future' | 'name') {
  return ({ name, today }: TextSource): string[] => {
    const words = wordsOf(name).join(' ');
    const meant = distanceOf(words);
    if (form === 'name' && meant === undefined) return [];
    const distance = form === 'past' ? -400 : form === 'future' ? Math.max(meant ?? 0, 60) : (meant ?? 0);
    const time = Date.parse(`${today}T09:30:00Z`) + distance * day;
    const instant = new Date(Number.isFinite(time) ? time : 0).toISOString().replace('.000Z', 'Z');
    const date = instant.slice(0, 10);
    return form === 'date-time'
      ? [instant, instant.replace('Z', '+00:00')]
      : [date, instant, instant.replace('Z', '.000Z'), swapped(date)];
  };
}

function swapped(date: string): string {
  const [year, month, dayOfMonth] = date.split('-');
  return `${month}/${dayOfMonth}/${year}`;
}

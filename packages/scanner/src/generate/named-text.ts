import { fnv1a64 } from '@middlebrick/model';
import { wordsOf } from '../surface/words.ts';
import { isPasswordName } from './field-names.ts';
import { datesFor } from './named-date.ts';

/** What a text is made from. */
export interface TextSource {
  name: string;
  /** Never used before: letters and digits. */
  unique: string;
  /** The day that dates are chosen around, `2026-11-22`. */
  today: string;
}

/** Area codes of the United States; 555-0100 to 555-0199 are kept for fiction in each of them. */
const areaCodes = [
  '202',
  '212',
  '213',
  '305',
  '312',
  '404',
  '415',
  '503',
  '512',
  '617',
  '702',
  '713',
  '773',
  '808',
  '907',
];

/** As many decimal digits as asked for, the same for the same text. */
export function digitsOf(unique: string, count: number): string {
  let digits = '';
  for (let round = 0; digits.length < count; round++) digits += String(fnv1a64(`${round}/${unique}`)).slice(-12);
  return digits.slice(0, count);
}

function uuidOf(unique: string): string {
  const hex = [0, 1].map((half) => fnv1a64(`${half}/${unique}`).toString(16).padStart(16, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function phonesOf(unique: string): string[] {
  const index = Number(fnv1a64(unique) % BigInt(areaCodes.length * 100));
  const area = areaCodes[Math.floor(index / 100)] as string;
  const line = `01${String(index % 100).padStart(2, '0')}`;
  return [
    `+1${area}555${line}`,
    `${area}555${line}`,
    `${area}-555-${line}`,
    `1${area}555${line}`,
    `(${area}) 555-${line}`,
  ];
}

export function passwordsOf(unique: string): string[] {
  return [`${unique}Aa1!${unique.slice(-4)}`, `${unique}Aa1`, `Aa1!${unique.slice(-4)}`, digitsOf(unique, 6)];
}

const formats: ReadonlyMap<string, (source: TextSource) => string[]> = new Map([
  ['date', datesFor('date')],
  ['full-date', datesFor('date')],
  ['date-time', datesFor('date-time')],
  ['datetime', datesFor('date-time')],
  ['past', datesFor('past')],
  ['future', datesFor('future')],
  ['time', () => ['09:30:00Z', '09:30:00', '09:30']],
  ['duration', () => ['PT1H']],
  ['uuid', ({ unique }) => [uuidOf(unique)]],
  ['guid', ({ unique }) => [uuidOf(unique)]],
  ['email', ({ unique }) => [`${unique.toLowerCase()}@example.com`]],
  ['idn-email', ({ unique }) => [`${unique.toLowerCase()}@example.com`]],
  ['uri', ({ unique }) => [`https://example.com/${unique}`, 'https://example.com/']],
  ['url', ({ unique }) => [`https://example.com/${unique}`, 'https://example.com/']],
  ['http-url', ({ unique }) => [`https://example.com/${unique}`, 'https://example.com/']],
  ['iri', ({ unique }) => [`https://example.com/${unique}`]],
  ['uri-reference', ({ unique }) => [`/${unique}`]],
  ['hostname', ({ unique }) => [`${unique.toLowerCase().slice(0, 40)}.example.com`, 'example.com']],
  ['idn-hostname', ({ unique }) => [`${unique.toLowerCase().slice(0, 40)}.example.com`]],
  ['ipv4', () => ['192.0.2.1']],
  ['ip', () => ['192.0.2.1']],
  ['ipvanyaddress', () => ['192.0.2.1']],
  ['ipv6', () => ['2001:db8::1']],
  ['phone', ({ unique }) => phonesOf(unique)],
  ['tel', ({ unique }) => phonesOf(unique)],
  ['phone-number', ({ unique }) => phonesOf(unique)],
  ['byte', ({ unique }) => [btoa(unique), 'AA==']],
  ['base64', ({ unique }) => [btoa(unique)]],
  ['password', ({ unique }) => passwordsOf(unique)],
  ['digits', ({ unique }) => [9, 5, 4, 16].map((count) => digitsOf(`1${unique}`, count))],
  ['decimal', () => ['12.50', '12']],
  ['json-pointer', () => ['']],
  ['regex', () => ['a']],
]);

/** Texts of a format, the most usual first; `undefined` for a format that nothing is known of. */
export function textsOfFormat(format: string, source: TextSource): string[] | undefined {
  return formats.get(format.toLowerCase().replaceAll('_', '-'))?.(source);
}

interface NameRule {
  test: RegExp;
  texts: (source: TextSource) => string[];
}

/** By the words of a name, joined by blanks; the first that matches counts. */
const rules: readonly NameRule[] = [
  { test: /\be ?mails?\b|\bmail$/, texts: ({ unique }) => [`${unique.toLowerCase()}@example.com`] },
  { test: /\b(?:phone|mobile|tel|telephone|fax|cell|msisdn)\b(?! name)/, texts: ({ unique }) => phonesOf(unique) },
  { test: /\bcurrency\b/, texts: () => ['USD', 'usd', 'EUR', 'US Dollar'] },
  { test: /\b(?:country|nationality)\b/, texts: () => ['US', 'USA', 'United States', 'us'] },
  { test: /\blocale\b/, texts: () => ['en-US', 'en_US', 'en'] },
  { test: /\b(?:lang|language)\b/, texts: () => ['en', 'en-US', 'English', 'eng'] },
  { test: /\b(?:time ?zone|tz)\b/, texts: () => ['Europe/Berlin', 'UTC', '+00:00'] },
  { test: /\b(?:zip|postal|postcode|zipcode)\b/, texts: () => ['10001', '10001-0001', 'SW1A 1AA'] },
  { test: /\b(?:ip|ip address|ipv4)$/, texts: () => ['192.0.2.1', '2001:db8::1'] },
  {
    test: /\b(?:url|uri|link|website|homepage|webhook|avatar|image|picture|photo|thumbnail|icon|logo)s?$/,
    texts: ({ unique }) => [`https://example.com/${unique}`, `https://example.com/${unique}.png`],
  },
  { test: /\b(?:host|hostname|domain)$/, texts: ({ unique }) => [`${unique.toLowerCase().slice(0, 40)}.example.com`] },
  { test: /\b(?:colou?r)$/, texts: () => ['#336699', 'blue', '336699'] },
  { test: /\biban$/, texts: () => ['GB33BUKB20201555555555', 'DE89370400440532013000'] },
  { test: /\b(?:bic|swift)$/, texts: () => ['DEUTDEFF', 'BUKBGB22XXX'] },
  { test: /\bisbn$/, texts: ({ unique }) => [isbnOf(unique), '0306406152'] },
  // Numbers that payment processors publish for tests.
  { test: /\b(?:card number|cc number|pan)$/, texts: () => ['4242424242424242', '5555555555554444'] },
  { test: /\b(?:cvv|cvc|security code)$/, texts: () => ['123', '1234'] },
  { test: /\bssn$/, texts: ({ unique }) => [`9${digitsOf(unique, 2)}-65-${digitsOf(`s${unique}`, 4)}`] },
  { test: /\b(?:lat|latitude)$/, texts: () => ['52.5'] },
  { test: /\b(?:lng|lon|long|longitude)$/, texts: () => ['13.4'] },
  { test: /\b(?:price|amount|total|cost|balance)$/, texts: () => ['12.50', '12'] },
  { test: /\b(?:number|no|nr|num|pin|otp)$/, texts: ({ unique }) => [8, 4, 6, 16].map((n) => digitsOf(unique, n)) },
];

/** ISBN-13 with its check digit. */
function isbnOf(unique: string): string {
  const body = `978${digitsOf(unique, 9)}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** Texts for a field whose name says what it holds; `undefined` for a name that lets it hold anything. */
export function textsOfName(source: TextSource): string[] | undefined {
  if (isPasswordName(source.name)) return passwordsOf(source.unique);
  const words = wordsOf(source.name).join(' ');
  const texts = rules.find(({ test }) => test.test(words))?.texts(source) ?? datesFor('name')(source);
  return texts.length > 0 ? texts : undefined;
}

import type { JsonObject, SchemaNode, Surface } from '@middlebrick/model';
import type { Complaint } from '../../generate/complaints.ts';
import { type Demands, learn, noDemands } from '../../generate/demands.ts';
import { numberField } from '../../surface/legal-number.ts';
import { textField } from '../../surface/spec-node.ts';
import { type AccountField, accountFields, type Meaning, meaningOf } from './account-fields.ts';
import { type Limits, mailStyles, phoneStyles, shortestPassword } from './account-values.ts';

/** What is known of the registrations that one operation takes. */
export interface Lessons {
  readonly demands: Demands;
  /** How many names were taken. */
  readonly taken: number;
  readonly username: Limits;
  readonly password: Limits;
  readonly phoneStyle: number;
  readonly mailStyle: number;
  /** Paths of fields that were asked for although nothing declares or requires them. */
  readonly added: readonly string[];
  /** Paths of fields that are refused. */
  readonly dropped: readonly string[];
  readonly fills: 'required' | 'all';
  readonly isForm: boolean;
}

/** What the schema alone teaches. */
export function firstLessons(
  schema: SchemaNode | undefined,
  surface: Pick<Surface, 'resolve'>,
  isForm: boolean,
): Lessons {
  const fields = schema === undefined ? [] : accountFields(schema, surface);
  return {
    demands: noDemands,
    taken: 0,
    username: limitsOf(fields.find(({ meaning }) => meaning === 'username')),
    password: limitsOf(fields.find(({ meaning }) => meaning === 'password')),
    phoneStyle: (limitsOf(fields.find(({ meaning }) => meaning === 'phone')).most ?? 99) < 12 ? 1 : 0,
    mailStyle: 0,
    added: [],
    dropped: [],
    fills: 'required',
    isForm,
  };
}

/** One class of characters and how often, as in `^[a-z0-9]{3,32}$`: what most patterns of names are. */
const simplePattern = /^\^?\[([\w\\-]{1,40})\](?:[+*]|\{(\d{1,4})(?:,(\d{0,4}))?\})?\$?$/;

function limitsOf(declared: AccountField | undefined): Limits {
  if (declared === undefined) return {};
  const { schema, meaning } = declared;
  const pattern = simplePattern.exec((textField(schema, 'pattern') ?? '').slice(0, 100));
  const [, characters, from, to] = pattern ?? [];
  const least = numberField(schema, 'minLength') ?? (from === undefined ? undefined : Number(from));
  const most = numberField(schema, 'maxLength') ?? (to === undefined || to === '' ? undefined : Number(to));
  const hasDigits = characters === undefined || /0-9|\\d|\\w/.test(characters);
  const isPlain = meaning === 'password' ? characters !== undefined : !hasDigits;
  return {
    ...(least === undefined ? {} : { least }),
    ...(most === undefined ? {} : { most }),
    ...(isPlain ? { isPlain } : {}),
  };
}

/** What a refusal adds; the same object when it taught nothing new, and trying again is pointless. */
export function study(lessons: Lessons, complaints: readonly Complaint[], sent: JsonObject): Lessons {
  let known = lessons;
  const others: Complaint[] = [];
  for (const complaint of complaints) {
    const taught = studyOne(known, complaint);
    if (taught === undefined) others.push(complaint);
    else known = taught;
  }
  const demands = others.length === 0 ? known.demands : learn(known.demands, others, sent);
  if (demands !== known.demands) known = { ...known, demands };
  return known;
}

/** `undefined` for a complaint that is not about the account itself. */
function studyOne(lessons: Lessons, complaint: Complaint): Lessons | undefined {
  const { kind, field } = complaint;
  if (kind === 'unknown-field') return field === undefined ? lessons : withPath(lessons, 'dropped', field);
  const meaning = meaningAt(complaint);
  if (kind === 'taken') return meaning === 'phone' ? undefined : { ...lessons, taken: lessons.taken + 1 };
  if (kind === 'missing') return meaning === undefined || field === undefined ? undefined : asked(lessons, field);
  switch (meaning) {
    case 'password':
    case 'confirmation':
      return { ...lessons, password: passwordLimits(lessons.password, complaint) };
    case 'username':
      return { ...lessons, username: nameLimits(lessons.username, complaint) };
    case 'email':
      return lessons.mailStyle + 1 < mailStyles ? { ...lessons, mailStyle: lessons.mailStyle + 1 } : lessons;
    case 'phone':
      return lessons.phoneStyle + 1 < phoneStyles ? { ...lessons, phoneStyle: lessons.phoneStyle + 1 } : lessons;
    default:
      return kind === 'weak-password'
        ? { ...lessons, password: passwordLimits(lessons.password, complaint) }
        : undefined;
  }
}

/** What a complaint is about: by the field that it names, else by the words of its text. */
function meaningAt({ field, text, kind }: Complaint): Meaning | undefined {
  if (field !== undefined) return meaningOf(field.split('.').at(-1) ?? '');
  if (kind === 'weak-password' || /passw|passphrase/i.test(text)) return 'password';
  if (/user ?name|login/i.test(text)) return 'username';
  if (/e-?mail/i.test(text)) return 'email';
  return /phone|mobile/i.test(text) ? 'phone' : undefined;
}

function asked(lessons: Lessons, field: string): Lessons {
  const dropped = lessons.dropped.filter((name) => name !== field);
  return withPath({ ...lessons, dropped }, 'added', field);
}

function withPath(lessons: Lessons, list: 'added' | 'dropped', path: string): Lessons {
  const isUsable = path.length <= 100 && !path.includes('[') && lessons[list].length < 30;
  if (!isUsable || lessons[list].includes(path)) return lessons;
  return { ...lessons, [list]: [...lessons[list], path] };
}

const plainOnly =
  /alphanumeric|only (?:contain )?letters|letters and (?:digits|numbers) only|(?:no|not|without) (?:\w+ ){0,2}(?:special|symbol|punctuation)/i;

function passwordLimits(limits: Limits, { kind, least, most, format, text }: Complaint): Limits {
  const { isPlain: wasPlain } = limits;
  const isPlain = wasPlain === true || format === 'alphanumeric' || plainOnly.test(text);
  const plain = isPlain ? { isPlain } : {};
  const longer = least ?? (kind === 'too-short' ? (limits.least ?? 24) + 8 : limits.least);
  const shorter = most ?? (kind === 'too-long' ? Math.max(shortestPassword, (limits.most ?? 24) - 8) : limits.most);
  if (kind === 'format' && wasPlain !== true) return { ...limits, ...plain, isPlain: true };
  // All classes are in it: an API that calls it weak without a reason wants it longer.
  const strength = kind === 'weak-password' && least === undefined && !isPlain ? (limits.least ?? 24) + 8 : longer;
  const bounds = {
    ...(strength === undefined ? {} : { least: strength }),
    ...(shorter === undefined ? {} : { most: shorter }),
  };
  return { ...limits, ...plain, ...bounds };
}

function nameLimits(limits: Limits, { kind, least, most }: Complaint): Limits {
  if (kind === 'too-long') return { ...limits, most: most ?? Math.max(4, (limits.most ?? 16) - 4) };
  if (kind === 'too-short') return { ...limits, least: least ?? (limits.least ?? 12) + 8 };
  return { ...limits, isPlain: true };
}

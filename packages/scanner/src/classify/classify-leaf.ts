import { normalName } from './field-name.ts';
import { isCardNumber, isIban, isSocialSecurityNumber } from './number-codes.ts';
import { isHexDigest, passwordHashFormat } from './password-hash.ts';
import { isPlaceholder } from './placeholder.ts';
import { secretsIn } from './secrets.ts';

/** What kind of harm a value does in the wrong hands, worst first. `health` holds all special categories of GDPR article 9. */
export const dataClasses = ['credential', 'secret', 'identityDocument', 'financial', 'health', 'contact'] as const;
export type DataClass = (typeof dataClasses)[number];

/** A classified value: its class, and what it is in words that a report can use, such as `bcrypt hash`. */
export interface LeafKind {
  class: DataClass;
  kind: string;
}

/** Longest value that is looked at as one value; longer ones are documents. */
const longestValue = 4096;

interface Rule extends LeafKind {
  name: RegExp;
  value: RegExp | ((value: string) => boolean);
}

const anyText = (value: string): boolean => value.trim().length >= 2 && !isPlaceholder(value);
const tokenText = (value: string): boolean => /^[\w+/=.:~-]{16,2048}$/.test(value) && !isPlaceholder(value);
const codeText = (value: string): boolean => /^[\w+/=.:-]{4,512}$/.test(value) && !isPlaceholder(value);

/** Sentences under a password's name are messages of a form, not passwords. */
const formMessage =
  /\b(?:required|must|should|invalid|missing|incorrect|wrong|weak|at least|too (?:short|long)|field|characters)\b/i;
const date =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:T[\d:.Z+-]{0,24})?|\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2,4})$/;

const clearPassword = (value: string): boolean =>
  value.length >= 3 &&
  value.length <= 256 &&
  !formMessage.test(value) &&
  !date.test(value) &&
  !/^(?:\/|https?:)/.test(value) &&
  (!isPlaceholder(value) || /^(?:password|secret|changeme)$/i.test(value));

/** Name and value together; the first rule that matches names the kind. Names are in the spelling of `normalName`. */
const rules: readonly Rule[] = [
  {
    class: 'credential',
    kind: 'password hash',
    name: /(?:^|_)(?:password|passwd|pwd|passphrase|passcode|pin)_?(?:hash(?:ed)?|digest|encrypted|crypt|sha\d{0,3}|md5|bcrypt)$|(?:^|_)(?:hash(?:ed)?|encrypted|crypted|salted)_(?:password|passwd|pwd|pin)$/,
    value: (value) => value.length >= 8 && !isPlaceholder(value) && !/\s/.test(value),
  },
  {
    class: 'credential',
    kind: 'password hash',
    name: /(?:^|_)(?:password|passwd|pwd|pass|credential)s?$/,
    value: isHexDigest,
  },
  {
    class: 'credential',
    kind: 'password',
    name: /(?:^|_)(?:password|passwd|pwd|passphrase)s?(?:_(?:plain|clear|text|plaintext|cleartext))?$|^(?:plain|clear)_?(?:text_)?password$/,
    value: clearPassword,
  },
  { class: 'credential', kind: 'PIN', name: /(?:^|_)(?:pin|passcode)$/, value: /^\d{4,8}$/ },
  {
    class: 'credential',
    kind: 'one-time password seed',
    name: /(?:^|_)(?:t?otp|hotp|mfa|2fa|two_factor|authenticator)_?(?:auth_)?(?:secret|seed|key)s?$/,
    value: codeText,
  },
  {
    class: 'credential',
    kind: 'one-time code',
    name: /(?:^|_)(?:t?otp|otp_code|mfa_code|sms_code|login_code|verification_code)$/,
    value: /^[A-Z0-9]{4,10}$/,
  },
  {
    class: 'credential',
    kind: 'reset token',
    name: /(?:^|_)(?:(?:reset|recovery|forgot|verification|verify)_(?:password_|email_)?(?:token|secret|code|key)|(?:confirm|confirmation|activation|magic|magic_link)_token)(?:_hash)?$/,
    value: (value) => /^\S{6,2048}$/.test(value) && /\d|[a-z].*[A-Z]|-/.test(value) && !isPlaceholder(value),
  },
  { class: 'credential', kind: 'recovery code', name: /(?:^|_)(?:recovery|backup)_codes?$/, value: codeText },
  {
    class: 'credential',
    kind: 'security answer',
    name: /(?:^|_)(?:security|secret)_answers?(?:_hash)?$/,
    value: anyText,
  },
  {
    class: 'secret',
    kind: 'token',
    name: /(?:^|_)(?:access|refresh|auth|session|api|bearer|id|personal_access|service)_token$|^(?:session_key|session_secret|jwt)$/,
    value: tokenText,
  },
  {
    class: 'secret',
    kind: 'key',
    name: /(?:^|_)(?:api_?key|secret(?:_access)?_key|api_secret|client_secret|app_secret|private_key|signing_(?:key|secret)|webhook_secret|encryption_key|jwt_secret|shared_secret|master_key)$/,
    value: tokenText,
  },
  {
    class: 'identityDocument',
    kind: 'social security number',
    name: /(?:^|_)(?:ssn|social_security(?:_(?:number|no|num))?)(?:_|$)/,
    value: isSocialSecurityNumber,
  },
  {
    class: 'identityDocument',
    kind: 'identity document',
    name: /(?:^|_)(?:passport|driv(?:er|ers|ing)_licen[cs]e|national_id(?:entity)?|identity_card|id_card|nino|national_insurance|aadhaar|cpf|dni|itin|sin_number|visa_number|tax_(?:payer_)?id)(?:_?(?:number|no|num|id))?$/,
    value: /^(?=[A-Z .-]{0,12}\d)[A-Z0-9][A-Z0-9 ./-]{4,24}$/i,
  },
  {
    class: 'financial',
    kind: 'card security code',
    name: /(?:^|_)(?:cvv2?|cvc2?|card_(?:security|verification)_(?:code|value))$/,
    value: /^\d{3,4}$/,
  },
  {
    class: 'financial',
    kind: 'bank account',
    name: /(?:^|_)(?:(?:bank_)?account_(?:number|no)|bank_account|routing_number|sort_code)$/,
    value: /^(?=[^\d]{0,4}\d)[\d -]{6,34}$/,
  },
  {
    class: 'financial',
    kind: 'income or balance',
    name: /(?:^|_)(?:salary|wage|income|net_worth|credit_score|account_balance|balance)$/,
    value: /^-?\d{1,12}(?:[.,]\d{1,4})?$/,
  },
  {
    class: 'health',
    kind: 'health data',
    name: /(?:^|_)(?:diagnos[ei]s|medications?|prescriptions?|allerg(?:y|ies)|blood_(?:type|group)|medical_(?:history|conditions?|notes?|record(?:_number)?)|mrn|symptoms|disabilit(?:y|ies)|hiv_status|icd(?:10|_10)?(?:_code)?)$/,
    value: anyText,
  },
  {
    class: 'health',
    kind: 'special category of personal data',
    name: /(?:^|_)(?:religion|ethnicity|sexual_orientation|political_(?:party|opinion)|trade_union)$/,
    value: anyText,
  },
  {
    class: 'contact',
    kind: 'date of birth',
    name: /(?:^|_)(?:dob|date_of_birth|birth_?date|birth_?day)$/,
    value: date,
  },
  {
    class: 'contact',
    kind: 'phone number',
    name: /(?:^|_)(?:phone|mobile|cell|cellphone|telephone|tel|msisdn|whatsapp)(?:_?(?:number|no|num|\d))?$/,
    value: isPhone,
  },
  {
    class: 'contact',
    kind: 'postal address',
    name: /^(?:(?:home|street|postal|mailing|billing|shipping|delivery|residential|full)_)?address(?:_?(?:line_?)?\d)?$|(?:^|_)street(?:_(?:name|address|line))?_?\d?$/,
    value: /^(?=.{0,120}\d)(?=.{0,120}[A-Za-z])(?=.{0,120}[ ,])(?!0x)(?!https?:)(?!.{0,120}@)[^<>{}]{6,200}$/s,
  },
];

/** Fields of an organisation, printed to be called by anyone. */
const publicName =
  /(?:^|_)(?:support|company|business|office|press|sales|customer_service|help_?desk|merchant|store|shop|organi[sz]ation)(?:_|$)/;
/** Mailboxes of a role, not of a person (RFC 2142 and common use). */
const publicMailbox =
  /^(?:support|info|help|helpdesk|contact|sales|admin|administrator|no-?reply|do-?not-?reply|hello|team|office|press|media|jobs|careers|hr|security|abuse|billing|accounts|privacy|legal|dpo|post-?master|web-?master|host-?master|marketing|feedback|service|services|customer-?(?:care|service)|enquiries|orders|notifications?|root|mailer-daemon)$/;
const mail = /^([A-Za-z0-9._%+'-]{1,64})@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}$/;
/** Names of numbers that only look like a card. */
const notCard =
  /(?:^|_)(?:id|ids|uid|uuid|ref|reference|ts|time|timestamp|at|barcode|ean|isbn|imei|sku|serial|tracking|version|seq|sequence|nonce|order|invoice|phone|mobile|code|etag|hash|checksum|size|bytes|count|cursor|offset)(?:_?(?:number|no))?$/;

function isPhone(value: string): boolean {
  if (!/^\+?[\d(][\d ().x/-]{5,24}$/.test(value)) return false;
  const digits = value.replace(/\D/g, '');
  return digits.length >= 7 && digits.length <= 15 && !isTollFree(digits) && !date.test(value);
}

/** Toll-free numbers of the North American plan belong to businesses. */
function isTollFree(digits: string): boolean {
  return /^1?8(?:00|33|44|55|66|77|88)\d{7}$/.test(digits);
}

function byValue(name: string, value: string): LeafKind | undefined {
  const hash = passwordHashFormat(value);
  if (hash !== undefined) return { class: 'credential', kind: `${hash} password hash` };
  const secret = value.length >= 16 ? secretsIn(value)[0] : undefined;
  if (secret !== undefined) return { class: 'secret', kind: secret.title };
  if (isCardNumber(value) && !notCard.test(name)) return { class: 'financial', kind: 'card number' };
  if (isIban(value)) return { class: 'financial', kind: 'IBAN' };
  if (publicName.test(name)) return undefined;
  const mailbox = mail.exec(value)?.[1]?.toLowerCase();
  if (mailbox !== undefined && !publicMailbox.test(mailbox)) return { class: 'contact', kind: 'e-mail address' };
  if (/^\+[1-9]\d{8,14}$/.test(value) && isPhone(value)) return { class: 'contact', kind: 'phone number' };
  return undefined;
}

/** A number of this shape in running text counts when the text itself says what it is. */
function inText(value: string): LeafKind | undefined {
  const match = /\b(?:ssn|social security(?: number)?)\W{0,4}(?:is |no\.? ?|number )?(\d{3}-\d{2}-\d{4})\b/i.exec(
    value,
  );
  const isNumber = match !== null && isSocialSecurityNumber(match[1] as string);
  return isNumber ? { class: 'identityDocument', kind: 'social security number' } : undefined;
}

interface NamedRules {
  name: string;
  rules: readonly Rule[];
}

/** Answers repeat a few names a thousand times, so the rules of a name are looked up once. */
const byName = new Map<string, NamedRules>();
const mostNames = 4096;

function rulesFor(key: string): NamedRules {
  const known = byName.get(key);
  if (known !== undefined) return known;
  const name = normalName(key);
  const isPublic = publicName.test(name);
  const fitting = rules.filter(
    (rule) => rule.name.test(name) && !(isPublic && (rule.class === 'contact' || rule.class === 'identityDocument')),
  );
  const found = { name, rules: fitting };
  if (byName.size < mostNames && key.length <= 64) byName.set(key, found);
  return found;
}

/**
 * What a scalar of an answer is, judged by the name of its field and by its value together. `undefined` for
 * everything ordinary: ids, times, prices, digests, mailboxes of a business, masked or sample values.
 *
 * @param key the last part of the field's path, in any spelling
 */
export function leafKind(key: string, value: string): LeafKind | undefined {
  if (value.length === 0 || value.length > longestValue) return undefined;
  const { name, rules: candidates } = rulesFor(key);
  for (const rule of candidates) {
    const fits = typeof rule.value === 'function' ? rule.value(value) : rule.value.test(value);
    if (fits) return { class: rule.class, kind: rule.kind };
  }
  return byValue(name, value) ?? inText(value);
}

/** The class alone of {@link leafKind}. */
export function classifyLeaf(key: string, value: string): DataClass | undefined {
  return leafKind(key, value)?.class;
}

/** The worse of two classes; for naming what a group of values amounts to. */
export function worstClass(classes: readonly DataClass[]): DataClass | undefined {
  return dataClasses.find((candidate) => classes.includes(candidate));
}

/** Luhn check digit, ISO/IEC 7812-1 annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Published issuer ranges with the lengths in use: Visa, Mastercard, Amex, Discover, JCB, Diners Club, UnionPay. */
const issuers: readonly RegExp[] = [
  /^4(?:\d{15}|\d{18})$/,
  /^5[1-5]\d{14}$/,
  /^(?:222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/,
  /^3[47]\d{13}$/,
  /^(?:6011|64[4-9]\d|65\d{2})\d{12}$/,
  /^35(?:2[89]|[3-8]\d)\d{12}$/,
  /^3(?:0[0-5]|[689]\d)\d{11}$/,
  /^62\d{14,17}$/,
];

/** A payment card number: written in digits or in the usual groups, of a known issuer, with a correct check digit. */
export function isCardNumber(value: string): boolean {
  if (value.length > 24 || !/^\d{4}[ -]?\d{2,6}[ -]?[\d -]{4,12}\d$/.test(value)) return false;
  const digits = value.replace(/[ -]/g, '');
  if (new Set(digits).size < 2) return false;
  return issuers.some((issuer) => issuer.test(digits)) && passesLuhn(digits);
}

/** An IBAN: two letters, two check digits, up to 30 more, remainder 1 modulo 97 (ISO 13616, ISO 7064). */
export function isIban(value: string): boolean {
  const compact = value.length <= 42 ? value.replace(/ /g, '').toUpperCase() : '';
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false;
  const rearranged = compact.slice(4) + compact.slice(0, 4);
  let remainder = 0;
  for (const character of rearranged) {
    const number = Number.parseInt(character, 36);
    remainder = (remainder * (number > 9 ? 100 : 10) + number) % 97;
  }
  return remainder === 1;
}

/** A US social security number as the SSA assigns them: no area 000, 666 or 9xx, no group 00, no serial 0000. */
export function isSocialSecurityNumber(value: string): boolean {
  return /^(?!000|666|9\d\d)\d{3}([- ]?)(?!00)\d{2}\1(?!0000)\d{4}$/.test(value);
}

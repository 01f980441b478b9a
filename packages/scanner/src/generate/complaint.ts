/** What a refusal complains of. `weak-password` is said of its strength; a mere length is `too-short` or `too-long`. */
export type ComplaintKind =
  | 'missing'
  | 'unknown-field'
  | 'taken'
  | 'too-short'
  | 'too-long'
  | 'too-small'
  | 'too-large'
  | 'format'
  | 'choice'
  | 'type'
  | 'weak-password'
  | 'captcha'
  | 'invitation'
  | 'confirmation'
  | 'other';

/** A kind of character that a password must hold. */
export type CharacterClass = 'lower' | 'upper' | 'digit' | 'symbol';

/** One thing that an API said was wrong with a request. */
export interface Complaint {
  /** Path of the field in the body, such as `address.zip` or `items[].name`; absent when the text names none. */
  field?: string;
  kind: ComplaintKind;
  /** Least length or value, inclusive. */
  least?: number;
  /** Greatest length or value, inclusive. */
  most?: number;
  choices?: readonly string[];
  /** A format of JSON Schema, `phone`, `letters`, `alphanumeric`, or `past` and `future` for dates. */
  format?: string;
  /** A type of JSON Schema. */
  type?: string;
  classes?: readonly CharacterClass[];
  /** What was said, cut to 200 characters. */
  text: string;
}

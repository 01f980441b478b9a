/** Formats in which frameworks keep passwords, each recognisable by its own prefix. */
const formats: readonly (readonly [string, RegExp])[] = [
  // crypt(5) modular formats: https://manpages.debian.org/crypt.5
  ['bcrypt', /^(?:bcrypt(?:_sha256)?\$)?\$2[abxy]?\$\d{2}\$[./A-Za-z0-9]{22,53}$/],
  [
    'argon2',
    /^(?:argon2)?\$argon2(?:id|i|d)\$(?:v=\d{1,3}\$)?m=\d{1,9},t=\d{1,4},p=\d{1,4}(?:\$[A-Za-z0-9+/]{1,128}){1,2}$/,
  ],
  ['argon2', /^argon2\$argon2(?:id|i|d)\$[A-Za-z0-9+/=,$]{20,256}$/],
  ['yescrypt', /^\$(?:y|gy)\$[./A-Za-z0-9$]{20,160}$/],
  ['scrypt', /^\$(?:scrypt\$|7\$)[./A-Za-z0-9=,+$]{20,200}$/],
  ['sha512-crypt', /^\$6\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{0,16}\$[./A-Za-z0-9]{86}$/],
  ['sha256-crypt', /^\$5\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{0,16}\$[./A-Za-z0-9]{43}$/],
  ['md5-crypt', /^\$(?:1|apr1)\$[./A-Za-z0-9]{0,8}\$[./A-Za-z0-9]{22}$/],
  // Portable PHP password hashes (WordPress, phpBB) and Drupal 7.
  ['phpass', /^\$[PHS]\$[./A-Za-z0-9]{31,52}$/],
  // werkzeug.security.generate_password_hash: method$salt$hex
  ['scrypt', /^scrypt:\d{1,9}:\d{1,4}:\d{1,4}\$[A-Za-z0-9]{1,64}\$[0-9a-f]{64,128}$/],
  ['pbkdf2', /^pbkdf2:sha(?:1|224|256|384|512)(?::\d{1,9})?\$[A-Za-z0-9]{1,64}\$[0-9a-f]{32,128}$/],
  ['salted-digest', /^(?:md5|sha1|sha256|sha512)\$[A-Za-z0-9]{1,64}\$[0-9a-f]{32,128}$/],
  // django.contrib.auth.hashers and passlib
  ['pbkdf2', /^pbkdf2_sha(?:1|256|512)\$\d{1,9}\$[^$\s]{1,64}\$[A-Za-z0-9+/=]{20,128}$/],
  ['pbkdf2', /^\$pbkdf2(?:-sha(?:256|512))?\$\d{1,9}\$[./A-Za-z0-9]{1,64}\$[./A-Za-z0-9]{20,128}$/],
  ['scrypt', /^scrypt\$[^$\s]{1,64}\$\d{1,9}\$\d{1,4}\$\d{1,4}\$[A-Za-z0-9+/=]{20,128}$/],
  // RFC 2307 userPassword
  ['ldap', /^\{(?:SSHA|SHA|SMD5|SSHA256|SSHA512|CRYPT)\}[./A-Za-z0-9+=$]{13,200}$/],
];

/** The format of a stored password hash, such as `bcrypt`; `undefined` when the value is none. */
export function passwordHashFormat(value: string): string | undefined {
  if (value.length < 20 || value.length > 512) return undefined;
  return formats.find(([, pattern]) => pattern.test(value))?.[0];
}

/** A bare digest in hexadecimal (MD5 to SHA-512): a password hash only where the field's name says so. */
export function isHexDigest(value: string): boolean {
  return [32, 40, 56, 64, 96, 128].includes(value.length) && /^[0-9a-fA-F]+$/.test(value);
}

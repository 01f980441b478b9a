/*
 * Names of attributes and fields that hold what nobody should see: credentials, identity documents, financial and
 * medical data, notes of the house (after the classes of the scanner's own classification of answers).
 */

const sensitive =
  /(?:^|[_.-])(?:pass(?:word|wd|code|phrase)?(?:_?hash|_?digest|_?salt)?|pwd|secret|client_?secret|api_?key|private_?key|access_?key|access_?token|refresh_?token|auth_?token|token|credentials?|ssn|social_?security(?:_?number)?|national_?id|passport(?:_?(?:no|number))?|tax_?id|card_?number|credit_?card|cc_?number|cvv|cvc|pin|iban|account_?number|routing_?number|internal_?(?:notes?|comments?|flags?)|risk_?score|salary|diagnosis|medical_?record|otp(?:_?secret)?|mfa_?secret|totp_?secret|security_?answer)$/i;

/** Whether a name says that its value is sensitive: `password_hash`, `cardNumber`. */
export function isSensitiveName(name: string): boolean {
  const last = name.split('.').at(-1) ?? name;
  return sensitive.test(last.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2'));
}

const credential =
  /(?:^|[_.-])(?:pass(?:word|wd|code|phrase)?|pwd|secret|authorization|cookie|token|access_?token|refresh_?token|id_?token|api_?key|credentials?|ssn|card_?number|cvv)$/i;

/** Whether a name says that its value must not be written into a log. */
export function isSecretName(name: string): boolean {
  const last = name.split('.').at(-1) ?? name;
  return credential.test(last.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')) || isSensitiveName(name);
}

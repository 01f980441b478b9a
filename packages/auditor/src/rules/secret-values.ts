import { isInvented, isPlaceholder, isSecretName } from './secrets.ts';
import { isGuessable } from './signing-keys.ts';

/** Names that hold a secret in configuration and may be something else in code. */
const settingName =
  /(?:^|_)(?:encryption_key|master_key|secret_key_base|jwt_key|(?:github|gitlab|slack|bot|npm|discord|telegram|vault|deploy|api)_token|(?:db|database|mysql|mariadb|postgres|pg|redis|smtp|mail|email|admin|root|mongo|rabbitmq)_(?:pass|pwd))$/;

/** Whether a setting of this name holds a secret: `DB_PASSWORD`, `spring.datasource.password`, `apiKey`. */
export function isSecretSetting(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return isSecretName(last) || settingName.test(last.replaceAll('-', '_').toLowerCase());
}

/** What is filled in, encrypted, hashed, asked of somebody or kept elsewhere. */
const elsewhere =
  /^(?:[$%{<@!*&|>`~]|ENC\b|enc:|cipher|vault:|ssm:|secretsmanager|file:|env[:.]|ref\+|var\.|local\.|data\.|module\.|\w+:\/\/)|\$\{|\{\{/i;
const switches =
  /^(?:true|false|yes|no|on|off|null|nil|none|undefined|required|optional|enabled|disabled|string|redacted|hidden|masked|change[-_]?(?:it|me|this)\S*|replace\S*|insert\S*|enter\S*|fill\S*|todo\S*|fixme\S*|my[-_]?(?:secret|pass|key|token)\S*|some[-_]?(?:secret|pass|key|token)\S*|a{3,}|0+)$/i;
const usualShort = /^(?:test|admin|root|pass|secret|dev|local|user|guest|minio|postgres|qwerty)\w{0,4}$/i;
/** The name under which a secret is kept: `prod/orders/db-password-v2`. */
const nameOfSecret = /^[a-z0-9]+(?:[-_/.:][a-z0-9]+)+$/i;

/** Whether the value of a setting is a secret, and not what stands for one or says where it is. */
export function isSecretValue(name: string, value: string): boolean {
  if (value.length < 6 || value.length > 400 || /[^\x21-\x7e]/.test(value)) return false;
  if (elsewhere.test(value) || switches.test(value) || isPlaceholder(value) || isInvented(value.padStart(16, value)))
    return false;
  if (sameWords(name).includes(sameWords(value)) || isUsual(value)) return false;
  if (nameOfSecret.test(value) && /secret|pass|pwd|key|token|cred/i.test(value)) return false;
  // Words alone are labels, unless there are so many of them that somebody thought of a phrase.
  if (!/\d/.test(value)) return value.length >= 16 && /[^a-z]/i.test(value);
  return !/^\d{1,5}[a-z]{0,2}$/i.test(value);
}

function isUsual(value: string): boolean {
  return value.length < 8 ? usualShort.test(value) : isGuessable(value);
}

function sameWords(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

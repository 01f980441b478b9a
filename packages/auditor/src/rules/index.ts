import type { Infrastructure } from '../iam/infrastructure.ts';
import type { Program } from '../program/program.ts';
import authenticationWithoutAuthorization from './code/authentication-without-authorization.ts';
import checkThenWriteRace from './code/check-then-write-race.ts';
import cleartextCredentialStored from './code/cleartext-credential-stored.ts';
import clientCursor from './code/client-cursor.ts';
import clientSideFilter from './code/client-side-filter.ts';
import debugMode from './code/debug-mode.ts';
import expressionInjection from './code/expression-injection.ts';
import foreignCollection from './code/foreign-collection.ts';
import foreignKeyRead from './code/foreign-key-read.ts';
import foreignKeyWrite from './code/foreign-key-write.ts';
import foreignOwnerCreated from './code/foreign-owner-created.ts';
import hardcodedSecret from './code/hardcoded-secret.ts';
import identityFromClientHeader from './code/identity-from-client-header.ts';
import indexWithoutOwner from './code/index-without-owner.ts';
import massAssignment from './code/mass-assignment.ts';
import missingAuthentication from './code/missing-authentication.ts';
import missingCondition from './code/missing-condition.ts';
import partiqlInjection from './code/partiql-injection.ts';
import privilegedOperation from './code/privileged-operation.ts';
import rawErrorReturned from './code/raw-error-returned.ts';
import secretFileServed from './code/secret-file-served.ts';
import secretInConfiguration from './code/secret-in-configuration.ts';
import sensitiveAttributeReturned from './code/sensitive-attribute-returned.ts';
import sensitiveLogging from './code/sensitive-logging.ts';
import tableScan from './code/table-scan.ts';
import taintedAttributeName from './code/tainted-attribute-name.ts';
import unboundedLimit from './code/unbounded-limit.ts';
import unverifiedTokenIdentity from './code/unverified-token-identity.ts';
import weakSessionOrJwtSettings from './code/weak-session-or-jwt-settings.ts';
import wholeItemReturned from './code/whole-item-returned.ts';
import type { Configuration } from './configured-secrets.ts';
import type { Rule, RuleFacts } from './contract.ts';
import adminAction from './iam/admin-action.ts';
import attributesWithoutSelect from './iam/attributes-without-select.ts';
import denyStyleIsolation from './iam/deny-style-isolation.ts';
import foranyvalue from './iam/foranyvalue.ts';
import indexWildcard from './iam/index-wildcard.ts';
import leadingkeysIfExists from './iam/leadingkeys-if-exists.ts';
import leadingkeysLikeWithoutDelimiter from './iam/leadingkeys-like-without-delimiter.ts';
import leadingkeysWithoutNull from './iam/leadingkeys-without-null.ts';
import noRowIsolation from './iam/no-row-isolation.ts';
import notActionOrResource from './iam/not-action-or-resource.ts';
import partiqlAllowed from './iam/partiql-allowed.ts';
import publicPrincipal from './iam/public-principal.ts';
import scanAllowed from './iam/scan-allowed.ts';
import tableUnprotected from './iam/table-unprotected.ts';
import wildcardAction from './iam/wildcard-action.ts';
import wildcardResource from './iam/wildcard-resource.ts';

/** All rules that are asked of code. */
export const codeRules: readonly Rule<Program, string>[] = [
  authenticationWithoutAuthorization,
  checkThenWriteRace,
  cleartextCredentialStored,
  clientCursor,
  clientSideFilter,
  debugMode,
  expressionInjection,
  foreignCollection,
  foreignKeyRead,
  foreignKeyWrite,
  foreignOwnerCreated,
  hardcodedSecret,
  identityFromClientHeader,
  indexWithoutOwner,
  massAssignment,
  missingAuthentication,
  missingCondition,
  partiqlInjection,
  privilegedOperation,
  rawErrorReturned,
  secretFileServed,
  sensitiveAttributeReturned,
  sensitiveLogging,
  tableScan,
  taintedAttributeName,
  unboundedLimit,
  unverifiedTokenIdentity,
  weakSessionOrJwtSettings,
  wholeItemReturned,
];

/** All rules that are asked of tables, roles and their policies. */
export const iamRules: readonly Rule<Infrastructure, string>[] = [
  adminAction,
  attributesWithoutSelect,
  denyStyleIsolation,
  foranyvalue,
  indexWildcard,
  leadingkeysIfExists,
  leadingkeysLikeWithoutDelimiter,
  leadingkeysWithoutNull,
  noRowIsolation,
  notActionOrResource,
  partiqlAllowed,
  publicPrincipal,
  scanAllowed,
  tableUnprotected,
  wildcardAction,
  wildcardResource,
];

/** All rules that are asked of files of settings, and of templates. */
export const configurationRules: readonly Rule<Configuration, string>[] = [secretInConfiguration];

/** All that is asked, of code first. */
export const rules: readonly RuleFacts[] = [...codeRules, ...configurationRules, ...iamRules];

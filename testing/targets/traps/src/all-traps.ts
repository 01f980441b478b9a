import type { Trap } from './trap.ts';
import { addressOnlyId } from './traps/address-only-id.ts';
import { adminReader } from './traps/admin-reader.ts';
import { bearerDies } from './traps/bearer-dies.ts';
import { cachedAnswer } from './traps/cached-answer.ts';
import { callerEchoed } from './traps/caller-echoed.ts';
import { catalogue } from './traps/catalogue.ts';
import { clientChosenId } from './traps/client-chosen-id.ts';
import { colleagues } from './traps/colleagues.ts';
import { compositeKey } from './traps/composite-key.ts';
import { emptyList } from './traps/empty-list.ts';
import { errorEchoesId } from './traps/error-echoes-id.ts';
import { errorWordsInRecord } from './traps/error-words-in-record.ts';
import { eventualConsistency } from './traps/eventual-consistency.ts';
import { failingWrite } from './traps/failing-write.ts';
import { fewFields } from './traps/few-fields.ts';
import { idFromLogin } from './traps/id-from-login.ts';
import { idInBody } from './traps/id-in-body.ts';
import { idInHeader } from './traps/id-in-header.ts';
import { idInQuery } from './traps/id-in-query.ts';
import { idempotentDelete } from './traps/idempotent-delete.ts';
import { memberDirectory } from './traps/member-directory.ts';
import { nestedOwnerMismatch } from './traps/nested-owner-mismatch.ts';
import { openIndex } from './traps/open-index.ts';
import { otherRefusalStatus } from './traps/other-refusal-status.ts';
import { pageForPeople } from './traps/page-for-people.ts';
import { parentBySlug } from './traps/parent-by-slug.ts';
import { publicPart } from './traps/public-part.ts';
import { publicProfile } from './traps/public-profile.ts';
import { redirectWithBody } from './traps/redirect-with-body.ts';
import { sameDefaults } from './traps/same-defaults.ts';
import { selfByAnotherName } from './traps/self-by-another-name.ts';
import { selfIgnoresId } from './traps/self-ignores-id.ts';
import { sessionExpires } from './traps/session-expires.ts';
import { sharedObject } from './traps/shared-object.ts';
import { staticParent } from './traps/static-parent.ts';
import { successStatusErrorBody } from './traps/success-status-error-body.ts';
import { throttled } from './traps/throttled.ts';
import { throttledForGood } from './traps/throttled-for-good.ts';
import { upsert } from './traps/upsert.ts';
import { volatileField } from './traps/volatile-field.ts';

/** Every trap, by id. */
export const traps: readonly Trap[] = [
  addressOnlyId,
  adminReader,
  bearerDies,
  cachedAnswer,
  callerEchoed,
  catalogue,
  clientChosenId,
  colleagues,
  compositeKey,
  emptyList,
  errorEchoesId,
  errorWordsInRecord,
  eventualConsistency,
  failingWrite,
  fewFields,
  idFromLogin,
  idInBody,
  idInHeader,
  idInQuery,
  idempotentDelete,
  memberDirectory,
  nestedOwnerMismatch,
  openIndex,
  otherRefusalStatus,
  pageForPeople,
  parentBySlug,
  publicPart,
  publicProfile,
  redirectWithBody,
  sameDefaults,
  selfByAnotherName,
  selfIgnoresId,
  sessionExpires,
  sharedObject,
  staticParent,
  successStatusErrorBody,
  throttled,
  throttledForGood,
  upsert,
  volatileField,
];

import { accountOfOthers } from './active/account-of-others.ts';
import { accountStays } from './active/account-stays.ts';
import { adminWriteForAll } from './active/admin-write-for-all.ts';
import { adminWriteHidden } from './active/admin-write-hidden.ts';
import { batchDelete } from './active/batch-delete.ts';
import { bodyOfTwoKinds } from './active/body-of-two-kinds.ts';
import { commentInOwnName } from './active/comment-in-own-name.ts';
import { createAsNamedByBody } from './active/create-as-named-by-body.ts';
import { createAsNamedByHeader } from './active/create-as-named-by-header.ts';
import { createAsNamedByPath } from './active/create-as-named-by-path.ts';
import { createAsNamedByQuery } from './active/create-as-named-by-query.ts';
import { deleteAlways204 } from './active/delete-always-204.ts';
import { deleteMarks } from './active/delete-marks.ts';
import { editorMayWrite } from './active/editor-may-write.ts';
import { editorsNamed } from './active/editors-named.ts';
import { extraFieldsAtCreation } from './active/extra-fields-at-creation.ts';
import { extraFieldsEchoed } from './active/extra-fields-echoed.ts';
import { extraFieldsRefused } from './active/extra-fields-refused.ts';
import { formBodies } from './active/form-bodies.ts';
import { getThatDeletes } from './active/get-that-deletes.ts';
import { givenUsersWrite } from './active/given-users-write.ts';
import { loginLocks } from './active/login-locks.ts';
import { loginSlowsDown } from './active/login-slows-down.ts';
import { loginTellsWhoExists } from './active/login-tells-who-exists.ts';
import { loginThrottles } from './active/login-throttles.ts';
import { logoutDropsTheCookie } from './active/logout-drops-the-cookie.ts';
import { logoutInNameOnly } from './active/logout-in-name-only.ts';
import { markerNormalised } from './active/marker-normalised.ts';
import { mergePatch } from './active/merge-patch.ts';
import { messageToAUser } from './active/message-to-a-user.ts';
import { numbersForIds } from './active/numbers-for-ids.ts';
import { objectStays } from './active/object-stays.ts';
import { ownerReadsACache } from './active/owner-reads-a-cache.ts';
import { parentComesFirst } from './active/parent-comes-first.ts';
import { putMakesATwin } from './active/put-makes-a-twin.ts';
import { readOnlyField } from './active/read-only-field.ts';
import { registerNeedsCaptcha } from './active/register-needs-captcha.ts';
import { registerNeedsInvitation } from './active/register-needs-invitation.ts';
import { registerNeedsMailbox } from './active/register-needs-mailbox.ts';
import { roleAtRegistration } from './active/role-at-registration.ts';
import { tidyingFailsHalfWay } from './active/tidying-fails-half-way.ts';
import { tokenDiesYoung } from './active/token-dies-young.ts';
import { uniqueField } from './active/unique-field.ts';
import { versionInBody } from './active/version-in-body.ts';
import { versionInHeader } from './active/version-in-header.ts';
import { weakPasswords } from './active/weak-passwords.ts';
import { webhookUnsigned } from './active/webhook-unsigned.ts';
import { writeAnswers200 } from './active/write-answers-200.ts';
import { writeAnswers500 } from './active/write-answers-500.ts';
import { writeDoneLater } from './active/write-done-later.ts';
import { writeHitsOwn } from './active/write-hits-own.ts';
import { writeNamesIdInBody } from './active/write-names-id-in-body.ts';
import { writeShowsLate } from './active/write-shows-late.ts';
import { wrongParentWrite } from './active/wrong-parent-write.ts';
import type { ActiveTrap } from './active-trap.ts';

/** Every trap for scans that write, by id. */
export const activeTraps: readonly ActiveTrap[] = [
  accountOfOthers,
  accountStays,
  adminWriteForAll,
  adminWriteHidden,
  batchDelete,
  bodyOfTwoKinds,
  commentInOwnName,
  createAsNamedByBody,
  createAsNamedByHeader,
  createAsNamedByPath,
  createAsNamedByQuery,
  deleteAlways204,
  deleteMarks,
  editorMayWrite,
  editorsNamed,
  extraFieldsAtCreation,
  extraFieldsEchoed,
  extraFieldsRefused,
  formBodies,
  getThatDeletes,
  givenUsersWrite,
  loginLocks,
  loginSlowsDown,
  loginTellsWhoExists,
  loginThrottles,
  logoutDropsTheCookie,
  logoutInNameOnly,
  markerNormalised,
  mergePatch,
  messageToAUser,
  numbersForIds,
  objectStays,
  ownerReadsACache,
  parentComesFirst,
  putMakesATwin,
  readOnlyField,
  registerNeedsCaptcha,
  registerNeedsInvitation,
  registerNeedsMailbox,
  roleAtRegistration,
  tidyingFailsHalfWay,
  tokenDiesYoung,
  uniqueField,
  versionInBody,
  versionInHeader,
  weakPasswords,
  webhookUnsigned,
  writeAnswers200,
  writeAnswers500,
  writeDoneLater,
  writeHitsOwn,
  writeNamesIdInBody,
  writeShowsLate,
  wrongParentWrite,
];

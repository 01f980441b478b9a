import { defineCheck, type Judgment, type ProofEntry } from '../../define-check.ts';
import { askOfWrites, type Question } from '../../experiments/ask-of-writes.ts';
import { ownerPlaces } from '../../experiments/creation-trial.ts';
import { takesPassword } from '../../surface/password-name.ts';
import { identifiersOf } from '../../survey/bindings.ts';
import { choosing } from '../../survey/write-targets.ts';
import { type AccountEvidence, judgeAccount } from '../../verdict/account.ts';
import { type CreationEvidence, judgeCreation } from '../../verdict/creation.ts';
import { privilegedWord } from '../../verdict/privileged.ts';
import { isInboundWebhook } from '../../verdict/webhook.ts';
import { judgeWrite, type WriteEvidence } from '../../verdict/write.ts';

type Message = keyof typeof messages;
const messages = {
  changed: "{other} changes {owner}'s object by naming its {parameter}, and {owner} reads what {other} wrote.",
  removed: "{other} deletes {owner}'s object by naming its {parameter}, and {owner} reads it no longer.",
  takenOver: '{other} sets the password of another user by naming its {parameter}, and signs in with it.',
  accountRemoved:
    '{other} deletes the account of another user by naming its {parameter}, and that user cannot sign in any more.',
  createdAsOwner:
    '{other} makes an object in the name of {owner} by way of {parameter}, and {owner} finds it as its own.',
  createdBelow:
    "{other} makes an object below one of {owner}'s that {other} may not even read, and {owner} finds it there.",
  wrongParent: "{other} names its own parent and {owner}'s object, and {owner} reads what {other} did to it.",
  oneIdentity: 'It takes two ordinary users to ask whose object is written.',
  nothingOwn: 'Nothing of the scan’s own is known that this operation would write to.',
  noSpare: 'No spare object could be made for it.',
  noBody: 'No body could be made that would show whether it was written.',
  noView: 'The owner has no way to read the object, so what a write does to it cannot be seen.',
  unsafe: 'The write would name what is not the scan’s own, so it was not sent.',
  ownerCannotRead: 'The owner could not read the object before, so nothing is proven.',
  ownerCannotSignIn: 'The owner could not sign in before, so nothing is proven.',
  ownerCannotWrite: 'The owner’s own write does nothing either, so the refusal of strangers proves nothing.',
  unseen: 'What the owner writes does not show in what it reads, so a stranger’s write would not show either.',
  lostAll:
    'After the stranger’s write the owner cannot reach anything any more, so what became of this object is not known.',
  anyPassword: 'The login takes any password, so that a new one works proves nothing.',
  noAnswer: 'The stranger’s write got no usable answer.',
  nobodyNamed:
    'A stranger may add to it, and the new object does not say who made it; whether that is meant cannot be told.',
  refused: 'Strangers are refused, and the owner’s object stays as it was.',
  ineffective: 'Strangers are answered, but the owner’s object stays as it was.',
  shared:
    'The object names {other} as one who takes part in it, so whether what {other} did to it is meant cannot be told.',
  ownName: 'Strangers may add to it in their own name, which is no flaw.',
} as const;

export default defineCheck({
  id: 'bola/foreign-object-write',
  title: "One user can change or delete another user's object",
  category: 'bolaAuthorization',
  severity: 'critical',
  cwe: [639, 862],
  owasp: 'API1:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:H',
  sends: 'writes',
  needs: ['identities', 'made', 'accounts', 'surface'],
  messages,
  remediation:
    'Make the owner a part of the write itself: take the key from the verified caller, or put the owner into the condition of the write (DynamoDB: a ConditionExpression on the owner), so that no check can be passed by between reading and writing. Answer for a foreign object exactly as for a missing one.',
  article: 'identification-failures',

  appliesTo: (operation, { surface, made, accounts, identities }) => {
    if (privilegedWord(operation) !== undefined) return 'administrative: bfla/privileged-write asks about it';
    if (isInboundWebhook(operation)) return 'an inbound webhook: consumption/unsigned-webhook asks about it';
    if (identifiersOf(operation).length === 0 && takesPassword(operation, surface)) return 'registers or signs in';
    if (choosing(operation, surface) !== undefined) return true;
    const things = { surface, made, accounts, identities };
    const isOwned = made.some((entry) => {
      const owner = identities.find(({ name }) => name === entry.owner);
      if (owner === undefined || entry.operation !== operation.id) return false;
      return ownerPlaces(operation, entry, owner, things).length > 0;
    });
    return isOwned || 'names nobody and no object';
  },

  async probe({ operation, survey, send, active }) {
    const ordinary = survey.identities.filter((identity) => !identity.isPrivileged);
    const questions = await askOfWrites(operation, ordinary, { send, active, things: survey });
    return { questions, identities: ordinary.length };
  },

  judge({ questions, identities }) {
    if (identities < 2) return { outcome: 'inconclusive', message: 'oneIdentity' };
    if (questions.length === 0) return { outcome: 'inconclusive', message: 'nothingOwn' };
    return questions.map(judged);
  },
});

function judged({ kind, owner, other, parameter, trial }: Question): Judgment<Message> {
  const about = { kind, parameter, details: { owner, other, parameter } };
  if ('reason' in trial) return { outcome: 'inconclusive', message: trial.reason };
  if (trial.about === 'creation') return judgedCreation(trial.evidence, about);
  return trial.about === 'account' ? judgedAccount(trial.evidence, about) : judgedObject(trial.evidence, about);
}

interface About {
  kind: string;
  parameter: string;
  details: { owner: string; other: string; parameter: string };
}

function judgedObject(evidence: WriteEvidence, about: About): Judgment<Message> {
  const verdict = judgeWrite(evidence);
  const { rule, outcome, found, seenIn, isUnmistakable } = verdict;
  if (outcome !== 'vulnerable') return { outcome, message: rule, details: about.details };
  const { other } = about.details;
  // Of accounts a spare one is written to, which has a name of its own.
  const owner = evidence.attack.before.identity;
  const isGone = rule === 'removed';
  return {
    outcome,
    message: about.kind === 'parent' ? 'wrongParent' : rule,
    confidence: isUnmistakable ? 'confirmed' : 'firm',
    kind: about.kind,
    parameter: about.parameter,
    values: found,
    proof: [
      { role: 'before', label: `${owner} (owner) reads it`, exchange: evidence.attack.before },
      {
        role: 'write',
        label: `${other} (someone else) ${isGone ? 'deletes' : 'changes'} it`,
        exchange: evidence.attack.write,
      },
      {
        role: 'after',
        label: `${owner} reads it again`,
        exchange: seenIn ?? evidence.attack.before,
        shows: found.map(({ path }) => path),
        note: isGone ? 'it is gone' : `what ${other} wrote`,
      },
    ],
    replay: 1,
    details: { ...about.details, owner },
  };
}

function judgedCreation(evidence: CreationEvidence, about: About): Judgment<Message> {
  const { rule, outcome, found, seenIn } = judgeCreation(evidence);
  if (outcome !== 'vulnerable') return { outcome, message: rule, details: about.details };
  const { owner, other } = about.details;
  const parent: ProofEntry[] =
    evidence.parent === null
      ? []
      : [{ role: 'control', label: `${other} reads what it stands below`, exchange: evidence.parent.exchange }];
  return {
    outcome,
    message: rule,
    confidence: rule === 'createdAsOwner' ? 'confirmed' : 'firm',
    severity: 'high',
    kind: about.kind,
    parameter: about.parameter,
    values: found,
    proof: [
      ...parent,
      { role: 'write', label: `${other} (someone else) makes it`, exchange: evidence.creation },
      {
        role: 'after',
        label: `${owner} looks for it`,
        exchange: seenIn ?? evidence.creation,
        shows: found.map(({ path }) => path),
        note: `what ${other} wrote`,
      },
    ],
    replay: parent.length,
    details: about.details,
  };
}

function judgedAccount(evidence: AccountEvidence, about: About): Judgment<Message> {
  const { rule, outcome } = judgeAccount(evidence);
  if (outcome !== 'vulnerable') return { outcome, message: rule, details: about.details };
  const { other } = about.details;
  const isTakeover = rule === 'takenOver';
  return {
    outcome,
    message: isTakeover ? 'takenOver' : 'accountRemoved',
    confidence: 'confirmed',
    kind: about.kind,
    parameter: about.parameter,
    proof: [
      { role: 'before', label: 'the owner signs in', exchange: evidence.before.exchange },
      {
        role: 'write',
        label: `${other} (someone else) ${isTakeover ? 'sets its password' : 'deletes it'}`,
        exchange: evidence.write,
      },
      {
        role: 'after',
        label: isTakeover ? `${other} signs in with that password` : 'the owner signs in again',
        exchange: evidence.after.exchange,
        note: isTakeover ? 'signed in' : 'refused',
      },
    ],
    replay: 1,
    details: about.details,
  };
}

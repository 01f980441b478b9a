import { defineCheck, type Judgment } from '../../define-check.ts';
import {
  type AssignmentTrial,
  creationWithExtras,
  registrationWithExtras,
  updateTrial,
} from '../../experiments/assignment-trial.ts';
import type { TrialTools } from '../../experiments/write-trial.ts';
import { takesPassword } from '../../surface/password-name.ts';
import { type Assigned, judgeAssignment } from '../../verdict/assigned.ts';
import { privilegedWord } from '../../verdict/privileged.ts';

const messages = {
  assigned: 'Whoever sends {fields} besides the fields meant for it decides about them: the owner reads what was sent.',
  nothingOwn: 'Nothing of the scan’s own is known that this operation would write to.',
  noSpare: 'No account of the scan’s own is there to try it on.',
  noBody: 'No body could be made for it.',
  noView: 'The owner has no way to read what was written.',
  ignored: 'Fields that a client should not decide are not taken.',
  refused: 'Bodies with fields that a client should not decide are refused.',
  unseen: 'The write was accepted, but what it wrote could not be read.',
  notShown: 'The write was accepted, but whether the extra fields were stored shows nowhere.',
  noAnswer: 'The write got no usable answer.',
  cannotWrite: 'The write was refused with and without extra fields, so nothing is proven.',
} as const;
type Message = keyof typeof messages;

export default defineCheck({
  id: 'property/mass-assignment',
  title: 'A client can set fields that are not its to decide',
  category: 'propertyAuthorization',
  severity: 'high',
  cwe: [915],
  owasp: 'API3:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N',
  sends: 'writes',
  needs: ['identities', 'made', 'accounts', 'surface'],
  messages,
  remediation:
    'Copy the fields that a client may set one by one from the request, or validate the body against a schema that allows nothing else; take owner, role and everything that the server decides from the verified caller and the store.',
  article: 'data-exposure',

  appliesTo: (operation, { surface, accounts }) => {
    if (operation.body === undefined) return 'takes no body';
    if (privilegedWord(operation) !== undefined) return 'administrative: it may set what others may not';
    if (accounts.some(({ register }) => register === operation.id)) return true;
    return !takesPassword(operation, surface) || 'signs in, or changes a password';
  },

  async probe({ operation, survey, send, active }) {
    const tools: TrialTools = { send, active, things: survey };
    const updated = await updateTrial(operation, tools);
    const trials: AssignmentTrial[] = updated === undefined ? [] : [updated];
    const made = survey.made.find((entry) => entry.operation === operation.id);
    const owner = survey.identities.find(({ name }) => name === made?.owner);
    if (made !== undefined && owner !== undefined) {
      trials.push(await creationWithExtras(operation, made, owner, tools));
    }
    if (survey.accounts.some(({ register }) => register === operation.id)) {
      trials.push(await registrationWithExtras(operation, tools));
    }
    return { trials };
  },

  judge({ trials }) {
    if (trials.length === 0) return { outcome: 'inconclusive', message: 'nothingOwn' };
    return trials.map(judged);
  },
});

function judged(trial: AssignmentTrial): Judgment<Message> {
  if ('reason' in trial) return { outcome: 'inconclusive', message: trial.reason };
  const { evidence } = trial;
  const { rule, outcome, assigned } = judgeAssignment(evidence);
  if (outcome === 'hardened') return { outcome, message: rule };
  const [first] = assigned;
  if (outcome === 'inconclusive' || first === undefined) return { outcome: 'inconclusive', message: rule };
  const isGrave = assigned.some(({ field }) => field.weight !== 'managed');
  const paths = pathsOf(first.attempt.after, assigned);
  return {
    outcome: 'vulnerable',
    message: 'assigned',
    confidence: 'confirmed',
    severity: isGrave ? 'high' : 'medium',
    kind: evidence.how,
    proof: [
      { role: 'before', label: 'the owner reads it', exchange: evidence.before },
      { role: 'write', label: 'the owner sends extra fields', exchange: first.attempt.write },
      ...(first.attempt.after === null
        ? []
        : [
            {
              role: 'after' as const,
              label: 'the owner reads it again',
              exchange: first.attempt.after,
              shows: paths,
              note: 'the values that were sent',
            },
          ]),
    ],
    replay: 1,
    details: { fields: assigned.map(({ field }) => field.name).join(', ') },
  };
}

function pathsOf(after: unknown, assigned: readonly Assigned[]): string[] {
  return assigned.filter(({ attempt }) => attempt.after === after).map(({ path }) => path);
}

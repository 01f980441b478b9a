import { defineCheck } from '../../define-check.ts';
import { type PrivilegedTrial, privilegedTarget, privilegedTrial } from '../../experiments/privileged-trial.ts';
import { choosing } from '../../survey/write-targets.ts';
import { judgeAdministered } from '../../verdict/administered.ts';
import { privilegedWord } from '../../verdict/privileged.ts';

export default defineCheck({
  id: 'bfla/privileged-write',
  title: 'An ordinary user can carry out an administrative write',
  category: 'bflaAuthorization',
  severity: 'critical',
  cwe: [862, 285],
  owasp: 'API5:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:N',
  sends: 'writes',
  needs: ['identities', 'made', 'accounts', 'surface'],
  messages: {
    done: '{caller}, an ordinary user, carries out an operation that calls itself administrative ("{word}"), and its effect is seen.',
    refused: 'Ordinary users are refused, and nothing changed.',
    notOrdinary: 'No ordinary user is there to try it.',
    nothingOwn: 'The scan has nothing of its own that this operation would write to.',
    noBody: 'No body could be made for it.',
    noView: 'What the operation would change cannot be read.',
    noEffect: 'The operation was answered, but no effect of it could be seen.',
    hidden:
      'The operation answers as if there were no such thing, so whether ordinary users are refused cannot be told.',
    bodyRefused: 'The body was refused as malformed, so whether ordinary users may do it cannot be told.',
    noAnswer: 'The operation gave no usable answer.',
  },
  remediation:
    'Decide by the role of the verified caller, read from the store and not from the request, for every administrative operation: deny by default on the whole group of routes rather than check in each handler.',
  article: 'identification-failures',

  appliesTo: (operation, { surface }) => {
    if (privilegedWord(operation) === undefined) return 'does not look administrative';
    return choosing(operation, surface) !== undefined || 'names no object';
  },

  async probe({ operation, survey, send, active }) {
    const tools = { send, active, things: survey };
    const word = privilegedWord(operation) ?? '';
    const ordinary = survey.identities.filter(({ isPrivileged }) => !isPrivileged);
    const [first] = ordinary;
    if (first === undefined) return { caller: '', word, trial: null };
    const target = await privilegedTarget(operation, tools);
    const owner = target?.viewed.owner.name;
    const caller = ordinary.find(({ name }) => name !== owner) ?? first;
    const trial = target === undefined ? null : await privilegedTrial(operation, target, caller, tools);
    return { caller: caller.name, word, trial: trial as PrivilegedTrial | null };
  },

  judge({ caller, word, trial }) {
    if (caller === '') return { outcome: 'inconclusive', message: 'notOrdinary' };
    if (trial === null) return { outcome: 'inconclusive', message: 'nothingOwn' };
    if ('reason' in trial) return { outcome: 'inconclusive', message: trial.reason };
    const { attack } = trial.evidence;
    const { rule, found, seenIn, isUnmistakable } = judgeAdministered(trial.evidence);
    if (rule === 'refused') return { outcome: 'hardened', message: rule };
    if (rule === 'ownerCannotRead') return { outcome: 'inconclusive', message: 'noView' };
    if (rule !== 'done') return { outcome: 'inconclusive', message: rule };
    return {
      outcome: 'vulnerable',
      message: rule,
      confidence: isUnmistakable ? 'confirmed' : 'firm',
      values: found,
      proof: [
        { role: 'before', label: 'its owner reads it', exchange: attack.before },
        { role: 'write', label: `${caller} (ordinary user)`, exchange: attack.write },
        {
          role: 'after',
          label: 'its owner reads it again',
          exchange: seenIn ?? attack.before,
          shows: found.map(({ path }) => path),
          note: found.length > 0 ? `what ${caller} wrote` : 'it is gone',
        },
      ],
      replay: 1,
      details: { caller, word },
    };
  },
});

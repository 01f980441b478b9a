import type { Parameter } from '@middlebrick/model';
import { defineCheck } from '../../define-check.ts';
import { batchOf, batchParameter, ownIdOf } from '../../survey/batch.ts';
import { readExperiment } from '../../survey/experiment.ts';
import { disclosure } from '../../verdict/disclosure.ts';
import { judgeRead, type ReadEvidence } from '../../verdict/read.ts';

export default defineCheck({
  id: 'bola/batch-mixed-ownership',
  title: "One foreign id among one's own in a batch is served",
  category: 'bolaAuthorization',
  severity: 'critical',
  cwe: [639],
  owasp: 'API1:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N',
  sends: 'reads',
  needs: ['identities', 'items', 'objects'],
  messages: {
    disclosed: "{other} receives {owner}'s object by adding its id to a list of its own in {parameter}.",
    refused: 'Foreign ids in a batch are refused or left out.',
    noPair: 'No ids of two identities were found that this operation takes.',
    undecided: 'The batch answer shows neither the foreign object nor a refusal.',
  },
  remediation:
    'Check every id of a batch against the verified caller, not the first or the batch as a whole; leave out foreign ids exactly as missing ones.',
  article: 'identification-failures',

  appliesTo: (operation) => batchParameter(operation) !== undefined || 'takes no list of ids',

  async probe({ operation, survey, send, request, lookalike }) {
    const parameter = batchParameter(operation) as Parameter;
    const ids = survey.identities.map((identity) => ({
      identity,
      id: ownIdOf(identity.name, parameter, operation, survey.items),
    }));
    for (const { identity: owner, id: foreign } of ids) {
      for (const { identity: other, id: own } of ids) {
        if (owner.name === other.name || foreign === undefined || own === undefined || other.isPrivileged) continue;
        const batch = (...members: string[]): ReturnType<typeof request> =>
          batchOf(request(operation, { [parameter.name]: members.join(',') }), parameter, members);
        const [alone, mixed, missing, mine] = [
          batch(foreign),
          batch(own, foreign),
          batch(own, lookalike(foreign)),
          batch(own),
        ];
        if (alone === undefined || mixed === undefined || missing === undefined || mine === undefined) continue;
        const echoes = { object: [own, foreign], nonexistent: [own, lookalike(foreign)], own: [own] };
        const evidence = await readExperiment(
          { owner, other, isMember: false, isListedForOther: false },
          { owner: alone, other: mixed, nonexistent: missing, own: mine, echoes },
          send,
        );
        return {
          evidence: evidence as ReadEvidence | null,
          owner: owner.name,
          other: other.name,
          parameter: parameter.name,
        };
      }
    }
    return { evidence: null, owner: '', other: '', parameter: parameter.name };
  },

  judge({ evidence, owner, other, parameter }) {
    if (evidence === null) return { outcome: 'inconclusive', message: 'noPair' };
    const verdict = judgeRead(evidence);
    if (verdict.outcome === 'hardened') return { outcome: 'hardened', message: 'refused' };
    if (verdict.outcome !== 'vulnerable' || verdict.confidence === 'tentative')
      return { outcome: 'inconclusive', message: 'undecided' };
    return disclosure('disclosed', { evidence, verdict, callers: { owner, other } }, { parameter });
  },
});

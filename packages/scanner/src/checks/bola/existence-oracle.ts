import type { Exchange } from '@middlebrick/model';
import { defineCheck } from '../../define-check.ts';
import { objectParameter } from '../../survey/bindings.ts';
import { withMissing } from '../../survey/experiment.ts';
import { foreignPairs, isShownTo } from '../../survey/pairs.ts';
import { accessOf, echoesOf, isRefusal, privateLeaves, sameAnswer } from '../../verdict/compare.ts';

interface Comparison {
  owner: Exchange;
  foreign: Exchange;
  missing: Exchange;
  /** Both once more: an answer that changes by itself tells nothing. */
  foreignAgain: Exchange;
  missingAgain: Exchange;
  echoes: { foreign: string[]; missing: string[] };
}

export default defineCheck({
  id: 'bola/existence-oracle',
  title: 'The refusal tells whether an object exists',
  category: 'bolaAuthorization',
  severity: 'low',
  cwe: [203],
  owasp: 'API1:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N',
  sends: 'reads',
  needs: ['identities', 'objects', 'items'],
  messages: {
    differs: "{other} is answered {foreign} for {owner}'s object and {missing} for an id that does not exist.",
    differsInBody:
      "{other} is answered {foreign} for {owner}'s object and for an id that does not exist, but in different words.",
    same: 'A foreign object is answered like one that does not exist.',
    notRefused: 'The foreign object is not refused, so there is no refusal to compare.',
    listed: 'A list shows the other user that the object exists, so its refusal gives nothing away.',
    noPair: 'No object of one identity was found that another could ask for.',
    unsteady: 'The refusals change from one request to the next.',
  },
  remediation:
    'Answer for an object of somebody else with the same status, body and headers as for one that does not exist: usually 404.',
  article: 'identification-failures',

  appliesTo: (operation) => objectParameter(operation) !== undefined || 'takes no identifier',

  async probe({ operation, survey, send, request, lookalike }) {
    let isListed = false;
    for (const { object, owner, other } of foreignPairs(operation.id, survey)) {
      if (other.isPrivileged) continue;
      isListed = isShownTo(operation.path, object, other.name, survey.items);
      if (isListed) continue;
      const values = withMissing(object.values, object.parameter, { lookalike });
      const absent = request(operation, values);
      if (absent === undefined) continue;
      const foreign = await send(object.request, other, "stranger reads the owner's");
      const missing = await send(absent, other, 'stranger reads an id that does not exist');
      const differ =
        isRefusal(foreign) &&
        !sameAnswer(foreign, missing, { echoesA: echoesOf(object.values), echoesB: echoesOf(values) });
      const comparison: Comparison = {
        owner: object.exchange,
        foreign,
        missing,
        foreignAgain: differ
          ? await send(object.request, other, "stranger reads the owner's again", { second: true })
          : foreign,
        missingAgain: differ
          ? await send(absent, other, 'stranger reads an id that does not exist again', { second: true })
          : missing,
        echoes: { foreign: echoesOf(object.values), missing: echoesOf(values) },
      };
      return { comparison, owner: owner.name, other: other.name, parameter: object.parameter, isListed: false };
    }
    return { comparison: null, owner: '', other: '', parameter: '', isListed };
  },

  judge({ comparison, owner, other, parameter, isListed }) {
    if (isListed) return { outcome: 'hardened', message: 'listed' };
    if (comparison === null) return { outcome: 'inconclusive', message: 'noPair' };
    const { foreign, missing, foreignAgain, missingAgain, echoes } = comparison;
    if (!isRefusal(foreign) || !isRefusal(missing)) return { outcome: 'inconclusive', message: 'notRefused' };
    const leaves = privateLeaves([comparison.owner], [missing], echoes.foreign);
    if (accessOf(foreign, leaves) !== null) return { outcome: 'inconclusive', message: 'notRefused' };
    const masks = { echoesA: echoes.foreign, echoesB: echoes.missing };
    if (sameAnswer(foreign, missing, masks)) return { outcome: 'hardened', message: 'same' };
    const isSteady = sameAnswer(foreign, foreignAgain) && sameAnswer(missing, missingAgain);
    if (!isSteady) return { outcome: 'inconclusive', message: 'unsteady' };
    return {
      outcome: 'vulnerable',
      message: statusOf(foreign) === statusOf(missing) ? 'differsInBody' : 'differs',
      confidence: 'confirmed',
      parameter,
      proof: [
        { role: 'other', label: `${other}, an object of ${owner}`, exchange: foreign },
        {
          role: 'nonexistent',
          label: `${other}, an id that does not exist`,
          exchange: missing,
          note: 'a different refusal',
        },
      ],
      details: { owner, other, foreign: statusOf(foreign), missing: statusOf(missing) },
    };
  },
});

function statusOf(exchange: Exchange): string {
  return String(exchange.response?.status ?? 'nothing');
}

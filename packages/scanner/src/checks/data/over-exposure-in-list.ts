import { anonymous, type Identity } from '@middlebrick/model';
import { classifyLeaf } from '../../classify/classify-leaf.ts';
import { detailOf, isDetailOf } from '../../classify/list-details.ts';
import { listed, observedEntry, observedOf, served } from '../../classify/observed.ts';
import { defineCheck } from '../../define-check.ts';
import { accessOf, isRefusal, type PrivateLeaf, privateLeaves, recallOf, rowsOf } from '../../verdict/compare.ts';

/** Objects of one list that are looked at. */
const mostObjects = 6;

export default defineCheck({
  id: 'data/over-exposure-in-list',
  title: 'A list shows in full what its detail operation protects',
  category: 'dataExposure',
  severity: 'medium',
  cwe: [213],
  owasp: 'API3:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N',
  sends: 'reads',
  needs: ['baselines', 'objects', 'identities'],
  messages: {
    shown:
      'The list shows {receiver} {share} of the private fields of an object of {owner} ({fields}), which {detail} refuses.',
    clean: 'Items of the list hold less than the protected object does.',
    unserved: 'The list served nobody but owners, or nothing.',
    unprotected:
      'No caller was seen to be refused by the detail operation, so the list shows nothing that is protected.',
  },
  remediation:
    'Give list items a short form of their own with the few fields that a list needs, and serve the rest through the operation that checks who asks.',
  article: 'data-exposure',

  appliesTo: (operation, survey) => {
    if (!survey.baselines.some((baseline) => baseline.operation === operation.id))
      return 'It was not called by the survey.';
    return (
      survey.objects.some((object) => isDetailOf(object.operation, operation)) ||
      'It lists no object with a known owner.'
    );
  },

  async probe({ operation, survey, send }) {
    const objects = survey.objects.filter((object) => isDetailOf(object.operation, operation));
    const callers: Identity[] = [...survey.identities, anonymous];
    // The same requests are the controls of the object level checks, so they cost nothing of their own.
    const details = objects.slice(0, mostObjects).map(async (object) => {
      const strangers = callers.filter(
        (caller) => caller.name !== object.owner && !object.members.includes(caller.name),
      );
      const answers = strangers.map(async (caller) => ({
        identity: caller.name,
        exchange: await send(object.request, caller, `${caller.name} reads the object of ${object.owner}`),
      }));
      return { ...detailOf(object, objects), strangers: await Promise.all(answers) };
    });
    return { lists: served(observedOf(survey, operation.id)), details: await Promise.all(details) };
  },

  judge({ lists, details }) {
    let isProtected = false;
    let isRead = false;
    for (const detail of details) {
      const refused = detail.strangers.filter(({ exchange }) => isRefusal(exchange));
      isProtected ||= refused.length > 0;
      const leaves = privateLeaves([detail.reading], detail.others, detail.echoes);
      for (const list of lists.filter(
        (answer) => answer.identity !== detail.owner && rowsOf(answer.exchange).length > 0,
      )) {
        isRead = true;
        const refusal = refused.find((entry) => entry.identity === list.identity);
        if (refusal === undefined || accessOf(list.exchange, leaves) === null) continue;
        const { found, share } = recallOf(list.exchange, leaves);
        if (found.length < 3 && !found.some(isClassified)) continue;
        return {
          outcome: 'vulnerable',
          message: 'shown',
          confidence: 'confirmed',
          proof: [
            { role: 'owner', label: `${detail.owner} (owner) reads the object`, exchange: detail.reading },
            { role: 'control', label: `${refusal.identity} asks for the object`, exchange: refusal.exchange },
            {
              ...observedEntry(
                list,
                found.map((leaf) => leaf.path),
              ),
              label: `${list.identity} reads the list`,
            },
          ],
          values: found.map(({ path, value }) => ({ path, value })),
          details: {
            receiver: list.identity === 'anonymous' ? 'anyone' : list.identity,
            owner: detail.owner,
            share: `${Math.round(share * 100)} %`,
            fields: listed(found.map((leaf) => leaf.key)),
            detail: detail.operation,
          },
        };
      }
    }
    if (!isRead) return { outcome: 'inconclusive', message: 'unserved' };
    return isProtected
      ? { outcome: 'hardened', message: 'clean' }
      : { outcome: 'inconclusive', message: 'unprotected' };
  },
});

function isClassified(leaf: PrivateLeaf): boolean {
  return classifyLeaf(leaf.key, leaf.value) !== undefined;
}

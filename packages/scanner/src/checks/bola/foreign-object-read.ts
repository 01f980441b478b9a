import { defineCheck } from '../../define-check.ts';
import { objectParameter } from '../../survey/bindings.ts';
import { plainPlan, readExperiment } from '../../survey/experiment.ts';
import { listingsOf, parentListingsOf } from '../../survey/listings.ts';
import { foreignPairs, isProfileOf, isTeamListed } from '../../survey/pairs.ts';
import { disclosure } from '../../verdict/disclosure.ts';
import { judgeRead, type ReadEvidence } from '../../verdict/read.ts';

interface Attempt {
  evidence: ReadEvidence;
  owner: string;
  other: string;
  parameter: string;
  reason: string;
}

export default defineCheck({
  id: 'bola/foreign-object-read',
  title: "One user can read another user's object",
  category: 'bolaAuthorization',
  severity: 'critical',
  cwe: [639, 862],
  owasp: 'API1:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N',
  sends: 'reads',
  needs: ['identities', 'objects', 'items', 'baselines'],
  messages: {
    disclosed: "{other} receives the private values of {owner}'s object by asking for its {parameter}.",
    withoutPrivateValues:
      '{other} receives the same answer as the owner {owner} and others are refused, but the object holds nothing private, so this is not proven. An object with content of its own would decide it.',
    oneIdentity: 'It takes two identities to ask whose object it is.',
    noOwnedObject: 'No object with a known owner was found for this operation.',
    ownerCannotRead: 'The owner could not read the object either, so nothing is proven.',
    noAnswer: 'The stranger got no usable answer.',
    refused: 'Strangers are refused.',
    softRefusal: 'Strangers get the same answer as for an id that does not exist.',
    idIgnored: 'The id is ignored: every caller gets its own object.',
    anonymousToo: 'The object is served without signing in, so ownership cannot be judged.',
    shared: 'The object is shared with the other user.',
    shownInList: 'A list already shows the same values to the other user, and whether that is meant cannot be told.',
    team: 'Both users belong to one tenant, whose list shows the other user that the object exists; whether its details are meant for the whole tenant cannot be told. Users of two tenants would decide it.',
    belowShared:
      'It stands below an object that a list shows the other user in full, and whether what stands there is meant for it, too, cannot be told.',
    profile:
      'The answer holds what public profiles show and nothing else, so whether it is meant for every user cannot be told.',
    redacted:
      'The other user gets a part of the object and is refused the rest, so the API asks who is asking; whether that part is meant for everybody cannot be told.',
    cannotTell: 'Owner and stranger get different answers, and neither shows enough private values to decide.',
  },
  remediation:
    'Take the key from the verified caller, or compare the owner of the object with the verified caller before anything is returned. Answer for a foreign object exactly as for a missing one.',
  article: 'identification-failures',

  appliesTo: (operation) => objectParameter(operation) !== undefined || 'takes no identifier',

  async probe({ operation, survey, send, request, lookalike }) {
    const attempts: Attempt[] = [];
    for (const pair of foreignPairs(operation.id, survey)) {
      const plan = plainPlan(pair, operation, { request, lookalike });
      if (plan === undefined) continue;
      const { object, owner, other, own } = pair;
      const experiment = {
        ...pair,
        isMember: object.members.includes(other.name),
        ...(own === undefined ? {} : { mirror: own.request }),
      };
      const read = await readExperiment(experiment, plan, send);
      const evidence = {
        ...read,
        isProfile: isProfileOf(operation.path, object),
        isTeamListed: isTeamListed(operation.path, pair, survey.items),
        listings: await listingsOf(read, pair, survey.baselines, send),
        parentListings: await parentListingsOf(operation.path, pair, survey.baselines, send),
      };
      attempts.push({
        evidence,
        owner: owner.name,
        other: other.name,
        parameter: object.parameter,
        reason: object.reason,
      });
      if (isDecided(evidence)) break;
    }
    return { attempts, identities: survey.identities.length };
  },

  judge({ attempts, identities }) {
    if (identities < 2) return { outcome: 'inconclusive', message: 'oneIdentity' };
    const judged = attempts.map((attempt) => ({ ...attempt, verdict: judgeRead(attempt.evidence) }));
    const best =
      judged.find(({ verdict }) => verdict.outcome === 'vulnerable') ??
      // An object without private values is refused or empty alike, and proves no owner check.
      judged.find(({ verdict }) => verdict.outcome === 'hardened' && verdict.leaves.length > 0) ??
      judged[0];
    if (best === undefined) return { outcome: 'inconclusive', message: 'noOwnedObject' };
    const { verdict, evidence, owner, other, parameter, reason } = best;
    const { rule, outcome } = verdict;
    if (rule === 'disclosed' || rule === 'withoutPrivateValues') {
      return disclosure(
        rule,
        { evidence, verdict, callers: { owner, other } },
        { parameter, details: { ownership: reason } },
      );
    }
    return outcome === 'hardened' ? { outcome, message: rule } : { outcome: 'inconclusive', message: rule };
  },
});

function isDecided(evidence: ReadEvidence): boolean {
  const { outcome, rule } = judgeRead(evidence);
  return outcome === 'vulnerable' || (outcome === 'hardened' && rule !== 'shared');
}

import { anonymous, type Exchange, isSuccess } from '@middlebrick/model';
import { exposableFiles, hasContentOf, severityOfFile } from '../../classify/exposed-files.ts';
import { observedEntry } from '../../classify/observed.ts';
import { secretsIn } from '../../classify/secrets.ts';
import { nowhere, placesOf } from '../../classify/well-known-places.ts';
import { defineTargetCheck, type Judgment } from '../../define-check.ts';

export default defineTargetCheck({
  id: 'data/exposed-file',
  title: 'Files of the deployment can be fetched',
  category: 'dataExposure',
  severity: 'high',
  cwe: [538, 540],
  owasp: 'API8:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
  sends: 'reads',
  needs: ['baselines'],
  messages: {
    exposed: 'Anyone can fetch {place}, a {what}.',
    withSecrets: 'Anyone can fetch {place}, a {what}; it holds: {secrets}.',
    clean: 'None of the usual files is served.',
    unanswered: 'No place could be looked at.',
  },
  remediation:
    'Deploy only what the service needs to run, serve static files from a folder of their own, and refuse paths that begin with a dot. Revoke every key that a served file held.',
  article: 'data-exposure',

  appliesTo: () => true,

  async probe({ survey, send, random }) {
    const get = (path: string): Promise<Exchange> => send({ method: 'GET', path }, anonymous, 'file of a deployment');
    const wanted = exposableFiles.flatMap((file) =>
      placesOf(survey, file.path).map((place) => ({ path: file.path, place })),
    );
    const nothing = nowhere(random);
    return {
      controls: await Promise.all(placesOf(survey, nothing).map(get)),
      answers: await Promise.all(wanted.map(async ({ path, place }) => ({ path, place, exchange: await get(place) }))),
    };
  },

  judge({ controls, answers }) {
    const found: Judgment<'exposed' | 'withSecrets'>[] = [];
    for (const { path, place, exchange } of answers) {
      const file = exposableFiles.find((candidate) => candidate.path === path);
      if (file === undefined || !isSuccess(exchange)) continue;
      const body = exchange.response?.body ?? '';
      // Some services answer every path alike: what a random path has too is no file.
      const isSoft = controls.some((control) => isSuccess(control) && hasContentOf(file, control.response?.body ?? ''));
      if (isSoft || !hasContentOf(file, body)) continue;
      const secrets = secretsIn(body);
      found.push({
        outcome: 'vulnerable',
        message: secrets.length > 0 ? 'withSecrets' : 'exposed',
        confidence: 'confirmed',
        severity: severityOfFile(file, body),
        kind: path,
        proof: [observedEntry({ identity: 'anonymous', exchange })],
        places: [],
        values: secrets.map((secret) => ({ path: 'text', value: secret.value })),
        details: { place, what: file.title, secrets: [...new Set(secrets.map((secret) => secret.title))].join(', ') },
      });
    }
    if (found.length > 0) return found;
    const isUnanswered = answers.every(({ exchange }) => exchange.response === null);
    return isUnanswered
      ? { outcome: 'inconclusive', message: 'unanswered' }
      : { outcome: 'hardened', message: 'clean' };
  },
});

import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { kept, listOwn, readOne } from '../records.ts';
import { smallApi } from '../small-api.ts';
import { defineTrap } from '../trap.ts';

const defaults = { theme: 'dark', language: 'en-GB', has_newsletter: true };
const settings = [
  { ...kept(alice, idOf('settings/alice'), {}), shown: { ...defaults, id: idOf('settings/alice') } },
  { ...kept(bob, idOf('settings/bob'), {}), shown: { ...defaults, id: idOf('settings/bob') } },
];
const operation = 'GET /settings/{settings_id}';

export const sameDefaults = defineTrap({
  id: 'same-defaults',
  title: 'Two objects that hold the same',
  why: 'Nobody has changed a setting yet, so the settings of both users are alike. A stranger who gets what its own settings hold too seems to get its own.',
  spec: describeApi('Settings', { 'GET /settings': {}, [operation]: {} }),
  identities: aliceAndBob,
  expected: {
    vulnerable: [{ check: 'bola/foreign-object-read', operation, confidence: 'tentative' }],
    hardened: [],
    safe: [{ check: 'bola/existence-oracle', operation }],
  },

  api(variant) {
    const app = smallApi();
    listOwn(app, '/settings', settings);
    readOne(app, '/settings', settings, variant);
    return app;
  },
});

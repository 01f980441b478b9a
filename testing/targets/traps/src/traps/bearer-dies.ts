import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf, members } from '../people.ts';
import { kept, listOwn, readOne } from '../records.ts';
import { smallApi } from '../small-api.ts';
import { defineTrap } from '../trap.ts';

const contracts = [
  kept(alice, idOf('contract/alice'), { clause: 'The tenant may keep the cat as long as nobody complains.' }),
  kept(bob, idOf('contract/bob'), { clause: 'Notice may be given by either side on the last day of a month.' }),
];

export const bearerDies = defineTrap({
  id: 'bearer-dies',
  title: 'A token that is revoked during the scan',
  why: 'The token of the second user is good for one contract and is then revoked for good. All later answers to him are 401, which says nothing about the owner check: no finding, and no clean bill either.',
  spec: describeApi('Contracts', { 'GET /contracts': {}, 'GET /contracts/{contract_id}': {} }),
  identities: aliceAndBob,
  expected: {
    vulnerable: [],
    hardened: [],
    safe: [],
    inconclusive: [
      { check: 'bola/foreign-object-read', operation: 'GET /contracts/{contract_id}' },
      { check: 'bola/existence-oracle', operation: 'GET /contracts/{contract_id}' },
    ],
    signedOut: ['bob'],
  },

  api(variant) {
    let isRevoked = false;
    const app = smallApi({
      callerOf(token, call) {
        const caller = members.find((person) => person.token === token);
        if (caller?.id !== bob.id) return caller;
        if (isRevoked) return undefined;
        isRevoked = call.req.path.startsWith('/contracts/');
        return caller;
      },
    });
    listOwn(app, '/contracts', contracts);
    readOne(app, '/contracts', contracts, variant);
    return app;
  },
});

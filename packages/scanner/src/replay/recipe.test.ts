import { expect, test } from 'vitest';
import { forgedBy } from './recipe.ts';

const options = {
  variableFor: (value: string) => (value === '1046' ? 'ALICE_USER_ID' : undefined),
  nonce: 'k4f9c2aa',
  run: 'RUN_ID',
};

test('claims that name users of the scan take their values from the shell', () => {
  const recipe = 'jwt-weak-secret "$BOB_TOKEN" sub=1046 username=alicek4f9c2aa forged=yes';
  expect(forgedBy(recipe, options)).toBe(
    `jwt-weak-secret "$BOB_TOKEN" sub="$ALICE_USER_ID" username="alice\${RUN_ID}" forged=yes`,
  );
});

test('what was quoted stays as it is', () => {
  const recipe = `jwt-alg-none "$BOB_TOKEN" 'sub=1046 sub=1046' 'it'\\''s sub=1046' 'a b'`;
  expect(forgedBy(recipe, options)).toBe(recipe);
});

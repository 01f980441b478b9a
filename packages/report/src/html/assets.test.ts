import { expect, it } from 'vitest';
import { pageAssets } from './assets.ts';

it('gives no name twice, since the sections of the script share one scope', () => {
  const names = [...pageAssets().script.matchAll(/^(?:async )?(?:function|const|let|class) (\w+)/gm)].map(
    (match) => match[1],
  );
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

it('leaves nothing of the modules and nothing that the policy of the page forbids', () => {
  const { script, style, template } = pageAssets();
  expect(script).not.toMatch(/^(import|export) /m);
  expect(script).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|fetch\(|XMLHttpRequest/,
  );
  expect(style).not.toMatch(/url\(|@import/);
  expect(template).not.toMatch(/\son\w+=|\sstyle=|src=/);
});

import assert from 'node:assert/strict';
import pc from 'picocolors';
import { pageOf } from '../../../server/src/cli/explain.ts';
import { rules } from '../../../server/src/rules/index.ts';

const plain = pc.createColors(false);

describe('the page of a rule in the terminal', () => {
  for (const rule of rules) {
    it(`${rule.id}: says what, how grave, why, and where it is from; shows a change; keeps no marks`, () => {
      const page = pageOf(rule, plain);
      assert.ok(page.startsWith(`${rule.title}\n${rule.id} · ${rule.category} · `));
      assert.ok(page.includes(rule.why));
      for (const { url } of rule.sources) assert.ok(page.includes(url));
      assert.match(page, /\nExample\n(.+\n)+/);
      assert.doesNotMatch(page.replaceAll(rule.id, ''), /[«»]|undefined/);
    });
  }
});

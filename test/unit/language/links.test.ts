import assert from 'node:assert/strict';
import { documentLinks } from '../../../server/src/language/links.ts';
import { semanticTokens } from '../../../server/src/language/semantic-tokens.ts';
import { createReview } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { broker } from '../../../server/src/rules/sound.ts';

const uri = 'file:///d/server.properties';

function review(text: string) {
  const made = createReview({ rules });
  made.set(uri, text);
  made.refresh();
  return made;
}

describe('links', () => {
  const at = (text: string) =>
    documentLinks(review(text), uri).map(({ range, target }) => [
      text.split('\n')[range.start.line]?.slice(range.start.character, range.end.character),
      target,
    ]);

  it('lead to the files that keys and configuration providers name', () => {
    const text = broker(
      'ssl.keystore.location=/etc/kafka/node.pem\nssl.key.password=${file:/run/secrets/kafka:key}',
    );
    assert.deepEqual(at(text), [
      ['/etc/kafka/node.pem', 'file:///etc/kafka/node.pem'],
      ['/run/secrets/kafka', 'file:///run/secrets/kafka'],
    ]);
  });

  it('lead from a silenced rule to its page', () => {
    const [first] = at(`${broker()}# kafka-review-disable-next-line rack-missing -- one site\n`);
    assert.equal(first?.[0], 'rack-missing');
    assert.match(first?.[1] ?? '', /rack-missing\.md$/);
  });
});

describe('semantic tokens', () => {
  it('tell known, deprecated and unknown keys apart', () => {
    const text = 'process.roles=broker\nnode.id=1\nlog.message.format.version=2.8\nmy.plugin=x\n';
    const { data } = semanticTokens(review(text), uri);
    const tokens: Record<string, number[]> = {};
    let line = 0;
    let character = 0;
    for (let i = 0; i < data.length; i += 5) {
      const [down = 0, right = 0, length = 0, type = 0, modifiers = 0] = data.slice(i, i + 5);
      character = down === 0 ? character + right : right;
      line += down;
      tokens[text.split('\n')[line]?.slice(character, character + length) ?? ''] = [type, modifiers];
    }
    assert.deepEqual(tokens['node.id'], [0, 2]);
    assert.deepEqual(tokens['1'], [2, 0]);
    assert.deepEqual(tokens['log.message.format.version'], [0, 1]);
    assert.deepEqual(tokens['my.plugin'], [0, 0]);
  });
});

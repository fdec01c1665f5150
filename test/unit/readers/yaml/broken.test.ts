// A line that is being typed is one problem, and not ten rules about what the parser could no longer find.
import assert from 'node:assert/strict';
import { createReview } from '../../../../server/src/review/review.ts';
import { rules } from '../../../../server/src/rules/index.ts';
import { cluster } from '../../../../server/src/rules/sound.ts';

const sound = cluster()['kafka.yaml'] ?? '';

function found(text: string): { rule: string; at: string }[] {
  const review = createReview({ rules });
  for (const [name, sound] of Object.entries({ ...cluster(), 'kafka.yaml': text }))
    review.set(`file:///d/${name}`, sound);
  review.refresh();
  return review.findings('file:///d/kafka.yaml').map(({ rule, place }) => ({
    rule,
    at: text.slice(place.part.offset + place.start).split('\n', 1)[0] ?? '',
  }));
}

describe('broken YAML', () => {
  const breaks: [what: string, from: RegExp, to: string, at: RegExp][] = [
    ['a key that is half typed', /( +)rack:/, '$1ra\n$1rack:', /^ra$/],
    ['a key without a blank behind its colon', /tls: true/, 'tls:true', /^tls:true$/],
    ['a quote that is not closed', /version: 4\.3\.1/, 'version: "4.3.1', /^"4\.3\.1$/],
    ['a list that is not closed', /type: internal/, 'type: [internal', /./],
    ['a tab', / +version: 4\.3\.1/, '\tversion: 4.3.1', /^\t/],
    ['a line that is indented wrongly', /( +) rack:/, '$1rack:', /rack:/],
  ];
  for (const [what, from, to, at] of breaks)
    it(`is one problem for ${what}`, () => {
      assert.match(sound, from);
      const all = found(sound.replace(from, to));
      assert.deepEqual(
        all.map(({ rule }) => rule),
        ['syntax'],
      );
      assert.match(all[0]?.at ?? '', at);
    });

  it('leaves what stands before it under review', () => {
    const wrong = sound.replace(/min\.insync\.replicas: 2/, 'min.insync.replicas: 3');
    assert.notEqual(wrong, sound);
    assert.deepEqual(
      found(`${wrong.trimEnd()}\n  status: "\n`)
        .map(({ rule }) => rule)
        .sort(),
      ['min-isr-equals-rf', 'syntax'],
    );
  });

  it('leaves what stands behind a half-typed key under review', () => {
    const wrong = sound
      .replace(/( +)rack:/, '$1ra\n$1rack:')
      .replace(/min\.insync\.replicas: 2/, 'min.insync.replicas: 3');
    assert.deepEqual(
      found(wrong)
        .map(({ rule }) => rule)
        .sort(),
      ['min-isr-equals-rf', 'syntax'],
    );
  });
});

import assert from 'node:assert/strict';
import { type Change, remove, rename, set } from '../../../../server/src/model/fix.ts';
import type { Path } from '../../../../server/src/model/place.ts';
import { spellYaml } from '../../../../server/src/readers/yaml/spell.ts';
import { applyEdits } from '../../../../server/src/review/apply.ts';

/** A path written with dots; a number is a list index. */
function slot(text: string, dotted: string) {
  const path: Path = dotted.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return { part: { uri: 'file:///a.yaml', format: 'yaml' as const, text, offset: 0 }, path };
}

function edited(text: string, ...changes: ((text: string) => Change)[]): string {
  const edits = spellYaml(
    text,
    changes.map((make) => make(text)),
  );
  return applyEdits(
    text,
    [...edits].sort((a, b) => a.start - b.start),
  );
}

const setting = (path: string, value: Parameters<typeof set>[1]) => (text: string) =>
  set(slot(text, path), value);
const removing = (path: string) => (text: string) => remove(slot(text, path));
const renaming = (path: string, to: string) => (text: string) => rename(slot(text, path), to);

describe('spelling changes in YAML', () => {
  describe('a value that stands', () => {
    it('changes alone: the comment behind it and the spaces before it stay', () =>
      assert.equal(edited('a:   1   # why\nb: 2\n', setting('a', 3)), 'a:   3   # why\nb: 2\n'));

    it('keeps its quotes', () => {
      assert.equal(edited('a: "4g"\n', setting('a', '6g')), 'a: "6g"\n');
      assert.equal(edited("a: '4g'\n", setting('a', "it's")), "a: 'it''s'\n");
    });

    it('is quoted where YAML would read another type', () => {
      assert.equal(edited('a: x\n', setting('a', 'true')), 'a: "true"\n');
      assert.equal(edited('a: x\n', setting('a', '4.3')), 'a: "4.3"\n');
      assert.equal(edited('a: x\n', setting('a', 'on')), 'a: "on"\n');
      assert.equal(edited('a: x\n', setting('a', 'b: c')), 'a: "b: c"\n');
      assert.equal(edited('a: x\n', setting('a', '')), 'a: ""\n');
    });

    it('keeps its anchor; an alias becomes a value of its own', () => {
      assert.equal(edited('a: &x 4g\nb: *x\n', setting('a', '6g')), 'a: &x 6g\nb: *x\n');
      assert.equal(edited('a: &x 4g\nb: *x\n', setting('b', '6g')), 'a: &x 4g\nb: 6g\n');
    });

    it('changes in flow style', () =>
      assert.equal(edited('a: {b: 1, c: [x, y]}\n', setting('a.c.1', 'z')), 'a: {b: 1, c: [x, z]}\n'));

    it('keeps CRLF', () => assert.equal(edited('a: 1\r\nb: 2\r\n', setting('a', 3)), 'a: 3\r\nb: 2\r\n'));
  });

  describe('a value that is missing', () => {
    it('is written behind the last of its map, at its indentation', () =>
      assert.equal(
        edited('a:\n    b: 1 # one\n\nc: 2\n', setting('a.d', true)),
        'a:\n    b: 1 # one\n    d: true\n\nc: 2\n',
      ));

    it('brings its parents', () =>
      assert.equal(
        edited('spec:\n  kafka: {}\n', setting('spec.kafka.rack.topologyKey', 'zone')),
        'spec:\n  kafka:\n    rack:\n      topologyKey: zone\n',
      ));

    it('fills a key without a value', () =>
      assert.equal(edited('a:\nb: 2\n', setting('a', 'x')), 'a: x\nb: 2\n'));

    it('comes before the comment of a key without a value', () =>
      assert.equal(edited('a: # why\nb: 2\n', setting('a', 'x')), 'a: x # why\nb: 2\n'));

    it('is written behind a block scalar', () =>
      assert.equal(
        edited('a:\n  b: |\n    text\n\nc: 1\n', setting('a.d', 1)),
        'a:\n  b: |\n    text\n  d: 1\n\nc: 1\n',
      ));

    it('is written into a flow map', () => {
      assert.equal(edited('a: { b: 1 }\n', setting('a.c', 2)), 'a: { b: 1, c: 2 }\n');
      assert.equal(edited('a: {\n  b: 1\n}\n', setting('a.c', 2)), 'a: {\n  b: 1, c: 2\n}\n');
    });

    it('is written into the map of a list item', () =>
      assert.equal(
        edited('a:\n- name: x\n- name: y\nb: 1\n', setting('a.0.tls', true)),
        'a:\n- name: x\n  tls: true\n- name: y\nb: 1\n',
      ));

    it('is written at the end of a text without a last line end', () =>
      assert.equal(edited('a:\n  b: 1', setting('a.c', 2)), 'a:\n  b: 1\n  c: 2'));

    it('takes the line end of the file', () =>
      assert.equal(edited('a:\r\n  b: 1\r\n', setting('a.c', 2)), 'a:\r\n  b: 1\r\n  c: 2\r\n'));

    it('stands beside another one written at the same place', () =>
      assert.equal(
        edited('a:\n  b: 1\n', setting('a.c', 2), setting('a.d', 3)),
        'a:\n  b: 1\n  c: 2\n  d: 3\n',
      ));

    it('is a list or map of the usual form', () =>
      assert.equal(
        edited('a: 1\n', setting('roles', ['broker', { x: 1, z: [] }])),
        'a: 1\nroles:\n  - broker\n  - x: 1\n    z: []\n',
      ));

    it('is not written where something else stands in the way', () =>
      assert.equal(edited('a: text\n', setting('a.b', 1)), 'a: text\n'));
  });

  describe('taking away', () => {
    it('takes the line with its comment', () =>
      assert.equal(edited('a: 1\nb: 2 # two\nc: 3\n', removing('b')), 'a: 1\nc: 3\n'));

    it('takes everything below the key, and no comment of the next one', () =>
      assert.equal(
        edited('a:\n  b:\n    c: 1\n    d: 2\n  # about e\n  e: 3\n', removing('a.b')),
        'a:\n  # about e\n  e: 3\n',
      ));

    it('leaves an empty map where the last key goes', () => {
      assert.equal(edited('a:\n  b: 1\nc: 2\n', removing('a.b')), 'a: {}\nc: 2\n');
      assert.equal(edited('a: {b: 1}\n', removing('a.b')), 'a: {}\n');
    });

    it('keeps a flow map whole', () => {
      assert.equal(edited('a: { b: 1, c: 2 }\n', removing('a.b')), 'a: { c: 2 }\n');
      assert.equal(edited('a: { b: 1, c: 2 }\n', removing('a.c')), 'a: { b: 1 }\n');
    });

    it('moves the next key up to the dash', () =>
      assert.equal(edited('- a: 1\n  b: 2\n', removing('0.a')), '- b: 2\n'));

    it('takes a list item with all its lines', () =>
      assert.equal(edited('a:\n  - b: 1\n    c: 2\n  - d: 3\n', removing('a.0')), 'a:\n  - d: 3\n'));

    it('leaves an empty list where the last item goes', () =>
      assert.equal(edited('a:\n  - b\nc: 1\n', removing('a.0')), 'a: []\nc: 1\n'));

    it('leaves what a merge key brings: it is another map’s', () => {
      const text = 'x: &x\n  a: 1\ny:\n  <<: *x\n  b: 2\n';
      assert.equal(edited(text, removing('y.a')), text);
    });

    it('takes an alias, and leaves what it stands for', () => {
      assert.equal(edited('x: &x\n  a: 1\ny: *x\nz: 1\n', removing('y')), 'x: &x\n  a: 1\nz: 1\n');
      assert.equal(edited('x: &x\n  a: 1\ny: *x\nz: 1\n', setting('y', 2)), 'x: &x\n  a: 1\ny: 2\nz: 1\n');
    });

    it('leaves an anchor that is still needed', () => {
      const text = 'x: &x\n  a: 1\ny: *x\n';
      assert.equal(edited(text, removing('x')), text);
    });

    it('leaves what an alias brings: it is another key’s too', () => {
      const text = 'x: &x\n  a: 1\n  b: 2\ny: *x\n';
      assert.equal(edited(text, removing('y.a')), text);
      assert.equal(edited(text, setting('y.a', 3)), text);
      assert.equal(edited(text, setting('y.c', 3)), text);
      assert.equal(edited(text, renaming('y.a', 'c')), text);
    });
  });

  it('changes nothing in a template that is no YAML as it stands', () => {
    const text = 'a:\n  b: 1\n    c: {{- if .x }}\nd: 1\n';
    assert.equal(edited(text, removing('d')), text);
    assert.equal(edited(text, setting('a.b', 2)), text);
    assert.equal(edited('a: {{ .x }}\nd: 1\n', removing('d')), 'a: {{ .x }}\n');
  });

  it('gives a key another name and leaves its value', () => {
    assert.equal(edited('a:\n  b: # why\n    c: 1\n', renaming('a.b', 'd')), 'a:\n  d: # why\n    c: 1\n');
    assert.equal(edited('"a": 1\n', renaming('a', 'b')), '"b": 1\n');
  });
});

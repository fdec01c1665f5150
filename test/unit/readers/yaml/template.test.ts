import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maskTemplate } from '../../../../server/src/readers/yaml/template.ts';
import { fieldsOf, type Node, parseYaml } from '../../../../server/src/readers/yaml/tree.ts';

function contentOf(node: Node | undefined): unknown {
  if (node?.kind === 'map')
    return Object.fromEntries(fieldsOf(node).map(({ key, value }) => [key.text, contentOf(value)]));
  if (node?.kind === 'seq') return node.items.map(contentOf);
  return node?.unknown ? '?' : (node?.value ?? null);
}

/** What is known of a template whatever values it is given. */
function known(text: string): unknown {
  const { root, problems } = parseYaml(text);
  assert.deepEqual(problems, []);
  return contentOf(root);
}

describe('a template of YAML', () => {
  it('is read as far as it is plain, at the places where it stands', () => {
    const text = '{{- $name := "a" }}\nname: {{ $name }}-kafka\nspec:\n  replicas: 3\n';
    assert.deepEqual(known(text), { name: '?', spec: { replicas: 3 } });
    assert.equal(maskTemplate(text).indexOf('replicas'), text.indexOf('replicas'));
  });

  it('has lines of nothing but expressions and comments, which say nothing', () => {
    const text = [
      '{{/*',
      '  name: not this }} one',
      '*/}}',
      '{{- if .Values.on }}{{ with .Values.more }}',
      'a: 1',
      '{{- include "labels"',
      '      (dict "root" $) | nindent 2 }}',
      '{{ toYaml .Values.b | indent 4 }}',
      '{{- end }} {{- end }}',
      'b: 2',
    ].join('\n');
    assert.deepEqual(known(text), { a: 1, b: 2 });
  });

  it('says nothing of values in branches of which only one is taken, but of their keys', () => {
    const text = `storage:
  {{- if eq .Values.storage "jbod" }}
  type: jbod
  volumes:
    - id: 0
      "size": 10Gi # enough
  {{- else if .Values.lasting }}
  type: persistent-claim
  {{- else }}
  type: ephemeral
  {{- end }}
  deleteClaim: false
`;
    assert.deepEqual(known(text), {
      storage: { type: '?', volumes: [{ id: '?', size: '?' }], deleteClaim: false },
    });
  });

  it('keeps what stands under one condition, also where the other branch only fails', () => {
    assert.deepEqual(known('{{- if .Values.rack }}\nrack: zone\n{{- end }}\n'), { rack: 'zone' });
    assert.deepEqual(
      known('{{- if .Values.rack }}\nrack: zone\n{{- else }}\n{{- fail "no rack" }}\n# none\n{{- end }}\n'),
      { rack: 'zone' },
    );
  });

  it('does not decide between a key under two conditions', () => {
    const text = '{{ if .a }}\nkraft: migration\n{{ end }}\n{{ if .b }}\nkraft: enabled\n{{ end }}\n';
    assert.deepEqual(known(text), { kraft: '?' });
    assert.deepEqual(known('kraft: migration\nkraft: enabled\n'), { kraft: 'enabled' });
  });

  it('may be one of Jinja', () => {
    const text =
      'name: {{ name }}\n{% if config is defined %}\nconfig:\n{% for k in keys %}\n  {{ k }}: 1\n{% endfor %}\n{% endif %}\nreplicas: 3\n';
    assert.deepEqual(known(text), { name: '?', config: {}, replicas: 3 });
  });

  it('keeps every character in its line, however its expressions are nested or broken', () => {
    const pieces = fc.constantFrom(
      '{{ if .a }}',
      '{{ else }}',
      '{{- end -}}',
      '{{/* c */}}',
      '{{/*',
      '}}',
      '{{',
      '{% if a %}',
      '{%',
      '%}',
      'key: value',
      '- item',
      ' ',
      '  ',
      '\n',
      '\r\n',
      '"q',
      '|',
      ':',
      '#',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const masked = maskTemplate(text);
        assert.deepEqual(
          masked.split('\n').map((line) => line.length),
          text.split('\n').map((line) => line.length),
        );
      }),
    );
  });

  it('takes no longer than its length', () => {
    for (const piece of ['{{', '{{/*', '{{ if .a }}\n', '{{ if .a }}{{ else }}{{ end }}', '{{ x }} y ', '- '])
      assert.equal(maskTemplate(piece.repeat(20_000)).length, piece.length * 20_000);
  });
});

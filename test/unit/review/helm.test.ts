import assert from 'node:assert/strict';
import { createReview } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { controllers, kafka, pool, topic } from '../../../server/src/rules/sound.ts';

/** What is found in files of these names, as `FILE | RULE | TEXT`. */
function found(files: Record<string, string>): string[] {
  const review = createReview({ rules, roots: ['file:///d'] });
  for (const [name, text] of Object.entries(files)) review.set(`file:///d/${name}`, text);
  review.refresh();
  return Object.keys(files).flatMap((name) =>
    review
      .findings(`file:///d/${name}`)
      .map(({ rule, place: { part, start, end } }) => `${name} | ${rule} | ${part.text.slice(start, end)}`),
  );
}

const reviewed = (files: Record<string, string>): string[] => {
  const review = createReview({ rules, roots: ['file:///d'] });
  for (const [name, text] of Object.entries(files)) review.set(`file:///d/${name}`, text);
  review.refresh();
  return review.files();
};

const chart = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: kafka\nversion: 1.0.0\n',
  'chart/templates/kafka.yaml': `{{- if .Values.enabled }}\n${kafka().replace('name: prod', 'name: {{ .Release.Name }}')}{{- end }}\n`,
  'chart/templates/pools.yaml': `${pool()}---\n${controllers()}`.replaceAll(
    'strimzi.io/cluster: prod',
    'strimzi.io/cluster: {{ .Release.Name }}',
  ),
};

describe('a chart of Helm', () => {
  it('is reviewed without a finding where it is sound', () => {
    assert.deepEqual(found(chart), []);
    assert.equal(reviewed(chart).length, 2);
  });

  it('is told of what is wrong whatever values it is given', () => {
    const wrong = {
      ...chart,
      'chart/templates/topics.yaml': `{{- range .Values.topics }}\n---\n${topic({ name: '{{ .name }}', replicas: '{{ .replicas }}' }).replace('spec:', 'spec:\n  partition: 3')}{{- end }}\n`,
    };
    assert.deepEqual(found(wrong), ['chart/templates/topics.yaml | strimzi-unknown-field | partition']);
  });

  it('is not told of values under conditions, of keys that values make, of clusters that values name', () => {
    const conditional = topic({ labels: 'strimzi.io/cluster: shop', config: 'retention.ms: 1' }).replace(
      /config:\n/,
      `config:
    {{- range $key, $value := .Values.config }}
    {{ $key }}: {{ $value | quote }}
    {{- end }}
    {{- if .Values.compact }}
    cleanup.policy: nothing-known
    {{- else }}
    cleanup.policy: delete
    {{- end }}
`,
    );
    assert.match(conditional, /nothing-known/);
    assert.deepEqual(found({ ...chart, 'chart/templates/topic.yaml': conditional }), []);
  });

  it('may have anything in what it is told', () => {
    const values = `resources:\n  - ${topic().trim().replaceAll('\n', '\n    ')}\nservices:\n  kafka:\n    image: apache/kafka\n    environment:\n      KAFKA_PROCESS_ROLES: nonsense\n`;
    assert.match(values, /kafka\.strimzi\.io/);
    for (const name of ['values.yaml', 'values-prod.yaml', 'Chart.yaml'])
      assert.deepEqual(reviewed({ [`chart/${name}`]: values }), []);
    assert.notDeepEqual(found({ 'compose.yaml': values }), []);
  });
});

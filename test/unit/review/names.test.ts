import assert from 'node:assert/strict';
import type { Name } from '../../../server/src/model/name.ts';
import { absolute } from '../../../server/src/model/place.ts';
import type { Review } from '../../../server/src/review/review.ts';
import { uriOf, workspace } from '../../support/places.ts';
import { listeners, resource } from '../../support/web.ts';

const files = ['kafka.yaml', 'topics.yaml', 'map.yaml'];
const topics = (second: string) =>
  [
    resource('KafkaTopic', 'orders', { cluster: 'prod' }),
    resource('KafkaTopic', second, { cluster: 'prod' }),
    resource('KafkaTopic', 'clicks', { cluster: 'prod' }),
  ].join('---\n');

/** All names as texts, with what each means. */
const said = (review: Review): string[] =>
  files
    .flatMap((file) => review.names.in(uriOf(file)))
    .map((name) => `${shown(name)} → ${review.names.declarationsOf(name).map(shown).join(', ')}`)
    .sort();
const shown = ({ kind, role, name, place }: Name) =>
  `${kind} ${role} ${name} ${place.part.uri}:${absolute(place).start}`;

describe('the names of files that change', () => {
  const start = {
    'kafka.yaml': resource('Kafka', 'prod', { spec: listeners }),
    'topics.yaml': topics('payments'),
    'map.yaml': 'kind: ConfigMap\nmetadata:\n  name: metrics\n',
  };

  it('are the same as those of the files read anew', () => {
    const { review } = workspace(start);
    const steps: [file: string, text: string | undefined][] = [
      ['topics.yaml', topics('invoices')],
      ['kafka.yaml', resource('Kafka', 'test', { spec: listeners })],
      ['map.yaml', undefined],
      ['topics.yaml', `# moved\n${topics('invoices')}`],
      ['kafka.yaml', undefined],
      ['kafka.yaml', resource('Kafka', 'prod', { spec: listeners })],
      ['map.yaml', 'kind: Secret\nmetadata:\n  name: metrics\n'],
    ];
    const now: Record<string, string> = { ...start };
    for (const [file, text] of steps) {
      review.set(uriOf(file), text);
      review.refresh();
      if (text === undefined) delete now[file];
      else now[file] = text;
      assert.deepEqual(said(review), said(workspace(now).review), `after ${file}`);
    }
  });

  it('stay the same objects in documents that did not change', () => {
    const { review } = workspace(start);
    const before = new Set(review.names.in(uriOf('topics.yaml')));
    review.set(uriOf('topics.yaml'), topics('invoices'));
    review.refresh();
    const fresh = review.names.in(uriOf('topics.yaml')).filter((name) => !before.has(name));
    assert.deepEqual(
      fresh.map(({ kind, role, name }) => `${kind} ${role} ${name}`),
      ['cluster use prod', 'topic declaration invoices'],
    );
  });
});

import assert from 'node:assert/strict';
import { diagnosticsOf } from '../../../../server/src/language/diagnostics.ts';
import { hoverAt } from '../../../../server/src/language/hover.ts';
import { shown, uriOf, workspace } from '../../../support/places.ts';
import { listeners, resource } from '../../../support/web.ts';

function hover(files: Record<string, string>): string {
  const { review, uri, position } = workspace(files);
  const contents = hoverAt(review, new Map(), uri, position)?.contents;
  return contents && typeof contents === 'object' && 'value' in contents ? contents.value : '';
}

describe('hover on a name', () => {
  const kafka = resource('Kafka', 'prod', { namespace: 'a', spec: listeners });

  it('says what it means, where that is declared and how often it is used', () => {
    const topic = resource('KafkaTopic', 'orders', { cluster: 'pr‸od' });
    assert.equal(
      hover({ 'kafka.yaml': kafka, 'topic.yaml': topic }),
      'Kafka cluster **prod**, declared in [kafka.yaml:4](file:///w/kafka.yaml#L4) · 1 reference',
    );
    const bridge = resource('KafkaBridge', 'x', {
      spec: '  bootstrapServers: prod-kafka-exter‸nal-bootstrap:9094\n',
    });
    assert.match(
      hover({ 'kafka.yaml': kafka, 'bridge.yaml': bridge }),
      /cluster \*\*prod\*\*.*\n.*listener \*\*external\*\*/,
    );
  });

  it('leaves a name that nothing declares to others', () => {
    assert.equal(hover({ 'topic.yaml': resource('KafkaTopic', 'orders', { cluster: 'pr‸od' }) }), '');
  });
});

describe('a finding on a label', () => {
  it('shows the cluster of that name in another namespace', () => {
    const { review } = workspace({
      'kafka.yaml': resource('Kafka', 'prod', { namespace: 'a', spec: listeners }),
      'topic.yaml': resource('KafkaTopic', 'orders', { namespace: 'b', cluster: 'prod' }),
    });
    const finding = diagnosticsOf(review, uriOf('topic.yaml')).find(
      ({ code }) => code === 'strimzi-cluster-label',
    );
    assert.deepEqual(
      finding?.relatedInformation?.map(({ location, message }) => [
        shown(review, location.uri, location.range),
        message,
      ]),
      [['kafka.yaml:4 prod', 'the Kafka cluster prod in namespace a']],
    );
  });
});

import assert from 'node:assert/strict';
import { strimziHover } from '../../../server/src/language/strimzi-hover.ts';
import { treeFrom } from '../../support/resource.ts';

/** What is shown at the bar in a text. */
function hover(marked: string, operator?: string): string | undefined {
  const offset = marked.indexOf('|');
  return strimziHover(treeFrom(marked.replace('|', '')), offset, operator)?.markdown;
}

const head = (kind: string, api = 'v1') =>
  `apiVersion: kafka.strimzi.io/${api}\nkind: ${kind}\nmetadata: {name: a}\n`;

describe('hover on Strimzi fields', () => {
  it('says what a field is for, its type and bounds, in lists too', () => {
    const text = hover(
      `${head('Kafka')}spec:\n  kafka:\n    listeners:\n      - name: a\n        p|ort: 9092\n`,
    );
    assert.match(text ?? '', /^\*\*port\*\*: .*9092 or above/);
    assert.match(text ?? '', /\| type: \| integer \|/);
    assert.match(text ?? '', /\| required: \| yes \|/);
    assert.match(text ?? '', /\| valid: \| at least 9092 \|/);
  });

  it('says it on the value as well', () => {
    assert.match(
      hover(`${head('KafkaNodePool')}spec:\n  storage:\n    type: jb|od\n`) ?? '',
      /^\*\*type\*\*/,
    );
  });

  it('names the releases of what came or went, and what to use instead', () => {
    assert.match(hover(`${head('KafkaConnect')}spec:\n  group|Id: a\n`) ?? '', /since Strimzi 0\.49/);
    const text = hover(`${head('KafkaConnector', 'v1beta2')}spec:\n  pa|use: true\n`) ?? '';
    assert.match(text, /Deprecated: use state: paused\./);
    assert.match(text, /until Strimzi 0\.51/);
  });

  it('is silent inside configuration maps and labels, and in other resources', () => {
    assert.equal(
      hover(`${head('Kafka')}spec:\n  kafka:\n    config:\n      min.ins|ync.replicas: 2\n`),
      undefined,
    );
    assert.equal(hover('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  na|me: a\n'), undefined);
  });
});

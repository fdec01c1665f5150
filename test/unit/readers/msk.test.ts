import assert from 'node:assert/strict';
import { setting } from '../../../server/src/model/config.ts';
import { set } from '../../../server/src/model/fix.ts';
import { absolute } from '../../../server/src/model/place.ts';
import { applyFixes } from '../../../server/src/review/apply.ts';
import { createReview } from '../../../server/src/review/review.ts';

const template = `Resources:
  Configuration:
    Type: AWS::MSK::Configuration
    Properties:
      Name: orders
      ServerProperties: |
        # three replicas
        default.replication.factor=3

        min.insync.replicas=2
      KafkaVersionsList: ["3.8.x"]
`;

const terraform = `resource "aws_msk_configuration" "orders" {
  name              = "orders"
  server_properties = <<PROPERTIES
default.replication.factor = 3
min.insync.replicas = 2
PROPERTIES
}
`;

function review(name: string, text: string) {
  const made = createReview({ rules: [] });
  made.set(`file:///d/${name}`, text);
  made.refresh();
  return made;
}

describe('Amazon MSK configurations', () => {
  for (const [name, text] of [
    ['msk.yaml', template],
    ['msk.tf', terraform],
  ] as const) {
    it(`are read from ${name} with their places`, () => {
      const [found] = review(name, text).clusters();
      const broker = found?.cluster.members[0] ?? assert.fail('no broker was read');
      const value = setting(broker.config, 'min.insync.replicas');
      const { start, end } = absolute(value.place);
      assert.equal(text.slice(start, end), '2');
      assert.equal(setting(broker.config, 'num.partitions').state, 'unknown', 'MSK has defaults of its own');
    });

    it(`are changed in ${name} as it is written`, () => {
      const made = review(name, text);
      const broker = made.clusters()[0]?.cluster.members[0] ?? assert.fail();
      const changes = [
        set(setting(broker.config, 'min.insync.replicas').slot, 1),
        set(setting(broker.config, 'auto.create.topics.enable').slot, false),
      ];
      const changed = applyFixes(made, `file:///d/${name}`, changes) ?? '';
      const indent = name.endsWith('.tf') ? '' : ' {8}';
      assert.match(
        changed,
        new RegExp(
          `\\n${indent}min\\.insync\\.replicas ?= ?1\\n${indent}auto\\.create\\.topics\\.enable=false\\n`,
        ),
      );
      assert.ok(changed.endsWith(text.slice(-8)));
    });
  }

  for (const [says, text] of [
    ['the list of a configuration', template.replace('3.8.x', '3.6.0')],
    ['a list over several lines', template.replace('["3.8.x"]', '\n        - 3.6.0 # the oldest')],
    [
      'a cluster',
      `${template.replace(/ +KafkaV.*\n/, '')}  C:\n    Properties:\n      KafkaVersion: 3.6.0\n`,
    ],
  ] as const)
    it(`have the Kafka version that ${says} in the template names`, () => {
      const made = review('msk.yaml', text);
      const part = made.file('file:///d/msk.yaml')?.parts[1]?.part ?? assert.fail();
      assert.equal(made.version(part)?.value, '3.6.0');
    });

  it('have no version where a template names two', () => {
    const made = review('msk.tf', terraform.concat('kafka_versions = ["3.6.0", "3.8.x"]\n'));
    const part = made.file('file:///d/msk.tf')?.parts[1]?.part ?? assert.fail();
    assert.equal(made.version(part), undefined);
  });

  it('leave other templates alone', () =>
    assert.deepEqual(review('main.tf', 'resource "aws_s3_bucket" "b" {}\n').files(), []));
});

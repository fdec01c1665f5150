import assert from 'node:assert/strict';
import { textAt } from '../../../server/src/model/place.ts';
import { createReview } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';

const uri = 'file:///srv/kafka.service';

function unitOf(text: string) {
  const review = createReview({ rules });
  review.set(uri, text);
  review.refresh();
  const draft = review.file(uri)?.parts[0]?.reading.drafts[0];
  assert.ok(draft?.kind === 'unit');
  return draft;
}

const START = 'ExecStart=/opt/kafka/bin/kafka-server-start.sh /etc/kafka/server.properties';

describe('a systemd service', () => {
  it('is reviewed when it starts Kafka, and only then', () => {
    const review = createReview({ rules });
    review.set(uri, '[Service]\nExecStart=/opt/kafdrop/start.sh\nRequires=kafka.service\n');
    review.refresh();
    assert.deepEqual(review.files(), []);
    assert.equal(unitOf(`[Service]\n${START}\n`).name, 'kafka.service');
  });

  it('takes the last of several lines, and none of another section', () => {
    const unit = unitOf(`[Unit]\nUser=x\n[Service]\nUser=a\nUser = b \n${START}\n`);
    const user = unit.directive('Service', 'User');
    assert.ok(user.state === 'set');
    assert.deepEqual([user.value, textAt(user.place)], ['b', 'b']);
  });

  it('goes on behind a backslash', () => {
    const unit = unitOf(
      '[Service]\nExecStart=/opt/kafka/bin/kafka-server-start.sh \\\n  /etc/kafka/server.properties\nUser=kafka\n',
    );
    const start = unit.directive('Service', 'ExecStart');
    assert.ok(start.state === 'set' && start.value.endsWith('server.properties'));
    assert.equal(unit.directive('Service', 'User').state, 'set');
  });

  it('ends with a backslash that nothing follows', () => {
    for (const end of ['\\', '\\\n', '\\\n\n', '\\\r']) {
      const start = unitOf(`[Service]\n${START}\nLimitNOFILE=1 ${end}`).directive('Service', 'LimitNOFILE');
      assert.ok(start.state === 'set');
      assert.equal(start.value, '1 \\');
    }
  });

  it('may have a name that is no encoded text', () => {
    const review = createReview({
      rules,
      onRuleError: (_, error) => assert.fail(String(error)),
    });
    review.set('file:///srv/100%.service', `[Service]\n${START}\n`);
    review.refresh();
    assert.deepEqual(review.files(), ['file:///srv/100%.service']);
  });

  it('finds the heap among the assignments of an Environment line, however they are quoted', () => {
    for (const line of [
      'Environment="KAFKA_HEAP_OPTS=-Xms2g -Xmx4g" "KAFKA_OPTS=-Da=b"',
      "Environment='A=b' 'KAFKA_HEAP_OPTS=-Xms2g -Xmx4g'",
    ]) {
      const { max, min } = unitOf(`[Service]\n${line}\n${START}\n`).machine.heap;
      assert.ok(max.state === 'set' && min.state === 'set');
      assert.deepEqual([max.value, textAt(max.place), min.value], [4 * 2 ** 30, '4g', 2 * 2 ** 30]);
    }
    assert.equal(
      unitOf(`[Service]\nEnvironment=KAFKA_HEAP_OPTS=-Xmx4g\n${START}\n`).machine.heap.max.state,
      'set',
    );
    assert.equal(unitOf(`[Service]\n${START}\n`).machine.heap.max.state, 'unknown');
  });

  it('leaves values that something else still fills in unknown', () => {
    const unit = unitOf(`[Service]\nUser={{ kafka_user }}\nLimitNOFILE=\${LIMIT}\n${START}\n`);
    assert.equal(unit.directive('Service', 'User').state, 'unknown');
    assert.equal(unit.directive('Service', 'LimitNOFILE').state, 'unknown');
  });

  it('is silenced by comments as other files are', () => {
    const review = createReview({ rules });
    review.set(
      uri,
      `[Service]\n${START}\nUser=kafka\nRestart=always\nTimeoutStopSec=180\n# kafka-review-disable-next-line file-descriptor-limit -- few partitions\nLimitNOFILE=4096\n`,
    );
    review.refresh();
    assert.deepEqual(
      review.findings(uri).map(({ rule, suppressed }) => [rule, suppressed !== undefined]),
      [['file-descriptor-limit', true]],
    );
  });
});

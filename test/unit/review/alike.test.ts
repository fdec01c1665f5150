import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createReview, type Review } from '../../../server/src/review/review.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { cluster, controllers, kafka, pool, topic, user } from '../../../server/src/rules/sound.ts';
import { randomFrom } from '../../oracle/random.ts';
import { renamed } from '../../support/alike.ts';
import { reviewExample, unmark, uriOf } from '../../support/example.ts';

const root = 'file:///fleet';

type Files = Record<string, string>;

const reviewed = (files: Files): Review => {
  const review = createReview({ rules, roots: [root] });
  for (const [name, text] of Object.entries(files)) review.set(`${root}/${name}`, text);
  review.refresh();
  return review;
};

const found = (review: Review, name: string, base = `${root}/`): string[] =>
  review
    .findings(`${base}${name}`)
    .map(({ rule, severity, place, message }) => [rule, severity, place.start, place.end, message].join(' '));

/** How many checks a change costs. */
function cost(review: Review, change: () => void): number {
  const before = review.runs();
  change();
  review.refresh();
  return review.runs() - before;
}

const numbered = (count: number): Files =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`topics/t-${n}.yaml`, topic({ name: `topic-${n}` })]),
  );

const names = fc.constantFrom(
  ...[
    'a',
    'shop',
    'topic-1',
    'topic-2',
    'a--b',
    'x'.repeat(60),
    'x'.repeat(61),
    'x'.repeat(70),
    'y'.repeat(254),
  ],
  ...[
    'true',
    'no',
    'null',
    'y',
    '"quoted"',
    'a.b',
    'a_b',
    'Orders',
    '-a',
    'a-',
    '1a',
    '12',
    '*',
    '',
    '{{ .name }}',
  ],
);
const topics = fc
  .record({
    name: names,
    replicas: fc.constantFrom('1', '3'),
    config: fc.constantFrom('', 'retention.ms: 1000', 'retention.ms: 7d'),
    topicName: fc.constantFrom('', '', '  topicName: orders\n', '  topicName: topic-1\n'),
    note: fc.constantFrom('', '', '# name: other\n', '# kafka-review ignore invalid-value\n'),
  })
  .map(({ topicName, note, ...sections }) =>
    topic(sections).replace('spec:\n', `spec:\n${topicName}`).concat(note),
  );
const users = fc
  .record({
    name: names,
    resource: fc.oneof(
      fc.constant(''),
      names.map((name) => `type: topic\nname: ${name}`),
      names.map((name) => `type: group\nname: ${name}\npatternType: prefix`),
    ),
    operation: fc.constantFrom('Read', 'Write', 'All'),
    authentication: fc.constantFrom('tls', 'scram-sha-512'),
  })
  .map((sections) => user(sections));

describe('files that say the same of other names', () => {
  it('are told what each would be told alone, whatever the names', () =>
    fc.assert(
      fc.property(fc.array(fc.oneof(topics, users), { minLength: 2, maxLength: 12 }), (texts) => {
        // Each has a folder and a namespace of its own: no two declare one topic.
        const files = texts.map((text, n): Files => {
          const within = (own: string) => own.replaceAll('metadata:\n', `metadata:\n  namespace: n-${n}\n`);
          const own = Object.entries(cluster()).map(([name, one]) => [`${n}/${name}`, within(one)]);
          return { ...Object.fromEntries(own), [`${n}/own.yaml`]: within(text) };
        });
        const together = reviewed(Object.assign({}, ...files));
        for (const [n, own] of files.entries())
          assert.deepEqual(found(together, `${n}/own.yaml`), found(reviewed(own), `${n}/own.yaml`));
      }),
      { numRuns: 10, seed: 11 },
    ));

  it('are told what each would be told alone, of one cluster', () =>
    fc.assert(
      fc.property(fc.array(users, { minLength: 2, maxLength: 12 }), (texts) => {
        const files = Object.fromEntries(texts.map((text, n) => [`user-${n}.yaml`, text]));
        const together = reviewed({ ...cluster(), ...files });
        for (const [name, text] of Object.entries(files))
          assert.deepEqual(found(together, name), found(reviewed({ ...cluster(), [name]: text }), name));
      }),
      { numRuns: 25, seed: 11 },
    ));

  it('are told after any changes what files that come one by one are told', () => {
    const listed = ['shop', 'mail'].map((name) => `  - ${name}.yaml\n`).join('');
    const choices: Record<string, string[]> = {
      'kafka.yaml': [
        kafka(),
        kafka({ config: 'min.insync.replicas: 3' }),
        kafka({ version: 'version: 3.9.0' }),
      ],
      'pools.yaml': [cluster()['pools.yaml'], `${pool({ replicas: '2' })}---\n${controllers()}`],
      'topics/kustomization.yaml': [
        `resources:\n${listed}`,
        `resources:\n${listed}namespace: other\n`,
        `resources:\n  - ../kafka.yaml\n  - ../pools.yaml\n${listed}`,
      ],
      '.kafka-review.yaml': ['ignore: ["topics/mail.yaml"]\n', 'profile: dev\n'],
      'users/one.yaml': [user({ name: 'one' }), user({ name: 'one', resource: '' })],
      'users/two.yaml': [user({ name: 'two' }), user({ name: 'two', quotas: 'producerByteRate: 1000000' })],
      'users/three.yaml': [
        user({ name: 'three' }),
        user({ name: 'three', resource: 'type: topic\nname: mail' }),
      ],
    };
    for (const name of ['shop', 'mail', 'bill', 'ship'])
      choices[`topics/${name}.yaml`] = [
        topic({ name }),
        topic({ name }),
        topic({ name, config: 'retention.ms: 7d' }),
        topic({ name: `${name}-2` }).replace('spec:\n', 'spec:\n  topicName: mail\n'),
      ];
    const told = (review: Review) => ({
      found: Object.keys(choices).map((name) => [name, ...found(review, name)]),
      files: review.files().sort(),
      clusters: review.clusters().map(({ cluster: { name }, count, topics: declared }) => [
        name,
        count('topic'),
        count('user'),
        declared()
          .map((one) => [one.name, one.replicas.state].join(' '))
          .sort(),
      ]),
      names: (['topic', 'user'] as const).map((kind) =>
        review.names
          .declared(kind)
          .map(({ name, place: { part } }) => `${name} ${part.uri}`)
          .sort(),
      ),
    });
    for (let seed = 1; seed <= 12; seed += 1) {
      const { below: pick } = randomFrom(seed);
      const review = reviewed({});
      const files = new Map<string, string>();
      for (let step = 0; step < 12; step += 1) {
        for (let change = pick(12); change >= 0; change -= 1) {
          const name = Object.keys(choices)[pick(Object.keys(choices).length)] ?? '';
          const text = pick(4) === 0 ? undefined : choices[name]?.[pick(choices[name]?.length ?? 0)];
          if (text === undefined) files.delete(name);
          else files.set(name, text);
          review.set(`${root}/${name}`, text);
          if (pick(6) === 0) review.file(`${root}/${[...files.keys()][pick(files.size)]}`);
        }
        review.refresh();
        if (pick(3) > 0) continue;
        const oneByOne = reviewed({});
        for (const [name, text] of files) {
          oneByOne.set(`${root}/${name}`, text);
          oneByOne.refresh();
        }
        assert.deepEqual(told(review), told(oneByOne), `seed ${seed}, step ${step}`);
      }
    }
  });

  /** A rule that tells one plain name from another must be known to server/src/review/alike.ts. */
  for (const rule of rules)
    for (const [index, example] of rule.examples.entries())
      for (const [which, files] of Object.entries({ bad: example.bad, good: example.good })) {
        const plain = Object.fromEntries(
          Object.entries(files).map(([name, text]) => [name, unmark(text).text]),
        );
        const own = Object.entries(plain).filter(([, text]) => renamed(text, 'other') !== undefined);
        if (own.length === 0) continue;
        it(`hide nothing that ${rule.id} finds: ${which} example ${index + 1}`, () => {
          const others = own.flatMap(([name, text]) =>
            ['other', 'other-2'].map((other) => [`0-${other}-${name}`, renamed(text, other) ?? '']),
          );
          const alone = reviewExample(plain, example);
          const together = reviewExample({ ...Object.fromEntries(others), ...plain }, example);
          for (const [name] of own)
            assert.deepEqual(found(together, uriOf(name), ''), found(alone, uriOf(name), ''));
        });
      }

  it('are looked at once', () => {
    const review = reviewed({ ...cluster(), ...numbered(3) });
    const more = () => {
      for (const [name, text] of Object.entries(numbered(100))) review.set(`${root}/${name}`, text);
    };
    const one = cost(review, () => review.set(`${root}/one.yaml`, topic({ name: 'one' })));
    assert.ok(one > 20, `${one} checks`);
    assert.ok(cost(review, more) <= one);
    assert.equal(review.clusters()[0]?.count('topic'), 101);
    assert.equal(review.files().length, 103);
  });

  it('of which one is wrong are all told, by the rules that found it', () => {
    const wrong = (name: string) => topic({ name, config: 'retention.ms: 7d' });
    const files = Object.fromEntries(
      Array.from({ length: 50 }, (_, n) => [`t-${n}.yaml`, wrong(`topic-${n}`)]),
    );
    const review = reviewed(cluster());
    const one = cost(review, () => review.set(`${root}/t-0.yaml`, wrong('topic-0')));
    const more = cost(review, () => {
      for (const [name, text] of Object.entries(files)) review.set(`${root}/${name}`, text);
    });
    for (const name of Object.keys(files))
      assert.match(found(review, name).join('\n'), /^invalid-value error /);
    assert.ok(more < 10 * one, `${more} checks for fifty, ${one} for one`);
  });

  it('of two clusters are judged by their own', () => {
    const small = [kafka(), pool({ replicas: '1' })].join('---\n');
    const review = reviewed({
      ...cluster(),
      'small/kafka.yaml': small,
      'a.yaml': topic({ name: 'a' }),
      'b.yaml': topic({ name: 'b' }),
      'small/c.yaml': topic({ name: 'c' }),
      'small/d.yaml': topic({ name: 'd' }),
    });
    assert.deepEqual(
      ['a.yaml', 'b.yaml', 'small/c.yaml', 'small/d.yaml'].map((name) => found(review, name).length > 0),
      [false, false, true, true],
    );
  });

  describe('and were passed over', () => {
    const fleet = () =>
      reviewed({
        ...cluster(),
        ...numbered(5),
        'user-1.yaml': user({ name: 'a' }),
        'user-2.yaml': user({ name: 'b' }),
      });

    it('are whole for who looks at them', () => {
      const review = fleet();
      const [part] = review.file(`${root}/topics/t-4.yaml`)?.parts ?? [];
      assert.deepEqual(
        part?.reading.drafts.map(({ kind }) => kind),
        ['resource', 'topic'],
      );
      assert.equal(part?.part.text, numbered(5)['topics/t-4.yaml']);
      const all = review.clusters()[0]?.topics() ?? [];
      assert.deepEqual(all.map(({ name }) => name).sort(), [
        'topic-0',
        'topic-1',
        'topic-2',
        'topic-3',
        'topic-4',
      ]);
      assert.ok(all.every(({ replicas }) => replicas.state === 'set' && replicas.value === 3));
      assert.equal(review.clusters()[0]?.count('user'), 2);
      assert.deepEqual(review.refresh(), new Set());
      assert.equal(
        review.version(part?.part ?? assert.fail())?.value,
        review.clusters()[0]?.cluster.version?.value,
      );
    });

    it('are known by their names', () => {
      const { names: known } = fleet();
      const declared = known.declared('topic').map(({ name }) => name);
      assert.deepEqual(declared.sort(), ['topic-0', 'topic-1', 'topic-2', 'topic-3', 'topic-4']);
      assert.deepEqual(
        known.in(`${root}/user-2.yaml`).map(({ name }) => name),
        known.in(`${root}/user-1.yaml`).map(({ name }) => (name === 'a' ? 'b' : name)),
      );
    });

    it('are known by their names still when a kustomization of theirs comes', () => {
      const review = fleet();
      const declared = () => review.names.declared('topic').map(({ name }) => name);
      const before = declared();
      review.set(`${root}/topics/kustomization.yaml`, 'resources:\n  - t-3.yaml\n  - t-4.yaml\n');
      review.refresh();
      assert.deepEqual(declared().sort(), before.sort());
    });

    it('are reviewed when their cluster changes', () => {
      const review = fleet();
      review.set(`${root}/pools.yaml`, cluster({}, { replicas: '2' })['pools.yaml']);
      review.refresh();
      for (const name of Object.keys(numbered(5)))
        assert.match(found(review, name).join('\n'), /exceeds-brokers/);
    });

    it('are reviewed when another one declares the same topic', () => {
      const review = fleet();
      review.set(
        `${root}/zz.yaml`,
        topic({ name: 'twin' }).replace('spec:\n', 'spec:\n  topicName: topic-4\n'),
      );
      review.set(
        `${root}/0.yaml`,
        topic({ name: 'first' }).replace('spec:\n', 'spec:\n  topicName: topic-3\n'),
      );
      review.refresh();
      assert.match(
        found(review, 'zz.yaml').join('\n'),
        /^strimzi-topic error .*topic-4 declares the topic topic-4 too/m,
      );
      assert.match(found(review, 'topics/t-3.yaml').join('\n'), /first declares the topic topic-3 too/);
    });

    it('are reviewed anew when they change, and gone when they are removed', () => {
      const review = fleet();
      const uri = `${root}/topics/t-4.yaml`;
      review.set(uri, topic({ name: 'topic-4', config: 'retention.ms: 7d' }));
      review.refresh();
      assert.match(found(review, 'topics/t-4.yaml').join('\n'), /invalid-value/);
      review.set(uri, undefined);
      review.refresh();
      assert.equal(review.clusters()[0]?.count('topic'), 4);
      assert.equal(review.text(uri), undefined);
      review.set(`${root}/twin.yaml`, topic({ name: 'topic-4' }));
      review.refresh();
      assert.deepEqual(found(review, 'twin.yaml'), []);
    });

    it('belong to a kustomization that comes later', () => {
      const review = fleet();
      review.set(
        `${root}/topics/kustomization.yaml`,
        'resources:\n  - t-3.yaml\n  - t-4.yaml\npatches:\n  - target:\n      kind: KafkaTopic\n    patch: |\n      - op: replace\n        path: /spec/replicas\n        value: 9\n',
      );
      review.refresh();
      const wrong = Object.keys(numbered(5)).filter((name) => found(review, name).length > 0);
      assert.deepEqual(
        review.findings(`${root}/topics/kustomization.yaml`).map(({ rule }) => rule),
        ['replication-factor-exceeds-brokers', 'replication-factor-exceeds-brokers'],
      );
      assert.deepEqual(wrong, []);
    });

    it('are compared with what they said before', () => {
      const review = fleet();
      review.setBefore(`${root}/topics/t-4.yaml`, topic({ name: 'topic-4', partitions: '24' }));
      review.refresh();
      assert.match(found(review, 'topics/t-4.yaml').join('\n'), /strimzi-topic-changed/);
    });

    it('are judged by settings that come later', () => {
      const review = fleet();
      review.set(`${root}/topics/.kafka-review.yaml`, 'ignore: ["t-4.yaml"]\n');
      review.refresh();
      assert.equal(review.clusters()[0]?.count('topic'), 4);
    });
  });

  describe('are told apart where it matters:', () => {
    /** Topics or users of which the first is sound, and what is found in the last. */
    const last = (...texts: string[]): string[] => {
      const review = reviewed({
        ...cluster(),
        ...Object.fromEntries(texts.map((text, n) => [`${n}.yaml`, text])),
      });
      assert.deepEqual(found(review, '0.yaml'), []);
      return found(review, `${texts.length - 1}.yaml`);
    };

    it('a topic that was declared before', () => {
      const twin = topic({ name: 'twin' }).replace('spec:\n', 'spec:\n  topicName: orders\n');
      assert.match(
        last(topic({ name: 'shop' }), twin, topic({ name: 'orders' })).join('\n'),
        /declares the topic orders too/,
      );
    });

    it('a name that is not the resource’s, though it comes first', () => {
      const labelled = (label: string, name: string) =>
        topic({ name, labels: `name: ${label}\nstrimzi.io/cluster: prod` }).replace(
          /( {2}name: .*\n)((?:.*\n)*)(?=spec:)/,
          '$2$1',
        );
      const twin = topic({ name: 'twin' }).replace('spec:\n', 'spec:\n  topicName: orders\n');
      assert.match(labelled('a', 'b'), /labels:\n {4}name: a\n.*\n {2}name: b\nspec/);
      assert.match(
        last(labelled('a', 'b'), twin, labelled('c', 'orders')).join('\n'),
        /declares the topic orders too/,
      );
    });

    it('a name that is too long for a certificate', () => {
      const of = (name: string) => user({ name, authentication: 'tls' });
      const listener =
        'listeners:\n  - name: tls\n    port: 9093\n    type: internal\n    tls: true\n    authentication:\n      type: tls';
      const review = reviewed({
        ...cluster({ listeners: listener }),
        'a.yaml': of('a'),
        'b.yaml': of('b'.repeat(65)),
      });
      assert.deepEqual(found(review, 'a.yaml'), []);
      assert.match(found(review, 'b.yaml').join('\n'), /65 characters/);
    });

    it('a name that is missing', () => {
      const of = (name: string, about: string) => user({ name, resource: `type: topic\nname: ${about}` });
      assert.match(last(of('a', 'orders'), of('b', '')).join('\n'), /name/);
    });

    it('a text that is not sound as YAML', () => {
      const twice = (name: string) => `${topic({ name })}  note: "open\n`;
      const review = reviewed({ ...cluster(), 'a.yaml': twice('a'), 'b.yaml': twice('b') });
      assert.deepEqual(found(review, 'a.yaml').length, 1);
      assert.deepEqual(found(review, 'b.yaml'), found(review, 'a.yaml'));
    });

    it('environments that names of files tell', () => {
      const small = { 'kafka.yaml': kafka(), 'pools.yaml': pool({ replicas: '1' }) };
      const at = (folder: string, files: Files): Files =>
        Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
      const review = reviewed({
        ...at('clusters/prod', cluster()),
        ...at('clusters/qa', small),
        'topics/a-prod.yaml': topic({ name: 'a' }),
        'topics/b-prod.yaml': topic({ name: 'b' }),
        'topics/c-qa.yaml': topic({ name: 'c' }),
      });
      assert.deepEqual(
        ['a-prod', 'b-prod', 'c-qa'].map((name) => found(review, `topics/${name}.yaml`).length > 0),
        [false, false, true],
      );
    });

    it('other settings', () => {
      const removed = (name: string) => topic({ name, config: 'message.downconversion.enable: false' });
      const review = reviewed({
        'old/.kafka-review.yaml': 'kafkaVersion: "3.9"\n',
        'old/a.yaml': removed('a'),
        'new/.kafka-review.yaml': 'kafkaVersion: "4.1"\nignore: ["c.yaml"]\n',
        'new/b.yaml': removed('b'),
        'new/c.yaml': removed('c'),
      });
      assert.doesNotMatch(found(review, 'old/a.yaml').join('\n'), /removed-in-version/);
      assert.match(found(review, 'new/b.yaml').join('\n'), /removed-in-version/);
      assert.deepEqual(found(review, 'new/c.yaml'), []);
    });

    it('what is ignored, and what is no manifest by its name', () => {
      const review = reviewed({
        ...cluster(),
        '.kafka-review.yaml': 'ignore: ["b.yaml"]\n',
        'a.yaml': topic({ name: 'a' }),
        'b.yaml': topic({ name: 'b' }),
        'chart/values.yaml': topic({ name: 'c' }),
        'base/kustomization.yaml': topic({ name: 'd' }),
      });
      assert.deepEqual(
        review
          .clusters()[0]
          ?.topics()
          .map(({ name }) => name),
        ['a'],
      );
    });

    it('a profile that a comment pins', () => {
      const pinned = (name: string) => `# kafka-review profile=dev\n${topic({ name })}`;
      const review = reviewed({ ...cluster(), 'a.yaml': pinned('a'), 'b.yaml': pinned('b') });
      assert.deepEqual(
        ['a.yaml', 'b.yaml'].map((name) => review.profile(`${root}/${name}`).profile),
        ['dev', 'dev'],
      );
    });

    it('a super user', () => {
      const own = cluster({
        authorization: 'authorization:\n  type: simple\n  superUsers:\n    - User:admin',
      });
      const bare = (name: string) => user({ name, resource: '' });
      const review = reviewed({ ...own, 'a.yaml': bare('admin'), 'b.yaml': bare('shop') });
      assert.deepEqual(found(review, 'a.yaml'), []);
      assert.equal(found(review, 'b.yaml').length, 1);
    });
  });
});

import type { Resource } from '../model/deployment.ts';
import { fix, remove } from '../model/fix.ts';
import type { Place } from '../model/place.ts';
import type { Tree } from '../model/tree.ts';
import { effective, isSet, isUnset, type SetValue } from '../model/value.ts';
import type { Report, Rule } from './rule.ts';
import { connect } from './sound.ts';
import { sources } from './sources.ts';

/** What an artifact of a type cannot be fetched without. */
const needs: Readonly<Record<string, readonly string[]>> = {
  jar: ['url'],
  tgz: ['url'],
  zip: ['url'],
  other: ['url'],
  maven: ['group', 'artifact', 'version'],
};

const SUM = 'sha512sum';

const build = (plugins: string) =>
  connect(
    `build:
  output:
    type: docker
    image: registry.example.org/connect:1
    pushSecret: registry
  plugins:
${plugins.replace(/^(?=.)/gm, '    ')}`,
  );

const plugin = (name: string, artifact: string) => `- name: ${name}
  artifacts:
    - ${artifact.replaceAll('\n', '\n      ')}
`;

const CHECKED = `${SUM}: ${'0123456789abcdef'.repeat(8)}`;
const FROM = 'url: https://repo.example.org/sink-1.2.jar';

export const connectBuild: Rule = {
  id: 'connect-build',
  title: 'A Connect image that cannot be built, or holds what nobody checked',
  category: 'correctness',
  levels: { production: 'information', dev: 'off' },
  why: `The operator builds the image of a Connect cluster from the plugins that its resource lists. Two plugins of one
name would share a folder, and it refuses them; an artifact without an address fails in the build, long after the
resource was taken. What is downloaded runs beside every password of the connectors: with its SHA-512 sum a changed file
stops the build.`,
  sources: [
    {
      title: 'Strimzi: building a new Connect image with plugins',
      url: `${sources.strimziDeploying.url}#creating-new-image-using-kafka-connect-build-str`,
    },
    sources.strimziApi,
  ],
  check: {
    resource({ type, tree }: Resource, report: Report) {
      if (type !== 'KafkaConnect') return;
      const plugins = tree.get('spec', 'build', 'plugins').items();
      checkNames(plugins, report);
      const artifacts = plugins.flatMap((one) => one.get('artifacts').items());
      for (const artifact of artifacts) checkArtifact(artifact, report);
      checkSums(artifacts, report);
    },
  },
  examples: [
    {
      bad: {
        'connect.yaml': build(
          `${plugin('sink', `type: jar\n${FROM}\n${CHECKED}`)}${plugin('«sink»', `type: jar\n${FROM}\n${CHECKED}`)}`,
        ),
      },
      good: {
        'connect.yaml': build(
          `${plugin('sink', `type: jar\n${FROM}\n${CHECKED}`)}${plugin('source', `type: jar\n${FROM}\n${CHECKED}`)}`,
        ),
      },
      fixed: false,
    },
    {
      bad: { 'connect.yaml': build(plugin('sink', 'type: «maven»\ngroup: org.example\nartifact: sink')) },
      good: {
        'connect.yaml': build(
          plugin('sink', 'type: maven\ngroup: org.example\nartifact: sink\nversion: 1.2.0'),
        ),
      },
      fixed: false,
    },
    {
      bad: {
        'connect.yaml': build(plugin('sink', `type: jar\n«url»: https://repo.example.org/sink-1.2.jar`)),
      },
      good: { 'connect.yaml': build(plugin('sink', `type: jar\n${FROM}\n${CHECKED}`)) },
      fixed: false,
    },
    {
      bad: { 'connect.yaml': build(plugin('sink', `type: jar\n${FROM}\n${CHECKED}\n«insecure»: true`)) },
      good: { 'connect.yaml': build(plugin('sink', `type: jar\n${FROM}\n${CHECKED}`)) },
    },
  ],
};

/** Source: validateBuildConfiguration in KafkaConnectBuild of the operator. */
function checkNames(plugins: Tree[], report: Report): void {
  const seen = new Map<string, SetValue<string>>();
  for (const name of plugins.map((one) => one.get('name').string()).filter(isSet)) {
    const same = seen.get(name.value);
    if (!same) {
      seen.set(name.value, name);
      continue;
    }
    report(
      name,
      `two plugins are named ${name.value}: the operator refuses the resource. Rename one, or join their artifacts.`,
      {
        refused: true,
        related: [{ place: same.place, message: 'the other one' }],
      },
    );
  }
}

function checkArtifact(artifact: Tree, report: Report): void {
  const type = artifact.get('type').string();
  const missing = isSet(type)
    ? (needs[type.value] ?? []).filter((field) => isUnset(artifact.get(field).self()))
    : [];
  if (isSet(type) && missing.length > 0) {
    report(
      type,
      `an artifact of type ${type.value} cannot be fetched without ${missing.join(' and ')}: the build fails. Add ${missing.length === 1 ? 'it' : 'them'}.`,
      { levels: { production: 'error', dev: 'error' } },
    );
  }
  const insecure = artifact.get('insecure');
  if (effective(insecure.boolean()) !== true) return;
  report(
    insecure.header,
    "insecure: true fetches the artifact without a look at the server's certificate: whoever stands between can put other code into the image. Remove it.",
    {
      levels: { production: 'warning', dev: 'information' },
      fixes: [fix('Remove insecure', remove(insecure.slot))],
    },
  );
}

/** All artifacts without a sum are one idea. */
function checkSums(artifacts: Tree[], report: Report): void {
  const bare = artifacts.filter(
    (one) => isSet(one.get('url').string()) && isUnset(one.get(SUM).self()) && !hasInsecure(one),
  );
  const [first] = bare;
  if (!first) return;
  const places: Place[] = bare.slice(1, 6).map((one) => one.get('url').header);
  const which = bare.length === 1 ? 'the artifact is' : `${bare.length} artifacts are`;
  report(
    first.get('url').header,
    `${which} downloaded without ${SUM}: a changed file at that address gets into the image unseen. Add ${SUM}.`,
    { related: places.map((place) => ({ place, message: `another one without ${SUM}` })) },
  );
}

const hasInsecure = (artifact: Tree): boolean => effective(artifact.get('insecure').boolean()) === true;

import { type Check, type Found, sources } from '../check.ts';
import { metadataVersions } from '../protocol/generated/codes.ts';
import { liveBrokers } from '../replicas.ts';

export const featureMismatch: Check = {
  id: 'live-feature-mismatch',
  title: 'An upgrade is not finished',
  why: 'Brokers of different releases are a state to pass through. Until metadata.version is raised, what the new release brought stays off.',
  sources: [sources.upgrade, sources.intuit],
  check(snapshot) {
    const answering = liveBrokers(snapshot).filter(({ answer }) => answer.state === 'answered');
    const problems: Found[] = [];
    const releases = new Map<string, number[]>();
    for (const broker of answering) {
      const release = broker.kafka ?? JSON.stringify(broker.apiVersions);
      releases.set(release, [...(releases.get(release) ?? []), broker.id]);
    }
    if (releases.size > 1) {
      const list = [...releases].map(
        ([release, ids]) => `${release.startsWith('{') ? 'another release' : release}: ${ids.join(', ')}`,
      );
      problems.push({
        severity: 'warning',
        subject: { kind: 'cluster' },
        message: `brokers run different releases (${list.join('; ')}). Finish the upgrade, or roll it back.`,
      });
    }
    const supported = Math.min(
      ...answering.map(({ supports }) => supports['metadata.version'] ?? Number.NaN),
    );
    const finalized = snapshot.features['metadata.version'];
    if (releases.size === 1 && finalized !== undefined && finalized < supported) {
      problems.push({
        severity: 'warning',
        subject: { kind: 'cluster' },
        message: `metadata.version is ${metadataVersions[finalized] ?? finalized}, every broker supports ${metadataVersions[supported] ?? supported}: the release's features are off. Finish with kafka-features upgrade, when no way back is needed.`,
      });
    }
    return problems;
  },
};

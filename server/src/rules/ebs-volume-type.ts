import type { Pool, Volume } from '../model/deployment.ts';
import { choice, set } from '../model/fix.ts';
import { sizeText } from '../model/quantity.ts';
import { effective, isSet, type SetValue } from '../model/value.ts';
import type { Details, Report, Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';

const TB = 1e12;

const volume = (storageClass: string, size = '500Gi') => ({
  storage: `storage:\n  type: jbod\n  volumes:\n    - id: 0\n      type: persistent-claim\n      size: ${size}\n      class: ${storageClass}`,
});

export const ebsVolumeType: Rule = {
  id: 'ebs-volume-type',
  title: 'A slow or dated kind of EBS volume',
  category: 'capacity',
  levels: { production: 'information', dev: 'off' },
  why: `How fast a broker replicates and recovers is decided by its volumes. gp3 gives every volume 3,000 operations and
125 MiB/s, more for money; gp2 ties both to the size and costs more. st1 gives 40 MB/s for each TB, so that a small one
is slow, and sc1 less than a third of that. Only storage classes whose name says the type are judged.`,
  sources: [
    sources.dataOnEks,
    sources.awsKafka,
    {
      title: 'Amazon EBS: volume types',
      url: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html',
    },
  ],
  check: {
    pool({ machine, roles }: Pool, report) {
      if (isSet(roles) && !roles.value.includes('broker')) return;
      for (const one of machine.volumes) check(one, report);
    },
  },
  examples: [
    {
      bad: cluster({}, volume('«gp2»')),
      good: cluster({}, volume('gp3')),
    },
    {
      bad: cluster({}, volume('«ebs-st1»', '500Gi')),
      good: cluster({}, volume('ebs-st1', '4Ti')),
      fixed: false,
    },
  ],
};

function check({ storageClass, size }: Volume, report: Report): void {
  if (!isSet(storageClass)) return;
  const words = storageClass.value.toLowerCase().split(/[-_.]/);
  if (words.includes('sc1')) {
    tell(storageClass, 'sc1 gives 12 MB/s for each TB: brokers cannot keep up. Use gp3.', report, {
      levels: { production: 'warning', dev: 'off' },
    });
  } else if (words.includes('st1')) {
    const bytes = effective(size);
    if (bytes === undefined || bytes >= 2 * TB) return;
    tell(
      storageClass,
      `st1 gives 40 MB/s for each TB, so ${Math.round((bytes / TB) * 40)} MB/s for ${sizeText(bytes)}. Use gp3, or 2 TB and more.`,
      report,
      { levels: { production: 'warning', dev: 'off' } },
    );
  } else if (words.includes('gp2')) {
    tell(
      storageClass,
      'gp2 ties throughput to the size of the volume, and gp3 gives more for less. Use gp3 for new volumes.',
      report,
      { levels: { production: 'hint', dev: 'off' } },
    );
  }
}

/** The class of a volume that is there cannot be changed: the fix is for new ones, by a class that has to exist. */
function tell(storageClass: SetValue<string>, message: string, report: Report, details: Details): void {
  const better = storageClass.value.replace(/\b(sc1|st1|gp2)\b/i, 'gp3');
  report(storageClass, message, {
    ...details,
    fixes: better === storageClass.value ? [] : [choice(`Use ${better}`, set(storageClass.slot, better))],
  });
}

import { fix, set } from '../model/fix.ts';
import { bytesOfKubernetes } from '../model/quantity.ts';
import { isSet, mapValue } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { cluster } from './sound.ts';
import { sources } from './sources.ts';
import { volumeChanges } from './volumes.ts';

const storage = (size: string) =>
  `storage:\n  type: jbod\n  volumes:\n    - id: 0\n      type: persistent-claim\n      size: ${size}\n      deleteClaim: false`;

export const strimziStorageShrink: Rule = {
  id: 'strimzi-storage-shrink',
  title: 'A volume is made smaller than it was',
  category: 'capacity',
  levels: { production: 'error', dev: 'error' },
  why: `Kubernetes grows a claimed volume but never shrinks it. The operator therefore leaves all of the pool's storage
as it was, other changes in it included, and says so in the status only. This rule compares with a commit of Git: the
last one in the editor, the one that --since names in the terminal.`,
  sources: [sources.strimziStorageDiff, sources.strimziDeploying],
  check: {
    resource(resource, report) {
      for (const { name, now, before } of volumeChanges(resource)) {
        const size = now.get('size').string();
        const [is, was] = [size, before.get('size').string()].map((one) => mapValue(one, bytesOfKubernetes));
        if (!isSet(is) || !isSet(was) || is.value >= was.value) continue;
        report(
          size,
          `${name} is made smaller, from ${was.text} to ${is.text}: the operator ignores every change of this storage. Keep ${was.text}.`,
          { fixes: [fix(`Set size to ${was.text}`, set(is.slot, was.text))] },
        );
      }
    },
  },
  examples: [
    {
      before: cluster({}, { storage: storage('500Gi') }),
      bad: cluster({}, { storage: storage('«400Gi»') }),
      good: cluster({}, { storage: storage('500Gi') }),
    },
    {
      before: cluster({}, { storage: storage('500Gi') }),
      bad: cluster({}, { storage: storage('«450G»') }),
      good: cluster({}, { storage: storage('1Ti') }),
      fixed: cluster({}, { storage: storage('500Gi') }),
    },
  ],
};

// What a distributed Connect worker checks beyond single values.
import { keyAlgorithms } from '../forms.ts';
import type { Config, Refusal } from './config.ts';
import { refuse, said } from './config.ts';

/** The key that workers sign requests to each other with: algorithms that belong together, and a size the algorithm takes. */
export function distributedRefusals(config: Config): Refusal[] {
  const refusals: Refusal[] = [];
  const [signature, verification] = [
    config.text('inter.worker.signature.algorithm'),
    config.list('inter.worker.verification.algorithms'),
  ];
  if (typeof signature === 'string' && verification && !verification.includes(signature))
    refusals.push(
      refuse(
        config,
        ['inter.worker.signature.algorithm', 'inter.worker.verification.algorithms'],
        `inter.worker.verification.algorithms has ${verification.join(', ')}, but workers sign with ${signature}: add it`,
      ),
    );
  const [algorithm, size] = [
    config.text('inter.worker.key.generation.algorithm'),
    config.number('inter.worker.key.size'),
  ];
  const takes = typeof algorithm === 'string' ? keyAlgorithms.get(algorithm.toUpperCase()) : undefined;
  if (takes && size !== undefined && !takes(size))
    refusals.push(
      refuse(
        config,
        ['inter.worker.key.size', 'inter.worker.key.generation.algorithm'],
        `${said(config, 'inter.worker.key.size')} bits is not a size that ${algorithm} takes`,
      ),
    );
  return refusals;
}

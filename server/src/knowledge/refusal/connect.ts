// What a distributed Connect worker checks beyond single values.
import { keyAlgorithms } from '../forms.ts';
import type { Config, Refusal } from './config.ts';
import { refuse, said } from './config.ts';

/** The key that workers sign requests to each other with: algorithms that belong together, and a size the algorithm takes. */
export function distributedRefusals(config: Config): Refusal[] {
  const refusals: Refusal[] = [];
  // Before 3.3 the check was about the other algorithm.
  const key = config.atLeast('3.3')
    ? 'inter.worker.signature.algorithm'
    : 'inter.worker.key.generation.algorithm';
  const [signature, verification] = [config.text(key), config.list('inter.worker.verification.algorithms')];
  if (typeof signature === 'string' && verification && !verification.includes(signature))
    refusals.push(
      refuse(
        config,
        [key, 'inter.worker.verification.algorithms'],
        `inter.worker.verification.algorithms has ${verification.join(', ')}, but ${key} is ${signature}: add it`,
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

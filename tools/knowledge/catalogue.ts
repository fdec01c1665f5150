// Merges the definitions of all releases into tables, one per scope, one row per key and stretch of releases in which
// nothing about it changed. server/src/knowledge/table.ts reads them; what the columns mean stands there.
import type { Dump, DumpedKey, DumpedValidator } from './dump.ts';

const types: Record<string, string> = {
  BOOLEAN: 'b',
  STRING: 's',
  INT: 'i',
  SHORT: 'h',
  LONG: 'l',
  DOUBLE: 'd',
  LIST: 'L',
  CLASS: 'c',
  PASSWORD: 'p',
};

const limits: Record<string, [string, string]> = {
  INT: ['-2147483648', '2147483647'],
  SHORT: ['-32768', '32767'],
  LONG: ['-9223372036854775808', '9223372036854775807'],
};

/** The validators that are known by their own text alone, mostly functions without a name. */
const byText: Record<string, string> = {
  "Positive number not larger than the number of brokers in the Kafka cluster, or -1 to use the broker's default":
    'range -1..|not 0',
  "Positive number, or -1 to use the broker's default": 'range -1..|not 0',
  'The default value of -1 means that this will be set to the configured value of remote.log.manager.thread.pool.size, if available; otherwise, it defaults to 10.':
    'range -1..|not 0',
  '[1,...,9] or -1': 'range -1..9|not 0',
  '[0,...]': 'range 0..',
  'unique predicate aliases': 'unique',
  'unique transformation aliases': 'unique',
  'unique topic creation groups': 'unique',
  'A list of one or more MAC algorithms, each supported by the worker JVM': 'notEmpty|macAlgorithm',
  'Any KeyGenerator algorithm supported by the worker JVM': 'keyAlgorithm',
  'Any MAC algorithm supported by the worker JVM': 'macAlgorithm',
  '[eager, compatible, sessioned]': 'anyCase eager,compatible,sessioned',
  '[batch_optimized, record_limit]': 'in batch_optimized,record_limit',
  '[implicit, explicit]': 'in implicit,explicit',
  '[latest, earliest, none, by_duration:PnDTnHnMn.nS]': 'offsetReset',
  '[all, none, reuse.ktable.source.topics, merge.repartition.topics, single.store.self.join]':
    'items all,none,reuse.ktable.source.topics,merge.repartition.topics,single.store.self.join',
};

/** The validators that are known by their class. */
const byClass: Record<string, string> = {
  NonNullValidator: '',
  NonEmptyString: 'notEmpty',
  NonEmptyStringWithoutControlChars: 'notEmpty|noControl',
  ControllerQuorumVotersValidator: 'voters',
  ControllerQuorumBootstrapServersValidator: 'quorumServers',
  ThrottledReplicaListValidator: 'throttledReplicas',
  ThrottledReplicaListValidator$: 'throttledReplicas',
  AdminListenersValidator: 'restUrls',
  ListenersValidator: 'notEmpty|restUrls',
  ResponseHttpHeadersValidator: 'httpHeaders',
  RegexValidator: 'regex',
  PluginVersionValidator: '',
  ConcreteSubClassValidator: '',
  InstantiableClassValidator: '',
  lambda: 'in all,none',
};

/** A validator in the table's spelling: demands joined by `|`. Throws on one that nobody has looked at yet. */
export function spell(validator: DumpedValidator | undefined, type: string): string {
  if (!validator) return '';
  const name = validator.class;
  if (name === 'Range') return range(validator, type);
  if (name === 'ValidString') return `in ${among(validator)}`;
  if (name === 'CaseInsensitiveValidString') return `anyCase ${[...(validator.validStrings ?? [])].sort()}`;
  if (name === 'ValidList') return list(validator);
  if (metadataVersionClasses.includes(name)) return `metadataVersion ${metadataVersions(validator).at(-1)}`;
  if (name === 'ListSize') return `atMost ${validator.maxSize}`;
  if (name === 'CompositeValidator') {
    return (validator.validators ?? [])
      .map((inner) => spell(inner, type))
      .filter(Boolean)
      .join('|');
  }
  const known = byText[validator.text ?? ''] ?? byClass[name];
  if (known === undefined) throw new Error(`unknown validator ${JSON.stringify(validator)}`);
  return known;
}

const metadataVersionClasses = ['ApiVersionValidator$', 'MetadataVersionValidator'];
const metadataVersions = ({ text = '' }: DumpedValidator) => text.replace(/[[\]]/g, '').split(', ');

/** All metadata versions in order; a release knows those up to the one that its own list ends with. */
export function metadataVersionTable(dumps: Map<string, Dump>): string {
  const lists = [...dumps.values()]
    .map(({ scopes }) => scopes.broker?.['inter.broker.protocol.version']?.validator)
    .filter((validator) => validator !== undefined)
    .map(metadataVersions);
  const longest = lists.at(-1) ?? [];
  if (!lists.every((list) => list.every((version, at) => version === longest[at]))) {
    throw new Error('the metadata versions of a release are not the first ones of the next release');
  }
  return longest.join('\n');
}

function range({ min, max }: DumpedValidator, type: string): string {
  const [lowest, highest] = limits[type] ?? ['', ''];
  const low = min === undefined || String(min) === lowest ? '' : Number(min);
  const high = max === undefined || String(max) === highest ? '' : Number(max);
  return low === '' && high === '' ? '' : `range ${low}..${high}`;
}

/** Empty as a member stands for null, which a file cannot say: it is left out. */
const among = (validator: DumpedValidator) => (validator.validStrings ?? []).filter((each) => each !== null);

function list({ validString, isEmptyAllowed }: DumpedValidator): string {
  const members = among(validString ?? { class: '' });
  const demands = [];
  if (isEmptyAllowed === false) demands.push('notEmpty');
  if (isEmptyAllowed !== undefined) demands.push('filled');
  if (members.length > 0) demands.push(`items ${members}`);
  return demands.join('|');
}

function facts(key: DumpedKey): string {
  const fallback = key.required ? '!' : key.default === undefined ? '~' : `=${key.default}`;
  const update = key.update === 'per-broker' ? 'p' : key.update === 'cluster-wide' ? 'c' : '';
  const flags = `${update}${key.internal ? 'i' : ''}${key.deprecated ? 'd' : ''}`;
  const columns = [
    `${types[key.type]}${key.importance.charAt(0).toLowerCase()}`,
    fallback,
    spell(key.validator, key.type),
    flags,
  ];
  return columns.join('\t').trimEnd();
}

const line = (version: string) => version.replace(/\.\d+$/, '');

/** The table of one scope over all releases, oldest first. A release without the scope says nothing about it. */
export function table(scope: string, dumps: Map<string, Dump>): string {
  const all = [...dumps.keys()];
  const having = all.filter((version) => dumps.get(version)?.scopes[scope]);
  const keys = new Set(having.flatMap((version) => Object.keys(dumps.get(version)?.scopes[scope] ?? {})));
  const rows = [...keys].sort().flatMap((key) => {
    const eras: { text: string; from: number; to: number }[] = [];
    having.forEach((version, at) => {
      const found = dumps.get(version)?.scopes[scope]?.[key];
      if (!found) return;
      const text = facts(found);
      const last = eras.at(-1);
      if (last && last.to === at - 1 && last.text === text) last.to = at;
      else eras.push({ text, from: at, to: at });
    });
    return eras.map(({ text, from, to }, index) => {
      const since = from === 0 ? '' : line(having[from] ?? '');
      const last = to === having.length - 1 ? '' : line(having[to] ?? '');
      return [index === 0 ? key : '', since || last ? `${since}..${last}` : '', text].join('\t');
    });
  });
  return rows.join('\n');
}

const conversions: Record<string, string> = {
  HOURS_TO_MILLISECONDS: 'h',
  MINUTES_TO_MILLISECONDS: 'm',
};

/** Topic keys with the broker keys that give their default, first wins; `:h` and `:m` mark another unit than ms. */
export function synonymTable(dumps: Map<string, Dump>): string {
  const merged = new Map<string, Map<string, string>>();
  for (const { synonyms } of [...dumps.values()].reverse()) {
    for (const [topic, brokers] of Object.entries(synonyms)) {
      const known = merged.get(topic) ?? new Map<string, string>();
      merged.set(topic, known);
      for (const [key, conversion] of brokers) if (!known.has(key)) known.set(key, conversion);
    }
  }
  const rows = [...merged].sort(([a], [b]) => (a < b ? -1 : 1));
  return rows
    .map(([topic, brokers]) => {
      const spelled = [...brokers].map(([key, conversion]) =>
        conversions[conversion] ? `${key}:${conversions[conversion]}` : key,
      );
      return `${topic}\t${spelled}`;
    })
    .join('\n');
}

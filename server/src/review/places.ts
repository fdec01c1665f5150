/** What a path in a tree tells about what belongs together: how near two files are, and of which environment they are. */

const SLASH = 0x2f;

/** How much of the path two files share, in folders; the same file is nearest. */
export function nearness(a: string, b: string): number {
  if (a === b) return Number.MAX_SAFE_INTEGER;
  let shared = 0;
  for (let at = 0; at < a.length && a.charCodeAt(at) === b.charCodeAt(at); at += 1)
    if (a.charCodeAt(at) === SLASH) shared += 1;
  return shared;
}

/** How many folders of one name two files stand in behind what they share: `topics/eu/a.yaml` and `clusters/eu/b.yaml`. */
export function likeness(a: string, b: string): number {
  const [left, right] = [segmentsOf(a), segmentsOf(b)];
  const from = sharedOf(left, right);
  let alike = 0;
  for (let i = from; i < left.length - 1; i += 1)
    for (let j = from; j < right.length - 1; j += 1) if (left[i]?.name === right[j]?.name) alike += 1;
  return alike;
}

/** What people name environments, by one name each. */
const ENVIRONMENTS: Readonly<Record<string, string>> = {
  dev: 'dev',
  develop: 'dev',
  development: 'dev',
  local: 'local',
  sandbox: 'sandbox',
  ci: 'ci',
  e2e: 'e2e',
  test: 'test',
  tests: 'test',
  testing: 'test',
  tst: 'test',
  qa: 'qa',
  perf: 'perf',
  uat: 'uat',
  acc: 'acceptance',
  acceptance: 'acceptance',
  stage: 'stage',
  staging: 'stage',
  stg: 'stage',
  nonprod: 'nonprod',
  preprod: 'preprod',
  prod: 'prod',
  production: 'prod',
  prd: 'prod',
};

/** Do the paths of two files name different environments, such as `dev/kafka.yaml` and `topics-prod.yaml`? */
export function areApart(a: string, b: string): boolean {
  const behind = a.lastIndexOf('/', sharedLength(a, b) - 1) + 1;
  // Most paths name none: that is told without taking them apart.
  if (!MAY_NAME.test(a.slice(behind)) || !MAY_NAME.test(b.slice(behind))) return false;
  const [left, right] = [segmentsOf(a), segmentsOf(b)];
  const from = sharedOf(left, right);
  let isNamed = false;
  for (let i = from; i < left.length; i += 1)
    for (const environment of left[i]?.environments ?? []) {
      isNamed = true;
      if (names(right, from, environment)) return false;
    }
  return isNamed && right.slice(from).some(({ environments }) => environments.length > 0);
}

/** Can a part of a path name an environment? A quick look. */
export const mayNameEnvironment = (part: string): boolean => MAY_NAME.test(part);

/** Whole words only, as `environmentsIn` looks for them. */
const MAY_NAME = new RegExp(`(?:^|[^a-z0-9])(?:${Object.keys(ENVIRONMENTS).join('|')})(?![a-z0-9])`, 'i');

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return length;
}

const names = (segments: Segment[], from: number, environment: string): boolean =>
  segments.some((segment, index) => index >= from && segment.environments.includes(environment));

interface Segment {
  name: string;
  /** The environments that words of it name. */
  environments: string[];
}

/** Many topics are compared with many clusters of one name: paths are taken apart once. */
const known = new Map<string, Segment[]>();
const MOST_KNOWN = 5000;

function segmentsOf(uri: string): Segment[] {
  const before = known.get(uri);
  if (before) return before;
  const made = uri.split('/').map((name) => ({ name, environments: environmentsIn(name) }));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(uri, made);
  return made;
}

/** Without prototypes: a folder may be named `constructor`. */
const environments = new Map(Object.entries(ENVIRONMENTS));

const environmentsIn = (segment: string): string[] =>
  segment
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .flatMap((word) => environments.get(word) ?? []);

/** How many segments two paths begin with in common. */
function sharedOf(a: Segment[], b: Segment[]): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared]?.name === b[shared]?.name) shared += 1;
  return shared;
}

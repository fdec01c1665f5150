const KUBERNETES: Record<string, number> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** Bytes of a Kubernetes quantity (`8Gi`, `500M`, `1e9`); undefined when it is none. */
export function bytesOfKubernetes(text: string): number | undefined {
  const match = /^((?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)([A-Za-z]*)$/.exec(text.trim());
  const factor = match ? KUBERNETES[match[2] ?? ''] : undefined;
  return match && factor !== undefined ? Number(match[1]) * factor : undefined;
}

const JVM: Record<string, number> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Bytes of a JVM size (`4g`, `512M`, `1073741824`), as -Xmx takes it; undefined when the JVM would refuse it. */
export function bytesOfJvm(text: string): number | undefined {
  const match = /^([0-9]+)([kKmMgGtT]?)$/.exec(text.trim());
  const factor = match ? JVM[(match[2] ?? '').toLowerCase()] : undefined;
  return match && factor !== undefined ? Number(match[1]) * factor : undefined;
}

/** Bytes as -Xmx takes them, in the largest unit that fits: `6g`, `1536m`. */
export function jvmText(bytes: number): string {
  const unit = ['g', 'm', 'k'].find((one) => bytes % (JVM[one] ?? 1) === 0) ?? '';
  return `${bytes / (JVM[unit] ?? 1)}${unit}`;
}

const SIZES: [string, number][] = [
  ['TiB', 2 ** 40],
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
];

/** A size as people say it: `6 GiB`, `1.5 GiB`, `512 B`. */
export function sizeText(bytes: number): string {
  const unit = SIZES.find(([, factor]) => Math.abs(bytes) >= factor);
  if (!unit) return `${bytes} B`;
  return `${Number((bytes / unit[1]).toFixed(1))} ${unit[0]}`;
}

const DURATIONS: [string, number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];

/** A duration as people say it: `7 d`, `1.5 h`, `250 ms`. */
export function durationText(ms: number): string {
  const unit = DURATIONS.find(([, factor]) => Math.abs(ms) >= factor);
  if (!unit) return `${ms} ms`;
  return `${Number((ms / unit[1]).toFixed(1))} ${unit[0]}`;
}

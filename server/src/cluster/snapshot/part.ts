import { BrokerFailure } from '../protocol/broker.ts';
import { errorNames } from '../protocol/generated/codes.ts';
import type { Part } from './types.ts';

/** An error code inside an answer. */
export class Refusal extends Error {
  override name = 'Refusal';
  /** The protocol's name of the error. */
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export const errorName = (code: number): string => errorNames[code] ?? `error ${code}`;

/** Throws a Refusal when an answer carries an error. */
export function accept(errorCode: number | undefined): void {
  if (errorCode !== undefined && errorCode !== 0) throw new Refusal(errorName(errorCode));
}

export const readPart = <T>(value: T): Part<T> => ({ state: 'read', value });

/** Why something could not be read, as a part. */
export function missing(error: unknown): Exclude<Part<never>, { state: 'read' }> {
  const code = error instanceof Refusal || error instanceof BrokerFailure ? error.code : undefined;
  if (code?.endsWith('AUTHORIZATION_FAILED')) return { state: 'not-authorized' };
  if (code === 'UNSUPPORTED' || code === 'UNSUPPORTED_VERSION') return { state: 'unsupported' };
  return { state: 'failed', reason: code ?? (error instanceof Error ? error.message : String(error)) };
}

/** Reads something; what goes wrong becomes the part's state. */
export async function part<T>(read: () => Promise<T>): Promise<Part<T>> {
  try {
    return readPart(await read());
  } catch (error) {
    return missing(error);
  }
}

export const whenRead = <T>(of: Part<T>): T | undefined => (of.state === 'read' ? of.value : undefined);

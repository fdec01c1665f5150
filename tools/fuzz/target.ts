import type { Arbitrary } from 'fast-check';

/** Something that must stand any input: how inputs are made, and what must hold for each. */
export interface Target<Input = unknown> {
  name: string;
  /** Makes inputs out of a seed; they can be written as JSON, so that one that fails can be kept and read. */
  inputs: Arbitrary<Input>;
  /** Throws when something that must hold does not. */
  check(input: Input): void | Promise<void>;
}

/** A target among others: what its inputs are is its own business. */
export const target = <Input>(one: Target<Input>): Target => one as Target;

/**
 * The sentence behind the message of a finding that stands for `count` others in the same value, or in what `where`
 * names; nothing when there are none. A value with thousands of mistakes is one finding, not thousands.
 */
export const others = (count: number, where = 'value'): string =>
  count === 0 ? '' : ` There ${count === 1 ? 'is' : 'are'} ${count} more in this ${where}.`;

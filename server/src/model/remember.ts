/**
 * The same function, which remembers its last answer. Several rules ask the same about one subject, one after the
 * other; a table of all answers would keep every subject in memory until the next full collection.
 */
export function rememberLast<A, B>(make: (of: A) => B): (of: A) => B {
  let last: { of: A; answer: B } | undefined;
  return (of) => {
    if (last?.of !== of) last = { of, answer: make(of) };
    return last.answer;
  };
}

/**
 * The Kafka releases that the catalogue is made from, oldest first: one of every minor line, so that "since" and
 * "removed in" are exact to the line. Only releases that Maven Central holds whole; 4.4.0 came without Connect,
 * MirrorMaker 2 and Streams.
 */
export const releases = [
  '2.8.2',
  '3.0.2',
  '3.1.2',
  '3.2.0',
  '3.3.2',
  '3.4.1',
  '3.5.1',
  '3.6.2',
  '3.7.2',
  '3.8.1',
  '3.9.2',
  '4.0.2',
  '4.1.2',
  '4.2.0',
  '4.3.1',
  '4.4.0',
] as const;

export const withoutWorkers: readonly string[] = ['4.4.0'];

import type { Config } from '../model/config.ts';
import type { Part, Slot } from '../model/place.ts';
import type { UnknownValue } from '../model/value.ts';
import type { Draft } from '../readers/reading.ts';

const part: Part = { uri: '', format: 'yaml', text: '', offset: 0 };
const slot: Slot = { part, path: [] };
const place = { part, start: 0, end: 0 };
const value: UnknownValue = { state: 'unknown', text: '', place, slot };
const config: Config = {
  scope: 'topic',
  entries: new Map(),
  overridden: [],
  holder: slot,
  anchor: place,
  open: true,
};
const annotation = () => value;

/**
 * What is kept of a topic's drafts once they were reviewed: its names, and what other resources are judged by. The rest is
 * read again before anybody looks at it.
 */
export function resting(draft: Draft): Draft {
  if (draft.kind === 'topic') return { ...draft, replicas: value, config };
  if (draft.kind === 'resource') return { ...draft, apiVersion: value, annotation };
  return draft;
}

import { type Config, has, list, setting } from '../../model/config.ts';
import type { GroupHints, Role } from '../../model/deployment.ts';
import type { Change } from '../../model/fix.ts';
import type { Part } from '../../model/place.ts';
import { effective, isSet, mapValue } from '../../model/value.ts';
import { directives } from '../comments.ts';
import { listenersOf } from '../listeners.ts';
import type { DraftOf, Reader, Reading, TextEdit } from '../reading.ts';
import { propertiesConfig } from './config.ts';
import { scopeOfProperties } from './kind.ts';
import { escapeValue, parseProperties } from './syntax.ts';

export const propertiesReader: Reader = {
  format: 'properties',
  recognises: (uri, text) =>
    /\.(properties|cfg|conf|ini)([.\w-]*)$/i.test(uri) && scopeOfProperties(text) !== undefined,
  split: () => [0],
  read,
  spell,
};

function read(part: Part): Reading {
  const syntax = parseProperties(part.text);
  const { suppressions, pragmas } = directives(part, syntax.comments);
  const scope = scopeOfProperties(part.text) ?? 'admin';
  const config = propertiesConfig(part, syntax, scope, [
    'process.roles',
    'node.id',
    'broker.id',
    'bootstrap.servers',
  ]);
  return {
    drafts: [scope === 'broker' ? brokerOf(part, config) : clientOf(part, config)],
    problems: syntax.problems.map(({ start, end, message }) => ({
      place: { part, start, end },
      message,
      refused: true,
    })),
    suppressions,
    pragmas,
    devSignals: scope === 'broker' ? devSignals(config) : [],
  };
}

function clientOf(part: Part, config: Config): DraftOf<'client'> {
  return { kind: 'client', name: fileName(part.uri), place: config.anchor, config };
}

function brokerOf(part: Part, config: Config): DraftOf<'broker'> {
  const header = config.anchor;
  const slot = { part, path: [] };
  const nodeId = has(config, 'node.id') ? setting(config, 'node.id') : setting(config, 'broker.id');
  return {
    kind: 'broker',
    platform: 'apache',
    name: fileName(part.uri),
    place: header,
    config,
    roles: mapValue(list(config, 'process.roles'), (roles) =>
      roles.every((role): role is Role => role === 'broker' || role === 'controller') ? roles : undefined,
    ),
    nodeId: mapValue(nodeId, (text) => (/^\d+$/.test(text) ? Number(text) : undefined)),
    version: { state: 'unset', place: header, slot },
    rack: setting(config, 'broker.rack'),
    listeners: listenersOf(config),
    authorizer: setting(config, 'authorizer.class.name'),
    group: groupHints(part, config),
  };
}

const fileName = (uri: string): string => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));

/** Members of one cluster share the quorum or the ensemble, whatever the order of its hosts. */
function groupHints(part: Part, config: Config): GroupHints {
  const shared = ['controller.quorum.voters', 'controller.quorum.bootstrap.servers', 'zookeeper.connect']
    .map((key) => ({ key, value: list(config, key) }))
    .find(({ value }) => isSet(value));
  const hosts = shared ? effective(shared.value) : undefined;
  const name = fileName(part.uri);
  return {
    key: hosts ? `${shared?.key}=${[...hosts].sort().join(',')}` : undefined,
    member: /\d/.test(name.replace(/\.properties.*$/, '')) || /[-_.][a-z]\.properties$/i.test(name),
  };
}

const LOCAL = /(^|[/@,\s])(localhost|127\.0\.0\.1)(:|$)/;

function devSignals(config: Config): string[] {
  const text = (key: string): string => {
    const value = setting(config, key);
    return isSet(value) ? value.value : '';
  };
  const signals: string[] = [];
  const ensemble =
    text('controller.quorum.voters') ||
    text('controller.quorum.bootstrap.servers') ||
    text('zookeeper.connect');
  if (LOCAL.test(ensemble)) signals.push('the quorum is on localhost');
  if (LOCAL.test(text('advertised.listeners') || text('listeners'))) signals.push('listeners on localhost');
  const directory = text('log.dirs') || text('log.dir');
  if (directory === '' || /^\/(var\/)?tmp\b/.test(directory)) signals.push('log directories under /tmp');
  if (text('offsets.topic.replication.factor') === '1') signals.push('offsets.topic.replication.factor=1');
  if (text('group.initial.rebalance.delay.ms') === '0') signals.push('group.initial.rebalance.delay.ms=0');
  const roles = list(config, 'process.roles');
  const voters = list(config, 'controller.quorum.voters');
  if (isSet(roles) && roles.value.length === 2 && isSet(voters) && voters.value.length === 1) {
    signals.push('one combined node');
  }
  return signals;
}

/** Spells changes in a properties file; new keys go below the last entry. */
function spell(part: Part, changes: Change[]): TextEdit[] {
  const { text } = part;
  const { entries } = parseProperties(text);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const added: string[] = [];
  const edits = changes.flatMap((change): TextEdit[] => {
    if (change.kind === 'replace')
      return [{ start: change.place.start, end: change.place.end, text: change.text }];
    const key = String(change.slot.path[0]);
    const found = entries.filter((entry) => entry.key === key).at(-1);
    switch (change.kind) {
      case 'set': {
        const value = escapeValue(String(change.value));
        if (!found) {
          added.push(`${key}=${value}`);
          return [];
        }
        const separated =
          /[=:]/.test(text.slice(found.keyEnd, found.valueStart)) || found.valueStart > found.keyEnd;
        return [{ start: found.valueStart, end: found.valueEnd, text: separated ? value : `=${value}` }];
      }
      case 'remove':
        return found ? [{ start: found.start, end: found.end, text: '' }] : [];
      case 'rename':
        return found ? [{ start: found.keyStart, end: found.keyEnd, text: change.to }] : [];
    }
  });
  if (added.length === 0) return edits;
  const at = entries.at(-1)?.end ?? text.length;
  const before = at > 0 && !/[\r\n]$/.test(text.slice(0, at)) ? eol : '';
  const after = before !== '' && at === text.length ? '' : eol;
  return [...edits, { start: at, end: at, text: before + added.join(eol) + after }];
}

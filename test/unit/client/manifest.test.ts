// What the manifest offers to people: reachable, described, and in one style.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../support/shared.ts';

interface Entry {
  command: string;
  when?: string;
  group?: string;
}
interface Setting {
  default?: unknown;
  order?: number;
  scope?: string;
  description?: string;
  markdownDescription?: string;
  enum?: string[];
  enumDescriptions?: string[];
}

const { contributes } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
const commands: { command: string; title: string; shortTitle?: string; category?: string; icon?: string }[] =
  contributes.commands;
const menus: Record<string, Entry[]> = contributes.menus;
const client = ['client/src/extension.ts', 'server/src/protocol.ts']
  .map((file) => readFileSync(join(repository, file), 'utf8'))
  .join('\n');

describe('the manifest', () => {
  it('has commands of one category, named in sentence case, each of which something runs', () => {
    for (const { command, title, category } of commands) {
      assert.equal(category, 'Kafka Review', command);
      assert.match(title, /^[A-Z][^A-Z!?.]*…?$/, command);
      const name = command.replace('kafkaReview.', '');
      assert.ok(client.includes(`'${command}'`) || client.includes(`'${name}'`), `nothing runs ${command}`);
    }
  });

  it('has menus with commands that there are, and an icon for what is drawn as one', () => {
    for (const [menu, entries] of Object.entries(menus)) {
      for (const { command, group } of entries) {
        const known = commands.find((one) => one.command === command);
        assert.ok(known, `${menu} offers ${command}`);
        if (/^(inline|navigation)/.test(group ?? '')) assert.ok(known.icon, `${command} has an icon`);
      }
    }
  });

  it('has in a menu, which the keyboard opens, whatever can be clicked on a line', () => {
    const entries = menus['view/item/context'] ?? [];
    const inline = entries.filter(({ group }) => group?.startsWith('inline'));
    assert.ok(inline.length > 0);
    for (const { command, when } of inline) {
      const same = entries.filter((entry) => entry.command === command && entry.when === when);
      assert.ok(
        same.some(({ group }) => !group?.startsWith('inline')),
        `${command} is in the menu too`,
      );
    }
  });

  it('offers what needs a cluster only where there is one', () => {
    const palette = menus.commandPalette ?? [];
    const needs = (menus['view/item/context'] ?? []).map(({ command }) => command);
    for (const command of needs) {
      const when = palette.find((entry) => entry.command === command)?.when;
      assert.ok(when === 'kafkaReview.hasClusters' || when === 'false', `${command}: ${when}`);
    }
  });

  it('describes every setting, with a default and a place of its own', () => {
    for (const { title, properties } of contributes.configuration as {
      title: string;
      properties: Record<string, Setting>;
    }[]) {
      const orders = Object.values(properties).map(({ order }) => order);
      assert.equal(new Set(orders).size, orders.length, `${title}: each setting has an order of its own`);
      for (const [name, setting] of Object.entries(properties)) {
        assert.ok(setting.description ?? setting.markdownDescription, `${name} is described`);
        assert.notEqual(setting.default, undefined, `${name} has a default`);
        assert.ok(setting.scope, `${name} has a scope`);
        assert.equal(
          setting.enumDescriptions?.length,
          setting.enum?.length,
          `${name}: every choice is described`,
        );
      }
    }
  });

  it('has a walkthrough whose pictures and commands there are', () => {
    for (const { steps } of contributes.walkthroughs as {
      steps: { id: string; description: string; media: { image?: string; markdown?: string } }[];
    }[]) {
      for (const { id, description, media } of steps) {
        assert.ok(existsSync(join(repository, media.image ?? media.markdown ?? '')), id);
        for (const [, command] of description.matchAll(/\(command:(kafkaReview\.\w+)/g))
          assert.ok(
            commands.some((one) => one.command === command),
            `${id} names ${command}`,
          );
      }
      assert.ok(
        steps.some(({ id }) => id === 'cluster'),
        'live clusters are a step',
      );
    }
  });
});

import { setting } from '../model/config.ts';
import { type Fix, fix, set } from '../model/fix.ts';
import { others } from '../model/others.ts';
import { type Place, textAt } from '../model/place.ts';
import { isSet, type SetValue } from '../model/value.ts';
import type { Rule } from './rule.ts';
import { broker } from './sound.ts';
import { sources } from './sources.ts';

export const superUsersFormat: Rule = {
  id: 'super-users-format',
  title: 'super.users does not name the users that are meant',
  category: 'security',
  levels: { production: 'error', dev: 'error' },
  why: `Entries are parted by semicolons, because a certificate's name holds commas, and each is a type and a name with a
colon between: User:admin. Kafka takes a comma or another spelling of User as part of a principal that nobody is, and
the administrators find themselves locked out; an entry without a type stops the broker at start.`,
  sources: [sources.kafkaSecurity],
  check: {
    broker({ config }, report) {
      const value = setting(config, 'super.users');
      if (!isSet(value)) return;
      const faults = piecesOf(value).flatMap(({ text, place }) => {
        const found = fault(text);
        return found ? [{ ...found, place }] : [];
      });
      const worst = faults.find(({ refused }) => refused) ?? faults[0];
      if (!worst) return;
      const { place, message, refused } = worst;
      report(place, message + others(faults.length - 1), {
        ...(refused ? { refused } : {}),
        fixes: fixesOf(value, faults),
      });
    },
  },
  examples: [
    {
      bad: { 'server.properties': broker('super.users=«User:kafka,User:admin»') },
      good: { 'server.properties': broker('super.users=User:kafka;User:admin') },
    },
    {
      bad: { 'server.properties': broker('super.users=User:kafka;«admin»') },
      good: { 'server.properties': broker('super.users=User:kafka;User:admin') },
    },
    {
      bad: { 'server.properties': broker('super.users=«user:kafka»') },
      good: { 'server.properties': broker('super.users=User:kafka') },
    },
  ],
};

interface Fault {
  message: string;
  better: string | undefined;
  refused?: true;
}

function fault(text: string): Fault | undefined {
  const colon = text.indexOf(':');
  if (colon <= 0 || colon === text.length - 1) {
    const name = text.replace(/^:|:$/g, '');
    return {
      message: `super.users has "${text}", which is not TYPE:NAME: the authorizer refuses to start. Write User:${name || 'NAME'}.`,
      better: /^[\w.@-]+$/.test(name) ? `User:${name}` : undefined,
      refused: true,
    };
  }
  // A comma inside a certificate's name is right: CN=b1,OU=kafka.
  if (/,\s*[A-Za-z]*user:/i.test(text)) {
    const better = text.replace(/\s*,\s*(?=user:)/gi, ';');
    return {
      message: `super.users is parted by semicolons: "${text}" is one user that nobody is, and none of them is a super user. Write ${better}.`,
      better,
    };
  }
  const type = text.slice(0, colon);
  if (type !== 'User' && type.toLowerCase() === 'user') {
    const better = `User${text.slice(colon)}`;
    return {
      message: `super.users has ${text}: the type is case-sensitive, so this matches nobody. Write ${better}.`,
      better,
    };
  }
  return undefined;
}

/** Mends all that can be mended: for each of thousands the value would be written anew. */
function fixesOf(value: SetValue<string>, faults: Fault[]): Fix[] {
  const [first, ...more] = faults.flatMap(({ better }) => better ?? []);
  if (first === undefined) return [];
  const whole = value.value.split(';').map((piece) => fault(piece.trim())?.better ?? piece.trim());
  const title = more.length === 0 ? `Write ${first}` : `Write ${first}, and ${more.length} more`;
  return [fix(title, set(value.slot, whole.join(';')))];
}

/** The entries with their places; all at the whole value where it is spelled with escapes or over several lines. */
function piecesOf(value: SetValue<string>): { text: string; place: Place }[] {
  // Quotes may stand around it.
  const lead = textAt(value.place).indexOf(value.value);
  let at = 0;
  return value.value.split(';').flatMap((piece) => {
    const text = piece.trim();
    const start = value.place.start + lead + at + piece.indexOf(text);
    at += piece.length + 1;
    if (text === '') return [];
    return [{ text, place: lead < 0 ? value.place : { ...value.place, start, end: start + text.length } }];
  });
}

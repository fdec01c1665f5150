import type { Form } from './demands.ts';
import type { SettingValue } from './setting.ts';

/** Says what is wrong with a value that has a spelling of its own; undefined when Kafka takes it. */
export function formFault(_form: Form, _key: string, _value: SettingValue): string | undefined {
  return undefined;
}

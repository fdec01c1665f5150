import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** The files below a folder, settings, logs and all, that hold a text. */
export function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .filter((file) => readFileSync(file).includes(text));
}

/** All that the page keeps in the browser, the state of extensions among it, an entry a line. */
export const stateOf = (page: Page): Promise<string[]> =>
  page.evaluate(`(async () => {
    const done = (request) => new Promise((finish, fail) => {
      request.onsuccess = () => finish(request.result);
      request.onerror = () => fail(request.error);
    });
    const found = Object.entries(localStorage).map((entry) => entry.join(': '));
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([done(all.getAllKeys()), done(all.getAll())]);
        const text = (value) => (ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : String(value));
        keys.forEach((key, i) => found.push(key + ': ' + text(values[i])));
      }
      database.close();
    }
    return found;
  })()`);

// What a person does in VS Code's page: gestures that look first, and are made again when nothing came of them.
import type { Locator, Page } from 'playwright-core';

/** Asks again until the answer is yes; the test's own timeout ends the waiting. */
export async function eventually(ask: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await ask())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Whether something is seen soon, as a person looks before trying again. */
export function soon(what: Locator): Promise<boolean> {
  return what
    .first()
    .waitFor({ timeout: 5_000 })
    .then(
      () => true,
      () => false,
    );
}

/** Makes a gesture until what it is made for is seen. A gesture must begin by closing what an earlier one left open. */
export async function until(shown: Locator, gesture: () => Promise<void>): Promise<void> {
  await eventually(async () => {
    await gesture();
    return soon(shown);
  });
}

export interface Person {
  /** Runs a command by its title from the palette. */
  command(name: string): Promise<void>;
  /** Opens a file by its name. */
  openFile(name: string): Promise<void>;
  /** Puts the cursor behind the last occurrence of a text, by the editor's own search. */
  cursorAfter(text: string): Promise<void>;
}

export function person(page: Page): Person {
  const palette = page.locator('.quick-input-widget input[type="text"]:focus');
  const offered = (text: string): Locator =>
    page.locator('.quick-input-list .monaco-list-row', { hasText: text });

  /** Opens the palette by a key, types, and waits for a line with the text. */
  const ask = (key: string, text: string): Promise<void> =>
    until(offered(text), async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press(key);
      if (await soon(palette)) await page.keyboard.type(text);
    });

  return {
    async command(name) {
      await ask('F1', name);
      await page.keyboard.press('Enter');
    },
    async openFile(name) {
      await until(page.locator(`.editor-instance .monaco-editor[data-uri$="/${name}"]`), async () => {
        await ask('Control+P', name);
        await page.keyboard.press('Enter');
      });
    },
    async cursorAfter(text) {
      await page.keyboard.press('Control+End');
      const search = page.locator('.editor-instance .find-widget.visible .find-part textarea');
      await until(search, () => page.keyboard.press('Control+F'));
      await search.fill(text);
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.press('Escape');
      await page.keyboard.press('ArrowRight');
    },
  };
}

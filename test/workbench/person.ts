// What a person does in VS Code's page: gestures that look first, and are made again when nothing came of them.
import type { Locator, Page } from 'playwright-core';

/** Asks again until the answer is yes; the test's own timeout ends the waiting. */
export async function eventually(ask: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await ask())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Whether something is seen soon (within so many ms), as a person looks before trying again. */
export function soon(what: Locator, patience = 5_000): Promise<boolean> {
  return what
    .first()
    .waitFor({ timeout: patience })
    .then(
      () => true,
      () => false,
    );
}

/**
 * Makes a gesture until what it is made for is seen, with more patience each time: on a slow machine a hasty second
 * gesture would undo the first. A gesture must begin by closing what an earlier one left open.
 */
export async function until(shown: Locator, gesture: () => Promise<void>): Promise<void> {
  let patience = 2_500;
  await eventually(async () => {
    await gesture();
    patience = Math.min(patience * 2, 20_000);
    return soon(shown, patience);
  });
}

/** Makes a gesture until something is no longer seen. */
async function untilGone(what: Locator, gesture: () => Promise<void>): Promise<void> {
  await eventually(async () => {
    await gesture();
    return what
      .first()
      .waitFor({ state: 'hidden', timeout: 5_000 })
      .then(
        () => true,
        () => false,
      );
  });
}

export interface Person {
  /** Runs a command by its title from the palette until something is seen that it is run for. */
  command(name: string, shown: Locator): Promise<void>;
  /** Chooses a line of the list that asks for something, by the text in its empty input. */
  choose(placeholder: string, label: string): Promise<void>;
  /** Types an answer to a prompt, and goes on. */
  answer(prompt: string, text: string): Promise<void>;
  /** Saves the file in the editor until what is on the disk is right. */
  save(right: () => boolean): Promise<void>;
  /** Opens a file by its name. */
  openFile(name: string): Promise<void>;
  /** Puts the cursor behind the last occurrence of a text, by the editor's own search. */
  cursorAfter(text: string): Promise<void>;
  /** Rests the pointer on the last such word of the lines with a text, until a hover with a text is there. */
  hover(word: string, line: string, shown: string): Promise<void>;
}

/** Settings of the editor under which a line that is in view can be pointed at. */
export const pointable = { 'editor.stickyScroll.enabled': false };

export function person(page: Page): Person {
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  const palette = page.locator('.quick-input-widget input[type="text"]:focus');
  const search = page.locator('.editor-instance .find-widget.visible .find-part textarea');
  const quick = { timeout: 5_000 };
  /** The line that Enter takes. */
  const first = (text: string): Locator =>
    page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text });

  /** Opens the palette by a key, types, and waits until the line with the text is the first. */
  const ask = (key: string, text: string): Promise<void> =>
    until(first(text), async () => {
      await press('Escape');
      await press(key);
      if (await soon(palette)) await page.keyboard.type(text);
    });

  async function cursorAfter(text: string): Promise<void> {
    const selected = page.locator('.statusbar-item', { hasText: `(${text.length} selected)` });
    await until(selected, async () => {
      await press('Escape');
      await press('Control+1');
      await press('Control+End');
      await press('Control+F');
      if (!(await soon(search))) return;
      await search.fill(text);
      await press('Shift+Enter');
    });
    await press('Escape');
    await press('ArrowRight');
    await selected.waitFor({ state: 'detached' });
  }

  return {
    async command(name, shown) {
      await until(shown, async () => {
        await ask('F1', name);
        await press('Enter');
      });
    },
    async choose(placeholder, label) {
      const question = page.locator(`.quick-input-widget input[placeholder="${placeholder}"]`);
      await question.waitFor();
      await untilGone(question, async () => {
        await page
          .locator('.quick-input-list .monaco-list-row', { hasText: label })
          .first()
          .click(quick)
          .catch(() => {}); // The list was drawn anew: looked at again.
      });
    },
    async answer(prompt, text) {
      const question = page.locator('.quick-input-widget .quick-input-message', { hasText: prompt });
      await question.waitFor();
      await untilGone(question, async () => {
        if (!(await question.isVisible())) return;
        const input = page.locator('.quick-input-widget .quick-input-box input');
        await input.fill(text);
        await press('Enter');
      });
    },
    async save(right) {
      await eventually(async () => {
        if (right()) return true;
        await press('Control+S');
        await page.waitForTimeout(500);
        return right();
      });
    },
    async openFile(name) {
      await until(page.locator(`.editor-instance .monaco-editor[data-uri$="/${name}"]`), async () => {
        await ask('Control+P', name);
        await press('Enter');
      });
    },
    cursorAfter,
    async hover(word, line, shown) {
      await until(page.locator('.monaco-hover .hover-contents', { hasText: shown }), async () => {
        await press('Escape');
        await cursorAfter(line);
        await page.mouse.move(700, 700);
        // By its place on the screen: to make sure of an element the browser would scroll beneath the editor.
        const box = await page
          .locator('.editor-instance .view-line', { hasText: line })
          .locator('span span', { hasText: word })
          .last()
          .boundingBox(quick)
          .catch(() => null); // Colouring replaces the line's elements: next time.
        if (box) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
      });
    },
  };
}

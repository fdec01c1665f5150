// A form of a few steps with a way back, drawn with VS Code's own inputs.
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { Answers, Choice, Step } from './cluster-form.ts';

const back = Symbol('back');
type Answered = string | typeof back | undefined;

/**
 * Asks step by step; later steps depend on the answers so far, and going back keeps what was answered. Gives back the
 * answers to the steps that were asked in the end; undefined when the person leaves. `begin` answers some beforehand;
 * with `last` the form opens at its last step.
 */
export async function fillForm(
  title: string,
  stepsOf: (answers: Answers) => Promise<Step[]>,
  { begin = {}, last = false }: { begin?: Answers; last?: boolean } = {},
): Promise<Answers | undefined> {
  let answers = begin;
  let at = last ? (await stepsOf(answers)).length - 1 : 0;
  for (;;) {
    const steps = await stepsOf(answers);
    const step = steps[at];
    if (!step) {
      const asked = steps.flatMap(({ id }) => (answers[id] === undefined ? [] : [[id, answers[id]]]));
      return Object.fromEntries(asked);
    }
    const place: Place = {
      title,
      step: at + 1,
      totalSteps: steps.length,
      back: at > 0,
      before: answers[step.id],
    };
    const answer = await (step.kind === 'choice' ? choose(step, place) : enter(step, place));
    if (answer === undefined) return undefined;
    if (answer === back) at -= 1;
    else {
      answers = { ...answers, [step.id]: answer };
      at += 1;
    }
  }
}

interface Place {
  title: string;
  step: number;
  /** As far as the answers so far tell. */
  totalSteps: number;
  back: boolean;
  /** What was answered before, when the person comes back. */
  before: string | undefined;
}

function choose(
  { prompt, choices = [] }: Step,
  { back: hasBack, before, ...place }: Place,
): Promise<Answered> {
  const input = vscode.window.createQuickPick<vscode.QuickPickItem & Choice>();
  Object.assign(input, { ...place, placeholder: prompt, ignoreFocusOut: true, items: choices });
  // What was answered, or else the first: Enter takes it.
  if (before !== undefined) input.activeItems = input.items.filter(({ value }) => value === before);
  if (hasBack) input.buttons = [vscode.QuickInputButtons.Back];
  return new Promise<Answered>((done) => {
    input.onDidAccept(() => {
      // Nothing is chosen when what was typed fits none.
      const [chosen] = input.selectedItems;
      if (chosen) done(chosen.value);
    });
    input.onDidTriggerButton(() => done(back));
    input.onDidHide(() => done(undefined));
    input.show();
  }).finally(() => input.dispose());
}

const browse: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('folder-opened'),
  tooltip: 'Browse for the file',
};

/** A password is taken as it was typed; a path may begin at the person's home. */
function asMeant(kind: Step['kind'], text: string): string {
  if (kind === 'password') return text;
  return kind === 'file' ? text.trim().replace(/^~(?=[\\/])/, homedir()) : text.trim();
}

function enter(asked: Step, { back: hasBack, before, ...place }: Place): Promise<Answered> {
  const { prompt, value = '', placeholder = '', kind, check } = asked;
  const input = vscode.window.createInputBox();
  Object.assign(input, {
    ...place,
    prompt,
    placeholder,
    ignoreFocusOut: true,
    password: kind === 'password',
  });
  input.value = before ?? value;
  input.buttons = [...(hasBack ? [vscode.QuickInputButtons.Back] : []), ...(kind === 'file' ? [browse] : [])];
  let browsing = false;
  return new Promise<Answered>((done) => {
    input.onDidChangeValue(() => {
      input.validationMessage = undefined;
    });
    input.onDidAccept(async () => {
      const answer = asMeant(kind, input.value);
      input.busy = true;
      const problem = await check?.(answer);
      input.busy = false;
      if (problem === undefined) done(answer);
      else input.validationMessage = problem;
    });
    input.onDidTriggerButton(async (button) => {
      if (button !== browse) return done(back);
      browsing = true;
      const file = (await vscode.window.showOpenDialog({ title: prompt, openLabel: 'Choose' }))?.[0];
      browsing = false;
      if (file) input.value = file.fsPath;
      input.show();
    });
    input.onDidHide(() => {
      if (!browsing) done(undefined);
    });
    input.show();
  }).finally(() => input.dispose());
}

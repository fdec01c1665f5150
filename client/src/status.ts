import * as vscode from 'vscode';
import type { Status } from '../../server/src/protocol.ts';

/** The entry in the status bar: what is under review, or why nothing is. */
export interface StatusItem {
  item: vscode.StatusBarItem;
  starting(): void;
  off(): void;
  failed(): void;
  show(status: Status): void;
}

/** Makes the entry, hidden until there is something to say; a click runs `command`. */
export function createStatusItem(command: string): StatusItem {
  const item = vscode.window.createStatusBarItem('kafkaReview.status', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Kafka Review';
  item.command = command;

  const say = (text: string, tooltip: string, background?: string) => {
    item.text = text;
    item.tooltip = tooltip;
    item.backgroundColor = background === undefined ? undefined : new vscode.ThemeColor(background);
    item.show();
  };
  return {
    item,
    starting: () => say('$(loading~spin) Kafka', 'Kafka Review is starting'),
    off: () => item.hide(),
    failed: () =>
      say(
        '$(error) Kafka Review',
        'Kafka Review: the language server is not running. Click for the log.',
        'statusBarItem.errorBackground',
      ),
    show: (status) => {
      // A workspace without Kafka is left in peace.
      if (status.files === 0) item.hide();
      else say(`$(checklist) ${summary(status)}`, `Kafka Review: ${explanation(status)}\nClick for the log.`);
    },
  };
}

/** `Kafka: 2 clusters, 5 files`, with the profile when it is not production. */
export function summary({ files, clusters, profile }: Status): string {
  const scope = [clusters > 0 ? count(clusters, 'cluster') : '', count(files, 'file')]
    .filter(Boolean)
    .join(', ');
  return profile === undefined || profile === 'production'
    ? `Kafka: ${scope}`
    : `Kafka: ${scope} · ${profile}`;
}

/** `5 files, 2 clusters; 3 problems; profile production`. */
export function explanation({ files, clusters, problems, profile }: Status): string {
  return [
    `${count(files, 'file')}, ${count(clusters, 'cluster')}`,
    problems === 0 ? 'no problems' : count(problems, 'problem'),
    profile === undefined ? 'profile chosen for each file' : `profile ${profile}`,
  ].join('; ');
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

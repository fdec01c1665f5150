// The page of the dashboard: gets figures, draws them. It runs in a webview and loads nothing from anywhere.
import type { Dashboard } from '../../../server/src/cluster/dashboard.ts';
import { disk, lag, leadership, partitions, racks } from './charts.ts';
import './dashboard.css';

interface Host {
  postMessage(message: unknown): void;
  getState(): { open?: string[] } | undefined;
  setState(state: { open: string[] }): void;
}
declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
const draws = [partitions(), leadership(), racks(), disk(), lag()];
const main = document.querySelector('main');
const line = (id: string): HTMLElement | null => document.querySelector(`#${id}`);

/** Words that are read out when they change, and only then. */
function say(element: HTMLElement | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

function show({ name, summary, state, why, figures }: Dashboard): void {
  say(document.querySelector('h1'), name);
  say(line('summary'), why === undefined ? summary : `${summary}: ${why}`);
  if (main && main.dataset.state !== state) main.dataset.state = state;
  if (!figures) return;
  // The time of day stays true however long no newer figures come.
  say(line('age'), `As of ${new Date(figures.takenAt).toLocaleTimeString()}`);
  if (main && main.childElementCount === 0) main.append(...draws.map(({ element }) => element));
  for (const { draw } of draws) draw(figures);
}

// The page is made anew whenever its tab comes back into view: the tables that were open are open again.
const open = host.getState()?.open ?? [];
for (const { element } of draws) {
  const details = element.querySelector('details');
  if (details) details.open = open.includes(element.id);
  details?.addEventListener('toggle', () =>
    host.setState({
      open: draws
        .filter((one) => one.element.querySelector('details')?.open)
        .map(({ element: { id } }) => id),
    }),
  );
}
window.addEventListener('message', ({ data }: MessageEvent<Dashboard>) => show(data));
host.postMessage('ready');

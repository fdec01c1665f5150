// The page of the dashboard: gets figures, draws them. It runs in a webview and loads nothing from anywhere.
import type { Dashboard } from '../../../server/src/cluster/dashboard.ts';
import { disk, lag, leadership, partitions, racks } from './charts.ts';
import './dashboard.css';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const draws = [partitions(), leadership(), racks(), disk(), lag()];
const main = document.querySelector('main');
const title = document.querySelector('h1');
const summary = document.querySelector('#summary');
main?.append(...draws.map(({ element }) => element));

window.addEventListener('message', ({ data }: MessageEvent<Dashboard>) => {
  if (title) title.textContent = data.name;
  // Only a change of the state is read out; the age changes with every poll.
  if (summary) {
    summary.textContent = data.summary;
    summary.className = data.state;
  }
  for (const { draw } of draws) draw(data);
});
acquireVsCodeApi().postMessage('ready');

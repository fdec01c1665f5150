/** A chart with a sentence that says what it shows, and a table of its figures for those who do not see it. */
export interface Section {
  element: HTMLElement;
  /** Where the chart is drawn. */
  canvas: HTMLElement;
  update(content: Content): void;
}

export interface Content {
  /** The chart in a sentence. */
  sentence: string;
  /** What the colors and strokes stand for. */
  legend: string[];
  head: string[];
  rows: string[][];
}

export function section(id: string, title: string): Section {
  const element = make('section');
  element.setAttribute('aria-labelledby', id);
  const heading = make('h2', title);
  heading.id = id;
  const sentence = make('p');
  const legend = make('ul');
  legend.className = 'legend';
  legend.setAttribute('aria-hidden', 'true');
  const canvas = make('div');
  canvas.className = `chart ${id}`;
  // The table says it all: who cannot see the drawing is spared its pieces.
  canvas.setAttribute('aria-hidden', 'true');
  const details = make('details');
  const table = make('table');
  details.append(make('summary', `${title} as a table`), table);
  element.append(heading, sentence, canvas, legend, details);
  return {
    element,
    canvas,
    update(content) {
      sentence.textContent = content.sentence;
      legend.replaceChildren(...content.legend.map(legendEntry));
      const caption = make('caption', title);
      table.replaceChildren(caption, headOf(content.head), bodyOf(content.rows));
    },
  };
}

function legendEntry(text: string, index: number): HTMLElement {
  const entry = make('li', text);
  entry.className = `series-${index}`;
  return entry;
}

function headOf(cells: string[]): HTMLElement {
  const row = make('tr');
  for (const text of cells) {
    const cell = make('th', text);
    cell.setAttribute('scope', 'col');
    row.append(cell);
  }
  const head = make('thead');
  head.append(row);
  return head;
}

function bodyOf(rows: string[][]): HTMLElement {
  const body = make('tbody');
  for (const [first = '', ...rest] of rows) {
    const row = make('tr');
    const name = make('th', first);
    name.setAttribute('scope', 'row');
    row.append(name, ...rest.map((text) => make('td', text)));
    body.append(row);
  }
  return body;
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, text?: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  return element;
}

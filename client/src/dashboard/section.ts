/** A chart with a sentence that says what it shows, and a table of its figures for those who do not see it. */
export interface Section {
  element: HTMLElement;
  /** Where the chart is drawn. */
  canvas: HTMLElement;
  /** Shows the content and calls `draw` for its chart, unless all of it is as it was. */
  update(content: Content, draw: () => void): void;
}

export interface Content {
  /** The chart in a sentence. */
  sentence: string;
  /** What the colors and strokes stand for. */
  legend: string[];
  head: string[];
  rows: string[][];
  /** How many bars the chart has, where it has bars: few fill half of the width, many all of it, more make it scroll. */
  bars?: number;
  /** The moment up to which lines are drawn, where the chart has lines. */
  until?: number;
}

/** Bars that a chart in half of the width has room for; more are narrow, in a chart as wide as the page. */
export const barsInHalf = 24;

export function section(id: string, title: string): Section {
  const element = make('section');
  element.id = id;
  const heading = make('h2', title);
  heading.id = `${id}-title`;
  element.setAttribute('aria-labelledby', heading.id);
  const sentence = make('p');
  const canvas = make('div');
  canvas.className = `chart ${id}`;
  // To those who do not see it the drawing is one image with a sentence; the table below has its pieces.
  canvas.setAttribute('role', 'img');
  const legend = make('ul');
  legend.className = 'legend';
  legend.setAttribute('aria-hidden', 'true');
  const details = make('details');
  const table = make('table');
  const wrapper = make('div');
  wrapper.className = 'figures';
  wrapper.append(table);
  details.append(make('summary', `${title} as a table`), wrapper);
  element.append(heading, sentence, canvas, legend, details);
  // A drawing that is wider than its place is scrolled with the arrow keys.
  const reach = (): void => {
    for (const scrolled of [canvas, wrapper]) {
      if (scrolled.scrollWidth > scrolled.clientWidth) scrolled.tabIndex = 0;
      else scrolled.removeAttribute('tabindex');
    }
  };
  new ResizeObserver(reach).observe(element);
  let before = '';
  return {
    element,
    canvas,
    update(content, draw) {
      const now = JSON.stringify(content);
      if (now === before) return;
      before = now;
      sentence.textContent = content.sentence;
      canvas.setAttribute('aria-label', `${title}. ${content.sentence}`);
      canvas.hidden = content.rows.length === 0;
      details.hidden = content.rows.length === 0;
      element.classList.toggle('wide', (content.bars ?? 0) > barsInHalf);
      // Set on the object: a style attribute is against the page's policy.
      canvas.style.setProperty('--bars', String(content.bars ?? 1));
      legend.replaceChildren(...content.legend.map(legendEntry));
      fill(table, title, content);
      if (!canvas.hidden) draw();
      reach();
    },
  };
}

function legendEntry(text: string, index: number): HTMLElement {
  const entry = make('li', text);
  entry.className = `series-${index}`;
  return entry;
}

/** Writes into the cells that are there: a reader, or a selection, stays where it is. */
function fill(table: HTMLTableElement, title: string, { head, rows }: Content): void {
  if (!table.tHead) {
    table.createCaption().textContent = title;
    table.createTHead().append(rowOf(head, 'col'));
    table.createTBody();
  }
  const body = table.tBodies[0];
  if (!body) return;
  for (const [index, texts] of rows.entries()) {
    const row = body.rows[index];
    if (!row) body.append(rowOf(texts, 'row'));
    else {
      for (const [column, text] of texts.entries()) {
        const cell = row.cells[column];
        if (cell && cell.textContent !== text) cell.textContent = text;
      }
    }
  }
  while (body.rows.length > rows.length) body.deleteRow(-1);
}

/** The cells of a row; all are headings of their columns, or the first is the heading of the row. */
function rowOf(texts: string[], headings: 'col' | 'row'): HTMLTableRowElement {
  const row = make('tr');
  for (const [column, text] of texts.entries()) {
    const cell = headings === 'col' || column === 0 ? make('th', text) : make('td', text);
    if (cell.tagName === 'TH') cell.setAttribute('scope', headings);
    row.append(cell);
  }
  return row;
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, text?: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  return element;
}

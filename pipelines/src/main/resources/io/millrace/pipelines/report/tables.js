/* One table a kind of feature: its columns, the order of its rows, and the rows themselves. */

const SMALL = {width: 220, height: 46};
const ROWS_AT_ONCE = 50;

/** A column: `of` gives a figure to sort by from a view; `show` writes it; `up` sorts the least first. */
const COLUMNS = {
  name: {title: 'Feature', up: true, key: pair => pair.id.toLowerCase()},
  present: {title: 'Count', always: true, of: view => Number(view.present), show: count, help: 'Rows that have the feature'},
  missing: {title: 'Missing', always: true, of: view => share(view.missing, rowsOf(view)), show: percent, bar: true, help: 'Rows without the feature'},
  zeros: {title: 'Zeros', of: view => share(view.zeros, view.lengths.total), show: percent, bar: true, help: 'Values that are zero'},
  mean: {title: 'Mean', of: view => Number(view.mean), show: figure},
  std: {title: 'Std dev', of: view => Number(view.std), show: figure},
  min: {title: 'Min', of: view => Number(view.min), show: figure},
  median: {title: 'Median', of: view => Number(view.median), show: figure},
  max: {title: 'Max', of: view => Number(view.max), show: figure},
  unique: {title: 'Unique', of: view => Number(view.unique), show: count},
  top: {title: 'Most frequent', text: true, of: view => topShare(view), cell: topValue},
  length: {title: 'Avg length', of: view => Number(view.length), show: figure, help: 'Bytes a value'},
  avgBytes: {title: 'Avg bytes', of: view => Number(view.avgBytes), show: figure},
  minBytes: {title: 'Min bytes', of: view => Number(view.minBytes), show: figure},
  maxBytes: {title: 'Max bytes', of: view => Number(view.maxBytes), show: figure},
  perRow: {title: 'Values a row', of: view => Number(view.lengths.avg), show: figure},
  imbalance: {
    title: 'Imbalance', of: view => view.imbalance, show: value => value.toFixed(2),
    help: '0: all buckets (values) equally frequent; 1: all rows in one. 1 − entropy / greatest entropy',
  },
  difference: {
    title: 'Difference', key: pair => pair.difference, cellOfPair: pair => pair.difference === null ? '–' : pair.difference.toFixed(3),
    help: 'Numbers: largest gap between the cumulative shares. Categories: largest gap between the shares of a value',
  },
};

const TABLES = [
  {kind: 'numeric', title: 'Numbers', columns: ['name', 'present', 'missing', 'zeros', 'mean', 'std', 'min', 'median', 'max', 'imbalance']},
  {kind: 'categorical', title: 'Categories and strings', columns: ['name', 'present', 'missing', 'unique', 'top', 'length', 'imbalance']},
  {kind: 'bytes', title: 'Bytes', columns: ['name', 'present', 'missing', 'avgBytes', 'minBytes', 'maxBytes']},
  {kind: 'struct', title: 'Structs', columns: ['name', 'present', 'missing', 'perRow']},
];

function share(part, whole) {
  return Number(whole) > 0 ? Number(part) / Number(whole) : 0;
}

function rowsOf(view) {
  return Number(view.present) + Number(view.missing);
}

function topShare(view) {
  return view.ranks && view.ranks.top.length ? share(view.ranks.top[1], view.ranks.total) : 0;
}

function topValue(view) {
  if (!view.ranks.top.length) return '';
  return [shortened(shown(view.ranks.top[0]), 60) + ' ', element('span', {class: 'percent'}, percent(topShare(view)))];
}

/** What there is to sort by: the first data set's figure, or the second's where only that has the feature. */
function sortKey(pair, column) {
  if (column.key) return column.key(pair);
  return column.of(pair.views[0] || pair.views[1]);
}

/** The order a table starts with: what is most unbalanced or most often missing first. */
function attention(pair) {
  return Math.max(...pair.views.filter(Boolean).map(view => Math.max(view.imbalance, COLUMNS.missing.of(view))));
}

function sorted(pairs, order) {
  const column = order && COLUMNS[order.column];
  const key = column ? pair => sortKey(pair, column) : attention;
  const direction = order && order.up ? 1 : -1;
  const keyed = pairs.map(pair => ({pair, key: key(pair)}));
  keyed.sort((p, q) => direction * compared(p.key, q.key) || compared(p.pair.id, q.pair.id));
  return keyed.map(each => each.pair);
}

/** Numbers and texts in their order; what is no number counts as the least. */
function compared(p, q) {
  const left = Number.isNaN(p) || p === null ? -Infinity : p;
  const right = Number.isNaN(q) || q === null ? -Infinity : q;
  return left < right ? -1 : left > right ? 1 : 0;
}

function featureTable(table, pairs, page) {
  const columns = page.comparing ? [...table.columns, 'difference'] : table.columns;
  const order = page.orders[table.kind];
  const limit = page.limits[table.kind] || ROWS_AT_ONCE;
  const body = element('tbody', {}, sorted(pairs, order).slice(0, limit).flatMap(pair => rows(pair, columns, page)));
  const rest = pairs.length - limit;
  return element('section', {id: table.kind},
    element('h2', {}, table.title, element('small', {}, count(pairs.length) + (pairs.length === 1 ? ' feature' : ' features'))),
    element('table', {class: 'features'}, element('thead', {}, header(table, columns, order, page)), body),
    rest > 0 ? element('button', {
      class: 'more', onclick: () => { page.limits[table.kind] = limit + ROWS_AT_ONCE * 2; page.draw(); },
    }, `Show ${count(Math.min(rest, ROWS_AT_ONCE * 2))} more of ${count(rest)}`) : null);
}

function header(table, columns, order, page) {
  return element('tr', {}, columns.map(id => {
    const column = COLUMNS[id];
    const on = order && order.column === id;
    return element('th', {
      scope: 'col', class: column.text ? 'text' : null, 'aria-sort': on ? (order.up ? 'ascending' : 'descending') : null,
    }, element('button', {title: column.help, onclick: () => page.sortBy(table.kind, id)},
      column.title + (on ? (order.up ? ' ↑' : ' ↓') : '')));
  }), table.kind === 'numeric' || table.kind === 'categorical'
    ? element('th', {class: 'chart', scope: 'col'}, element('span', {}, page.quantiles && table.kind === 'numeric' ? 'Quantiles' : 'Distribution'))
    : null);
}

function rows(pair, columns, page) {
  const open = page.open.has(pair.id);
  const toggle = () => { open ? page.open.delete(pair.id) : page.open.add(pair.id); page.draw(); };
  const cells = columns.map(id => id === 'name' ? nameCell(pair, open, toggle) : valueCell(pair, COLUMNS[id]));
  const chart = smallChart(pair, page);
  if (chart) cells.push(element('td', {class: 'chart'}, chart));
  const row = element('tr', {class: 'row'}, cells);
  return open
    ? [row, element('tr', {class: 'detail'}, element('td', {colspan: cells.length}, detailPanels(pair, page)))]
    : [row];
}

function nameCell(pair, open, toggle) {
  const asked = page.data.schema && page.data.schema[pair.id];
  const anomaly = anomalyOf(pair.id);
  return element('td', {},
    element('button', {class: 'name', 'aria-expanded': String(open), onclick: toggle}, pair.id || '(no name)'),
    element('span', {class: 'type'}, pair.types.join(' / ')),
    asked ? element('div', {class: 'asked'}, asked.slice(1).join(' · ')) : null,
    anomaly ? element('div', {class: anomaly.severity === 'WARNING' ? 'anomaly warning' : 'anomaly', title: anomaly.text}, anomaly.short) : null);
}

function valueCell(pair, column) {
  if (column.cellOfPair) return element('td', {'data-label': column.title}, column.cellOfPair(pair));
  const known = pair.views.map(view => view && (column.always || Number(view.present) > 0));
  return element('td', {class: column.text ? 'text' : null, 'data-label': column.title},
    pair.views.map((view, set) => {
      const name = 'line' + (page.comparing ? set ? ' b' : ' a' : '');
      if (!known[set]) return element('div', {class: name}, '–');
      const none = column.bar && !(column.of(view) > 0);
      return element('div', {class: none ? name + ' none' : name}, column.cell ? column.cell(view) : column.show(column.of(view)));
    }),
    column.bar ? shareBars(pair.views.map((view, set) => known[set] ? column.of(view) : 0)) : null);
}

/** Thin bars below shares, if any share is more than nothing. */
function shareBars(shares) {
  return shares.some(each => each > 0)
    ? shares.map((each, set) => element('span', {class: set ? 'share second' : 'share'}, element('i', {width: (each * 100).toFixed(2) + '%'})))
    : null;
}

function smallChart(pair, page) {
  const [first, second] = pair.views;
  const size = page.comparing ? {width: SMALL.width, height: 58} : SMALL;
  if (pair.kind === 'numeric') {
    const kind = page.quantiles ? 'quantiles' : 'standard';
    const draw = page.quantiles ? quantileChart : histogramChart;
    return draw(first && first[kind] || EMPTY, second && second[kind], size, page.logarithmic);
  }
  if (pair.kind === 'categorical') {
    return rankChart(first && first.ranks || NO_RANKS, second && second.ranks, size, page.logarithmic);
  }
  return null;
}

const EMPTY = {buckets: []};
const NO_RANKS = {labels: 0, total: 0, top: []};

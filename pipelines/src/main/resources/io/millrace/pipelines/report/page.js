/* The page: what is chosen, the controls that change it, and drawing it all again. */

const page = {
  data: JSON.parse(document.getElementById('data').textContent),
  first: 0,
  second: -1,
  weighted: false,
  quantiles: false,
  logarithmic: false,
  anomaliesOnly: false,
  search: '',
  orders: {},
  limits: {},
  open: new Set(),

  get comparing() {
    return this.second >= 0;
  },

  sortBy(kind, column) {
    const order = this.orders[kind];
    const up = order && order.column === column ? !order.up : Boolean(COLUMNS[column].up);
    this.orders[kind] = {column, up};
    this.draw();
  },

  draw() {
    document.getElementById('summary').replaceChildren(summary());
    const pairs = wanted(paired());
    const tables = TABLES.map(table => ({table, pairs: pairs.filter(pair => pair.kind === table.kind)}))
      .filter(each => each.pairs.length)
      .map(each => featureTable(each.table, each.pairs, page));
    const kept = {x: window.scrollX, y: window.scrollY};
    document.getElementById('tables').replaceChildren(
      ...tables.length ? tables : [element('p', {class: 'note'}, 'No feature is like that.')], ...correlations());
    window.scrollTo(kept.x, kept.y);
  },
};

/** The features of the chosen data sets, side by side, in the first one's order. */
function paired() {
  const chosen = [page.first, page.second].map(index => page.data.datasets[index]);
  const pairs = new Map();
  chosen.forEach((dataset, set) => {
    for (const feature of dataset ? dataset.features : []) {
      if (!pairs.has(feature.id)) {
        pairs.set(feature.id, {id: feature.id, kind: feature.kind, empty: true, types: [], views: chosen[1] ? [null, null] : [null]});
      }
      const pair = pairs.get(feature.id);
      if (!pair.types.includes(feature.type)) pair.types.push(feature.type);
      const empty = Number(feature.present) === 0;
      // A column without a value can be of any kind.
      if (pair.empty && !empty) pair.kind = feature.kind;
      // Of two kinds with values, the second data set's figures do not fit into the table.
      if (pair.empty || empty || pair.kind === feature.kind) pair.views[set] = view(feature);
      pair.empty = pair.empty && empty;
    }
  });
  const all = [...pairs.values()];
  for (const pair of all) pair.difference = difference(pair);
  return all;
}

/** What is shown of a feature: with weights, the weighted figures over the others. */
function view(feature) {
  return page.weighted && feature.weighted ? {...feature, ...feature.weighted} : feature;
}

function wanted(pairs) {
  const words = page.search.toLowerCase().split(/\s+/).filter(Boolean);
  return pairs.filter(pair => words.every(word => pair.id.toLowerCase().includes(word))
    && (!page.anomaliesOnly || anomalyOf(pair.id)));
}

/** What the anomalies call a feature: where every slice was checked, it is that of the chosen one. */
function checkedAs(id) {
  const slice = page.data.slices && page.data.slices[page.data.datasets[page.first].name];
  return slice && slice[id] || id;
}

function anomalyOf(id) {
  return page.data.anomalies && page.data.anomalies[checkedAs(id)];
}

function difference(pair) {
  const [first, second] = pair.views;
  if (!first || !second) return null;
  if (pair.kind === 'numeric') return gapOfNumbers(buckets(first.quantiles), buckets(second.quantiles));
  if (pair.kind !== 'categorical' || !first.ranks || !second.ranks) return null;
  return ranked(first.ranks, second.ranks).reduce((gap, row) => Math.max(gap, Math.abs(row.shares[0] - row.shares[1])), 0);
}

/** The largest gap between two cumulative distributions, read from their quantile buckets. */
function gapOfNumbers(first, second) {
  const sets = [first, second].map(set => ({total: set.total, list: [...set.wide, ...set.points]}));
  if (sets.some(set => !(set.total > 0))) return null;
  const edges = sets.flatMap(set => set.list.flatMap(bucket => [bucket.low, bucket.high])).filter(Number.isFinite);
  return edges.reduce((gap, edge) => {
    const [below, belowToo] = sets.map(set => [cumulative(set, edge, false), cumulative(set, edge, true)]);
    return Math.max(gap, Math.abs(below[0] - belowToo[0]), Math.abs(below[1] - belowToo[1]));
  }, 0);
}

function cumulative(set, edge, inclusive) {
  return set.list.reduce((sum, {low, high, count}) => {
    if (high < edge || (inclusive && high === edge)) return sum + count;
    if (low < edge && high > low && Number.isFinite(low)) {
      return sum + count * (Number.isFinite(high) ? (edge - low) / (high - low) : 0);
    }
    return sum;
  }, 0) / set.total;
}

function datasetName(dataset) {
  return dataset.name ? `${dataset.file} · ${dataset.name}` : dataset.file;
}

function summary() {
  const chosen = [page.first, page.second].filter(index => index >= 0).map(index => page.data.datasets[index]);
  const weighted = chosen.some(dataset => dataset.weightedRows > 0);
  const titles = ['Data set', 'Rows', ...weighted ? ['Weighted rows'] : [], 'Features', ...TABLES.map(table => table.title), 'Missing cells', ...page.data.anomalies ? ['Anomalies'] : []];
  const used = TABLES.filter(table => chosen.some(dataset => dataset.features.some(feature => feature.kind === table.kind)));
  const heads = titles.filter(title => !TABLES.some(table => table.title === title) || used.some(table => table.title === title));
  const lines = chosen.map((dataset, set) => {
    const cells = dataset.features.reduce((sum, feature) => sum + feature.present + feature.missing, 0);
    const missing = dataset.features.reduce((sum, feature) => sum + feature.missing, 0);
    return element('tr', {},
      element('td', {}, element('span', {class: set ? 'swatch second' : 'swatch'}), datasetName(dataset)),
      element('td', {class: 'number'}, count(dataset.rows)),
      weighted ? element('td', {class: 'number'}, count(dataset.weightedRows)) : null,
      element('td', {class: 'number'}, count(dataset.features.length)),
      used.map(table => element('td', {class: 'number'}, count(dataset.features.filter(feature => feature.kind === table.kind).length))),
      element('td', {class: 'number'}, percent(share(missing, cells))),
      page.data.anomalies ? element('td', {class: 'number'}, set ? null : anomalyCount()) : null);
  });
  return element('div', {class: 'scroll'}, element('table', {class: 'plain'},
    element('thead', {}, element('tr', {}, heads.map((title, i) => element('th', {class: i ? 'number' : null}, title)))),
    element('tbody', {}, lines)));
}

function anomalyCount() {
  const found = Object.keys(page.data.anomalies).length;
  return element('a', {href: '#anomalies', class: found ? 'bad' : 'good'}, count(found));
}

function correlations() {
  const found = page.data.datasets[page.first].correlations.filter(([x, y]) =>
    !page.search || [x, y].some(name => name.toLowerCase().includes(page.search.toLowerCase())));
  if (!found.length) return [];
  const strongest = found.sort((p, q) => Math.abs(q[2]) - Math.abs(p[2])).slice(0, 100);
  return [element('section', {id: 'correlations'},
    element('h2', {}, 'Correlations', element('small', {}, 'Pearson, the strongest first')),
    element('table', {class: 'plain'},
      element('thead', {}, element('tr', {}, ['Feature', 'Feature', 'Correlation', 'Rows'].map(title => element('th', {}, title)))),
      element('tbody', {}, strongest.map(([x, y, value, rows]) => element('tr', {},
        element('td', {}, x), element('td', {}, y), element('td', {class: 'number'}, figure(value)), element('td', {class: 'number'}, count(rows)))))))];
}

function controls() {
  const all = page.data.datasets;
  const parts = [element('label', {class: 'search'}, element('input', {
    type: 'search', placeholder: 'Search features', 'aria-label': 'Search features',
    oninput: event => { page.search = event.target.value; page.limits = {}; page.draw(); },
  }))];
  if (all.length > 1) {
    parts.push(picker('Data set', all.map((dataset, i) => [i, datasetName(dataset)]), page.first, value => { page.first = value; }));
    parts.push(picker('Compared with', [[-1, 'nothing'], ...all.map((dataset, i) => [i, datasetName(dataset)])], page.second,
      value => { page.second = value; }));
  }
  parts.push(element('span', {class: 'choice', role: 'group', 'aria-label': 'Charts of numbers'}, pressed('Histogram', false), pressed('Quantiles', true)));
  parts.push(check('Log scale', on => { page.logarithmic = on; }));
  if (all.some(dataset => dataset.features.some(feature => feature.weighted))) {
    parts.push(check('Weighted', on => { page.weighted = on; }));
  }
  if (page.data.anomalies && Object.keys(page.data.anomalies).length) {
    parts.push(check('With anomalies only', on => { page.anomaliesOnly = on; }));
  }
  return element('div', {}, parts);
}

function picker(title, options, chosen, choose) {
  return element('label', {}, title, element('select', {onchange: event => { choose(Number(event.target.value)); page.draw(); }},
    options.map(([value, text]) => element('option', {value, selected: value === chosen ? '' : null}, text))));
}

function pressed(title, quantiles) {
  return element('button', {
    type: 'button', 'aria-pressed': String(page.quantiles === quantiles),
    onclick: event => {
      page.quantiles = quantiles;
      for (const button of event.target.parentNode.children) button.setAttribute('aria-pressed', String(button === event.target));
      page.draw();
    },
  }, title);
}

function check(title, change) {
  return element('label', {}, element('input', {type: 'checkbox', onchange: event => { change(event.target.checked); page.draw(); }}), title);
}

/** Compares with the second file's data set of the same name, or its first. */
function start() {
  const {datasets, compared} = page.data;
  if (compared < datasets.length) {
    const same = datasets.findIndex((dataset, i) => i >= compared && dataset.name === datasets[0].name);
    page.second = same >= 0 ? same : compared;
  }
  document.getElementById('controls').append(controls());
  page.draw();
}

start();

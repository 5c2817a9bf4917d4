/* What an opened feature shows below its row: larger charts, values, list lengths, what the schema asks. */

const WIDE = {width: 430, height: 170, axis: true};
const STRIP = {width: 430, height: 84, axis: true};

function detailPanels(pair, page) {
  const panels = [...pair.kind === 'categorical' ? valuePanels(pair) : numberPanels(pair, page)];
  const facts = [anomalyPanel(pair), schemaPanel(pair), customPanel(pair)].filter(Boolean);
  panels.push(lengthPanel(pair), facts.length ? element('div', {class: 'facts'}, facts) : null);
  return element('div', {class: 'panels'}, panels.filter(Boolean));
}

function panel(title, ...content) {
  return element('section', {}, element('h3', {}, title), content);
}

function numberPanels(pair, page) {
  if (pair.kind !== 'numeric') return [];
  const [first, second] = pair.views;
  const standard = [first, second].map(view => view && view.standard);
  const quantiles = [first, second].map(view => view && view.quantiles);
  return [
    panel('Histogram' + (page.logarithmic ? ', logarithmic heights' : ''),
      histogramChart(standard[0], standard[1], WIDE, page.logarithmic), oddities(pair)),
    panel('Quantiles' + (page.logarithmic ? ', logarithmic axis' : ''),
      quantileChart(quantiles[0], quantiles[1], STRIP, page.logarithmic), edgeTable(quantiles)),
  ];
}

/** NaNs and infinities, which no axis can show. */
function oddities(pair) {
  return pair.views.filter(Boolean).map((view, set) => {
    const {points, nan} = buckets(view.standard);
    const words = points.filter(point => !Number.isFinite(point.low) || !Number.isFinite(point.high))
      .map(point => `${figure(point.low)} to ${figure(point.high)}: ${count(Math.round(point.count))}`);
    if (nan) words.unshift(`NaN: ${count(nan)}`);
    return words.length ? element('div', {class: set ? 'b' : 'a'}, words.join(', ')) : null;
  });
}

function edgeTable(quantiles) {
  const edges = quantiles.filter(Boolean).map(histogram => quantileEdges(buckets(histogram)));
  const longest = Math.max(0, ...edges.map(list => list.length));
  if (!longest) return null;
  const rows = [];
  for (let i = 0; i < longest; i++) {
    rows.push(element('tr', {},
      element('th', {class: 'number'}, `${Math.round(i / (longest - 1) * 100)}%`),
      edges.map((list, set) => element('td', {class: 'number ' + (set ? 'b' : 'a')}, i < list.length ? figure(list[i]) : ''))));
  }
  const half = Math.ceil(rows.length / 2);
  return element('div', {class: 'edges'}, element('details', {},
    element('summary', {}, 'The quantiles in numbers'),
    element('table', {}, element('tbody', {}, rows.slice(0, half), rows.slice(half)))));
}

function valuePanels(pair) {
  const [first, second] = pair.views.map(view => view && view.ranks);
  const all = ranked(first, second);
  if (!all.length) return [];
  const greatest = Math.max(...all.flatMap(row => row.shares));
  const cells = all.slice(0, 50).flatMap(row => [
    element('div', {class: 'label', title: row.label}, shown(row.label)),
    element('div', {class: 'bars'}, row.shares.map((share, set) =>
      element('div', {class: set ? 'bar second' : 'bar', width: (share / greatest * 100).toFixed(2) + '%'}))),
    element('div', {class: 'number'}, row.shares.map((share, set) =>
      element('div', {class: row.shares.length > 1 ? set ? 'b' : 'a' : null}, `${count(row.counts[set])} · ${percent(share)}`))),
  ]);
  const rest = [first, second].filter(Boolean).map(ranks => ranks.labels - ranks.top.length / 2);
  const panels = [panel('Most frequent values', element('div', {class: 'values'}, cells),
    Math.max(...rest) > 0 ? element('p', {class: 'note'}, `and ${rest.map(count).join(' / ')} more`) : null)];
  if (all.length > 3) panels.push(panel('Shares by rank', rankChart(first, second, WIDE, false)));
  return panels;
}

function lengthPanel(pair) {
  const lengths = pair.views.filter(Boolean).map(view => view.lengths);
  if (lengths.every(each => each.min === each.max)) {
    const same = new Set(lengths.filter(each => each.total > 0).map(each => each.max));
    return same.size === 1 && [...same][0] !== 1 ? panel('Values a row', `always ${count([...same][0])}`) : null;
  }
  const histograms = pair.views.map(view => view && view.lengths.histogram);
  return panel('Values a row',
    histogramChart(histograms[0], histograms[1], {width: 430, height: 100, axis: true}, false),
    lengths.map((each, set) => element('div', {class: lengths.length > 1 ? set ? 'b' : 'a' : 'note'},
      `${count(each.min)} to ${count(each.max)}, on average ${figure(each.avg)}, in all ${count(each.total)}`)),
    levels(pair));
}

function levels(pair) {
  const found = pair.views[0] && pair.views[0].levels;
  if (!found) return null;
  return element('ul', {}, found.map(([present, missing, least, most, total], i) => element('li', {},
    `level ${i + 1}: ${count(present)} present, ${count(missing)} missing, ${count(least)} to ${count(most)} values, in all ${count(total)}`)));
}

function schemaPanel(pair) {
  if (!page.data.schema) return null;
  const asked = page.data.schema[pair.id];
  return panel('The schema', asked ? element('ul', {}, asked.map(word => element('li', {}, word))) : 'does not know this feature');
}

function anomalyPanel(pair) {
  const found = anomalyOf(pair.id);
  const measured = (page.data.measurements || []).filter(measurement => measurement[0] === checkedAs(pair.id));
  if (!found && !measured.length) return null;
  return panel('Anomalies and drift',
    found ? element('p', {class: found.severity === 'WARNING' ? null : 'bad'}, found.text) : null,
    measured.length ? element('ul', {}, measured.map(([, kind, measure, value, threshold]) =>
      element('li', {}, `${kind}: ${measure} ${figure(value)} (threshold ${figure(threshold)})`))) : null);
}

function customPanel(pair) {
  const all = pair.views.filter(Boolean).map(view => view.custom || {});
  const names = [...new Set(all.flatMap(Object.keys))].filter(name => all.some(custom => typeof custom[name] !== 'object'));
  if (!names.length) return null;
  return panel('Further statistics', element('table', {class: 'plain'}, element('tbody', {}, names.map(name =>
    element('tr', {}, element('td', {}, name), all.map((custom, set) =>
      element('td', {class: 'number ' + (all.length > 1 ? set ? 'b' : 'a' : '')},
        custom[name] === undefined ? '' : typeof custom[name] === 'number' ? figure(custom[name]) : custom[name])))))));
}

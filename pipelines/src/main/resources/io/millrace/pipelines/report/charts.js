/* Charts as SVG. `first` and `second` are what two data sets say of one feature; `second` may be missing. */

/** The most buckets that two data sets of different ranges are compared in. */
const MOST_CELLS = 24;

/** The buckets of a histogram with finite ends and some width, as {low, high, count}; others are told in words. */
function buckets(histogram) {
  const found = {wide: [], points: [], nan: histogram && histogram.nan ? Number(histogram.nan) : 0, total: 0};
  const flat = histogram ? histogram.buckets : [];
  for (let i = 0; i < flat.length; i += 3) {
    const bucket = {low: Number(flat[i]), high: Number(flat[i + 1]), count: Number(flat[i + 2])};
    found.total += bucket.count;
    const finite = Number.isFinite(bucket.low) && Number.isFinite(bucket.high);
    if (finite && bucket.high > bucket.low) found.wide.push(bucket);
    else found.points.push(bucket);
  }
  return found;
}

/** From values to pixels, linear or symmetric-logarithmic. */
function scale(low, high, from, to, logarithmic) {
  const bend = logarithmic ? v => Math.sign(v) * Math.log10(1 + Math.abs(v)) : v => v;
  const start = bend(low);
  const span = bend(high) - start || 1;
  return v => from + (bend(v) - start) / span * (to - from);
}

function range(sets) {
  let low = Infinity;
  let high = -Infinity;
  for (const set of sets) {
    for (const bucket of [...set.wide, ...set.points]) {
      if (Number.isFinite(bucket.low)) low = Math.min(low, bucket.low);
      if (Number.isFinite(bucket.high)) high = Math.max(high, bucket.high);
    }
  }
  return low <= high ? {low, high} : null;
}

/** Standard histograms over one axis. Two of them are shown with the same buckets, so that heights compare. */
function histogramChart(first, second, size, logarithmic) {
  const sets = [first, second].filter(Boolean).map(buckets);
  const span = range(sets);
  if (!span) return element('span', {class: 'note'}, 'no numbers');
  const padding = (span.high - span.low || 1) * 0.005;
  const x = scale(span.low - padding, span.high + padding, 0, size.width, false);
  if (sets.length === 2) alignBuckets(sets, span);
  const bars = sets.map(set => barsOf(set, x));
  const heights = bars.flat().map(bar => bar.height);
  const highest = Math.max(...heights, 0);
  const lowest = Math.min(...heights.filter(height => height > 0));
  const bottom = size.height - (size.axis ? 16 : 1);
  const y = heightScale(lowest, highest, bottom - 2, logarithmic);
  const chart = svg(size, sets.length === 1);
  for (const bar of bars[0]) {
    const height = y(bar.height);
    if (height > 0) chart.append(drawn('rect', {
      class: 'fill-a', x: bar.from.toFixed(2), y: (bottom - height).toFixed(2),
      width: Math.max(1, bar.to - bar.from - 0.6).toFixed(2), height: height.toFixed(2),
    }, drawn('title', {}, bar.title)));
  }
  if (bars[1]) outline(chart, bars[1], bar => y(bar.height), bottom);
  axis(chart, size, bottom, span);
  return chart;
}

/** Spreads the counts of both over the same buckets, evenly within each of the old ones. */
function alignBuckets(sets, span) {
  const ends = set => set.wide.map(bucket => `${bucket.low} ${bucket.high}`).join();
  if (ends(sets[0]) === ends(sets[1]) || !(span.high > span.low)) return;
  // No finer than the coarser of the two: what one bucket says is not known in more detail.
  const coarsest = Math.max(0, ...sets.flatMap(set => set.wide.map(bucket => bucket.high - bucket.low)));
  const number = Math.max(1, Math.min(MOST_CELLS, Math.round((span.high - span.low) / coarsest)));
  const width = (span.high - span.low) / number;
  for (const set of sets) {
    const cells = Array.from({length: number}, (none, i) =>
      ({low: span.low + i * width, high: span.low + (i + 1) * width, count: 0}));
    for (const {low, high, count} of [...set.wide, ...set.points]) {
      if (!Number.isFinite(low) || !Number.isFinite(high)) continue;
      const from = Math.min(number - 1, Math.floor((low - span.low) / width));
      const to = Math.min(number - 1, Math.floor((high - span.low) / width));
      for (let i = from; i <= to; i++) {
        const overlap = Math.min(high, cells[i].high) - Math.max(low, cells[i].low);
        cells[i].count += from === to ? count : count * Math.max(0, overlap) / (high - low);
      }
    }
    set.wide = cells;
    set.points = set.points.filter(point => !Number.isFinite(point.low) || !Number.isFinite(point.high));
  }
}

/** The second data set as a line around its bars, which the first one's can be seen through. */
function outline(chart, bars, height, bottom) {
  const corners = [...bars].sort((p, q) => p.from - q.from).flatMap(bar => {
    const top = (bottom - height(bar)).toFixed(2);
    return [`${bar.from.toFixed(2)} ${top}`, `${bar.to.toFixed(2)} ${top}`];
  });
  if (!corners.length) return;
  const [first, last] = [corners[0], corners[corners.length - 1]].map(corner => corner.split(' ')[0]);
  chart.append(drawn('path', {class: 'outline-b', d: `M${first} ${bottom}L${corners.join('L')}L${last} ${bottom}`}));
  for (const bar of bars) {
    chart.append(drawn('rect', {
      class: 'hover', x: bar.from.toFixed(2), width: Math.max(1, bar.to - bar.from).toFixed(2),
      y: (bottom - height(bar)).toFixed(2), height: height(bar).toFixed(2),
    }, drawn('title', {}, bar.title)));
  }
}

/** Where the bars stand, in pixels; of buckets of unequal widths the areas are what compares. */
function barsOf(set, x) {
  const merged = new Map();
  for (const {low, high, count} of [...set.wide, ...set.points.filter(point => Number.isFinite(point.low))]) {
    const key = low + ' ' + high;
    merged.set(key, {low, high, count: count + (merged.has(key) ? merged.get(key).count : 0)});
  }
  const bars = [...merged.values()].map(({low, high, count: number}) => {
    const middle = x((low + high) / 2);
    const width = Math.max(2, x(high) - x(low));
    const share = set.total > 0 ? number / set.total : 0;
    return {
      from: middle - width / 2, to: middle + width / 2, width, height: share,
      title: `${figure(low)} to ${figure(high)}: ${count(Math.round(number))} (${percent(share)})`,
    };
  });
  const widths = bars.map(bar => bar.width);
  const unequal = Math.max(...widths) > Math.min(...widths) * 1.05;
  return unequal ? bars.map(bar => ({...bar, height: bar.height / bar.width})) : bars;
}

/** Heights in pixels; logarithmic from a tenth of the lowest, so that the rarest bucket is seen. */
function heightScale(lowest, highest, pixels, logarithmic) {
  if (!(highest > 0)) return () => 0;
  if (!logarithmic) return value => value > 0 ? Math.max(1, value / highest * pixels) : 0;
  const floor = Math.log(lowest / 3);
  const span = Math.log(highest) - floor;
  return value => value > 0 ? Math.max(1, (Math.log(value) - floor) / span * pixels) : 0;
}

/** Quantile marks: a line from least to greatest, a tick at every quantile, the median thick. */
function quantileChart(first, second, size, logarithmic) {
  const sets = [first, second].filter(Boolean).map(buckets);
  const span = range(sets);
  if (!span) return element('span', {class: 'note'}, 'no numbers');
  const x = scale(span.low, span.high, 3, size.width - 3, logarithmic);
  const bottom = size.height - (size.axis ? 16 : 1);
  const chart = svg(size, sets.length === 1);
  sets.forEach((set, index) => {
    const edges = quantileEdges(set);
    if (!edges.length) return;
    const middle = bottom * (sets.length === 1 ? 0.5 : index ? 0.75 : 0.27);
    const half = Math.min(13, bottom / (sets.length === 1 ? 3.2 : 5.5));
    const name = index ? 'b' : 'a';
    const last = edges.length - 1;
    chart.append(drawn('line', {class: 'edge-' + name, x1: x(edges[0]), x2: x(edges[last]), y1: middle, y2: middle}));
    const from = x(edges[Math.floor(last / 5)]);
    const to = x(edges[last - Math.floor(last / 5)]);
    chart.append(drawn('rect', {
      class: 'fill-' + name, x: from, width: Math.max(1, to - from), y: middle - half, height: half * 2, rx: 2,
    }));
    edges.forEach((edge, i) => {
      const tall = i * 2 === last ? 1.35 : i % last === 0 ? 0.7 : 1;
      chart.append(drawn('line', {
        class: 'tick-' + name + (i * 2 === last ? ' median' : ''), x1: x(edge), x2: x(edge),
        y1: middle - half * tall, y2: middle + half * tall,
      }, drawn('title', {}, `${Math.round(i / last * 100)}% of values are at most ${figure(edge)}`)));
    });
  });
  axis(chart, size, bottom, span);
  return chart;
}

function quantileEdges(set) {
  const sorted = [...set.wide, ...set.points].filter(b => Number.isFinite(b.low) && Number.isFinite(b.high));
  if (!sorted.length) return [];
  sorted.sort((p, q) => p.low - q.low || p.high - q.high);
  return [sorted[0].low, ...sorted.map(bucket => bucket.high)];
}

/** The most frequent values of the first data set, side by side with the second's. */
function rankChart(first, second, size, logarithmic) {
  const rows = ranked(first, second).slice(0, size.axis ? 40 : second ? 14 : 22);
  if (!rows.length) return element('span', {class: 'note'}, 'no values');
  const bottom = size.height - 1;
  const shares = rows.flatMap(row => row.shares);
  const y = heightScale(Math.min(...shares.filter(s => s > 0)), Math.max(...shares), bottom - 2, logarithmic);
  const step = Math.min(36, size.width / rows.length);
  const chart = svg(size, true);
  rows.forEach((row, i) => row.shares.forEach((share, set) => {
    const height = y(share);
    const width = (step - Math.min(4, step * 0.2)) / row.shares.length;
    if (height > 0) chart.append(drawn('rect', {
      class: set ? 'fill-b' : 'fill-a', x: i * step + set * width, width: Math.max(1, width), y: bottom - height, height, rx: 1,
    }, drawn('title', {}, `${shown(row.label)}: ${percent(share)}`)));
  }));
  chart.append(drawn('line', {class: 'axis', x1: 0, x2: size.width, y1: bottom, y2: bottom}));
  return chart;
}

/** The listed values of both data sets with their shares, by the greater share; of one data set, its own order. */
function ranked(first, second) {
  const rows = new Map();
  [first, second].filter(Boolean).forEach((ranks, set, all) => {
    for (let i = 0; i < ranks.top.length; i += 2) {
      const label = ranks.top[i];
      if (!rows.has(label)) rows.set(label, {label, shares: all.map(() => 0), counts: all.map(() => 0)});
      rows.get(label).shares[set] = ranks.total > 0 ? Number(ranks.top[i + 1]) / Number(ranks.total) : 0;
      rows.get(label).counts[set] = Number(ranks.top[i + 1]);
    }
  });
  return [...rows.values()].sort((p, q) => Math.max(...q.shares) - Math.max(...p.shares));
}

function svg(size, only) {
  return drawn('svg', {
    viewBox: `0 0 ${size.width} ${size.height}`, width: size.width, height: size.height, role: 'img', class: only ? 'only' : null,
  });
}

function axis(chart, size, bottom, span) {
  chart.append(drawn('line', {class: 'axis', x1: 0, x2: size.width, y1: bottom, y2: bottom}));
  if (!size.axis) return;
  chart.append(drawn('text', {x: 0, y: size.height - 3}, figure(span.low)));
  if (span.high > span.low) {
    chart.append(drawn('text', {x: size.width, y: size.height - 3, 'text-anchor': 'end'}, figure(span.high)));
  }
}

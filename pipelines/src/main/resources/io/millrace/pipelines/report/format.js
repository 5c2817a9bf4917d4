'use strict';
/* Numbers as people read them. */

/** A count with thousands separators; a weighted count with up to two decimals. */
function count(value) {
  const number = Number(value);
  return Number.isInteger(number)
    ? number.toLocaleString('en-US')
    : number.toLocaleString('en-US', {maximumFractionDigits: 2});
}

/** A figure with four significant digits, integers in full; NaN and infinities by name. */
function figure(value) {
  const number = Number(value);
  if (Number.isNaN(number)) return 'NaN';
  if (!Number.isFinite(number)) return number > 0 ? '∞' : '−∞';
  const size = Math.abs(number);
  if (size !== 0 && (size >= 1e12 || size < 1e-4)) return minus(number.toExponential(2).replace('e+', 'e'));
  if (Number.isInteger(number)) return minus(number.toLocaleString('en-US'));
  const digits = Math.max(0, 3 - Math.floor(Math.log10(size)));
  return minus(number.toLocaleString('en-US', {maximumFractionDigits: Math.min(8, digits)}));
}

function minus(text) {
  return text.replace('-', '−');
}

/** A share of 1 as a percentage that is 0% or 100% only where it is exactly that. */
function percent(share) {
  if (!(share > 0)) return '0%';
  if (share >= 1) return '100%';
  if (share < 0.0001) return '<0.01%';
  if (share > 0.9999) return '>99.99%';
  const value = share * 100;
  return value.toFixed(value < 1 || value > 99 ? 2 : 1) + '%';
}

/** A value of a category, visible even if it is empty or blank. */
function shown(label) {
  return label === '' ? '(empty)' : /^\s+$/.test(label) ? '(blank)' : label;
}

function shortened(label, length) {
  return label.length > length ? label.slice(0, length - 1) + '…' : label;
}

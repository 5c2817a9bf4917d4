/**
 * CSV files: the types of their columns, and their rows as batches.
 *
 * <p>Reads from: {@link io.millrace.models.data.files.Lines}. Writes to: {@link
 * io.millrace.models.data.files.RowBatch}.
 *
 * <p>In data-flow order: {@code CsvFormat} opens files; {@code CsvLayout} reads header lines;
 * {@code CsvCells} finds the cells of a line; {@code CsvTypes} infers types with the rules of
 * {@code PythonNumbers}; {@code CsvReader} reads rows, each column's cells through a {@code
 * CellColumn}, which reads most floats with {@code Decimals}.
 */
@NullMarked
package io.millrace.models.data.files.csv;

import org.jspecify.annotations.NullMarked;

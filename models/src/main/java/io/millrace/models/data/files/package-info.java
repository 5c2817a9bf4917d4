/**
 * Data sets in files, read into batches of columns.
 *
 * <p>Reads from: local files. Writes to: statistics and validation, as {@link
 * io.millrace.models.data.ColumnBatch}.
 *
 * <p>In data-flow order: {@link io.millrace.models.data.files.ReadOptions} say how files of a
 * {@link io.millrace.models.data.files.FileFormat} are read ({@link
 * io.millrace.models.data.files.CsvDialect}, {@link io.millrace.models.data.files.KeyColumns});
 * {@link io.millrace.models.data.files.DataFiles} finds them, and the {@link
 * io.millrace.models.data.files.Format} looks at them, which gives {@link
 * io.millrace.models.data.files.FormatFiles}: a layout and {@link
 * io.millrace.models.data.files.FileSplit}s; a {@link io.millrace.models.data.files.BatchReader}
 * reads one of these, and rows that cannot be read go to {@link
 * io.millrace.models.data.files.BadRows}. {@link io.millrace.models.data.files.SplitFold} does so
 * with several threads, its {@link io.millrace.models.data.files.Workers}. Formats read bytes
 * through a {@link io.millrace.models.data.files.ByteWindow}, which undoes {@link
 * io.millrace.models.data.files.Compression}; {@link io.millrace.models.data.files.Lines} of {@link
 * io.millrace.models.data.files.ByteSplits} if their rows are lines, of the right {@link
 * io.millrace.models.data.files.TextEncoding}, which {@link
 * io.millrace.models.data.files.LineNumbers} number for people.
 *
 * <p>To add a format: one room beside {@code csv}, an entry in {@code META-INF/services} and in
 * {@link io.millrace.models.data.files.FileFormat}.
 */
@NullMarked
package io.millrace.models.data.files;

import org.jspecify.annotations.NullMarked;

/**
 * Files of JSON lines: what their keys hold, and their rows as batches.
 *
 * <p>Reads from: {@link io.millrace.models.data.files.Lines}. Writes to: {@link
 * io.millrace.models.data.files.RowBatch}.
 *
 * <p>In data-flow order: {@code JsonFormat} opens files and finds out the {@code JsonShape} of all
 * rows, which are {@code JsonLines}; {@code JsonReader} reads them, each key's values through a
 * {@code JsonColumn}.
 */
@NullMarked
package io.millrace.models.data.files.json;

import org.jspecify.annotations.NullMarked;

/**
 * Static serving: predictions that a batch pipeline made beforehand, looked up by key.
 *
 * <p>Reads from: files that {@link io.millrace.models.inference.table.PredictionTableWriter} wrote.
 * Writes to: whoever asks.
 *
 * <p>{@link io.millrace.models.inference.table.TableModel} opens a directory of tables once a
 * process; a {@link io.millrace.models.inference.table.TablePredictor} looks rows up in its {@link
 * io.millrace.models.inference.table.PredictionTable}s and may ask a model for those that are in
 * none.
 */
@NullMarked
package io.millrace.models.inference.table;

import org.jspecify.annotations.NullMarked;

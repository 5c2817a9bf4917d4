/**
 * Data sets against data sets: the windows of files, judged one after the other.
 *
 * <p>Reads from: rows with event times. Writes to: the command {@code drift}.
 *
 * <p>In data-flow order: {@link io.millrace.models.drift.windows.Period} is a calendar's windows,
 * {@link io.millrace.models.drift.windows.WindowCounts} counts the rows of each, {@link
 * io.millrace.models.drift.windows.WindowJudge} compares each with the reference and gives a {@link
 * io.millrace.models.drift.windows.WindowVerdict}. {@link
 * io.millrace.models.drift.windows.SavedReference} keeps a reference in a file.
 */
@NullMarked
package io.millrace.models.drift.windows;

import org.jspecify.annotations.NullMarked;

/**
 * What the columns hold, window by window.
 *
 * <p>Reads from: {@link io.millrace.transforms.ingest}. Writes to: {@link
 * io.millrace.transforms.validation} and the statistics' sink. One transform: {@link
 * io.millrace.transforms.statistics.GenerateStatistics}; the statistics themselves are in {@link
 * io.millrace.models.statistics}.
 */
@NullMarked
package io.millrace.transforms.statistics;

import org.jspecify.annotations.NullMarked;

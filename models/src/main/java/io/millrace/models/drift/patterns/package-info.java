/**
 * What kind of change it was: sudden, gradual, incremental, or one that brings something back.
 *
 * <p>Reads from: statistics of windows around an alarm, of errors or of any value, or of counts by
 * bin. Writes to: alarms and the retraining policy, as {@link
 * io.millrace.models.drift.patterns.PatternFinding}.
 *
 * <p>In data-flow order: {@link io.millrace.models.drift.patterns.WindowStatistic} sums up a window
 * (counts by way of {@link io.millrace.models.drift.patterns.BinScores}); {@link
 * io.millrace.models.drift.patterns.PatternNamer} fits {@link
 * io.millrace.models.drift.patterns.Shape}s of the share of the new concept by {@link
 * io.millrace.models.drift.patterns.ShapeFit} and takes the likeliest, after it has looked for what
 * came before among {@link io.millrace.models.drift.patterns.EarlierConcept}s.
 */
@NullMarked
package io.millrace.models.drift.patterns;

import org.jspecify.annotations.NullMarked;

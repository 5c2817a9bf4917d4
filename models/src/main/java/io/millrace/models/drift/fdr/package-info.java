/**
 * Keeps the share of false alarms among all alarms of an endless stream of tests: features x slices
 * x windows.
 *
 * <p>Reads from: the p-values of {@code drift}'s verdicts, in order. Writes to: its alarms.
 *
 * <p>{@link io.millrace.models.drift.fdr.OnlineFdr} is the procedure: {@link
 * io.millrace.models.drift.fdr.LordPlusPlus}, {@link io.millrace.models.drift.fdr.Addis}, which is
 * SAFFRON with other settings. All spend {@link io.millrace.models.drift.fdr.Spending} and earn
 * some back with every rejection; {@link io.millrace.models.drift.fdr.Rejections} is when. The
 * guarantees hold for independent p-values; neighbouring windows share a reference, so take the
 * level as a setting rather than as a promise.
 *
 * <p>To add one: a class that implements {@code OnlineFdr}, and its line in {@link
 * io.millrace.models.drift.fdr.OnlineFdrs}.
 */
@NullMarked
package io.millrace.models.drift.fdr;

import org.jspecify.annotations.NullMarked;

/**
 * Event-time windows, and summaries taken over them: the machinery that statistics, drift counts
 * and quality share.
 *
 * <p>{@link io.millrace.transforms.windows.EventTimeWindows} says which windows there are, {@link
 * io.millrace.transforms.windows.RowsByWindow} which rows are in them; a {@link
 * io.millrace.transforms.windows.Summary} is taken by {@link
 * io.millrace.transforms.windows.SummarizeByWindow} and comes out as a {@link
 * io.millrace.transforms.windows.WindowResult}, again for late rows; {@link
 * io.millrace.transforms.windows.LastPanes} waits for the last, {@link
 * io.millrace.transforms.windows.WithPrevious} puts it beside that of the window before, as {@link
 * io.millrace.transforms.windows.Consecutive} values. Steps that give out what they have held back
 * say so by {@link io.millrace.transforms.windows.TimestampSkew}.
 */
@NullMarked
package io.millrace.transforms.windows;

import org.jspecify.annotations.NullMarked;

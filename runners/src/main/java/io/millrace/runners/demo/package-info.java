/**
 * What the demo shows: three years of taxi trips, replayed in event time, and what came of it.
 *
 * <p>Reads from: TLC's trip files, or nothing. Writes to: the Kafka topics {@code trips} and {@code
 * labels}, the terminal, {@code report.json}.
 *
 * <p>{@link io.millrace.runners.demo.DemoCommand} starts a {@link io.millrace.runners.demo.Demo}:
 * {@code History} is what the first model learns from, {@code Lockstep} keeps the replay in step
 * with the pipeline, {@code TripLog} reads back what the pipeline writes, and {@code Reporter}
 * makes the report of it, with {@code TripErrors}.
 *
 * <p>In data-flow order: {@link io.millrace.runners.demo.Trips} are read from files by {@link
 * io.millrace.runners.demo.TripFile} or invented by {@link io.millrace.runners.demo.TripGenerator}
 * (a {@code City} to drive in, with its {@code Traffic}, following a {@code Story}; {@code
 * TripDraft} fills a row); each is a {@link io.millrace.runners.demo.Trip} of {@link
 * io.millrace.runners.demo.TripColumn}s. {@link io.millrace.runners.demo.TripMessages} writes the
 * record and the label of a trip; {@link io.millrace.runners.demo.Replay} sends them in event-time
 * order, by the {@code EventClock}, at a {@link io.millrace.runners.demo.Pace}. While it runs,
 * {@link io.millrace.runners.demo.ProgressView} shows each {@link
 * io.millrace.runners.demo.Progress}; at the end {@link io.millrace.runners.demo.MonthTable}
 * renders the {@link io.millrace.runners.demo.DemoReport}.
 *
 * <p>To change what happens in the invented years: {@code months.csv}, a line a month.
 */
@NullMarked
package io.millrace.runners.demo;

import org.jspecify.annotations.NullMarked;

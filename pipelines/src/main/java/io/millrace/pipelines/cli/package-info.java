/**
 * The command line.
 *
 * <p>Reads from: what people type, and the rooms whose work a command does: {@code local} and
 * {@code report} for files of data, statistics and schemas, the other rooms for deployments. Writes
 * to: the terminal and the files that are named.
 *
 * <p>{@link io.millrace.pipelines.cli.MillraceCommand} has a class a command, in the groups of
 * {@code CommandGroups}; what several commands are told alike is a mixin: {@code InputOptions},
 * {@code OutOption}, {@code StatisticsOut}, {@code ConfigOption}, {@code JsonOption}; {@code
 * UsageMistake} says what is wrong with one. {@link io.millrace.pipelines.cli.Preflight} looks at
 * what a deployment needs before it starts, {@code ReadPartitions} whether a stream would miss some
 * of its topics; {@link io.millrace.pipelines.cli.Execution} is a way to run a pipeline, of which
 * the runners module has some. To add a command, write its class, name it in {@code
 * MillraceCommand} and give it a group.
 */
@NullMarked
package io.millrace.pipelines.cli;

import org.jspecify.annotations.NullMarked;

/**
 * The command line.
 *
 * <p>{@link io.millrace.pipelines.cli.MillraceCommand} has a class a command; {@link
 * io.millrace.pipelines.cli.Preflight} looks at what a deployment needs before it starts; {@link
 * io.millrace.pipelines.cli.Execution} is a way to run a pipeline, of which the runners module has
 * some. To add a command, write its class and name it in {@code MillraceCommand}.
 */
@NullMarked
package io.millrace.pipelines.cli;

import org.jspecify.annotations.NullMarked;

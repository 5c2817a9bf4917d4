/**
 * The way in from the command line.
 *
 * <p>Reads from: the arguments. Writes to: the terminal and, if asked, a log file.
 *
 * <p>{@link io.millrace.runners.Main} parses the arguments; {@link
 * io.millrace.runners.logging.LogFile} sends the log to a file. What runs lies in the packages
 * below, {@link io.millrace.runners.kafka} first.
 */
@NullMarked
package io.millrace.runners;

import org.jspecify.annotations.NullMarked;

/**
 * Where this JVM's log goes.
 *
 * <p>Reads from: nothing. Writes to: the log file and the console. {@link
 * io.millrace.runners.logging.LogFile} is all there is.
 */
@NullMarked
package io.millrace.runners.logging;

import org.jspecify.annotations.NullMarked;

/** Statistics of streams: windows and late rows, on the runners. */
@NullMarked
package io.millrace.statistics;

import org.jspecify.annotations.NullMarked;

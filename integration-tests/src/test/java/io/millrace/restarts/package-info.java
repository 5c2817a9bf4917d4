/**
 * What a stream says does not depend on what happens to it: failures, restarts, records in another
 * order. {@code Event}s are what happens, {@code Trickle} tells of it over some seconds, {@code
 * VerdictPipeline} is what is watched, {@code CountFn} the simplest state that is changed in place,
 * {@code Outage} what goes wrong.
 */
@NullMarked
package io.millrace.restarts;

import org.jspecify.annotations.NullMarked;

package io.millrace.transforms.inference;

import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/** One of the ways in which Beam takes an output. */
interface Emitter {
  <O> void emit(TupleTag<O> tag, O value, Instant timestamp);
}

package io.millrace.transforms.windows;

import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;

/**
 * A mergeable summary of many elements, taken window by window with {@link SummarizeByWindow}.
 *
 * @param <ElementT> what is summarized; one element may hold rows of several windows
 * @param <SummaryT> the summary; it may be changed in place
 */
public interface Summary<ElementT, SummaryT> extends Serializable {

  SummaryT create();

  /** Event times of the element's rows, in milliseconds since the epoch. */
  long[] eventTimes(ElementT element);

  /** The element with only these rows. */
  ElementT select(ElementT element, int[] rows, int count);

  /** Adds a whole element. */
  SummaryT add(SummaryT summary, ElementT element);

  SummaryT merge(SummaryT into, SummaryT other);

  Coder<SummaryT> coder();
}

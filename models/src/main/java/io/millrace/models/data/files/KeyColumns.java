package io.millrace.models.data.files;

import io.millrace.models.data.TimestampFormat;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which columns name a row and say when it happened. They stay columns as well.
 *
 * @param recordId the column with the record id, INT or STRING; null if rows have none
 * @param eventTime the column with the event time, INT or STRING; null if rows have none
 * @param eventTimeFormat how that column is written
 * @param defaultEventTime the event time of rows without such a column, in milliseconds since the
 *     epoch
 */
public record KeyColumns(
    @Nullable String recordId,
    @Nullable String eventTime,
    TimestampFormat eventTimeFormat,
    long defaultEventTime)
    implements Serializable {

  /** Rows without an id, at the beginning of the epoch. */
  public static KeyColumns none() {
    return new KeyColumns(null, null, new TimestampFormat("iso", "UTC"), 0L);
  }

  boolean isNone() {
    return recordId == null && eventTime == null;
  }
}

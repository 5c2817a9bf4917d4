package io.millrace.models.data.files;

import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.SourcePosition;
import java.io.IOException;
import java.util.function.Consumer;

/** What becomes of a row that cannot be read. */
public interface BadRows {

  /**
   * Takes the row, which is left out of the batch then, or ends the reading.
   *
   * @param place where the row stands, for people: file and line, record or byte
   * @param position where the row stands, for machines
   */
  void bad(String place, SourcePosition position, byte[] row, String reason) throws IOException;

  /** Rows end the reading, with an exception that says place and reason. */
  static BadRows fail() {
    return (place, position, row, reason) -> {
      throw new IOException(place + ": " + reason);
    };
  }

  /** Rows become dead letters of the stage {@code decode}. */
  static BadRows to(Consumer<DeadLetter> letters) {
    return (place, position, row, reason) ->
        letters.accept(new DeadLetter(row, "decode", place + ": " + reason, null, position));
  }
}

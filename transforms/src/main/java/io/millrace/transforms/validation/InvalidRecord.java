package io.millrace.transforms.validation;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.validation.records.Violation;
import io.millrace.models.validation.rules.Severity;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A record that does not keep all rules, and those that it breaks.
 *
 * @param recordId the record's id; empty if records have none
 * @param eventTime when it happened, in milliseconds since the epoch
 * @param violations at least one; their rows are those of the batch it came in
 */
public record InvalidRecord(
    String recordId, long eventTime, SourcePosition position, List<Violation> violations) {
  public static final DataCoder<InvalidRecord> CODER =
      DataCoder.of("InvalidRecord", InvalidRecord::write, InvalidRecord::read);

  public InvalidRecord {
    violations = List.copyOf(violations);
  }

  static InvalidRecord of(ColumnBatch batch, int row, List<Violation> violations) {
    return new InvalidRecord(
        batch.hasIds() ? batch.ids().string(row) : "",
        batch.eventTime(row),
        batch.positions().get(row),
        violations);
  }

  /** Whether any violation is more than a warning. */
  public boolean isError() {
    return violations.stream().anyMatch(violation -> violation.severity() == Severity.ERROR);
  }

  /** All that is wrong, in a line. */
  public String reason() {
    return violations.stream().map(Violation::reason).collect(Collectors.joining("; "));
  }

  private static void write(InvalidRecord record, DataOutput out) throws IOException {
    writeText(record.recordId, out);
    out.writeLong(record.eventTime);
    out.writeUTF(record.position.origin());
    out.writeInt(record.position.partition());
    out.writeLong(record.position.offset());
    out.writeInt(record.violations.size());
    for (Violation violation : record.violations) {
      out.writeInt(violation.row());
      writeText(violation.feature(), out);
      writeText(violation.value(), out);
      writeText(violation.rule(), out);
      writeText(violation.message(), out);
      out.writeByte(violation.severity().ordinal());
    }
  }

  private static InvalidRecord read(DataInput in) throws IOException {
    String recordId = readText(in);
    long eventTime = in.readLong();
    SourcePosition position = new SourcePosition(in.readUTF(), in.readInt(), in.readLong());
    int count = in.readInt();
    List<Violation> violations = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      violations.add(
          new Violation(
              in.readInt(),
              readText(in),
              readText(in),
              readText(in),
              readText(in),
              Severity.values()[in.readByte()]));
    }
    return new InvalidRecord(recordId, eventTime, position, violations);
  }

  // writeUTF ends at 65,535 bytes, and ids and messages need not.
  private static void writeText(String text, DataOutput out) throws IOException {
    DataCoders.writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  private static String readText(DataInput in) throws IOException {
    return new String(DataCoders.readBytes(in), StandardCharsets.UTF_8);
  }
}

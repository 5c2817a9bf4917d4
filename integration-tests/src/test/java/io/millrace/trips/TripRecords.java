package io.millrace.trips;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.pipelines.config.ColumnSettings;
import io.millrace.pipelines.config.ColumnType;
import io.millrace.pipelines.config.Deployment;
import io.millrace.runners.demo.Trip;
import io.millrace.runners.demo.TripGenerator;
import io.millrace.runners.demo.TripMessages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Generated trips as records of a deployment: the same values as CSV, JSON and Avro. */
public final class TripRecords {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<ColumnSettings> columns;

  /** Records with the columns of this deployment, which have to be those of a trip's messages. */
  public TripRecords(Deployment deployment) {
    this.columns = deployment.records().columns();
    String names = String.join(",", columns.stream().map(ColumnSettings::name).toList());
    if (!names.equals(TripMessages.RECORD_COLUMNS)) {
      throw new IllegalArgumentException(
          "columns: " + names + " (expected: " + TripMessages.RECORD_COLUMNS + ")");
    }
  }

  /** The trips of these months, the same each time. */
  public static List<Trip> trips(YearMonth first, YearMonth last, int tripsPerMonth) {
    List<Trip> trips = new ArrayList<>();
    try (TripGenerator generator = new TripGenerator(1, first, last, tripsPerMonth)) {
      for (Trip trip = generator.next(); trip != null; trip = generator.next()) {
        trips.add(trip);
      }
    }
    return trips;
  }

  /** The schema of {@link #avro}: every column may be null. */
  public Schema schema() {
    SchemaBuilder.FieldAssembler<Schema> fields = SchemaBuilder.record("Trip").fields();
    for (ColumnSettings column : columns) {
      fields =
          switch (column.type()) {
            case INT -> fields.optionalLong(column.name());
            case FLOAT -> fields.optionalDouble(column.name());
            default -> fields.optionalString(column.name());
          };
    }
    return fields.endRecord();
  }

  /** One JSON object; what is missing is left out. */
  public String json(String id, Trip trip) {
    ObjectNode object = JSON.createObjectNode();
    List<String> values = values(id, trip);
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).name();
      if (!values.get(i).isEmpty()) {
        switch (columns.get(i).type()) {
          case INT -> object.put(name, Long.parseLong(values.get(i)));
          case FLOAT -> object.put(name, Double.parseDouble(values.get(i)));
          default -> object.put(name, values.get(i));
        }
      }
    }
    return object.toString();
  }

  /** A record of {@link #schema}. */
  public GenericRecord avro(String id, Trip trip) {
    GenericRecord record = new GenericData.Record(schema());
    List<String> values = values(id, trip);
    for (int i = 0; i < columns.size(); i++) {
      String value = values.get(i);
      ColumnType type = columns.get(i).type();
      if (!value.isEmpty()) {
        Object typed =
            type == ColumnType.INT
                ? (Object) Long.valueOf(value)
                : type == ColumnType.FLOAT ? Double.valueOf(value) : value;
        record.put(i, typed);
      }
    }
    return record;
  }

  /** A record of {@link #schema} in Avro's binary encoding, as it stands in a message. */
  public byte[] avroBytes(String id, Trip trip) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(schema()).write(avro(id, trip), encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  // Generated trips have no quoted values.
  private static List<String> values(String id, Trip trip) {
    return List.of(TripMessages.record(id, trip).split(",", -1));
  }
}

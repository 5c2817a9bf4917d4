package io.millrace.models.training.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;

class EventFileTest {

  @Test
  void framesRecordsAsTensorFlowDoes() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (RecordFile file = new RecordFile(bytes)) {
      file.write("The Quick Brown Fox".getBytes(StandardCharsets.UTF_8));
    }
    // Checked against TensorBoard's masked_crc32c.
    assertThat(HexFormat.of().formatHex(bytes.toByteArray()))
        .isEqualTo("13000000000000000c91321b54686520517569636b2042726f776e20466f78180de83a");
  }

  @Test
  void writesValuesByStep(@TempDir Path directory) throws Exception {
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.5Z"));
    try (EventFile events = EventFile.create(directory, clock)) {
      events.add(7, Map.of("loss", 0.25));
      events.add(8, Map.of("loss", 0.125));
    }
    Path file = directory.resolve("events.out.tfevents.1767323045.500000000.millrace");
    List<Event> events = read(Files.readAllBytes(file));
    assertThat(events).hasSize(3);
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).getWallTime()).isEqualTo(1767323045.5);
    assertThat(events.get(1).getStep()).isEqualTo(7);
    assertThat(events.get(1).getSummary().getValue(0).getTag()).isEqualTo("loss");
    assertThat(events.get(1).getSummary().getValue(0).getSimpleValue()).isEqualTo(0.25f);
    assertThat(events.get(2).getSummary().getValue(0).getSimpleValue()).isEqualTo(0.125f);
  }

  private static List<Event> read(byte[] bytes) throws Exception {
    List<Event> events = new ArrayList<>();
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (file.hasRemaining()) {
      byte[] record = new byte[(int) file.getLong()];
      file.getInt();
      file.get(record);
      file.getInt();
      events.add(Event.parseFrom(record));
    }
    return events;
  }
}

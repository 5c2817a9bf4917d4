package io.millrace.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that is stopped and started again goes on in its topics; about 30 seconds. */
class ResumeIT {
  @Test
  void noRecordIsLostAndNoneBeforeTheCheckpointIsPredictedAgain(@TempDir Path out)
      throws Exception {
    try (RunningTaxi taxi = RunningTaxi.start(out)) {
      List<String> before = taxi.send(200);
      assertThat(taxi.versions(before)).containsOnlyKeys(before);
      taxi.stopAfterACheckpoint();
      List<String> whileItStood = taxi.send(200);
      taxi.resume();
      List<String> after = taxi.send(200);

      List<String> all = Stream.of(before, whileItStood, after).flatMap(List::stream).toList();
      // Throws where one is predicted twice.
      Map<String, Long> versions = taxi.versions(all);
      assertThat(versions).containsOnlyKeys(all);
    }
  }
}

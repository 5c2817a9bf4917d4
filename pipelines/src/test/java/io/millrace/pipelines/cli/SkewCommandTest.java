package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkewCommandTest {
  private final Rides rides;

  SkewCommandTest(@TempDir Path directory) {
    this.rides = new Rides(directory);
  }

  @Test
  void comparesWhatWasTrainedOnWithWhatWasServed() throws Exception {
    Path trained = rides.file("trained.csv", "id;km;zone\n1;5;a\n2;7;b\n3;1;c\n");
    Path served = rides.file("served.csv", "id;km;zone\n1;5.0;a\n2;7.5;b\n4;1.0;c\n");
    Console console =
        Console.run(
            "skew",
            "--base",
            trained.toString(),
            "--test",
            served.toString(),
            "--delimiter",
            ";",
            "--identifiers",
            "id",
            "--out",
            rides.path("out").toString());
    assertThat(console.exitCode()).as(console.err()).isZero();
    assertThat(console.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .containsExactly(
            "FEATURE MATCH MISMATCH BASE ONLY TEST ONLY",
            "km 1 1 0 0",
            "zone 2 0 0 0",
            "2 pairs of 3 base and 3 test examples; without identifiers: 0 and 0;"
                + " identifiers of several examples: 0");
    try (var files = Files.list(rides.path("out"))) {
      assertThat(files).isNotEmpty();
    }
  }

  @Test
  void comparesWhatIsInListsOfListsAndStructs() throws Exception {
    Path trained =
        rides.file(
            "trained.jsonl",
            """
            {"id": "a", "ride": {"km": 5, "stops": [1, 2]}, "legs": [[1, 2], [3]]}
            {"id": "b", "ride": {"km": 6, "stops": [1]}, "legs": [[1, 2], [3]]}
            """);
    Path served =
        rides.file(
            "served.jsonl",
            """
            {"id": "a", "ride": {"km": 5, "stops": [1, 2]}, "legs": [[1, 2], [3]]}
            {"id": "b", "ride": {"stops": [2]}, "legs": [[1], [2, 3]]}
            """);
    Console console =
        Console.run(
            "skew",
            "--base",
            trained.toString(),
            "--test",
            served.toString(),
            "--identifiers",
            "id",
            "--out",
            rides.path("out").toString());
    assertThat(console.exitCode()).as(console.err()).isZero();
    assertThat(console.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .startsWith(
            "FEATURE MATCH MISMATCH BASE ONLY TEST ONLY",
            "legs 1 1 0 0",
            "ride.km 1 0 1 0",
            "ride.stops 1 1 0 0");
  }

  @Test
  void namesWhatIsNotThere() throws Exception {
    Path rides = this.rides.file("rides.csv", "id,km\n1,5\n");
    Console console =
        Console.run(
            "skew",
            "--base",
            rides.toString(),
            "--test",
            rides.toString(),
            "--identifiers",
            "ride",
            "--out",
            this.rides.path("out").toString());
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err())
        .isEqualTo("--identifiers: ride (expected: one of [id, km], or what is in them)\n");
    assertThat(this.rides.path("out")).doesNotExist();
  }
}

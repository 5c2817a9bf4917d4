package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkewCommandTest {
  private final Rides rides;

  SkewCommandTest(@TempDir Path directory) {
    this.rides = new Rides(directory);
  }

  private Console skew(Path base, Path test, String... options) throws Exception {
    String out = rides.path("out").toString();
    List<String> line = new ArrayList<>(List.of("skew", "--base", base.toString()));
    line.addAll(List.of("--test", test.toString(), "--out", out));
    line.addAll(List.of(options));
    return Console.run(line.toArray(String[]::new));
  }

  @Test
  void comparesWhatWasTrainedOnWithWhatWasServed() throws Exception {
    Path trained = rides.file("trained.csv", "id;km;zone\n1;5;a\n2;7;b\n3;1;c\n");
    Path served = rides.file("served.csv", "id;km;zone\n1;5.0;a\n2;7.5;b\n4;1.0;c\n");
    Console console = skew(trained, served, "--delimiter", ";", "--identifiers", "id");
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
  void programsGetJson() throws Exception {
    Path trained = rides.file("trained.csv", "id,km,zone\n1,5,a\n2,7,b\n3,1,c\n,1,c\n");
    Path served = rides.file("served.csv", "id,km,zone\n1,5,b\n2,7,\n4,1,c\n5,1,c\n5,2,c\n");
    Console console = skew(trained, served, "--identifiers", "id", "--confusion", "zone", "--json");
    assertThat(console.exitCode()).as(console.err()).isZero();
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(console.out()))
        .isEqualTo(
            json.readTree(
                """
                {
                  "matches": {
                    "base_with_id_count": 3, "test_with_id_count": 5, "identifiers_count": 5,
                    "ids_missing_in_base_count": 2, "ids_missing_in_test_count": 1,
                    "matching_pairs_count": 2, "base_missing_id_count": 1,
                    "test_missing_id_count": 0, "duplicate_id_count": 1
                  },
                  "features": [
                    {
                      "feature_name": "km", "base_count": 2, "test_count": 2, "match_count": 2,
                      "base_only": 0, "test_only": 0, "mismatch_count": 0, "diff_count": 0
                    },
                    {
                      "feature_name": "zone", "base_count": 2, "test_count": 1, "match_count": 0,
                      "base_only": 1, "test_only": 0, "mismatch_count": 1, "diff_count": 2
                    }
                  ],
                  "confusion": [
                    {"feature_name": "zone", "base": "a", "test": "b", "count": 1},
                    {"feature_name": "zone", "base": "b", "test": "__MISSING_VALUE__", "count": 1}
                  ]
                }
                """));
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
    Console console = skew(trained, served, "--identifiers", "id");
    assertThat(console.exitCode()).as(console.err()).isZero();
    assertThat(console.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .startsWith(
            "FEATURE MATCH MISMATCH BASE ONLY TEST ONLY",
            "legs 1 1 0 0",
            "ride.km 1 0 1 0",
            "ride.stops 1 1 0 0");
  }

  @Test
  void saysIfNothingCouldBeJoined() throws Exception {
    Path trained = rides.file("trained.csv", "id,km\n1,5\n");
    Path served = rides.file("served.csv", "id,km\n2,5\n");
    Console console = skew(trained, served, "--identifiers", "id");
    assertThat(console.exitCode()).isZero();
    assertThat(console.err())
        .isEqualTo(
            "--identifiers: no values are on both sides (expected: the same, of the same type; see"
                + " --type)\n");
  }

  @Test
  void namesWhatIsNotThere() throws Exception {
    Path file = rides.file("rides.csv", "id,km\n1,5\n");
    Console console = skew(file, file, "--identifiers", "ride");
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err())
        .isEqualTo("--identifiers: ride (expected: one of [id, km], or what is in them)\n");
    assertThat(rides.path("out")).doesNotExist();
  }
}

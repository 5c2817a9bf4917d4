package io.millrace.models.registry;

import static io.millrace.models.registry.Requests.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEachDatabase
class PollutionTest {
  private static final Instant JANUARY = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant FEBRUARY = Instant.parse("2020-02-01T00:00:00Z");
  private static final Instant MARCH = Instant.parse("2020-03-01T00:00:00Z");
  private static final Instant NOW = Requests.now(new MovableClock());

  private final Registry registry;

  PollutionTest(TestDatabase database, @TempDir Path directory) {
    registry = Registry.open(database.create(directory), new MovableClock());
  }

  @BeforeEach
  void promoteThree() {
    promote(1, JANUARY);
    promote(2, FEBRUARY);
    promote(3, MARCH);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void goesBackToTheNewestVersionFromBefore() {
    PollutionRollback done =
        registry.rollbackBefore("taxi", "champion", MARCH, "ann", "a broken meter");
    assertThat(done.version()).isEqualTo(2);
    assertThat(registry.history("taxi")).last().isEqualTo(done.change());
    assertThat(registry.history("taxi"))
        .last()
        .extracting(AliasChange::kind, AliasChange::from, AliasChange::to)
        .containsExactly(AliasChange.Kind.ROLLBACK, 3L, 2L);
    assertThat(registry.alias("taxi", "champion").orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void goesBackFurtherForEarlierData() {
    assertThat(rollBackBefore(FEBRUARY.plusSeconds(1)).version()).isEqualTo(2);
    assertThat(rollBackBefore(FEBRUARY).version()).isEqualTo(1);
  }

  @Test
  void leavesOutVersionsKnownToHaveSeenTheData() {
    DataWindow seen = new DataWindow(JANUARY, MARCH.plusSeconds(1));
    registry.recordLineage("taxi", 2, new Lineage(seen, null, 10L, null, null, null));
    assertThat(rollBackBefore(MARCH).version()).isEqualTo(1);
  }

  @Test
  void leavesOutVersionsThatAreNotReady() {
    registry.quarantine("taxi", 2, "NaN");
    assertThat(registry.rollbackTargetBefore("taxi", "champion", MARCH)).contains(1L);
    assertThat(rollBackBefore(MARCH).version()).isEqualTo(1);
  }

  @Test
  void staysWhereThereIsNothingToMove() {
    PollutionRollback later = rollBackBefore(MARCH.plusSeconds(1));
    assertThat(later.version()).isEqualTo(3);
    assertThat(later.change()).isNull();
    PollutionRollback all = rollBackBefore(JANUARY);
    assertThat(all.version()).isNull();
    assertThat(all.change()).isNull();
    assertThat(registry.history("taxi")).hasSize(3);
  }

  @Test
  void marksTheDataOnce() {
    rollBackBefore(MARCH);
    PollutedWindow marked = registry.pollutedWindows("taxi").get(0);
    assertThat(marked.window()).isEqualTo(new DataWindow(MARCH, NOW));
    assertThat(marked.who()).isEqualTo("ann");
    DataWindow week = new DataWindow(JANUARY, JANUARY.plusSeconds(604_800));
    PollutedWindow first = registry.markPolluted("taxi", week, "bob", "a test vehicle");
    assertThat(registry.markPolluted("taxi", week, "eve", "again")).isEqualTo(first);
    assertThat(registry.pollutedWindows("taxi")).containsExactly(marked, first);
    assertThat(registry.pollutedWindows("bus")).isEmpty();
  }

  private PollutionRollback rollBackBefore(Instant time) {
    return registry.rollbackBefore("taxi", "champion", time, "ann", "a broken meter");
  }

  private void promote(long version, Instant from) {
    assertThat(ready(registry, "taxi")).isEqualTo(version);
    Long now = version == 1 ? null : Long.valueOf(version - 1);
    registry.promote(new Promotion("taxi", "champion", version, now, "ann", "better", null, from));
  }
}

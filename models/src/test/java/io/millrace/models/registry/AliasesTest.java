package io.millrace.models.registry;

import static io.millrace.models.registry.Requests.champion;
import static io.millrace.models.registry.Requests.ready;
import static io.millrace.models.registry.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.millrace.models.inference.serving.VersionTimeline;
import io.millrace.models.inference.serving.VersionTimeline.Step;
import io.millrace.models.registry.AliasChange.Kind;
import io.millrace.models.registry.PromotionResult.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEachDatabase
class AliasesTest {
  private static final Instant NOW = Instant.parse("2020-03-16T12:00:00.123Z");

  private final MovableClock clock = new MovableClock();
  private final Registry registry;

  AliasesTest(TestDatabase database, @TempDir Path directory) {
    registry = Registry.open(database.create(directory), clock);
  }

  @Test
  void promotesAndKeepsTheHistory() {
    long one = ready(registry, "taxi");
    long two = ready(registry, "taxi");
    long run = registry.request(request("taxi", "k")).run().id();
    assertThat(registry.alias("taxi", "champion")).isEmpty();
    assertThat(registry.promote(champion("taxi", one, null)))
        .isEqualTo(new PromotionResult(Outcome.PROMOTED, one));
    clock.move(Duration.ofHours(1));
    registry.promote(
        new Promotion("taxi", "champion", two, one, "trainer", "5 % better", run, Requests.ALARM));

    assertThat(registry.alias("taxi", "champion"))
        .contains(
            new AliasTarget(
                "taxi",
                "champion",
                two,
                VersionState.READY,
                NOW.plusSeconds(3600),
                Requests.ALARM));
    assertThat(registry.history("taxi"))
        .containsExactly(
            new AliasChange(
                1, "taxi", "champion", Kind.PROMOTION, null, one, "ann", "better", NOW, NOW, null),
            new AliasChange(
                2,
                "taxi",
                "champion",
                Kind.PROMOTION,
                one,
                two,
                "trainer",
                "5 % better",
                NOW.plusSeconds(3600),
                Requests.ALARM,
                run));
  }

  @Test
  void changesNothingIfTheAliasIsNotWhatWasExpected() {
    long one = ready(registry, "taxi");
    long two = ready(registry, "taxi");
    assertThat(registry.promote(champion("taxi", two, one)))
        .isEqualTo(new PromotionResult(Outcome.CONFLICT, null));
    assertThat(registry.alias("taxi", "champion")).isEmpty();
    registry.promote(champion("taxi", one, null));
    assertThat(registry.promote(champion("taxi", two, null)))
        .isEqualTo(new PromotionResult(Outcome.CONFLICT, one));
    assertThat(registry.history("taxi")).hasSize(1);
  }

  @Test
  void leavesNoEntryForAPromotionToWhatItIs() {
    long one = ready(registry, "taxi");
    registry.promote(champion("taxi", one, null));
    assertThat(registry.promote(champion("taxi", one, one)).promoted()).isTrue();
    assertThat(registry.history("taxi")).hasSize(1);
  }

  @Test
  void promotesOnlyWhatIsReady() {
    long staged = registry.allocateVersion("taxi", null);
    assertThatThrownBy(() -> registry.promote(champion("taxi", staged, null)))
        .isInstanceOf(VersionUnavailableException.class)
        .hasMessage("version: taxi/1 is STAGED (expected: READY)");
    long bad = ready(registry, "taxi");
    registry.quarantine("taxi", bad, "probe failed");
    assertThatThrownBy(() -> registry.promote(champion("taxi", bad, null)))
        .isInstanceOf(VersionUnavailableException.class)
        .hasMessage("version: taxi/2 is QUARANTINED, probe failed (expected: READY)");
    assertThatThrownBy(() -> registry.promote(champion("taxi", 77, null)))
        .isInstanceOf(VersionUnavailableException.class);
    assertThat(registry.alias("taxi", "champion")).isEmpty();
    assertThat(registry.history("taxi")).isEmpty();
  }

  @Test
  void rollsBackToTheReadyVersionBefore() {
    promoteVersions(4);
    registry.quarantine("taxi", 3, "bad");
    AliasChange change = registry.rollback("taxi", "champion", "bob", "errors").orElseThrow();
    assertThat(change.kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(change.from()).isEqualTo(4);
    assertThat(change.to()).isEqualTo(2);
    assertThat(registry.alias("taxi", "champion").orElseThrow().version()).isEqualTo(2);
    assertThat(registry.history("taxi")).last().isEqualTo(change);
  }

  @Test
  void rollsBackTwiceToTheOneBeforeThat() {
    promoteVersions(3);
    assertThat(registry.rollback("taxi", "champion", "bob", "x").orElseThrow().to()).isEqualTo(2);
    assertThat(registry.rollback("taxi", "champion", "bob", "x").orElseThrow().to()).isEqualTo(1);
    assertThat(registry.rollback("taxi", "champion", "bob", "x")).isEmpty();
    assertThat(registry.alias("taxi", "champion").orElseThrow().version()).isEqualTo(1);

    // What is promoted after a rollback goes back to what it was promoted over.
    registry.promote(champion("taxi", 3, 1L));
    assertThat(registry.rollback("taxi", "champion", "bob", "x").orElseThrow().to()).isEqualTo(1);
    assertThat(registry.rollback("taxi", "champion", "bob", "x")).isEmpty();
  }

  @Test
  void rollsBackToADistinctVersionOnly() {
    promoteVersions(2);
    registry.promote(champion("taxi", 1, 2L));
    registry.promote(champion("taxi", 2, 1L));
    registry.quarantine("taxi", 1, "bad");
    assertThat(registry.rollback("taxi", "champion", "bob", "x")).isEmpty();
  }

  @Test
  void doesNotRollBackAnAliasThatDoesNotExist() {
    ready(registry, "taxi");
    assertThat(registry.rollback("taxi", "champion", "bob", "x")).isEmpty();
  }

  @Test
  void withdrawsAVersionFromEveryAlias() {
    promoteVersions(2);
    registry.promote(new Promotion("taxi", "challenger", 2, null, "ann", "try", null, null));
    registry.promote(new Promotion("taxi", "shadow", 1, null, "ann", "try", null, null));

    assertThat(registry.withdraw("taxi", 2, "watcher", "does not load"))
        .extracting(AliasChange::alias, AliasChange::from, AliasChange::to, AliasChange::who)
        .containsExactly(tuple("champion", 2L, 1L, "watcher"));
    assertThat(registry.version("taxi", 2).orElseThrow().state())
        .isEqualTo(VersionState.QUARANTINED);
    assertThat(registry.aliases("taxi"))
        .extracting(AliasTarget::alias, AliasTarget::version, AliasTarget::state)
        .containsExactly(
            tuple("challenger", 2L, VersionState.QUARANTINED),
            tuple("champion", 1L, VersionState.READY),
            tuple("shadow", 1L, VersionState.READY));
    assertThat(registry.withdraw("taxi", 2, "watcher", "does not load")).isEmpty();
  }

  @Test
  void checksNames() {
    assertThatThrownBy(() -> new Promotion("taxi", "", 1, null, "ann", "try", null, null))
        .hasMessage("alias:  (expected: [A-Za-z0-9][A-Za-z0-9_.-]*)");
  }

  @Test
  void bindsVersionsToEventTime() {
    promote(1, null, Instant.parse("2018-01-01T00:00:00Z"));
    promote(2, 1L, Instant.parse("2018-02-01T00:00:00Z"));
    promote(3, 2L, null);
    assertThat(registry.timeline("taxi", "champion"))
        .isEqualTo(
            VersionTimeline.of(
                List.of(
                    step("2018-01-01T00:00:00Z", 1),
                    step("2018-02-01T00:00:00Z", 2),
                    new Step(NOW.toEpochMilli(), 3))));
    assertThat(registry.timeline("taxi", "challenger").isEmpty()).isTrue();
  }

  @Test
  void aRollbackTakesAPromotionOutOfEventTime() {
    promote(1, null, Instant.parse("2018-01-01T00:00:00Z"));
    promote(2, 1L, Instant.parse("2018-02-01T00:00:00Z"));
    assertThat(registry.rollback("taxi", "champion", "bob", "x").orElseThrow().effectiveFrom())
        .isNull();
    assertThat(registry.timeline("taxi", "champion").steps())
        .containsExactly(step("2018-01-01T00:00:00Z", 1));
    promote(3, 1L, Instant.parse("2018-03-01T00:00:00Z"));
    assertThat(registry.timeline("taxi", "champion").steps())
        .containsExactly(step("2018-01-01T00:00:00Z", 1), step("2018-03-01T00:00:00Z", 3));
  }

  @Test
  void aQuarantinedVersionIsInForceAtNoEventTime() {
    promote(1, null, Instant.parse("2018-01-01T00:00:00Z"));
    promote(2, 1L, Instant.parse("2018-02-01T00:00:00Z"));
    promote(3, 2L, Instant.parse("2018-03-01T00:00:00Z"));
    registry.quarantine("taxi", 2, "bad");
    assertThat(registry.timeline("taxi", "champion").steps())
        .containsExactly(step("2018-01-01T00:00:00Z", 1), step("2018-03-01T00:00:00Z", 3));
  }

  @Test
  void correctsFromWhenAVersionHolds() {
    promote(1, null, Instant.parse("2018-01-01T00:00:00Z"));
    promote(2, 1L, Instant.parse("2018-03-01T00:00:00Z"));
    registry.promote(
        new Promotion(
            "taxi", "champion", 2, 2L, "ann", "x", null, Instant.parse("2018-02-01T00:00:00Z")));
    assertThat(registry.timeline("taxi", "champion").steps())
        .containsExactly(step("2018-01-01T00:00:00Z", 1), step("2018-02-01T00:00:00Z", 2));
  }

  private static Step step(String from, long version) {
    return new Step(Instant.parse(from).toEpochMilli(), version);
  }

  private void promote(long version, @Nullable Long expected, @Nullable Instant effectiveFrom) {
    ready(registry, "taxi");
    registry.promote(
        new Promotion("taxi", "champion", version, expected, "ann", "better", null, effectiveFrom));
  }

  private void promoteVersions(int count) {
    for (long version = 1; version <= count; version++) {
      ready(registry, "taxi");
      registry.promote(champion("taxi", version, version == 1 ? null : version - 1));
    }
  }

  @Test
  void goesBackToAnEarlierVersionIfNothingChangedMeanwhile() {
    for (long version = 1; version <= 3; version++) {
      assertThat(ready(registry, "taxi")).isEqualTo(version);
      registry.promote(champion("taxi", version, version == 1 ? null : Long.valueOf(version - 1)));
    }
    assertThat(registry.rollbackTarget("taxi", "champion")).contains(2L);
    assertThat(registry.rollbackTo(champion("taxi", 1, 2L)))
        .isEqualTo(new PromotionResult(Outcome.CONFLICT, 3L));
    assertThat(registry.rollbackTo(champion("taxi", 1, 3L)))
        .isEqualTo(new PromotionResult(Outcome.PROMOTED, 1L));
    AliasChange last = registry.history("taxi").get(3);
    assertThat(last.kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(registry.rollbackTarget("taxi", "champion")).isEmpty();
    assertThatThrownBy(() -> registry.rollbackTo(champion("taxi", 3, 1L)))
        .hasMessage("version: taxi/3 (expected: one that champion meant before)");
  }

  @Test
  void reservesNamesThatMeanAVersionThemselves() {
    for (String name : List.of("latest", "Latest", "v3", "V12")) {
      assertThatThrownBy(() -> new Promotion("taxi", name, 1, null, "ann", "x", null, null))
          .hasMessageStartingWith("alias: " + name + " (expected: neither latest nor v");
    }
    assertThat(new Promotion("taxi", "v3b", 1, null, "ann", "x", null, null).alias())
        .isEqualTo("v3b");
  }
}

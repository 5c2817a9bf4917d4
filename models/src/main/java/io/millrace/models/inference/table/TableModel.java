package io.millrace.models.inference.table;

import io.millrace.models.inference.BatchPredictor;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelHandler;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.inference.serving.Staleness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predicts from a table that was made beforehand: static serving. The table is loaded once a
 * process and stays as it is; predictions carry the model and version that it was made with.
 *
 * @param directory where the parts of the table are
 * @param fallback who is asked for rows that are not in the table, or null: then they are refused.
 *     Its predictions go under the table's model and version as well, so it should be the same
 */
public record TableModel(String directory, @Nullable ModelHandler fallback)
    implements ModelHandler {

  /** The table in this directory, and nothing else. */
  public static TableModel of(Path directory) {
    return new TableModel(directory.toAbsolutePath().normalize().toString(), null);
  }

  public TableModel withFallback(ModelHandler handler) {
    return new TableModel(directory, handler);
  }

  @Override
  public String name() {
    return "table:" + directory;
  }

  @Override
  public Object settings() {
    return fallback == null ? List.of() : List.of(fallback.name(), fallback.settings());
  }

  @Override
  public ModelAccess open() {
    SharedTable table;
    try {
      table = SharedTable.join(Path.of(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      return new Access(table, fallback == null ? null : fallback.open());
    } catch (RuntimeException | Error e) {
      table.leave();
      throw e;
    }
  }

  private record Access(SharedTable table, @Nullable ModelAccess fallback) implements ModelAccess {
    @Override
    public ModelLease acquire(long eventTimeMillis, Duration timeout) {
      ModelLease behind = fallback == null ? null : fallback.acquire(eventTimeMillis, timeout);
      try {
        BatchPredictor asked = behind == null ? null : behind.predictor();
        return new TableLease(new TablePredictor(table.parts(), asked), table.header(), behind);
      } catch (RuntimeException | Error e) {
        if (behind != null) {
          behind.close();
        }
        throw e;
      }
    }

    @Override
    public Staleness staleness() {
      return fallback == null ? new Staleness(Instant.now(), null) : fallback.staleness();
    }

    @Override
    public void close() {
      table.leave();
      if (fallback != null) {
        fallback.close();
      }
    }
  }

  private record TableLease(
      BatchPredictor predictor, TableHeader header, @Nullable ModelLease fallback)
      implements ModelLease {
    @Override
    public String model() {
      return header.model();
    }

    @Override
    public long version() {
      return header.version();
    }

    @Override
    public long validFrom() {
      return fallback == null ? Long.MIN_VALUE : fallback.validFrom();
    }

    @Override
    public long validUntil() {
      return fallback == null ? Long.MAX_VALUE : fallback.validUntil();
    }

    @Override
    public void close() {
      if (fallback != null) {
        fallback.close();
      }
    }
  }
}

package io.millrace.transforms.inference;

import io.millrace.models.data.FeatureKeys;
import io.millrace.models.inference.table.PredictionTableWriter;
import io.millrace.models.inference.table.TableHeader;
import io.millrace.transforms.storage.WholeFile;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes predictions as a table that {@link io.millrace.models.inference.table.TableModel} serves:
 * static serving.
 *
 * <p>Input: bounded, in the global window, predicted by one version of one model. Each part of the
 * table is gathered on one worker, in memory, and written as a file that appears whole or not at
 * all; once they are all there, the files of earlier tables in the directory are deleted. Every
 * part is written, also one without rows; without any batch nothing is written or deleted.
 */
public final class WritePredictionTable extends PTransform<PCollection<ScoredBatch>, PDone> {
  private final String directory;
  private final List<String> keys;
  private final int parts;

  private WritePredictionTable(String directory, List<String> keys, int parts) {
    this.directory = directory;
    this.keys = List.copyOf(keys);
    this.parts = parts;
  }

  /**
   * Writes a table of one part to {@code directory}, to be looked up by these columns.
   *
   * @param keys all that the model reads; {@code event_time} is the rows' event time
   */
  public static WritePredictionTable to(String directory, List<String> keys) {
    return new WritePredictionTable(directory, keys, 1);
  }

  /** Writes so many files, at least 1; more of them need less memory at a time. */
  public WritePredictionTable withParts(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("parts: " + count + " (expected: >= 1)");
    }
    return new WritePredictionTable(directory, keys, count);
  }

  @Override
  public PDone expand(PCollection<ScoredBatch> predictions) {
    PCollection<KV<Integer, ScoredBatch>> split =
        predictions
            .apply("Split", ParDo.of(new SplitFn(keys, parts)))
            .setCoder(KvCoder.of(VarIntCoder.of(), ScoredBatch.CODER));
    split
        .apply("Gather", GroupByKey.create())
        .apply("Write", ParDo.of(new WriteFn(this)))
        .setCoder(KvCoder.of(VarIntCoder.of(), StringUtf8Coder.of()))
        .apply("AwaitAll", GroupByKey.create())
        .apply("DeleteOthers", ParDo.of(new DeleteOthersFn(directory)));
    return PDone.in(predictions.getPipeline());
  }

  /** Deletes the files of tables in the directory but those of the one that was written now. */
  private static final class DeleteOthersFn extends DoFn<KV<Integer, Iterable<String>>, Void> {
    private final String directory;

    DeleteOthersFn(String directory) {
      this.directory = directory;
    }

    @ProcessElement
    public void delete(@Element KV<Integer, Iterable<String>> written) throws IOException {
      Set<String> current = new HashSet<>();
      written.getValue().forEach(current::add);
      List<ResourceId> others = new ArrayList<>();
      for (MatchResult.Metadata file :
          FileSystems.match(directory.replaceFirst("/*$", "/*.predictions")).metadata()) {
        if (!current.contains(file.resourceId().getFilename())) {
          others.add(file.resourceId());
        }
      }
      FileSystems.delete(others, StandardMoveOptions.IGNORE_MISSING_FILES);
    }
  }

  /** Gives each part the rows whose keys belong to it. */
  private static final class SplitFn extends DoFn<ScoredBatch, KV<Integer, ScoredBatch>> {
    private final List<String> keys;
    private final int parts;

    SplitFn(List<String> keys, int parts) {
      this.keys = keys;
      this.parts = parts;
    }

    @ProcessElement
    public void split(@Element ScoredBatch batch, OutputReceiver<KV<Integer, ScoredBatch>> out) {
      FeatureKeys key = new FeatureKeys(keys);
      key.begin(batch.rows());
      int[][] rows = new int[parts][batch.rows().rows()];
      int[] counts = new int[parts];
      for (int row = 0; row < batch.rows().rows(); row++) {
        int part = TableHeader.partOf(key.write(row).hash(), parts);
        rows[part][counts[part]++] = row;
      }
      for (int part = 0; part < parts; part++) {
        // Without rows too, so that every part has a file.
        out.output(KV.of(part, batch.select(rows[part], counts[part])));
      }
    }
  }

  private static final class WriteFn
      extends DoFn<KV<Integer, Iterable<ScoredBatch>>, KV<Integer, String>> {
    private final String directory;
    private final List<String> keys;
    private final int parts;

    WriteFn(WritePredictionTable table) {
      this.directory = table.directory;
      this.keys = table.keys;
      this.parts = table.parts;
    }

    @ProcessElement
    public void write(
        @Element KV<Integer, Iterable<ScoredBatch>> part, OutputReceiver<KV<Integer, String>> out)
        throws IOException {
      Iterator<ScoredBatch> batches = part.getValue().iterator();
      ScoredBatch first = batches.next();
      TableHeader header =
          new TableHeader(first.model(), first.version(), keys, part.getKey(), parts);
      PredictionTableWriter writer = new PredictionTableWriter(header);
      writer.add(first.rows(), first.predictions());
      while (batches.hasNext()) {
        ScoredBatch batch = batches.next();
        if (!batch.model().equals(first.model()) || batch.version() != first.version()) {
          throw new IllegalStateException(
              "predictions: by "
                  + batch.model()
                  + ":"
                  + batch.version()
                  + " (expected: all by "
                  + first.model()
                  + ":"
                  + first.version()
                  + "; name the version to predict by)");
        }
        writer.add(batch.rows(), batch.predictions());
      }
      WholeFile.write(
          directory,
          header.fileName(),
          to -> {
            DataOutputStream data = new DataOutputStream(new BufferedOutputStream(to, 1 << 16));
            writer.write(data);
            data.flush();
          });
      out.output(KV.of(parts, header.fileName()));
    }
  }
}

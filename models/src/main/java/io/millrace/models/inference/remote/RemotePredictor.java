package io.millrace.models.inference.remote;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.inference.BatchPredictor;
import io.millrace.models.inference.Predictions;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/**
 * Predicts by one version of a model on a server. Rows go by column name; what the server calls
 * wrong (HTTP 400) is thrown as TensorFlow itself would, so that the bad row of a batch is searched
 * for. Thread-safe.
 */
public final class RemotePredictor implements BatchPredictor {
  private final ServingClient client;
  private final long version;
  private final RemoteSignature signature;
  private final RequestBody body;
  private final int maxRows;
  private final Runnable onGone;

  RemotePredictor(
      ServingClient client,
      long version,
      RemoteSignature signature,
      String signatureName,
      int maxRows,
      Runnable onGone) {
    this.client = client;
    this.version = version;
    this.signature = signature;
    this.body = new RequestBody(signature, signatureName);
    this.maxRows = maxRows;
    this.onGone = onGone;
  }

  @Override
  public Layout outputs() {
    return signature.outputLayout();
  }

  @Override
  public Predictions predict(ColumnBatch rows) {
    List<Predictions> parts = new ArrayList<>();
    for (int from = 0; from < rows.rows(); from += maxRows) {
      parts.add(predict(rows, from, Math.min(rows.rows(), from + maxRows)));
    }
    return parts.size() == 1 ? parts.get(0) : Predictions.concat(outputs(), parts);
  }

  private Predictions predict(ColumnBatch rows, int from, int to) {
    byte[] request = body.of(rows, from, to);
    try {
      return ResponseColumns.read(
          client.post("/versions/" + version + ":predict", request), outputs(), to - from);
    } catch (RemoteModelException e) {
      if (e.status() == 400) {
        throw new TFInvalidArgumentException(e.getMessage());
      }
      if (e.status() == 404) {
        onGone.run();
      }
      throw e;
    }
  }
}

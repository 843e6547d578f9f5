// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model.serializer;

import io.fenceline.model.Client;
import io.fenceline.model.EventId;
import io.fenceline.model.InferenceEvent;
import io.fenceline.model.InputStats;
import io.fenceline.model.LayerStats;
import io.fenceline.model.Model;
import io.fenceline.model.Origin;
import io.fenceline.model.Prediction;
import io.fenceline.model.RequestContext;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * Events as images: first what each has, then a bit for each part that may be absent, then the
 * parts that are there, in the order of the bits. Keys are not written, they follow from the rest.
 */
final class InferenceEventSerializer extends ImageSerializer<InferenceEvent> {
  private static final long serialVersionUID = 1L;

  private static final long[] NO_HASHES = {};

  /** Bits 0 to 9 are the numbers of the input, in the order of its components. */
  private static final int INPUT = (1 << 10) - 1;

  private static final int DTYPE = 1 << 10;
  private static final int CONFIDENCE = 1 << 11;
  private static final int ENTROPY = 1 << 12;
  private static final int SCORES = 1 << 13;
  private static final int LATENCY = 1 << 14;
  private static final int HASHES = 1 << 15;
  private static final int LONG_HASHES = 1 << 16;
  private static final int LAYERS = 1 << 17;
  private static final int USER_AGENT = 1 << 18;
  private static final int SESSION = 1 << 19;
  private static final int TRACE = 1 << 20;
  private static final int SPAN = 1 << 21;
  private static final int ENDPOINT = 1 << 22;
  private static final int STATUS = 1 << 23;
  private static final int CONTEXT = USER_AGENT | SESSION | TRACE | SPAN | ENDPOINT | STATUS;
  private static final int EXTRA = 1 << 24;
  private static final int PRIVATE = 1 << 25;

  private transient Models models;

  @Override
  int version() {
    return 1;
  }

  @Override
  void write(InferenceEvent event, ImageWriter out) {
    out.putLong(event.id().high());
    out.putLong(event.id().low());
    out.putLong(event.timestamp());
    out.putText(event.requestId());
    // Clients are too many for a memory of them to be cheaper than writing them.
    out.putText(event.client().apiKeyId());
    out.putText(event.client().userId());
    out.putText(event.client().sourceIp());
    out.putWord(event.model().name());
    out.putWord(event.model().version());
    out.putWord(event.model().digest());
    out.putWord(event.model().tenant());
    out.putWord(event.origin().source());
    out.putLong(event.origin().position());
    out.putWord(event.prediction().predictedClass());
    int parts =
        parts(event.input())
            | parts(event.prediction())
            | parts(event.context())
            | bit(LATENCY, !Double.isNaN(event.latencyMillis()))
            | bit(HASHES, event.fingerprint().length > 0)
            | bit(LONG_HASHES, anyLong(event.fingerprint()))
            | bit(LAYERS, !event.activations().isEmpty())
            | bit(EXTRA, !event.extra().isEmpty())
            | bit(PRIVATE, event.privateFields() != 0);
    out.putInt(parts);
    write(parts, event.input(), out);
    write(parts, event.prediction(), out);
    if ((parts & LATENCY) != 0) {
      out.putDouble(event.latencyMillis());
    }
    if ((parts & HASHES) != 0) {
      write((parts & LONG_HASHES) != 0, event.fingerprint(), out);
    }
    if ((parts & LAYERS) != 0) {
      writeLayers(event.activations(), out);
    }
    write(parts, event.context(), out);
    if ((parts & EXTRA) != 0) {
      writeExtra(event.extra(), out);
    }
    if ((parts & PRIVATE) != 0) {
      out.putInt(event.privateFields());
    }
  }

  @Override
  InferenceEvent read(int version, ImageReader in) {
    if (models == null) {
      models = new Models();
    }
    EventId id = new EventId(in.takeLong(), in.takeLong());
    long timestamp = in.takeLong();
    String requestId = in.takeText();
    Client client = new Client(in.takeText(), in.takeText(), in.takeText());
    Model model = models.of(in.takeWord(), in.takeWord(), in.takeWord(), in.takeWord());
    Origin origin = new Origin(in.takeWord(), in.takeLong());
    String predictedClass = in.takeWord();
    int parts = in.takeInt();
    InputStats input = readInput(parts, in);
    Prediction prediction =
        new Prediction(
            predictedClass,
            number(parts & CONFIDENCE, in),
            number(parts & ENTROPY, in),
            (parts & SCORES) == 0 ? Map.of() : readScores(in));
    double latency = number(parts & LATENCY, in);
    long[] hashes = (parts & HASHES) == 0 ? NO_HASHES : readHashes((parts & LONG_HASHES) != 0, in);
    Map<String, LayerStats> layers = (parts & LAYERS) == 0 ? Map.of() : readLayers(in);
    RequestContext context = readContext(parts, in);
    Map<String, String> extra = (parts & EXTRA) == 0 ? Map.of() : readExtra(in);
    int privateFields = (parts & PRIVATE) == 0 ? 0 : in.takeInt();
    return new InferenceEvent(
        id,
        timestamp,
        requestId,
        client,
        model,
        input,
        prediction,
        latency,
        hashes,
        layers,
        context,
        extra,
        privateFields,
        origin);
  }

  private static int bit(int bit, boolean set) {
    return set ? bit : 0;
  }

  private static int parts(InputStats input) {
    return bit(1, !Double.isNaN(input.textLength()))
        | bit(1 << 1, !Double.isNaN(input.tokenCount()))
        | bit(1 << 2, !Double.isNaN(input.oovRate()))
        | bit(1 << 3, !Double.isNaN(input.specialCharRate()))
        | bit(1 << 4, !Double.isNaN(input.perplexity()))
        | bit(1 << 5, !Double.isNaN(input.hiddenCharCount()))
        | bit(1 << 6, !Double.isNaN(input.mean()))
        | bit(1 << 7, !Double.isNaN(input.std()))
        | bit(1 << 8, !Double.isNaN(input.min()))
        | bit(1 << 9, !Double.isNaN(input.max()))
        | bit(DTYPE, !input.dtype().isEmpty());
  }

  private static void write(int parts, InputStats input, ImageWriter out) {
    number(parts & 1, input.textLength(), out);
    number(parts & 1 << 1, input.tokenCount(), out);
    number(parts & 1 << 2, input.oovRate(), out);
    number(parts & 1 << 3, input.specialCharRate(), out);
    number(parts & 1 << 4, input.perplexity(), out);
    number(parts & 1 << 5, input.hiddenCharCount(), out);
    number(parts & 1 << 6, input.mean(), out);
    number(parts & 1 << 7, input.std(), out);
    number(parts & 1 << 8, input.min(), out);
    number(parts & 1 << 9, input.max(), out);
    word(parts & DTYPE, input.dtype(), out);
  }

  private static InputStats readInput(int parts, ImageReader in) {
    if ((parts & (INPUT | DTYPE)) == 0) {
      return InputStats.NONE;
    }
    return new InputStats(
        number(parts & 1, in),
        number(parts & 1 << 1, in),
        number(parts & 1 << 2, in),
        number(parts & 1 << 3, in),
        number(parts & 1 << 4, in),
        number(parts & 1 << 5, in),
        number(parts & 1 << 6, in),
        number(parts & 1 << 7, in),
        number(parts & 1 << 8, in),
        number(parts & 1 << 9, in),
        word(parts & DTYPE, in));
  }

  private static int parts(Prediction prediction) {
    return bit(CONFIDENCE, !Double.isNaN(prediction.confidence()))
        | bit(ENTROPY, !Double.isNaN(prediction.entropy()))
        | bit(SCORES, !prediction.scores().isEmpty());
  }

  private static void write(int parts, Prediction prediction, ImageWriter out) {
    number(parts & CONFIDENCE, prediction.confidence(), out);
    number(parts & ENTROPY, prediction.entropy(), out);
    if ((parts & SCORES) != 0) {
      out.putSize(prediction.scores().size());
      for (Map.Entry<String, Double> score : prediction.scores().entrySet()) {
        out.putWord(score.getKey());
        out.putDouble(score.getValue());
      }
    }
  }

  private static Map<String, Double> readScores(ImageReader in) {
    int size = in.takeSize();
    Map<String, Double> scores = new HashMap<>(capacity(size));
    for (int i = 0; i < size; i++) {
      scores.put(in.takeWord(), in.takeDouble());
    }
    return scores;
  }

  private static boolean anyLong(long[] hashes) {
    long all = 0;
    for (long hash : hashes) {
      all |= hash;
    }
    return all >>> 32 != 0;
  }

  private static void write(boolean whole, long[] hashes, ImageWriter out) {
    out.putSize(hashes.length);
    for (long hash : hashes) {
      if (whole) {
        out.putLong(hash);
      } else {
        out.putInt((int) hash);
      }
    }
  }

  private static long[] readHashes(boolean whole, ImageReader in) {
    long[] hashes = new long[in.takeSize()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = whole ? in.takeLong() : Integer.toUnsignedLong(in.takeInt());
    }
    return hashes;
  }

  private static void writeLayers(Map<String, LayerStats> layers, ImageWriter out) {
    out.putSize(layers.size());
    layers.forEach(
        (name, layer) -> {
          out.putWord(name);
          out.putDouble(layer.mean());
          out.putDouble(layer.std());
          out.putDouble(layer.max());
        });
  }

  private static Map<String, LayerStats> readLayers(ImageReader in) {
    int size = in.takeSize();
    Map<String, LayerStats> layers = new HashMap<>(capacity(size));
    for (int i = 0; i < size; i++) {
      layers.put(in.takeWord(), new LayerStats(in.takeDouble(), in.takeDouble(), in.takeDouble()));
    }
    return layers;
  }

  private static int parts(RequestContext context) {
    return bit(USER_AGENT, !context.userAgent().isEmpty())
        | bit(SESSION, !context.sessionId().isEmpty())
        | bit(TRACE, !context.traceId().isEmpty())
        | bit(SPAN, !context.spanId().isEmpty())
        | bit(ENDPOINT, !context.endpoint().isEmpty())
        | bit(STATUS, !context.status().isEmpty());
  }

  private static void write(int parts, RequestContext context, ImageWriter out) {
    word(parts & USER_AGENT, context.userAgent(), out);
    text(parts & SESSION, context.sessionId(), out);
    text(parts & TRACE, context.traceId(), out);
    text(parts & SPAN, context.spanId(), out);
    word(parts & ENDPOINT, context.endpoint(), out);
    word(parts & STATUS, context.status(), out);
  }

  private static RequestContext readContext(int parts, ImageReader in) {
    if ((parts & CONTEXT) == 0) {
      return RequestContext.NONE;
    }
    return new RequestContext(
        word(parts & USER_AGENT, in),
        text(parts & SESSION, in),
        text(parts & TRACE, in),
        text(parts & SPAN, in),
        word(parts & ENDPOINT, in),
        word(parts & STATUS, in));
  }

  private static void writeExtra(Map<String, String> extra, ImageWriter out) {
    out.putSize(extra.size());
    extra.forEach(
        (path, value) -> {
          out.putWord(path);
          out.putText(value);
        });
  }

  private static Map<String, String> readExtra(ImageReader in) {
    int size = in.takeSize();
    Map<String, String> extra = new HashMap<>(capacity(size));
    for (int i = 0; i < size; i++) {
      extra.put(in.takeWord(), in.takeText());
    }
    return extra;
  }

  private static void number(int bit, double value, ImageWriter out) {
    if (bit != 0) {
      out.putDouble(value);
    }
  }

  private static double number(int bit, ImageReader in) {
    return bit == 0 ? Double.NaN : in.takeDouble();
  }

  private static void word(int bit, String value, ImageWriter out) {
    if (bit != 0) {
      out.putWord(value);
    }
  }

  private static String word(int bit, ImageReader in) {
    return bit == 0 ? "" : in.takeWord();
  }

  private static void text(int bit, String value, ImageWriter out) {
    if (bit != 0) {
      out.putText(value);
    }
  }

  private static String text(int bit, ImageReader in) {
    return bit == 0 ? "" : in.takeText();
  }

  /** Room for so many entries without a table that grows. */
  private static int capacity(int entries) {
    return entries * 4 / 3 + 1;
  }

  @Override
  public TypeSerializer<InferenceEvent> duplicate() {
    return new InferenceEventSerializer();
  }

  @Override
  public TypeSerializerSnapshot<InferenceEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint says of the form of events. */
  public static final class Snapshot extends ImageSnapshot<InferenceEvent> {
    /** Flink makes one when it reads a checkpoint. */
    public Snapshot() {
      super(InferenceEventSerializer::new);
    }
  }
}

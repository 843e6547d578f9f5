// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.job;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.CompositeKeySerializationUtils;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;
import org.apache.flink.runtime.state.restore.FullSnapshotRestoreOperation;
import org.apache.flink.runtime.state.restore.KeyGroup;
import org.apache.flink.runtime.state.restore.KeyGroupEntry;
import org.apache.flink.runtime.state.restore.SavepointRestoreResult;
import org.apache.flink.runtime.state.restore.ThrowingIterator;

/**
 * How many bytes of a savepoint in Flink's canonical format belong to each key of each operator:
 * keys and values of its states, and its timers.
 */
final class KeyedBytes {
  private KeyedBytes() {}

  /**
   * By uid of the operator, then by key; operators without keyed state are left out.
   *
   * @param savepoint its address, as Flink gives it
   * @throws org.apache.flink.util.StateMigrationException if the keys of an operator are no text
   */
  static Map<String, Map<String, Long>> of(String savepoint) throws Exception {
    Path metadata = Path.of(URI.create(savepoint)).resolve("_metadata");
    ClassLoader loader = KeyedBytes.class.getClassLoader();
    Map<String, Map<String, Long>> operators = new TreeMap<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
      for (OperatorState operator :
          Checkpoints.loadCheckpointMetadata(in, loader, savepoint).getOperatorStates()) {
        Map<String, Long> keys = keys(operator, loader);
        if (!keys.isEmpty()) {
          operators.put(operator.getOperatorUid().orElse("" + operator.getOperatorID()), keys);
        }
      }
    }
    return operators;
  }

  private static Map<String, Long> keys(OperatorState operator, ClassLoader loader)
      throws Exception {
    List<KeyedStateHandle> handles = new ArrayList<>();
    for (OperatorSubtaskState subtask : operator.getStates()) {
      handles.addAll(subtask.getManagedKeyedState());
    }
    Map<String, Long> bytes = new HashMap<>();
    if (handles.isEmpty()) {
      return bytes;
    }
    int prefix =
        CompositeKeySerializationUtils.computeRequiredBytesInKeyGroupPrefix(
            operator.getMaxParallelism());
    try (ThrowingIterator<SavepointRestoreResult> parts =
        new FullSnapshotRestoreOperation<>(
                KeyGroupRange.of(0, operator.getMaxParallelism() - 1),
                loader,
                handles,
                StateSerializerProvider.fromNewRegisteredSerializer(StringSerializer.INSTANCE))
            .restore()) {
      while (parts.hasNext()) {
        add(parts.next(), prefix, bytes);
      }
    }
    return bytes;
  }

  private static void add(SavepointRestoreResult part, int prefix, Map<String, Long> bytes)
      throws Exception {
    List<StateMetaInfoSnapshot> states = part.getStateMetaInfoSnapshots();
    try (ThrowingIterator<KeyGroup> groups = part.getRestoredKeyGroups()) {
      while (groups.hasNext()) {
        try (ThrowingIterator<KeyGroupEntry> entries = groups.next().getKeyGroupEntries()) {
          while (entries.hasNext()) {
            KeyGroupEntry entry = entries.next();
            BackendStateType type = states.get(entry.getKvStateId()).getBackendStateType();
            // A timer begins with its time.
            int before = type == BackendStateType.PRIORITY_QUEUE ? Long.BYTES : 0;
            bytes.merge(
                key(entry.getKey(), prefix + before),
                (long) entry.getKey().length + entry.getValue().length,
                Long::sum);
          }
        }
      }
    }
  }

  private static String key(byte[] text, int from) throws IOException {
    return StringSerializer.INSTANCE.deserialize(
        new DataInputDeserializer(text, from, text.length - from));
  }
}

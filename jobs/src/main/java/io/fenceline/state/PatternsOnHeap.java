// SPDX-License-Identifier: Apache-2.0
package io.fenceline.state;

import java.io.IOException;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendFactory;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackendFactory;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackendFactory;

/**
 * RocksDB for all operators but those of Flink CEP, whose state stays on the heap.
 *
 * <p>With each time stamp CEP looks through what it buffers for a client, and deletes most of it
 * soon. An iterator of RocksDB walks over all that was deleted until files are merged, so that a
 * signal costs the more the more there were. The patterns' state is small: few clients have
 * signals, and each pattern forgets them with its time.
 *
 * <p>Savepoints in the canonical format move between this, RocksDB and the heap; checkpoints and
 * native savepoints do not.
 */
public final class PatternsOnHeap implements StateBackend {
  private static final long serialVersionUID = 1L;

  /** What Flink puts before an operator's id. */
  private static final String PATTERN = CepOperator.class.getSimpleName() + "_";

  private final EmbeddedRocksDBStateBackend rocksDb;
  private final HashMapStateBackend heap;

  private PatternsOnHeap(EmbeddedRocksDBStateBackend rocksDb, HashMapStateBackend heap) {
    this.rocksDb = rocksDb;
    this.heap = heap;
  }

  /** For {@code state.backend.type}; takes all that is set for RocksDB. */
  public static final class Factory implements StateBackendFactory<PatternsOnHeap> {
    @Override
    public PatternsOnHeap createFromConfig(ReadableConfig config, ClassLoader classLoader)
        throws IOException {
      return new PatternsOnHeap(
          new EmbeddedRocksDBStateBackendFactory().createFromConfig(config, classLoader),
          new HashMapStateBackendFactory().createFromConfig(config, classLoader));
    }
  }

  @Override
  public <K> CheckpointableKeyedStateBackend<K> createKeyedStateBackend(
      KeyedStateBackendParameters<K> parameters) throws IOException {
    return parameters.getOperatorIdentifier().startsWith(PATTERN)
        ? heap.createKeyedStateBackend(parameters)
        : rocksDb.createKeyedStateBackend(parameters);
  }

  @Override
  public OperatorStateBackend createOperatorStateBackend(OperatorStateBackendParameters parameters)
      throws Exception {
    return rocksDb.createOperatorStateBackend(parameters);
  }

  @Override
  public boolean useManagedMemory() {
    return rocksDb.useManagedMemory();
  }

  @Override
  public boolean supportsNoClaimRestoreMode() {
    return rocksDb.supportsNoClaimRestoreMode() && heap.supportsNoClaimRestoreMode();
  }

  @Override
  public boolean supportsSavepointFormat(SavepointFormatType format) {
    return rocksDb.supportsSavepointFormat(format) && heap.supportsSavepointFormat(format);
  }
}

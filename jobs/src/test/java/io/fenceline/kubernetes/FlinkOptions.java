// SPDX-License-Identifier: Apache-2.0
package io.fenceline.kubernetes;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** Every option of Flink and of its RocksDB by its key, read from the classes that declare them. */
final class FlinkOptions {
  private FlinkOptions() {}

  static Map<String, ConfigOption<?>> all() throws Exception {
    Map<String, ConfigOption<?>> options = new TreeMap<>();
    for (Class<?> one : List.of(CoreOptions.class, RocksDBOptions.class)) {
      addPackage(one, options);
    }
    return options;
  }

  /** All that lies beside a class. */
  private static void addPackage(Class<?> one, Map<String, ConfigOption<?>> options)
      throws Exception {
    URI jar = one.getProtectionDomain().getCodeSource().getLocation().toURI();
    String directory = "/" + one.getPackageName().replace('.', '/');
    try (FileSystem files = FileSystems.newFileSystem(Path.of(jar));
        Stream<Path> classes = Files.list(files.getPath(directory))) {
      for (Path file : classes.filter(each -> each.toString().endsWith("Options.class")).toList()) {
        String name = file.toString().substring(1).replace('/', '.').replaceAll("\\.class$", "");
        add(Class.forName(name), options);
      }
    }
  }

  private static void add(Class<?> declaring, Map<String, ConfigOption<?>> options)
      throws IOException, IllegalAccessException {
    for (Field field : declaring.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
        ConfigOption<?> option = (ConfigOption<?>) field.get(null);
        options.put(option.key(), option);
      }
    }
  }
}

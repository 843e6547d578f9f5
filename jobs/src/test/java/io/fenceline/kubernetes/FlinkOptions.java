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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;

/** Every option of Flink itself by its key, read from the classes that declare them. */
final class FlinkOptions {
  private static final String PACKAGE = "/org/apache/flink/configuration";

  private FlinkOptions() {}

  static Map<String, ConfigOption<?>> all() throws Exception {
    Map<String, ConfigOption<?>> options = new TreeMap<>();
    URI jar = CoreOptions.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    try (FileSystem files = FileSystems.newFileSystem(Path.of(jar));
        Stream<Path> classes = Files.list(files.getPath(PACKAGE))) {
      for (Path file : classes.filter(one -> one.toString().endsWith("Options.class")).toList()) {
        String name = file.toString().substring(1).replace('/', '.').replaceAll("\\.class$", "");
        add(Class.forName(name), options);
      }
    }
    return options;
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

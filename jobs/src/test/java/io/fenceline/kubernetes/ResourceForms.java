// SPDX-License-Identifier: Apache-2.0
package io.fenceline.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Kubernetes, the Flink operator and the Prometheus operator understand. Kubernetes drops a
 * field that it does not know without a word; here it is a fault.
 */
final class ResourceForms {
  private static final Map<String, Class<?>> MODELS =
      Map.of(
          "v1/ConfigMap", ConfigMap.class,
          "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
          "v1/ServiceAccount", ServiceAccount.class,
          "rbac.authorization.k8s.io/v1/Role", Role.class,
          "rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
          "monitoring.coreos.com/v1/PodMonitor", PodMonitor.class);

  private final ObjectMapper strict = new ObjectMapper();
  private final JsonSchema flinkDeployment;

  ResourceForms() throws IOException {
    strict.setAnnotationIntrospector(new NoUnknownFields());
    String definition = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
    try (InputStream file = ResourceForms.class.getResourceAsStream(definition)) {
      JsonNode version = new YAMLMapper().readTree(file).at("/spec/versions/0");
      ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
      close(schema);
      ObjectNode top = (ObjectNode) schema.get("properties");
      top.putObject("apiVersion").put("const", "flink.apache.org/" + version.path("name").asText());
      top.putObject("kind").put("const", "FlinkDeployment");
      top.putObject("metadata").put("type", "object");
      // A later operator's list of versions is longer.
      ((ObjectNode) schema.at("/properties/spec/properties/flinkVersion")).remove("enum");
      flinkDeployment =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }
  }

  /** What is wrong with an object; empty if nothing is. */
  Set<String> faults(JsonNode object) {
    String kind = object.path("apiVersion").asText() + "/" + object.path("kind").asText();
    if (kind.endsWith("/FlinkDeployment")) {
      Set<String> faults = new TreeSet<>();
      flinkDeployment.validate(object).stream()
          .map(ValidationMessage::getMessage)
          .forEach(faults::add);
      faults.addAll(read(object.at("/spec/jobManager/podTemplate"), PodTemplateSpec.class));
      faults.addAll(read(object.at("/spec/taskManager/podTemplate"), PodTemplateSpec.class));
      return faults;
    }
    Class<?> model = MODELS.get(kind);
    return model == null ? Set.of("unknown kind " + kind) : read(object, model);
  }

  private Set<String> read(JsonNode object, Class<?> model) {
    try {
      strict.treeToValue(object, model);
      return Set.of();
    } catch (IOException e) {
      return Set.of(e.getMessage());
    }
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode schema
        && schema.path("properties").isObject()
        && !schema.has("additionalProperties")
        && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      schema.put("additionalProperties", false);
    }
    node.forEach(ResourceForms::close);
  }

  /** The models keep what they do not know; without that Jackson complains. */
  private static final class NoUnknownFields extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }
}

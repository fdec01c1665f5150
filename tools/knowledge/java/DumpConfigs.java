import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Prints the configuration definitions of the Kafka release on the class path as JSON: facts only, no documentation.
 * Compiled once against the oldest release and run on every one, so what moved between releases is found by reflection.
 */
public class DumpConfigs {
  /** For each scope the places of its definition, newest release first; a place is CLASS:MEMBER[,MEMBER]. */
  private static final String[][] SCOPES = {
    {"broker", "org.apache.kafka.server.config.AbstractKafkaConfig:CONFIG_DEF", "kafka.server.KafkaConfig:configDef"},
    {"topic", "org.apache.kafka.storage.internals.log.LogConfig:configDefCopy", "kafka.log.LogConfig:configDefCopy,configDef"},
    {"producer", "org.apache.kafka.clients.producer.ProducerConfig:configDef,CONFIG"},
    {"consumer", "org.apache.kafka.clients.consumer.ConsumerConfig:configDef,CONFIG"},
    {"admin", "org.apache.kafka.clients.admin.AdminClientConfig:configDef,CONFIG"},
    {"connect-distributed", "org.apache.kafka.connect.runtime.distributed.DistributedConfig:CONFIG,config"},
    {"connect-standalone", "org.apache.kafka.connect.runtime.standalone.StandaloneConfig:CONFIG,config"},
    {"source-connector", "org.apache.kafka.connect.runtime.SourceConnectorConfig:configDef"},
    {"sink-connector", "org.apache.kafka.connect.runtime.SinkConnectorConfig:configDef,CONFIG"},
    {"mm2", "org.apache.kafka.connect.mirror.MirrorMakerConfig:CONFIG_DEF,config"},
    {"streams", "org.apache.kafka.streams.StreamsConfig:configDef,CONFIG"},
  };

  /** The connectors that MirrorMaker 2 runs; before 3.5 one class defined the keys of all three. */
  private static final String[] MIRROR = {
    "org.apache.kafka.connect.mirror.MirrorSourceConfig:CONNECTOR_CONFIG_DEF",
    "org.apache.kafka.connect.mirror.MirrorCheckpointConfig:CONNECTOR_CONFIG_DEF",
    "org.apache.kafka.connect.mirror.MirrorHeartbeatConfig:CONNECTOR_CONFIG_DEF",
    "org.apache.kafka.connect.mirror.MirrorConnectorConfig:CONNECTOR_CONFIG_DEF",
  };

  /** Classes whose string constants name the keys of a scope: a key is deprecated when all its constants are. */
  private static final Map<String, List<String>> CONSTANTS = Map.of(
    "topic", List.of("org.apache.kafka.common.config.TopicConfig"),
    "producer", List.of("org.apache.kafka.clients.producer.ProducerConfig"),
    "consumer", List.of("org.apache.kafka.clients.consumer.ConsumerConfig"),
    "admin", List.of("org.apache.kafka.clients.admin.AdminClientConfig"),
    "streams", List.of("org.apache.kafka.streams.StreamsConfig"),
    "connect-distributed", List.of("org.apache.kafka.connect.runtime.WorkerConfig", "org.apache.kafka.connect.runtime.distributed.DistributedConfig"),
    "connect-standalone", List.of("org.apache.kafka.connect.runtime.WorkerConfig", "org.apache.kafka.connect.runtime.standalone.StandaloneConfig"));

  private static final Pattern DEPRECATED =
    Pattern.compile("^\\W*deprecated|\\bthis config(uration)? (is|has been) deprecated", Pattern.CASE_INSENSITIVE);

  public static void main(String[] args) throws Exception {
    Map<String, Object> dump = new LinkedHashMap<>();
    Map<?, ?> updateModes = updateModes();
    for (String[] scope : SCOPES) {
      ConfigDef definition = null;
      for (int i = 1; i < scope.length && definition == null; i++) definition = definition(scope[i]);
      if (definition == null && scope[0].equals("connect-distributed")) definition = distributed();
      if (definition != null) dump.put(scope[0], keys(definition, scope[0].equals("broker") ? updateModes : Map.of(), deprecatedConstants(scope[0])));
    }
    Map<String, Object> mirror = new TreeMap<>();
    for (String place : MIRROR) {
      ConfigDef definition = definition(place);
      if (definition != null) keys(definition, Map.of(), Set.of()).forEach(mirror::putIfAbsent);
    }
    if (!mirror.isEmpty()) dump.put("mm2-connector", mirror);
    dump.put("synonyms", synonyms());
    System.out.println(json(dump));
  }

  private static ConfigDef definition(String place) {
    String[] parts = place.split(":");
    return member(parts[0], parts[1].split(",")) instanceof ConfigDef found ? found : null;
  }

  /** From 3.7 on the distributed worker's definition depends on the JVM's cryptography. */
  private static ConfigDef distributed() {
    try {
      Class<?> crypto = Class.forName("org.apache.kafka.connect.runtime.distributed.Crypto");
      Class<?> config = Class.forName("org.apache.kafka.connect.runtime.distributed.DistributedConfig");
      Method make = config.getDeclaredMethod("config", crypto);
      make.setAccessible(true);
      return (ConfigDef) make.invoke(null, crypto.getField("SYSTEM").get(null));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static Map<?, ?> updateModes() {
    String[] places = {"kafka.server.DynamicBrokerConfig", "org.apache.kafka.server.config.DynamicBrokerConfig", "org.apache.kafka.server.DynamicBrokerConfig"};
    for (String place : places) if (member(place, "dynamicConfigUpdateModes") instanceof Map<?, ?> modes) return modes;
    return Map.of();
  }

  private static Set<String> deprecatedConstants(String scope) throws IllegalAccessException {
    Set<String> deprecated = new HashSet<>();
    Set<String> current = new HashSet<>();
    for (String name : CONSTANTS.getOrDefault(scope, List.of())) {
      try {
        for (Field field : Class.forName(name).getDeclaredFields()) {
          if (field.getType() != String.class || !Modifier.isStatic(field.getModifiers())) continue;
          field.setAccessible(true);
          (field.isAnnotationPresent(Deprecated.class) ? deprecated : current).add((String) field.get(null));
        }
      } catch (ClassNotFoundException | LinkageError e) {
        // The class belongs to another release.
      }
    }
    deprecated.removeAll(current);
    return deprecated;
  }

  private static Map<String, Object> keys(ConfigDef definition, Map<?, ?> updateModes, Set<String> deprecated) {
    Map<String, Object> keys = new TreeMap<>();
    for (ConfigDef.ConfigKey key : definition.configKeys().values()) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("type", key.type.toString());
      facts.put("importance", key.importance.toString());
      facts.put("required", !key.hasDefault());
      if (key.hasDefault() && key.defaultValue != null) facts.put("default", ConfigDef.convertToString(key.defaultValue, key.type));
      if (key.validator != null) facts.put("validator", validator(key.validator));
      if (updateModes.get(key.name) != null) facts.put("update", updateModes.get(key.name));
      if (Boolean.TRUE.equals(field(key, "internalConfig"))) facts.put("internal", true);
      if (deprecated.contains(key.name) || saysDeprecated(key.documentation)) facts.put("deprecated", true);
      keys.put(key.name, facts);
    }
    return keys;
  }

  /** Says whether the documentation calls the key itself deprecated; elsewhere the word is about something else. */
  private static boolean saysDeprecated(String documentation) {
    return documentation != null && DEPRECATED.matcher(documentation).find();
  }

  /** A validator as its class, its own text and its fields, which together say what it demands. */
  private static Object validator(Object validator) {
    Map<String, Object> facts = new LinkedHashMap<>();
    String name = validator.getClass().getSimpleName();
    facts.put("class", name.contains("Lambda") && !name.equals("LambdaValidator") ? "lambda" : name);
    String text = String.valueOf(validator);
    if (!text.contains("@") && !text.contains("Lambda")) facts.put("text", text);
    for (Field field : validator.getClass().getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) continue;
      try {
        field.setAccessible(true);
        Object value = field.get(validator);
        if (value instanceof Number || value instanceof Boolean || value instanceof String) facts.put(field.getName(), value);
        else if (value instanceof ConfigDef.Validator inner) facts.put(field.getName(), validator(inner));
        else if (value instanceof Collection<?> values) {
          List<Object> list = new ArrayList<>();
          for (Object each : values) list.add(each instanceof ConfigDef.Validator inner ? validator(inner) : each);
          facts.put(field.getName(), list);
        }
      } catch (IllegalAccessException | RuntimeException e) {
        facts.put(field.getName(), "unreadable");
      }
    }
    return facts;
  }

  /** Topic key to the broker keys that give its default, in order of precedence, each with its unit conversion. */
  private static Map<String, Object> synonyms() throws Exception {
    Object all = member("org.apache.kafka.server.config.ServerTopicConfigSynonyms", "ALL_TOPIC_CONFIG_SYNONYMS");
    if (all == null) all = member("kafka.log.LogConfig", "AllTopicConfigSynonyms", "TopicConfigSynonyms");
    Map<String, Object> result = new TreeMap<>();
    Object asMap = all instanceof Map ? all : fromScala(all, "scala.collection.Map");
    if (!(asMap instanceof Map<?, ?> map)) return result;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      List<Object> names = new ArrayList<>();
      if (entry.getValue() instanceof String single) names.add(List.of(single, ""));
      else {
        Object list = entry.getValue() instanceof List ? entry.getValue() : fromScala(entry.getValue(), "scala.collection.Seq");
        for (Object synonym : (Iterable<?>) list) names.add(List.of(call(synonym, "name"), converterName(synonym)));
      }
      result.put(String.valueOf(entry.getKey()), names);
    }
    return result;
  }

  private static String converterName(Object synonym) throws Exception {
    Object converter = call(synonym, "converter");
    for (Field field : synonym.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) continue;
      field.setAccessible(true);
      if (field.get(null) == converter) return field.getName();
    }
    return "";
  }

  private static Object fromScala(Object value, String type) throws Exception {
    if (value == null) return null;
    for (Method method : Class.forName("scala.jdk.javaapi.CollectionConverters").getMethods()) {
      if (method.getName().equals("asJava") && method.getParameterTypes()[0].getName().equals(type)) return method.invoke(null, value);
    }
    return null;
  }

  private static Object call(Object target, String method) throws Exception {
    Method found = target.getClass().getMethod(method);
    found.setAccessible(true);
    return found.invoke(target);
  }

  private static Object field(Object target, String name) {
    try {
      return target.getClass().getField(name).get(target);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** The first of the named static fields, static methods or Scala object members that exists; null when none does. */
  static Object member(String className, String... names) {
    for (String name : names) {
      for (String suffix : new String[] {"", "$"}) {
        try {
          Class<?> type = Class.forName(className + suffix);
          Object self = suffix.isEmpty() ? null : type.getField("MODULE$").get(null);
          for (Method method : type.getDeclaredMethods()) {
            if (!method.getName().equals(name) || method.getParameterCount() > 0) continue;
            if (self == null && !Modifier.isStatic(method.getModifiers())) continue;
            method.setAccessible(true);
            return method.invoke(self);
          }
          Field field = type.getDeclaredField(name);
          if (self == null && !Modifier.isStatic(field.getModifiers())) continue;
          field.setAccessible(true);
          return field.get(self);
        } catch (ReflectiveOperationException | LinkageError e) {
          // Not here in this release: the next place is tried.
        }
      }
    }
    return null;
  }

  static String json(Object value) {
    if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Short) return String.valueOf(value);
    StringBuilder out = new StringBuilder();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> out.append(out.length() == 0 ? "" : ",").append(json(String.valueOf(key))).append(':').append(json(each)));
      return "{" + out + "}";
    }
    if (value instanceof Collection<?> list) {
      list.forEach(each -> out.append(out.length() == 0 ? "" : ",").append(json(each)));
      return "[" + out + "]";
    }
    for (char c : String.valueOf(value).toCharArray()) {
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < 32 || c > 126) out.append(String.format("\\u%04x", (int) c));
      else out.append(c);
    }
    return "\"" + out + "\"";
  }
}

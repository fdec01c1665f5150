import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Asks the classes of the Kafka release on the class path whether they take configurations. The one argument is a file
 * of records: the kind as a line, the length as a line, then so many bytes of a properties file. One line of JSON comes
 * out for each: {"ok":true}, or {"ok":false,"message":…}; for the kind `parsed` the keys and values.
 */
public class Oracle {
  private interface Check {
    void run(Properties properties) throws Exception;
  }

  private static final Map<String, Check> checks = new HashMap<>();

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16), false, StandardCharsets.UTF_8);
    // Kafka's own logging must not mix with the answers.
    System.setOut(System.err);
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(args[0])))) {
      for (String kind = line(in); kind != null; kind = line(in)) {
        byte[] bytes = new byte[Integer.parseInt(line(in))];
        in.readFully(bytes);
        out.println(answer(kind, bytes));
      }
    }
    out.flush();
    // Some releases leave threads behind.
    Runtime.getRuntime().halt(0);
  }

  private static String line(DataInputStream in) throws Exception {
    StringBuilder text = new StringBuilder();
    int c = in.read();
    if (c < 0) return null;
    for (; c >= 0 && c != '\n'; c = in.read()) text.append((char) c);
    return text.toString();
  }

  private static String answer(String kind, byte[] bytes) {
    try {
      Properties properties = new Properties();
      properties.load(new ByteArrayInputStream(bytes));
      if (kind.equals("parsed")) return "{\"ok\":true,\"parsed\":" + DumpConfigs.json(new TreeMap<>(properties)) + "}";
      Check check = checks.get(kind);
      if (check == null) checks.put(kind, check = checkFor(kind));
      check.run(properties);
      return "{\"ok\":true}";
    } catch (Throwable thrown) {
      Throwable cause = thrown;
      while (cause instanceof InvocationTargetException || cause instanceof ExceptionInInitializerError) cause = cause.getCause();
      String name = cause.getClass().getSimpleName();
      return "{\"ok\":false,\"exception\":" + DumpConfigs.json(name) + ",\"message\":" + DumpConfigs.json(String.valueOf(cause.getMessage())) + "}";
    }
  }

  private static Check checkFor(String kind) throws Exception {
    switch (kind) {
      case "broker":
        return broker();
      case "topic":
        return topic();
      case "producer":
        return construct("org.apache.kafka.clients.producer.ProducerConfig");
      case "consumer":
        return construct("org.apache.kafka.clients.consumer.ConsumerConfig");
      case "connect-distributed":
        return construct("org.apache.kafka.connect.runtime.distributed.DistributedConfig");
      case "connect-standalone":
        return construct("org.apache.kafka.connect.runtime.standalone.StandaloneConfig");
      default:
        throw new IllegalArgumentException("no such kind: " + kind);
    }
  }

  private static Check broker() throws Exception {
    Class<?> config = Class.forName("kafka.server.KafkaConfig");
    for (Method method : config.getMethods()) {
      Class<?>[] types = method.getParameterTypes();
      boolean fits = types.length == 2 && types[0] == Properties.class && types[1] == boolean.class;
      if (method.getName().equals("fromProps") && Modifier.isStatic(method.getModifiers()) && fits) {
        return properties -> method.invoke(null, properties, false);
      }
    }
    Constructor<?> constructor = config.getConstructor(Map.class, boolean.class);
    return properties -> constructor.newInstance(properties, false);
  }

  private static Check topic() throws Exception {
    Class<?> config;
    Object self = null;
    try {
      config = Class.forName("org.apache.kafka.storage.internals.log.LogConfig");
    } catch (ClassNotFoundException e) {
      config = Class.forName("kafka.log.LogConfig$");
      self = config.getField("MODULE$").get(null);
    }
    Object target = self;
    for (Method method : config.getMethods()) {
      if (method.getName().equals("validate") && method.getParameterCount() == 1) {
        return properties -> method.invoke(target, properties);
      }
    }
    throw new NoSuchMethodException("LogConfig.validate");
  }

  /** The constructor that takes a map or properties, whichever the release has. */
  private static Check construct(String name) throws Exception {
    Class<?> config = Class.forName(name);
    for (Class<?> type : new Class<?>[] {Properties.class, Map.class}) {
      try {
        Constructor<?> constructor = config.getConstructor(type);
        return properties -> constructor.newInstance(properties);
      } catch (NoSuchMethodException e) {
        // The other one then.
      }
    }
    throw new NoSuchMethodException(name);
  }
}

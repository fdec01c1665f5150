import java.io.File;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

/**
 * Starts a real node for each *.properties file of a folder, one after the other, and prints for each "boots", or
 * "dies" or "waits" with the innermost cause. Every node gets its own copy of the formatted folder beside them.
 */
public class Boot {
  private static final int SECONDS = 12;

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    File[] files = folder.toFile().listFiles((parent, name) -> name.endsWith(".properties"));
    java.util.Arrays.sort(files);
    for (File file : files) System.out.println(file.getName() + "\t" + boot(file, folder));
    Runtime.getRuntime().halt(0);
  }

  private static String boot(File file, Path folder) throws Exception {
    copy(folder.resolve("formatted"), Path.of(file.getPath().replace(".properties", ".data")));
    Properties properties = new Properties();
    try (FileInputStream in = new FileInputStream(file)) {
      properties.load(in);
    }
    CompletableFuture<String> ended = new CompletableFuture<>();
    Exit.Procedure end = (code, message) -> {
      ended.completeExceptionally(new IllegalStateException(message == null ? "the node ended itself" : message));
      throw new IllegalStateException("ended");
    };
    Exit.setExitProcedure(end);
    Exit.setHaltProcedure(end);
    KafkaRaftServer[] server = new KafkaRaftServer[1];
    Thread starting = new Thread(() -> {
      try {
        server[0] = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server[0].startup();
        ended.complete("boots");
      } catch (Throwable e) {
        ended.completeExceptionally(e);
      }
    });
    starting.setDaemon(true);
    starting.start();
    String result;
    try {
      result = ended.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      result = "dies\t" + cause(e.getCause());
    } catch (TimeoutException e) {
      result = "waits\t";
    }
    Thread stopping = new Thread(() -> {
      try {
        if (server[0] != null) server[0].shutdown();
      } catch (Throwable e) {
        // It never came up whole.
      }
    });
    stopping.setDaemon(true);
    stopping.start();
    stopping.join(5_000);
    return result;
  }

  private static String cause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) cause = cause.getCause();
    return String.valueOf(cause).replaceAll("\\s+", " ");
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(each));
        if (Files.isDirectory(each)) Files.createDirectories(target);
        else Files.copy(each, target);
      }
    }
  }
}

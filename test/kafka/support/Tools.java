import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/**
 * Runs Kafka's own command-line tools one after the other in one Java that stays warm: starting one for each takes
 * longer than what it does. "N.in" in the folder that is named is a main class and its arguments, a line each; "N.out"
 * becomes the exit code in the first line and then what the tool printed, with its complaints when it failed. Ends with
 * its standard input.
 */
public class Tools {
    static class Ended extends RuntimeException {
        static final long serialVersionUID = 1;
    }

    /** The code of the first exit: some tools catch what they throw, and exit once more. */
    static Integer exitCode;

    /** Scala keeps the standard output that it sees first, so there is one for all tools. */
    static final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    static final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

    public static void main(String[] args) throws Exception {
        Thread parent = new Thread(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException gone) {
                // Gone is gone.
            }
            Runtime.getRuntime().halt(0);
        });
        parent.setDaemon(true);
        parent.start();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complaints, true, StandardCharsets.UTF_8));
        doNotExit();
        for (int next = 1;; next++) {
            Path request = Path.of(args[0], next + ".in");
            while (!Files.exists(request)) Thread.sleep(10);
            List<String> words = Files.readAllLines(request);
            printed.reset();
            complaints.reset();
            int code = run(words.get(0), words.subList(1, words.size()).toArray(String[]::new));
            Path out = Path.of(args[0], next + ".out");
            Path part = Path.of(args[0], next + ".part");
            String text = printed.toString(StandardCharsets.UTF_8);
            Files.writeString(part, code + "\n" + text + (code == 0 ? "" : complaints.toString(StandardCharsets.UTF_8)));
            Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    static int run(String mainClass, String[] args) {
        exitCode = null;
        try {
            Class.forName(mainClass).getMethod("main", String[].class).invoke(null, (Object) args);
            return exitCode == null ? 0 : exitCode;
        } catch (ReflectiveOperationException failure) {
            if (exitCode != null) return exitCode;
            failure.printStackTrace(new PrintWriter(System.err, true));
            return 1;
        }
    }

    /** Kafka's tools end by way of a class that its own tests tell to throw instead. */
    static void doNotExit() throws ReflectiveOperationException {
        Class<?> exit = Class.forName("org.apache.kafka.common.utils.Exit");
        Class<?> procedure = Class.forName("org.apache.kafka.common.utils.Exit$Procedure");
        Object thrower = Proxy.newProxyInstance(procedure.getClassLoader(), new Class<?>[] {procedure}, (self, method, given) -> {
            if (!method.getName().equals("execute")) return null;
            if (exitCode == null) exitCode = (Integer) given[0];
            throw new Ended();
        });
        for (String setter : Arrays.asList("setExitProcedure", "setHaltProcedure")) {
            Method set = exit.getMethod(setter, procedure);
            set.invoke(null, thrower);
        }
    }
}

package dev.tapbench.campaign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources held in memory to class files held in memory, in this process. */
final class SourceCompiler {
    /** The class files by binary class name. */
    private final Map<String, ByteArrayOutputStream> classes = new TreeMap<>();

    /**
     * Compiles against this process's class path, which holds the Java Card API.
     *
     * @param sources text by path; a path ends with the package's folders and the class's file name
     * @param what names the change, for messages
     * @return class file by binary class name
     * @throws IllegalArgumentException when the sources do not compile, with the first error
     * @throws IllegalStateException when this Java has no compiler
     */
    static Map<String, byte[]> compile(Map<String, String> sources, String what) {
        return new SourceCompiler().run(sources, what);
    }

    private Map<String, byte[]> run(Map<String, String> sources, String what) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException(
                    "this Java has no compiler: a fault is compiled from its patch, so run on a JDK" + " (java.home is "
                            + System.getProperty("java.home") + ")");
        }
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((path, text) -> units.add(new Source(path, text)));
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        // The same level of language and the same debug information as the sound card's.
        List<String> options = List.of("--release", "17", "-g", "-proc:none", "-nowarn", "-Xlint:none");
        try (JavaFileManager files = new InMemory(compiler.getStandardFileManager(problems, Locale.ROOT, null))) {
            if (!compiler.getTask(null, files, problems, options, null, units).call()) {
                throw new IllegalArgumentException(what + " does not compile: " + first(problems));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, byte[]> bytes = new TreeMap<>();
        classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
        return bytes;
    }

    private static String first(DiagnosticCollector<JavaFileObject> problems) {
        return problems.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .findFirst()
                .map(SourceCompiler::line)
                .orElse("the compiler gave no reason");
    }

    private static String line(Diagnostic<? extends JavaFileObject> problem) {
        String message = problem.getMessage(Locale.ROOT)
                .lines()
                .map(String::strip)
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
        return problem.getSource() instanceof Source source
                ? source.path + ":" + problem.getLineNumber() + ":" + problem.getColumnNumber() + ": " + message
                : message;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String path;
        private final String text;

        Source(String path, String text) {
            super(URI.create("memory:///" + path.replace('\\', '/')), Kind.SOURCE);
            this.path = path;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        InMemory(JavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(
                    URI.create("memory:///" + className.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    classes.put(className, out);
                    return out;
                }
            };
        }
    }
}

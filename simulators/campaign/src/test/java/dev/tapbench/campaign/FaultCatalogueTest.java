package dev.tapbench.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.profiles.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultCatalogueTest {
    private static final String SOUND = """
        package demo;

        public class Lock {
            static final int CODE = 4711;

            public static boolean opens(int code) {
                return code == CODE;
            }
        }
        """;
    private static final String KEY = """
        package demo;

        public class Key {
            public static int code() {
                return Lock.CODE;
            }
        }
        """;
    private static final String FAULT = """
        id: F-900
        party: card
        wrong: the lock opens for every code
        requirement: L-08
        noticed: a thief walks in
        """;
    private static final String PATCH = """
        --- a/lock/src/main/java/demo/Lock.java
        +++ b/lock/src/main/java/demo/Lock.java
        @@ -4,6 +4,6 @@
             static final int CODE = 4711;
        \s
             public static boolean opens(int code) {
        -        return code == CODE;
        +        return true;
             }
         }
        """;

    @TempDir
    private Path home;

    private Path lock;
    private Path fault;

    @BeforeEach
    void soundSources() throws IOException {
        Path source = Files.createDirectories(home.resolve("lock/src/main/java/demo"));
        lock = Files.writeString(source.resolve("Lock.java"), SOUND);
        Files.writeString(source.resolve("Key.java"), KEY);
        fault = Files.createDirectories(home.resolve("features/faults/F-900"));
        Files.writeString(fault.resolve("fault.yaml"), FAULT);
        Files.writeString(fault.resolve("change.patch"), PATCH);
    }

    private FaultCatalogue catalogue() {
        return new FaultCatalogue(home.resolve("features/faults"), home);
    }

    private static Object call(ClassSource classes, String name, String method, Object... arguments) throws Exception {
        Class<?> type = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String wanted) throws ClassNotFoundException {
                byte[] bytes = classes.bytes(wanted);
                if (bytes == null) {
                    throw new ClassNotFoundException(wanted);
                }
                return defineClass(wanted, bytes, 0, bytes.length);
            }
        }.loadClass(name);
        return arguments.length == 0
                ? type.getMethod(method).invoke(null)
                : type.getMethod(method, int.class).invoke(null, arguments);
    }

    @Test
    void thePatchedSourceRuns() throws Exception {
        assertThat(catalogue().ids()).containsExactly("F-900");
        assertThat(catalogue().read("F-900").requirement()).containsExactly("L-08");
        ClassSource classes = catalogue().classes("F-900");
        assertThat(call(classes, "demo.Lock", "opens", 1)).isEqualTo(true);
        assertThat(classes.bytes("demo.Other")).isNull();
    }

    @Test
    void aChangedConstantReachesTheClassesThatCopyIt() throws Exception {
        Files.writeString(fault.resolve("change.patch"), """
            --- a/lock/src/main/java/demo/Lock.java
            +++ b/lock/src/main/java/demo/Lock.java
            @@ -4,1 +4,1 @@
            -    static final int CODE = 4711;
            +    static final int CODE = 1;
            """);
        assertThat(call(catalogue().classes("F-900"), "demo.Key", "code")).isEqualTo(1);
    }

    @Test
    void aPatchThatNoLongerAppliesNamesFileHunkAndLine() throws IOException {
        Files.writeString(lock, SOUND.replace("code == CODE", "CODE == code"));
        assertThatThrownBy(() -> catalogue().classes("F-900"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "change.patch: hunk 1 no longer applies to lock/src/main/java/demo/Lock.java, line 7")
                .hasMessageContaining("expected 'return code == CODE;', found 'return CODE == code;'");
    }

    @Test
    void aHunkThatMovedAppliesWhereItsLinesStandOnce() throws Exception {
        Files.writeString(lock, "// moved\n" + SOUND);
        assertThat(call(catalogue().classes("F-900"), "demo.Lock", "opens", 1)).isEqualTo(true);
    }

    @Test
    void aHunkThatMovedIsNotGuessedIntoOneOfTwoPlaces() throws IOException {
        String lines = PATCH.lines()
                .filter(line -> line.startsWith(" ") || line.startsWith("-  "))
                .map(line -> line.substring(1))
                .collect(Collectors.joining("\n"));
        Files.writeString(lock, "// moved\n" + SOUND + "/*\n" + lines + "\n*/\n");
        assertThatThrownBy(() -> catalogue().classes("F-900"))
                .hasMessageContaining("hunk 1 no longer applies")
                .hasMessageContaining("its lines stand at more than one place, line 5 and 12");
    }

    @Test
    void aPatchOfAFileThatIsGoneIsRefused() throws IOException {
        Files.delete(lock);
        assertThatThrownBy(() -> catalogue().classes("F-900"))
                .hasMessageContaining("there is no lock/src/main/java/demo/Lock.java");
    }

    @Test
    void aPatchOutsideTheSourcesIsRefused() throws IOException {
        Files.writeString(fault.resolve("change.patch"), PATCH.replace("/lock/", "/../lock/"));
        assertThatThrownBy(() -> catalogue().classes("F-900")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPatchThatDoesNotCompileNamesThePlace() throws IOException {
        Files.writeString(fault.resolve("change.patch"), PATCH.replace("return true", "return treu"));
        assertThatThrownBy(() -> catalogue().classes("F-900"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not compile: lock/src/main/java/demo/Lock.java:7:")
                .hasMessageContaining("treu");
    }

    @Test
    void anEmptyPatchIsRefused() throws IOException {
        Files.writeString(fault.resolve("change.patch"), "nothing\n");
        assertThatThrownBy(() -> catalogue().classes("F-900")).hasMessageContaining("changes nothing");
    }

    @Test
    void anUnknownKeyIsRefusedWithItsPlaceAndTheNearestName() throws IOException {
        Files.writeString(fault.resolve("fault.yaml"), FAULT.replace("noticed:", "notice:"));
        assertThatThrownBy(() -> catalogue().classes("F-900"))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("fault.yaml:5:1: key 'notice'")
                .hasMessageContaining("did you mean 'noticed'?");
    }

    @Test
    void aWrongValueIsRefused() throws IOException {
        Files.writeString(fault.resolve("fault.yaml"), FAULT.replace("party: card", "party: cart"));
        assertThatThrownBy(() -> catalogue().read("F-900")).hasMessageContaining("did you mean 'card'?");
        Files.writeString(fault.resolve("fault.yaml"), FAULT.replace("L-08", "L8"));
        assertThatThrownBy(() -> catalogue().read("F-900")).hasMessageContaining("such as L-08");
        Files.writeString(fault.resolve("fault.yaml"), FAULT.replace("F-900", "F-901"));
        assertThatThrownBy(() -> catalogue().read("F-900")).hasMessageContaining("the folder's name, F-900");
    }

    @Test
    void anUnknownFaultIsRefusedWithTheNearestName() {
        assertThatThrownBy(() -> catalogue().classes("F-90"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("did you mean 'F-900'?");
    }
}

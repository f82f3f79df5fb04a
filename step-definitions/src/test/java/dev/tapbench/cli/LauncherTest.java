package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell launcher in a home of its own, with a stand-in for Java that tells what it was given. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String STAND_IN = """
            #!/bin/sh
            if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; exit 0; fi
            for last; do :; done
            case $last in
              wait) trap 'echo ended; exit 130' TERM; echo started; while :; do sleep 0.1; done ;;
              conf) echo "$SOFTHSM2_CONF"; [ -d "$(dirname "$SOFTHSM2_CONF")" ] && [ ! -e "$SOFTHSM2_CONF" ] ;;
              input) cat ;;
              where) pwd -P ;;
              *) echo "$@"; exit 7 ;;
            esac
            """;

    @TempDir
    private Path folder;

    private Path home;
    private Path jdk;

    @BeforeEach
    void release() throws IOException {
        home = Files.createDirectories(folder.resolve("a home"));
        Files.createDirectories(home.resolve("lib"));
        Files.copy(Path.of("../tapbench"), home.resolve("tapbench"), StandardCopyOption.COPY_ATTRIBUTES);
        jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Path java = Files.writeString(jdk.resolve("bin/java"), STAND_IN);
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    private ProcessBuilder launcher(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("tapbench").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().remove("SOFTHSM2_CONF");
        builder.environment().put("TMPDIR", folder.toString());
        return builder;
    }

    /**
     * Under nohup, or a build in the background, signals are ignored, and a shell cannot trap what was ignored when it began:
     * where env can (GNU's), it is told anew to listen.
     */
    private static ProcessBuilder hearing(ProcessBuilder launcher) throws Exception {
        List<String> listening = List.of("env", "--default-signal=INT,TERM,HUP");
        List<String> probe = new ArrayList<>(listening);
        probe.add("true");
        if (new ProcessBuilder(probe).start().waitFor() == 0) {
            launcher.command().addAll(0, listening);
        }
        return launcher;
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void passesArgumentsHomeAndExitStatus() throws Exception {
        Process process = launcher("certify", "--tags", "@a or @b").start();
        assertThat(output(process))
                .contains("-Dtapbench.home=" + home.toRealPath())
                .contains("dev.tapbench.cli.Main certify --tags @a or @b");
        assertThat(process.waitFor()).isEqualTo(7);
    }

    @Test
    void onlyShortCommandsGoWithoutTheSecondCompiler() throws Exception {
        assertThat(output(launcher("calc", "tlv.decode").start())).contains("-XX:TieredStopAtLevel=1");
        assertThat(output(launcher("certify").start())).contains("-XX:TieredStopAtLevel=1");
        assertThat(output(launcher("qualify").start())).doesNotContain("-XX:TieredStopAtLevel");
    }

    @Test
    void aTokenFolderOfItsOwnIsThereAndGoesAway() throws Exception {
        Process process = launcher("conf").start();
        Path conf = Path.of(output(process));
        assertThat(process.waitFor()).isZero();
        assertThat(conf.getParent()).doesNotExist();
        assertThat(conf).startsWithRaw(folder);
    }

    @Test
    void aTokenFolderThatWasGivenIsKept() throws Exception {
        ProcessBuilder builder = launcher("conf");
        builder.environment().put("SOFTHSM2_CONF", folder.resolve("mine.conf").toString());
        assertThat(output(builder.start()))
                .isEqualTo(folder.resolve("mine.conf").toString());
    }

    @Test
    void theCommandRunsInTheFolderThatTheUserIsIn() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Process process = launcher("where").directory(elsewhere.toFile()).start();
        assertThat(output(process)).isEqualTo(elsewhere.toRealPath().toString());
    }

    @Test
    void itTellsWhetherSomebodyCanType() throws Exception {
        assertThat(output(launcher("certify")
                        .redirectInput(ProcessBuilder.Redirect.PIPE)
                        .start()))
                .contains("-Dtapbench.input=none");
        // script (util-linux) gives its command a terminal.
        ProcessBuilder typed = launcher("certify");
        String command = String.join(" ", typed.command()).replace(home.toString(), "'" + home + "'");
        typed.command(List.of("script", "-qec", command, "/dev/null"));
        Process process = typed.start();
        assertThat(output(process)).contains("-Dtapbench.input=terminal");
    }

    @Test
    void standardInputReachesTheCommand() throws Exception {
        Process process = launcher("input").start();
        process.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        assertThat(output(process)).isEqualTo("hello");
    }

    @Test
    void anInterruptionReachesTheCommandAndItsStatusComesBack() throws Exception {
        for (String signal : List.of("-INT", "-TERM", "-HUP")) {
            Process process = hearing(launcher("wait")).start();
            assertThat(process.inputReader().readLine()).isEqualTo("started");
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(signal).isTrue();
            assertThat(process.inputReader().readLine()).isEqualTo("ended");
            assertThat(process.exitValue()).as(signal).isEqualTo(130);
        }
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        ProcessBuilder nowhere = launcher("certify");
        nowhere.environment().put("JAVA_HOME", "/nowhere");
        Process process = nowhere.start();
        assertThat(output(process)).contains("JAVA_HOME is '/nowhere'").contains("JDK 17");
        assertThat(process.waitFor()).isEqualTo(ExitStatus.BROKEN);

        Files.writeString(jdk.resolve("bin/java"), STAND_IN.replace("17.0.1", "11.0.2"));
        assertThat(output(launcher("certify").start())).contains("is Java 11").contains("JDK 17");
    }

    @Test
    void aReleaseHasNoTests() throws Exception {
        Process process = launcher("test").start();
        assertThat(output(process)).contains("tapbench certify");
        assertThat(process.waitFor()).isEqualTo(ExitStatus.USAGE);
    }
}

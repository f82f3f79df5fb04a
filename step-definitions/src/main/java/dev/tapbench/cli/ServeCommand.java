package dev.tapbench.cli;

import dev.tapbench.bench.ServedCard;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import dev.tapbench.profiles.FileProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serve}: one party alone, for other programs. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Puts a simulated, personalized card into the virtual readers of this computer's PC/SC service, for any program",
            "that uses PC/SC. It stays until SIGTERM, or 'quit'; 'remove' and 'insert', each with a port or alone, are read",
            "from standard input line by line."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tapbench serve card",
            "  tapbench serve card --profile features/cards/phone.yaml --reader 35963,35964",
            "  tapbench serve card --ready-file ready.json",
            "",
            "Debian: apt-get install pcscd vsmartcard-vpcd; port 35963 is the reader for taps, 35964 has contacts",
            "or is a phone's own wire."
        })
final class ServeCommand implements Callable<Integer> {
    private static final String CARD = "card";

    private final Environment environment;

    @Parameters(paramLabel = "WHAT", description = "Which party: card.")
    private String what = "";

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "The card or phone; features/cards/prepaid.yaml by default.")
    private String profile = "";

    @Option(
            names = "--reader",
            paramLabel = "PORT,..",
            split = ",",
            description = "Ports of virtual readers; 35963 by default, and 35964 as well for a phone.")
    private List<Integer> ports = new ArrayList<>();

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Gets url and process id, as JSON, when the card is there.")
    private String readyFile = "";

    @Mixin
    private final HsmChoice devices = new HsmChoice();

    ServeCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (!what.equals(CARD)) {
            throw Failure.usage("serve knows no '" + what + "'; it serves: " + CARD);
        }
        try (HsmChoice.Module module = devices.module(environment)) {
            module.check();
            CardProfile read = read();
            List<Integer> chosen = ports.isEmpty() ? ServedCard.usualPorts(read) : ports;
            ServedCard.check(read, chosen);
            try (ServedCard card = ServedCard.issued(module.open(), read, chosen)) {
                return serve(card);
            }
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e);
        }
    }

    private CardProfile read() {
        try {
            return CardProfileFile.read(
                    profile.isEmpty()
                            ? environment.features().resolve("cards").resolve("prepaid.yaml")
                            : environment.resolve(profile));
        } catch (FileProblem e) {
            throw Failure.usage(e);
        }
    }

    private int serve(ServedCard card) {
        Thread end = new Thread(
                () -> {
                    card.close();
                    Runtime.getRuntime().halt(ExitStatus.PASSED);
                },
                "end of serving");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            card.insert();
            ready(card);
            environment.err().println(card.description() + "; commands: insert, remove, quit");
            obey(card);
            return ExitStatus.PASSED;
        } finally {
            withdraw(end);
        }
    }

    private static void withdraw(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook takes the card away.
            return;
        }
    }

    /** Moved into its place, so that nobody reads half of it. */
    private void ready(ServedCard card) {
        if (readyFile.isEmpty()) {
            return;
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("url", card.url());
        document.put("pid", ProcessHandle.current().pid());
        document.put("testKeys", true);
        Path file = environment.resolve(readyFile).toAbsolutePath();
        try {
            Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), Json.of(document));
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("--ready-file " + file + " cannot be written", e);
        }
    }

    /** Until 'quit'; where nobody gives commands, until the process is ended. */
    private void obey(ServedCard card) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(environment.in(), StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.strip().equals("quit")) {
                    return;
                }
                if (!line.isBlank()) {
                    environment.err().println(obeyed(card, line.strip().split("\\s+", -1)));
                }
            }
            new CountDownLatch(1).await();
        } catch (IOException e) {
            throw new UncheckedIOException("commands cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String obeyed(ServedCard card, String... words) {
        try {
            List<Integer> which = words.length == 1 ? card.ports() : List.of(Integer.valueOf(words[1]));
            switch (words[0]) {
                case "insert" -> card.insert(which);
                case "remove" -> card.remove(which);
                default -> {
                    return "'" + words[0] + "' is no command: expected insert, remove or quit";
                }
            }
            return card.description();
        } catch (NumberFormatException e) {
            return "'" + words[1] + "' is no port: expected one of " + card.ports();
        } catch (IllegalArgumentException | DeviceException e) {
            return String.valueOf(e.getMessage());
        }
    }
}

package dev.tapbench.cli;

import dev.tapbench.ports.card.ApduRecord;
import dev.tapbench.reports.Pcapng;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code export}: a record for other programs. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Writes a record of certify --record as a capture file (pcapng) that Wireshark and tshark read as ISO 7816.",
            "The record itself is a plain script of commands and answers."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tapbench export cards.apdu cards.pcapng", "", "Then: tshark -r cards.pcapng -Y iso7816.apdu.ins"})
final class ExportCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(index = "0", paramLabel = "RECORD", description = "A file of certify --record.")
    private String record = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The new capture file.")
    private String capture = "";

    ExportCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Path file = environment.resolve(capture);
        if (Files.exists(file)) {
            throw Failure.usage(file + " is there already: name a new file");
        }
        try {
            int packets = Pcapng.write(ApduRecord.read(environment.resolve(record)), file);
            environment.out().println(packets + " packets in " + file);
            return ExitStatus.PASSED;
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e);
        }
    }
}

package dev.tapbench.cli;

import dev.tapbench.bench.Drivers;
import dev.tapbench.ports.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code readers}: what every driver finds here, what is missing, and how to get it. */
@Command(
        name = "readers",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Lists drivers, readers, who brings cards to them, and HSMs, what they can do, what is missing and how to get it.",
        footerHeading = "%nExamples:%n",
        footer = {"  tapbench readers", "  tapbench readers --json"})
final class ReadersCommand implements Callable<Integer> {
    private final Environment environment;

    @Mixin
    private final Output output = new Output();

    ReadersCommand(Environment environment) {
        this.environment = environment;
    }

    /**
     * One driver, a row of {@code tapbench.readers/1}.
     *
     * @param kind reader, presenter or hsm
     * @param scheme what its targets begin with
     * @param available whether a target of it can be opened here
     * @param devices the readers or tokens that are there
     * @param remedy what is missing and how to get it; empty when the driver works
     */
    record Row(
            String kind,
            String scheme,
            String description,
            boolean available,
            List<Probe.Device> devices,
            String remedy) {}

    @Override
    public Integer call() {
        List<Row> rows = rows(Drivers.find());
        if (output.json) {
            environment.out().println(Json.rows("readers", "rows", rows));
            return ExitStatus.PASSED;
        }
        if (rows.isEmpty()) {
            throw Failure.gate("no driver was found: lib/ is incomplete, or drivers/ holds none");
        }
        Table table = new Table(2, "target", "kind", "what", "can");
        for (Row row : rows) {
            for (Probe.Device device : row.devices()) {
                table.row(device.target(), row.kind(), device.description(), String.join(" ", device.capabilities()));
            }
            if (!row.available()) {
                table.row(row.scheme() + ":", row.kind(), row.description(), "-");
            } else if (row.devices().isEmpty()) {
                table.row(row.scheme() + ":", row.kind(), row.description(), "");
            }
        }
        table.lines(environment.columns()).forEach(environment.out()::println);
        for (Row row : rows) {
            for (Probe.Device device : row.devices()) {
                device.notes().forEach(note -> environment.out().println(device.target() + " has " + note));
            }
            if (!row.available()) {
                environment.out().println();
                environment.out().println(row.scheme() + ": is not there: " + row.remedy());
            }
        }
        return ExitStatus.PASSED;
    }

    private static List<Row> rows(Drivers drivers) {
        List<Row> rows = new ArrayList<>();
        drivers.readers().forEach(d -> rows.add(row("reader", d.scheme(), d.description(), d.probe())));
        drivers.presenters().forEach(d -> rows.add(row("presenter", d.scheme(), d.description(), d.probe())));
        drivers.hsms().forEach(d -> rows.add(row("hsm", d.scheme(), d.description(), d.probe())));
        return rows;
    }

    private static Row row(String kind, String scheme, String description, Probe probe) {
        return new Row(kind, scheme, description, probe.available(), probe.devices(), probe.remedy());
    }
}

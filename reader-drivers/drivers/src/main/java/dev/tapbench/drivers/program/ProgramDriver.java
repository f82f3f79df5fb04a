package dev.tapbench.drivers.program;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.PinEntryDriver;
import dev.tapbench.ports.card.PinSource;
import dev.tapbench.ports.card.Presenter;
import dev.tapbench.ports.card.PresenterDriver;
import dev.tapbench.ports.card.Reader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code program:PATH} has a program move cards, such as the laboratory's robot; how it is called stands in the package's
 * documentation. A name without a separator is looked for where the system looks for commands; another one is seen from the folder
 * of the bench file that names it.
 *
 * <p>Option {@code patience=SECONDS} (default 30, 1 to 3600): how long one call may take, and then how long the card may take to be
 * felt.
 */
public final class ProgramDriver implements PresenterDriver, PinEntryDriver {
    private static final String SCHEME = "program";
    private static final int PATIENCE = 30;

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public String description() {
        return "a robot or another program that moves cards by command line";
    }

    @Override
    public Probe probe() {
        return Probe.found(
                new Probe.Device("program:PATH", "called with present or remove, card, medium, reader", List.of()));
    }

    @Override
    public Target seenFrom(Path folder, Target target) {
        return isPath(target)
                ? new Target(SCHEME, folder.resolve(target.name()).normalize().toString(), target.options())
                : target;
    }

    private static boolean isPath(Target target) {
        return target.name().contains("/") || target.name().contains(File.separator);
    }

    @Override
    public void check(Target target) {
        target.requireOnly(Set.of("patience"));
        var unused = program(target);
    }

    private static Program program(Target target) {
        Path file = (isPath(target) ? Optional.of(Path.of(target.name())) : command(target.name()))
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .orElseThrow(() -> new IllegalArgumentException("'" + target + "' names no program: expected "
                        + (isPath(target)
                                ? "a file that this user may execute"
                                : "a command of the PATH, or a path such as program:./robot.sh")));
        return new Program(file, target.seconds("patience", PATIENCE));
    }

    private static Optional<Path> command(String name) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH"))
                        .orElse("")
                        .split(Pattern.quote(File.pathSeparator), -1))
                .filter(folder -> !folder.isEmpty() && !name.isEmpty())
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public Presenter open(Target target, Function<Medium, Reader> unused) {
        check(target);
        return new ProgramPresenter(program(target));
    }

    @Override
    public PinSource pins(Target target) {
        check(target);
        return new ProgramPins(program(target));
    }
}

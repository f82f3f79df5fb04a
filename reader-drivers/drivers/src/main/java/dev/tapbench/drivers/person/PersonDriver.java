package dev.tapbench.drivers.person;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.SecretPrompt;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.PinEntryDriver;
import dev.tapbench.ports.card.PinSource;
import dev.tapbench.ports.card.Presenter;
import dev.tapbench.ports.card.PresenterDriver;
import dev.tapbench.ports.card.Reader;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code person:} asks whoever is at the terminal to bring cards to readers and to take them away, which the readers see done, and to
 * type PINs. The name may say who that is.
 *
 * <p>Options:
 *
 * <ul>
 *   <li>{@code patience=SECONDS} (default 60, 1 to 3600): how long a card may take to come, and to go.
 *   <li>{@code input=piped}: standard input is no terminal, but a program that answers as a person does.
 * </ul>
 */
public final class PersonDriver implements PresenterDriver, PinEntryDriver {
    private static final String SCHEME = "person";
    private static final int PATIENCE = 60;
    private static final String PIPED = "piped";
    private static final String REMEDY =
            "person: needs somebody who reads and types, and standard input is no terminal: start"
                    + " in one, say person:?input=piped where a program answers, or name a robot with program:PATH";

    private final Dialogue dialogue;
    private final boolean terminal;

    /** The terminal of this process. */
    public PersonDriver() {
        this(System.in, System.err, isTerminal());
    }

    PersonDriver(InputStream in, PrintStream err, boolean terminal) {
        dialogue = new Dialogue(in, err);
        this.terminal = terminal;
    }

    /** Only the launcher can see it where standard output goes elsewhere. */
    @SuppressWarnings("SystemConsoleNull") // until Java 21 null tells that there is no terminal
    private static boolean isTerminal() {
        String input = System.getProperty("tapbench.input", "");
        return input.isEmpty() ? System.console() != null : input.equals("terminal");
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public String description() {
        return "a person who is told on the terminal which card to bring";
    }

    @Override
    public Probe probe() {
        return terminal
                ? Probe.found(new Probe.Device(SCHEME + ":", "whoever is at this terminal", List.of()))
                : Probe.missing(REMEDY);
    }

    @Override
    public void check(Target target) {
        target.requireOnly(Set.of("patience", "input"));
        var unused = target.seconds("patience", PATIENCE);
        String input = target.option("input").orElse("");
        if (!input.isEmpty() && !input.equals(PIPED)) {
            throw new IllegalArgumentException(
                    "'" + target + "' has the input '" + input + "': expected piped, or no input for a terminal");
        }
        if (!terminal && input.isEmpty()) {
            throw new IllegalArgumentException(REMEDY);
        }
    }

    @Override
    public Presenter open(Target target, Function<Medium, Reader> unused) {
        check(target);
        return new PersonPresenter(dialogue, address(target), target.seconds("patience", PATIENCE));
    }

    private static String address(Target target) {
        return target.name().isEmpty() ? "" : target.name() + ": ";
    }

    @Override
    public PinSource pins(Target target) {
        check(target);
        return target.option("input").isPresent()
                ? new PersonPins(address(target), dialogue::ask, "the program that answers has ended")
                : new PersonPins(
                        address(target),
                        SecretPrompt::ask,
                        "standard input and output have to be a terminal, so that it is not shown");
    }
}

package dev.tapbench.steps;

import dev.tapbench.bench.BenchDevices;
import dev.tapbench.bench.RunContext;
import dev.tapbench.bench.World;
import dev.tapbench.emv.Money;
import dev.tapbench.profiles.ScenarioNeed;
import dev.tapbench.reports.ScenarioEvidence;
import dev.tapbench.reports.SkipException;
import io.cucumber.java.After;
import io.cucumber.java.AfterAll;
import io.cucumber.java.Before;
import io.cucumber.java.ParameterType;
import io.cucumber.java.Scenario;
import java.util.List;

/** What surrounds every scenario, and the types that its sentences speak of. */
public final class Hooks {
    private static final int FIRST = 0;
    private static final int LAST = 0;
    private static final int BEFORE_LAST = 1;

    private final World world;

    public Hooks(World world) {
        this.world = world;
    }

    /** An amount with its currency, such as {@code 20.00 EUR}; EUR is the card's own, see {@link RunContext#amount}. */
    @ParameterType("[0-9]+(?:\\.[0-9]{2,3})? [A-Z]{3}")
    public Money amount(String text) {
        return RunContext.current().amount(text);
    }

    /** What the card's statement excludes is skipped before any device is touched. */
    @Before(order = FIRST)
    public void applies(Scenario scenario) {
        RunContext.current()
                .statement()
                .flatMap(statement -> statement.excludes(ScenarioNeed.of(List.copyOf(scenario.getSourceTagNames()))))
                .ifPresent(reason -> {
                    throw new SkipException(reason);
                });
    }

    /** The devices come next. */
    @Before
    public void openDevices() {
        world.open();
    }

    /** What the scenario opened is closed whatever happened. */
    @After(order = BEFORE_LAST)
    public void closeDevices() {
        world.close();
    }

    /** A scenario that passed has to bear out its requirement tags. */
    @After(order = LAST)
    public void checkRequirements(Scenario scenario) {
        boolean passed = scenario.getStatus() == io.cucumber.java.Status.PASSED;
        ScenarioEvidence.current().checkRequirements(!passed);
    }

    /** The run is over; a bench that does not close makes it a broken one. */
    @AfterAll
    public static void closeBench() {
        BenchDevices.closeAll();
    }
}

package dev.tapbench.parties.flow;

import static dev.tapbench.parties.flow.World.eur;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.parties.terminal.LoadTransaction;
import dev.tapbench.parties.terminal.Terminal;
import dev.tapbench.parties.terminal.TerminalMemory;
import dev.tapbench.ports.trace.Prompt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A terminal that loses its power: another one with its memory. */
class TerminalPowerTest {
    private final World world = new World(eur(2000));
    private final TerminalMemory memory = new TerminalMemory();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatWasUnderWayIsTakenBackOnce() {
        Terminal before = world.terminal(world.line, memory);
        before.load(eur(5000)).tap(world.card);
        assertThat(before.waitingAdvices()).isZero();
        assertThat(world.books().open()).isEqualTo(eur(5000));

        Terminal after = world.terminal(world.line, memory);
        assertThat(after.waitingAdvices()).isEqualTo(1);
        after.forward();
        assertThat(world.books().inDoubt()).isEqualTo(eur(5000));
        assertThat(world.terminal(world.line, memory).waitingAdvices()).isZero();
    }

    @Test
    void whatWasSettledIsNotTakenBack() {
        LoadTransaction load = world.terminal(world.line, memory).load(eur(5000));
        load.tap(world.card);
        load.tap(world.card);
        load.enterPin(World.PIN);
        assertThat(load.tap(world.card).shows(Prompt.LOAD_ACCEPTED)).isTrue();

        assertThat(world.terminal(world.line, memory).waitingAdvices()).isZero();
    }
}

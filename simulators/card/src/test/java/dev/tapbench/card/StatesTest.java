package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.card.Terminal.Ac;
import dev.tapbench.card.TestCard.Profile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each command in each life cycle state, and each status word, from {@code states.tsv}; a missing row fails. */
class StatesTest {
    private static final Set<String> STATES =
            Set.of("SELECTABLE", "PERSONALIZED", "APPLICATION_BLOCKED", "CARD_BLOCKED");
    private static final String TEN = "000000001000";

    private final TestCard card = new TestCard();
    private final Terminal terminal = new Terminal(card);

    record Row(String command, String state, String before, String apdu, String status) {}

    static List<Row> rows() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(StatesTest.class.getResourceAsStream("states.tsv"), "states.tsv"),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(l -> !l.startsWith("#"))
                    .map(l -> l.split("\t", -1))
                    .map(c -> new Row(c[0], c[1], c[2], c[3], c[4]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void bring(String state) {
        if (state.equals("SELECTABLE")) {
            return;
        }
        card.personalize(Profile.prepaid());
        terminal.terminalType = Terminal.ONLINE_CAPABLE;
        if (state.equals("APPLICATION_BLOCKED")) {
            terminal.online(TEN, "00A00000");
        } else if (state.equals("CARD_BLOCKED")) {
            terminal.online(TEN, "00C00000");
        }
    }

    /** Over contacts; what the state refuses of it is no matter here. */
    private Optional<Ac> prepare(String before) {
        card.wired().select();
        if (before.equals("channel")) {
            card.send("8050000008" + hex(Scp02Host.HOST_CHALLENGE) + "00");
        } else if (!before.equals("-")) {
            card.send("80A8000002830000");
        }
        if (before.equals("exhausted")) {
            for (int i = 0; i < 3; i++) {
                card.send("0020008008" + Terminal.WRONG_PIN);
            }
        }
        byte[] first = join(hex("80AE00001E"), terminal.data(TEN, "00"), hex("2200"));
        boolean answers =
                before.equals("cryptogram") && card.send("80CA9F3600").status().equals("9000");
        return answers ? Optional.of(terminal.generate("00", Arrays.copyOfRange(first, 5, 35))) : Optional.empty();
    }

    private byte[] apdu(Row row, Optional<Ac> first) {
        if (!row.apdu.startsWith("script:")) {
            return hex(row.apdu.replace("{data}", hex(terminal.data(TEN, "00"))));
        }
        String[] parts = row.apdu.substring(7).split(" ", -1);
        String clear = parts.length == 1 ? "" : parts[1];
        // Where there is no cryptogram there is no key either: the state has to refuse the command before it looks.
        return first.map(ac -> new ScriptHost(ac).protect(parts[0], clear)).orElseGet(() -> hex(parts[0] + "00"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theCardAnswersAsItsStateSays(Row row) {
        bring(row.state);
        Optional<Ac> first = prepare(row.before);
        assertThat(card.send(apdu(row, first)).status()).isEqualTo(row.status);
    }

    @Test
    void eachCommandHasARowInEachState() {
        Set<String> expected = constants(Command.class, byte.class)
                .filter(name -> !name.startsWith("CLA_"))
                .flatMap(name -> STATES.stream().map(state -> name + " " + state))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> found = rows().stream()
                .filter(r -> !r.command.equals("none"))
                .map(r -> r.command + " " + r.state)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isEqualTo(expected).hasSizeGreaterThan(60);
    }

    /** A status word of a row is one of the card's, and each of the card's has a row that gives it. */
    @Test
    void eachStatusWordHasARow() {
        Set<String> known = constants(Status.class, short.class)
                .map(StatesTest::value)
                .map(w -> w.startsWith("63C") ? "63Cx" : w)
                .collect(Collectors.toCollection(TreeSet::new));
        known.add("9000");
        Set<String> found = rows().stream()
                .map(Row::status)
                .map(w -> w.startsWith("63C") ? "63Cx" : w)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isEqualTo(known).hasSizeGreaterThan(15);
    }

    private static Stream<String> constants(Class<?> type, Class<?> of) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(f -> f.getType() == of)
                .map(Field::getName);
    }

    private static String value(String name) {
        try {
            return "%04X".formatted(Status.class.getDeclaredField(name).getShort(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

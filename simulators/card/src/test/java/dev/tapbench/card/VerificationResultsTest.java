package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.card.Terminal.Ac;
import dev.tapbench.card.TestCard.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each single bit of the card verification results: what sets it, and the like that does not; none is left out. */
class VerificationResultsTest {
    private static final String TEN = "000000001000";
    private static final String APPROVED = "00800000";
    /** The dictionary of the tools, which the card's own room does not use: read as a file, and only to be counted. */
    private static final Path DICTIONARY =
            Path.of("..", "emv", "src", "main", "resources", "dev", "tapbench", "emv", "bits.tsv");

    /** What happens with the bit, and without it. */
    record Pair(Supplier<Ac> sets, Supplier<Ac> doesNot) {}

    private static Map<String, Pair> pairs() {
        Map<String, Pair> pairs = new TreeMap<>();
        pairs.put("1.4", new Pair(() -> online().tap("50", TEN, "00"), () -> online().tap("40", TEN, "00")));
        pairs.put("1.3", new Pair(() -> inserted("00880000041122334400"), () -> inserted("80CA9F3600")));
        pairs.put("1.2", new Pair(() -> second("3030", Terminal.NO_ANSWER), () -> answered(0)));
        pairs.put("1.1", new Pair(() -> answered(1), () -> answered(0)));
        pairs.put("2.4", new Pair(() -> inserted("0020008008" + Terminal.RIGHT_PIN), () -> inserted("80CA9F1700")));
        pairs.put(
                "2.3",
                new Pair(
                        () -> inserted("0020008008" + Terminal.WRONG_PIN),
                        () -> inserted("0020008008" + Terminal.RIGHT_PIN)));
        pairs.put("2.2", new Pair(() -> after("00900000"), () -> after("01900000")));
        pairs.put("2.1", new Pair(VerificationResultsTest::afterARequest, () -> after(APPROVED)));
        pairs.put("3.8", new Pair(() -> line("000000000001", 4), () -> line("000000000001", 3)));
        pairs.put("3.7", new Pair(() -> line("000000000001", 6), () -> line("000000000001", 5)));
        pairs.put("3.6", new Pair(() -> line("000000001001", 1), () -> line(TEN, 1)));
        pairs.put("3.5", new Pair(() -> line("000000003001", 1), () -> line("000000003000", 1)));
        pairs.put("3.4", new Pair(() -> phone(4, false), () -> phone(3, false)));
        pairs.put("3.3", new Pair(() -> phone(5, true), () -> phone(5, false)));
        pairs.put("4.4", new Pair(() -> script("0C0A"), () -> script("")));
        pairs.put("4.3", new Pair(() -> afterTvr(0x08), () -> afterTvr(0x80)));
        pairs.put("4.2", new Pair(() -> after("00880000"), () -> after(APPROVED)));
        pairs.put("4.1", new Pair(() -> second(Terminal.UNABLE_DECLINED, Terminal.NO_ANSWER), () -> answered(0)));
        return pairs;
    }

    private static Terminal online() {
        return online(Profile.prepaid());
    }

    private static Terminal online(Profile profile) {
        Terminal terminal = new Terminal(new TestCard().personalize(profile));
        terminal.terminalType = Terminal.ONLINE_CAPABLE;
        return terminal;
    }

    /** Over contacts, a command between options and the first cryptogram. */
    private static Ac inserted(String command) {
        Terminal terminal = online();
        terminal.card.wired();
        terminal.begin();
        terminal.card.send(command);
        return terminal.generate("40", join(terminal.data(TEN, "00"), hex("22")));
    }

    private static Ac second(String code, byte[] answer) {
        Terminal terminal = online();
        terminal.tap("80", TEN, "00");
        return terminal.second("40", TEN, code, answer);
    }

    /** The issuer approves; its cryptogram with this much in its last byte changed. */
    private static Ac answered(int change) {
        Terminal terminal = online();
        byte[] answer = terminal.issuerAnswer(terminal.tap("80", TEN, "00"), APPROVED);
        answer[3] ^= (byte) change;
        return terminal.second("40", TEN, "3030", answer);
    }

    /** The transaction after one that this status update ended. */
    private static Ac after(String update) {
        Terminal terminal = online();
        terminal.online(TEN, update);
        return terminal.tap("00", TEN, "00");
    }

    private static Ac afterARequest() {
        Terminal terminal = online();
        terminal.tap("80", TEN, "00");
        return terminal.tap("00", TEN, "00");
    }

    private static Ac afterTvr(int byte1) {
        Terminal terminal = online();
        terminal.card.tap();
        terminal.begin();
        byte[] data = join(terminal.data(TEN, "00"), hex("22"));
        data[14] = (byte) byte1;
        terminal.generate("00", data);
        return terminal.tap("00", TEN, "00");
    }

    /** The last of so many payments of a line, at a terminal that cannot go online. */
    private static Ac line(String amount, int payments) {
        Terminal terminal = new Terminal(new TestCard().personalize(Profile.line()));
        for (int i = 1; i < payments; i++) {
            terminal.pay(amount);
        }
        return terminal.pay(amount);
    }

    /** The last of so many taps of a phone whose limit is three; a passcode after the fourth, perhaps. */
    private static Ac phone(int taps, boolean verified) {
        Terminal terminal = new Terminal(new TestCard(true, 1, 0x15).personalize(Profile.phone()));
        for (int i = 1; i < taps; i++) {
            terminal.pay("000000000100");
            if (i == 4 && verified) {
                terminal.passcode(Terminal.RIGHT_PIN).ok();
            }
        }
        return terminal.pay("000000000100");
    }

    /** A script command with this much behind its MAC, and the second cryptogram. */
    private static Ac script(String behind) {
        Terminal terminal = online();
        Ac first = terminal.tap("80", TEN, "00");
        byte[] command = join(new ScriptHost(first).protect("8C240000", ""), hex(behind));
        command[4] = (byte) (command.length - 5);
        terminal.card.send(command);
        return terminal.second("40", TEN, "3030", terminal.issuerAnswer(first, APPROVED));
    }

    static Stream<String> bits() {
        return pairs().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("bits")
    void aBitIsSetByItsCauseAndByNothingAlike(String bit) {
        int at = bit.charAt(0) - '1';
        int mask = 1 << (bit.charAt(2) - '1');
        Pair pair = Objects.requireNonNull(pairs().get(bit), bit);
        assertThat(pair.sets().get().cvr()[at] & mask).as("set").isEqualTo(mask);
        assertThat(pair.doesNot().get().cvr()[at] & mask).as("not set").isZero();
    }

    /** The dictionary's single bits but two of the issuer's, which this card leaves alone. */
    @Test
    void noBitIsLeftOut() throws IOException {
        Set<String> expected = Files.readAllLines(DICTIONARY).stream()
                .map(l -> l.split("\t", -1))
                .filter(c -> c[0].equals("CVR") && c[2].length() == 1 && !c[1].equals("0"))
                .map(c -> c[1] + "." + c[2])
                .filter(bit -> !Set.of("3.2", "3.1").contains(bit))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(pairs().keySet()).isEqualTo(expected).hasSize(18);
    }
}

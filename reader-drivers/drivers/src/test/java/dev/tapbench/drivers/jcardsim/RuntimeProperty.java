package dev.tapbench.drivers.jcardsim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.ProductException;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a card's runtime guarantees.
 *
 * @param name in words
 * @param stock whether jCardSim's own runtime guarantees it
 * @param clause of the Java Card 3.0.5 runtime environment, the method of its API, or another source
 * @param check throws where a card of these chips has not got it
 */
record RuntimeProperty(String name, Stock stock, String clause, Check check) {
    /** What jCardSim 3.0.6.0 has of it. */
    enum Stock {
        HAS_IT,
        LACKS_IT
    }

    /** Makes cards of one world. */
    interface Chips {
        TestChip chip(String applet, long seed, String medium);

        private TestChip selected(String applet, long seed, String medium) {
            TestChip chip = chip("dev.tapbench.drivers.jcardsim.applet." + applet, seed, medium);
            chip.select();
            return chip;
        }

        default TestChip transaction(long seed) {
            return selected("TransactionApplet", seed, "contactless");
        }

        default TestChip volatileState(long seed) {
            return selected("VolatileApplet", seed, "contactless");
        }

        default TestChip probe(long seed) {
            return selected("ProbeApplet", seed, "contactless");
        }

        default TestChip overT0() {
            return selected("ProbeApplet", 1, "contact");
        }
    }

    interface Check {
        void of(Chips chips);
    }

    private static final String KEY_BYTES = "10";

    private static RuntimeProperty property(String name, Stock stock, String clause, Check check) {
        return new RuntimeProperty(name, stock, clause, check);
    }

    static List<RuntimeProperty> all() {
        return List.of(
                property("an aborted transaction is put back", Stock.LACKS_IT, "7.6.1", chips -> {
                    TestChip chip = chips.transaction(1);
                    chip.send("8010000500");
                    chip.send("8010020900");
                    assertThat(state(chip)).isEqualTo(allOf(5));
                }),
                property("a committed transaction stays", Stock.HAS_IT, "7.2", chips -> {
                    TestChip chip = chips.transaction(1);
                    chip.send("8010010500");
                    chip.reset();
                    chip.select();
                    assertThat(state(chip)).isEqualTo(allOf(5));
                }),
                property("an exception ends a transaction", Stock.LACKS_IT, "7.6.2", chips -> {
                    TestChip chip = chips.transaction(1);
                    chip.send("8010000500");
                    assertThat(chip.send("8010030900")).isEqualTo("6984");
                    assertThat(state(chip)).isEqualTo(allOf(5));
                }),
                property("a transaction that is left open is aborted", Stock.LACKS_IT, "7.6.2", chips -> {
                    TestChip chip = chips.transaction(1);
                    chip.send("8010000500");
                    assertThat(chip.send("8010040900")).isEqualTo("9000");
                    assertThat(state(chip)).isEqualTo(allOf(5));
                    assertThat(chip.send("8010010600"))
                            .as("the next one can begin")
                            .isEqualTo("9000");
                }),
                property("power off inside a transaction puts back", Stock.LACKS_IT, "7.5", chips -> {
                    TestChip chip = chips.transaction(1);
                    chip.send("8010000500");
                    chip.send("8010040900");
                    chip.reset();
                    chip.select();
                    assertThat(state(chip)).isEqualTo(allOf(5));
                }),
                property(
                        "a nested transaction is refused",
                        Stock.HAS_IT,
                        "7.4",
                        chips -> assertThat(chips.transaction(1).send("80110000"))
                                .isEqualTo("6A01")),
                property("nothing ends what has not begun", Stock.HAS_IT, "JCSystem.commitTransaction", chips -> {
                    assertThat(chips.transaction(1).send("80120100")).isEqualTo("6A02");
                    assertThat(chips.transaction(1).send("80120200")).isEqualTo("6A02");
                }),
                property("a non atomic copy is not put back", Stock.HAS_IT, "Util.arrayCopyNonAtomic", chips -> {
                    TestChip chip = chips.transaction(1);
                    chip.send("80160007");
                    assertThat(state(chip).substring(22, 26)).isEqualTo("0707");
                }),
                property("what the API wrote into an array is put back", Stock.LACKS_IT, "7.6.1", chips -> {
                    TestChip chip = chips.transaction(1);
                    chip.send("8010000500");
                    assertThat(chip.send("801A0000")).isEqualTo("9000");
                    assertThat(state(chip).substring(16, 18)).isEqualTo("01");
                }),
                property("an abort gives no try back", Stock.HAS_IT, "OwnerPIN.check", chips -> {
                    TestChip chip = chips.transaction(1);
                    assertThat(chip.send("80150001")).isEqualTo("63C2");
                    assertThat(chip.send("80150001")).isEqualTo("63C1");
                    assertThat(chip.send("80150000")).isEqualTo("9000");
                    assertThat(state(chip)).endsWith("03");
                }),
                property(
                        "the commit capacity ends",
                        Stock.LACKS_IT,
                        "7.8",
                        chips -> assertThat(chips.transaction(1).send("80140000"))
                                .isEqualTo("6A03")),
                property("the commit capacity shrinks", Stock.LACKS_IT, "JCSystem.getUnusedCommitCapacity", chips -> {
                    String both = chips.transaction(1).send("8013000004");
                    assertThat(Integer.parseInt(both.substring(4, 8), 16))
                            .isLessThan(Integer.parseInt(both.substring(0, 4), 16));
                }),
                property("an atomic copy beyond the capacity is refused", Stock.LACKS_IT, "Util.arrayCopy", chips -> {
                    // The applet does not catch it: whatever the runtime makes of that, it is no 9000.
                    assertThat(crashOr(() -> chips.transaction(1).send("80190000")))
                            .isNotEqualTo("9000");
                }),
                property("a reset clears all transient arrays and nothing else", Stock.HAS_IT, "5.1", chips -> {
                    TestChip chip = chips.volatileState(1);
                    chip.send("80020005");
                    chip.reset();
                    chip.select();
                    assertThat(state(chip).substring(0, 10)).isEqualTo("0000000000");
                    assertThat(state(chip).substring(14, 16))
                            .as("a persistent key")
                            .isEqualTo("01");
                }),
                property("a deselect clears what it should and nothing else", Stock.HAS_IT, "5.1", chips -> {
                    TestChip chip = chips.volatileState(1);
                    chip.send("80020005");
                    chip.select();
                    assertThat(state(chip).substring(0, 10)).isEqualTo("0500050101");
                }),
                property(
                        "a reset forgets transient keys",
                        Stock.LACKS_IT,
                        "KeyBuilder.TYPE_DES_TRANSIENT_RESET",
                        chips -> {
                            TestChip chip = chips.volatileState(1);
                            chip.send("80020005");
                            chip.reset();
                            chip.select();
                            assertThat(state(chip).substring(10, 14)).isEqualTo("0000");
                        }),
                property(
                        "a deselect forgets its transient keys only",
                        Stock.LACKS_IT,
                        "KeyBuilder.TYPE_DES_TRANSIENT_DESELECT",
                        chips -> {
                            TestChip chip = chips.volatileState(1);
                            chip.send("80020005");
                            chip.select();
                            assertThat(state(chip).substring(10, 14)).isEqualTo("0100");
                        }),
                property("an engine does not keep a forgotten key", Stock.LACKS_IT, "Cipher.doFinal", chips -> {
                    TestChip chip = chips.volatileState(1);
                    chip.send("80020005");
                    assertThat(chip.send("8005000008")).hasSize(20);
                    chip.reset();
                    chip.select();
                    assertThat(chip.send("8005000008"))
                            .as("CryptoException.UNINITIALIZED_KEY")
                            .isEqualTo("6A02");
                }),
                property(
                        "a reset brings engines back to their beginning",
                        Stock.LACKS_IT,
                        "Signature, Cipher",
                        chips -> {
                            TestChip chip = chips.volatileState(1);
                            String whole = chip.send("8004000024");
                            chip.send("80030000");
                            chip.reset();
                            chip.select();
                            assertThat(chip.send("8004000024")).isEqualTo(whole);
                        }),
                property("a reset ends a validated PIN", Stock.HAS_IT, "OwnerPIN", chips -> {
                    TestChip chip = chips.volatileState(1);
                    chip.send("80020005");
                    assertThat(state(chip)).endsWith("01");
                    chip.reset();
                    chip.select();
                    assertThat(state(chip)).endsWith("00");
                }),
                property("a reset selects nothing", Stock.HAS_IT, "ISO/IEC 7816-3, 5", chips -> {
                    TestChip chip = chips.volatileState(1);
                    chip.reset();
                    assertThat(chip.send("8001000009")).doesNotEndWith("9000");
                }),
                property("two cards draw different random numbers", Stock.LACKS_IT, "RandomData", chips -> {
                    String first = chips.probe(1).send("8001000008");
                    assertThat(chips.probe(2).send("8001000008")).isNotEqualTo(first);
                }),
                property("two resets draw different random numbers", Stock.HAS_IT, "RandomData", chips -> {
                    TestChip chip = chips.probe(1);
                    String first = chip.send("8001000008");
                    chip.reset();
                    chip.select();
                    assertThat(chip.send("8001000008")).isNotEqualTo(first);
                }),
                property("one seed repeats the random numbers", Stock.HAS_IT, "a bench's need", chips -> {
                    String first = chips.probe(1).send("8001000008");
                    assertThat(chips.probe(1).send("8001000008")).isEqualTo(first);
                }),
                property("two cards with one AID do not see each other", Stock.LACKS_IT, "two devices", chips -> {
                    TestChip one = chips.probe(1);
                    TestChip two = chips.probe(2);
                    one.send("80035A00");
                    two.send("80036B00");
                    assertThat(one.send("8004000003")).isEqualTo("5A5A5A9000");
                    assertThat(two.send("8004000003")).isEqualTo("6B6B6B9000");
                }),
                property("static fields belong to one card", Stock.LACKS_IT, "two devices", chips -> {
                    chips.probe(1).send("8007000001");
                    assertThat(chips.probe(2).send("8007000001")).isEqualTo("019000");
                }),
                property("over T=0 an answer to data waits", Stock.LACKS_IT, "9.4; ISO/IEC 7816-3, 12.2", chips -> {
                    TestChip chip = chips.overT0();
                    assertThat(chip.send("8008000001FF")).isEqualTo("6108");
                    assertThat(chip.send("00C0000008")).hasSize(20).endsWith("9000");
                }),
                property("over T=0 a wrong length is corrected", Stock.LACKS_IT, "9.4; ISO/IEC 7816-3, 12.2", chips -> {
                    TestChip chip = chips.overT0();
                    assertThat(chip.send("8007000000")).isEqualTo("6C01");
                    assertThat(chip.send("8007000001"))
                            .as("the applet is not asked again")
                            .isEqualTo("019000");
                }));
    }

    /** The state of a transaction applet whose every kind holds the value; nothing was copied non-atomically, no try spent. */
    private static String allOf(int value) {
        String one = String.format("%02X", value);
        return one + one + "0101" + one.repeat(5) + KEY_BYTES + one + "0000" + "03";
    }

    private static String state(TestChip chip) {
        String response = chip.send("800100000E");
        assertThat(response).endsWith("9000");
        return response.substring(0, response.length() - 4);
    }

    private static String crashOr(Supplier<String> command) {
        try {
            return command.get();
        } catch (ProductException crash) {
            return "a crash";
        }
    }
}

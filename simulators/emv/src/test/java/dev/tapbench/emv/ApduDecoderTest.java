package dev.tapbench.emv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApduDecoderTest {
    private static final Bytes OK = Bytes.hex("9000");
    private static final String TERMINAL_DATA =
            "000000005000" + "000000000000" + "0276" + "0000008000" + "0978" + "261122" + "28" + "11223344";

    private final ApduDecoder decoder = new ApduDecoder();

    private static String text(DecodedNode node) {
        return String.join("\n", node.lines());
    }

    private DecodedExchange exchange(CommandApdu command, Bytes response) {
        DecodedExchange exchange = decoder.decode(command.toBytes(), response);
        assertCovered(exchange.command());
        assertCovered(exchange.response());
        return exchange;
    }

    /** The children of a node are its bytes, in order; of a data object they are its value. */
    private static void assertCovered(DecodedNode node) {
        if (node.children().isEmpty()) {
            return;
        }
        Bytes parts =
                Bytes.concat(node.children().stream().map(DecodedNode::bytes).toArray(Bytes[]::new));
        assertThat(node.bytes().toHex()).as(node.name()).endsWith(parts.toHex());
        int header = node.bytes().length() - parts.length();
        assertThat(header).as("tag and length of " + node.name()).isBetween(0, 7);
        if (header > 0) {
            assertThat(node.name()).matches("([0-9A-F]{2,6}|DGI [0-9A-F]{4}) .*");
        }
        node.children().forEach(ApduDecoderTest::assertCovered);
    }

    @Test
    void theFirstTapOfALoad() {
        assertThat(exchange(Commands.selectPpse(), OK).command().name()).isEqualTo("SELECT");
        exchange(Commands.select(Bytes.hex("F0544150011010")), Bytes.hex("6F0B8407F0544150011010A5009000"));
        exchange(
                Commands.gpo(Bytes.empty()),
                Bytes.hex("770A82023900940408010100").then(OK));
        Bytes record = Tlv.encode(
                Tags.RECORD,
                Bytes.concat(
                        Tlv.encode(Tags.PAN, Bytes.hex("5413339000006173")),
                        Tlv.encode(Tags.CDOL1, Bytes.hex("9F02069F03069F1A0295055F2A029A039C019F37049F3501"))));
        DecodedExchange read = exchange(Commands.readRecord(1, 1), record.then(OK));
        assertThat(read.command().clause()).isEqualTo("EMV Book 3, 6.5.11");
        assertThat(text(read.response()))
                .contains("5A Application Primary Account Number (PAN) [EMV Book 3, Annex A]")
                .contains(": 541333******6173")
                .contains("DOL entry [EMV Book 3, 5.4] 9F0206: Amount, Authorised (Numeric), 6 bytes");

        Iad iad = Iad.of(1, Cvr.CLEAR.withCryptograms(CryptogramType.ARQC, Optional.empty()), 3, 17, 2000);
        Bytes answer = Tlv.encode(
                Tags.RESPONSE_TEMPLATE_2,
                Bytes.concat(
                        Tlv.encode(Tags.CID, Bytes.of(0x80)),
                        Tlv.encode(Tags.ATC, Bytes.number(18, 2)),
                        Tlv.encode(Tags.SDAD, Bytes.zeros(128)),
                        Tlv.encode(Tags.IAD, iad.encode())));
        DecodedExchange generate = exchange(
                Commands.generateAc(CryptogramType.ARQC, true, Bytes.hex(TERMINAL_DATA + "22")), answer.then(OK));
        assertThat(generate.command().meaning()).isEqualTo("ARQC asked for, with CDA");
        assertThat(text(generate.command()))
                .contains("CDOL1 data")
                .contains("9F02 Amount, Authorised (Numeric) [EMV Book 3, Annex A] 000000005000: 50.00 EUR")
                .contains("9C Transaction Type [EMV Book 3, Annex A] 28: load")
                .contains("80: b8 transaction exceeds floor limit");
        assertThat(text(generate.response()))
                .contains("9F27 Cryptogram Information Data (CID) [EMV Book 3, 6.5.5.4] 9F270180: ARQC")
                .contains("second GENERATE AC not requested; first GENERATE AC: ARQC")
                .contains("funds [Tapbench protocol, 1] 00002000: 2000 minor units");
    }

    @Test
    void theSecondTapSplitsItsDataWithoutOptionsAndRecords() {
        exchange(Commands.select(Bytes.hex("F0544150011010")), OK);
        PendingLoad pending = new PendingLoad(PendingLoad.State.OPEN, 18, 5000, Currency.EUR.code(), 3);
        assertThat(text(exchange(
                                Commands.getData(Tags.PENDING_LOAD),
                                Tlv.encode(Tags.PENDING_LOAD, pending.encode()).then(OK))
                        .response()))
                .contains("state [Tapbench protocol, 3] 01: OPEN")
                .contains("000000005000: 50.00 EUR");
        Bytes data = Bytes.hex(TERMINAL_DATA + "3030" + "90EF477F00800000");
        assertThat(text(exchange(Commands.generateAc(CryptogramType.TC, true, data), Bytes.hex("6985"))
                        .command()))
                .contains("CDOL2 data [EMV Book 3, 9.2.1]")
                .contains("split by that of this project's cards")
                .contains("8A Authorisation Response Code (ARC) [EMV Book 4, A6] 3030: '00'")
                .contains("Card Status Update (CSU) [EMV Book 3, C10] 00800000: approved");
    }

    @Test
    void receiptsAndCounters() {
        LoadReceipt receipt = new LoadReceipt(
                1,
                LoadReceipt.Status.ACCEPTED,
                18,
                Bytes.hex("C20039270FE384D5"),
                5000,
                Currency.EUR.code(),
                4,
                7000,
                Bytes.zeros(8));
        assertThat(text(exchange(
                                Commands.getData(Tags.LOAD_RECEIPT),
                                Tlv.encode(Tags.LOAD_RECEIPT, receipt.encode()).then(OK))
                        .response()))
                .contains("status [Tapbench protocol, 3] 01: accepted")
                .contains("funds after [Tapbench protocol, 3] 000000007000: 70.00 EUR");
        CounterReport counters = new CounterReport(1, 500, 2, 3, 0, CounterReport.NO_LIMIT, 4, 900, 5, 5000);
        assertThat(text(exchange(
                                Commands.getData(Tags.COUNTERS),
                                Tlv.encode(Tags.COUNTERS, counters.encode()).then(OK))
                        .response()))
                .contains("second count [Tapbench protocol, 1] 04: 4");
    }

    @Test
    void personalizationWithAGroupingThatContinues() {
        exchange(
                Commands.initializeUpdate(1, Bytes.zeros(8)),
                Bytes.hex("00000054133312345678010200071122334455669678A1B2C3D4E5F6A7B8")
                        .slice(0, 28)
                        .then(OK));
        exchange(new CommandApdu(0x84, 0x82, 0x01, 0, Bytes.zeros(16), CommandApdu.NO_LE), OK);
        Bytes record = new Dgi(0x0101, Tlv.encode(Tags.RECORD, Tlv.encode(Tags.CDOL1, Bytes.hex("9F0206")))).encode();
        Bytes mac = Bytes.hex("A1A2A3A4A5A6A7A8");
        assertThat(text(exchange(store(0x00, 0, record.then(mac)), OK).command()))
                .contains("DGI 0101 record 1 of SFI 1 [EMV CPS 1.1, 2.1]")
                .contains("C-MAC [GlobalPlatform Card 2.3.1, E.4.4] A1A2A3A4A5A6A7A8");
        Bytes first = Bytes.hex("8201 40").then(Bytes.zeros(40));
        assertThat(text(exchange(store(0x60, 1, first.then(mac)), OK).command()))
                .contains("DGI 8201 ICC private key: q^-1 mod p")
                .contains("enciphered under the data encipherment session key");
        Bytes rest = Bytes.zeros(24).then(new Dgi(0x9010, Bytes.hex("0303")).encode());
        assertThat(text(exchange(store(0x80, 2, rest.then(mac)), OK).command()))
                .contains("number 2, the last one")
                .contains("continued from the last command")
                .contains("DGI 9010 PIN try counter and limit");
    }

    private static CommandApdu store(int p1, int number, Bytes data) {
        return new CommandApdu(0x84, 0xE2, p1, number, data, CommandApdu.NO_LE);
    }

    @Test
    void scp03IsToldFromScp02() {
        Bytes response = Bytes.hex("00000099990212345678 01 03 70 C1C2C3C4C5C6C7C8 D1D2D3D4D5D6D7D8 000102");
        assertThat(text(exchange(Commands.initializeUpdate(1, Bytes.zeros(8)), response.then(OK))
                        .response()))
                .contains("i [GlobalPlatform Amendment D, 7.1.1.6] 70")
                .contains("card challenge [GlobalPlatform Amendment D, 7.1.1.6] C1C2C3C4C5C6C7C8")
                .contains("card cryptogram [GlobalPlatform Amendment D, 7.1.1.6] D1D2D3D4D5D6D7D8")
                .contains("sequence counter [GlobalPlatform Amendment D, 7.1.1.6] 000102: 258");
        assertThat(text(exchange(new CommandApdu(0x84, 0x82, 0x33, 0, Bytes.zeros(16), CommandApdu.NO_LE), OK)
                        .command()))
                .contains("host cryptogram [GlobalPlatform Amendment D, 7.1.2]");
        Bytes mac = Bytes.hex("A1A2A3A4A5A6A7A8");
        DecodedExchange stored = exchange(store(0x80, 0, Bytes.zeros(16).then(mac)), mac.then(OK));
        assertThat(text(stored.command())).contains("C-MAC [GlobalPlatform Amendment D, 6.2.4] A1A2A3A4A5A6A7A8");
        assertThat(text(stored.response())).contains("R-MAC [GlobalPlatform Amendment D, 6.2.5] A1A2A3A4A5A6A7A8");
    }

    @Test
    void anInitializeUpdateResponseOfAnotherLengthIsMarked() {
        Bytes response = Bytes.hex("00000099990212345678 01 03 70 C1C2C3C4C5C6C7C8 D1D2D3D4D5D6D7D8 0001");
        assertThat(text(exchange(Commands.initializeUpdate(1, Bytes.zeros(8)), response.then(OK))
                        .response()))
                .contains("expected 29 or 32 bytes");
    }

    @Test
    void encipheredCommandsShowOnlyTheirMac() {
        exchange(new CommandApdu(0x84, 0x82, 0x03, 0, Bytes.zeros(16), CommandApdu.NO_LE), OK);
        assertThat(exchange(store(0x80, 0, Bytes.zeros(24)), OK).command().find("enciphered data groupings"))
                .isPresent();
    }

    @Test
    void whatNobodyKnowsIsMarked() {
        assertThat(exchange(new CommandApdu(0x80, 0x77, 0, 0, Bytes.empty(), CommandApdu.ALL), Bytes.hex("6D00"))
                        .command()
                        .known())
                .isFalse();
        DecodedNode response = exchange(Commands.getData(0x9F36), Bytes.hex("DF7F0101" + "9F36020005" + "9000"))
                .response();
        assertThat(response.children().get(0).known()).isFalse();
        assertThat(response.children().get(0).name()).isEqualTo("DF7F unknown tag");
        assertThat(response.children().get(1).known()).isTrue();
        assertThat(text(exchange(Commands.getData(0x9F36), Bytes.hex("9F360500019000"))
                        .response()))
                .contains("? bytes that are no BER-TLV")
                .contains("9F36 announces 5 bytes, 2 follow");
    }

    @Test
    void everyCommandOfTheProtocolHasANameAndAClause() {
        List<CommandApdu> all = List.of(
                Commands.selectPpse(),
                Commands.gpo(Bytes.empty()),
                Commands.readRecord(1, 1),
                Commands.getData(0x9F36),
                Commands.putData(Tags.DISARM, Bytes.of(1)),
                Commands.generateAc(CryptogramType.TC, false, Bytes.zeros(30)),
                Commands.getChallenge(),
                Commands.verifyPlaintext(Bytes.zeros(8)),
                Commands.verifyEnciphered(Bytes.zeros(128)),
                Commands.initializeUpdate(0, Bytes.zeros(8)),
                Commands.externalAuthenticate(1, Bytes.zeros(8)),
                Commands.storeData(true, false, 0, new Dgi(0x9010, Bytes.hex("0303")).encode()));
        for (CommandApdu command : all) {
            DecodedNode decoded = exchange(command, OK).command();
            assertThat(decoded.known()).as(decoded.name()).isTrue();
            assertThat(decoded.clause()).as(decoded.name()).isNotEmpty();
        }
    }

    @Test
    void noBytesOfACardMakeItThrowOrLoseAByte() {
        Entropy entropy = Entropy.seeded(2, "fuzz");
        List<Bytes> commands = List.of(
                Commands.selectPpse().toBytes(),
                Commands.gpo(Bytes.empty()).toBytes(),
                Commands.readRecord(1, 1).toBytes(),
                Commands.getData(Tags.COUNTERS).toBytes(),
                Commands.generateAc(CryptogramType.ARQC, true, Bytes.hex(TERMINAL_DATA + "22"))
                        .toBytes(),
                Commands.initializeUpdate(0, Bytes.zeros(8)).toBytes(),
                Commands.getChallenge().toBytes());
        int[] tags = TagDictionary.entries().keySet().stream()
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < 20_000; i++) {
            Bytes value = entropy.bytes(entropy.bytes(1).at(0) % 45);
            int tag = tags[(int) (entropy.bytes(2).toNumber() % tags.length)];
            Bytes data = i % 3 == 0 ? value : Tlv.encode(tag, value);
            Bytes framed = i % 2 == 0 ? data : Tlv.encode(Tags.RESPONSE_TEMPLATE_2, data);
            Bytes response = i % 50 == 0 ? framed : framed.then(OK);
            DecodedExchange exchange = decoder.decode(commands.get(i % commands.size()), response);
            assertCovered(exchange.command());
            assertCovered(exchange.response());
            Bytes stored = Bytes.concat(Bytes.of(0x84, 0xE2, 0, i & 0xFF, value.length() + 1), value, Bytes.of(0));
            assertCovered(decoder.decode(stored, OK).command());
        }
    }

    @Test
    void aListThatAsksForATagTwiceLosesNoByte() {
        exchange(Commands.select(Bytes.hex("A0000000041010")), Bytes.hex("A5079F38049C019C019000"));
        DecodedNode data = exchange(Commands.gpo(Bytes.hex("2801")), OK)
                .command()
                .children()
                .get(2);
        assertThat(data.children()).extracting(DecodedNode::bytes).containsExactly(Bytes.of(0x28), Bytes.of(0x01));
    }

    /** Zeros may stand before and behind an object (EMV Book 3, B1): they are shown, one object alone or not. */
    @Test
    void fillerAroundASingleObjectLosesNoByte() {
        for (String data : new String[] {"9F360200010000", "00009F36020001", "70079F360200010000"}) {
            DecodedExchange read =
                    exchange(Commands.getData(Tags.ATC), Bytes.hex(data).then(OK));
            assertThat(text(read.response())).as(data).contains("filler [EMV Book 3, B1] 0000");
        }
    }

    @Test
    void aCommandThatIsNoApduIsMarked() {
        DecodedExchange exchange = decoder.decode(Bytes.hex("00A404"), Bytes.hex("67"));
        assertThat(exchange.command().known()).isFalse();
        assertThat(exchange.response().known()).isFalse();
    }
}

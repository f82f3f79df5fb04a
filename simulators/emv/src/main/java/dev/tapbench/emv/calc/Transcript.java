package dev.tapbench.emv.calc;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A recorded conversation with a card.
 *
 * @param exchanges in order
 */
record Transcript(List<Exchange> exchanges) {
    private static final Bytes PSE = Bytes.of("1PAY.SYS.DDF01".getBytes(StandardCharsets.US_ASCII));
    private static final int MORE_DATA = 0x61;

    Transcript {
        exchanges = List.copyOf(exchanges);
    }

    /**
     * A command and its response.
     *
     * @param number from 0, where it stands in the recording
     * @param command empty where the recording does not say what was sent
     */
    record Exchange(int number, Optional<CommandApdu> command, ResponseApdu response) {
        /** Whether it is that command, and the card took it. */
        boolean answered(int ins) {
            return asked(ins) && response.ok();
        }

        boolean asked(int ins) {
            return command.filter(c -> c.ins() == ins).isPresent();
        }

        /** SELECT of anything but a directory. */
        boolean selectsApplication() {
            return selectsByName() && !selectsDirectory();
        }

        /** SELECT of the contact or contactless directory. */
        boolean selectsDirectory() {
            return selectsByName()
                    && command.filter(c -> c.data().equals(PSE) || c.data().equals(Commands.PPSE))
                            .isPresent();
        }

        private boolean selectsByName() {
            return command.filter(c -> c.ins() == 0xA4 && c.p1() == 0x04).isPresent();
        }

        /** The same with what GET RESPONSE fetched. */
        Exchange then(ResponseApdu fetched) {
            return new Exchange(
                    number, command, new ResponseApdu(response.data().then(fetched.data()), fetched.sw()));
        }

        /** The data of the command; none where it is not known. */
        Bytes sent() {
            return command.map(CommandApdu::data).orElse(Bytes.empty());
        }
    }

    /**
     * Reads a recording.
     *
     * @param pairs [command or null, response with status bytes] each
     * @throws InputProblem when a pair is not such
     */
    static Transcript of(String key, List<?> pairs) {
        List<Exchange> exchanges = new ArrayList<>();
        for (Object pair : pairs) {
            String path = key + "." + exchanges.size();
            if (!(pair instanceof List<?> two) || two.size() != 2) {
                throw InputProblem.value(path, pair, "[command or null, response with status bytes] in hexadecimal");
            }
            Bytes response = Inputs.bytes(path + ".1", two.get(1));
            if (response.length() < 2) {
                throw InputProblem.value(path + ".1", response, "a response that ends with SW1 SW2");
            }
            Optional<CommandApdu> command =
                    Optional.ofNullable(two.get(0)).map(hex -> command(path + ".0", Inputs.bytes(path + ".0", hex)));
            exchanges.add(new Exchange(exchanges.size(), command, ResponseApdu.parse(response)));
        }
        return new Transcript(exchanges);
    }

    private static CommandApdu command(String path, Bytes bytes) {
        try {
            return CommandApdu.parse(bytes);
        } catch (IllegalArgumentException e) {
            throw InputProblem.value(path, bytes, "a short C-APDU: " + e.getMessage());
        }
    }

    /**
     * The same with each response that was fetched by GET RESPONSE joined to the command that it answers (EMV Book 1,
     * 9.3.1.3), as a reader with T=1 would have recorded it.
     */
    Transcript joined() {
        List<Exchange> joined = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            int last = joined.size() - 1;
            if (last >= 0 && waits(joined.get(last))) {
                joined.set(last, joined.get(last).then(exchange.response()));
            } else {
                joined.add(exchange);
            }
        }
        return new Transcript(joined);
    }

    /** Whether the card keeps data for GET RESPONSE: status 61xx. */
    static boolean waits(Exchange exchange) {
        return exchange.response().sw().value() >>> 8 == MORE_DATA;
    }

    /**
     * The entries of a directory (EMV Book 1, 12.2.3; EMV Contactless Book B, 3.3.2): templates 61, at any depth.
     *
     * @throws EmvDataException when it is no BER-TLV
     */
    static List<DirectoryEntry> directory(Bytes fciOrRecord) {
        List<DirectoryEntry> entries = new ArrayList<>();
        collect(Tlv.parseAll(fciOrRecord), entries);
        return entries;
    }

    private static void collect(List<Tlv> objects, List<DirectoryEntry> entries) {
        for (Tlv object : objects) {
            if (object.tag() == Tags.APPLICATION_TEMPLATE) {
                entries.add(new DirectoryEntry(object.require(Tags.AID).value(), object));
            } else {
                collect(object.children(), entries);
            }
        }
    }

    /**
     * An application that a directory lists.
     *
     * @param aid 5 to 16 bytes
     * @param template 61
     */
    record DirectoryEntry(Bytes aid, Tlv template) {}
}

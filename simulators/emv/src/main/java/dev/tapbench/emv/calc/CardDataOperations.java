package dev.tapbench.emv.calc;

import dev.tapbench.emv.Afl;
import dev.tapbench.emv.ApplicationRecords;
import dev.tapbench.emv.CvmList;
import dev.tapbench.emv.CvmResults;
import dev.tapbench.emv.DataDecoder;
import dev.tapbench.emv.ProcessingOptions;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;

/** What a card says of itself before any cryptogram, and what a terminal makes of it. */
final class CardDataOperations {
    private static final String RECORDS_CLAUSE = "EMV Book 3, 6.5.11 and 10.2";
    private static final int A_FILE_OF_TEMPLATES = 1;

    private CardDataOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.named("afl.decode", "Lists the records that a card wants to be read.", "EMV Book 3, 10.2")
                        .takes(Key.bytes("afl", "application file locator, tag 94: 4 bytes for each run of records"))
                        .gives(
                                "entries",
                                "[SFI, first record, last record, how many enter offline data authentication]")
                        .example("afl=080202001001020158010101")
                        .computed(CardDataOperations::afl),
                Operation.named("cvm-list.decode", "Lists the rules of cardholder verification.", "EMV Book 3, 10.5")
                        .takes(Key.bytes("cvm_list", "tag 8E: amounts X and Y of 4 bytes, then rules of 2"))
                        .gives("amount_x", "minor units of the application currency")
                        .gives("amount_y", "minor units of the application currency")
                        .gives("rules", "[method, condition] in hexadecimal, in order of preference")
                        .example("cvm_list=0000000000000000410342031E031F02")
                        .computed(CardDataOperations::cvmList),
                Operation.named(
                                "cvm-results.decode",
                                "Says which cardholder verification was performed last, and how it ended.",
                                "EMV Book 4, A4")
                        .takes(Key.bytes("v", "CVM results, tag 9F34", 3))
                        .gives("method", "in words")
                        .gives("condition", "in words")
                        .gives("result", "unknown, failed or successful")
                        .example("v=1E0002")
                        .computed(CardDataOperations::cvmResults),
                Operation.named("gpo.decode", "Reads what GET PROCESSING OPTIONS answers.", "EMV Book 3, 6.5.8")
                        .takes(Key.bytes("response", "template 80 or 77, without the status bytes"))
                        .gives("aip", "application interchange profile")
                        .gives("afl", "application file locator")
                        .example("response=800E7C00080103001001050120010100")
                        .computed(CardDataOperations::processingOptions),
                Operation.named("record.decode", "Reads a READ RECORD response of files 1 to 10.", RECORDS_CLAUSE)
                        .takes(Key.bytes("response", "template 70, without the status bytes"))
                        .gives("tags", "[tag, value] of each primitive object, in order")
                        .example("response=70128E100000000000000000410342031E031F02")
                        .computed(CardDataOperations::record),
                Operation.named(
                                "terminal.behaviour",
                                "Reads records as a terminal does, which ends where one repeats a data object.",
                                "EMV Book 3, 7.1 and 10.2")
                        .takes(Key.list("records", "READ RECORD responses without status bytes, in order"))
                        .gives("tags", "[tag, value] of each object kept, in order")
                        .example("records=[\"70055F28020056\",\"70038F01EF\"]")
                        .computed(CardDataOperations::terminal));
    }

    private static void afl(Inputs in, Answer out) {
        Bytes value = in.bytes("afl");
        List<Object> entries = new ArrayList<>();
        for (Afl.Entry entry : Afl.parse(value).entries()) {
            entries.add(List.of(entry.sfi(), entry.first(), entry.last(), entry.authenticated()));
        }
        out.give("entries", entries).decoded(DataDecoder.value(Tags.AFL, value).children());
    }

    private static void cvmList(Inputs in, Answer out) {
        Bytes value = in.bytes("cvm_list");
        CvmList list = CvmList.parse(value);
        List<Object> rules = new ArrayList<>();
        for (CvmList.Rule rule : list.rules()) {
            rules.add(List.of(Bytes.of(rule.code()), Bytes.of(rule.condition())));
        }
        out.give("amount_x", list.amountX(), "minor units")
                .give("amount_y", list.amountY(), "minor units")
                .give("rules", rules)
                .decoded(DataDecoder.value(Tags.CVM_LIST, value).children());
    }

    private static void cvmResults(Inputs in, Answer out) {
        CvmResults results = CvmResults.parse(in.bytes("v"));
        out.give("method", results.rule().methodName())
                .give("condition", results.rule().conditionName())
                .give("result", results.outcome());
    }

    private static void processingOptions(Inputs in, Answer out) {
        ProcessingOptions options = ProcessingOptions.parse(in.bytes("response"));
        out.give("aip", options.aip().value()).give("afl", options.afl());
        out.decoded(List.of(DataDecoder.value(Tags.AIP, options.aip().value())));
        if (!options.afl().isEmpty()) {
            out.decoded(List.of(DataDecoder.value(Tags.AFL, options.afl())));
        }
    }

    private static void record(Inputs in, Answer out) {
        Bytes response = in.bytes("response");
        Tlv template = ApplicationRecords.template(A_FILE_OF_TEMPLATES, 1, response);
        out.give("tags", TlvOperations.leaves(List.of(template))).decoded(DataDecoder.tlv(response));
    }

    private static void terminal(Inputs in, Answer out) {
        ApplicationRecords records = new ApplicationRecords();
        int number = 1;
        for (Object record : in.list("records")) {
            Bytes response = Inputs.bytes("records." + (number - 1), record);
            records.add(A_FILE_OF_TEMPLATES, number, response, false);
            out.decoded(DataDecoder.tlv(response));
            number++;
        }
        List<Object> tags = new ArrayList<>();
        records.data().forEach((tag, value) -> tags.add(List.of(Tlv.tagBytes(tag), value)));
        out.give("tags", tags);
    }
}

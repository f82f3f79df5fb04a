package dev.tapbench.emv.calc;

import dev.tapbench.emv.CryptogramResponse;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.DataDecoder;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.TagDictionary;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recorded conversations with cards. */
final class TranscriptOperations {
    private static final String NO_COMMAND = "command or null";
    // Format code B, PAN, name, then expiry YYMM (ISO/IEC 7813, 3.2).
    private static final Pattern TRACK_1 = Pattern.compile("B([0-9 ]{8,19})\\^[^^]*\\^([0-9]{4}).*");
    // PAN, separator, then expiry YYMM (ISO/IEC 7813, 4.2).
    private static final Pattern TRACK_2 = Pattern.compile("([0-9]{8,19})D([0-9]{4}).*");
    private static final int TRACK1_DATA = 0x56;
    private static final int MAGNETIC_TRACK2 = 0x9F6B;

    private TranscriptOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.named(
                                "transcript.ppse",
                                "Lists the applications of a contactless directory.",
                                "EMV Contactless Book B, 3.3.2")
                        .takes(Key.bytes("fci", "response to SELECT 2PAY.SYS.DDF01, without the status bytes"))
                        .gives("aids", "names of the applications, in order")
                        .example("fci=6F23840E325041592E5359532E4444463031A511BF0C0E610C4F07A0000000041010870101")
                        .computed(TranscriptOperations::ppse),
                Operation.named("transcript.read", "Reads what a conversation tells of a card.", "EMV Book 3, 10")
                        .takes(
                                Key.list("apdus", "[" + NO_COMMAND + ", response with status bytes] in order"),
                                Key.context("null_command", "what null stands for"))
                        .gives("TAG", "each value under its tag; where it was read several times, the last")
                        .gives("generate_ac", "cid, atc, ac (or sdad) and iad of each cryptogram")
                        .gives("selected", "names of the applications that were selected, in order")
                        .gives("status_words", "of each response")
                        .gives("applications", "aid, label, priority, PIN tries, ATC, log records of each")
                        .gives("ppse_applications", "how many the contactless directory lists")
                        .gives("aid", "of the application selected first")
                        .gives("label", "of the application selected first")
                        .gives("pan", "digits, of the records or a track")
                        .gives("expiry", "YYYY-MM, of 5F24 or track 2")
                        .gives("track1_expiry", "YYYY-MM")
                        .gives("log_format_tags", "tags of a log entry")
                        .gives("log1", "first entry of the first log")
                        .gives("outcome", "what stands out, in words")
                        .example(
                                "apdus=[[\"00A4040007A000000003101000\",\"6F168407A0000000031010A50B50095649534120544553549000\"],"
                                        + "[\"80A8000002830000\",\"800E1C000801010010010100180304009000\"]]")
                        .computed(TranscriptOperations::read),
                TransactionOperation.operation());
    }

    private static void ppse(Inputs in, Answer out) {
        Bytes fci = in.bytes("fci");
        List<Object> aids = new ArrayList<>();
        Transcript.directory(fci).forEach(entry -> aids.add(entry.aid()));
        out.give("aids", aids).decoded(DataDecoder.tlv(fci));
    }

    private static void read(Inputs in, Answer out) {
        Transcript transcript = Transcript.of("apdus", in.list("apdus"));
        TranscriptReader reader = new TranscriptReader(transcript.joined());
        out.give("outcome", outcome(transcript, reader));
        reader.listed().ifPresent(count -> out.give("ppse_applications", count));
        out.give("selected", reader.selected());
        applications(reader, out);
        identity(reader.objects(), out);
        out.give(
                "generate_ac",
                reader.cryptograms().stream().map(TranscriptOperations::row).toList());
        List<Object> status = new ArrayList<>();
        transcript
                .exchanges()
                .forEach(e -> status.add(Bytes.number(e.response().sw().value(), 2)));
        out.give("status_words", status);
        reader.objects()
                .forEach((tag, value) ->
                        out.give(Tlv.hexTag(tag), value, TagDictionary.known(tag) ? TagDictionary.name(tag) : ""));
    }

    private static Map<String, Object> row(CryptogramResponse response) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("cid", response.cid());
        row.put("atc", response.atc());
        response.cryptogram().ifPresent(ac -> row.put("ac", ac));
        row.put("iad", response.iad());
        response.signature().ifPresent(signature -> row.put("sdad", signature));
        return row;
    }

    private static void applications(TranscriptReader reader, Answer out) {
        List<TranscriptApplication> all = reader.applications();
        if (all.isEmpty()) {
            return;
        }
        out.give("aid", all.get(0).aid());
        all.get(0).label().ifPresent(label -> out.give("label", label));
        out.give("applications", all.stream().map(TranscriptApplication::facts).toList());
        Optional<TranscriptApplication> logging =
                all.stream().filter(a -> !a.firstLogged().isEmpty()).findFirst();
        logging.ifPresent(a -> out.give("log_format_tags", a.logTags()).give("log1", a.firstLogged()));
    }

    private static void identity(Map<Integer, Bytes> objects, Answer out) {
        Optional<Matcher> track2 = track2(objects, Tags.TRACK2).or(() -> track2(objects, MAGNETIC_TRACK2));
        Optional.ofNullable(objects.get(Tags.PAN))
                .map(value -> value.toHex().replaceFirst("F+$", ""))
                .or(() -> track2.map(m -> m.group(1)))
                .ifPresent(pan -> out.give("pan", pan));
        Optional.ofNullable(objects.get(Tags.EXPIRY_DATE))
                .map(Bytes::toHex)
                .or(() -> track2.map(m -> m.group(2)))
                .flatMap(TranscriptOperations::month)
                .ifPresent(month -> out.give("expiry", month));
        Optional.ofNullable(objects.get(TRACK1_DATA))
                .map(value -> TRACK_1.matcher(new String(value.toArray(), StandardCharsets.US_ASCII)))
                .filter(Matcher::matches)
                .flatMap(m -> month(m.group(2)))
                .ifPresent(month -> out.give("track1_expiry", month));
    }

    private static Optional<Matcher> track2(Map<Integer, Bytes> objects, int tag) {
        return Optional.ofNullable(objects.get(tag))
                .map(value -> TRACK_2.matcher(value.toHex()))
                .filter(Matcher::matches);
    }

    /** YYMM.. as a month; empty where it is none, as in the tracks of anonymised recordings. */
    private static Optional<String> month(String digits) {
        return digits.matches("[0-9]{2}(0[1-9]|1[0-2]).*")
                ? Optional.of("20" + digits.substring(0, 2) + "-" + digits.substring(2, 4))
                : Optional.empty();
    }

    private static String outcome(Transcript transcript, TranscriptReader reader) {
        List<String> parts = new ArrayList<>();
        List<Transcript.Exchange> all = transcript.exchanges();
        for (int i = 0; i + 1 < all.size(); i++) {
            if (Transcript.waits(all.get(i))) {
                parts.add(fetched(all.get(i), all.get(i + 1)));
            }
        }
        refused(transcript, reader).ifPresent(parts::add);
        if (parts.isEmpty()) {
            parts.add(
                    reader.applications().size() == 1
                            ? "1 application selected"
                            : reader.applications().size() + " applications selected");
            reader.cryptograms()
                    .forEach(c -> parts.add(CryptogramType.ofCid(c.cid().at(0)).name()));
        }
        return String.join("; ", parts);
    }

    private static String fetched(Transcript.Exchange waiting, Transcript.Exchange next) {
        int announced = waiting.response().sw().value() & 0xFF;
        int le = next.command().map(c -> c.le() & 0xFF).orElse(announced);
        String how = String.format(Locale.ROOT, "61 %02X: GET RESPONSE with Le %02X", announced, le);
        return how
                + (next.response().ok()
                        ? ", response delivered whole"
                        : ", answered " + next.response().sw());
    }

    private static Optional<String> refused(Transcript transcript, TranscriptReader reader) {
        List<StatusWord> answers = transcript.joined().exchanges().stream()
                .filter(Transcript.Exchange::selectsApplication)
                .map(e -> e.response().sw())
                .distinct()
                .toList();
        return reader.applications().isEmpty() && answers.size() == 1
                ? Optional.of("every SELECT of an application answers " + answers.get(0) + ": no candidate left")
                : Optional.empty();
    }
}

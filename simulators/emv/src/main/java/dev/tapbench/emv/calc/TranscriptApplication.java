package dev.tapbench.emv.calc;

import dev.tapbench.emv.Dol;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.TagDictionary;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a conversation tells of one application: its names, its counters, its log. */
final class TranscriptApplication {
    private static final int LOG_ENTRY = 0x9F4D;
    private static final int LOG_FORMAT = 0x9F4F;
    private static final int PREFERRED_NAME = 0x9F12;
    private static final Map<Integer, String> LOG_FIELDS = Map.of(
            Tags.AMOUNT_AUTHORISED,
            "amount",
            Tags.CID,
            "cid",
            Tags.TERMINAL_COUNTRY,
            "country",
            Tags.TRANSACTION_CURRENCY,
            "currency",
            Tags.TRANSACTION_DATE,
            "date",
            Tags.TRANSACTION_TYPE,
            "type",
            0x9F21,
            "time",
            Tags.ATC,
            "atc");

    private final Bytes aid;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final List<Bytes> log = new ArrayList<>();
    private @Nullable Dol logFormat;
    private int logFile;

    TranscriptApplication(Bytes aid) {
        this.aid = aid;
        facts.put("aid", aid);
    }

    Bytes aid() {
        return aid;
    }

    /** What is known of it, by name. */
    Map<String, Object> facts() {
        Map<String, Object> all = new LinkedHashMap<>(facts);
        if (!log.isEmpty()) {
            all.put("log_records", log.size());
        }
        return all;
    }

    /** Its label, where the FCI or the directory has one. */
    Optional<String> label() {
        return Optional.ofNullable((String) facts.get("label"));
    }

    /** A directory lists it. */
    void listedAs(Tlv template) {
        text("label", template.find(Tags.APPLICATION_LABEL));
        template.find(Tags.APPLICATION_PRIORITY)
                .filter(found -> found.value().length() == 1)
                .ifPresent(found -> facts.put("priority", found.value().at(0) & 0x0F));
    }

    /** It was selected; what its FCI says goes before what the directory says. */
    void selectedWith(List<Tlv> fci) {
        text("label", Tlv.find(fci, Tags.APPLICATION_LABEL));
        text("preferred_name", Tlv.find(fci, PREFERRED_NAME));
        Tlv.find(fci, LOG_ENTRY)
                .filter(found -> found.value().length() == 2)
                .ifPresent(found -> logFile = found.value().at(0));
    }

    private void text(String name, Optional<Tlv> found) {
        found.ifPresent(object -> facts.put(name, new String(object.value().toArray(), StandardCharsets.ISO_8859_1)));
    }

    /** GET DATA was answered. */
    void told(int tag, Bytes value) {
        if (tag == Tags.PIN_TRY_COUNTER && value.length() == 1) {
            facts.put("pin_tries_left", value.at(0));
        } else if (tag == Tags.ATC && value.length() == 2) {
            facts.put("atc", (int) value.toNumber());
        } else if (tag == LOG_FORMAT) {
            logFormat = Dol.parse(value);
        }
    }

    /** Whether that file is its transaction log (EMV Book 3, Annex D). */
    boolean logsIn(int sfi) {
        return sfi == logFile;
    }

    void logged(Bytes entry) {
        log.add(entry);
    }

    /** The tags of a log entry, in order; empty where its format was not read. */
    List<Object> logTags() {
        return logFormat == null
                ? List.of()
                : logFormat.entries().stream()
                        .<Object>map(e -> Tlv.tagBytes(e.tag()))
                        .toList();
    }

    /**
     * The first entry of the log, by name; empty where there is none, or its format was not read.
     *
     * @throws EmvDataException when the entry does not have the length of its format
     */
    Map<String, Object> firstLogged() {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (logFormat != null && !log.isEmpty()) {
            logFormat.split(log.get(0)).forEach((tag, value) -> {
                String name = LOG_FIELDS.getOrDefault(tag, Tlv.hexTag(tag));
                fields.put(name, value);
            });
        }
        return fields;
    }

    @Override
    public String toString() {
        return aid + label().map(l -> " (" + l + ")").orElse("") + " " + TagDictionary.name(Tags.AID);
    }
}

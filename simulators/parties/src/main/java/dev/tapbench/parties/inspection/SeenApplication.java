package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Aip;
import dev.tapbench.emv.ApplicationRecords;
import dev.tapbench.emv.CvmList;
import dev.tapbench.emv.Dol;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.inspection.CardImage.Answered;
import dev.tapbench.parties.inspection.CardImage.Application;
import dev.tapbench.parties.inspection.CardImage.Datum;
import dev.tapbench.parties.inspection.CardImage.FileRecord;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** An application as far as it can be read. */
record SeenApplication(Medium medium, Application image) {
    private static final int AIP_LENGTH = 2;
    static final int LOG_ENTRY = 0x9F4D;

    /** The way to a card, for people: contactless, contact or wired. */
    static String where(Medium medium) {
        return switch (medium) {
            case CONTACTLESS, WIRED -> medium.name().toLowerCase(Locale.ROOT);
            case CONTACT_T0, CONTACT_T1 -> "contact";
        };
    }

    /** The name that an application gives itself in its answer to SELECT. */
    static Optional<Bytes> name(ResponseApdu select) {
        return fci(select)
                .flatMap(fci -> Lenient.child(fci, Tags.DF_NAME))
                .map(Tlv::value)
                .filter(name -> !name.isEmpty());
    }

    private static Optional<Tlv> fci(ResponseApdu select) {
        return answers(select) ? Lenient.one(select.data(), Tags.FCI) : Optional.empty();
    }

    private static boolean answers(ResponseApdu select) {
        return select.ok() || select.sw().equals(StatusWord.SELECTED_FILE_INVALIDATED);
    }

    String at() {
        return where(medium) + " " + image.aid();
    }

    boolean contactless() {
        return medium == Medium.CONTACTLESS;
    }

    /** Selected, blocked or not (EMV Book 1, 12.4). */
    boolean selected() {
        return answers(image.select());
    }

    Optional<Tlv> fci() {
        return fci(image.select());
    }

    /** A5 of the FCI. */
    Optional<Tlv> proprietary() {
        return fci().flatMap(fci -> Lenient.child(fci, Tags.FCI_PROPRIETARY));
    }

    Optional<Bytes> ofFci(int tag) {
        return proprietary().flatMap(template -> template.find(tag)).map(Tlv::value);
    }

    /** The application's name; as it was selected where it gives none. */
    Bytes name() {
        return name(image.select()).orElse(image.aid());
    }

    Optional<Dol> pdol() {
        return ofFci(Tags.PDOL).flatMap(value -> Lenient.read(() -> Dol.parse(value)));
    }

    /** The answer to GET PROCESSING OPTIONS as one template, 77 or 80. */
    Optional<Tlv> options() {
        return image.options()
                .map(Answered::answer)
                .filter(ResponseApdu::ok)
                .flatMap(answer -> Lenient.one(answer.data()))
                .filter(template ->
                        template.tag() == Tags.RESPONSE_TEMPLATE_2 || template.tag() == Tags.RESPONSE_TEMPLATE_1);
    }

    /** Template 77 holds objects, template 80 the AIP and behind it the AFL (EMV Book 3, 6.5.8.4). */
    private Optional<Bytes> option(int tag) {
        Optional<Tlv> template = options();
        if (template.isEmpty() || template.get().tag() == Tags.RESPONSE_TEMPLATE_2) {
            return template.flatMap(found -> Lenient.child(found, tag)).map(Tlv::value);
        }
        Bytes value = template.get().value();
        int aip = Math.min(AIP_LENGTH, value.length());
        return Optional.of(tag == Tags.AIP ? value.slice(0, aip) : value.from(aip))
                .filter(found -> !found.isEmpty());
    }

    Optional<Bytes> aipBytes() {
        return option(Tags.AIP);
    }

    Optional<Aip> aip() {
        return aipBytes().filter(value -> value.length() == AIP_LENGTH).map(Aip::new);
    }

    boolean has(Aip.Bit bit) {
        return aip().filter(aip -> aip.has(bit)).isPresent();
    }

    /** Empty where the card gives none. */
    RawAfl afl() {
        return new RawAfl(option(Tags.AFL).orElse(Bytes.empty()));
    }

    /** Whether there are records to judge. */
    boolean hasRecords() {
        return image.records().stream().anyMatch(record -> record.answer().ok());
    }

    /**
     * A record that the card gave.
     *
     * @param template the one template 70 that it is, if it is
     */
    record SeenRecord(FileRecord image, Optional<Tlv> template) {
        String at() {
            return "record " + image.number() + " of file " + image.sfi();
        }
    }

    List<SeenRecord> records() {
        return image.records().stream()
                .filter(record -> record.answer().ok())
                .map(record ->
                        new SeenRecord(record, Lenient.one(record.answer().data(), Tags.RECORD)))
                .toList();
    }

    /** The data objects of records and of the answer to GET PROCESSING OPTIONS, in the order in which a terminal gets them. */
    List<Spot<Tlv>> objects() {
        List<Spot<Tlv>> objects = new ArrayList<>();
        options()
                .filter(template -> template.tag() == Tags.RESPONSE_TEMPLATE_2)
                .ifPresent(template -> template.children()
                        .forEach(child -> objects.add(new Spot<>(at() + ", GET PROCESSING OPTIONS", child))));
        objects.addAll(recordObjects());
        return objects;
    }

    List<Spot<Tlv>> recordObjects() {
        List<Spot<Tlv>> objects = new ArrayList<>();
        for (SeenRecord record : records()) {
            Lenient.children(record.template())
                    .forEach(child -> objects.add(new Spot<>(at() + ", " + record.at(), child)));
        }
        return objects;
    }

    Stream<Spot<Bytes>> values(int tag) {
        return objects().stream()
                .filter(spot -> spot.thing().tag() == tag)
                .map(spot -> spot.with(spot.thing().value()));
    }

    Optional<Bytes> value(int tag) {
        return values(tag).findFirst().map(Spot::thing);
    }

    boolean has(int tag) {
        return value(tag).isPresent();
    }

    Optional<Dol> dol(int tag) {
        return value(tag).flatMap(value -> Lenient.read(() -> Dol.parse(value)));
    }

    Optional<CvmList> cvmList() {
        return value(Tags.CVM_LIST).flatMap(value -> Lenient.read(() -> CvmList.parse(value)));
    }

    Optional<Pan> pan() {
        return value(Tags.PAN).flatMap(value -> Lenient.read(() -> Pan.ofBcd(value)));
    }

    /** What GET DATA answered for a tag, after GET PROCESSING OPTIONS. */
    Optional<Bytes> datum(int tag) {
        return datum(image.data(), tag);
    }

    /** The same before it. */
    Optional<Bytes> datumBefore(int tag) {
        return datum(image.before(), tag);
    }

    private static Optional<Bytes> datum(List<Datum> data, int tag) {
        return data.stream()
                .filter(datum -> datum.tag() == tag && datum.answer().ok())
                .findFirst()
                .flatMap(datum -> Lenient.one(datum.answer().data(), tag))
                .map(Tlv::value);
    }

    /** The static data to be authenticated; empty where the records do not allow any (EMV Book 3, 10.3). */
    Optional<Bytes> staticData() {
        if (aip().isEmpty()) {
            return Optional.empty();
        }
        ApplicationRecords terminal = new ApplicationRecords();
        try {
            for (RawAfl.Entry entry : afl().entries()) {
                for (int i = 0; i < entry.records(); i++) {
                    int number = entry.first() + i;
                    boolean authenticated = i < entry.authenticated();
                    image.records().stream()
                            .filter(record -> record.sfi() == entry.sfi() && record.number() == number)
                            .findFirst()
                            .ifPresent(record -> terminal.add(
                                    entry.sfi(), number, record.answer().data(), authenticated));
                }
            }
            return Optional.of(terminal.staticData(aip().get()));
        } catch (EmvDataException told) {
            return Optional.empty();
        }
    }
}

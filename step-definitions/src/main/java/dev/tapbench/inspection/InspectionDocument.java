package dev.tapbench.inspection;

import dev.tapbench.emv.Dol;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.CertificateBody;
import dev.tapbench.emv.crypto.Rsa;
import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.parties.inspection.CertificateChain;
import dev.tapbench.parties.inspection.CertificateChain.Opened;
import dev.tapbench.parties.inspection.Finding;
import dev.tapbench.parties.inspection.Inspection;
import dev.tapbench.parties.inspection.Knowledge;
import dev.tapbench.parties.inspection.Rule;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.reports.Masker;
import dev.tapbench.reports.TraceRow.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code inspect --json} prints. Numbers of card and holder are masked in all of it.
 *
 * @param schema its name and version
 * @param card what was inspected, for people
 * @param readers the ways to the card, in the order in which it was read
 * @param aids its applications, once for each way
 * @param directories PPSE and PSE
 * @param records of directories, applications and transaction logs
 * @param data what GET DATA brought or did not
 * @param certificates of each application
 * @param findings the worst first
 * @param rulesRun how many rules the card gave something to judge for
 * @param rulesNotApplicable how many others there are
 * @param notApplicable those others
 */
public record InspectionDocument(
        String schema,
        String card,
        List<Way> readers,
        List<Aid> aids,
        List<Directory> directories,
        List<RecordRow> records,
        List<DataRow> data,
        List<CertificateRow> certificates,
        List<FindingRow> findings,
        int rulesRun,
        int rulesNotApplicable,
        List<String> notApplicable) {

    /** A reader. */
    public record Way(String reader, String medium) {}

    /**
     * An application.
     *
     * @param aid the name it was selected by
     * @param status of SELECT
     * @param fci its answer
     * @param options the answer to GET PROCESSING OPTIONS; none where it was not asked
     * @param cryptogram the answer to GENERATE AC; none where it was not asked
     */
    public record Aid(
            String medium, String aid, String status, List<Node> fci, List<Node> options, List<Node> cryptogram) {}

    /**
     * A directory.
     *
     * @param name PPSE or PSE
     * @param status of SELECT
     */
    public record Directory(String medium, String name, String status, List<Node> fci) {}

    /**
     * A record.
     *
     * @param of PSE, an application's name, or the same with {@code log}
     * @param authenticated whether the AFL counts it for offline data authentication
     * @param status of READ RECORD
     */
    public record RecordRow(
            String medium, String of, int file, int record, boolean authenticated, String status, List<Node> objects) {}

    /**
     * An answer to GET DATA.
     *
     * @param status of GET DATA
     */
    public record DataRow(String medium, String aid, String tag, String status, List<Node> objects) {}

    /**
     * A certificate.
     *
     * @param kind issuer or card
     * @param opened whether the signer's key opens it
     * @param identifier of the issuer, or the card number masked; empty where it did not open
     * @param expires MMYY; empty where it did not open
     * @param serial 3 bytes; empty where it did not open
     * @param bits length of the certified modulus; 0 where there is none
     * @param exponent in hexadecimal
     * @param problem why it does not open, or holds no key; empty where all is well
     */
    public record CertificateRow(
            String medium,
            String aid,
            String kind,
            boolean opened,
            String identifier,
            String expires,
            String serial,
            int bits,
            String exponent,
            String problem) {}

    /** A rule that does not hold. */
    public record FindingRow(String id, String severity, String clause, String at, String expected, String found) {}

    public InspectionDocument {
        readers = List.copyOf(readers);
        aids = List.copyOf(aids);
        directories = List.copyOf(directories);
        records = List.copyOf(records);
        data = List.copyOf(data);
        certificates = List.copyOf(certificates);
        findings = List.copyOf(findings);
        notApplicable = List.copyOf(notApplicable);
    }

    /**
     * Writes down what was found.
     *
     * @param card what was inspected, for people
     * @param masker learns the card's numbers here, and hides them
     */
    public static InspectionDocument of(String card, Inspection inspection, Knowledge knowledge, Masker masker) {
        return new Writer(masker).write(card, inspection, knowledge);
    }

    /** Applications over all ways, each once. */
    public List<String> applications() {
        return aids.stream().map(Aid::aid).distinct().toList();
    }

    /** Turns answers into nodes. The trees come first: they teach the masker which numbers to hide in the findings. */
    private record Writer(Masker masker) {
        InspectionDocument write(String card, Inspection inspection, Knowledge knowledge) {
            List<CardImage.Side> sides = inspection.image().sides();
            List<Aid> aids = new ArrayList<>();
            List<Directory> directories = new ArrayList<>();
            List<RecordRow> records = new ArrayList<>();
            List<DataRow> data = new ArrayList<>();
            for (CardImage.Side side : sides) {
                String medium = words(side.medium());
                directories.add(directory(medium, side.directory(), records));
                side.applications().forEach(application -> {
                    aids.add(aid(medium, application, records));
                    application
                            .data()
                            .forEach(datum -> data.add(new DataRow(
                                    medium,
                                    application.aid().toHex(),
                                    Tlv.hexTag(datum.tag()),
                                    status(datum.answer()),
                                    nodes(datum.answer()))));
                });
            }
            List<CertificateRow> certificates = certificates(inspection, knowledge);
            return new InspectionDocument(
                    "tapbench.inspect/1",
                    masker.text(card),
                    sides.stream()
                            .map(side -> new Way(side.reader(), words(side.medium())))
                            .toList(),
                    aids,
                    directories,
                    records,
                    data,
                    certificates,
                    inspection.findings().stream().map(this::finding).toList(),
                    inspection.run().size(),
                    inspection.notApplicable().size(),
                    inspection.notApplicable().stream().map(Rule::id).toList());
        }

        private Directory directory(String medium, CardImage.Directory directory, List<RecordRow> records) {
            String name = new String(directory.name().toArray(), java.nio.charset.StandardCharsets.US_ASCII);
            String shown = name.startsWith("2") ? "PPSE" : "PSE";
            directory.records().forEach(record -> records.add(row(medium, shown, record, false)));
            return new Directory(medium, shown, status(directory.select()), nodes(directory.select()));
        }

        private Aid aid(String medium, CardImage.Application application, List<RecordRow> records) {
            String aid = application.aid().toHex();
            application
                    .records()
                    .forEach(record -> records.add(row(medium, aid, record, application.authenticates(record))));
            Optional<Dol> format = logFormat(application);
            application
                    .log()
                    .forEach(record -> records.add(new RecordRow(
                            medium,
                            aid + " log",
                            record.sfi(),
                            record.number(),
                            false,
                            status(record.answer()),
                            logged(format, record))));
            return new Aid(
                    medium,
                    aid,
                    status(application.select()),
                    nodes(application.select()),
                    application
                            .options()
                            .map(options -> nodes(options.answer()))
                            .orElse(List.of()),
                    application
                            .cryptogram()
                            .map(answer -> nodes(answer.answer()))
                            .orElse(List.of()));
        }

        private RecordRow row(String medium, String of, CardImage.FileRecord record, boolean authenticated) {
            return new RecordRow(
                    medium,
                    of,
                    record.sfi(),
                    record.number(),
                    authenticated,
                    status(record.answer()),
                    nodes(record.answer()));
        }

        private static Optional<Dol> logFormat(CardImage.Application application) {
            return application.data().stream()
                    .filter(datum ->
                            datum.tag() == Tags.LOG_FORMAT && datum.answer().ok())
                    .findFirst()
                    .flatMap(datum -> {
                        try {
                            return Tlv.parse(datum.answer().data())
                                    .find(Tags.LOG_FORMAT)
                                    .map(found -> Dol.parse(found.value()));
                        } catch (EmvDataException told) {
                            return Optional.empty();
                        }
                    });
        }

        /** A log record is values without tags; with them it is masked as anything else. */
        private List<Node> logged(Optional<Dol> format, CardImage.FileRecord record) {
            Bytes values = record.answer().data();
            return format.filter(dol -> dol.length() == values.length())
                    .map(dol -> masker.objects(Bytes.concat(dol.split(values).entrySet().stream()
                            .map(entry -> Tlv.encode(entry.getKey(), entry.getValue()))
                            .toArray(Bytes[]::new))))
                    .orElseGet(() -> nodes(record.answer()));
        }

        private List<Node> nodes(ResponseApdu answer) {
            return masker.objects(answer.data());
        }

        private List<CertificateRow> certificates(Inspection inspection, Knowledge knowledge) {
            List<CertificateRow> rows = new ArrayList<>();
            List<CertificateChain> chains = Inspection.certificates(inspection.image(), knowledge);
            int at = 0;
            for (CardImage.Side side : inspection.image().sides()) {
                for (CardImage.Application application : side.applications()) {
                    CertificateChain chain = chains.get(at++);
                    String medium = words(side.medium());
                    String aid = application.aid().toHex();
                    chain.issuer().ifPresent(opened -> rows.add(certificate(medium, aid, "issuer", opened)));
                    chain.icc().ifPresent(opened -> rows.add(certificate(medium, aid, "card", opened)));
                }
            }
            return rows;
        }

        private CertificateRow certificate(String medium, String aid, String kind, Opened opened) {
            Optional<CertificateBody> body = opened.body();
            return new CertificateRow(
                    medium,
                    aid,
                    kind,
                    body.isPresent(),
                    body.map(CertificateBody::identifier)
                            .map(digits -> kind.equals("card") ? Masker.pan(digits) : digits)
                            .orElse(""),
                    body.map(found -> found.expiry().toHex()).orElse(""),
                    body.map(found -> found.serial().toHex()).orElse(""),
                    opened.key().map(key -> 8 * Rsa.length(key)).orElse(0),
                    opened.certificate().exponent().toHex(),
                    masker.text(opened.problem()));
        }

        private FindingRow finding(Finding finding) {
            return new FindingRow(
                    finding.id(),
                    finding.severity().label(),
                    finding.clause(),
                    masker.text(finding.at()),
                    finding.expected(),
                    masker.text(finding.found()));
        }

        private static String status(ResponseApdu answer) {
            return answer.sw().toString();
        }

        private static String words(Medium medium) {
            return medium.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How many findings there are of one severity. */
    public long count(String severity) {
        return findings.stream().filter(row -> row.severity().equals(severity)).count();
    }

    /** How many findings there are of each severity that there are some of: {@code 2 errors, 1 note}. */
    public String counts() {
        if (findings.isEmpty()) {
            return "no finding";
        }
        return List.of("error", "warning", "note").stream()
                .filter(severity -> count(severity) > 0)
                .map(severity -> count(severity) + " " + severity + (count(severity) == 1 ? "" : "s"))
                .collect(Collectors.joining(", "));
    }
}

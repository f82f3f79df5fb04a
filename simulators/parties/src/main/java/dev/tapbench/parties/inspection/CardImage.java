package dev.tapbench.parties.inspection;

import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a card answered, byte by byte and not judged.
 *
 * @param sides one for each reader it was read with, in that order
 */
public record CardImage(List<Side> sides) {
    public CardImage {
        sides = List.copyOf(sides);
    }

    /**
     * The card as one reader sees it.
     *
     * @param reader the reader's name
     * @param medium how the reader reaches the card
     * @param directory PPSE or PSE
     * @param applications in the order of the directory, or of the list of known applications
     */
    public record Side(String reader, Medium medium, Directory directory, List<Application> applications) {
        public Side {
            applications = List.copyOf(applications);
        }

        /** Whether it is the antenna. */
        public boolean contactless() {
            return medium == Medium.CONTACTLESS;
        }
    }

    /**
     * A directory of applications (EMV Book 1, 12.2; EMV Contactless Book B, 3.3).
     *
     * @param name the name it was selected by
     * @param select the answer to SELECT
     * @param records of its file; the last is the answer that ended the reading
     */
    public record Directory(Bytes name, ResponseApdu select, List<FileRecord> records) {
        public Directory {
            records = List.copyOf(records);
        }
    }

    /**
     * A record, or the answer in its place.
     *
     * @param sfi file, 1 to 30
     * @param number of the record in its file, from 1
     * @param answer to READ RECORD
     */
    public record FileRecord(int sfi, int number, ResponseApdu answer) {}

    /**
     * The answer to GET DATA.
     *
     * @param tag what was asked for
     */
    public record Datum(int tag, ResponseApdu answer) {}

    /**
     * The answer to a command with the values that a list of the card asked for.
     *
     * @param data what was sent
     */
    public record Answered(Bytes data, ResponseApdu answer) {}

    /**
     * An application.
     *
     * @param aid the name by which it was selected
     * @param select the answer to SELECT
     * @param before data objects as they were before GET PROCESSING OPTIONS
     * @param options the one GET PROCESSING OPTIONS; absent where the application could not be selected
     * @param records of the AFL, in its order; of a file up to the first that the card did not give
     * @param data data objects by GET DATA
     * @param log records of the transaction log, where the card announces one
     * @param cryptogram the one GENERATE AC, where it was asked for
     */
    public record Application(
            Bytes aid,
            ResponseApdu select,
            List<Datum> before,
            Optional<Answered> options,
            List<FileRecord> records,
            List<Datum> data,
            List<FileRecord> log,
            Optional<Answered> cryptogram) {
        public Application {
            before = List.copyOf(before);
            records = List.copyOf(records);
            data = List.copyOf(data);
            log = List.copyOf(log);
        }

        /** One that was selected and asked nothing yet. */
        public static Application selected(Bytes aid, ResponseApdu select) {
            return new Application(
                    aid, select, List.of(), Optional.empty(), List.of(), List.of(), List.of(), Optional.empty());
        }

        /** Whether the AFL counts a record for offline data authentication (EMV Book 3, 10.3). */
        public boolean authenticates(FileRecord record) {
            return new SeenApplication(Medium.CONTACT_T1, this)
                    .afl().entries().stream()
                            .anyMatch(entry -> entry.sfi() == record.sfi()
                                    && record.number() >= entry.first()
                                    && record.number()
                                            < entry.first() + Math.min(entry.records(), entry.authenticated()));
        }

        Application with(List<Datum> asked, Answered initiated) {
            return new Application(aid, select, asked, Optional.of(initiated), records, data, log, cryptogram);
        }

        Application with(List<FileRecord> read, List<Datum> asked, List<FileRecord> logged) {
            return new Application(aid, select, before, options, read, asked, logged, cryptogram);
        }

        Application with(Answered generated) {
            return new Application(aid, select, before, options, records, data, log, Optional.of(generated));
        }
    }
}
